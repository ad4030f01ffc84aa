"""Searching in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.tui.coding import RefusedError
from stancebook.tui.search import find_all, nearest
from stancebook.tui.verbs.base import Verbs

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.screens.annotate import AnnotateScreen


class SearchVerbs(Verbs):
    """What finds words.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: AnnotateScreen) -> None:
        super().__init__(screen)
        self.matches: list[tuple[int, int]] = []
        self.match: int | None = None
        self._origin = 0

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        return {"read.search": self.search}

    def search(self) -> None:
        """Begin to search."""
        self._origin = self.screen.reader.cursor
        self.screen.search_bar.open()

    def search_for(self, text: str) -> None:
        """Search while the reviewer types."""
        reader = self.screen.reader
        self.matches = find_all(reader.model.text, text)
        self.match = nearest(self.matches, self._origin)
        self._show_match(text)

    def next_match(self, delta: int) -> None:
        """Go to the next or previous place found, round in a circle."""
        if self.match is None:
            raise RefusedError("nothing was found")
        self.match = (self.match + delta) % len(self.matches)
        self._show_match(self.screen.search_bar.text)

    def end_search(self) -> None:
        """Leave the search: at the place found, or, while still typing, where one came from."""
        if self.screen.focused is not self.screen.reader:
            self.screen.reader.go_to(self._origin)
        self.matches, self.match = [], None
        self.screen.search_bar.close()
        self.screen.reader.set_matches(())
        self.screen.set_focus(self.screen.reader)

    def _show_match(self, text: str) -> None:
        reader, bar = self.screen.reader, self.screen.search_bar
        reader.set_matches(self.matches, self.match)
        if self.match is not None:
            reader.go_to(self.matches[self.match][0])
            bar.count(
                self.screen.told(
                    f" {self.match + 1} of {len(self.matches)}  enter, then <source.next> <source.prev>  esc closes"
                )
            )
        else:
            reader.go_to(self._origin)  # not to what the first letters alone had found
            bar.count(" not found" if text.strip() else " esc closes")
