"""A table of disagreements, and what was decided since it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.decision_tables import FILLED, decided_and_made_a_table, fill_in, place_of

from stancebook.cli.adjudicate_meanwhile import Meanwhile
from stancebook.comparison.cells import study_cells
from stancebook.exchange.decisions_table import read_decisions
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]


def test_a_row_does_not_overrule_what_somebody_decided_since_the_table_was_made(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    cells = fill_in(study / "a.xlsx", {2: FILLED[2], 3: FILLED[3]})
    source, criterion = cells[0]
    stance("adjudicate", source, "--set", f"{criterion}=1", "--because", "Decided here.", "--by", "r2")
    refused = stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    assert (refused.status, refused.out) == (2, "")
    (told,) = refused.err.splitlines()
    assert f"a.xlsx:2: {source} · {criterion}: +1 " in told
    assert "(r2, 20" in told
    assert "stands by now, and the table was made without that; to leave that, clear the row" in told
    assert "stance compare --format xlsx -o FILE" in told
    held = Workspace.at(study).load().adjudications
    assert [one.rationale for made in held.values() for each in made.decisions.values() for one in each] == [
        "Decided here."
    ]
    stance("compare", "--format", "xlsx", "-o", study / "b.xlsx")
    fill_in(study / "b.xlsx", {2: FILLED[2]} if place_of(study / "b.xlsx", 2) == cells[0] else {3: FILLED[2]})
    done = stance("adjudicate", "--from", study / "b.xlsx", "--by", "r1")
    assert "1 decision recorded" in done.err
    assert "does not know of" not in done.err


def test_what_was_overruled_may_be_decided_again_in_a_table_made_since(study: Path, stance: Stance) -> None:
    table, source, criterion = decided_and_made_a_table(study, stance)
    stance("adjudicate", source, "--set", f"{criterion}=1", "--because", "Decided here.", "--by", "r2")
    assert "0 decisions recorded" in stance("adjudicate", "--from", table, "--by", "r1").err
    stance("compare", "--format", "xlsx", "-o", table)
    row = next(row for row in range(2, 20) if place_of(table, row) == (source, criterion))
    fill_in(table, {row: FILLED[2]})
    done = stance("adjudicate", "--from", table, "--by", "r3")
    assert "1 decision recorded" in done.err
    stance("adjudicate", source, "--set", f"{criterion}=1", "--because", "Decided here.", "--by", "r1")
    again = stance("adjudicate", "--from", table, "--by", "r3")
    assert "0 decisions recorded" in again.err
    assert "a newer decision stands" in again.err


def test_of_a_decision_kept_from_whoever_reads_a_table_it_is_told_that_there_is_one_alone(
    study: Path, stance: Stance
) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    ((source, criterion),) = fill_in(study / "a.xlsx", {2: FILLED[2]})
    stance("adjudicate", source, "--set", f"{criterion}=1", "--because", "Decided here.", "--by", "r2")
    given = read_decisions(str(study / "a.xlsx"), (whole := Workspace.at(study).load()).rubric, [source]).rows[0]
    cells = study_cells(whole)
    for unblind in (False, True):
        told = Meanwhile.of(whole, cells, "r9", unblind=unblind).why_not(given)
        assert told is not None
        assert ("r2" in told) == unblind
        assert told.startswith("somebody decided it, and the table") != unblind


def test_one_corrects_a_row_and_reads_the_table_again_and_is_told_what_it_comes_after(
    study: Path, stance: Stance
) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    ((source, criterion),) = fill_in(study / "a.xlsx", {2: FILLED[2]})
    assert f"recorded: {source} · {criterion} = 0\n" in stance("adjudicate", "--from", "a.xlsx", "--by", "r1").err
    fill_in(study / "a.xlsx", {2: {"Decision": 1}})
    done = stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    assert "1 decision recorded" in done.err
    assert f"recorded: {source} · {criterion} = +1\n" in done.err
    told = "in place of a decision that the table does not know of, which stays on file: "
    assert f"{told}{source} · {criterion}: 0 " in done.err
    assert "(r1, 20" in done.err
