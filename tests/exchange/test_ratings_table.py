"""Tables of ratings as people have them: long and wide, in any order, encoding and state."""

from __future__ import annotations

import io
import tracemalloc
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.agreement import measure
from stancebook.exchange.ratings_calculation import Asked, Calculation, calculated
from stancebook.exchange.ratings_columns import Wanted
from stancebook.exchange.ratings_scale import number_in, show_number
from stancebook.exchange.ratings_table import read_ratings
from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.exchange.ratings_collector import RatingsTable

LONG = "unit,coder,value\na,x,1\na,y,1\nb,x,2\nb,y,3\nc,x,3\nc,y,3\n"
WIDE = "id,x,y\na,1,1\nb,2,3\nc,3,3\n"


def read(text: str | bytes, **wanted: Any) -> RatingsTable:
    data = text.encode() if isinstance(text, str) else text
    return read_ratings(io.BytesIO(data), "t.csv", Wanted(**wanted))


def figures(text: str | bytes, wanted: Wanted | None = None, **asked: Any) -> Calculation:
    data = text.encode() if isinstance(text, str) else text
    return calculated(read_ratings(io.BytesIO(data), "t.csv", wanted, asked.pop("missing", None)), Asked(**asked))


def alpha(text: str | bytes, wanted: Wanted | None = None, **asked: Any) -> float | None:
    (row,) = [row for row in figures(text, wanted, **asked).rows if row.measure == "krippendorff_alpha"]
    return row.estimate


def refused(text: str | bytes, wanted: Wanted | None = None, **asked: Any) -> str:
    with pytest.raises(StancebookError) as error:
        figures(text, wanted, **asked)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_long_and_wide_are_the_same_ratings() -> None:
    assert alpha(LONG) == alpha(WIDE) == pytest.approx(alpha(WIDE.replace("id,", "")[0:0] + LONG))
    assert figures(LONG).parts[0].answers == figures(WIDE).parts[0].answers == (("1", 2), ("2", 1), ("3", 3))


@pytest.mark.parametrize(
    ("text", "coders", "units"),
    [
        (LONG, ["x", "y"], ["a", "b", "c"]),
        (WIDE, ["x", "y"], ["a", "b", "c"]),
        ("x,y\n1,1\n2,3\n", ["x", "y"], None),
        (",x,y\n0,1,1\n1,2,3\n", ["x", "y"], ["0", "1"]),
        ("1,1,2\n2,2,2\n3,1,1\n", ["1", "2", "3"], None),
        ("yes,no\nno,no\nyes,yes\n", ["1", "2"], None),
        ("s,who,what\na,x,yes\na,y,no\nb,x,no\nb,y,yes\n", ["x", "y"], ["a", "b"]),
        ("sentence_id,worker_id,label\na,x,1\na,y,2\n", ["x", "y"], ["a"]),
        ("source,criterion,reviewer,value\na,q,x,1\na,q,y,2\n", ["x", "y"], ["a"]),
        ("Unit ID;Rater;Score\na;x;1\na;y;2\n", ["x", "y"], ["a"]),
        ("unit\tcoder\tvalue\na\tx\t1\na\ty\t2\n", ["x", "y"], ["a"]),
    ],
)  # fmt: skip
def test_the_form_of_a_table_is_guessed_and_said(text: str, coders: list[str], units: list[str] | None) -> None:
    table = read(text)
    assert (list(table.coders), table.units) == (coders, units)
    assert any("table" in sentence for sentence in table.said)


def test_what_is_told_is_not_guessed() -> None:
    table = read("p,q,r,s\n1,a,x,9\n2,a,y,8\n", unit="q", coders=("r",), value="p")
    assert (list(table.coders), table.units, list(table.values), table.said) == (["x", "y"], ["a"], ["1", "2"], ())
    wide = read("p,q,r,s\n1,a,1,9\n2,b,2,8\n", form="wide", unit="q", coders=("p", "r"))
    assert (list(wide.coders), wide.units, wide.said) == (["p", "r"], ["a", "b"], ())


