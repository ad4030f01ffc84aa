"""The type that figures are set in, and how wide it runs."""

from __future__ import annotations

import warnings
from bisect import bisect
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.font_manager import FontProperties

DEFAULT: Final = "DejaVu Sans"
INSTALL: Final = "figures need matplotlib: pip install 'stancebook[figures]'"
ELLIPSIS: Final = "…"
_FILES: Final = {
    (False, False): "DejaVuSans.ttf",
    (True, False): "DejaVuSans-Bold.ttf",
    (False, True): "DejaVuSans-Oblique.ttf",
    (True, True): "DejaVuSans-BoldOblique.ttf",
}


@contextmanager
def quietly() -> Iterator[None]:
    """Say nothing of signs that a font lacks: whoever draws asks `Face.lacks` once, and says it in a line."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield


class Face:
    """A typeface.

    Args:
        family: The name of one installed here; without it, the one that comes with matplotlib, the same everywhere.

    Raises:
        StancebookError: Where matplotlib is missing, or no typeface of that name.
    """

    def __init__(self, family: str | None = None) -> None:
        import logging

        # What matplotlib has to say about its caches is no concern of who draws a figure.
        logging.getLogger("matplotlib").setLevel(logging.ERROR)
        try:
            from matplotlib import font_manager
        except ImportError:
            raise StancebookError(INSTALL) from None
        self.family = family
        if family is not None:
            self._must_be_known(font_manager.get_font_names(), family)

    @staticmethod
    def _must_be_known(known: list[str], family: str) -> None:
        from stancebook.model.nearest import did_you_mean

        if family not in known:
            raise StancebookError(f"there is no font '{family[:80]}' here{did_you_mean(family, known)}")

    @lru_cache(maxsize=64)  # noqa: B019 - a face lives as long as the program draws
    def properties(self, size: float, *, bold: bool = False, italic: bool = False) -> FontProperties:
        """Return what matplotlib calls font properties."""
        from matplotlib import get_data_path
        from matplotlib.font_manager import FontProperties

        if self.family is None:
            path = Path(get_data_path()) / "fonts" / "ttf" / _FILES[bold, italic]
            return FontProperties(fname=str(path), size=size)
        return FontProperties(
            family=[self.family, DEFAULT],
            size=size,
            weight="bold" if bold else "normal",
            style="oblique" if italic else "normal",
        )

    @lru_cache(maxsize=8192)  # noqa: B019 - likewise
    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return how wide a line of text runs, in points."""
        from matplotlib.textpath import text_to_path

        if not text:
            return 0.0
        font = self.properties(size, bold=bold)
        with quietly():
            return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])

    def wrapped(self, text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
        """Return text as lines no wider than ``width``, save for words that are wider themselves."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size, bold=bold) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return tuple(lines)

    def fitted(self, text: str, width: float, size: float, *, lines: int = 1, bold: bool = False) -> tuple[str, ...]:
        """Return text as at most so many lines, cut with an ellipsis where it does not fit."""
        found = list(self.wrapped(text, width, size, bold=bold))
        if len(found) > lines:
            found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
        return tuple(self._cut(one, width, size, bold=bold) for one in found)

    def _cut(self, text: str, width: float, size: float, *, bold: bool) -> str:
        if self.width(text, size, bold=bold) <= width:
            return text
        fits = bisect(range(len(text)), width, key=lambda n: self.width(text[:n] + ELLIPSIS, size, bold=bold))
        return text[: max(fits - 1, 0)].rstrip() + ELLIPSIS

    def lacks(self, text: str) -> str:
        """Return the characters of a text that this typeface has no sign for."""
        from matplotlib.font_manager import fontManager, get_font

        fonts = [get_font(path) for path in fontManager._find_fonts_by_props(self.properties(BASE))]  # noqa: SLF001
        return "".join(
            sign
            for sign in sorted(set(text))
            if sign.isprintable() and not any(f.get_char_index(ord(sign)) for f in fonts)
        )


BASE: Final = 10.0
