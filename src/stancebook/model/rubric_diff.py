"""What changed between two versions of a rubric: in meaning, in what figures are made of, or only in its looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from pydantic import ValidationError

from stancebook.model.names_known import Unknown, unknown_names
from stancebook.model.operation import Rename, home, kind_of, old_names
from stancebook.model.renaming import renamed
from stancebook.model.rubric_earlier import Earlier
from stancebook.model.rubric_parts import ORDER, differing, made_of, part, parts_of, with_part
from stancebook.model.rubric_vanished import vanished
from stancebook.model.terms import Done

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancebook.model.rubric import Change, Rubric
    from stancebook.model.rubric_parts import Path
    from stancebook.model.rubric_vanished import Vanished

What = Literal["meaning", "answers", "figures", "looks"]
"""What a difference changes: what is asked; what is asked for, so that only answers that are none any more are stale;
what the same codings amount to, in figures and decisions; or nothing that any coding or figure hangs on."""
_MOST_TRIED: Final = 400
"""Beyond so many differences they are not tried one by one: what a part touches is then told by where it stands."""
_OF_ANSWERS: Final = {
    *("applies_if", "requires_evidence", "requires_note", "deprecated", "replaced_by"),
    *("min_values", "max_values", "exclusive", "integer", "max_length"),
}
"""Keys of which the meaning of a question does not hang, but whether an answer is one, and is enough."""


_OF_FIGURES: Final = {"distance", "level", "near", "agreement_levels", "weight"}
"""Keys of a criterion of which only hangs how its answers are reckoned with."""


class Difference(NamedTuple):
    """One thing that changed.

    Attributes:
        path: Where: ``("criteria", "us_engagement", "scale", "0", "definition")``.
        before: What stood there, as plain data; None where there was nothing.
        after: What stands there now; None where there is nothing any more.
        touches: The criteria whose question means something else by it.
    """

    path: Path
    before: Any
    after: Any
    touches: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """What it is a change of, as short as it is clear: criteria, or the key that differs."""
        if self.touches:
            return self.touches
        match self.path:
            case ("criteria", criterion, *_) if self.what == "answers":
                return (criterion,)
            case ("criteria", *below):
                return (".".join(below),)
            case path:
                return (".".join(path),)

    @property
    def what(self) -> What:
        """What it changes."""
        if self.touches:
            return "meaning"
        match self.path:
            case ("criteria", _) | ("criteria", _, "scale" | "values", _) if self.path[-1] != ORDER:
                return "answers"
            case ("criteria", *_, key) | ("off_scale", _, key) if key in _OF_ANSWERS:
                return "answers"
            case ("unit", "kind" | "exclude_regions", *_) | ("confidence", "scale", *_) | ("attributed", *_):
                return "answers"
            case ("reliability" | "anchors" | "adjudication", *_) | ("off_scale", _, "agreement"):
                return "figures"
            case ("criteria", _, key) if key in _OF_FIGURES:
                return "figures"
            case _:
                return "looks"


class RubricDiff(NamedTuple):
    """What changed between two versions of a rubric.

    Attributes:
        old: The old version.
        new: The new version.
        differences: Everything that changed, those that change a meaning first; ids renamed by an operation are none.
        operations: What the new version's changelog says was done to ids, newest last.
        vanished: Ids that are gone and of which it says nothing.
        merged: Renames to an id that was there before: that is a merge.
        changed: Criteria whose question means something else, with the digest that they had.
        declared: Criteria whose question changed, but of which the new version says that it means the same.
        unknown: The names in those operations that the old version, right before them, does not have.
    """

    old: Rubric
    new: Rubric
    differences: tuple[Difference, ...]
    operations: tuple[Done, ...]
    vanished: tuple[Vanished, ...]
    merged: tuple[Done, ...]
    changed: Mapping[str, str]
    declared: tuple[str, ...]
    unknown: tuple[Unknown, ...]

    @property
    def in_meaning(self) -> tuple[Difference, ...]:
        """The differences that change what is asked."""
        return self.that_change("meaning")

    @property
    def cosmetic(self) -> tuple[Difference, ...]:
        """The differences that change nothing that is asked."""
        return tuple(one for one in self.differences if not one.touches)

    @property
    def same_meaning(self) -> dict[str, list[str]]:
        """What ``same_meaning_as`` would say of each criterion that changed in meaning, if only wording was mended.

        Where an answer is gone without a word, more than the wording was.
        """
        lacking = {self.new.terms.now(one.criterion).criterion for one in self.vanished}
        return {
            key: [*criterion.same_meaning_as, self.changed[key]]
            for key, criterion in self.new.by_id.items()
            if key in self.changed and key not in lacking
        }

    @property
    def outlived(self) -> dict[str, list[str]]:
        """What ``same_meaning_as`` says of criteria that changed in meaning, and said before they did."""
        before = {self.new.terms.now(one.id).criterion: one.same_meaning_as for one in self.old.criteria}
        kept = {key: [d for d in self.new.criterion(key).same_meaning_as if d in before[key]] for key in self.changed}
        return {key: digests for key, digests in kept.items() if digests}

    def that_change(self, what: What) -> tuple[Difference, ...]:
        """Return the differences that change this."""
        return tuple(one for one in self.differences if one.what == what)


def rubric_diff(old: Rubric, new: Rubric) -> RubricDiff:
    """Return what changed from one version of a rubric to another."""
    changes = list(_newer(old, new))
    operations = tuple(Done(change.version, operation) for change in changes for operation in change.operations)
    merged: list[Done] = []
    past = old
    for change in changes:
        merged += [done for done in operations if done.version == change.version and _was_there(past, done)]
        past = renamed(past, change)
    changed, declared = _meanings(old, new)
    # Where a new wording is said to mean the same, its digest changed and its meaning did not.
    differences = [
        one._replace(touches=tuple(key for key in one.touches if key not in declared))
        for one in _differences(past, new)
    ]
    return RubricDiff(
        old=old,
        new=new,
        differences=tuple(sorted(differences, key=lambda one: not one.touches)),
        operations=operations,
        vanished=tuple(vanished(old, new)),
        merged=tuple(merged),
        changed=changed,
        declared=declared,
        unknown=tuple(
            one for one in unknown_names(new, (), (Earlier("", old),)) if one.certain and _is_in(operations, one)
        ),
    )


def _newer(old: Rubric, new: Rubric) -> Iterator[Change]:
    """Yield the versions whose operations the old rubric does not know, oldest first, with those operations only."""
    known = {change.version: change.operations for change in old.changelog}
    for change in reversed(new.changelog):
        added = tuple(one for one in change.operations if one not in known.get(change.version, ()))
        if added:
            yield change.model_copy(update={"operations": added})


def _is_in(operations: tuple[Done, ...], unknown: Unknown) -> bool:
    return any(done.operation is unknown.operation for done in operations)


def _was_there(rubric: Rubric, done: Done) -> bool:
    operation = done.operation
    if not isinstance(operation, Rename):
        return False
    kind, at = kind_of(operation), home(operation)
    if kind == "criterion":
        return operation.to in rubric.by_id
    if at is not None and at not in rubric.by_id:
        return False
    known = rubric.criterion(at).values if kind == "value" and at else rubric.off_scale
    return operation.to in known and old_names(operation)[0] in known


def _meanings(old: Rubric, new: Rubric) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the criteria that changed in meaning, with the digests they had, and those said to mean the same."""
    changed, declared = {}, []
    for criterion in old.by_id:
        now = new.terms.now(criterion).criterion
        if now not in new.by_id:
            continue
        was = old.asked[criterion]
        if was not in new.same_meaning[now]:
            changed[now] = was
        elif was in new.criterion(now).same_meaning_as and was != new.asked[now]:
            declared.append(now)
    return changed, tuple(declared)


