"""Where somebody changed something last: of several journals, the one whose step undo takes back next."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from stancebook.workspace.history import History, last_written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from stancebook.workspace.desk_base import DeskBase

JOURNAL: Final = ".jsonl"
_COARSE: Final = 50_000_000
"""Nanoseconds by which the clock of a file system may lag behind."""


def last_changed(
    journals: Path, among: Collection[str], desks: Mapping[str, DeskBase[Any]], *, redo: bool = False
) -> str | None:
    """Return the source of the newest step that can be undone; None where there is none.

    Args:
        journals: The folder of one person's journals, a file a source.
        among: The sources there are.
        desks: The open desks, by source: they know what is not in their journals yet.
        redo: Return instead where the step is that was taken back last, if nothing was done since.
    """
    ends = {source: desk.ends for source, desk in desks.items()}
    newest = max((done for done, _ in ends.values()), default=0)
    for written, source in sorted(_written(journals, among, but=ends), reverse=True):
        if written + _COARSE < newest:
            break  # no step in it, nor in those that were written before it, is younger
        ends[source] = _ends(journals / f"{source}{JOURNAL}", written)
        newest = max(newest, ends[source][0])
    if redo:
        undone = {source: again for source, (_, again) in ends.items() if again > newest}
        return min(undone, key=lambda source: undone[source], default=None)
    return max((source for source, (done, _) in ends.items() if done), key=lambda source: ends[source], default=None)


@lru_cache(maxsize=10_000)
def _ends(journal: Path, written: int) -> tuple[int, int]:  # noqa: ARG001 - the same time, the same journal
    """Return the ends of a journal; read once, where all were copied and so were written at one time."""
    return History(journal).ends


def _written(journals: Path, among: Collection[str], *, but: Collection[str]) -> Iterator[tuple[int, str]]:
    for path in journals.glob(f"*{JOURNAL}"):
        source = path.name.removesuffix(JOURNAL)
        if source in among and source not in but:
            yield last_written(path), source
