"""What counts as seen is what was shown: no more where less is shown, nothing where a command is refused."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

FOLDER = "annotations/bukele-security-us-policy"


def seen_by(study: Path, who: str) -> set[str]:
    files = (study / FOLDER / who).glob("*.json")
    return {path.stem for path in files if json.loads(path.read_text(encoding="utf-8"))["revealed_at"]}


@pytest.mark.parametrize("command", [("show", "wola-2025"), ("adjudicate", "wola-2025")])
def test_one_source_shows_and_records_that_one_alone(study: Path, stance: Stance, command: tuple[str, ...]) -> None:
    assert "r9 has not completed wola-2025: 3 annotations by others" in stance(*command, "--reviewer", "r9").err
    assert stance(*command, "--reviewer", "r9", "--unblind").status == 0
    assert [path.stem for path in (study / FOLDER / "r9").glob("*.json")] == ["wola-2025"]
    stance(*command, "--reviewer", "r1")
    assert seen_by(study, "r1") == {"wola-2025"}


def test_what_waits_in_production_records_no_source_of_the_training_round(study: Path, stance: Stance) -> None:
    path = next((study / "rubrics").glob("bukele*.yaml"))
    path.write_text(path.read_text(encoding="utf-8") + "\nanchors: [wola-2025]\n", encoding="utf-8")
    stance("adjudicate", "--reviewer", "r1")
    assert len(seen_by(study, "r1")) == 4
    assert "wola-2025" not in seen_by(study, "r1")


@pytest.mark.usefixtures("study")
def test_show_holds_the_annotations_of_its_source(stance: Stance) -> None:
    found = json.loads(stance("show", "wola-2025", "--format", "json").out)["annotations"]
    assert [(one["reviewer"], one["source"]) for one in found] == [(who, "wola-2025") for who in ("r1", "r2", "r3")]


@pytest.mark.parametrize(
    "refused",
    [
        ("adjudicate", "wola-2025", "--set", "nosuch=1", "--because", "x"),
        ("adjudicate", "wola-2025", "--set", "us_engagement=1"),
        ("compare", "--mine", "--format", "html"),
        ("compare", "r1", "r2", "--rule", "ZZZ"),
    ],
)
def test_a_command_that_is_refused_shows_nothing_and_records_nothing(
    study: Path, stance: Stance, refused: tuple[str, ...]
) -> None:
    stance("adjudicate", "wola-2025", "--set", "us_engagement=-2", "--because", "x", "--by", "lead", "--unblind")
    done = stance(*refused, "--reviewer", "r1")
    assert (done.status, done.out) == (2, "")
    assert seen_by(study, "r1") == set()


def test_a_table_with_a_wrong_row_records_nothing_and_a_right_one_its_sources(study: Path, stance: Stance) -> None:
    table = study / "decisions.csv"
    head = "source_id,criterion_id,Outcome,Decision,Rationale\n"
    table.write_text(head + "wola-2025,effectiveness,settled,-1,Why not.\n", encoding="utf-8")
    assert stance("adjudicate", "--from", table, "--by", "r1").status == 2
    assert seen_by(study, "r1") == set()
    table.write_text(head + "zinsmeister-2024,us_engagement,settled,0,U3.\n", encoding="utf-8")
    done = stance("adjudicate", "--from", table, "--by", "r1", "--format", "json")
    assert done.status == 0, done.err
    assert seen_by(study, "r1") == {"zinsmeister-2024"} >= {one["source"] for one in json.loads(done.out)["waiting"]}


def test_gold_answers_that_deciding_never_shows_do_not_count_as_seen(study: Path, stance: Stance) -> None:
    for who in ("r2", "r3"):
        (study / FOLDER / who / "wola-2025.json").unlink()
    path = study / FOLDER / "reviewers.yaml"
    path = path if path.exists() else study / "annotations" / "reviewers.yaml"
    made = study / FOLDER / "answers" / "wola-2025.json"
    made.parent.mkdir()
    text = (study / FOLDER / "r1" / "wola-2025.json").read_text(encoding="utf-8")
    made.write_text(text.replace('"reviewer": "r1"', '"reviewer": "answers"'), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8") + "  - {id: answers, kind: gold}\n", encoding="utf-8")
    assert stance("adjudicate", "--reviewer", "r1").status == 0
    assert "wola-2025" not in seen_by(study, "r1") != set()


def test_ones_own_decisions_are_never_withheld_from_oneself(study: Path, stance: Stance) -> None:
    waiting = json.loads(stance("adjudicate", "--by", "boss", "--unblind", "--format", "json").out)["waiting"]
    command = next(one["command"] for one in waiting if one["criterion"] == "us_engagement")
    printed = shlex.split(command.replace("ANSWER", "-1").replace("CAUSE", "slip").replace("…", "So."))[1:]
    done = stance(*printed, "--propose-rule", "Silence is no stance.")
    assert done.status == 0, "as printed, it works"
    source = printed[1]
    assert "Silence is no stance." in stance("compare", "--rules", "--reviewer", "boss").out
    assert "Silence is no stance." not in stance("compare", "--rules", "--reviewer", "other").out
    assert "So." in stance("adjudicate", source, "--by", "boss").out
    assert "So." not in stance("adjudicate", source, "--by", "other").out
    refused = stance("adjudicate", source, "--set", "effectiveness=-1", "--because", "x", "--by", "boss")
    assert "boss has not completed" in refused.err
    undone = stance("adjudicate", "--undo", "--by", "boss")
    assert undone.status == 0, undone.err
    assert f"{source} · us_engagement" in undone.err
    assert "r1" not in undone.out
    assert not (study / FOLDER / "_consensus" / f"{source}.json").exists()
