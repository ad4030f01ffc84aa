"""Joining two versions of an annotation: what only one side changed is taken, what both changed is a question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from stancebook.model import editing
from stancebook.model.annotation import BLANK
from stancebook.model.editing import attributed_order
from stancebook.model.migrating import migrated
from stancebook.model.requirements import missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancebook.model.annotation import Annotation, Attributed
    from stancebook.model.rubric import Rubric
    from stancebook.workspace.resolve_sides import Sides

Side = Literal["ours", "theirs"]
Key = tuple[str, str, int]
_TEXTS: Final = ("flag", "note", "source_sha256")


@dataclass(frozen=True)
class Question:
    """Something that both sides changed, each otherwise.

    Attributes:
        name: The criterion's id, or ``flag``, ``note``, ``source_sha256`` or ``attributed``.
        ours: What one side made of it.
        theirs: What the other made of it.
        is_field: Whether it is such a field and no criterion.
    """

    name: str
    ours: Any
    theirs: Any
    is_field: bool = False

    def of(self, side: Side) -> Any:
        """Return what a side made of it: a coding, or what such a field holds."""
        return self.ours if side == "ours" else self.theirs


@dataclass(frozen=True)
class Merge:
    """Two versions, compared.

    Attributes:
        sides: The versions.
        codings: The criteria that only one side changed, and whose coding stands.
        fields: The same for fields.
        questions: What both changed.
    """

    sides: Sides
    codings: Mapping[str, Side]
    fields: Mapping[str, Side]
    questions: tuple[Question, ...]


def in_the_same_terms(sides: Sides, rubric: Rubric) -> Sides:
    """Return the versions in today's terms, where one side was migrated since the base.

    Migrating renames, and judges nothing: a coding that one side has in new terms and the other changed is one that
    only the other changed. Where nobody migrated, old terms stay as they are: only a migration, which keeps a journal,
    rewrites them.
    """
    if sides.base is None or (base := migrated(sides.base, rubric)) is sides.base:
        return sides
    ours, theirs = migrated(sides.ours, rubric), migrated(sides.theirs, rubric)
    if ours is not sides.ours and theirs is not sides.theirs:
        return sides
    return sides._replace(ours=ours, theirs=theirs, base=base)


def compare(sides: Sides) -> Merge:
    """Compare two versions: three-way where the base is known, else what is blank gives way."""
    names = dict.fromkeys([*sides.ours.codings, *sides.theirs.codings])
    of_codings = {name: tuple(one.coding(name) if one else BLANK for one in _three(sides)) for name in names}
    of_fields = {name: tuple(getattr(one, name) if one else "" for one in _three(sides)) for name in _TEXTS}
    questions = [*_questions(of_codings, is_field=False), *_questions(of_fields, is_field=True)]
    if _both_changed(sides):
        questions.append(Question("attributed", sides.ours.attributed, sides.theirs.attributed, is_field=True))
    return Merge(sides, _taken(of_codings), _taken(of_fields), tuple(questions))


def _three(sides: Sides) -> tuple[Annotation, Annotation, Annotation | None]:
    return sides.ours, sides.theirs, sides.base


def _taken(versions: Mapping[str, tuple[object, ...]]) -> dict[str, Side]:
    taken: dict[str, Side] = {}
    for name, (ours, theirs, base) in versions.items():
        if ours != theirs and base in (ours, theirs):
            taken[name] = "theirs" if ours == base else "ours"
    return taken


def _questions(versions: Mapping[str, tuple[object, ...]], *, is_field: bool) -> Iterator[Question]:
    for name, (ours, theirs, base) in versions.items():
        if ours not in (theirs, base) and theirs != base:
            yield Question(name, ours, theirs, is_field)


def decided(merge: Merge, codings: Mapping[str, Side], fields: Mapping[str, Side], rubric: Rubric | None) -> Annotation:
    """Return the joined annotation.

    Args:
        merge: The comparison.
        codings: Which side stands, for each criterion in question.
        fields: The same for each field in question.
        rubric: The rubric, to see whether a complete annotation still is; None where it is not to be had.
    """
    sides = merge.sides
    from_side = {"ours": sides.ours, "theirs": sides.theirs}
    of_codings, of_fields = {**merge.codings, **codings}, {**merge.fields, **fields}
    names = dict.fromkeys([*sides.ours.codings, *sides.theirs.codings])
    seen = [one.revealed_at for one in (sides.ours, sides.theirs) if one.revealed_at]
    changes: dict[str, Any] = {
        "codings": {name: from_side[of_codings.get(name, "ours")].coding(name) for name in names},
        "attributed": _joined(sides, of_fields.get("attributed", "ours")),
        "revealed_at": min(seen) if seen else None,
        "state": _state(sides),
        **{name: getattr(from_side[of_fields.get(name, "ours")], name) for name in _TEXTS},
    }
    joined = sides.ours.model_copy(update=changes)
    return editing.reopen(joined) if joined.complete and _lacks_more(joined, sides, rubric) else joined


def _lacks_more(joined: Annotation, sides: Sides, rubric: Rubric | None) -> bool:
    """Whether something is missing that not both sides, being complete, lacked, as they do a criterion added since."""
    if rubric is None:
        return True
    lacks = set(missing(joined, rubric))
    if sides.ours.complete and sides.theirs.complete:
        lacks -= {*missing(sides.ours, rubric)} & {*missing(sides.theirs, rubric)}
    return bool(lacks)


def _state(sides: Sides) -> str:
    ours, theirs = sides.ours.state, sides.theirs.state
    if ours == theirs:
        return ours
    # Without a base nobody knows which came last: a draft asks for another look, and nothing more.
    return "draft" if sides.base is None else theirs if ours == sides.base.state else ours


def _keyed(attributed: Iterable[Attributed]) -> dict[Key, Attributed]:
    count: Counter[tuple[str, str]] = Counter()
    keyed: dict[Key, Attributed] = {}
    for one in attributed:
        name = (one.criterion, one.actor)
        keyed[*name, count[name]] = one
        count[name] += 1
    return keyed


def _attributed(sides: Sides, name: Literal["ours", "theirs", "base"]) -> dict[Key, Attributed]:
    version: Annotation | None = getattr(sides, name)
    return _keyed(version.attributed if version else ())


def _both_changed(sides: Sides) -> bool:
    """Return whether both sides have an attributed position that each of them changed otherwise."""
    mine, other, base = _attributed(sides, "ours"), _attributed(sides, "theirs"), _attributed(sides, "base")
    return any(
        mine[key] not in (other[key], base.get(key)) and other[key] != base.get(key) for key in mine.keys() & other
    )


def _joined(sides: Sides, preferred: Side) -> tuple[Attributed, ...]:
    """Return the attributed positions of both sides; where both changed one, that of the preferred side.

    One that a side changed and the other took away stays: nothing is lost by a merge.
    """
    mine, other, base = _attributed(sides, "ours"), _attributed(sides, "theirs"), _attributed(sides, "base")
    kept: list[Attributed] = []
    for key in dict.fromkeys([*mine, *other]):
        a, b, was = mine.get(key), other.get(key), base.get(key)
        if a == b:
            one = a
        elif a == was or (b is not None and a is None):
            one = b
        elif b == was or b is None:
            one = a
        else:
            one = a if preferred == "ours" else b
        if one is not None:
            kept.append(one)
    return attributed_order(kept)
