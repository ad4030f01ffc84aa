"""What is withheld is called so, in every form; it is never called "not coded", which is another kind of nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl  # type: ignore[import-untyped]
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUBRIC = "bukele-security-us-policy"


@pytest.mark.parametrize("form", ["terminal", "md", "csv", "html", "latex"])
def test_a_reviewer_who_has_not_begun_is_told_what_is_withheld(
    study: Path, stance: Callable[..., Any], form: str
) -> None:
    done = stance("matrix", "--reviewer", "new", "--format", form)
    assert done.status == 0
    told = done.out.split("</style>")[-1].replace("apart from the scale and from what is not coded", "")
    assert "withheld" in told
    assert "not coded" not in told
    assert "nobody has coded" not in told
    assert "missing," not in told, "in the CSV, a state"
    assert "No cell was coded by two" not in told
    assert "disagree on any cell." not in told
    assert "0 reviewers" not in told
    assert all(reviewer in told for reviewer in ("r1", "r2", "r3"))
    assert study.exists()


def test_programs_are_told_why_a_cell_is_empty(study: Path, stance: Callable[..., Any]) -> None:
    told = json.loads(stance("matrix", "--reviewer", "new", "--format", "json").out)
    assert [one["id"] for one in told["reviewers"]] == ["r1", "r2", "r3"]
    assert {cell["why_empty"] for cell in told["cells"]} == {"withheld"}
    assert {cell["state"] for cell in told["cells"]} == {"missing"}, "one of the states that there are"
    assert len(told["gaps"]) == 15
    stance("matrix", "--reviewer", "new", "--format", "xlsx", "-o", "m.xlsx")
    book = openpyxl.load_workbook(study / "m.xlsx")
    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "# withheld" in words
    assert not {"not coded", ". not coded"} & words


def test_who_has_coded_a_source_is_not_told_by_what_is_withheld(study: Path, stance: Callable[..., Any]) -> None:
    (study / f"annotations/{RUBRIC}/r3/wola-2025.json").unlink()
    told = json.loads(stance("matrix", "--reviewer", "new", "--format", "json").out)
    of_source = [one["reviewer"] for one in told["gaps"] if one["source"] == "wola-2025"]
    assert of_source == ["r1", "r2", "r3"]


def test_without_anything_to_withhold_it_is_not_coded(study: Path, stance: Callable[..., Any]) -> None:
    for file in (study / "annotations").rglob(f"{RUBRIC}/**/*.json"):
        file.unlink()
    told = stance("matrix", "--reviewer", "new").out
    assert "not coded" in told
    assert "#" not in told


def test_agreement_says_that_codings_are_withheld(study: Path, stance: Callable[..., Any]) -> None:
    told = " ".join(stance("agreement", "--reviewer", "new").out.split())
    assert "there is no completed coding" not in told
    assert "what others coded is withheld from you until you have completed the source" in told
    assert study.exists()
