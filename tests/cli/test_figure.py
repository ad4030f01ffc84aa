"""`stance figure`, as its user calls it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result


def test_it_writes_a_file_named_after_the_rubric(study: Path, stance: Callable[..., Result]) -> None:
    done = stance("figure", "positions", "--columns", "1")
    assert done.status == 0
    assert done.err == "wrote bukele-security-us-policy-positions.svg\n"
    assert (study / "bukele-security-us-policy-positions.svg").read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.usefixtures("study")
def test_the_name_says_the_form_and_a_pipe_may_take_it(stance: Callable[..., Result], tmp_path: Path) -> None:
    assert stance("figure", "positions", "--criterion", "rights", "-o", tmp_path / "a.pdf").status == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert stance("figure", "positions", "--criterion", "rights", "-o", "-").out.startswith("<?xml")


@pytest.mark.usefixtures("study")
def test_several_pages_are_several_files(stance: Callable[..., Result], tmp_path: Path) -> None:
    done = stance("figure", "positions", "--height", "60", "--format", "png", "--dpi", "72", "-o", tmp_path / "p.png")
    assert done.status == 0
    assert {path.name for path in tmp_path.glob("p*.png")} >= {"p-1.png", "p-2.png"}
    refused = stance("figure", "positions", "--height", "60", "-o", "-")
    assert refused.status == 2
    assert "a PDF holds them all" in refused.err


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["-o", "a.jpg"], "a figure is no .jpg"),
        (["-o", "a.pdf", "--format", "svg"], "would hold SVG"),
        (["--dpi", "600", "-o", "a.svg"], "--dpi is for PNG"),
        (["--criterion", "nonsense"], "no criterion 'nonsense'"),
        (["--reviewers", "r1,nobody"], "nobody called 'nobody' codes here"),
        (["--font", "Dejavu Sons"], "there is no font"),
        (["--columns", "3"], "'3' is not one of"),
        (["--sort", "nonsense"], "cannot sort by"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(stance: Callable[..., Result], wrong: list[str], said: str) -> None:
    done = stance("figure", "positions", *wrong)
    assert done.status == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("study")
def test_the_caption_is_text_and_needs_no_drawing(stance: Callable[..., Result], tmp_path: Path) -> None:
    done = stance("figure", "positions", "--caption", "--reviewers", "r1,r2", "-o", tmp_path / "caption.txt")
    assert done.status == 0
    told = (tmp_path / "caption.txt").read_text(encoding="utf-8")
    assert told.startswith("Positions of 5 sources on 4 criteria, coded by 2 reviewers.")
    assert len(told.splitlines()) == 1


@pytest.mark.usefixtures("study")
def test_without_matplotlib_one_line_says_what_to_install(
    stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = stance("figure", "positions")
    assert done.status == 2
    assert done.err == "stance: figures need matplotlib: pip install 'stancebook[figures]'\n"
    assert stance("figure", "positions", "--caption").out.startswith("Positions of 5 sources")


def test_nothing_coded_draws_nothing(stance: Callable[..., Result], empty: Path) -> None:
    stance("init", "new")
    done = stance("-C", empty / "new", "figure", "positions")
    assert done.status == 2
    assert "nothing to draw" in done.err
    assert not list(empty.glob("*.svg"))


def test_drafts_alone_are_drawn_when_asked_for(study: Path, stance: Callable[..., Result]) -> None:
    for path in (study / "annotations").glob("*/r?/*.json"):
        path.write_text(path.read_text(encoding="utf-8").replace('"complete"', '"draft"'), encoding="utf-8")
    done = stance("figure", "positions")
    assert done.status == 2
    assert "15 annotations are drafts and none is complete" in done.err
    assert "--drafts draws drafts" in done.err
    assert stance("figure", "positions", "--drafts", "--caption").status == 0


def test_it_is_blind(study: Path, stance: Callable[..., Result]) -> None:
    (study / "annotations" / "bukele-security-us-policy" / "r1" / "midziak-znojek-2026.json").unlink()
    done = stance("figure", "positions", "--reviewer", "r1", "--caption")
    assert "2 annotations by others are left out" in done.err
    assert "2 annotations of others withheld" in done.out


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("kind", ["forest", "alignment", "confusion"])
def test_every_kind_is_drawn_and_has_a_caption(stance: Callable[..., Result], tmp_path: Path, kind: str) -> None:
    done = stance("figure", kind, "--source", "wola", "--source", "zinsmeister", "-o", tmp_path / "a.svg")
    assert done.status == 0, done.err
    assert "<title>" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "2 sources" in stance("figure", kind, "--source", "wola", "--source", "zinsmeister", "--caption").out


@pytest.mark.usefixtures("study")
def test_what_cannot_be_compared_is_refused(stance: Callable[..., Result]) -> None:
    alone = stance("figure", "confusion", "--reviewers", "r1", "-o", "a.svg")
    assert alone.status == 2
    assert "nothing to compare" in alone.err
    assert stance("figure", "alignment", "--sort", "title").status == 2, "its order is its own"


@pytest.mark.parametrize("kind", ["positions", "alignment", "confusion", "forest"])
def test_what_is_withheld_is_the_reason_to_draw_nothing(study: Path, stance: Callable[..., Result], kind: str) -> None:
    assert stance("code", "wola-2025", "--reviewer", "r4", "--set", "effectiveness=-1").status == 0
    done = stance("figure", kind, "--reviewer", "r4", "-o", "x.svg")
    assert done.status == 2
    told = done.err.splitlines()[-1]
    assert "15 annotations of others are withheld until you have completed the source" in told
    assert "none is complete" not in told
    assert "--unblind draws them, and that is recorded; --drafts draws drafts that you may see" in told
    assert not (study / "x.svg").exists()


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("agreement", "forest"), ("alingment", "alignment"), ("line", "alignment"), ("answers", "positions or confusion")],
)
def test_who_asks_for_what_a_figure_shows_is_told_its_name(
    stance: Callable[..., Result], asked: str, hint: str
) -> None:
    done = stance("figure", asked)
    assert done.status == 2
    assert f"there is no figure '{asked}'; did you mean {hint}?" in done.err


def test_a_word_that_every_help_holds_hints_at_no_figure(stance: Callable[..., Result]) -> None:
    assert "did you mean" not in stance("figure", "the").err


def test_the_help_names_the_figures_as_they_are_called(stance: Callable[..., Result]) -> None:
    told = next(line for line in stance("--help").out.splitlines() if line.split()[:1] == ["figure"])
    assert all(name in told for name in ("positions", "forest", "alignment", "confusion"))
