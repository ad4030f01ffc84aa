"""`stance resolve` after a real git merge, with copies of sync programs, and at its prompt."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pexpect
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CODING = "annotations/bukele-security-us-policy/r1/wola-2025.json"


def git(root: Path, *args: str) -> int:
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *names, *args], cwd=root, capture_output=True, check=False).returncode


def code(stance: Callable[..., Any], *edits: str) -> None:
    assert stance("code", "wola-2025", "--reviewer", "r1", *edits).status == 0


@pytest.fixture
def merged(study: Path, stance: Callable[..., Any]) -> Path:
    """The shipped study in the midst of a git merge: both sides changed effectiveness, theirs also a note."""
    (study / ".gitignore").write_text(".stancebook/\n", encoding="utf-8")
    git(study, "init", "-q", "-b", "main")
    git(study, "add", "-A")
    git(study, "commit", "-q", "-m", "one")
    git(study, "checkout", "-q", "-b", "topic")
    code(stance, "--set", "effectiveness=-2", "--note", "due_process=From the topic.")
    git(study, "commit", "-q", "-am", "two")
    git(study, "checkout", "-q", "main")
    code(stance, "--set", "effectiveness=0", "--flag", "look")
    git(study, "commit", "-q", "-am", "three")
    assert git(study, "merge", "-q", "topic") != 0
    return study


def coding(root: Path) -> Any:
    return json.loads((root / CODING).read_text(encoding="utf-8"))


def test_undecided_it_names_what_is_in_question_and_changes_nothing(merged: Path, stance: Callable[..., Any]) -> None:
    assert stance("check").status == 1
    before = (merged / CODING).read_bytes()
    done = stance("resolve")
    assert done.status == 2
    shown = [line.strip() for line in done.out.splitlines()]
    assert "effectiveness: both changed it; not decided" in shown
    assert any(line.startswith("ours:   0 ") and "; 2 quotes; note: " in line for line in shown)
    assert any(line.startswith("theirs: -2 ") for line in shown)
    assert "both sides changed effectiveness" in done.err
    assert len(done.err.splitlines()) == 1
    assert "only theirs changed it" in stance("resolve", "--dry-run").out
    assert (merged / CODING).read_bytes() == before


@pytest.mark.parametrize(("options", "value"), [(["--take", "ours"], 0), (["--coding", "effectiveness=theirs"], -2)])
def test_decided_it_joins_both_and_the_check_is_content(
    merged: Path, stance: Callable[..., Any], options: list[str], value: int
) -> None:
    assert stance("resolve", CODING, *options).status == 0
    found = coding(merged)
    assert found["codings"]["effectiveness"]["value"] == value
    assert found["codings"]["due_process"]["note"] == "From the topic."
    assert found["flag"] == "look"
    assert stance("check").status == 0
    kept = list((merged / ".stancebook/resolved").rglob("*.json"))
    assert sorted(path.name for path in kept) == ["base.json", "conflicted.json", "ours.json", "theirs.json"]
    assert "nothing to resolve" in stance("resolve").err


def test_two_versions_can_be_named(merged: Path, stance: Callable[..., Any]) -> None:
    for side, stage in (("ours", 2), ("theirs", 3)):
        text = subprocess.run(["git", "show", f":{stage}:{CODING}"], cwd=merged, capture_output=True, check=True).stdout
        (merged / f"{side}.json").write_bytes(text)
    command = ["resolve", CODING, "--ours", "ours.json", "--theirs", "theirs.json", "--take", "theirs"]
    assert stance(*command).status == 0
    assert coding(merged)["codings"]["effectiveness"]["value"] == -2


def test_a_copy_of_a_sync_program_is_joined(study: Path, stance: Callable[..., Any]) -> None:
    copy = study / CODING.replace(".json", " (conflicted copy 2026-11-22).json")
    copy.write_bytes((study / CODING).read_bytes())
    code(stance, "--set", "effectiveness=0")
    assert "file-sync program made of wola-2025.json" in stance("check").out
    done = stance("resolve", copy.relative_to(study), "--take", "ours")
    assert done.status == 0
    assert not copy.exists()
    assert coding(study)["codings"]["effectiveness"]["value"] == 0
    assert stance("check").status == 0


@pytest.mark.pty
@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_at_a_terminal_it_shows_both_sides_and_asks(merged: Path) -> None:
    program = pexpect.spawn(
        sys.executable, ["-m", "stancebook", "resolve"], cwd=str(merged), encoding="utf-8", timeout=30
    )
    program.expect("both sides changed effectiveness")
    program.expect("ours:")
    program.expect("theirs:")
    program.expect("Which stands")
    program.sendline("neither")
    program.expect("Which stands")
    program.sendline("theirs")
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 0
    assert coding(merged)["codings"]["effectiveness"]["value"] == -2


def test_who_has_not_completed_the_source_is_not_shown_anothers_coding(
    merged: Path, stance: Callable[..., Any]
) -> None:
    before = (merged / CODING).read_bytes()
    for options, status in ((("--dry-run",), 0), ((), 2)):
        done = stance("resolve", "--reviewer", "cyd", *options)
        assert done.status == status
        assert "effectiveness: both changed it; not decided" in done.out
        assert not any(side in done.out for side in ("ours:", "theirs:"))
        assert "cyd has not completed wola-2025: what others said of it is left out (--unblind" in done.err
    assert (merged / CODING).read_bytes() == before
    assert not (merged / "annotations" / "bukele-security-us-policy" / "cyd").exists()
    assert stance("resolve", "--reviewer", "cyd", "--take", "theirs").status == 0
    assert coding(merged)["codings"]["effectiveness"]["value"] == -2


@pytest.mark.parametrize(("who", "options"), [("cyd", ("--unblind",)), ("r2", ())])
def test_anothers_coding_is_shown_on_request_or_after_completing_and_that_is_recorded(
    merged: Path, stance: Callable[..., Any], who: str, options: tuple[str, ...]
) -> None:
    done = stance("resolve", "--dry-run", "--reviewer", who, *options)
    assert "    theirs: -2 " in done.out
    own = merged / CODING.replace("/r1/", f"/{who}/")
    assert json.loads(own.read_text(encoding="utf-8"))["revealed_at"] is not None


def test_ones_own_coding_is_shown_and_nothing_is_recorded(merged: Path, stance: Callable[..., Any]) -> None:
    before = (merged / CODING).read_bytes()
    assert "    theirs: -2 " in stance("resolve", "--dry-run", "--reviewer", "r1").out
    assert (merged / CODING).read_bytes() == before


@pytest.mark.pty
@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_at_a_terminal_nobody_is_asked_about_a_coding_that_is_withheld(merged: Path) -> None:
    before = (merged / CODING).read_bytes()
    words = ["-m", "stancebook", "resolve", "--reviewer", "cyd"]
    program = pexpect.spawn(sys.executable, words, cwd=str(merged), encoding="utf-8", timeout=30)
    program.expect("--coding effectiveness=ours")
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 2
    assert (merged / CODING).read_bytes() == before


def _interruptible() -> None:
    """A shell lets what it starts in the background ignore this signal, and whatever that starts in turn."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.pty
