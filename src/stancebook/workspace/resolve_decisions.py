"""Joining two versions of a file of decisions: decisions only add up, so all of both sides stay, by time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.model.deciding import joined
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.annotation_file import parse_adjudication
from stancebook.workspace.json_file import repeated_keys
from stancebook.workspace.resolve_sides import versions_of
from stancebook.workspace.text_file import shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.model.decision import Adjudication
    from stancebook.workspace.resolve_sides import Conflict


@dataclass(frozen=True)
class JoinedDecisions:
    """The decisions of both sides.

    Attributes:
        adjudication: All of them.
        contested: The criteria that both sides decided on: there the later counts.
        texts: What is kept beside, by name: the file as it is, and every version.
    """

    adjudication: Adjudication
    contested: tuple[str, ...]
    texts: dict[str, str]


def join_decisions(conflict: Conflict, root: Path) -> JoinedDecisions:
    """Return the decisions of the versions that met in a file.

    Raises:
        StancebookError: Where a version is unusable.
    """
    texts = versions_of(conflict, root)
    ours, theirs = (_parsed(conflict.path, name, texts[name], root) for name in ("ours", "theirs"))
    base = _parsed(conflict.path, "base", texts["base"], root) if "base" in texts else None
    contested = tuple(
        criterion
        for criterion in dict.fromkeys([*ours.decisions, *theirs.decisions])
        if ours.current(criterion) not in (theirs.current(criterion), base and base.current(criterion))
        and theirs.current(criterion) != (base and base.current(criterion))
        and ours.current(criterion)
        and theirs.current(criterion)
    )
    return JoinedDecisions(joined(ours, theirs), contested, texts)


def _parsed(path: Path, name: str, text: str, root: Path) -> Adjudication:
    where, data = f"{shown_path(path, root)} ({name})", text.encode("utf-8")
    try:
        found = parse_adjudication(data, path, root)
    except StancebookError as error:
        raise StancebookError([Problem(where, one.message, one.line, one.column) for one in error.problems]) from None
    if repeated := repeated_keys(data):
        raise StancebookError(Problem(where, f"gives '{repeated[0][:80]}' twice; keep one of each"))
    return found
