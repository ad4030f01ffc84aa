"""A source is named by its id, the beginning of it, or, where nothing is written, its number in the matrix."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

RUBRIC = "bukele-security-us-policy"
_ROW = re.compile(r"[1-5] .*\[")


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("name", ["white-house-visit-2025", "white", "White", "3", "03"])
def test_looking_takes_an_id_a_beginning_or_a_number(stance: Callable[..., Result], name: str) -> None:
    shown = json.loads(stance("show", name, "--format", "json").out)
    assert shown["source"]["id"] == "white-house-visit-2025"
    listed = json.loads(stance("adjudicate", name, "--format", "json").out)
    assert {one["source"] for one in listed["waiting"]} == {"white-house-visit-2025"}
    assert "white-house-visit-2025 by ana: draft" in stance("code", name, "--reviewer", "ana").out
    assert stance("reanchor", name, "--dry-run", "--reviewer", "r1").status == 0


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("w", "'w' means 2 sources: white-house-visit-2025, wola-2025; say which"),
        ("wolla-2025", "there is no source 'wolla-2025'; did you mean wola-2025?"),
        ("6", "there is no source '6'; there are gang-crackdown-2022, "),
    ],
)
def test_what_means_none_or_several_is_refused_by_name(stance: Callable[..., Result], name: str, told: str) -> None:
    for command in ("show", "adjudicate", "code", "annotate", "reanchor"):
        refused = stance(command, name)
        assert (refused.status, refused.out) == (2, "")
        assert told in refused.err, command


def test_the_numbers_are_those_of_the_matrix_which_leaves_out_the_training_round(
    study: Path, stance: Callable[..., Result]
) -> None:
    rubric = study / "rubrics" / f"{RUBRIC}.yaml"
    rubric.write_text(f"{rubric.read_text(encoding='utf-8')}\nanchors: [gang-crackdown-2022]\n", encoding="utf-8")
    assert "\n1 PISM 2026 " in stance("matrix").out
    assert json.loads(stance("show", "1", "--format", "json").out)["source"]["id"] == "midziak-znojek-2026"


@pytest.mark.usefixtures("study")
def test_a_number_is_that_of_the_matrix_without_options_as_the_help_says(stance: Callable[..., Result]) -> None:
    rows = [line.split("  ")[0].split(" ", 1) for line in stance("matrix").out.splitlines() if _ROW.match(line)]
    assert len(rows) == 5
    for number, short in rows:
        chosen = stance("matrix", "--source", number).out
        assert f"\n1 {short} " in chosen, "a matrix that is chosen from has numbers of its own"
        named = json.loads(stance("show", number, "--format", "json").out)["source"]
        assert (named["short"] or named["title"]) == short
    for command in ("show", "annotate"):
        assert "its number in stance matrix without options" in " ".join(stance(command, "--help").out.split())


def test_to_write_a_beginning_will_do_and_the_whole_id_is_said_but_not_a_number(
    study: Path, stance: Callable[..., Result]
) -> None:
    said = ("--set", "effectiveness=0", "--because", "it says so", "--by", "ana", "--unblind")
    told = "a number may be another source's tomorrow: to write, name source 3: white-house-visit-2025"
    for call in (("adjudicate", "3", *said), ("code", "3", "--flag", "", "--reviewer", "ana")):
        refused = stance(*call)
        assert refused.status == 2
        assert told in refused.err
    assert "white-house-visit-2025: 1 criterion decided" in stance("adjudicate", "wh", *said).out
    assert stance("code", "wh", "--flag", "later", "--reviewer", "ana").out.startswith("white-house-visit-2025 by ana")
    assert (study / "annotations" / RUBRIC / "_consensus" / "white-house-visit-2025.json").is_file()


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    "call", [("show", "2"), ("code", "2"), ("code", "2", "--flag", "later"), ("matrix", "--source", "2")], ids=" ".join
)
def test_digits_that_are_ones_number_and_begin_anothers_id_mean_neither(
    study: Path, stance: Callable[..., Result], call: tuple[str, ...]
) -> None:
    for name in ("0a", "1b", "2-foo"):
        (study / "seeds" / f"{name}.md").write_text("A speech.\n", encoding="utf-8")
    refused = stance(*call, "--reviewer", "ana")
    assert (refused.status, refused.out) == (2, "")
    assert "'2' means 2 sources: 1b (by its number), 2-foo; say which" in refused.err
    assert not (study / "annotations" / RUBRIC / "ana").exists()


def test_digits_that_are_the_number_of_the_source_whose_id_they_begin_mean_it(
    study: Path, stance: Callable[..., Result]
) -> None:
    (study / "seeds" / "1b.md").write_text("A speech.\n", encoding="utf-8")
    for flag in ((), ("--flag", "later")):
        assert stance("code", "1", *flag, "--reviewer", "ana").out.startswith("1b by ana")


def test_digits_that_are_nobodys_number_mean_the_source_whose_id_they_begin(
    study: Path, stance: Callable[..., Result]
) -> None:
    (study / "seeds" / "2027-speech.md").write_text("A speech.\n", encoding="utf-8")
    for flag in ((), ("--flag", "later")):
        assert stance("code", "20", *flag, "--reviewer", "ana").out.startswith("2027-speech by ana")
