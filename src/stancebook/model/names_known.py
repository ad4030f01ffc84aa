"""Whether the operations of a changelog name what there was: an id that nothing ever held is a slip of the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.model.nearest import did_you_mean
from stancebook.model.operation import home, kind_of, new_names, old_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from stancebook.model.operation import AnyOperation, Kind, Named
    from stancebook.model.rubric import Rubric
    from stancebook.model.rubric_earlier import Earlier

Name = tuple["Kind", "str | None", "Named"]
"""What it is, the criterion whose value it is, and the id."""
_WORDS: Final = {"criterion": "criterion", "value": "value", "off_scale": "off-scale answer"}


class Unknown(NamedTuple):
    """A name in an operation that nothing knows.

    Attributes:
        loc: Where it stands, as a path in the rubric's file.
        operation: The operation.
        message: What is wrong, in a sentence with the nearest name.
        certain: Whether the version before is known, and does not have it.
        guessed: Whether nothing at all is known of what it might be: it may be as old as the rubric.
    """

    loc: tuple[str | int, ...]
    operation: AnyOperation
    message: str
    certain: bool
    guessed: bool

    @property
    def kind(self) -> str:
        """The rule of both checks that it breaks."""
        return "mistyped-operation" if self.certain else "unknown-operation"


def unknown_names(rubric: Rubric, held: Collection[Name], earlier: Sequence[Earlier]) -> Iterator[Unknown]:
    """Yield the ids that operations are done to though nothing ever had them.

    Args:
        rubric: The rubric.
        held: The names in the files of its study.
        earlier: The rubric as it was before.
    """
    if rubric.terms.too_long:
        return
    past = [(one, _today(rubric, names_of(one.rubric))) for one in earlier]
    there = _today(rubric, held).union(*(names for _, names in past))
    offered = _today(rubric, names_of(rubric))
    for number, change in enumerate(rubric.changelog):
        older = rubric.changelog[number + 1 :]
        made = _today(rubric, (_name(one, new) for each in older for one in each.operations for new in new_names(one)))
        before = older[0].version if older else None
        was = next((one for one, _ in past if one.rubric.version == before), None)
        for index, operation in enumerate(change.operations):
            for place, old in enumerate(old_names(operation)):
                (name,) = _today(rubric, [_name(operation, old)])
                if name in there or name in offered or name in made:
                    continue
                like = [str(one) for kind, at, one in there if (kind, at) == name[:2]]
                given = getattr(operation, kind_of(operation))
                below = (kind_of(operation), place) if isinstance(given, tuple) else (kind_of(operation),)
                yield Unknown(
                    ("changelog", number, "operations", index, *below),
                    operation,
                    _message(name, was, sorted(like)),
                    was is not None,
                    not (like or was),
                )


def names_of(rubric: Rubric) -> Iterator[Name]:
    """Yield every name that a rubric has."""
    for key, criterion in rubric.by_id.items():
        yield "criterion", None, key
        yield from names_in(key, criterion.values)
    yield from (("off_scale", None, answer) for answer in rubric.off_scale)


def names_in(criterion: str, value: object, off_scale: str | None = None) -> Iterator[Name]:
    """Yield every name that an answer to a criterion holds: a value or several, or an off-scale answer."""
    yield "criterion", None, criterion
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, int | str):
            yield "value", criterion, one
    if off_scale is not None:
        yield "off_scale", None, off_scale


def _name(operation: AnyOperation, name: Named) -> Name:
    kind = kind_of(operation)
    return kind, home(operation) if kind == "value" else None, name


def _today(rubric: Rubric, names: Iterable[Name]) -> set[Name]:
    """Return names with their criteria as these are called today."""
    return {(kind, rubric.terms.now(at).criterion if at else None, name) for kind, at, name in names}


def _message(name: Name, before: Earlier | None, like: Collection[str]) -> str:
    kind, at, old = name
    what = _WORDS[kind] + (f" of {at}" if at else "")
    nobody = f"no coding, decision or commit here knows such a {what}"
    if before:
        there = f" ({before.name})" if before.name else ""
        nobody = f"{before.rubric.version}{there} has no such {what}"
    return f"'{old}': {nobody}{did_you_mean(str(old), like)}"
