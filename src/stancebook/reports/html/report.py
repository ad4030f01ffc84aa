"""The report as one HTML file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from stancebook.comparison.alignment import alignment
from stancebook.comparison.cell import NOT_COMPARED
from stancebook.comparison.disagreement import disagreements_in
from stancebook.comparison.selection import same_of
from stancebook.model.answer import Answer
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports import alignment_words as words
from stancebook.reports.codebook import codebook
from stancebook.reports.disagreements import kind_words
from stancebook.reports.figures import MEASURE_WORDS, Figures
from stancebook.reports.html import markup
from stancebook.reports.html.cells import MOST_REVIEWERS, Chips, cell_views, shade_class
from stancebook.reports.html.drawings import forest, positions
from stancebook.reports.html.environment import digest, environment, packaged, style
from stancebook.reports.html.escape import language_of, web_address
from stancebook.reports.html.others import reported
from stancebook.reports.methods import methods
from stancebook.reports.summary import summary, tally
from stancebook.reports.words import (
    STATE_GLYPH,
    STATE_MEANING,
    few_sources,
    figure,
    left_out_sentences,
    minus,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancebook.comparison.agreement import AgreementRow, Scope
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion, Choice
    from stancebook.reports.html.cells import Chip

_SCOPES: Final[tuple[Scope, ...]] = ("answers", "position", "positions")
_IN_FULL: Final = 100
"""So many disagreements are told with their quotes; the rest are named, the gravest first."""
_MOST_ALIGNED: Final = 40
_LONG: Final = 25
"""From so many sources on, a small script offers to filter and sort them."""
_FIXED: Final = 5
"""So many columns share the page evenly; more take what they need, and scroll."""


def render_report(
    matrix: StanceMatrix,
    *,
    software: str,
    generated: str | None = None,
    hashes: Mapping[str, str] | None = None,
    revision: str = "",
) -> str:
    """Return the report: one HTML file that needs no network, and is whole without scripts.

    The same arguments give the same text.

    Args:
        matrix: The matrix.
        software: Name and version of the program, for the methods paragraph.
        generated: When it was made, in words; left out where None.
        hashes: Digests of the files it was made from, by their names.
        revision: The git revision of the workspace, if it is known.
    """
    chips = Chips(matrix)
    body = _body(matrix, chips)
    long = len(matrix.sources) >= _LONG
    found = disagreements_in(matrix)
    columns = {criterion.id: index for index, criterion in enumerate(matrix.criteria)}
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            m=matrix,
            rubric=matrix.rubric,
            sources=list(matrix.sources.values()),
            body=body,
            style=Markup(style()),  # noqa: S704 - our own file
            style_hash=digest(style()),
            script=Markup(_script()) if long else "",  # noqa: S704 - our own file
            script_hash=digest(_script()) if long else "",
            facts=_facts(matrix, body.quotes, len(found)),
            summary=summary(matrix),
            few=few_sources(matrix),
            left_out=left_out_sentences(matrix.left_out),
            groups=_groups(matrix),
            legend=_legend(matrix),
            scale=_scale(matrix, chips),
            fixed=len(matrix.criteria) <= _FIXED,
            counted=len(matrix.reviewers) > MOST_REVIEWERS,
            tallies=[(criterion, _tally(matrix, criterion)) for criterion in matrix.criteria],
            positions=positions(matrix),
            agreement=_agreement(matrix),
            forest=forest(matrix),
            disagreements=found[:_IN_FULL],
            more=len(found[_IN_FULL:]),
            more_rows=markup.more(matrix, found[_IN_FULL:], columns),
            alignment=_alignment(matrix),
            reported=reported(matrix, chips),
            methods=methods(matrix, software=software, revision=revision),
            book=codebook(matrix.rubric),
            shade_class=shade_class,
            software=software,
            generated=generated,
            hashes=markup.digests(sorted((hashes or {}).items())),
            chip_answer=Answer,
            chip_of=chips.of,
            markup=markup,
            safe_chip=lambda one, **how: Markup(markup.chip(one, **how)),  # noqa: S704 - escaped there
            safe_chip_words=lambda one: Markup(markup.chip_words(one)),  # noqa: S704 - escaped there
            kind_words=kind_words,
            web_address=web_address,
            language_of=language_of,
        )
    )


@cache
def _script() -> str:
    return "\n" + packaged("filter.js")


@dataclass(frozen=True)
class _Body:
    """What there is one of for each source, and how many quotes are in it."""

    rows: list[Markup]
    evidence: list[Markup]
    quotes: int


def _body(matrix: StanceMatrix, chips: Chips) -> _Body:
    """Write rows and evidence in one pass, so that only one source is held in parts at a time."""
    scale = max(matrix.rubric.confidence.scale)
    rows: list[Markup] = []
    evidence: list[Markup] = []
    group, quotes = None, 0
    every = zip(matrix.sources.values(), cell_views(matrix, chips), strict=True)
    for number, (source, views) in enumerate(every, 1):
        if (named := matrix.groups.get(source.id)) != group:
            group = named
            rows.append(markup.group(named or "", len(matrix.criteria) + 1))
        rows.append(markup.row(number, source, views, same_of(matrix, source.id)))
        evidence.append(markup.evidence(source, views, scale, language_of(source)))
        quotes += sum(view.quotes for view in views)
    return _Body(rows, evidence, quotes)


def _facts(matrix: StanceMatrix, quotes: int, to_discuss: int) -> list[tuple[str, str]]:
    states = Counter(cell.state for cell in matrix.cells.values())
    total = len(matrix.cells)
    settled = sum(cell.adjudication is not None for cell in matrix.cells.values())
    facts = [
        (f"{states['agree']} of {total - sum(states[one] for one in NOT_COMPARED)}", "cells with the same answer"),
        (f"{to_discuss:,}", "cells to discuss"),
        (str(settled), "adjudicated"),
        (str(states["missing"]), "not coded"),
        (str(states["not_applicable"]), "not asked"),
        (f"{quotes:,}", "quotes"),
    ]
    return [(number, words) for number, words in facts if words not in {"not coded", "not asked"} or number != "0"]


def _groups(matrix: StanceMatrix) -> list[tuple[str, int]]:
    """The rubric's groups as heads over columns, where each holds neighbouring criteria and none is left over."""
    where = {criterion: group.label for group in matrix.rubric.groups for criterion in group.criteria}
    found: list[tuple[str, int]] = []
    for criterion in matrix.criteria:
        label = where.get(criterion.id)
        if label is None:
            return []
        if found and found[-1][0] == label:
            found[-1] = (label, found[-1][1] + 1)
        else:
            found.append((label, 1))
    return found if len({label for label, _ in found}) == len(found) else []


