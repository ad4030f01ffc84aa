"""The methods paragraph: what a referee asks, said from the data; what the data do not say is named too."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from stancebook.reports.figures import MEASURE_WORDS
from stancebook.reports.words import count, left_out_sentences, listed, one_line

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix

_CONSENSUS: Final = (
    "Where nothing is adjudicated, the consensus is what the codings give: a strict majority on whether there is a "
    "position; then the median, a strict majority, or the labels that more than half chose; a tie stays a tie."
)


def methods(matrix: StanceMatrix, *, software: str, revision: str = "") -> list[str]:
    """Return the sentences of the methods paragraph.

    Args:
        matrix: The matrix.
        software: Name and version of the program.
        revision: The git revision of the workspace, if it is known.
    """
    return [
        *_material(matrix),
        *_reviewers(matrix),
        *_answers(matrix),
        *_reliability(matrix),
        *_adjudication(matrix),
        *left_out_sentences(matrix.left_out),
        f"Made with {one_line(software)}" + (f" from revision {one_line(revision)}." if revision else "."),
    ]


def _material(matrix: StanceMatrix) -> list[str]:
    rubric = matrix.rubric
    return [
        f"The unit of coding is the {rubric.unit.kind}; whose stance it is: the {one_line(rubric.unit.holder)}'s.",
        f"{count(len(matrix.sources), 'source')} entered; how they were selected is not recorded here.",
        (
            f"The codebook is {one_line(rubric.id)}, version {one_line(rubric.version)} ({rubric.status}), with "
            f"{count(len(matrix.criteria), 'criterion', 'criteria')}; it is printed in full below."
        ),
    ]


def _reviewers(matrix: StanceMatrix) -> list[str]:
    kinds = Counter(reviewer.kind for reviewer in matrix.reviewers.values())
    words = {"person": ("person", "persons"), "model": ("model", "models"), "gold": ("set of gold answers", "sets")}
    who = listed(count(number, *words[kind]) for kind, number in kinds.items())
    told = f"{count(len(matrix.reviewers), 'reviewer')} ({who}) coded; how each one did is told beside their names."
    coders = [sum(view.counts_as_independent for view in c.codings.values()) for c in matrix.cells.values()]
    several = sum(number > 1 for number in coders)
    share = f"{several} of {count(len(coders), 'cell')} were coded independently by two or more reviewers."
    return [told, share] if matrix.reviewers else []


def _answers(matrix: StanceMatrix) -> list[str]:
    offered = {key for criterion in matrix.criteria for key in criterion.off_scale}
    labels = [one_line(off.label).lower() for key, off in matrix.rubric.off_scale.items() if key in offered]
    if not labels:
        return []
    left = [
        one_line(off.label).lower()
        for key, off in matrix.rubric.off_scale.items()
        if key in offered and off.agreement == "missing"
    ]
    told = (
        f"Answers that are no position ({listed(labels)}) are kept apart from the scale and from what is not coded. "
        "In agreement they count as categories of their own and as 'no position'; distances are computed among "
        "positions only."
    )
    return [told, f"{listed(left).capitalize()} is left out of agreement."] if left else [told]


def _reliability(matrix: StanceMatrix) -> list[str]:
    plan = matrix.rubric.reliability
    names = listed(MEASURE_WORDS.get(measure, measure) for measure in plan.measures)
    computed = (
        f"Agreement ({names}) is computed per criterion on the independent codings, before any discussion, "
        "and never on adjudicated values; the metric follows the scale."
    )
    intervals = any(row.low is not None for row in matrix.agreement)
    printed = f"Intervals are at {100 * plan.interval.level:g}%." if intervals else "No intervals are printed."
    held = f"{plan.floor.tentative:g} (tentative) and {plan.floor.reliable:g} (reliable)"
    return [computed, printed, f"The study holds coefficients against {held}."]


def _adjudication(matrix: StanceMatrix) -> list[str]:
    outcomes = Counter(cell.adjudication for cell in matrix.cells.values())
    if not outcomes["settled"] + outcomes["open"]:
        return ["No disagreement has been adjudicated.", _CONSENSUS]
    mode = matrix.rubric.adjudication.mode.replace("_", " ")
    done = f"{outcomes['settled']} settled, {outcomes['open']} left open"
    return [f"Disagreements were adjudicated ({mode}): {done}. The reviewers' codings stay as they were.", _CONSENSUS]
