"""The whole report as Markdown: what the HTML says, in a file that reads raw and renders without HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.alignment import alignment
from stancebook.reports import alignment_words as words
from stancebook.reports.cell_words import sentences_beside
from stancebook.reports.codebook import codebook
from stancebook.reports.codebook.markdown import codebook_parts
from stancebook.reports.manifest import manifest
from stancebook.reports.markdown import matrix_markdown
from stancebook.reports.markdown_text import table, text
from stancebook.reports.methods import methods
from stancebook.reports.summary import summary
from stancebook.reports.words import minus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.comparison.alignment import Alignment
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.manifest import Manifest
    from stancebook.reports.methods_versions import Carried


def report_markdown(
    matrix: StanceMatrix,
    *,
    software: str,
    hashes: Mapping[str, str] | None = None,
    revision: str = "",
    carried: Mapping[Carried, str] | None = None,
    transpose: bool = False,
) -> str:
    """Return the report: summary, matrix, agreement, disagreements, alignment, reported stances, methods and more.

    Args:
        matrix: The matrix.
        software: Name and version of the program.
        hashes: Digests of the files it was made from, by their names.
        revision: The git revision of the workspace, if it is known.
        carried: Under which version codings were made that a migration brought into the terms of a later one.
        transpose: Whether criteria are rows of the matrix and sources columns.
    """
    head, _, rest = matrix_markdown(matrix, transpose=transpose).partition("## Matrix\n")
    body, found, quotes = rest.partition("## Quotes\n")
    files = manifest(hashes or {})
    said = methods(matrix, software=software, revision=revision, files=files, carried=carried)
    short = [*summary(matrix), *sentences_beside(matrix)]
    parts = [
        head.rstrip(),
        "## In short",
        "\n".join(f"- {text(sentence)}" for sentence in short),
        f"## Matrix\n{body}".rstrip(),
        *_alignment(matrix),
        *_reported(matrix),
        "## Methods",
        " ".join(text(sentence) for sentence in said),
        "## Sources",
        "\n".join(_sources(matrix)),
        *_files(files),
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


def _alignment(matrix: StanceMatrix) -> list[str]:
    """Who takes the same line, what divides the sources, and who is said to stand with whom."""
    found = alignment(matrix)
    parts = ["## Alignment", *_distances(matrix, found)]
    parts += [text(sentence) for sentence in words.clusters(matrix, found)]
    sections = [("What divides them", words.divisions(matrix, found))]
    sections += [(f"Who is said to stand with whom: {head}", told) for head, told in words.camps(matrix, found)]
    sections += [("Where a source differs from those it quotes", words.apart(matrix, found))]
    for heading, told in sections:
        if told:
            parts += [f"### {text(heading)}", "\n".join(f"- {text(one)}" for one in told)]
    return [*parts, words.IN_BRACKETS] if found.camps else parts


def _distances(matrix: StanceMatrix, found: Alignment) -> list[str]:
    """The distances between sources as a triangle, with what they rest on."""
    if not found.distances or len(found.order) > words.MOST_IN_A_TABLE:
        return []
    number = words.numbers(matrix)
    rows = [
        [f"{number[source]}. {text(matrix.sources[source].short)}"]
        + [
            words.share(found.of(source, other)) if column < row else ""
            for column, other in enumerate(found.order[:-1])
        ]
        for row, source in enumerate(found.order)
    ]
    told = table(["Source", *(str(number[source]) for source in found.order[:-1])], rows)
    return [told, "\n".join(f"- {text(sentence)}" for sentence in words.how(matrix, found))]


def _sources(matrix: StanceMatrix) -> list[str]:
    lines = []
    for number, source in enumerate(matrix.sources.values(), 1):
        front = source.front
        about = [", ".join(front.authors), source.title, front.publisher, front.date, front.url]
        lines.append(f"{number}. {'. '.join(text(one) for one in about if one)} (SHA-256 `{source.sha256}`)")
    return lines


def _files(files: Manifest) -> list[str]:
    """The digests of the files, as ``sha256sum -c`` reads them."""
    return ["## Files", "```text\n" + files.lines.replace("`", "'") + "```"] if files.names else []
