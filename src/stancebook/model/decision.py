"""Adjudication: recorded decisions on disagreements. They add; they never overwrite a coding."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from stancebook.model.annotation import When
from stancebook.model.answer import Answer, Value
from stancebook.model.base import Model
from stancebook.model.ids import Id

SCHEMA: Final = "stancebook/adjudication/1"

Cause = Literal["slip", "unclear_rule", "unclear_text", "real_difference", "missed_passage"]


class Decision(Model):
    """One decision on one cell.

    Attributes:
        outcome: ``settled``, with an answer, or ``open``: recorded as unresolved.
        value: The position decided on, if any.
        off_scale: The off-scale answer decided on, if any.
        basis: The ``rev`` of each reviewer's coding that was decided on.
        cause: Why the reviewers differed.
        rationale: The reason, in words.
        rule: The decision rule it rests on, or a proposed one.
        by: Who decided.
        at: When.
    """

    outcome: Literal["settled", "open"]
    value: Value | None
    off_scale: str | None
    basis: dict[Id, str]
    cause: Cause | None
    rationale: Annotated[str, StringConstraints(min_length=1)]
    rule: str | None
    by: str
    at: When

    @property
    def answer(self) -> Answer:
        """The answer decided on; none where the outcome is open."""
        value = tuple(sorted(self.value)) if isinstance(self.value, tuple) else self.value
        return Answer(value, self.off_scale)

    @model_validator(mode="after")
    def _has_what_its_outcome_says(self) -> Self:
        if (self.outcome == "settled") != ((self.value is None) != (self.off_scale is None)):
            raise ValueError("a settled decision has a value or an off-scale answer; an open one has neither")
        return self


class Adjudication(Model):
    """The decisions on one source, by criterion; the last of each list counts."""

    schema_: Literal["stancebook/adjudication/1"] = Field(default=SCHEMA, alias="schema")
    rubric: Id
    source: Id
    decisions: dict[Id, tuple[Decision, ...]]

    def current(self, criterion_id: str) -> Decision | None:
        """Return the decision that counts for a criterion, if there is one."""
        return (self.decisions.get(criterion_id) or (None,))[-1]
