"""A dialog that is one page of rows, as tall as the screen: it scrolls, and says so where there is more below."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Generic

from textual.binding import Binding, BindingType

from stancebook.tui.screens.dialog import Dialog, Result
from stancebook.tui.widgets.action_bar import Action, ActionBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from stancebook.tui.widgets.row_list import RowList

_MORE: Final = Action("scroll", "↓", "more")
_CLOSE: Final = Action("close", "esc", "close")


class Page(Dialog[Result], Generic[Result]):
    """Shows rows.

    Args:
        title: What it is about, plain text.
        rows: The list that makes them.
        buttons: Its verbs beside those to scroll and to close.
    """

    FULL = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end,G", "end(1)", show=False),
    ]

    def __init__(self, title: str, rows: RowList, buttons: Sequence[Action] = ()) -> None:
        super().__init__(title, (*buttons, _CLOSE))
        self._page, self._verbs = rows, tuple(buttons)

    def content(self) -> ComposeResult:
        """Return the page."""
        yield self._page

    def on_mount(self) -> None:
        """Say how much there is below, as long as the page is shown."""
        self.watch(self._page, "scroll_y", self.show_buttons, init=False)

    def on_resize(self) -> None:
        """Say whether there is more below, now that there is room for another number of lines."""
        self.call_after_refresh(self.show_buttons)

    def show_buttons(self) -> None:
        """Offer to scroll only where the page does not show all; at its end the offer is dimmed."""
        last = self._page.max_scroll_y
        below = round(self._page.scroll_y) < last
        more = (_MORE._replace(enabled=below),) if last > 0 else ()
        self.query_one(ActionBar).show((*self._verbs, *more, _CLOSE))

    def press(self, button: str) -> None:
        """Do what a button says."""
        if button == _MORE.id:
            self.action_page(1)
        else:
            super().press(button)

    def action_page(self, delta: int) -> None:
        """Scroll by a page."""
        self._page.scroll_relative(y=delta * max(1, self._page.size.height - 2), animate=False)

    def action_end(self, delta: int) -> None:
        """Scroll to the start or the end."""
        self._page.scroll_to(y=0 if delta < 0 else len(self._page.rows), animate=False)
