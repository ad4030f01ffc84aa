"""Why there is nothing to compare, and whose codings are no two reviewers': sentences that every form shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.comparison.uncompared import LEFT_OUT, mixes_passes, only_left_out
from stancebook.model.ids import CONSENSUS
from stancebook.reports.words import WITHHELD_UNTIL, count, listed, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import Rubric

BOTH_PASSES: Final = (
    "Both passes of one reviewer are among those compared. They are no two coders, so there is no coefficient over "
    "all; compare the passes by themselves, or name one of them."
)


def nothing_to_compare(matrix: StanceMatrix) -> str:
    """Return the sentence that stands in place of a comparison."""
    seen = " that you may see yet" if matrix.left_out.blind else ""
    return f"Nothing to compare{seen}: {why_nothing(matrix)}."


def nothing_to_discuss(matrix: StanceMatrix) -> str:
    """Return the sentence that stands in place of disagreements."""
    seen = " that you may see yet" if matrix.left_out.blind else ""
    return f"Nothing: no reviewers disagree on any cell{seen}."


def no_figures(matrix: StanceMatrix) -> str:
    """Return the sentence that stands in place of figures."""
    return f"No figures: there is nothing to compare yet ({why_nothing(matrix)})."


def nothing_to_draw(matrix: StanceMatrix) -> str:
    """Return what is said where a figure of agreement is asked for and there is none."""
    return f"there is nothing to compare, so there is no figure: {why_nothing(matrix)}"


def why_nothing(matrix: StanceMatrix) -> str:
    """Return why no two codings can be compared, and what would let them."""
    if matrix.left_out.blind:
        return WITHHELD_UNTIL
    if not matrix.reviewers:
        return "nobody has completed anything here yet"
    who = [reviewer for reviewer in matrix.reviewers if reviewer != CONSENSUS]
    if len(matrix.reviewers) == 1:
        return f"only {listed(who)} is shown" if matrix.others else f"there are codings of {listed(who)} only"
    views = [(reviewer, view) for cell in matrix.cells.values() for reviewer, view in cell.codings.items()]
    coded = {reviewer for reviewer, _ in views}
    if idle := [reviewer for reviewer in who if reviewer not in coded]:
        return _why_idle(matrix, who, idle)
    stale = [one for one in who if not any(view.counts for reviewer, view in views if reviewer == one)]
    if all(view.unoffered for reviewer, view in views if reviewer in stale) and stale:
        return f"all answers of {listed(stale)} are none of the rubric's (stance check)"
    if stale:
        return f"all codings of {listed(stale)} were made before the rubric changed (stale); --stale compares them"
    seen = [one for one in who if not any(view.counts_as_independent for reviewer, view in views if reviewer == one)]
    if seen:
        return f"all codings of {listed(seen)} were made after seeing another's"
    texts = {criterion.id for criterion in matrix.criteria if criterion.level == "text"}
    if len(texts) == len(matrix.criteria):
        return "all that is asked for is text, which no figure compares; stance matrix sets the answers side by side"
    if only_left_out(matrix.rubric, [cell for cell in matrix.cells.values() if cell.criterion not in texts]):
        return LEFT_OUT
    dated = " and up to date" if any(view.stale and not view.counts for _, view in views) else ""
    return f"no source was coded by two of {listed(who)} independently{dated}"


def _why_idle(matrix: StanceMatrix, who: list[str], idle: list[str]) -> str:
    """Return who has completed nothing; beside gold answers and second passes of theirs alone there are sources."""
    known = matrix.reviewers
    measures = [one for one in who if known[one].kind == "gold" or known[one].second_pass_of in known]
    if silent := [one for one in measures if one in idle]:
        return f"{_have(silent)} completed nothing here"
    return f"{_have(idle)} completed " + (f"none of the sources of {listed(measures)}" if measures else "nothing here")


def _have(who: list[str]) -> str:
    return f"{listed(who)} {'has' if len(who) == 1 else 'have'}"


def uncompared(rubric: Rubric, answers: Mapping[str, int], cells: int) -> list[str]:
    """Return which answers no figure compares, since the rubric leaves them out of agreement; nothing without any.

    Args:
        rubric: The rubric.
        answers: How many of each off-scale answer there are.
        cells: In how many cells on which reviewers disagree nothing else differs.
    """
    if not answers:
        return []
    many = sum(answers.values())
    kinds = listed(f"{number} × {one_line(rubric.off_scale[one].label)}" for one, number in answers.items())
    said = f"{count(many, 'answer')} {'is' if many == 1 else 'are'} not compared, as the rubric wants it: {kinds}."
    if cells:
        said += f" In {count(cells, 'cell')} nothing else differs: a disagreement that no figure counts."
    return [said]


def no_two_coders(matrix: StanceMatrix) -> list[str]:
    """Return what keeps figures from being agreement between reviewers: gold answers, or two passes of one of them."""
    known = matrix.reviewers
    said = [BOTH_PASSES] if mixes_passes(known) else []
    said += [
        f"{one.id} is the second pass of {one.second_pass_of}: what is measured is agreement with oneself, and no "
        "reliability between reviewers."
        for one in known.values()
        if one.second_pass_of in known and not said
    ]
    gold = [one.id for one in known.values() if one.kind == "gold" and _counts(matrix, one.id)]
    if gold and len(gold) < len(known):
        said.append(
            f"Gold answers ({listed(gold)}) are among those compared: what is measured is accuracy, and no reliability "
            "between reviewers."
        )
    return said


def _counts(matrix: StanceMatrix, reviewer: str) -> bool:
    return any(cell.codings[reviewer].counts for cell in matrix.cells.values() if reviewer in cell.codings)
