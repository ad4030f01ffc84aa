"""The footer: the verbs that are valid now, each a button; the rest is in the help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from stancebook.tui.widgets.row_styles import Painter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


class Action(NamedTuple):
    """A verb in the footer.

    Attributes:
        id: The command.
        key: Its key, as shown.
        label: What it does, in a word or two.
        enabled: Whether it can do anything now; else it is dimmed, and says why when tried.
        urgent: Whether it is what to do next.
    """

    id: str
    key: str
    label: str
    enabled: bool = True
    urgent: bool = False


class ActionBar(Widget):
    """Shows as many verbs as there is room for; the last ones given always stay."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ActionBar {
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        pointer: pointer;
    }
    """
    KEPT = 2  # at the end: all commands, help

    @dataclass
    class Pressed(Message):
        """A verb was clicked."""

        id: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.actions: tuple[Action, ...] = ()
        self._hovered: str | None = None
        self._painter = Painter(self)

    def show(self, actions: Sequence[Action]) -> None:
        """Show other verbs."""
        if tuple(actions) != self.actions:
            self.actions = tuple(actions)
            self.refresh()

    @property
    def placed(self) -> list[tuple[int, Action]]:
        """The verbs that fit, each with its column."""
        room = self.size.width
        kept = list(self.actions[-self.KEPT :])
        room -= sum(_width(action) for action in kept)
        fitting = []
        for action in self.actions[: -self.KEPT]:
            if _width(action) > room:
                break
            fitting.append(action)
            room -= _width(action)
        placed, at = [], 0
        for action in (*fitting, *kept):
            placed.append((at, action))
            at += _width(action)
        return placed

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is only one
        """Return the line."""
        segments = []
        for _, action in self.placed:
            hover = "hover " if action.id == self._hovered else ""
            key = "off" if not action.enabled else "key"
            label = "off" if not action.enabled else "strong" if action.urgent else ""
            segments.append(Segment(action.key, self._painter.style(hover + key)))
            segments.append(Segment(" " + action.label, self._painter.style((hover + label).strip())))
            segments.append(Segment("  ", self._painter.style("")))
        return Strip(segments).adjust_cell_length(self.size.width, self._painter.style(""))

    def notify_style_update(self) -> None:
        """Forget the styles: the theme or the style sheet changed."""
        super().notify_style_update()
        self._painter.forget()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what is under the mouse."""
        self._hover(self._at(event))

    def on_leave(self) -> None:
        """Nothing is under the mouse any more."""
        self._hover(None)

    def on_click(self, event: events.Click) -> None:
        """Do what is under the mouse."""
        if pressed := self._at(event):
            event.stop()
            self.post_message(self.Pressed(pressed))

    def _hover(self, action: str | None) -> None:
        if action != self._hovered:
            self._hovered = action
            self.refresh()

    def _at(self, event: events.MouseEvent) -> str | None:
        column = event.screen_x - self.content_region.x
        for at, action in self.placed:
            if at <= column < at + _width(action) - 2:
                return action.id
        return None


def _width(action: Action) -> int:
    return cell_len(action.key) + 1 + cell_len(action.label) + 2
