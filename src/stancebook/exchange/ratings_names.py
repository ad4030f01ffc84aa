"""Names of units, coders and values, numbered as they turn up in a table."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, overload

if TYPE_CHECKING:
    from collections.abc import Iterable

_MANY: Final = 100_000


class Numbered(dict[str, int]):
    """Texts numbered as they turn up, white space around them aside.

    Args:
        missing: Texts that get the numbers -1, -2, … instead.
    """

    def __init__(self, missing: Iterable[str] = ("",)) -> None:
        super().__init__({text: -1 - i for i, text in enumerate(missing)})
        self.size = 0

    def __missing__(self, raw: str) -> int:
        text = raw.strip()
        if text in self:
            code = self[text]
        else:
            code = self[text] = self.size
            self.size += 1
        if raw != text:
            self[raw] = code
        return code

    def names(self) -> Sequence[str]:
        """Return the texts by number, and forget them here."""
        found: PackedNames | list[str] = PackedNames() if self.size > _MANY else []
        for text, code in self.items():
            if code == len(found):  # what stands for it with white space around comes later
                found.append(text)
        self.clear()
        return found


class PackedNames(Sequence[str]):
    """Millions of names, end to end in one block: as objects they would take five times the room."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("I", [0])

    def append(self, name: str) -> None:
        """Add a name."""
        self._text += name.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._text))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._text[self._ends[place] : self._ends[place + 1]].decode("utf-8", "surrogatepass")
