"""Reviewers compared, in a terminal: figures, confusion, direction, and what they disagree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from stancebook.comparison.confusion import Confusion
from stancebook.comparison.learning import counts
from stancebook.comparison.quoted import apart
from stancebook.reports.compare_words import (
    ORDER,
    basis_words,
    coefficient,
    confusion_title,
    direction_figures,
    direction_heads,
    direction_name,
    direction_sentences,
    f1_words,
    heading,
    heads,
    label_counts,
    label_heads,
    named,
    names,
    nothing_words,
    overview,
    pair_words,
    pairs_of,
    said_of,
    standing,
    stands,
    title,
)
from stancebook.reports.decision_words import decided_words
from stancebook.reports.disagreements import among_them, ids
from stancebook.reports.figures import MEASURE_SIGN, MEASURE_WORDS
from stancebook.reports.learning import causes_words, rules_words, titled
from stancebook.reports.terminal.style import chip
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, beside, fit, flow, joined, line, prose, right
from stancebook.reports.words import count, left_out_sentences, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.comparing import Comparison
    from stancebook.comparison.confusion import AnyConfusion, LabelConfusion
    from stancebook.comparison.direction import Direction
    from stancebook.comparison.disagreement import Disagreement, Stand
    from stancebook.model.annotation import Evidence
    from stancebook.model.answer import Answer
    from stancebook.model.rubric import AnyCriterion

NARROWEST: Final = 60
_CELL: Final = 14
_GAP: Final = 4
_TWO_BESIDE: Final = 150
_QUOTES: Final = 3
_LONG: Final = 280
_MARK: Final = 5
_MOST_PAIRS_LISTED: Final = 12


def render_comparison(
    found: Comparison,
    listed: Sequence[Disagreement],
    *,
    limit: int | None = None,
    listing: str = "",
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return a comparison as text for a terminal.

    Args:
        found: The comparison.
        listed: The disagreements to list.
        limit: Tell only so many disagreements; None for all.
        listing: Which those are, where not all are, in words.
        width: Cells of the terminal; no line is wider (nor than 60 where it is narrower than that).
        colour: Whether to use colours. They repeat what signs say.
    """
    return joined(_Rendering(found, max(width, NARROWEST)).lines(listed, limit, listing), colour=colour)


