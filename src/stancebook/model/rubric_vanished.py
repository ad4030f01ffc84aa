"""What is gone from a rubric without a word: ids that codings may hold, and of which the changelog says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.rubric import AnyCriterion, Rubric


class Vanished(NamedTuple):
    """An id that codings may hold, and of which the changelog does not say what became of it.

    Attributes:
        criterion: The criterion, or the one whose answer it is.
        kind: Whether it is a criterion, a value or an off-scale answer.
        name: The id.
        resembles: The id of something new that has its definition or label: perhaps it was renamed.
        retyped: Of a criterion that is there, but with values of another kind: of which type it was, and is now.
    """

    criterion: str
    kind: str
    name: str
    resembles: str | None
    retyped: tuple[str, str] | None = None

    @property
    def entry(self) -> str:
        """The operation that would say it, for the changelog."""
        what = f"criterion: {self.criterion}" + ("" if self.kind == "criterion" else f", {self.kind}: {self.name}")
        if self.resembles:
            return f"{{operation: rename, {what}, to: {self.resembles}}}"
        return f"{{operation: retire, {what}}}"


def vanished(old: Rubric, new: Rubric) -> Iterator[Vanished]:
    """Yield what an older version of a rubric has, and of which a newer one does not say what became of it."""
    for criterion in old.criteria:
        now = new.terms.now(criterion.id)
        if now.gone:
            continue
        if now.criterion not in new.by_id:
            yield Vanished(criterion.id, "criterion", criterion.id, _like_criterion(criterion, old, new))
            continue
        yield from _vanished_answers(criterion, now.criterion, old, new)


def _vanished_answers(criterion: AnyCriterion, today: str, old: Rubric, new: Rubric) -> Iterator[Vanished]:
    there = new.criterion(today)
    retyped = criterion.type != there.type
    values = [about.value for about in criterion.offered if not isinstance(about.value, bool)]
    if retyped and values:
        # No operation leads from steps to ids, or to a number: what is asked now is another criterion.
        yield Vanished(criterion.id, "criterion", criterion.id, None, (criterion.type, there.type))
    for value in () if retyped else values:
        now = new.terms.now(criterion.id, "value", value)
        if not now.gone and now.name not in there.values:
            yield Vanished(criterion.id, "value", str(value), _like_value(criterion, there, value))
    for answer in criterion.off_scale:
        now = new.terms.now(criterion.id, "off_scale", answer)
        if not now.gone and now.name not in there.off_scale:
            about = old.off_scale[answer]
            alike = [
                name
                for name in there.off_scale
                if name not in criterion.off_scale and _alike(about, new.off_scale[name])
            ]
            yield Vanished(criterion.id, "off_scale", answer, alike[0] if len(alike) == 1 else None)


def _like_criterion(criterion: AnyCriterion, old: Rubric, new: Rubric) -> str | None:
    alike = [
        other.id
        for other in new.criteria
        if other.id not in old.by_id and (other.question == criterion.question or other.label == criterion.label)
    ]
    return alike[0] if len(alike) == 1 else None


def _like_value(criterion: AnyCriterion, there: AnyCriterion, value: Any) -> str | None:
    about = next(one for one in criterion.offered if one.value == value)
    alike = [str(one.value) for one in there.offered if one.value not in criterion.values and _alike(about, one)]
    return alike[0] if len(alike) == 1 else None


def _alike(one: Any, other: Any) -> bool:
    return bool(one.definition and one.definition == other.definition) or one.label == other.label
