"""The CSV tables: tidy, numbers as numbers, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from tests import builders

from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.reports.tables import csv_tables, matrix_csv

if TYPE_CHECKING:
    from collections.abc import Callable

FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1", " =1+1", "\uff1d1+1", "\x00=1",
)  # fmt: skip


def _read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _with_note(note: str) -> StanceMatrix:
    rubric = builders.rubric()
    made = builders.annotation(rubric, "r1", "one", {"works": builders.coding(rubric, "works", -1, note=note)})
    study = builders.study(rubric, {"one": {"r1": {"works": -1}}})
    return stance_matrix(type(study)(rubric, study.sources, {("r1", "one"): made}, study.reviewers))


def test_the_shipped_matrix_looks_as_it_did(shipped: StanceMatrix, golden: Callable[[str, str], None]) -> None:
    golden("matrix.csv", matrix_csv(shipped))


def test_there_is_one_table_per_grain(shipped: StanceMatrix) -> None:
    tables = csv_tables(shipped)
    assert list(tables) == [
        "matrix.csv", "codings.csv", "evidence.csv", "attributed.csv", "agreement.csv", "sources.csv",
    ]  # fmt: skip
    assert {name: len(_read(text)) for name, text in tables.items()} == {
        "matrix.csv": 5,
        "codings.csv": 60,
        "evidence.csv": len(_read(tables["evidence.csv"])),
        "attributed.csv": sum(len(many) for many in shipped.attributed.values()),
        "agreement.csv": 24,
        "sources.csv": 5,
    }


def test_numbers_are_numbers_and_sets_are_joined(shipped: StanceMatrix) -> None:
    row = next(row for row in _read(matrix_csv(shipped)) if row["source"] == "wola-2025")
    assert row["effectiveness.consensus"] == row["effectiveness:r1"] == "-1"
    assert row["recommended_approach:r2"] == "institutions;root_causes;us_scrutiny"
    assert row["recommended_approach.state"] == "near"


def test_not_coded_and_off_scale_are_told_apart(every_state: StanceMatrix) -> None:
    rows = {(r["source"], r["reviewer"], r["criterion"]): r for r in _read(csv_tables(every_state)["codings.csv"])}
    off, empty = rows["kind", "r2", "works"], rows["kind", "r1", "advice"]
    assert (off["value"], off["value_kind"]) == ("not_addressed", "off_scale")
    assert (empty["value"], empty["value_kind"], empty["status"]) == ("", "missing", "not coded")
    assert rows["agrees", "r3", "works"]["status"] == "stale"
    assert rows["near", "r3", "works"]["status"] == "seen"


@pytest.mark.parametrize("note", FORMULAS)
def test_a_spreadsheet_computes_nothing(note: str) -> None:
    row = _read(csv_tables(_with_note(note))["codings.csv"])[0]
    assert row["note"].startswith("'")
    assert row["value"] == "-1"


@pytest.mark.parametrize("note", [";=1+1", 'a";=1+1', "a,=1+1"])
def test_no_cell_breaks_out_where_semicolons_separate(note: str) -> None:
    assert f'"{note.replace(chr(34), chr(34) * 2)}"' in csv_tables(_with_note(note))["codings.csv"]


@pytest.mark.parametrize("note", [*FORMULAS, 'two\nlines, "quoted"', "\x1b]0;x\x07"])
def test_the_raw_form_keeps_every_character(note: str) -> None:
    text = csv_tables(_with_note(note), raw=True)["codings.csv"]
    assert next(csv.DictReader(io.StringIO(text, newline="")))["note"] == note


def test_hostile_text_reaches_no_terminal(hostile: StanceMatrix) -> None:
    for text in csv_tables(hostile).values():
        assert "\x1b" not in text
        assert "\x9b" not in text
        assert "\u202e" not in text
