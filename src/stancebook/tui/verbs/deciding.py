"""Deciding: what stands, why they differed, the rule, the reason, and recording it; undo."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from stancebook.model.answer import NOT_CODED, Answer
from stancebook.model.deciding import NEEDS_REASON, why_not_a_rule
from stancebook.model.decision import CAUSES, is_rule_id
from stancebook.model.visible import visible
from stancebook.reports.words import count
from stancebook.tui.coding import RefusedError
from stancebook.tui.screens.chooser import Chooser, Option
from stancebook.tui.verdict import NOTHING
from stancebook.tui.widgets.answers_panel import LETTERS
from stancebook.tui.widgets.decision_form import CAUSE_COMMANDS
from stancebook.tui.wording import answer_words, heading

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from stancebook.model.decision import Cause
    from stancebook.tui.docket import Docket
    from stancebook.tui.screens.compare import CompareScreen
    from stancebook.tui.verdict import Verdict
    from stancebook.tui.widgets.rows import Part


class DecideVerbs:
    """What makes a decision.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: CompareScreen) -> None:
        self.screen = screen

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        causes: dict[str, Callable[[], object]] = {
            command: partial(self.caused_by, cause) for command, cause in CAUSE_COMMANDS.items()
        }
        return {
            **causes,
            "decide.open": self.leave_open,
            "decide.choose": self.choose_any,
            "decide.clear": lambda: self._set(NOTHING),
            "decide.rule": self.rule,
            "decide.reason": self.write_reason,
            "decide.record": self.submit,
            "edit.undo": lambda: self.undo(redo=False),
            "edit.redo": lambda: self.undo(redo=True),
        }

    @property
    def docket(self) -> Docket:
        """The disagreements."""
        self.screen.one  # noqa: B018 - refuses where there is none
        docket = self.screen.docket
        assert docket is not None  # noqa: S101 - there is a disagreement in it
        return docket

    def take(self, number: int) -> None:
        """Settle on what a side answered."""
        sides = self.screen.sides.sides
        if not 0 <= number < len(sides):
            raise RefusedError(f"{count(len(sides), 'side')} to take here: {', '.join(LETTERS[: len(sides)])}")
        answer = sides[number].answer
        one = self.screen.one
        if reason := self.screen.sides.rubric.why_not_an_answer(one.criterion.id, answer):
            raise RefusedError(f"the rubric does not offer that answer any more: {reason}")
        self._set(self.docket.verdict.settling(answer))

    def choose(self, number: int) -> None:
        """Settle on the answer with a number, or choose one of several values."""
        one, rubric = self.screen.one, self.screen.sides.rubric
        choices = rubric.choices(one.criterion.id)
        if not 0 <= number < len(choices):
            name = heading(rubric, one.criterion.id)
            raise RefusedError(f"{name} has {count(len(choices), 'answer')}; {number + 1} is none of them")
        self._set(self.docket.verdict.choosing(one.criterion, choices[number].answer))

    def choose_any(self) -> None:
        """Choose any answer from a list; type it where the criterion has no list of values."""
        one, rubric = self.screen.one, self.screen.sides.rubric
        choices = rubric.choices(one.criterion.id)
        if not any(choice.is_position for choice in choices):
            self._type_answer()
            return
        held, multiple = self.docket.verdict.answer, one.criterion.multiple
        on = {
            str(n)
            for n, choice in enumerate(choices)
            if choice.answer == held or (isinstance(held.value, tuple) and choice.answer.value in held.value)
        }

        def chosen(values: frozenset[str] | None) -> None:
            picked = [choices[int(value)] for value in sorted(values or (), key=int)]
            off_scale = [choice.answer for choice in picked if not choice.is_position]
            if multiple and picked and not off_scale:
                self._settle_on(Answer(tuple(sorted(str(choice.answer.value) for choice in picked))))
            elif picked:
                self._settle_on((off_scale or [picked[0].answer])[-1])

        options = [Option(str(n), choice.label, choice.definition) for n, choice in enumerate(choices)]
        self.screen.app.push_screen(Chooser(one.criterion.question, options, frozenset(on), multiple=multiple), chosen)

    def _type_answer(self) -> None:
        from stancebook.tui.screens.note import NoteScreen

        one, rubric = self.screen.one, self.screen.sides.rubric

        def keep(text: str) -> None:
            try:
                self._settle_on(rubric.parse_answer(one.criterion.id, text))
            except ValueError as error:
                self.screen.say(str(error), "warn")

        held = self.docket.verdict.answer
        before = rubric.mark(one.criterion.id, held) if held.is_position else held.off_scale or ""
        title = f"Which answer stands for {heading(rubric, one.criterion.id)}?"
        self.screen.app.push_screen(NoteScreen(title, before, keep))

    def _settle_on(self, answer: Answer) -> None:
        if reason := self.screen.sides.rubric.why_not_an_answer(self.screen.one.criterion.id, answer):
            self.screen.say(reason, "warn")
            return
        self._set(replace(self.docket.verdict, answer=answer, left_open=False))

    def leave_open(self) -> None:
        """Keep the disagreement."""
        self._set(self.docket.verdict.leaving_open())

    def caused_by(self, cause: Cause) -> None:
        """Say why they differed."""
        self._set(self.docket.verdict.caused_by(cause))

    def _set(self, verdict: Verdict) -> None:
        self.docket.keep(verdict)
        self.screen.show_verdict()

    def typed(self, text: str) -> None:
        """Keep the reason as it is typed."""
        docket = self.screen.docket
        if docket and docket.current and text != visible(docket.verdict.because):
            docket.keep(replace(docket.verdict, because=text))
            self.screen.show_verdict()

    def write_reason(self) -> None:
        """Go where the reason is written."""
        self.screen.one  # noqa: B018 - refuses where there is none
        self.screen.reason.focus()

    def rule(self) -> None:
        """Choose the rule it rests on, or propose one."""
        one, rubric, verdict = self.screen.one, self.screen.sides.rubric, self.docket.verdict
        rules = (*one.criterion.decision_rules, *rubric.unit.general_rules)
        cited = {rule for who in one.counting for rule in one.codings[who].coding.rules}
        options = [
            Option(rule.id, f"{rule.id}  {rule.rule}", "cited by a reviewer" if rule.id in cited else "")
            for rule in rules
        ]
        options.append(Option("+", "Propose a rule that the rubric lacks", key="+", verb="propose a rule"))
        options.append(Option("-", "No rule", key="-", verb="no rule"))

        def chosen(values: frozenset[str] | None) -> None:
            value = next(iter(values)) if values else None
            if value == "+":
                self._propose()
            elif value is not None:
                self._set(replace(self.docket.verdict, rule=None if value == "-" else value))

        held = frozenset({verdict.rule} if verdict.rule and is_rule_id(verdict.rule) else ())
        self.screen.app.push_screen(Chooser("Which rule does it rest on?", options, held), chosen)

    def _propose(self) -> None:
        from stancebook.tui.screens.note import NoteScreen

        one, rubric, held = self.screen.one, self.screen.sides.rubric, self.docket.verdict.rule

        def keep(text: str) -> None:
            words = " ".join(text.split())
            if words and (reason := why_not_a_rule(rubric, one.criterion.id, words, proposed=True)):
                self.screen.say(reason, "warn")
                return
            self._set(replace(self.docket.verdict, rule=words or None))

        before = held if held and not is_rule_id(held) else ""
        title = f"A rule for {heading(rubric, one.criterion.id)} that the rubric lacks"
        self.screen.app.push_screen(NoteScreen(title, before, keep))

    def submit(self) -> None:
        """Pick in a list; else record the decision and go on, or go where something is missing."""
        rows, docket = self.screen.list_in_focus, self.docket
        if rows and rows.pick():
            return
        verdict, one = docket.verdict, self.screen.one
        if docket.stands and one.counting:
            raise RefusedError("that is decided already; a change of any line decides it anew")
        if not verdict.chosen:
            letters = ", ".join(LETTERS[: len(self.screen.sides.sides)])
            raise RefusedError(
                f"what stands? {letters} take a side, a number another answer, <decide.open> leaves it open"
            )
        if not verdict.because.strip():
            self.screen.reason.focus()
            raise RefusedError(f"{NEEDS_REASON}: type it here, <decide.record> decides")
        self.screen.sitting.record(docket, one, verdict)
        rubric, criterion = self.screen.stance.session.rubric, one.criterion.id
        stands = "left open" if verdict.left_open else answer_words(rubric, criterion, verdict.answer)
        words = f"✓ {heading(rubric, criterion)}: {stands}"
        following = docket.next_waiting()
        self.screen.reader.focus()
        if following:
            self.screen.verbs.go_to(following)
            self.screen.say(f"{words} · <edit.undo> takes it back")
        else:
            self.screen.refresh_all()
            self.screen.say(f"{words}. Nothing waits for a decision any more", "good")

    def undo(self, *, redo: bool) -> None:
        """Take one's last decision back, or make it again, and look at it."""
        docket = self.screen.docket
        if docket is None:
            raise RefusedError("what was coded is still being read")
        looking = docket.current is not None
        source, criterion = self.screen.sitting.step_back(docket, redo=redo)
        if looking and docket.current is None:  # else what is withheld stays the page one is on
            docket.begin()
        self.screen.refresh_all()
        if docket.current:
            self.screen.text.first()
        where = f"{source}, {heading(self.screen.stance.session.rubric, criterion)}"
        if docket.at != (source, criterion):
            self.screen.say(f"{'decided again' if redo else 'taken back'}: {where}, which is not among these", "warn")
        else:
            self.screen.say(f"decided again: {where}" if redo else f"taken back: {where}")

    def picked(self, key: Hashable) -> None:
        """Do what a click in the form means, or on a side."""
        match key:
            case ("side", int(number)):
                self.take(number)
            case ("choice", int(number)):
                self.choose(number)
            case ("cause", cause) if cause in CAUSES:
                self.caused_by(cause)
            case ("open",):
                self.leave_open()
            case ("list",):
                self.choose_any()
            case ("rule",):
                self.rule()

    def hint(self) -> Part:
        """Return what is missing for a decision."""
        docket = self.docket
        verdict = docket.verdict
        if docket.stands:
            return "decided; a change of any line decides it anew", "dim"
        if not verdict.chosen:
            return "what stands? a letter takes a side, a number any answer, <decide.open> leaves it open", "dim"
        if not verdict.because.strip():
            return "why does it hold? <decide.reason> writes the reason", "dim"
        if verdict.answer != NOT_CODED and verdict.rule is None and self.screen.sides.rubric.adjudication.cite_rule:
            return "<decide.record> decides · the rubric asks for the rule it rests on: <decide.rule>", "good"
        return "<decide.record> decides and goes on", "good"
