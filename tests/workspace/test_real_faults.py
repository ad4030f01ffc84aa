"""Real faults under a real save: killed at each system call, and each call of a kind failing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders

from stancebook.workspace.desk import Desk

from .saver import ACKNOWLEDGED, REFUSED, UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.workspace.workspace import Workspace

KILLED = -9
SAVER = Path(__file__).with_name("saver.py")


class Saver:
    """The program under test, and a tracer that breaks one of its system calls."""

    def __init__(self, study: Workspace, log: Path) -> None:
        self.study, self.log = study, log
        self.process = subprocess.Popen(
            [sys.executable, str(SAVER), str(study.root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def _hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def save(self, note: str, fault: str) -> tuple[int, bool]:
        """Save a note with a fault, as strace writes it; return how it went, and whether the fault struck."""
        self._say(note)
        tracer = subprocess.Popen(
            ["strace", "-p", self._hear(), "-o", str(self.log), "-e", fault],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert tracer.stderr is not None
        attached = tracer.stderr.readline()
        self._say("go")
        status = int(self._hear())
        tracer.wait(20)
        tracer.stderr.close()
        if "attached" not in attached:
            _missing(f"strace cannot trace here: {attached.strip()}")
        written = self.log.read_text(encoding="utf-8", errors="replace")
        return status, "(INJECTED)" in written or "killed by SIGKILL" in written

    def end(self) -> None:
        """End the program."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


def _missing(why: str) -> None:
    if "strace" in os.environ.get("STANCEBOOK_REQUIRE", "").split():
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture
def study(tmp_path: Path) -> Workspace:
    return builders.workspace(tmp_path / "study")


@pytest.fixture
def saver(study: Workspace, tmp_path: Path) -> Iterator[Saver]:
    if not shutil.which("strace"):
        _missing("strace is not installed")
    open_desk(study).save()
    saver = Saver(study, tmp_path / "trace")
    yield saver
    saver.end()


def open_desk(study: Workspace) -> Desk:
    return Desk(study, study.rubric(), study.source("one"), "ana")


def note_on_file(study: Workspace) -> str:
    path = study.annotation_path("tiny", "ana", "one")
    if not path.exists():
        return ""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    note: str = data["codings"]["tone"]["note"]
    return note


def strike(saver: Saver, study: Workspace, fault: str) -> int | None:
    """Save under a fault, and see that all is well; return how the save ended, or None where nothing struck."""
    old, new = note_on_file(study), fault
    status, struck = saver.save(new, f"inject={fault}")
    found = note_on_file(study)
    allowed = {ACKNOWLEDGED: [new], REFUSED: [old], UNSURE: [new], KILLED: [old, new]}
    assert status in allowed, f"{fault}: ended with {status}"
    assert found in allowed[status], f"{fault}: {found!r} stands there after {status}"
    # Whoever comes next finds no lock and no obstacle.
    study.load()
    again = open_desk(study)
    again.set_note("works", new)
    assert again.save().clashes == ()
    return status if struck else None


def calls_of_a_save(saver: Saver) -> Counter[str]:
    """Return how often a save makes each system call."""
    assert saver.save("counted", "trace=all") == (ACKNOWLEDGED, False)
    names = re.findall(r"^(\w+)\(", saver.log.read_text(encoding="utf-8"), re.MULTILINE)
    return Counter(name for name in names if name != "exit_group")


@pytest.mark.slow
def test_a_save_that_is_killed_at_any_system_call_leaves_the_old_or_the_new_file(
    saver: Saver, study: Workspace
) -> None:
    ends: Counter[int | None] = Counter()
    for call, times in calls_of_a_save(saver).items():
        for number in range(1, times + 1):
            ends[strike(saver, study, f"{call}:signal=SIGKILL:when={number}")] += 1
    assert ends[KILLED] > 50
    # Some are not reached: the save that was counted made folders that those after it find.
    assert ends.keys() <= {KILLED, None}
    assert ends[None] < 20


