"""`stance keys`: what the keys are, here and anywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_keys_of_this_workspace_are_listed(study: Path, stance: Callable[..., Any]) -> None:
    (study / "stancebook.toml").write_text('[keys]\nevidence.mark = "D"\n', encoding="utf-8")
    told = stance("keys")
    assert told.status == 0
    assert "    D                evidence.mark" in told.out
    assert "| `D` | mark the selection" in stance("keys", "--format", "md").out
    rows = json.loads(stance("keys", "--format", "json").out)["commands"]
    assert {"command": "evidence.mark", "screen": "annotate", "keys": ["D"]}.items() <= rows[
        [row["command"] for row in rows].index("evidence.mark")
    ].items()


def test_what_is_wrong_is_said_with_file_and_line(study: Path, stance: Callable[..., Any]) -> None:
    (study / "stancebook.toml").write_text('[keys]\nevidence.mark = "x"\n', encoding="utf-8")
    told = stance("keys")
    assert told.status == 2
    assert told.err.startswith("stance: stancebook.toml:2: keys: evidence.mark: 'x' is the key of evidence.remove")


def test_without_a_workspace_they_are_the_programs_own(empty: Path, stance: Callable[..., Any]) -> None:
    assert "evidence.mark" in stance("keys").out
    assert stance("keys", "-C", str(empty)).status == 2
