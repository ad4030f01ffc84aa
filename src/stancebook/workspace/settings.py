"""The settings of a workspace: folder names, the default rubric, how coding goes, keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, ValidationError, field_validator

from stancebook.model.base import Model
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.text_file import read_text
from stancebook.workspace.yaml_strict import MAX_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TABLE = re.compile(r"\[([^\[\]]+)\]\s*(?:#.*)?")
SETTINGS_FILES = ("stancebook.toml", "pyproject.toml")


class Settings(Model):
    """What ``[tool.stancebook]`` in pyproject.toml, or ``stancebook.toml``, may say."""

    sources: str = "seeds"
    rubrics: str = "rubrics"
    annotations: str = "annotations"
    rubric: str | None = None
    order: Literal["name", "random"] = "name"
    """In which order each reviewer meets the sources; random is another, and always the same, for each of them."""
    time: bool = True
    """Whether each reviewer's time per source is noted in the folder for local state."""
    keys: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Keys of one's own: for a command's id, the keys that it is to have instead."""

    @field_validator("keys", mode="before")
    @classmethod
    def _listed(cls, keys: object) -> object:
        """Take "e" and "e f2" for lists of keys, and ``evidence.mark = "e"`` without quotes for what it means."""
        return dict(_flat(keys)) if isinstance(keys, dict) else keys

    @field_validator("sources", "rubrics", "annotations")
    @classmethod
    def _inside(cls, name: str) -> str:
        parts = name.replace("\\", "/").split("/")
        if not name or ".." in parts or name.startswith(("/", "~")) or ":" in name or "\0" in name:
            raise ValueError(f"'{name}' must be a folder inside the workspace")
        return name


def _flat(table: dict[str, Any], lead: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield names and keys of a table; TOML reads a dot in a name as a table within it."""
    for name, one in table.items():
        if isinstance(one, dict):
            yield from _flat(one, f"{lead}{name}.")
        elif isinstance(one, str):
            yield f"{lead}{name}", tuple(one.split()) or ((one,) if one else ())
        elif isinstance(one, list) and all(isinstance(key, str) for key in one):
            yield f"{lead}{name}", tuple(one)
        else:
            raise ValueError(f"{lead}{name} should be a key, or a list of keys")


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


def settings_file(root: Path) -> str:
    """Return the name of the file that settings of the workspace at ``root`` stand in, or would."""
    return "stancebook.toml" if (root / "stancebook.toml").is_file() else "pyproject.toml"


def setting_place(root: Path, table: str, key: str) -> tuple[str, int | None]:
    """Return the file and the line of a setting in a table of ours, for complaints; no line where it is not found."""
    own, project = root / "stancebook.toml", root / "pyproject.toml"
    path, heading = (own, table) if own.is_file() else (project, f"tool.stancebook.{table}")
    here = ""
    for number, line in enumerate(read_text(path, root).splitlines(), 1):
        if opened := _TABLE.fullmatch(line.strip()):
            here = re.sub(r"[\s\"']", "", opened[1])
        elif here == heading and line.partition("=")[0].strip().strip("\"'") == key:
            return path.name, number
    return path.name, None


def _toml(path: Path, root: Path) -> dict[str, Any]:
    text = read_text(path, root)
    if len(text) > MAX_SIZE:
        raise StancebookError(
            Problem(path.name, f"larger than {MAX_SIZE:,} characters; a file like this is far smaller")
        )
    import tomllib  # most workspaces have no such file, and a screen waits for what is imported

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
