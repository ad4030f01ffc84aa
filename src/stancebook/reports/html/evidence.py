"""The evidence behind each cell: every coding with its quotes, its note, and the decision; a pop-up on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from stancebook.reports.cell_words import coding_signs
from stancebook.reports.decision_words import basis_told, decision_about, not_asked_words
from stancebook.reports.html.escape import language_of, passage, told
from stancebook.reports.html.markup import signs, spoken_in, where
from stancebook.reports.places import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from stancebook.comparison.cell import Cell, CodingView
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Coding, Evidence
    from stancebook.model.rubric import AnyCriterion
    from stancebook.model.source import Source
    from stancebook.reports.html.chips import Chips


class Appendix:
    """Writes the evidence.

    Args:
        matrix: The matrix.
        chips: How its answers are shown.
    """

    def __init__(self, matrix: StanceMatrix, chips: Chips) -> None:
        self._matrix = matrix
        self._chips = chips
        self._scale = max(matrix.rubric.confidence.scale)
        self._heads: dict[tuple[object, ...], str] = {}

    def written(self, over: Callable[[Sequence[Source]], Iterable[Source]] = iter) -> Iterator[Markup]:
        """Yield the evidence of each source.

        Args:
            over: What is called with the sources and yields them, to watch how far it has come.
        """
        labels = [told(criterion.label) for criterion in self._matrix.criteria]
        for number, source in enumerate(over(list(self._matrix.sources.values())), 1):
            short, spoken = told(source.short), spoken_in(language_of(source))
            parts: list[str] = []
            for index, criterion in enumerate(self._matrix.criteria):
                cell = self._matrix.cells[source.id, criterion.id]
                if cell.codings or cell.decision:
                    name = place(number, index)
                    parts.append(
                        f'<article class="ev" id="{name}" popover aria-labelledby="h{name}">'
                        f'<h3 id="h{name}"><b class="no">{name}</b> {short} · {labels[index]}</h3>'
                        f'<button popovertarget="{name}">Close</button>\n'
                    )
                    self._readings(parts, cell, criterion, name, spoken)
                    parts.append(f"{decided(cell, criterion, self._chips)}</article>\n")
            yield Markup("".join(parts))  # noqa: S704 - every part is escaped

    def _readings(
        self, parts: list[str], cell: Cell, criterion: AnyCriterion, name: str, spoken: tuple[str, str]
    ) -> None:
        """Add how each reviewer read the source; to a list, since there are hundred thousands of parts."""
        before, after = spoken
        number, astray, unchosen = 0, self._matrix.astray, self._matrix.unchosen
        for reviewer, view in cell.codings.items():
            coding = view.coding
            parts.append(self._head(criterion, reviewer, view))
            stand = astray.get((cell.source, cell.criterion, reviewer)) if astray else None
            each: Iterable[tuple[int, Evidence]] = enumerate(coding.evidence)
            apart = unchosen.get((cell.source, cell.criterion, reviewer), ()) if unchosen else ()
            if apart:
                each = sorted(each, key=lambda pair: pair[1] in apart)
            for at, one in each:
                number += 1
                about = f"{self._about(criterion, one.for_value)} · " if one.for_value is not None else ""
                if apart and one in apart:
                    about = f"<em>for {self._about(criterion, str(one.for_value))}, which is not chosen</em> · "
                place_ = where(one, stand[at]) if stand else f"{one.start}–{one.end}"
                parts.append(
                    f'<blockquote id="{name}{number}">{before}“{passage(one.quote)}”{after}'
                    f"<footer><b>{name}{number}</b> · {about}{place_}</footer></blockquote>\n"
                )
            if coding.note:
                parts.append(f'<p class="note">{passage(coding.note)}</p></div>\n')
            else:
                parts.append("</div>\n" if coding.evidence else '<p class="note">No quote and no note.</p></div>\n')

    def _about(self, criterion: AnyCriterion, value: str) -> str:
        return told(self._chips.of_label(criterion, value, off_scale=False).words)

    def _head(self, criterion: AnyCriterion, reviewer: str, view: CodingView) -> str:
        coding = view.coding
        said = () if view.plain else coding_signs(view)
        key = (criterion.id, reviewer, id(view.answer), said, coding.confidence, coding.rules)
        found = self._heads.get(key)
        if found is None:
            shown = self._chips.of(criterion, view.answer).in_words
            found = self._heads[key] = f"<div><p><b>{told(reviewer)}</b> {shown}{signs(said)}{self._meta(coding)}</p>\n"
        return found

    def _meta(self, coding: Coding) -> str:
        meta = [f"confidence {coding.confidence} of {self._scale}"] if coding.confidence is not None else []
        meta += [f"rules {told(', '.join(coding.rules))}"] if coding.rules else []
        return f" <small>{' · '.join(meta)}</small>" if meta else ""


def decided(cell: Cell, criterion: AnyCriterion, chips: Chips) -> Markup:
    """Return the decision on a cell: what, why, by whom, what happened since, that it is in vain; nothing without one.

    Where there is nothing to decide, since it is not asked, that is said.
    """
    decision, unasked = cell.decision, not_asked_words(cell)
    unasked = f'<em class="sign">{told(unasked[:1].upper() + unasked[1:])}.</em>' if unasked else ""
    if decision is None:
        return Markup(f'<p class="decided">{unasked}</p>\n') if unasked else Markup("")  # noqa: S704 - escaped
    settled = decision.outcome == "settled"
    what = f"<b>Settled</b>: {chips.of(criterion, decision.answer).in_words}" if settled else "<b>Left open</b>"
    what += f", because “{passage(decision.rationale.strip())}”" if decision.rationale.strip() else ""
    words = basis[1] if (basis := basis_told(cell)) else ""
    since = f' <em class="sign">{told(words[:1].upper() + words[1:])}.</em>' if words else ""
    return Markup(  # noqa: S704 - every part is escaped
        f'<p class="decided">{what} <span class="meta">({told(decision_about(decision))})</span>'
        f"{since}{unasked and f' {unasked}'}</p>\n"
    )
