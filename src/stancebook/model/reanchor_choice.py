"""What a reviewer decides about quotes whose source has changed: which they must look at, and the place they chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from stancebook.model.anchoring import Place, is_verbatim
from stancebook.model.annotation import Evidence, Judgement
from stancebook.model.editing import attributed_order

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation
    from stancebook.model.reanchor_annotation import Anchor
    from stancebook.model.source import Source

J = TypeVar("J", bound=Judgement)


def candidates(anchor: Anchor) -> tuple[Place, ...]:
    """Return the passages that a quote may stand at now, the likeliest first; none where it is lost."""
    found = anchor.found
    return (Place(found.evidence.start, found.evidence.end),) if found.evidence else found.places


def doubtful(anchor: Anchor) -> bool:
    """Return whether a reviewer has to look: there are candidates, and none is certain."""
    return not anchor.found.certain and bool(candidates(anchor))


def chosen(annotation: Annotation, source: Source, anchor: Anchor, place: Place) -> Annotation:
    """Return the annotation with one quote at the place that its reviewer chose; answers and times stay.

    The annotation counts as one of today's text once every quote stands in it.
    """
    now = Evidence.at(source.body, place.start, place.end, anchor.before.for_value)
    if anchor.actor is None:
        coding = _with(annotation.coding(anchor.criterion), anchor.before, now)
        after = annotation.model_copy(update={"codings": {**annotation.codings, anchor.criterion: coding}})
    else:
        name = (anchor.criterion, anchor.actor)
        held = [
            _with(one, anchor.before, now) if (one.criterion, one.actor) == name else one
            for one in annotation.attributed
        ]
        after = annotation.model_copy(update={"attributed": attributed_order(held)})
    if all(is_verbatim(one, source.body) for one in after.quotes):
        after = after.model_copy(update={"source_sha256": source.sha256})
    return after


def _with(judgement: J, before: Evidence, now: Evidence) -> J:
    kept = [one for one in judgement.evidence if one not in (before, now)]
    return judgement.model_copy(update={"evidence": (*kept, now)}).sealed()
