"""What figures do not rest on, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.comparison.cell import Cell
    from stancebook.model.annotation import Annotation
    from stancebook.model.study import Study


class LeftOut(NamedTuple):
    """Codings that the figures do not rest on, counted, and the stale ones that they do rest on, as asked for.

    Attributes:
        drafts: Annotations that are begun, not complete, and were not asked for.
        stale: Codings whose criterion has changed in meaning, but for those that are apart.
        unoffered: Codings with an answer that the rubric does not have, though it has not changed.
        seen: Codings made after seeing another reviewer's (in the matrix, not in reliability).
        homeless: Annotations of sources that are not there (any more).
        gone: Codings of criteria that the rubric does not have (any more).
        blind: Annotations withheld because the one who asks has not finished the source.
        unasked: Codings of criteria that are not asked, given the other answers in the annotation.
        agreeing: Sources not shown since no independent codings differ on them; the figures rest on these.
        anchors: Sources of the training round.
        second: Annotations of second passes that are not shown.
        gold: Annotations with gold answers that are not shown.
        apart: Codings that are gold answers or second passes: shown, not counted.
        waived: Stale codings that take part all the same.
    """

    drafts: int = 0
    stale: int = 0
    unoffered: int = 0
    seen: int = 0
    homeless: int = 0
    gone: int = 0
    blind: int = 0
    unasked: int = 0
    agreeing: int = 0
    anchors: int = 0
    second: int = 0
    gold: int = 0
    apart: int = 0
    waived: int = 0


def left_out_of(chosen: Study, used: Study, cells: Iterable[Cell]) -> LeftOut:
    """Count what annotations and cells say of themselves: of those chosen, what is used, and what of it counts."""
    stale = unoffered = seen = apart = waived = 0
    for cell in cells:
        for view in cell.codings.values():
            if view.plain:
                continue
            stale += view.stale and not view.stale_counts and not view.unoffered and not view.apart
            unoffered += view.unoffered
            seen += view.counts and not view.counts_as_independent
            apart += view.apart
            waived += view.stale_counts and not view.apart
    return LeftOut(
        drafts=sum(annotation.begun for key, annotation in chosen.annotations.items() if key not in used.annotations),
        stale=stale,
        unoffered=unoffered,
        seen=seen,
        homeless=sum(source not in chosen.sources for _, source in used.annotations),
        gone=sum(_gone(chosen, annotation) for annotation in used.annotations.values()),
        apart=apart,
        waived=waived,
    )


def _gone(study: Study, annotation: Annotation) -> int:
    """Count the answers to criteria that the rubric does not have, but for those that were retired."""
    known, terms = study.rubric.by_id, study.rubric.terms
    lost = [key for key in annotation.codings.keys() - known.keys() if annotation.codings[key].given]
    return sum(not terms.now(key).criterion_gone for key in lost)
