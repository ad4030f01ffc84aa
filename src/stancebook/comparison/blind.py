"""Blindness: until a reviewer has completed a source, nobody else's judgement of it reaches them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation
    from stancebook.model.decision import Adjudication
    from stancebook.model.rubric import Rubric
    from stancebook.model.study import Study


@dataclass(frozen=True)
class Blinded:
    """A study as one reviewer may see it.

    Attributes:
        study: The study without what is withheld.
        withheld: How many annotations of others were left out.
        sources: The sources they were left out of.
        closed: The sources that the reviewer has not completed, whether anything was left out of them or not.
    """

    study: Study
    withheld: int
    sources: tuple[str, ...]
    closed: tuple[str, ...] = ()


def blinded(study: Study, reviewer: str) -> Blinded:
    """Return the study without others' codings of, and decisions on, sources that ``reviewer`` has not completed."""
    closed = {source: True for source in study.sources if not _has_completed(study, reviewer, source)}
    hidden = {key: True for key in study.annotations if key[0] != reviewer and key[1] in closed}
    kept = {key: annotation for key, annotation in study.annotations.items() if key not in hidden}
    decisions = {source: decided for source, decided in study.adjudications.items() if source not in closed}
    shut = {source for _, source in hidden}
    sources = tuple(source for source in study.sources if source in shut)
    return Blinded(replace(study, annotations=kept, adjudications=decisions), len(hidden), sources, tuple(closed))


def own_decisions(study: Study, reviewer: str | None) -> dict[str, Adjudication]:
    """Return what holds by a reviewer's own decision, by source: that is withheld from them nowhere."""
    own = {}
    for source, made in study.adjudications.items():
        kept = {of: (each[-1],) for of, each in made.decisions.items() if each and each[-1].by == reviewer}
        if kept:
            own[source] = made.model_copy(update={"decisions": kept})
    return own


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
    return bool(annotation.attributed) or any(coding.answer.given for coding in annotation.codings.values())


def _has_completed(study: Study, reviewer: str, source: str) -> bool:
    own = study.annotations.get((reviewer, source))
    return own is not None and own.complete
