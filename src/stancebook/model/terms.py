"""The terms of a rubric: what its ids were called before, and what became of ids that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.operation import Merge, Rename, Split, home, kind_of, links, old_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancebook.model.operation import AnyOperation, Kind, Named
    from stancebook.model.rubric import Change

MOST_VERSIONS = 200
"""The most versions with operations that a changelog may have."""
Key = tuple["Kind", "str | None", "Named"]
"""A kind, the criterion it belongs to (None: all, or it is one), and the id."""


class Done(NamedTuple):
    """An operation, and the version that made it."""

    version: str
    operation: AnyOperation

    @property
    def words(self) -> str:
        """What it says: ``'a' is called b since 0.3.0``."""
        operation = self.operation
        names = old_names(operation)
        old = " and ".join(f"'{name}'" for name in names)
        match operation:
            case Rename():
                return f"{old} is called {operation.to} since {self.version}"
            case Merge():
                return f"{old} {'are' if len(names) > 1 else 'is'} {operation.to} since {self.version}"
            case Split():
                return f"{old} was split into {', '.join(map(str, operation.to))} in {self.version}"
            case _:
                return f"{old} was retired in {self.version}"


class Now(NamedTuple):
    """What an id of whichever version is called today.

    Attributes:
        criterion: The criterion's id; the last it had, where it is gone.
        name: The id of its value or off-scale answer; the last it had, where it is gone. None for a criterion.
        by: The operations it went through, oldest first.
        gone: What did away with the criterion, or with the name; None where both are there.
    """

    criterion: str
    name: Named | None
    by: tuple[Done, ...]
    gone: Done | None

    @property
    def criterion_gone(self) -> bool:
        """Whether it is the criterion that is gone."""
        return self.gone is not None and kind_of(self.gone.operation) == "criterion"


class _Step(NamedTuple):
    """The operations of one version, by the ids they are done to, and where those that simply follow lead."""

    version: str
    listed: tuple[AnyOperation, ...]
    operations: dict[Key, AnyOperation]
    followers: dict[Key, Named]

    @classmethod
    def of(cls, change: Change) -> _Step:
        operations: dict[Key, AnyOperation] = {}
        followers: dict[Key, Named] = {}
        for operation in change.operations:
            kind, at = kind_of(operation), home(operation)
            operations |= {(kind, at, old): operation for old in old_names(operation)}
            followers |= {(kind, at, old): new for old, new in links(operation)}
        return cls(change.version, change.operations, operations, followers)

    def take(self, kind: Kind, at: str | None, name: Named) -> tuple[Named, Done | None, bool]:
        """Return what a name is called after this version, the operation that did it, and whether it is gone."""
        for key in ((kind, at, name), (kind, None, name)):
            if key in self.operations:
                done = Done(self.version, self.operations[key])
                return self.followers.get(key, name), done, key not in self.followers
        return name, None, False


class Terms:
    """What became of ids, version by version.

    Args:
        changelog: The rubric's changelog, newest first.
    """

    def __init__(self, changelog: Sequence[Change]) -> None:
        self._steps = [_Step.of(change) for change in reversed(changelog) if change.operations]
        self._order = {change.version: number for number, change in enumerate(reversed(changelog))}

    def __bool__(self) -> bool:
        return bool(self._steps)

    @property
    def too_long(self) -> bool:
        """Whether more versions did something than anybody could follow in a reasonable time."""
        return len(self._steps) > MOST_VERSIONS

    @property
    def done(self) -> tuple[Done, ...]:
        """Every operation, oldest first."""
        return tuple(Done(step.version, one) for step in self._steps for one in step.listed)

    def now(self, criterion: str, kind: Kind = "criterion", name: Named | None = None, *, after: str = "") -> Now:
        """Return what a criterion, or a value or off-scale answer of one, is called today.

        Args:
            criterion: The criterion as it was called.
            kind: What ``name`` is.
            name: The value or off-scale answer as it was called.
            after: The version after which the names held; empty for any version before those that did something.
        """
        by: list[Done] = []
        gone: Done | None = None
        for step in self._since(after):
            if name is not None and gone is None:
                name, done, lost = step.take(kind, criterion, name)
                by += [done] if done else []
                gone = done if lost else None
            renamed, done, lost = step.take("criterion", None, criterion)
            by += [done] if done else []
            criterion = str(renamed)
            if lost:
                return Now(criterion, name, tuple(by), done)
        return Now(criterion, name, tuple(by), gone)

    def _since(self, version: str) -> Iterable[_Step]:
        known = self._order.get(version)
        return self._steps if known is None else [one for one in self._steps if self._order[one.version] > known]
