"""``stance doctor``: what a maintainer needs for an answer, without the texts."""

from __future__ import annotations

import json
import locale
import os
import platform
import shutil
import sys
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final

import click

from stancebook.cli.options import output_options
from stancebook.cli.progress import working
from stancebook.cli.session import REVIEWER_VARIABLE, Session, emit, session_options

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES: Final = (
    "click",
    "filelock",
    "jinja2",
    "numpy",
    "pydantic",
    "pydantic-core",
    "pyyaml",
    "rapidfuzz",
    "rich",
    "scipy",
    "textual",
    "xlsxwriter",
)
# Their content is told only where it cannot name a person.
_TOLD: Final = ("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONUTF8")
_WHETHER_SET: Final = ("SSH_CONNECTION", "TMUX", "STY", "WT_SESSION", REVIEWER_VARIABLE)


@click.command("doctor")
@output_options("terminal", "json")
@session_options
def command(form: str, output: str | None, session: Session) -> None:
    """Collect what a maintainer needs to answer a report: versions, terminal, counts. No texts, quotes or names."""
    with working("looking around"):
        data = {
            "schema": "stancebook/doctor/1",
            **_program(),
            "terminal": _terminal(),
            "workspace": _workspace(session),
        }
    emit(json.dumps(data, indent=2) if form == "json" else "\n".join(_lines(data)), output)


def _program() -> dict[str, Any]:
    from stancebook import __version__

    return {
        "stancebook": __version__,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "packages": {name: _version(name) for name in PACKAGES},
    }


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _terminal() -> dict[str, Any]:
    size = shutil.get_terminal_size((0, 0))
    return {
        "columns": size.columns,
        "lines": size.lines,
        "input_is_a_terminal": sys.stdin.isatty(),
        "output_is_a_terminal": sys.stdout.isatty(),
        "output_encoding": sys.stdout.encoding,
        "preferred_encoding": locale.getpreferredencoding(do_setlocale=False),
        "file_name_encoding": sys.getfilesystemencoding(),
        "environment": {name: os.environ[name][:80] for name in _TOLD if name in os.environ},
        "set": [name for name in _WHETHER_SET if name in os.environ],
    }


def _workspace(session: Session) -> dict[str, Any]:
    from stancebook.model.problems import NotFoundError, StancebookError

    try:
        workspace = session.workspace
    except NotFoundError:
        return {"found": False}
    except StancebookError as error:
        if session.options.get("workspace"):
            raise
        return {"found": False, "unusable_settings": [problem.where for problem in error.problems]}
    from stancebook.workspace.doctor import examine

    return {"found": True, **examine(workspace)}


def _lines(data: dict[str, Any], indent: str = "") -> Iterator[str]:
    from stancebook.model.visible import visible_line

    for name, value in data.items():
        label = f"{indent}{name.replace('_', ' ')}"
        if isinstance(value, dict) and value:
            yield label
            yield from _lines(value, f"{indent}  ")
        else:
            yield visible_line(f"{label}: {_plain(value)}")


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value in (None, {}) else str(value)
