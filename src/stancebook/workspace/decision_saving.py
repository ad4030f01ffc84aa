"""Saving decisions: added to what the file holds by then, so that nobody's decision is ever written over."""

from __future__ import annotations

from dataclasses import dataclass

from stancebook.model import deciding
from stancebook.model.decision import Adjudication
from stancebook.workspace.annotation_file import read_adjudication
from stancebook.workspace.safe_write import remove, write_text
from stancebook.workspace.save_job import Saved, SaveJob, Written


@dataclass(frozen=True)
class DecisionSaving(SaveJob[Adjudication]):
    """One save of decisions; ``joined`` then names the criteria on which others decided meanwhile."""

    def write(self) -> Written[Adjudication]:
        """Write the decisions, with what others decided meanwhile before them."""
        theirs = self._reread()
        merged = deciding.carried(self.before, self.after, theirs)
        if merged.decisions:
            write_text(self.path, merged.to_json(), root=self.root)
        else:
            remove(self.path, self.root)
        return Written(Saved(joined=deciding.differing(self.before, theirs)), merged)

    def _reread(self) -> Adjudication:
        if self.path.exists():
            return read_adjudication(self.path, self.root, to_edit=True)
        # Undo takes a file away with its last decision: what it held was withdrawn, and is not written anew.
        return deciding.with_decisions(self.before, dict.fromkeys(self.before.decisions, ()))
