"""The first steps of somebody who is new: what is not there is said plainly, with the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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
