"""The lines below the panes of the annotate screen: what is said, where the cursor is, and the verbs of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widgets import Input

from stancebook.model.criterion import NumericCriterion, TextCriterion
from stancebook.reports.words import count
from stancebook.tui import coding
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.rows import MOST_DIGITS
from stancebook.tui.wording import attributed_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.tui.screens.annotate import AnnotateScreen
    from stancebook.tui.widgets.rows import Part

_KEPT: Final = ("meaning", "recode", "doubled")  # why an answer is stale that can be kept as it is
_WRITING: Final = (Action("line.enter", "enter", "answer"), Action("line.leave", "esc", "leave it"))
_SEARCHING: Final = (Action("line.enter", "enter", "to what was found"), Action("line.leave", "esc", "back"))


class Lines:
    """Says where the cursor is, and, while the last command has nothing to say, what may come next.

    Args:
        screen: The screen they belong to.
    """

    def __init__(self, screen: AnnotateScreen) -> None:
        self._screen = screen

    def whereabouts(self) -> Sequence[str]:
        """Return where the cursor is and how much is selected, from the longest to the shortest."""
        reader = self._screen.reader
        number, many = reader.sentence_number, len(reader.model.sentence_starts)
        start, end = reader.selection
        selected = f"{end - start} selected · " if reader.has_selection else ""
        return (f"{selected}sentence {number}/{many} · ", f"{selected}{number}/{many} · ", selected, "")

    def fitting(self, actions: Sequence[Action]) -> list[Action]:
        """Return the verbs of the footer with the words that fit the moment."""
        if isinstance(self._screen.focused, Input):
            return list(_SEARCHING if self._screen.search_bar.is_open else _WRITING)
        desk = self._screen.desk
        complete = desk.annotation.complete
        ready = complete or not desk.missing
        fitting = []
        for one in actions:
            if one.id == "code.value":
                fitting.append(self._answering(one))
            elif one.id == "source.submit":
                label = "go on" if complete else one.label
                fitting.append(Action(one.id, one.key, label, enabled=ready, urgent=ready))
            else:
                fitting.append(one)
        return fitting

    def _answering(self, action: Action) -> Action:
        """Return the verb that answers, with the keys that answer the active criterion."""
        view = self._screen.view
        asked = not view.why_not_asked(view.active)
        if isinstance(view.criterion, NumericCriterion):
            return Action("code.choose", "0-9", "number", enabled=asked)
        if isinstance(view.criterion, TextCriterion):
            return Action("code.choose", view.key("code.choose"), "write", enabled=asked)
        last = min(MOST_DIGITS, len(view.rubric.choices(view.active)))
        return Action(action.id, f"1-{last}", action.label, enabled=asked)

    def hint(self) -> Part:
        """Return what is under the cursor, else what the active criterion lacks; commands stand for their keys."""
        screen = self._screen
        if at := screen.evidence_here():
            return f"here: {coding.evidence_words(screen.desk, *at[0])}", ""
        if reported := screen.verbs.attributing.here():
            words = attributed_words(screen.desk.rubric, reported[0][0])
            return f"here, as reported: {words} · <attributed.edit> changes it", ""
        view = screen.view
        if why := view.stale(screen.active):
            keeps = "<code.keep> keeps the answer, a digit changes it"
            return (f"stale: {keeps}" if why in _KEPT else "that answer is gone: choose another"), "warn"
        if screen.desk.annotation.complete:
            if screen.stance.session.all_known_complete:
                return screen.ALL_DONE, "good"
            return "complete. <source.submit> goes on to the next unfinished source", "good"
        if not screen.desk.missing:
            return "everything is there: <source.submit> completes and goes on", "good"
        if reason := view.why_not_asked(screen.active):
            return f"{view.criterion.heading}: not asked, {reason}", "dim"
        if lacking := view.lacking(screen.active):
            return lacking[0].sentence, "dim"
        missing = count(len(screen.desk.missing), "thing")
        return f"{view.criterion.heading}: done. {missing} still missing", "dim"
