"""The guide to writing a rubric: what it shows is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancebook.workspace.rubric_check import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

GUIDE = (Path(__file__).parents[2] / "docs" / "writing-a-rubric.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def test_every_command_shown_gives_what_is_shown(stance: Callable[..., Any], empty: Path) -> None:
    shown = blocks("console")
    assert len(shown) == 3
    for block in shown:
        command, _, output = block.partition("\n")
        done = stance(*shlex.split(command)[2:])
        assert done.status == 0
        assert done.err + done.out == output
    assert (empty / "codebook.html").exists()


def test_the_criterion_written_out_takes_the_place_of_the_drafted_one(stance: Callable[..., Any], empty: Path) -> None:
    (command, *_) = blocks("console")
    stance(*shlex.split(command.partition("\n")[0])[2:])
    path = empty / "carbon-tax.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  - id: support"), text.index("  - id: advice")
    (criterion,) = blocks("yaml")
    path.write_text(text[:start] + criterion + text[end:], encoding="utf-8")
    done = stance("rubric", "check", "carbon-tax.yaml")
    assert done.status == 0
    assert "support" not in done.out


def test_every_kind_of_advice_is_explained() -> None:
    explained = set(re.findall(r"`([a-z-]+)`", GUIDE[GUIDE.index("| advice |") :]))
    assert explained == {name for name, rule in RULES.items() if rule.advice}


def test_every_command_named_exists() -> None:
    from stancebook.cli.main import COMMANDS
    from stancebook.cli.rubric import COMMANDS as OF_RUBRICS

    named = re.findall(r"(?:`|^ {4}|^\$ )stance ([a-z]+)(?: ([a-z]+))?", GUIDE, re.MULTILINE)
    assert len(named) > 10
    for first, second in named:
        assert first in COMMANDS
        assert first != "rubric" or second in OF_RUBRICS
