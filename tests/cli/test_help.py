"""What --help says is true: its examples run as they stand there."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Result


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("command", ["code", "adjudicate", "matrix", "resolve", "report", "figure"])
def test_the_examples_run_one_after_the_other(
    stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("STANCEBOOK_REVIEWER", "r1")
    told = stance(command, "--help").out.splitlines()
    examples = [shlex.split(line) for line in told if line.startswith(f"  stance {command} ")]
    assert examples
    for _, *words in examples:
        done = stance(*words)
        assert done.status == 0, (words, done.err)


@pytest.mark.usefixtures("study")
def test_no_line_of_a_list_of_commands_is_cut_short(stance: Callable[..., Result]) -> None:
    for words in (["--help"], ["rubric", "--help"], ["figure", "--help"]):
        assert "..." not in stance(*words).out.partition("Commands:")[2], words
