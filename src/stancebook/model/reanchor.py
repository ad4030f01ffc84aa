"""Finding a quote again after its source was corrected: the ladder.

Exact place, same words elsewhere, the same but for white space and typography, similar words; each rung is
tried only where those before it found nothing. What is found carries a score, its best rival and, where it
should not be taken over unseen, the reason for doubt. See docs/reliability.md for the figures behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from stancebook.model.annotation import Evidence
from stancebook.model.reanchor_search import MANY, Candidate, Wanted, same_words, similar_words
from stancebook.model.reanchor_view import reads, view_of
from stancebook.model.reanchor_weight import differs_in_weight

if TYPE_CHECKING:
    from stancebook.model.anchoring import Place

Kind = Literal["exact", "moved", "edited", "ambiguous", "lost"]
Method = Literal["place", "words", "typography", "similarity", "none"]

CERTAIN: Final = 0.90
"""From this score on a place counts as found."""
POSSIBLE: Final = 0.60
"""Below this score nothing is proposed."""
_WORDS: Final = 0.5  # whatever the context says
CLEAR: Final = 0.07
"""By how much the best candidate must be likelier than its rival."""
_SPEAKS_FOR_ITSELF: Final = 40  # a quote of so many characters hardly stands twice in a text by chance


class Reanchored(NamedTuple):
    """Where a quote stands now.

    Attributes:
        kind: ``exact`` (at its place), ``moved`` (the same words elsewhere), ``edited`` (other words),
            ``ambiguous`` (several places, none likelier) or ``lost``.
        evidence: The passage as it stands there now; None where it is ambiguous or lost.
        score: How sure the place is, from 0 to 1.
        rival: How like the quote the next best passage is, from 0 to 1.
        method: The rung on which it was found.
        doubt: Why a reviewer should look before it is taken over; empty where nothing speaks against it.
        places: Where it is ambiguous, the places that come into question.
    """

    kind: Kind
    evidence: Evidence | None
    score: float
    rival: float
    method: Method
    doubt: str = ""
    places: tuple[Place, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether it may be taken over without a question."""
        return self.evidence is not None and not self.doubt

    @property
    def same_words(self) -> bool:
        """Whether taking it over leaves the quote's words as they are."""
        return self.kind in {"exact", "moved"}


_LOST: Final = Reanchored("lost", None, 0.0, 0.0, "none")


def reanchor(evidence: Evidence, text: str) -> Reanchored:
    """Find a quote again in the text of today.

    Args:
        evidence: The quote as it was stored, with its context.
        text: The source's body.
    """
    wanted = Wanted(evidence.prefix, evidence.quote, evidence.suffix)
    at_place = text[evidence.start : evidence.end] == evidence.quote
    if at_place and _has_context(evidence, text):
        return Reanchored("exact", Evidence.at(text, evidence.start, evidence.end, evidence.for_value), 1, 0, "place")
    if found := same_words(text, wanted):
        return _same(evidence, text, found)
    view = view_of(text)
    wanted = Wanted(*map(reads, (wanted.prefix, wanted.quote, wanted.suffix)))
    if not wanted.quote.strip():
        return _LOST
    if found := same_words(view.text, wanted):
        return _judged(evidence, text, [_in_text(one, view.place(one.place.start, one.place.end)) for one in found])
    found = similar_words(view.text, wanted)
    in_text = [_in_text(one, view.place(one.place.start, one.place.end)) for one in found]
    return _judged(evidence, text, in_text, similar=True) if in_text else _LOST


def _in_text(found: Candidate, place: Place) -> Candidate:
    return Candidate(place, found.words, found.context)


def _has_context(evidence: Evidence, text: str) -> bool:
    before = text[max(0, evidence.start - len(evidence.prefix)) : evidence.start]
    return before == evidence.prefix and text[evidence.end : evidence.end + len(evidence.suffix)] == evidence.suffix


def _same(evidence: Evidence, text: str, found: list[Candidate]) -> Reanchored:
    """Decide among the places where the quote stands word for word; its old place is likelier than its equals."""
    here = [one for one in found if one.place.start == evidence.start]
    if here and found[0].likeness - here[0].likeness < CLEAR:
        rival = max((one.likeness for one in found if one is not here[0]), default=0.0)
        place = here[0].place
        return Reanchored("exact", Evidence.at(text, place.start, place.end, evidence.for_value), 1, rival, "place")
    return _judged(evidence, text, found)


def _judged(evidence: Evidence, text: str, found: list[Candidate], *, similar: bool = False) -> Reanchored:
    best, rival = found[0], found[1].likeness if len(found) > 1 else 0.0
    score = _score(best, evidence)
    place = best.place
    now = Evidence.at(text, place.start, place.end, evidence.for_value)
    moved = now.quote == evidence.quote
    method: Method = "similarity" if similar else "words" if moved else "typography"
    if score < POSSIBLE or best.words < _WORDS:
        return Reanchored("lost", None, score, rival, "none")
    if best.likeness - rival < CLEAR or len(found) >= MANY:
        equals = tuple(one.place for one in found if best.likeness - one.likeness < CLEAR)
        return Reanchored("ambiguous", None, score, rival, method, f"{len(equals)} places are alike", equals)
    doubt = ""
    if similar and differs_in_weight(evidence.quote, now.quote):
        doubt = "a negation or a number differs"
    elif score < CERTAIN:
        doubt = "only partly alike" if similar else "a short quote among other words"
    return Reanchored("moved" if moved else "edited", now, score, rival, method, doubt)


def _score(best: Candidate, evidence: Evidence) -> float:
    """Return how sure a place is: by its words, and the shorter the quote the more by its context."""
    by_words = min(1.0, len(evidence.quote) / _SPEAKS_FOR_ITSELF)
    return by_words * best.words + (1 - by_words) * best.context
