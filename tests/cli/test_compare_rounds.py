"""Gold answers, second passes and who has only looked: none of them is a coder like the others, and it is said."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

RUBRIC = "bukele-security-us-policy"
ANCHORS = ("wola-2025", "zinsmeister-2024")
BOTH_PASSES = "Both passes of one reviewer are among those compared."


def _annotations(root: Path, reviewer: str) -> list[Path]:
    return sorted((root / "annotations" / RUBRIC / reviewer).glob("*.json"))


def _write(path: Path, changes: dict[str, Any], to: Path | None = None) -> None:
    made = {**json.loads(path.read_text(encoding="utf-8")), **changes}
    (to or path).parent.mkdir(exist_ok=True)
    (to or path).write_text(json.dumps(made, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def rounds(study: Path) -> Path:
    """The shipped study with two anchors, gold answers on both and a second pass of r1 on one of them."""
    rubric = study / "rubrics" / f"{RUBRIC}.yaml"
    text = rubric.read_text(encoding="utf-8")
    rubric.write_text(text.replace("unit:\n", f"anchors: [{', '.join(ANCHORS)}]\nunit:\n", 1), encoding="utf-8")
    register = study / "annotations" / "reviewers.yaml"
    more = "  - {id: answers, kind: gold}\n  - {id: r1.again, second_pass_of: r1}\n"
    register.write_text(register.read_text(encoding="utf-8").rstrip() + "\n" + more, encoding="utf-8")
    for who, to, sources in (("r2", "answers", ANCHORS), ("r1", "r1.again", ANCHORS[:1])):
        for path in _annotations(study, who):
            if path.stem in sources:
                _write(path, {"reviewer": to}, path.parents[1] / to / path.name)
    return study


@pytest.mark.usefixtures("rounds")
def test_a_second_pass_on_anchors_is_found_without_naming_the_round(stance: Stance) -> None:
    shown = _plain(stance("compare", "r1", "r1.again").out)
    assert "Answered the same both times: r1 in 4 of 4 cells." in shown
    assert "Intra-coder agreement" in shown
    assert "completed nothing" not in shown
    production = _plain(stance("compare", "r1", "r1.again", "--round", "production").out)
    assert "2 sources of the training round (anchors) left out" in production


@pytest.mark.usefixtures("rounds")
@pytest.mark.parametrize(
    ("asked", "named", "said"),
    [
        (("r1", "r2"), "production", ""),
        (("r1", "r2", "--round", "training"), "training", "training round, "),
        (("r1", "r2", "--round", "all"), "all", "all rounds, "),
        (("--round", "second-pass"), "second-pass", "second pass, "),
        (("r1", "--gold"), "all", ""),
        (("r1", "--gold", "--round", "training"), "training", "training round, "),
    ],
)
def test_a_comparison_names_its_round(stance: Stance, asked: tuple[str, ...], named: str, said: str) -> None:
    assert json.loads(stance("compare", *asked, "--format", "json").out)["round"] == named
    assert f"{RUBRIC} 0.2.0 (pilot), {said}" in _plain(stance("compare", *asked).out)


@pytest.mark.usefixtures("rounds")
def test_the_share_of_double_coding_says_that_it_is_without_the_training_round(stance: Stance) -> None:
    assert "(3 of 3, without the training round)" in stance("status", "--round", "all").out
    assert "(3 of 3);" in stance("status").out


@pytest.mark.usefixtures("rounds")
def test_gold_answers_named_like_a_reviewer_are_gold_answers(stance: Stance) -> None:
    named = json.loads(stance("compare", "r1", "answers", "--format", "json").out)
    assert named["how"] == "gold"
    assert named == json.loads(stance("compare", "r1", "--gold", "--format", "json").out)


@pytest.mark.usefixtures("rounds")
def test_the_headline_beside_gold_answers_counts_each_trainee(stance: Stance) -> None:
    shown = _plain(stance("compare", "--gold").out)
    assert "Answered as the gold answer says: r1 in 5 of 8, r2 in 8 of 8, r3 in 6 of 8 cells." in shown


@pytest.mark.usefixtures("study")
def test_the_headline_beside_the_consensus_says_whose_answers_are_counted(stance: Stance) -> None:
    assert "r1 answers as the consensus does in 18 of 20 cells that have both." in _plain(
        stance("compare", "r1", "--consensus").out
    )


@pytest.mark.usefixtures("rounds")
@pytest.mark.parametrize("form", ["terminal", "md", "html"])
def test_a_matrix_with_both_passes_among_others_says_why_it_has_no_coefficient(stance: Stance, form: str) -> None:
    told = _plain(stance("matrix", "--reviewers", "r1,r1.again,r2", "--round", "all", "--format", form).out)
    assert BOTH_PASSES in told
    assert "No source was coded by two reviewers" not in told


@pytest.mark.usefixtures("rounds")
def test_a_comparison_with_both_passes_among_others_has_counts(stance: Stance) -> None:
    shown = stance("compare", "r1", "r1.again", "r2", "--round", "all").out
    assert BOTH_PASSES in _plain(shown)
    assert "Effectiveness                     3/5           3/5           3/3" in shown


@pytest.mark.usefixtures("rounds")
@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("r1,answers", "Gold answers (answers) are among those compared: what is measured is accuracy"),
        ("r1,r1.again", "r1.again is the second pass of r1: what is measured is agreement with oneself"),
    ],
)
def test_a_matrix_of_no_two_reviewers_says_that_it_is_no_reliability(stance: Stance, who: str, said: str) -> None:
    assert said in _plain(stance("matrix", "--reviewers", who, "--round", "training").out)
    assert said not in _plain(stance("matrix", "--reviewers", "r1,r2", "--round", "training").out)


@pytest.mark.usefixtures("study")
def test_who_only_looked_is_no_coder_and_has_no_drafts(stance: Stance) -> None:
    before = stance("compare").out
    assert stance("compare", "--unblind", "--reviewer", "lead").status == 0
    assert stance("compare").out == before
    assert "COMPARE  r1, r2 and r3 " in stance("compare", "--drafts").out
    for form in (("matrix",), ("agreement",)):
        assert "not complete yet" not in stance(*form).out
    assert "0 drafts, 5 not started" in stance("status", "--reviewer", "lead").out


@pytest.mark.usefixtures("study")
def test_where_all_is_stale_that_is_the_reason(study: Path, stance: Stance) -> None:
    rubric = study / "rubrics" / f"{RUBRIC}.yaml"
    text = rubric.read_text(encoding="utf-8")
    rubric.write_text(text.replace("Code what the text says, not", "Code the text, not", 1), encoding="utf-8")
    told = "all codings of r1, r2 and r3 were made before the rubric changed (stale); --stale compares them"
    for command in ("compare", "matrix"):
        assert told in _plain(stance(command).out)
    assert "Same answer in 10 of 20 cells" in stance("compare", "--stale").out


def test_a_criterion_without_a_figure_says_what_is_the_matter_with_its_codings(study: Path, stance: Stance) -> None:
    rubric = study / "rubrics" / f"{RUBRIC}.yaml"
    text = rubric.read_text(encoding="utf-8")
    rubric.write_text(text.replace("results: less homicide", "effects: less homicide", 1), encoding="utf-8")
    shown = stance("agreement").out
    assert "Effectiveness\n  – all codings of it were made before the rubric changed (stale)." in shown
    assert "needs two coders" not in shown
    for reviewer in ("r2", "r3"):
        for path in _annotations(study, reviewer):
            path.unlink()
    shown = stance("agreement").out
    assert "Rights\n  – only one reviewer has coded it." in shown
    assert "0 sources: read" not in shown
    rows = json.loads(stance("agreement", "--format", "json").out)["rows"]
    assert {row["undefined"] for row in rows if row["criterion"] == "due_process"} == {"only one reviewer has coded it"}


def test_a_criterion_that_was_added_is_told_once_and_where_it_is_missing(study: Path, stance: Stance) -> None:
    rubric = study / "rubrics" / f"{RUBRIC}.yaml"
    added = "criteria:\n  - {id: urgency, label: Urgency, question: Is it urgent?, type: boolean}\n"
    rubric.write_text(rubric.read_text(encoding="utf-8").replace("criteria:\n", added, 1), encoding="utf-8")
    shown = stance("status").out
    assert "5/5 complete, 0 drafts, 0 not started, 5 answers missing" in shown
    assert "wola-2025: complete, 4/5 criteria; asked since, no answer yet: urgency" in shown
    (first, *_) = json.loads(stance("status", "--format", "json").out)["reviewers"]
    assert all(one["unanswered"] == ["urgency"] for one in first["sources"])
    found = [told for told in stance("check").out.splitlines() if "r1/wola-2025.json" in told]
    assert [told.partition(" complete, ")[2] for told in found] == [
        "but Urgency has no answer (added to the rubric since)"
    ]


@pytest.mark.usefixtures("study")
def test_an_edit_after_seeing_others_says_what_it_costs(stance: Stance) -> None:
    edit = ("code", "wola-2025", "--reviewer", "r2", "--note", "us_engagement=Typo mended.", "--complete")
    stance("compare", "r1", "r3", "--reviewer", "r2", "--source", "gang-crackdown-2022")
    assert "no more in reliability" not in stance(*edit).err
    assert stance("code", "wola-2025", "--reviewer", "r2", "--undo").status == 0
    stance("compare", "--reviewer", "r2")
    assert "US counts in the matrix and no more in reliability" in stance(*edit).err
    told = _plain(stance("agreement").out)
    assert "1 coding made after seeing another reviewer's: in the matrix, not in the agreement figures, which" in told
    assert stance("code", "wola-2025", "--reviewer", "r2", "--undo").status == 0
    assert "after seeing" not in stance("agreement").out


def test_what_waits_after_decisions_from_a_table_is_of_one_round(rounds: Path, stance: Stance) -> None:
    table = rounds / "to-decide.csv"
    rows = list(csv.DictReader(io.StringIO(stance("compare", "--round", "all", "--format", "csv").out)))
    for source in ("wola-2025", "gang-crackdown-2022"):
        row = next(row for row in rows if row["source_id"] == source)
        row.update(Outcome="open", Rationale="Both readings hold.")
    with table.open("w", encoding="utf-8", newline="") as stream:
        written = csv.DictWriter(stream, rows[0])
        written.writeheader()
        written.writerows(rows)
    done = stance("adjudicate", "--from", table, "--by", "r1")
    assert (done.status, "2 decisions recorded" in done.err) == (0, True), done.err
    assert "gang-crackdown-2022" in done.out
    assert "wola-2025" not in done.out
    assert "1 source of the training round left out" in done.err


@pytest.mark.parametrize("form", ["terminal", "md", "json", "html", "xlsx", "csv"])
def test_a_lone_reviewer_has_nothing_to_compare_in_any_form(study: Path, stance: Stance, form: str) -> None:
    for path in (path for reviewer in ("r2", "r3") for path in _annotations(study, reviewer)):
        path.unlink()
    done = stance("compare", "--format", form, "-o", study / f"out.{form}")
    assert done.status == 0, done.err
    if form in {"terminal", "md", "html"}:
        assert "there are codings of r1 only" in (study / f"out.{form}").read_text(encoding="utf-8")


def test_beside_gold_answers_it_is_told_whose_codings_are_missing(study: Path, stance: Stance) -> None:
    register = study / "annotations" / "reviewers.yaml"
    register.write_text(register.read_text(encoding="utf-8") + "  - {id: answers, kind: gold}\n", encoding="utf-8")
    assert "Nothing to compare: answers has completed nothing here." in stance("compare", "r1", "--gold").out
    path = _annotations(study, "r3")[0]
    _write(path, {"reviewer": "answers"}, path.parents[1] / "answers" / path.name)
    path.unlink()
    told = "Nothing to compare: r3 has completed none of the sources of answers."
    assert told in stance("compare", "r3", "--gold").out


@pytest.mark.usefixtures("study")
def test_filters_of_the_list_leave_the_counts_of_all_disagreements(stance: Stance) -> None:
    every, some = (
        json.loads(stance("compare", "r1", "r2", *more, "--format", "json").out)["rules"]
        for more in ((), ("--rule", "U2", "--limit", "1"))
    )
    assert some == every
    assert (
        "RULES  D2: cited or decided on in 3 of 10 disagreements" in stance("compare", "r1", "r2", "--rule", "U2").out
    )


@pytest.mark.usefixtures("study")
def test_a_coefficient_that_is_undefined_is_a_dash_beside_its_count(stance: Stance) -> None:
    out = stance("compare", "r1", "r3", "--source", "wola-2025").out
    assert "1/1 –" in out
