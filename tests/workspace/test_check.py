"""The check names what is wrong, where, and by which rule; what is allowed is no problem."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.builders import BODY, annotation, coding, rubric, workspace

from stancebook.model.annotation import Attributed, Evidence
from stancebook.workspace.check import StudyFindings, check_workspace
from stancebook.workspace.check_rules import RULES
from stancebook.workspace.resolve_copies import is_copy_of, original_of
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.annotation import Annotation

RUBRIC = rubric()
WORKS = Evidence.at(BODY, 0, 25)


def quoted(reviewer: str = "r1") -> Annotation:
    return annotation(RUBRIC, reviewer, "one", {"works": coding(RUBRIC, "works", 1, quotes=(WORKS,))}, state="draft")


def check(root: Path, made: Annotation | str, body: str = BODY, allowed: frozenset[str] = frozenset()) -> StudyFindings:
    place = workspace(root, {"one": body})
    path = place.annotation_path("tiny", "r1", "one")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made if isinstance(made, str) else made.to_json(), encoding="utf-8")
    return check_workspace(place, allowed=allowed)


def rules(found: StudyFindings) -> list[str]:
    return [one.rule for one in found.of_kind("problem")]


def test_a_study_in_order_has_no_problem(tmp_path: Path) -> None:
    found = check(tmp_path, quoted())
    assert rules(found) == []
    assert (found.sources, found.annotations, found.quotes) == (1, 1, 1)
    assert [one.rule for one in found.of_kind("advice")] == ["unregistered"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (f"Corrected.\n{BODY}", "quote-moved"),
        (BODY.replace("author", "autor"), "quote-edited"),
        (BODY.replace("It works,", "It works not,"), "quote-doubtful"),
        (f"Now.\n{BODY}And {BODY}", "quote-ambiguous"),
        ("Quite another text, about gardening in the month of May.\n", "quote-lost"),
        (f"{BODY}One more line.\n", "source-changed"),
    ],
)
def test_each_thing_that_can_happen_to_a_quote_has_its_rule(tmp_path: Path, body: str, rule: str) -> None:
    made = quoted()
    if rule == "quote-ambiguous":
        bare = replace(WORKS, prefix="", suffix="")
        made = annotation(RUBRIC, "r1", "one", {"works": coding(RUBRIC, "works", 1, quotes=(bare,))}, state="draft")
    assert rules(check(tmp_path, made, body)) == [rule]


def test_what_is_allowed_is_told_and_no_problem(tmp_path: Path) -> None:
    found = check(tmp_path, quoted(), "Gardening in the merry month of May.\n", frozenset({"quote-lost"}))
    assert rules(found) == []
    assert [one.rule for one in found.of_kind("allowed")] == ["quote-lost"]


def test_a_finding_stands_at_its_line(tmp_path: Path) -> None:
    found = check(tmp_path, quoted(), f"Corrected.\n{BODY}")
    problem = found.of_kind("problem")[0].problem
    line = (tmp_path / problem.where).read_text(encoding="utf-8").splitlines()[(problem.line or 0) - 1]
    assert '"quote": "It works' in line
    assert line[(problem.column or 0) - 1] == '"'


def test_an_edit_outside_is_seen_in_a_coding_and_in_an_attributed_position(tmp_path: Path) -> None:
    said = Attributed(
        value=-2, off_scale=None, evidence=(), note="", at=None, rev="", actor="X", actor_type=None, criterion="works"
    ).sealed()
    made = quoted().model_copy(update={"attributed": (said,)}).to_json()
    assert rules(check(tmp_path, made)) == []
    assert rules(check(tmp_path, made.replace('"value": -2', '"value": 2'))) == ["changed-outside"]
    assert rules(check(tmp_path, made.replace('"value": 1', '"value": 2'))) == ["changed-outside"]


def test_a_file_in_another_order_is_judged_by_what_it_says(tmp_path: Path) -> None:
    data = json.loads(quoted().to_json())
    turned = {key: data[key] for key in reversed(list(data))}
    turned["codings"] = {key: dict(reversed(list(one.items()))) for key, one in data["codings"].items()}
    assert rules(check(tmp_path, json.dumps(turned))) == []


def test_a_key_given_twice_is_named(tmp_path: Path) -> None:
    made = quoted().to_json().replace('  "flag": "",\n', '  "flag": "",\n  "flag": "",\n')
    assert rules(check(tmp_path, made)) == ["repeated-key"]


def test_a_missing_quote_of_a_complete_annotation_is_named(tmp_path: Path) -> None:
    made = annotation(RUBRIC, "r1", "one", {"works": coding(RUBRIC, "works", 1)})
    assert set(rules(check(tmp_path, made))) == {"requirement"}


def test_values_and_rules_the_rubric_does_not_have_are_named(tmp_path: Path) -> None:
    made = annotation(
        RUBRIC, "r1", "one", {"works": coding(RUBRIC, "works", 7, rules=("Z9",), confidence=9)}, state="draft"
    )
    assert rules(check(tmp_path, made)) == ["rubric", "rubric", "rubric"]


def test_an_answer_that_is_none_is_one_problem_of_a_complete_annotation(tmp_path: Path) -> None:
    full = {
        "works": coding(RUBRIC, "works", 7, quotes=(WORKS,)),
        "advice": coding(RUBRIC, "advice", None, "not_addressed"),
        "tone": coding(RUBRIC, "tone", "calm"),
    }
    found = check(tmp_path, annotation(RUBRIC, "r1", "one", full))
    assert rules(found) == ["rubric"]


def test_a_register_that_cannot_be_read_says_of_nobody_that_they_are_not_in_it(tmp_path: Path) -> None:
    check(tmp_path, quoted())
    place = Workspace.at(tmp_path)
    place.register.write_text("<<<<<<< HEAD\nr1:\n=======\nr2:\n>>>>>>> other\n", encoding="utf-8")
    found = check_workspace(place)
    assert rules(found) == ["conflict"]
    assert found.of_kind("advice") == []


def test_conflict_markers_are_a_conflict(tmp_path: Path) -> None:
    made = (
        quoted().to_json().replace('  "flag": "",', '<<<<<<< HEAD\n  "flag": "",\n=======\n  "flag": "x",\n>>>>>>> b')
    )
    assert rules(check(tmp_path, made)) == ["conflict"]


COPIES = [
    "one (Ana's conflicted copy 2026-11-22)",
    "one (conflicted copy 2026-11-22 101500)",
    "one (SFConflict ana 2026-11-22-10-15-00)",
    "one (1)",
    "one 2",
    "one-DESKTOP-AB12CD3",
    "one-Anas-MacBook",
    "one_conflict-20261122-101500",
    "one.sync-conflict-20261122-101500-ABCDEFG",
    "one.Conflict",
    "one - Copy",
    "one (in Konflikt stehende Kopie von Ana)",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_of_a_sync_program_is_recognised_and_explained(tmp_path: Path, name: str) -> None:
    place = workspace(tmp_path)
    path = place.annotation_path("tiny", "r1", "one")
    path.parent.mkdir(parents=True)
    path.write_text(quoted().to_json(), encoding="utf-8")
    path.with_name(f"{name}.json").write_text(quoted().to_json(), encoding="utf-8")
    found = check_workspace(place).of_kind("problem")
    assert [one.rule for one in found] == ["conflict"]
    assert "file-sync program made of one.json" in found[0].problem.message
    assert original_of(name, {"one", "on"}) == "one"


def test_a_lone_file_of_such_a_name_is_told_where_it_belongs(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    path = place.annotation_path("tiny", "r1", "one (1)")
    path.parent.mkdir(parents=True)
    path.write_text(quoted().to_json(), encoding="utf-8")
    [found] = check_workspace(place).of_kind("problem")
    assert found.rule == "file"
    assert "move it there" in found.problem.message


def test_decisions_in_conflict_are_kept_both(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    path = tmp_path / "annotations/tiny/_consensus/one.json"
    path.parent.mkdir(parents=True)
    path.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    [found] = check_workspace(place).of_kind("problem")
    assert found.rule == "conflict"
    assert "keep the decisions of both" in found.problem.message


def test_another_source_is_no_copy() -> None:
    assert original_of("one-two", {"one", "one-two"}) is None
    assert original_of("one-two", {"one"}) is None
    assert not is_copy_of("one", "one")
    assert not is_copy_of("onerous", "one")


def test_an_unusable_source_name_hides_nothing_else(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    (tmp_path / "seeds" / "Bad Name.md").write_text("x", encoding="utf-8")
    path = place.annotation_path("tiny", "r1", "one")
    path.parent.mkdir(parents=True)
    path.write_text(quoted().to_json().replace('"value": 1', '"value": 2'), encoding="utf-8")
    assert rules(check_workspace(place)) == ["file", "changed-outside"]


def test_every_rule_says_what_to_do() -> None:
    assert all(rule.title and rule.help for rule in RULES.values())


def test_what_nobody_would_notice_in_a_source_is_said(tmp_path: Path) -> None:
    study = workspace(tmp_path)
    (study.sources / "empty.txt").write_text("---\ntitel: Nothing\n---\n", encoding="utf-8")
    found = check_workspace(study).found
    said = {(one.rule, one.problem.message) for one in found}
    assert ("file", "holds no text") in said
    assert ("front-matter", "'titel' is a key of your own; did you mean title?") in said


def test_a_decision_that_does_not_fit_the_study_is_found(tmp_path: Path) -> None:
    study = workspace(tmp_path)
    decision = {
        "outcome": "settled",
        "value": 99,
        "off_scale": None,
        "basis": {},
        "cause": None,
        "rationale": "why",
        "rule": None,
        "by": "a",
        "at": "2026-01-01T00:00:00Z",
    }
    adjudication = {
        "schema": "stancebook/adjudication/1",
        "rubric": "tiny",
        "source": "gone",
        "decisions": {"works": [decision], "nothing": [decision]},
    }
    path = study.annotations / "tiny/_consensus/gone.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(adjudication), encoding="utf-8")
    messages = [one.problem.message for one in check_workspace(study).found if one.rule == "decision"]
    assert [message.split(";")[0].split(":")[0] for message in messages] == [
        "there is no source 'gone'",
        "works",
        "nothing",
    ]


def test_a_file_name_that_is_no_id_hides_nothing_and_is_answered_with_one_that_would_be(tmp_path: Path) -> None:
    found = check(tmp_path, quoted(), BODY.replace("It works,", "It works not,"))
    assert rules(found) == ["quote-doubtful"]
    (tmp_path / "seeds" / "My Text (2).md").write_text("Text.\n", encoding="utf-8")
    (tmp_path / "seeds" / "One.md").write_text("Text.\n", encoding="utf-8")
    found = check_workspace(Workspace.at(tmp_path))
    assert rules(found) == ["file", "file", "quote-doubtful"]
    told = [str(one.problem) for one in found.of_kind("problem")]
    assert told[0].startswith("seeds/My Text (2).md: the file's name cannot be a source id: ")
    assert told[0].endswith("(for instance my-text-2.md)")
    assert told[1].startswith("seeds/One.md: ")
    assert "for instance" in told[1] or "one" in told[1]


@pytest.mark.parametrize(("date", "rule"), [("2025-04-14", []), ("2023-12/2024-02", []), ("14.4.2025", ["date"])])
def test_a_date_that_is_none_is_advised_on_and_is_no_problem(tmp_path: Path, date: str, rule: list[str]) -> None:
    place = workspace(tmp_path, {"one": f"---\ndate: {date}\n---\n{BODY}"})
    found = check_workspace(place)
    assert rules(found) == []
    assert [one.rule for one in found.of_kind("advice")] == rule
    assert place.source("one").front.date == date


def test_a_rubric_and_front_matter_in_conflict_are_conflicts(tmp_path: Path) -> None:
    sides = "<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\n"
    place = workspace(tmp_path, {"one": f"---\n{sides}---\n{BODY}"})
    path = place.rubrics / "tiny.yaml"
    path.write_text(sides + path.read_text(encoding="utf-8"), encoding="utf-8")
    found = check_workspace(place).of_kind("problem")
    assert [one.rule for one in found] == ["conflict", "conflict"]
    assert [(one.problem.where, one.problem.line) for one in found] == [("seeds/one.md", 2), ("rubrics/tiny.yaml", 1)]
