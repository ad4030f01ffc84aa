"""Whether a recorded decision still fits the study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.answer import NOT_CODED
from stancebook.model.applying import applying, why_not_asked
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem
from stancebook.model.staleness import what_became, why_lost
from stancebook.workspace.findings import Finding
from stancebook.workspace.json_file import keys_given_twice
from stancebook.workspace.json_way import JsonWay

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancebook.model.annotation import Coding
    from stancebook.model.answer import Answer
    from stancebook.model.decision import Adjudication
    from stancebook.model.rubric import Rubric
    from stancebook.workspace.yaml_tree import Loc

Misfit = tuple[str, "Loc"]
"""A sentence, and the part of the file to which it belongs."""


def check_decisions(
    adjudication: Adjudication,
    data: bytes,
    rubric: Rubric,
    sources: set[str] | None,
    codings: Mapping[tuple[str, str], Mapping[str, Coding]],
    *,
    where: str,
) -> Iterator[Finding]:
    """Yield what is wrong with the decisions on one source, and what is worth a look.

    Args:
        adjudication: The decisions.
        data: The bytes of their file.
        rubric: The rubric they are for.
        sources: The ids there are; None where that is not known.
        codings: The codings of every annotation that could be read, by reviewer and source.
        where: The file's name for messages.
    """
    twice = keys_given_twice(data, where)
    yield from (Finding("repeated-key", one) for one in twice)
    found = [
        *(("decision", one) for one in _problems(adjudication, rubric, sources)),
        *(("decision-not-asked", one) for one in _idle(adjudication, rubric)),
        *(("decision-outdated", one) for one in _outdated(adjudication, codings)),
    ]
    way = JsonWay(data.decode(), twice=bool(twice)) if found else None
    for rule, (message, loc) in found:
        yield Finding(rule, Problem(where, message, *(way.key_of(loc) if way else ())))


def _outdated(adjudication: Adjudication, codings: Mapping[tuple[str, str], Mapping[str, Coding]]) -> Iterator[Misfit]:
    """Yield the decisions of which a coding was changed since."""
    for criterion in adjudication.decisions:
        decision = adjudication.current(criterion)
        basis = decision.basis if decision else {}
        held = {who: codings.get((who, adjudication.source), {}).get(criterion) for who in basis}
        changed = [who for who, coding in held.items() if coding is not None and not coding.was(basis[who])]
        if changed:
            said = f"{criterion}: {', '.join(changed)} coded it anew since it was decided (outdated)"
            yield said, _current(adjudication, criterion)


def _problems(adjudication: Adjudication, rubric: Rubric, sources: set[str] | None) -> Iterator[Misfit]:
    """Yield what does not fit."""
    if sources is not None and adjudication.source not in sources:
        near = did_you_mean(adjudication.source, sorted(sources))
        yield f"there is no source '{adjudication.source}'{near}", ("source",)
    for criterion in adjudication.decisions:
        decision = adjudication.current(criterion)
        if decision is None or decision.outcome == "open":
            continue
        at = _current(adjudication, criterion)
        match why_lost(rubric, criterion, decision.answer):
            case "unknown" if criterion not in rubric.by_id:
                near = did_you_mean(criterion, rubric.by_id)
                yield f"{criterion}: the rubric has no such criterion{near}", ("decisions", criterion)
            case "unknown":
                reason = rubric.why_not_an_answer(criterion, decision.answer)
                field = "value" if decision.answer.is_position else "off_scale"
                yield f"{criterion}: settled as what is no answer: {reason}", (*at, field)
            case "old_terms" | "gone" as lost:
                advice = "decide anew" if lost == "gone" else "stance rubric migrate lets it follow"
                became = what_became(rubric, criterion, decision.answer)
                yield f"{criterion}: settled as what is no answer now: {became}; {advice}", at


def _idle(adjudication: Adjudication, rubric: Rubric) -> Iterator[Misfit]:
    """Yield the decisions that have no effect, since what they are on is not asked."""
    for criterion in adjudication.decisions:
        if criterion in rubric.by_id and (why := _why_not_asked(adjudication, rubric, criterion)):
            said = f"{criterion}: decided, but not asked, {why}; it has no effect"
            yield said, _current(adjudication, criterion)


def _current(adjudication: Adjudication, criterion: str) -> Loc:
    """Return the part of the file that holds the decision that counts."""
    return ("decisions", criterion, max(0, len(adjudication.decisions[criterion]) - 1))


def _why_not_asked(adjudication: Adjudication, rubric: Rubric, criterion: str) -> str:
    """Why a criterion is not asked given the other decisions alone, whatever the codings say."""

    def decided(name: str) -> Answer:
        decision = adjudication.current(name)
        return decision.answer if decision else NOT_CODED

    if applying(rubric, decided)[criterion] is not False:
        return ""
    return why_not_asked(rubric, rubric.by_id[criterion], decided)
