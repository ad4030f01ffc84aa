"""Captions: what every sign of a figure means, on what it rests, and from which state of the study."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.comparison.alignment import alignment
from stancebook.model.criterion import NominalCriterion, NumericCriterion, OrdinalCriterion
from stancebook.reports import alignment_words
from stancebook.reports.agreement_words import why_not
from stancebook.reports.figures import MEASURE_WORDS
from stancebook.reports.plots.answers import (
    SHAPES,
    decided_words,
    drawn,
    given_parts,
    listed_values,
    off_scale_given,
    off_scale_words,
    several,
)
from stancebook.reports.plots.forest import parts_of
from stancebook.reports.terminal.columns import Names
from stancebook.reports.words import count, few_sources, left_out_sentences, listed, one_line

if TYPE_CHECKING:
    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.matrix import StanceMatrix

_CONSENSUS: Final = (
    "the consensus: the adjudicated answer where there is one, else a strict majority on whether there is a position, "
    "then the median, a strict majority, or the labels that more than half chose"
)
_N: Final = (
    "n: sources with an answer, and those that take a position, by decision or by what most reviewers see, whether a "
    "common value stands for it or not."
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
        _N,
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
        _N,
    ]


def of_forest(matrix: StanceMatrix) -> list[str]:
    """Return what there is to say of a figure of agreement, with why a figure or an interval is not there."""
    found, reasons = parts_of(matrix)
    floor, level = matrix.rubric.reliability.floor, matrix.rubric.reliability.interval.level
    rows = [part.row for part in found]
    how = dict.fromkeys(row.interval for row in rows if row.interval and row.low is not None)
    metrics = dict.fromkeys(part.row.metric for part in found if part.scope == "positions")
    told = [
        f"Agreement of {count(len(matrix.reviewers), 'reviewer')} on {count(len(matrix.sources), 'source')}.",
        "Each criterion in two parts: is there a position; how far apart positions are, where two or more are held.",
        "same: sources on which all gave the same answer, of those that two or more coded independently.",
        "pairs: share of pairs of codings that agree.",
        f"Circles: {_measure(rows)} (distances {listed(map(one_line, metrics))}); 0 is agreement as by chance.",
        f"Broken lines: {floor.tentative:g} and {floor.reliable:g}, against which the lower limit is to be held.",
    ]
    if how:
        told.append(f"Lines: {100 * level:g}% intervals ({one_line(', '.join(how))}), of resampled sources.")
    if any(row.skew and row.estimate is not None for row in rows):
        told.append("Diamonds: Gwet's AC1, where one answer makes up more than four in five codings.")
    told += [f"{letter}: {_why(reason, rows)}." for reason, letter in reasons.items()]
    return [*told, few] if (few := few_sources(matrix)) else told


def _measure(rows: list[AgreementRow]) -> str:
    return listed(dict.fromkeys(MEASURE_WORDS.get(row.measure, row.measure) for row in rows))


def _why(reason: str, rows: list[AgreementRow]) -> str:
    undefined = any(row.undefined and why_not(row) == reason for row in rows)
    return f"not defined: {reason}" if undefined else f"no interval: {reason}"


def of_alignment(matrix: StanceMatrix) -> list[str]:
    """Return what there is to say of a figure of alignment."""
    found = alignment(matrix)
    told = alignment_words.clusters(matrix, found) if not found.clusters else [
        "Strokes at the left join groups of sources, which are told since they are clearer than in shuffled answers.",
    ]  # fmt: skip
    thin = sum(one.shared == 1 for one in found.distances)
    return [
        f"Which sources take the same line: {_extent(matrix)}.",
        *alignment_words.how(matrix, found),
        "The nearer, the darker or larger; sources are ordered like beside like (average linkage).",
        *([f"{count(thin, 'distance rests', 'distances rest')} on one criterion only."] if thin else []),
        *told,
    ]


def of_confusion(matrix: StanceMatrix, *, summed: bool = False) -> list[str]:
    """Return what there is to say of a figure of confusion.

    Args:
        matrix: The matrix.
        summed: Whether every two of several reviewers are counted together.
    """
    kinds = {criterion.type for criterion in drawn(matrix)}
    several_labels = any(criterion.multiple for criterion in matrix.criteria)
    told = [f"Answers of reviewers to the same sources: {_extent(matrix)}, independent codings only."]
    if summed:
        told.append("Every two reviewers are counted together, each two codings once.")
    else:
        told.append("Rows (↓) are one reviewer's answers, columns (→) the other's.")
    told.append("Each number counts sources, the darker the more; frames mark the same answer.")
    if several_labels:
        told.append("Where several values may be chosen: how many times both chose one, only one did, neither did.")
    if "numeric" in kinds:
        told.append(
            "Numbers: a filled point is one source, an open one as many as its number; on the broken line both agree."
        )
    who = Names.of(list(matrix.reviewers)).short
    names = {short: one_line(matrix.reviewers[reviewer].display) for reviewer, short in who.items()}
    told += [f"{'; '.join(f'{short}: {name}' for short, name in names.items())}."] if not summed else []
    return [*told, *_off_scale(matrix, "apart from it"), "n: sources coded by both."]


def study_sentences(matrix: StanceMatrix, software: str, revision: str) -> list[str]:
    """Return what stands at the end of every caption: what was left out, and from what state of the study it is.

    Args:
        matrix: The matrix.
        software: Name and version of the program.
        revision: The git revision of the workspace, if it is known.
    """
    rubric = matrix.rubric
    stale = matrix.left_out.stale
    told = left_out_sentences(matrix.left_out._replace(stale=0, unoffered=0))
    told += [f"{count(stale, 'coding')} made before the rubric changed (stale) left out."] if stale else []
    none = matrix.left_out.unoffered
    told += [f"{count(none, 'coding')} with an answer that the rubric does not have left out."] if none else []
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
    told = decided_words(matrix)
    return [f"{', '.join(told)}."] if told else []