def test_criteria_are_told_apart() -> None:
    text = "q,u,who,label\nA,1,x,yes\nA,1,y,yes\nA,2,x,no\nA,2,y,yes\nB,1,x,no\nB,1,y,no\n"
    found = figures(text, Wanted(criterion="q", unit="u"))
    assert [(part.criterion, part.codings) for part in found.parts] == [("A", 4), ("B", 2)]
    assert {row.criterion for row in found.rows} == {"A", "B"}
    assert {row.scope for row in found.rows} == {"answers"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, newline: str) -> None:
    text = "unité,coder,value\nä,x,ja\nä,y,ja\nö,x,nein\nö,y,ja\n".replace("\n", newline)
    table = read(text.encode(encoding), unit="unité")
    assert (table.units, list(table.values)) == (["ä", "ö"], ["ja", "nein"])
    assert table.line.tolist() == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "asked", "message"),
    [
        ("", {}, "t.csv:1: is empty"),
        ("\n \n", {}, "t.csv:1: is empty"),
        ("unit,coder,value\n", {}, "t.csv:1: has a heading and no rows"),
        ("unit,coder,value\na,x,\n", {}, "t.csv: has no ratings in it"),
        ("a\n1\n2\n", {}, "t.csv:1: has one column only"),
        ("unit,coder,value\na,x,1\na,y\n", {}, "t.csv:3: has 2 cells, the heading has 3"),
        ("unit,coder,value\na,x,1\na,y,1,1\n", {}, "t.csv:3: has 4 cells, the heading has 3"),
        ("unit,coder,value\na,x,1\n\n,y,1\n", {}, "t.csv:4: names no unit"),
        ("unit,coder,value\na,,1\n", {}, "t.csv:2: names no coder"),
        ('unit,coder,value\n"a\nb",x,1\na,y\n', {}, "t.csv:4: has 2 cells"),
        ('unit,coder,value\na,x,"1\n', {}, "t.csv:2: not readable as a table"),
        ("unit,coder,value\na,x,1\na,y,7\n", {"categories": ("1", "2")}, "t.csv:3: '7' is not one of the declared"),
        ("unit,coder,value\na,x,1\na,y,-7\n", {"scale": "ratio"}, "t.csv:3: -7 is negative"),
        ("unit,coder,value\na,x,1\na,y,b\n", {"scale": "interval"}, "t.csv:3: 'b' is not a number"),
        ("unit,coder,value\na,x,1\na,y,inf\n", {"scale": "interval"}, "t.csv:3: 'inf' is not a number"),
        ("unit,coder,value\na,x,lo\na,y,hi\n", {"scale": "ordinal"}, "t.csv:2: the place of 'lo' on an ordinal scale"),
        ("unit,coder,value\na,x,1\na,y,1\na,x,2\n", {}, "t.csv:4: 'x' rated 'a' in line 2 already"),
        ("id,x,y\na,1,1\nb,1,1\na,1,2\n", {}, "t.csv:4: 'x' rated 'a' in line 2 already"),
        ("x,x\n1,2\n", {}, "t.csv:1: two columns are called 'x'"),
        ("unit,coder,rest,thing\na,x,1,2\n", {}, "t.csv:1: say which column holds the value (--value)"),
        ("unit,coder,value\na,x,p;z\na,y,p\n", {"scale": "set", "categories": ("p", "q")}, "t.csv:2: 'z' is not one"),
        (b"unit,coder,value\na,x,caf\xe9\n", {}, "t.csv:2: not UTF-8 (byte 0xe9), probably Latin-1"),
        (b"a,b\n\x00,1\n", {}, "t.csv: has NUL bytes"),
        (b"PK\x03\x04rest", {}, "t.csv: is a spreadsheet"),
        ("unit,coder,value\na,x,1\n".encode("utf-16")[:-1], {}, "is broken UTF-16"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_its_line(text: str | bytes, asked: dict[str, Any], message: str) -> None:
    assert message in refused(text, **asked)


def test_a_byte_far_down_is_found_in_its_line() -> None:
    rows = b"".join(b"u%d,x,1\n" % i for i in range(50_000))
    assert refused(b"unit,coder,value\n" + rows + b"u,x,\xff\n").startswith("t.csv:50002: not UTF-8")


def test_a_column_that_is_not_there() -> None:
    assert refused(LONG, Wanted(unit="unti")) == "t.csv:1: has no column 'unti' (--unit); did you mean unit?"
    assert "two things at once" in refused(LONG, Wanted(unit="coder", coders=("coder",)))


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        (["-1", "0", "1"], "ordinal"),
        (["1", "2", "3", "4", "5"], "ordinal"),
        (["0", "1", "1"], "nominal"),
        (["1.5", "2", "3"], "interval"),
        ([str(i) for i in range(40)], "interval"),
        (["yes", "no", "no"], "nominal"),
        (["1", "2", "x"], "nominal"),
        (["a;b", "a", "b"], "set"),
        (["a|b", "b|a", "a"], "set"),
    ],
)
def test_the_scale_is_guessed_and_said(values: list[str], scale: str) -> None:
    rows = "".join(f"{i},{a},{b}\n" for i, (a, b) in enumerate(zip(values, values[1:] + values[:1], strict=True)))
    found = figures("unit,x,y\n" + rows.replace("unit", "u"))
    assert found.scale == scale
    assert any("taken as" in sentence for sentence in found.said)


