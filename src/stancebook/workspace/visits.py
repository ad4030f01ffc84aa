"""What is remembered of a reviewer's visits to a source, on this machine only: where they were, and for how long.

It stands in the folder for local state, never in the annotation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from stancebook.workspace.local_file import read_local, write_local

if TYPE_CHECKING:
    from pathlib import Path

_MINUTE: Final = 60
_ENDLESS: Final = 1e12
"""No count, place or time is as great."""


class Visit(NamedTuple):
    """What is remembered of one source.

    Attributes:
        cursor: Where the cursor was, in code points of the text.
        top: A place on the first line that was shown.
        criterion: The criterion that was active.
        seconds: How long the source was worked on, all visits together.
        left_lost: The marks of the quotes that the reviewer decided to leave lost.
    """

    cursor: int = 0
    top: int = 0
    criterion: str | None = None
    seconds: float = 0.0
    left_lost: tuple[str, ...] = ()


class Visits(NamedTuple):
    """The visits of one reviewer with one rubric.

    Attributes:
        root: The workspace's folder.
        folder: Where they are remembered.
    """

    root: Path
    folder: Path

    @classmethod
    def of(cls, root: Path, local: Path, rubric: str, reviewer: str) -> Visits:
        """Return those of a reviewer in a workspace."""
        return cls(root, local / "visits" / rubric / reviewer)

    def read(self, source: str) -> Visit:
        """Return what is remembered of a source; nothing where that cannot be read."""
        return _visit(read_local(self._path(source), self.root))

    def keep(self, source: str, visit: Visit, more: float = 0.0) -> Visit:
        """Remember a visit, with so many more seconds than are remembered by now, maybe by another window too.

        Returns:
            What is remembered now.
        """
        visit = visit._replace(seconds=round(self.read(source).seconds + more, 1))
        write_local(self._path(source), self.root, visit._asdict())
        return visit

    def seconds(self) -> dict[str, float]:
        """Return how long each source was worked on."""
        try:
            names = sorted(path.stem for path in self.folder.glob("*.json"))
        except OSError:
            return {}
        return {name: seconds for name in names if (seconds := self.read(name).seconds)}

    def _path(self, source: str) -> Path:
        return self.folder / f"{source}.json"


def time_words(seconds: float) -> str:
    """Return a time as people say it: ``40 s``, ``12 min``, ``1 h 05 min``."""
    if seconds < _MINUTE:
        return f"{round(seconds)} s"
    minutes = round(seconds / _MINUTE)
    return f"{minutes} min" if minutes < _MINUTE else f"{minutes // _MINUTE} h {minutes % _MINUTE:02} min"


def _visit(data: dict[str, Any]) -> Visit:
    """Return a visit from what a file holds; what is not as it should be counts as not there."""
    known = {name: data[name] for name in Visit._fields if name in data}
    for name in ("cursor", "top", "seconds"):
        value = known.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _ENDLESS:
            known.pop(name)
        elif name != "seconds":
            known[name] = int(value)
    if not isinstance(known.get("criterion"), str):
        known.pop("criterion", None)
    marks = known.pop("left_lost", ())
    marks = tuple(one for one in marks if isinstance(one, str)) if isinstance(marks, list) else ()
    return Visit(**known, left_lost=marks)
