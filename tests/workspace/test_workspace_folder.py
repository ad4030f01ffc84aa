"""The folder of a study: found, read whole, and every unusable file named at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import builders

from stancebook.model.problems import NotFoundError, StancebookError
from stancebook.model.study import Reviewer
from stancebook.workspace.reviewers_file import append_reviewers, read_reviewers
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def complete(study: Workspace, reviewer: str, source: str = "one") -> Path:
    path = study.annotation_path("tiny", reviewer, source)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(builders.annotation(study.rubric(), reviewer, source, {}).to_json(), encoding="utf-8")
    return path


def test_a_workspace_is_found_upwards(tmp_path: Path) -> None:
    builders.workspace(tmp_path)
    below = tmp_path / "seeds" / "x"
    below.mkdir()
    assert Workspace.find(below).root == tmp_path
    with pytest.raises(NotFoundError, match="stance init"):
        Workspace.at(below)


def test_of_several_rubrics_it_is_said_how_one_is_named_or_settled_on(tmp_path: Path) -> None:
    study = builders.workspace(tmp_path)
    (tmp_path / "rubrics" / "second.yaml").write_text(
        builders.RUBRIC.replace("rubric: tiny", "rubric: second"), "utf-8"
    )
    with pytest.raises(
        NotFoundError, match=r'name one with --rubric, or for good in stancebook\.toml: rubric = "second"'
    ):
        study.rubric()
    (tmp_path / "stancebook.toml").write_text('rubric = "second"\n', encoding="utf-8")
    assert Workspace.at(tmp_path).rubric().id == "second"


def test_other_folders_may_be_named(tmp_path: Path) -> None:
    builders.workspace(tmp_path)
    (tmp_path / "seeds").rename(tmp_path / "articles")
    (tmp_path / "pyproject.toml").write_text('[tool.stancebook]\nsources = "articles"\n', encoding="utf-8")
    assert list(Workspace.find(tmp_path).load().sources) == ["one"]


@pytest.mark.parametrize("name", ["../x", "/etc", "~/x", "C:/x", "a/../../b", ""])
def test_folders_outside_the_workspace_are_refused(tmp_path: Path, name: str) -> None:
    builders.workspace(tmp_path)
    (tmp_path / "stancebook.toml").write_text(f"annotations = '{name}'\n", encoding="utf-8")
    with pytest.raises(StancebookError, match="must be a folder inside the workspace"):
        Workspace.find(tmp_path)


def test_an_unknown_setting_is_answered_with_the_nearest(tmp_path: Path) -> None:
    builders.workspace(tmp_path)
    (tmp_path / "stancebook.toml").write_text("source = 'x'\n", encoding="utf-8")
    with pytest.raises(StancebookError, match="unknown setting 'source'; did you mean sources"):
        Workspace.find(tmp_path)


def test_a_study_is_read_whole(tmp_path: Path) -> None:
    study = builders.workspace(tmp_path, {"one": builders.BODY, "two": "Text.\n"})
    complete(study, "bob")
    complete(study, "ana")
    append_reviewers(study.register, [Reviewer(id="bob", name="Bob", kind="model", how="fast")])
    found = study.load()
    assert list(found.sources) == ["one", "two"]
    assert set(found.annotations) == {("ana", "one"), ("bob", "one")}
    assert [(r.id, r.kind) for r in found.reviewers.values()] == [("bob", "model"), ("ana", "person")]


def test_every_unusable_file_is_named_at_once(tmp_path: Path) -> None:
    study = builders.workspace(tmp_path, {"one": builders.BODY, "two": "---\ntitle: [\n---\n"})
    complete(study, "ana").write_text("{", encoding="utf-8")
    complete(study, "bob").rename(study.annotations / "tiny" / "bob" / "one (conflicted copy).json")
    with pytest.raises(StancebookError) as caught:
        study.load()
    named = [problem.where for problem in caught.value.problems]
    assert named == [
        "seeds/two.md",
        "annotations/tiny/ana/one.json",
        "annotations/tiny/bob/one (conflicted copy).json",
    ]


def test_source_names_are_ids_and_each_is_one_file(tmp_path: Path) -> None:
    study = builders.workspace(tmp_path, {"one": "x"})
    (study.sources / "one.txt").write_text("x", encoding="utf-8")
    (study.sources / "My Text.md").write_text("x", encoding="utf-8")
    (study.sources / "README.md").write_text("whose texts these are", encoding="utf-8")
    (study.sources / ".one.md.abcdefgh.tmp").write_text("x", encoding="utf-8")
    with pytest.raises(StancebookError) as caught:
        study.load()
    assert [problem.where for problem in caught.value.problems] == ["seeds/My Text.md", "seeds/one.txt"]


@pytest.mark.parametrize("name", ["../../secret", "/etc/passwd", "tniy", "TINY"])
def test_only_a_rubric_that_is_there_is_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFoundError, match="there is no rubric"):
        builders.workspace(tmp_path).rubric(name)


@pytest.mark.parametrize("name", ["../x", "_consensus", "", "con", "Ana"])
def test_a_reviewer_is_an_id(tmp_path: Path, name: str) -> None:
    study = builders.workspace(tmp_path)
    with pytest.raises(StancebookError):
        study.annotation(study.rubric(), name, study.source("one"))
    with pytest.raises(StancebookError):
        study.enrol(name)


@pytest.mark.parametrize("name", ["ana", "08", "1e3", "no", "null", "0x1"])
def test_a_reviewer_is_registered_once_and_what_stands_there_stays(tmp_path: Path, name: str) -> None:
    study = builders.workspace(tmp_path)
    head = "# ours\nreviewers:\n  - {id: zoe, name: Zoë, kind: gold}  # the gold answers\n"
    study.register.write_text(head, encoding="utf-8")
    assert study.enrol(name)
    assert not study.enrol(name)
    assert study.register.read_text(encoding="utf-8").startswith(head)
    assert list(study.reviewers()) == ["zoe", name]


def test_a_register_with_a_reviewer_twice_or_with_mistakes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "reviewers.yaml"
    path.write_text("reviewers:\n  - {id: a}\n  - {id: a}\n", encoding="utf-8")
    with pytest.raises(StancebookError, match=r"reviewers\.yaml:3:10: the reviewer 'a' is registered twice"):
        read_reviewers(path)
    path.write_text("reviewers:\n  - {id: a, kind: modle}\n", encoding="utf-8")
    with pytest.raises(StancebookError, match=r"reviewers\.yaml:2:19: .*did you mean model"):
        read_reviewers(path)
    path.write_text("reviewers: []\n", encoding="utf-8")
    with pytest.raises(StancebookError, match="add them by hand"):
        append_reviewers(path, [Reviewer(id="b")])
    assert path.read_text(encoding="utf-8") == "reviewers: []\n"


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_a_register_written_by_hand_takes_a_reviewer_however_its_list_is_indented(tmp_path: Path, indent: str) -> None:
    path = tmp_path / "reviewers.yaml"
    by_hand = f"reviewers:\n{indent}- id: ana\n{indent}  name: Ana\n{indent}-\n{indent}  id: ben\n"
    path.write_text(by_hand, encoding="utf-8")
    append_reviewers(path, [Reviewer(id="eve")])
    assert list(read_reviewers(path)) == ["ana", "ben", "eve"]
    assert path.read_text(encoding="utf-8").startswith(by_hand)


def test_an_ending_in_capitals_makes_a_source_like_any_other(tmp_path: Path) -> None:
    study = builders.workspace(tmp_path)
    (study.sources / "two.MD").write_text("Text.\n", encoding="utf-8")
    (study.sources / "README.MD").write_text("Not one.\n", encoding="utf-8")
    assert list(study.source_paths) == ["one", "two"]
    assert study.source("two").body == "Text.\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("stancebook.toml", "x = " + "[" * 50_000),
        ("stancebook.toml", "a" * 1_000_001),
        ("stancebook.toml", "rubric = 1"),
        ("stancebook.toml", "\x00"),
        ("pyproject.toml", "[tool]\nstancebook = 1"),
        ("pyproject.toml", "x = {"),
        ("pyproject.toml", "x = " + "9" * 5000),
    ],
)
def test_unusable_settings_are_one_clear_line(tmp_path: Path, name: str, text: str) -> None:
    builders.workspace(tmp_path)
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(StancebookError, match=f"^{name}: ") as caught:
        Workspace.find(tmp_path)
    assert len(str(caught.value)) < 400


def test_a_project_file_about_something_else_is_passed_over(tmp_path: Path) -> None:
    builders.workspace(tmp_path)
    (tmp_path / "pyproject.toml").write_text("tool = 1\n", encoding="utf-8")
    assert Workspace.find(tmp_path).settings.sources == "seeds"
