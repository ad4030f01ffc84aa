"""What disagreements teach: where a reviewer was overruled and why, what they hang on, which rules are missing."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.comparison.blind import blinded
from stancebook.comparison.cells import study_cells
from stancebook.comparison.disagreement import disagreements
from stancebook.model.decision import CAUSES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from stancebook.comparison.cell import Cell, CodingView
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.since_decided import SinceDecided
    from stancebook.model.decision import Cause, Decision
    from stancebook.model.rubric import AnyCriterion, Rubric
    from stancebook.model.study import Study

_ID: Final = re.compile(r"([A-Za-z][A-Za-z._-]*?)([0-9]+)")


class Overruled(NamedTuple):
    """A coding that a decision went against.

    Attributes:
        source: The source's id.
        criterion: The criterion.
        coding: What the reviewer coded.
        decision: What was decided, and why.
        since: What happened since, where that makes the decision outdated.
    """

    source: str
    criterion: AnyCriterion
    coding: CodingView
    decision: Decision
    since: SinceDecided | None


class RuleCount(NamedTuple):
    """How many disagreements have to do with a rule.

    Attributes:
        rule: The rule's id.
        involved: Disagreements in which a coding cites it or the decision rests on it.
        cited: Those in which a coding cites it.
        decided: Those of which the decision rests on it.
    """

    rule: str
    involved: int
    cited: int
    decided: int


class Counts(NamedTuple):
    """What disagreements hang on, counted.

    Attributes:
        disagreements: How many there are.
        decided: How many of them are decided, settled or left open.
        causes: Why reviewers differed, by how often that was decided; None where no cause was named.
        rules: The rules that are involved, the most often first.
    """

    disagreements: int
    decided: int
    causes: tuple[tuple[Cause | None, int], ...]
    rules: tuple[RuleCount, ...]


class Learning(NamedTuple):
    """What decisions say on one reviewer's codings.

    Attributes:
        reviewer: The reviewer.
        followed: Settled decisions that say what the reviewer coded.
        left_open: Decisions that leave a disagreement of theirs open.
        overruled: Settled decisions that say something else, the newest first; of one time in the study's order.
        causes: Why the reviewers differed where this one was overruled, the most frequent first.
        counts: What the disagreements that they take part in hang on.
        withheld: How many annotations of others were kept back from the reviewer.
    """

    reviewer: str
    followed: int
    left_open: int
    overruled: tuple[Overruled, ...]
    causes: tuple[tuple[Cause | None, int], ...]
    counts: Counts
    withheld: int = 0

    @property
    def settled(self) -> int:
        """How many settled decisions are on cells that the reviewer coded."""
        return self.followed + len(self.overruled)


class ProposedRule(NamedTuple):
    """A rule that decisions propose.

    Attributes:
        criterion: The criterion it is for.
        id: An id that is free in the rubric.
        rule: Its words.
        cases: The decisions that propose it, each with the source's id.
    """

    criterion: str
    id: str
    rule: str
    cases: tuple[tuple[str, Decision], ...]


def part_decided(study: Study, reviewer: str | None) -> Study:
    """Return the sources on which something is decided, and those of which it is not told whether that is so.

    Args:
        study: The whole study.
        reviewer: Who is to be kept blind; None for nobody.
    """
    told = {*study.adjudications, *(blinded(study, reviewer).closed if reviewer else ())}
    sources = {source: about for source, about in study.sources.items() if source in told}
    kept = {key: one for key, one in study.annotations.items() if key[1] in sources}
    return replace(study, sources=sources, annotations=kept)


def learning(study: Study, reviewer: str) -> Learning:
    """Return where a reviewer was overruled, and why.

    Args:
        study: The study; blind it first to what the reviewer may see.
        reviewer: The reviewer.
    """
    cells = study_cells(study).values()  # of all: whether it is asked hangs on what stands for the row
    # What is not asked, given what stands, is decided in vain: nobody is overruled by that.
    mine = [cell for cell in cells if cell.decision and not cell.not_asked and reviewer in cell.codings]
    settled = [cell for cell in mine if cell.adjudication == "settled"]
    found = (one for cell in settled if (one := _overruled(study, cell, reviewer)))
    overruled = tuple(sorted(found, key=lambda one: one.decision.at, reverse=True))
    return Learning(
        reviewer=reviewer,
        followed=len(settled) - len(overruled),
        left_open=len(mine) - len(settled),
        overruled=overruled,
        causes=_causes(one.decision for one in overruled),
        counts=counts(one for one in disagreements(study, seen=True) if reviewer in one.counting),
    )


def _overruled(study: Study, cell: Cell, reviewer: str) -> Overruled | None:
    decision, coding = cell.decision, cell.codings[reviewer]
    if decision is None or coding.answer == decision.answer:
        return None
    return Overruled(cell.source, study.rubric.by_id[cell.criterion], coding, decision, cell.since)


def counts(found: Iterable[Disagreement]) -> Counts:
    """Return what disagreements hang on: causes as decided, rules as cited or decided on."""
    every = list(found)
    cited: Counter[str] = Counter()
    rested: Counter[str] = Counter()
    involved: Counter[str] = Counter()
    for one in every:
        resting = {one.decision.cited_rule} if one.decision and one.decision.cited_rule else set()
        cited.update(one.rules)
        rested.update(resting)
        involved.update({*one.rules, *resting})
    rules = [RuleCount(rule, many, cited[rule], rested[rule]) for rule, many in involved.items()]
    decided = [one.decision for one in every if one.decision]
    return Counts(
        disagreements=len(every),
        decided=len(decided),
        causes=_causes(decided),
        rules=tuple(sorted(rules, key=lambda one: (-one.involved, -one.decided, one.rule))),
    )


def _causes(decisions: Iterable[Decision]) -> tuple[tuple[Cause | None, int], ...]:
    order: tuple[Cause | None, ...] = (*CAUSES, None)
    found = Counter(decision.cause for decision in decisions)
    return tuple(sorted(found.items(), key=lambda item: (-item[1], order.index(item[0]))))


def proposed_rules(study: Study) -> tuple[ProposedRule, ...]:
    """Return the rules that decisions propose, in the rubric's order; the same words for a criterion count once.

    Only decisions that count are asked: what was decided anew since proposes nothing. A rule that the rubric has by
    now, word for word, is left out.
    """
    found: dict[tuple[str, str], list[tuple[str, Decision]]] = {}
    for criterion in study.rubric.criteria:
        known = {_plain(rule.rule) for rule in (*criterion.decision_rules, *study.rubric.unit.general_rules)}
        for source, adjudication in study.adjudications.items():
            decision = adjudication.current(criterion.id)
            words = decision.proposed_rule if decision else None
            if decision and words and _plain(words) not in known:
                found.setdefault((criterion.id, _plain(words)), []).append((source, decision))
    taken = {rule for ids in study.rubric.rule_ids.values() for rule in ids}
    proposed = []
    for (criterion_id, _), cases in found.items():
        free = next(rule for rule in _free_ids(study.rubric, criterion_id, taken) if rule not in taken)
        taken.add(free)
        proposed.append(ProposedRule(criterion_id, free, str(cases[0][1].proposed_rule), tuple(cases)))
    return tuple(proposed)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".")


def _free_ids(rubric: Rubric, criterion: str, taken: Collection[str]) -> Iterator[str]:
    """Ids like those that the criterion's rules have already: after E1 to E4 comes E5."""
    own = [found for rule in rubric.by_id[criterion].decision_rules if (found := _ID.fullmatch(rule.id))]
    letters = own[-1][1] if own else _letters(criterion, taken)
    first = max((int(one[2]) for one in own if one[1] == letters), default=0) + 1
    return (f"{letters}{number}" for number in itertools.count(first))


def _letters(criterion: str, taken: Collection[str]) -> str:
    """The first letters of a criterion's id that begin no rule yet."""
    letters = "".join(letter for letter in criterion.upper() if letter.isalpha()) or "R"
    begun = {found[1].upper() for rule in taken if (found := _ID.fullmatch(rule))}
    free = (letters[:size] for size in range(1, min(len(letters), 4) + 1))
    return next((one for one in free if one not in begun), letters[:4])
