"""The annotate screen with a guide: it says what to try next, and notices when it was tried."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from stancebook.tui.app import StancebookApp
from stancebook.tui.preferences import RememberedTheme
from stancebook.tui.running import need_terminal, run
from stancebook.tui.screens.annotate import AnnotateScreen
from stancebook.tui.tour.steps import Seen, Tour
from stancebook.tui.tour.study import REVIEWER, SOURCE, lay_out

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.screen import Screen

    from stancebook.tui.keymap import Keymap
    from stancebook.workspace.workspace import Workspace

_LEAVE = "<app.back> or ctrl+q leaves at any time"


class TourScreen(AnnotateScreen):
    """Codes the letter, with a guide above it."""

    DEFAULT_CSS = """
    TourScreen #guide {
        height: auto;
        max-height: 7;
        padding: 0 1;
        background: $panel;
        border: round $accent;
        border-title-color: $text-accent;
        border-title-style: bold;
        border-subtitle-color: $foreground 70%;
    }
    """

    ALL_DONE = "complete. This was the tour's only text: <app.back> leaves the tour"

    def __init__(self) -> None:
        super().__init__(SOURCE)
        self.guide, self.tour = Static(id="guide", markup=False), Tour()
        self._ran: list[str] = []
        self.handlers = {**self.handlers, "app.back": self.leave}

    def above(self) -> ComposeResult:
        """Put the guide above the text."""
        yield self.guide

    def on_mount(self) -> None:
        """Begin."""
        self._show_guide()

    def leave(self) -> None:
        """Leave the tour, not only the text."""
        self.run_worker(self.app.run_action("quit"))

    def run_command(self, command_id: str, number: int = 0) -> None:
        """Run a command, and see whether it was what the guide asked for."""
        super().run_command(command_id, number)
        self._ran.append(command_id)
        self._look()

    def refresh_all(self) -> None:
        """Show everything as it stands now; a click may have done what the guide asked for."""
        super().refresh_all()
        self._look()

    def on_reader_selection_changed(self) -> None:
        """Something was selected, by key or mouse."""
        self._look()

    def _look(self) -> None:
        seen = Seen(self.desk.annotation, self._ran, self.reader.has_selection, self.active)
        if self.tour.look(seen):
            self._show_guide()

    def _show_guide(self) -> None:
        self.guide.border_title = self.tour.title
        self.guide.border_subtitle = self.told(_LEAVE)
        self.guide.update(Content(self.told(self.tour.words)))


class TourApp(StancebookApp):
    """The application with the guided screen."""

    def get_default_screen(self) -> Screen[None]:
        """Begin with the guide."""
        return TourScreen()


def tour_app(workspace: Workspace, keymap: Keymap | None = None) -> TourApp:
    """Return the tour over the study that was laid out for it."""
    return TourApp(
        workspace, workspace.rubric(), REVIEWER, SOURCE, keymap=keymap, remembered_theme=RememberedTheme.of_user()
    )


def run_tour(keymap: Keymap | None = None) -> None:
    """Guide through a first coding, in a folder that is gone afterwards.

    Args:
        keymap: The keys that the guide names.

    Raises:
        StancebookError: Where there is no terminal.
    """
    need_terminal("the tour is of its screens. How to code without them: stance code --help")
    with TemporaryDirectory(prefix="stancebook-tour-") as place:
        run(tour_app(lay_out(Path(place)), keymap))