@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_stopped_at_the_prompt_it_has_changed_nothing(merged: Path) -> None:
    before = (merged / CODING).read_bytes()
    program = pexpect.spawn(
        sys.executable,
        ["-m", "stancebook", "resolve"],
        cwd=str(merged),
        encoding="utf-8",
        timeout=30,
        preexec_fn=_interruptible,
    )
    program.expect("Which stands")
    program.sendintr()
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 130
    assert (merged / CODING).read_bytes() == before


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["resolve", "nothing.json"], "there is no such file"),
        (["resolve", "seeds/wola-2025.md"], "lies outside annotations/"),
        (["resolve", CODING.replace("r1", "r2")], "holds no conflict markers"),
        (["resolve", "--ours", "a.json"], "belong together"),
        (["resolve", "annotations/reviewers.yaml", "--ours", "a", "--theirs", "b"], "the register needs none"),
        (["resolve", "--coding", "effectiveness"], "should be NAME=ours"),
        (["resolve", "--coding", "effectivness=ours"], "did you mean effectiveness?"),
        (["resolve", "--take", "both"], "'both' is not one of"),
    ],
)
def test_wrong_use_gets_one_line_and_changes_nothing(
    merged: Path, stance: Callable[..., Any], command: list[str], said: str
) -> None:
    before = (merged / CODING).read_bytes()
    done = stance(*command)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert (merged / CODING).read_bytes() == before


REGISTER = "annotations/reviewers.yaml"
BLOCK = "  - id: {0}\n    name: {1}\n    kind: person\n    how: ''\n"


