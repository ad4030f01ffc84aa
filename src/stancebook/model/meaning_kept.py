"""Whether a rubric still asks what it asked: held against its codings, and against itself as it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from stancebook.model.rubric_diff import rubric_diff
from stancebook.model.staleness import why_stale

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from stancebook.model.annotation import Coding
    from stancebook.model.rubric import Rubric
    from stancebook.model.rubric_earlier import Earlier

Coded = tuple[str, "Coding"]
"""A criterion as a file names it, and a coding of it."""
Moved = Literal["same-version", "outlived", "frozen"]
"""``same-version``: what codings were asked has changed, and the version has not. ``outlived``: same_meaning_as still
lists a digest, though the meaning it was said of has changed. ``frozen``: a frozen version has changed."""
FROZEN: Final = "frozen"
_ADVICE: Final = "raise the version, and say in the changelog what changed"


class Finding(NamedTuple):
    """A meaning that changed where it should not have.

    Attributes:
        kind: What is wrong.
        loc: Where, as a path in the rubric's file.
        message: What, in a sentence.
    """

    kind: Moved
    loc: tuple[str | int, ...]
    message: str


def moved_meanings(rubric: Rubric, codings: Collection[Coded], earlier: Sequence[Earlier]) -> Iterator[Finding]:
    """Yield which meanings changed though the version, or what the rubric says of them, stayed.

    Args:
        rubric: The rubric as it is.
        codings: Every coding of it.
        earlier: The rubric as it was before, newest first; none where that is not known.
    """
    yield from outlived(rubric, codings, earlier)
    changed = list(frozen(rubric, earlier))
    yield from changed or _same_version(rubric, codings, earlier)


def outlived(rubric: Rubric, codings: Collection[Coded], earlier: Iterable[Earlier]) -> Iterator[Finding]:
    """Yield digests that same_meaning_as lists and that were said of a meaning the criterion no longer has."""
    held: dict[tuple[str, str], int] = {}
    for key, coding in codings:
        if coding.asked is not None:
            held[key, coding.asked] = held.get((key, coding.asked), 0) + 1
    listed = {(c.id, digest) for c in rubric.criteria for digest in c.same_meaning_as if (c.id, digest) in held}
    places = {criterion.id: index for index, criterion in enumerate(rubric.criteria)}
    for past in earlier if listed else ():
        for was, today in _still_there(past.rubric, rubric):
            said = past.rubric.criterion(was).same_meaning_as
            for digest in said if past.rubric.asked[was] not in rubric.same_meaning[today] else ():
                if (today, digest) not in listed:
                    continue
                listed.discard((today, digest))
                index = rubric.criterion(today).same_meaning_as.index(digest)
                yield Finding(
                    "outlived",
                    ("criteria", places[today], "same_meaning_as", index),
                    f"{today} has changed in meaning since {past.name}, where {digest} was said to mean the "
                    f"same, and {_count(held[today, digest])} as current by it; take {digest} out",
                )


def frozen(rubric: Rubric, earlier: Iterable[Earlier]) -> Iterator[Finding]:
    """Yield what has changed in a version since it was frozen: labels, examples and help may."""
    for past in earlier:
        if past.rubric.status != FROZEN or past.rubric.version != rubric.version:
            continue
        diff = rubric_diff(past.rubric, rubric)
        differing = [one for one in diff.differences if one.what != "looks"]
        if not differing and not diff.declared:
            continue
        parts = [name for one in differing for name in one.named]
        names = ", ".join(dict.fromkeys([*parts, *diff.declared]))
        yield Finding(
            "frozen",
            ("version",),
            f"version {rubric.version} was frozen in {past.name}, and {names} changed since; take that back, or "
            f"{_ADVICE}",
        )
        return


def _same_version(rubric: Rubric, codings: Collection[Coded], earlier: Iterable[Earlier]) -> Iterator[Finding]:
    """Yield criteria that mean something else now than when they were coded, under one and the same version."""
    moved: dict[str, int] = {}
    for key, coding in codings:
        if coding.version == rubric.version and why_stale(rubric, key, coding) is not None:
            moved[key] = moved.get(key, 0) + 1
    for key, number in moved.items():
        made = "a coding was" if number == 1 else f"{number} codings were"
        said = f"{key} has changed in meaning since {made} made at version {rubric.version}; {_ADVICE}"
        yield Finding("same-version", ("version",), said)
    for past in earlier:
        if past.rubric.version != rubric.version:
            continue
        for was, today in _still_there(past.rubric, rubric):
            if today in moved or past.rubric.asked[was] in rubric.same_meaning[today]:
                continue
            known = past.rubric.same_meaning[was]
            if number := sum(key in {was, today} and coding.asked in known for key, coding in codings):
                moved[today] = number
                were = "a coding was" if number == 1 else f"{number} codings were"
                said = (
                    f"{today} has changed in meaning since {past.name}, where {were} current, and the version "
                    f"is still {rubric.version}; {_ADVICE}"
                )
                yield Finding("same-version", ("version",), said)


def _still_there(past: Rubric, rubric: Rubric) -> Iterator[tuple[str, str]]:
    """Yield each criterion of an earlier rubric that is asked today, with its id today."""
    for key in past.by_id:
        today = key if key in rubric.by_id else rubric.terms.now(key).criterion
        if today in rubric.by_id:
            yield key, today


def _count(codings: int) -> str:
    return "1 coding counts" if codings == 1 else f"{codings} codings count"
