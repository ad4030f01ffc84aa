"""What each pane of the annotate screen shows, and what keys do there: the first thing its help says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.tui.widgets.evidence_panel import EvidencePanel
from stancebook.tui.widgets.reader import Reader
from stancebook.tui.widgets.rubric_panel import RubricPanel
from stancebook.tui.widgets.source_list import SourceList

if TYPE_CHECKING:
    from textual.widget import Widget

_LIST: Final = "<read.line-next> <read.line-prev> go from row to row, enter picks, esc goes back to the text"
_PANES: Final[tuple[tuple[type[Widget], str, tuple[str, ...]], ...]] = (
    (
        Reader,
        "Here: the text",
        (
            "select first, then act: <evidence.mark> quotes the selection, or else the sentence that the cursor is in",
            "left of a line: ▌ a quote begins, │ goes on; then its criterion's number, + where several overlap",
            "» and › are the same for what is reported of others; ┊ is what is not to be coded",
        ),
    ),
    (
        RubricPanel,
        "Here: the rubric",
        (
            _LIST,
            "✓ all is there, ! something is missing, . no answer, / not asked, ~ answered before the rubric changed",
        ),
    ),
    (
        EvidencePanel,
        "Here: the evidence",
        (_LIST, "on a quote <evidence.remove> takes it away, <evidence.reassign> moves it to another criterion"),
    ),
    (
        SourceList,
        "Here: your sources",
        (_LIST, "○ not started, ◐ draft, ✓ complete, ⚑ flagged, ~ answered before the rubric changed"),
    ),
)


def help_on(pane: Widget | None) -> tuple[str, tuple[str, ...]]:
    """Return a heading and sentences on the pane that has the focus; commands in them stand for their keys."""
    for kind, title, sentences in _PANES:
        if isinstance(pane, kind):
            return title, sentences
    return "", ()
