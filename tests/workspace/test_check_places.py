"""Where the check says that something is wrong: at the part of the file that is read, whatever stands beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import BODY, adjudication, annotation, coding, decision, rubric, workspace

from stancebook.model.annotation import Attributed, Evidence
from stancebook.model.problems import StancebookError
from stancebook.workspace.check import check_workspace
from stancebook.workspace.json_file import must_lie_at
from stancebook.workspace.json_places import JsonPlaces
from stancebook.workspace.json_way import JsonWay

RUBRIC = rubric()
TWICE = "as a git merge can make it, and only the last is read; keep one"


def written() -> str:
    codings = {
        "works": coding(RUBRIC, "works", 1, quotes=(Evidence.at(BODY, 0, 25), Evidence.at(BODY, 30, 40))),
        "tone": coding(RUBRIC, "tone", "calm", rules=("G1",)),
    }
    return annotation(RUBRIC, "r1", "one", codings, state="draft").to_json()


def found(root: Path, text: str, name: str = "r1") -> list[str]:
    place = workspace(root)
    path = place.annotations / "tiny" / name / "one.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    made = check_workspace(place).found
    where = f"annotations/tiny/{name}/one.json:"
    return [f"{one.rule} {str(one.problem).removeprefix(where)}" for one in made if one.rule != "unregistered"]


def block(text: str, name: str) -> str:
    start = text.index(f'    "{name}": {{\n')
    return text[start : text.index("\n    }", start) + len("\n    }")]


def line(text: str, words: str, number: int = 1) -> int:
    """The line on which words stand for the n-th time."""
    return [place for place, one in enumerate(text.splitlines(), 1) if words in one][number - 1]


@pytest.mark.parametrize("cut", ['      "value": "calm",\n', '      "note": "",\n', None])
def test_where_the_first_of_two_blocks_is_incomplete_the_doubling_is_what_is_wrong(
    tmp_path: Path, cut: str | None
) -> None:
    text = written()
    first = block(text, "tone")
    doubled = text.replace(first, f"{first.replace(cut, '') if cut else first},\n{first}")
    once, again = (line(doubled, '    "tone": {', number) for number in (1, 2))
    said = f"repeated-key {again}:5: 'tone' is given twice (first on line {once}), {TWICE}"
    assert found(tmp_path, doubled) == [said]


def test_where_the_last_is_incomplete_its_own_lines_are_told_beside_the_doubling(tmp_path: Path) -> None:
    text = written()
    tone = block(text, "tone")
    bad = tone.replace('      "value": "calm",\n', "").replace('"note": ""', '"note": 3')
    doubled = text.replace(tone, f"{tone},\n{bad}")
    second = line(doubled, '    "tone": {', 2)
    told = found(tmp_path, doubled)
    assert told[0].startswith(f"repeated-key {second}:5: 'tone' is given twice")
    number = line(doubled, '"note": 3')
    assert told[1:] == [
        f"file {second}:13: codings.tone: 'value' is missing",
        f"file {number}:15: codings.tone.note: should be text, not '3'; put it in quotes",
    ]


def test_findings_beside_a_doubling_stand_in_the_block_that_is_read(tmp_path: Path) -> None:
    text = written()
    works = block(text, "works")
    doubled = text.replace(works, f"{works},\n{works.replace('works,', 'works NOT,')}".replace("It works", "Is works"))
    told = found(tmp_path, doubled)
    rules = [one.split()[0] for one in told]
    assert rules[:2] == ["repeated-key", "changed-outside"]
    read = (line(doubled, '    "works": {', 2), line(doubled, '"quote": "Is works', 2))
    assert [one.split()[1] for one in told[1:]] == [f"{read[0]}:5:", f"{read[1]}:11:"]


def test_a_file_on_one_line_has_its_places_too(tmp_path: Path) -> None:
    data = json.loads(written())
    data["codings"]["tone"] |= {"value": "loud", "rules": ["G1", "Z9"]}
    text = json.dumps(data)
    told = [one.split()[:2] for one in found(tmp_path, text)]
    tone = text.index('"tone": {')
    columns = [tone, text.index('"value"', tone), text.index('"Z9"')]
    rules = ["changed-outside", "rubric", "rubric"]
    assert told == [[rule, f"1:{column + 1}:"] for rule, column in zip(rules, columns, strict=True)]


def test_of_two_quotes_with_the_same_words_each_is_told_at_its_own_line(tmp_path: Path) -> None:
    said = Attributed(
        value=2,
        off_scale=None,
        evidence=(Evidence(start=3, end=9, quote="No so.", prefix="", suffix="", for_value=None),),
        note="",
        at=None,
        rev="",
        actor="One",
        actor_type=None,
        criterion="works",
    )
    both = (said.sealed(), said.model_copy(update={"actor": "Two"}).sealed())
    text = annotation(RUBRIC, "r1", "one", {}, state="draft", attributed=both).to_json()
    lines = [line(text, '"quote": "No so."', number) for number in (1, 2)]
    assert [one.split()[1] for one in found(tmp_path, text)] == [f"{number}:11:" for number in lines]


def test_decisions_are_told_of_at_their_lines_and_doubled_ones_named(tmp_path: Path) -> None:
    text = adjudication(works=(decision(1), decision(9)), nothing=(decision(1),)).to_json()
    told = found(tmp_path, text, "_consensus")
    nothing, nine = line(text, '"nothing": ['), line(text, '"value": 9')
    said = [f"decision {nothing}:5: nothing:", f"decision {nine}:9: works:"]
    assert [" ".join(one.split()[:3]) for one in told] == said
    text = text.replace('  "decisions": {', '  "decisions": {},\n  "decisions": {')
    twice, *others = found(tmp_path, text, "_consensus")
    assert twice == f"repeated-key 3:3: 'decisions' is given twice (first on line 2), {TWICE}"
    assert [one.split()[0] for one in others] == ["decision", "decision"]


def test_half_a_character_is_told_of_at_its_line(tmp_path: Path) -> None:
    text = written().replace('  "note": ""', '  "note": "\\ud800"')
    [told] = found(tmp_path, text)
    assert told.startswith(f"file {line(text, 'ud800')}:")
    assert " at line " not in told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"value": 1', '"value": [1]', "codings.works.value.0: should be text, not '1'; put it in quotes"),
        ('"independent": true', '"independent": "true"', "not the text 'true'; take the quotes away"),
        ('"start": 30', '"start": "30"', "a whole number, not the text '30'; take the quotes away"),
        ('"start": 30', '"start": "here"', "a whole number, not 'here'"),
    ],
)
def test_what_has_the_wrong_type_in_a_file_is_told_once_with_what_would_be_right(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = written()
    works = block(text, "works")
    [told] = found(tmp_path, text.replace(works, works.replace(old, new, 1)))
    assert told.endswith(said)


def test_two_answers_in_one_coding_are_told_of_at_its_line(tmp_path: Path) -> None:
    text = written()
    tone = block(text, "tone")
    both = text.replace(tone, tone.replace('"off_scale": null', '"off_scale": "not_addressed"'))
    [told] = found(tmp_path, both)
    said = "codings.tone: has both a value and an off-scale answer, which exclude one another: keep one"
    assert told.startswith(f"file {text[: text.index(tone)].count(chr(10)) + 1}:13: {said}")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(data=JSON, indent=st.sampled_from([None, 0, 2, "\t"]))
def test_every_part_of_any_json_text_is_found_where_it_stands(data: Any, indent: int | str | None) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    lines = text.split("\n")
    tree = JsonPlaces(text).tree()
    assert list(JsonPlaces(text).doubled) == []

    def rest(place: tuple[int, int]) -> str:
        return "\n".join([lines[place[0] - 1][place[1] - 1 :], *lines[place[0] :]])

    for path, place in tree.places.items():
        value = data
        for part in path:
            value = value[part]
        assert json.JSONDecoder().raw_decode(rest(place))[0] == value
        if path in tree.keys:
            assert rest(tree.keys[path]).startswith(json.dumps(path[-1], ensure_ascii=False))


@given(data=JSON, indent=st.sampled_from([None, 0, 2, "\t"]), order=st.randoms())
def test_the_way_to_a_part_leads_where_it_stands_whatever_was_asked_for_before(
    data: Any, indent: int | str | None, order: Any
) -> None:
    text = json.dumps(data, indent=indent)
    tree = JsonPlaces(text).tree()
    paths = list(tree.places)
    order.shuffle(paths)
    for twice in (False, True):
        way = JsonWay(text, twice=twice)
        for path in paths:
            assert way.key_of(path) == tree.keys.get(path, tree.places[path])
            assert way.key_of((*path, "no such part", 3)) in (way.key_of(path), tree.keys.get((*path, "no such part")))


def test_of_a_key_given_twice_the_way_leads_to_the_last() -> None:
    text = '{"a": {"b": 1},\n "a": {"b": 2,\n "\\u0062": [3, 4]}, "c": 5}'
    way = JsonWay(text, twice=True)
    places = [way.key_of(loc) for loc in [("a",), ("a", "b"), ("a", "b", 1), ("c",)]]
    assert places == [(2, 2), (3, 2), (3, 16), (3, 21)]


def test_the_way_to_a_part_goes_no_further_than_the_part() -> None:
    way = JsonWay('{"a": [1, {"b": 2, "c": 3}], "d": {"e": nothing that is JSON', twice=False)
    assert [way.key_of(loc) for loc in [("a", 1, "b"), ("a", 0), ("d", "e"), ("a", 1, "c")]] == [
        (1, 12),
        (1, 8),
        (1, 36),
        (1, 20),
    ]


def test_a_file_that_lies_higher_than_it_says_is_refused_in_words() -> None:
    for path in ("/somewhere/x.json", "/x.json", "x.json"):
        with pytest.raises(StancebookError, match=r"x\.json: says it is tiny/r1/one\.json; move it there"):
            must_lie_at("tiny/r1/one.json", Path(path))
