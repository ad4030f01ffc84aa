"""What a check found, as workflow commands that GitHub Actions shows beside the lines of a pull request."""

from __future__ import annotations

from posixpath import normpath
from typing import TYPE_CHECKING, Final

from stancebook.model.visible import visible_line
from stancebook.reports.findings_text import verdict

if TYPE_CHECKING:
    from stancebook.workspace.findings import Finding, FindingKind, Findings

_COMMANDS: Final = {"problem": "error", "allowed": "notice", "advice": "notice"}


def findings_github(found: Findings, prefix: str = "") -> str:
    """Return one workflow command for each finding, and the verdict.

    Args:
        found: The findings.
        prefix: Where the workspace lies in its repository, as in ``study/``.
    """
    return "\n".join([*(_command(one, found.kind(one), prefix) for one in found.found), verdict(found)])


def _command(one: Finding, kind: FindingKind, prefix: str) -> str:
    problem = one.problem
    given = {
        "file": normpath(prefix + problem.where),
        "line": problem.line,
        "col": problem.column,
        "title": f"stance {one.rule}",
    }
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in given.items() if value is not None)
    return f"::{_COMMANDS[kind]} {properties}::{_data(problem.message)}"


def _data(text: str) -> str:
    # A quote must not be able to end the command and begin another.
    return visible_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