class _Rendering:
    def __init__(self, found: Comparison, width: int) -> None:
        self.found = found
        self.matrix = found.matrix
        self.rubric = found.matrix.rubric
        self.width = width

    def lines(self, listed: Sequence[Disagreement], limit: int | None, listing: str) -> list[Line]:
        lines = self._title()
        for sentence in standing(self.found):
            lines += prose(sentence, self.width)
        if self.found.compared:
            lines += [(), *self._overview(), (), *self._explained()]
            lines += self._criteria()
        lines += [(), *self._disagreements(listed, limit, listing)] if self.found.compared or listed else []
        left_out = [one for said in left_out_sentences(self.matrix.left_out) for one in prose(said, self.width)]
        return [*lines, (), *left_out] if left_out else lines

    def _title(self) -> list[Line]:
        told = f"COMPARE  {title(self.found)}"
        what = ", ".join(basis_words(self.found))
        if cell_len(told) + 2 + cell_len(what) <= self.width:
            space = " " * (self.width - cell_len(told) - cell_len(what))
            return [line(Piece(told, BOLD), space, Piece(what, DIM))]
        return [*prose(told, self.width, style=BOLD), *prose(what, self.width, style=DIM)]

    def _overview(self) -> list[Line]:
        name = min(self.width - 4 * _CELL - 1, 30)
        lines = [line(Piece(" " * name + "".join(right(head, _CELL) for head in heads()), DIM))]
        several = len(pairs_of(self.found)) > 1
        for criterion in self.matrix.criteria:
            if several:
                lines.append(line(Piece(fit(one_line(criterion.heading), self.width), BOLD)))
            for pair in pairs_of(self.found):
                label = f"  {pair_words(pair)}" if several else one_line(criterion.heading)
                cells = "".join(right(cell, _CELL) for cell in overview(self.found, criterion, pair))
                shown = fit(label, name - 1)
                lines.append(line(shown + " " * (name - cell_len(shown)), cells))
        return lines

    def _explained(self) -> list[Line]:
        told = ["k/n: all compared gave the same, of those sources that two or more coded."]
        if row := coefficient(self.found):
            sign = MEASURE_SIGN.get(row.measure, row.measure)
            told.append(f"Beside it {MEASURE_WORDS.get(row.measure, row.measure)} ({sign}), – where it is undefined.")
        if f1 := f1_words(self.found):
            told.append(f"quotes F1: {f1}")
        if len({one.reviewer for one in self.found.directions}) > 1:
            told.append("sees one, sees none: sees a position where another sees none, and the other way round.")
        return prose(" ".join(told), self.width, style=DIM)

    def _criteria(self) -> list[Line]:
        """Confusion tables and directions; in a wide terminal two blocks stand side by side."""
        blocks = [self._criterion(criterion) for criterion in self.matrix.criteria]
        if self.width < _TWO_BESIDE:
            return [one for block in blocks for one in ((), *block)]
        half = (self.width - _GAP) // 2
        blocks = [_Rendering(self.found, half)._criterion(criterion) for criterion in self.matrix.criteria]  # noqa: SLF001
        lines: list[Line] = []
        for index in range(0, len(blocks), 2):
            lines += [(), *beside([(block, half) for block in blocks[index : index + 2]], _GAP)]
        return lines

    def _criterion(self, criterion: AnyCriterion) -> list[Line]:
        lines: list[Line] = [line(Piece(fit(one_line(criterion.heading), self.width), BOLD))]
        for table in self.found.confusions:
            if table.criterion == criterion.id and _total(table):
                lines += self._table(criterion, table) if isinstance(table, Confusion) else self._labels(table)
        directions = [one for one in self.found.directions if one.criterion == criterion.id and one.compared]
        if len(directions) > 1:
            lines += self._directions(directions)
        else:
            for sentence in (told for one in directions for told in direction_sentences(criterion, one)):
                lines += prose(sentence, self.width, first="  ", indent="    ")
        if len(lines) > 1:
            return lines
        return [*lines, *prose(nothing_words(self.found, criterion), self.width, first="  ", indent="  ", style=DIM)]

    def _table(self, criterion: AnyCriterion, table: Confusion) -> list[Line]:
        marks = [one_line(self.rubric.mark(criterion.id, answer)) for answer in table.answers]
        named_by_number = any(cell_len(mark) > _MARK - 2 for mark in marks)
        labels = [one_line(self.rubric.label(criterion.id, answer)) for answer in table.answers]
        left = min(26, max(map(cell_len, labels)) + 4) if named_by_number else 6
        lines = [line(Piece(fit(f"  {confusion_title(table)}", self.width), DIM))]
        size = max(_MARK, len(str(max(map(max, table.counts)))) + 3)
        if left + 2 + size * len(marks) > self.width:
            return [*lines, *self._confused(table, marks)]
        columns = [str(number) for number in range(1, len(marks) + 1)] if named_by_number else marks
        lines.append(line(" " * (left + 2), *(Piece(right(f"{column} ", size)) for column in columns)))
        for index, row in enumerate(table.counts):
            name = f"{index + 1:>2} {labels[index]}" if named_by_number else right(marks[index], left)
            shown = fit(name, left)
            cells = [_number(count_, size, diagonal=column == index) for column, count_ in enumerate(row)]
            lines.append(line("  ", shown + " " * (left - cell_len(shown)), *cells))
        return lines

    def _confused(self, table: Confusion, marks: Sequence[str]) -> list[Line]:
        """Where the table is wider than the terminal: the answers that were taken for one another, the most first."""
        pairs = [
            (number, marks[row], marks[column])
            for row, cells in enumerate(table.counts)
            for column, number in enumerate(cells)
            if number and row != column
        ]
        pairs.sort(key=lambda one: -one[0])
        told = [f"{number} × {one} / {other}" for number, one, other in pairs[:_MOST_PAIRS_LISTED]]
        told += [f"{len(pairs) - len(told)} more in the JSON"] if len(pairs) > len(told) else []
        same = f"{table.same} of {table.total} the same; "
        return prose(same + ("; ".join(told) or "no other"), self.width, first="  ", indent="    ")

    def _labels(self, table: LabelConfusion) -> list[Line]:
        columns = label_heads(table)
        widths = [max(8, cell_len(head) + 2) for head in columns]
        room = self.width - sum(widths) - 2
        lines = [line(Piece(fit(f"  {confusion_title(table)}, label by label", self.width), DIM))]
        lines.append(line(" " * (2 + room), *(Piece(right(h, w), DIM) for h, w in zip(columns, widths, strict=True))))
        for row in table.labels:
            label = fit(one_line(self.rubric.label(table.criterion, row.answer)), room - 1)
            numbers = label_counts(table, row)
            cells = [right(str(n) if n else "·", w) for n, w in zip(numbers, widths, strict=True)]
            lines.append(line("  ", label + " " * (room - cell_len(label)), *cells))
        return lines

    def _directions(self, directions: Sequence[Direction]) -> list[Line]:
        """A line for each reviewer: how often higher and lower, by how much on average, and positions seen alone."""
        columns = direction_heads(directions)
        widths = [max(7, len(column) + 2) for column in columns]
        left = min(24, self.width - 2 - sum(widths))
        name = "  beside the others" if len(directions[0].against) > 1 else "  second beside first"
        head = fit(name, left + 2)
        cells = [Piece(right(column, width), DIM) for column, width in zip(columns, widths, strict=True)]
        lines = [line(Piece(head + " " * (left + 2 - len(head)), DIM), *cells)]
        for one in directions:
            who = fit(direction_name(one), left)
            figures = direction_figures(one, columns)
            told = "".join(right(number, width) for number, width in zip(figures, widths, strict=True))
            lines.append(line("  ", who + " " * (left - cell_len(who)), told))
        return lines

    def _disagreements(self, every: Sequence[Disagreement], limit: int | None, listing: str) -> list[Line]:
        shown = every if limit is None else every[:limit]
        if not every:
            told = f"No disagreement{f' {listing}' if listing else ''}."
            return [line(Piece("TO DISCUSS  ", BOLD), told)]
        which = f" of {len(self.found.disagreements)}, {listing}" if listing else ""
        among = f" ({told})" if (told := among_them(every)) else ""
        lines = flow(
            (Piece(word) for word in f"{len(every)}{which}{among}: {ORDER}".split()),
            self.width,
            first=line(Piece("TO DISCUSS ", BOLD), " "),
        )
        for one in shown:
            lines += [(), *self._disagreement(one)]
        if len(shown) < len(every):
            lines += [(), line(Piece(f"and {len(every) - len(shown):,} more: --limit 0 tells all", DIM))]
        hang = counts(self.found.disagreements)  # of all, whichever are listed
        if hang.causes:
            lines += [(), *titled("WHY", causes_words(hang.causes, hang.decided), self.width)]
        if hang.rules:
            lines += [(), *titled("RULES", rules_words(hang), self.width)]
        return lines

    def _disagreement(self, one: Disagreement) -> list[Line]:
        lines = flow(
            (Piece(word, BOLD) for word in heading(self.found, one).split()),
            self.width,
            first=line(Piece(f"{self.found.number(one)}. ", BOLD)),
            indent="   ",
        )
        lines += prose(ids(one), self.width, first="   ", indent="   ", style=DIM)
        for stand in stands(self.found, one):
            lines += self._stand(one, stand)
        for sign, told in decided_words(self.found.matrix.rubric, one, typed=True):
            lines += prose(told, self.width, first=f"   {sign} ", indent="     ")
        return lines

    def _stand(self, one: Disagreement, stand: Stand) -> list[Line]:
        who = names(stand.side.reviewers)
        lines = flow(
            self._answer(one.criterion, stand.side.answer),
            self.width,
            first=line("   ", Piece(f"{who}: ", BOLD)),
            indent="      ",
        )
        own = apart(stand.own)
        for quote in own[:_QUOTES]:
            lines += self._quote(quote)
        more = len(own) - _QUOTES
        shared = f"{count(len(apart(stand.shared)), 'quote')} that another side cites too" if stand.shared else ""
        also = [f"{more} more" if more > 0 else "", shared, "" if stand.own or stand.shared else "no quote"]
        if told := "; ".join(part for part in also if part):
            lines += prose(told, self.width, first="      ", indent="      ", style=DIM)
        highest = max(self.rubric.confidence.scale)
        for reviewer in stand.side.reviewers:
            if told := said_of(one.codings[reviewer], highest):
                by = f"{named(reviewer)}: " if len(stand.side.reviewers) > 1 else ""
                lines += prose(by + told, self.width, first="      ", indent="      ")
        return lines

    def _answer(self, criterion: AnyCriterion, answer: Answer) -> list[Piece]:
        mark = one_line(self.rubric.mark_beside(criterion.id, answer))
        words = [Piece(word) for word in one_line(self.rubric.label(criterion.id, answer)).split()]
        return [Piece(f" {mark} " if answer.is_position else mark, chip(criterion, answer)), *words] if mark else words

    def _quote(self, quote: Evidence) -> list[Line]:
        words = one_line(quote.quote)
        words = words if len(words) <= _LONG else words[: _LONG - 1].rstrip() + "…"
        about = f" ({one_line(quote.for_value)})" if quote.for_value else ""
        return prose(f"“{words}”{about}", self.width, first="      ", indent="       ")


def _total(table: AnyConfusion) -> int:
    return table.total


def _number(number: int, size: int, *, diagonal: bool) -> Piece:
    """A count; on the diagonal, where both are one, in brackets."""
    shown = f"[{number}]" if diagonal and number else f"{number or '·'} "
    return Piece(right(shown, size), BOLD if number and not diagonal else "" if number else DIM)
