"""Answers that the rubric leaves out of agreement: disagreements to discuss, which no figure counts, and it is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

RUBRIC = "bukele-security-us-policy"
TOLD = "1 answer is not compared, as the rubric wants it: 1 × Unclear. In 1 cell nothing else differs"


@pytest.fixture
def left_out(study: Path, stance: Stance) -> Path:
    """The shipped study, in which r2 finds unclear what all agreed on, which the rubric leaves out of agreement."""
    rubric = study / "rubrics" / f"{RUBRIC}.yaml"
    head, unclear, rest = rubric.read_text(encoding="utf-8").partition("\n  unclear:\n")
    rubric.write_text(head + unclear + rest.replace("agreement: category", "agreement: missing", 1), encoding="utf-8")
    done = stance(
        "code", "zinsmeister-2024", "--set", "effectiveness=unclear", "--note", "effectiveness=Irony?",
        "--reviewer", "r2", "--complete",
    )  # fmt: skip
    assert done.status == 0, done.err
    return study


def _json(stance: Stance, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(stance(*words, "--format", "json").out)
    return found


def test_the_state_stays_and_what_is_listed_adds_up_with_the_figures(left_out: Path, stance: Stance) -> None:
    cells = {(one["source"], one["criterion"]): one["state"] for one in _json(stance, "matrix")["cells"]}
    assert cells["zinsmeister-2024", "effectiveness"] == "position"
    found = _json(stance, "compare")
    uncounted = [one for one in found["disagreements"] if one["in_no_figure"]]
    assert [(one["source"], one["criterion"]) for one in uncounted] == [("zinsmeister-2024", "effectiveness")]
    assert found["compared"] - found["same"] == len(found["disagreements"]) - len(uncounted)
    assert left_out.exists()


def test_every_list_and_count_says_so(left_out: Path, stance: Stance) -> None:
    terminal = " ".join(stance("compare").out.split())
    assert TOLD in terminal
    assert "(1 counted in no figure): position or not first" in terminal
    assert "Effectiveness (position or not? · no figure counts it)" in terminal
    assert ", 1 counted in no figure)\n" in stance("compare", "--format", "md").out
    assert "(1 counted in no figure): position" in stance("compare", "--format", "html").out
    for form in ("terminal", "md", "html", "latex"):
        told = " ".join(stance("matrix", "--format", form).out.split()).replace(r"$\times$", "×")
        assert TOLD in told, form
    assert left_out.exists()


def test_the_report_counts_it_by_itself(left_out: Path, stance: Stance) -> None:
    told = stance("report", "--format", "md", "-o", "-").out
    assert "In 1 cell reviewers differ only by answers that no figure counts, as the rubric wants it." in told
    before = [one for one in _json(stance, "matrix")["cells"] if one["state"] == "position"]
    assert f"In {len(before) - 1} they differ on whether the source takes a position at all" in told
    assert " counted in no figure</" in stance("report", "-o", "-").out.replace("\n", "")
    assert left_out.exists()


def test_where_all_count_nothing_is_said(study: Path, stance: Stance) -> None:
    assert "no figure" not in stance("compare").out
    assert "that no figure counts" not in stance("report", "--format", "md", "-o", "-").out
    assert study.exists()


def test_the_figures_of_agreement_say_what_they_leave_out(left_out: Path, stance: Stance) -> None:
    assert TOLD in " ".join(stance("agreement").out.split())
    assert TOLD in stance("agreement", "--format", "md").out
    assert left_out.exists()
