"""A study: everything that a comparison needs, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Self

from stancebook.model.base import Model
from stancebook.model.ids import Id
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError
from stancebook.model.staleness import why_stale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stancebook.model.annotation import Annotation, Coding
    from stancebook.model.decision import Adjudication
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source


class Reviewer(Model):
    """Who codes: a person, a model, or gold answers; and how they went about it.

    Attributes:
        id: The id, as in folders and commands.
        name: The name, if there is one.
        kind: person, model, or gold: known answers to compare with.
        how: How they coded; reports show it.
        second_pass_of: The reviewer who codes here a second time, blind to the first.
    """

    id: Id
    name: str = ""
    kind: Literal["person", "model", "gold"] = "person"
    how: str = ""
    second_pass_of: Id | None = None

    @property
    def counts(self) -> bool:
        """Whether the codings count in consensus and reliability: neither gold answers nor second passes do."""
        return self.kind != "gold" and self.second_pass_of is None

    @property
    def display(self) -> str:
        """The name, or the id where no name is given."""
        return self.name or self.id


class ReviewerRegister(Model):
    """The file ``annotations/reviewers.yaml``."""

    reviewers: tuple[Reviewer, ...] = ()


@dataclass(frozen=True)
class Study:
    """A rubric, its sources, and what reviewers made of them.

    Attributes:
        rubric: The rubric.
        sources: Sources by id, in order.
        annotations: Annotations by (reviewer, source).
        reviewers: Reviewers by id: the registered ones first, then whoever else has annotations.
        adjudications: Recorded decisions by source.
        shown: The criteria that a comparison shows, where it is not all; the rubric holds those they hang on too.
        cut_from: The annotations that some were chosen from, where reviewers were left out. Whether a decision is
            outdated rests on all of them.
        onlookers: Who is among the reviewers, has coded nothing, and only looked at codings or decided on them: they
            code nothing here, and have no place among those who do.
    """

    rubric: Rubric
    sources: Mapping[str, Source]
    annotations: Mapping[tuple[str, str], Annotation]
    reviewers: Mapping[str, Reviewer]
    adjudications: Mapping[str, Adjudication] = field(default_factory=dict)
    shown: tuple[str, ...] | None = None
    cut_from: Mapping[tuple[str, str], Annotation] | None = None
    onlookers: frozenset[str] = frozenset()

    @property
    def coders(self) -> dict[str, Reviewer]:
        """The reviewers who code here, by id: all but the onlookers."""
        return {who: one for who, one in self.reviewers.items() if who not in self.onlookers}

    @property
    def every_annotation(self) -> Mapping[tuple[str, str], Annotation]:
        """The annotations with those of reviewers who were left out."""
        return self.annotations if self.cut_from is None else self.cut_from

    @property
    def without_source(self) -> list[tuple[str, str]]:
        """Annotations that were begun, of sources that are not there, by (reviewer, source): nothing shows them."""
        return [key for key, one in self.annotations.items() if key[1] not in self.sources and one.begun]

    def source(self, source_id: str) -> Source:
        """Return a source.

        Raises:
            NotFoundError: Naming the nearest ids.
        """
        if source_id not in self.sources:
            raise NotFoundError(f"there is no source '{source_id[:80]}'{did_you_mean(source_id, self.sources)}")
        return self.sources[source_id]

    def only(self, keep: Callable[[Annotation], bool]) -> Self:
        """Return the study with only the annotations that ``keep`` accepts."""
        return replace(self, annotations={key: a for key, a in self.annotations.items() if keep(a)})

    def is_of_unknown_state(self, criterion: str, coding: Coding) -> bool:
        """Return whether it is not known what a coding's question meant, so that no change of it makes it stale."""
        return coding.state_unknown and not self.is_stale(criterion, coding)

    def is_stale(self, criterion_id: str, coding: Coding) -> bool:
        """Return whether the rubric has moved on since ``coding`` was made; ``why_stale`` says how."""
        return why_stale(self.rubric, criterion_id, coding) is not None
