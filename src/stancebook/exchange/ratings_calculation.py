"""The calculator: from a table of ratings to its agreement figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from stancebook.comparison.agreement import Plan
from stancebook.comparison.breakdown import parts, sources
from stancebook.exchange.ratings_columns import Wanted
from stancebook.exchange.ratings_figures import Calculated, calculate, show_value, shown_categories
from stancebook.exchange.ratings_made import Duplicates, make_ratings
from stancebook.exchange.ratings_scale import Scale, understand
from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.breakdown import SourceRow
    from stancebook.exchange.ratings_collector import RatingsTable
    from stancebook.exchange.ratings_made import Made
    from stancebook.exchange.ratings_scale import Values


@dataclass(frozen=True)
class Asked:
    """What a person asks of the calculator.

    Attributes:
        columns: What they said about columns.
        missing: Cells that are no rating; None for the usual ones.
        scale: The scale; None to guess it.
        categories: All answers there are; None for those that occur.
        separator: What stands between the labels of a set.
        duplicates: What to do with a second rating of one unit by one coder.
        plan: Which figures.
        chosen: Whether they chose the figures.
        by: What to break them down by: value, pair, reviewer (without each coder), source (unit by unit).
    """

    columns: Wanted = field(default_factory=Wanted)
    missing: tuple[str, ...] | None = None
    scale: Scale | None = None
    categories: tuple[str, ...] | None = None
    separator: str | None = None
    duplicates: Duplicates = "error"
    plan: Plan = field(default_factory=Plan)
    chosen: bool = False
    by: Literal["value", "pair", "reviewer", "source"] | None = None


@dataclass(frozen=True, eq=False)
class Calculation:
    """The figures of a table.

    Attributes:
        where: Its name.
        scale: The scale of its values.
        categories: All answers, as text; empty where they are numbers without a list.
        parts: The figures, criterion by criterion.
        said: What was guessed.
        broken: The figures broken down by value, pair or reviewer.
        units: How differently each unit was rated, those that differ most first.
        by: What they are broken down by.
    """

    where: str
    scale: Scale
    categories: tuple[str, ...]
    parts: tuple[Calculated, ...]
    said: tuple[str, ...]
    broken: tuple[AgreementRow, ...] = ()
    units: tuple[SourceRow, ...] = ()
    by: str | None = None

    def ratings_of(self, criterion: str, unit: str) -> list[tuple[str, str]]:
        """Return who rated a unit how, as far as the table still knows it."""
        made = next(part.made for part in self.parts if part.criterion == criterion)
        ratings = made.ratings
        row = int(unit) - 1 if ratings.units is None else ratings.units.index(unit)
        return [
            ("" if made.packed else coder, show_value(ratings.values[code]))
            for coder, code in zip(ratings.coders, ratings.codes[row].tolist(), strict=True)
            if code >= 0
        ]

    @property
    def rows(self) -> tuple[AgreementRow, ...]:
        """All figures."""
        return tuple(row for part in self.parts for row in part.rows)

    @property
    def scale_words(self) -> str:
        """What the values are, in words."""
        kind = {"set": "sets of labels"}.get(self.scale, f"{self.scale} scale")
        shown = shown_categories(self.categories) if self.categories else ""
        return f"{kind}: {shown}" if shown else kind


def calculated(table: RatingsTable, asked: Asked) -> Calculation:
    """Return the figures of a table.

    Args:
        table: The table.
        asked: What is asked of it.

    Raises:
        StancebookError: Where the table or what is asked cannot be used.
    """
    from stancebook.agreement import AgreementError

    values = understand(table, asked.scale, asked.categories, asked.separator)
    said = (*table.said, *values.said)
    _check(asked.plan, values)
    made = make_ratings(table, values, asked.duplicates)
    try:
        figures = tuple(
            calculate(one, asked.plan, chosen=asked.chosen, declared=asked.categories is not None) for one in made
        )
        broken, units = _broken_down(made, asked)
    except AgreementError as error:
        raise StancebookError(str(error)) from None
    return Calculation(table.where, values.scale, _categories(values), figures, said, broken, units, asked.by)


def _broken_down(made: Sequence[Made], asked: Asked) -> tuple[tuple[AgreementRow, ...], tuple[SourceRow, ...]]:
    by = asked.by
    if by is None:
        return (), ()
    if by == "source":
        distance = asked.plan.distance
        return (), tuple(row for one in made for row in sources(one.ratings, one.criterion, "answers", distance))
    if by in {"pair", "reviewer"} and any(one.packed for one in made):
        raise StancebookError(f"--by {by} needs to know who rated what, and that does not fit into memory here")
    return tuple(row for one in made for row in parts(one.ratings, asked.plan, one.criterion, "answers", by)), ()


def _check(plan: Plan, values: Values) -> None:
    if plan.weights not in {None, "identity"} and values.scale in {"nominal", "set"}:
        raise StancebookError(f"--weights needs an order, and a {values.scale} scale has none; say --scale ordinal")
    if plan.distance is not None and values.scale != "set":
        raise StancebookError("--distance is for sets of labels; say --scale set")


def _categories(values: Values) -> tuple[str, ...]:
    return tuple(str(category) for category in values.categories or ())
