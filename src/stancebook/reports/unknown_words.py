"""What nobody knows of codings that count all the same, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.reports.words import count, listed, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.comparison.matrix import StanceMatrix


NOTE_IT: Final = (
    "stance import TABLE --rubric-version VERSION notes it for a table, stance code SOURCE --keep CRITERION answers "
    "today's question."
)


def unknown_sentences(matrix: StanceMatrix) -> list[str]:
    """Return what is not known of the codings of a matrix: what was asked, and whether they were made blind."""
    found = matrix.unknown
    said = []
    if found.state:
        said.append(f"{state_words(found.state)} They count.{_outpaced(matrix)}")
    if found.independence:
        everybody = set(found.independence) >= set(matrix.reviewers)
        whose = count(sum(found.independence.values()), "coding") if everybody else _whose(found.independence)
        said.append(
            f"Of {whose} it is not known whether they were made before their reviewer had seen another's. They "
            "count as independent."
        )
    return said


def state_words(by_reviewer: Mapping[str, int]) -> str:
    """Return of how many codings it is not known what was asked, and what follows from it."""
    return (
        f"Of {_whose(by_reviewer)} it is not known what the question meant when it was answered (imported without a "
        "version): no change of a question makes them stale."
    )


def _outpaced(matrix: StanceMatrix) -> str:
    changed = [one_line(matrix.rubric.criterion(key).heading) for key in matrix.unknown.outpaced]
    if not changed:
        return ""
    has, is_ = ("has", "is") if len(changed) == 1 else ("have", "are")
    return f" {listed(changed)} {has} changed meanwhile, or {is_} asked anew: they may answer what was asked before."


def _whose(by_reviewer: Mapping[str, int]) -> str:
    each = [f"{one_line(reviewer)} {number:,}" for reviewer, number in by_reviewer.items()]
    who = one_line(next(iter(by_reviewer))) if len(each) == 1 else listed(each)
    return f"{count(sum(by_reviewer.values()), 'coding')} ({who})"
