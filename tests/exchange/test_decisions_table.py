"""Decisions read back from a table: everything wrong is said at once, with its row."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.builders import rubric

from stancebook.exchange.decisions_table import read_decisions
from stancebook.model.answer import Answer
from stancebook.model.problems import StancebookError
from stancebook.model.spreadsheet import guarded

if TYPE_CHECKING:
    from pathlib import Path

OF = rubric()
MAKES_ONE = "stance compare --format xlsx -o FILE makes one"
HEADS = "source,criterion,outcome,decision,cause,rationale,rule,basis"


def _table(tmp_path: Path, *rows: str, heads: str = HEADS) -> str:
    path = tmp_path / "decided.csv"
    path.write_text("\n".join((heads, *rows)) + "\n", encoding="utf-8")
    return str(path)


def _wrong(path: str) -> list[str]:
    with pytest.raises(StancebookError) as raised:
        read_decisions(path, OF, ["one", "two"]).require()
    return [str(problem).rpartition("decided.csv")[2] for problem in raised.value.problems]


def test_rows_that_decide_something_are_read_and_others_passed_over(tmp_path: Path) -> None:
    path = _table(
        tmp_path,
        "one,works,settled,-1,slip,Read again.,W1,r1=0123456789abcdef; r2=fedcba9876543210",
        "two,works,,,,,,r1=0123456789abcdef",
        "one,advice,,stop; talk,,Both asked.,Count what is asked for.,",
        "two,advice,open,,Real Difference,Both hold.,,",
        "two,tone,,not_addressed,,Nothing said.,,",
    )
    one, several, left_open, off = read_decisions(path, OF, ["one", "two"]).rows
    assert (one.answer, one.cause, one.rule, one.line) == (Answer(-1), "slip", "W1", 2)
    assert one.basis == {"r1": "0123456789abcdef", "r2": "fedcba9876543210"}
    assert several.answer == Answer(("stop", "talk"))
    assert several.rule == "Count what is asked for."
    assert several.basis is None
    assert (left_open.answer, left_open.cause) == (None, "real_difference")
    assert off.answer == Answer(off_scale="not_addressed")


def test_value_and_off_scale_may_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    heads = "Source_ID;Criterion ID;Value;Off-scale;off_scale;Rationale"
    path = _table(tmp_path, "one;works;+2;;;Yes.", "two;works;;;unclear;No.", heads=heads)
    assert [one.answer for one in read_decisions(path, OF, ["one", "two"]).rows] == [
        Answer(2),
        Answer(off_scale="unclear"),
    ]


def test_an_answer_may_be_copied_as_the_table_tells_it(tmp_path: Path) -> None:
    words = OF.words("works", Answer(-1))
    (one,) = read_decisions(_table(tmp_path, f"one,works,,{words},,So it says.,,"), OF, ["one"]).rows
    assert (words[:3], one.answer) == ("-1 ", Answer(-1))


def test_an_answer_as_it_is_told_is_understood_without_the_sign_that_a_spreadsheet_drops(tmp_path: Path) -> None:
    words = OF.words("works", Answer(2))
    assert words.startswith("+2 ")
    for typed in (words, words.removeprefix("+"), words.removeprefix("+2 "), "+2", "2"):
        (one,) = read_decisions(_table(tmp_path, f"one,works,,{typed},,So it says.,,"), OF, ["one"]).rows
        assert one.answer == Answer(2)


def test_everything_wrong_with_a_row_is_told_by_its_cell(tmp_path: Path) -> None:
    told = _wrong(_table(tmp_path, "one,works,,7,slipp,,W9,r1=12"))
    assert [problem.rpartition("(cell ")[2] for problem in told] == [
        "D2, decision)", "F2, rationale)", "E2, cause)", "G2, rule)", "H2, basis)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("three,works,,1,,Yes.,,", ":2: there is no source 'three'"),
        ("one,wroks,,1,,Yes.,,", "no criterion 'wroks'; did you mean works?"),
        ("one,works,,7,,Yes.,,", "'7' is no value of works"),
        ("one,works,,1,,,,", "works: a decision needs a reason; fill in the rationale"),
        ("one,works,,,,Because.,,", "there is a reason and no decision"),
        ("one,works,setled,1,,Yes.,,", "'setled' is no outcome; did you mean settled?"),
        ("one,works,open,1,,Yes.,,", "left open, and yet '1' is decided"),
        ("one,works,settled,,,Yes.,,", "settled with no answer"),
        ("one,works,,1,slipp,Yes.,,", "'slipp' is no cause; did you mean slip?"),
        ("one,works,,1,,Yes.,W9,", "there is no rule 'W9' for it"),
        ("one,works,,1,,Yes.,,r1=12", "the column basis was changed"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    (told,) = _wrong(_table(tmp_path, row))
    assert told.startswith(":2: ")
    assert message in told


def test_every_row_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    told = _wrong(_table(tmp_path, "one,works,,1,,Yes.,,", "one,works,,2,,No.,,", "one,tone,,green,,Yes.,,"))
    assert len(told) == 2
    assert told[0] == ":3: decides one · works again; row 2 does"


def test_an_apostrophe_against_formulas_is_taken_off_again(tmp_path: Path) -> None:
    (one,) = read_decisions(_table(tmp_path, "one,works,,1,,'=SUM is what the author says,,"), OF, ["one"]).rows
    assert one.rationale == "=SUM is what the author says"
    row = "one,works,,1,," + guarded("'-2' would do") + ",,"
    assert read_decisions(_table(tmp_path, row), OF, ["one"]).rows[0].rationale == "'-2' would do"


def test_files_that_are_no_table_of_decisions_are_refused(tmp_path: Path) -> None:
    assert _wrong(_table(tmp_path, heads="a,b")) == [
        ":1: is no table of decisions, which would have the columns source, criterion, rationale; " + MAKES_ONE
    ]
    assert _wrong(_table(tmp_path, "s1,works,,1,,Yes.,,", "s2,works,,1,,Yes.,,")) == [
        ": none of its sources is here, as 's1': it was made in another workspace"
    ]
    for name, data in (("x.xlsx", b"PK no"), ("y.xlsx", b""), ("empty.csv", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(StancebookError, match=name):
            read_decisions(str(tmp_path / name), OF, [])
    with pytest.raises(StancebookError, match="cannot be read"):
        read_decisions(str(tmp_path / "nowhere.xlsx"), OF, [])


def _packed(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("packed", "message"),
    [
        (_packed(bomb=b"0" * 30_000_000), "unpacks to far more"),
        (_packed(sheet=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "is no workbook"),
        (_packed(sheet=b"<a/>"), "is no workbook"),
    ],
    ids=["bomb", "entity", "no workbook"],
)
def test_a_workbook_from_somewhere_else_can_do_no_harm(tmp_path: Path, packed: bytes, message: str) -> None:
    path = tmp_path / "from-elsewhere.xlsx"
    path.write_bytes(packed)
    with pytest.raises(StancebookError, match=message):
        read_decisions(str(path), OF, [])


def test_a_workbook_without_the_columns_says_which_are_wanted(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Something", "else"])
    path = tmp_path / "other.xlsx"
    book.save(path)
    with pytest.raises(StancebookError, match="no sheet with a column rationale in its first row; " + MAKES_ONE):
        read_decisions(str(path), OF, [])
