"""A comparison as Markdown that reads well raw, in a pull request: a checkbox for everything to be settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.confusion import Confusion
from stancebook.comparison.learning import counts
from stancebook.comparison.quoted import apart
from stancebook.reports.compare_words import (
    ORDER,
    basis_words,
    confusion_title,
    direction_figures,
    direction_heads,
    direction_name,
    direction_sentences,
    explained,
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
from stancebook.reports.disagreements import among_them, ids
from stancebook.reports.learning import causes_words, rules_words
from stancebook.reports.markdown_decided import decided_lines
from stancebook.reports.markdown_text import table, text
from stancebook.reports.words import left_out_sentences, minus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancebook.comparison.comparing import Comparison
    from stancebook.comparison.confusion import AnyConfusion, LabelConfusion
    from stancebook.comparison.direction import Direction
    from stancebook.comparison.disagreement import Disagreement, Stand
    from stancebook.model.annotation import Evidence
    from stancebook.model.rubric import AnyCriterion


def comparison_markdown(found: Comparison, listed: Sequence[Disagreement], listing: str = "") -> str:
    """Return a comparison as Markdown without HTML.

    Args:
        found: The comparison.
        listed: The disagreements to list.
        listing: Which those are, where not all are, in words.
    """
    rubric = found.matrix.rubric
    parts = [
        f"# Compared: {text(title(found))}",
        f"{text(rubric.title)}, rubric {text(', '.join(basis_words(found)))}.",
        "\n".join(_people(found)),
        "\n".join(f"{text(sentence)}  " for sentence in standing(found)).rstrip(),
    ]
    if found.compared:
        parts += [_overview(found), explained(found)]
        for criterion in found.matrix.criteria:
            parts += _criterion(found, criterion)
        parts += _to_discuss(found, listed, listing)
    parts.append("\n".join(f"- {text(sentence)}" for sentence in left_out_sentences(found.matrix.left_out)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _people(found: Comparison) -> Iterator[str]:
    for one in found.matrix.reviewers.values():
        told = "" if one.display == one.id or one.id != named(one.id) else f" {text(one.display)}"
        kind = "" if one.kind == "person" else f" ({one.kind})"
        if told or kind or one.how:
            yield f"- **{text(named(one.id))}**{told}{kind}" + (f": {text(one.how)}" if one.how else "")


def _overview(found: Comparison) -> str:
    pairs = pairs_of(found)
    several = len(pairs) > 1
    rows = [
        [
            text(criterion.heading),
            *([text(pair_words(pair))] if several else []),
            *(text(_minus_in(cell)) for cell in overview(found, criterion, pair)),
        ]
        for criterion in found.matrix.criteria
        for pair in pairs
    ]
    return table(["Criterion", *(["Pair"] if several else []), *(_capital(head) for head in heads())], rows)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _whose(one: AnyConfusion) -> str:
    told = confusion_title(one)
    return _capital(told) if isinstance(one, Confusion) else f"Label by label, {told}"


def _minus_in(cell: str) -> str:
    """Return the figures of a cell with real minus signs."""
    return " ".join(minus(part) for part in cell.split())


def _criterion(found: Comparison, criterion: AnyCriterion) -> list[str]:
    parts = [f"## {text(criterion.label)}"]
    for one in found.confusions:
        if one.criterion == criterion.id and one.total:
            parts += [f"{text(_whose(one))}:", _confusion(found, criterion, one)]
    directions = [one for one in found.directions if one.criterion == criterion.id and one.compared]
    if len(directions) > 1:
        parts.append(_directions(directions))
    elif said := [told for one in directions for told in direction_sentences(criterion, one)]:
        parts.append("\n".join(f"- {text(told)}" for told in said))
    return parts if len(parts) > 1 else [*parts, f"{text(_capital(nothing_words(found, criterion)))}."]


def _confusion(found: Comparison, criterion: AnyCriterion, one: AnyConfusion) -> str:
    if not isinstance(one, Confusion):
        return _labels(found, one)
    rubric = found.matrix.rubric
    marks = [minus(text(rubric.mark(criterion.id, answer))) for answer in one.answers]
    rows = [
        [marks[row], *(_number(number, diagonal=row == column) for column, number in enumerate(counts))]
        for row, counts in enumerate(one.counts)
    ]
    return table([" ", *marks], rows)


def _number(number: int, *, diagonal: bool) -> str:
    return "·" if not number else f"**{number}**" if diagonal else str(number)


def _labels(found: Comparison, one: LabelConfusion) -> str:
    heads_ = ["Label", *(text(_capital(head)) for head in label_heads(one))]
    rows = []
    for row in one.labels:
        label = text(found.matrix.rubric.label(one.criterion, row.answer))
        rows.append([label, *(str(number) if number else "·" for number in label_counts(one, row))])
    return table(heads_, rows)


def _directions(directions: Sequence[Direction]) -> str:
    heads_ = direction_heads(directions)
    rows = [[text(direction_name(one)), *map(minus, direction_figures(one, heads_))] for one in directions]
    return table(["Reviewer", *map(_capital, heads_)], rows)


def _to_discuss(found: Comparison, listed: Sequence[Disagreement], listing: str) -> list[str]:
    if not listed:
        return [f"## To discuss\n\nNo disagreement{listing and f' {text(listing)}'}."]
    many = f"{len(listed)} of {len(found.disagreements)}" if len(listed) < len(found.disagreements) else len(listed)
    return [
        f"## To discuss ({', '.join(filter(None, [str(many), text(listing), among_them(listed)]))})",
        f"In order of seriousness: {ORDER}.",
        *(_disagreement(found, one) for one in listed),
        *_hang_on(found),
    ]


def _hang_on(found: Comparison) -> Iterator[str]:
    """Why they differed, as decided, and which rules they cite; of all disagreements, whichever are listed."""
    hang = counts(found.disagreements)
    if hang.causes or hang.rules:
        yield "## What they hang on"
    if hang.causes:
        yield f"Why: {causes_words(hang.causes, hang.decided)}."
    if hang.rules:
        yield f"Rules: {text(rules_words(hang))}."


def _disagreement(found: Comparison, one: Disagreement) -> str:
    lines = [f"### {found.number(one)}. {text(heading(found, one))}", "", f"`{ids(one)}`", ""]
    for stand in stands(found, one):
        lines += _stand(found, one, stand)
    return "\n".join([*lines, *decided_lines(found.matrix.rubric, one)]).rstrip()


def _stand(found: Comparison, one: Disagreement, stand: Stand) -> Iterator[str]:
    rubric, criterion = found.matrix.rubric, one.criterion
    mark = minus(text(rubric.mark_beside(criterion.id, stand.side.answer)))
    label = text(rubric.label(criterion.id, stand.side.answer))
    who = text(names(stand.side.reviewers))
    yield f"- **{who}: {mark}** {label}" if mark else f"- **{who}: {label}**"
    highest = max(rubric.confidence.scale)
    for reviewer in stand.side.reviewers:
        view = one.codings[reviewer]
        if told := said_of(view, highest):
            by = f"{text(named(reviewer))}: " if len(stand.side.reviewers) > 1 else ""
            yield f"  - {by}{text(told)}"
    yield from (f"  - {_quoted(quote)}" for quote in apart(stand.own))
    yield from (f"  - cited by another side too: {_quoted(quote)}" for quote in apart(stand.shared))


def _quoted(quote: Evidence) -> str:
    return f"“{text(quote.quote)}”" + (f" ({text(quote.for_value)})" if quote.for_value else "")