def registered_on_both(study: Path, ours: str, theirs: str) -> None:
    """Make a git merge of two branches that changed the register, in which git cannot join them."""
    git(study, "init", "-q", "-b", "main")
    git(study, "add", "-A")
    git(study, "commit", "-q", "-m", "one")
    before = (study / REGISTER).read_text(encoding="utf-8")
    for branch, entries in (("topic", theirs), ("main", ours)):
        git(study, "checkout", "-q", "-B" if branch == "topic" else "-f", branch)
        (study / REGISTER).write_text(f"{before.rstrip()}\n{entries}", encoding="utf-8")
        git(study, "commit", "-q", "-am", branch)
    assert git(study, "merge", "-q", "topic") != 0


def test_a_register_that_two_branches_added_to_is_joined(study: Path, stance: Callable[..., Any]) -> None:
    registered_on_both(study, BLOCK.format("ana", "Ana"), BLOCK.format("ben", "Ben"))
    said = f"{REGISTER}:17:1: git conflict markers; two edits met here: stance resolve joins them"
    assert stance("matrix").err == f"stance: {said}\n"
    assert json.loads(stance("check", "--format", "json").out)["findings"][0]["rule"] == "conflict"
    assert "ben: only theirs registered or changed them" in stance("resolve", REGISTER, "--dry-run").out
    assert stance("resolve").status == 0
    text = (study / REGISTER).read_text(encoding="utf-8")
    assert text.startswith("# Who codes.")
    assert text.endswith(BLOCK.format("ana", "Ana") + BLOCK.format("ben", "Ben"))
    assert stance("check").status == 0
    assert len(list((study / ".stancebook/resolved").rglob("*.yaml"))) == 4


def test_whoever_both_branches_registered_otherwise_is_asked_for(study: Path, stance: Callable[..., Any]) -> None:
    registered_on_both(study, BLOCK.format("ana", "Ana"), BLOCK.format("ana", "Anna"))
    undecided = stance("resolve", REGISTER)
    assert undecided.status == 2
    assert "say whose entry stands, as in --registered ana=ours" in undecided.err
    assert "theirs: name: Anna; kind: person; how: –" in undecided.out
    assert "'ben' is not in question" in stance("resolve", "--registered", "ben=ours").err
    assert stance("resolve", "--registered", "ana=theirs").status == 0
    assert (study / REGISTER).read_text(encoding="utf-8").endswith(BLOCK.format("ana", "Anna"))


def test_somebody_registered_twice_is_asked_for_too(study: Path, stance: Callable[..., Any]) -> None:
    with (study / REGISTER).open("a", encoding="utf-8") as file:
        file.write("  - {id: ana, name: Ana}\n  - {id: ana, name: Anna}\n")
    assert "'ana' is registered twice; stance resolve asks which entry stands" in stance("status").err
    assert stance("resolve", "--take", "theirs").status == 0
    assert (study / REGISTER).read_text(encoding="utf-8").endswith("\n  - {id: ana, name: Anna}\n")


def test_of_three_entries_of_somebody_none_goes_unseen(study: Path, stance: Callable[..., Any]) -> None:
    before = (study / REGISTER).read_text(encoding="utf-8")
    ana, anna, anne = (f"  - {{id: ana, name: {name}}}\n" for name in ("Ana", "Anna", "Anne"))
    (study / REGISTER).write_text(before + ana + anna + ana, encoding="utf-8")
    assert "theirs: name: Anna" in stance("resolve", "--dry-run").out
    (study / REGISTER).write_text(before + ana + anna + anne, encoding="utf-8")
    refused = stance("resolve", "--take", "ours")
    assert refused.status == 2
    assert "'ana' is registered in more than two ways; keep two of the entries, and stance resolve joins" in refused.err
    assert (study / REGISTER).read_text(encoding="utf-8") == before + ana + anna + anne


def test_two_clones_that_register_somebody_are_joined_without_a_question(
    empty: Path, stance: Callable[..., Any]
) -> None:
    stance("init", "--rubric", "r")
    (empty / "seeds" / "one.txt").write_text("Hello, world.\n", encoding="utf-8")
    git(empty, "init", "-q", "-b", "main")
    git(empty, "add", "-A")
    git(empty, "commit", "-q", "-m", "one")
    for branch, who in (("topic", "ben"), ("main", "ana")):
        git(empty, "checkout", "-q", *(["-b"] if branch == "topic" else []), branch)
        assert stance("code", "one", "--reviewer", who, "--flag", "look").status == 0
        git(empty, "add", "-A")
        git(empty, "commit", "-q", "-m", branch)
    assert git(empty, "merge", "-q", "--no-edit", "topic") != 0
    assert stance("resolve").status == 0
    lines = (empty / REGISTER).read_text(encoding="utf-8").splitlines()
    assert lines[-2:] == [f'  - {{id: {who}, name: {who}, kind: person, how: ""}}' for who in ("ana", "ben")]
    assert "ana" in stance("status").out


