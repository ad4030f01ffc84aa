"""Moving and selecting in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.tui.verbs.base import Verbs

if TYPE_CHECKING:
    from collections.abc import Callable


class ReadingVerbs(Verbs):
    """What moves the cursor."""

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command; in a list that has the focus, lines and pages move its cursor."""
        reader = self.screen.reader
        steps: dict[str, Callable[..., object]] = {
            "sentence": reader.move_sentence,
            "word": reader.move_word,
            "char": reader.move_char,
        }
        table: dict[str, Callable[[], object]] = {}
        for name, move in steps.items():
            for way, delta in (("next", 1), ("prev", -1)):
                table[f"read.{name}-{way}"] = lambda move=move, delta=delta: move(delta)  # type: ignore[misc]
                table[f"read.{name}-{way}-extend"] = lambda move=move, delta=delta: move(delta, extend=True)  # type: ignore[misc]
        return {
            **table,
            "read.line-next": lambda: self.line(1),
            "read.line-prev": lambda: self.line(-1),
            "read.line-next-extend": lambda: reader.move_line(1, extend=True),
            "read.line-prev-extend": lambda: reader.move_line(-1, extend=True),
            "read.page-next": lambda: self.page(1),
            "read.page-prev": lambda: self.page(-1),
            "read.home": reader.move_home,
            "read.end": reader.move_end,
            "read.home-extend": lambda: reader.move_home(extend=True),
            "read.end-extend": lambda: reader.move_end(extend=True),
            "read.top": reader.move_top,
            "read.bottom": reader.move_bottom,
            "select.grow": reader.select_grow,
            "select.swap": reader.swap_ends,
        }

    def line(self, delta: int) -> None:
        """Go a line down or up, in the text or in the list that has the focus."""
        if self.list:
            self.list.move(delta)
        else:
            self.screen.reader.move_line(delta)

    def page(self, delta: int) -> None:
        """Go a page down or up, in the text or in the list that has the focus."""
        if self.list:
            self.list.move(delta * max(1, self.list.size.height - 2))
        else:
            self.screen.reader.move_page(delta)
