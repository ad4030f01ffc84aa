"""A sitting of somebody who adjudicates: the study read off the paint path, the desks of decisions, undo over all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from stancebook.comparison.decidable import (
    basis_of,
    cells_to_decide,
    newly_shown_deciding,
    round_to_decide,
    why_nothing_to_decide,
)
from stancebook.model.deciding import differing
from stancebook.model.problems import StancebookError
from stancebook.reports.decision_words import decision_about, decision_answer
from stancebook.reports.words import count
from stancebook.tui.coding import RefusedError
from stancebook.tui.docket import Docket
from stancebook.tui.verdict import Verdict, from_json, to_json
from stancebook.tui.wording import heading, shorten
from stancebook.workspace.begun import Begun
from stancebook.workspace.decision_desk import DecisionDesk, last_decided
from stancebook.workspace.reveal import record_revealed

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.rounds import Round
    from stancebook.tui.docket import Key
    from stancebook.tui.saving import Saver
    from stancebook.tui.session import Session

_HOW_TO_SEE: Final = (
    "Others' codings of a source are not shown before you have completed it. <compare.unblind> shows them all the "
    "same; that is recorded, and what you code there afterwards does not count as independent."
)
_MOST_OWN: Final = 20
_OWN: Final = 2_000
"""So many decisions of one's own are told where others' codings are withheld, and so many letters of each."""


class Adjudicating:
    """What one person adjudicates in one sitting.

    Args:
        session: Their session; the desks of their own codings are in it.
        saver: Saves decisions.
        start: Runs a coroutine in the background.
        changed: Called with words for the status line and their tone, whenever there is something else to show.
    """

    def __init__(
        self,
        session: Session,
        saver: Saver,
        *,
        start: Callable[[Coroutine[None, None, None]], object],
        changed: Callable[[str, str], object],
    ) -> None:
        self.session, self.saver = session, saver
        self._start, self._changed = start, changed
        self.docket: Docket | None = None
        self.problem = ""
        self._first: str | None = None
        self._criterion: str | None = None
        self.desks: dict[str, DecisionDesk] = {}
        self._begun = Begun.of(session.workspace, session.rubric.id, session.reviewer)

    @property
    def by(self) -> str:
        """Who decides."""
        return self.session.reviewer

    # Reading

    def open(self, source: str | None = None, criterion: str | None = None) -> None:
        """Read the study, anew where it was read before, and begin.

        Args:
            source: The source to go to, where it is not the one that is looked at. The round is the one it is of;
                where none is named production, whichever was settled before.
            criterion: The criterion to go to in it, where one is named.
        """
        self._first, self._criterion = source, criterion
        self._start(self._read(round_to_decide(self.session.rubric, source)))

    def unblind(self) -> None:
        """Show sources that one has not completed, from now on; where one is stays, and in which round."""
        self.session.unblinded = True
        which = self.docket.which if self.docket else round_to_decide(self.session.rubric, None)
        self._start(self._read(which, unblind=True))

    async def _read(self, which: Round, *, unblind: bool = False) -> None:
        before, source, criterion = self.docket, self._first, self._criterion
        self._criterion = None  # once one is there, one goes on from there
        asked = None if unblind else source
        try:
            docket = await asyncio.to_thread(self._load, which)
        except StancebookError as error:
            self.problem = str(error)
            self._changed("" if before is None else f"not read again: {self.problem}", "warn")
            return
        self.problem = ""
        seen = newly_shown_deciding(docket.shown, self.by)
        for desk in (self.session.desks[one] for one in seen if one in self.session.desks):
            desk.reveal()
            self.saver.want(desk)
        if now := self.docket:
            docket.filter, docket.masked, docket.verdicts, docket.at = now.filter, now.masked, now.verdicts, now.at
        self.docket = docket
        for desk_of_decisions in self.desks.values():
            docket.decided(desk_of_decisions.source.id, desk_of_decisions.adjudication)
        at = docket.current
        if at is None or criterion or (asked and at.source != asked):
            docket.begin(source, criterion)
        self._changed(
            self._welcome(docket, seen) if before is None or unblind or docket.which != before.which else "", ""
        )

    def _load(self, which: Round) -> Docket:
        workspace = self.session.workspace
        docket = Docket(workspace.load(self.session.rubric.id), self.by, self.session.unblinded, which)
        if self.docket is None:
            kept = {key: from_json(form) for key, form in self._begun.read().items()}
            docket.verdicts = {key: verdict for key, verdict in kept.items() if verdict}
        # On file before anything is on the screen: the list tells of every source whether others answered alike.
        # Open desks save it themselves.
        seen = [one for one in newly_shown_deciding(docket.shown, self.by) if one not in self.session.desks]
        record_revealed(workspace, docket.study, self.by, seen)
        return docket

    def _welcome(self, docket: Docket, seen: Sequence[str]) -> str:
        if begun := docket.unrecorded:
            return f"taken up again: {count(len(begun), 'decision')} begun earlier"
        if docket.withheld:
            return f"{count(len(docket.withheld), 'source')} not shown: you have not completed them"
        if seen:
            return "what you code here from now on is not independent any more"
        if docket.anchors:
            return f"{count(docket.anchors, 'source')} of the training round left out"
        return ""

    def why_empty(self) -> str:
        """Return why there is nothing to look at."""
        if self.problem:
            return self.problem
        docket = self.docket
        if docket is None:
            return "reading what was coded …"
        if self._first in docket.withheld:
            withheld = f"{self._first} is withheld from you: you have not completed it."
            return f"{withheld}\n\n{_HOW_TO_SEE}{_elsewhere(docket)}"
        if self._first and docket.items:
            passing = " that passes the filter" if docket.filter.parts else ""
            return f"There is nothing to adjudicate on {self._first}{passing}.{_elsewhere(docket)}"
        if docket.every:
            return "No disagreement passes the filter. <compare.filter> changes it, <app.back> goes back."
        if docket.withheld:
            names = ", ".join(docket.withheld[:5]) + (" …" if len(docket.withheld) > 5 else "")  # noqa: PLR2004
            return f"There is nothing that you may see yet. Not shown: {names}.\n\n{_HOW_TO_SEE}"
        return f"There is nothing to adjudicate: {why_nothing_to_decide(cells_to_decide(docket.shown))}."

    def own_words(self) -> str:
        """What one decided oneself on what is withheld, a line each; of the source that was asked for, if one was."""
        docket = self.docket
        if docket is None:
            return ""
        named = [one for one in docket.own if self._first in (None, one)]
        rubric = docket.study.rubric
        every = [
            f"{source} · {heading(rubric, criterion)}: {decision_answer(rubric, criterion, decision)} "
            f"({decision_about(decision)}): {decision.rationale}"
            for source in named
            for criterion, (*_, decision) in docket.own[source].decisions.items()
        ]
        if not every:
            return ""
        shown = [shorten(one, _OWN) for one in every[:_MOST_OWN]]
        shown += [f"and {len(every) - _MOST_OWN} more: stance adjudicate SOURCE"] if len(every) > _MOST_OWN else []
        return "\n\n".join(["What you decided there yourself:", *shown])

    # Deciding

    @property
    def unrecorded(self) -> dict[Key, Verdict]:
        """The decisions that were begun and are not recorded."""
        return self.docket.unrecorded if self.docket else {}

    def keep_begun(self) -> None:
        """Keep on this machine what was begun, should the terminal be closed on it."""
        if self.docket:
            self._begun.keep({key: to_json(verdict) for key, verdict in self.docket.verdicts.items()})

    @property
    def unrecorded_words(self) -> str:
        """That they are not recorded; empty where nothing was begun."""
        keys = list(self.unrecorded)
        if len(keys) > 1:
            return f"{len(keys)} decisions are not recorded"
        places = [f"{source}, {heading(self.session.rubric, criterion)}" for source, criterion in keys]
        return "".join(f"the decision on {place} is not recorded" for place in places)

    def desk(self, source: str) -> DecisionDesk:
        """Return the desk of the decisions on a source.

        Raises:
            StancebookError: Where its file is unusable.
        """
        if source not in self.desks:
            session = self.session
            self.desks[source] = DecisionDesk(
                session.workspace, session.rubric, session.workspace.source(source), self.by
            )
        return self.desks[source]

    def record(self, docket: Docket, one: Disagreement, verdict: Verdict) -> None:
        """Record a decision and save it.

        Raises:
            StancebookError: Where the rubric offers no such answer or rule, the reason is missing, or no coding is
                there for it to rest on.
        """
        if not one.counting:
            raise RefusedError("no coding of it counts now: what was decided stands until it is coded again")
        desk = self.desk(one.source)
        desk.decide(
            one.criterion.id,
            None if verdict.left_open else verdict.answer,
            because=verdict.because,
            basis=basis_of(one.cell),
            cause=verdict.cause,
            rule=verdict.rule,
        )
        docket.keep(None)
        docket.decided(one.source, desk.adjudication)
        self.saver.want(desk)

    def step_back(self, docket: Docket, *, redo: bool) -> Key:
        """Take one's last decision back, wherever it was made, or make it again; go there, and return where that is.

        Raises:
            RefusedError: Where there is none.
        """
        session = self.session
        source = last_decided(session.workspace, session.rubric.id, self.by, self.desks, redo=redo)
        if source is None:
            raise RefusedError(f"there is no decision of yours to {'make again' if redo else 'take back'}")
        desk = self.desk(source)
        before = desk.adjudication
        stepped = desk.redo() if redo else desk.undo()
        if stepped.beyond:
            what = ", ".join(stepped.beyond)
            raise RefusedError(f"your last decision on {source} cannot be changed back: {what} was decided anew since")
        if not stepped:  # its journal held nothing that could be used, and is given up
            return self.step_back(docket, redo=redo)
        (criterion,) = differing(before, desk.adjudication)
        docket.decided(source, desk.adjudication)
        docket.at = (source, criterion)
        withdrawn = before.current(criterion)
        docket.keep(None if redo or withdrawn is None else Verdict.of(withdrawn))
        self.saver.want(desk)
        return docket.at

    def saved(self, desk: DecisionDesk) -> None:
        """Take note of what a save brought from the file."""
        if self.docket:
            self.docket.decided(desk.source.id, desk.adjudication)


def _elsewhere(docket: Docket) -> str:
    """Return how to go to another source; empty where there is nothing to go to."""
    if not docket.items:
        return ""
    found = count(len(docket.items), "disagreement")
    return f"\n\nOther sources have {found}: <compare.list> chooses one, <app.back> goes back."
