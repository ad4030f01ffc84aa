"""Where somebody changed something last: of several journals, the one whose step undo takes back next."""

from __future__ import annotations

import stat
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from stancebook.workspace.history import History, last_entry

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from stancebook.workspace.desk_base import DeskBase
    from stancebook.workspace.history import Ends

JOURNAL: Final = ".jsonl"


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
    written: dict[str, int] = {}
    for source, about in _there(journals, among):
        written[source] = about.st_mtime_ns
        if source not in ends:
            ends[source] = _ends(journals / f"{source}{JOURNAL}", about.st_mtime_ns, about.st_size)
    # The time of a file only chooses among steps that do not say when they were made.
    done = [(step.made, written.get(source, 0), source) for source, (step, _) in ends.items() if step]
    if not redo:
        return max(done)[-1] if done else None
    newest = max(made for made, *_ in done) if done else 0
    undone = [
        (step.undone, -step.made, written.get(source, 0), source)
        for source, (_, step) in ends.items()
        if step and max(step.undone, step.made) >= newest
    ]
    return max(undone)[-1] if undone else None


@lru_cache(maxsize=10_000)
def _ends(journal: Path, written: int, size: int) -> Ends:  # noqa: ARG001 - the same time and size, the same journal
    """Return the ends of a journal: mostly its last line says what was done, and so that nothing is undone."""
    last = last_entry(journal, size)
    return (last.step, None) if last and last.verb == "do" else History(journal).ends


def _there(journals: Path, among: Collection[str]) -> Iterator[tuple[str, os.stat_result]]:
    for path in journals.glob(f"*{JOURNAL}"):
        source = path.name.removesuffix(JOURNAL)
        if source in among:
            with suppress(OSError):
                about = path.stat()
                if stat.S_ISREG(about.st_mode):
                    yield source, about
