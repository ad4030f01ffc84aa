"""What stands beside the matrix on a screen of a cell that no figure counts, or on which a decision has no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import RUBRIC, adjudication, decision, rubric, study

from stancebook.comparison.matrix import stance_matrix
from stancebook.tui.matrix_facts import cell_facts

if TYPE_CHECKING:
    from stancebook.model.answer import Value

TINY = rubric(RUBRIC.replace("  - id: tone\n", "  - id: tone\n    applies_if: {criterion: works, answers: [-1, -2]}\n"))


Answers = dict[str, dict[str, "Value | None"]]


def _told(answers: Answers, **decided: Value) -> str:
    made = adjudication().model_copy(update={"decisions": {of: (decision(value),) for of, value in decided.items()}})
    matrix = stance_matrix(study(TINY, {"one": answers}, {"one": made}))
    of = "tone" if decided else "works"
    return "\n".join("".join(part for part, _ in row.left) for row in cell_facts(matrix, matrix.cells["one", of], 78))


def test_a_cell_that_differs_by_what_is_left_out_of_agreement_says_that_no_figure_counts_it() -> None:
    told = _told({"ana": {"works": 1}, "ben": {"works": "not_applicable"}})
    assert "! position or not?" in told
    assert "no figure counts it" in told
    assert "no figure counts it" not in _told({"ana": {"works": 1}, "ben": {"works": "not_addressed"}})


def test_a_decision_on_what_is_not_asked_is_no_settled_one() -> None:
    codings: Answers = {
        "ana": {"works": -1, "tone": "calm"},
        "ben": {"works": -2, "tone": "sharp"},
    }
    told = _told(codings, works=1, tone="calm")
    assert "[not asked]" not in told
    assert "not asked  ≠ apart" in told
    assert "⊘ Calm: ana, 2026-11-22" in told
    assert "not asked, because Works is 'Mostly works': the decision has no effect" in told
    assert "✓ Calm: ana" in _told(codings, works=-1, tone="calm")
