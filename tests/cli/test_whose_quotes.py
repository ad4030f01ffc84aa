"""In the table that one decides on, a quote has the names of those who cite it, and of nobody else on their side."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

ANNOTATIONS = "annotations/bukele-security-us-policy"


def test_each_quote_to_decide_on_is_given_to_those_who_cite_it(study: Path, stance: Callable[..., Result]) -> None:
    rows = list(csv.DictReader(io.StringIO(stance("compare", "--format", "csv").out)))
    told = 0
    for row in rows:
        cited = {who: _quotes(study, who, row["source_id"], row["criterion_id"]) for who in ("r1", "r2", "r3")}
        for names, quote in re.findall(r"^([\w, ]+): “(.*)”", row["Quotes"], re.MULTILINE):
            assert {who for who, quotes in cited.items() if quote in quotes} >= set(names.split(", ")), quote
            told += 1
    assert told > len(rows)


def _quotes(study: Path, reviewer: str, source: str, criterion: str) -> set[str]:
    file = study / ANNOTATIONS / reviewer / f"{source}.json"
    coding = json.loads(file.read_text(encoding="utf-8"))["codings"][criterion]
    return {one_line(one["quote"]) for one in coding["evidence"]}
