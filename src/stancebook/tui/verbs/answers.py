"""Answers: values, how sure, rules, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.answer import NOT_CODED
from stancebook.tui import coding
from stancebook.tui.answered import consequences
from stancebook.tui.coding import RefusedError
from stancebook.tui.screens.chooser import Chooser, Option
from stancebook.tui.verbs.base import Verbs
from stancebook.tui.verbs.choosing import choose_one
from stancebook.tui.wording import heading, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.model.rubric import Choice
    from stancebook.tui.coding import Passage
    from stancebook.tui.screens.annotate import AnnotateScreen
    from stancebook.workspace.desk import Desk

_QUOTED = 24  # characters of a quote that came with an answer


class AnswerVerbs(Verbs):
    """What answers a criterion.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: AnnotateScreen) -> None:
        super().__init__(screen)
        self._moved_on: tuple[Desk, str, str] | None = None  # from which question an answer went on to which

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        return {
            "code.choose": self.choose,
            "code.clear": self.clear,
            "code.repeat": self.repeat,
            "code.keep": self.keep,
            "code.next": lambda: self.turn(1),
            "code.prev": lambda: self.turn(-1),
            "code.next-open": self.to_open,
            "note.edit": self.note,
            "confidence.up": lambda: self.surer(1),
            "confidence.down": lambda: self.surer(-1),
            "confidence.choose": self.choose_confidence,
            "rules.choose": self.choose_rules,
        }

    def answer(self, number: int) -> None:
        """Give the answer with this number."""
        if self.screen.verbs.writing.takes_digits():
            self.screen.verbs.writing.open(str(number) if number else "")
            return
        if not number:
            raise RefusedError("press the number of an answer, or click one in the rubric")
        self.give(coding.choice_numbered(self.desk, self.active, number))

    def give(self, choice: Choice) -> None:
        """Give an answer, and move on where only one is allowed."""
        criterion = self.active
        self.answered(criterion, lambda passage: coding.give(self.desk, criterion, choice, passage))

    def answered(self, criterion: str, change: Callable[[Passage | None], bool], lead: str = "") -> None:
        """Answer a criterion; what is selected becomes the quote it needs. Move on where that is all to answer.

        Args:
            criterion: What is answered.
            change: Answers it, given the selection, and returns whether to move on.
            lead: Words before those that say the answer.
        """
        passage, before = self._selected, self.desk.annotation
        quotes, following = before.coding(criterion).evidence, None

        def edit() -> str:
            nonlocal following
            moves = change(passage)
            following = coding.next_open(self.desk, criterion, answers_only=True) if moves else None
            if following and self.desk.annotation is not before:
                self.screen.active = following  # to be shown together with the edit
            also = consequences(self.desk.rubric, before, self.desk.annotation, criterion)
            words = coding.answered_words(self.desk, criterion, brief=moves, also=also)
            gained = [one for one in self.desk.annotation.coding(criterion).evidence if one not in quotes]
            return lead + " · ".join((words, *(quoted(one, _QUOTED) for one in gained[:1])))

        self.screen.edit(edit)
        if passage and self.desk.annotation.coding(criterion).evidence != quotes:
            self.screen.verbs.evidence.marked(*passage)
        self.app.session.last_answers[criterion] = self.desk.annotation.coding(criterion).answer
        if following:
            self._move_on(criterion, following)

    @property
    def _selected(self) -> Passage | None:
        """What is selected, where there are words in it."""
        start, end = self.screen.reader.selection
        there = self.screen.reader.has_selection and self.desk.source.body[start:end].strip()
        return (start, end) if there else None

    def _move_on(self, criterion: str, following: str) -> None:
        """Go to the next question; where the answer still needs something, say how to come back to it."""
        self.screen.activate(following)
        self._moved_on = self.desk, criterion, following
        if coding.lacks(self.desk, criterion):
            self.screen.say(f"{self.screen.message[0]} · <code.prev> goes back", "strong")
        self.screen.say_also(f"now {heading(self.desk.rubric, following)}")

    @property
    def passed(self) -> str | None:
        """The question that an answer went on from to the active one."""
        desk, left, reached = self._moved_on or (None, None, None)
        return left if desk is self.desk and reached == self.active else None

    def choose(self) -> None:
        """Choose an answer from a list; where it is written, write it."""
        desk, criterion = self.desk, self.active
        if not desk.rubric.by_id[criterion].offered:
            self.screen.verbs.writing.open()
            return
        choices = {choice.key: choice for choice in desk.rubric.choices(criterion)}

        def chosen(keys: frozenset[str] | None) -> None:
            if keys:
                self.screen.activate(criterion)
                self.attempt(lambda: self.give(choices[next(iter(keys))]))

        options = [
            Option(key, " › ".join((*choice.above, choice.label)), choice.definition) for key, choice in choices.items()
        ]
        held = frozenset(key for key, choice in choices.items() if coding.is_chosen(desk, criterion, choice))
        self.app.push_screen(Chooser(desk.rubric.by_id[criterion].question, options, held), chosen)

    def clear(self) -> None:
        """Clear the active criterion's answer; where a number is written, 0 begins one."""
        if self.screen.verbs.writing.takes_digits() and not self.desk.why_not_asked(self.active):
            self.screen.verbs.writing.open("0")
            return

        def change() -> str:
            self.desk.set_answer(self.active, NOT_CODED)
            return f"{heading(self.desk.rubric, self.active)}: cleared"

        self.screen.edit(change)

    def repeat(self) -> None:
        """Give the answer that the active criterion was given last, once the sources are read that may hold it."""
        session, criterion = self.app.session, self.active
        unread = [] if criterion in session.last_answers else session.unread
        before = self.desk.annotation.coding(criterion)

        def repeat() -> None:
            if self.desk.annotation.coding(criterion) != before:
                raise RefusedError("you went on meanwhile: no answer was given again")
            for source_id in unread:
                session.state(source_id)
            self._repeat()

        self.once_read(len(unread), repeat, words="what you answered before")

    def _repeat(self) -> None:
        criterion = self.active
        last = self.app.session.last_answer(criterion)
        if last is None or not last.given:
            raise RefusedError(
                f"{heading(self.desk.rubric, criterion)} was given no answer yet that could be given again"
            )

        def change(passage: Passage | None) -> bool:
            coding.set_answer(self.desk, criterion, last, passage)
            return False

        self.answered(criterion, change, "the same again: ")

    def keep(self) -> None:
        """Keep the active criterion's answer from before the rubric changed, and go to the next such answer."""
        criterion = self.active

        def change() -> str:
            self.desk.keep(criterion)
            return f"kept: {coding.answered_words(self.desk, criterion)}"

        self.screen.edit(change)
        if following := coding.next_stale(self.desk, criterion):
            self.screen.activate(following)
            self.screen.say_also(f"now {heading(self.desk.rubric, following)}")
        else:
            self.screen.say_also("nothing else here is from before the rubric changed")

    def turn(self, delta: int) -> None:
        """Go to the next or previous criterion that is asked, round in a circle; back over what an answer passed."""
        back = self.passed if delta < 0 else None
        self._moved_on = None
        self.screen.activate(back or coding.next_asked(self.desk, self.active, delta))

    def to_open(self) -> None:
        """Go to the next criterion that lacks something."""
        following = coding.next_open(self.desk, self.active)
        if following is None:
            raise RefusedError("every criterion has all it needs")
        self.screen.activate(following)

    def surer(self, delta: int) -> None:
        """Raise or lower how sure the answer is."""

        def change() -> str:
            coding.step_confidence(self.desk, self.active, delta)
            return coding.confidence_words(self.desk, self.active)

        self.screen.edit(change)

    def choose_confidence(self) -> None:
        """Choose how sure the answer is from the scale."""
        confidence = self.desk.rubric.confidence
        options = [
            Option(str(step), f"{step}", confidence.anchors.get(step, ""), str(step) if 0 <= step <= 9 else "")  # noqa: PLR2004
            for step in confidence.scale
        ]
        options.append(Option("", "not said", key="0" if 0 not in confidence.scale else ""))
        held = self.desk.annotation.coding(self.active).confidence
        criterion = self.active

        def chosen(value: str) -> None:
            def change() -> str:
                self.desk.set_confidence(criterion, int(value) if value else None)
                return coding.confidence_words(self.desk, criterion)

            self.screen.edit(change)

        title = f"{heading(self.desk.rubric, criterion)}: how sure are you?"
        choose_one(self.screen, title, options, chosen, now="" if held is None else str(held))

    def choose_rules(self) -> None:
        """Choose the rules that the answer rests on."""
        rubric, criterion = self.desk.rubric, self.active

        def chosen(values: frozenset[str] | None) -> None:
            if values is not None:

                def change() -> str:
                    self.desk.set_rules(criterion, values)
                    return f"{heading(rubric, criterion)}: rules {' '.join(sorted(values)) or 'none'}"

                self.screen.edit(change)

        title = f"{heading(rubric, criterion)}: which rules decided it?"
        held = frozenset(self.desk.annotation.coding(criterion).rules)
        options = [Option(rule.id, f"{rule.id}  {rule.rule}") for rule in self.screen.view.rules]
        self.app.push_screen(Chooser(title, options, held, multiple=True), chosen)

    def note(self) -> None:
        """Write a note on the active criterion."""
        from stancebook.tui.screens.note import NoteScreen

        criterion = self.active
        name = heading(self.desk.rubric, criterion)

        def keep(text: str) -> None:
            def change() -> str:
                self.desk.set_note(criterion, text)
                return f"{name}: note kept" if text else f"{name}: note taken away"

            self.screen.edit(change)

        wanted = [one.sentence for one in coding.lacks(self.desk, criterion) if one.need == "note"]
        held = self.desk.annotation.coding(criterion).note
        self.app.push_screen(NoteScreen(f"Note on {name}", held, keep, wanted[0] if wanted else ""))
