"""What an answer means for others, in words: what it replaced, and whether its question is asked. No Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.applying import applying_in, why_not_asked
from stancebook.reports.words import count, listed
from stancebook.tui.wording import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.annotation import Annotation
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import Rubric

_NAMED = 2  # labels; of more that were replaced their number is said


def consequences(rubric: Rubric, before: Annotation, after: Annotation, criterion: str) -> str:
    """Return what else there is to know after a criterion was answered, ``" · …"``; empty where there is nothing.

    Args:
        rubric: The rubric.
        before: The annotation before.
        after: The same with the answer.
        criterion: What was answered.
    """
    told = (*_alone(rubric, criterion, before, after), *_asked(rubric, criterion, before, after))
    return "".join(f" · {one}" for one in told)


def _alone(rubric: Rubric, criterion: str, before: Annotation, after: Annotation) -> Iterator[str]:
    """Where several values are allowed: that one excludes the others, and which answers had to go for it."""
    was, now = before.coding(criterion).answer, after.coding(criterion).answer
    if not rubric.by_id[criterion].multiple or was == now or not now.given:
        return
    alone = _stands_alone(rubric, criterion, now)
    if was.given and (alone or _stands_alone(rubric, criterion, was)):
        many = len(was.value) if isinstance(was.value, tuple) else 1
        yield f"replaces {rubric.label(criterion, was) if many <= _NAMED else count(many, 'value')}; <edit.undo> undoes"
    if alone:
        yield "it stands alone; <code.next> goes on"


def _stands_alone(rubric: Rubric, criterion: str, answer: Answer) -> bool:
    """Whether an answer to a question with several values excludes every other: off the scale, or by the rubric."""
    exclusive = getattr(rubric.by_id[criterion], "exclusive", ())
    return answer.off_scale is not None or any(value in exclusive for value in _values(answer))


def _values(answer: Answer) -> tuple[str, ...]:
    return answer.value if isinstance(answer.value, tuple) else ()


def _asked(rubric: Rubric, criterion: str, before: Annotation, after: Annotation) -> Iterator[str]:
    """That it is not known yet whether the question is asked, and which answers fall out because of this one."""
    if not rubric.has_conditions:
        return
    asked, was = applying_in(rubric, after), applying_in(rubric, before)

    def given(name: str) -> Answer:
        return after.coding(name).answer

    if asked[criterion] is None and given(criterion).given:
        why = why_not_asked(rubric, rubric.by_id[criterion], given)
        yield f"perhaps not asked: {why.removeprefix('because ')}"
    fallen = [key for key, one in asked.items() if one is False and was[key] is not False and given(key).given]
    if fallen:
        answers = "its answer is kept and counts" if len(fallen) == 1 else "their answers are kept and count"
        are = "is" if len(fallen) == 1 else "are"
        yield f"{listed(heading(rubric, key) for key in fallen)} {are} not asked any more: {answers} nowhere"
