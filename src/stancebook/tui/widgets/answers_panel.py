"""Who answered what, side by side: answers, how sure, rules, notes, and the quotes each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.comparison.quoted import overlap
from stancebook.comparison.sides import sides
from stancebook.model.visible import visible, visible_line
from stancebook.tui.widgets.rows import Row, wrap
from stancebook.tui.widgets.span_rows import SpanRows
from stancebook.tui.wording import UNCHOSEN, answer_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stancebook.comparison.cell import CodingView
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.sides import Side
    from stancebook.model.annotation import Evidence
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source

LETTERS: Final = "abcdef"
_COLUMN: Final = 30
_LINES: Final = 4
_BRIEF_LINES: Final = 2
_TALL: Final = 20


@dataclass(frozen=True)
class Sides:
    """A disagreement as it is shown.

    Attributes:
        rubric: The rubric.
        source: The source.
        one: The disagreement.
        names: What each reviewer is called.
    """

    rubric: Rubric
    source: Source
    one: Disagreement
    names: Mapping[str, str]

    @property
    def sides(self) -> list[Side]:
        """The answers given, in the order of the scale."""
        return sides(self.one.cell, self.one.criterion)

    def letter(self, index: int) -> str:
        """Return the letter of a side; a dot where letters are used up."""
        return LETTERS[index] if index < len(LETTERS) else "·"

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The reviewers in the order of their gutter columns, each with the letter of their side."""
        return [(who, self.letter(n)) for n, side in enumerate(self.sides) for who in self.ordered(side)]

    def ordered(self, side: Side) -> list[str]:
        """Return the reviewers of a side by what they are called."""
        return sorted(side.reviewers, key=lambda who: self.names[who])

    def lost(self, quote: Evidence) -> bool:
        """Return whether a quote does not stand at its place in the text."""
        return self.source.body[quote.start : quote.end] != quote.quote


