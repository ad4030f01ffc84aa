"""The stance matrix in a few plain sentences."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from stancebook.comparison.cell import DISAGREEING, counted_in_no_figure
from stancebook.comparison.decided import decided
from stancebook.comparison.same import same_in_all
from stancebook.comparison.sides import labels_of
from stancebook.model.answer import Answer
from stancebook.model.criterion import BooleanCriterion, NominalCriterion, NumericCriterion, OrdinalCriterion
from stancebook.reports.caveats import nothing_to_compare
from stancebook.reports.cell_words import NO_CONSENSUS, NONE_COUNTS, is_withheld, none_counts
from stancebook.reports.decision_words import doubts
from stancebook.reports.words import DIFFERENT_WAYS, count, few_sources, minus, one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


class Tally(NamedTuple):
    """Where the sources stand on a criterion.

    Attributes:
        stand: How often each answer stands.
        torn: In how many cells none does, though there are codings that count.
        uncounted: In how many none does, since no coding counts.
        unasked: In how many the criterion was asked of nobody, or is not asked by what stands for the row.
        withheld: How many are withheld from the one who asks.
        empty: How many are not coded.
    """

    stand: Counter[Answer]
    torn: int
    uncounted: int
    unasked: int
    withheld: int
    empty: int

    @property
    def rest(self) -> tuple[tuple[str, int], ...]:
        """The cells without an answer, in words and numbers."""
        return (
            (NO_CONSENSUS, self.torn),
            (NONE_COUNTS, self.uncounted),
            ("not asked", self.unasked),
            ("withheld", self.withheld),
            ("not coded", self.empty),
        )


def tally(matrix: StanceMatrix, criterion: AnyCriterion) -> Tally:
    """Return where the sources stand on a criterion."""
    cells = [matrix.cells[source, criterion.id] for source in matrix.sources]
    stand = Counter(cell.consensus for cell in cells if cell.consensus.given)
    unasked = [cell for cell in cells if cell.not_asked or (cell.unasked and _is_blank(cell))]
    blank = [cell for cell in cells if _is_blank(cell) and not cell.unasked]
    withheld = sum(is_withheld(matrix, cell.source) for cell in blank)
    uncounted = sum(none_counts(cell) for cell in cells)
    torn = len(cells) - sum(stand.values()) - uncounted - len(unasked) - len(blank)
    return Tally(stand, torn, uncounted, len(unasked), withheld, len(blank) - withheld)


def _is_blank(cell: Cell) -> bool:
    return not cell.codings and not cell.adjudication


def _positions(matrix: StanceMatrix, criterion: AnyCriterion) -> str:
    counted = tally(matrix, criterion)
    stand, torn = counted.stand, counted.torn
    cells = [matrix.cells[source, criterion.id] for source in matrix.sources]
    apart = sum(cell.position_without_value for cell in cells)
    positions = sum(cell.takes_a_position for cell in cells)
    # Yes, a number or a few words are answers, and no stance that anybody takes.
    stance = isinstance(criterion, OrdinalCriterion | NominalCriterion)
    one, many, what = ("takes", "take", "position") if stance else ("has", "have", "answer")
    article = "a" if stance else "an"
    sources = len(matrix.sources) - counted.withheld
    if counted.withheld and not sources:
        return f"withheld of {'all ' if counted.withheld > 1 else ''}{count(counted.withheld, 'source')}."
    seen = " that you may see" if counted.withheld else ""
    head = f"{positions} of {count(sources, 'source')}{seen} {one if positions == 1 else many} {article} {what}"
    held = _sources(matrix, criterion)
    match criterion:
        case OrdinalCriterion():
            told = _ordinal(matrix, criterion, held)
        case NominalCriterion() | BooleanCriterion():
            told = _nominal(matrix, criterion, held)
        case NumericCriterion():
            told = _numeric(criterion, stand)
        case _:
            told = ""
    rest = [
        f"{_label(matrix, criterion, answer)}: {number}{_named(matrix, held[answer], ' (', ')')}"
        for answer, number in stand.most_common()
        if answer.off_scale
    ]
    common = "value" if stance else "one"
    rest += [f"With {article} {what}, but no common {common}: {apart}"] if apart else []
    rest += [f"No consensus: {torn - apart}"] if torn - apart else []
    rest += [f"No coding counts: {counted.uncounted}"] if counted.uncounted else []
    rest += [f"Not asked, given the other answers: {counted.unasked}"] if counted.unasked else []
    rest += [f"Withheld: {counted.withheld}"] if counted.withheld else []
    rest += [f"Not coded yet: {counted.empty}"] if counted.empty else []
    return ". ".join([f"{head}{told}", *rest]) + "."


def _sources(matrix: StanceMatrix, criterion: AnyCriterion) -> dict[Answer, list[str]]:
    """Which sources hold each answer."""
    found: dict[Answer, list[str]] = {}
    for source in matrix.sources:
        if (stands := matrix.cells[source, criterion.id].consensus).given:
            found.setdefault(stands, []).append(source)
    return found


def _named(matrix: StanceMatrix, sources: Sequence[str], before: str, after: str = "") -> str:
    """The names of sources where the study has few, else nothing."""
    if len(matrix.sources) > _MOST_NAMED:
        return ""
    return f"{before}{', '.join(_name(matrix, source) for source in sources)}{after}"


def _name(matrix: StanceMatrix, source: str) -> str:
    """A source's name; of a long one the beginning, and the number under which the matrix has the whole."""
    whole = matrix.sources[source].short
    name = shortened(whole)
    return name if name == one_line(whole) else f"{name} (no. {list(matrix.sources).index(source) + 1})"


