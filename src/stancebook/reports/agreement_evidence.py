"""Agreement in evidence, beside agreement in answers, in a terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len

from stancebook.reports.agreement_words import exact
from stancebook.reports.figures import Figures
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, fit, joined, line, prose
from stancebook.reports.words import count, one_line, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.evidence import EvidenceAgreement, EvidenceRow, Parting
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Answer

_MOST: Final = 20
_MOST_PAIRS: Final = 6
_QUOTE: Final = 160


def evidence_json(found: EvidenceAgreement) -> dict[str, Any]:
    """Return agreement in evidence as JSON; ``criterion`` is null for all criteria together."""
    return {
        "rows": [_row_json(row) for row in found.rows],
        "same_answer_other_evidence": [_parting_json(one) for one in found.other_evidence],
        "same_passage_other_answer": [_parting_json(one) for one in found.other_answer],
        "lost_quotes": found.lost,
    }


def _row_json(row: EvidenceRow) -> dict[str, Any]:
    alpha = row.alpha
    return {
        "criterion": row.criterion or None,
        "measure": alpha.coefficient,
        "estimate": alpha.value,
        "low": alpha.low,
        "high": alpha.high,
        "interval": alpha.interval,
        "undefined": alpha.undefined,
        "units": alpha.units,
        "coders": alpha.coders,
        "quotes": alpha.codings,
        "pairs": [
            {
                "reviewers": [pair.first, pair.second],
                "character_f1": pair.f1,
                "shared": pair.shared,
                "only_first": pair.only_first,
                "only_second": pair.only_second,
                "sources": pair.texts,
                "both_empty": pair.both_empty,
            }
            for pair in row.pairs
        ],
    }


def _parting_json(one: Parting) -> dict[str, Any]:
    return {
        "source": one.source,
        "criterion": one.criterion,
        "reviewers": list(one.reviewers),
        "answers": [_answer_json(answer) for answer in one.answers],
        "quotes": [list(quotes) for quotes in one.quotes],
        "passage": one.passage,
    }


def _answer_json(answer: Answer) -> dict[str, Any]:
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"value": value, "off_scale": answer.off_scale}


def render_evidence(matrix: StanceMatrix, found: EvidenceAgreement, *, width: int = 80, colour: bool = False) -> str:
    """Return agreement in evidence as text for a terminal, beside agreement in answers.

    Args:
        matrix: The study compared.
        found: Its agreement in evidence.
        width: Cells of the terminal.
        colour: Whether to use bold and dim type.
    """
    width = max(width, 60)
    lines: list[Line] = [line(Piece("EVIDENCE: do reviewers who agree point to the same passages?", BOLD))]
    pairs = found.rows[0].pairs
    shown = pairs if len(pairs) <= _MOST_PAIRS else ()
    heads = "".join(f"{fit(f'{pair.first} {pair.second}', 10):>11}" for pair in shown)
    name = max(14, min(24, width - 37 - 11 * len(shown)))
    lines.append(line(Piece(f"{'':<{name}}{'same answer':>13}{'pairs':>7}{'u-alpha':>9}{heads}", DIM)))
    figures = Figures(matrix.agreement)
    lines += [
        line(_name(matrix, row, name), _answers(figures, row), f"{exact(row.alpha.value):>9}", _pairs(row, len(shown)))
        for row in found.rows
    ]
    lines += [(), *prose(_explained(found, paired=bool(shown)), width, style=DIM)]
    lines += _list("Same answer, other evidence", "not one character in common", found.other_evidence, matrix, width)
    lines += _list(
        "Same passage, other answer", "half of the shorter evidence or more", found.other_answer, matrix, width
    )
    return joined(lines, colour=colour)


def _name(matrix: StanceMatrix, row: EvidenceRow, width: int) -> str:
    label = one_line(matrix.rubric.by_id[row.criterion].heading) if row.criterion else "all together"
    shown = fit(label, width - 1)
    return shown + " " * (width - cell_len(shown))


def _answers(figures: Figures, row: EvidenceRow) -> str:
    """Value agreement, to be read beside the evidence."""
    if not row.criterion:
        return " " * 20
    same, of = figures.counts(row.criterion, "answers")
    pairs = figures.pairs(row.criterion, "answers")
    return f"{f'{same}/{of}':>13}{percent(pairs.estimate if pairs else None):>7}"


def _pairs(row: EvidenceRow, shown: int) -> str:
    by_pair = [exact(pair.f1) for pair in row.pairs[:shown]]
    return "".join(f"{figure:>11}" for figure in by_pair)


def _explained(found: EvidenceAgreement, *, paired: bool) -> str:
    told = ["same answer, pairs: agreement in answers. u-alpha: Krippendorff's unitizing alpha on characters."]
    if paired:
        told.append("Below two names: character F1, the overlap of their quotes, not corrected for chance.")
    else:
        told.append("Character F1 for each pair of reviewers is in the JSON.")
    told.append("all together: any passage quoted for any criterion.")
    reasons = dict.fromkeys(row.alpha.interval for row in found.rows if row.alpha.interval and row.alpha.low is None)
    told += [f"No interval: {reason.replace('unit', 'source')}." for reason in reasons]
    undefined = dict.fromkeys(row.alpha.undefined for row in found.rows if row.alpha.undefined)
    told += [f"–: {reason}." for reason in undefined]
    empty = sum(pair.both_empty for row in found.rows[1:] for pair in row.pairs)
    if empty:
        told.append(f"{count(empty, 'time')} both of a pair quoted nothing: that is in neither figure of overlap.")
    if found.lost:
        told.append(f"{count(found.lost, 'quote')} no longer at their place in the source: left out.")
    return " ".join(told)


def _list(title: str, what: str, partings: Sequence[Parting], matrix: StanceMatrix, width: int) -> list[Line]:
    found: list[Line] = [(), line(Piece(f"{title} ({len(partings)})", BOLD), Piece(f"  {what}", DIM))]
    for one in partings[:_MOST]:
        source = one_line(matrix.sources[one.source].short)
        heading = one_line(matrix.rubric.by_id[one.criterion].heading)
        found += prose(f"{source} · {heading}", width, first="  ", indent="    ")
        marks = [one_line(matrix.rubric.mark(one.criterion, answer)) for answer in one.answers]
        if one.passage:
            answers = ", ".join(f"{who}: {mark}" for who, mark in zip(one.reviewers, marks, strict=True))
            found += prose(f"{answers}  {_quoted((one.passage,))}", width, first="    ", indent="      ")
            continue
        for who, mark, quotes in zip(one.reviewers, marks, one.quotes, strict=True):
            found += prose(f"{who}: {mark}  {_quoted(quotes)}", width, first="    ", indent="      ")
    if len(partings) > _MOST:
        found.append(line(Piece(f"  and {len(partings) - _MOST} more, in the JSON", DIM)))
    return found


def _quoted(quotes: Sequence[str]) -> str:
    first = one_line(quotes[0])
    more = f" and {len(quotes) - 1} more" if len(quotes) > 1 else ""
    return f"“{fit(first, _QUOTE)}”{more}"
