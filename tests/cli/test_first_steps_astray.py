"""The first steps of somebody who is new: what is not there is said plainly, with the next step."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Result


def test_a_matrix_without_sources_is_a_sentence_and_the_next_step(empty: Path, stance: Callable[..., Any]) -> None:
    stance("init", ".")
    for text in (empty / "seeds").iterdir():
        text.unlink()
    done = stance("matrix")
    assert done.status == 0
    assert done.out == "There are no sources yet, so there is no matrix. Next: stance add FILE … puts texts in.\n"


def test_where_nobody_codes_nobody_is_looked_for(empty: Path, stance: Callable[..., Any]) -> None:
    stance("init", ".")
    told = stance("compare", "--mine", "--reviewer", "me").err
    assert "nobody codes here yet" in told
    assert "there are none" not in told
    assert empty.exists()


def test_without_a_workspace_that_is_what_is_said(empty: Path, stance: Callable[..., Any]) -> None:
    done = stance("compare", "--mine")
    assert done.status == 2
    assert "no workspace" in done.err
    assert "who is coding" not in done.err
    assert empty.exists()


def test_a_file_that_is_not_there_is_called_so(study: Path, stance: Callable[..., Any]) -> None:
    done = stance("add", "nothere/*.txt")
    assert done.status == 2
    assert "nothere/*.txt: there is no such file" in done.err
    assert study.exists()


def test_the_tour_without_a_terminal_points_to_what_helps(empty: Path, stance: Callable[..., Any]) -> None:
    done = stance("tour")
    assert done.status == 2
    assert "do the same" not in done.err
    assert "stance code --help" in done.err
    assert empty.exists()


@pytest.mark.parametrize("step", ["--undo", "--redo"])
def test_nothing_to_undo_is_no_success(study: Path, stance: Callable[..., Any], step: str) -> None:
    done = stance("code", "wola-2025", "--reviewer", "ana", step)
    assert done.status == 2
    assert f"{step}: there is nothing to {step[2:]} here" in done.err
    done = stance("adjudicate", "wola-2025", step, "--by", "r1")
    assert done.status == 2
    assert f"{step}: there is no decision of r1 to {step[2:]} here" in done.err
    assert study.exists()


def until_there_is_room(call: Callable[[], Result], patch: pytest.MonkeyPatch) -> Iterator[Result]:
    """Yield how a call goes on a disk with room for no file, for one, for two …, until it succeeds."""
    real = os.fsync
    for room in range(30):
        left = iter(range(room))

        def sync(handle: int, left: Iterator[int] = left) -> None:
            if stat.S_ISREG(os.fstat(handle).st_mode) and next(left, None) is None:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            real(handle)

        patch.setattr("os.fsync", sync)
        yield (done := call())
        if done.status == 0:
            return


def test_on_a_full_disk_a_workspace_is_not_half_made(
    empty: Path, stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty / "notes.txt").write_text("mine", encoding="utf-8")
    refused: list[str] = []
    for done in until_there_is_room(lambda: stance("init", "new/study"), monkeypatch):
        if done.status == 0:
            made = [line.removeprefix("made ") for line in done.err.splitlines() if line.startswith("made ")]
            assert refused == made
            return
        assert (done.status, [path.name for path in empty.rglob("*")]) == (2, ["notes.txt"])
        [line] = done.err.splitlines()
        assert line.endswith(": could not be written (No space left on device); nothing was changed")
        refused.append(line.removeprefix(f"stance: {empty}/new/study/").partition(":")[0])
    pytest.fail("there is never room")


def test_on_a_full_disk_all_texts_are_added_or_none(
    empty: Path, stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    stance("init", "study")
    texts = [empty / name for name in ("one.txt", "two.txt", "three.txt")]
    for text in texts:
        text.write_text(text.name, encoding="utf-8")
    calls = until_there_is_room(lambda: stance("add", "-C", "study", *texts), monkeypatch)
    assert [len(list(empty.glob("study/seeds/*.txt"))) for _ in calls] == [0, 0, 0, 3]


CODED = "annotations/bukele-security-us-policy"


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (f"{CODED}/r2", f"{CODED}/r2: cannot be looked into (Permission denied)"),
        (f"{CODED}/_consensus", f"{CODED}/_consensus: cannot be looked into (Permission denied)"),
        ("rubrics", "rubrics: cannot be looked into (Permission denied)"),
        ("seeds", "seeds: cannot be used (Permission denied)"),
        (CODED, f"{CODED}: cannot be used (Permission denied)"),
    ],
)
@pytest.mark.parametrize("command", ["matrix", "compare r1 r2", "check", "report -o -"])
def test_a_folder_that_cannot_be_looked_into_is_told_and_not_taken_for_an_empty_one(
    study: Path, stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, closed: str, said: str, command: str
) -> None:
    def closing(real: Callable[[Any], Any]) -> Callable[..., Any]:
        def looked_into(path: Any = ".") -> Any:
            if str(path) == str(study / closed):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path)

        return looked_into

    for name in ("listdir", "scandir"):  # which of the two a Path asks differs between versions of Python
        monkeypatch.setattr(os, name, closing(getattr(os, name)))
    done = stance(*command.split())
    assert (done.status, done.out) == (2, "")
    [line] = done.err.splitlines()
    assert line.endswith(said)


def test_a_folder_that_was_removed_under_ones_feet_is_called_so(
    tmp_path: Path, stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    done = stance("matrix")
    assert done.status == 2
    assert done.err == "stance: the folder that this was called in is not there any more; go to another\n"


def test_what_the_system_does_not_confirm_to_be_on_disk_is_told_once_all_is_written(
    empty: Path, stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    stance("init", "study")
    texts = [empty / name for name in ("one.txt", "two.txt")]
    for text in texts:
        text.write_text(text.name, encoding="utf-8")
    real = os.fsync

    def sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    monkeypatch.setattr("os.fsync", sync)
    done = stance("add", "-C", "study", *texts)
    assert sorted(path.name for path in empty.glob("study/seeds/*.txt")) == ["one.txt", "two.txt"]
    told = done.err.splitlines()
    assert done.status == 2
    assert [line.partition("written, ")[2] for line in told if "seeds/" in line] == [
        "but the system did not confirm that it is on disk (Input/output error)"
    ] * len(texts)
