"""All evidence of a source beside the text, on wide terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from stancebook.model.visible import visible_line
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row, paragraph, wrap
from stancebook.tui.wording import UNCHOSEN, heading, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.model.annotation import Evidence
    from stancebook.tui.view import View

_LINES = 4
_AROUND = 4  # cells: the mark before a quote, and air behind it
_MOST = 1000  # characters: more than four lines hold


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
        rows += _reported(view, width, after=bool(rows))
        return rows or paragraph(
            f"No evidence yet. Go to a sentence, or select some words, and press {view.key('evidence.mark')}.",
            width,
            "dim",
        )


def _reported(view: View, width: int, *, after: bool) -> list[Row]:
    """Return what others are reported to hold, apart from the author's own."""
    held = view.annotation.attributed
    if not held:
        return []
    rows = [Row()] if after else []
    rows.append(Row((("» Others, as reported", "strong"),), ((f"{len(held)}", "dim"),)))
    for one in held:
        answer = f"{heading(view.rubric, one.criterion)} {mark(view.rubric, one.criterion, one.answer)}"
        name = visible_line(one.actor)
        rows.append(Row(((" » ", "accent"), (name, "")), ((answer, "strong"),), ("attributed", one.rev)))
        rows += [row for quote in one.evidence for row in _reported_quote(view, one.rev, quote, width)]
    return rows


def _reported_quote(view: View, rev: str, quote: Evidence, width: int) -> list[Row]:
    lead = ("   ✗ lost ", "warn") if view.lost(quote) else ("   ", "")
    text = visible_line(quote.quote[:_MOST].replace("\n", " "))
    first, *rest = wrap(f"“{text}”", max(8, width - len(lead[0]) - 1), 2)
    key = ("report", rev, quote.key)
    return [Row((lead, (first, "dim")), key=key), *(Row((("   " + line, "dim"),), key=key) for line in rest)]


def _quote(view: View, criterion: str, evidence: Evidence, width: int, *, active: bool) -> list[Row]:
    key = ("quote", criterion, evidence.key)
    rows: list[Row] = []
    style = "accent" if active else "dim"
    if evidence.for_value:
        chosen = evidence not in view.coding(criterion).unchosen
        about = f"for {visible_line(evidence.for_value)}{'' if chosen else UNCHOSEN}"
        rows.append(Row(((" ▌ ", style), (about, "dim" if chosen else "warn")), key=key))
    if view.lost(evidence):
        words = "lost: no longer in the text" if view.text_changed else "lost: not at its place in the text"
        rows.append(Row(((" ✗ ", "warn"), (words, "warn")), key=key))
    text = visible_line(evidence.quote[:_MOST].replace("\n", " "))
    lines = wrap(f"“{text}”", max(8, width - 4), _LINES)
    percent = 100 * evidence.start // max(1, len(view.source.body))
    for index, line in enumerate(lines):
        mark = "▌" if not index and not evidence.for_value else "│"
        rows.append(Row(((f" {mark} ", style), (line, "")), key=key))
    place = f"at {percent}%"
    if cell_len(lines[-1]) + len(place) + _AROUND > width:  # the quote is not cut short for it
        rows.append(Row(((" │ ", style),), key=key))
    rows[-1] = Row(rows[-1].left, ((place, "off"),), key)
    return rows
