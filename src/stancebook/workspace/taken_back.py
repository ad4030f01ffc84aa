"""Decisions of which the journals of this copy show that they were taken back; another copy's are not known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.workspace.decision_desk import Decided, journals
from stancebook.workspace.history import read_entries
from stancebook.workspace.last_change import JOURNAL

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace


def taken_back(workspace: Workspace, rubric: str, source: str) -> set[tuple[str, str]]:
    """Return the decisions on a source that were taken back here, and not made again.

    Args:
        workspace: The workspace.
        rubric: The rubric's id.
        source: The source's id.

    Returns:
        The criterion of each, and its fingerprint.
    """
    ended = [_ended(folder / f"{source}{JOURNAL}") for folder in sorted(journals(workspace, rubric).glob("*"))]
    gone = {each for one in ended for each, undone in one.items() if undone}
    return gone - {each for one in ended for each, undone in one.items() if not undone}


def _ended(journal: Path) -> dict[tuple[str, str], bool]:
    """By criterion and fingerprint, whether the last that a journal says of a decision is that it was taken back."""
    steps: dict[str, tuple[str, str]] = {}
    ended: dict[tuple[str, str], bool] = {}
    for entry in read_entries(journal):
        if entry.verb == "do" and (made := entry.step.edit(Decided.from_json)):
            steps[entry.step.id] = (made.criterion, made.decision.fingerprint)
        if entry.step.id in steps and entry.verb != "drop":
            ended[steps[entry.step.id]] = entry.verb == "undo"
    return ended
