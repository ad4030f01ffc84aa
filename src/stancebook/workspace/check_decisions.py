"""Whether a recorded decision still fits the study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.answer import NOT_CODED
from stancebook.model.applying import applying, why_not_asked
from stancebook.model.nearest import did_you_mean
from stancebook.model.staleness import what_became, why_lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancebook.model.annotation import Coding
    from stancebook.model.answer import Answer
    from stancebook.model.decision import Adjudication
    from stancebook.model.rubric import Rubric


def outdated_decisions(
    adjudication: Adjudication, codings: Mapping[tuple[str, str], Mapping[str, Coding]]
) -> Iterator[str]:
    """Yield the decisions on one source of which a coding was changed since.

    Args:
        adjudication: The decisions.
        codings: The codings of every annotation that could be read, by reviewer and source.
    """
    for criterion in adjudication.decisions:
        decision = adjudication.current(criterion)
        basis = decision.basis if decision else {}
        held = {who: codings.get((who, adjudication.source), {}).get(criterion) for who in basis}
        changed = [who for who, coding in held.items() if coding is not None and not coding.was(basis[who])]
        if changed:
            yield f"{criterion}: {', '.join(changed)} coded it anew since it was decided (outdated)"


def decision_problems(adjudication: Adjudication, rubric: Rubric, sources: set[str] | None) -> Iterator[str]:
    """Yield what does not fit in the decisions on one source.

    Args:
        adjudication: The decisions.
        rubric: The rubric they are for.
        sources: The ids there are; None where that is not known.
    """
    if sources is not None and adjudication.source not in sources:
        yield f"there is no source '{adjudication.source}'{did_you_mean(adjudication.source, sorted(sources))}"
    for criterion in adjudication.decisions:
        decision = adjudication.current(criterion)
        if decision is None or decision.outcome == "open":
            continue
        match why_lost(rubric, criterion, decision.answer):
            case "unknown" if criterion not in rubric.by_id:
                yield f"{criterion}: the rubric has no such criterion{did_you_mean(criterion, rubric.by_id)}"
            case "unknown":
                reason = rubric.why_not_an_answer(criterion, decision.answer)
                yield f"{criterion}: settled as what is no answer: {reason}"
            case "old_terms" | "gone" as lost:
                advice = "decide anew" if lost == "gone" else "stance rubric migrate lets it follow"
                became = what_became(rubric, criterion, decision.answer)
                yield f"{criterion}: settled as what is no answer now: {became}; {advice}"


def idle_decisions(adjudication: Adjudication, rubric: Rubric) -> Iterator[str]:
    """Yield the decisions on one source that have no effect, since what they are on is not asked.

    Args:
        adjudication: The decisions.
        rubric: The rubric they are for.
    """
    for criterion in adjudication.decisions:
        if criterion in rubric.by_id and (why := _why_not_asked(adjudication, rubric, criterion)):
            yield f"{criterion}: decided, but not asked, {why}; it has no effect"


def _why_not_asked(adjudication: Adjudication, rubric: Rubric, criterion: str) -> str:
    """Why a criterion is not asked given the other decisions alone, whatever the codings say."""

    def decided(name: str) -> Answer:
        decision = adjudication.current(name)
        return decision.answer if decision else NOT_CODED

    if applying(rubric, decided)[criterion] is not False:
        return ""
    return why_not_asked(rubric, rubric.by_id[criterion], decided)
