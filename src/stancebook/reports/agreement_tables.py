"""Agreement figures as CSV, Markdown and LaTeX tables."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from stancebook.model.visible import visible_line
from stancebook.reports.agreement_words import exact, interval_words, measure_words, metric_words
from stancebook.reports.latex.table import Table, tables_latex
from stancebook.reports.latex.text import tex
from stancebook.reports.markdown_text import text as markdown_text
from stancebook.reports.tables import AGREEMENT, agreement_fields
from stancebook.reports.words import scope_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stancebook.comparison.agreement import AgreementRow

_COMPUTES: Final = tuple("=+-@＝＋－＠\t\r")


def agreement_csv(rows: Sequence[AgreementRow]) -> str:
    """Return figures as CSV: the columns of the JSON, then the level and what would mislead.

    Args:
        rows: The figures. Those of a breakdown say in ``by`` and ``of`` what they are figures of.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow((*AGREEMENT, "level", "notes", "by", "of"))
    for row in rows:
        writer.writerow(
            [
                *map(_cell, agreement_fields(row)),
                _cell(row.level),
                _cell(" ".join(f"{note}." for note in row.notes)),
                row.by,
                _cell(" / ".join(row.of)),
            ]
        )
    return written.getvalue()


def plain_csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Return objects of one kind as CSV, a column for each key; lists are joined by ``;``."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_cell(";".join(map(str, v)) if isinstance(v, list | tuple) else v) for v in row.values()])
    return written.getvalue()


def _cell(value: object) -> object:
    """Return a cell that a spreadsheet does not compute."""
    if isinstance(value, float):
        return f"{value:.10g}"
    if not isinstance(value, str):
        return value
    shown = visible_line(value)
    return f"'{shown}" if shown.lstrip().startswith(_COMPUTES) else shown


def agreement_markdown(
    title: str, rows: Sequence[AgreementRow], labels: Mapping[str, str], sentences: Sequence[str]
) -> str:
    """Return figures as a Markdown table, with what has to be said below it.

    Args:
        title: The heading.
        rows: The figures.
        labels: The name of each criterion; an id without one stands for itself.
        sentences: What would mislead, and how intervals were made.
    """
    heads, body = _table(rows, labels)
    lines = [f"## {markdown_text(title)}", ""]
    lines.append("| " + " | ".join(heads) + " |")
    lines.append("|" + "|".join(" ---: " if head in _RIGHT else " --- " for head in heads) + "|")
    lines += ["| " + " | ".join(markdown_text(cell) for cell in cells) + " |" for cells in body]
    if sentences:
        lines += ["", *(f"- {markdown_text(sentence)}" for sentence in sentences)]
    return "\n".join(lines) + "\n"


def agreement_latex(rows: Sequence[AgreementRow], labels: Mapping[str, str], sentences: Sequence[str]) -> str:
    r"""Return figures as a LaTeX table for the package booktabs, with notes below it; no ``table`` around it.

    Args:
        rows: The figures.
        labels: The name of each criterion; an id without one stands for itself.
        sentences: What would mislead, and how intervals were made.
    """
    heads, body = _table(rows, labels)
    right = frozenset(column for column, head in enumerate(heads) if head in _RIGHT)
    return tables_latex(
        [Table(list(map(tex, heads)), [list(map(tex, cells)) for cells in body], right=right)], sentences
    )


_RIGHT: Final = {"Estimate", "Same", "Codings", "Coders"}


def _table(rows: Sequence[AgreementRow], labels: Mapping[str, str]) -> tuple[list[str], list[list[str]]]:
    """Return the heads and cells of a table that leaves out what all rows leave empty."""
    parted = any(row.by for row in rows)
    scoped = len({row.scope for row in rows}) > 1
    named = any(row.criterion for row in rows)
    level = f"{100 * rows[0].level:g}% interval" if rows else "Interval"
    optional = [("Criterion", named), ("By", parted), ("Question", scoped)]
    heads = [name for name, wanted in optional if wanted]
    heads += ["Coefficient", "Values compared", "Estimate", level, "Same", "Coders", "Codings"]
    body = []
    for row in rows:
        leading = (
            (labels.get(row.criterion, row.criterion), named),
            (" / ".join(row.of), parted),
            (scope_words(row), scoped),
        )
        limits = f"[{exact(row.low)}, {exact(row.high)}]" if row.low is not None else "–"
        cells = [cell for cell, wanted in leading if wanted]
        cells += [measure_words(row), metric_words(row), exact(row.estimate), limits]
        body.append([*cells, f"{row.same}/{row.comparable}", str(row.coders), str(row.codings)])
    return heads, body


def foot_notes(rows: Sequence[AgreementRow], sentences: Sequence[str]) -> list[str]:
    """Return what stands below a table: what its columns are, how each interval was made, what misleads."""
    found = ["Same: units that all who rated them rated alike, of those that two or more rated."]
    methods: dict[str, list[AgreementRow]] = {}
    for row in rows:
        methods.setdefault(interval_words(row), []).append(row)
    for method, of in methods.items():
        names = dict.fromkeys(measure_words(row) for row in of)
        found.append(_sentence(f"{', '.join(names)}: {method}" if len(methods) > 1 else method))
    notes = dict.fromkeys(note for row in rows for note in row.notes)
    return [*found, *(_sentence(sentence) for sentence in dict.fromkeys((*notes, *sentences)))]


def _sentence(text: str) -> str:
    told = visible_line(text)
    return f"{told[:1].upper()}{told[1:]}".removesuffix(".") + "."
