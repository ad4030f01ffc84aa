"""What the panels of the annotate screen show: one immutable picture of a desk. No Textual."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from stancebook.model.anchoring import is_verbatim
from stancebook.model.applying import applying_in, why_not_asked
from stancebook.model.doubled import other_ids
from stancebook.model.requirements import Missing, missing_in
from stancebook.model.staleness import why_stale
from stancebook.tui.commands import ANNOTATE
from stancebook.tui.keymap import Keymap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.model.annotation import Annotation, Coding, Evidence
    from stancebook.model.applying import Applies
    from stancebook.model.criterion import Rule
    from stancebook.model.rubric import AnyCriterion, Choice, Rubric
    from stancebook.model.source import Source
    from stancebook.model.staleness import Staleness


@dataclass(frozen=True)
class View:
    """One annotation with the criterion that is active.

    Attributes:
        rubric: The rubric.
        source: The source.
        annotation: The annotation as it stands now.
        active: The active criterion's id.
        keymap: The keys that rows name.
    """

    rubric: Rubric
    source: Source
    annotation: Annotation
    active: str
    keymap: Keymap = field(default_factory=Keymap)

    @property
    def criterion(self) -> AnyCriterion:
        """The active criterion."""
        return self.rubric.by_id[self.active]

    def key(self, command_id: str) -> str:
        """Return the key of a command, as it is shown."""
        return self.keymap.key(ANNOTATE, command_id)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The decision rules that the active criterion's answer can rest on."""
        return (*self.criterion.decision_rules, *self.rubric.unit.general_rules)

    @property
    def number(self) -> int:
        """The active criterion's number, from 1."""
        return self.number_of(self.active)

    def number_of(self, criterion: str) -> int:
        """Return a criterion's number, from 1; 0 where the rubric does not know it."""
        ids = list(self.rubric.by_id)
        return ids.index(criterion) + 1 if criterion in ids else 0

    def coding(self, criterion: str) -> Coding:
        """Return the coding of a criterion."""
        return self.annotation.coding(criterion)

    def chosen(self, criterion: str, choice: Choice) -> bool:
        """Return whether an answer is given, alone or among several."""
        given = self.coding(criterion).answer
        if isinstance(given.value, tuple):
            return choice.is_position and choice.answer.value in given.value
        return choice.answer == given

    def lacking(self, criterion: str) -> list[Missing]:
        """Return what the coding of a criterion still needs."""
        return (
            missing_in(self.coding(criterion), self.rubric, self.rubric.by_id[criterion])
            if self.asked[criterion]
            else []
        )

    @cached_property
    def asked(self) -> Mapping[str, Applies]:
        """Which criteria are asked, given the answers; None where that hangs on one that is not given yet."""
        return applying_in(self.rubric, self.annotation)

    def why_not_asked(self, criterion: str) -> str:
        """Return why a criterion is not asked, or not yet: ``because Works is 'Fails'``; empty where it is asked."""
        if self.asked[criterion]:
            return ""
        return why_not_asked(self.rubric, self.rubric.by_id[criterion], lambda name: self.coding(name).answer)

    def stale(self, criterion: str) -> Staleness | None:
        """Return why a criterion's answer is from before the rubric changed, or beside one that is; else None."""
        if other_ids(self.annotation, self.rubric, criterion):
            return "doubled"
        return why_stale(self.rubric, criterion, self.coding(criterion))

    def lost(self, evidence: Evidence) -> bool:
        """Return whether a quote no longer stands at its place in the text."""
        return not is_verbatim(evidence, self.source.body)

    @property
    def text_changed(self) -> bool:
        """Whether there are quotes, and the text is not the one that they were marked in."""
        return self.annotation.source_sha256 != self.source.sha256 and any(True for _ in self.annotation.quotes)

    @property
    def answered(self) -> int:
        """How many criteria have an answer."""
        return sum(self.coding(criterion).given for criterion, asked in self.asked.items() if asked is not False)

    def state_glyph(self, criterion: str) -> tuple[str, str]:
        """Return how far a criterion is as a glyph, and the style it is shown in.

        Not coded is a dot, as in the matrix, and not asked a stroke: a circle is the mark of an answer.
        """
        if self.asked[criterion] is False:
            return "/", "dim"
        if self.stale(criterion):
            return "~", "warn"
        if self.asked[criterion] is None:
            return ".", "dim"
        lacking = self.lacking(criterion)
        if not lacking:
            return "✓", "good"
        return (".", "dim") if lacking[0].need == "answer" else ("!", "warn")
