"""What is wrong in one source's front matter closes neither the source nor the study: it is told, and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def shortened(study: Path) -> Path:
    """The shipped study, with two characters of a source taken out: a region now ends beyond its text."""
    path = study / "seeds/wola-2025.md"
    path.write_text(path.read_text("utf-8").replace("model is not sust", "model isnt sust"), encoding="utf-8")
    return study


_SAID = (
    "seeds/wola-2025.md:14:8: the region ends at 9083, but the text has only 9081 characters; "
    "correct where the image_credit_with_url starts and ends"
)


@pytest.mark.usefixtures("shortened")
@pytest.mark.parametrize("command", [["matrix"], ["status"], ["show", "wola"], ["agreement"], ["compare", "r1", "r2"]])
def test_a_correction_that_shortens_a_text_closes_no_command(stance: Callable[..., Any], command: list[str]) -> None:
    result = stance(*command)
    assert result.status == 0
    assert f"{_SAID} (that alone is left out)" in result.err


@pytest.mark.usefixtures("shortened")
def test_the_check_names_the_region_and_fails(stance: Callable[..., Any]) -> None:
    result = stance("check", "--allow-lost")
    assert result.status == 1
    assert result.out.startswith(f"{_SAID}\n")
    assert stance("reanchor", "wola", "--reviewer", "r1").status == 0


def test_of_several_faults_the_first_is_told_and_their_number(study: Path, stance: Callable[..., Any]) -> None:
    path = study / "seeds/zinsmeister-2024.md"
    text = path.read_text("utf-8").replace("title: Finding", "title: 2024\nwas: Finding", 1)
    path.write_text(text.replace("publisher: Global Americans", "publisher: [Global Americans]"), encoding="utf-8")
    result = stance("matrix")
    assert result.status == 0
    assert "seeds/zinsmeister-2024.md:2:8: should be text, not '2024'; put it in quotes (left out" in result.err
    assert "1 more" in result.err
    assert "Global Americans 2024" in stance("show", "zins").out
    assert stance("check").out.count("seeds/zinsmeister-2024.md:") == 2


def test_such_a_text_is_not_added(study: Path, stance: Callable[..., Any]) -> None:
    (study / "new.md").write_text("---\ntitle: 2024\n---\nText.\n", encoding="utf-8")
    result = stance("add", "new.md")
    assert result.status == 2
    assert "should be text, not '2024'" in result.err
    assert not (study / "seeds/new.md").exists()
