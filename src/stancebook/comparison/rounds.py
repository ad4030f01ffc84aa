"""Rounds: training, production, and the second pass of a reviewer, each kept apart.

The anchors of a rubric are the sources of the training round. Gold answers and second passes are never counted
among the codings of a study: the first are known answers, the second a reviewer's own once more. Both are there to
be compared with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, get_args

from stancebook.comparison.selection import chosen_study
from stancebook.model.problems import NotFoundError

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.selection import Selection
    from stancebook.model.study import Study

Round = Literal["production", "training", "second-pass", "all"]
ROUNDS: Final[tuple[Round, ...]] = get_args(Round)


@dataclass(frozen=True)
class Rounded:
    """The part of a study that belongs to a round.

    Attributes:
        study: The study with only its sources and annotations.
        reviewers: Whose codings count; None for all but gold answers and second passes.
        anchors: Sources left out since they belong to the training round.
        second: Annotations left out since they are second passes.
        gold: Annotations left out since they are gold answers.
    """

    study: Study
    reviewers: tuple[str, ...] | None = None
    anchors: int = 0
    second: int = 0
    gold: int = 0


def in_round(study: Study, which: Round, *, keep: tuple[str, ...] = ()) -> Rounded:
    """Return the part of a study that belongs to a round.

    Args:
        study: The study.
        which: ``production``: every source but the anchors; ``training``: the anchors; ``second-pass``: what
            reviewers coded a second time, by that second coding; ``all``: everything, where gold answers and
            second passes are there but not counted.
        keep: Reviewers whose annotations stay, gold and second passes too.
    """
    if which == "all":
        return Rounded(study)
    anchors = set(study.rubric.anchors)
    sources = {
        source: about
        for source, about in study.sources.items()
        if which == "second-pass" or (source in anchors) == (which == "training")
    }
    here = {key: annotation for key, annotation in study.annotations.items() if key[1] in sources}
    second = {key for key in here if study.reviewers[key[0]].second_pass_of is not None}
    gold = {key for key in here if study.reviewers[key[0]].kind == "gold"}
    if which == "second-pass":
        kept = {key: here[key] for key in second}
        coded = {source for _, source in kept}
        sources = {source: about for source, about in sources.items() if source in coded}
        return Rounded(replace(study, sources=sources, annotations=kept), tuple(again for _, again in passes(study)))
    named = {key for key in here if key[0] in keep}
    out = (second | gold) - named
    return Rounded(
        replace(study, sources=sources, annotations={key: one for key, one in here.items() if key not in out}),
        anchors=len(study.sources) - len(sources) if which == "production" else 0,
        second=len(second - named),
        gold=len((gold - second) - named),
    )


def selected_in_round(study: Study, which: Round, selection: Selection, *, keep: tuple[str, ...] = ()) -> Rounded:
    """Return the part of a study that belongs to a round, and of it the sources and criteria that are chosen.

    Raises:
        NotFoundError: Where a name means nothing, or a source of another round.
    """
    rounded = in_round(study, which, keep=keep)
    for name in selection.sources:
        if name in study.sources and name not in rounded.study.sources:
            other = "training" if name in study.rubric.anchors else "production"
            raise NotFoundError(f"{name} is no source of this round; try --round {other}, or --round all")
    return replace(rounded, study=chosen_study(rounded.study, selection))


def noted(matrix: StanceMatrix, rounded: Rounded) -> StanceMatrix:
    """Return a matrix that says what was left out of it because it belongs to another round."""
    left_out = replace(matrix.left_out, anchors=rounded.anchors, second=rounded.second, gold=rounded.gold)
    return replace(matrix, left_out=left_out)


def passes(study: Study) -> list[tuple[str, str]]:
    """Return every first pass with its second, as reviewers' ids."""
    return [(one.second_pass_of, one.id) for one in study.reviewers.values() if one.second_pass_of]
