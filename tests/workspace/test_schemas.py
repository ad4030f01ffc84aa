"""Files of every past version load for ever; newer ones are refused with advice; none is rewritten unedited."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.builders import workspace

from stancebook.model.annotation import SCHEMA, Annotation
from stancebook.model.decision import SCHEMA as DECISIONS
from stancebook.model.journal import SCHEMA as JOURNAL
from stancebook.model.journal import taken_back
from stancebook.model.problems import StancebookError
from stancebook.workspace.annotation_file import read_adjudication, read_annotation
from stancebook.workspace.desk import Desk
from stancebook.workspace.journal_file import read_journal
from stancebook.workspace.reviewers_file import read_reviewers
from stancebook.workspace.rubric_file import parse_rubric
from stancebook.workspace.schemas import FORMATS, Format
from stancebook.workspace.source_file import read_source

FIXTURES = Path(__file__).parent / "schemas"


def put(root: Path, name: str, place: str) -> Path:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FIXTURES / name, path)
    return path


def test_there_is_a_file_of_every_version_and_a_step_from_each() -> None:
    assert set(FORMATS) == {SCHEMA, DECISIONS, JOURNAL}
    for schema, one in FORMATS.items():
        assert one.schema == schema
        kind = one.name.rpartition("/")[2]
        assert {path.name for path in FIXTURES.glob(f"{kind}-*.json")} == {
            f"{kind}-{number}.json" for number in range(1, one.version + 1)
        }
        assert set(one.steps) == set(range(1, one.version))


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("annotation-*.json")), ids=lambda path: str(path.stem))
def test_every_annotation_loads_whole(tmp_path: Path, path: Path) -> None:
    found = read_annotation(put(tmp_path, path.name, "annotations/tiny/r1/one.json"), tmp_path)
    works = found.codings["works"]
    assert (works.value, works.confidence, works.rules) == (1, 4, ("G1", "W1"))
    assert works.note == "Größtenteils – “mostly”.\tYes\n"
    assert works.evidence[0].quote == "It works, says the author"
    assert found.codings["advice"].value == ("stop", "talk")
    assert found.codings["advice"].evidence[0].for_value == "stop"
    assert found.codings["tone"].off_scale == "not_addressed"
    assert found.codings["tone"].asked is None
    assert found.codings["gone"].value == 0
    assert {one.actor for one in found.attributed} == {"Others “abroad”", "The ministry"}
    assert (found.state, found.flag, found.note) == ("draft", "look again", "A note\non the source.")
    assert found.revealed_at == "2026-11-22T10:00:00Z"


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("migration-*.json")), ids=lambda path: str(path.stem))
def test_every_journal_loads_whole_and_can_be_taken_back(tmp_path: Path, path: Path) -> None:
    journal = read_journal(put(tmp_path, path.name, "annotations/tiny/_migrations/r1/one.json"), tmp_path)
    coded = Annotation.model_validate_json((FIXTURES / "annotation-1.json").read_text(encoding="utf-8"))
    step = journal.steps[0]
    assert (step.number, step.version, step.text, step.taken_back) == (1, "2", "{ }\n", False)
    codings = {**{k: c for k, c in coded.codings.items() if k != "works"}, **step.after.codings}
    after = coded.model_copy(update={"codings": {k: c for k, c in codings.items() if c is not None}})
    empty, back, _ = taken_back(journal, after.model_copy(update={"attributed": step.after.attributed}), 1)
    assert (empty.steps, back) == ((), coded)


def test_version_1_is_written_and_sealed_as_ever() -> None:
    text = (FIXTURES / "annotation-1.json").read_text(encoding="utf-8")
    data = json.loads(text)
    found = Annotation.model_validate_json(text)
    assert data["schema"] == SCHEMA
    assert found.to_json() == text
    assert all(one.rev == one.expected_rev for one in (*found.codings.values(), *found.attributed))


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("adjudication-*.json")), ids=lambda path: str(path.stem))
def test_every_file_of_decisions_loads_whole(tmp_path: Path, path: Path) -> None:
    found = read_adjudication(put(tmp_path, path.name, "annotations/tiny/_consensus/one.json"), tmp_path)
    assert [one.outcome for one in found.decisions["works"]] == ["open", "settled"]
    current = found.current("works")
    assert current
    assert (current.value, current.cause, current.rationale) == (1, "slip", "Ein Versehen.")
    assert found.decisions["advice"][0].value == ("stop", "talk")


def test_what_people_wrote_for_the_first_version_is_read_as_then(tmp_path: Path) -> None:
    rubric = parse_rubric((FIXTURES / "rubric-1.yaml").read_text(encoding="utf-8"), "rubric-1.yaml")
    # Were these digests to change, every coding ever made would be stale.
    assert rubric.asked == {"works": "0cba4f82", "advice": "eb2eb554", "tone": "a926c636"}
    reviewers = read_reviewers(FIXTURES / "reviewers-1.yaml")
    assert (reviewers["r1"].how, reviewers["m1"].kind) == ("read twice", "model")
    source = read_source(put(tmp_path, "source-1.md", "one.md"), tmp_path)
    assert (source.front.authors, source.front.date) == (("A. B.", "C. D."), "2025-04~")
    assert source.body.startswith("It works, says the author.")


def test_reading_and_looking_rewrites_nothing(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    path = put(tmp_path, "annotation-1.json", "annotations/tiny/r1/one.json")
    before = path.read_bytes()
    rubric = place.rubric()
    desk = Desk(place, rubric, place.source("one"), "r1")
    assert not desk.unsaved
    desk.save()
    place.load()
    assert path.read_bytes() == before


def older(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make today's version the third, of which the first two had other names for things."""

    def first(data: dict[str, Any]) -> dict[str, Any]:
        return {"remark" if key == "comment" else key: value for key, value in data.items()}

    def second(data: dict[str, Any]) -> dict[str, Any]:
        return {"note" if key == "remark" else key: value for key, value in data.items()}

    name = SCHEMA.rpartition("/")[0]

    class Third(Format):
        def upgraded(self, data: object) -> dict[str, Any] | None:
            made = super().upgraded(data)
            return None if made is None else {**made, "schema": SCHEMA}

    monkeypatch.setitem(FORMATS, SCHEMA, Third(name, 3, "", {1: first, 2: second}))


