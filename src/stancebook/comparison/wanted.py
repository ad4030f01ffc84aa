"""Whom a comparison is of: reviewers named or all, one and the consensus, some and the gold answers, two passes."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

from stancebook.comparison.rounds import in_round, passes, require_round
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError, StancebookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.confusion import Pair
    from stancebook.comparison.rounds import Round
    from stancebook.model.study import Study

How = Literal["reviewers", "consensus", "gold", "passes"]
"""What is compared: reviewers, one with the consensus, some with gold answers, reviewers with themselves."""


class Wanted(NamedTuple):
    """Whom a comparison is of.

    Attributes:
        how: What is compared.
        reviewers: Who, in the order in which they are shown.
        pairs: Each two that are compared by themselves; None where all are compared at once.
        which: The round it is of.
    """

    how: How
    reviewers: tuple[str, ...]
    pairs: tuple[Pair, ...] | None = None
    which: Round = "production"

    def part_of(self, study: Study) -> Study:
        """Return the study with the sources that take part: those that have gold answers, or were coded twice."""
        if self.how not in {"gold", "passes"} or self.pairs is None:
            return study
        taken = {first if self.how == "gold" else second for first, second in self.pairs}
        known = {source for reviewer, source in study.annotations if reviewer in taken}
        return replace(
            study,
            sources={source: about for source, about in study.sources.items() if source in known},
            annotations={key: one for key, one in study.annotations.items() if key[1] in known},
        )

    def shown_of(self, study: Study) -> Study:
        """Return the study with the annotations that the comparison shows; with the consensus everybody's."""
        if self.how == "consensus":
            return study
        return study.only(lambda annotation: annotation.reviewer in self.reviewers)


def wanted(
    study: Study, named: Sequence[str], how: How | None = None, *, which: Round | None = None, pairs: bool = False
) -> Wanted:
    """Return whom a comparison is of.

    Args:
        study: The whole study.
        named: Reviewers by id; nobody for all.
        how: ``consensus`` or ``gold`` where that was asked for.
        which: The round; None for production, but with gold answers and second passes for all sources that have them.
        pairs: Whether each two are compared by themselves.

    Raises:
        NotFoundError: Where there is nobody of that name, no such round, or no gold answers.
        StancebookError: Where too few or too many are named.
    """
    reviewers = tuple(dict.fromkeys(named))
    _require_known(study, reviewers)
    twice = () if how else _same_person(study, reviewers)
    if how is None and not twice and _some_give_gold(study, reviewers):
        how = "gold"
    which = which or ("all" if how == "gold" or twice else "production")
    require_round(study, which)
    if twice:
        return _with_themselves(twice, which)
    if how == "consensus":
        if len(reviewers) != 1:
            raise StancebookError("name one reviewer to hold against the consensus: stance compare R1 --consensus")
        return Wanted("consensus", reviewers, None, which)
    if how == "gold":
        return _with_gold(study, reviewers, which)
    if not reviewers:
        found = _everybody(study, which)
    elif len(reviewers) == 1:
        raise StancebookError(
            f"name somebody to compare {reviewers[0]} with, or say --consensus or --gold: "
            f"stance compare {reviewers[0]} --consensus"
        )
    else:
        found = Wanted("reviewers", reviewers, None, which)
    return found._replace(pairs=tuple(combinations(found.reviewers, 2))) if pairs else found


def _require_known(study: Study, reviewers: Sequence[str]) -> None:
    for reviewer in reviewers:
        if reviewer in study.reviewers:
            continue
        there = f": {', '.join(study.coders) or 'nobody codes here yet'}"
        hint = did_you_mean(reviewer, study.coders) or there
        if reviewer in study.sources:
            hint = f"; to compare on this source only, say --source {reviewer}"
        raise NotFoundError(f"nobody called '{reviewer[:80]}' codes here{hint}")


def _with_gold(study: Study, reviewers: tuple[str, ...], which: Round) -> Wanted:
    gold = [one.id for one in study.reviewers.values() if one.kind == "gold"]
    gold = [one for one in gold if one in reviewers] or gold
    if not gold:
        raise NotFoundError(
            "there are no gold answers: register who gives them in annotations/reviewers.yaml, like "
            "{id: answers, kind: gold}, and code as answers"
        )
    trained = [one for one in reviewers if one not in gold] or _everybody(study, which).reviewers
    every = (*gold, *trained)
    return Wanted("gold", every, tuple((known, one) for one in trained for known in gold), which)


def _everybody(study: Study, which: Round) -> Wanted:
    rounded = in_round(study, which)
    if rounded.passes:
        return _with_themselves(rounded.passes, which)
    coding = {reviewer for (reviewer, _), annotation in rounded.study.annotations.items() if annotation.begun}
    return Wanted(
        "reviewers", tuple(r.id for r in study.reviewers.values() if r.counts and r.id in coding), None, which
    )


def _some_give_gold(study: Study, reviewers: tuple[str, ...]) -> bool:
    """Whether gold answers are named beside others: then it is the others who are held against them."""
    return len({study.reviewers[reviewer].kind == "gold" for reviewer in reviewers}) > 1


def _with_themselves(twice: tuple[Pair, ...], which: Round) -> Wanted:
    return Wanted("passes", tuple(dict.fromkeys(one for two in twice for one in two)), twice, which)


def _same_person(study: Study, reviewers: tuple[str, ...]) -> tuple[Pair, ...]:
    """The first and second passes among reviewers; none unless they are all that is asked for."""
    twice = [(first, again) for first, again in passes(study) if first in reviewers and again in reviewers]
    return tuple(twice) if {one for two in twice for one in two} == set(reviewers) else ()
