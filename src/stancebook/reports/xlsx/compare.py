"""A comparison as a workbook: disagreements to decide, figures, confusion tables, directions."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from stancebook.comparison.confusion import Confusion
from stancebook.reports.compare_words import (
    basis_words,
    confusion_title,
    direction_name,
    explained,
    heads,
    named,
    overview_figures,
    pair_words,
    pairs_of,
    standing,
    title,
)
from stancebook.reports.decision_table import decision_rows
from stancebook.reports.words import left_out_sentences, one_line
from stancebook.reports.xlsx.decisions_sheet import write_decisions
from stancebook.reports.xlsx.sheet import HOW, MADE, Sheet, Styles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stancebook.comparison.comparing import Comparison
    from stancebook.comparison.confusion import AnyConfusion
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.reports.compare_words import Counted
    from stancebook.reports.xlsx.sheet import Value

_PARTS = (": the same", ": of", ": coefficient")
_DIRECTION = (
    "Criterion", "Reviewer", "Compared", "Both see a position", "Higher", "Lower", "Mean difference",
    "Sees one, the other none", "Sees none, the other one",
)  # fmt: skip
_OVERVIEW = (
    "Criterion", "Compared", *(f"{head[:1].upper()}{head[1:]}{part}" for head in heads()[:-1] for part in _PARTS),
    "Quotes F1",
)  # fmt: skip
_CELL = 14
"""Letters that a column of a confusion table is wide; longer heads go on in a further line."""
_HOW_TO = (
    "To decide: on the sheet Disagreements fill in Outcome (settled or open), Decision (a value or an off-scale "
    "answer; several labels with a semicolon between them), Cause, Rationale (required) and Rule (the id of a rule, or "
    "a new one in words). Then: stance adjudicate --from THIS-FILE.xlsx. Rows left empty stay undecided."
)


def comparison_workbook(
    found: Comparison,
    listed: Sequence[Disagreement],
    basis: Mapping[tuple[str, str], Mapping[str, str]] | None,
    *,
    software: str,
) -> bytes:
    """Return the workbook; the same arguments give the same bytes.

    Args:
        found: The comparison.
        listed: The disagreements to list.
        basis: The ``rev`` of each coding that a decision rests on, by source and criterion, where that is more than
            the codings compared.
        software: Name and version of the program.
    """
    import xlsxwriter

    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, dict(HOW))
    name = f"Compared: {title(found)}"
    book.set_properties({"title": one_line(name), "author": software, "created": MADE})
    styles = Styles(book)
    rows = decision_rows(found.matrix, listed, basis, found.numbers)
    write_decisions(Sheet(book, styles, "Disagreements"), listed, rows)
    Sheet(book, styles, "Overview").table(_OVERVIEW, _overview(found), (28, 16, *(12 for _ in _OVERVIEW[2:])))
    _confusions(found, Sheet(book, styles, "Confusion"))
    Sheet(book, styles, "Direction").table(_DIRECTION, _directions(found), (28, 22, 12, 14, 10, 10, 14, 18, 18))
    about = Sheet(book, styles, "About")
    said = [f"Rubric {', '.join(basis_words(found))}.", _HOW_TO, *standing(found)]
    said.append(f"Overview: {explained(found, in_columns=True)}")
    about.prose(one_line(name), map(one_line, [*said, *left_out_sentences(found.matrix.left_out)]))
    book.close()
    return written.getvalue()


def _overview(found: Comparison) -> Iterator[list[Value]]:
    for criterion in found.matrix.criteria:
        for pair in pairs_of(found):
            counted, f1 = overview_figures(found, criterion, pair)
            told = [value for one in counted for value in _figures(one)]
            yield [criterion.heading, pair_words(pair), *told, _rounded(f1)]


def _figures(one: Counted) -> list[Value]:
    """What was counted as numbers; blank where nothing can be compared."""
    return [one.same, one.of, _rounded(one.row.estimate) if one.row else None] if one.of else [None, None, None]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _confusions(found: Comparison, sheet: Sheet) -> None:
    """The tables one below the other, each under its criterion."""
    sheet.widen(0, 34)
    tables = [(one, list(_confusion(found, one))) for one in found.confusions]
    for column in range(1, max((len(rows[0]) for _, rows in tables), default=0)):
        sheet.widen(column, _CELL)
    bold = sheet.styles.of(bold=True)
    row = 0
    for one, rows in tables:
        criterion = found.matrix.rubric.by_id[one.criterion]
        sheet.put(row, 0, one_line(f"{criterion.heading}: {confusion_title(one)}"), bold)
        for cells in rows:
            row += 1
            for column, value in enumerate(cells):
                sheet.put(row, column, value)
        row += 2
    sheet.finish(0, max(row - 1, 0), 0, frozen=1)


def _confusion(found: Comparison, one: AnyConfusion) -> Iterator[list[Value]]:
    rubric = found.matrix.rubric
    if isinstance(one, Confusion):
        names = [one_line(rubric.words(one.criterion, answer)) for answer in one.answers]
        yield ["", *names]
        for name, counts in zip(names, one.counts, strict=True):
            yield [name, *counts]
        return
    yield ["", "both", *(("only one",) if one.pair is None else (f"only {named(who)}" for who in one.pair)), "neither"]
    for label in one.labels:
        second = [] if one.pair is None else [label.second]
        yield [one_line(rubric.label(one.criterion, label.answer)), label.both, label.first, *second, label.neither]


def _directions(found: Comparison) -> Iterator[list[Value]]:
    for one in found.directions:
        heading = found.matrix.rubric.by_id[one.criterion].heading
        yield [
            heading, direction_name(one), one.compared, one.both, one.higher, one.lower, _rounded(one.mean),
            one.only_here, one.only_there,
        ]  # fmt: skip
