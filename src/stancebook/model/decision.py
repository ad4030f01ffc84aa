"""Adjudication: recorded decisions on disagreements. They add; they never overwrite a coding."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from stancebook.model.annotation import When
from stancebook.model.answer import Answer, Value
from stancebook.model.base import Model
from stancebook.model.digest import digest
from stancebook.model.ids import Id

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA: Final = "stancebook/adjudication/1"

Cause = Literal["slip", "unclear_rule", "unclear_text", "real_difference", "missed_passage"]
CAUSES: Final[tuple[Cause, ...]] = get_args(Cause)
CAUSE_WORDS: Final[Mapping[Cause, str]] = {
    "slip": "a slip",
    "unclear_rule": "the rule is unclear",
    "unclear_text": "the text is unclear",
    "real_difference": "a real difference in reading",
    "missed_passage": "a passage was missed",
}
_RULE_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,15}")


class Decision(Model):
    """One decision on one cell.

    Attributes:
        outcome: ``settled``, with an answer, or ``open``: recorded as unresolved.
        value: The position decided on, if any.
        off_scale: The off-scale answer decided on, if any.
        basis: The ``rev`` of each reviewer's coding that was decided on.
        cause: Why the reviewers differed.
        rationale: The reason, in words.
        rule: The decision rule it rests on by its id, or a proposed one in words. A single word is an id.
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

    @property
    def fingerprint(self) -> str:
        """What it says, in 16 hex digits: the same for another that says the same."""
        return fingerprint(self.answer, self.cause, self.rationale, self.rule)

    @property
    def cited_rule(self) -> str | None:
        """The id of the rule it rests on; None where it names none, or proposes one."""
        return self.rule if self.rule is not None and is_rule_id(self.rule) else None

    @property
    def proposed_rule(self) -> str | None:
        """The words of the rule it proposes, if it does."""
        return None if self.rule is None or is_rule_id(self.rule) else self.rule

    @model_validator(mode="after")
    def _has_what_its_outcome_says(self) -> Self:
        if (self.outcome == "settled") != ((self.value is None) != (self.off_scale is None)):
            raise ValueError("a settled decision has a value or an off-scale answer; an open one has neither")
        return self


def fingerprint(answer: Answer, cause: Cause | None, rationale: str, rule: str | None) -> str:
    """Return what a decision says in 16 hex digits: answer, cause, reason and rule, but for spacing."""
    value = answer.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = float(value)  # a spreadsheet knows no other numbers
    return digest([value, answer.off_scale, cause, rationale.split(), (rule or "").split()], 16)


def is_rule_id(rule: str) -> bool:
    """Return whether what a decision rests on is a rule's id; a proposed rule is words."""
    return _RULE_ID.fullmatch(rule) is not None


class Adjudication(Model):
    """The decisions on one source, by criterion; the last of each list counts."""

    schema_: Literal["stancebook/adjudication/1"] = Field(default=SCHEMA, alias="schema")
    rubric: Id
    source: Id
    decisions: dict[Id, tuple[Decision, ...]]

    def current(self, criterion_id: str) -> Decision | None:
        """Return the decision that counts for a criterion, if there is one."""
        return (self.decisions.get(criterion_id) or (None,))[-1]

    @classmethod
    def new(cls, rubric: str, source: str) -> Self:
        """Return the decisions on a source on which nothing is decided yet."""
        return cls(rubric=rubric, source=source, decisions={})

    def to_json(self) -> str:
        """Return the file's text: sorted keys, two spaces, every key present, a final newline."""
        data = self.model_dump(mode="json", by_alias=True)
        return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
