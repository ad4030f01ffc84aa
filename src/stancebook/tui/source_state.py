"""How far a reviewer is with one source, as lists show it. No Textual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from stancebook.model.answer import Answer

State = Literal["not started", "draft", "complete", "unusable", "unread"]

GLYPHS: dict[State, str] = {"not started": "○", "draft": "◐", "complete": "✓", "unusable": "✗", "unread": "·"}


@dataclass(frozen=True)
class SourceState:
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
