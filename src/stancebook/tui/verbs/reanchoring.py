"""Quotes whose source was changed since they were marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.reanchor_annotation import certain, reanchor_annotation, settled
from stancebook.model.reanchor_choice import chosen, doubtful
from stancebook.tui.coding import RefusedError
from stancebook.tui.verbs.base import Verbs
from stancebook.tui.wording import heading, quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stancebook.model.anchoring import Place
    from stancebook.model.reanchor_annotation import Anchor
    from stancebook.tui.screens.annotate import AnnotateScreen
    from stancebook.workspace.desk import Desk


class ReanchoringVerbs(Verbs):
    """What lets quotes follow a text that was corrected.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: AnnotateScreen) -> None:
        super().__init__(screen)
        self._followed: set[Path] = set()  # once in a sitting, so that what was undone stays undone

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        return {"evidence.doubtful": self.look}

    def forget(self, desk: Desk) -> None:
        """Let quotes follow once more: the text changed again."""
        self._followed.discard(desk.path)

    def follow(self) -> None:
        """Where the text is not the one that was coded: let certain quotes follow, say so, and ask about the rest."""
        desk = self.desk
        if desk.path in self._followed or not self.screen.view.text_changed:
            return
        self._followed.add(desk.path)
        anchors = reanchor_annotation(desk.annotation, desk.source)
        words = _words(anchors)

        def change() -> str:
            desk.replace(settled(desk.annotation, desk.source, certain))
            return words

        self.screen.edit(change)
        self.screen.say(words, "warn" if any(not one.found.certain for one in anchors) else "")
        left = self.app.session.visited.left_lost(desk.source.id)
        if any(doubtful(one) and self._mark(one) not in left for one in anchors):
            self.look()

    def look(self) -> None:
        """Look at every quote in doubt."""
        from stancebook.tui.screens.reanchor import ReanchorScreen

        anchors = [one for one in reanchor_annotation(self.desk.annotation, self.desk.source) if doubtful(one)]
        if not anchors:
            raise RefusedError("no quote is in doubt" if not self._lost() else f"{self._lost()} lost for good: {_HELP}")
        self.app.push_screen(ReanchorScreen(self.desk.rubric, self.desk.source.body, anchors, self._take, self._leave))

    def _take(self, anchor: Anchor, place: Place) -> None:
        def change() -> str:
            self.desk.replace(chosen(self.desk.annotation, self.desk.source, anchor, place))
            whose = f" · {anchor.actor}" if anchor.actor else ""
            return f"{heading(self.desk.rubric, anchor.criterion)}{whose}: {quoted(anchor.before, 40)} follows the text"

        self.attempt(lambda: self.screen.edit(change))

    def _leave(self, anchor: Anchor) -> None:
        """Remember that a quote is to stay lost: it is not asked about again while the text stays as it is."""
        self.app.session.visited.leave_lost(self.desk.source.id, self._mark(anchor))
        name = heading(self.desk.rubric, anchor.criterion)
        self.screen.say(f"{name}: {quoted(anchor.before, 40)} is left lost; <evidence.doubtful> asks again")

    def _mark(self, anchor: Anchor) -> str:
        start, end, value = anchor.before.key
        whose = f"{anchor.criterion}/{anchor.actor or ''}/{value}"
        return f"{whose}/{start}-{end}/{self.desk.source.sha256[:12]}"

    def _lost(self) -> str:
        number = sum(map(self.screen.view.lost, self.desk.annotation.quotes))
        return _count(number, "quote is", "quotes are") if number else ""


_HELP = "quote the passage anew with <evidence.mark>; <focus.next>, then <evidence.remove> takes the old one away"


def _words(anchors: list[Anchor]) -> str:
    """Return what became of the quotes, in words."""
    kinds = [one.found.kind for one in anchors if one.found.certain]
    moved, edited = kinds.count("moved"), kinds.count("edited")
    doubt = sum(map(doubtful, anchors))
    lost = sum(not one.found.certain and not doubtful(one) for one in anchors)
    parts = [
        _count(moved, "quote moved along", "quotes moved along") if moved else "",
        f"{edited} now as the text has {'it' if edited == 1 else 'them'}" if edited else "",
        f"{doubt} in doubt" if doubt else "",
        f"{lost} lost" if lost else "",
    ]
    told = ", ".join(part for part in parts if part) or "every quote stands where it stood"
    return f"the text has changed since you coded it: {told}" + (
        " · <edit.undo> takes this back" if moved or edited else ""
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
