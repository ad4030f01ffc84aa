"""Which source a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_SEVERAL: Final = 8
"""So many that a name may mean are told."""


def source_named(
    name: str,
    known: Collection[str],
    *,
    numbered: Sequence[str] = (),
    titles: Mapping[str, Collection[str]] | None = None,
) -> str:
    """Return the id of the source that a name means: its id, else its number, its title, or the beginning of its id.

    No number goes before a title or a beginning: digits that are one source's number and begin another's id mean two.

    Args:
        name: What was written.
        known: The ids that there are.
        numbered: Those that the numbers of a list stand for, from 1.
        titles: What they are called beside their ids, by id, where they may be named by that.

    Raises:
        NotFoundError: Naming the nearest, where it means none, and all, where it means several.
    """
    if name in known:
        return name
    wanted = name.strip().casefold()
    titled = [
        source for source, called in (titles or {}).items() if wanted in {one.strip().casefold() for one in called}
    ]
    meant = dict.fromkeys(titled or [source for source in known if wanted and source.startswith(wanted)], "")
    if (numbered_one := by_number(name, numbered)) and numbered_one not in meant:
        meant = {numbered_one: " (by its number)", **meant}
    if not meant:
        raise NotFoundError(f"there is no source '{name[:80]}'{did_you_mean(name, known)}")
    if len(meant) > 1:
        several = [f"{source}{how}" for source, how in meant.items()]
        told = ", ".join(several[:_SEVERAL]) + (" …" if len(several) > _SEVERAL else "")
        raise NotFoundError(f"'{name[:80]}' means {len(several)} sources: {told}; say which")
    return next(iter(meant))


def by_number(name: str, numbered: Sequence[str]) -> str | None:
    """Return the source with a number of a list; None where that is no number, or none of the list."""
    return {str(number): source for number, source in enumerate(numbered, 1)}.get(name.strip().lstrip("0"))
