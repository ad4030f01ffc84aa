"""`stance agreement`: the figures of a study, and a calculator for any table."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

COAL = Path(__file__).parents[3] / "shared" / "data" / "coal-debate" / "judgements_en.csv"
KEYS = {
    "criterion", "measure", "metric", "scope", "estimate", "low", "high", "interval", "no_interval", "undefined",
    "units", "coders", "codings", "same", "comparable",
}  # fmt: skip
WIDE = "id,ann,ben\n" + "".join(f"u{i},{i % 3},{(i + (i % 7 == 0)) % 3}\n" for i in range(40))

Stance = Any


@pytest.fixture
def table(empty: Path) -> Callable[[str | bytes], str]:
    """Write a table into the empty folder and return its name."""

    def write(content: str | bytes = WIDE, name: str = "t.csv") -> str:
        (empty / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    return write


@pytest.mark.usefixtures("study")
def test_a_study_in_the_terminal(stance: Stance) -> None:
    result = stance("agreement")
    assert result.status == 0
    assert "Effectiveness" in result.out
    assert "agree: position or not" in result.out
    assert "agree: which position" in result.out
    assert "R2, overall thrust" in result.out
    assert max(map(len, result.out.splitlines())) <= 80
    assert "\x1b" not in result.out


@pytest.mark.usefixtures("study")
def test_a_study_as_json_has_exactly_the_documented_keys(stance: Stance) -> None:
    data = json.loads(stance("agreement", "--format", "json").out)
    assert set(data) == {"schema", "rows"}
    assert data["schema"] == "stancebook/agreement/1"
    assert all(set(row) == KEYS for row in data["rows"])
    assert {row["scope"] for row in data["rows"]} == {"answers", "position", "positions"}
    assert len(data["rows"]) == 4 * 3 * 2
    first = data["rows"][0]
    assert (first["same"], first["comparable"], first["units"]) == (3, 5, 5)
    assert first["low"] is None
    assert first["interval"] is None
    assert "n = 5" in first["no_interval"]


@pytest.mark.usefixtures("study")
def test_the_measures_of_a_study_can_be_chosen(stance: Stance) -> None:
    args = ("agreement", "--measure", "ac", "--measure", "fleiss", "--weights", "quadratic", "--format", "json")
    rows = json.loads(stance(*args).out)["rows"]
    assert {row["measure"] for row in rows} == {"gwet_ac", "fleiss_kappa"}
    ordinal = {row["metric"] for row in rows if row["criterion"] == "effectiveness" and row["scope"] == "positions"}
    other = {row["metric"] for row in rows if row["scope"] != "positions"}
    assert (ordinal, other) == ({"quadratic"}, {"identity"})


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("form", ["csv", "md", "latex"])
def test_a_study_as_a_table(stance: Stance, form: str) -> None:
    result = stance("agreement", "--format", form)
    assert result.status == 0
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(result.out)))
        assert set(rows[0]) >= KEYS
        assert len(rows) == 24
    else:
        assert "Krippendorff" in result.out
        assert "n = 5" in result.out
        assert "overall thrust" in result.out


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("by", ["value", "pair", "reviewer", "source", "rule"])
def test_breakdowns_of_a_study(stance: Stance, by: str) -> None:
    shown = stance("agreement", "--by", by)
    assert shown.status == 0
    assert max(map(len, shown.out.splitlines())) <= 80
    data = json.loads(stance("agreement", "--by", by, "--format", "json").out)
    assert all(set(row) == KEYS for row in data["rows"])
    assert data["breakdown"]["by"] == by
    assert data["breakdown"]["rows"]
    assert list(csv.DictReader(io.StringIO(stance("agreement", "--by", by, "--format", "csv").out)))


@pytest.mark.usefixtures("study")
def test_the_evidence_of_a_study(stance: Stance) -> None:
    shown = stance("agreement", "--evidence")
    assert "Same answer, other evidence" in shown.out
    assert "Same passage, other answer" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80
    evidence = json.loads(stance("agreement", "--evidence", "--format", "json").out)["evidence"]
    assert evidence["rows"][0]["criterion"] is None
    assert len(evidence["rows"]) == 5
    assert len(evidence["rows"][1]["pairs"]) == 3
    assert evidence["lost_quotes"] == 0
    assert stance("agreement", "--evidence", "--format", "csv").status == 2


def test_blind_reviewers_are_left_blind(study: Path, stance: Stance) -> None:
    (study / "annotations" / "reviewers.yaml").write_text("reviewers: []\n", encoding="utf-8")
    result = stance("agreement", "--reviewer", "new-one")
    assert "left out" in result.err
    assert "not completed" in result.err
    shown = stance("agreement", "--reviewer", "new-one", "--unblind")
    assert "left out" not in shown.err


@pytest.mark.usefixtures("empty")
def test_without_a_workspace_the_table_is_named(stance: Stance) -> None:
    result = stance("agreement")
    assert result.status == 2
    assert "stance agreement TABLE.csv" in result.err


def test_a_table_needs_no_workspace(table: Callable[..., str], stance: Stance) -> None:
    result = stance("agreement", table())
    assert result.status == 0
    assert "80 ratings of 40 units by 2 coders" in result.out
    assert "the lower limit" in result.out.lower()
    assert "[low, high]: 95% interval, Clopper-Pearson" in result.out
    assert "BCa" in result.out
    assert "wide table, units named by 'id'; coders ann, ben" in result.err
    assert "taken as ordinal; say --scale nominal if they have no order" in result.err
    assert max(map(len, result.out.splitlines())) <= 80


def test_a_table_as_json(table: Callable[..., str], stance: Stance) -> None:
    data = json.loads(stance("agreement", table(), "--format", "json").out)
    assert data["schema"] == "stancebook/agreement/1"
    assert all(set(row) == KEYS for row in data["rows"])
    assert {(row["criterion"], row["scope"]) for row in data["rows"]} == {("", "answers")}
    assert data["table"]["scale"] == "ordinal"
    assert data["table"]["categories"] == ["0", "1", "2"]


def test_the_same_seed_gives_the_same_interval(table: Callable[..., str], stance: Stance) -> None:
    wanted = ("agreement", table(), "--format", "json", "--resamples", 500, "--level", 0.9)
    first, again, other = (stance(*wanted, "--seed", seed).out for seed in (1, 1, 2))
    assert first == again != other


def test_a_table_from_standard_input(stance: Stance, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WIDE.encode())))
    result = stance("agreement", "-")
    assert result.status == 0
    assert "standard input" in result.out
    assert not list(empty.iterdir())


@pytest.mark.parametrize("by", ["value", "pair", "reviewer", "source"])
@pytest.mark.parametrize("form", ["terminal", "json", "csv"])
def test_breakdowns_of_a_table(table: Callable[..., str], stance: Stance, by: str, form: str) -> None:
    result = stance("agreement", table(), "--by", by, "--format", form)
    assert result.status == 0
    if form == "json":
        assert json.loads(result.out)["breakdown"]["rows"]
    assert result.out


@pytest.mark.parametrize("form", ["csv", "md", "latex"])
def test_a_table_as_a_table(table: Callable[..., str], stance: Stance, form: str) -> None:
    text = "question,unit,coder,value\n" + "".join(
        f"=1+1 & {q}|,{u},{c},{'a_b' if (u + q) % 2 else '=c'}\n" for q in (1, 2) for u in range(12) for c in "xy"
    )
    result = stance("agreement", table(text), "--criterion", "question", "--unit", "unit", "--format", form)
    assert result.status == 0
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(result.out)))
        assert {row["criterion"] for row in rows} == {"'=1+1 & 1|", "'=1+1 & 2|"}
    elif form == "md":
        assert "\\|" in result.out
        lengths = {line.replace("\\|", "").count("|") for line in result.out.splitlines() if line.startswith("|")}
        assert len(lengths) == 1
    else:
        assert r"=1+1 \& 1|" in result.out


@pytest.mark.parametrize(
    ("content", "args", "message"),
    [
        ("", (), "t.csv:1: is empty"),
        ("unit,coder,value\na,x,1\na,y\n", (), "t.csv:3: has 2 cells"),
        ("unit,coder,value\na,x,1\na,x,2\n", (), "t.csv:3: 'x' rated 'a' in line 2 already"),
        ("unit,coder,value\na,x,1\na,y,-2\n", ("--scale", "ratio"), "t.csv:3: -2 is negative"),
        ("unit,coder,value\na,x,1\na,y,9\n", ("--categories", "1,2"), "t.csv:3: '9' is not one of"),
        (b"unit,coder,value\na,x,\xe9\n", (), "t.csv:2: not UTF-8"),
        (WIDE, ("--unit", "idd"), "t.csv:1: has no column 'idd'"),
        (WIDE, ("--scale", "nominal", "--weights", "linear"), "--weights needs an order"),
        (WIDE, ("--distance", "masi"), "--distance is for sets"),
        (WIDE, ("--drafts",), "--drafts belongs to a study"),
        (WIDE, ("--by", "rule"), "--by rule belongs to a study"),
        (WIDE, ("--measure", "kapa"), "did you mean kappa"),
        (WIDE, ("--categories", ""), "--categories"),
        (WIDE, ("--scale", "set", "--set-separator", " "), "--set-separator is empty"),
        ("unit,coder,value\na,x,\x1b[31m\na,x,b\n", (), "rated 'a' in line 2"),
    ],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_bad_input_is_one_line(
    table: Callable[..., str], stance: Stance, content: str | bytes, args: tuple[str, ...], message: str
) -> None:
    result = stance("agreement", table(content), *args)
    assert (result.status, result.out) == (2, "")
    assert message in result.err
    assert len(result.err.splitlines()) == 1
    assert "\x1b" not in result.err


@pytest.mark.usefixtures("empty")
def test_a_file_that_is_not_there(stance: Stance) -> None:
    assert stance("agreement", "none.csv").err == "stance: none.csv: cannot be read (No such file or directory)\n"
    assert "is a folder" in stance("agreement", ".").err
    assert "belongs to a table of ratings" in stance("agreement", "--scale", "nominal").err


def test_hostile_cells_do_not_reach_the_terminal(table: Callable[..., str], stance: Stance) -> None:
    evil = "\x1b]52;c;aGk=\x07\u202e"
    text = f"unit,{evil},y\n{evil},{evil},b\nv,b,b\n"
    for form in ("terminal", "json", "csv", "md", "latex"):
        for more in ((), ("--by", "value")):
            result = stance("agreement", table(text), "--format", form, *more)
            assert result.status == 0
            assert not {"\x1b", "\x07", "\u202e"} & set(result.out + result.err)


@pytest.mark.skipif(not COAL.exists(), reason="the study's data are not here")
@pytest.mark.parametrize(("scale", "known"), [("nominal", 0.3117), ("ordinal", 0.3375), ("interval", 0.3395)])
def test_a_real_study(table: Callable[..., str], stance: Stance, scale: str, known: float) -> None:
    with COAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    gold = rows[0].index("is_gold")
    written = io.StringIO()
    csv.writer(written).writerows(row for row in rows if row[gold] != "1")
    columns = ("--unit", "sentence_id", "--coder", "coder_id", "--value", "subsidy_scale", "--scale", scale)
    name = table(written.getvalue())
    assert "--duplicates first" in stance("agreement", name, *columns).err
    data = json.loads(stance("agreement", name, *columns, "--duplicates", "first", "--format", "json").out)
    (alpha,) = [row for row in data["rows"] if row["measure"] == "krippendorff_alpha"]
    assert alpha["estimate"] == pytest.approx(known, abs=5e-5)
    assert alpha["low"] < known < alpha["high"]
    assert any("51 second ratings" in note["text"] for note in data["notes"])


def test_the_largest_numbers_have_an_alpha(table: Callable[..., str], stance: Stance) -> None:
    text = "unit,coder,value\n1,a,1e308\n1,b,-1e308\n2,a,3\n2,b,3\n"
    result = stance("agreement", table(text), "--scale", "interval", "--format", "json")
    assert result.status == 0
    assert json.loads(result.out)["rows"][1]["estimate"] == pytest.approx(-0.5)


def test_neighbouring_large_whole_numbers_are_different_answers(table: Callable[..., str], stance: Stance) -> None:
    text = "unit,ann,ben\nu,9007199254740992,9007199254740993\nv,1,1\n"
    data = json.loads(stance("agreement", table(text), "--format", "json").out)
    assert data["rows"][0]["estimate"] == 0.5
    refused = stance("agreement", table(text), "--scale", "interval")
    assert refused.status == 2
    assert "t.csv:2: 9007199254740992 lies at or beyond ±2^53" in refused.err


def test_categories_that_nobody_declared_are_not_called_a_codebook(table: Callable[..., str], stance: Stance) -> None:
    text = "unit,coder,value,criterion\n" + "".join(
        f"{u},{c},{'a' if k == 'x' or u % 2 else 'b'},{k}\n" for u in range(12) for c in "pq" for k in "xy"
    )
    for more, words in (((), "the 2 categories seen"), (("--categories", "a,b"), "the codebook's 2 categories")):
        out = " ".join(
            stance("agreement", table(text), "--criterion", "criterion", "--measure", "ac", *more).out.split()
        )
        assert f"assumes {words}; all codings are equal" in out.replace(" ! ", " ")


def test_a_wide_table_that_names_a_unit_twice_is_not_taken_for_a_long_one(
    empty: Path, stance: Callable[..., Any]
) -> None:
    (empty / "t.csv").write_text("paragraph,ana,ben\np1,1,0\np2,1,0\np2,2,0\np3,2,3\n", encoding="utf-8")
    done = stance("agreement", "t.csv")
    assert (done.status, done.out) == (2, "")
    assert "'ana' rated 'p2' in line 3 already" in done.err