def _differences(past: Rubric, new: Rubric) -> list[Difference]:
    """Return every difference, each with the criteria whose digest it changes.

    The differences are made one after the other, from the old rubric to the new; after each the digests tell what it
    did. One that makes no rubric by itself (an answer offered before it is defined) waits for those after it.
    """
    state, target = parts_of(past), parts_of(new)
    before = state
    asked = past.asked
    found: list[Difference] = []
    waiting = list(differing(state, target))
    one_by_one = len(waiting) <= _MOST_TRIED
    while waiting:
        left: list[Path] = [] if one_by_one else waiting
        for path in waiting if one_by_one else ():
            tried = with_part(state, path, target)
            now = _asked(tried, new)
            if now is None:
                left.append(path)
                continue
            touches = tuple(key for key in now if key in asked and now[key] != asked[key])
            found.append(Difference(path, part(before, path), part(target, path), touches))
            state, asked = tried, now
        if len(left) == len(waiting):
            # Only together do they make a rubric, as where a criterion gets another type.
            touched = [key for key in new.asked if key in asked and new.asked[key] != asked[key]]
            told = [p for p in left if _is_written(p, past) or _is_written(p, new)]
            found += [Difference(p, part(before, p), part(target, p), _touching(p, touched)) for p in told]
            break
        waiting = left
    return found


def _is_written(path: Path, rubric: Rubric) -> bool:
    """Return whether a rubric says itself what stands somewhere: what only a type brings along is no news."""
    criterion = (
        rubric.by_id.get(path[1]) if path[0] == "criteria" and len(path) == len(("criteria", "id", "key")) else None
    )
    if criterion is None:
        return path[0] != "criteria" or path[1] in rubric.by_id
    fields = type(criterion).model_fields
    return path[2] in {fields[name].alias or name for name in criterion.model_fields_set}


def _touching(path: Path, touched: list[str]) -> tuple[str, ...]:
    return tuple(key for key in touched if path[0] != "criteria" or path[1] == key)


def _asked(parts: dict[str, Any], like: Rubric) -> dict[str, str] | None:
    try:
        return made_of(parts, like).asked
    except (ValidationError, KeyError):
        return None
