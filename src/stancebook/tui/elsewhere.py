"""What comes from elsewhere while one works, a pull or another window: taken over and told, or both sides shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.problems import StancebookError
from stancebook.tui.around import look_around
from stancebook.tui.screens.base import CommandScreen
from stancebook.tui.wording import name_of

if TYPE_CHECKING:
    from stancebook.tui.app import StancebookApp
    from stancebook.tui.saving import Saveable
    from stancebook.workspace.desk import Desk, Saved


class Elsewhere:
    """Keeps the screens and the files of one sitting together.

    Args:
        app: The application.
    """

    def __init__(self, app: StancebookApp) -> None:
        self._app = app

    def look(self) -> None:
        """Take over what a pull or another window wrote: the files of the source that is open, and the folders."""
        if self._app.saver.busy:
            return
        open_one = self._look_at_the_open_source()
        around = look_around(self._app.session, coded=open_one is None)
        if around:
            for screen in self._app.screen_stack:
                if isinstance(screen, CommandScreen):
                    screen.sources_changed()
        if words := around.problem or around.words(beside=open_one):
            self._app.tell(words, "warn" if around.problem else "accent")

    def _look_at_the_open_source(self) -> str | None:
        """Take over what became of the source on the screen; return its id, where one is."""
        app = self._app
        screen = app.annotating
        if screen is None or not screen.is_mounted:
            return None
        open_one = screen.desk.source.id
        try:
            step = app.session.look_again(screen.desk)
            source = app.session.look_at_source(screen.desk)
        except StancebookError as error:
            app.tell(str(error), "warn")
            return open_one
        if source == "front":
            screen.refresh_all()
        elif source != "same":
            screen.source_moved_on(gone=source == "gone")
        if step:
            screen.refresh_all()
            names = ", ".join(name_of(screen.desk.rubric, part) for part in (*step.codings, *step.fields))
            app.tell(f"{open_one} was changed elsewhere; taken over: {names}", "accent")
        return open_one

    def came_with_a_save(self, desk: Saveable, saved: Saved) -> None:
        """Say what a save brought from the file, or show what it clashed with."""
        app = self._app
        app.refresh_screens()
        if saved.clashes:
            self.show_clash()
            return
        words = f"{desk.source.id} was changed elsewhere too"
        if saved.joined:
            words += f"; taken over: {', '.join(name_of(desk.rubric, part) for part in saved.joined)}"
        app.tell(f"{words}; a draft again, something is missing" if saved.reopened else words, "accent")

    def show_clash(self) -> None:
        """Show both sides of the first clash there is."""
        from stancebook.tui.screens.clash import ClashScreen

        app = self._app
        for desk, saved in app.saver.clashing.values():

            def decide(mine: bool | None, desk: Desk = desk) -> None:
                if mine is not None:
                    self._settle(desk, mine=mine)

            app.push_screen(ClashScreen(desk, saved), decide)
            return

    def _settle(self, desk: Desk, *, mine: bool) -> None:
        app = self._app
        try:
            app.saver.settle(desk, keep_mine=mine)
        except StancebookError as error:
            app.tell(str(error), "warn")
            return
        app.refresh_screens()
        app.tell("yours holds" if mine else "taken from the file; <edit.undo> brings yours back")
