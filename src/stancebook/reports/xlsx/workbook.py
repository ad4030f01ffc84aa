"""The stance matrix as a workbook, to filter, to discuss from and to print."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from stancebook.comparison.disagreement import disagreements_in
from stancebook.reports import tables
from stancebook.reports.codebook import codebook
from stancebook.reports.codebook.table import CODEBOOK, codebook_rows
from stancebook.reports.decision_table import decision_rows
from stancebook.reports.legends import entries, marks_told
from stancebook.reports.methods import methods
from stancebook.reports.words import one_line
from stancebook.reports.xlsx.decisions_sheet import write_decisions
from stancebook.reports.xlsx.matrix_sheet import write_matrix
from stancebook.reports.xlsx.sheet import HOW, MADE, Sheet, Styles
from stancebook.reports.xlsx.turned_sheet import write_turned

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix


def workbook(matrix: StanceMatrix, *, software: str, revision: str = "", transpose: bool = False) -> bytes:
    """Return the workbook; the same arguments give the same bytes.

    Args:
        matrix: The matrix.
        software: Name and version of the program.
        revision: The git revision of the workspace, if it is known.
        transpose: Whether criteria are rows and sources columns, on the sheet with the matrix.
    """
    import xlsxwriter

    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, dict(HOW))
    book.set_properties({"title": one_line(matrix.rubric.title), "author": software, "created": MADE})
    styles = Styles(book)
    (write_turned if transpose else write_matrix)(matrix, Sheet(book, styles, "Matrix"))
    found = disagreements_in(matrix)
    write_decisions(Sheet(book, styles, "Disagreements"), found, decision_rows(matrix, found))
    for name, heads, rows, widths in (
        ("Evidence", tables.EVIDENCE, tables.evidence_rows(matrix), (24, 18, 12, 5, 8, 8, 80, 16, 16, 12, 9)),
        ("Agreement", tables.AGREEMENT, tables.agreement_table(matrix),
         (18, 20, 10, 11, 10, 8, 8, 28, 28, 28, 8, 8, 8, 8, 12)),
        ("Attributed", tables.ATTRIBUTED, tables.attributed_rows(matrix), (24, 12, 26, 16, 18, 14, 11, 40, 21)),
        ("Sources", tables.SOURCES, tables.source_rows(matrix), (24, 44, 24, 24, 20, 14, 40, 9, 24, 40, 30, 66)),
    ):  # fmt: skip
        Sheet(book, styles, name).table(heads, rows, widths)
    rows = codebook_rows(codebook(matrix.rubric), {criterion.id for criterion in matrix.criteria})
    Sheet(book, styles, "Codebook").table(CODEBOOK, rows, (26, 22, 20, 34, 90))
    _about(matrix, Sheet(book, styles, "About"), software, revision)
    book.close()
    return written.getvalue()


def _about(matrix: StanceMatrix, sheet: Sheet, software: str, revision: str) -> None:
    said = [f"Rubric {matrix.rubric.id} {matrix.rubric.version} ({matrix.rubric.status})."]
    said += [
        f"Reviewer {r.id}: {r.display}"
        + (f", {r.kind}" if r.kind != "person" else "")
        + (f". {r.how}" if r.how else "")
        for r in matrix.reviewers.values()
    ]
    said += [f"Marks: {', '.join(marks)}."] if (marks := entries(marks_told(matrix))) else []
    said += methods(matrix, software=software, revision=revision, codebook="on the sheet Codebook")
    sheet.prose(one_line(matrix.rubric.title), map(one_line, said))
