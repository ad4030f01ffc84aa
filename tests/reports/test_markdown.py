"""The matrix as Markdown: reads raw, renders without HTML, and nothing from a file is markup."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from tests import builders

from stancebook.comparison.matrix import stance_matrix
from stancebook.comparison.selection import Selection, arranged
from stancebook.reports.markdown import matrix_markdown
from stancebook.reports.markdown_report import report_markdown
from stancebook.reports.markdown_text import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.comparison.matrix import StanceMatrix


def test_the_shipped_study_looks_as_it_did(shipped: StanceMatrix, golden: Callable[[str, str], None]) -> None:
    golden("matrix.md", matrix_markdown(shipped, quotes=False))


def test_the_whole_report_looks_as_it_did(worn: StanceMatrix, golden: Callable[[str, str], None]) -> None:
    golden(
        "report.md", report_markdown(worn, software="Stancebook", revision="abc", hashes={"rubrics/tiny.yaml": "0f"})
    )


def test_every_footnote_that_is_named_is_there(shipped: StanceMatrix) -> None:
    shown = matrix_markdown(shipped)
    named = set(re.findall(r"\[\^(E\d+[a-z]+)\](?!:)", shown))
    assert named
    assert named == set(re.findall(r"^\[\^(E\d+[a-z]+)\]:", shown, re.MULTILINE))


def test_each_disagreement_is_a_section_with_a_checkbox(shipped: StanceMatrix) -> None:
    shown = matrix_markdown(shipped)
    assert re.search(
        r"### \d+\. White House visit 2025 · Rights \(position or not\?\)\n\n`white-house-visit-2025 due_process`\n",
        shown,
    )
    assert re.findall(r"^### (\d+)\.", shown, re.MULTILINE) == [str(number) for number in range(1, 11)]
    assert shown.count("- [ ] decided:") == shown.count("\n### ") == 10


def test_quotes_to_discuss_say_whose_they_are_and_how_many_more_there_are(shipped: StanceMatrix) -> None:
    shown = matrix_markdown(shipped).partition("## To discuss")[2].partition("## Quotes")[0]
    side = shown.partition("- **r1 r3: ○** Reported, no own position\n")[2].partition("- [ ]")[0].splitlines()
    assert [line[:9] for line in side] == ["  - r1: “", "  - r1: “", "  - 2 of 3"[:9]]
    assert side[2] == "  - 2 of 3 quotes; all in [^E3c]"
    assert "  - r1 r3: “Bukele’s methods" in shown, "one quote of two reviewers is told once"
    assert "all in" not in matrix_markdown(shipped, quotes=False), "there are no footnotes"


def test_the_matrix_lines_up_raw(shipped: StanceMatrix) -> None:
    table = matrix_markdown(shipped).partition("## Matrix\n\n")[2].partition("\n\n")[0]
    assert len(set(map(cell_len, table.splitlines()))) == 1


def test_every_row_of_a_table_has_the_same_columns(shipped: StanceMatrix, hostile: StanceMatrix) -> None:
    for matrix in (shipped, hostile):
        rows = [line for line in matrix_markdown(matrix).splitlines() if line.startswith("| ")]
        bars = {len(re.findall(r"(?<!\\)\|", row)) for row in rows[: len(matrix.sources) + 2]}
        assert bars == {len(matrix.criteria) + 3}


def test_hostile_text_is_no_markup(hostile: StanceMatrix) -> None:
    shown = matrix_markdown(hostile)
    assert not re.search(r"(?<!\\)<", shown)
    assert not re.search(r"(?<!\\)!\[|(?<!\\)\]\(", shown)
    assert "://evil" not in shown.replace("\\://", "")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_ids_with_underscores_stay_readable() -> None:
    assert text("migration_labour") == "migration_labour"
    assert text("_so_ *so*") == r"\_so\_ \*so\*"


def test_all_is_said_only_of_those_who_gave_the_answer_that_stands() -> None:
    of = builders.rubric()
    made = builders.study(of, {"one": {who: {"works": "unclear"} for who in ("r1", "r2", "r3")}})
    seen = builders.coding(of, "works", -1, independent=False)
    changed = builders.annotation(of, "r2", "one", {"works": seen})
    decided = {"one": builders.adjudication(works=(builders.decision(-1),))}
    made = replace(made, annotations={**made.annotations, ("r2", "one"): changed}, adjudications=decided)
    cell = stance_matrix(made).cells["one", "works"]
    assert (cell.state, cell.consensus.value) == ("agree", -1)
    shown = matrix_markdown(stance_matrix(made))
    assert " all" not in next(line for line in shown.splitlines() if line.startswith("| 1."))
    assert re.search(r"\*\*−1\*\* \(r1 \S+, r2 −1 \([^)]*\), r3 \S+\) \(settled by adjudication\)", shown)


def test_turned_round_a_source_says_which_group_it_is_of(shipped: StanceMatrix) -> None:
    told = matrix_markdown(arranged(shipped, Selection(group_by="publisher")), transpose=True)
    assert "PISM 2026 (PISM)" in next(line for line in told.splitlines() if line.startswith("| Source"))
