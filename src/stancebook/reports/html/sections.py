"""What the sections of the report hold, as plain data for their templates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from stancebook.comparison import alignment as comparison
from stancebook.comparison.decided import decided
from stancebook.comparison.same import same_in_all
from stancebook.comparison.scopes import SCOPES
from stancebook.model.answer import Answer
from stancebook.model.criterion import NumericCriterion, OrdinalCriterion
from stancebook.reports import alignment_words as words
from stancebook.reports.cell_words import (
    BLANK_MEANING,
    BLANK_WORDS,
    SIGN_MEANING,
    coding_signs,
    is_withheld,
    shown_state,
)
from stancebook.reports.decision_words import doubts
from stancebook.reports.disagreements import among_them
from stancebook.reports.figures import MEASURE_SIGN, Figures
from stancebook.reports.legends import blanks_seen, marks_told, states_meant, uncompared_told
from stancebook.reports.plots.scale import spans
from stancebook.reports.summary import tally
from stancebook.reports.words import (
    figure,
    minus,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion
    from stancebook.reports.html.chips import Chip, Chips

_MOST_NUMBERS: Final = 12
"""So many different numbers are counted one by one."""
_NONE: Final = ("0", "0 of 0")


def facts(matrix: StanceMatrix, to_discuss: Sequence[Disagreement]) -> list[tuple[str, str]]:
    """Return the figures at the head of the page, each with what it counts."""
    cells = matrix.cells.values()
    states = Counter(shown_state(matrix, cell) for cell in cells)
    blank = [cell for cell in cells if not cell.codings and is_withheld(matrix, cell.source)]
    coded = f"cells {uncompared_told(matrix)}"
    withheld = Counter(cell.state for cell in blank)
    same, compared = same_in_all(matrix)
    made = decided(cells)
    quotes = sum(len(view.coding.evidence) for cell in cells for view in cell.codings.values())
    quotes -= sum(map(len, matrix.unchosen.values()))
    settled = sum(one.cell.adjudication == "settled" and not one.cell.not_asked for one in to_discuss)
    among = [f"{settled:,} of them settled"] if settled else []
    doubted = [f"of them {told}" if not at else told for at, told in enumerate(doubts(made.outdated, made.on_stale))]
    reported = sum(len(one.evidence) for many in matrix.attributed.values() for one in many)
    found = [
        (f"{same:,} of {compared:,}", "cells with the same answer"),
        (f"{len(to_discuss):,}", ", ".join(["cells to discuss", *among, *filter(None, [among_them(to_discuss)])])),
        (
            f"{made.recorded:,}",
            ", ".join(["adjudicated", *doubted, *([f"{made.in_vain:,} without effect"] if made.in_vain else [])]),
        ),
        (f"{withheld.total():,}", "cells withheld"),
        (f"{states['missing'] - withheld['missing']:,}", "cells not coded"),
        (f"{states['coded_only']:,}", coded),
        (f"{states['not_applicable']:,}", "cells not asked"),
        (f"{quotes:,}", "quotes for codings"),
        (f"{reported:,}", "quotes for stances reported of others"),
    ]
    optional = (
        "cells withheld",
        "cells not coded",
        coded,
        "cells not asked",
        "quotes for stances reported of others",
    )
    told = [(number, about) for number, about in found if about not in optional or number != "0"]
    if not matrix.closed:
        return told
    # Beside what is withheld no count says that there is none, nor, of decisions, that there are no more.
    if matrix.closed.issuperset(matrix.sources):
        told = [(number, about) for number, about in told if number not in _NONE]
    part = {about for number, about in told if number in _NONE or about.startswith("adjudicated")}
    return [(number, f"{about}, of what you may see" if about in part else about) for number, about in told]


def groups(matrix: StanceMatrix) -> list[tuple[str, int]]:
    """Return the rubric's groups as heads over columns.

    There are some where each group holds neighbouring criteria and no criterion is left over.
    """
    where = {criterion: group.label for group in matrix.rubric.groups for criterion in group.criteria}
    found: list[tuple[str, int]] = []
    for criterion in matrix.criteria:
        label = where.get(criterion.id)
        if label is None:
            return []
        if found and found[-1][0] == label:
            found[-1] = (label, found[-1][1] + 1)
        else:
            found.append((label, 1))
    return found if len({label for label, _ in found}) == len(found) else []


@dataclass(frozen=True)
class Legend:
    """What the signs in the matrix mean; only those that are in it.

    Attributes:
        scale: The values of the first ordinal criterion from low to high, to show what the shades mean.
        marks: Off-scale answers: mark and meaning.
        blanks: Why a coding is not there: word and meaning.
        states: How reviewers agree: sign and meaning.
        signs: On codings that do not count in full: word and meaning.
        astray: Whether a quote is not where it was.
    """

    scale: list[Chip]
    marks: list[tuple[str, str]]
    blanks: list[tuple[str, str]]
    states: list[tuple[str, str]]
    signs: list[tuple[str, str]]
    astray: bool


def legend(matrix: StanceMatrix, chips: Chips) -> Legend:
    """Return the legend of a matrix."""
    views = (view for cell in matrix.cells.values() for view in cell.codings.values())
    signs = {sign for view in views if not view.plain for sign in coding_signs(view)}
    ordinal = next((c for c in matrix.criteria if isinstance(c, OrdinalCriterion)), None)
    return Legend(
        scale=[chips.of(ordinal, Answer(value)) for value in sorted(ordinal.values)] if ordinal else [],
        marks=marks_told(matrix, sets_in_words=True),
        blanks=[(BLANK_WORDS[kind], BLANK_MEANING[kind]) for kind in blanks_seen(matrix)],
        states=states_meant(matrix),
        signs=[(sign, meaning) for sign, meaning in SIGN_MEANING.items() if sign in signs],
        astray=bool(matrix.astray),
    )


@dataclass(frozen=True)
class Count:
    """How many sources stand at an answer.

    Attributes:
        mark: The answer's mark, where it says more than the label.
        label: The answer in words.
        sources: How many.
        share: The same in whole per cent of all sources.
        shade: A class of the style sheet.
    """

    mark: str
    label: str
    sources: int
    share: int
    shade: str


def answers(matrix: StanceMatrix, chips: Chips, criterion: AnyCriterion) -> list[Count]:
    """Return how many sources stand where: per answer, then without a consensus, then not coded."""
    counted_all = tally(matrix, criterion)
    stand = counted_all.stand
    every = len(matrix.sources)
    if counted_all.withheld == every > 0:  # of no answer is it known then that none gave it
        return [Count("", label, number, 100, "none") for label, number in counted_all.rest if number]

    def counted(label: str, number: int, chip: Chip | None = None) -> Count:
        mark = chip.mark if chip and chip.mark != chip.words else ""
        return Count(mark, label, number, round(100 * number / every) if every else 0, chip.shade if chip else "none")

    found = [counted(label, number) for label, number in _written(criterion, stand)]
    for choice in matrix.rubric.choices(criterion.id):
        chip = chips.of(
            criterion, Answer((choice.key,)) if criterion.multiple and choice.is_position else choice.answer
        )
        number = stand[choice.answer]
        if criterion.multiple and choice.is_position:
            number = sum(n for one, n in stand.items() if isinstance(one.value, tuple) and choice.key in one.value)
        found.append(counted(choice.label, number, chip))
    return [*found, *(counted(label, number) for label, number in counted_all.rest if number)]


def _written(criterion: AnyCriterion, stand: Counter[Answer]) -> list[tuple[str, int]]:
    """Answers that are written, not chosen: numbers one by one, many of them by spans, texts together."""
    positions = {answer.value: number for answer, number in stand.items() if answer.value is not None}
    if isinstance(criterion, NumericCriterion):
        numbers = sorted((value, number) for value, number in positions.items() if isinstance(value, int | float))
        if len(numbers) > _MOST_NUMBERS:
            within = spans(numbers[0][0], numbers[-1][0])
            return [
                (f"{span.label} {criterion.unit}".rstrip(), sum(many for value, many in numbers if span.holds(value)))
                for span in within
            ]
        return [(f"{minus(criterion.mark(value))} {criterion.unit}".rstrip(), number) for value, number in numbers]
    return [("answered in words", sum(positions.values()))] if criterion.level == "text" else []


def agreement(matrix: StanceMatrix) -> list[dict[str, Any]]:
    """Return for each criterion counts first, then the coefficient, and what would mislead."""
    figures = Figures(matrix.agreement)
    found = []
    for criterion in matrix.criteria:
        rows = {scope: figures.coefficient(criterion.id, scope) for scope in SCOPES}
        undefined = dict.fromkeys(row.undefined for row in rows.values() if row and row.undefined)
        found.append(
            {
                "label": criterion.label,
                "counts": {scope: figures.counts(criterion.id, scope) for scope in rows},
                "told": {scope: _told(row) for scope, row in rows.items()},
                "cautions": figures.cautions(criterion.id),
                "undefined": [one_line(reason) for reason in undefined if reason],
            }
        )
    return found


def _told(row: AgreementRow | None) -> str:
    if row is None:
        return ""
    interval = "" if row.low is None or row.high is None else f" [{minus(figure(row.low))}, {minus(figure(row.high))}]"
    return f"{MEASURE_SIGN.get(row.measure, row.measure)} {minus(figure(row.estimate))}{interval} ({row.metric})"


def alignment(matrix: StanceMatrix) -> dict[str, Any]:
    """Return who takes the same line: distances, groups, what divides, and actors."""
    found = comparison.alignment(matrix)
    number = words.numbers(matrix)
    shown = found.order if len(found.order) <= words.MOST_IN_A_TABLE and found.distances else ()
    rows = []
    for row, source in enumerate(shown):
        pairs = [found.of(source, other) for other in shown[:row]]
        cells = [(words.share(one), _nearness(one.value if one else None)) for one in pairs]
        rows.append((number[source], matrix.sources[source].short, cells))
    return {
        "heads": [number[source] for source in shown[:-1]],
        "rows": rows,
        "clusters": words.clusters(matrix, found),
        "how": words.how(matrix, found),
        "divisions": words.divisions(matrix, found),
        "camps": words.camps(matrix, found),
        "in_brackets": words.IN_BRACKETS,
        "apart": words.apart(matrix, found),
    }


def _nearness(value: float | None) -> str:
    """The class of a distance: the nearer, the darker; the figure says the same."""
    return "none" if value is None else f"d{min(int(value * 5), 4)}"
