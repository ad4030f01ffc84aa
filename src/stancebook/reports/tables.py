"""The stance matrix as CSV: tidy tables, one per grain, safe to open in a spreadsheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stancebook.comparison.astray import whereabouts
from stancebook.model.answer import value_key
from stancebook.model.spreadsheet import guarded
from stancebook.model.visible import visible
from stancebook.reports.cell_words import blank_words, unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.cell import Cell, CodingView
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Evidence
    from stancebook.model.answer import Answer

Field = str | int | float | None
Row = tuple[Field, ...]

# The semicolon too: it separates cells where the comma is the decimal sign.
_NEEDS_QUOTES = re.compile(r'[",;\t\r\n]|^\s|\s$')

CODINGS: Final = (
    "source", "criterion", "reviewer", "status", "value", "value_kind", "confidence", "note", "rule_ids",
    "rubric_version", "coded_at", "asked", "independent",
)  # fmt: skip
EVIDENCE: Final = ("source", "criterion", "reviewer", "n", "start", "end", "quote", "for", "holder", "role", "found")
AGREEMENT: Final = (
    "criterion", "measure", "metric", "scope", "estimate", "low", "high", "interval", "no_interval", "undefined",
    "units", "coders", "codings", "same", "comparable",
)  # fmt: skip
ATTRIBUTED: Final = (
    "source",
    "reviewer",
    "actor",
    "actor_type",
    "criterion",
    "value",
    "value_kind",
    "note",
    "coded_at",
)
SOURCES: Final = (
    "source", "title", "short", "authors", "publisher", "date", "date_how", "language", "genre", "url", "path",
    "sha256",
)  # fmt: skip


def csv_tables(matrix: StanceMatrix, *, raw: bool = False) -> dict[str, str]:
    """Return every table of the study as CSV, by file name.

    Values and off-scale answers are ids, numbers are numbers, sets are joined by ``;`` in order, and what is
    not coded is empty. Text that a spreadsheet would compute gets an apostrophe in front, and characters
    that hide or command are shown as marks.

    Args:
        matrix: The matrix.
        raw: Leave text exactly as it is, for programs. Do not open the result in a spreadsheet.
    """
    return {
        "matrix.csv": matrix_csv(matrix, raw=raw),
        "codings.csv": csv_text(CODINGS, _codings(matrix), raw=raw),
        "evidence.csv": csv_text(EVIDENCE, evidence_rows(matrix), raw=raw),
        "attributed.csv": csv_text(ATTRIBUTED, attributed_rows(matrix), raw=raw),
        "agreement.csv": csv_text(AGREEMENT, agreement_table(matrix), raw=raw),
        "sources.csv": csv_text(SOURCES, source_rows(matrix), raw=raw),
    }


def matrix_csv(matrix: StanceMatrix, *, raw: bool = False) -> str:
    """Return the matrix as CSV, one line per source.

    Per criterion: ``<criterion>.consensus``, ``.state``, ``.adjudication``, and ``<criterion>:<reviewer>``
    for every reviewer; at the end ``outdated``: the criteria coded anew since they were decided, and
    ``without_effect``: those decided that are not asked, given what stands for the source; ``on_stale``: those of
    which the decision rests on codings that are stale.

    Args:
        matrix: The matrix.
        raw: Leave text exactly as it is, for programs.
    """
    heads = ["source"]
    for criterion in matrix.criteria:
        heads += [f"{criterion.id}.{what}" for what in ("consensus", "state", "adjudication")]
        heads += [f"{criterion.id}:{reviewer}" for reviewer in matrix.reviewers]
    heads += ["outdated", "without_effect", "on_stale"]
    return csv_text(heads, (_matrix_row(matrix, source) for source in matrix.sources), raw=raw)


def _matrix_row(matrix: StanceMatrix, source: str) -> Row:
    row: list[Field] = [source]
    for criterion in matrix.criteria:
        cell = matrix.cells[source, criterion.id]
        row += [_value(cell.consensus), unseen(matrix, cell) or cell.state, cell.adjudication]
        row += [_value(cell.codings[r].answer) if r in cell.codings else None for r in matrix.reviewers]
    cells = [matrix.cells[source, criterion.id] for criterion in matrix.criteria]
    outdated = ";".join(cell.criterion for cell in cells if cell.since)
    vain = ";".join(cell.criterion for cell in cells if cell.decided_in_vain)
    stale = ";".join(cell.criterion for cell in cells if cell.on_stale)
    return (*row, outdated or None, vain or None, stale or None)


def _codings(matrix: StanceMatrix) -> Iterator[Row]:
    for source in matrix.sources:
        cells = [matrix.cells[source, criterion.id] for criterion in matrix.criteria]
        read_by = {reviewer for cell in cells for reviewer in cell.codings}
        for cell in cells:
            for reviewer in matrix.reviewers:
                if reviewer in read_by:
                    yield source, cell.criterion, reviewer, *_coding(matrix, cell, reviewer)


def _coding(matrix: StanceMatrix, cell: Cell, reviewer: str) -> Row:
    view = cell.codings.get(reviewer)
    if view is None:
        return blank_words(matrix, cell, reviewer), None, "missing", *[None] * len(CODINGS[6:])
    coding = view.coding
    return (
        _status(view),
        _value(view.answer),
        _kind(view.answer),
        coding.confidence,
        coding.note,
        ";".join(coding.rules),
        coding.version,
        coding.at,
        coding.asked,
        value_key(coding.independent),
    )


def _status(view: CodingView) -> str:
    """Which of the figures a coding enters, in one word."""
    if view.stale:
        return "stale"
    if view.draft:
        return "draft"
    return "independent" if view.coding.independent else "seen"


def evidence_rows(matrix: StanceMatrix) -> Iterator[Row]:
    """Yield every quote, in the columns of the constant of that name."""
    for cell in matrix.cells.values():
        for reviewer, view in cell.codings.items():
            unchosen = view.coding.unchosen
            for n, one in enumerate(view.coding.evidence, 1):
                found = whereabouts(matrix.sources[cell.source].body, one)
                kind = "unchosen" if one in unchosen else "own"
                yield cell.source, cell.criterion, reviewer, n, *_quote(one), matrix.rubric.unit.holder, kind, found
    for (source, reviewer), many in matrix.attributed.items():
        for attributed in many:
            for n, one in enumerate(attributed.evidence, 1):
                found = whereabouts(matrix.sources[source].body, one)
                of = source, attributed.criterion, reviewer, n
                yield *of, *_quote(one), attributed.actor, "attributed", found


def _quote(one: Evidence) -> Row:
    return one.start, one.end, one.quote, one.for_value


def attributed_rows(matrix: StanceMatrix) -> Iterator[Row]:
    """Yield every stance reported of others, in the columns of the constant of that name."""
    for (source, reviewer), many in matrix.attributed.items():
        for one in many:
            answer = one.answer
            yield (
                source, reviewer, one.actor, one.actor_type, one.criterion, _value(answer), _kind(answer), one.note,
                one.at,
            )  # fmt: skip


def agreement_table(matrix: StanceMatrix) -> Iterator[Row]:
    """Yield the agreement figures, in the columns of the constant of that name."""
    for row in matrix.agreement:
        yield agreement_fields(row)


def agreement_fields(row: AgreementRow) -> Row:
    """Return a figure in the columns of ``AGREEMENT``: how its interval was made, or else why there is none."""
    printed = row.low is not None
    scope = row.scope if row.depth is None else f"{row.scope}-{row.depth}"
    told: dict[str, Field] = {
        "scope": scope,
        "interval": row.interval if printed else None,
        "no_interval": None if printed else row.interval,
    }
    return tuple(told[name] if name in told else getattr(row, name) for name in AGREEMENT)


def source_rows(matrix: StanceMatrix) -> Iterator[Row]:
    """Yield what is known of each source, in the columns of the constant of that name."""
    for source in matrix.sources.values():
        front = source.front
        yield (
            source.id, front.title, front.short, "; ".join(front.authors), front.publisher, front.date, front.date_how,
            front.language, front.genre, front.url, source.path, source.sha256,
        )  # fmt: skip


def _value(answer: Answer) -> Field:
    if answer.off_scale is not None:
        return answer.off_scale
    if isinstance(answer.value, bool):
        return value_key(answer.value)
    return ";".join(sorted(answer.value)) if isinstance(answer.value, tuple) else answer.value


def _kind(answer: Answer) -> str:
    if answer.is_position:
        return "on_scale"
    return "off_scale" if answer.given else "missing"


def csv_text(heads: Sequence[str], rows: Iterable[Row], *, raw: bool = False) -> str:
    """Return a table as CSV, safe to open in a spreadsheet unless it is wanted raw."""
    lines = [",".join(_quoted(head) for head in heads)]
    lines += [",".join(_field(field, raw=raw) for field in row) for row in rows]
    return "\n".join(lines) + "\n"


def _field(field: Field, *, raw: bool) -> str:
    match field:
        case None:
            return ""
        case int():
            return str(field)
        case float():
            return f"{field:.10g}"
    if raw:
        return _quoted(field)
    return _quoted(visible(guarded(field)))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