def write_old(root: Path, schema: str, key: str) -> Path:
    data = json.loads((FIXTURES / "annotation-1.json").read_text(encoding="utf-8"))
    data[key] = data.pop("note")
    data["schema"] = schema
    path = root / "annotations/tiny/r1/one.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.mark.parametrize(("version", "key"), [(1, "comment"), (2, "remark")])
def test_an_older_file_is_brought_up_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int, key: str
) -> None:
    older(monkeypatch)
    path = write_old(tmp_path, f"stancebook/annotation/{version}", key)
    before = path.read_bytes()
    assert read_annotation(path, tmp_path).note == "A note\non the source."
    assert path.read_bytes() == before


def test_an_older_file_that_is_broken_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older(monkeypatch)
    path = write_old(tmp_path, "stancebook/annotation/1", "misspelt")
    with pytest.raises(StancebookError, match="misspelt"):
        read_annotation(path, tmp_path)


@pytest.mark.parametrize("schema", ["stancebook/annotation/2", "stancebook/annotation/999999999"])
def test_a_newer_file_is_refused_with_advice_and_never_rewritten(tmp_path: Path, schema: str) -> None:
    place = workspace(tmp_path)
    path = write_old(tmp_path, schema, "note")
    before = path.read_bytes()
    with pytest.raises(StancebookError, match=r"written by a newer Stancebook .*pip install -U"):
        Desk(place, place.rubric(), place.source("one"), "r1")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "schema", ["stancebook/annotation/0", "stancebook/annotation/x", "other/annotation/1", 7, None]
)
def test_what_is_no_version_is_named(tmp_path: Path, schema: Any) -> None:
    path = write_old(tmp_path, schema, "note")
    with pytest.raises(StancebookError, match="schema"):
        read_annotation(path, tmp_path)
