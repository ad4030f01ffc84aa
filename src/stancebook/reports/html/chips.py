"""How each answer is shown in the report: a mark on a ground, and the same in words; worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stancebook.model.answer import Answer
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.html.escape import told
from stancebook.reports.shades import shade_of
from stancebook.reports.words import minus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Value
    from stancebook.model.rubric import AnyCriterion

_SHADES: Final = {-2: "n2", -1: "n1", 0: "z0", 1: "p1", 2: "p2"}


def shade_class(shade: int | None) -> str:
    """Return the style of an answer by its place between the ends of a scale; that of a value without one."""
    return "set" if shade is None else _SHADES[shade]


@dataclass(frozen=True, eq=False)
class Chip:
    """An answer as it is shown; what is HTML here is safe.

    Attributes:
        mark: The shortest form: ``−1``, a symbol.
        words: The answer's label.
        shade: A class of the style sheet.
        place: Where it stands among the answers to its criterion: along the scale, then off it.
    """

    mark: str
    words: str
    shade: str
    place: int = 0

    @cached_property
    def more(self) -> str:
        """The words, where they say more than the mark."""
        return told(self.words) if self.words != self.mark else ""

    @cached_property
    def shown(self) -> str:
        """The mark on its ground; large where it stands for a cell, else small."""
        return f'<b class="chip {self.shade}">{told(self.mark)}</b>'

    @cached_property
    def spoken(self) -> str:
        """The mark, with words for a screen reader."""
        return self.shown + (f'<span class="sr"> {self.more}</span>' if self.more else "")

    @cached_property
    def in_words(self) -> str:
        """The mark, and what it means."""
        return f"{self.shown} {self.more}" if self.more else self.shown


class Chips:
    """The chips of a matrix.

    Args:
        matrix: The matrix whose answers they show.
    """

    def __init__(self, matrix: StanceMatrix) -> None:
        self._rubric = matrix.rubric
        self._known: dict[tuple[str, Answer], Chip] = {}
        self._places = {criterion.id: list(answers_in_order(criterion)) for criterion in matrix.criteria}
        # Equal answers are mostly one object. The answer is kept beside its chip, so that its identity stays its own.
        self._same: dict[tuple[str, int], tuple[Answer, Chip]] = {}
        self._labels: dict[tuple[str, str, bool], Chip] = {}

    def of(self, criterion: AnyCriterion, answer: Answer) -> Chip:
        """Return an answer to a criterion as it is shown."""
        found = self._same.get((criterion.id, id(answer)))
        if found is None:
            key = (criterion.id, answer)
            chip = self._known.get(key) or self._known.setdefault(key, self._made(criterion, answer))
            found = self._same[criterion.id, id(answer)] = answer, chip
        return found[1]

    def of_label(self, criterion: AnyCriterion, label: Value, *, off_scale: bool) -> Chip:
        """Return one label of a set, or an off-scale answer by its id."""
        key = (criterion.id, str(label), off_scale)
        found = self._labels.get(key)
        if found is None:
            answer = Answer(off_scale=key[1]) if off_scale else Answer((key[1],))
            found = self._labels[key] = self.of(criterion, answer)
        return found

    def _made(self, criterion: AnyCriterion, answer: Answer) -> Chip:
        shade = shade_of(criterion, answer)
        words = self._rubric.label(criterion.id, answer)
        mark = minus(self._rubric.mark(criterion.id, answer))
        kind = "off" if answer.off_scale else shade_class(shade)
        every = self._places[criterion.id]
        place = every.index(answer) if answer in every else len(every)
        return Chip(words if kind == "set" else mark, words, kind, place)


def answers_in_order(criterion: AnyCriterion) -> Iterator[Answer]:
    """Yield the answers that a criterion lists: along the scale, then off it."""
    values = sorted(criterion.values) if isinstance(criterion, OrdinalCriterion) else criterion.values
    yield from (Answer(value) for value in values)
    yield from (Answer(off_scale=key) for key in criterion.off_scale)
