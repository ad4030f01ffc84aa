"""A coding that does not count in full, or not surely, is marked in every form; one that does is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import openpyxl
import pytest

from stancebook.model.annotation import Annotation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

SOURCE = "wola-2025"


@pytest.fixture
def unsure(study: Path) -> Path:
    """The shipped study, in which r1's annotation of a source is a draft, and r2's one of an unknown version."""
    folder = study / "annotations" / "bukele-security-us-policy"
    known: dict[str, str | None] = {"at": "2026-11-22T09:14:05Z"}
    unknown = known | {"asked": None, "version": None}
    for reviewer, state, about in (("r1", "draft", known), ("r2", "complete", unknown)):
        path = folder / reviewer / f"{SOURCE}.json"
        kept = Annotation.model_validate_json(path.read_bytes())
        codings = {name: one.model_copy(update=about).sealed() for name, one in kept.codings.items()}
        path.write_text(kept.model_copy(update={"state": state, "codings": codings}).to_json(), encoding="utf-8")
    return study


def _told(path: Path) -> str:
    if path.suffix == ".xlsx":
        rows = openpyxl.load_workbook(path)["Matrix"].iter_rows()
        return "\n".join(cell.comment.text for row in rows for cell in row if cell.comment)
    text = path.read_text(encoding="utf-8")
    return re.sub(r"<[^>]+>", " ", text.partition('<section id="evidence"')[2]) if path.suffix == ".html" else text


@pytest.mark.parametrize("name", ["m.html", "m.xlsx", "m.md"])
def test_what_counts_less_surely_is_marked(unsure: Path, stance: Callable[..., Result], name: str) -> None:
    assert stance("matrix", "--drafts", "--source", SOURCE, "-o", unsure / name).status == 0
    told = _told(unsure / name)
    assert re.search(r"r1\b.{0,40}\bdraft", told)
    assert re.search(r"r2\b.{0,40}\bversion unknown", told)
    assert not re.search(r"r3[^|;)\n]{0,12}\((draft|version unknown)", told)


@pytest.mark.parametrize("form", ["terminal", "md", "html", "latex"])
def test_what_was_coded_and_is_not_compared_is_not_called_not_coded(
    study: Path, stance: Callable[..., Result], form: str
) -> None:
    (rubric,) = (study / "rubrics").glob("*.yaml")
    text = rubric.read_text(encoding="utf-8")
    asked = "How closely does the author want the US government to work"
    rubric.write_text(text.replace(asked, f"{asked} today"), encoding="utf-8")
    told = stance("matrix", "--format", form).out.split("</style>")[-1]
    assert "not compared" in told
    assert "not coded" not in told.replace("from what is not coded", "")
    assert ("n.c. no coding counts" if form == "latex" else "no coding counts") in told
    assert "no consensus" not in told, "the count of these cells calls them otherwise"
    if form == "html":
        assert "<dt>cells coded only before the rubric changed</dt><dd>5</dd>" in told
    told = stance("report", "--format", "md", "-o", "-").out
    assert "US engagement: 0 of 5 sources take a position. No coding counts: 5." in told


def test_what_only_gold_answers_coded_is_not_called_changed_or_seen(study: Path, stance: Callable[..., Result]) -> None:
    register = study / "annotations" / "reviewers.yaml"
    register.write_text(register.read_text(encoding="utf-8") + "  - {id: answers, kind: gold}\n", encoding="utf-8")
    folder = study / "annotations" / "bukele-security-us-policy"
    kept = Annotation.model_validate_json((folder / f"r1/{SOURCE}.json").read_bytes())
    (folder / "answers").mkdir()
    (folder / f"answers/{SOURCE}.json").write_text(
        kept.model_copy(update={"reviewer": "answers"}).to_json(), encoding="utf-8"
    )
    for reviewer in ("r1", "r2", "r3"):
        (folder / f"{reviewer}/{SOURCE}.json").unlink()
    told = stance("matrix", "--round", "all", "--format", "html").out.split("</style>")[-1]
    assert "coded only as gold answers or in second passes: not compared" in told
    assert "<dt>cells coded only as gold answers or in second passes</dt><dd>4</dd>" in told
    assert "before the rubric changed" not in told
    assert "after seeing" not in told
