"""What the one who asks may see: others' codings of unfinished sources are left out, and that is said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from stancebook.cli.session import say
from stancebook.comparison.blind import blinded, newly_shown
from stancebook.model.nearest import did_you_mean
from stancebook.workspace.reveal import record_revealed

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.cli.session import Session
    from stancebook.model.study import Study


Chosen: TypeAlias = "Callable[[Study], Study]"


@dataclass(frozen=True)
class Shown:
    """A study as it may be shown.

    Attributes:
        study: The study.
        withheld: How many annotations of others were left out.
    """

    study: Study
    withheld: int = 0


def shown_study(session: Session, *, unblind: bool, drafts: bool = False, only: Chosen | None = None) -> Shown:
    """Return the study as the one who asks may see it, and record what they see for the first time.

    Args:
        session: The session; where it is not known who asks, nothing is withheld.
        unblind: Whether to show everything all the same; it is recorded in their annotations.
        drafts: Whether annotations that are not complete will be shown too.
        only: Returns the part of the study that will be shown, where that is not the whole of it.
    """
    study = session.study()
    asking = session.asking
    if only is not None:
        part = only(study)
        own = {(asking, source) for source in part.sources}
        kept = {key: one for key, one in study.annotations.items() if key in part.annotations or key in own}
        study = replace(study, annotations=kept)
    if asking is None:
        return Shown(study)
    _greet(study, asking)
    hidden = blinded(study, asking)
    if unblind or not hidden.withheld:
        record_revealed(session.workspace, study, asking, newly_shown(study, asking, drafts=drafts))
        return Shown(study)
    record_revealed(session.workspace, hidden.study, asking, newly_shown(hidden.study, asking, drafts=drafts))
    say(
        f"{asking} has not completed {', '.join(hidden.sources)}: {hidden.withheld} annotations by others are left out "
        "(--unblind shows them, and that is recorded)"
    )
    return Shown(hidden.study, hidden.withheld)


def _greet(study: Study, asking: str) -> None:
    """Say so where nobody of that name is known here: it may be mistyped."""
    if asking not in study.reviewers:
        say(f"nobody called '{asking}' codes here yet{did_you_mean(asking, study.reviewers)}")
