"""A decision in the making: what the form holds before it is recorded. No Textual."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from pydantic import TypeAdapter

from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.decision import Cause  # noqa: TC001 - what is kept is read by it

if TYPE_CHECKING:
    from stancebook.model.decision import Decision
    from stancebook.model.rubric import AnyCriterion


@dataclass(frozen=True)
class Verdict:
    """What one is about to decide.

    Attributes:
        answer: The answer to settle on; not given where none is chosen, or where it is left open.
        left_open: Whether the disagreement is left open.
        cause: Why the reviewers differed.
        rule: The rule it rests on, or the words of a proposed one.
        because: The reason.
    """

    answer: Answer = NOT_CODED
    left_open: bool = False
    cause: Cause | None = None
    rule: str | None = None
    because: str = ""

    @classmethod
    def of(cls, decision: Decision) -> Self:
        """Return what would record a decision once more."""
        left_open = decision.outcome == "open"
        return cls(decision.answer, left_open, decision.cause, decision.rule, decision.rationale)

    @property
    def chosen(self) -> bool:
        """Whether it says what stands."""
        return self.left_open or self.answer.given

    @property
    def ready(self) -> bool:
        """Whether it can be recorded."""
        return self.chosen and bool(self.because.strip())

    def settling(self, answer: Answer) -> Self:
        """Settle on an answer; the same once more takes it back."""
        again = answer == self.answer and not self.left_open
        return replace(self, answer=NOT_CODED if again else answer, left_open=False)

    def choosing(self, criterion: AnyCriterion, choice: Answer) -> Self:
        """Choose one of the answers that a criterion offers; of several values, add it or take it out."""
        if not criterion.multiple or choice.value is None or isinstance(choice.value, tuple):
            return self.settling(choice)
        held = set(self.answer.value) if isinstance(self.answer.value, tuple) else set()
        exclusive = set(getattr(criterion, "exclusive", ()))
        chosen = held ^ {str(choice.value)}
        if str(choice.value) in chosen and exclusive & chosen:
            chosen = {str(choice.value)} if choice.value in exclusive else chosen - exclusive
        answer = Answer(tuple(sorted(chosen))) if chosen else NOT_CODED
        return replace(self, answer=answer, left_open=False)

    def leaving_open(self) -> Self:
        """Leave it open; once more takes that back."""
        return replace(self, answer=NOT_CODED, left_open=not self.left_open)

    def caused_by(self, cause: Cause) -> Self:
        """Say why the reviewers differed; the same once more takes it back."""
        return replace(self, cause=None if self.cause == cause else cause)


NOTHING = Verdict()
_KEPT = TypeAdapter(Verdict)


def to_json(verdict: Verdict) -> dict[str, Any]:
    """Return a decision in the making as it is kept in a file."""
    kept: dict[str, Any] = _KEPT.dump_python(verdict, mode="json")
    return kept


def from_json(data: dict[str, Any]) -> Verdict | None:
    """Return what ``to_json`` gave; None where it is something else."""
    try:
        return _KEPT.validate_python(data)
    except ValueError:
        return None
