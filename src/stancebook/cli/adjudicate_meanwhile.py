"""What a table of decisions was made without: another decision stands in a row's cell than when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stancebook.comparison.blind import blinded
from stancebook.reports.decision_words import decision_about, decision_answer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Self

    from stancebook.comparison.cell import Cell
    from stancebook.exchange.decisions_row import GivenDecision
    from stancebook.model.decision import Decision
    from stancebook.model.rubric import Rubric
    from stancebook.model.study import Study

_WITHOUT: Final = "and the table was made without that; to leave that, clear the row; to decide otherwise,"


@dataclass(frozen=True)
class Meanwhile:
    """The decisions that stand where rows of a table decide, and that the table was made without.

    Attributes:
        rubric: The rubric.
        cells: What stands.
        by: Who decides by the table.
        closed: The sources of which others' decisions are kept from them.
        unblind: Whether they asked for these, too, so that none is kept from them.
    """

    rubric: Rubric
    cells: Mapping[tuple[str, str], Cell]
    by: str
    closed: Collection[str]
    unblind: bool = False

    @classmethod
    def of(cls, study: Study, cells: Mapping[tuple[str, str], Cell], by: str, *, unblind: bool) -> Self:
        """Return them for whoever decides, who sees what they may see."""
        return cls(study.rubric, cells, by, () if unblind else blinded(study, by).closed, unblind)

    def why_not(self, one: GivenDecision) -> str | None:
        """Return why a row is not recorded: somebody else's decision, which whoever filled it in cannot have known.

        Their own they know, so that a row can be corrected and read again; and a table that does not say what it was
        made with cannot be held against it.
        """
        stands = self._unknown(one)
        if stands is None or stands.by == self.by or one.decided is None:
            return None
        if one.source in self.closed:
            return f"somebody decided it, {_WITHOUT} complete {one.source} first, or say --unblind, and see what stands"
        new = f"stance compare{' --unblind' if self.unblind else ''} --format xlsx -o FILE"
        return f"{self._told(one, stands)} stands by now, {_WITHOUT} do it in a new table ({new})"

    def shown(self, rows: Iterable[GivenDecision]) -> set[str]:
        """Return the sources of which the reasons why rows are not recorded show another's decision."""
        return {one.source for one in rows if self.why_not(one) and one.source not in self.closed}

    def replaced(self, rows: Iterable[GivenDecision]) -> Iterator[str]:
        """Yield what the rows that are recorded come after, though the table was made without it."""
        for one in rows:
            if stands := self._unknown(one):
                known = stands.by == self.by or one.source not in self.closed
                yield f"{one.source} · {one.criterion}: {self._told(one, stands) if known else 'what somebody decided'}"

    def _unknown(self, one: GivenDecision) -> Decision | None:
        stands = self.cells[one.source, one.criterion].decision
        return None if stands is None or stands.fingerprint == one.decided else stands

    def _told(self, one: GivenDecision, stands: Decision) -> str:
        return f"{decision_answer(self.rubric, one.criterion, stands)} ({decision_about(stands)})"
