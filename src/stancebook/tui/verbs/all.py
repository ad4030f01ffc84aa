"""All verbs of the annotate screen together, and why one cannot do anything now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.tui import coding
from stancebook.tui.verbs.answers import AnswerVerbs
from stancebook.tui.verbs.attributing import AttributingVerbs
from stancebook.tui.verbs.base import Verbs
from stancebook.tui.verbs.everything import GeneralVerbs
from stancebook.tui.verbs.evidence import EvidenceVerbs
from stancebook.tui.verbs.reading import ReadingVerbs
from stancebook.tui.verbs.reanchoring import ReanchoringVerbs
from stancebook.tui.verbs.searching import SearchVerbs
from stancebook.tui.verbs.sources import SourceVerbs
from stancebook.tui.verbs.writing import WritingVerbs
from stancebook.tui.wording import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from stancebook.tui.screens.annotate import AnnotateScreen

_ROW_COMMANDS = {
    "confidence": "confidence.choose",
    "note": "note.edit",
    "rules": "rules.choose",
    "mark": "evidence.mark",
    "definition": "help.criterion",
    "keep": "code.keep",
    "rubric": "focus.next",
}


class AnnotateVerbs(Verbs):
    """The groups of verbs, and what clicks on rows do.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: AnnotateScreen) -> None:
        super().__init__(screen)
        self.reading, self.answers = ReadingVerbs(screen), AnswerVerbs(screen)
        self.evidence, self.sources = EvidenceVerbs(screen), SourceVerbs(screen)
        self.searching, self.general = SearchVerbs(screen), GeneralVerbs(screen)
        self.attributing, self.reanchoring = AttributingVerbs(screen), ReanchoringVerbs(screen)
        self.writing = WritingVerbs(screen)

    def table(self) -> dict[str, Callable[[], object]]:
        """Return every verb by its command."""
        author = (self.reading, self.answers, self.evidence, self.sources, self.searching, self.general)
        groups: tuple[Verbs, ...] = (*author, self.attributing, self.reanchoring)
        return {command: verb for group in groups for command, verb in group.table().items()}

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot do anything now, or None."""
        coding_now = self.desk.annotation.coding(self.active)
        name = heading(self.desk.rubric, self.active)
        if command_id == "code.keep" and self.screen.view.stale(self.active) is None:
            return f"{name} is not from before the rubric changed: there is nothing to keep"
        if command_id == "attributed.add" and not self.desk.rubric.attributed.enabled:
            return "this rubric does not code what the text reports of others"
        if command_id == "attributed.edit" and not self.attributing.here():
            return "no reported position is under the cursor; <attributed.add> records one"
        if command_id.startswith("evidence."):
            return self._why_no_evidence(command_id)
        if command_id == "code.clear" and not self.writing.takes_digits() and not coding_now.given:
            return f"{name} has no answer to clear"
        if command_id.startswith("confidence.") and not coding_now.given:
            return f"answer {name} first: there is nothing to be sure of yet"
        if command_id == "rules.choose" and not self.screen.view.rules:
            return f"the rubric has no decision rules for {name}"
        if command_id == "source.reopen" and not self.desk.annotation.complete:
            return "this source is a draft already"
        if command_id == "select.swap" and not self.screen.reader.has_selection:
            return "nothing is selected; <select.grow> selects the sentence"
        return None

    def _why_no_evidence(self, command_id: str) -> str | None:
        """Return why a command on evidence cannot do anything now, or None."""
        here = bool(self.screen.evidence_here() or self.pointed_quote())
        no_evidence = {
            "evidence.remove": not (here or self.attributing.here()),
            "evidence.reassign": not here,
            "evidence.reshape": not self.screen.evidence_here(),
        }
        if no_evidence.get(command_id):
            return "there is no evidence under the cursor or the selection; <evidence.next> goes to the next"
        if command_id in ("evidence.next", "evidence.prev") and not self.screen.reader.spans:
            return "there is no evidence in this text yet; <evidence.mark> marks some"
        return None

    def picked(self, key: Hashable) -> None:
        """Do what a row stands for."""
        match key:
            case ("criterion", str(criterion)):
                self.screen.activate(criterion)
            case ("choice", str(criterion), int(number)):
                self.screen.activate(criterion)
                self.attempt(lambda: self.answers.give(coding.choice_numbered(self.desk, criterion, number)))
            case ("write", str(criterion)):
                self.screen.activate(criterion)
                self.attempt(self.writing.open)
            case ("quote", str(criterion), evidence_key):
                self.evidence.show(criterion, evidence_key)
            case ("attributed", rev):
                self.attempt(lambda: self.attributing.edit(rev))
            case ("report", rev, evidence_key):
                self.attributing.show(rev, evidence_key)
            case ("source", str(source_id)):
                self.attempt(lambda: self.sources.go_to_source(source_id))
            case (str(row),):
                self.screen.run_command(_ROW_COMMANDS[row])
