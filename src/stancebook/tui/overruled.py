"""Where a reviewer was overruled, for their screen: as ``stance compare --mine`` tells it, and as blind. No Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.comparison.blind import blinded, newly_shown
from stancebook.comparison.decidable import to_decide
from stancebook.comparison.learning import Learning, learning, part_decided
from stancebook.tui.docket import key_of, only_source
from stancebook.workspace.reveal import record_revealed

if TYPE_CHECKING:
    from stancebook.model.study import Study
    from stancebook.tui.docket import Key
    from stancebook.tui.session import Session


class Overrulings(NamedTuple):
    """Where one reviewer was overruled.

    Attributes:
        study: The sources on which something is decided, with what the reviewer may see of them.
        found: What decisions say on their codings.
        seen: The sources of which this shows another's judgement for the first time.
    """

    study: Study
    found: Learning
    seen: tuple[str, ...]

    def comparable(self, place: Key) -> bool:
        """Return whether the compare screen shows a decision: not where one alone coded, or all agree."""
        return place in map(key_of, to_decide(only_source(self.study, place[0])))


def read_overrulings(session: Session) -> Overrulings:
    """Read where a reviewer was overruled, and record what they see for the first time; in any thread.

    Of sources that are open, their desks are left to record it.

    Raises:
        StancebookError: Where a file of the study is unusable or it cannot be recorded.
    """
    by, open_to_all = session.reviewer, session.unblinded
    part = part_decided(session.workspace.load(session.rubric.id), None if open_to_all else by)
    hidden = blinded(part, by)
    shown = part if open_to_all else hidden.study
    seen = newly_shown(shown, by, drafts=False)
    # On file before anything is on the screen.
    record_revealed(session.workspace, shown, by, [one for one in seen if one not in session.desks])
    found = learning(shown, by)._replace(withheld=0 if open_to_all else hidden.withheld)
    return Overrulings(shown, found, tuple(seen))
