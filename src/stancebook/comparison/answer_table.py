"""The independent answers to a criterion as a table of small integers, from which every scope is looked up.

`agreement.scoped_ratings` says the same value by value; for a thousand sources that takes twenty times as long.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from stancebook.comparison.agreement import Plan, beside_counts, figures
from stancebook.comparison.scopes import SCOPES, answers_of, at_level, category, levels_of, positions_of, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancebook.agreement import Ratings
    from stancebook.agreement.arrays import CodeArray
    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.scopes import Scope
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion, Rubric

Intervals = Literal["all", "coefficients", "printed", "none"]
"""Which figures come with intervals: all, those corrected for chance, or of these only what pages print (either part,
and not the two taken together)."""
Measures = Literal["all", "beside counts", "none"]
"""Which of the rubric's measures: all, or the one coefficient that stands beside counts, or none."""

MANY: Final = 200
RESAMPLES_OF_MANY: Final = 2_000
"""From so many sources on, so many resamples: limits lie close together there, and move by less than .003."""
_MISSING: Final = -1


def matrix_agreement(
    rubric: Rubric,
    cells: Mapping[tuple[str, str], Cell],
    intervals: Intervals,
    measures: Measures = "all",
) -> tuple[AgreementRow, ...]:
    """Return the agreement figures of every criterion, on the independent codings.

    Args:
        rubric: The rubric.
        cells: The matrix's cells by (source, criterion).
        intervals: Which of them come with intervals.
        measures: Which of the rubric's measures.
    """
    plan = Plan(measures=measures_of(rubric, measures), level=rubric.reliability.interval.level)
    found: list[AgreementRow] = []
    for table in tables(rubric, cells) if plan.measures else ():
        criterion = table.criterion
        if len(table.sources) >= MANY:
            plan = plan._replace(resamples=RESAMPLES_OF_MANY)
        for scope in SCOPES:
            ratings = table.ratings(scope)
            for one in plan.measures:
                wanted = plan._replace(measures=(one,), intervals=_wanted(intervals, one, scope))
                found += figures(ratings, wanted, criterion, scope)
            ratings.memo.clear()  # resamples are large, and refer to what refers to them
        for depth in levels_of(criterion):
            ratings = table.at_level(depth).ratings("parents")
            for one in plan.measures:
                wanted = plan._replace(measures=(one,), intervals=_wanted(intervals, one, "parents"))
                found += [row._replace(depth=depth) for row in figures(ratings, wanted, criterion, "parents")]
            ratings.memo.clear()
    return tuple(found)


def measures_of(rubric: Rubric, measures: Measures) -> tuple[str, ...]:
    """Return those of the rubric's measures that are wanted."""
    every = rubric.reliability.measures
    return every if measures == "all" else beside_counts(every) if measures == "beside counts" else ()


def tables(rubric: Rubric, cells: Mapping[tuple[str, str], Cell]) -> Iterator[AnswerTable]:
    """Yield a table for each criterion.

    Args:
        rubric: The rubric.
        cells: The matrix's cells by (source, criterion).
    """
    columns: dict[str, list[Cell]] = {criterion: [] for criterion in rubric.by_id}
    for cell in cells.values():
        columns[cell.criterion].append(cell)
    return (AnswerTable.of(rubric, criterion, columns[criterion.id]) for criterion in rubric.criteria)


def _wanted(intervals: Intervals, measure: str, scope: Scope) -> bool:
    if measure == "percent_agreement":
        return intervals == "all"
    return intervals in {"all", "coefficients"} or (intervals == "printed" and scope != "answers")


