"""``stance compare ME --gold --source S``: how a trainee did on one source, as soon as they have completed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stancebook.comparison.blind import blinded
from stancebook.comparison.gold import all_feedback, feedback
from stancebook.reports.feedback import feedback_json, render_feedback

if TYPE_CHECKING:
    from stancebook.cli.session import Session
    from stancebook.comparison.comparing import Comparison
    from stancebook.comparison.gold import Feedback
    from stancebook.model.study import Study


def told_in_person(session: Session, study: Study, found: Comparison, *, width: int, colour: bool) -> str | None:
    """Return how one trainee did on one source, in a terminal; None where it is about more than that.

    Args:
        session: The session.
        study: What was compared, as the one who asks may see it.
        found: The comparison with the gold answers.
        width: Cells of the terminal.
        colour: Whether to use bold and dim type.
    """
    trainees = _trainees(found)
    if found.how != "gold" or len(trainees) != 1 or len(found.matrix.sources) != 1:
        return None
    (who,), (source,) = trainees, found.matrix.sources
    told = feedback(study, who, source)
    if told is None:
        return None
    return render_feedback(study, told, _so_far(session, who), width=width, colour=colour)


def _so_far(session: Session, who: str) -> list[Feedback]:
    """How a trainee who asks did on what they were shown before; how others did elsewhere is not told in passing."""
    if session.asking != who:
        return []
    seen = session.study().only(lambda one: one.reviewer != who or one.revealed_at is not None)
    return list(all_feedback(blinded(seen, who).study, who))


def feedback_of_all(study: Study, found: Comparison) -> dict[str, Any]:
    """Return, for JSON, how each trainee did on each source, where gold answers are compared."""
    return {"feedback": [feedback_json(one) for who in _trainees(found) for one in all_feedback(study, who)]}


def _trainees(found: Comparison) -> list[str]:
    return list(dict.fromkeys(second for _, second in found.pairs))
