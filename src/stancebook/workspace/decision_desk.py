"""The desk of decisions: what one person decides on one source, saved beside the codings, which never change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from stancebook.model import deciding
from stancebook.model.answer import NOT_CODED
from stancebook.model.decision import Decision
from stancebook.model.editing import storable
from stancebook.model.ids import CONSENSUS, check_id
from stancebook.model.problems import StancebookError
from stancebook.workspace.decision_saving import DecisionSaving, DecisionsWritten
from stancebook.workspace.desk import Stepped, utc_now
from stancebook.workspace.history import History, read_journal
from stancebook.workspace.saving import Saved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stancebook.model.answer import Answer
    from stancebook.model.decision import Cause
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source
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


_JOURNAL: Final = ".jsonl"


def _journals(workspace: Workspace, rubric: str, by: str) -> Path:
    return workspace.local / "undo" / rubric / CONSENSUS / by


def last_decisions(workspace: Workspace, rubric: str, by: str) -> dict[str, Decided | None]:
    """Return by source what somebody decided last, as far as it can be taken back; also before a restart."""
    journals = {
        path.name.removesuffix(_JOURNAL): path for path in _journals(workspace, rubric, by).glob(f"*{_JOURNAL}")
    }
    return {
        source: done[-1].edit(Decided.from_json)
        for source, path in journals.items()
        if source in workspace.source_paths and (done := read_journal(path)[0])
    }


class DecisionDesk:
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
        self.workspace, self.rubric, self.source, self.now = workspace, rubric, source, now
        self.by = check_id(by, "reviewer")
        self.path = workspace.adjudication_path(rubric.id, source.id)
        self.adjudication = self._on_file = workspace.adjudication(rubric.id, source.id)
        self._history = History(_journals(workspace, rubric.id, by) / f"{source.id}{_JOURNAL}")

    @property
    def unsaved(self) -> bool:
        """Whether there is something to save."""
        return self.adjudication != self._on_file

    @property
    def file_text(self) -> str:
        """What the file would hold."""
        return self.adjudication.to_json()

    @property
    def last(self) -> Decided | None:
        """The decision that undo would take away, if there is one."""
        step = self._history.top()
        return step.edit(Decided.from_json) if step else None

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
        self.adjudication = deciding.decide(self.adjudication, self.rubric, criterion, decision)
        self._history.note(Decided(criterion, decision, before))
        return decision

    def undo(self) -> Stepped:
        """Take one's last decision on this source away; the result is true where that was done, and says why not."""
        return self._step(redo=False)

    def redo(self) -> Stepped:
        """Make the decision taken away again; the result is true where that was done, and says why not."""
        return self._step(redo=True)

    def _step(self, *, redo: bool) -> Stepped:
        while step := self._history.top(redo=redo):
            made = step.edit(Decided.from_json)
            if made is None:  # a line of the journal that holds no decision
                self._history.drop(step)
                continue
            stands = self.adjudication.current(made.criterion)
            if stands != (made.before if redo else made.decision):
                self._history.drop(step)
                return Stepped(beyond=(made.criterion,))
            self._history.move(step, redo=redo)
            held = self.adjudication.decisions.get(made.criterion, ())
            changed = (*held, made.decision) if redo else held[:-1]
            self.adjudication = deciding.with_decisions(self.adjudication, {made.criterion: changed})
            return Stepped(done=True)
        return Stepped()

    def save(self) -> Saved:
        """Write the decisions, joined with what others decided meanwhile; nothing can clash.

        Raises:
            StancebookError: Where the file cannot be written or read; the decisions stay here, unsaved.
        """
        saving = self.begin_save()
        return self.finish_save(saving, saving.run()) if saving else Saved()

    def begin_save(self) -> DecisionSaving | None:
        """Return what a save needs, to be run in any thread; None where all is saved."""
        if not self.unsaved:
            return None
        return DecisionSaving(
            path=self.path,
            root=self.workspace.root,
            local=self.workspace.local,
            before=self._on_file,
            after=self.adjudication,
            history_path=self._history.path,
            entries=tuple(self._history.fresh),
        )

    def finish_save(self, saving: DecisionSaving, written: DecisionsWritten) -> Saved:
        """Go on from what was written, with the decisions made while it was."""
        self._history.written(written.entries)
        self.adjudication = deciding.carried(saving.after, self.adjudication, written.adjudication)
        self._on_file = written.adjudication
        return written.saved

    def look_again(self) -> tuple[str, ...]:
        """Take over what others decided since; return on which criteria.

        Raises:
            StancebookError: Where the file is unusable by now.
        """
        theirs = self.workspace.adjudication(self.rubric.id, self.source.id)
        changed = deciding.differing(self._on_file, theirs)
        self.adjudication = deciding.carried(self._on_file, self.adjudication, theirs)
        self._on_file = theirs
        return changed
