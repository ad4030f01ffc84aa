"""What of a study a command does without, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancebook.model.problems import Problem
    from stancebook.model.study import Study

_MOST_NAMED: Final = 5


def lacks(study: Study) -> Iterator[str]:
    """Yield what is left out of a study as it was read: annotations without a source, front matter that is unusable."""
    if lost := study.without_source:
        yield _without_source(lost)
    if faults := [fault for source in study.sources.values() for fault in source.faults]:
        yield _faulty(faults)


def _without_source(annotations: list[tuple[str, str]]) -> str:
    from stancebook.reports.words import count, listed

    sources = sorted({source for _, source in annotations})
    named = [f"'{one}'" for one in sources[:_MOST_NAMED]]
    more = [f"{len(sources) - _MOST_NAMED:,} more"] if len(sources) > _MOST_NAMED else []
    is_none = "there is no source of that name" if len(sources) == 1 else "there are no sources of these names"
    of = f"of {listed([*named, *more])}"
    left_out = count(len(annotations), f"annotation {of} is", f"annotations {of} are")
    return f"{left_out} left out: {is_none}; bring the text back, or remove them (stance check names the files)"


def _faulty(faults: Sequence[Problem]) -> str:
    """Tell of the first fault, with its place; the check tells of all, and nothing but what is named is left out."""
    if len(faults) == 1:
        return f"{faults[0]} (that alone is left out)"
    return f"{faults[0]} (left out, as {len(faults) - 1:,} more in front matter; stance check names all)"
