"""The rows of the report's matrix: for each cell what stands, what each reviewer answered, how they agree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from stancebook.comparison.sides import label_groups, labels_of
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.cell_words import (
    adjudication_glyph,
    adjudication_words,
    blank_words,
    coding_signs,
    nothing_stands,
    state_glyph,
    state_words,
    unheard_words,
)
from stancebook.reports.disagreements import kind_words
from stancebook.reports.html.escape import date_words, told
from stancebook.reports.html.markup import signs
from stancebook.reports.places import place
from stancebook.reports.words import MOST_REVIEWERS, count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from stancebook.comparison.cell import Cell, CodingView
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import AnyCriterion
    from stancebook.model.source import Source
    from stancebook.reports.html.chips import Chip, Chips
    from stancebook.reports.html.strips import Strips

    Over = Callable[[Sequence[Source]], Iterable[Source]]

_MOST_APART: Final = 3
"""With more reviewers, those who gave one answer stand together; up to so many keep their place."""


class Rows:
    """Writes the rows of the matrix.

    Args:
        matrix: The matrix.
        chips: How its answers are shown.
        strips: Its small scales.
        disagreements: Every disagreement in it.
    """

    def __init__(
        self, matrix: StanceMatrix, chips: Chips, strips: Strips, disagreements: Iterable[Disagreement]
    ) -> None:
        self._matrix = matrix
        self._kinds = {(one.source, one.criterion.id): kind_words(one) for one in disagreements}
        self._chips = chips
        self._strips = strips
        self._marks: dict[tuple[str, Chip, tuple[str, ...]], str] = {}

    def written(self, over: Over = iter) -> Iterator[Markup]:
        """Yield the rows, one above the sources of each group.

        Args:
            over: What is called with the sources and yields them, to watch how far it has come.
        """
        matrix, group = self._matrix, None
        for number, source in enumerate(over(list(matrix.sources.values())), 1):
            if (named := matrix.groups.get(source.id)) != group:
                group = named
                head = f'<th scope="rowgroup" colspan="{len(matrix.criteria) + 1}">{told(named or "")}</th>'
                yield Markup(f'<tr class="of">{head}</tr>\n')  # noqa: S704 - escaped
            about, cells = self._parts(number, source, "row")
            yield Markup(f"<tr>{about}\n{''.join(cells)}</tr>\n")  # noqa: S704 - all are escaped

    def columns(self, over: Over = iter) -> Iterator[tuple[Markup, list[Markup]]]:
        """Yield the head of each source and its cells, to stand below it.

        Args:
            over: What is called with the sources and yields them, to watch how far it has come.
        """
        for number, source in enumerate(over(list(self._matrix.sources.values())), 1):
            head, cells = self._parts(number, source, "col")
            yield Markup(head), [Markup(cell) for cell in cells]  # noqa: S704 - all are escaped

    def _parts(self, number: int, source: Source, scope: str) -> tuple[str, list[str]]:
        """The head of a source, and its cells."""
        matrix = self._matrix
        cells = [
            self._cell(matrix.cells[source.id, criterion.id], criterion, place(number, index))
            for index, criterion in enumerate(matrix.criteria)
        ]
        return self._head(number, source, scope), cells

    def _head(self, number: int, source: Source, scope: str) -> str:
        front = source.front
        about = [told(one) for one in (front.publisher, date_words(front.date) if front.date else "") if one]
        same, of = self._matrix.same[source.id]
        agreement = f'<span class="meta">same answer in {same} of {of}</span>' if of else ""
        return (
            f'<th scope="{scope}"><span class="no">{number}</span> {told(source.short)}'
            f'<span class="meta">{" · ".join(about)}</span>{agreement}</th>'
        )

    def _cell(self, cell: Cell, criterion: AnyCriterion, name: str) -> str:
        if not cell.codings and not cell.decision:
            return f'<td class="cell {cell.state}">{self._empty(cell)}</td>\n'
        return (
            f'<td class="cell {cell.state}">{self._stand(cell, criterion)}{self._each(cell, criterion)}'
            f'<div class="foot">{self._state(cell)}{self._why(cell, name)}</div></td>\n'
        )

    def _empty(self, cell: Cell) -> str:
        return f'<div class="stand"><b class="chip missing">{nothing_stands(self._matrix, cell)}</b></div>'

    def _stand(self, cell: Cell, criterion: AnyCriterion) -> str:
        """What stands for the cell: the labels of a set, the consensus, or that there is none."""
        if criterion.multiple:
            return f'<ul class="labels">{"".join(self._labels(cell, criterion))}</ul>'
        strip = self._strips.of(criterion, cell) if isinstance(criterion, OrdinalCriterion) else ""
        if cell.consensus.given:
            chip = self._chips.of(criterion, cell.consensus)
            words = f' <span class="words">{chip.more}</span>' if chip.more or strip else ""
            return f'<div class="stand">{chip.shown}{words}{strip}</div>'
        return f'<div class="stand"><b class="chip none">{nothing_stands(self._matrix, cell)}</b>{strip}</div>'

    def _labels(self, cell: Cell, criterion: AnyCriterion) -> Iterator[str]:
        groups = label_groups(cell, criterion)
        heard = {label for group in groups for label in group.labels}
        off = cell.consensus.off_scale is not None
        for label in labels_of(cell.consensus):
            if label not in heard:
                words = self._chips.of_label(criterion, label, off_scale=off).words
                yield _label(words, unheard_words(self._matrix, cell), off_scale=off, stands=True)
        for group in groups:
            who = self._who(cell, group.reviewers)
            for label in group.labels:
                words = self._chips.of_label(criterion, label, off_scale=group.off_scale).words
                yield _label(words, who, off_scale=group.off_scale, stands=group.consensus)

    def _who(self, cell: Cell, reviewers: Sequence[str]) -> str:
        every = len(self._matrix.reviewers)
        if every > MOST_REVIEWERS:
            return _counted(cell, reviewers)
        if len(reviewers) == len(cell.codings) == every > 1:
            said = {coding_signs(view) for view in cell.codings.values()}
            if len(said) == 1:  # what is the same of all is said once
                words = ", ".join(said.pop())
                return f"all ({words})" if words else "all"
        return _named(cell, reviewers)

    def _each(self, cell: Cell, criterion: AnyCriterion) -> str:
        """What each reviewer answered; with several reviewers, who gave each answer, or how many did."""
        reviewers = self._matrix.reviewers
        if criterion.multiple:
            absent = self._absent(cell)
            return f'<ul class="marks">{absent}</ul>' if absent else ""
        if len(reviewers) <= _MOST_APART:
            marks = [
                self._mark(criterion, reviewer, view)
                if (view := cell.codings.get(reviewer))
                else self._gap(cell, reviewer)
                for reviewer in reviewers
            ]
            return f'<ul class="marks">{"".join(marks)}</ul>'
        sides: dict[Chip, list[str]] = {}
        for reviewer, view in cell.codings.items():
            sides.setdefault(self._chips.of(criterion, view.answer), []).append(reviewer)
        every = sorted(sides.items(), key=_place) if len(sides) > 1 else sides.items()
        named = _counted if len(reviewers) > MOST_REVIEWERS else _named
        marks = [self._answered(named(cell, who), chip, ()) for chip, who in every]
        return f'<ul class="marks">{"".join(marks)}{self._absent(cell)}</ul>'

    def _mark(self, criterion: AnyCriterion, reviewer: str, view: CodingView) -> str:
        return self._answered(reviewer, self._chips.of(criterion, view.answer), coding_signs(view))

    def _answered(self, who: str, chip: Chip, said: tuple[str, ...]) -> str:
        found = self._marks.get((who, chip, said))
        if found is None:
            found = f"<li><b>{told(who)}</b> {chip.spoken}{signs(said)}</li>"
            self._marks[who, chip, said] = found
        return found

    def _gap(self, cell: Cell, reviewer: str) -> str:
        words = blank_words(self._matrix, cell, reviewer)
        return f'<li><b>{told(reviewer)}</b> <b class="chip missing">{words}</b></li>'

    def _absent(self, cell: Cell) -> str:
        """Of several reviewers those whose coding is not there, together."""
        if self._matrix.reviewers.keys() <= cell.codings.keys():
            return ""
        missing = [reviewer for reviewer in self._matrix.reviewers if reviewer not in cell.codings]
        words: dict[str, list[str]] = {}
        for reviewer in missing:
            words.setdefault(blank_words(self._matrix, cell, reviewer), []).append(reviewer)
        many = len(self._matrix.reviewers) > MOST_REVIEWERS
        return "".join(
            f'<li><b>{f"{len(who)} ×" if many else told(" ".join(who))}</b> <b class="chip missing">{said}</b></li>'
            for said, who in words.items()
        )

    def _state(self, cell: Cell) -> str:
        words = self._kinds.get((cell.source, cell.criterion)) or state_words(self._matrix, cell)
        shown = f'<span class="state"><b class="glyph" aria-hidden="true">{state_glyph(self._matrix, cell)}</b> {words}'
        if cell.adjudication:
            glyph = adjudication_glyph(cell)
            shown += f'<br><b class="glyph" aria-hidden="true">{glyph}</b> {adjudication_words(cell)}'
        if lost := self._lost(cell):
            shown += f'<br><em class="sign">{lost}</em>'
        return shown + "</span>"

    def _lost(self, cell: Cell) -> str:
        astray = self._matrix.astray
        if not astray:
            return ""
        stand = [
            at
            for reviewer in cell.codings
            for at in astray.get((cell.source, cell.criterion, reviewer), ())
            if at != "there"
        ]
        gone = stand.count("lost")
        if gone:
            return f"{count(gone, 'quote')} not in the source"
        return f"{count(len(stand), 'quote')} elsewhere in the source" if stand else ""

    def _why(self, cell: Cell, name: str) -> str:
        """What leads to the evidence: a button that says what there is, and its name."""
        quotes = sum([len(view.coding.evidence) for view in cell.codings.values()])
        if unchosen := self._matrix.unchosen:
            quotes -= sum(len(unchosen.get((cell.source, cell.criterion, reviewer), ())) for reviewer in cell.codings)
        if quotes:
            shown = count(quotes, "quote")
        else:
            notes = sum(bool(view.coding.note) for view in cell.codings.values())
            shown = count(notes, "note") if notes else "details"
        return (
            f'<span class="why"><button popovertarget="{name}" aria-label="{shown}, {name}">{shown}</button> '
            f'<a href="#{name}">{name}</a></span>'
        )


def _named(cell: Cell, reviewers: Sequence[str]) -> str:
    return " ".join([_signed(reviewer, cell.codings[reviewer]) for reviewer in reviewers])


def _counted(cell: Cell, reviewers: Sequence[str]) -> str:
    """How many codings there are, and how many of them do not count in full, or not surely: ``7 × (2 stale)``."""
    said = Counter(word for reviewer in reviewers for word in coding_signs(cell.codings[reviewer]))
    words = f" ({', '.join(f'{number} {word}' for word, number in said.items())})" if said else ""
    return f"{len(reviewers)} ×{words}"


def _signed(reviewer: str, view: CodingView) -> str:
    words = coding_signs(view)
    return f"{reviewer} ({', '.join(words)})" if words else reviewer


def _place(side: tuple[Chip, list[str]]) -> int:
    return side[0].place


def _label(words: str, who: str, *, off_scale: bool, stands: bool) -> str:
    kind = ("both" if stands else "one") + (" off" if off_scale else "")
    heard = "" if stands else '<span class="sr">not the consensus: </span>'
    return f'<li class="{kind}">{heard}{told(words)} <b>{told(who)}</b></li>'
