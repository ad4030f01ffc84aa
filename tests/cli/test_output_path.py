"""Output goes anywhere but over what people wrote: `-o` never replaces a source, a rubric or an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CODING = "annotations/bukele-security-us-policy/r1/wola-2025.json"


@pytest.mark.parametrize(
    ("command", "target"),
    [
        ("status", CODING),
        ("check", "seeds/wola-2025.md"),
        ("show wola-2025 --no-text", "rubrics/../seeds/wola-2025.md"),
        ("status", "seeds/new.txt"),
        ("rubric show", "rubrics/bukele-security-us-policy.yaml"),
        ("status", "annotations/reviewers.yaml"),
        ("matrix --format xlsx", CODING),
        ("compare --format xlsx", CODING),
        ("matrix --format md", "seeds/new.MD"),
        ("status", ".stancebook/me.txt"),
        ("status", "stancebook.toml"),
        ("status", "pyproject.toml"),
    ],
)
def test_output_is_never_written_over_the_study(
    study: Path, stance: Callable[..., Any], command: str, target: str
) -> None:
    before = (study / target).read_bytes() if (study / target).exists() else None
    done = stance(*command.split(), "-o", target)
    assert done.status == 2
    assert f"-o: {target}: belongs to the study" in done.err
    assert before == ((study / target).read_bytes() if (study / target).exists() else None)


def test_a_source_whose_ending_is_in_capitals_is_one_too(study: Path, stance: Callable[..., Any]) -> None:
    article = (study / "seeds/wola-2025.md").rename(study / "seeds/wola-2025.MD")
    before = article.read_bytes()
    assert stance("matrix", "--format", "md", "-o", "seeds/wola-2025.MD").status == 2
    assert article.read_bytes() == before


def test_nor_where_the_settings_do_not_tell_what_is_a_source(study: Path, stance: Callable[..., Any]) -> None:
    (study / "stancebook.toml").write_text("sources = [", encoding="utf-8")
    before = (study / "seeds/wola-2025.md").read_bytes()
    done = stance("rubric", "schema", "-o", "seeds/wola-2025.md")
    assert (done.status, "stancebook.toml" in done.err) == (2, True)
    assert (study / "seeds/wola-2025.md").read_bytes() == before


def test_nor_through_a_link_nor_from_elsewhere(study: Path, stance: Callable[..., Any], tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(study / CODING)
    before = (study / CODING).read_bytes()
    assert stance("status", "-o", link).status == 2
    assert stance("rubric", "schema", "-o", study / CODING).status == 2
    assert (study / CODING).read_bytes() == before


def test_nor_through_a_source_that_is_itself_a_link(study: Path, stance: Callable[..., Any], tmp_path: Path) -> None:
    text = tmp_path / "elsewhere.txt"
    text.write_text("As it was.\n", encoding="utf-8")
    (study / "seeds/linked.txt").symlink_to(text)
    assert "belongs to the study, as a source" in stance("rubric", "schema", "-o", "seeds/linked.txt").err
    assert text.read_text(encoding="utf-8") == "As it was.\n"


def test_output_beside_the_study_is_written(study: Path, stance: Callable[..., Any]) -> None:
    for target in ("status.txt", "seeds/status.json", "rubrics/rubric.schema.json"):
        assert stance("status", "-o", target).status == 0
        assert (study / target).read_text(encoding="utf-8")


def test_a_new_folder_is_said_and_a_mistyped_path_makes_no_tree(study: Path, stance: Callable[..., Any]) -> None:
    done = stance("matrix", "--format", "csv", "-o", "tables/")
    assert done.status == 0
    assert done.err.count("made the folder tables\n") == 1
    for command in (["report", "-o"], ["matrix", "--format", "xlsx", "-o"], ["agreement", "-o"]):
        name = "page.xlsx" if "xlsx" in command else "page.html" if command[0] == "report" else "page.md"
        refused = stance(*command, f"not/there/{name}")
        assert (refused.status, refused.err.count("\n")) == (2, 1), refused.err
        assert f"there is no folder {study / 'not'}" in refused.err
    assert not (study / "not").exists()
