"""What all groups of verbs have in common: the screen they act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
