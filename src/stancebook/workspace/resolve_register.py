"""Joining two versions of the register of reviewers: everybody of both is in it, as one of the sides has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.resolve_copies import original_of
from stancebook.workspace.resolve_sides import Conflict, has_markers, versions_of
from stancebook.workspace.reviewers_file import Entry, parse_entries, register_text
from stancebook.workspace.text_file import read_text, shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stancebook.model.study import Reviewer
    from stancebook.workspace.resolve_merge import Side
    from stancebook.workspace.workspace import Workspace

_TOO_MANY: Final = {
    1: "in two ways on one side; join this file by hand",
    2: "in more than two ways; keep two of the entries, and stance resolve joins them",
}


class Registers(NamedTuple):
    """The versions of the register that met.

    Attributes:
        ours: The entries of one version, by the reviewer's id.
        theirs: Those of the other.
        base: Those that both started from; none where that is not known.
        texts: What is kept beside, by name: the file as it is, and every version.
    """

    ours: Mapping[str, Entry]
    theirs: Mapping[str, Entry]
    base: Mapping[str, Entry] | None
    texts: Mapping[str, str]

    @property
    def taken(self) -> dict[str, Side]:
        """Whose entry stands, or that it is gone, where only one side changed it."""
        found: dict[str, Side] = {}
        for who in (*self.ours, *(one for one in self.theirs if one not in self.ours)):
            ours, theirs, base = (_of(each, who) for each in (self.ours, self.theirs, self.base))
            if theirs in (ours, base):
                found[who] = "ours"
            elif ours == base:
                found[who] = "theirs"
        return found

    @property
    def questions(self) -> tuple[str, ...]:
        """The reviewers whom both sides have, or changed, each otherwise."""
        return tuple(dict.fromkeys(one for one in (*self.ours, *self.theirs) if one not in self.taken))

    def of(self, side: Side, who: str) -> Reviewer | None:
        """Return a reviewer as a side has them; None where it has none."""
        return _of(self.ours if side == "ours" else self.theirs, who)


def _of(entries: Mapping[str, Entry] | None, who: str) -> Reviewer | None:
    entry = (entries or {}).get(who)
    return entry.reviewer if entry else None


def register_copies(workspace: Workspace) -> list[Path]:
    """Return the conflicted copies of the register that sync programs left beside it."""
    path = workspace.register
    return [one for one in sorted(path.parent.glob("*.yaml")) if path.is_file() and original_of(one.stem, {path.stem})]


def register_conflict(workspace: Workspace) -> Conflict | None:
    """Return the register as a file in which two edits met: by markers, by a copy, or with somebody in it twice."""
    path = workspace.register
    if not path.is_file():
        return None
    text = read_text(path, workspace.root)
    if has_markers(text):
        return Conflict(path)
    if copies := register_copies(workspace):
        return Conflict(path, copies[0])
    entries = parse_entries(text, shown_path(path, workspace.root))
    return Conflict(path) if len({one.reviewer.id for one in entries}) < len(entries) else None


def registers(conflict: Conflict, root: Path) -> Registers:
    """Return the versions that met in the register.

    Raises:
        StancebookError: Where one is unusable, or they cannot be told apart.
    """
    where = shown_path(conflict.path, root)
    text = read_text(conflict.path, root)
    if conflict.copy is None and not has_markers(text):
        # Somebody is in it twice, as where the lines of two branches were put together by hand.
        both = _versions(text, where, most=2)
        first, last = ({who: entries[index] for who, entries in both.items()} for index in (0, -1))
        return Registers(first, last, None, {"conflicted": text, "ours": text})
    texts = versions_of(conflict, root)
    made = {}
    for name in ("ours", "theirs", "base"):
        if name in texts:
            of_one = _versions(texts[name], f"{where} ({name})", most=None if name == "base" else 1)
            made[name] = {who: entries[-1] for who, entries in of_one.items()}
    return Registers(made["ours"], made["theirs"], made.get("base"), texts)


def _versions(text: str, where: str, *, most: Literal[1, 2] | None) -> dict[str, list[Entry]]:
    """Return the entries of a register that differ, by reviewer; refuse more than ``most`` of one reviewer."""
    found: dict[str, list[Entry]] = {}
    for entry in parse_entries(text, where):
        known = found.setdefault(entry.reviewer.id, [])
        if all(entry.reviewer != one.reviewer for one in known):
            known.append(entry)
        if most is not None and len(known) > most:
            message = f"'{entry.reviewer.id}' is registered {_TOO_MANY[most]}"
            raise StancebookError(Problem(where, message, *entry.place("id")))
    return found


def join_registers(found: Registers, chosen: Mapping[str, Side], where: str) -> str:
    """Return the text of the joined register: that of our side, with what is taken from theirs.

    Args:
        found: The versions.
        chosen: Which side stands for each reviewer in question.
        where: The file's name for messages.

    Raises:
        StancebookError: Where no register would come of it.
    """
    sides = {**found.taken, **chosen}
    if undecided := [who for who in found.questions if who not in sides]:
        raise StancebookError(Problem(where, f"not decided: {', '.join(undecided)}"))
    entries = [
        entry
        for who in dict.fromkeys([*found.ours, *found.theirs])
        if (entry := (found.ours if sides[who] == "ours" else found.theirs).get(who))
    ]
    return register_text(found.texts["ours"], entries, where)
