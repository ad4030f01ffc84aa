"""Evidence: marking, removing, reshaping, jumping."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stancebook.model.left_out import remark_on
from stancebook.tui import coding
from stancebook.tui.coding import RefusedError
from stancebook.tui.screens.chooser import Option
from stancebook.tui.verbs.base import Verbs
from stancebook.tui.verbs.choosing import choose_one
from stancebook.tui.wording import heading, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from stancebook.model.annotation import Evidence
    from stancebook.tui.screens.annotate import AnnotateScreen

_RESHAPING = (
    "selected: make it longer or shorter (<read.sentence-next-extend> <read.word-next-extend> "
    "<read.char-prev-extend> …; <select.swap> for its other end), then <evidence.reshape> again"
)


class EvidenceVerbs(Verbs):
    """What binds passages to criteria.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: AnnotateScreen) -> None:
        super().__init__(screen)
        self._reshaping: tuple[str, Evidence] | None = None  # what was selected to be trimmed or extended

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        return {
            "evidence.mark": self.mark,
            "evidence.remove": self.remove,
            "evidence.reshape": self.reshape,
            "evidence.reassign": self.reassign,
            "evidence.next": lambda: self.jump(1),
            "evidence.prev": lambda: self.jump(-1),
            "evidence.only-active": self.only_active,
        }

    def mark(self) -> None:
        """Mark the selection, or the current sentence, as evidence for the active criterion."""
        start, end = self.screen.reader.selection
        criterion = self.active
        start, end = coding.trimmed(self.desk.source.body, start, end)
        targets = coding.quote_targets(self.desk, criterion)
        self._with_target(targets, lambda for_value: self._mark(criterion, start, end, for_value), criterion)

    def _with_target(
        self, targets: Sequence[str | None], go_on: Callable[[str | None], object], criterion: str
    ) -> None:
        """Go on with what a quote is bound to: at once where that is clear, else with what is chosen."""
        if len(targets) == 1:
            go_on(targets[0])
            return
        values = [cast("str", target) for target in targets]
        options = [Option(value, coding.value_label(self.desk, criterion, value)) for value in values]
        choose_one(self.screen, "Which value does this quote support?", options, go_on)

    def _mark(self, criterion: str, start: int, end: int, for_value: str | None) -> None:
        def change() -> str:
            coding.mark(self.desk, criterion, start, end, for_value)
            words = f"quote for {heading(self.desk.rubric, criterion)}"
            if for_value:
                words += f" ({coding.value_label(self.desk, criterion, for_value)})"
            passed = self.screen.verbs.answers.passed
            if passed and "evidence" in [one.need for one in coding.lacks(self.desk, passed)]:
                words += f" (<evidence.reassign> moves it to {heading(self.desk.rubric, passed)})"
            return f"{words}: {coding.quoted_at(self.desk, start, end)}"

        self.screen.edit(change)
        self.marked(start, end)

    def marked(self, start: int, end: int) -> None:
        """Let go of a selection that became a quote; the cursor stays on it, where x takes it away again."""
        self._remark(start, end)
        if self.screen.reader.has_selection:
            self.screen.reader.go_to(start)

    def _remark(self, start: int, end: int) -> None:
        """Say it where a quote was taken from a part that is not to be coded."""
        start, end = coding.trimmed(self.desk.source.body, start, end)
        if why := remark_on(self.desk.source, self.desk.rubric, start, end):
            self.screen.say(f"{why}: {self.screen.message[0]}", "warn")

    def remove(self) -> None:
        """Take away the evidence under the cursor of the text, or of the list that has the focus."""
        own = [pointed] if (pointed := self.pointed_quote()) else self.screen.evidence_here()
        key = self.list.cursor if self.list else None
        if not own or (isinstance(key, tuple) and key[0] in ("attributed", "report")):
            self.screen.verbs.attributing.remove_here()
            return
        criterion, evidence = own[0]

        def change() -> str:
            self.desk.remove_evidence(criterion, evidence)
            return f"taken away: {coding.evidence_words(self.desk, criterion, evidence)}"

        self.screen.edit(change)

    def reshape(self) -> None:
        """Select the evidence under the cursor; once it is selected, let it reach just as far as the selection."""
        reader, held = self.screen.reader, self._reshaping
        if held is None or not reader.has_selection or held[1] not in self.desk.annotation.coding(held[0]).evidence:
            held = self.screen.evidence_here()[0]
            if not reader.has_selection:
                self._reshaping = held
                reader.select(held[1].start, held[1].end)
                self.screen.say(_RESHAPING)
                return
        criterion, evidence = held
        start, end = reader.selection

        def change() -> str:
            coding.reshape(self.desk, criterion, evidence, start, end)
            return f"reshaped: {heading(self.desk.rubric, criterion)} {coding.quoted_at(self.desk, start, end)}"

        self.screen.edit(change)
        self._remark(start, end)
        self._reshaping = None
        reader.go_to(coding.trimmed(self.desk.source.body, start, end)[0])

    def reassign(self) -> None:
        """Move the evidence under the cursor to another criterion."""
        criterion, evidence = self.pointed_quote() or self.screen.evidence_here()[0]
        rubric = self.desk.rubric
        options = [Option(key, heading(rubric, key)) for key in rubric.by_id if key != criterion]
        if not options:
            raise RefusedError("this rubric has only one criterion")
        title = f"{coding.evidence_words(self.desk, criterion, evidence, 40)}: which criterion does it speak to?"
        choose_one(self.screen, title, options, lambda other: self._reassign(criterion, evidence, other))

    def _reassign(self, criterion: str, evidence: Evidence, to: str) -> None:
        def move(for_value: str | None) -> None:
            def change() -> str:
                self.desk.reassign_evidence(criterion, evidence, to, for_value)
                rubric = self.desk.rubric
                return f"{quoted(evidence, 40)}: from {heading(rubric, criterion)} to {heading(rubric, to)}"

            self.screen.edit(change)
            words, tone = self.screen.message
            self.screen.activate(to)
            self.screen.say(words, tone)

        self._with_target(coding.quote_targets(self.desk, to), move, to)

    def jump(self, delta: int) -> None:
        """Jump to the next or previous evidence, round in a circle."""
        reader, only = self.screen.reader, self.screen.only_active
        number = self.screen.view.number
        spans = [span for span in reader.spans if not only or span.criterion == number]
        if not spans:
            raise RefusedError(
                "the active criterion has no evidence yet; <evidence.only-active> jumps between all of it"
            )
        span = reader.next_span(delta, active_only=only)
        around = "" if span else " (round the text)"
        if span is None:
            span = spans[0] if delta > 0 else spans[-1]
            reader.go_to(span.start)
        reader.focus()
        self.screen.say(f"{span.label}{around}")

    def only_active(self) -> None:
        """Jump between all evidence, or only between the active criterion's."""
        self.screen.only_active = not self.screen.only_active
        name = heading(self.desk.rubric, self.active)
        which = (
            f"only between quotes for the active criterion ({name})"
            if self.screen.only_active
            else "between all quotes"
        )
        self.screen.say(f"<evidence.next> jumps {which}")

    def show(self, criterion: str, key: Hashable) -> None:
        """Show a quote in the text."""
        for one in self.desk.annotation.coding(criterion).evidence:
            if one.key == key:
                self.screen.activate(criterion)
                self.screen.reader.go_to(one.start)
                self.screen.say(coding.evidence_words(self.desk, criterion, one))
