"""Where things are in a workspace: folder names and the default rubric."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError, field_validator

from stancebook.model.base import Model
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.text_file import read_text
from stancebook.workspace.yaml_strict import MAX_SIZE

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = ".stancebook"
"""The folder for local state: who I am, lock, undo. Git ignores it."""


class Settings(Model):
    """What ``[tool.stancebook]`` in pyproject.toml, or ``stancebook.toml``, may say."""

    sources: str = "seeds"
    rubrics: str = "rubrics"
    annotations: str = "annotations"
    rubric: str | None = None

    @field_validator("sources", "rubrics", "annotations")
    @classmethod
    def _inside(cls, name: str) -> str:
        parts = name.replace("\\", "/").split("/")
        if not name or ".." in parts or name.startswith(("/", "~")) or ":" in name or "\0" in name:
            raise ValueError(f"'{name}' must be a folder inside the workspace")
        return name


def read_settings(root: Path) -> Settings:
    """Read the settings of the workspace at ``root``; defaults where there are none.

    Raises:
        StancebookError: Where a settings file is broken or says something unknown.
    """
    own, project = root / "stancebook.toml", root / "pyproject.toml"
    if own.is_file():
        return _parse(own, _toml(own, root))
    if project.is_file():
        tool = _toml(project, root).get("tool", {})
        return _parse(project, tool.get("stancebook", {}) if isinstance(tool, dict) else {})
    return Settings()


def _toml(path: Path, root: Path) -> dict[str, Any]:
    text = read_text(path, root)
    if len(text) > MAX_SIZE:
        raise StancebookError(
            Problem(path.name, f"larger than {MAX_SIZE:,} characters; a file like this is far smaller")
        )
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)[:200]
        raise StancebookError(Problem(path.name, f"not readable as TOML: {reason}")) from None


def _parse(path: Path, data: Any) -> Settings:
    if not isinstance(data, dict):
        raise StancebookError(Problem(path.name, "tool.stancebook should be a table"))
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        problems = []
        for item in error.errors():
            key = str(item["loc"][0]) if item["loc"] else ""
            if item["type"] == "extra_forbidden":
                message = f"unknown setting '{key}'{did_you_mean(key, Settings.model_fields)}"
            else:
                message = f"setting '{key}': {item['msg'].removeprefix('Value error, ')}"
            problems.append(Problem(path.name, message))
        raise StancebookError(problems) from None
