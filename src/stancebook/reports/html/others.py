"""The stances that sources report of others, beside the source's own: rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from stancebook.comparison.astray import whereabouts
from stancebook.comparison.quoted import apart
from stancebook.reports.cell_words import nothing_stands
from stancebook.reports.html.escape import language_of, told
from stancebook.reports.html.markup import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Attributed
    from stancebook.reports.html.chips import Chips

_Key = tuple[str, str, str, object]


def reported(matrix: StanceMatrix, chips: Chips) -> Iterator[Markup]:
    """Yield a row for every reported stance, those that reviewers recorded alike as one; in the matrix's order."""
    number = {source: at for at, source in enumerate(matrix.sources, 1)}
    order = {criterion.id: at for at, criterion in enumerate(matrix.criteria)}
    merged: dict[_Key, list[tuple[str, Attributed]]] = {}
    for (source, reviewer), many in matrix.attributed.items():
        for one in many:
            if one.criterion in order and source in number:
                merged.setdefault((source, one.criterion, one.actor, one.answer), []).append((reviewer, one))

    def place(item: tuple[_Key, list[tuple[str, Attributed]]]) -> tuple[int, int, str, str]:
        (source, criterion, actor, _), entries = item
        mark = chips.of(matrix.rubric.by_id[criterion], entries[0][1].answer).mark
        return number[source], order[criterion], actor.casefold(), mark

    for (source, _, _, _), entries in sorted(merged.items(), key=place):
        yield Markup(_row(matrix, chips, number[source], source, entries))  # noqa: S704 - every part is escaped


def _row(matrix: StanceMatrix, chips: Chips, number: int, source_id: str, entries: list[tuple[str, Attributed]]) -> str:
    first, source = entries[0][1], matrix.sources[source_id]
    criterion = matrix.rubric.by_id[first.criterion]
    cell = matrix.cells[source_id, first.criterion]
    stands = cell.consensus
    own = chips.of(criterion, stands).shown if stands.given else nothing_stands(matrix, cell)
    if stands.is_position and first.answer.is_position and stands != first.answer:
        own += ' <em class="sign">differs</em>'
    kind = f'<span class="meta">{told(first.actor_type.replace("_", " "))}</span>' if first.actor_type else ""
    who = told(" ".join(dict.fromkeys(reviewer for reviewer, _ in entries)))
    quotes = "".join(
        quote(one, language=language_of(source), at=whereabouts(source.body, one))
        for one in apart([one for _, entry in entries for one in entry.evidence])
    )
    return (
        f'<tr><td><span class="no">{number}</span> {told(source.short)}</td><td>{told(criterion.heading)}</td>'
        f'<th scope="row">{told(first.actor)}{kind}</th>'
        f'<td>{chips.of(criterion, first.answer).in_words}<span class="meta">recorded by {who}</span></td>'
        f"<td>{own}</td><td>{quotes}</td></tr>\n"
    )
