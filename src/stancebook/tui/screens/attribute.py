"""A small form: whose position does the text report, and what is it? Type the actor, then a digit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from stancebook.model.visible import visible_line
from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.attribute_rows import AttributeRows, Draft
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.wording import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.app import ComposeResult

    from stancebook.model.rubric import Rubric

__all__ = ["AttributeScreen", "Draft"]


@dataclass(frozen=True)
class Removed:
    """The reviewer wants the entry gone."""


class AttributeScreen(Dialog["Draft | Removed"]):
    """Gives what was filled in; ``Removed`` to take an entry away; None where one left without a decision.

    Args:
        rubric: The rubric.
        draft: What is filled in already.
        quote: The words it rests on.
        known: The actors used before, each with the type it had.
        why_not: Says what keeps a draft from being recorded, or nothing.
        editing: Whether the entry exists already.
    """

    AROUND = 12  # the quote and the actor too
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("c", "criterion(1)", show=False),
        Binding("C", "criterion(-1)", show=False),
        Binding("x", "remove", show=False),
        Binding("tab", "onward", show=False, priority=True),
        Binding("shift+tab", "to_actor", show=False, priority=True),
        Binding("enter", "finish", show=False),
    ]
    DEFAULT_CSS = """
    AttributeScreen {
        .quote { height: auto; max-height: 3; color: $foreground 70%; text-style: italic; }
        .typed { height: 1; }
        .typed > Static { width: auto; color: $text-primary; text-style: bold; }
        .typed > Input { width: 1fr; border: none; padding: 0; height: 1; background: $panel; }
        .actor { margin: 1 0 0 0; }
        .value { display: none; &.-on { display: block; } }
        .why { height: auto; color: $text-warning; display: none; &.-on { display: block; } }
    }
    """

    def __init__(
        self,
        rubric: Rubric,
        draft: Draft,
        quote: str,
        known: Mapping[str, str | None],
        why_not: Callable[[Draft], str],
        *,
        editing: bool = False,
    ) -> None:
        remove = (Action("remove", "x", "take away"),) if editing else ()
        buttons = (*remove, Action("finish", "enter", "record"), Action("close", "esc", "leave"))
        super().__init__("Who else's position is it?" if not editing else "Somebody else's position", buttons)
        self.known, self._quote, self._why_not, self._editing = known, quote, why_not, editing
        self._pointed = False  # whether arrows have gone to a value that enter is to choose
        self._rows = AttributeRows(rubric, draft, known)
        self._actor = Input(draft.actor, placeholder="the actor's name", select_on_focus=False, compact=True)
        self._actor.suggester = SuggestFromList(known, case_sensitive=False)
        self._value = Input(self._rows.written, select_on_focus=False, compact=True)
        self._why = Static("", classes="why", markup=False)

    def content(self) -> ComposeResult:
        """Return the quote, the actor, and all that is chosen by a key."""
        yield Static(f"“{shorten(self._quote, 200)}”", classes="quote", markup=False)
        with Horizontal(classes="typed actor"):
            yield Static("Who  ", markup=False)
            yield self._actor
        yield self._rows
        with Horizontal(classes="typed value"):
            yield Static("  ▸  ", markup=False)
            yield self._value
        yield self._why

    def on_mount(self) -> None:
        """Begin with the actor; in an entry that exists, with the rest."""
        self._turned()
        self.set_focus(self._rows if self._editing else self._actor)

    def learn(self, known: Mapping[str, str | None]) -> None:
        """Know more actors than when this was opened."""
        self.known = known
        self._actor.suggester = SuggestFromList(known, case_sensitive=False)
        self._rows.names = list(known)
        self._rows.rebuild()

    @property
    def draft(self) -> Draft:
        """What is filled in."""
        return self._rows.draft

    # Keys

    def on_key(self, event: events.Key) -> None:
        """Choose by a digit or a letter, once the actor has been typed; a digit begins a value that is written."""
        key = self._rows.key_for(event.character or "")
        if key is not None and not isinstance(self.focused, Input):
            event.stop()
            if self._rows.takes and event.character and event.character.isdigit():
                self._value.value = event.character
                self._value.cursor_position = 1
                self.set_focus(self._value)
            else:
                self._choose(key)

    def action_move(self, delta: int) -> None:
        """Move the cursor of the list."""
        self._rows.focus()
        self._rows.move(delta)
        self._pointed = True

    def action_criterion(self, delta: int) -> None:
        """Turn to the next or previous criterion."""
        self._rows.turn(delta)
        self._turned()

    def _turned(self) -> None:
        """Show a line for the value, where the criterion has no list of them."""
        takes = self._rows.takes
        self.query_one(".value").set_class(bool(takes), "-on")
        self._value.placeholder = takes
        self._value.value = self._rows.written

    def action_onward(self) -> None:
        """Take the actor that is proposed, and go on."""
        if self.focused is self._actor:
            self._take_actor(self._actor._suggestion or self._actor.value)  # noqa: SLF001 - Textual has no word for it
        elif self._rows.takes and self.focused is self._rows:
            self.set_focus(self._value)
        else:
            self._actor.focus()

    def action_to_actor(self) -> None:
        """Go back to the actor."""
        self._actor.focus()

    def action_finish(self) -> None:
        """Choose what the cursor of the list is on; else record what is filled in."""
        pointed, self._pointed = self._pointed, False
        if not (pointed and self._rows.pick()):
            self._record()

    def action_remove(self) -> None:
        """Take the entry away."""
        if self._editing:
            self.dismiss(Removed())

    def press(self, button: str) -> None:
        """Do what a button says."""
        if button == "finish":
            self._record()
        elif button == "remove":
            self.action_remove()
        else:
            self.action_leave()

    # What changes

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self._value:
            return
        self._rows.change(actor=event.value.strip(), kind=self.known.get(event.value.strip(), self.draft.kind))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self._value:
            self._record()
        else:
            self._take_actor(event.value)

    @on(RowList.Picked)
    def _picked(self, event: RowList.Picked) -> None:
        event.stop()
        self._choose(event.key)

    def _take_actor(self, name: str) -> None:
        name = name.strip()
        spelt = next((known for known in self.known if known.casefold() == name.casefold()), name)
        if not spelt:
            self._say("type who holds it; tab takes the name that is proposed")
            return
        self._actor.value = spelt
        self._rows.change(actor=spelt, kind=self.known.get(spelt) or self.draft.kind)
        self._rows.focus()

    def _choose(self, key: object) -> None:
        match key:
            case ("actor", str(name)):
                self._take_actor(name)
            case ("kind", str(kind)):
                self._rows.change(kind=None if self.draft.kind == kind else kind)
            case ("criterion",):
                self.action_criterion(1)
            case ("value", int(number)):
                if self._rows.give(number):
                    self._record()

    def _record(self) -> None:
        if self._rows.takes and (wrong := self._rows.write(self._value.value)):
            self._say(wrong)
            return
        if reason := self._why_not(self.draft):
            self._say(reason)
            if not self.draft.actor:
                self._actor.focus()
            return
        self.dismiss(self.draft)

    def _say(self, words: str) -> None:
        self._why.update(visible_line(words))
        self._why.set_class(bool(words), "-on")
