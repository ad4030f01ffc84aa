"""The agreement figures of a table of ratings, with what they rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from stancebook.comparison.agreement import DEFAULT_MEASURES, figures, same_and_comparable
from stancebook.exchange.ratings_scale import show_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.agreement import Ratings
    from stancebook.comparison.agreement import AgreementRow, Plan
    from stancebook.exchange.ratings_made import Made

_NEEDS_NAMES: Final = {"cohen_kappa", "conger_kappa"}
_NEEDS_SIZE: Final = {"gwet_ac", "brennan_prediger"}


@dataclass(frozen=True, eq=False)
class Calculated:
    """The figures of one criterion of a table.

    Attributes:
        criterion: Its name; empty where the table has none.
        made: The ratings.
        rows: The figures.
        units: Units rated at all.
        compared: Units rated by two or more.
        codings: Ratings.
        answers: How often each value was given, values that nobody gave included where they were declared.
        sentences: What would mislead, in plain words.
    """

    criterion: str
    made: Made
    rows: tuple[AgreementRow, ...]
    units: int
    compared: int
    codings: int
    answers: tuple[tuple[str, int], ...]
    sentences: tuple[str, ...] = ()


def calculate(made: Made, plan: Plan, *, chosen: bool, declared: bool) -> Calculated:
    """Return the figures of one criterion.

    Args:
        made: Its ratings.
        plan: Which figures.
        chosen: Whether somebody chose them; else Gwet's coefficient joins where one answer is almost all.
        declared: Whether the categories were declared; else some coefficients count those that occur.
    """
    from stancebook.agreement import marginals

    ratings = made.ratings
    given = marginals(ratings)
    measures = plan.measures
    if not chosen and given.dominant is not None and ratings.categories is not None and ratings.scale != "set":
        measures = (*DEFAULT_MEASURES, "gwet_ac")
    rows = [
        _fit(row, made, declared=declared)
        for row in figures(ratings, plan._replace(measures=measures), made.criterion, "answers")
    ]
    _, compared = same_and_comparable(ratings.codes)
    units = int((ratings.codes >= 0).any(axis=1).sum())
    answers = tuple((show_value(value), count) for value, count in zip(given.values, given.counts, strict=True))
    found = Calculated(made.criterion, made, tuple(rows), units, compared, ratings.size, answers)
    return replace(found, sentences=tuple(_sentences(found, declared=declared)))


def show_value(value: object) -> str:
    """Return a value as people read it; a set as its labels."""
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(map(str, value))) + "}"
    return show_number(value) if isinstance(value, float) else str(value)


def _fit(row: AgreementRow, made: Made, *, declared: bool) -> AgreementRow:
    """Set right what a table cannot say that has no codebook, or has forgotten who rated what."""
    if not declared:
        row = row._replace(
            notes=tuple(re.sub(r"the codebook's (\d+ categories)", r"the \1 seen", n) for n in row.notes)
        )
    if not made.packed:
        return row
    if row.measure not in _NEEDS_NAMES:
        return row._replace(coders=made.coders)
    reason = f"{row.measure} needs to know who rated what, and that many units and coders do not fit into memory"
    return row._replace(coders=made.coders, estimate=None, low=None, high=None, interval=None, undefined=reason)


def _sentences(found: Calculated, *, declared: bool) -> list[str]:
    ratings = found.made.ratings
    said = list(dict.fromkeys(note for row in found.rows for note in row.notes))
    rated_once = found.units - found.compared
    if rated_once and found.compared:
        was = "was" if rated_once == 1 else "were"
        said.append(f"{rated_once:,} of {found.units:,} units {was} rated by one coder only and cannot show agreement")
    if found.made.dropped:
        said.append(f"{found.made.dropped:,} second ratings of a unit by the same coder are left out")
    measures = {row.measure for row in found.rows if row.estimate is not None}
    if not declared and measures & _NEEDS_SIZE:
        said.append(
            f"Gwet's AC and Brennan-Prediger depend on how many categories there are: {_size(ratings)} occur here; "
            "if the codebook has more, say --categories"
        )
    if ratings.scale == "ordinal" and any(_unweighted(row) for row in found.rows):
        said.append(
            "kappas and AC without weights count a near miss like a full disagreement; "
            "--weights linear or quadratic counts distance"
        )
    return said


def _size(ratings: Ratings) -> int:
    return len(ratings.categories or ())


def _unweighted(row: AgreementRow) -> bool:
    return row.metric == "identity" and row.measure != "percent_agreement"


def shown_categories(values: Sequence[object] | None, most: int = 12) -> str:
    """Return the categories as a list; only so many of them."""
    if values is None:
        return ""
    shown = [show_value(value) for value in values[:most]]
    return ", ".join(shown) + (f" and {len(values) - most} more" if len(values) > most else "")
