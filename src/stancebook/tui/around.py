"""What became of the folders of a study while one works: sources that came and went, codings from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.reports.words import count
from stancebook.workspace.collecting import collecting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.model.problems import Problem
    from stancebook.tui.session import Session

_NAMED = 3  # more than so many are only counted


class Around(NamedTuple):
    """What has changed since one last looked.

    Attributes:
        came: Sources that are new.
        went: Sources that are gone.
        changed: Whether codings or files of other sources were written again.
        problem: What cannot be taken over and why, in words.
    """

    came: Sequence[str] = ()
    went: Sequence[str] = ()
    changed: bool = False
    problem: str = ""

    def __bool__(self) -> bool:
        return bool(self.came or self.went or self.changed)

    def words(self, *, beside: str | None = None) -> str:
        """Return which sources came and which went, beside one of which that is told already; empty where none did."""
        parts = [
            (word, [one for one in ids if one != beside]) for word, ids in (("new", self.came), ("gone", self.went))
        ]
        return " · ".join(f"{_sources(ids)} {word}" for word, ids in parts if ids)


def look_around(session: Session, *, coded: bool = True) -> Around:
    """Take over which sources there are by now, and what was coded elsewhere.

    Args:
        session: What goes on with it.
        coded: Whether to look for codings too, which takes longer where there are many.
    """
    sources = session.workspace.sources
    folders = [folder for folder in (sources, session.own_folder)[: 1 + coded] if session.seen.changed(folder)]
    came: Sequence[str] = ()
    went: Sequence[str] = ()
    problems: list[Problem] = []
    changed = False
    if sources in folders:
        with collecting(problems):
            came, went = session.list_anew()
    for desk in session.desks.values() if session.own_folder in folders else ():
        with collecting(problems):
            changed |= bool(session.look_again(desk))
    changed |= session.forget_changed(folders)
    return Around(came, went, changed, " · ".join(map(str, problems)))


def _sources(ids: Sequence[str]) -> str:
    named = ", ".join(ids) if len(ids) <= _NAMED else count(len(ids), "source")
    return f"{named} {'is' if len(ids) == 1 else 'are'}"
