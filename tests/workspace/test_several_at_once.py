"""Several programs on one annotation at once: no edit is lost, no file torn, nobody waits for ever."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock, SoftFileLock
from tests import builders
from tests.builders import AT, LATER

from stancebook.model.answer import Answer
from stancebook.model.problems import StancebookError
from stancebook.workspace import lock
from stancebook.workspace.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace


@pytest.fixture
def study(tmp_path: Path) -> Workspace:
    return builders.workspace(tmp_path)


def open_desk(study: Workspace, at: str = AT) -> Desk:
    return Desk(study, study.rubric(), study.source("one"), "ana", lambda: at)


# Each writer takes its own criterion; each reads now and then what the other wrote, as a second window does.
WRITER = """
import pathlib, sys
from stancebook.workspace.desk import Desk
from stancebook.workspace.workspace import Workspace

study = Workspace.at(pathlib.Path(sys.argv[1]))
rubric, source = study.rubric(), study.source("one")
desk = Desk(study, rubric, source, "ana")
for number in range(int(sys.argv[3])):
    if number % 50 == 49:
        desk = Desk(study, rubric, source, "ana")
    assert desk.annotation.coding(sys.argv[2]).note in ("", f"edit {number - 1}"), "an edit went back"
    desk.set_note(sys.argv[2], f"edit {number}")
    saved = desk.save()
    assert not saved.clashes, saved.clashes
"""
READER = """
import json, pathlib, sys
path = pathlib.Path(sys.argv[1])
while True:
    if path.exists():
        json.loads(path.read_bytes())
"""


@pytest.mark.slow
def test_two_programs_write_one_annotation_a_thousand_times_each(study: Workspace) -> None:
    path = study.annotation_path("tiny", "ana", "one")
    reader = subprocess.Popen([sys.executable, "-c", READER, str(path)], stderr=subprocess.PIPE)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(study.root), criterion, "1000"], stderr=subprocess.PIPE)
        for criterion in ("works", "tone")
    ]
    for writer in writers:
        assert writer.communicate(timeout=120)[1] == b""
    assert reader.poll() is None, "a reader found a torn file"
    reader.kill()
    reader.communicate()
    notes = {key: coding.note for key, coding in open_desk(study).annotation.codings.items()}
    assert notes == {"works": "edit 999", "tone": "edit 999", "advice": ""}
    assert [one.name for one in study.annotations.rglob("*") if one.is_file()] == ["one.json"]


ENROLLER = """
import pathlib, sys
from stancebook.workspace.workspace import Workspace

study = Workspace.at(pathlib.Path(sys.argv[1]))
for number in range(20):
    study.enrol(f"{sys.argv[2]}{number}")
"""


def test_two_programs_that_register_reviewers_lose_none(study: Workspace) -> None:
    programs = [subprocess.Popen([sys.executable, "-c", ENROLLER, str(study.root), who]) for who in ("a", "b")]
    assert [program.wait(60) for program in programs] == [0, 0]
    assert len(study.reviewers()) == 40


HOLDER = """
import pathlib, sys, time
from stancebook.workspace.lock import locked

with locked(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""
SOFT_HOLDER = HOLDER.replace(
    "with locked",
    "from stancebook.workspace import lock\n"
    "from filelock import FileLock\n"
    "def none(self): raise NotImplementedError('no locks on this disk')\n"
    "FileLock._acquire = none\n"
    "with locked",
)


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
@pytest.mark.parametrize("program", [HOLDER, SOFT_HOLDER], ids=["lock", "soft lock"])
def test_the_lock_of_a_program_that_died_is_no_obstacle(
    study: Workspace, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    if program is SOFT_HOLDER:
        monkeypatch.setattr(FileLock, "_acquire", _no_locks)
    holder = subprocess.Popen([sys.executable, "-c", program, str(study.local)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    desk = open_desk(study)
    desk.set_note("tone", "a note")
    with monkeypatch.context() as patch:
        patch.setattr(lock, "SECONDS", 0.3)
        with pytest.raises(StancebookError, match="nothing was written, try again"):
            desk.save()
    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    holder.stdout.close()
    began = time.monotonic()
    desk.save()
    assert time.monotonic() - began < 5
    assert open_desk(study).annotation.coding("tone").note == "a note"


def _no_locks(_self: object) -> None:
    raise NotImplementedError("no locks on this disk")


def test_a_disk_without_locks_gets_a_file_that_is_one(study: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileLock, "_acquire", _no_locks)
    with lock.locked(study.local):
        assert (study.local / "lock.soft").exists()
        other = SoftFileLock(study.local / "lock.soft", timeout=0)
        with pytest.raises(TimeoutError):
            other.acquire()
    desk = open_desk(study)
    desk.set_note("tone", "a note")
    desk.save()
    assert not (study.local / "lock.soft").exists()


def test_a_script_and_a_window_join_their_edits(study: Workspace) -> None:
    window = open_desk(study)
    window.set_answer("tone", Answer("calm"))
    script = ["code", "one", "--reviewer", "ana", "--set", "works=1", "--evidence", "works=It works", "--flag", "look"]
    subprocess.run([sys.executable, "-m", "stancebook", *script], cwd=study.root, check=True, capture_output=True)
    assert sorted(window.save().joined) == ["flag", "works"]
    there = open_desk(study).annotation
    assert (there.coding("works").value, there.coding("tone").value, there.flag) == (1, "calm", "look")


def git(root: Path, *args: str) -> None:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *args], cwd=root, check=True, capture_output=True)


def test_what_git_pulls_in_between_is_joined_and_a_conflict_is_left_to_people(study: Workspace) -> None:
    desk = open_desk(study)
    desk.set_answer("tone", Answer("calm"))
    desk.save()
    git(study.root, "init", "-q", "-b", "main")
    git(study.root, "add", "seeds", "rubrics", "annotations")
    git(study.root, "commit", "-qm", "one")
    git(study.root, "switch", "-qc", "elsewhere")
    elsewhere = open_desk(study, LATER)
    elsewhere.set_answer("works", Answer(2))
    elsewhere.save()
    git(study.root, "commit", "-qam", "two")
    git(study.root, "switch", "-q", "main")
    desk.set_note("tone", "mine")
    git(study.root, "merge", "-q", "--no-edit", "elsewhere")
    assert desk.save().joined == ("works",)
    assert json.loads(desk.path.read_text(encoding="utf-8"))["codings"]["tone"]["note"] == "mine"
    conflict = f"<<<<<<< HEAD\n{desk.path.read_text(encoding='utf-8')}=======\n{{}}\n>>>>>>> elsewhere\n"
    desk.path.write_text(conflict, encoding="utf-8")
    desk.set_note("tone", "kept here")
    with pytest.raises(StancebookError, match="git conflict markers"):
        desk.save()
    assert desk.path.read_text(encoding="utf-8") == conflict
    assert desk.unsaved
