"""A workbook of disagreements goes out, is decided in, and comes back."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from tests.cli.decision_tables import FILLED, decided_and_made_a_table, fill_in

from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

RUBRIC = "bukele-security-us-policy"


def test_decisions_filled_in_come_back_with_what_they_rest_on(study: Path, stance: Stance) -> None:
    path = study / "to-decide.xlsx"
    assert stance("matrix", "--format", "xlsx", "-o", path).status == 0
    cells = fill_in(path, FILLED)
    done = stance("adjudicate", "--from", path, "--by", "r1")
    assert done.status == 0, done.err
    assert "3 decisions recorded" in done.err
    decided = Workspace.at(study).load().adjudications
    one, two, three = (decided[source].current(criterion) for source, criterion in cells)
    assert one is not None
    assert two is not None
    assert three is not None
    assert (one.value, one.cause, one.rule, one.by) == (0, "unclear_rule", "U3", "r1")
    assert set(one.basis) == {"r1", "r2", "r3"}
    assert (two.outcome, two.proposed_rule) == ("open", "Say what the headline counts for.")
    assert three.value == ("institutions", "us_scrutiny")
    again = stance("adjudicate", "--from", path, "--by", "r1")
    assert "0 decisions recorded, 3 stood there already" in again.err


def test_what_is_decided_stands_in_the_next_table(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    fill_in(study / "a.xlsx", FILLED)
    stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    made = stance("compare", "r1", "r2", "--format", "csv").out
    rows = list(csv.DictReader(made.splitlines()))
    assert [row["Decision"] for row in rows if row["Outcome"] == "settled"] == ["0", "institutions; us_scrutiny"]
    (study / "b.csv").write_text(made, encoding="utf-8")
    assert "0 decisions recorded, 3 stood there already" in stance("adjudicate", "--from", "b.csv", "--by", "r1").err


def test_an_earlier_decision_left_in_a_table_does_not_override_a_newer_one(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    ((source, criterion),) = fill_in(study / "a.xlsx", {2: FILLED[2]})
    stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    stance("adjudicate", source, "--set", f"{criterion}=1", "--because", "Read again.", "--by", "r2")
    done = stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    assert done.status == 0
    assert "0 decisions recorded" in done.err
    assert f"a newer decision stands, so the earlier one of the table was passed over: {source} · {criterion}" in (
        done.err
    )
    held = Workspace.at(study).load().adjudications[source].decisions[criterion]
    assert [one.rationale for one in held] == ["U3 holds.", "Read again."]


def test_a_decision_taken_back_since_is_not_recorded_again_by_its_untouched_row(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    ((source, criterion),) = fill_in(study / "a.xlsx", {2: FILLED[2]})
    stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    made = [study / "b.xlsx", study / "b.csv"]
    for path in made:
        stance("compare", "--format", path.suffix[1:], "-o", path)
    stance("adjudicate", source, "--undo", "--by", "r1")
    for path in made:
        done = stance("adjudicate", "--from", path, "--by", "r1")
        assert "0 decisions recorded" in done.err
        assert f"taken back here, so not recorded again: {source} · {criterion};" in done.err
    assert Workspace.at(study).load().adjudications == {}
    fill_in(study / "b.xlsx", {2: {"Rationale": "U3 holds after all."}})
    assert "1 decision recorded" in stance("adjudicate", "--from", study / "b.xlsx", "--by", "r1").err


def test_a_decision_taken_back_since_is_recorded_again_by_a_row_in_which_somebody_wrote_it(
    study: Path, stance: Stance
) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    ((source, criterion),) = fill_in(study / "a.xlsx", {2: FILLED[2]})
    stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    stance("adjudicate", source, "--undo", "--by", "r1")
    assert "1 decision recorded" in stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1").err
    assert Workspace.at(study).load().adjudications[source].current(criterion) is not None


def test_a_row_on_what_the_other_rows_leave_unasked_is_refused_and_nothing_written(study: Path, stance: Stance) -> None:
    _in_the_rubric(
        study,
        "  - id: us_engagement\n",
        "  - id: us_engagement\n    applies_if: {any: [{criterion: effectiveness, position: true}, "
        "{criterion: effectiveness, answers: [no_position]}]}\n",
    )
    table = "source_id,criterion_id,Outcome,Decision,Rationale\n"
    table += "".join(
        f"white-house-visit-2025,{criterion},settled,{answer},Read again.\n"
        for criterion, answer in (("us_engagement", "1"), ("effectiveness", "not_addressed"))
    )
    (study / "d.csv").write_text(table, encoding="utf-8")
    refused = stance("adjudicate", "--from", "d.csv", "--by", "lead", "--unblind")
    assert refused.status == 2
    assert "d.csv:2: white-house-visit-2025 · us_engagement: it is not asked, because Effectiveness" in refused.err
    assert Workspace.at(study).load().adjudications == {}


def test_of_many_decisions_the_first_are_named(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    fill_in(study / "a.xlsx", {row: {"Outcome": "open", "Rationale": "Both hold."} for row in range(2, 9)})
    done = stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    assert "7 decisions recorded" in done.err
    (told,) = (line for line in done.err.splitlines() if line.startswith("recorded: "))
    assert told.count(" = left open; ") == 5
    assert told.endswith("; and 2 more")


def _as_in_a_copy_that_never_had_it(
    study: Path, stance: Stance, more: dict[str, Any] | None = None
) -> tuple[Path, str, str]:
    table, source, criterion = decided_and_made_a_table(study, stance, more)
    shutil.rmtree(study / ".stancebook")
    (study / "annotations" / RUBRIC / "_consensus" / f"{source}.json").unlink()
    return table, source, criterion


def test_of_a_decision_of_another_copy_nobody_is_told_that_it_was_taken_back(study: Path, stance: Stance) -> None:
    table, source, criterion = _as_in_a_copy_that_never_had_it(study, stance)
    done = stance("adjudicate", "--from", table, "--by", "r2")
    assert "0 decisions recorded" in done.err
    told = "the table came with it and it does not stand here (taken back, or decided in another copy): "
    assert f"{told}{source} · {criterion}; --untouched records it" in done.err
    assert "so not recorded again" not in done.err
    assert Workspace.at(study).load().adjudications == {}
    wished = stance("adjudicate", "--from", table, "--untouched", "--by", "r2")
    assert "1 decision recorded" in wished.err
    assert "passed over" not in wished.err
    held = Workspace.at(study).load().adjudications[source].decisions[criterion]
    assert [(one.rationale, one.by) for one in held] == [("U3 holds.", "r2")]


def test_what_stands_here_and_what_was_taken_back_here_outlasts_what_a_table_came_with(
    study: Path, stance: Stance
) -> None:
    table, source, criterion = _as_in_a_copy_that_never_had_it(study, stance)
    stance("adjudicate", source, "--set", f"{criterion}=1", "--because", "Decided here.", "--by", "r2")
    done = stance("adjudicate", "--from", table, "--untouched", "--by", "r1")
    assert "0 decisions recorded" in done.err
    assert f"decided otherwise here, so what the table came with was passed over: {source} · {criterion};" in done.err
    stance("adjudicate", source, "--undo", "--by", "r2")
    stance("adjudicate", "--from", table, "--untouched", "--by", "r1")
    stance("adjudicate", source, "--undo", "--by", "r1")
    again = stance("adjudicate", "--from", table, "--untouched", "--by", "r1")
    assert "0 decisions recorded" in again.err
    assert f"taken back here, so not recorded again: {source} · {criterion}; a change in the row" in again.err
    stance("adjudicate", source, "--redo", "--by", "r1")
    assert "1 stood there already" in stance("adjudicate", "--from", table, "--by", "r1").err


def test_what_was_taken_back_here_is_not_recorded_again_by_a_table_of_an_earlier_version(
    study: Path, stance: Stance
) -> None:
    table, source, criterion = decided_and_made_a_table(study, stance)
    book = openpyxl.load_workbook(table)
    sheet = book["Disagreements"]
    sheet.delete_cols(sheet.max_column)
    book.save(table)
    stance("adjudicate", source, "--undo", "--by", "r1")
    done = stance("adjudicate", "--from", table, "--by", "r2")
    assert "0 decisions recorded" in done.err
    assert f"taken back here, so not recorded again: {source} · {criterion};" in done.err


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"Outcome": "open"}, "left open, and yet '0' is decided"),
        ({"Outcome": "foo"}, "'foo' is no outcome"),
        ({"Cause": "foo"}, "'foo' is no cause"),
    ],
)
def test_a_decided_row_changed_to_what_cannot_be_is_refused(
    study: Path, stance: Stance, changed: dict[str, Any], refused: str
) -> None:
    table, *_ = decided_and_made_a_table(study, stance, {"Cause": None})
    fill_in(table, {2: changed})
    done = stance("adjudicate", "--from", table, "--by", "r1")
    assert done.status == 2
    assert "b.xlsx:2: " in done.err
    assert refused in done.err
    assert f"{next(iter(changed)).casefold()})" in done.err


def test_a_decided_row_that_was_cleared_takes_nothing_back_and_says_so(study: Path, stance: Stance) -> None:
    table, source, criterion = decided_and_made_a_table(study, stance)
    fill_in(table, {2: dict.fromkeys(("Outcome", "Decision", "Cause", "Rationale", "Rule"))})
    done = stance("adjudicate", "--from", table, "--by", "r1")
    assert done.status == 0, done.err
    assert f"cleared in the table, which takes nothing back: {source} · {criterion} is still decided" in done.err
    stance("adjudicate", source, "--undo", "--by", "r1")
    assert "cleared" not in stance("adjudicate", "--from", table, "--by", "r1").err


def _in_the_rubric(study: Path, old: str, new: str) -> None:
    path = study / "rubrics" / f"{RUBRIC}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_only_a_row_that_somebody_changed_is_refused_for_an_answer_that_is_not_offered_any_more(
    study: Path, stance: Stance
) -> None:
    table, source, criterion = _as_in_a_copy_that_never_had_it(study, stance, {"Decision": 2})
    fill_in(table, {3: {"Outcome": "open", "Rationale": "Both hold."}})
    _in_the_rubric(study, "value: 2,  label: Embrace", "value: 3,  label: Embrace")
    wished = stance("adjudicate", "--from", table, "--untouched", "--by", "r1")
    assert wished.status == 2
    assert f"b.xlsx:2: {source} · {criterion}: '2' is no value of {criterion}" in wished.err
    done = stance("adjudicate", "--from", table, "--by", "r1")
    assert done.status == 0, done.err
    assert "1 decision recorded" in done.err
    assert f"does not stand here (taken back, or decided in another copy): {source} · {criterion}" in done.err
    fill_in(table, {2: {"Rationale": "Changed."}})
    refused = stance("adjudicate", "--from", table, "--by", "r1")
    assert refused.status == 2
    assert f"b.xlsx:2: '2' is no value of {criterion}" in refused.err
    assert "(cell I2, decision)" in refused.err


def test_an_untouched_row_of_a_criterion_that_is_gone_is_passed_over(study: Path, stance: Stance) -> None:
    table, source, criterion = _as_in_a_copy_that_never_had_it(study, stance)
    _in_the_rubric(study, criterion, "dealings")
    done = stance("adjudicate", "--from", table, "--by", "r1")
    assert done.status == 0, done.err
    assert f"there is no such source or criterion any more: {source} · {criterion}" in done.err


def test_untouched_without_a_table_is_refused(stance: Stance) -> None:
    assert "--untouched belongs to --from FILE" in stance("adjudicate", "--untouched", "--by", "r1").err


def test_a_table_of_an_earlier_version_records_what_it_says_and_asks_for_a_look(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    book = openpyxl.load_workbook(study / "a.xlsx")
    sheet = book["Disagreements"]
    assert sheet.cell(1, sheet.max_column).value == "decided"
    sheet.delete_cols(sheet.max_column)
    book.save(study / "a.xlsx")
    fill_in(study / "a.xlsx", {2: FILLED[2]})
    done = stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    assert "1 decision recorded" in done.err
    assert "an earlier version made the table" in done.err


def test_one_row_wrong_and_nothing_is_written(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    fill_in(study / "a.xlsx", {**FILLED, 4: {"Decision": 9, "Rationale": "No."}, 5: {"Decision": 1}})
    done = stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    assert (done.status, done.out) == (2, "")
    assert [line.rpartition("a.xlsx")[2][:2] for line in done.err.splitlines()] == [":4", ":5"]
    assert Workspace.at(study).load().adjudications == {}


def test_wrong_cells_and_cells_that_nobody_can_decide_are_told_together(study: Path, stance: Stance) -> None:
    for who in ("r2", "r3"):
        (study / "annotations" / RUBRIC / who / "white-house-visit-2025.json").unlink()
    table = "source_id,criterion_id,Decision,Cause,Rationale\n"
    table += "white-house-visit-2025,us_engagement,1,,Read again.\nwhite-house-visit-2025,effectiveness,9,slipp,\n"
    (study / "d.csv").write_text(table, encoding="utf-8")
    refused = stance("adjudicate", "--from", "d.csv", "--by", "r1")
    told = [line.rpartition("d.csv")[2] for line in refused.err.splitlines()]
    assert [line[:2] for line in told] == [":2", ":3", ":3", ":3"]
    assert "only r1 has coded it" in told[0]


def test_decisions_without_the_rule_that_the_rubric_asks_for_are_said(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    cells = fill_in(study / "a.xlsx", FILLED)
    done = stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    assert "3 decisions recorded" in done.err
    assert f"that on {' · '.join(cells[2])} names none (in the column Rule: its id, or a new one in words)" in done.err


def test_a_table_that_does_not_say_on_which_codings_it_rests_is_remarked_on(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "csv", "-o", study / "a.csv")
    rows = list(csv.DictReader((study / "a.csv").read_text(encoding="utf-8").splitlines()))
    rows[0].update({"Decision": "0", "Rationale": "Read again."})
    for gone, told in (("basis", "the table has no column basis"), ("", "the column basis is empty for")):
        kept = [name for name in rows[0] if name != gone]
        rows[0]["basis"] = ""
        with (study / "a.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, kept, extrasaction="ignore")
            table.writeheader()
            table.writerows(rows)
        done = stance("adjudicate", "--from", study / "a.csv", "--by", "r1")
        assert told in done.err
        assert "not known on which codings" in done.err
        stance("adjudicate", "--undo", "--by", "r1")


def test_several_labels_may_be_typed_into_the_workbook_without_a_complaint(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    sheet = openpyxl.load_workbook(study / "a.xlsx")["Disagreements"]
    column = {cell.value: cell.column for cell in sheet[1]}
    several = {
        row: any(one.showErrorMessage for one in sheet.data_validations.dataValidation if name in one.sqref)
        for row in range(2, sheet.max_row + 1)
        if (name := sheet.cell(row, column["Decision"]).coordinate)
        and sheet.cell(row, column["criterion_id"]).value == "recommended_approach"
    }
    assert several
    assert not any(several.values())
    (hint,) = {one.prompt for one in sheet.data_validations.dataValidation if one.prompt}
    assert "typed with a semicolon between them: " in hint


def test_each_row_offers_the_answers_of_its_criterion_and_each_criterion_offers_them_once(
    study: Path, stance: Stance
) -> None:
    """Where there are more than 60,000 offers, Excel takes all of them away."""
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    sheet = openpyxl.load_workbook(study / "a.xlsx")["Disagreements"]
    column = {cell.value: cell.column for cell in sheet[1]}
    offers = sheet.data_validations.dataValidation
    criteria = set()
    for row in range(2, sheet.max_row + 1):
        name = sheet.cell(row, column["Decision"]).coordinate
        (offered,) = (one.formula1 for one in offers if name in one.sqref)
        key = sheet.cell(row, column["criterion_id"]).value
        assert ("us_scrutiny" in offered) == (key == "recommended_approach"), key
        criteria.add(key)
    assert len(criteria) < sheet.max_row - 1
    assert len(offers) == len(criteria) + 2


def test_figures_of_the_workbook_are_numbers_and_long_heads_of_its_tables_go_on(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    book = openpyxl.load_workbook(study / "a.xlsx")
    heads, row = list(book["Overview"].values)[:2]
    assert heads[2:5] == ("Same answer: the same", "Same answer: of", "Same answer: coefficient")
    assert row[:5] == ("Effectiveness", "all", 3, 5, 0.6818)
    assert {type(value) for value in row[2:]} == {int, float}
    wide, head = book["Confusion"].column_dimensions["B"].width, book["Confusion"]["H2"]
    assert head.value == "Reported, no own position"
    assert (head.alignment.wrap_text, wide > 12) == (True, True)
    assert book["Confusion"].row_dimensions[2].height > 15


def test_a_coding_changed_since_the_table_was_made_is_said(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    ((source, criterion),) = fill_in(study / "a.xlsx", {2: FILLED[2]})
    stance("code", source, "--note", f"{criterion}=I read it again.", "--reviewer", "r2")
    done = stance("adjudicate", "--from", study / "a.xlsx", "--by", "r1")
    assert f"coded anew since the table was made, so outdated already: {source} · {criterion}" in done.err
    found = json.loads(stance("compare", "--format", "json").out)["disagreements"]
    assert [one["since"]["changed"] for one in found if one["outdated"]] == [["r2"]]


def test_whoever_decides_has_completed_the_sources(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "xlsx", "-o", study / "a.xlsx")
    fill_in(study / "a.xlsx", {2: FILLED[2]})
    done = stance("adjudicate", "--from", study / "a.xlsx", "--by", "r9")
    assert done.status == 2
    assert "r9 has not completed white-house-visit-2025" in done.err
    assert "complete it first, or say --unblind" in done.err
    done = stance("adjudicate", "--from", study / "a.xlsx", "--by", "r9", "--unblind")
    assert done.status == 0
    commands = [line for line in done.out.splitlines() if line.strip().startswith("stance adjudicate ")]
    assert commands
    assert all(" --by r9 --unblind --set " in line for line in commands)


def test_a_table_in_which_nothing_is_decided_says_so(study: Path, stance: Stance) -> None:
    stance("compare", "--format", "csv", "-o", study / "a.csv")
    done = stance("adjudicate", "--from", study / "a.csv", "--by", "r1")
    assert (done.status, done.out) == (0, "")
    assert "no row has an outcome, a decision or a rationale" in done.err


def test_a_table_stands_alone(study: Path, stance: Stance) -> None:
    done = stance("adjudicate", "wola-2025", "--from", study / "a.xlsx")
    assert done.status == 2
    assert "--from takes everything from the table" in done.err
