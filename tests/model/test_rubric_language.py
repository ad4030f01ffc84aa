"""The rubric: what is read, what is refused and in which words, and what makes a coding stale."""

from __future__ import annotations

import hashlib
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import builders
from tests.builders import RUBRIC

from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.problems import NotFoundError, StancebookError
from stancebook.workspace.rubric_file import parse_rubric, read_rubric

SHIPPED = Path(__file__).parents[2] / "rubrics" / "bukele-security-us-policy.yaml"


def complaints(text: str) -> list[str]:
    with pytest.raises(StancebookError) as caught:
        parse_rubric(text, "r.yaml")
    return str(caught.value).splitlines()


def with_(old: str, new: str) -> str:
    assert old in RUBRIC
    return RUBRIC.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.skipif(not SHIPPED.is_file(), reason="the shipped rubric is not there")
def test_the_shipped_rubric_is_read() -> None:
    rubric = read_rubric(SHIPPED)
    assert [c.id for c in rubric.criteria] == ["effectiveness", "due_process", "us_engagement", "recommended_approach"]
    assert rubric.version == "0.2.0"
    assert [choice.key for choice in rubric.choices("effectiveness")] == [
        *("2", "1", "0", "-1", "-2"),
        *("not_addressed", "no_position", "unclear"),
    ]
    assert rubric.criterion("recommended_approach").multiple
    assert "G1" in rubric.rule_ids["due_process"]


def test_several_mistakes_are_reported_at_once_each_at_its_place() -> None:
    text = with_("type: ordinal", "type: ordinall")
    text = text.replace("exclusive: [nothing]", "exclusive: [nothing]\n    exclusiv: [x]")
    text = text.replace("label: Tone\n", "label:\n")
    kinds = "ordinal or nominal or boolean or numeric or text"
    said = f"the type 'ordinall' is not known; did you mean ordinal or nominal? (it is {kinds})"
    assert complaints(text) == [
        f"r.yaml:{line_of(text, 'id: works')}:5: {said}",
        f"r.yaml:{line_of(text, 'exclusiv: ')}:5: unknown key 'exclusiv'; did you mean exclusive or exclude?",
        f"r.yaml:{line_of(text, 'label:' + chr(10))}:11: should be text, not empty",
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ('version: "1"', "version: 1", "version", "should be text, not '1'; put it in quotes"),
        ("title: A tiny rubric\n", "", "rubric: tiny", "'title' is missing"),
        ("value: 2,", "value: two,", "value: two", "should be a whole number, not 'two'"),
        ("value: 2,", "value: 1.5,", "value: 1.5", "should be a whole number, not '1.5'"),
        ("value: stop,", "value: no way,", "value: no way", "'no way' cannot be an id: use 1 to 64 of"),
        ("value: stop,", "value: 017,", "value: 017", "should be text, not '017'; put it in quotes"),
        ("value: stop,", "value: true,", "value: true", "should be text, not 'true'; put it in quotes"),
        ("type: nominal", "type: numerical", "id: advice", "the type 'numerical' is not known"),
        ("multiple: true", "multiple: yes", "multiple: yes", "should be true or false, not 'yes'"),
        ("requires_evidence: each", "requires_evidence: eahc", "requires_evidence: eahc", "not 'eahc'"),
        ("id: works", "id: Works!", "id: Works!", "cannot be an id"),
        ("unit:\n", "unit: author\nunti:\n", "unit: author", "should be a mapping (key: value), not 'author'"),
        ("unit:\n", "unit: author\nunti:\n", "unti:", "unknown key 'unti'; did you mean unit?"),
    ],
)
def test_a_mistake_is_named_with_what_would_be_right(old: str, new: str, where: str, said: str) -> None:
    text = with_(old, new)
    line = line_of(text, where)
    assert any(one.startswith(f"r.yaml:{line}:") and said in one for one in complaints(text)), complaints(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: advice", "id: works", "the criterion 'works' is given twice"),
        ("id: W1", "id: G1", "the rule 'G1' is a general rule already"),
        ("value: talk", "value: stop", "the value 'stop' is given twice"),
        ("value: -2", "value: -1", "the value '-1' is given twice"),
        ("value: talk", "value: unclear", "'unclear' is the id of an off-scale answer too"),
        ("off_scale: [not_addressed, unclear, n", "off_scale: [not_adressed, unclear, n", "did you mean not_addressed"),
        ("[not_addressed, unclear, not_app", "[unclear, unclear, not_app", "the off-scale answer 'unclear' is given"),
        ("exclusive: [nothing]", "exclusive: [nothign]", "there is no value 'nothign'; did you mean nothing?"),
        ("max_values: 3", "max_values: 3\n    min_values: 4", "'max_values' is 3 and 'min_values' is 4"),
        ("max_values: 3", "min_values: 6", "'min_values' is 6, but only 5 values can be chosen"),
        ("    multiple: true\n    max_values: 3\n", "", "'exclusive' only means something with 'multiple: true'"),
        ("    multiple: true\n    max_values: 3\n", "", "'each' only means something with 'multiple: true'"),
        (
            "    scale:\n",
            "    requires_evidence: each\n    scale:\n",
            "'each' only means something with 'multiple: true'",
        ),
        ("{value: 1, text: It helps.}", "{value: 3, text: It helps.}", "there is no value '3'"),
        ("title:", "groups:\n  - {id: g, label: G, criteria: [wroks]}\ntitle:", "did you mean works?"),
        ("title:", "confidence: {scale: [1, 2], anchors: {3: high}}\ntitle:", "3 is not on the confidence scale"),
    ],
)
def test_parts_that_do_not_fit_together_are_named_at_their_place(old: str, new: str, said: str) -> None:
    text = with_(old, new)
    found = complaints(text)
    assert any(said in one for one in found), found
    assert all(re.match(r"r\.yaml:\d+:\d+: ", one) for one in found)


