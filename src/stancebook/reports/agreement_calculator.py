"""The agreement of a table of ratings in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.visible import visible_line
from stancebook.reports.agreement_words import (
    FEW,
    THRESHOLDS,
    exact,
    interval_words,
    measure_words,
    metric_words,
    misleading,
    verdict,
)
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, fit, flow, joined, line, prose
from stancebook.reports.words import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.exchange.ratings_calculation import Calculation
    from stancebook.exchange.ratings_figures import Calculated

_NAME: Final = 22
_MOST_ANSWERS: Final = 12


def render_calculated(found: Calculation, *, width: int = 80, colour: bool = False) -> str:
    """Return the figures of a table as text for a terminal: counts first, then coefficients, then words.

    Args:
        found: The figures.
        width: Cells of the terminal.
        colour: Whether to use bold and dim type.
    """
    width = max(width, 40)
    title = Piece(fit(f"AGREEMENT  {visible_line(found.where)}", width), BOLD)
    lines: list[Line] = [line(title), *prose(visible_line(found.scale_words), width)]
    for part in found.parts:
        lines += [(), *_part(part, width)]
    return joined([*lines, (), *_below(found.parts, width)], colour=colour)


def _part(part: Calculated, width: int) -> list[Line]:
    found: list[Line] = []
    if part.criterion:
        found.append(line(Piece(fit(visible_line(part.criterion), width), BOLD)))
    coders = max((row.coders for row in part.rows), default=part.made.coders)
    clusters = part.made.ratings.clusters
    within = f" in {count(len(set(clusters.tolist())), 'cluster')}" if clusters is not None else ""
    units = f"{count(part.units, 'unit')}{within}"
    found += prose(f"{count(part.codings, 'rating')} of {units} by {count(coders, 'coder')}", width)
    found += _answers(part, width)
    found.append(())
    same, of = (part.rows[0].same, part.rows[0].comparable) if part.rows else (0, 0)
    told = f"{same:,} of {count(of, 'unit')} that two or more rated"
    found += prose(told, width, first=f"  {'all rated alike':<{_NAME}}", indent=" " * 4)
    for row in part.rows:
        found += _row(row, width)
    for sentence in (*_without_interval(part.rows), *sentences_of(part)):
        found += prose(visible_line(sentence) + ".", width, first="  ! ", indent="    ")
    return found


def _answers(part: Calculated, width: int) -> list[Line]:
    """How often each answer was given: what every coefficient has to be read against."""
    total = sum(number for _, number in part.answers)
    if len(part.answers) > _MOST_ANSWERS or not total:
        return []
    last = len(part.answers) - 1
    words = [
        Piece(f"{visible_line(name)} {100 * number / total:.0f}%{' ·' if index < last else ''}")
        for index, (name, number) in enumerate(part.answers)
    ]
    return flow(words, width, first=line(Piece("answers given:"), Piece(" ")), indent="    ")


def _row(row: AgreementRow, width: int) -> list[Line]:
    words = [f"{exact(row.estimate):>6}"]
    if row.low is not None and row.high is not None:
        words.append(f"[{exact(row.low)}, {exact(row.high)}]")
    if how := metric_words(row):
        words.append(f" {how}")
    first = f"  {fit(measure_words(row), _NAME):<{_NAME}}"
    found = flow((Piece(word) for word in words), width, first=line(first), indent=" " * 4)
    if row.undefined:
        found += prose(_sentence(interval_words(row)), width, first="    ", indent="    ", style=DIM)
    if told := verdict(row):
        found += prose(_sentence(told), width, first="    ", indent="    ")
    return found


def _without_interval(rows: Sequence[AgreementRow]) -> list[str]:
    """Why figures have no interval, each reason once."""
    defined = [row for row in rows if not row.undefined]
    reasons: dict[str, list[str]] = {}
    for row in defined:
        if row.low is None:
            reasons.setdefault(interval_words(row), []).append(measure_words(row))
    return [
        _sentence(reason if len(names) == len(defined) else f"{', '.join(names)}: {reason}").removesuffix(".")
        for reason, names in reasons.items()
    ]


def sentences_of(part: Calculated) -> list[str]:
    """Return where the figures of a criterion would mislead, in plain words."""
    by_name = {row.measure: row for row in part.rows}
    first = misleading(by_name.get("percent_agreement"), by_name.get("krippendorff_alpha"))
    few = f"{count(part.compared, 'unit')}: read the counts, not the coefficients" if part.compared < FEW else ""
    return [sentence for sentence in (few, first, *part.sentences) if sentence]


def _below(parts: Sequence[Calculated], width: int) -> list[Line]:
    rows = [row for part in parts for row in part.rows]
    methods = dict.fromkeys(interval_words(row) for row in rows if row.low is not None)
    told = [f"[low, high]: {'; '.join(methods)}."] if methods else []
    if any(row.measure == "percent_agreement" for row in rows):
        told.append("Pairs that agree: not corrected for chance.")
    if any(verdict(row) for row in rows):
        told.append(THRESHOLDS)
    return prose(" ".join(told), width, style=DIM)


def _sentence(text: str) -> str:
    told = visible_line(text)
    return f"{told[:1].upper()}{told[1:]}".removesuffix(".") + "."
