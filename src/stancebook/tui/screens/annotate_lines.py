"""The lines below the panes of the annotate screen: what is said, where the cursor is, and the verbs of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content

from stancebook.tui import coding
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.rows import Row
from stancebook.tui.wording import attributed_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.tui.screens.annotate import AnnotateScreen
    from stancebook.tui.widgets.rows import Part

_KEPT: Final = ("meaning", "recode", "doubled")  # why an answer is stale that can be kept as it is
_POSITION: Final = 40  # cells for where the cursor is, said in full


class Lines:
    """Says what the last command has to say; while that is nothing, what may come next.

    Args:
        screen: The screen they belong to.
    """

    def __init__(self, screen: AnnotateScreen) -> None:
        self._screen = screen

    def show(self) -> None:
        """Show the status line and the footer."""
        screen = self._screen
        words, tone = screen.said
        saver, reader = screen.stance.saver, screen.reader
        number, many = reader.sentence_number, len(reader.model.sentence_starts)
        roomy = cell_len(words) + cell_len(saver.words) < screen.size.width - _POSITION
        where = f"sentence {number}/{many}" if roomy else f"{number}/{many}"
        if reader.has_selection:
            start, end = reader.selection
            where = f"{end - start} selected · {where}"
        right = ((f"{where} · ", "dim"), screen.saved)
        screen.status.show(Row(((words, tone),), right))
        long = bool(screen.message[0]) and tone == "warn" and not roomy and cell_len(words) > self._room(right)
        screen.whole.set_class(long, "-on")
        if long:
            screen.whole.update(Content(words))
        screen.bar.show(screen.footer())

    def fitting(self, actions: Sequence[Action]) -> list[Action]:
        """Return the verbs of the footer with the words that fit the moment."""
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
        screen = self._screen
        count = min(9, len(screen.desk.rubric.choices(screen.active)))
        keys = "0-9" if screen.verbs.writing.takes_digits() else f"1-{count}"
        return Action(action.id, keys, action.label, enabled=not screen.view.why_not_asked(screen.active))

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
            return "complete. <source.submit> goes on to the next unfinished source", "good"
        if not screen.desk.missing:
            return "everything is there: <source.submit> completes and goes on", "good"
        if reason := view.why_not_asked(screen.active):
            return f"{view.criterion.heading}: not asked, {reason}", "dim"
        if lacking := view.lacking(screen.active):
            return lacking[0].sentence, "dim"
        number = len(screen.desk.missing)
        return f"{view.criterion.heading}: done. {number} thing{'s' if number > 1 else ''} still missing", "dim"

    def _room(self, right: Sequence[Part]) -> int:
        """Return how many cells of the status line are left for a message."""
        return self._screen.size.width - sum(cell_len(text) for text, _ in right) - 3
