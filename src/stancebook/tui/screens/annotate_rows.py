"""What the annotate screen shows of an annotation: its header, and the quotes in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.visible import visible_line
from stancebook.tui import coding
from stancebook.tui.widgets.reader_layers import Span
from stancebook.tui.widgets.rows import Row
from stancebook.tui.widgets.source_list import STATE_STYLES
from stancebook.tui.wording import attributed_words, shorten

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation
    from stancebook.tui.session import Session
    from stancebook.tui.view import View
    from stancebook.tui.widgets.rows import Part
    from stancebook.workspace.desk import Desk


def header_row(session: Session, view: View) -> Row:
    """Return the line above all: which source, how far it is, who codes."""
    source, ids = view.source, list(session.ids)
    state = session.state(source.id)
    number = f"{ids.index(source.id) + 1}/{len(ids)}" if source.id in ids else "gone"
    flag = ((f"⚑ {shorten(state.flag, 16)}  ", "warn"),) if state.flag else ()
    changed = (("≠ text changed  ", "warn"),) if view.text_changed else ()
    stale = (("~ stale  ", "warn"),) if state.stale else ()
    seen = (_seen(view.annotation),) if view.annotation.revealed_at else ()
    title = () if source.title == source.id else ((f"· {visible_line(source.title)}", "dim"),)
    return Row(
        ((f"{number} ", "dim"), (f"{source.id} ", "strong"), *title),
        (
            *flag,
            *stale,
            *changed,
            *seen,
            (f"{state.glyph} {state.words}", STATE_STYLES.get(state.state, "dim")),
            (f"  {visible_line(session.name or session.reviewer)}", "strong"),
        ),
    )


def _seen(annotation: Annotation) -> Part:
    """Return what is said where others were seen: what was complete before that is as independent as it was."""
    if annotation.complete and all(coding.independent for coding in annotation.codings.values()):
        return "◌ others seen since  ", "dim"
    return "◌ coded after seeing others  ", "warn"


def own_spans(view: View, desk: Desk) -> list[Span]:
    """Return the quotes of what the author holds."""
    return [
        Span(one.start, one.end, view.number_of(criterion), coding.evidence_words(desk, criterion, one))
        for criterion, held in view.annotation.codings.items()
        for one in held.evidence
        if not view.lost(one)
    ]


def reported_spans(view: View) -> list[Span]:
    """Return the quotes of what others are reported to hold."""
    return [
        Span(quote.start, quote.end, view.number_of(one.criterion), attributed_words(view.rubric, one), reported=True)
        for one in view.annotation.attributed
        for quote in one.evidence
        if not view.lost(quote)
    ]
