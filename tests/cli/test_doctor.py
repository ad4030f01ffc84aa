"""`stance doctor`: versions, terminal and counts, from anywhere, and not a word of the texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.usefixtures("study")
def test_it_tells_versions_and_counts(stance: Callable[..., Any]) -> None:
    data = json.loads(stance("doctor", "--format", "json").out)
    assert data["schema"] == "stancebook/doctor/1"
    assert data["packages"]["textual"]
    assert data["workspace"]["counts"]["sources"] == 5
    assert data["workspace"]["counts"]["annotation_files"] == 15
    assert data["workspace"]["check"]["findings"] == {}


def test_no_text_quote_id_or_name_is_in_it(
    study: Path, stance: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = study / "annotations/bukele-security-us-policy/r1/wola-2025.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Bukele", "Secret"), encoding="utf-8")
    (study / "seeds/zinsmeister-2024.md").write_text("---\ntitle: [broken\n---\nx", encoding="utf-8")
    monkeypatch.setenv("STANCEBOOK_REVIEWER", "ana-of-the-ministry")
    for form in ("json", "terminal"):
        told = stance("doctor", "--format", form).out.casefold()
        for private in ("secret", "bukele", "wola", "zinsmeister", "ana-of", str(study).casefold(), "r1/"):
            assert private not in told
        assert "changed-outside" in told


@pytest.mark.usefixtures("empty")
def test_without_a_workspace_it_tells_the_rest(stance: Callable[..., Any]) -> None:
    done = stance("doctor")
    assert done.status == 0
    assert "found: no" in done.out
    assert "python: " in done.out


def test_with_unusable_settings_it_says_where(empty: Path, stance: Callable[..., Any]) -> None:
    (empty / "rubrics").mkdir()
    (empty / "seeds").mkdir()
    (empty / "stancebook.toml").write_text("sources = [", encoding="utf-8")
    done = stance("doctor")
    assert done.status == 0
    assert "unusable settings: stancebook.toml" in done.out


@pytest.mark.usefixtures("empty")
def test_wrong_use_gets_one_line(stance: Callable[..., Any]) -> None:
    done = stance("doctor", "-C", "nowhere")
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
