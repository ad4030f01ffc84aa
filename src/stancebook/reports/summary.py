"""The stance matrix in a few plain sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from stancebook.model.answer import Answer, show_value
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.sides import labels_of
from stancebook.reports.words import DIFFERENT_WAYS, count, few_sources, listed, minus, one_line

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell, State
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.criterion import NominalCriterion
    from stancebook.model.rubric import AnyCriterion

_MOST_NAMED = 3


def summary(matrix: StanceMatrix) -> list[str]:
    """Return what a reader with two minutes should know: positions by criterion, then how far reviewers agree."""
    said = [_positions(matrix, criterion) for criterion in matrix.criteria]
    said += _agreement(matrix)
    if len({reviewer.how for reviewer in matrix.reviewers.values() if reviewer.how}) > 1:
        said.append(DIFFERENT_WAYS)
    return [*said, few] if (few := few_sources(matrix)) else said


def tally(matrix: StanceMatrix, criterion: AnyCriterion) -> tuple[Counter[Answer], int, int]:
    """Return how often each answer stands as consensus, in how many cells none does, and how many are not coded."""
    cells = [matrix.cells[source, criterion.id] for source in matrix.sources]
    stand = Counter(cell.consensus for cell in cells if cell.consensus.given)
    empty = sum(not cell.codings and not cell.adjudication for cell in cells)
    return stand, len(cells) - sum(stand.values()) - empty, empty


def _positions(matrix: StanceMatrix, criterion: AnyCriterion) -> str:
    stand, torn, empty = tally(matrix, criterion)
    positions = sum(number for answer, number in stand.items() if answer.is_position)
    if isinstance(criterion, OrdinalCriterion):
        told = _ordinal(criterion, stand, positions, len(matrix.sources))
    else:
        told = _nominal(matrix, criterion, stand, positions)
    told += [f"{number} {_off(matrix, answer)}" for answer, number in stand.most_common() if answer.off_scale]
    told += [f"{torn} without a consensus"] if torn else []
    told += [f"{empty} not coded yet"] if empty else []
    return f"{one_line(criterion.label)}: {'; '.join(told)}."


def _ordinal(criterion: OrdinalCriterion, stand: Counter[Answer], positions: int, sources: int) -> list[str]:
    spread = [f"{stand[Answer(v)]} at {minus(show_value(v))}" for v in sorted(criterion.values) if stand[Answer(v)]]
    return [f"{positions} of {count(sources, 'source')} {_takes(positions)} a position" + _in(spread)]


def _nominal(matrix: StanceMatrix, criterion: NominalCriterion, stand: Counter[Answer], positions: int) -> list[str]:
    labels: Counter[str | int] = Counter()
    for answer, number in stand.items():
        if answer.is_position:
            labels.update(dict.fromkeys(labels_of(answer), number))
    order = list(criterion.values)
    ranked = sorted(labels, key=lambda label: (-labels[label], order.index(str(label)) if label in order else 0))
    told = [f"{_label(matrix, criterion, label)} ({labels[label]})" for label in ranked[:_MOST_NAMED]]
    more = f" and {count(len(ranked) - _MOST_NAMED, 'other answer')}" if len(ranked) > _MOST_NAMED else ""
    head = f"{positions} of {count(len(matrix.sources), 'source')} {_takes(positions)} a position"
    return [f"{head}, naming {', '.join(told)}{more}" if told else head]


def _label(matrix: StanceMatrix, criterion: AnyCriterion, label: str | int) -> str:
    answer = Answer((str(label),)) if criterion.multiple else Answer(label)
    return one_line(matrix.rubric.label(criterion.id, answer)).lower()


def _off(matrix: StanceMatrix, answer: Answer) -> str:
    return one_line(matrix.rubric.label("", answer)).lower()


def _takes(number: int) -> str:
    return "takes" if number == 1 else "take"


def _in(parts: list[str]) -> str:
    return f" ({', '.join(parts)})" if parts else ""


def _agreement(matrix: StanceMatrix) -> list[str]:
    cells = list(matrix.cells.values())
    states = Counter(cell.state for cell in cells)
    compared = len(cells) - states["single"] - states["missing"]
    if not compared:
        return ["No cell was coded by two reviewers, so there is nothing to compare yet."]
    said = [f"All reviewers gave the same answer in {states['agree']} of {count(compared, 'cell')}."]
    if kinds := [cell for cell in cells if cell.state == "position"]:
        said.append(
            f"In {len(kinds)} they differ on whether the source takes a position at all{_where(matrix, kinds)}."
        )
    degrees = [_state(states, state, words) for state, words in _DEGREES if states[state]]
    if degrees:
        said.append(f"In {listed(degrees)}.")
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
    return f"{states[state]} {words}"


def _where(matrix: StanceMatrix, cells: list[Cell]) -> str:
    """Name the sources, if they are few."""
    sources = Counter(cell.source for cell in cells)
    if len(sources) > _MOST_NAMED:
        return ""
    return _in([f"{number} in {one_line(matrix.sources[source].short)}" for source, number in sources.most_common()])
