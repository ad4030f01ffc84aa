"""The text in the reader: lines, words, sentences and clusters, all as code-point offsets into the source."""

from bisect import bisect_right
from functools import cached_property

from rich.cells import cell_len, get_character_cell_size, split_graphemes

from stancebook.model.visible import INVISIBLE, visible
from stancebook.tui.text import graphemes, words
from stancebook.tui.text.markdown_spans import LEAD, MarkdownSpans
from stancebook.tui.text.sentences import sentence_starts
from stancebook.tui.text.wrapping import line_starts


class TextModel:
    """A source body and where things are in it. Immutable, but for the width it is wrapped to.

    Offsets are code points of the body, from 0 to its length, so that a span is exactly what an annotation
    stores. What is shown has the same length; see `visible`.

    Args:
        text: The body of a source, line ends normalised to line feeds.
        width: Cells in a line, until `wrap` says otherwise.
        markdown: Whether it is Markdown: its marks are part of the text, but of no sentence.
    """

    def __init__(self, text: str, width: int = 80, *, markdown: bool = False) -> None:
        self.text = text
        self.shown = _with_bases(visible(text))
        self.looks = MarkdownSpans(self.shown) if markdown else None
        self._width = width

    def __len__(self) -> int:
        return len(self.text)

    # Lines

    @cached_property
    def para_starts(self) -> list[int]:
        """Where each paragraph, a line of the file, begins."""
        starts = [0]
        found = self.shown.find("\n")
        while found >= 0:
            starts.append(found + 1)
            found = self.shown.find("\n", found + 1)
        return starts

    @property
    def width(self) -> int:
        """The width in cells that the lines are wrapped to."""
        return self._width

    @property
    def height(self) -> int:
        """The number of lines at the present width."""
        return len(self._starts)

    def wrap(self, width: int) -> list[int]:
        """Break the text into lines.

        Args:
            width: Cells in a line; one space may hang over the edge.

        Returns:
            Where each line begins. Do not change the list.
        """
        if width != self._width:
            self._width = width
            self.__dict__.pop("_starts", None)
        return self._starts

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins at the present width."""
        return line_starts(self.shown, self._width)

    def line(self, y: int) -> tuple[int, int]:
        """Return where line `y` begins and ends, its line feed included."""
        following = self._starts[y + 1] if y + 1 < len(self._starts) else len(self.text)
        return self._starts[y], following

    def line_text(self, y: int) -> str:
        """Return what line `y` shows, without its line feed."""
        start, end = self.line(y)
        return self.shown[start:end].removesuffix("\n")

    def y_of(self, offset: int) -> int:
        """Return the line that shows `offset`."""
        return bisect_right(self._starts, self._clamp(offset)) - 1

    def xy(self, offset: int) -> tuple[int, int]:
        """Return column, in cells, and line of the cluster at `offset`."""
        offset = self.cluster_start(offset)
        y = self.y_of(offset)
        return cell_len(self.shown[self._starts[y] : offset]), y

    def offset_at(self, x: int, y: int) -> int:
        """Return the start of the cluster shown at column `x` of line `y`.

        A place beside the text gives the nearest place in it: right of a line, its line end.
        """
        if y < 0:
            return 0
        if y >= self.height:
            return len(self.text)
        start = self._starts[y]
        text = self.line_text(y)
        index = min(max(x, 0), len(text)) if text.isascii() else _index_at(text, x)
        return min(start + index, self.last_place(y))

    def last_place(self, y: int) -> int:
        """Return the last offset at which a cursor is on line `y`: before its line feed or last cluster."""
        start, end = self.line(y)
        if end > start and self.shown[end - 1] == "\n":
            return end - 1
        return end if y + 1 == self.height else max(start, self.cluster_start(end - 1))

    # Clusters

    def cluster_start(self, offset: int) -> int:
        """Return the start of the cluster that `offset` lies in."""
        return graphemes.cluster_start(self.shown, self._clamp(offset))

    def step(self, offset: int, delta: int) -> int:
        """Return the start of the cluster `delta` clusters away, at most either end of the text."""
        offset = self.cluster_start(offset)
        for _ in range(abs(delta)):
            if delta > 0:
                offset = graphemes.next_cluster(self.shown, offset)
            else:
                offset = graphemes.cluster_start(self.shown, offset - 1)
        return offset

    def snap(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest span of whole clusters that holds a given one, within the text."""
        start, end = sorted((self._clamp(start), self._clamp(end)))
        return graphemes.cluster_start(self.shown, start), graphemes.cluster_end(self.shown, end)

    # Words

    def word_at(self, offset: int) -> tuple[int, int] | None:
        """Return the word around `offset`, None between words."""
        word = words.word_at(self.shown, self._clamp(offset))
        return self.snap(*word) if word else None

    def next_word(self, offset: int) -> int:
        """Return where the next word after `offset` begins."""
        return graphemes.cluster_end(self.shown, words.next_start(self.shown, offset))

    def next_word_end(self, offset: int) -> int:
        """Return the first end of a word after `offset`."""
        return graphemes.cluster_end(self.shown, words.next_end(self.shown, offset))

    def previous_word(self, offset: int) -> int:
        """Return where the last word before `offset` begins."""
        return self.cluster_start(words.previous_start(self.shown, offset))

    def previous_word_end(self, offset: int) -> int:
        """Return the last end of a word before `offset`."""
        return self.cluster_start(words.previous_end(self.shown, offset))

    # Sentences and paragraphs

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where each sentence begins, found when first asked for."""
        starts = sentence_starts(self.shown, lead=LEAD if self.looks else None)
        return starts if self.shown.isascii() else [self.cluster_start(start) for start in starts]

    def sentence_index(self, offset: int) -> int:
        """Return the number, from 0, of the sentence at `offset`; space belongs to the sentence before it."""
        offset = self._clamp(offset)
        if self.looks:
            line = self.para_starts[bisect_right(self.para_starts, offset) - 1]
            lead = LEAD.match(self.shown, line)
            offset = max(offset, lead.end()) if lead else offset  # a mark belongs to the words behind it
        return max(0, bisect_right(self.sentence_starts, offset) - 1)

    def sentence(self, index: int) -> tuple[int, int]:
        """Return where sentence `index` begins and ends, without the space around it."""
        starts = self.sentence_starts
        index = max(0, min(index, len(starts) - 1))
        following = starts[index + 1] if index + 1 < len(starts) else len(self.text)
        line_end = self.shown.find("\n", starts[index], following)
        return self._trim(starts[index], following if line_end < 0 else line_end)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the sentence at `offset`, as `sentence` does."""
        return self.sentence(self.sentence_index(offset))

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        """Return the paragraph, a line of the file, at `offset`, without the space around it."""
        index = bisect_right(self.para_starts, self._clamp(offset)) - 1
        following = self.para_starts[index + 1] if index + 1 < len(self.para_starts) else len(self.text)
        return self._trim(self.para_starts[index], following)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Take white space off both ends of a span."""
        while end > start and self.shown[end - 1].isspace():
            end -= 1
        while start < end and self.shown[start].isspace():
            start += 1
        return self.snap(start, end)

    def _clamp(self, offset: int) -> int:
        """Return `offset`, or the end of the text it lies beyond."""
        return max(0, min(offset, len(self.text)))


def _with_bases(shown: str) -> str:
    """Replace what would join a character before it, but begins a line: nothing shows where it is."""
    if shown.isascii():
        return shown
    lines = shown.split("\n")
    for index, line in enumerate(lines):
        if line and not line[0].isascii() and not get_character_cell_size(line[0]):
            lines[index] = INVISIBLE + line[1:]
    return "\n".join(lines)


def _index_at(text: str, x: int) -> int:
    """Return the index of the cluster at cell `x` of a line, its length if the line is shorter."""
    left = 0
    for start, _, size in split_graphemes(text)[0]:
        left += size
        if x < left:
            return start
    return len(text)
