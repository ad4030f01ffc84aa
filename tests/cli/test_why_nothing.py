"""Where there is nothing to compare, every sentence on it gives the reason that holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from stancebook.model.annotation import Annotation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]


def _reword(study: Path) -> None:
    """Ask every question otherwise, so that whatever was coded is stale."""
    (rubric,) = (study / "rubrics").glob("*.yaml")
    text = rubric.read_text(encoding="utf-8")
    rubric.write_text(re.sub(r"(?m)^( +question: .*)$", r"\1 Say it.", text), encoding="utf-8")


def _words(text: str) -> str:
    return " ".join(text.split())


def test_where_all_codings_are_stale_the_report_says_that_and_not_that_nobody_coded_twice(
    study: Path, stance: Stance
) -> None:
    asked = ("report", "--format", "md", "-o", "-")
    independence = r"[^.]* sources? \([^)]*\) were coded [^.]*\. [^.]* codings were [^.]* seen another's"
    before = re.findall(independence, stance(*asked).out)
    _reword(study)
    told = stance(*asked).out
    assert "No cell was coded by two reviewers" not in told
    assert "- Nothing to compare: all codings of r1, r2 and r3 were made before the rubric changed (stale)" in told
    assert len(before) == 1
    assert re.findall(independence, told) == before, "who had seen what is not for the rubric to change"


@pytest.mark.usefixtures("study")
def test_whom_somebody_left_out_is_not_said_to_have_coded_nothing(stance: Stance) -> None:
    told = _words(stance("matrix", "--reviewers", "r1").out)
    assert "codings of r1 only" not in told
    assert "nothing to compare yet (only r1 is shown)" in told


def test_of_who_coded_alone_that_is_said_whoever_is_asked_for(study: Path, stance: Stance) -> None:
    for path in (study / "annotations").glob("*/r[23]/*.json"):
        kept = Annotation.model_validate_json(path.read_bytes())
        path.write_text(kept.model_copy(update={"state": "draft"}).to_json(), encoding="utf-8")
    assert "there are codings of r1 only" in _words(stance("matrix", "--reviewers", "r1").out)
    assert "there are codings of r1 only" in _words(stance("matrix").out)
    assert "only r1 is shown" in _words(stance("matrix", "--reviewers", "r1", "--drafts").out)


def test_stale_codings_that_were_asked_for_are_told_as_counted(study: Path, stance: Stance) -> None:
    rubric = study / "rubrics/bukele-security-us-policy.yaml"
    asked = "delivers security in El Salvador?"
    rubric.write_text(rubric.read_text(encoding="utf-8").replace(asked, f"{asked} Say so."), encoding="utf-8")
    left_out, counted = _words(stance("matrix").out), _words(stance("matrix", "--stale").out)
    assert "* stale, not counted" in left_out
    assert "15 codings made before the rubric changed (stale): shown, not counted." in left_out
    assert "Of 45 codings it is not known whether" in left_out
    assert "* stale, counted as asked for" in counted
    assert "15 codings made before the rubric changed (stale): counted, as asked for." in counted
    assert "Of 60 codings it is not known whether" in counted
    assert "not counted" not in counted
