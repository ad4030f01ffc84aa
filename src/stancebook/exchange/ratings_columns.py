"""Which column of a table holds what: told by options, else guessed from headings and contents."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_COLUMNS = 10_000

Form = Literal["long", "wide"]

# What people call these columns. The first heading that matches wins, in this order of names.
_UNIT: Final = (
    "unit", "item", "subject", "source", "document", "doc", "sentence", "text", "case", "segment", "article",
    "paragraph", "task", "question", "record", "id", "index", "name", "nr", "no", "number", "#",
)  # fmt: skip
_CODER: Final = (
    "coder", "rater", "reviewer", "annotator", "judge", "worker", "observer", "labeler", "labeller", "expert",
    "user", "person", "evaluator", "assessor", "who", "by",
)  # fmt: skip
_VALUE: Final = (
    "value", "rating", "label", "code", "score", "answer", "judgement", "judgment", "annotation", "category",
    "class", "response", "coding", "grade", "stance", "choice",
)  # fmt: skip
_CRITERION: Final = ("criterion", "variable", "dimension", "question", "aspect", "scale")
_ENDINGS: Final = ("", "_id", "id", "_name", "name", "_no", "_nr", "s")
_NUMBER: Final = re.compile(r"[-+−]?\d+([.,]\d+)?")
_LONG: Final = 3
_SURE: Final = 6  # so many of the names of coders are no name that one coder might have


@dataclass(frozen=True)
class Wanted:
    """What a person said about their table; None and () where they said nothing.

    Attributes:
        form: long (a row per rating) or wide (a column per coder).
        header: Whether the first line names the columns.
        unit: Heading of the column of units.
        coders: Heading of the column of coders (long), or of each coder's own (wide).
        value: Heading of the column of values (long).
        criterion: Heading of the column of criteria.
        cluster: Heading of the column that says what units were taken from.
    """

    form: Form | None = None
    header: bool | None = None
    unit: str | None = None
    coders: tuple[str, ...] = ()
    value: str | None = None
    criterion: str | None = None
    cluster: str | None = None


@dataclass(frozen=True)
class Columns:
    """Places of the columns, counted from 0.

    Attributes:
        form: long or wide.
        heading: The names of all columns.
        header: Whether the first line holds them.
        unit: Column of units; None where every row is a unit.
        coders: The column of coders (long) or those of each (wide).
        value: Column of values (long), -1 where wide.
        criterion: Column of criteria.
        cluster: Column of clusters.
        said: What was guessed, as sentences.
    """

    form: Form
    heading: tuple[str, ...]
    header: bool
    unit: int | None
    coders: tuple[int, ...]
    value: int = -1
    criterion: int | None = None
    cluster: int | None = None
    said: tuple[str, ...] = field(default=())


def find_columns(sample: Sequence[Sequence[str]], wanted: Wanted, where: str) -> Columns:
    """Return which column holds what.

    Args:
        sample: The first rows of the table, its heading among them, all of one length.
        wanted: What was said about it.
        where: The file's name for messages.

    Raises:
        StancebookError: Where a column that was named is not there, or it cannot be guessed.
    """
    if len(sample[0]) > MOST_COLUMNS:
        message = f"has {len(sample[0]):,} columns; a table of ratings has at most {MOST_COLUMNS:,}"
        raise StancebookError(Problem(where, message, 1))
    header = _has_header(sample) if wanted.header is None else wanted.header
    heading = _heading(sample[0], where) if header else tuple(str(i + 1) for i in range(len(sample[0])))
    finder = _Finder(heading, sample[1:] if header else sample, wanted, where, header)
    return finder.long() if finder.is_long() else finder.wide()


def _has_header(sample: Sequence[Sequence[str]]) -> bool:
    """Whether the first line can only be read as names: no ratings like those below it."""
    first = [cell.strip() for cell in sample[0]]
    body = [[cell.strip() for cell in row] for row in sample[1:]]
    below = {cell for row in body for cell in row}
    if first[0] == "" and all(row[0] for row in body):
        return True
    if any(cell and not _NUMBER.fullmatch(cell) for cell in first):
        return not (below and set(first) <= below)
    return bool(below) and not any(_NUMBER.fullmatch(cell) for cell in below)


def _heading(cells: Sequence[str], where: str) -> tuple[str, ...]:
    names = tuple(cell.strip() or ("" if i == 0 else f"column {i + 1}") for i, cell in enumerate(cells))
    twice = next((name for name, times in Counter(names).items() if times > 1), None)
    if twice is not None:
        raise StancebookError(
            Problem(where, f"two columns are called '{twice}'; give each coder a name of their own", 1)
        )
    return names


class _Finder:
    def __init__(
        self, heading: tuple[str, ...], body: Sequence[Sequence[str]], wanted: Wanted, where: str, header: bool
    ) -> None:
        self.heading = heading
        self.body = body
        self.wanted = wanted
        self.where = where
        self.header = header
        self.said: list[str] = []
        if not header and wanted.header is None:
            self.said.append("the first line looks like ratings, not like names of columns (--header if it is names)")

    def is_long(self) -> bool:
        wanted = self.wanted
        if wanted.form is not None:
            return wanted.form == "long"
        if wanted.value is not None or len(wanted.coders) == 1:
            return True
        if wanted.coders:
            return False
        if self._named(_CODER[:_SURE]) is not None or None not in (self._named(_CODER), self._named(_VALUE)):
            return True
        if wanted.unit is not None and self._leaves_coders():
            return True
        # A wide table with a unit named twice looks long too: only a heading, or none at all, makes it one.
        says_so = not self.header or self._named(_CODER) is not None or self._named(_VALUE) is not None
        return says_so and len(self.heading) == _LONG and self._looks_long()

    def _leaves_coders(self) -> bool:
        """Whether beside the columns named by options and one of values a single one is left."""
        told = {name for name in (self.wanted.unit, self.wanted.criterion, self.wanted.cluster) if name is not None}
        value = self._named(_VALUE)
        left = [name for place, name in enumerate(self.heading) if name not in told and place != value]
        return value is not None and len(left) == 1

    def long(self) -> Columns:
        wanted = self.wanted
        if len(wanted.coders) > 1:
            raise StancebookError("a long table has one column of coders; --coder names it once")
        taken: set[int] = set()
        told = {
            "coder": self._told(wanted.coders[0] if wanted.coders else None, "--coder", taken),
            "value": self._told(wanted.value, "--value", taken),
            "unit": self._told(wanted.unit, "--unit", taken),
        }
        criterion = self._told(wanted.criterion, "--criterion", taken)
        cluster = self._told(wanted.cluster, "--cluster", taken)
        coder = self._or_guess(told["coder"], _CODER, taken)
        value = self._or_guess(told["value"], _VALUE, taken)
        if criterion is None and (guess := self._named(_CRITERION[:1], taken)) is not None:
            criterion = guess
            taken.add(guess)
        unit = self._or_guess(told["unit"], _UNIT, taken)
        unit, coder, value = self._rest(unit, coder, value, taken)
        names = self.heading
        if None in told.values():
            by = f", criterion '{names[criterion]}'" if criterion is not None else ""
            self.said.append(
                f"long table: unit '{names[unit]}', coder '{names[coder]}', value '{names[value]}'{by} "
                "(--unit, --coder, --value, --criterion and --wide say otherwise)"
            )
        return Columns("long", names, self.header, unit, (coder,), value, criterion, cluster, tuple(self.said))

    def wide(self) -> Columns:
        wanted = self.wanted
        if wanted.value is not None:
            raise StancebookError("--value names a column of a long table; a wide one has a column for each coder")
        taken: set[int] = set()
        unit = self._told(wanted.unit, "--unit", taken)
        criterion = self._told(wanted.criterion, "--criterion", taken)
        cluster = self._told(wanted.cluster, "--cluster", taken)
        coders = [place for name in wanted.coders if (place := self._told(name, "--coder", taken)) is not None]
        if unit is None and 0 not in taken and self._names_units():
            unit = 0
            taken.add(0)
        coders = coders or [place for place in range(len(self.heading)) if place not in taken]
        if len(coders) <= 1:
            raise self._problem(
                "agreement needs two coders: a column for each (wide), or --long with --unit, --coder and --value"
            )
        if not wanted.coders:
            by = "each row a unit" if unit is None else f"units named by '{self.heading[unit] or 'the first column'}'"
            self.said.append(
                f"wide table, {by}; coders {self._listed(coders)} (--unit, --coder and --long say otherwise)"
            )
        return Columns("wide", self.heading, self.header, unit, tuple(coders), -1, criterion, cluster, tuple(self.said))

    def _told(self, name: str | None, option: str, taken: set[int]) -> int | None:
        if name is None:
            return None
        if name not in self.heading:
            raise self._problem(f"has no column '{name}' ({option}){did_you_mean(name, self.heading)}")
        place = self.heading.index(name)
        if place in taken:
            raise self._problem(f"the column '{name}' cannot be two things at once ({option})")
        taken.add(place)
        return place

    def _or_guess(self, told: int | None, names: Sequence[str], taken: set[int]) -> int | None:
        place = told if told is not None else self._named(names, taken)
        if place is not None:
            taken.add(place)
        return place

    def _named(self, names: Sequence[str], taken: set[int] | None = None) -> int | None:
        """Return the column whose heading is one of these names, the commonest name first."""
        plain = [re.sub(r"[\s-]+", "_", heading.casefold()) for heading in self.heading]
        for name in names:
            for ending in _ENDINGS:
                if name + ending in plain and (place := plain.index(name + ending)) not in (taken or ()):
                    return place
        return None

    def _rest(self, unit: int | None, coder: int | None, value: int | None, taken: set[int]) -> tuple[int, int, int]:
        """Fill what is not known from the columns left over, where there is one way only."""
        left = [place for place in range(len(self.heading)) if place not in taken]
        missing = [name for name, place in (("unit", unit), ("coder", coder), ("value", value)) if place is None]
        if missing and len(left) == len(missing) and (len(missing) == 1 or self._looks_long()):
            filled = iter(left)
            return tuple(next(filled) if place is None else place for place in (unit, coder, value))  # type: ignore[return-value]
        if unit is None or coder is None or value is None:
            which = " and ".join(f"--{name}" for name in missing)
            raise self._problem(
                f"say which column holds the {' and the '.join(missing)} ({which}); "
                f"there are {self._listed(range(len(self.heading)))}"
            )
        return unit, coder, value

    def _looks_long(self) -> bool:
        """Whether three columns read as unit, coder, value: both recur, no pair of them does, values are neither."""
        rows = [tuple(cell.strip() for cell in row[:_LONG]) for row in self.body]
        units, coders, values = ({row[i] for row in rows} for i in range(_LONG)) if rows else (set(), set(), set())
        pairs = {row[:2] for row in rows}
        recur = max(len(units), len(coders)) < len(rows)
        return recur and len(pairs) == len(rows) and not coders & values and not units & values

    def _names_units(self) -> bool:
        """Whether the first column of a wide table names units."""
        if self.header and (self.heading[0] == "" or self._named(_UNIT) == 0):
            return True
        first = [row[0].strip() for row in self.body]
        others = {cell.strip() for row in self.body for cell in row[1:]}
        return len(set(first)) == len(first) > 1 and not set(first) & others

    def _listed(self, places: Sequence[int]) -> str:
        most = 12
        names = [f"'{self.heading[place]}'" if "," in self.heading[place] else self.heading[place] for place in places]
        more = f" and {len(names) - most} more" if len(names) > most else ""
        return ", ".join(names[:most]) + more

    def _problem(self, message: str) -> StancebookError:
        return StancebookError(Problem(self.where, message, 1 if self.header else None))