def test_numbers_written_differently_are_one_category() -> None:
    text = "unit,x,y\na,1,1.0\nb,+2,2\nc,−3,-3\nd,2,2\n"
    assert alpha(text, scale="nominal") == 1.0
    assert figures(text, scale="nominal").categories == ("-3", "1", "2")


def test_a_decimal_comma_where_cells_are_parted_by_semicolons() -> None:
    assert alpha("unit;x;y\na;1,5;1.5\nb;2,5;2.5\nc;1;4\n") == alpha("unit,x,y\na,1.5,1.5\nb,2.5,2.5\nc,1,4\n")


def test_missing_ratings_are_said_and_can_be_told() -> None:
    text = "unit,x,y,z\na,1,NA,1\nb,2,2,-\nc,3,.,\n"
    assert "cells 'NA' taken as no rating" in " ".join(read(text).said)
    assert figures(text, missing=("-", "NA", ".")).parts[0].codings == 5
    assert figures(text, missing=("-",), scale="nominal").parts[0].codings == 7


def test_declared_categories_count_though_nobody_used_them() -> None:
    text = "unit,x,y\na,1,1\nb,2,1\nc,1,1\n"
    plan = Asked().plan
    (two,) = figures(text, plan=type(plan)(measures=("gwet_ac",)), chosen=True, scale="nominal").rows
    more = figures(
        text, plan=type(plan)(measures=("gwet_ac",)), chosen=True, scale="nominal", categories=("1", "2", "3")
    )
    assert two.estimate is not None
    assert more.rows[0].estimate is not None
    assert two.estimate < more.rows[0].estimate
    assert any("--categories" in said for said in figures(text, chosen=True, plan=type(plan)(measures=("gwet_ac",))).parts[0].sentences)  # fmt: skip  # noqa: E501
    assert not any("--categories" in said for said in more.parts[0].sentences)


@pytest.mark.parametrize(("duplicates", "kept"), [("first", "1"), ("last", "2")])
@pytest.mark.parametrize("text", ["unit,coder,value\na,x,1\na,y,3\na,x,2\n", "id,x,y\na,1,3\na,2,\n"])
def test_duplicates_kept_first_or_last(duplicates: str, kept: str, text: str) -> None:
    part = figures(text, duplicates=duplicates, scale="nominal").parts[0]
    given = dict(part.answers)
    assert given.get(kept, 0) == 1
    assert part.codings == 2
    assert any("second rating" in sentence for sentence in part.sentences)


def test_units_within_clusters() -> None:
    text = "unit,text,coder,value\n" + "".join(f"{u},{u // 4},{c},{(u * c) % 3}\n" for u in range(60) for c in (1, 2))
    plain = figures(text, Wanted(unit="unit", coders=("coder",), value="value"))
    found = figures(text, Wanted(unit="unit", coders=("coder",), value="value", cluster="text"))
    assert found.parts[0].made.ratings.clusters is not None
    assert [row.estimate for row in found.rows] == [row.estimate for row in plain.rows]
    wrong = text.replace("\n1,0,2,", "\n1,7,2,")
    assert "belongs to" in refused(wrong, Wanted(unit="unit", coders=("coder",), value="value", cluster="text"))


