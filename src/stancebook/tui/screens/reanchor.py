"""Quotes whose source was changed: the old words beside what may be the passage now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType

from stancebook.model.reanchor_choice import candidates
from stancebook.model.visible import visible_line
from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row, paragraph, wrap
from stancebook.tui.wording import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from stancebook.model.anchoring import Place
    from stancebook.model.reanchor_annotation import Anchor
    from stancebook.model.rubric import Rubric
    from stancebook.tui.widgets.rows import Part

_CONTEXT = 60


class ReanchorRows(RowList, can_focus=False):
    """One quote: the words that were quoted, and a passage of today.

    Args:
        rubric: The rubric.
        text: The source's body of today.
    """

    def __init__(self, rubric: Rubric, text: str) -> None:
        super().__init__()
        self.rubric, self.text = rubric, text
        self.shown: Anchor | None = None
        self.candidate = 0

    @property
    def place(self) -> Place | None:
        """The passage shown."""
        return candidates(self.shown)[self.candidate] if self.shown else None

    def show(self, anchor: Anchor, candidate: int = 0) -> None:
        """Show another quote, or another passage for it."""
        self.shown, self.candidate = anchor, candidate
        self.scroll_to(y=0, animate=False)
        self.rebuild()

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return the two beside each other."""
        anchor, place = self.shown, self.place
        if anchor is None or place is None:
            return ()
        half, before = (width - 3) // 2, anchor.before
        many = len(candidates(anchor))
        name = heading(self.rubric, anchor.criterion)
        whose = f" · reported of {visible_line(anchor.actor)}" if anchor.actor else ""
        rows = [Row(((name + whose, "strong"),))]
        rows += paragraph(f"Why you are asked: {visible_line(anchor.found.doubt)}.", width, "dim")
        which = f" · {self.candidate + 1} of {many}" if many > 1 else ""
        rows += [Row(), _beside([("as you quoted it", "key")], [(f"in the text now{which}", "key")], half)]
        start, end, text = place.start, place.end, self.text
        old = _column(before.prefix, before.quote, before.suffix, half)
        new = _column(text[max(0, start - _CONTEXT) : start], text[start:end], text[end : end + _CONTEXT], half)
        for index in range(max(len(old), len(new))):
            rows.append(_beside(_at(old, index), _at(new, index), half))
        return rows


class ReanchorScreen(Dialog[None]):
    """Leads through quotes that stand in doubt.

    Args:
        rubric: The rubric.
        text: The source's body of today.
        anchors: The quotes in doubt.
        take: Called with a quote and the passage that it is to follow to.
        leave: Called with a quote that is to stay lost.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t,enter", "take", show=False),
        Binding("n", "another", show=False),
        Binding("l", "leave_lost", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
    ]

    def __init__(
        self,
        rubric: Rubric,
        text: str,
        anchors: Sequence[Anchor],
        take: Callable[[Anchor, Place], object],
        leave: Callable[[Anchor], object],
    ) -> None:
        buttons = (
            Action("take", "t", "take it"),
            Action("another", "n", "next candidate", enabled=any(len(candidates(one)) > 1 for one in anchors)),
            Action("lost", "l", "leave it lost"),
            Action("close", "esc", "decide later"),
        )
        super().__init__("The text has changed", buttons)
        self._anchors, self._take, self._leave, self._at = list(anchors), take, leave, 0
        self._rows = ReanchorRows(rubric, text)

    def content(self) -> ComposeResult:
        """Return both sides."""
        yield self._rows

    def on_mount(self) -> None:
        """Show the first quote."""
        self._show()

    def press(self, button: str) -> None:
        """Do what a button says."""
        verbs = {"take": self.action_take, "another": self.action_another, "lost": self.action_leave_lost}
        verbs.get(button, self.action_leave)()

    def action_take(self) -> None:
        """Let the quote follow to the passage shown."""
        if self._rows.shown and self._rows.place:
            self._take(self._rows.shown, self._rows.place)
        self._onward()

    def action_another(self) -> None:
        """Show the next passage that it could be."""
        anchor = self._anchors[self._at]
        self._rows.show(anchor, (self._rows.candidate + 1) % len(candidates(anchor)))

    def action_leave_lost(self) -> None:
        """Leave the quote as it is: lost, with its words."""
        if self._rows.shown:
            self._leave(self._rows.shown)
        self._onward()

    def _onward(self) -> None:
        self._at += 1
        if self._at == len(self._anchors):
            self.dismiss(None)
        else:
            self._show()

    def _show(self) -> None:
        box = self.query_one("#box")
        box.border_title = f"The text has changed · quote {self._at + 1} of {len(self._anchors)} in doubt"
        self._rows.show(self._anchors[self._at])


def _column(before: str, quote: str, after: str, width: int) -> list[list[Part]]:
    """Return a passage with its context as lines; the passage itself stands out by more than colour."""
    lines: list[list[Part]] = []
    for text, lead, style in ((f"…{before}", "  ", "dim"), (quote, "▌ ", "strong"), (f"{after}…", "  ", "dim")):
        shown = visible_line(text.replace("\n", " ")).strip()
        lines += [[(lead, "accent"), (line, style)] for line in wrap(shown, max(8, width - 2))]
    return lines


def _at(lines: Sequence[list[Part]], index: int) -> list[Part]:
    return lines[index] if index < len(lines) else []


def _beside(left: Sequence[Part], right: Sequence[Part], half: int) -> Row:
    room = half - sum(cell_len(text) for text, _ in left)
    return Row((*left, (set_cell_size("", max(0, room)), ""), (" │ ", "off"), *right))