def test_two_entries_that_end_in_the_same_line_both_keep_it(empty: Path, stance: Callable[..., Any]) -> None:
    """Git, told to keep the lines of both, keeps of two equal last lines one: a gold panel became a person."""
    stance("init", "--rubric", "r")
    entry = "  - id: {0}\n    name: {0}\n    kind: gold\n"
    registered_on_both(empty, entry.format("panel"), entry.format("second"))
    assert stance("resolve").status == 0
    assert (empty / REGISTER).read_text(encoding="utf-8").endswith(entry.format("panel") + entry.format("second"))


def test_a_register_that_is_unusable_does_not_hinder_joining_another_file(
    study: Path, stance: Callable[..., Any]
) -> None:
    (study / REGISTER).write_text("reviewers: [{id: r1, nam: R1}]\n", encoding="utf-8")
    copy = (study / CODING).with_name("wola-2025 (1).json")
    copy.write_bytes((study / CODING).read_bytes())
    assert "unknown key 'nam'" in stance("resolve").err
    assert stance("resolve", CODING).status == 0
    assert not copy.exists()


def test_the_copy_of_a_sync_program_is_joined_and_a_copy_that_somebody_put_aside_is_left(
    study: Path, stance: Callable[..., Any]
) -> None:
    """The copy indents otherwise, so that lines of both are no register together: entries are written anew."""
    register = study / REGISTER
    before = register.read_text(encoding="utf-8")
    aside = register.with_name("reviewers-old.yaml")
    aside.write_text(before + BLOCK.format("gone", "Gone"), encoding="utf-8")
    assert "nothing to resolve" in stance("resolve").err
    copy = register.with_name("reviewers (Ben's conflicted copy 2026-11-22).yaml")
    copy.write_text("reviewers:\n- {id: ben, name: Ben}\n- {id: r1, name: Else}\n", encoding="utf-8")
    told = json.loads(stance("check", "--format", "json").out)["findings"]
    assert [(one["rule"], one["where"].rpartition("/")[2]) for one in told] == [("conflict", copy.name)]
    assert stance("resolve", "--take", "ours").status == 0
    assert aside.exists()
    assert not copy.exists()
    text = register.read_text(encoding="utf-8")
    assert text.startswith(before.partition("\n")[0])
    assert [line.split(", ")[0] for line in text.splitlines()[2:]] == [
        f"  - {{id: {who}" for who in ("r1", "r2", "r3", "ben")
    ]
    assert "R1, rule by rule" in text
    assert stance("check").status == 0


def test_what_one_side_only_renamed_is_the_change_of_the_other(study: Path, stance: Callable[..., Any]) -> None:
    """One branch migrates to a renamed value, the other codes the same criterion anew: only that one judged."""
    path = study / "rubrics" / "bukele-security-us-policy.yaml"
    git(study, "init", "-q", "-b", "main")
    git(study, "add", "-A")
    git(study, "commit", "-q", "-m", "one")
    before = coding(study)["codings"]["recommended_approach"]["value"]
    git(study, "checkout", "-q", "-b", "topic")
    code(stance, "--confidence", "recommended_approach=2")
    git(study, "commit", "-q", "-am", "two")
    git(study, "checkout", "-q", "main")
    text = path.read_text(encoding="utf-8").replace(before[0], "called_anew")
    entry = (
        "changelog:\n  - version: 0.3.0\n    date: 2026-11-22\n    operations:\n"
        f"      - {{operation: rename, criterion: recommended_approach, value: {before[0]}, to: called_anew}}\n"
    )
    path.write_text(
        text.replace("version: 0.2.0", "version: 0.3.0", 1).replace("changelog:\n", entry), encoding="utf-8"
    )
    assert stance("rubric", "migrate", "--apply").status == 0
    git(study, "add", "-A")
    git(study, "commit", "-q", "-m", "three")
    git(study, "merge", "-q", "topic")
    assert stance("resolve", CODING).status == 0
    joined = coding(study)
    found = joined["codings"]["recommended_approach"]
    assert (found["confidence"], sorted(found["value"])) == (2, sorted(["called_anew", *before[1:]]))
    assert joined["state"] == "complete"
