"""How far a reviewer is with one source, as lists show it. No Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from stancebook.model.answer import NOT_CODED
from stancebook.model.applying import applying_in
from stancebook.model.requirements import missing
from stancebook.model.study import Study

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source

State = Literal["not started", "draft", "complete", "unusable", "unread"]

GLYPHS: dict[State, str] = {"not started": "○", "draft": "◐", "complete": "✓", "unusable": "✗", "unread": "·"}


class SourceState(NamedTuple):
    """How far the reviewer is with one source.

    Attributes:
        id: The source.
        title: Its title, or its id.
        state: How far it is.
        answers: The reviewer's own answer to each criterion, in the rubric's order.
        flag: Why it wants a second look, or empty.
        stale: Criteria whose meaning has changed since they were coded.
        lacking: How many things keep it from being complete.
        problem: What is wrong with its files, where it is unusable.
        seconds: How long the reviewer has worked on it, on this machine.
    """

    id: str
    title: str
    state: State
    answers: tuple[Answer, ...] = ()
    flag: str = ""
    stale: frozenset[str] = frozenset()
    lacking: int = 0
    problem: str = ""
    seconds: float = 0.0
    unasked: frozenset[str] = frozenset()

    @property
    def answered(self) -> int:
        """How many criteria have an answer."""
        return sum(answer.given for answer in self.answers)

    @property
    def asked(self) -> int:
        """How many criteria are asked, as far as it is known."""
        return len(self.answers) - len(self.unasked)

    @property
    def glyph(self) -> str:
        """The state as one character."""
        return GLYPHS[self.state]

    @property
    def words(self) -> str:
        """The state in words."""
        if self.state == "draft":
            return f"draft {self.answered}/{self.asked}"
        return "…" if self.state == "unread" else self.state


def state_of(source: Source, annotation: Annotation, rubric: Rubric, seconds: float) -> SourceState:
    """Return how far the reviewer is with a source.

    Args:
        source: The source.
        annotation: Their annotation of it.
        rubric: The rubric.
        seconds: How long they have worked on it.
    """
    codings = [annotation.coding(criterion) for criterion in rubric.by_id]
    unasked = {key for key, asked in applying_in(rubric, annotation).items() if asked is False}
    touched = annotation.note or any(coding.given or coding.evidence or coding.note for coding in codings)
    state: State = "complete" if annotation.complete else "draft" if touched else "not started"
    study = Study(rubric, {}, {}, {})
    stale = {key for key, coding in annotation.codings.items() if study.is_stale(key, coding)} - unasked
    answers = zip(rubric.by_id, (coding.answer for coding in codings), strict=True)
    return SourceState(
        source.id,
        source.title,
        state,
        tuple(answer if answer.given and key not in unasked else NOT_CODED for key, answer in answers),
        annotation.flag,
        frozenset(stale),
        0 if annotation.complete else len(missing(annotation, rubric)),
        seconds=seconds,
        unasked=frozenset(unasked),
    )
