"""The annotation file: exactly what the design says, for ever, and clear words about one that is broken."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from tests import builders
from tests.builders import AT, BODY

from stancebook.model.annotation import Annotation, Attributed, Coding, Evidence
from stancebook.model.problems import StancebookError
from stancebook.workspace.annotation_file import read_adjudication, read_annotation, with_all_criteria

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = builders.rubric()

# Written out by hand after the design's section 3: this is what files are for ever.
FILE = """\
{
  "attributed": [
    {
      "actor": "Amnesty International",
      "actor_type": "ngo",
      "at": "2026-11-22T09:14:05Z",
      "criterion": "works",
      "evidence": [],
      "note": "",
      "off_scale": null,
      "rev": "REV0",
      "value": -2
    }
  ],
  "codings": {
    "advice": {
      "asked": "eb2eb554",
      "at": "2026-11-22T09:14:05Z",
      "confidence": 4,
      "evidence": [
        {
          "end": 36,
          "for": "talk",
          "prefix": "It works, says the author. ",
          "quote": "Talk firs",
          "start": 27,
          "suffix": "t, then stop. Others say it fail"
        }
      ],
      "independent": true,
      "note": "“Grüße” \\u0007\\n",
      "off_scale": null,
      "rev": "REV1",
      "rules": [
        "G1"
      ],
      "value": [
        "stop",
        "talk"
      ],
      "version": "1"
    },
    "tone": {
      "asked": null,
      "at": null,
      "confidence": null,
      "evidence": [],
      "independent": true,
      "note": "",
      "off_scale": null,
      "rev": "REV2",
      "rules": [],
      "value": null,
      "version": null
    },
    "works": {
      "asked": "0cba4f82",
      "at": "2026-11-22T09:14:05Z",
      "confidence": null,
      "evidence": [],
      "independent": false,
      "note": "",
      "off_scale": "unclear",
      "rev": "REV3",
      "rules": [],
      "value": null,
      "version": "1"
    }
  },
  "flag": "",
  "note": "",
  "revealed_at": "2026-11-22T09:14:05Z",
  "reviewer": "ana",
  "rubric": "tiny",
  "schema": "stancebook/annotation/1",
  "source": "one",
  "source_sha256": "SHA",
  "state": "draft"
}
"""


def example() -> Annotation:
    attributed = Attributed(
        actor="Amnesty International",
        actor_type="ngo",
        at=AT,
        criterion="works",
        evidence=(),
        note="",
        off_scale=None,
        rev="",
        value=-2,
    ).sealed()
    advice = builders.coding(
        RUBRIC,
        "advice",
        ("talk", "stop"),
        quotes=(Evidence.at(BODY, 27, 36, "talk"),),
        confidence=4,
        note="“Grüße” \x07\n",
        rules=("G1",),
    )
    works = builders.coding(RUBRIC, "works", off_scale="unclear", independent=False)
    return builders.annotation(
        RUBRIC,
        "ana",
        "one",
        {"advice": advice, "works": works},
        state="draft",
        attributed=(attributed,),
        revealed_at=AT,
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("annotations") / "tiny" / "ana" / "one.json"
    path.parent.mkdir(parents=True)
    return path


def read(place: Path, text: str) -> Annotation:
    place.write_text(text, encoding="utf-8", newline="")
    return read_annotation(place, place.parent)


def complaint(place: Path, text: str) -> str:
    with pytest.raises(StancebookError) as caught:
        read(place, text)
    assert all(line.startswith("one.json:") for line in str(caught.value).splitlines())
    assert "\n" not in str(caught.value) or "codings" in str(caught.value), "one problem, one line"
    return str(caught.value)


def test_the_file_is_exactly_what_the_design_says(place: Path) -> None:
    annotation = example()
    expected = FILE.replace("SHA", annotation.source_sha256)
    for mark, judgement in [
        ("REV0", annotation.attributed[0]),
        ("REV1", annotation.coding("advice")),
        ("REV2", annotation.coding("tone")),
        ("REV3", annotation.coding("works")),
    ]:
        assert len(judgement.rev) == 16
        expected = expected.replace(mark, judgement.rev)
    assert annotation.to_json() == expected
    assert read(place, expected) == annotation


def test_rev_covers_the_coding_without_itself() -> None:
    coding = json.loads(example().to_json())["codings"]["advice"]
    rev = coding.pop("rev")
    text = json.dumps(coding, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == rev


def test_the_schema_of_version_1_stays_as_it_is() -> None:
    # Every key of every object, in a file and in the model: files of this version stay readable for ever.
    assert sorted(field.alias or name for name, field in Annotation.model_fields.items()) == sorted(json.loads(FILE))
    coding = json.loads(FILE)["codings"]["advice"]
    assert sorted(Coding.model_fields) == sorted(coding)
    assert sorted(TypeAdapter(Evidence).json_schema()["required"]) == sorted(coding["evidence"][0])
    assert sorted(Attributed.model_fields) == sorted(json.loads(FILE)["attributed"][0])


text = st.text(max_size=12)
quotes = st.builds(
    lambda start, length, for_value: Evidence.at(BODY, start, start + length, for_value),
    st.integers(0, 20),
    st.integers(1, 30),
    st.none() | st.sampled_from(["talk", "stop"]),
)
codings = st.builds(
    lambda value, **more: Coding(value=value[0], off_scale=value[1], rev="", **more).sealed(),
    st.sampled_from([(None, None), (1, None), ("calm", None), (("b", "a"), None), (None, "unclear"), (10**15, None)]),
    evidence=st.lists(quotes, max_size=3, unique_by=lambda one: one.key).map(tuple),
    note=text,
    at=st.none() | st.just(AT),
    asked=st.none() | st.just("3f9c21aa"),
    confidence=st.none() | st.integers(1, 5),
    independent=st.booleans(),
    rules=st.lists(st.sampled_from(["W1", "G1"]), max_size=3).map(tuple),
    version=st.none() | text,
)


@given(st.dictionaries(st.sampled_from(["works", "tone", "gone", "note", "state"]), codings), text, text)
def test_what_is_written_is_read_again(place: Path, found: dict[str, Coding], note: str, flag: str) -> None:
    annotation = builders.annotation(RUBRIC, "ana", "one", found, note=note, flag=flag)
    written = annotation.to_json()
    assert read(place, written) == annotation
    assert read(place, written).to_json() == written
    assert written.endswith("}\n")
    assert json.dumps(json.loads(written), indent=2, sort_keys=True, ensure_ascii=False) + "\n" == written
    for coding in json.loads(written)["codings"].values():
        assert coding["rules"] == sorted(set(coding["rules"]))
        assert not isinstance(coding["value"], list) or coding["value"] == sorted(coding["value"])
        assert [q["start"] for q in coding["evidence"]] == sorted(q["start"] for q in coding["evidence"])


def changed(**changes: Any) -> str:
    return json.dumps({**json.loads(example().to_json()), **changes})


def test_git_conflict_markers_are_named_with_their_line(place: Path) -> None:
    lines = example().to_json().splitlines()
    lines[5:6] = ["<<<<<<< HEAD", lines[5], "=======", lines[5], ">>>>>>> theirs"]
    assert complaint(place, "\n".join(lines)).startswith("one.json:6:1: git conflict markers; two edits met here")
    assert "git conflict" in complaint(place, '{\n<<<<<<< HEAD\n "value": "support"\n=======\n>>>>>>> b\n}\n')
    assert "git conflict" in complaint(place, "{\r\n<<<<<<< HEAD\r\n=======\r\n>>>>>>> b\r\n}\r\n")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "one.json:1:1: broken JSON (it is empty); restore the file from git"),
        ("{\n  'a': 1}", "one.json:2:3: broken JSON"),
        (example().to_json()[:-20], "broken JSON"),
        ("[" * 100_000, "one.json: broken JSON (nested too deep"),
        ('{"a":' * 100_000, "one.json: broken JSON (nested too deep"),
        ("[" + "9" * 6000 + "]", "one.json:1:2: broken JSON (a number too large)"),
        ('{"v":NaN,"w":1e999}', "is not of the right kind: 'schema' should be 'stancebook/annotation/1'"),
        ('{"exact":"\\ud800"}', "is not of the right kind"),
        ('{"a":1,"a":2}', "is not of the right kind"),
        ("[]", "is not of the right kind"),
        ("null", "is not of the right kind"),
        ("3", "is not of the right kind"),
        (changed(schema="stancebook/annotation/2"), "was written by a newer Stancebook (stancebook/annotation/2;"),
        (changed(schema="stancebook/annotation/999999999"), "was written by a newer Stancebook"),
        (changed(schema="stancebook/annotation/" + "9" * 9000), "has an unknown schema"),
        (changed(schema="stancebook/annotation/0"), "has an unknown schema"),
        (changed(schema="stancebook/annotation/x"), "has an unknown schema"),
        (changed(schema="stancebook/adjudication/1"), "is not of the right kind"),
        (changed(schema=1), "is not of the right kind"),
        (changed(extra=1), ": unknown key 'extra'; there are attributed, codings,"),
        (changed(state="done"), ": state: should be 'draft' or 'complete', not 'done'"),
        (changed(reviewer="../x"), ": reviewer: "),
        (changed(codings={"../x": {}}), ": codings"),
        (FILE.replace('"prefix"', '"prefx"', 1), "unknown key 'prefx'; did you mean prefix?"),
        (FILE.replace('"evidence": []', '"evidence": [3]', 1), "should be a mapping (key: value), not '3'"),
        (changed(note=None), ": note: should be text, not empty"),
        (
            changed(revealed_at="yesterday"),
            ": revealed_at: should be a time like 2026-11-22T09:14:05Z, not 'yesterday'",
        ),
        (changed(note="\ud800"), "broken JSON (an escape for half a character)"),
        (FILE.replace('"note": ""', '"note": ' + "[" * 300 + "]" * 300, 1), "broken JSON (nested too deep)"),
        (FILE.replace('"note": ""', '"note": "\x01"', 1), "broken JSON (Invalid control character); restore"),
        (FILE.replace('"start": ', '"start": -', 1), ".start: should be greater than or equal to 0"),
        (changed(note=1.5), ": note: should be text, not '1.5'"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_what_is_wrong_with_a_file_is_said_in_one_line(place: Path, data: str, said: str) -> None:
    assert said in complaint(place, data)


def test_a_file_with_a_missing_key_is_refused_not_filled_in(place: Path) -> None:
    data = json.loads(example().to_json())
    del data["codings"]["works"]["independent"]
    assert "codings.works: 'independent' is missing" in complaint(place, json.dumps(data))


def test_what_is_wrong_with_a_file_is_said_at_its_line_and_column(place: Path) -> None:
    data = json.loads(example().to_json())
    data["codings"]["works"]["value"] = {"a": 1}
    data["state"] = "done"
    text = json.dumps(data, indent=2, sort_keys=True)
    lines = text.split("\n")
    state = next(number for number, line in enumerate(lines, 1) if line.startswith('  "state"'))
    said = complaint(place, text).split("\n")
    assert len(said) == 2, "the ways in which a value fits none of its kinds are one complaint"
    assert said[0].endswith("a list, not a mapping")
    assert said[1].endswith(f"one.json:{state}:12: state: should be 'draft' or 'complete', not 'done'")


def test_numbers_are_not_rounded_into_values(place: Path) -> None:
    data = json.loads(example().to_json())
    data["codings"]["works"]["off_scale"] = None
    for value in (1.0, True, "1"):
        data["codings"]["works"]["value"] = value
        # Each is a value of some criterion: whether it is one of this criterion only the rubric knows.
        read_back = read(place, json.dumps(data)).coding("works")
        assert (read_back.value, type(read_back.value)) == (value, type(value))
        assert RUBRIC.why_not_an_answer("works", read_back.answer)
        assert read_back.sealed().rev != example().coding("works").rev
    for refused in ([1], float("nan"), float("inf"), [True]):
        data["codings"]["works"]["value"] = refused
        assert "codings.works.value" in complaint(place, json.dumps(data))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "tiny" / "ana" / "one.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{\n "a": "\xff"}')
    with pytest.raises(StancebookError, match=r"one\.json:2:8: not UTF-8 \(byte 0xff\)"):
        read_annotation(path, tmp_path)


@pytest.mark.parametrize("other", ["tiny/bob/one.json", "tiny/ana/two.json", "other/ana/one.json"])
def test_a_file_in_the_wrong_place_is_refused(tmp_path: Path, other: str) -> None:
    path = tmp_path / other
    path.parent.mkdir(parents=True)
    path.write_text(example().to_json(), encoding="utf-8")
    with pytest.raises(StancebookError, match=r"says it is tiny/ana/one\.json; move it there"):
        read_annotation(path, tmp_path)


def test_decisions_in_the_wrong_place_are_refused(tmp_path: Path) -> None:
    data = {"schema": "stancebook/adjudication/1", "rubric": "tiny", "source": "one", "decisions": {}}
    for name, fits in [("one", True), ("two", False)]:
        path = tmp_path / "tiny" / "_consensus" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data), encoding="utf-8")
        if fits:
            assert read_adjudication(path).source == "one"
        else:
            with pytest.raises(StancebookError, match=r"says it is tiny/_consensus/one\.json, which is there too"):
                read_adjudication(path)


def test_a_settled_decision_has_an_answer_and_an_open_one_none(tmp_path: Path) -> None:
    path = tmp_path / "tiny" / "_consensus" / "one.json"
    path.parent.mkdir(parents=True)
    decision: dict[str, Any] = {"basis": {}, "cause": None, "rationale": "r", "rule": None, "by": "ana", "at": AT}
    for outcome, value, off_scale, fits in [
        ("settled", 1, None, True),
        ("settled", None, "unclear", True),
        ("open", None, None, True),
        ("settled", None, None, False),
        ("settled", 1, "unclear", False),
        ("open", 1, None, False),
    ]:
        whole = {**decision, "outcome": outcome, "value": value, "off_scale": off_scale}
        data = {
            "schema": "stancebook/adjudication/1",
            "rubric": "tiny",
            "source": "one",
            "decisions": {"works": [whole]},
        }
        path.write_text(json.dumps(data), encoding="utf-8")
        if fits:
            assert read_adjudication(path).current("works") is not None
        else:
            with pytest.raises(StancebookError, match="a settled decision has"):
                read_adjudication(path)


def test_a_key_given_twice_is_refused_where_saving_would_lose_one(tmp_path: Path) -> None:
    path = tmp_path / "tiny" / "ana" / "one.json"
    path.parent.mkdir(parents=True)
    written = example().to_json()
    tone = written[written.index('    "tone": {') : written.index('    "works": {')]
    path.write_text(written.replace(tone, tone + tone.replace('"value": null', '"value": "calm"')), encoding="utf-8")
    assert read_annotation(path, tmp_path).coding("tone").value == "calm"
    said = r"tiny/ana/one\.json:56:5: 'tone' is given twice \(first on line 43\), as a git merge can make it"
    with pytest.raises(StancebookError, match=said):
        read_annotation(path, tmp_path, to_edit=True)


def test_criteria_the_rubric_gained_are_added_blank_and_those_it_lost_stay() -> None:
    annotation = example()
    kept = annotation.coding("works")
    partial = annotation.model_copy(update={"codings": {"gone": kept}})
    whole = with_all_criteria(partial, RUBRIC)
    assert list(whole.codings) == ["gone", "works", "advice", "tone"]
    assert whole.coding("gone") == kept
    assert not whole.coding("works").answer.given


def test_two_answers_in_one_coding_are_refused(place: Path) -> None:
    data = json.loads(example().to_json())
    data["codings"]["works"] |= {"value": 1, "off_scale": "unclear"}
    assert "has both a value and an off-scale answer, which exclude one another: keep one" in complaint(
        place, json.dumps(data)
    )
