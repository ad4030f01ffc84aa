"""What is told beside the matrix of a cell, a criterion or a source, as rows. No Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from stancebook.comparison.cell import DISAGREEING, counted_in_no_figure
from stancebook.model.answer import Answer
from stancebook.model.visible import visible, visible_line
from stancebook.reports.agreement_words import why_not
from stancebook.reports.cell_words import adjudication_glyph, nothing_stands, state_glyph, state_meaning, state_words
from stancebook.reports.decision_words import basis_told, decision_about, decision_answer, not_asked_words
from stancebook.reports.figures import MEASURE_SIGN, Figures
from stancebook.reports.summary import tally
from stancebook.reports.words import (
    SCOPE_WORDS,
    count,
    few_sources,
    figure,
    minus,
    percent,
)
from stancebook.tui.widgets.rows import Row, paragraph
from stancebook.tui.wording import answer_words, mark

if TYPE_CHECKING:
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion
    from stancebook.model.source import Source

_NAME: Final = 24


def cell_facts(matrix: StanceMatrix, cell: Cell, width: int) -> list[Row]:
    """Return what stands for a cell, how its codings agree, and what was decided on it."""
    tone = "warn" if cell.state in DISAGREEING else "dim"
    rubric = matrix.rubric
    if cell.consensus.given:
        words = f"[{answer_words(rubric, cell.criterion, cell.consensus)}]"
    else:
        words = nothing_stands(matrix, cell) if cell.codings or cell.decision else ""
    state = f"{state_glyph(matrix, cell)} {state_words(matrix, cell)}"
    if cell_len(words) + cell_len(state) + 2 <= width:
        rows = [Row(((f"{words}  " if words else "", "strong"), (state, tone)))]
    else:
        rows = [*paragraph(words, width, "strong"), Row(((state, tone),))]
    if cell.state in DISAGREEING and counted_in_no_figure(cell, rubric):
        rows += paragraph("no figure counts it: only answers left out of agreement differ", width, "dim")
    if decision := cell.decision:
        sign = adjudication_glyph(cell)
        told = f"{sign} {decision_answer(rubric, cell.criterion, decision)}: {decision_about(decision)}"
        rows += paragraph(visible_line(told), width, "warn" if decision.outcome == "open" or cell.not_asked else "good")
        if decision.rationale:
            rows += paragraph(visible(decision.rationale).strip(), width, indent=2)
        if basis := basis_told(cell):
            rows += paragraph(visible_line(basis[1]), width, "warn", indent=2)
    if unasked := not_asked_words(cell):
        rows += paragraph(visible_line(unasked), width, "warn", indent=2 if cell.decision else 0)
    if not cell.codings:
        rows += paragraph(state_meaning(matrix, cell), width, "dim")
    return rows


def criterion_facts(matrix: StanceMatrix, criterion: AnyCriterion, width: int) -> list[Row]:
    """Return a criterion's agreement, counts first, with why a figure is not there; and where the sources stand."""
    figures = Figures(matrix.agreement)
    rows = paragraph(visible(criterion.question), width, "dim")
    rows += [Row(), Row(((f"{'agreement':<{_NAME}}{'same':>8}{'pairs':>7}  coefficient", "dim"),))]
    reasons: dict[str, None] = {}
    for scope, words in SCOPE_WORDS.items():
        found = figures.of(criterion.id, scope)
        if not found:
            continue
        same, compared = figures.counts(criterion.id, scope)
        pairs = figures.pairs(criterion.id, scope)
        coefficient = figures.coefficient(criterion.id, scope)
        told = f"{words:<{_NAME}}{f'{same}/{compared}':>8}{percent(pairs.estimate) if pairs else '':>7}  "
        if coefficient:
            told += (
                f"{MEASURE_SIGN.get(coefficient.measure, coefficient.measure)} {minus(figure(coefficient.estimate))}"
            )
            if coefficient.low is not None:
                told += f" [{minus(figure(coefficient.low))}, {minus(figure(coefficient.high))}]"
            # Where all agree, a caution says already what is not ruled out.
            if (reason := why_not(coefficient)) and coefficient.disagreeing_at_most is None:
                reasons.setdefault(
                    f"{words.rstrip('?')}: {'not defined' if coefficient.undefined else 'no interval'}, {reason}."
                )
        rows.append(Row(((told, ""),)))
    few = few_sources(matrix)
    for sentence in (few, *figures.cautions(criterion.id), *reasons):
        if sentence:
            rows += paragraph(visible_line(sentence), width, "warn" if sentence == few else "dim")
    return [*rows, Row(), *_tally(matrix, criterion, width)]


def _tally(matrix: StanceMatrix, criterion: AnyCriterion, width: int) -> list[Row]:
    """For how many sources each answer stands."""
    counted = tally(matrix, criterion)
    shown: list[tuple[str, int]] = []
    if criterion.multiple:
        labels: dict[str, int] = {}
        for answer, number in counted.stand.items():
            for label in answer.value if isinstance(answer.value, tuple) else ():
                labels[label] = labels.get(label, 0) + number
        shown += [(matrix.rubric.label(criterion.id, Answer((label,))), n) for label, n in sorted(labels.items())]
        stand = {answer: number for answer, number in counted.stand.items() if not answer.is_position}
    else:
        stand = dict(counted.stand)
    order = {choice.answer: index for index, choice in enumerate(matrix.rubric.choices(criterion.id))}
    for answer in sorted(
        stand, key=lambda one: (one.off_scale is not None, order.get(one, 0), mark(matrix.rubric, criterion.id, one))
    ):
        shown.append((answer_words(matrix.rubric, criterion.id, answer), stand[answer]))
    shown += [(words, number) for words, number in counted.rest if number]
    rows = [Row((("sources", "dim"),))] if shown else []
    for words, number in shown:
        rows.append(Row(((f"{number:>5}  ", "strong"), (visible_line(words), ""))))
    del width
    return rows


def source_facts(matrix: StanceMatrix, source: Source, width: int) -> list[Row]:
    """Return what is known of a source, and how far its reviewers agree."""
    front = source.front
    rows = paragraph(visible_line(source.title), width, "strong")
    known = [", ".join(front.authors), front.publisher or "", front.date or "", front.genre or "", front.language or ""]
    if about := " · ".join(visible_line(one) for one in known if one):
        rows += paragraph(about, width)
    if front.url:
        rows += paragraph(visible_line(front.url), width, "dim")
    same, compared = matrix.same[source.id]
    rows += [Row(), Row(((f"same answer on {same} of {compared} criteria that two or more coded", "dim"),))]
    for criterion in matrix.criteria:
        cell = matrix.cells[source.id, criterion.id]
        tone = "warn" if cell.state in DISAGREEING else "dim"
        stands = cell.consensus.given
        words = answer_words(matrix.rubric, criterion.id, cell.consensus) if stands else nothing_stands(matrix, cell)
        head = visible_line(criterion.heading)[: _NAME - 2]
        rows.append(
            Row(
                (
                    (f"{head:<{_NAME}}", ""),
                    (f"{state_glyph(matrix, cell)} ", tone),
                    (words, "" if stands else "dim"),
                ),
                key=("cell", source.id, criterion.id),
            )
        )
    said = [one for (where, _), many in matrix.attributed.items() if where == source.id for one in many]
    if said:
        rows += [Row(), Row(((f"reports {count(len(said), 'position')} of others", "dim"),))]
    return rows
