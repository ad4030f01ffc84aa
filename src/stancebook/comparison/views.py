"""Every coding of a study as a matrix holds it, and whom a criterion was not asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stancebook.comparison.cell import CodingView
from stancebook.model.applying import applying_in
from stancebook.model.staleness import is_unoffered, why_stale

if TYPE_CHECKING:
    from collections.abc import Collection

    from stancebook.model.annotation import Coding
    from stancebook.model.answer import Answer
    from stancebook.model.study import Study

Place = tuple[str, str]
"""A source and a criterion."""


@dataclass
class Views:
    """Codings by place.

    Attributes:
        held: What each reviewer answered.
        unasked: Reviewers whom the criterion was not asked, given what they answered to those before it.
        passed_over: Codings of criteria that were not asked; they are kept in their files, and count nowhere.
    """

    held: dict[Place, dict[str, CodingView]] = field(default_factory=dict)
    unasked: dict[Place, tuple[str, ...]] = field(default_factory=dict)
    passed_over: dict[Place, int] = field(default_factory=dict)


def views_of(study: Study, reviewers: Collection[str] | None, *, stale_counts: bool) -> Views:
    """Return every coding of a study.

    Args:
        study: The study; restrict it first to what counts.
        reviewers: Whose codings are compared; None for all, of which gold answers and second passes stand apart.
        stale_counts: Whether stale codings take part.
    """
    views = Views()
    order = {reviewer: index for index, reviewer in enumerate(study.reviewers)}
    standing = _Standing(study)
    for (reviewer, source), annotation in sorted(study.annotations.items(), key=lambda item: order[item[0][0]]):
        apart = not study.reviewers[reviewer].counts and (reviewers is None or reviewer not in reviewers)
        draft, asked = not annotation.complete, applying_in(study.rubric, annotation)
        for criterion in study.rubric.by_id:
            coding = annotation.coding(criterion)
            place, given = (source, criterion), coding.given
            if asked[criterion] is False:
                views.unasked[place] = (*views.unasked.get(place, ()), reviewer)
                views.passed_over[place] = views.passed_over.get(place, 0) + given
            elif given:
                answer, stale, legal, unoffered = standing.of(criterion, coding)
                waived = stale and stale_counts and legal
                counts = (waived or not stale) and not apart
                alone = counts and coding.independent
                view = CodingView(coding, answer, stale, draft, waived, apart, counts, alone, unoffered)
                views.held.setdefault(place, {})[reviewer] = view
    return views


class _Standing:
    """The answers of codings, whether they are stale, whether the rubric still offers them, and whether it never did.

    It is worked out once for equal ones.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._known: dict[tuple[Any, ...], tuple[Answer, bool, bool, bool]] = {}

    def of(self, criterion: str, coding: Coding) -> tuple[Answer, bool, bool, bool]:
        value = coding.value
        # 1 is equal to 1.0 and to True, but only one of them may be of the rubric's making.
        key = (criterion, value.__class__, value, coding.off_scale, coding.asked, coding.version)
        found = self._known.get(key)
        if found is None:
            answer, rubric = coding.answer, self._study.rubric
            # What is no answer of the rubric any more has no place on its scale, asked for or not.
            legal = rubric.why_not_an_answer(criterion, answer) is None
            why = why_stale(rubric, criterion, coding)
            unoffered = is_unoffered(rubric, criterion, coding, why)
            found = self._known[key] = answer, why is not None, legal, unoffered
        return found