def test_skew_brings_gwet_and_a_sentence() -> None:
    rows = "".join(f"{i},no,{'yes' if i % 12 == 0 else 'no'}\n" for i in range(60))
    part = figures("unit,x,y\n" + rows).parts[0]
    assert [row.measure for row in part.rows] == ["percent_agreement", "krippendorff_alpha", "gwet_ac"]
    assert any("almost everything is one answer" in sentence for sentence in part.sentences)


def test_units_by_coders_that_do_not_fit_are_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "unit,coder,value\n" + "".join(
        f"{u},{(u * 3 + c) % 40},{(u + c // 2) % 3}\n" for u in range(50) for c in (0, 1, 2)
    )
    whole = figures(text)
    monkeypatch.setattr("stancebook.exchange.ratings_made.MOST_CELLS", 100)
    packed = figures(text)
    assert packed.parts[0].made.packed
    for one, other in zip(whole.rows, packed.rows, strict=True):
        assert (one.estimate, one.coders, one.codings, one.same) == (
            other.estimate,
            other.coders,
            other.codings,
            other.same,
        )


def test_rows_of_nothing_are_no_rows() -> None:
    table = read("unit,coder,value\n\na,x,1\n , ,\t\na,y,2\n,,\n\n")
    assert (table.units, table.line.tolist()) == (["a"], [3, 5])


def test_very_many_names_stay_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancebook.exchange.ratings_names._MANY", 2)
    table = read(" unit,coder,value\nä ,x,1\n 日本,x,2\nc,x,1\nä,y,1\n")
    assert table.units is not None
    assert list(table.units) == list(table.units[:]) == ["ä", "日本", "c"]
    assert [table.unit_name(code) for code in table.unit.tolist()] == ["ä", "日本", "c", "ä"]
    with pytest.raises(IndexError):
        table.units[3]


def test_a_long_table_streams() -> None:
    def rows() -> Iterable[bytes]:
        yield b"unit,coder,value\n"
        for u in range(0, 40_000, 100):
            yield b"".join(b"%d,c%d,%d\n" % (v, c, v % 3) for v in range(u, u + 100) for c in range(5))

    data = io.BytesIO(b"".join(rows()))
    size = len(data.getvalue())
    tracemalloc.start()
    table = read_ratings(data, "t.csv")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(table.value) == 200_000
    assert peak < 200_000 * 60, f"{peak / 200_000:.0f} bytes a rating, of {size / 200_000:.0f} in the file"


cells = st.sampled_from(["", "-1", "0", "1", "2"])


@given(st.lists(st.tuples(cells, cells, cells), min_size=2, max_size=12))
def test_long_and_wide_give_the_figures_of_the_statistics(rows: list[tuple[str, str, str]]) -> None:
    if not any(any(row) for row in rows):
        return
    wide = "id,x,y,z\n" + "".join(f"u{i},{','.join(row)}\n" for i, row in enumerate(rows))
    long = "unit,coder,value\n" + "".join(
        f"u{i},{coder},{value}\n" for i, row in enumerate(rows) for coder, value in zip("xyz", row, strict=True)
    )
    from_wide, from_long = figures(wide, scale="ordinal"), figures(long, scale="ordinal")
    assert [row.estimate for row in from_wide.rows] == [row.estimate for row in from_long.rows]
    ratings = from_wide.parts[0].made.ratings
    same = measure(ratings, "krippendorff_alpha").value
    assert from_wide.rows[1].estimate == same
    assert int(np.count_nonzero(ratings.codes >= 0)) == sum(cell != "" for row in rows for cell in row)


@given(st.text(alphabet='ab,;"\n\r\t |1-é\x00', max_size=60))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        figures(text)
    except StancebookError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1.0),
        ("−1", -1.0),
        ("+.5", 0.5),
        ("1e3", 1000.0),
        ("1_0", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
    ],
)
def test_what_is_a_number(text: str, number: float | None) -> None:
    assert number_in(text) == number


def test_whole_numbers_have_no_point() -> None:
    assert [show_number(number) for number in (1.0, -2.0, 0.25)] == ["1", "-2", "0.25"]
