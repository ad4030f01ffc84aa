"""The stance matrix in a few plain sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from stancebook.comparison.selection import same_in_all
from stancebook.comparison.sides import labels_of
from stancebook.model.answer import Answer
from stancebook.model.criterion import BooleanCriterion, NominalCriterion, NumericCriterion, OrdinalCriterion
from stancebook.reports.cell_words import unseen
from stancebook.reports.words import DIFFERENT_WAYS, count, few_sources, minus, one_line

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell, State
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Value
    from stancebook.model.rubric import AnyCriterion

_MOST_NAMED = 6


def summary(matrix: StanceMatrix) -> list[str]:
    """Return what a reader with two minutes should know, a sentence or two each."""
    return [f"{about}: {said}" if about else said for about, said in leads(matrix)]


def leads(matrix: StanceMatrix) -> list[tuple[str, str]]:
    """Return the same with what each is about apart: positions by criterion, then how far reviewers agree."""
    said = [(one_line(criterion.label), _positions(matrix, criterion)) for criterion in matrix.criteria]
    said += [("", sentence) for sentence in _agreement(matrix)]
    if len({reviewer.how for reviewer in matrix.reviewers.values() if reviewer.how}) > 1:
        said.append(("", DIFFERENT_WAYS))
    return [*said, ("", few)] if (few := few_sources(matrix)) else said


@dataclass(frozen=True)
class Tally:
    """Where the sources stand on a criterion.

    Attributes:
        stand: How often each answer stands.
        torn: In how many cells none does, though there are codings.
        unasked: In how many the criterion was asked of nobody.
        withheld: How many are withheld from the one who asks.
        empty: How many are not coded.
    """

    stand: Counter[Answer]
    torn: int
    unasked: int
    withheld: int
    empty: int

    @property
    def rest(self) -> tuple[tuple[str, int], ...]:
        """The cells without an answer, in words and numbers."""
        return (
            ("no consensus", self.torn),
            ("not asked", self.unasked),
            ("withheld", self.withheld),
            ("not coded", self.empty),
        )


def tally(matrix: StanceMatrix, criterion: AnyCriterion) -> Tally:
    """Return where the sources stand on a criterion."""
    cells = [matrix.cells[source, criterion.id] for source in matrix.sources]
    stand = Counter(cell.consensus for cell in cells if cell.consensus.given)
    blank = [cell for cell in cells if not cell.codings and not cell.adjudication]
    why = Counter("unasked" if cell.unasked else unseen(matrix, cell) for cell in blank)
    unasked, withheld = why["unasked"], why["withheld"]
    torn = len(cells) - sum(stand.values()) - len(blank)
    return Tally(stand, torn, unasked, withheld, len(blank) - unasked - withheld)


def _positions(matrix: StanceMatrix, criterion: AnyCriterion) -> str:
    counted = tally(matrix, criterion)
    stand, torn = counted.stand, counted.torn
    apart = sum(_takes_a_position(matrix.cells[source, criterion.id]) for source in matrix.sources)
    positions = sum(number for answer, number in stand.items() if answer.is_position) + apart
    head = f"{positions} of {count(len(matrix.sources), 'source')} {'takes' if positions == 1 else 'take'} a position"
    match criterion:
        case OrdinalCriterion():
            told = _ordinal(matrix, criterion, stand)
        case NominalCriterion() | BooleanCriterion():
            told = _nominal(matrix, criterion, stand)
        case NumericCriterion():
            told = _numeric(criterion, stand)
        case _:
            told = ""
    rest = [
        f"{_label(matrix, criterion, answer)}: {number}" for answer, number in stand.most_common() if answer.off_scale
    ]
    rest += [f"With a position, but no common value: {apart}"] if apart else []
    rest += [f"No consensus: {torn - apart}"] if torn - apart else []
    rest += [f"Not asked, given the other answers: {counted.unasked}"] if counted.unasked else []
    rest += [f"Withheld: {counted.withheld}"] if counted.withheld else []
    rest += [f"Not coded yet: {counted.empty}"] if counted.empty else []
    return ". ".join([f"{head}{told}", *rest]) + "."


def _takes_a_position(cell: Cell) -> bool:
    """Whether reviewers see a position by a majority, yet no value stands for it."""
    if cell.consensus.given or cell.adjudication:
        return False
    seen = [view.answer.is_position for view in cell.codings.values() if view.counts]
    return 2 * sum(seen) > len(seen)


def _ordinal(matrix: StanceMatrix, criterion: OrdinalCriterion, stand: Counter[Answer]) -> str:
    answers = [Answer(value) for value in sorted(criterion.values) if stand[Answer(value)]]
    told = [f"{stand[a]} at {minus(criterion.mark(a.value or 0))} “{_label(matrix, criterion, a)}”" for a in answers]
    return f" ({', '.join(told)})" if told else ""


def _numeric(criterion: NumericCriterion, stand: Counter[Answer]) -> str:
    """Where the numbers lie: the least, the one in the middle, the greatest."""
    numbers = sorted(answer.value for answer in stand.elements() if isinstance(answer.value, int | float))
    if not numbers:
        return ""
    shown = [minus(criterion.mark(round(one, 3))) for one in (numbers[0], median(numbers), numbers[-1])]
    unit = f" {criterion.unit}" if criterion.unit else ""
    return f" ({shown[0]}{unit})" if len(numbers) == 1 else f" ({shown[0]} to {shown[2]}{unit}, median {shown[1]})"


def _nominal(matrix: StanceMatrix, criterion: NominalCriterion | BooleanCriterion, stand: Counter[Answer]) -> str:
    labels: Counter[Value] = Counter()
    for answer, number in stand.items():
        if answer.is_position:
            labels.update(dict.fromkeys(labels_of(answer), number))
    order: list[Value] = list(criterion.values)
    ranked = sorted(labels, key=lambda label: (-labels[label], order.index(label) if label in order else 0))
    shown = ranked if len(ranked) <= _MOST_NAMED + 1 else ranked[:_MOST_NAMED]
    told = [f"{labels[label]} “{_label(matrix, criterion, _answer(criterion, label))}”" for label in shown]
    told += [f"{len(ranked) - len(shown)} others"] if len(ranked) > len(shown) else []
    return f" ({', '.join(told)})" if told else ""


def _answer(criterion: NominalCriterion | BooleanCriterion, label: Value) -> Answer:
    return Answer((str(label),)) if criterion.multiple else Answer(label)


def _label(matrix: StanceMatrix, criterion: AnyCriterion, answer: Answer) -> str:
    return one_line(matrix.rubric.label(criterion.id, answer))


def _agreement(matrix: StanceMatrix) -> list[str]:
    cells = list(matrix.cells.values())
    states = Counter(cell.state for cell in cells)
    same, compared = same_in_all(matrix)
    if not compared:
        seen = ", of those that you may see," if matrix.left_out.blind else ""
        return [f"No cell{seen} was coded by two reviewers, so there is nothing to compare yet."]
    said = [f"All reviewers gave the same answer in {same:,} of {count(compared, 'cell')}."]
    if kinds := [cell for cell in cells if cell.state == "position"]:
        said.append(
            f"In {len(kinds):,} they differ on whether the source takes a position at all{_where(matrix, kinds)}."
        )
    degrees = [_state(states, state, words) for state, words in _DEGREES if states[state]]
    if degrees:
        said.append(f"In {', in '.join(degrees)}.")
    settled = Counter(cell.adjudication for cell in cells)
    if settled["settled"] or settled["open"]:
        said.append(f"Adjudication settled {settled['settled']} and left {settled['open']} open.")
    return said


_DEGREES: tuple[tuple[State, str], ...] = (
    ("far", "their answers are far apart"),
    ("near", "they are close (one step, or sets that overlap)"),
    ("off_scale", "none sees a position, for different reasons"),
)


def _state(states: Counter[State], state: State, words: str) -> str:
    return f"{states[state]:,} {words}"


def _where(matrix: StanceMatrix, cells: list[Cell]) -> str:
    """Name the sources, if they are few."""
    sources = Counter(cell.source for cell in cells)
    if len(sources) > _MOST_NAMED:
        return ""
    told = [f"{number} in {one_line(matrix.sources[source].short)}" for source, number in sources.most_common()]
    return f" ({', '.join(told)})"
