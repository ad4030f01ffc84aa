"""The Textual application: one sitting of one reviewer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App

from stancebook.tui.elsewhere import Elsewhere
from stancebook.tui.keymap import Keymap
from stancebook.tui.leaving import Leaving
from stancebook.tui.palette import CommandProvider
from stancebook.tui.saving import RETRY_SECONDS, Saveable, Saver
from stancebook.tui.screens.annotate import AnnotateScreen
from stancebook.tui.screens.base import CommandScreen
from stancebook.tui.session import Session
from stancebook.tui.stopwatch import Stopwatch
from stancebook.tui.themes import OURS, THEMES
from stancebook.tui.typed_ahead import Lap, TypedAhead

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from textual.app import SystemCommand
    from textual.screen import Screen

    from stancebook.model.rubric import Rubric
    from stancebook.tui.adjudicating import Adjudicating
    from stancebook.tui.docket import Key
    from stancebook.tui.looking import Looking
    from stancebook.tui.overview import Arrangement
    from stancebook.tui.preferences import RememberedTheme
    from stancebook.tui.verdict import Verdict
    from stancebook.workspace.decision_desk import DecisionDesk
    from stancebook.workspace.desk import Saved
    from stancebook.workspace.workspace import Workspace

LOOK_SECONDS = 2.0
KEEP_SECONDS = 60.0


def local_now() -> datetime:
    """Return the local time."""
    return datetime.now().astimezone()


class StancebookApp(App[None]):
    """Home and annotate screens over one session.

    Args:
        workspace: The workspace.
        rubric: The rubric.
        reviewer: The reviewer's id.
        source: The source to begin with; None begins with the list of sources.
        compare: Whether to begin with the compare screen, at the source or at the gravest disagreement.
        matrix: How the matrix is to be shown, where one begins with it.
        unblinded: Whether they asked for others' codings of sources that they have not completed.
        clock: The local time; tests set it.
        keymap: The keys; None for the program's own.
        remembered_theme: Where the theme that was chosen last is kept; None forgets it.
    """

    TITLE = "Stancebook"
    ALLOW_SELECT = False
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "f12"  # ours is in the table of commands
    COMMANDS: ClassVar[set[type[CommandProvider]]] = {CommandProvider}  # type: ignore[assignment]

    def __init__(
        self,
        workspace: Workspace,
        rubric: Rubric,
        reviewer: str,
        source: str | None = None,
        *,
        compare: bool = False,
        matrix: Arrangement | None = None,
        unblinded: bool = False,
        clock: Callable[[], datetime] = local_now,
        keymap: Keymap | None = None,
        remembered_theme: RememberedTheme | None = None,
    ) -> None:
        super().__init__()
        for theme in OURS:
            self.register_theme(theme)
        self._remembered_theme = remembered_theme
        if remembered_theme and (name := remembered_theme.read()) in THEMES:
            self.theme = name
        self.keymap = keymap or Keymap()
        if changes := self.keymap.changes:
            self.set_keymap(changes)
        self.session = Session(workspace, rubric, reviewer, unblinded=unblinded)
        self._adjudicating: Adjudicating | None = None
        self._looking: Looking | None = None
        self.saver = Saver(start=self._in_background, changed=self._saving_changed, saved=self._saved, clock=clock)
        self.elsewhere, self.leaving = Elsewhere(self), Leaving(self)
        self.stopwatch = Stopwatch()
        self._typed_ahead = TypedAhead(self, super().on_event)
        self._first, self._compare, self._matrix = source, compare, matrix

    @property
    def adjudicating(self) -> Adjudicating:
        """The sitting of the compare screen; begun when it is first asked for."""
        if self._adjudicating is None:
            from stancebook.tui.adjudicating import Adjudicating

            self._adjudicating = Adjudicating(self.session, self.saver, start=self._in_background, changed=self._read)
        return self._adjudicating

    @property
    def looking(self) -> Looking:
        """The sitting of the matrix; begun when it is first asked for."""
        if self._looking is None:
            from stancebook.tui.looking import Looking

            self._looking = Looking(
                self.session, self.saver, start=self._in_background, changed=self._looked, begin=self._matrix
            )
        return self._looking

    @property
    def decision_desks(self) -> tuple[DecisionDesk, ...]:
        """The desks of decisions that were opened."""
        return tuple(self._adjudicating.desks.values()) if self._adjudicating else ()

    @property
    def unrecorded(self) -> dict[Key, Verdict]:
        """The decisions that were begun on the compare screen and are not recorded."""
        return self._adjudicating.unrecorded if self._adjudicating else {}

    def get_default_screen(self) -> Screen[None]:
        """Begin with the source asked for, else with the list."""
        if self._compare:
            from stancebook.tui.screens.compare import CompareScreen

            return CompareScreen(self._first)
        if self._matrix is not None:
            from stancebook.tui.screens.matrix import MatrixScreen

            return MatrixScreen()
        if self._first is not None:
            return AnnotateScreen(self._first)
        from stancebook.tui.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        """Keep trying to save what could not be saved."""
        self.set_interval(RETRY_SECONDS, self._retry)
        self.set_interval(LOOK_SECONDS, self.elsewhere.look)
        self.set_interval(LOOK_SECONDS, self.keep_begun)
        self.set_interval(KEEP_SECONDS, self._keep_place)
        if not self.is_headless:
            self.leaving.listen()

    @property
    def fault(self) -> BaseException | None:
        """The fault of the program that ended it, if one did."""
        return self._exception

    def _fatal_error(self) -> None:
        """End without a traceback on the screen: ``run`` says what happened, once everything is saved."""
        self._close_messages_no_wait()

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there, and let what they do wait for what it is meant for."""
        if isinstance(event, events.InputEvent):
            self.stopwatch.stir()
        if isinstance(event, events.Key | events.Paste | events.MouseEvent) and not event.is_forwarded:
            await self._typed_ahead.take(event)
        else:
            await super().on_event(event)

    async def on_lap(self, lap: Lap) -> None:
        """Go on with what was typed ahead."""
        await self._typed_ahead.lap(lap)

    def _keep_place(self) -> None:
        """Remember where the reviewer is, should the terminal be closed on them."""
        if screen := self.annotating:
            screen.remember()

    @property
    def annotating(self) -> AnnotateScreen | None:
        """The annotate screen, where it is on top; at the very end there is none at all."""
        top = self.screen_stack[-1:]
        return top[0] if top and isinstance(top[0], AnnotateScreen) else None

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer nothing beside our own commands."""
        del screen
        return ()

    def use_theme(self, name: str) -> None:
        """Show everything in another theme, and remember it for this person."""
        self.theme = name
        if self._remembered_theme:
            self._remembered_theme.write(name)

    def open_source(self, source_id: str, criterion: str | None = None) -> None:
        """Go to a source, and in it to a criterion where one is named."""
        if isinstance(below := self._back_to(AnnotateScreen), AnnotateScreen):
            below.show_source(source_id, criterion)
        else:
            self.push_screen(AnnotateScreen(source_id, criterion))

    def open_home(self, source_id: str | None = None) -> None:
        """Go to the list of sources, to one of them where it is named."""
        from stancebook.tui.screens.home import HomeScreen

        if isinstance(below := self._back_to(HomeScreen), HomeScreen):
            below.point_at(source_id)
        else:
            self.push_screen(HomeScreen(source_id))

    def open_compare(self, source_id: str | None = None, criterion: str | None = None) -> None:
        """Go to what reviewers disagree on, at a source and a criterion where they are named."""
        from stancebook.tui.screens.compare import CompareScreen

        if self._back_to(CompareScreen) is None:
            self.push_screen(CompareScreen(source_id, criterion))
        else:
            self.adjudicating.open(source_id, criterion)  # whatever was coded since

    def open_matrix(self) -> None:
        """Go to the stance matrix."""
        from stancebook.tui.screens.matrix import MatrixScreen

        if self._back_to(MatrixScreen) is None:
            self.push_screen(MatrixScreen())

    def _back_to(self, kind: type[Screen[None]]) -> Screen[None] | None:
        """Leave the screens above one of this kind; None, and nothing is left, where there is none."""
        found = next((one for one in reversed(self.screen_stack) if isinstance(one, kind)), None)
        while found is not None and self.screen is not found:
            self.pop_screen()
        return found

    async def action_quit(self) -> None:
        """Quit, when everything is saved."""
        await self.leaving.quit()

    def keep_begun(self) -> None:
        """Keep the decisions that were begun, should the terminal be closed on them."""
        if self._adjudicating:
            self._adjudicating.keep_begun()

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        self.run_worker(work, group="saving")

    def _retry(self) -> None:
        if self.saver.unsaved:
            self.saver.retry()

    def _saved(self, desk: Saveable, saved: Saved) -> None:
        """Show what a save brought that was not simply as expected."""
        if self._adjudicating:
            from stancebook.workspace.decision_desk import DecisionDesk

            if isinstance(desk, DecisionDesk):
                self._adjudicating.saved(desk)
        self.elsewhere.came_with_a_save(desk, saved)

    def _saving_changed(self) -> None:
        self.leaving.saving_changed()
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen) and screen.is_mounted:
                screen.saving_changed()

    def _read(self, words: str, tone: str) -> None:
        """Show what was read for the compare screen."""
        from stancebook.tui.screens.compare import CompareScreen

        for screen in self.screen_stack:
            if isinstance(screen, CompareScreen):
                screen.was_read(words, tone)

    def _looked(self, words: str, tone: str) -> None:
        """Show what was read for the matrix."""
        from stancebook.tui.screens.matrix import MatrixScreen
        from stancebook.tui.screens.quotes import QuotesScreen

        for screen in self.screen_stack:
            if isinstance(screen, MatrixScreen):
                screen.was_read(words, tone)
            elif isinstance(screen, QuotesScreen) and screen.is_mounted:
                screen.refresh_all()

    def refresh_screens(self) -> None:
        """Let every screen show how things stand now."""
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.refresh_all()

    def tell(self, words: str, tone: str = "") -> None:
        """Put words on the status line of every screen."""
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.say(words, tone)
