"""The desk of decisions: what one person decides on one source, saved beside the codings, which never change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from stancebook.model import deciding
from stancebook.model.answer import NOT_CODED
from stancebook.model.decision import Adjudication, Decision
from stancebook.model.editing import storable
from stancebook.model.ids import CONSENSUS, check_id
from stancebook.model.problems import StancebookError
from stancebook.workspace.decision_saving import DecisionSaving
from stancebook.workspace.desk_base import DeskBase, utc_now
from stancebook.workspace.last_change import JOURNAL, last_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stancebook.model.answer import Answer
    from stancebook.model.decision import Cause
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source
    from stancebook.workspace.history import Step
    from stancebook.workspace.save_job import Saved, SaveJob
    from stancebook.workspace.workspace import Workspace


@dataclass(frozen=True)
class Decided:
    """A decision that was made: what undo takes back.

    Attributes:
        criterion: The criterion.
        decision: The decision.
        before: The one that counted before it.
    """

    criterion: str
    decision: Decision
    before: Decision | None

    def to_json(self) -> list[Any]:
        """Return it as it stands in the journal."""
        before = self.before.model_dump(mode="json") if self.before else None
        return [self.criterion, self.decision.model_dump(mode="json"), before]

    @classmethod
    def from_json(cls, data: list[Any]) -> Self:
        """Read back what ``to_json`` gave.

        Raises:
            ValueError: Where it is something else.
        """
        criterion, decision, before = data
        return cls(str(criterion), _decision(decision), _decision(before) if before else None)


def _decision(data: Any) -> Decision:
    # Files hold lists where the model holds tuples, and strict reading takes them from JSON only.
    return Decision.model_validate_json(json.dumps(data))


def journals(workspace: Workspace, rubric: str) -> Path:
    """Return the folder of the journals of decisions: a folder for each who decided here, in it a file a source."""
    return workspace.local / "undo" / rubric / CONSENSUS


def last_decided(
    workspace: Workspace, rubric: str, by: str, desks: Mapping[str, DecisionDesk], *, redo: bool = False
) -> str | None:
    """Return the source of somebody's last decision that can be taken back, also after a restart; None for none.

    Args:
        workspace: The workspace.
        rubric: The rubric's id.
        by: Who decided.
        desks: Their open desks, by source.
        redo: Return instead where the decision was that was taken back last, if nothing was decided since.
    """
    return last_changed(journals(workspace, rubric) / by, workspace.source_paths, desks, redo=redo)


class DecisionDesk(DeskBase[Adjudication]):
    """Decides on one source. A decision is added to those there are; undo takes it away again, byte for byte.

    Nothing is written before ``save``; screens and commands decide when.

    Args:
        workspace: Where it is saved.
        rubric: The rubric.
        source: The source.
        by: Who decides.
        now: The clock; tests set it.

    Raises:
        StancebookError: Where the file of decisions is unusable.
    """

    def __init__(
        self, workspace: Workspace, rubric: Rubric, source: Source, by: str, now: Callable[[], str] = utc_now
    ) -> None:
        self.rubric, self.source, self.now = rubric, source, now
        self.by = check_id(by, "reviewer")
        super().__init__(
            workspace,
            workspace.adjudication_path(rubric.id, source.id),
            journals(workspace, rubric.id) / by / f"{source.id}{JOURNAL}",
            workspace.adjudication(rubric.id, source.id),
        )

    @property
    def adjudication(self) -> Adjudication:
        """The decisions on the source, with those that are not saved yet."""
        return self.content

    def decide(
        self,
        criterion: str,
        answer: Answer | None,
        *,
        because: str,
        basis: Mapping[str, str],
        cause: Cause | None = None,
        rule: str | None = None,
    ) -> Decision:
        """Record a decision.

        Args:
            criterion: The criterion.
            answer: The answer that stands from now on; None leaves the disagreement open.
            because: The reason.
            basis: The ``rev`` of each coding decided on, by reviewer.
            cause: Why the reviewers differed.
            rule: The id of the rule it rests on, or the words of a proposed one.

        Raises:
            StancebookError: Where the rubric offers no such answer or rule, or the reason is missing.
        """
        stands = answer or NOT_CODED
        if not because.strip():
            raise StancebookError(f"{criterion}: {deciding.NEEDS_REASON}")
        decision = Decision(
            outcome="settled" if stands.given else "open",
            value=stands.value,
            off_scale=stands.off_scale,
            basis=dict(basis),
            cause=cause,
            rationale=storable(because.strip()),
            rule=None if rule is None else storable(rule),
            by=self.by,
            at=self.now(),
        )
        before = self.adjudication.current(criterion)
        self.content = deciding.decide(self.content, self.rubric, criterion, decision)
        self._history.note(Decided(criterion, decision, before))
        return decision

    def _after(self, step: Step, *, redo: bool) -> Adjudication | tuple[str, ...] | None:
        made = step.edit(Decided.from_json)
        if made is None:
            return None
        if self.adjudication.current(made.criterion) != (made.before if redo else made.decision):
            return (made.criterion,)
        held = self.adjudication.decisions.get(made.criterion, ())
        changed = (*held, made.decision) if redo else held[:-1]
        return deciding.with_decisions(self.adjudication, {made.criterion: changed})

    @property
    def _job(self) -> Callable[..., DecisionSaving]:
        return DecisionSaving

    def _go_on(self, saving: SaveJob[Adjudication], content: Adjudication, saved: Saved) -> None:  # noqa: ARG002
        self.content = deciding.carried(saving.after, self.content, content)
        self._on_file = content

    def look_again(self) -> tuple[str, ...]:
        """Take over what others decided since; return on which criteria.

        Raises:
            StancebookError: Where the file is unusable by now.
        """
        theirs = self.workspace.adjudication(self.rubric.id, self.source.id)
        changed = deciding.differing(self._on_file, theirs)
        self.content = deciding.carried(self._on_file, self.content, theirs)
        self._on_file = theirs
        return changed
