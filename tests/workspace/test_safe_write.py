"""Writing: whatever fails, and whenever, the old file or the new one is there whole."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from stancebook.model.problems import StancebookError
from stancebook.workspace.safe_write import DurabilityError, sweep, write_bytes, write_parts, write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OLD, NEW = "old\n", "new é\n"
# The calls a write makes, each wrapped where the module looks it up.
CALLS = [
    (os, "fdopen"),
    (os, "chmod"),
    (os, "fsync"),
    (os, "replace"),
    (os, "open"),  # of the temporary file, and of the folder at the end
    (os, "close"),
]


class Tape:
    """Records the calls of a write, and lets the n-th fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int | None = None, error: int = errno.EIO) -> None:
        self.calls: list[tuple[str, str]] = []
        self.fail_at = fail_at
        self.error = error
        for module, name in CALLS:
            monkeypatch.setattr(module, name, self._recorded(name, getattr(module, name)))

    def _recorded(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if self.fail_at == len(self.calls):
                self.calls.append((name, "failed"))
                if name == "close":
                    real(*args, **kwargs)  # a close that fails has closed
                raise OSError(self.error, os.strerror(self.error))
            on = args[0] if args else kwargs.get("prefix", "")
            if isinstance(on, int):
                on = os.readlink(f"/proc/self/fd/{on}") if os.path.exists(f"/proc/self/fd/{on}") else on  # noqa: PTH110, PTH115
            self.calls.append((name, str(on)))
            return real(*args, **kwargs)

        return call


linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_made_with_its_folders_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "x.json"
    write_text(path, NEW)
    assert path.read_bytes() == NEW.encode()
    assert names(path.parent) == ["x.json"]


def test_newlines_are_written_as_they_are(tmp_path: Path) -> None:
    write_text(tmp_path / "x", "a\nb\r\nc")
    assert (tmp_path / "x").read_bytes() == b"a\nb\r\nc"


@linux_only
def test_the_file_is_on_disk_before_its_name_and_the_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.json"
    path.write_text(OLD, encoding="utf-8")
    tape = Tape(monkeypatch)
    write_text(path, NEW)
    kinds = [name for name, _ in tape.calls]
    first_sync, rename, last_sync = (
        kinds.index("fsync"),
        kinds.index("replace"),
        len(kinds) - 1 - kinds[::-1].index("fsync"),
    )
    assert kinds.index("chmod") < first_sync < rename < last_sync
    assert tape.calls[first_sync][1].endswith(".tmp")
    assert tape.calls[last_sync][1] == str(tmp_path)


@linux_only
def test_the_names_of_new_folders_are_forced_to_disk_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tape = Tape(monkeypatch)
    write_text(tmp_path / "a" / "b" / "x.json", NEW)
    synced = [on for name, on in tape.calls if name == "fsync"]
    assert synced[1:] == [str(tmp_path / "a" / "b"), str(tmp_path / "a"), str(tmp_path)]


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_whichever_call_fails_the_old_or_the_new_file_is_whole(tmp_path: Path, error: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        tape = Tape(patch)
        write_text(tmp_path / "count.json", NEW)
        steps = len(tape.calls)
    assert steps >= len(CALLS)
    for number in range(steps):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "x.json"
        path.write_text(OLD, encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            tape = Tape(patch, number, error)
            with pytest.raises(StancebookError) as caught:
                write_text(path, NEW)
        renamed = ("replace", "failed") not in tape.calls and "replace" in [name for name, _ in tape.calls]
        assert path.read_text(encoding="utf-8") == (NEW if renamed else OLD), tape.calls
        assert isinstance(caught.value, DurabilityError) == renamed
        assert ("nothing was changed" in str(caught.value)) != renamed
        assert os.strerror(error) in str(caught.value)
        assert names(folder) == ["x.json"], "the temporary file is removed"


@pytest.mark.parametrize("broken", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_an_interrupted_write_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: BaseException
) -> None:
    path = tmp_path / "x.json"
    path.write_text(OLD, encoding="utf-8")

    def fsync(_handle: int) -> None:
        raise broken

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises((StancebookError, KeyboardInterrupt)):
        write_text(path, NEW)
    assert path.read_text(encoding="utf-8") == OLD
    assert names(tmp_path) == ["x.json"]


def test_what_calls_it_off_at_the_last_moment_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(OLD, encoding="utf-8")

    def stop() -> None:
        assert names(tmp_path) != ["x.json"], "the new text is on disk by then"
        raise StancebookError("stop")

    with pytest.raises(StancebookError, match=r"^stop$"):
        write_text(path, NEW, before_replace=stop)
    assert path.read_text(encoding="utf-8") == OLD
    assert names(tmp_path) == ["x.json"]


def test_a_broken_character_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(OLD, encoding="utf-8")
    with pytest.raises(StancebookError, match="lone surrogate"):
        write_text(path, "a\ud800")
    assert path.read_text(encoding="utf-8") == OLD
    assert names(tmp_path) == ["x.json"]


def test_parts_are_written_while_they_are_made(tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    write_parts(path, (part for part in ("a", b"b\r\n", "\N{GREEK SMALL LETTER GAMMA}")))
    assert path.read_bytes() == b"ab\r\n\xce\xb3"
    write_bytes(path, b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"


def test_where_making_a_part_fails_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    write_text(path, "old")

    def parts() -> Iterator[str]:
        yield "new"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_parts(path, parts())
    assert [one.name for one in tmp_path.iterdir()] == ["long.html"]
    assert path.read_text() == "old"


def test_the_mode_of_a_file_stays_and_a_new_one_is_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(OLD, encoding="utf-8")
    path.chmod(0o640)
    write_text(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    (tmp_path / "plain").touch()
    write_text(tmp_path / "y.json", NEW)
    assert (tmp_path / "y.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_the_umask_is_obeyed_and_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0o027)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(os, "umask", None)
            write_text(tmp_path / "x.json", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x.json").stat().st_mode) == 0o640


def test_a_link_stays_one_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    (tmp_path / "x.json").symlink_to(tmp_path / "to" / "y.json")
    write_text(tmp_path / "x.json", OLD)
    write_text(tmp_path / "x.json", NEW)
    assert (tmp_path / "x.json").is_symlink()
    assert (tmp_path / "to" / "y.json").read_text(encoding="utf-8") == NEW


@pytest.mark.parametrize(
    ("winerror", "times", "written"), [(5, 3, True), (32, 1, True), (33, 10, True), (32, 11, False)]
)
def test_windows_holding_the_file_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int, times: int, written: bool
) -> None:
    path = tmp_path / "x.json"
    path.write_text(OLD, encoding="utf-8")
    real, tried, slept = os.replace, 0, 0.0

    def replace(source: str, target: Path) -> None:
        nonlocal tried
        tried += 1
        if tried <= times:
            error = OSError(errno.EACCES, "held")
            error.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
            raise error
        real(source, target)

    def sleep(seconds: float) -> None:
        nonlocal slept
        slept += seconds

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(time, "sleep", sleep)
    if written:
        write_text(path, NEW)
    else:
        with pytest.raises(StancebookError, match="nothing was changed"):
            write_text(path, NEW)
    assert path.read_text(encoding="utf-8") == (NEW if written else OLD)
    assert names(tmp_path) == ["x.json"]
    assert tried == min(times + 1, 11)
    assert slept < 2


def test_any_other_refusal_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0

    def replace(_source: str, _target: Path) -> None:
        nonlocal tried
        tried += 1
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(StancebookError):
        write_text(tmp_path / "x.json", NEW)
    assert tried == 1


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    with pytest.raises(StancebookError, match="could not be written"):
        write_text(tmp_path / "a" / "x.json", NEW)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(OLD, encoding="utf-8")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(StancebookError, match=r"could not be written \(Permission denied\); nothing was changed"):
            write_text(path, NEW)
    finally:
        tmp_path.chmod(0o755)
    assert path.read_text(encoding="utf-8") == OLD


@pytest.mark.skipif(os.name == "nt", reason="needs resource limits")
def test_a_disk_quota_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(OLD, encoding="utf-8")
    program = (
        "import pathlib, resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "from stancebook.workspace.safe_write import write_text\n"
        "write_text(pathlib.Path(sys.argv[1]), 'x' * 5000)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False)
    assert "could not be written (File too large); nothing was changed" in done.stderr
    assert path.read_text(encoding="utf-8") == OLD
    assert names(tmp_path) == ["x.json"]


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
@pytest.mark.parametrize("die_at", [*range(8)])
def test_a_process_that_dies_at_any_call_leaves_the_old_or_the_new_file(tmp_path: Path, die_at: int) -> None:
    path = tmp_path / "x.json"
    path.write_text(OLD, encoding="utf-8")
    program = (
        "import os, sys, pathlib\n"
        "count = 0\n"
        "def dying(real):\n"
        "    def call(*args, **kwargs):\n"
        "        global count\n"
        f"        if count == {die_at}: os._exit(9)\n"
        "        count += 1\n"
        "        return real(*args, **kwargs)\n"
        "    return call\n"
        "from stancebook.workspace.safe_write import write_text\n"
        "for name in ('fdopen', 'chmod', 'fsync', 'replace', 'open', 'close'):\n"
        "    setattr(os, name, dying(getattr(os, name)))\n"
        f"write_text(pathlib.Path(sys.argv[1]), {NEW!r})\n"
        "os._exit(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert done.returncode in (0, 9)
    assert path.read_text(encoding="utf-8") in (OLD, NEW)
    if done.returncode == 0:
        assert path.read_text(encoding="utf-8") == NEW


def test_only_what_an_interrupted_write_left_long_ago_is_swept(tmp_path: Path) -> None:
    def left(name: str, hours: float) -> None:
        path = tmp_path / "tiny" / "ana" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
        then = time.time() - hours * 3600
        os.utime(path, (then, then))

    left(".one.json.ab12_xyz.tmp", 2)
    left(".two.json.ab12_xyz.tmp", 0.1)  # another window may be about to put it in place
    left(".syncthing.one.json.tmp", 100)  # not ours
    left(".note.tmp", 100)
    left("one.json", 100)
    assert sweep(tmp_path) == 1
    assert names(tmp_path / "tiny" / "ana") == [
        ".note.tmp",
        ".syncthing.one.json.tmp",
        ".two.json.ab12_xyz.tmp",
        "one.json",
    ]
    assert sweep(tmp_path / "nowhere") == 0


def test_what_a_dead_write_leaves_is_named_as_the_sweep_expects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "unlink", lambda _path: None)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_text(tmp_path / "one.json", NEW, before_replace=stop)
    monkeypatch.undo()
    (left,) = tmp_path.iterdir()
    os.utime(left, (0, 0))
    assert sweep(tmp_path) == 1