@dataclass(frozen=True, eq=False)
class AnswerTable:
    """Sources by reviewers, what each answered independently.

    Attributes:
        rubric: The rubric.
        criterion: The criterion.
        sources: The rows' names.
        reviewers: The columns' names, sorted.
        answers: The different answers.
        codes: Places in ``answers``; -1 where there is none.
    """

    rubric: Rubric
    criterion: AnyCriterion
    sources: tuple[str, ...]
    reviewers: tuple[str, ...]
    answers: tuple[Answer, ...]
    codes: CodeArray

    @classmethod
    def of(cls, rubric: Rubric, criterion: AnyCriterion, cells: list[Cell]) -> AnswerTable:
        """Return the table of the cells of one criterion; answers that agreement leaves out are not in it."""
        import numpy as np

        left_out = rubric.left_out_of_agreement
        reviewers = sorted(set().union(*(cell.codings for cell in cells)))
        places: dict[Answer, int] = {}
        # Equal answers are mostly one object, and looking at an object's identity costs a tenth of comparing it.
        known: dict[int, int] = {}
        codes: list[int] = []
        for cell in cells:
            for reviewer in reviewers:
                view = cell.codings.get(reviewer)
                if view is None or not view.counts_as_independent:
                    codes.append(_MISSING)
                    continue
                place = known.get(id(view.answer))
                if place is None:
                    away = view.answer.off_scale in left_out
                    place = _MISSING if away else places.setdefault(view.answer, len(places))
                    known[id(view.answer)] = place
                codes.append(place)
        table = np.array(codes, dtype=np.int32).reshape(len(cells), len(reviewers))
        return cls(rubric, criterion, tuple(cell.source for cell in cells), tuple(reviewers), tuple(places), table)

    def at_level(self, depth: int) -> AnswerTable:
        """Return the table with every value as the one above it at a level of the tree of values."""
        criterion, answers = at_level(self.criterion, self.answers, depth)
        return replace(self, criterion=criterion, answers=tuple(answers))

    def ratings(self, scope: Scope) -> Ratings:
        """Return what one scope makes of the answers."""
        import numpy as np

        from stancebook.agreement import Ratings
        from stancebook.agreement.encoding import code_type

        scale, values, of = self._values(scope)
        labels = self._labels_of(scope) if scale == "set" else values
        lookup = np.array([*of, _MISSING], dtype=np.int32)
        codes = lookup[self.codes]
        keep = np.flatnonzero((codes >= 0).any(axis=0))
        codes = codes[:, keep]
        categories: tuple[Any, ...] | None = None if scale in {"interval", "ratio"} else tuple(labels)
        if scale == "set":
            codes, values = _as_they_turn_up(codes, values)
        coders = tuple(self.reviewers[index] for index in keep)
        return Ratings(codes.astype(code_type(len(values))), tuple(values), scale, categories, coders, self.sources)

    def _values(self, scope: Scope) -> tuple[str, list[Any], list[int]]:
        """The scale of a scope, its values, and for each answer the place of its value, -1 for none."""
        if scope == "position":
            return "nominal", [False, True], [int(answer.is_position) for answer in self.answers]
        if self.criterion.multiple:
            sets = [frozenset(self._labels(answer)) if self._within(answer, scope) else None for answer in self.answers]
            values: list[Any] = list(dict.fromkeys(one for one in sets if one is not None))
            return "set", values, [_MISSING if one is None else values.index(one) for one in sets]
        if scope in {"positions", "parents"}:
            named = positions_of(self.criterion, self.answers)
            numbers = {float(one.value) for one in self.answers if isinstance(one.value, int | float)}
            values = sorted(numbers) if named is None else named
            places = [values.index(one.value) if one.is_position else _MISSING for one in self.answers]
            return scale_of(self.criterion)[0], values, places
        values = answers_of(self.criterion, self.answers, self._off_scale)
        return "nominal", values, [values.index(category(one)) for one in self.answers]

    @property
    def _off_scale(self) -> list[str]:
        """The off-scale answers that are categories beside the values."""
        return [key for key in self.criterion.off_scale if self.rubric.off_scale[key].agreement == "category"]

    def _labels_of(self, scope: Scope) -> list[Any]:
        """What sets are made of, used or not."""
        off = [f"off:{key}" for key in self._off_scale] if scope == "answers" else []
        return [*(positions_of(self.criterion, self.answers) or ()), *off]

    @staticmethod
    def _within(answer: Answer, scope: Scope) -> bool:
        return answer.is_position or scope == "answers"

    @staticmethod
    def _labels(answer: Answer) -> tuple[str, ...]:
        # An off-scale answer is a set of its own: at distance 1 from every set of values.
        return answer.value if isinstance(answer.value, tuple) else (f"off:{answer.off_scale}",)


def _as_they_turn_up(codes: CodeArray, values: list[Any]) -> tuple[CodeArray, list[Any]]:
    """Return codes and values of sets with the values in the order in which they first occur."""
    import numpy as np

    seen, first = np.unique(codes[codes >= 0], return_index=True)
    order = seen[np.argsort(first)]
    renumbered = np.full(len(values) + 1, _MISSING, dtype=np.int32)
    renumbered[order] = np.arange(len(order))
    return renumbered[codes], [values[index] for index in order]
