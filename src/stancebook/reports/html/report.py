"""The report as one HTML file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from stancebook.comparison.astray import whereabouts
from stancebook.comparison.disagreement import disagreements_in
from stancebook.reports.caveats import nothing_to_discuss
from stancebook.reports.cell_words import sentences_beside
from stancebook.reports.codebook import codebook
from stancebook.reports.disagreements import capped, kind_words, quotes_told
from stancebook.reports.figures import edges
from stancebook.reports.html import markup, sections
from stancebook.reports.html.chips import Chips, shade_class
from stancebook.reports.html.columns import columns, turned
from stancebook.reports.html.drawings import forest, positions
from stancebook.reports.html.environment import digest, environment, packaged, style
from stancebook.reports.html.escape import language_of, web_address
from stancebook.reports.html.evidence import Appendix, decided
from stancebook.reports.html.others import reported
from stancebook.reports.html.panels import ACROSS, panels
from stancebook.reports.html.rows import Rows
from stancebook.reports.html.strips import Strips
from stancebook.reports.manifest import manifest
from stancebook.reports.methods import methods
from stancebook.reports.places import place
from stancebook.reports.summary import leads
from stancebook.reports.words import MOST_REVIEWERS, few_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.html.rows import Over
    from stancebook.reports.methods_versions import Carried

_IN_FULL: Final = 100
"""So many disagreements are told with their quotes; the rest are named, the gravest first."""
_LONG: Final = 25
"""From so many sources on, a small script offers to filter and sort them."""
_PART: Final = 1 << 16
_FORMS: Final = {
    "shade_class": shade_class,
    "decided": decided,
    "quote": markup.quote,
    "whereabouts": whereabouts,
    "kind_words": kind_words,
    "quotes_told": quotes_told,
    "capped": capped,
    "web_address": web_address,
    "language_of": language_of,
}
"""What the template calls."""


def render_report(
    matrix: StanceMatrix,
    *,
    software: str,
    generated: str | None = None,
    hashes: Mapping[str, str] | None = None,
    revision: str = "",
    carried: Mapping[Carried, str] | None = None,
    transpose: bool = False,
) -> str:
    """Return the report as one text; the arguments are those of ``report_parts``."""
    parts = report_parts(
        matrix,
        software=software,
        generated=generated,
        hashes=hashes,
        revision=revision,
        carried=carried,
        transpose=transpose,
    )
    return "".join(parts)


def report_parts(
    matrix: StanceMatrix,
    *,
    software: str,
    generated: str | None = None,
    hashes: Mapping[str, str] | None = None,
    revision: str = "",
    carried: Mapping[Carried, str] | None = None,
    transpose: bool = False,
    over: Over = iter,
) -> Iterator[str]:
    """Yield the report in parts: one HTML file that needs no network, and is whole without scripts.

    The same arguments give the same text. Of a large study the whole is never in memory.

    Args:
        matrix: The matrix.
        software: Name and version of the program, for the methods paragraph.
        generated: When it was made, in words; left out where None.
        hashes: Digests of the files it was made from, by their names.
        revision: The git revision of the workspace, if it is known.
        carried: Under which version codings were made that a migration brought into the terms of a later one.
        transpose: Whether criteria are rows of the matrix and sources columns.
        over: What is called with the sources and yields them, twice, to watch how far it has come.
    """
    chips, files = Chips(matrix), manifest(hashes or {})
    said = methods(matrix, software=software, revision=revision, files=files, carried=carried)
    told = {"software": software, "generated": generated, "files": files, "methods": said}
    template = environment().get_template("report.html.j2")
    shown = {**_of_cells(matrix, chips, over, transpose=transpose), **_of_all(matrix, chips, transpose=transpose)}
    return _in_parts(template.generate(**shown, **_FORMS, **told))


def _of_cells(matrix: StanceMatrix, chips: Chips, over: Over, *, transpose: bool) -> dict[str, Any]:
    """What the page shows cell by cell: the matrix, the quotes, the disagreements."""
    strips, found = Strips(), disagreements_in(matrix)
    columns = {criterion.id: index for index, criterion in enumerate(matrix.criteria)}
    rows = Rows(matrix, chips, strips, found)
    return {
        "rows": [] if transpose else rows.written(over),
        "panels": panels(matrix, rows, over) if transpose else [],
        "strips": strips,
        "evidence": Appendix(matrix, chips).written(over),
        "facts": sections.facts(matrix, found),
        "disagreements": found[:_IN_FULL],
        "nothing_to_discuss": nothing_to_discuss(matrix),
        "more": len(found[_IN_FULL:]),
        "more_rows": markup.more(matrix, found[_IN_FULL:], columns),
        "place_of": lambda one: place(one.number, columns[one.criterion.id]),
    }


def _of_all(matrix: StanceMatrix, chips: Chips, *, transpose: bool) -> dict[str, Any]:
    """What the page says of the study as a whole, and what it is dressed in."""
    long = len(matrix.sources) >= _LONG
    rows = long and not transpose
    script = _script() if rows else ""
    laid = columns(matrix, long=rows)
    dress = style() + (turned(matrix, ACROSS) if transpose else laid.rule)
    return {
        "m": matrix,
        "long": long,
        "turned": transpose,
        "laid": laid,
        "rubric": matrix.rubric,
        "sources": list(matrix.sources.values()),
        "style": Markup(dress),  # noqa: S704 - our own file, and rules that hold numbers only
        "style_hash": digest(dress),
        "script": Markup(script),  # noqa: S704 - our own file
        "script_hash": digest(script) if script else "",
        "summary": leads(matrix),
        "few": few_sources(matrix),
        "left_out": sentences_beside(matrix),
        "groups": sections.groups(matrix),
        "edges": edges(matrix),
        "legend": sections.legend(matrix, chips),
        "counted": len(matrix.reviewers) > MOST_REVIEWERS,
        "tallies": [(criterion, sections.answers(matrix, chips, criterion)) for criterion in matrix.criteria],
        "shares": len(matrix.sources) >= matrix.rubric.reliability.small_n_notice,
        "several": any(criterion.multiple for criterion in matrix.criteria),
        "positions": positions(matrix),
        "agreement": sections.agreement(matrix),
        "forest": forest(matrix),
        "alignment": sections.alignment(matrix),
        "reported": list(reported(matrix, chips)),
        "chips": chips,
        "book": codebook(matrix.rubric),
    }


def _in_parts(pieces: Iterator[str]) -> Iterator[str]:
    """Join small pieces to parts that are worth a call."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > _PART:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


@cache
def _script() -> str:
    return "\n" + packaged("filter.js")
