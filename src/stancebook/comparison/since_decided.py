"""What happened to a cell since it was decided: a decision whose basis was recoded is outdated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from stancebook.model.annotation import Coding
    from stancebook.model.decision import Decision


class SinceDecided(NamedTuple):
    """Why a decision is outdated: reviewers by what became of their codings since.

    Attributes:
        changed: They coded the cell anew.
        gone: Their coding is no more.
        new: They had not coded the cell when it was decided.
    """

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything happened."""
        return bool(self.changed or self.gone or self.new)


def since_decided(decision: Decision, present: Mapping[str, Coding], complete: Collection[str]) -> SinceDecided | None:
    """Return what happened since a decision; None where its basis still holds, or is not recorded.

    Args:
        decision: The decision.
        present: Every reviewer's coding of the cell as it is now, drafts too.
        complete: Reviewers whose coding would be put before whoever decides today.
    """
    if not decision.basis:
        return None
    since = SinceDecided(
        changed=tuple(r for r, rev in decision.basis.items() if r in present and not present[r].was(rev)),
        gone=tuple(r for r in decision.basis if r not in present),
        new=tuple(r for r in complete if r not in decision.basis),
    )
    return since or None
