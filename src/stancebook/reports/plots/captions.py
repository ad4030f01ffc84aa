"""Captions: what every sign of a figure means, on what it rests, and from which state of the study."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from stancebook.model.criterion import NominalCriterion, NumericCriterion, OrdinalCriterion
from stancebook.reports.plots.answers import (
    SHAPES,
    drawn,
    given_parts,
    listed_values,
    off_scale_given,
    off_scale_words,
    several,
)
from stancebook.reports.words import count, left_out_sentences, listed, one_line

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix

_CONSENSUS: Final = (
    "the consensus: the adjudicated answer where there is one, else a strict majority on whether there is a position, "
    "then the median, a strict majority, or the labels that more than half chose"
)
_SIGNS: Final = {
    ("circle", True): "●", ("square", False): "□", ("up", True): "▲", ("diamond", False): "◇", ("down", True): "▼",
    ("cross", False): "✕",
}  # fmt: skip


def of_positions(matrix: StanceMatrix) -> list[str]:
    """Return what there is to say of a figure of positions."""
    if several(matrix):
        signs = "Each number says how many reviewers gave the answer"
    else:
        signs = f"Each sign is one reviewer's answer ({_who(matrix)})"
    lines = "; a line joins the lowest and the highest position" if _ordinal(matrix) else ""
    return [
        f"Positions of {_extent(matrix)}.",
        f"{signs}{lines}; a grey box holds {_CONSENSUS}; where there is none, the margin says why.",
        *_off_scale(matrix, "on tinted ground, at no distance from it"),
        *_unused(matrix),
        *_decided(matrix),
        "n: sources with an answer, and those whose consensus is a position.",
    ]


def of_tallies(matrix: StanceMatrix) -> list[str]:
    """Return what there is to say of a figure of how many sources stand where."""
    marks = "dots" if several(matrix) else f"signs ({_who(matrix)})"
    found = [
        f"How many sources stand where: {_extent(matrix)}.",
        f"Bars count {_CONSENSUS}; their numbers stand at the right.",
        f"The {marks} count what each reviewer answered; an open bar counts sources without a consensus or not coded.",
    ]
    if any(criterion.multiple for criterion in matrix.criteria):
        found.append("Where several values may be chosen, a source counts for each.")
    return [
        *found,
        *_off_scale(matrix, "on tinted ground, apart from it"),
        "n: sources with an answer, and those whose consensus is a position.",
    ]


def study_sentences(matrix: StanceMatrix, software: str, revision: str) -> list[str]:
    """Return what stands at the end of every caption: what was left out, and from what state of the study it is.

    Args:
        matrix: The matrix.
        software: Name and version of the program.
        revision: The git revision of the workspace, if it is known.
    """
    rubric = matrix.rubric
    stale = matrix.left_out.stale
    told = left_out_sentences(replace(matrix.left_out, stale=0))
    told += [f"{count(stale, 'coding')} made before the rubric changed (stale) left out."] if stale else []
    words = [one_line(criterion.heading) for criterion in rubric.criteria if criterion.level == "text"]
    told += [f"Not shown, since answered in the reviewers' own words: {listed(words)}."] if words else []
    state = f"Codebook {one_line(rubric.id)}, version {one_line(rubric.version)} ({rubric.status})"
    return [*told, f"{state}{f', revision {one_line(revision)}' if revision else ''}; {one_line(software)}."]


def _extent(matrix: StanceMatrix) -> str:
    criteria = count(len(drawn(matrix)), "criterion", "criteria")
    people = count(len(matrix.reviewers), "reviewer")
    return f"{count(len(matrix.sources), 'source')} on {criteria}, coded by {people}"


def _who(matrix: StanceMatrix) -> str:
    names = (one_line(reviewer.display) for reviewer in matrix.reviewers.values())
    return "; ".join(f"{_SIGNS[shape]} {name}" for shape, name in zip(SHAPES, names, strict=False))


def _ordinal(matrix: StanceMatrix) -> bool:
    return any(isinstance(criterion, OrdinalCriterion | NumericCriterion) for criterion in matrix.criteria)


def _off_scale(matrix: StanceMatrix, how: str) -> list[str]:
    given = off_scale_given(matrix, drawn(matrix))
    if not given:
        return []
    return [f"Answers that are no position ({', '.join(off_scale_words(matrix, given))}) stand off the scale, {how}."]


def _unused(matrix: StanceMatrix) -> list[str]:
    """Which nominal criteria have values that nobody gave, and which are therefore not in the figure."""
    told = []
    for criterion in matrix.criteria:
        if not isinstance(criterion, NominalCriterion):
            continue
        given = {part.value for part in given_parts(matrix, criterion)}
        if unused := len(set(listed_values(criterion)) - given):
            told.append(f"{unused} of {one_line(criterion.heading)}")
    return [f"Values that nobody gave are left out ({listed(told)})."] if told else []


def _decided(matrix: StanceMatrix) -> list[str]:
    outcomes = {cell.adjudication for cell in matrix.cells.values()}
    told = ["✓ settled by adjudication"] if "settled" in outcomes else []
    told += ["✗ left open by adjudication"] if "open" in outcomes else []
    return [f"{', '.join(told)}."] if told else []