def test_a_rubric_made_to_be_full_of_mistakes_is_refused_soon() -> None:
    started = time.monotonic()
    assert len(complaints(RUBRIC + "".join(f"key{i}: x\n" for i in range(20_000)))) == 50
    names = ", ".join(f"name{i}" for i in range(20_000))
    assert len(complaints(RUBRIC + f"groups:\n  - {{id: g, label: G, criteria: [{names}]}}\n")) == 50
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("text", ["", "# nothing\n", "[]", "text", "rubric: tiny"])
def test_what_is_no_rubric_is_refused(text: str) -> None:
    assert all(one.startswith("r.yaml:1:1: ") for one in complaints(text))


def test_the_file_name_must_be_the_id(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    with pytest.raises(StancebookError, match=r"other\.yaml:1:9: the rubric is called 'tiny' but the file 'other"):
        read_rubric(path)


DIFFERENT = [
    ('question: "Does the author hold that it works?"', 'question: "Does it work?"'),
    ("definition: The author's judgement of results.", "definition: Results."),
    ("include: [results, figures]", "include: [results]"),
    ('exclude: [popularity, "cost: see rights"]', "exclude: [popularity]"),
    ("definition: It works.", "definition: It works well."),
    ("      - {value: -2, label: Fails, definition: It fails.}\n", ""),
    ("value: -2,", "value: -3,"),
    ("rule: Popularity is no result.", "rule: Popularity is a result."),
    ("id: W1", "id: W2"),
    ("holder: author", "holder: publisher"),
    ("rule: Code what the text says.", "rule: Code what is meant."),
    ("definition: The text is silent.", "definition: Nothing is said."),
    ("off_scale: [not_addressed, unclear, not_applicable]", "off_scale: [not_addressed, unclear]"),
]
SAME = [
    ("label: Whether it works", "label: Effectiveness"),
    ("short: Works", "short: Wks"),
    ("label: Works,", "label: Does work,"),
    ("include: [results, figures]", "include: [figures, results]"),
    ('exclude: [popularity, "cost: see rights"]', 'exclude: ["cost: see rights", popularity]'),
    ("    examples:\n      - {value: 1, text: It helps.}\n", ""),
    ("text: It helps.", "text: It helps a lot."),
    ("type: ordinal\n", "type: ordinal\n    weight: 3\n"),
    ("type: ordinal\n", "type: ordinal\n    requires_evidence: false\n"),
    ("type: ordinal\n", "type: ordinal\n    same_meaning_as: [3f9c21aa]\n"),
    ('label: Not addressed, symbol: "–"', 'label: Silent, symbol: "0"'),
    ('version: "1"', 'version: "2"'),
    ("title: A tiny rubric", "title: Another"),
    ('question: "Which tone prevails?"', 'question: "What tone?"'),  # another criterion's
]


@pytest.mark.parametrize(("old", "new"), DIFFERENT)
def test_the_digest_changes_with_the_meaning(old: str, new: str) -> None:
    text = with_(old, new).replace("- {value: 1, text: It helps.}", "- {value: 0, text: It helps.}")
    assert builders.rubric(text).asked["works"] != builders.rubric().asked["works"]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_the_digest_does_not_change_with_anything_else(old: str, new: str) -> None:
    assert builders.rubric(with_(old, new)).asked["works"] == builders.rubric().asked["works"]


def test_the_order_of_answers_and_rules_does_not_change_the_digest() -> None:
    lines = RUBRIC.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if "value: 2," in line)
    swapped = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
    assert builders.rubric("".join(swapped)).asked["works"] == builders.rubric().asked["works"]


