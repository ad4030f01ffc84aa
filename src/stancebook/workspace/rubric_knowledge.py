"""What a workspace knows of its rubric besides the rubric itself: what codings were asked, and what it was before."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stancebook.model.meaning_kept import moved_meanings
from stancebook.model.names_known import names_in, unknown_names
from stancebook.model.problems import StancebookError
from stancebook.workspace.annotation_file import read_adjudication, read_annotation
from stancebook.workspace.journal_file import journal_paths, read_journal
from stancebook.workspace.rubric_history import RubricHistory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stancebook.model.annotation import Annotation, Attributed, Coding, Judgement
    from stancebook.model.decision import Decision
    from stancebook.model.meaning_kept import Coded, Finding
    from stancebook.model.names_known import Name, Unknown
    from stancebook.model.rubric import Rubric
    from stancebook.workspace.workspace import Workspace


@dataclass
class RubricKnowledge:
    """What the files of a workspace, and git where it is there, know of a rubric.

    Attributes:
        workspace: The workspace.
        rubric: The rubric as it is.
        read: Its annotations, where they were read already.
    """

    workspace: Workspace
    rubric: Rubric
    read: Sequence[Annotation] | None = None

    def moved(self) -> Iterator[Finding]:
        """Yield which meanings changed though the version, or what the rubric says of them, stayed."""
        words = {self.rubric.version}.union(*(criterion.same_meaning_as for criterion in self.rubric.criteria))
        earlier = self.history.earlier(lambda text: any(word in text for word in words))
        yield from moved_meanings(self.rubric, self.codings, earlier)

    def unknown(self) -> list[Unknown]:
        """Return the ids that the changelog's operations name and that nothing ever had."""
        if not any(change.operations for change in self.rubric.changelog):
            return []
        found = list(unknown_names(self.rubric, self._held, ()))
        if found:  # only then are they looked for in git, where reading takes longer
            found = list(unknown_names(self.rubric, self._held, self.history.earlier()))
        return [one for one in found if not one.guessed]

    @property
    def said_to_mean_the_same(self) -> Counter[str]:
        """How many codings of each criterion answer a wording that the rubric says to mean the same."""
        listed = {criterion.id: criterion.same_meaning_as for criterion in self.rubric.criteria}
        return Counter(key for key, coding in self.codings if coding.asked in listed.get(key, ()))

    @property
    def unseen(self) -> str:
        """Why earlier versions of the rubric are not known; empty where they are."""
        if not self.history.pasts:
            return "no commit of git holds it"
        return (
            "the clone of git is a shallow one (in CI, fetch-depth: 0 fetches the whole)"
            if self.history.shallow
            else ""
        )

    @cached_property
    def history(self) -> RubricHistory:
        """The rubric in earlier commits."""
        return RubricHistory(self.workspace, self.rubric.id)

    @cached_property
    def codings(self) -> list[Coded]:
        """Every coding with an answer, by its criterion."""
        return [pair for one in self._annotations for pair in one.codings.items() if pair[1].given]

    @cached_property
    def _annotations(self) -> Sequence[Annotation]:
        if self.read is not None:
            return self.read
        found = []
        for path in self.workspace.annotation_paths(self.rubric.id):
            with suppress(StancebookError):  # stance check tells of what is unusable
                found.append(read_annotation(path, self.workspace.root))
        return found

    @cached_property
    def _held(self) -> set[Name]:
        """Every name of a criterion or an answer in the study's files, as they are and before they were migrated."""
        held: set[Name] = set()
        for one in self._annotations:
            held.update(_named(one.codings, one.attributed))
        for path in self.workspace.adjudication_paths(self.rubric.id):
            with suppress(StancebookError):
                held.update(_decided(read_adjudication(path, self.workspace.root).decisions))
        for path in journal_paths(self.workspace, self.rubric.id):
            with suppress(StancebookError):
                for step in read_journal(path, self.workspace.root).steps:
                    held.update(_named(step.before.codings, step.before.attributed or ()))
                    held.update(_decided(step.before.decisions))
        return held


def _named(codings: Mapping[str, Coding | None], attributed: Iterable[Attributed]) -> Iterator[Name]:
    every: list[tuple[str, Judgement | None]] = [*codings.items(), *((one.criterion, one) for one in attributed)]
    for criterion, one in every:
        yield "criterion", None, criterion
        if one is not None:
            yield from names_in(criterion, one.value, one.off_scale)
            yield from (("value", criterion, quote.for_value) for quote in one.evidence if quote.for_value)


def _decided(decisions: Mapping[str, tuple[Decision, ...] | None]) -> Iterator[Name]:
    for criterion, made in decisions.items():
        yield "criterion", None, criterion
        for one in made or ():
            yield from names_in(criterion, one.value, one.off_scale)
