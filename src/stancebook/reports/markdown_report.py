"""The whole report as Markdown: what the HTML says, in a file that reads raw and renders without HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.reports.cell_words import sentences_beside
from stancebook.reports.codebook import codebook
from stancebook.reports.codebook.markdown import codebook_parts
from stancebook.reports.markdown import matrix_markdown, text
from stancebook.reports.methods import methods
from stancebook.reports.summary import summary
from stancebook.reports.words import minus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.comparison.matrix import StanceMatrix


def report_markdown(
    matrix: StanceMatrix, *, software: str, hashes: Mapping[str, str] | None = None, revision: str = ""
) -> str:
    """Return the report: summary, matrix, agreement, disagreements, reported stances, methods, sources, codebook.

    Args:
        matrix: The matrix.
        software: Name and version of the program.
        hashes: Digests of the files it was made from, by their names.
        revision: The git revision of the workspace, if it is known.
    """
    head, _, rest = matrix_markdown(matrix).partition("## Matrix\n")
    body, found, quotes = rest.partition("## Quotes\n")
    short = [*summary(matrix), *sentences_beside(matrix)]
    parts = [
        head.rstrip(),
        "## In short",
        "\n".join(f"- {text(sentence)}" for sentence in short),
        f"## Matrix\n{body}".rstrip(),
        *_reported(matrix),
        "## Methods",
        " ".join(text(sentence) for sentence in methods(matrix, software=software, revision=revision)),
        "## Sources",
        "\n".join(_sources(matrix, hashes or {})),
        "## Codebook",
        *filter(None, codebook_parts(codebook(matrix.rubric), level=3)),
    ]
    if found:
        parts.append(f"## Quotes\n{quotes}".rstrip())
    return "\n\n".join(parts) + "\n"


def _reported(matrix: StanceMatrix) -> list[str]:
    """The stances that sources report of others; they never enter a source's own."""
    lines = []
    for (source, reviewer), many in matrix.attributed.items():
        for one in many:
            if one.criterion in matrix.rubric.by_id:
                what = minus(text(matrix.rubric.words(one.criterion, one.answer)))
                where = f"{text(matrix.sources[source].short)} · {text(matrix.rubric.by_id[one.criterion].heading)}"
                lines.append(f"- {where}: **{text(one.actor)}** {what} ({reviewer})")
    return ["## Reported of others", "\n".join(lines)] if lines else []


def _sources(matrix: StanceMatrix, hashes: Mapping[str, str]) -> list[str]:
    lines = []
    for number, source in enumerate(matrix.sources.values(), 1):
        front = source.front
        about = [", ".join(front.authors), source.title, front.publisher, front.date, front.url]
        lines.append(f"{number}. {'. '.join(text(one) for one in about if one)} (SHA-256 `{source.sha256}`)")
    return [
        *lines,
        *(f"- {text(name)}: `{digest}`" for name, digest in sorted(hashes.items()) if name.endswith("yaml")),
    ]