@pytest.mark.slow
@pytest.mark.parametrize("error", ["EIO", "ENOSPC", "EROFS"])
@pytest.mark.parametrize("call", ["write", "fsync", "rename", "openat"])
def test_whatever_fails_the_save_says_so_and_the_file_is_whole(
    saver: Saver, study: Workspace, call: str, error: str
) -> None:
    ends: Counter[int] = Counter()
    for number in range(1, 100):
        status = strike(saver, study, f"{call}:error={error}:when={number}")
        if status is None:
            break
        ends[status] += 1
    assert sum(ends.values()) >= 1
    assert ends.keys() <= {ACKNOWLEDGED, REFUSED, UNSURE}
    if call in {"rename", "openat"}:
        assert ends[REFUSED]
    left = [path.name for path in study.annotations.rglob("*") if path.is_file()]
    assert left == ["one.json"], "no temporary file stays"


ON_ITS_OWN_DISK = """
set -e
mount -t tmpfs -o {options} tmpfs "$1"
cp -r "$2"/. "$1"
cd "$1"
{before}
exec "$3" "$4" "$1"
"""


def save_on(study: Workspace, disk: Path, options: str, before: str) -> str:
    """Save on a disk of its own that refuses; return what the program says, or skip where that is not permitted."""
    disk.mkdir()
    script = ON_ITS_OWN_DISK.format(options=options, before=before)
    program = disk.parent / "program.py"
    program.write_text(REFUSED_SAVE, encoding="utf-8")
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", disk, study.root, sys.executable, program],
        capture_output=True,
        text=True,
        check=False,
    )
    if any(words in done.stderr for words in ("Operation not permitted", "permission denied", "must be superuser")):
        pytest.skip(f"mounting is not permitted here: {done.stderr.strip()[:80]}")
    assert done.returncode == 0, done.stderr
    return done.stdout


REFUSED_SAVE = """
import os, sys
from pathlib import Path
from stancebook.model.problems import StancebookError
from stancebook.workspace.desk import Desk
from stancebook.workspace.workspace import Workspace

study = Workspace.at(Path(sys.argv[1]))
desk = Desk(study, study.rubric(), study.source("one"), "ana")
before = desk.path.read_bytes()
desk.set_note("tone", "x" * 20_000)
for _ in range(3):
    try:
        desk.save()
    except StancebookError as error:
        print(error)
assert desk.path.read_bytes() == before
assert desk.unsaved
assert desk.annotation.coding("tone").note == "x" * 20_000
assert [path.name for path in desk.path.parent.iterdir()] == ["one.json"]
if Path("filler").exists():
    Path("filler").unlink()
    desk.save()
    assert Desk(study, desk.rubric, desk.source, "ana").annotation == desk.annotation
    print("saved when it could")
"""


@pytest.fixture
def begun(study: Workspace) -> Workspace:
    desk = open_desk(study)
    desk.set_note("tone", "first")
    desk.save()
    return study


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
def test_a_full_disk_keeps_the_old_file_and_the_edit_and_saves_when_it_can(begun: Workspace, tmp_path: Path) -> None:
    said = save_on(begun, tmp_path / "disk", "size=128k", "head -c 1000000 /dev/zero > filler || true")
    assert said.count("No space left on device); nothing was changed") == 3
    assert "saved when it could" in said


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
def test_a_disk_without_room_for_a_name_keeps_the_old_file(begun: Workspace, tmp_path: Path) -> None:
    before = "i=0; while touch filler$i 2>/dev/null; do i=$((i+1)); done; mv filler0 filler"
    said = save_on(begun, tmp_path / "disk", "size=1m,nr_inodes=60", before)
    assert said.count("No space left on device") == 3
    assert "saved when it could" in said


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
def test_a_read_only_disk_keeps_the_edit(begun: Workspace, tmp_path: Path) -> None:
    said = save_on(begun, tmp_path / "disk", "size=1m", 'mount -o remount,ro,bind "$1" || mount -o remount,ro "$1"')
    assert said.count("Read-only file system") == 3
