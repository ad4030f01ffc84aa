"""All evidence of a source beside the text, on wide terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.visible import visible_line
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row, paragraph, wrap
from stancebook.tui.wording import heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.model.annotation import Evidence
    from stancebook.tui.view import View

_LINES = 4


class EvidencePanel(RowList):
    """Posts ``Picked`` with ("quote", criterion id, evidence key) or ("criterion", id)."""

    view: View | None = None

    def show(self, view: View) -> None:
        """Show another state of affairs."""
        self.view = view
        self.rebuild()

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return the quotes by criterion."""
        view = self.view
        if view is None:
            return ()
        rows: list[Row] = []
        in_order = [*view.rubric.by_id, *(key for key in view.annotation.codings if key not in view.rubric.by_id)]
        for criterion in in_order:
            coding = view.coding(criterion)
            if not coding.evidence:
                continue
            active = criterion == view.active
            number = view.number_of(criterion)
            lead = ("▶" if active else " ", "accent"), (f"{number or '?'} {heading(view.rubric, criterion)}", "strong")
            count = len(coding.evidence)
            right = ((f"{count} quote{'s' if count > 1 else ''}", "dim"),)
            rows += [Row()] if rows else []
            rows.append(Row(lead, right, ("criterion", criterion), "active" if active else ""))
            for one in coding.evidence:
                rows += _quote(view, criterion, one, width, active=active)
        return rows or paragraph("No evidence yet. Go to a sentence, or select some words, and press e.", width, "dim")


def _quote(view: View, criterion: str, evidence: Evidence, width: int, *, active: bool) -> list[Row]:
    key = ("quote", criterion, evidence.key)
    rows: list[Row] = []
    style = "accent" if active else "dim"
    if evidence.for_value:
        rows.append(Row(((" ▌ ", style), (f"for {visible_line(evidence.for_value)}", "dim")), key=key))
    if view.lost(evidence):
        rows.append(Row(((" ✗ ", "warn"), ("lost: not in the text at its place", "warn")), key=key))
    text = visible_line(evidence.quote.replace("\n", " "))
    lines = wrap(f"“{text}”", max(8, width - 4), _LINES)
    percent = 100 * evidence.start // max(1, len(view.source.body))
    for index, line in enumerate(lines):
        mark = "▌" if not index and not evidence.for_value else "│"
        rows.append(Row(((f" {mark} ", style), (line, "")), key=key))
    rows[-1] = Row(rows[-1].left, ((f"{percent}%", "off"),), key)
    return rows
