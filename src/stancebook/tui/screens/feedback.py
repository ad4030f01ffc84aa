"""How a trainee did on a source of the training round, beside the gold answers, before they go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from stancebook.model.visible import visible_line
from stancebook.reports.feedback import checked_lines, checked_words, feedback_title
from stancebook.reports.words import STATE_GLYPH
from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from stancebook.comparison.gold import Checked, Feedback
    from stancebook.model.study import Study

_LONGEST = 16


class FeedbackRows(RowList, can_focus=False):
    """Every answer beside the gold answer; of those that are not right, the gold quotes and note too."""

    def __init__(self, study: Study, told: Feedback) -> None:
        super().__init__()
        self.study, self.told = study, told

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return the answers one below the other."""
        rows: list[Row] = []
        for one in self.told.checked:
            rows += [Row(), self._head(one)]
            if not one.right:
                rows += self._lines(one, width)
        return rows[1:]

    def _head(self, one: Checked) -> Row:
        words = self.study.rubric.words(one.criterion.id, one.gold.answer) if one.right else ""
        left = ((f"{STATE_GLYPH[one.kind]} ", ""), (visible_line(one.criterion.heading), "strong"))
        tail = ((f"  {visible_line(words)}", "dim"),) if words else ()
        return Row((*left, *tail), ((checked_words(one), "good" if one.right else "warn"),))

    def _lines(self, one: Checked, width: int) -> Iterator[Row]:
        told = checked_lines(self.study, one)
        left = min(_LONGEST, max(len(name) for name, _ in told)) + 4
        for name, text in told:
            head = f"  {name[:_LONGEST]}:" if name else ""
            for number, part in enumerate(wrap(text, max(10, width - left))):
                yield Row(((f"{'' if number else head:<{left}}", "dim"), (part, "")))


class FeedbackScreen(Dialog[None]):
    """Tells how a trainee did; leaving goes on.

    Args:
        study: The reviewer's codings and the gold answers.
        told: How they did.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
    ]

    def __init__(self, study: Study, told: Feedback) -> None:
        title = f"{told.source}: {feedback_title(told)}"
        super().__init__(visible_line(title), (Action("close", "enter", "go on"),))
        self._rows = FeedbackRows(study, told)

    def content(self) -> ComposeResult:
        """Return the answers."""
        yield self._rows
