"""Coverage: who has coded what, and what needs a second look."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from stancebook.comparison.blind import tells_of_another
from stancebook.model.applying import applying_in
from stancebook.model.reanchor_annotation import reanchor_annotation
from stancebook.model.requirements import missing

if TYPE_CHECKING:
    from collections.abc import Collection

    from stancebook.model.study import Study


class SourceProgress(NamedTuple):
    """How far one reviewer is with one source.

    Attributes:
        source: The source's id.
        state: ``complete``, ``draft`` or ``not started``.
        coded: Criteria answered, of those.
        criteria: Criteria there are, without those that are not asked, given the answers; of a source that whoever asks
            may not see yet, without all that hang on an answer.
        stale: Criteria whose coding is stale.
        moved: Quotes that a corrected source has moved and that are found again for certain.
        edited: Quotes found again for certain, of which the source has changed a letter or so.
        doubtful: Quotes for which there is a passage that the reviewer has to confirm.
        ambiguous: Quotes that may stand at several places now.
        lost: Quotes of which nothing like them is left in the source.
        flag: Why it is flagged for a second look; empty where it is not.
        unanswered: Criteria without an answer in an annotation that was declared complete: they were added since.
        lacking: What keeps a draft that answers everything from being complete; empty where nothing but to declare it.
        seconds: How long they worked on it, where that was asked for and is known.
    """

    source: str
    state: str
    coded: int
    criteria: int
    stale: tuple[str, ...]
    moved: int
    edited: int
    doubtful: int
    ambiguous: int
    lost: int
    flag: str
    unanswered: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    seconds: float | None = None


def progress(study: Study, reviewer: str, closed: Collection[str] = ()) -> list[SourceProgress]:
    """Return how far a reviewer is, source by source.

    Args:
        study: The study.
        reviewer: Whose progress.
        closed: The sources of which whoever asks may not learn what the reviewer answered: of them criteria that hang
            on an answer are left out, for that they were asked tells it.
    """
    return [_progress(study, reviewer, source, blind=source in closed) for source in study.sources]


def _progress(study: Study, reviewer: str, source: str, *, blind: bool) -> SourceProgress:
    def may_tell(key: str) -> bool:
        return not (blind and tells_of_another(study.rubric, key))

    criteria = [key for key in study.rubric.by_id if may_tell(key)]
    annotation = study.annotations.get((reviewer, source))
    if annotation is None:
        return SourceProgress(source, "not started", 0, len(criteria), (), 0, 0, 0, 0, 0, "")
    answered = {key: coding for key, coding in annotation.codings.items() if coding.given and may_tell(key)}
    asked = applying_in(study.rubric, annotation)
    coded = sum(bool(asked.get(key)) for key in answered)
    stale = tuple(
        key for key, coding in answered.items() if asked.get(key) is not False and study.is_stale(key, coding)
    )
    quotes = Counter(one.standing for one in reanchor_annotation(annotation, study.sources[source]))
    state = annotation.state if annotation.begun else "not started"
    asking = sum(asked[key] is not False for key in criteria)
    answers_all = state == "draft" and coded == asking and not blind
    return SourceProgress(
        source,
        state,
        coded,
        asking,
        stale,
        quotes["moved"],
        quotes["edited"],
        quotes["confirm"],
        quotes["ambiguous"],
        quotes["lost"],
        annotation.flag,
        tuple(key for key in criteria if asked[key] and key not in answered) if annotation.complete else (),
        tuple(one.sentence for one in missing(annotation, study.rubric)) if answers_all else (),
    )


class DoubleCoding(NamedTuple):
    """How many sources two or more reviewers have completed, beside how many the rubric plans.

    Attributes:
        sources: Sources there are.
        double: Sources that two or more have completed.
        once: Sources that exactly one has completed.
        planned: The share of sources that the rubric wants double-coded.
    """

    sources: int
    double: int
    once: int
    planned: float

    @property
    def share(self) -> float | None:
        """The share reached; None without sources."""
        return self.double / self.sources if self.sources else None

    @property
    def missing(self) -> int:
        """How many more sources have to be double-coded for the plan."""
        return max(0, math.ceil(self.planned * self.sources - 1e-9) - self.double)


def double_coding(study: Study) -> DoubleCoding:
    """Return how far double coding is; gold answers and second passes make none, nor do sources for training."""
    done = Counter(
        source
        for (reviewer, source), annotation in study.annotations.items()
        if annotation.complete and study.reviewers[reviewer].counts
    )
    numbers = [done[source] for source in study.sources if source not in study.rubric.anchors]
    return DoubleCoding(
        sources=len(numbers),
        double=sum(number > 1 for number in numbers),
        once=numbers.count(1),
        planned=study.rubric.reliability.double_coded_share,
    )
