"""The guide to changing a rubric is true: its commands are run, in order, on a copy of the shipped study."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stancebook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[2]
GUIDE = PROJECT / "docs" / "changing-a-rubric.md"
LEFT_OUT = "…"


def told() -> Iterator[tuple[str, list[str]]]:
    """Yield each command of the guide with the lines that it is said to print."""
    for block in re.findall(r"```console\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL):
        for part in re.split(r"(?m)^\$ ", block)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            yield command, lines


def fits(lines: list[str], printed: list[str]) -> bool:
    pieces = [re.escape(line) + "\n" if line != LEFT_OUT else "(?:.*\n)*?" for line in lines]
    return re.fullmatch("".join(pieces), "".join(f"{line.rstrip()}\n" for line in printed)) is not None


def test_every_command_prints_what_the_guide_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("seeds", "rubrics", "annotations", "docs/worked-example"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    commands = list(told())
    assert len(commands) > 10
    for command, lines in commands:
        words = shlex.split(command)
        if words[0] == "cp":
            shutil.copy(*words[1:])
            continue
        with pytest.raises(SystemExit) as ended:
            main(words[1:])
        printed = capsys.readouterr().out.splitlines()
        assert ended.value.code == 0, command
        assert fits(lines, printed), f"{command} printed\n" + "\n".join(printed)
