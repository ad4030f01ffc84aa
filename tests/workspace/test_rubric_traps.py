"""What people slip on when they write rubrics, and what attackers put into YAML: refused in words, at its place."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from tests.builders import RUBRIC
from tests.rubrics import EVERYTHING

from stancebook.model.problems import StancebookError
from stancebook.workspace.rubric_file import parse_rubric
from stancebook.workspace.rubric_refused import LATER, LEFT_OUT

HOSTILE = sorted((Path(__file__).parent / "hostile_yaml").glob("*.yaml"))


def refusals(text: str) -> list[str]:
    with pytest.raises(StancebookError) as caught:
        parse_rubric(text, "r.yaml")
    return str(caught.value).splitlines()


def refused(text: str, old: str, new: str, said: str) -> None:
    """Check that a change to a good rubric is refused with these words, beside where it is."""
    assert old in text
    wrong = text.replace(old, new, 1)
    line = text[: text.index(old)].count("\n") + 1
    found = refusals(wrong)
    assert all(re.match(r"r\.yaml:\d+:\d+: .", one) for one in found)
    beside = range(line - 1, line + new.count("\n") + 3)
    assert any(said in one and int(one.split(":")[1]) in beside for one in found), (line, found)


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_hostile_yaml_is_refused_soon_with_a_place(path: Path) -> None:
    started = time.monotonic()
    for text in (path.read_text(encoding="utf-8"), RUBRIC + path.read_text(encoding="utf-8")):
        found = refusals(text)
        assert found
        assert all(re.match(r"r\.yaml:\d+:\d+: \S", one) for one in found), found
        assert all(len(one) < 400 for one in found)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # What YAML 1.1 reads as true or false; numbers that lose their digits.
        ("{value: stop,", "{value: false,", "put it in quotes"),
        ("{value: stop,", "{value: NO,", "cannot be an id"),
        ("{value: stop,", "{value: 605.10,", "'605.10'; put it in quotes"),
        ("{value: stop,", "{value: 000,", "'000'; put it in quotes"),
        ("{value: 2,", "{value: 2.0,", "should be a whole number, not '2.0'"),
        ("{value: 2,", "{value: true,", "should be a whole number, not 'true'"),
        ('version: "1"', "version: 1.10", "'1.10'; put it in quotes"),
    ],
)
def test_the_traps_of_writing_yaml(old: str, new: str, said: str) -> None:
    refused(RUBRIC, old, new, said)


def test_a_question_in_braces_is_read_whole_or_the_way_out_is_named() -> None:
    # Only PyYAML without its C library cannot read it; stance rubric check advises quotes to everybody.
    text = RUBRIC.replace("rule: Popularity is no result.", "rule: Is it popular?")
    try:
        assert parse_rubric(text, "r.yaml").criterion("works").decision_rules[0].rule == "Is it popular?"
    except StancebookError as error:
        assert re.match(r"r\.yaml:32:\d+: .*question mark inside { } needs quotes", str(error))  # noqa: PT017


def test_a_minus_sign_and_a_hyphen_are_one() -> None:
    rubric = parse_rubric(RUBRIC.replace("value: -1", "value: −1"), "r.yaml")
    assert rubric.asked == parse_rubric(RUBRIC, "r.yaml").asked
    assert rubric.parse_answer("works", "−1") == rubric.parse_answer("works", "-1")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "answers: [true]}\n  - id: sure",
            "answers: [yes]}\n  - id: sure",
            "mentions takes true or false, not the text 'yes'; write true",
        ),
        (
            "answers: [true]}\n  - id: sure",
            "answers: [1]}\n  - id: sure",
            "mentions takes true or false, not the number 1; write true",
        ),
        ("{criterion: mentions, answers: [true]}", "{criterion: mention, answers: [true]}", "did you mean mentions?"),
        ("{criterion: mentions, answers: [true]}", "{criterion: share, position: true}", "cannot hang on itself"),
        ("{criterion: mentions, answers: [true]}", "{criterion: stance, at_least: 1}", "which comes later"),
        ("{criterion: mentions, answers: [true]}", "{criterion: mentions}", "a condition needs 'answers'"),
        ("{criterion: mentions, answers: [true]}", "{criterion: mentions, at_least: 1}", "needs values with an order"),
        ("{criterion: mentions, answers: [true]}", "{}", "'criterion' is missing"),
        ("{criterion: mentions, answers: [true]}", "{any: []}", "needs at least one entry"),
        ("scale: answers", "scale: anwsers", "there is no shared scale 'anwsers'; did you mean answers?"),
        ("type: text", "type: text\n    scale: answers", "lists no values, so it has no scale"),
        ("scale: answers", "scale: answers\n    values: []", "keep one of them"),
        ("    - {value: probably, label: Probably yes}", "    - {value: probably}", "'label' is missing"),
        ("{value: probably, label: Probably yes}", '{value: "no", label: No}', "the value 'no' is given twice"),
        ("label: Jobs, parent: economy", "label: Jobs, parent: economics", "did you mean economy?"),
        ("label: Jobs, parent: economy", "label: Jobs, parent: jobs", "cannot be its own parent"),
        ("label: Jobs, parent: economy", "label: Jobs, parent: security", "'jobs' belongs right below 'security'"),
        ("replaced_by: [prices]", "replaced_by: [price]", "did you mean prices"),
        (", deprecated: true, replaced_by", ", replaced_by", "add 'deprecated: true'"),
        ("label: Crime, parent: security", "label: Crime, catch_all: true", "already; one catch-all is enough"),
        ("label: Economy", "label: Economy, local: true", "name it with 'parent'"),
        ("agreement_levels: [1]", "agreement_levels: [2]", "the tree of values is 2 deep"),
        ("agreement_levels: [1]", "agreement_levels: [0]", "greater than 0"),
        ("scale: answers", "scale: answers\n    codable: all", "only means something where values have parents"),
        ("min: 0\n    max", "min: 100\n    max", "'max' is 100 and 'min' is 100; 'max' must be the greater"),
        ("level: ratio", "level: ratoi", "did you mean ratio?"),
        ("min: 0\n    max: 100", "max: 100", "a ratio scale starts at a zero"),
        ("    near: 5", "    near: -5", "'near' is a distance: 0 or more"),
        ("    integer: true", "    integer: 1", "should be true or false, not '1'"),
        ("min: 0\n    integer", "min: 0.5\n    integer", "takes whole numbers only"),
        ("    max_length: 200", "    max_length: 0", "greater than 0"),
        ("anchors: [training]", "anchors: [training, training]", "the anchor 'training' is given twice"),
        ("anchors: [training]", "anchors: [Training 1]", "cannot be an id"),
        ("type: boolean", "type: boolean\n    values: [{value: true, label: Y}]", "needs at least 2 entries"),
        (
            "type: boolean",
            "type: boolean\n    values: [{value: true, label: Y}, {value: false, label: N, deprecated: true}]",
            "retire the criterion instead",
        ),
        ("type: boolean", "type: boolean\n    exclusive: [x]", "unknown key 'exclusive'"),
    ],
)
def test_what_is_wrong_in_the_newer_parts_of_the_language(old: str, new: str, said: str) -> None:
    refused(EVERYTHING, old, new, said)


@pytest.mark.parametrize(("key", "why"), [*LATER.items(), *LEFT_OUT.items()])
def test_what_is_left_out_is_refused_with_what_serves_instead(key: str, why: str) -> None:
    said = f"'{key}' is not known here: {why}"
    assert f"r.yaml:{RUBRIC.count(chr(10)) + 1}:1: {said}" in refusals(f"{RUBRIC}{key}: x\n")
    refused(RUBRIC, "    short: Works\n", f"    {key}: x\n", said)


@pytest.mark.parametrize(
    ("type_", "key", "said"),
    [
        ("ordinal", "values", "lists its values under 'scale'"),
        ("ordinal", "multiple", "for several write 'type: nominal'"),
        ("numeric", "values", "give 'min' and 'max'"),
        ("text", "values", "for a choice write 'type: nominal'"),
    ],
)
def test_a_key_of_another_type_is_refused_with_the_right_one(type_: str, key: str, said: str) -> None:
    refused(EVERYTHING, f"    type: {type_}\n", f"    type: {type_}\n    {key}: []\n", said)


def test_the_whole_language_is_read() -> None:
    rubric = parse_rubric(EVERYTHING, "r.yaml")
    assert [criterion.type for criterion in rubric.criteria] == [
        *("boolean", "numeric", "nominal", "nominal", "nominal", "numeric", "text", "ordinal"),
    ]
    assert [choice.key for choice in rubric.choices("topics")] == [
        *("jobs", "prices", "crime", "peace", "other", "not_addressed"),
    ]
    assert rubric.choices("topics")[0].above == ("Economy",)
    assert rubric.criterion("sure").values == rubric.criterion("lasting").values == ("yes", "probably", "no")
