"""Whether the operations of a changelog lead to the rubric as it is, so that every old id has one meaning today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.criterion import NominalCriterion, OrdinalCriterion
from stancebook.model.operation import Merge, Rename, Retire, Split, home, kind_of, new_names, old_names
from stancebook.model.terms import MOST_VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.operation import AnyOperation, Kind, Named
    from stancebook.model.rubric import Rubric
    from stancebook.model.terms import Done, Now

Finding = tuple[tuple[str | int, ...], str]


def operation_findings(rubric: Rubric) -> Iterator[Finding]:
    """Yield what is wrong with the operations: each with its path in the file, and a sentence."""
    if not rubric.terms:
        return
    if rubric.terms.too_long:
        message = f"more than {MOST_VERSIONS} versions have operations; take out those that no coding is older than"
        yield ("changelog",), message
        return
    newest = rubric.changelog[0].version
    # A version that has no entry yet did nothing to ids; advice says to tell of it.
    if newest != rubric.version and rubric.version in {change.version for change in rubric.changelog}:
        message = (
            f"the newest version comes first: '{rubric.version}', which the rubric is; move its entry above '{newest}'"
        )
        yield ("changelog", 0, "version"), message
    older = [*(change.version for change in rubric.changelog[1:]), ""]
    for number, change in enumerate(rubric.changelog):
        done: set[tuple[Kind, str | None, Named]] = set()
        for index, operation in enumerate(change.operations):
            at = ("changelog", number, "operations", index)
            keys = {(kind_of(operation), home(operation), old) for old in old_names(operation)}
            for _, _, old in sorted(keys & done, key=str):
                yield at, f"'{old}' has an operation in {change.version} already; one says what becomes of it"
            done |= keys
            yield from (((*at, *below), message) for below, message in _misnamed(rubric, operation, older[number]))
    yield from _taken_again(rubric)


def _misnamed(rubric: Rubric, operation: AnyOperation, before: str) -> Iterator[Finding]:
    """Yield names that cannot be values of their criterion, each with its path below the operation."""
    at = home(operation)
    criterion = rubric.by_id.get(rubric.terms.now(at, after=before).criterion) if at else None
    if criterion is None or kind_of(operation) != "value":
        return
    if not isinstance(criterion, OrdinalCriterion | NominalCriterion):
        yield ("value",), f"{criterion.id} is {criterion.type}: it has no values that anything could be done to"
        return
    for key, names in (("value", old_names(operation)), ("to", new_names(operation))):
        for index, name in enumerate(names):
            if isinstance(name, int) == isinstance(criterion, NominalCriterion):
                below = (key, index) if isinstance(getattr(operation, key), tuple) else (key,)
                yield below, _of_wrong_type(name, criterion.id)


def _of_wrong_type(name: Named, criterion: str) -> str:
    if isinstance(name, int):
        return f'{name} is a number, and the values of {criterion} are ids; put it in quotes: "{name}"'
    plain = f"; write it without quotes: {name}" if name.isdecimal() else ""
    return f"'{name}' is text, and the values of {criterion} are whole numbers{plain}"


def _taken_again(rubric: Rubric) -> Iterator[Finding]:
    """Yield operations that would turn what is offered today into something else, or do away with it."""
    places = {
        id(operation): ("changelog", number, "operations", index)
        for number, change in enumerate(rubric.changelog)
        for index, operation in enumerate(change.operations)
    }
    told: set[int] = set()
    for now, name, said in _offered_now(rubric):
        if now.by and (now.gone or (now.criterion, now.name) != name):
            done = now.gone or now.by[0]
            if id(done.operation) not in told:
                told.add(id(done.operation))
                yield places[id(done.operation)], _why_not_again(done, said)


def _offered_now(rubric: Rubric) -> Iterator[tuple[Now, tuple[str, Named | None], str]]:
    """Yield what the operations make of everything that is offered today, what it is, and how to call it."""
    for criterion in rubric.criteria:
        yield rubric.terms.now(criterion.id), (criterion.id, None), f"'{criterion.id}'"
        listed = criterion.offered if isinstance(criterion, OrdinalCriterion | NominalCriterion) else ()
        for about in listed:
            now = rubric.terms.now(criterion.id, "value", about.value)
            yield now, (criterion.id, about.value), f"'{about.value}' of {criterion.id}"
        for answer in criterion.off_scale:
            now = rubric.terms.now(criterion.id, "off_scale", answer)
            yield now, (criterion.id, answer), f"'{answer}' of {criterion.id}"


def _why_not_again(done: Done, said: str) -> str:
    verb = {"rename": "renamed", "merge": "merged", "split": "split", "retire": "retired"}[done.operation.operation]
    away = f"{said} was {verb} in {done.version} and is offered today"
    if kind_of(done.operation) == "value" and isinstance(done.operation, Retire | Split):
        return f"{away}; take it out, or keep its definition with deprecated: true"
    instead = f"call it {done.operation.to}" if isinstance(done.operation, Rename | Merge) else "give it another id"
    steps = any(isinstance(name, int) for name in old_names(done.operation))
    turned = " (where a scale is turned or shifted, give the criterion a new id in the same version)" if steps else ""
    return (
        f"{away}; take it out or {instead}: an id that is gone is not given to anything else, or old codings could not "
        f"be told from new ones{turned}"
    )
