"""`stance rubric show`: the codebook, from a workspace, a file or standard input."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.usefixtures("study")
def test_the_codebook_of_the_study_is_shown(stance: Callable[..., Any]) -> None:
    done = stance("rubric", "show")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Stances on El Salvador's security model and US policy\nbukele-security-us-policy 0.2.0")
    assert "\x1b" not in done.out
    assert stance("rubric", "show", "bukele-security-us-policy").out == done.out
    assert stance("rubric", "show", "rubrics/bukele-security-us-policy.yaml").out == done.out


@pytest.mark.parametrize(
    ("form", "start"), [("md", "# A tiny rubric\n"), ("html", "<!doctype html>\n"), ("json", "{\n")]
)
def test_a_file_is_shown_in_every_form_outside_of_a_workspace(
    stance: Callable[..., Any], empty: Path, form: str, start: str
) -> None:
    (empty / "any-name.yaml").write_text(builders.RUBRIC, encoding="utf-8")
    done = stance("rubric", "show", "any-name.yaml", "--format", form, "-o", "book")
    assert (done.status, done.out, done.err) == (0, "", "wrote book\n")
    assert (empty / "book").read_text(encoding="utf-8").startswith(start)


@pytest.mark.usefixtures("empty")
def test_standard_input_is_shown(stance: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(builders.RUBRIC.encode())))
    assert json.loads(stance("rubric", "show", "-", "--format", "json").out)["rubric"] == "tiny"


def test_a_broken_rubric_is_refused_with_its_places(stance: Callable[..., Any], empty: Path) -> None:
    (empty / "tiny.yaml").write_text(builders.RUBRIC.replace("type: ordinal", "type: ordinary"), encoding="utf-8")
    done = stance("rubric", "show", "tiny.yaml")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("stance: tiny.yaml:13:5: the type 'ordinary' is not known; did you mean ordinal")


def test_of_several_rubrics_one_must_be_named(stance: Callable[..., Any], study: Path) -> None:
    (study / "rubrics" / "tiny.yaml").write_text(builders.RUBRIC, encoding="utf-8")
    done = stance("rubric", "show")
    assert (done.status, done.err) == (
        2,
        "stance: 2 rubrics here: name one of bukele-security-us-policy, tiny\n",
    )
    assert stance("--rubric", "tiny", "rubric", "show").out.startswith("A tiny rubric\n")
