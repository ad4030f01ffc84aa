"""Everything wrong with a rubric is told at once, each at its place, soon and in little memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders import RUBRIC

from stancebook.model.problems import StancebookError
from stancebook.workspace.rubric_check import RubricFindings, check_rubric
from stancebook.workspace.rubric_file import parse_rubric, read_rubric

ROOT = Path(__file__).parents[2]
LAYERED = {
    "title: A tiny rubric": "title: A tiny rubric\ntitle: Another",  # of the reader
    "short: Works": "shrot: Works",  # of the form
    "exclusive: [nothing]": "exclusive: [nothign]",  # of the parts to each other
    "value: calm": "value: 605.10",
    "off_scale: [not_addressed, not_applicable]\n    requires_evidence: each": (
        "off_scale: [not_adressed]\n    requires_evidence: each"
    ),
}


def told(text: str) -> list[str]:
    found = RubricFindings()
    check_rubric(text, "r.yaml", found)
    return [str(one.problem) for one in found.of_kind("problem")]


def sentences(text: str) -> list[str]:
    return sorted(one.split(": ", 1)[1] for one in told(text))


def layered() -> str:
    text = RUBRIC
    for old, new in LAYERED.items():
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_what_is_wrong_in_one_way_hides_nothing_that_is_wrong_in_another() -> None:
    assert told(layered()) == [
        "r.yaml:4:1: 'title' is given twice (first on line 3); keep one",
        "r.yaml:16:5: unknown key 'shrot'; did you mean short?",
        "r.yaml:45:17: there is no value 'nothign'; did you mean nothing?",
        "r.yaml:46:17: there is no off-scale answer 'not_adressed'; did you mean not_addressed?",
        "r.yaml:53:17: should be text, not '605.10'; put it in quotes",
    ]
    with pytest.raises(StancebookError) as caught:
        parse_rubric(layered(), "r.yaml")
    assert [str(one) for one in caught.value.problems] == told(layered())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # The criterion that is named is there, and so are the answers: they are only of the wrong form.
        ("title: A", "groups: [{id: g, label: G, criteria: [works]}]\ntitle: A", None),
        ("title: A", "changelog: [{version: a, date: b, recode: [works]}]\ntitle: A", None),
        ("  unclear: {label: Unclear", "  unclear: {lable: Unclear", "unknown key 'lable'; did you mean label?"),
        ("off_scale:\n", "off_scale:\n  7seven: 1\n", "should be a mapping"),
    ],
)
def test_what_is_named_and_of_the_wrong_form_is_not_said_to_be_missing(old: str, new: str, said: str | None) -> None:
    text = RUBRIC.replace(old, new, 1).replace("    short: Works", "    shrot: Works", 1)
    found = told(text)
    assert [one for one in found if "there is no" in one] == []
    assert any("'shrot'" in one for one in found)
    assert said is None or any(said in one for one in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: works\n", "id: works\n    applies_if: {criterion: works, at_least: 1}\n", "cannot hang on itself"),
        (
            "id: works\n",
            "id: works\n    applies_if: {criterion: tone, answers: [calm]}\n",
            "cannot hang on 'tone', which comes later",
        ),
        (
            "    examples:\n",
            "    boundary_examples:\n      - {text: A, not: 7, because: B}\n    examples:\n",
            "there is no answer '7'",
        ),
        (
            "id: tone\n",
            "id: tone\n    applies_if: {criterion: works, at_least: 9}\n    exclusive: [calm]\n",
            "'exclusive' only means something with 'multiple: true'",
        ),
    ],
)
@pytest.mark.parametrize(
    ("form", "wrong"),
    [("    short: Works", "    shrot: Works"), ("    label: Tone", "    label: 7"), ("include: [", "include: [7, ")],
)
def test_a_slip_beside_it_hides_nothing_of_the_same_criterion(
    old: str, new: str, said: str, form: str, wrong: str
) -> None:
    text = RUBRIC.replace(old, new, 1)
    alone, slip = sentences(text), sentences(RUBRIC.replace(form, wrong, 1))
    assert any(said in one for one in alone)
    assert len(slip) == 1
    assert sentences(text.replace(form, wrong, 1)) == sorted([*alone, *slip])


@pytest.mark.parametrize("wrong", ["type: ordinall", "type: ordinal\n    scale: [1]"])
def test_a_scale_that_cannot_be_read_hides_no_condition_and_makes_none_wrong(wrong: str) -> None:
    text = RUBRIC.replace("id: works\n", "id: works\n    applies_if: {criterion: works, at_least: 1}\n", 1)
    text = text.replace("id: tone\n", "id: tone\n    applies_if: {criterion: works, at_least: 1}\n", 1)
    found = told(text.replace("type: ordinal", wrong, 1))
    assert [one for one in found if "applies_if" in one or "hang" in one or "order" in one] == [
        "r.yaml:14:29: 'works' cannot hang on itself; only on criteria above it"
    ]


def test_answers_of_a_list_that_cannot_be_read_are_not_said_to_be_missing() -> None:
    text = RUBRIC.replace("id: tone\n", "id: tone\n    applies_if: {criterion: works, answers: [unclear]}\n", 1)
    text = text.replace(
        "    examples:\n", "    boundary_examples:\n      - {text: A, not: unclear, because: B}\n    examples:\n"
    )
    assert told(text) == []
    found = told(text.replace("off_scale: [not_addressed, unclear, not_applicable]", "off_scale: [unclear, 7]", 1))
    assert [one.split(": ", 1)[1] for one in found] == ["should be text, not '7'; put it in quotes"]


def test_what_hangs_on_a_key_that_is_left_out_is_not_said_to_be_wrong() -> None:
    found = told(RUBRIC.replace("multiple: true", "multiple: yes", 1))
    assert len(found) == 1
    assert "should be true or false" in found[0]


def test_a_file_named_unlike_its_rubric_is_told_with_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(layered(), encoding="utf-8")
    with pytest.raises(StancebookError) as caught:
        read_rubric(path)
    first, *others = caught.value.problems
    assert first.message == "the rubric is called 'tiny' but the file 'other.yaml'; one must follow the other"
    assert (first.line, first.column, len(others)) == (1, 9, 5)
    found = RubricFindings()
    check_rubric(layered(), str(path), found, path=path)
    assert [one.problem.message for one in found.of_kind("problem")] == [one.message for one in (first, *others)]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("n: " + "9" * 6000, "1:4", "a number too large"),
        ("a0: &a0 [lol]\na1: &a1 [*a0, *a0]\n", "1:5", "an anchor (&name)"),
        ("[" * 60_000, "1:41", "nested more than 40 deep"),
        ("a: 1\na: 2\n", "2:1", "'a' is given twice (first on line 1)"),
        ("n: .nan\n", "1:4", "a number too large or not finite"),
        ("a: &a {k: 1}\nb: {<<: *a}\n", "2:5", "a merge key (<<)"),
        ("levels: [no, 1:30, 017, .inf, ~]\n", "1:25", "a number too large or not finite"),
        ("a: &a [*a]\n", "1:4", "an anchor (&name)"),
        ("x: !!python/object/apply:os.system ['echo pwned']\n", "1:4", "a tag"),
        ("a: x\u2028b: y\n", "1:5", "an invisible or broken character (U+2028)"),
        ("a: 1\n--- \nb: 2\n", "2:1", "a second document"),
        ("a: 'b\n", "2:1", "opened and not closed"),
        ("rubric: x\ncriteria:\n\t- id: a\n", "3:1", "indent with spaces"),
        ("", "1:1", "should be a mapping"),
        ("- a\n- b\n", "1:1", "should be a mapping"),
    ],
    ids=lambda text: str(text)[:20],
)
def test_hostile_files_are_refused_with_a_place(text: str, place: str, said: str) -> None:
    assert any(one.startswith(f"r.yaml:{place}: ") and said in one for one in told(text)), told(text)[:5]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{value: 2, label: Works, d", "{value: 2, label: Works, with doubts, d", "put that text in quotes"),
        ('"cost: see rights"', "cost: see rights", "a text that holds ': ' needs quotes"),
        ("value: talk", "value: 000", "should be text, not '000'; put it in quotes"),
        ("value: talk", "value: 605.10", "should be text, not '605.10'; put it in quotes"),
        ("value: talk", "value: true", "should be text, not 'true'; put it in quotes"),
        ("value: talk", "value: NO", "'NO' cannot be an id"),
        ("value: -2", "value: \N{MINUS SIGN}2", None),
        ("value: -2", "value: \N{EN DASH}2", "should be a whole number, not '–2'"),
        ('version: "1"', "version: 1.10", "should be text, not '1.10'; put it in quotes"),
        ("requires_evidence: false", "requires_evidence: no", "not 'no'"),
    ],
)
def test_every_trap_of_writing_yaml_is_told_with_the_way_out(old: str, new: str, said: str | None) -> None:
    assert old in RUBRIC
    found = told(RUBRIC.replace(old, new, 1))
    assert found == [] if said is None else any(said in one for one in found), found


def test_rubrics_made_to_take_all_time_and_memory_do_not() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "workspace" / "rubric_bombs.py")],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(lines) == 14
    for name, seconds, found, _ in lines:
        assert float(seconds) < 20, name
        assert 0 < int(found) <= 100, name
