"""Links that lead out of a workspace are followed nowhere, for reading or for writing."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest
from tests import builders
from tests.builders import AT

from stancebook.model.problems import StancebookError
from stancebook.workspace.adding import add_sources
from stancebook.workspace.desk import Desk
from stancebook.workspace.storing import store_annotations
from stancebook.workspace.template import new_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace

OUT = "is a link that leads out of the workspace"


@pytest.fixture
def study(tmp_path: Path) -> Workspace:
    study = builders.workspace(tmp_path / "study")
    edit(study)
    return study


def edit(study: Workspace, note: str = "a note") -> None:
    desk = Desk(study, study.rubric(), study.source("one"), "ana", lambda: AT)
    desk.set_note("tone", note)
    desk.save()


def lead_out(path: Path, keep: bool = True) -> Path:
    """Put a link in the place of a folder or file, to a copy outside; return the copy."""
    study = next(parent for parent in path.parents if parent.name == "study")
    outside = study.parent / "outside" / path.name
    outside.parent.mkdir(exist_ok=True)
    if keep and path.exists():
        shutil.move(path, outside)
    elif path.exists():
        shutil.rmtree(path)
        outside.mkdir()
    path.symlink_to(outside)
    return outside


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "link", ["annotations", "annotations/tiny", "annotations/tiny/ana", "annotations/tiny/ana/one.json"]
)
def test_annotations_elsewhere_are_neither_read_nor_written(study: Workspace, link: str) -> None:
    outside = lead_out(study.root / link)
    before = everything(outside.parent)
    with pytest.raises(StancebookError, match=f"^{link}: {OUT}"):
        study.load()
    with pytest.raises(StancebookError, match=OUT):
        edit(study, "another")
    assert everything(outside.parent) == before


@pytest.mark.parametrize("link", ["annotations", "annotations/tiny", "annotations/tiny/ana"])
def test_every_file_behind_a_link_is_refused(study: Workspace, link: str) -> None:
    ana = study.root / "annotations" / "tiny" / "ana"
    shutil.copy(ana / "one.json", ana / "two.json")
    lead_out(study.root / link)
    with pytest.raises(StancebookError) as refused:
        study.load()
    assert [problem.message.startswith(OUT) for problem in refused.value.problems] == [True, True]


@pytest.mark.parametrize("link", ["annotations", "annotations/tiny", "annotations/tiny/ana"])
def test_nothing_new_is_made_elsewhere(study: Workspace, link: str) -> None:
    new = study.annotation(study.rubric(), "ana", study.source("one"))
    outside = lead_out(study.root / link, keep=False)
    with pytest.raises(StancebookError, match=OUT):
        edit(study)
    with pytest.raises(StancebookError, match=OUT):
        store_annotations(study, builders.study(study.rubric(), {"one": {}}), [new])
    assert everything(outside).keys() <= {str(outside / "reviewers.yaml")}
    if link == "annotations":
        with pytest.raises(StancebookError, match=OUT):
            study.enrol("bob")
        assert everything(outside) == {}


def test_sources_elsewhere_are_neither_read_nor_added_to(study: Workspace, tmp_path: Path) -> None:
    outside = lead_out(study.root / "seeds")
    (tmp_path / "new.txt").write_text("A text.", encoding="utf-8")
    with pytest.raises(StancebookError, match=f"^seeds: {OUT}"):
        study.source("one")
    with pytest.raises(StancebookError, match=f"^seeds: {OUT}"):
        add_sources(study, [str(tmp_path / "new.txt")])
    assert [path.name for path in outside.iterdir()] == ["one.md"]


def test_a_rubric_elsewhere_is_not_read(study: Workspace) -> None:
    lead_out(study.root / "rubrics")
    with pytest.raises(StancebookError, match=f"^rubrics: {OUT}"):
        study.rubric()


def test_local_state_elsewhere_is_not_written(study: Workspace) -> None:
    outside = lead_out(study.local, keep=False)
    with pytest.raises(StancebookError, match=f".stancebook: {OUT}"):
        edit(study, "another")
    assert everything(outside) == {}


def test_a_new_workspace_is_not_made_through_links(tmp_path: Path) -> None:
    root = tmp_path / "new"
    root.mkdir()
    (tmp_path / "outside").mkdir()
    (root / ".gitignore").symlink_to(tmp_path / "outside" / "made")
    with pytest.raises(StancebookError, match=OUT):
        new_workspace(root, "tiny")
    assert everything(tmp_path / "outside") == {}


def test_links_inside_a_workspace_and_to_it_are_followed(study: Workspace, tmp_path: Path) -> None:
    shutil.move(study.root / "annotations" / "tiny", study.root / "kept")
    (study.root / "annotations" / "tiny").symlink_to(study.root / "kept")
    (tmp_path / "link").symlink_to(study.root)
    linked = type(study).at(tmp_path / "link")
    edit(linked, "through links")
    assert linked.load().annotations["ana", "one"].coding("tone").note == "through links"
    assert (study.root / "kept" / "ana" / "one.json").is_file()


@pytest.mark.parametrize("target", ["seeds", "seeds/loop"])
def test_a_link_that_leads_to_itself_is_refused(study: Workspace, target: str) -> None:
    shutil.rmtree(study.root / "annotations" / "tiny" / "ana")
    if target == "seeds":
        (study.root / "annotations" / "tiny" / "ana").symlink_to("ana")
        with pytest.raises(StancebookError):
            edit(study)
    else:
        (study.root / target).with_suffix(".md").symlink_to("loop.md")
        with pytest.raises(StancebookError):
            study.source("loop")


def test_the_sweep_stays_in_the_workspace(study: Workspace) -> None:
    outside = lead_out(study.root / "annotations")
    for folder in (outside / "tiny" / "ana", study.local, study.sources):
        left = folder / ".one.json.ab12cd34.tmp"
        left.write_text("x", encoding="utf-8")
        os.utime(left, (time.time() - 9000,) * 2)
    assert study.sweep() == 2
    assert (outside / "tiny" / "ana" / ".one.json.ab12cd34.tmp").exists()
