"""Line mode, tables and the check with numbers, yes and no, texts, and with what is not asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders
from tests.rubrics import EVERYTHING, everything

from stancebook.model.criterion import NumericCriterion

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REST = ("--set", "lasting=no", "--set", "topics=jobs", "--set", "deaths=0", "--set", "demand=Stop", "--set", "stance=1")


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study whose rubric uses every part of the language, entered."""
    builders.workspace(tmp_path / "study", {"one": "Text.\n", "two": "Text.\n"}, EVERYTHING, "everything")
    monkeypatch.chdir(tmp_path / "study")
    return tmp_path / "study"


def test_answers_of_every_type_are_given_in_line_mode(study: Path, stance: Callable[..., Any]) -> None:
    told = stance("code", "one", "--reviewer", "ana", "--set", "mentions=YES", "--set", "share=12,5")
    assert told.status == 2
    assert "share takes a number from 0 to 100 (percent), not '12,5'; write a decimal point, not a comma" in told.err
    done = stance(
        *("code", "one", "--reviewer", "ana", "--set", "mentions=YES", "--set", "share=3.5 percent"),
        *(*REST, "--complete", "--format", "json"),
    )
    assert done.status == 0, done.err
    data = json.loads(done.out)
    values = {key: coding["value"] for key, coding in data["annotation"]["codings"].items()}
    assert values == {
        "mentions": True, "share": 3.5, "sure": None, "lasting": "no", "topics": ["jobs"], "deaths": 0,
        "demand": "Stop", "stance": 1,
    }  # fmt: skip
    assert values["mentions"] is True
    assert data["not_asked"] == ["sure"]
    text = (study / "annotations/everything/ana/one.json").read_text(encoding="utf-8")
    assert '"value": true' in text
    assert '"value": 3.5' in text


@pytest.mark.usefixtures("study")
def test_what_is_not_asked_is_refused_told_and_checked(stance: Callable[..., Any]) -> None:
    told = stance("code", "one", "--reviewer", "ana", "--set", "share=5", "--set", "mentions=no")
    assert (told.status, told.err.strip()) == (2, "stance: --set: share is not asked, because Mentioned is 'No'")
    assert stance("code", "one", "--reviewer", "ana", "--set", "mentions=yes", "--set", "share=5").status == 0
    done = stance("code", "one", "--reviewer", "ana", "--set", "mentions=no", *REST, "--complete")
    assert (
        "Share: not asked, because Mentioned is 'No'; its answer is kept: 5 percent, which counts nowhere" in done.out
    )
    found = stance("check")  # complete, so no problem: a note
    assert found.status == 0
    assert "share: answered, but not asked, because Mentioned is 'No'; left out of every figure" in found.err
    assert stance("code", "one", "--reviewer", "ana", "--clear", "share").status == 0
    assert stance("check").status == 0


@pytest.mark.usefixtures("study")
def test_an_answer_before_it_is_known_whether_the_question_is_asked_is_remarked_on(stance: Callable[..., Any]) -> None:
    done = stance("code", "one", "--reviewer", "ana", "--set", "share=5")
    assert done.status == 0
    assert "share: recorded, and perhaps not asked: Mentioned has no answer yet" in done.err
    assert "perhaps" not in stance("code", "one", "--reviewer", "ana", "--set", "mentions=yes", "--set", "share=6").err


def test_a_table_brings_in_numbers_yes_and_no_and_labels(study: Path, stance: Callable[..., Any]) -> None:
    rows = ["mentions,yes", "share,12.50", "sure,Probably yes", "lasting,No", "topics,jobs;crime", "deaths,12"]
    rows += ["demand,They should stop", "stance,against"]
    table = "source,reviewer,criterion,value\n" + "".join(f"one,bob,{row}\n" for row in rows)
    table += "two,bob,mentions,FALSE\ntwo,bob,share,7\n"
    (study / "codings.csv").write_text(table, encoding="utf-8")
    done = stance("import", "codings.csv")
    assert done.status == 0, done.err
    assert "1 is of a criterion that is not asked, given the other answers; kept, and counted nowhere" in done.err
    data = json.loads((study / "annotations/everything/bob/one.json").read_text(encoding="utf-8"))
    assert [data["codings"][key]["value"] for key in ("mentions", "share", "sure", "deaths", "stance")] == [
        *(True, 12.5, "probably", 12, -1),
    ]
    assert data["state"] == "complete"


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("max: 100", "max: 10", {"share"}),
        ("unit: percent", "unit: lines", {"share"}),
        ("label: Peace, parent: security", "label: Peace", {"topics"}),
        ("max_values: 3", "max_values: 3\n    codable: all", {"topics"}),
        ("    level: ratio\n", "", set()),
        ("near: 5", "near: 6", set()),
        ("integer: true", "integer: false", set()),
        ("criterion: share, at_least: 10", "criterion: share, at_least: 20", set()),
        (
            "label: Money, parent: economy, deprecated: true, replaced_by: [prices]",
            "label: Money, parent: economy",
            set(),
        ),
        (", opposite: peace", "", set()),
        ("catch_all: true, ", "", set()),
        ("max_length: 200", "max_length: 300", set()),
        ("agreement_levels: [1]\n    ", "", set()),
    ],
)
def test_what_of_the_language_is_meaning(old: str, new: str, changed: set[str]) -> None:
    assert old in EVERYTHING
    before, after = everything(), builders.rubric(EVERYTHING.replace(old, new, 1))
    assert {key for key in before.asked if before.asked[key] != after.asked[key]} == changed


def test_a_number_is_read_in_every_honest_way_of_writing_it() -> None:
    criterion = everything().by_id["share"]
    assert isinstance(criterion, NumericCriterion)
    for text, value in (("3", 3), ("3.0", 3), ("+3", 3), ("3.25", 3.25), (" 12 percent", 12), ("1e1", 10), (".5", 0.5)):
        found = criterion.parse(text)
        assert (found, type(found)) == (value, type(value))
    for text in ("−3", "abc", "", "1_000", "0x10", "nan", "inf", "1e999", "9" * 40, "٣"):
        with pytest.raises(ValueError, match="share takes a number from 0 to 100"):
            criterion.parse(text)
