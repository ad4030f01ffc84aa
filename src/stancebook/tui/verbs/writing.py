"""Answers that are written, not chosen: numbers and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.answer import NOT_CODED
from stancebook.model.criterion import NumericCriterion, TextCriterion
from stancebook.model.visible import visible_line
from stancebook.tui import coding
from stancebook.tui.verbs.base import Verbs
from stancebook.tui.wording import heading

if TYPE_CHECKING:
    from stancebook.model.answer import Answer
    from stancebook.tui.coding import Passage
    from stancebook.tui.screens.annotate import AnnotateScreen


class WritingVerbs(Verbs):
    """What writes an answer.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: AnnotateScreen) -> None:
        super().__init__(screen)
        self._criterion = ""

    def takes_digits(self) -> bool:
        """Return whether a digit begins a number, instead of choosing an answer."""
        return isinstance(self.desk.rubric.by_id[self.active], NumericCriterion)

    def open(self, typed: str = "") -> None:
        """Open the line for the active criterion.

        Args:
            typed: What was typed to open it; else what was answered stands there to be mended.
        """
        rubric, self._criterion = self.desk.rubric, self.active
        criterion = rubric.by_id[self.active]
        coding.require_asked(self.desk, self.active)
        held = self.desk.annotation.coding(self.active).answer
        text = typed or ("" if held.value is None else criterion.mark(held.value))
        if isinstance(criterion, TextCriterion) and isinstance(held.value, str):
            text = typed or held.value
        takes = criterion.takes if isinstance(criterion, NumericCriterion | TextCriterion) else ""
        self.screen.answer_bar.open(heading(rubric, self.active), takes, text, criterion.off_scale)
        self.judge(text)

    def judge(self, text: str) -> None:
        """Say what enter would do with what is written."""
        try:
            self.screen.say(self._words(text))
        except ValueError as error:
            self.screen.say(str(error), "warn")

    def submit(self, text: str) -> None:
        """Give what is written as the answer; nothing written takes the answer away."""
        criterion, answer = self._criterion, NOT_CODED
        if text.strip():
            try:
                answer = self.desk.rubric.parse_answer(criterion, text)
            except ValueError as error:
                self.screen.say(str(error), "warn")
                return
        self.leave()
        self.attempt(lambda: self._give(criterion, answer))

    def leave(self) -> None:
        """Close the line."""
        self.screen.answer_bar.close()
        self.screen.set_focus(self.screen.reader)
        self.screen.say("")

    def _words(self, text: str) -> str:
        if not text.strip():
            held = self.desk.annotation.coding(self._criterion).answer
            if held.off_scale is not None:
                words = self.desk.rubric.words(self._criterion, held)
                return f"now: {words} · write an answer instead; esc leaves it, enter takes it away"
            words = " or ".join(self.desk.rubric.by_id[self._criterion].off_scale)
            also = f"or write {visible_line(words)} · " if words else ""
            return also + ("enter takes the answer away · esc leaves it" if held.given else "esc leaves it open")
        answer = self.desk.rubric.parse_answer(self._criterion, text)
        return f"enter: {self.desk.rubric.words(self._criterion, answer)}"

    def _give(self, criterion: str, answer: Answer) -> None:
        def change(passage: Passage | None) -> bool:
            coding.set_answer(self.desk, criterion, answer, passage)
            return answer.given

        self.screen.verbs.answers.answered(criterion, change)