def _legend(matrix: StanceMatrix) -> dict[str, list[tuple[str, str]]]:
    offered = {key for criterion in matrix.criteria for key in criterion.off_scale}
    seen = {cell.state for cell in matrix.cells.values()} | {"agree", "near", "far", "position"}
    return {
        "marks": [
            (off.symbol or key, off.label.lower()) for key, off in matrix.rubric.off_scale.items() if key in offered
        ],
        "states": [(glyph, STATE_MEANING[state]) for state, glyph in STATE_GLYPH.items() if state in seen],
    }


def _scale(matrix: StanceMatrix, chips: Chips) -> list[Chip]:
    """The values of the first ordinal criterion from low to high, to show what the shades mean."""
    ordinal = next((c for c in matrix.criteria if isinstance(c, OrdinalCriterion)), None)
    return [chips.of(ordinal, Answer(value)) for value in sorted(ordinal.values)] if ordinal else []


def _tally(matrix: StanceMatrix, criterion: AnyCriterion) -> list[tuple[Choice | None, str, int]]:
    """How many sources stand where: per answer, then without a consensus, then not coded."""
    counted = tally(matrix, criterion)
    stand = counted.stand
    found: list[tuple[Choice | None, str, int]] = []
    for choice in matrix.rubric.choices(criterion.id):
        if criterion.multiple and choice.is_position:
            number = sum(
                many
                for answer, many in stand.items()
                if isinstance(answer.value, tuple) and choice.answer.value in answer.value
            )
        else:
            number = stand[choice.answer]
        found.append((choice, choice.label, number))
    return [
        *found,
        *((None, words, number) for words, number in _written(matrix, criterion, stand)),
        *((None, words, number) for words, number in counted.rest if number),
    ]


def _written(matrix: StanceMatrix, criterion: AnyCriterion, stand: Counter[Answer]) -> Iterator[tuple[str, int]]:
    """What is written instead of chosen: each number or text that stands somewhere, numbers in order."""
    if criterion.offered:
        return
    values = [(answer.value, many) for answer, many in stand.items() if answer.value is not None]
    for value, many in sorted(values, key=lambda one: (one[0] if isinstance(one[0], int | float) else 0, str(one[0]))):
        yield one_line(matrix.rubric.label(criterion.id, Answer(value))), many


def _agreement(matrix: StanceMatrix) -> list[dict[str, Any]]:
    figures = Figures(matrix.agreement)
    found = []
    for criterion in matrix.criteria:
        rows = {scope: figures.coefficient(criterion.id, scope) for scope in _SCOPES}
        undefined = dict.fromkeys(row.undefined for row in rows.values() if row and row.undefined)
        found.append(
            {
                "label": criterion.label,
                "counts": {scope: figures.counts(criterion.id, scope) for scope in rows},
                "told": {scope: _told(row) for scope, row in rows.items()},
                "cautions": figures.cautions(criterion.id),
                "undefined": [one_line(reason) for reason in undefined if reason],
            }
        )
    return found


def _told(row: AgreementRow | None) -> str:
    if row is None:
        return ""
    name = "α" if row.measure == "krippendorff_alpha" else MEASURE_WORDS.get(row.measure, row.measure)
    interval = "" if row.low is None or row.high is None else f" [{minus(figure(row.low))}, {minus(figure(row.high))}]"
    return f"{name} {minus(figure(row.estimate))}{interval} ({row.metric})"


def _alignment(matrix: StanceMatrix) -> dict[str, Any]:
    found = alignment(matrix)
    number = {source: index for index, source in enumerate(matrix.sources, 1)}
    shown = found.order if len(found.order) <= _MOST_ALIGNED and found.distances else ()
    rows = []
    for row, source in enumerate(shown):
        pairs = [found.of(source, other) for other in shown[:row]]
        cells = [(words.share(one), _nearness(one.value if one else None)) for one in pairs]
        rows.append((number[source], matrix.sources[source].short, cells))
    return {
        "heads": [number[source] for source in shown[:-1]],
        "rows": rows,
        "clusters": words.clusters(matrix, found),
        "how": words.HOW,
        "divisions": words.divisions(matrix, found),
        "camps": words.camps(matrix, found),
        "apart": words.apart(matrix, found),
    }


def _nearness(value: float | None) -> str:
    """The class of a distance: the nearer, the darker; the figure says the same."""
    return "none" if value is None else f"d{min(int(value * 5), 4)}"