def _in_brackets(matrix: StanceMatrix, told: Sequence[str]) -> str:
    between = "; " if len(matrix.sources) <= _MOST_NAMED else ", "
    return f" ({between.join(told)})" if told else ""


def _ordinal(matrix: StanceMatrix, criterion: OrdinalCriterion, held: Mapping[Answer, Sequence[str]]) -> str:
    told = [
        f"{len(held[answer])} at {minus(criterion.mark(value))} “{_label(matrix, criterion, answer)}”"
        + _named(matrix, held[answer], ": ")
        for value in sorted(criterion.values)
        if (answer := Answer(value)) in held
    ]
    return _in_brackets(matrix, told)


def _numeric(criterion: NumericCriterion, stand: Counter[Answer]) -> str:
    """Where the numbers lie: the least, the one in the middle, the greatest."""
    numbers = sorted(answer.value for answer in stand.elements() if isinstance(answer.value, int | float))
    if not numbers:
        return ""
    shown = [minus(criterion.mark(round(one, 3))) for one in (numbers[0], median(numbers), numbers[-1])]
    unit = f" {criterion.unit}" if criterion.unit else ""
    return f" ({shown[0]}{unit})" if len(numbers) == 1 else f" ({shown[0]} to {shown[2]}{unit}, median {shown[1]})"


def _nominal(
    matrix: StanceMatrix, criterion: NominalCriterion | BooleanCriterion, held: Mapping[Answer, Sequence[str]]
) -> str:
    choosing: dict[Value, list[str]] = {}
    for answer, sources in held.items():
        for label in labels_of(answer) if answer.is_position else ():
            choosing.setdefault(label, []).extend(sources)
    order: list[Value] = list(criterion.values)
    ranked = sorted(choosing, key=lambda label: (-len(choosing[label]), order.index(label) if label in order else 0))
    if len(matrix.sources) <= _MOST_NAMED:
        return _in_brackets(matrix, _by_sources(matrix, criterion, {label: choosing[label] for label in ranked}))
    shown = ranked if len(ranked) <= _MOST_NAMED + 1 else ranked[:_MOST_NAMED]
    told = [f"{len(choosing[label])} “{_label(matrix, criterion, _answer(criterion, label))}”" for label in shown]
    return _in_brackets(matrix, told + ([f"{len(ranked) - len(shown)} others"] if len(ranked) > len(shown) else []))


def _by_sources(
    matrix: StanceMatrix, criterion: NominalCriterion | BooleanCriterion, choosing: Mapping[Value, Sequence[str]]
) -> list[str]:
    """Labels that the same sources choose, once for all of them."""
    together: dict[frozenset[str], list[Value]] = {}
    for label, sources in choosing.items():
        together.setdefault(frozenset(sources), []).append(label)
    found = []
    for who, labels in together.items():
        words = ", ".join(f"“{_label(matrix, criterion, _answer(criterion, label))}”" for label in labels)
        found.append(f"{len(who)} {words}" + _named(matrix, [s for s in matrix.sources if s in who], ": "))
    return found


def _answer(criterion: NominalCriterion | BooleanCriterion, label: Value) -> Answer:
    return Answer((str(label),)) if criterion.multiple else Answer(label)


def _label(matrix: StanceMatrix, criterion: AnyCriterion, answer: Answer) -> str:
    return one_line(matrix.rubric.label(criterion.id, answer))


def _agreement(matrix: StanceMatrix) -> list[str]:
    same, compared = same_in_all(matrix)
    if not compared:
        said = [nothing_to_compare(matrix)]
    else:
        texts = any(criterion.level == "text" for criterion in matrix.criteria)
        cells = count(compared, "cell") + (", texts apart" if texts else "")
        said = [f"All reviewers gave the same answer in {same:,} of {cells}; a cell is one source on one criterion."]
    return [*said, *_disagreements(matrix), *_adjudication(matrix)]


def _disagreements(matrix: StanceMatrix) -> list[str]:
    """In how many cells reviewers disagree, and how far; apart those that no figure counts."""
    every = [cell for cell in matrix.cells.values() if cell.state in DISAGREEING]
    cells = [cell for cell in every if not counted_in_no_figure(cell, matrix.rubric)]
    states, uncounted = Counter(cell.state for cell in cells), len(every) - len(cells)
    said = []
    if kinds := [cell for cell in cells if cell.state == "position"]:
        said.append(
            f"In {len(kinds):,} they differ on whether the source takes a position at all{_where(matrix, kinds)}."
        )
    degrees = [_state(states, state, words) for state, words in _DEGREES if states[state]]
    if degrees:
        said.append(f"In {', in '.join(degrees)}.")
    if uncounted:
        where = f"In {count(uncounted, 'cell')} reviewers differ only"
        said.append(f"{where} by answers that no figure counts, as the rubric wants it.")
    return said


def _adjudication(matrix: StanceMatrix) -> list[str]:
    """What was decided, and what of it has no effect."""
    found = decided(matrix.cells.values())
    seen = ", of what you may see" if matrix.closed else ""
    said = []
    if found.settled or found.open:
        doubted = f"; of these {' and '.join(told)}" if (told := doubts(found.outdated, found.on_stale)) else ""
        said.append(f"Adjudication settled {found.settled} and left {found.open} open{seen}{doubted}.")
    if found.in_vain:
        what = f"{count(found.in_vain, 'decision')} without effect"
        said.append(f"{what}: what stands for the source says that the criterion is not asked.")
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
    told = [f"{number} in {_name(matrix, source)}" for source, number in sources.most_common()]
    return f" ({', '.join(told)})"
