"""Agreement in a terminal: counts first, then coefficients, then what would mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.reports.agreement_words import short_reason, too_few
from stancebook.reports.figures import ALPHA, MEASURE_SIGN, MEASURE_WORDS, PERCENT, Figures
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, fit, flow, joined, line, padded, prose
from stancebook.reports.words import SCOPE_WORDS, count, figure, one_line, percent, scope_words, typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stancebook.comparison.agreement import AgreementRow

NARROWEST: Final = 60
_COLUMNS: Final = (29, 9, 8)
_NARROW: Final = (25, 7, 6)
_FITS: Final = 66
"""Cells that a line takes: with so many it has its name, its two counts, and a coefficient with its metric."""


def render_agreement(
    rows: Sequence[AgreementRow],
    *,
    labels: Mapping[str, str],
    small_n: int = 20,
    left_out: Sequence[str] = (),
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return agreement figures as text for a terminal.

    Per criterion and part: on how many sources all gave the same answer, the share of agreeing pairs, each
    coefficient with its interval, and on how many sources and codings it rests. A figure that is undefined is a
    dash with its reason below; a figure that would mislead has a sentence that says so.

    Args:
        rows: The figures, those of one criterion together.
        labels: The name of each criterion; an id without one stands for itself.
        small_n: Below so many sources, say that counts are to be read first.
        left_out: Sentences on codings that are not counted.
        width: Cells of the terminal; no line is wider (nor than 60 where it is narrower than that).
        colour: Whether to use bold and dim type.
    """
    width = max(width, NARROWEST)
    figures = Figures(rows)
    found: list[Line] = [_title(rows, width), (), _heads(rows, width)]
    for criterion in dict.fromkeys(row.criterion for row in rows):
        found += [(), line(Piece(fit(one_line(labels.get(criterion, criterion)), width), BOLD))]
        if reason := _nothing_compared([row for row in rows if row.criterion == criterion]):
            found += prose(f"– {_sentence(reason)}", width, first="  ", indent="    ", style=DIM)
            continue
        for scope in SCOPE_WORDS:
            part = figures.of(criterion, scope)
            for depth in dict.fromkeys(row.depth for row in part):
                found += _part([row for row in part if row.depth == depth], width)
        for sentence in figures.cautions(criterion):
            found += prose(typed(sentence), width, first="  ! ", indent="    ")
    return joined([*found, (), *_notes(rows, small_n, left_out, width)], colour=colour)


def _title(rows: Sequence[AgreementRow], width: int) -> Line:
    coders = max((row.coders for row in rows), default=0)
    units = max((row.comparable for row in rows), default=0)
    compared = f"{count(coders, 'reviewer')}, {count(units, 'source')} that two or more coded"
    title = f"AGREEMENT  {compared if units else 'nothing to compare'}"
    return line(Piece(fit(title, width), BOLD))


def _heads(rows: Sequence[AgreementRow], width: int) -> Line:
    several = len({row.measure for row in rows} - {PERCENT}) > 1
    title = "" if several else "  coefficient"
    name, same, pairs = _columns(width)
    return padded([Piece(f"{'':<{name}}{'same':>{same}}{'pairs':>{pairs}}{title}", DIM)], width)


def _columns(width: int) -> tuple[int, int, int]:
    """How broad the name of a part and its two counts are."""
    return _COLUMNS if width >= _FITS else _NARROW


def _nothing_compared(rows: Sequence[AgreementRow]) -> str:
    """Why a criterion has no figure at all, where that is one reason; else empty."""
    reasons = {row.undefined or "" for row in rows}
    return reasons.pop() if len(reasons) == 1 and not any(row.comparable for row in rows) else ""


def _part(rows: Sequence[AgreementRow], width: int) -> list[Line]:
    """One part of a criterion: a line with counts and the first coefficient, then one line per further one."""
    pairs = next((row for row in rows if row.measure == PERCENT), None)
    others = [row for row in rows if row.measure != PERCENT]
    name, counted, shared = _columns(width)
    same = f"{rows[0].same}/{rows[0].comparable}"
    share = percent(pairs.estimate) if pairs else ""
    start = f"  {scope_words(rows[0]):<{name - 2}}{same:>{counted}}{share:>{shared}}"
    found: list[Line] = []
    for index, row in enumerate(others):
        first = start if not index else " " * len(start)
        found += flow((Piece(word) for word in _coefficient(row)), width, first=line(first), indent=" " * (name - 2))
    found += [] if others else [line(start)]
    for reason in dict.fromkeys(row.undefined for row in rows if row.undefined):
        found += prose(f"– {_sentence(reason)}", width, first="    ", indent="      ", style=DIM)
    return found


def _coefficient(row: AgreementRow) -> list[str]:
    """A coefficient as words that stay whole: sign, figure, interval, metric and what it rests on."""
    words = [f" {MEASURE_SIGN.get(row.measure, row.measure):>2} {figure(row.estimate):>5}"]
    if row.low is not None and row.high is not None:
        words.append(f"[{figure(row.low)}, {figure(row.high)}]")
    words.append(f" {one_line(row.metric)}")
    return words


def _sentence(text: str) -> str:
    told = one_line(text)
    return told if told.endswith(".") else f"{told}."


def _notes(rows: Sequence[AgreementRow], small_n: int, left_out: Sequence[str], width: int) -> list[Line]:
    found: list[Line] = []
    units = max((row.comparable for row in rows), default=0)
    if 0 < units < small_n:
        words = f"{count(units, 'source')}: read the counts, not the coefficients.".split()
        found += flow((Piece(word, BOLD) for word in words), width)
    signs = dict.fromkeys(row.measure for row in rows if row.measure != PERCENT)
    told = [f"{MEASURE_SIGN.get(sign, sign)}: {MEASURE_WORDS.get(sign, sign)}" for sign in signs]
    explained = [
        "same: sources on which all gave the same answer, of those that two or more coded.",
        "pairs: share of pairs of codings that agree.",
        ", ".join(told) + "." if told else "",
        "Answers off the scale count as categories of their own in 'same answer', and as 'no' in 'position "
        "or not'." if ALPHA in signs else "",
        *_intervals(rows),
    ]  # fmt: skip
    found += prose(" ".join(part for part in explained if part), width, style=DIM)
    for sentence in left_out:
        found += prose(one_line(sentence), width)
    return found


def _intervals(rows: Sequence[AgreementRow]) -> list[str]:
    """How the intervals were made, or why there are none, each said once."""
    told = [row for row in rows if row.measure != PERCENT]
    given = dict.fromkeys(row.interval for row in told if row.interval and row.low is not None)
    without = [
        row
        for row in told
        if row.interval and row.low is None and not row.undefined
        if row.disagreeing_at_most is None  # what is said beside the criterion needs no second sentence here
    ]
    found = [f"[low, high]: interval by {one_line(' / '.join(given))}."] if given else []
    reasons: dict[str, int] = {}
    if few := sorted({row.comparable for row in without if too_few(row)}):
        units = count(few[-1], "source") if len(few) == 1 else f"{few[0]} to {few[-1]} sources"
        reasons[f"from {units} they could not be trusted"] = 0
    for row in without:
        if not too_few(row):
            reason = short_reason(row.interval or "")
            reasons[reason] = reasons.get(reason, 0) + 1
    why = [f"{reason} ({count(many, 'figure')})" if many else reason for reason, many in reasons.items()]
    return [*found, f"{'No intervals' if few else 'No interval'}: {'; '.join(why)}."] if why else found
