"""No command lets a text command the terminal or hide from the reader, in any form it shows there."""

from __future__ import annotations

import json
import re
import sys

import pytest
from tests import hostile
from tests.hostile import HOSTILE

from .conftest import Terminal

pytestmark = pytest.mark.pty

ARGUMENT = HOSTILE.replace("\x00", "")  # no argument of a program can hold that
BOTH = ("--reviewer", "ana")
COMMANDS = [
    *[("matrix", *BOTH, "--format", form) for form in ("terminal", "md", "csv", "json", "html", "latex")],
    ("doctor",),
    ("resolve",),
    *[("agreement", *BOTH, "--format", form) for form in ("terminal", "md", "csv", "json", "latex")],
    ("agreement", *BOTH, "--evidence"),
    ("report", *BOTH, "-o", "-"),
    *[("status", "--format", form) for form in ("terminal", "json")],
    *[("show", "one", *BOTH, "--format", form) for form in ("terminal", "json")],
    *[("code", "one", *BOTH, "--format", form) for form in ("terminal", "json")],
    *[("check", "--format", form) for form in ("terminal", "json", "sarif", "github")],
    *[("rubric", "show", "--format", form) for form in ("terminal", "md", "json", "html")],
    *[("rubric", "check", "--format", form) for form in ("terminal", "json", "sarif", "github")],
    ("rubric", "check", ARGUMENT),
    *[("reanchor", *BOTH, "--dry-run", "--format", form) for form in ("terminal", "json")],
    ("code", "one", *BOTH, "--set", f"works={ARGUMENT[1:40]}"),
    ("code", "one", *BOTH, "--set", f"{ARGUMENT[1:40]}=1"),
    ("code", "one", *BOTH, "--evidence", f"works=Talk first, {ARGUMENT[1:90]} then stop"),
    ("code", "one", *BOTH, "--flag", ARGUMENT),
    ("show", ARGUMENT),
    (ARGUMENT,),
    ("matrix", f"--{ARGUMENT}"),
    ("matrix", "--format", ARGUMENT),
    ("-C", ARGUMENT, "matrix"),
    ("--rubric", ARGUMENT, "matrix"),
    ("--reviewer", ARGUMENT, "code", "one"),
    ("add", "name\x1b]0;evil\x07.txt"),
    ("add", "hostile.txt", "--title", "T\x1b]0;evil\x07"),
    ("import", "codings.csv"),
    ("import", "rows.csv", "--column", f"source={ARGUMENT}"),
    ("agreement", "ratings.csv"),
    ("agreement", "ratings.csv", "--format", "csv"),
    ("agreement", "ratings.csv", "--format", "json"),
    ("init", "made\x1b]0;evil\x07"),
]


# One program calls them all: most of the time of a command is Python's start.
CALLER = """
import json, sys
from stancebook.cli.main import main

for number, args in enumerate(json.load(open(sys.argv[1]))):
    print(f"==== {number} ====", flush=True)
    try:
        main(args)
    except SystemExit as ended:
        print(f"==== ended {ended.code} ====", flush=True)
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What each command shows on a terminal."""
    root = tmp_path_factory.mktemp("hostile")
    hostile.workspace(root)
    (root / "name\x1b]0;evil\x07.txt").write_bytes(HOSTILE.encode())
    (root / "hostile.txt").write_bytes(HOSTILE.encode())
    cell = ARGUMENT.replace('"', "").replace("\r", "")
    (root / "codings.csv").write_text(
        f'source,reviewer,criterion,value\n"{cell}","{cell}","{cell}","{cell}"\n', encoding="utf-8"
    )
    (root / "rows.csv").write_text(f'"{cell}",reviewer,criterion,value\none,ana,works,1\n', encoding="utf-8")
    rows = "".join(f'"u{n}","{who} {cell}","{cell[:5]}{n % 2}"\n' for n in range(9) for who in "ab")
    (root / "ratings.csv").write_text(f"unit,coder,value\n{rows}", encoding="utf-8")
    (root / "caller.py").write_text(CALLER, encoding="utf-8")
    (root / "calls.json").write_text(json.dumps(COMMANDS), encoding="utf-8")
    terminal = Terminal([sys.executable, "caller.py", "calls.json"], root, columns=200)
    assert terminal.ended(120) == 0, terminal.text
    parts = re.split(r"==== (\d+) ====\r\n", terminal.written.decode("utf-8"))
    return {int(number): text for number, text in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.mark.parametrize("number", range(len(COMMANDS)), ids=lambda number: f"{number}-{COMMANDS[number][0][:9]!a}")
def test_no_command_passes_on_what_would_command_the_terminal(shown: dict[int, str], number: int) -> None:
    text, ended, _ = shown[number].partition("==== ended")
    assert ended
    assert text.strip()
    assert "Traceback" not in text
    assert hostile.unsafe_in(text) == []
    assert "\x1b[58;5;66m" not in text, "a colour that is not ours"
