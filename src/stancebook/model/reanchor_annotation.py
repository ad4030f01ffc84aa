"""All quotes of an annotation, found again in the source of today."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from stancebook.model.anchoring import is_verbatim
from stancebook.model.annotation import Judgement
from stancebook.model.editing import attributed_order
from stancebook.model.reanchor import Reanchored, reanchor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stancebook.model.annotation import Annotation, Evidence
    from stancebook.model.source import Source

J = TypeVar("J", bound=Judgement)

Standing = Literal["exact", "moved", "edited", "confirm", "ambiguous", "lost"]
"""What became of a quote for the reviewer whose it is; ``confirm``: there is a passage, to be looked at first."""


class Anchor(NamedTuple):
    """One quote of an annotation, and where it stands now.

    Attributes:
        criterion: The criterion under which it was quoted.
        actor: Whose attributed position it is evidence of; None where it is the source's own.
        before: The quote as it is stored.
        found: Where it stands now.
        number: Its place among all quotes of the annotation.
    """

    criterion: str
    actor: str | None
    before: Evidence
    found: Reanchored
    number: int

    @property
    def standing(self) -> Standing:
        """What became of it; where it stands at its place it is ``exact``, though the words around it changed."""
        kind = self.found.kind
        return "confirm" if self.found.doubt and kind not in {"ambiguous", "lost"} else kind


def reanchor_annotation(annotation: Annotation, source: Source) -> list[Anchor]:
    """Find every quote of an annotation again; empty where the source is the one that was coded."""
    if annotation.source_sha256 == source.sha256 and all(is_verbatim(one, source.body) for one in annotation.quotes):
        return []
    anchors: list[Anchor] = []
    for criterion, actor, judgement in _judgements(annotation):
        found = [reanchor(one, source.body) for one in judgement.evidence]
        if judgement.rev != judgement.expected_rev:
            found = [one._replace(doubt=one.doubt or "its coding was changed outside Stancebook") for one in found]
        for before, after in zip(judgement.evidence, _one_each(found), strict=True):
            anchors.append(Anchor(criterion, actor, before, after, len(anchors)))
    return anchors


def words_stay(anchor: Anchor) -> bool:
    """Whether a quote may be taken over by anybody: it is found for certain, and its words stay as they are."""
    return anchor.found.certain and anchor.found.same_words


def certain(anchor: Anchor) -> bool:
    """Whether a quote may be taken over by the reviewer whose it is, without a question."""
    return anchor.found.certain


def proposed(anchor: Anchor) -> bool:
    """Whether there is one passage that could be taken over, doubtful or not."""
    return anchor.found.evidence is not None


def settled(annotation: Annotation, source: Source, take: Callable[[Anchor], bool]) -> Annotation:
    """Return the annotation with those quotes at their place of today that ``take`` accepts.

    Answers, notes, times and the state stay. The annotation counts as one of today's text once every quote
    stands in it; a coding that was changed outside Stancebook is left alone, so that the check still sees it.
    """
    anchors = reanchor_annotation(annotation, source)
    taken = {one.number: one.found.evidence for one in anchors if one.found.evidence is not None and take(one)}
    numbers = iter(range(len(anchors)))
    codings = {key: _with(coding, taken, numbers) for key, coding in annotation.codings.items()}
    attributed = tuple(_with(one, taken, numbers) for one in annotation.attributed)
    changes: dict[str, Any] = {"codings": codings}
    if attributed != annotation.attributed:
        changes["attributed"] = attributed_order(attributed)
    after = annotation.model_copy(update=changes)
    if all(is_verbatim(one, source.body) for one in after.quotes):
        after = after.model_copy(update={"source_sha256": source.sha256})
    return after


def _judgements(annotation: Annotation) -> Iterator[tuple[str, str | None, Judgement]]:
    for criterion, coding in annotation.codings.items():
        yield criterion, None, coding
    for one in annotation.attributed:
        yield one.criterion, one.actor, one


def _one_each(found: list[Reanchored]) -> list[Reanchored]:
    """Return the same with a doubt where two quotes of one coding would become one."""
    count = Counter(one.evidence.key for one in found if one.evidence)
    return [
        one._replace(doubt="another quote of the coding stands there")
        if one.evidence and count[one.evidence.key] > 1
        else one
        for one in found
    ]


def _with(judgement: J, taken: dict[int, Evidence], numbers: Iterator[int]) -> J:
    now = tuple(taken.get(next(numbers, -1), before) for before in judgement.evidence)
    if now == judgement.evidence or judgement.rev != judgement.expected_rev:
        return judgement
    return judgement.model_copy(update={"evidence": now}).sealed()
