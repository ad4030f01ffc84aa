"""Joining two versions of a file of decisions: they only add up, so all of both sides stay; the last counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stancebook.model.deciding import joined, preferring
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.annotation_file import parse_adjudication
from stancebook.workspace.json_file import keys_given_twice
from stancebook.workspace.resolve_sides import versions_of
from stancebook.workspace.text_file import shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stancebook.model.decision import Adjudication, Decision
    from stancebook.workspace.resolve_merge import Side
    from stancebook.workspace.resolve_sides import Conflict


@dataclass(frozen=True)
class JoinedDecisions:
    """The decisions of both sides.

    Attributes:
        adjudication: All of them.
        contested: What each side decided last, by criterion, where both decided on it: the later counts.
        texts: What is kept beside, by name: the file as it is, and every version.
    """

    adjudication: Adjudication
    contested: dict[str, dict[Side, Decision]]
    texts: dict[str, str]

    def counting(self, criterion: str) -> Side:
        """Return whose decision on a contested criterion counts, if nobody says otherwise."""
        return "ours" if self.adjudication.current(criterion) == self.contested[criterion]["ours"] else "theirs"

    def settled(self, chosen: Mapping[str, Side]) -> Adjudication:
        """Return all decisions, with the one that counts chosen for some criteria."""
        made = self.adjudication
        for criterion, side in chosen.items():
            made = preferring(made, criterion, self.contested[criterion][side])
        return made


def join_decisions(conflict: Conflict, root: Path) -> JoinedDecisions:
    """Return the decisions of the versions that met in a file.

    Raises:
        StancebookError: Where a version is unusable.
    """
    texts = versions_of(conflict, root)
    ours, theirs = (_parsed(conflict.path, name, texts[name], root) for name in ("ours", "theirs"))
    base = _parsed(conflict.path, "base", texts["base"], root) if "base" in texts else None
    contested: dict[str, dict[Side, Decision]] = {}
    for criterion in dict.fromkeys([*ours.decisions, *theirs.decisions]):
        mine, other = ours.current(criterion), theirs.current(criterion)
        before = base.current(criterion) if base else None
        if mine and other and before not in (mine, other) and mine != other:
            contested[criterion] = {"ours": mine, "theirs": other}
    return JoinedDecisions(joined(ours, theirs), contested, texts)


def _parsed(path: Path, name: str, text: str, root: Path) -> Adjudication:
    where, data = f"{shown_path(path, root)} ({name})", text.encode("utf-8")
    try:
        found = parse_adjudication(data, path, root)
    except StancebookError as error:
        raise StancebookError([Problem(where, one.message, one.line, one.column) for one in error.problems]) from None
    if twice := keys_given_twice(data, where):
        raise StancebookError(twice)
    return found
