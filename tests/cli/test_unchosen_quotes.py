"""A quote for a value that is not chosen is kept and told of, and is printed nowhere as evidence of the answer."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUBRIC = """\
rubric: levy
version: "1"
title: The levy
criteria:
  - id: advice
    label: Advice
    question: "What does it advise?"
    type: nominal
    multiple: true
    requires_evidence: each
    values:
      - {value: keep, label: Keep it}
      - {value: scrap, label: Scrap it}
"""
KEEP, SCRAP = "It has its merits.", "Scrap it at once."


@pytest.fixture
def coded(empty: Path, stance: Callable[..., Any]) -> Path:
    builders.workspace(empty, {"one": f"{KEEP} {SCRAP}\n"}, RUBRIC, "levy")
    quotes = ("--evidence", f"advice:scrap={SCRAP}", "--evidence", f"advice:keep={KEEP}")
    told = stance("code", "one", "--reviewer", "a", "--set", "advice=scrap", *quotes, "--complete")
    assert told.status == 0
    assert "advice: a quote for 'keep', not chosen: kept, and no evidence of the answer" in told.err
    assert "(--remove-evidence takes it away)" in told.err
    return empty


@pytest.mark.usefixtures("coded")
def test_it_is_told_of_and_is_no_problem(stance: Callable[..., Any]) -> None:
    checked = stance("check")
    assert checked.status == 0
    assert "one.json:13:11: advice: a quote is for 'keep', which is not chosen; it counts nowhere" in checked.err
    assert f"“{KEEP}” [0–18 for keep, which is not chosen]" in " ".join(stance("show", "one").out.split())
    assert "1 quote is for values that were not chosen: kept apart" in " ".join(stance("matrix").out.split())


def test_no_form_prints_it_as_evidence(coded: Path, stance: Callable[..., Any]) -> None:
    coding = json.loads(stance("matrix", "--format", "json").out)["cells"][0]["codings"]["a"]
    assert coding["quotes"] == [SCRAP]
    assert coding["unchosen"] == [{"for": "keep", "quote": KEEP}]
    assert stance("report", "-o", "r.html").status == 0
    report = (coded / "r.html").read_text(encoding="utf-8")
    assert report.index(f"“{SCRAP}”") < report.index(f"“{KEEP}”")
    assert "<em>for Keep it, which is not chosen</em>" in report[report.index(f"“{KEEP}”") :]
    assert stance("report", "--format", "md", "-o", "r.md").status == 0
    markdown = (coded / "r.md").read_text(encoding="utf-8")
    assert SCRAP in markdown
    assert KEEP not in markdown
    assert "1 quote is for values that were not chosen" in markdown
    assert stance("matrix", "--format", "csv", "-o", "tables/").status == 0
    with (coded / "tables" / "evidence.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["quote"], row["role"]) for row in csv.DictReader(file)]
    assert rows == [(KEEP, "unchosen"), (SCRAP, "own")]


def test_where_quotes_stand_now_is_told_of_those_that_are_listed(coded: Path, stance: Callable[..., Any]) -> None:
    source = next((coded / "seeds").iterdir())
    source.write_text(source.read_text(encoding="utf-8").replace(KEEP, f"Well. {KEEP}"), encoding="utf-8")
    coding = json.loads(stance("matrix", "--format", "json").out)["cells"][0]["codings"]["a"]
    assert (coding["quotes"], coding["found"]) == ([SCRAP], ["moved"])


@pytest.mark.usefixtures("coded")
def test_choosing_the_value_makes_it_count(stance: Callable[..., Any]) -> None:
    told = stance("code", "one", "--reviewer", "a", "--set", "advice=keep,scrap")
    assert "not chosen" not in told.err
    coding = json.loads(stance("matrix", "--format", "json").out)["cells"][0]["codings"]["a"]
    assert coding["quotes"] == [KEEP, SCRAP]
    assert "unchosen" not in coding


@pytest.mark.usefixtures("coded")
def test_a_quote_that_waits_for_an_answer_is_for_none_that_was_not_chosen(stance: Callable[..., Any]) -> None:
    told = stance("code", "one", "--reviewer", "b", "--evidence", f"advice:keep={KEEP}")
    assert told.status == 0
    assert "not chosen" not in told.err
    assert "annotations/levy/b/" not in stance("check").err


def test_it_comes_back_from_the_tables_as_what_it_is(coded: Path, stance: Callable[..., Any]) -> None:
    stance("matrix", "--format", "csv", "-o", "tables/")
    (path,) = coded.glob("annotations/levy/a/*.json")
    before = json.loads(path.read_bytes())["codings"]
    path.unlink()
    assert stance("import", "tables/codings.csv", "--quotes", "tables/evidence.csv").err.startswith("1 coding in 1 ann")
    assert json.loads(path.read_bytes())["codings"] == before
    table = coded / "tables" / "evidence.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",keep,", ",,"), encoding="utf-8")
    path.unlink()
    refused = stance("import", "tables/codings.csv", "--quotes", "tables/evidence.csv")
    assert refused.err.endswith("role is unchosen; the column for should name the value that the quote is for\n")
