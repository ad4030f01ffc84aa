"""What all groups of verbs have in common: the screen they act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.tui.session import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.model.annotation import Evidence
    from stancebook.tui.app import StancebookApp
    from stancebook.tui.screens.annotate import AnnotateScreen
    from stancebook.tui.widgets.row_list import RowList
    from stancebook.workspace.desk import Desk


class Verbs:
    """A group of verbs.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: AnnotateScreen) -> None:
        self.screen = screen

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        return {}

    @property
    def app(self) -> StancebookApp:
        """The application."""
        return self.screen.stance

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.screen.desk

    @property
    def active(self) -> str:
        """The active criterion."""
        return self.screen.active

    @property
    def list(self) -> RowList | None:
        """The list that has the focus, if one has."""
        return self.screen.list_in_focus

    def pointed_quote(self) -> tuple[str, Evidence] | None:
        """Return the evidence under the cursor of the list that has the focus."""
        key = self.list.cursor if self.list else None
        if isinstance(key, tuple) and key[0] == "quote":
            for one in self.desk.annotation.coding(key[1]).evidence:
                if one.key == key[2]:
                    return key[1], one
        return None

    def attempt(self, verb: Callable[[], object]) -> None:
        """Do something that may be refused, outside a command."""
        self.screen.attempt(verb)

    def once_read(self, unread: int, verb: Callable[[], object], *, words: str) -> None:
        """Do something that rests on one's own sources: at once, or where many are not read yet, when they are.

        Args:
            unread: How many would have to be read for it.
            verb: What to do; not done where the reviewer has gone on meanwhile.
            words: What is read meanwhile.
        """
        session = self.app.session
        if unread <= AT_ONCE:
            verb()
            return
        desk, active = self.desk, self.active

        async def read_and_do() -> None:
            await session.read_rest()
            if self.screen.is_current and self.desk is desk and self.active == active:
                self.attempt(verb)
            else:
                self.screen.say("you went on meanwhile: nothing more was done", "warn")

        self.screen.say(f"reading {words} …")
        self.app.run_worker(read_and_do(), group="once-read", exclusive=True)
