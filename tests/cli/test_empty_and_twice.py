"""What a script passes by mistake: an empty value for a variable that is not set, one thing said twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("option", ["-C", "--rubric", "--reviewer", "-o"])
def test_an_empty_value_is_not_taken_for_no_option(study: Path, stance: Callable[..., Any], option: str) -> None:
    done = stance("matrix", option, "")
    assert done.status == 2
    assert "it is empty; give a name, or leave the option out" in done.err
    assert not done.out
    assert study.exists()


@pytest.mark.parametrize(
    "said",
    [
        ("--set", "effectiveness=1", "--set", "effectiveness=2"),
        ("--set", "effectiveness=1", "--set", "eff=2"),
        ("--set", "effectiveness=1", "--clear", "effectiveness"),
        ("--set", "effectiveness=1", "--keep", "eff"),
        ("--note", "effectiveness=one", "--note", "effectiveness=two"),
        ("--confidence", "effectiveness=1", "--confidence", "effectiveness=2"),
    ],
)
def test_two_answers_in_one_call_are_refused(study: Path, stance: Callable[..., Any], said: tuple[str, ...]) -> None:
    done = stance("code", "wola-2025", "--reviewer", "ana", *said)
    assert done.status == 2
    assert f"{said[0]}: effectiveness is given twice in one call" in done.err
    assert not (study / "annotations/bukele-security-us-policy/ana").exists()


def test_the_rubric_is_named_by_option_everywhere(study: Path, stance: Callable[..., Any]) -> None:
    (study / "rubrics/other.yaml").write_text("rubric: other\n", encoding="utf-8")
    one = "bukele-security-us-policy"
    assert stance("rubric", "show", "--rubric", one).status == 0
    assert stance("rubric", "check", "--rubric", one, "--no-advice").status == 0
    assert stance("rubric", "show").status == 2
    done = stance("rubric", "show", one, "--rubric", one)
    assert done.status == 2
    assert "named twice" in done.err


def test_a_setting_that_names_what_is_not_there_fails_the_check(study: Path, stance: Callable[..., Any]) -> None:
    settings = study / "stancebook.toml"
    settings.write_text('rubric = "nope"\n[keys]\nfoo = "x"\n', encoding="utf-8")
    done = stance("check")
    assert done.status == 1
    assert "stancebook.toml: setting 'rubric': there is no rubric 'nope'" in done.out
    assert "stancebook.toml:3: keys: there is no command 'foo'" in done.out


def test_a_folder_that_only_the_settings_name_is_what_lacks(study: Path, stance: Callable[..., Any]) -> None:
    (study / "stancebook.toml").write_text('sources = "articles"\n', encoding="utf-8")
    for where in ((), ("-C", study)):
        done = stance("check", *where)
        assert done.status == 2
        assert "stancebook.toml: setting 'sources': there is no folder 'articles'" in done.err


def test_a_folder_named_is_not_looked_above(study: Path, stance: Callable[..., Any]) -> None:
    done = stance("check", "-C", "seeds")
    assert done.status == 2
    assert "or above it" not in done.err
    assert study.exists()


def test_a_rubric_with_the_other_ending_is_pointed_to(study: Path, stance: Callable[..., Any]) -> None:
    (study / "rubrics/bukele-security-us-policy.yaml").rename(study / "rubrics/mine.yml")
    for command in (("matrix",), ("rubric", "show")):
        done = stance(*command)
        assert done.status == 2
        assert "rename mine.yml to mine.yaml" in done.err


def test_what_was_not_written_is_not_called_undone(study: Path, stance: Callable[..., Any]) -> None:
    mine = ("code", "wola-2025", "--reviewer", "ana")
    assert stance(*mine, "--set", "effectiveness=1").status == 0
    done = stance(*mine, "--undo", "--set", "due_process=9")
    assert done.status == 2
    assert "undone" not in done.err
    assert "effectiveness" in stance(*mine, "--undo").err
    assert study.exists()
