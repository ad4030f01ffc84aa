"""Rounds: training, production, and the second pass of a reviewer, each kept apart.

The anchors of a rubric are the sources of the training round. Gold answers and second passes are never counted
among the codings of a study: the first are known answers, the second a reviewer's own once more. Both are there to
be compared with.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from stancebook.comparison.selection import chosen_study
from stancebook.model.problems import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection

    from stancebook.comparison.left_out import LeftOut
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.selection import Selection
    from stancebook.model.study import Study

Round = Literal["production", "training", "second-pass", "all"]
ROUNDS: Final[tuple[Round, ...]] = get_args(Round)


class Rounded(NamedTuple):
    """The part of a study that belongs to a round.

    Attributes:
        study: The study with only its sources and annotations.
        reviewers: Whose codings count, in order; None for all but gold answers and second passes.
        passes: In the second-pass round every first pass with its second.
        anchors: Sources left out since they belong to the training round.
        second: Annotations left out since they are second passes.
        gold: Annotations left out since they are gold answers.
    """

    study: Study
    reviewers: tuple[str, ...] | None = None
    passes: tuple[tuple[str, str], ...] = ()
    anchors: int = 0
    second: int = 0
    gold: int = 0


def in_round(study: Study, which: Round, *, keep: Collection[str] = ()) -> Rounded:
    """Return the part of a study that belongs to a round.

    Args:
        study: The study.
        which: ``production``: every source but the anchors; ``training``: the anchors; ``second-pass``: what
            reviewers coded a second time, with both passes; ``all``: everything, where gold answers and second
            passes are there but not counted.
        keep: Reviewers whose annotations stay, gold answers and second passes too.
    """
    if which == "all":
        return Rounded(study)
    if which == "second-pass":
        return _second_pass(study)
    anchors = set(study.rubric.anchors)
    sources = {source: about for source, about in study.sources.items() if (source in anchors) == (which == "training")}
    # What is of no source at all stays, so that it is counted and said.
    here = {key: one for key, one in study.annotations.items() if key[1] in sources or key[1] not in study.sources}
    others = {key: study.reviewers[key[0]] for key in here if key[0] not in keep}
    second = {key for key, reviewer in others.items() if reviewer.second_pass_of is not None}
    gold = {key for key, reviewer in others.items() if reviewer.kind == "gold"} - second
    kept = {key: one for key, one in here.items() if key not in second | gold}
    return Rounded(
        replace(study, sources=sources, annotations=kept),
        anchors=len(study.sources) - len(sources) if which == "production" else 0,
        second=len(second),
        gold=len(gold),
    )


def _second_pass(study: Study) -> Rounded:
    """Both passes of every source that somebody coded twice."""
    twice = {
        (first, again): {source for reviewer, source in study.annotations if reviewer == again}
        for first, again in passes(study)
    }
    twice = {pair: sources for pair, sources in twice.items() if sources}
    keys = {(reviewer, source) for pair, sources in twice.items() for source in sources for reviewer in pair}
    coded = {source for _, source in keys}
    part = replace(
        study,
        sources={source: about for source, about in study.sources.items() if source in coded},
        annotations={key: one for key, one in study.annotations.items() if key in keys},
        cut_from=study.every_annotation,
    )
    return Rounded(part, tuple(dict.fromkeys(one for pair in twice for one in pair)), tuple(twice))


def selected_in_round(study: Study, which: Round, selection: Selection, *, keep: Collection[str] = ()) -> Rounded:
    """Return the part of a study that belongs to a round, and of it the sources, criteria and reviewers chosen.

    Reviewers who are named count, even if they are gold answers or second passes.

    Raises:
        NotFoundError: Where a name means nothing, or a source of another round.
    """
    rounded = in_round(study, which, keep=(*keep, *selection.reviewers))
    for name in selection.sources:
        if name in study.sources and name not in rounded.study.sources:
            other = "training" if name in study.rubric.anchors else "production"
            raise NotFoundError(f"{name} is no source of this round; try --round {other}, or --round all")
    return rounded._replace(
        study=chosen_study(rounded.study, selection), reviewers=selection.reviewers or rounded.reviewers
    )


def require_round(study: Study, which: Round) -> None:
    """Make sure that a study has such a round.

    Raises:
        NotFoundError: Saying how to begin one.
    """
    if which == "training" and not study.rubric.anchors:
        raise NotFoundError(
            f"the rubric {study.rubric.id} has no training round; name its sources under anchors: in the rubric"
        )
    if which == "second-pass" and not in_round(study, which).passes:
        raise NotFoundError(
            "nobody has coded a source a second time; register the second pass in annotations/reviewers.yaml, "
            "like {id: r1.again, second_pass_of: r1}, and code as r1.again"
        )


def noted(matrix: StanceMatrix, rounded: Rounded) -> StanceMatrix:
    """Return a matrix that says what was left out of it because it belongs to another round.

    Where several reviewers coded a second time it has no figures: agreement between reviewers and with oneself
    must not mix.
    """
    return replace(
        matrix,
        left_out=left_out(rounded, matrix.left_out),
        agreement=() if len(rounded.passes) > 1 else matrix.agreement,
    )


def left_out(rounded: Rounded, before: LeftOut) -> LeftOut:
    """Return what was left out for other reasons, and because it belongs to another round."""
    return before._replace(anchors=rounded.anchors, second=rounded.second, gold=rounded.gold)


def passes(study: Study) -> list[tuple[str, str]]:
    """Return every first pass with its second, as reviewers' ids."""
    return [(one.second_pass_of, one.id) for one in study.reviewers.values() if one.second_pass_of]
