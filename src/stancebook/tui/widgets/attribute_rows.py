"""What is chosen by a key about somebody else's position: what kind of actor, which criterion, which value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from stancebook.model.answer import Answer
from stancebook.model.criterion import NumericCriterion, TextCriterion
from stancebook.model.visible import visible_line
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import MOST_DIGITS, Row

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from stancebook.model.answer import Value
    from stancebook.model.rubric import Choice, Rubric
    from stancebook.tui.widgets.rows import Part

_LETTERS = "asdfghjklqwertyuiop"  # c, C and x have a meaning of their own
_MOST_NAMES = 6
_INDENT = "     "


@dataclass(frozen=True)
class Draft:
    """A position as far as it is filled in.

    Attributes:
        actor: Who holds it.
        kind: What kind of actor that is, as the rubric has it.
        criterion: What it is about.
        value: What it is.
    """

    actor: str
    kind: str | None
    criterion: str
    value: Value | None = None

    @property
    def answer(self) -> Answer:
        """The position as an answer."""
        return Answer(self.value)


class AttributeRows(RowList):
    """Posts ``Picked`` with ("actor", name), ("kind", kind), ("criterion",) or ("value", number).

    Args:
        rubric: The rubric.
        draft: What is filled in already.
        known: The actors used before.
    """

    def __init__(self, rubric: Rubric, draft: Draft, known: Mapping[str, str | None]) -> None:
        super().__init__()
        self.rubric, self.draft, self.names = rubric, draft, list(known)

    @property
    def values(self) -> tuple[Choice, ...]:
        """The positions that the criterion offers; what is no position is nobody's."""
        return tuple(choice for choice in self.rubric.choices(self.draft.criterion) if choice.is_position)

    @property
    def takes(self) -> str:
        """What a value that is written may be; empty where values are chosen."""
        criterion = self.rubric.by_id[self.draft.criterion]
        return criterion.takes if isinstance(criterion, NumericCriterion | TextCriterion) else ""

    @property
    def written(self) -> str:
        """The value as it would be written; empty where values are chosen, or none is filled in."""
        value = self.draft.value
        return "" if value is None or not self.takes else str(value)

    def write(self, text: str) -> str:
        """Fill in a value that is written; return what is wrong with it, or nothing."""
        if not text.strip():
            return f"write what they hold: {self.takes}"
        try:
            self.change(value=self.rubric.by_id[self.draft.criterion].parse(text))
        except ValueError as error:
            return str(error)
        return ""

    @property
    def kinds(self) -> Mapping[str, str]:
        """The kinds of actors by their letters."""
        return dict(zip(_LETTERS, self.rubric.attributed.actor_type, strict=False))

    def change(self, **changes: Any) -> None:
        """Fill something in."""
        self.draft = replace(self.draft, **changes)
        self.rebuild()

    def turn(self, delta: int) -> None:
        """Turn to the next or previous criterion."""
        ids = list(self.rubric.by_id)
        self.change(criterion=ids[(ids.index(self.draft.criterion) + delta) % len(ids)], value=None)

    def give(self, number: int) -> bool:
        """Choose the value with this number; return whether that is all there is to choose."""
        if number > len(self.values):
            return False
        value = self.values[number - 1].answer.value
        if not self.rubric.by_id[self.draft.criterion].multiple:
            self.change(value=value)
            return True
        held = set(self.draft.value if isinstance(self.draft.value, tuple) else ()) ^ {str(value)}
        self.change(value=tuple(sorted(held)) or None)
        return False

    def key_for(self, character: str) -> Hashable:
        """Return what a letter or digit chooses; None where it chooses nothing."""
        if character in self.kinds:
            return ("kind", self.kinds[character])
        return ("value", int(character)) if character in tuple("123456789") else None

    def key_under(self, row: Row, column: int) -> Hashable:
        """Return what a click means; several things can stand in one row."""
        if isinstance(row.key, tuple) and row.key[0] == "cells":
            return next((key for start, end, key in row.key[1] if start <= column < end), None)
        return row.key

    @property
    def keys(self) -> list[Hashable]:
        """What the cursor can be on: the criterion and its values."""
        return [key for key in super().keys if isinstance(key, tuple) and key[0] != "cells"]

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return kinds, criterion and values."""
        draft, rubric = self.draft, self.rubric
        rows: list[Row] = []
        typed = draft.actor.casefold()
        names = [name for name in self.names if typed in name.casefold() and name != draft.actor][:_MOST_NAMES]
        rows += _cells([((name, "dim"), ("actor", name)) for name in names], width, gap=" · ")
        if self.kinds:
            rows.append(Row((("What they are", "dim"),)))
            cells = []
            for kind in self.kinds.values():
                on = kind == draft.kind
                text = f"{'●' if on else '○'} {visible_line(kind.replace('_', ' '))}"
                cells.append(((text, "accent" if on else ""), ("kind", kind)))
            column = max(cell_len(text) for (text, _), _ in cells) + 3
            rows += _cells(cells, width, column=column, letters="".join(self.kinds))
        name = visible_line(rubric.by_id[draft.criterion].heading)
        where = f"{list(rubric.by_id).index(draft.criterion) + 1} {name}"
        rows.append(Row((("What they hold on  ", "dim"), (where, "strong")), (("c next  ", "key"),), ("criterion",)))
        return [*rows, *(self._value(number, choice) for number, choice in enumerate(self.values, 1))]

    def _value(self, number: int, choice: Choice) -> Row:
        held, multiple = self.draft.value, self.rubric.by_id[self.draft.criterion].multiple
        on = choice.answer.value in held if isinstance(held, tuple) else choice.answer.value == held
        glyph = ("■" if on else "□") if multiple else ("●" if on else "○")
        mark = visible_line(choice.mark.replace("-", "−")) if isinstance(choice.answer.value, int) else ""
        lead = f"{number:>3} " if number <= MOST_DIGITS else "    "
        left = (lead, "key"), (f"{glyph} ", "accent" if on else "dim"), (visible_line(choice.label), "")
        return Row(left, ((f"{mark} ", "dim"),) if mark else (), ("value", number))


def _cells(
    cells: Sequence[tuple[Part, Hashable]], width: int, *, gap: str = "", column: int = 0, letters: str = ""
) -> list[Row]:
    """Return things that are chosen side by side, as many in a row as fit; each after its letter, if they have any."""
    rows: list[Row] = []
    parts: list[Part] = []
    keys: list[tuple[int, int, Hashable]] = []
    at = 0

    def close() -> None:
        if keys:
            rows.append(Row(tuple(parts), key=("cells", tuple(keys))))

    for index, ((text, style), key) in enumerate(cells):
        lead = f"{letters[index]} " if letters else ""
        size = len(lead) + (column or cell_len(text))
        if not keys or at + len(gap) + size > width:
            close()
            indent = _INDENT[: 3 if letters else 5]
            parts, keys, at = [(indent, "")], [], len(indent)
        elif gap:
            parts.append((gap, "off"))
            at += len(gap)
        parts += [(lead, "key"), (set_cell_size(text, size - len(lead)), style)]
        keys.append((at, at + size, key))
        at += size
    close()
    return rows
