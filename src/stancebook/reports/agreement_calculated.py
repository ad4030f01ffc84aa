"""The figures of a table of ratings as JSON, CSV, Markdown and LaTeX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stancebook.reports.agreement_calculator import sentences_of
from stancebook.reports.agreement_tables import agreement_csv, agreement_latex, agreement_markdown, foot_notes
from stancebook.reports.agreement_words import verdict
from stancebook.reports.json_form import agreement_json, json_text

if TYPE_CHECKING:
    from stancebook.exchange.ratings_calculation import Calculation


def calculated_in(found: Calculation, form: str) -> str:
    """Return the figures of a table in a form.

    Args:
        found: The figures.
        form: json, csv, markdown or latex.
    """
    match form:
        case "json":
            return json_text({**agreement_json(found.rows), **_about(found)})
        case "csv":
            return agreement_csv(found.rows)
        case "markdown":
            return agreement_markdown(f"Agreement: {found.where}", found.rows, {}, _notes(found))
        case _:
            return agreement_latex(found.rows, {}, _notes(found))


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
        f"{part.criterion + ': ' if part.criterion else ''}{part.codings:,} ratings of {part.units:,} units "
        f"by {part.made.coders:,} coders"
        for part in found.parts
    ]
    verdicts = [
        f"{row.criterion + ': ' if row.criterion else ''}{told}" for row in found.rows if (told := verdict(row))
    ]
    said = [sentence for part in found.parts for sentence in sentences_of(part)]
    return foot_notes(found.rows, [found.scale_words, *total, *verdicts, *said])
