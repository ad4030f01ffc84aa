"""Blindness: until a reviewer has completed a source, nobody else's judgement of it reaches them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from stancebook.model.annotation import Annotation
    from stancebook.model.decision import Adjudication
    from stancebook.model.rubric import Rubric
    from stancebook.model.study import Study


class Blinded(NamedTuple):
    """A study as one reviewer may see it.

    Attributes:
        study: The study without what is withheld; the reviewer's own decisions are in it everywhere.
        withheld: How many annotations of others were left out; those are none that say nothing, as of who only looked.
        sources: The sources they were left out of.
        closed: The sources that the reviewer has not completed, whether anything was left out of them or not.
    """

    study: Study
    withheld: int
    sources: tuple[str, ...]
    closed: tuple[str, ...] = ()


def blinded(study: Study, reviewer: str) -> Blinded:
    """Return the study without what others made of sources that ``reviewer`` has not completed."""
    closed = {source: True for source in study.sources if not _has_completed(study, reviewer, source)}
    others = (one for (who, _), one in study.annotations.items() if who != reviewer and one.begun)
    hidden = [one.source for one in others if one.source in closed]
    shut = set(hidden)
    sources = tuple(source for source in study.sources if source in shut)
    return Blinded(without_others(study, reviewer, closed), len(hidden), sources, tuple(closed))


def without_others(study: Study, reviewer: str, closed: Collection[str]) -> Study:
    """Return the study without others' codings of some sources and their decisions on them.

    What ``reviewer`` decided there stays: they know it. Of it stays what they said, and not on which codings it rests:
    who has coded the source, and who did so anew since, is others' to tell.

    Args:
        study: The study.
        reviewer: Who is to be kept blind.
        closed: The sources.
    """

    def kept(annotations: Mapping[tuple[str, str], Annotation]) -> dict[tuple[str, str], Annotation]:
        return {key: one for key, one in annotations.items() if key[0] == reviewer or key[1] not in closed}

    told = {key: _own(one, reviewer) if key in closed else one for key, one in study.adjudications.items()}
    return replace(
        study,
        annotations=kept(study.annotations),
        adjudications={source: one for source, one in told.items() if one is not None},
        cut_from=None if study.cut_from is None else kept(study.cut_from),
    )


def _own(made: Adjudication, reviewer: str) -> Adjudication | None:
    """Return what a reviewer decided last, whatever another did since, and without its basis; None where nothing."""
    own = {
        criterion: (mine[-1].model_copy(update={"basis": {}}),)
        for criterion, each in made.decisions.items()
        if (mine := [decision for decision in each if decision.by == reviewer])
    }
    return made.model_copy(update={"decisions": own}) if own else None


def tells_of_another(rubric: Rubric, criterion: str) -> bool:
    """Return whether a criterion hangs on the answer to another: that it was asked tells that answer."""
    known = rubric.by_id.get(rubric.terms.now(criterion).criterion) or rubric.by_id.get(criterion)
    return known is not None and known.applies_if is not None


def newly_shown(study: Study, reviewer: str, *, drafts: bool) -> list[str]:
    """Return the sources of which a comparison shows another's judgement to ``reviewer`` for the first time.

    Args:
        study: What is shown.
        reviewer: Who looks.
        drafts: Whether annotations that are not complete are shown too.
    """
    others = {
        source
        for (other, source), annotation in study.annotations.items()
        if other != reviewer and (drafts or annotation.complete) and _says_something(annotation)
    }
    return [
        source
        for source in study.sources
        if source in others and not ((own := study.annotations.get((reviewer, source))) and own.revealed_at)
    ]


def _says_something(annotation: Annotation) -> bool:
    return bool(annotation.attributed) or any(coding.given for coding in annotation.codings.values())


def _has_completed(study: Study, reviewer: str, source: str) -> bool:
    own = study.annotations.get((reviewer, source))
    return own is not None and own.complete