class AnswersPanel(SpanRows):
    """Posts ``Picked`` with ("side", number) or ("quote", reviewer, evidence key).

    In little room notes and quotes are cut short, until one goes into the pane.

    Args:
        key_of: Returns the key of a command, as it is shown.
        classes: Classes of the style sheet.
    """

    shown: Sides | None = None
    at: tuple[str, tuple[int, int, str]] | None = None
    subject = "Answers"
    """What the panel is about: its title, behind which stands how to read what is cut short."""
    _brief = False
    _cut = False

    def __init__(self, key_of: Callable[[str], str], *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._key_of = key_of

    def show(self, shown: Sides | None) -> None:
        """Show another disagreement, from the top."""
        if shown and self.shown and shown.one.cell is not self.shown.one.cell:
            self.scroll_to(y=0, animate=False)
        self.shown = shown
        self.rebuild()

    def point_at(self, reviewer: str, quote: Evidence, *, scroll: bool) -> None:
        """Mark the quote that the reader is at, and scroll to it where that is wanted."""
        self.at = (reviewer, quote.key)
        self.rebuild()
        if scroll:
            self.reveal(("quote", reviewer, quote.key))

    def pointing_changed(self) -> None:
        """Say everything in full while one is in the pane, and show what is pointed at."""
        self.rebuild()

    def rebuild(self) -> None:
        """Make the rows anew, and name the key that shows in full what they cut short."""
        self._cut = False
        super().rebuild()
        more = f" · {self._key_of('focus.next')} reads all" if self._cut else ""
        self.border_title = f"{self.subject}{more}".replace("[", r"\[")

    def make_rows(self, width: int, height: int) -> Sequence[Row]:
        """Return the sides beside each other where there is room, else below each other."""
        shown = self.shown
        if shown is None:
            return ()
        self._brief = height < _TALL and not self.has_focus
        many = len(shown.sides)
        column = (width - 3 * (many - 1)) // many if many else width
        if many > 1 and column >= _COLUMN:
            return self.beside([self._side(shown, n, side, column) for n, side in enumerate(shown.sides)], column)
        rows: list[Row] = []
        for n, side in enumerate(shown.sides):
            rows += [Row()] if rows else []
            rows += self._side(shown, n, side, width)
        return rows

    def _side(self, shown: Sides, number: int, side: Side, width: int) -> list[Row]:
        letter = shown.letter(number)
        words = answer_words(shown.rubric, shown.one.criterion.id, side.answer)
        first, *rest = wrap(words, max(8, width - 3))
        key = ("side", number)
        rows = [Row(((f"{letter}  ", "key"), (first, "strong")), key=key)]
        rows += [Row((("   " + line, "strong"),), key=key) for line in rest]
        for reviewer in shown.ordered(side):
            rows += self._coding(shown, reviewer, letter, width)
        return rows

    def _coding(self, shown: Sides, reviewer: str, letter: str, width: int) -> list[Row]:
        view = shown.one.codings[reviewer]
        rows = [Row(((f" {visible_line(shown.names[reviewer])}", "accent"), (_about(view), "dim")))]
        rows += [Row(((f"   {flag}", "warn"),)) for flag in _flags(view)]
        if view.coding.note:
            lines = self._in_brief(f"✎ {visible(view.coding.note).strip()}", width - 3, None)
            rows += [Row((("   " + line, ""),)) for line in lines]
        others = [
            quote
            for who, other in shown.one.codings.items()
            if other.answer != view.answer
            for quote in other.coding.supporting
        ]
        for quote in view.coding.evidence:
            rows += self._quote(shown, reviewer, quote, letter, width, chosen=quote not in view.coding.unchosen)
            if any(overlap(quote, one) for one in others):
                rows.append(Row((("   another side quotes from it too", "dim"),), key=("quote", reviewer, quote.key)))
        if not view.coding.evidence:
            rows.append(Row((("   no quote", "dim"),)))
        return rows

    def _in_brief(self, text: str, width: int, most: int | None) -> list[str]:
        """Return text in lines, few where there is little room, and take note where that cuts it."""
        lines = wrap(text, width, _BRIEF_LINES if self._brief else most)
        self._cut |= self._brief and lines[-1:] != wrap(text, width, most)[len(lines) - 1 :]
        return lines

    def _quote(
        self, shown: Sides, reviewer: str, quote: Evidence, letter: str, width: int, *, chosen: bool
    ) -> list[Row]:
        key = ("quote", reviewer, quote.key)
        here = self.at == (reviewer, quote.key)
        style = "active" if here else ""
        rows: list[Row] = []
        if quote.for_value:
            about = f"for {visible_line(quote.for_value)}{'' if chosen else UNCHOSEN}"
            rows.append(Row(((f" {letter} ", "dim"), (about, "dim" if chosen else "warn")), key=key))
        if shown.lost(quote):
            rows.append(Row(((" ✗ ", "warn"), ("lost: not in the text", "warn")), key=key))
        text = " ".join(visible_line(quote.quote.replace("\n", " ")).split())
        lines = self._in_brief(f"“{text}”", max(8, width - 4), _LINES)
        lead = "▶" if here else letter
        for n, line in enumerate(lines):
            mark = lead if not n and not quote.for_value else "│"
            rows.append(Row(((f" {mark} ", "accent" if here else "dim"), (line, "")), key=key, style=style))
        return rows


def _about(view: CodingView) -> str:
    parts = [f"sure {view.coding.confidence}"] if view.coding.confidence is not None else []
    if view.coding.rules:
        parts.append("rules " + visible_line(" ".join(view.coding.rules)))
    return "  " + " · ".join(parts) if parts else ""


def _flags(view: CodingView) -> list[str]:
    flags = ["~ stale: the rubric changed since"] if view.stale else []
    if not view.coding.independent:
        flags.append("◌ made after seeing others")
    return flags
