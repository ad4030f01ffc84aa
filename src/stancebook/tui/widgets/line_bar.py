"""A line to write in that shows nothing until it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input


class LineBar(Horizontal):
    """A lead, an input, and a remark behind it. Each heir has messages of its own, so that a screen can tell them."""

    DEFAULT_CSS = """
    LineBar {
        display: none;
        height: 1;
        background: $panel;
        padding: 0 1;
        &.-open { display: block; }
        & > .lead { width: auto; color: $text-primary; text-style: bold; }
        & > Input { width: 1fr; border: none; padding: 0; height: 1; background: $panel; }
        & > .remark { width: auto; color: $foreground 65%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    @dataclass
    class Changed(Message):
        """What is written changed."""

        text: str

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

        text: str

    class Closed(Message):
        """The line was left."""

    @property
    def is_open(self) -> bool:
        """Whether one writes in it."""
        return self.has_class("-open")

    def close(self) -> None:
        """Hide the line."""
        self.remove_class("-open")

    def action_close(self) -> None:
        """Leave the line: whoever opened it closes it."""
        self.post_message(self.Closed())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_open:
            self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(event.value))
