"""How `stance` starts: quickly, and in every circumstance."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = ("textual", "numpy", "pydantic", "rich", "yaml", "scipy", "jinja2")


def started(words: list[str], watched: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own; its last line says which of some modules it loaded."""
    code = (
        "import sys\n"
        "from stancebook.cli.main import main\n"
        "try:\n"
        f"    main({words!r})\n"
        "except SystemExit as ended:\n"
        "    assert ended.code == 0\n"
        f"print('LOADED', sorted(set({watched!r}) & set(sys.modules)))\n"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_nothing_heavy(option: str) -> None:
    done = started([option], HEAVY)
    assert done.stdout.splitlines()[-1] == "LOADED []"


@pytest.mark.parametrize(
    "command", ["annotate", "matrix", "code", "check", "status", "show", "import", "add", "init", "rubric"]
)
def test_every_command_has_help_and_loads_no_screen_for_it(command: str) -> None:
    done = started([command, "--help"], ("textual", "numpy"))
    assert f"Usage: stance {command}" in done.stdout
    assert done.stdout.splitlines()[-1] == "LOADED []"


@pytest.mark.parametrize("command", ["compare", "matrix", "status", "adjudicate"])
def test_a_command_that_only_looks_loads_no_screen_and_nothing_that_edits(command: str) -> None:
    unused = ("textual", "scipy", "jinja2", "openpyxl", "numpy.ma", "filelock", "stancebook.workspace.desk")
    done = started([command], unused)
    assert done.stdout.splitlines()[-1] == "LOADED []"


@pytest.mark.parametrize(
    ("words", "unused"),
    [
        ("compare --format html", ("stancebook.reports.html.report", "stancebook.reports.terminal.matrix")),
        ("compare --format md", ("stancebook.reports.terminal.matrix", "jinja2")),
        ("compare --format json", ("stancebook.reports.terminal.matrix", "stancebook.reports.feedback")),
        ("compare --format csv", ("stancebook.reports.xlsx.sheet", "stancebook.reports.terminal.matrix")),
        ("agreement", ("concurrent.futures", "scipy", "stancebook.reports.terminal.matrix")),
        ("agreement", ("stancebook.reports.tables", "stancebook.reports.latex.table")),
        ("adjudicate", ("stancebook.reports.learning", "stancebook.reports.terminal.text")),
    ],
)
def test_a_form_loads_no_other(words: str, unused: tuple[str, ...]) -> None:
    done = started(words.split(), unused)
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_a_pipe_that_closes_early_is_no_error() -> None:
    command = f"{sys.executable} -m stancebook show zinsmeister-2024 | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("Finding a New Way Forward")


def test_without_a_terminal_stance_alone_shows_its_help() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "stancebook"], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    assert "annotate" in done.stdout


def test_a_terminal_that_knows_ascii_only_gets_marks_and_no_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "stancebook", "matrix"],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"},
    )
    assert b"STANCE MATRIX" in done.stdout


def test_a_pipe_gets_utf_8_whatever_the_code_page() -> None:
    """As on Windows, where a pipe would else lose what its code page does not hold."""
    made = [
        subprocess.run(
            [sys.executable, "-m", "stancebook", "matrix", "--format", "json"],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        ).stdout
        for encoding in ("cp1252", "utf-8")
    ]
    assert made[0] == made[1]
