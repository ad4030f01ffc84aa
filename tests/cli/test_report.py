"""`stance report`: as HTML and Markdown, whole or in part."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result


@pytest.mark.usefixtures("study")
def test_as_markdown_it_has_every_part(stance: Callable[..., Result]) -> None:
    done = stance("report", "--format", "md", "-o", "-")
    assert done.status == 0
    for part in ("In short", "Matrix", "Agreement", "To discuss", "Methods", "Sources", "Codebook", "Quotes"):
        assert f"\n## {part}" in done.out
    assert "<" not in done.out.replace("\\<", "")


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("form", ["html", "md"])
def test_turned_round_it_is_the_matrix_turned_round(stance: Callable[..., Result], form: str) -> None:
    whole = stance("report", "--format", form, "--transpose", "-o", "-").out
    assert whole != stance("report", "--format", form, "-o", "-").out
    told = stance("matrix", "--format", form, "--transpose", "-o", "-").out
    assert whole == told if form == "html" else told.partition("## Matrix")[2].partition("##")[0] in whole


def test_it_is_named_after_the_rubric(study: Path, stance: Callable[..., Result]) -> None:
    stance("report", "--format", "md")
    assert (study / "bukele-security-us-policy-report.md").is_file()


@pytest.mark.usefixtures("study")
def test_a_part_of_it_holds_only_that_part(stance: Callable[..., Result]) -> None:
    done = stance("report", "--source", "wola-2025", "--criterion", "effectiveness", "-o", "-")
    assert "WOLA" in done.out
    assert 'id="E1b"' not in done.out
    assert 'id="E2a"' not in done.out


@pytest.mark.usefixtures("study")
def test_a_report_of_disagreements_names_the_figures_basis(stance: Callable[..., Result]) -> None:
    done = stance("report", "--only", "disagreements", "--criterion", "effectiveness", "-o", "-")
    assert "on which no two independent codings that count disagree not shown" in done.out


@pytest.mark.skipif(os.name == "nt", reason="no named pipes")
def test_a_pipe_gets_the_text_and_stays_a_pipe(study: Path, stance: Callable[..., Result]) -> None:
    pipe = study / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert stance("report", "-o", "pipe").status == 0
    reader.join(timeout=10)
    assert read[0].endswith("</html>\n")
    assert pipe.is_fifo()
