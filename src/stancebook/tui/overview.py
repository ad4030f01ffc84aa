"""The stance matrix as one looks at it: what is shown, in which order, and where one is in it. No Textual."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from stancebook.comparison.blind import Blinded, blinded, newly_shown
from stancebook.comparison.cell import DISAGREEING
from stancebook.comparison.gaps import Withheld
from stancebook.comparison.matrix import stance_matrix
from stancebook.comparison.rounds import in_round, noted
from stancebook.comparison.selection import SORTS, Selection, arranged
from stancebook.model.ids import NOBODY
from stancebook.model.source import FrontMatter
from stancebook.model.source_named import by_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.answer_table import Intervals
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.study import Study

_NO_GROUPS: Final = frozenset({"regions", "url", "title", "short"})


class Place(NamedTuple):
    """A place in the matrix: a cell, or with one of the two missing the head of a row or column."""

    source: str | None
    criterion: str | None


@dataclass(frozen=True)
class Arrangement:
    """What is shown of a matrix, and in which order.

    Attributes:
        sort: title, date, publisher, disagreement or a criterion's id; empty for the study's order.
        backwards: Whether it is turned round.
        group_by: A field of the front matter; empty for none.
        disagreements: Whether sources on which no two independent codings disagree are left out.
        letters: Only sources whose id or title has these, and the one with this number.
        transposed: Whether criteria stand down and sources across.
    """

    sort: str = ""
    backwards: bool = False
    group_by: str = ""
    disagreements: bool = False
    letters: str = ""
    transposed: bool = False

    @property
    def selection(self) -> Selection:
        """The same in the words of the comparison."""
        sort = f"{'-' if self.backwards else ''}{self.sort}" if self.sort else None
        return Selection(sort=sort, group_by=self.group_by or None, only_disagreements=self.disagreements)


@dataclass(frozen=True)
class Overview:
    """The matrix of what one person may see.

    Attributes:
        matrix: All of it.
        by: Who looks.
        withheld: The sources of which others' codings are not shown.
        seen: The sources of which they now see others' codings for the first time.
        arrangement: What is shown of it.
    """

    matrix: StanceMatrix
    by: str
    withheld: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    arrangement: Arrangement = field(default_factory=Arrangement)

    @classmethod
    def of(cls, study: Study, by: str, *, intervals: bool, unblinded: bool = False) -> Self:
        """Return the matrix of a study's production round as one person may see it.

        Args:
            study: The whole study.
            by: Who looks; ``NOBODY`` where that is not known: nothing is withheld, and nothing is recorded.
            intervals: Whether agreement figures come with the intervals that pages print; they take their time.
            unblinded: Whether they asked for sources that they have not completed, too.
        """
        hidden = Blinded(study, 0, ()) if unblinded or by == NOBODY else blinded(study, by)
        part = in_round(hidden.study, "production")
        kind: Intervals = "printed" if intervals else "none"
        withheld = Withheld(by, hidden.withheld, hidden.closed, of_any=hidden.withheld > 0)
        matrix = stance_matrix(part.study, part.reviewers, withheld=withheld, intervals=kind)
        seen = [] if by == NOBODY else newly_shown(part.study, by, drafts=False)
        return cls(noted(matrix, part), by, hidden.sources, tuple(seen))

    def arrange(self, arrangement: Arrangement) -> Self:
        """Return the same matrix, shown in another way."""
        return replace(self, arrangement=arrangement)

    @cached_property
    def shown(self) -> StanceMatrix:
        """What is shown of it."""
        matrix = arranged(self.matrix, self.arrangement.selection)
        wanted = self.arrangement.letters.casefold()
        if not wanted:
            return matrix
        kept = {
            key: one
            for key, one in matrix.sources.items()
            if wanted in f"{key} {one.title}".casefold() or key == self.numbered
        }
        cells = {place: cell for place, cell in matrix.cells.items() if place[0] in kept}
        return replace(matrix, sources=kept, cells=cells)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each source, which it keeps however the matrix is arranged: commands take it for a name."""
        return {source: number for number, source in enumerate(self.matrix.sources, 1)}

    @cached_property
    def numbered(self) -> str | None:
        """The source whose number the letters are, if there is one."""
        return by_number(self.arrangement.letters, tuple(self.numbers))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The sources that are shown, in order."""
        return tuple(self.shown.sources)

    @cached_property
    def criteria(self) -> tuple[str, ...]:
        """The criteria, in order."""
        return tuple(criterion.id for criterion in self.shown.criteria)

    @property
    def down(self) -> tuple[str, ...]:
        """What stands at the left, from top to bottom."""
        return self.criteria if self.arrangement.transposed else self.sources

    @property
    def across(self) -> tuple[str, ...]:
        """What stands at the top, from left to right."""
        return self.sources if self.arrangement.transposed else self.criteria

    def place(self, row: str | None, column: str | None) -> Place:
        """Return the place in a row and a column."""
        return Place(column, row) if self.arrangement.transposed else Place(row, column)

    def row_of(self, place: Place) -> str | None:
        """Return the row of a place; None for the heads above the rows."""
        return place.criterion if self.arrangement.transposed else place.source

    def column_of(self, place: Place) -> str | None:
        """Return the column of a place; None for the names at the left."""
        return place.source if self.arrangement.transposed else place.criterion

    def cell(self, place: Place) -> Cell | None:
        """Return the cell at a place; None at a head."""
        if place.source is None or place.criterion is None:
            return None
        return self.matrix.cells.get((place.source, place.criterion))

    def there(self, place: Place) -> bool:
        """Return whether a place is shown."""
        return (place.source is None or place.source in self.shown.sources) and (
            place.criterion is None or place.criterion in self.criteria
        )

    def moved(self, place: Place, rows: int, columns: int) -> Place:
        """Return the place so many rows down and columns right, or as far as it goes; heads come before the first."""
        row = _step(self.down, self.row_of(place), rows)
        column = _step(self.across, self.column_of(place), columns)
        if row is None and column is None:  # the corner is nothing
            return place
        return self.place(row, column)

    @cached_property
    def disagreeing(self) -> list[Place]:
        """The cells shown on which reviewers disagree, row by row."""
        places = (self.place(row, column) for row in self.down for column in self.across)
        return [one for one in places if (cell := self.cell(one)) and cell.state in DISAGREEING]

    def next_disagreement(self, place: Place, delta: int) -> Place | None:
        """Return the next cell, or the previous one, on which reviewers disagree; round in a circle."""
        found = self.disagreeing
        if not found:
            return None
        order = self._reading_order
        here = order.get(place, -1)
        if delta > 0:
            return next((one for one in found if order[one] > here), found[0])
        return next((one for one in reversed(found) if order[one] < here), found[-1])

    @cached_property
    def _reading_order(self) -> dict[Place, int]:
        every = (self.place(row, column) for row in (None, *self.down) for column in (None, *self.across))
        return {place: index for index, place in enumerate(every)}

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields of the front matter that some source has, to group by."""
        own = [name for name in FrontMatter.model_fields if name not in _NO_GROUPS]
        more = sorted({name for one in self.matrix.sources.values() for name in one.front.model_extra or {}})
        return tuple(
            name for name in (*own, *more) if any(_has(one.front, name) for one in self.matrix.sources.values())
        )

    @property
    def sorts(self) -> tuple[str, ...]:
        """What sources can be ordered by."""
        return ("", *SORTS, *self.criteria)


def _has(front: FrontMatter, name: str) -> bool:
    return getattr(front, name, None) not in (None, "", (), [])


def _step(keys: Sequence[str], key: str | None, delta: int) -> str | None:
    """Return the key so many further, None standing before the first."""
    at = keys.index(key) if key in keys else -1
    to = min(max(at + delta, -1), len(keys) - 1)
    return keys[to] if to >= 0 else None
