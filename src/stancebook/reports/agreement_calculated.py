"""The figures of a table of ratings as JSON, CSV, Markdown and LaTeX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stancebook.reports.agreement_breakdown import (
    breakdown_json,
    names_of,
    plain_rows,
    render_parts,
    render_sources,
)
from stancebook.reports.agreement_calculator import sentences_of
from stancebook.reports.agreement_tables import (
    agreement_csv,
    agreement_latex,
    agreement_markdown,
    foot_notes,
    plain_csv,
)
from stancebook.reports.agreement_words import verdict
from stancebook.reports.json_form import agreement_json, json_text
from stancebook.reports.words import count

if TYPE_CHECKING:
    from stancebook.comparison.breakdown import SourceRow
    from stancebook.exchange.ratings_calculation import Calculation


def calculated_in(found: Calculation, form: str) -> str:
    """Return the figures of a table in a form.

    Args:
        found: The figures.
        form: json, csv, markdown or latex.
    """
    match form:
        case "json":
            return json_text({**agreement_json(found.rows), **_breakdown(found), **_about(found)})
        case "csv" if found.by == "source":
            return plain_csv(plain_rows(found.units))
        case "csv" if found.by:
            return agreement_csv(found.broken)
        case "md" if found.by:
            return agreement_markdown(f"Agreement by {found.by}: {found.where}", found.broken, {}, _notes(found))
        case "latex" if found.by:
            return agreement_latex(found.broken, {}, _notes(found))
        case "csv":
            return agreement_csv(found.rows)
        case "md":
            return agreement_markdown(f"Agreement: {found.where}", found.rows, {}, _notes(found))
        case _:
            return agreement_latex(found.rows, {}, _notes(found))


def broken_down(found: Calculation, *, width: int = 80, colour: bool = False) -> str:
    """Return the breakdown of a table's figures as text for a terminal."""
    if found.by == "source":

        def name(row: SourceRow) -> tuple[str, str]:
            told = [f"{coder} {value}".strip() for coder, value in found.ratings_of(row.criterion, row.source)]
            return row.source, " · ".join(told)

        return render_sources(found.units, labels={}, name=name, units="unit", width=width, colour=colour)
    by = found.by or "value"
    return render_parts(
        by, found.broken, labels={}, name=lambda _, of: names_of(by, of), units="units", width=width, colour=colour
    )


def _breakdown(found: Calculation) -> dict[str, Any]:
    if found.by is None:
        return {}
    if found.by == "source":
        return {"breakdown": {"by": "source", "rows": plain_rows(found.units)}}
    return {"breakdown": breakdown_json(found.by, found.broken)}


def _about(found: Calculation) -> dict[str, Any]:
    """What the figures were computed on, and the sentences beside them."""
    return {
        "table": {
            "name": found.where,
            "scale": found.scale,
            "categories": list(found.categories) or None,
            "guessed": list(found.said),
            "criteria": [
                {
                    "criterion": part.criterion,
                    "units": part.units,
                    "compared": part.compared,
                    "coders": part.made.coders,
                    "codings": part.codings,
                    "answers": [{"value": value, "codings": number} for value, number in part.answers],
                }
                for part in found.parts
            ],
        },
        "notes": [
            {"criterion": part.criterion, "text": sentence} for part in found.parts for sentence in sentences_of(part)
        ],
    }


def _notes(found: Calculation) -> list[str]:
    total = [
        f"{part.criterion + ': ' if part.criterion else ''}{count(part.codings, 'rating')} "
        f"of {count(part.units, 'unit')} by {count(part.made.coders, 'coder')}"
        for part in found.parts
    ]
    verdicts = [
        f"{row.criterion + ': ' if row.criterion else ''}{told}" for row in found.rows if (told := verdict(row))
    ]
    said = [sentence for part in found.parts for sentence in sentences_of(part)]
    return foot_notes(found.rows, [found.scale_words, *total, *verdicts, *said])