def test_taking_several_values_is_part_of_the_meaning() -> None:
    one = with_("    multiple: true\n    max_values: 3\n", "").replace("    exclusive: [nothing]\n", "")
    one = one.replace("requires_evidence: each", "requires_evidence: true")
    assert builders.rubric(one).asked["advice"] != builders.rubric().asked["advice"]


def test_the_digest_is_eight_hex_digits_that_stay_the_same_for_ever() -> None:
    # Files hold it. If this fails, every coding ever made becomes stale.
    assert builders.rubric().asked == {"advice": "eb2eb554", "tone": "a926c636", "works": "0cba4f82"}


def test_the_digest_is_sha256_over_canonical_json() -> None:
    meaning = {
        "answers": {"calm": "", "sharp": "", "warm": ""},
        "definition": "",
        "exclude": [],
        "general": {"G1": "Code what the text says."},
        "holder": "author",
        "include": [],
        "off_scale": {"not_addressed": "The text is silent.", "not_applicable": "It cannot be asked."},
        "question": "Which tone prevails?",
        "rules": {},
        "type": "nominal",
    }
    text = json.dumps(meaning, separators=(",", ":"))
    assert builders.rubric().asked["tone"] == hashlib.sha256(text.encode()).hexdigest()[:8]


@pytest.mark.parametrize(
    ("criterion", "text", "answer"),
    [
        ("works", "-1", Answer(-1)),
        ("works", "\N{MINUS SIGN}1", Answer(-1)),
        ("works", " +2 ", Answer(2)),
        ("works", "0", Answer(0)),
        ("works", "unclear", Answer(off_scale="unclear")),
        ("advice", "talk, stop", Answer(("stop", "talk"))),
        ("advice", "talk;stop;", Answer(("stop", "talk"))),
        ("advice", "not_addressed", Answer(off_scale="not_addressed")),
        ("tone", "calm", Answer("calm")),
    ],
)
def test_an_answer_is_read_as_people_write_it(criterion: str, text: str, answer: Answer) -> None:
    assert builders.rubric().parse_answer(criterion, text) == answer


@pytest.mark.parametrize(
    ("criterion", "text", "said"),
    [
        ("works", "3", "its scale is -2, -1, 0, 1, 2"),
        ("works", "1.0", "'1.0' is no value of works"),
        ("works", "", "'' is no value of works"),
        ("works", " ", "is no value of works"),
        ("works", "9" * 5000, "is no value of works"),
        ("works", "\N{FULLWIDTH DIGIT ONE}", "is no value of works"),
        ("advice", "tlak", "did you mean talk?"),
        ("advice", "", "at least 1"),
        ("advice", ",", "at least 1"),
        ("advice", "talk,talk", "names a value twice"),
        ("advice", "talk,stop,other,go-on", "at most 3"),
        ("advice", "nothing,talk", "excludes every other"),
        ("advice", "unclear", "advice does not offer 'unclear' (off the scale: not_addressed, not_applicable)"),
        ("tone", "calm,warm", "'calm,warm' is no value of tone"),
        ("tone", "", "'' is no value of tone"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_would_be_one(criterion: str, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        builders.rubric().parse_answer(criterion, text)


def test_a_blank_is_never_an_answer() -> None:
    assert not NOT_CODED.given
    assert builders.rubric().why_not_an_answer("works", NOT_CODED) is None
    assert builders.rubric().label("works", NOT_CODED) == "not coded"
    assert builders.rubric().why_not_an_answer("advice", Answer(())) is not None
    assert builders.rubric().why_not_an_answer("tone", Answer("")) is not None
    assert builders.rubric().why_not_an_answer("works", Answer(off_scale="")) is not None


def test_an_unknown_criterion_is_answered_with_the_nearest() -> None:
    with pytest.raises(NotFoundError, match=r"no criterion 'work'; did you mean works\?"):
        builders.rubric().criterion("work")


@given(st.text(max_size=30))
def test_any_text_is_an_answer_of_the_rubric_or_refused(text: str) -> None:
    rubric = builders.rubric()
    for criterion in rubric.by_id:
        try:
            answer = rubric.parse_answer(criterion, text)
        except ValueError:
            continue
        assert answer.given
        assert rubric.why_not_an_answer(criterion, answer) is None
