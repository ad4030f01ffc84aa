"""A comparison as one HTML page that needs no network and no scripts, and prints."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from stancebook.comparison.confusion import Confusion
from stancebook.comparison.learning import counts
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
    heads,
    label_counts,
    label_heads,
    named,
    nothing_words,
    overview,
    pair_words,
    pairs_of,
    standing,
    title,
)
from stancebook.reports.disagreements import among_them
from stancebook.reports.figures import MEASURE_WORDS
from stancebook.reports.html.chips import Chips
from stancebook.reports.html.environment import digest, environment, packaged, style
from stancebook.reports.html.issues import issues
from stancebook.reports.learning import causes_words, rules_words
from stancebook.reports.words import left_out_sentences, minus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancebook.comparison.comparing import Comparison
    from stancebook.comparison.confusion import AnyConfusion
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.model.rubric import AnyCriterion


def comparison_html(found: Comparison, listed: Sequence[Disagreement], listing: str = "", *, software: str) -> str:
    """Return a comparison as a page of its own.

    Args:
        found: The comparison.
        listed: The disagreements to list.
        listing: Which those are, where not all are, in words.
        software: Name and version of the program.
    """
    matrix, hang, row = found.matrix, counts(found.disagreements), coefficient(found)
    chips = Chips(matrix)
    return (
        environment()
        .get_template("compare.html.j2")
        .render(
            found=found,
            rubric=matrix.rubric,
            title=title(found),
            about=basis_words(found),
            people=[one for one in matrix.reviewers.values() if one.id == named(one.id)],
            standing=standing(found),
            heads=[head[:1].upper() + head[1:] for head in heads()],
            overview=list(_overview(found)),
            several=len(pairs_of(found)) > 1,
            f1=f1_words(found),
            measure=MEASURE_WORDS.get(row.measure, row.measure) if row else "",
            criteria=[(one, _parts(found, one)) for one in matrix.criteria],
            listed=listed,
            listing=listing,
            order=ORDER,
            among=among_them(listed),
            why=causes_words(hang.causes, hang.decided),
            rules=rules_words(hang),
            left_out=left_out_sentences(matrix.left_out),
            chips=chips,
            issues=issues(found, listed, chips),
            style=Markup(_style()),  # noqa: S704 - our own file
            style_hash=digest(_style()),
            software=software,
        )
    )


@cache
def _style() -> str:
    return style() + packaged("compare.css")


def _overview(found: Comparison) -> Iterator[tuple[AnyCriterion, str, list[str]]]:
    for criterion in found.matrix.criteria:
        for pair in pairs_of(found):
            cells = [" ".join(minus(part) for part in cell.split()) for cell in overview(found, criterion, pair)]
            yield criterion, pair_words(pair), cells


def _criterion(found: Comparison, criterion: AnyCriterion) -> Iterator[dict[str, Any]]:
    """The parts of one criterion: its tables, then who codes higher."""
    for one in found.confusions:
        if one.criterion == criterion.id and one.total:
            yield _confusion(found, criterion, one)
    directions = [one for one in found.directions if one.criterion == criterion.id and one.compared]
    if len(directions) > 1:
        columns = direction_heads(directions)
        rows = [(direction_name(one), [minus(told) for told in direction_figures(one, columns)]) for one in directions]
        yield {"kind": "directions", "others": len(directions[0].against) > 1, "heads": columns, "rows": rows}
    elif told := [sentence for one in directions for sentence in direction_sentences(criterion, one)]:
        yield {"kind": "said", "sentences": told}


def _parts(found: Comparison, criterion: AnyCriterion) -> list[dict[str, Any]]:
    """The parts of one criterion, or why there are none."""
    if parts := list(_criterion(found, criterion)):
        return parts
    why = nothing_words(found, criterion)
    return [{"kind": "nothing", "why": f"{why[:1].upper()}{why[1:]}."}]


def _confusion(found: Comparison, criterion: AnyCriterion, one: AnyConfusion) -> dict[str, Any]:
    told: dict[str, Any] = {"title": confusion_title(one), "total": one.total, "same": one.same, "criterion": criterion}
    if isinstance(one, Confusion):
        most = max(max(row) for row in one.counts)
        rows = [
            [(number, _shade(number, most, same=r == c)) for c, number in enumerate(row)]
            for r, row in enumerate(one.counts)
        ]
        return {**told, "kind": "table", "answers": one.answers, "rows": list(zip(one.answers, rows, strict=True))}
    labels = [(found.matrix.rubric.label(criterion.id, row.answer), label_counts(one, row)) for row in one.labels]
    return {**told, "kind": "labels", "heads": label_heads(one), "rows": labels}


def _shade(number: int, most: int, *, same: bool) -> str:
    """The class of a number: the more, the darker; where both are one, framed."""
    shade = "" if not number else f"f{min(4, 1 + 4 * number // (most + 1))}"
    return f"{shade} same".strip() if same else shade
