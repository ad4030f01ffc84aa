"""Whether what the changelog names is still there. What is gone without a word refuses no rubric: it is told.

A changelog tells what happened, and stays true when a criterion that it names is taken out later. Until a version says
what became of it, its codings are of something that the rubric does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.criterion import NominalCriterion, OrdinalCriterion
from stancebook.model.nearest import did_you_mean
from stancebook.model.operation import Rename, home, kind_of, new_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.operation import AnyOperation, Kind, Named
    from stancebook.model.rubric import Change, Rubric
    from stancebook.model.terms import Now

_WORDS = {"criterion": "criterion", "value": "value", "off_scale": "off-scale answer"}


class Vanished(NamedTuple):
    """A name in the changelog that leads to nothing in the rubric.

    Attributes:
        loc: Where it stands, as a path in the rubric's file.
        message: What is wrong and what would be right, in a sentence.
        kind: The rule of both checks that it breaks.
    """

    loc: tuple[str | int, ...]
    message: str
    kind: str = "vanished"


def vanished_names(rubric: Rubric) -> Iterator[Vanished]:
    """Yield what the changelog of a rubric names that is not there, and of which no version says what became of it."""
    yield from _recoded(rubric)
    yield from vanished_by_operations(rubric)


def vanished_by_operations(rubric: Rubric) -> Iterator[Vanished]:
    """Yield what the operations of a changelog lead to that is not there: codings cannot follow."""
    older = [*(change.version for change in rubric.changelog[1:]), ""]
    for number, change in enumerate(rubric.changelog):
        for index, operation in enumerate(change.operations):
            for message in _lost(rubric, operation, change, older[number]):
                yield Vanished(("changelog", number, "operations", index), message)


def _recoded(rubric: Rubric) -> Iterator[Vanished]:
    for number, change in enumerate(rubric.changelog):
        for index, named in enumerate(change.recode):
            now = rubric.terms.now(named, after=change.version)
            if not now.gone and now.criterion not in rubric.by_id:
                message = (
                    f"there is no criterion '{now.criterion}'{did_you_mean(now.criterion, rubric.by_id)} (if it was "
                    f"taken out, say so in a new version: {{operation: retire, criterion: {now.criterion}}})"
                )
                yield Vanished(("changelog", number, "recode", index), message)


def _lost(rubric: Rubric, operation: AnyOperation, change: Change, before: str) -> Iterator[str]:
    """Yield which ids that an operation leads to are neither there today nor accounted for by a later version."""
    kind, owner = kind_of(operation), None
    if at := home(operation):
        owner = rubric.terms.now(at, after=before)
        if owner.criterion not in rubric.by_id:
            if not owner.gone:
                yield f"there is no criterion '{at}'{did_you_mean(at, rubric.by_id)}"
            return
    known = _known(rubric, kind, owner.criterion if owner else None)
    for name in new_names(operation):
        now = _now(rubric, kind, name, _renamed(at, change), change.version)
        called = now.criterion if kind == "criterion" else now.name
        if not now.gone and called not in known:
            said = f"there is no {_WORDS[kind]} '{called}'{did_you_mean(str(called), map(str, known))}"
            yield f"{said} (if it is gone again, say in a later version what became of it)"


def _renamed(criterion: str | None, change: Change) -> str:
    """Return what a criterion is called after a version; nothing where an operation is of all criteria."""
    renames = (one for one in change.operations if isinstance(one, Rename) and kind_of(one) == "criterion")
    return next((str(one.to) for one in renames if one.criterion == criterion), criterion or "")


def _now(rubric: Rubric, kind: Kind, name: Named, criterion: str, version: str) -> Now:
    if kind == "criterion":
        return rubric.terms.now(str(name), after=version)
    return rubric.terms.now(criterion, kind, name, after=version)


def _known(rubric: Rubric, kind: Kind, at: str | None) -> dict[Named, None]:
    if kind == "criterion":
        return dict.fromkeys(rubric.by_id)
    if kind == "off_scale":
        return dict.fromkeys(rubric.criterion(at).off_scale if at else rubric.off_scale)
    criterion = rubric.criterion(at or "")
    return dict.fromkeys(criterion.values) if isinstance(criterion, OrdinalCriterion | NominalCriterion) else {}
