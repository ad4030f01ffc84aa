"""What lies in the wrong place in a workspace is told of: nothing that was coded stays unread in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import BODY, annotation, coding, rubric, workspace

from stancebook.model.annotation import Evidence
from stancebook.model.problems import StancebookError
from stancebook.workspace.check import check_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace

RUBRIC = rubric()


@pytest.fixture
def coded(tmp_path: Path) -> Workspace:
    place = workspace(tmp_path)
    codings = {"works": coding(RUBRIC, "works", 1, quotes=(Evidence.at(BODY, 0, 25),))}
    path = place.annotation_path("tiny", "r1", "one")
    path.parent.mkdir(parents=True)
    path.write_text(annotation(RUBRIC, "r1", "one", codings, state="draft").to_json(), encoding="utf-8")
    return place


def problems(place: Workspace) -> list[str]:
    return [str(one.problem) for one in check_workspace(place).of_kind("problem")]


@pytest.mark.parametrize("name", ["r1/One.json", "r2/one.json"])
def test_nobody_is_told_to_move_a_file_over_another(coded: Workspace, name: str) -> None:
    path = coded.annotations / "tiny" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(coded.annotation_path("tiny", "r1", "one").read_bytes())
    [told] = problems(coded)
    said = "says it is tiny/r1/one.json, which is there too; compare the two, and take one away or mend it"
    assert told == f"annotations/tiny/{name}: {said}"
    coded.annotation_path("tiny", "r1", "one").unlink()
    [told] = problems(coded)
    assert told == f"annotations/tiny/{name}: says it is tiny/r1/one.json; move it there, or mend it"


@pytest.mark.parametrize("folder", ["", "tiny/"])
def test_an_annotation_in_no_reviewers_folder_is_told_of(coded: Workspace, folder: str) -> None:
    coded.annotation_path("tiny", "r1", "one").rename(coded.annotations / folder / "one.json")
    [told] = problems(coded)
    said = (
        "lies in no reviewer's folder, and nothing reads it; an annotation is annotations/RUBRIC/REVIEWER/SOURCE.json"
    )
    assert told == f"annotations/{folder}one.json: {said}"


def test_a_file_in_place_of_the_folder_of_annotations_is_no_empty_study(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    place.annotations.rmdir()
    assert problems(place) == []
    place.annotations.write_text("../elsewhere", encoding="utf-8")  # as git leaves a link where there are none
    for read in (check_workspace, type(place).load):
        with pytest.raises(StancebookError, match=r"^annotations: is not a folder$"):
            read(place)


def test_a_register_that_is_no_file_is_not_an_empty_one(coded: Workspace) -> None:
    coded.register.mkdir()
    assert problems(coded) == ["annotations/reviewers.yaml: is not a file"]
    coded.register.rmdir()
    coded.register.symlink_to("not-there.yaml")
    [told] = problems(coded)
    assert told.startswith("annotations/reviewers.yaml: cannot be read (")
