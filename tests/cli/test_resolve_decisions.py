"""Two people decided on one source, and git or a sync program made it a conflict: every decision stays."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Terminal = pexpect.spawn[str]

RUBRIC = "bukele-security-us-policy"
SOURCE = "white-house-visit-2025"


def git(at: Path, *args: str) -> int:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *who, *args], cwd=at, capture_output=True, check=False).returncode


def decide(stance: Callable[..., Result], who: str, criterion: str, answer: str) -> None:
    said = ("--set", f"{criterion}={answer}", "--because", f"{who} says so", "--by", who, "--unblind")
    assert stance("adjudicate", SOURCE, *said).status == 0


def decisions(path: Path) -> dict[str, list[tuple[Any, Any]]]:
    found = json.loads(path.read_text(encoding="utf-8"))["decisions"]
    return {key: [(one["by"], one["value"]) for one in held] for key, held in found.items()}


def at_a_terminal(study: Path, *options: str) -> Terminal:
    """Begin to resolve at a terminal."""
    words = ["-m", "stancebook", "resolve", *options]
    return pexpect.spawn(sys.executable, words, cwd=str(study), encoding="utf-8", timeout=30)


def ends_well(program: Terminal) -> None:
    """Wait for the end, which has to be a good one."""
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 0


def later_side(path: Path, study: Path) -> str:
    """Return which side decided last; of two in one second, it is that of the later name."""
    at = {}
    for side, stage in (("ours", 2), ("theirs", 3)):
        words = ["git", "show", f":{stage}:{path.relative_to(study)}"]
        shown = subprocess.run(words, cwd=study, capture_output=True, check=True).stdout
        at[side] = json.loads(shown)["decisions"]["us_engagement"][-1]["at"], side
    return max(at.values())[1]


def merged(study: Path, stance: Callable[..., Result]) -> Path:
    """Let two branches decide on the same cell, and merge them."""
    path = study / "annotations" / RUBRIC / "_consensus" / f"{SOURCE}.json"
    git(study, "init")
    git(study, "add", "-A")
    git(study, "commit", "-m", "start")
    git(study, "checkout", "-b", "other")
    decide(stance, "ben", "us_engagement", "0")
    decide(stance, "ben", "due_process", "0")
    git(study, "add", str(path))
    git(study, "commit", "-m", "ben")
    git(study, "checkout", "main")
    path.unlink(missing_ok=True)
    decide(stance, "ana", "us_engagement", "1")
    git(study, "add", str(path))
    git(study, "commit", "-m", "ana")
    assert git(study, "merge", "other") != 0
    assert "<<<<<<<" in path.read_text(encoding="utf-8")
    return path


def test_after_a_git_merge_every_decision_of_both_sides_stays(study: Path, stance: Callable[..., Result]) -> None:
    path = merged(study, stance)
    conflicted = path.read_bytes()
    assert "stance resolve will keep the decisions of both" in stance("check").out
    told = stance("resolve", "--dry-run")
    assert told.status == 0
    assert "us_engagement: decided on both sides; the later counts" in told.out
    assert path.read_bytes() == conflicted
    done = stance("resolve")
    assert done.status == 0, done.err
    assert "all decisions of both sides: 3" in done.out
    found = decisions(path)
    assert sorted(found["us_engagement"]) == [("ana", 1), ("ben", 0)]
    assert found["due_process"] == [("ben", 0)]
    (kept,) = (study / ".stancebook" / "resolved" / RUBRIC / "_consensus").iterdir()
    assert {one.name for one in kept.iterdir()} >= {"ours.json", "theirs.json", "conflicted.json"}
    assert "nothing to resolve" in stance("resolve").err


def test_in_a_pipe_it_is_said_which_decision_counts_and_which_does_not(
    study: Path, stance: Callable[..., Result]
) -> None:
    path = merged(study, stance)
    later = later_side(path, study)
    done = stance("resolve")
    told = [line.strip() for line in done.out.splitlines()]
    assert f"us_engagement: decided on both sides; the later counts, {later}" in told
    assert any(line.startswith("ours:   +1 ") and line.endswith("): ana says so") for line in told)
    assert any(line.startswith("theirs: 0 ") and "(ben, " in line for line in told)
    assert "due_process" not in done.out, "only one side decided on it"


@pytest.mark.parametrize(("side", "value"), [("ours", 1), ("theirs", 0)])
def test_the_side_said_counts_and_the_other_decision_stays_before_it(
    study: Path, stance: Callable[..., Result], side: str, value: int
) -> None:
    path = merged(study, stance)
    done = stance("resolve", "--take", side)
    assert done.status == 0, done.err
    assert f"us_engagement: decided on both sides; {side} counts" in done.out
    found = decisions(path)["us_engagement"]
    assert len(found) == 2
    assert found[-1][1] == value


@pytest.mark.pty
@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_at_a_terminal_contradictory_decisions_are_asked_about(study: Path, stance: Callable[..., Result]) -> None:
    path = merged(study, stance)
    program = at_a_terminal(study)
    program.expect("both sides decided on us_engagement")
    program.expect("ours: .*ana says so")
    program.expect("theirs: .*ben says so")
    program.expect("Which counts")
    program.sendline("ours")
    ends_well(program)
    assert decisions(path)["us_engagement"] == [("ben", 0), ("ana", 1)]


@pytest.mark.parametrize("options", [("--dry-run",), (), ("--take", "ours")])
def test_who_has_not_completed_the_source_learns_which_decision_counts_and_not_what_it_says(
    study: Path, stance: Callable[..., Result], options: tuple[str, ...]
) -> None:
    path = merged(study, stance)
    later = "ours" if options[:1] == ("--take",) else later_side(path, study)
    done = stance("resolve", "--reviewer", "cyd", *options)
    assert done.status == 0, done.err
    who = {"ours": "ana", "theirs": "ben"}[later]
    counts = f"{later} counts" if options[:1] == ("--take",) else f"the later counts, {later}"
    assert f"us_engagement: decided on both sides; {counts}, by {who} of 20" in done.out
    assert "says so" not in done.out + done.err
    assert "+1 " not in done.out
    assert f"cyd has not completed {SOURCE}: what others said of it is left out (--unblind shows it" in done.err
    assert not seen(study, "cyd")
    if options != ("--dry-run",):
        assert decisions(path)["us_engagement"][-1][0] == who


def test_that_both_decided_alike_is_withheld_too(study: Path, stance: Callable[..., Result]) -> None:
    decide(stance, "ana", "us_engagement", "1")
    path = study / "annotations" / RUBRIC / "_consensus" / f"{SOURCE}.json"
    copy = path.with_name(f"{SOURCE} (Ben's conflicted copy 2026-11-22).json")
    copy.write_text(path.read_text(encoding="utf-8").replace("ana", "ben"), encoding="utf-8")
    assert "decided alike on both sides" in stance("resolve", "--dry-run").out
    assert "alike" not in stance("resolve", "--dry-run", "--reviewer", "cyd").out


def test_what_one_decided_oneself_is_shown_to_oneself(study: Path, stance: Callable[..., Result]) -> None:
    merged(study, stance)
    done = stance("resolve", "--dry-run", "--reviewer", "ana")
    assert any(line.strip().endswith("): ana says so") for line in done.out.splitlines())
    assert "ben says so" not in done.out


@pytest.mark.parametrize(("who", "options"), [("cyd", ("--unblind",)), ("r1", ())])
def test_what_others_decided_is_shown_on_request_or_after_completing_and_that_is_recorded(
    study: Path, stance: Callable[..., Result], who: str, options: tuple[str, ...]
) -> None:
    merged(study, stance)
    assert not seen(study, who)
    done = stance("resolve", "--dry-run", "--reviewer", who, *options)
    assert "ana says so" in done.out
    assert "ben says so" in done.out
    assert seen(study, who)


def seen(study: Path, who: str) -> bool:
    """Return whether it is on record that somebody saw what others said of the source."""
    path = study / "annotations" / RUBRIC / who / f"{SOURCE}.json"
    return path.exists() and json.loads(path.read_text(encoding="utf-8"))["revealed_at"] is not None


def test_what_cannot_be_recorded_is_not_shown(study: Path, stance: Callable[..., Result]) -> None:
    merged(study, stance)
    own = study / "annotations" / RUBRIC / "r1" / f"{SOURCE}.json"
    own.write_text("{", encoding="utf-8")
    done = stance("resolve", "--dry-run", "--reviewer", "r1")
    assert "says so" not in done.out
    assert "that r1 saw it cannot be recorded" in done.err
    assert stance("resolve", "--dry-run", "--reviewer", "r1", "--unblind").status == 2


@pytest.mark.pty
@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_at_a_terminal_nobody_is_asked_about_decisions_that_are_withheld(
    study: Path, stance: Callable[..., Result]
) -> None:
    path = merged(study, stance)
    program = at_a_terminal(study, "--reviewer", "cyd")
    ends_well(program)
    assert "says so" not in (program.before or "")
    assert len(decisions(path)["us_engagement"]) == 2


@pytest.mark.pty
@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_ones_own_annotation_is_joined_first_since_it_tells_what_one_may_see(
    study: Path, stance: Callable[..., Result]
) -> None:
    path = merged(study, stance)
    own = study / "annotations" / RUBRIC / "r1" / f"{SOURCE}.json"
    text = own.read_text(encoding="utf-8")
    own.write_text(f"<<<<<<< ours\n{text}=======\n{text}>>>>>>> theirs\n", encoding="utf-8")
    program = at_a_terminal(study, "--reviewer", "r1")
    program.expect("theirs: .*ben says so")
    program.expect("Which counts")
    program.sendline("ours")
    ends_well(program)
    assert decisions(path)["us_engagement"][-1] == ("ana", 1)
    assert seen(study, "r1")


def test_without_git_the_markers_tell_the_sides(study: Path, stance: Callable[..., Result]) -> None:
    path = merged(study, stance)
    shutil.rmtree(study / ".git")
    assert stance("resolve", path.relative_to(study)).status == 0
    assert sorted(decisions(path)["us_engagement"]) == [("ana", 1), ("ben", 0)]


def test_a_conflicted_copy_is_joined_and_goes(study: Path, stance: Callable[..., Result]) -> None:
    decide(stance, "ana", "us_engagement", "1")
    path = study / "annotations" / RUBRIC / "_consensus" / f"{SOURCE}.json"
    copy = path.with_name(f"{SOURCE} (Ben's conflicted copy 2026-11-22).json")
    text = path.read_text(encoding="utf-8")
    copy.write_text(text.replace('"value": 1', '"value": 0').replace("ana", "ben"), encoding="utf-8")
    done = stance("resolve")
    assert done.status == 0, done.err
    assert sorted(decisions(path)["us_engagement"]) == [("ana", 1), ("ben", 0)]
    assert not copy.exists()


def test_a_version_that_cannot_be_read_is_named_and_nothing_is_written(
    study: Path, stance: Callable[..., Result]
) -> None:
    decide(stance, "ana", "us_engagement", "1")
    path = study / "annotations" / RUBRIC / "_consensus" / f"{SOURCE}.json"
    broken = f"<<<<<<< ours\n{path.read_text(encoding='utf-8')}=======\n{{]\n>>>>>>> theirs\n"
    path.write_text(broken, encoding="utf-8")
    done = stance("resolve")
    assert done.status == 2
    assert f"{SOURCE}.json (theirs)" in done.err
    assert path.read_text(encoding="utf-8") == broken
