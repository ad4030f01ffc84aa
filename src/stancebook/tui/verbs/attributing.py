"""Attributed positions: what the text reports others to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.annotation import Attributed, Evidence
from stancebook.model.attributing import why_not
from stancebook.tui import coding
from stancebook.tui.coding import RefusedError
from stancebook.tui.verbs.base import Verbs
from stancebook.tui.wording import attributed_words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from stancebook.tui.screens.attribute import AttributeScreen, Draft


class AttributingVerbs(Verbs):
    """What records somebody else's position."""

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        return {"attributed.add": self.add, "attributed.edit": self.edit_here}

    def here(self) -> list[tuple[Attributed, Evidence]]:
        """Return the attributed positions under the cursor, the shortest quote first; or the one a list points at."""
        key = self.list.cursor if self.list else None
        if isinstance(key, tuple) and key[0] in ("attributed", "report"):
            return [(one, quote) for one in self._held(key[1]) for quote in one.evidence[:1]]
        reader = self.screen.reader
        start, end = reader.selection if reader.has_selection else (reader.cursor, reader.cursor)
        found = [
            (one, quote)
            for one in self.desk.annotation.attributed
            for quote in one.evidence
            if quote.start < max(end, start + 1) and quote.end > start
        ]
        return sorted(found, key=lambda pair: pair[1].end - pair[1].start)

    def add(self) -> None:
        """Record whose position the selection, or the sentence, reports."""
        if not self.desk.rubric.attributed.enabled:
            raise RefusedError("this rubric does not code what the text reports of others")
        start, end = coding.trimmed(self.desk.source.body, *self.screen.reader.selection)
        quote = Evidence.at(self.desk.source.body, start, end)
        self._open(None, quote)

    def edit_here(self) -> None:
        """Change the position under the cursor."""
        self._open(*self.here()[0])

    def edit(self, rev: Hashable) -> None:
        """Change a position that was picked in a list."""
        for one in self._held(rev):
            self._open(one, one.evidence[0] if one.evidence else None)

    def show(self, rev: Hashable, key: Hashable) -> None:
        """Show a quote of a position in the text."""
        for one in self._held(rev):
            for quote in one.evidence:
                if quote.key == key:
                    self.screen.reader.go_to(quote.start)
                    self.screen.say(attributed_words(self.desk.rubric, one))

    def remove_here(self) -> None:
        """Take the quote under the cursor away; with its last quote, the position."""
        one, quote = self.here()[0]

        def change() -> str:
            if len(one.evidence) == 1 or self.list:
                self.desk.retract(one)
                return f"taken away: {attributed_words(self.desk.rubric, one)}"
            rest = tuple(other for other in one.evidence if other.key != quote.key)
            self.desk.attribute(one.model_copy(update={"evidence": rest}), instead_of=one)
            return f"one quote fewer: {attributed_words(self.desk.rubric, one)}"

        self.screen.edit(change)

    def _held(self, rev: Hashable) -> list[Attributed]:
        return [one for one in self.desk.annotation.attributed if one.rev == rev]

    def _open(self, before: Attributed | None, quote: Evidence | None) -> None:
        from stancebook.tui.screens.attribute import AttributeScreen, Draft

        if before is None:
            draft = Draft("", None, self.active)
        elif before.criterion in self.desk.rubric.by_id:
            draft = Draft(before.actor, before.actor_type, before.criterion, before.value)
        else:
            raise RefusedError(
                f"the rubric no longer has the criterion {before.criterion}; <evidence.remove> takes the entry away"
            )

        def position(filled: Draft) -> Attributed:
            evidence = before.evidence if before else (quote,) if quote else ()
            return Attributed(
                actor=filled.actor or " ",
                actor_type=filled.kind,
                criterion=filled.criterion,
                value=filled.value,
                off_scale=None,
                evidence=evidence,
                note=before.note if before else "",
                at=None,
                rev="",
            )

        def reason(filled: Draft) -> str:
            if filled.actor and filled.value is None:
                return "choose what they hold, by its number"
            return why_not(self.desk.rubric, position(filled))

        def done(result: object) -> None:
            if isinstance(result, Draft):
                self.attempt(lambda: self._record(position(result), before))
            elif result is not None and before is not None:
                self.attempt(lambda: self._retract(before))

        session = self.app.session
        screen: AttributeScreen = AttributeScreen(
            self.desk.rubric,
            draft,
            quote.quote if quote else "(no quote)",
            session.actors(),
            reason,
            editing=before is not None,
        )
        self.app.push_screen(screen, done)
        if session.unread:
            self.app.run_worker(self._learn_the_rest(screen), group="actors", exclusive=True)

    async def _learn_the_rest(self, screen: AttributeScreen) -> None:
        await self.app.session.read_rest()
        screen.learn(self.app.session.actors())

    def _record(self, position: Attributed, before: Attributed | None) -> None:
        def change() -> str:
            self.desk.attribute(position, instead_of=before)
            return f"reported: {attributed_words(self.desk.rubric, position)}"

        self.screen.edit(change)
        if self.screen.reader.has_selection:
            self.screen.reader.go_to(self.screen.reader.selection[0])

    def _retract(self, before: Attributed) -> None:
        def change() -> str:
            self.desk.retract(before)
            return f"taken away: {attributed_words(self.desk.rubric, before)}"

        self.screen.edit(change)
