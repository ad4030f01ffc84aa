"""Sources: completing one, going on to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.tui import coding
from stancebook.tui.coding import RefusedError
from stancebook.tui.gold import gold_feedback
from stancebook.tui.verbs.base import Verbs

if TYPE_CHECKING:
    from collections.abc import Callable

SECOND_LOOK = "second look"


class SourceVerbs(Verbs):
    """What concerns the source as a whole."""

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        return {
            "source.submit": self.submit,
            "source.next": lambda: self.next_source(1),
            "source.prev": lambda: self.next_source(-1),
            "source.next-open": self.next_unfinished,
            "source.flag": self.flag,
            "source.skip": self.skip,
            "source.note": self.source_note,
            "source.reopen": self.reopen,
        }

    def submit(self) -> None:
        """Pick in a list; else complete the source and go on, or go where something is missing."""
        if self.list and self.list.pick():
            return
        if self.app.saver.clashing:
            self.app.elsewhere.show_clash()
            return
        lacking = self.desk.missing
        if lacking and not self.desk.annotation.complete:
            self.screen.activate(lacking[0].criterion)
            more = f" (and {len(lacking) - 1} more)" if len(lacking) > 1 else ""
            self.screen.say(f"not complete yet: {lacking[0].sentence}{more}", "warn")
            return
        if not self.desk.annotation.complete:
            self.screen.edit(self._complete)
            if self._tell_gold():
                return
        self._go_on()

    def _go_on(self) -> None:
        done = self.desk.source.id

        def go_to(following: str | None) -> None:
            if following == done:
                self._look_again()
            elif following is None:
                self.screen.say(self.screen.ALL_DONE, "good")
            else:
                self.go_to_source(following, f"✓ {done} is complete · now {following} · <source.prev> goes back")

        self._find_next(go_to)

    def _find_next(self, then: Callable[[str | None], object], *, leave_out: str | None = None) -> None:
        """Find the next unfinished source and do something with it, as soon as it is known which that is."""
        session, here = self.app.session, self.desk.source.id
        self.once_read(
            session.unread_before_next(here, leave_out=leave_out),
            lambda: then(session.next_unfinished(here, leave_out=leave_out)),
            words="how far you are",
        )

    def _look_again(self) -> None:
        """Go to the first answer here from before the rubric changed."""
        criterion = coding.next_stale(self.desk, list(self.desk.rubric.by_id)[-1])
        if criterion:
            self.screen.activate(criterion)
        self.screen.say("complete, with answers from before the rubric changed: <code.keep> keeps this one", "warn")

    def _complete(self) -> str:
        self.desk.complete()
        if gold_feedback(self.desk):
            self.desk.reveal()  # in the same save: what is coded after the gold answers were shown is not independent
        return "complete"

    def _tell_gold(self) -> bool:
        """Show how the reviewer did where this was a source for training; return whether there was anything to show."""
        found = gold_feedback(self.desk)
        if found is None:
            return False
        from stancebook.tui.screens.feedback import FeedbackScreen

        self.app.push_screen(FeedbackScreen(*found), lambda _: self._go_on())
        return True

    def next_source(self, delta: int) -> None:
        """Go to the next or previous source; while a search is on, to the next or previous place found."""
        if self.screen.search_bar.is_open:
            self.screen.verbs.searching.next_match(delta)
            return
        ids, here = list(self.app.session.ids), self.desk.source.id
        at = ids.index(here) + delta if here in ids else 0  # its file may be gone by now
        if not 0 <= at < len(ids):
            raise RefusedError(
                "this is the last source; <source.prev> goes back" if delta > 0 else "this is the first source"
            )
        self.go_to_source(ids[at])

    def next_unfinished(self) -> None:
        """Go to the next source that is not complete."""

        def go_to(following: str | None) -> None:
            if following is None:
                raise RefusedError("no other source is unfinished")
            self.go_to_source(following)

        self._find_next(go_to, leave_out=self.desk.source.id)

    def go_to_source(self, source_id: str, words: str = "") -> None:
        """Show another source."""
        before = self.app.session.state(self.desk.source.id)
        self.screen.show_source(source_id)
        kept = f"{before.id} kept as a {before.words}" if before.state == "draft" else ""
        if words or kept:
            self.screen.say(words or kept)

    def flag(self) -> None:
        """Flag the source, or take the flag away."""

        def change() -> str:
            self.desk.set_flag("" if self.desk.annotation.flag else SECOND_LOOK)
            return "flagged for a second look" if self.desk.annotation.flag else "flag taken away"

        self.screen.edit(change)

    def skip(self) -> None:
        """Flag the source with the reason why it is left for later, and go on."""
        from stancebook.tui.screens.line import LineScreen

        skipped, held = self.desk.source.id, self.desk.annotation.flag

        def entered(line: str | None) -> None:
            if line is not None:
                self.attempt(lambda: self._skip(skipped, held if line == held else " ".join(line.split())))

        self.app.push_screen(LineScreen(f"Why do you skip {skipped}?", held, "skip"), entered)

    def _skip(self, skipped: str, reason: str) -> None:
        if not reason and not self.desk.annotation.flag:
            raise RefusedError("not skipped: say why, so that you know when you come back")

        def change() -> str:
            self.desk.set_flag(reason)
            return f"flagged: {reason}" if reason else "flag taken away"

        self.screen.edit(change)

        def go_to(following: str | None) -> None:
            if following:
                self.go_to_source(following, f"⚑ {skipped} skipped: {reason} · <source.prev> goes back")

        if reason:
            self._find_next(go_to, leave_out=skipped)

    def source_note(self) -> None:
        """Write the note on the source as a whole."""
        from stancebook.tui.screens.note import NoteScreen

        def keep(text: str) -> None:
            def change() -> str:
                self.desk.set_source_note(text)
                return "note on the source kept" if text else "note on the source taken away"

            self.screen.edit(change)

        title = f"Note on {self.desk.source.id} as a whole"
        self.app.push_screen(NoteScreen(title, self.desk.annotation.note, keep))

    def reopen(self) -> None:
        """Make the source a draft again."""

        def change() -> str:
            self.desk.reopen()
            return "a draft again"

        self.screen.edit(change, says_state=True)
