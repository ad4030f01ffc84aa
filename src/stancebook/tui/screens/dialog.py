"""What our dialogs have in common: a frame, buttons below it, and escape or a click outside to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from stancebook.tui.widgets.action_bar import Action, ActionBar
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.row_styles import COMPONENTS, CSS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

Result = TypeVar("Result")


class Dialog(ModalScreen[Result], Generic[Result], inherit_bindings=False):
    """A box over the screen below.

    Args:
        title: What it is about, plain text.
        buttons: Its verbs; ``close`` leaves it.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    AROUND: ClassVar[int] = 8  # rows that a list leaves: a margin, the frame, the buttons
    FULL: ClassVar[bool] = False  # whether the box is as tall as the screen
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = (
        """
    Dialog {
        align: center middle;
        background: $background 60%;
        & > #box {
            width: 74;
            max-width: 94%;
            height: auto;
            max-height: 90%;
            padding: 0 1;
            background: $surface;
            border: round $primary;
            border-title-color: $text-primary;
            border-title-style: bold;
        }
        &:nocolor > #box { border-title-style: reverse; }
        & ActionBar { background: $surface; margin-top: 1; padding: 0; }
        & RowList { height: auto; padding-right: 1; }
    """
        + CSS
        + "}"
    )

    def __init__(self, title: str, buttons: Sequence[Action] = (Action("close", "esc", "close"),)) -> None:
        super().__init__()
        self._title, self._buttons = title, buttons

    def compose(self) -> ComposeResult:
        """Put the content above the buttons."""
        with Vertical(id="box") as box:
            box.border_title = self._title.replace("[", r"\[")
            yield from self.content()
            bar = ActionBar()
            bar.show(self._buttons)
            yield bar

    def on_resize(self) -> None:
        """Leave room for the frame and the buttons."""
        if not self.FULL:
            for rows in self.query(RowList):
                rows.styles.max_height = max(3, self.size.height - self.AROUND)

    def content(self) -> ComposeResult:
        """Return what the dialog shows."""
        yield from ()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave. What comes after that, a second key or click, must not take the screen below away as well."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def action_leave(self) -> None:
        """Leave without a decision."""
        self.dismiss(None)

    def action_scroll(self, delta: int) -> None:
        """Scroll what is shown by a line."""
        self.query_one(RowList).scroll_relative(y=delta, animate=False)

    def press(self, button: str) -> None:
        """Do what a button says."""
        if button == "close":
            self.action_leave()

    def on_action_bar_pressed(self, event: ActionBar.Pressed) -> None:
        """Do what a button says."""
        event.stop()
        self.press(event.id)

    def on_click(self, event: events.Click) -> None:
        """A click outside the box leaves it."""
        if event.widget is self:
            self.action_leave()
