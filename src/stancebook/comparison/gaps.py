"""Why a reviewer's coding of a source is not in the matrix, where that is not because nothing is coded yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from stancebook.model.study import Study

Gap = Literal["draft", "withheld"]
"""``draft``: begun, not complete, and not asked for; ``withheld``: to keep the one who asks blind."""


class Withheld(NamedTuple):
    """What was kept back from a reviewer who has not finished.

    Attributes:
        asking: The reviewer.
        annotations: How many annotations of others, of those to be shown, were kept back.
        sources: The sources that the reviewer has not completed, whether or not anybody else has coded them.
        of_any: Whether annotations of anybody were kept back, also of who is not to be shown: theirs are decided on.
    """

    asking: str
    annotations: int
    sources: tuple[str, ...]
    of_any: bool


def columns(study: Study, coding: Collection[str], withheld: Withheld | None) -> list[str]:
    """Return whose codings a matrix of everybody's has a column for.

    Where something is withheld, these are all other reviewers who count: not who has coded a source already. Who only
    looks or decides has none.

    Args:
        study: The study as it may be shown.
        coding: Who has codings that are shown.
        withheld: What was kept back, if anything.
    """
    others: set[str] = set()
    if withheld is not None and withheld.annotations:
        counted = {who for who, one in study.reviewers.items() if one.counts}
        others = counted - {withheld.asking} - study.onlookers
    return [who for who in study.reviewers if who in coding or who in others]


def gaps(
    study: Study, reviewers: Iterable[str], withheld: Withheld | None, *, drafts: bool
) -> dict[tuple[str, str], Gap]:
    """Return by (source, reviewer) why there is nothing in the matrix.

    What is withheld is told of every other reviewer alike: who has coded a source already is not to be seen either.

    Args:
        study: The study as it may be shown.
        reviewers: The reviewers in the matrix.
        withheld: What was kept back, if anything.
        drafts: Whether annotations that are not complete are in the matrix.
    """
    shown = list(reviewers)
    found: dict[tuple[str, str], Gap] = {}
    if withheld:
        others = [reviewer for reviewer in shown if reviewer != withheld.asking]
        found = {(source, reviewer): "withheld" for source in withheld.sources for reviewer in others}
    if not drafts:
        begun = {key: one for key, one in study.annotations.items() if not one.complete and key[0] in shown}
        whole = study.every_annotation  # what is begun is a draft on every criterion, also where only some are chosen
        for (reviewer, source), annotation in begun.items():
            codings = whole.get((reviewer, source), annotation).codings.values()
            if any(coding.given for coding in codings):
                found[source, reviewer] = "draft"
    return found


def closed(reviewers: Iterable[str], withheld: Withheld | None) -> frozenset[str]:
    """Return the sources of which others' codings and decisions are withheld, whether there are any or not.

    Decisions rest on codings of those, too, who are not in the matrix. Where nobody but the one who asks has coded
    anything, there is nothing to withhold.

    Args:
        reviewers: The reviewers in the matrix.
        withheld: What was kept back, if anything.
    """
    if withheld is None or not (withheld.of_any or any(reviewer != withheld.asking for reviewer in reviewers)):
        return frozenset()
    return frozenset(withheld.sources)
