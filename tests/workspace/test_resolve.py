"""Two versions of an annotation are joined, nothing is lost, and what both changed is a question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders
from tests.builders import BODY, annotation, coding, rubric, workspace

from stancebook.model.annotation import Annotation, Attributed, Evidence
from stancebook.model.migrating import migrated
from stancebook.model.problems import StancebookError
from stancebook.workspace.resolve_merge import compare, decided, in_the_same_terms
from stancebook.workspace.resolve_sides import Conflict, Sides, conflicts, has_markers, sides_of, split_markers
from stancebook.workspace.resolve_store import store_resolved

if TYPE_CHECKING:
    from stancebook.workspace.workspace import Workspace

RUBRIC = rubric()
QUOTE = Evidence.at(BODY, 0, 25)


def made(**more: Any) -> Annotation:
    answers = {name: coding(RUBRIC, name, value) for name, value in more.pop("answers", {}).items()}
    return annotation(RUBRIC, "r1", "one", answers, state=more.pop("state", "draft"), **more)


def said(actor: str, value: int) -> Attributed:
    return Attributed(
        value=value,
        off_scale=None,
        evidence=(),
        note="",
        at=None,
        rev="",
        actor=actor,
        actor_type=None,
        criterion="works",
    ).sealed()


BASE = made(answers={"works": 1, "tone": "calm"}, attributed=(said("A", 1), said("B", 1)))
OURS = made(answers={"works": 2, "tone": "calm"}, attributed=(said("A", 2), said("B", 1)), flag="look")
THEIRS = made(
    answers={"works": 1, "tone": "sharp"}, attributed=(said("A", 1), said("C", 0)), revealed_at="2026-01-01T00:00:00Z"
)


LATER = rubric(
    builders.RUBRIC.replace('version: "1"', 'version: "2"')
    .replace("value: talk,", "value: dialogue,")
    .replace(
        "unit:\n",
        'changelog:\n  - version: "2"\n    date: 2026-12-01\n    operations:\n'
        "      - {operation: rename, criterion: advice, value: talk, to: dialogue}\nunit:\n",
        1,
    )
)


def test_edits_to_different_criteria_are_joined_without_a_question() -> None:
    merge = compare(Sides(OURS, THEIRS, BASE, {}))
    assert (merge.codings, merge.fields, merge.questions) == ({"works": "ours", "tone": "theirs"}, {"flag": "ours"}, ())
    joined = decided(merge, {}, {}, RUBRIC)
    assert joined.codings["works"] == OURS.codings["works"]
    assert joined.codings["tone"] == THEIRS.codings["tone"]
    assert joined.attributed == (said("A", 2), said("C", 0))
    assert (joined.flag, joined.revealed_at) == ("look", "2026-01-01T00:00:00Z")


def test_what_both_changed_is_a_question_and_the_answer_stands() -> None:
    theirs = made(answers={"works": -1, "tone": "calm"}, attributed=BASE.attributed)
    merge = compare(Sides(OURS, theirs, BASE, {}))
    assert [one.name for one in merge.questions] == ["works"]
    assert decided(merge, {"works": "theirs"}, {}, RUBRIC).codings["works"] == theirs.codings["works"]
    assert decided(merge, {"works": "ours"}, {}, RUBRIC).codings["works"] == OURS.codings["works"]


def test_without_a_base_a_blank_gives_way_and_no_position_is_lost() -> None:
    ours = made(answers={"works": 2}, attributed=(said("A", 2),))
    theirs = made(answers={"tone": "calm"}, attributed=(said("B", 1),))
    joined = decided(compare(Sides(ours, theirs, None, {})), {}, {}, RUBRIC)
    assert joined.codings["works"] == ours.codings["works"]
    assert joined.codings["tone"] == theirs.codings["tone"]
    assert joined.attributed == (said("A", 2), said("B", 1))


def test_a_position_both_changed_is_a_question() -> None:
    theirs = made(answers={"works": 1, "tone": "calm"}, attributed=(said("A", -2), said("B", 1)))
    merge = compare(Sides(OURS, theirs, BASE, {}))
    assert [(one.name, one.is_field) for one in merge.questions] == [("attributed", True)]
    assert said("A", -2) in decided(merge, {}, {"attributed": "theirs"}, RUBRIC).attributed


def test_a_position_one_side_changed_and_the_other_took_away_stays() -> None:
    theirs = made(answers={"works": 1, "tone": "calm"}, attributed=(said("B", 1),))
    assert said("A", 2) in decided(compare(Sides(OURS, theirs, BASE, {})), {}, {}, RUBRIC).attributed


def test_states_that_differ_make_a_draft_where_nobody_knows_which_came_last() -> None:
    whole = made(state="complete")
    assert decided(compare(Sides(whole, made(), None, {})), {}, {}, RUBRIC).state == "draft"
    # One side completed it; together something required is missing, so it is a draft again.
    assert decided(compare(Sides(made(), whole, made(), {})), {}, {}, RUBRIC).state == "draft"


CONFLICTED = "a\n<<<<<<< HEAD\nb\n||||||| 1234\nc\n=======\nd\n>>>>>>> topic\ne\n"


def test_both_sides_and_the_base_are_read_from_markers() -> None:
    assert split_markers(CONFLICTED, "x") == ("a\nb\ne\n", "a\nd\ne\n", "a\nc\ne\n")
    without = CONFLICTED.replace("||||||| 1234\nc\n", "")
    assert split_markers(without, "x") == ("a\nb\ne\n", "a\nd\ne\n", None)
    assert split_markers(without.replace("\n", "\r\n"), "x")[0] == "a\r\nb\r\ne\r\n"
    assert has_markers(CONFLICTED)
    assert not has_markers('"note": "<<<<<<< no marker"')


@pytest.mark.parametrize("text", ["<<<<<<< a\nx\n", ">>>>>>> a\n", "<<<<<<< a\n=======\n=======\n>>>>>>> b\n"])
def test_markers_that_do_not_belong_together_are_refused(text: str) -> None:
    with pytest.raises(StancebookError, match="conflict marker"):
        split_markers(text, "x")


def place(root: Path, text: str) -> tuple[Workspace, Path]:
    study = workspace(root)
    path = study.annotation_path("tiny", "r1", "one")
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return study, path


def conflicted(ours: Annotation, theirs: Annotation) -> str:
    """Return what a line-wise merge without a base in sight leaves: one hunk for each run of lines that differ."""
    mine, other = ours.to_json().splitlines(), theirs.to_json().splitlines()
    assert len(mine) == len(other)
    lines: list[str] = []
    at = 0
    while at < len(mine):
        end = at
        while end < len(mine) and mine[end] != other[end]:
            end += 1
        if end > at:
            lines += ["<<<<<<< HEAD", *mine[at:end], "=======", *other[at:end], ">>>>>>> topic"]
        else:
            lines.append(mine[at])
            end = at + 1
        at = end
    return "\n".join(lines) + "\n"


def test_a_conflicted_file_is_joined_and_the_originals_are_kept(tmp_path: Path) -> None:
    theirs = made(answers={"works": -1, "tone": "sharp"})
    ours = made(answers={"works": 2, "tone": "calm"})
    text = conflicted(ours, theirs)
    study, path = place(tmp_path, text)
    [conflict] = conflicts(study)
    sides = sides_of(conflict, tmp_path)
    assert (sides.ours, sides.theirs) == (ours, theirs)
    joined = decided(compare(sides), {"works": "ours", "tone": "theirs"}, {}, RUBRIC)
    kept = store_resolved(study, conflict, sides, joined, now=lambda: "2026-11-22T09:14:05Z")
    assert study.annotation(RUBRIC, "r1", study.source("one")) == joined
    assert (kept / "conflicted.json").read_text(encoding="utf-8") == text
    assert (kept / "ours.json").read_text(encoding="utf-8") == ours.to_json()
    assert (kept / "theirs.json").read_text(encoding="utf-8") == theirs.to_json()
    assert list(conflicts(study)) == []
    assert path.is_file()


def test_two_edits_that_git_mixed_are_refused_with_the_way_out(tmp_path: Path) -> None:
    ours, theirs = made(answers={"works": 2}), made(answers={"works": -1})
    # One side changed the value, the other the note; git merged both lines and left only `rev` in conflict.
    text = conflicted(ours, theirs).replace(
        '<<<<<<< HEAD\n      "value": 2,\n=======\n      "value": -1,\n>>>>>>> topic\n', '      "value": 2,\n'
    )
    _, path = place(tmp_path, text)
    with pytest.raises(StancebookError, match="git has mixed two edits of works"):
        sides_of(Conflict(path), tmp_path)
    assert path.read_text(encoding="utf-8") == text


def test_of_whom_a_source_reports_is_not_told_where_git_mixed_two_edits_of_it(tmp_path: Path) -> None:
    ours, theirs = (made(attributed=(said("Amnesty", value),)) for value in (2, -1))
    text = conflicted(ours, theirs).replace('      "value": -1\n', '      "value": 1\n')
    _, path = place(tmp_path, text)
    with pytest.raises(StancebookError, match="git has mixed two edits of positions of others") as refused:
        sides_of(Conflict(path), tmp_path)
    assert "Amnesty" not in str(refused.value)


def test_a_conflicted_copy_is_joined_and_moved_away(tmp_path: Path) -> None:
    study, path = place(tmp_path, made(answers={"works": 2}).to_json())
    copy = path.with_name("one (Ana's conflicted copy 2026-11-22).json")
    copy.write_text(made(answers={"tone": "calm"}).to_json(), encoding="utf-8")
    [conflict] = conflicts(study)
    assert conflict == Conflict(path, copy)
    sides = sides_of(conflict, tmp_path)
    kept = store_resolved(study, conflict, sides, decided(compare(sides), {}, {}, RUBRIC))
    assert not copy.exists()
    assert (kept / "theirs.json").is_file()
    assert study.annotation(RUBRIC, "r1", study.source("one")).codings["tone"].value == "calm"


def test_a_copy_that_another_program_holds_is_named_and_joined_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does, where a file that is open cannot be removed."""
    study, path = place(tmp_path, made(answers={"works": 2}).to_json())
    copy = path.with_name("one (1).json")
    copy.write_text(made(answers={"tone": "calm"}).to_json(), encoding="utf-8")
    [conflict] = conflicts(study)
    sides = sides_of(conflict, tmp_path)
    joined, unlink = decided(compare(sides), {}, {}, RUBRIC), Path.unlink

    def held(one: Path, missing_ok: bool = False) -> None:
        if one == copy:
            raise PermissionError(13, "Permission denied", str(one))
        unlink(one, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        with pytest.raises(StancebookError, match=r"one \(1\).json: could not be removed"):
            store_resolved(study, conflict, sides, joined)
    merge = compare(sides_of(conflict, tmp_path))
    assert merge.questions == ()
    assert decided(merge, {}, {}, RUBRIC) == joined


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    study, path = place(tmp_path, conflicted(made(answers={"works": 2}), made(answers={"works": -1})))
    [conflict] = conflicts(study)
    sides = sides_of(conflict, tmp_path)
    path.write_text("mended by hand", encoding="utf-8")
    with pytest.raises(StancebookError, match="changed meanwhile"):
        store_resolved(study, conflict, sides, sides.ours)
    assert path.read_text(encoding="utf-8") == "mended by hand"


def test_what_both_sides_lacked_already_makes_no_draft_of_a_complete_annotation() -> None:
    """A criterion that the rubric gained since they were declared complete is not answered on either side."""
    both = {"state": "complete", "attributed": BASE.attributed}
    base = made(answers={"works": 1}, **both)
    ours, theirs = made(answers={"works": 2}, **both), made(answers={"works": 1}, flag="look", **both)
    joined = decided(compare(Sides(ours, theirs, base, {})), {}, {}, RUBRIC)
    assert (joined.state, joined.flag, joined.codings["works"].value) == ("complete", "look", 2)


def test_what_only_one_side_lacked_makes_it_a_draft() -> None:
    both = {"state": "complete", "attributed": BASE.attributed}
    base = made(answers={"works": 1, "tone": "calm"}, **both)
    merge = compare(Sides(made(answers={"works": 1}, **both), made(answers={"tone": "calm"}, **both), base, {}))
    assert decided(merge, {}, {}, RUBRIC).state == "draft"


def test_what_one_side_migrated_is_compared_in_its_terms() -> None:
    old, new = made(answers={"advice": ("talk",)}), migrated(made(answers={"advice": ("talk",)}), LATER)
    theirs = made(answers={"advice": ("talk",), "tone": "calm"})
    same = in_the_same_terms(Sides(new, theirs, old, {}), LATER)
    assert same.theirs.coding("advice") == new.coding("advice") == same.ours.coding("advice")
    assert compare(same).questions == ()


@pytest.mark.parametrize("base", [None, made(flag="begun")])
def test_where_nobody_migrated_old_terms_stay_though_one_side_holds_none(base: Annotation | None) -> None:
    """Only a migration, which keeps a journal and can be undone, rewrites them."""
    sides = Sides(made(answers={"tone": "sharp"}), made(answers={"advice": ("talk",)}), base, {})
    assert in_the_same_terms(sides, LATER) is sides
