"""A real study goes through the commands: 417 sentences of a debate on coal subsidies, judged by 85 coders.

Benoit et al. 2016, "Crowd-sourced text analysis", American Political Science Review 110(2). The data are other
people's: read where they are present, never copied into the project.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[3] / "shared" / "data" / "coal-debate"

RUBRIC = """\
rubric: coal
version: 1.0.0
title: Position on the coal subsidies
criteria:
  - id: subsidy
    label: Position on the subsidies
    short: Subsidy
    question: "Is the sentence for or against the subsidies?"
    type: ordinal
    scale:
      - {value: 1, label: For}
      - {value: 0, label: Neutral}
      - {value: -1, label: Against}
    requires_evidence: false
"""

IGNORED = ("speech_no", "trust", "is_gold", "gold_value", "created_at")
IMPORT = (
    *("--column", "source=sentence_id", "--column", "reviewer=coder_id", "--column", "value=subsidy_scale"),
    *(word for heading in IGNORED for word in ("--ignore", heading)),
)


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not DATA.is_dir(), reason="the study's data are not beside this checkout")
@pytest.mark.slow
def test_a_study_of_417_sentences_and_85_coders(empty: Path, stance: Callable[..., Any]) -> None:
    assert stance("init", "--rubric", "coal").status == 0
    (empty / "rubrics/coal.yaml").write_text(RUBRIC, encoding="utf-8")
    judgements = [row for row in read("judgements_en.csv") if row["is_gold"] == "0"]
    judged = {row["sentence_id"] for row in judgements}
    texts = empty / "texts"
    texts.mkdir()
    for row in read("sentences_en.csv"):
        if row["sentence_id"] in judged:
            (texts / f"{row['sentence_id']}.txt").write_text(row["sentence_text"], encoding="utf-8")
    assert stance("add", *sorted(texts.iterdir())).status == 0
    with (empty / "judgements.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(judgements[0]))
        table.writeheader()
        table.writerows(judgements)

    # Nine coders judged a sentence twice, and differently. That is said, and nothing is taken.
    twice = stance("import", "judgements.csv", *IMPORT)
    assert twice.status == 2
    assert len(twice.err.splitlines()) == 9
    assert "judges subsidy of" in twice.err
    assert not list(empty.glob("annotations/coal/*"))

    done = stance("import", "judgements.csv", *IMPORT, "--duplicates", "first")
    assert done.status == 0, done.err
    assert "3,519 codings in 3,519 annotations: 3,519 complete, 0 drafts" in done.err
    assert "9 second judgements were left out" in done.err
    assert stance("check").status == 0

    rows = json.loads(stance("agreement", "--format", "json").out)["rows"]
    alpha = {row["scope"]: row for row in rows if row["measure"] == "krippendorff_alpha"}
    assert alpha["answers"]["estimate"] == pytest.approx(0.3117, abs=5e-5)
    assert alpha["positions"]["estimate"] == pytest.approx(0.3375, abs=5e-5)
    assert (alpha["positions"]["units"], alpha["positions"]["coders"]) == (417, 85)
    assert alpha["position"]["undefined"]

    matrix = stance("matrix")
    assert matrix.status == 0
    assert "417 sources, 85 reviewers" in matrix.out
    assert max(map(len, matrix.out.splitlines())) <= 80
