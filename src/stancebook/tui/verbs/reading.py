"""Moving and selecting in the text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from stancebook.tui.verbs.base import Verbs
from stancebook.tui.verbs.moving import Moving

if TYPE_CHECKING:
    from collections.abc import Callable


class ReadingVerbs(Verbs):
    """What moves the cursor, and what selects while it moves."""

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        reader = self.screen.reader
        return {
            **Moving(self.screen, reader).table(),
            "read.word-next": partial(reader.move_word, 1),
            "read.word-prev": partial(reader.move_word, -1),
            "read.char-next": partial(reader.move_char, 1),
            "read.char-prev": partial(reader.move_char, -1),
            "read.home": reader.move_home,
            "read.end": reader.move_end,
            "read.sentence-next-extend": partial(reader.move_sentence, 1, extend=True),
            "read.sentence-prev-extend": partial(reader.move_sentence, -1, extend=True),
            "read.word-next-extend": partial(reader.move_word, 1, extend=True),
            "read.word-prev-extend": partial(reader.move_word, -1, extend=True),
            "read.char-next-extend": partial(reader.move_char, 1, extend=True),
            "read.char-prev-extend": partial(reader.move_char, -1, extend=True),
            "read.line-next-extend": partial(reader.move_line, 1, extend=True),
            "read.line-prev-extend": partial(reader.move_line, -1, extend=True),
            "read.home-extend": partial(reader.move_home, extend=True),
            "read.end-extend": partial(reader.move_end, extend=True),
            "select.grow": reader.select_grow,
            "select.swap": reader.swap_ends,
        }
