"""What `.gitattributes` has git do with the files of a study is judged as git reads it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.builders import annotation, rubric, workspace

from stancebook.workspace.check import check_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace

REGISTER = "annotations/reviewers.yaml"
CODING = "annotations/tiny/r1/one.json"
RUBRIC = "rubrics/tiny.yaml"


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path / "paper" / "study")
    path = made.annotation_path("tiny", "r1", "one")
    path.parent.mkdir(parents=True)
    path.write_text(annotation(rubric(), "r1", "one", {}, state="draft").to_json(), encoding="utf-8")
    subprocess.run(["git", "init", "-q", tmp_path / "paper"], check=True)
    return made


def told(place: Workspace) -> list[str]:
    found = check_workspace(place)
    return [str(one.problem) for one in found.of_kind("problem") if one.rule == "merged-by-line"]


def test_the_line_that_earlier_versions_wrote_is_named_with_its_place_and_what_is_right(place: Workspace) -> None:
    attributes = "seeds/** text eol=lf\nannotations/** text eol=lf\nannotations/reviewers.yaml merge=union\n"
    (place.root / ".gitattributes").write_text(attributes, encoding="utf-8")
    [one] = told(place)
    assert one == (
        ".gitattributes:3:28: merge=union lets git join annotations/reviewers.yaml line by line, without a conflict: "
        "entries get lost or mixed; take it out (stance resolve joins the conflicts that git then reports)"
    )


def test_a_line_of_the_repository_around_the_study_is_named_once_for_all_its_files(place: Workspace) -> None:
    (place.root.parent / ".gitattributes").write_text("*.md merge=union\n* text merge=union\n", encoding="utf-8")
    [one] = told(place)
    assert one.startswith("../.gitattributes:2:8: merge=union lets git join annotations/reviewers.yaml and 2 more ")


@pytest.mark.parametrize(
    "lines",
    [
        "annotations/** merge=union",
        "/annotations/** merge=union",
        "annotations/* merge=union",
        "annotations merge=union",
        "annotations/ merge=union",
        "**/r1/* merge=union",
        "annotations/**/one.json merge=union",
        "r1/one.json merge=union",
        "*.json merge=union",
        "*.json -text merge=union eol=lf",
        "*.json\tmerge=union",
        "  *.json merge=union",
        "# *.json merge=union",
        '"annotations/tiny/r1/one.json" merge=union',
        "reviewers.y?ml merge=union",
        "[or]*.json merge=union",
        "* merge=union\n*.json -merge",
        "* merge=union\n*.json !merge",
        "* merge=union\n*.yaml merge",
        "* merge=union\n*.json binary",
        "*.json -merge\n* merge=union",
        "*.json merge=unions",
        "*.json submerge=union",
        "* merge=union merge=text",
        "study/** merge=union",
        "\ufeff*.json merge=union",
        "annotations/**/**/one.json merge=union",
        pytest.param(f"{'**/' * 600}one.json merge=union", id="any folder, 600 times"),
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_a_line_counts_for_the_files_that_git_applies_it_to(place: Workspace, lines: str, above: bool) -> None:
    folder = place.root.parent if above else place.root
    (folder / ".gitattributes").write_text(f"{lines}\n", encoding="utf-8")
    asked = ["git", "-C", str(place.root), "check-attr", "merge", "--", REGISTER, RUBRIC, CODING]
    answers = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()
    joined = sum(answer.endswith(": merge: union") for answer in answers)
    named = sum(1 + int(one.partition(" and ")[2].split()[0]) if " more line " in one else 1 for one in told(place))
    assert named == joined


def test_a_nearer_file_counts_before_one_above(place: Workspace) -> None:
    (place.root.parent / ".gitattributes").write_text("* merge=union\n", encoding="utf-8")
    (place.root / ".gitattributes").write_text("rubrics/* -merge\n", encoding="utf-8")
    (place.annotations / ".gitattributes").write_text("* -merge\n", encoding="utf-8")
    assert told(place) == []
