"""What the one who asks may see: others' codings of unfinished sources are left out, and that is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from stancebook.cli.greeting import greet
from stancebook.cli.session import say
from stancebook.comparison.blind import blinded, newly_shown
from stancebook.comparison.gaps import Withheld
from stancebook.reports.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stancebook.cli.session import Session
    from stancebook.model.annotation import Annotation
    from stancebook.model.study import Study


Chosen: TypeAlias = "Callable[[Study], Study]"


class Shown(NamedTuple):
    """A study as it may be shown.

    Attributes:
        study: The study.
        withheld: What was left out to keep the one who asks blind; None where nothing was.
    """

    study: Study
    withheld: Withheld | None = None

    def part(self, part: Study) -> Study:
        """Return a part of the whole study as it may be shown: its sources stay, those too that are withheld."""
        seen = self.study.annotations

        def kept(annotations: Mapping[tuple[str, str], Annotation]) -> dict[tuple[str, str], Annotation]:
            return {key: one for key, one in annotations.items() if key in seen}

        return replace(
            part,
            annotations=kept(part.annotations),
            adjudications=self.study.adjudications,
            cut_from=None if part.cut_from is None else kept(part.cut_from),
        )


def shown_study(
    session: Session,
    whole: Study | None = None,
    *,
    unblind: bool,
    drafts: bool = False,
    only: Chosen | None = None,
) -> Shown:
    """Return the study as the one who asks may see it, and record what they see for the first time.

    Args:
        session: The session; where it is not known who asks, nothing is withheld.
        whole: The whole study, where it is read already.
        unblind: Whether to show everything all the same; it is recorded in their annotations.
        drafts: Whether annotations that are not complete will be shown too.
        only: Returns the part of the study that will be shown, where that is not the whole of it.
    """
    whole = session.study() if whole is None else whole
    part = whole if only is None else only(whole)
    kept = {key: one for key, one in whole.annotations.items() if key[1] in part.sources}
    study = replace(whole, annotations=kept)
    asking = session.asking
    if asking is None:
        return Shown(study)
    greet(asking, study.coders, study.reviewers)
    # Codings that are not shown are neither withheld nor seen; they only tell whether a decision is outdated.
    shown = {key: one for key, one in kept.items() if key in part.annotations or key[0] == asking}
    told = replace(study, annotations=shown)
    hidden = blinded(told, asking)
    seen = told if unblind else hidden.study
    if new := newly_shown(seen, asking, drafts=drafts):
        from stancebook.workspace.reveal import record_revealed

        record_revealed(session.workspace, seen, asking, new)
    if unblind:
        return Shown(study)
    if hidden.withheld:
        say(
            f"{asking} has not completed {', '.join(hidden.sources)}: {count(hidden.withheld, 'annotation')} by others "
            f"{'is' if hidden.withheld == 1 else 'are'} left out (--unblind shows them, and that is recorded)"
            f"{remembered(session, asking)}"
        )
    of_all = blinded(study, asking)
    return Shown(of_all.study, Withheld(asking, hidden.withheld, hidden.closed, of_any=of_all.withheld > 0))


def remembered(session: Session, asking: str) -> str:
    """Return how to ask as another or as nobody, where the one who asks did not say who they are."""
    if not session.is_remembered:
        return ""
    return f"; {asking} is remembered in .stancebook/reviewer: --reviewer ID is another, without that file nobody asks"
