"""`stance matrix --alignment`, on the terminal and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result


@pytest.mark.usefixtures("study")
def test_distances_say_on_how_many_criteria_they_rest(
    stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in ("80", "50"):
        monkeypatch.setenv("COLUMNS", columns)
        done = stance("matrix", "--alignment")
        assert done.status == 0
        assert ".25/3" in done.out
        assert max(map(len, done.out.splitlines())) <= int(columns)


@pytest.mark.usefixtures("study")
def test_as_json(stance: Callable[..., Result]) -> None:
    data = json.loads(stance("matrix", "--alignment", "--format", "json").out)
    assert data["schema"] == "stancebook/alignment/1"
    assert len(data["distances"]) == 10
    assert data["clusters"] == []


@pytest.mark.usefixtures("study")
def test_it_stands_alone(stance: Callable[..., Result]) -> None:
    assert stance("matrix", "--alignment", "--format", "md").status == 2


@pytest.mark.usefixtures("study")
def test_sources_keep_the_number_of_the_matrix_and_what_has_no_distance_stands_last(
    stance: Callable[..., Result],
) -> None:
    told = stance("matrix", "--alignment").out
    rows = [line for line in told.splitlines()[2:8] if line[:1].isdigit()]
    assert sorted(row[:2] for row in rows) == ["1 ", "2 ", "3 ", "4 ", "5 "]
    assert {row[2:24].strip() for row in rows if row[0] == "5"} == {"Global Americans 2024"}
    assert rows[-1].split() == ["3", "White", "House", "visit", "2025", *"××××"]
    assert told.splitlines()[2].split() == [row[0] for row in rows[:-1]]
    assert "× not comparable: no criterion on which both take a position." in told
    assert "–" not in "".join(rows)
    data = json.loads(stance("matrix", "--alignment", "--format", "json").out)
    assert data["order"][-1:] == data["not_comparable"] == ["white-house-visit-2025"]


@pytest.mark.usefixtures("study")
def test_it_says_which_distances_rest_on_fewer_criteria(stance: Callable[..., Result]) -> None:
    told = " ".join(stance("matrix", "--alignment").out.split())
    assert "Some distances rest on fewer criteria than others (on 2: 1 with 2; on 3: 1 with 4, 1 with 5" in told
    assert "the rest on 4" in told


@pytest.mark.usefixtures("study")
def test_who_says_that_an_actor_stands_where_is_told_and_a_pair_is_told_once(stance: Callable[..., Result]) -> None:
    told = " ".join(stance("matrix", "--alignment").out.split())
    assert (
        "+1 Works, with reservations: Bukele's political opponents (r1 r3 in 5); Salvadoran government (r1 in 2,"
        in told
    )
    assert "+2 Works and lasts: Salvadoran government (r3 in 4, r3 in 5)" in told
    assert "Amnesty International (r1 r3 in 1); Amnesty International and other critics (r3 in 2)" in told
    pair = "WOLA text 2025, Effectiveness: itself -1 Mostly does not work; Salvadoran government: "
    assert told.count(pair) == 1
    assert f"{pair}+2 Works and lasts (r3) or +1 Works, with reservations (r1)" in told
    data = json.loads(stance("matrix", "--alignment", "--format", "json").out)
    both = [one for one in data["apart"] if (one["source"], one["actor"]) == ("wola-2025", "Salvadoran government")]
    assert [(one["theirs"], one["reviewers"]) for one in both] == [(2, ["r3"]), (1, ["r1"])]


def _of_one_who_completed(study: Path, kept: int) -> None:
    """Let r3 have completed the first ones only."""
    drafts = sorted((study / "annotations").rglob("r3/*.json"))[kept:]
    for file in drafts:
        text = file.read_text(encoding="utf-8").replace('"state": "complete"', '"state": "draft"')
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("columns", ["80", "40"])
def test_what_is_withheld_is_not_called_incomparable(
    study: Path, stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    told = " ".join(stance("matrix", "--alignment", "--reviewer", "r4").out.split())
    assert "# withheld: what others coded and decided on a source is withheld until you have completed it." in told
    assert "not comparable" not in told
    assert "×" not in told
    assert "0 sources with a common position" not in told
    assert "Effectiveness: withheld (5 sources)" in told
    data = json.loads(stance("matrix", "--alignment", "--reviewer", "r4", "--format", "json").out)
    assert (data["not_comparable"], len(data["withheld"])) == ([], 5)
    assert all(one["withheld"] for one in data["distances"])
    _of_one_who_completed(study, 2)
    told = " ".join(stance("matrix", "--alignment", "--reviewer", "r3").out.split())
    assert "(2 sources with a common position, 3 withheld)" in told
    assert "Last, since withheld: 3 White House visit 2025, 4 WOLA text 2025 and 5 Global Americans 2024." in told


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.usefixtures("study")
def test_the_report_calls_such_sources_withheld(stance: Callable[..., Result], form: str) -> None:
    told = " ".join(stance("report", "--reviewer", "r4", "--format", form, "-o", "-").out.split())
    assert "withheld: what others coded and decided on a source is withheld until you have completed it." in told
    assert "not comparable: no criterion" not in told
