"""Every state in which a crash can leave a save: the old or the new file whole, and nothing acknowledged is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests import builders
from tests.builders import AT

from stancebook.workspace.desk import Desk
from stancebook.workspace.safe_write import write_text
from stancebook.workspace.workspace import Workspace

from .crashes import Crash, Operation, Recorder, crashes

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSIONS = ["first version\n", "the second version, longer\n", "third\n"]


def recorded(root: Path, path: Path) -> list[Operation]:
    """Write all the versions, and return what was asked of the system."""
    recorder = Recorder(root)
    with pytest.MonkeyPatch.context() as patch:
        recorder.start(patch)
        for version in VERSIONS:
            write_text(path, version)
            recorder.acknowledge(version)
    return recorder.operations


def losses(states: Iterator[Crash], path: Path, before: bytes | None) -> tuple[int, int, int]:
    """Return how many states there are, how many hold a torn file, and how many lack what was acknowledged."""
    whole = [before, *(version.encode() for version in VERSIONS)]
    count = torn = lost = 0
    for state in states:
        count += 1
        found = state.files.get(str(path))
        if found not in whole:
            torn += 1
        elif whole.index(found) < len(state.acknowledged):
            lost += 1
    return count, torn, lost


@pytest.fixture(params=["new", "old", "new folders"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, bytes]]:
    """A file to be written, and what there is before."""
    if request.param == "new folders":
        return tmp_path / "a" / "b" / "x.json", {}
    path = tmp_path / "x.json"
    if request.param == "old":
        path.write_bytes(b"what stood there before\n")
        return path, {str(path): path.read_bytes()}
    return path, {}


def test_no_crash_tears_a_file_or_loses_what_was_acknowledged(
    case: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    path, before = case
    operations = recorded(tmp_path, path)
    count, torn, lost = losses(crashes(tmp_path, before, operations), path, before.get(str(path)))
    assert count > 40
    assert (torn, lost) == (0, 0)


@pytest.mark.parametrize(("without", "torn", "lost"), [("sync", True, False), ("sync_folder", False, True)])
def test_the_model_would_find_a_write_that_is_not_forced_to_disk(
    case: tuple[Path, dict[str, bytes]], tmp_path: Path, without: str, torn: bool, lost: bool
) -> None:
    path, before = case
    operations = [operation for operation in recorded(tmp_path, path) if operation.kind != without]
    found = losses(crashes(tmp_path, before, operations), path, before.get(str(path)))
    assert (found[1] > 0, found[2] > 0) == (torn, lost)


def test_the_model_would_find_the_folder_above_a_new_one_missing(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x.json"
    operations = [
        operation
        for operation in recorded(tmp_path, path)
        if not (operation.kind == "sync_folder" and operation.path == str(tmp_path))
    ]
    assert losses(crashes(tmp_path, {}, operations), path, None)[2] > 0


def test_after_any_crash_of_three_saves_the_study_opens_with_every_acknowledged_edit(tmp_path: Path) -> None:
    study = builders.workspace(tmp_path / "study")
    rubric, source = study.rubric(), study.source("one")
    (study.annotations / ".gitkeep").touch()
    before = {str(path): path.read_bytes() for path in study.root.rglob("*") if path.is_file()}
    recorder = Recorder(study.root)
    desk = Desk(study, rubric, source, "ana", lambda: AT)
    with pytest.MonkeyPatch.context() as patch:
        recorder.start(patch)
        for version in ("one", "two", "three"):
            desk.set_note("tone", version)
            desk.save()
            recorder.acknowledge(version)
    seen: set[tuple[tuple[str, bytes], ...]] = set()
    for number, state in enumerate(crashes(study.root, before, recorder.operations)):
        key = (*sorted(state.files.items()), (",".join(state.acknowledged), b""))
        if key in seen:
            continue
        seen.add(key)
        again = rebuilt(tmp_path / str(number), study.root, state.files)
        found = Desk(again, rubric, source, "ana", lambda: AT)
        note = found.annotation.coding("tone").note
        assert note in ("one", "two", "three", "")
        assert ["", "one", "two", "three"].index(note) >= len(state.acknowledged), state.at
        again.load()
        found.set_note("works", "after the crash")
        found.save()
        assert found.annotation == Desk(again, rubric, source, "ana").annotation
    assert len(seen) > 30


def rebuilt(at: Path, root: Path, files: dict[str, bytes]) -> Workspace:
    """Put what a crash left into a folder."""
    for folder in ("seeds", "rubrics"):
        (at / folder).mkdir(parents=True)
    for name, data in files.items():
        path = at / Path(name).relative_to(root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Workspace.at(at)
