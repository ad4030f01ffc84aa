"""The quotes behind a cell of the matrix, in the text they come from. Nothing can be changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal

from stancebook.model.visible import visible_line
from stancebook.reports.cell_words import state_glyph, state_meaning, state_words
from stancebook.tui.bindings import bindings_of
from stancebook.tui.coding import RefusedError
from stancebook.tui.commands import QUOTES
from stancebook.tui.overview import Overview, Place
from stancebook.tui.screens.base import CommandScreen
from stancebook.tui.verbs.leading import go_elsewhere, show_help
from stancebook.tui.verbs.moving import Moving
from stancebook.tui.widgets.cell_panel import CellPanel, sides_of
from stancebook.tui.widgets.reader import Reader
from stancebook.tui.widgets.rows import Part, Row
from stancebook.tui.widgets.side_reader import SideReader
from stancebook.tui.widgets.side_text import SideText
from stancebook.tui.wording import heading

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from stancebook.comparison.cell import Cell
    from stancebook.tui.widgets.answers_panel import Sides


class QuotesScreen(CommandScreen):
    """One cell: the text with everybody's quotes, and who answered what.

    Args:
        place: The cell.
        at: The reviewer and the key of the quote to begin with.
    """

    SCOPE = QUOTES
    SAVES = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(QUOTES)]
    DEFAULT_CSS = """
    QuotesScreen {
        #body { height: 1fr; }
        CellPanel { width: 34; border-left: solid $foreground 30%; }
        &.-roomy CellPanel { width: 42%; }
        &.-wide CellPanel { width: 68; }
        &.-narrow CellPanel { width: 26; }
    }
    """

    def __init__(self, place: Place, at: tuple[str, object] | None = None) -> None:
        super().__init__()
        self.place, self._at = place, at
        self.reader, self.panel = SideReader(classes="pane"), CellPanel(self.key_of, classes="pane")
        self.text = SideText(self.reader, self.panel, self._sides)
        self.handlers = {
            **Moving(self, self.reader).table(),
            "evidence.next": lambda: self.text.next(1),
            "evidence.prev": lambda: self.text.next(-1),
            "quotes.pick": self.pick,
            "quotes.criterion-next": lambda: self.step_criterion(1),
            "quotes.criterion-prev": lambda: self.step_criterion(-1),
            "quotes.source-next": lambda: self.step_source(1),
            "quotes.source-prev": lambda: self.step_source(-1),
            "select.clear": self.let_go,
            "go.menu": lambda: go_elsewhere(self, self.place.source),
            "help.criterion": lambda: show_help(self, "criterion", self.place.criterion),
            "focus.next": self.other_pane,
            "focus.prev": self.other_pane,
            "app.palette": self.open_palette,
            "theme.choose": self.choose_theme,
            "app.back": self.app_back,
            "help": lambda: show_help(self, "keys", self.place.criterion),
        }

    def lay_out(self) -> ComposeResult:
        """Lay the panes out."""
        with Horizontal(id="body"):
            yield self.reader
            yield self.panel

    def on_mount(self) -> None:
        """Begin at the first quote, or at the one asked for."""
        self.reader.focus()
        self.refresh_all()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self._at is not None:
            self.text.pick(self._at[0], self._at[1])
        if self.panel.at is None:
            self.text.first()

    @property
    def overview(self) -> Overview:
        """The matrix that it is a cell of."""
        overview = self.stance.looking.overview
        assert overview is not None  # noqa: S101 - one comes here from a cell of it
        return overview

    @property
    def cell(self) -> Cell:
        """The cell."""
        cell = self.overview.cell(self.place)
        assert cell is not None  # noqa: S101 - likewise
        return cell

    def _sides(self) -> Sides:
        return sides_of(self.overview.matrix, self.cell)

    # What is shown

    def refresh_all(self) -> None:
        """Show everything as it stands now."""
        if self.overview.cell(self.place) is None:
            return  # gone from the matrix while one was here
        self.text.show()
        self.panel.tell(self.overview, self.place)
        matrix, cell = self.overview.matrix, self.cell
        left = (
            (f"{visible_line(matrix.sources[cell.source].short)} ", "strong"),
            (f"· {heading(matrix.rubric, cell.criterion)} ", "accent"),
            (f"· {state_glyph(matrix, cell)} {state_words(matrix, cell)}", ""),
        )
        self.header.show(Row(left, ((visible_line(self.stance.session.reviewer), "strong"),)))
        self._show_lines()

    def hint(self) -> Part:
        """Return what is said of the quotes under the cursor."""
        spans = self.reader.spans_at()
        return (f"here: {'; '.join(span.label for span in spans[:3])}" if spans else ""), ""

    # What is done

    def step_criterion(self, delta: int) -> None:
        """Go to the next or previous criterion of this source."""
        self._step(self.overview.criteria, self.cell.criterion, delta, "criterion")

    def step_source(self, delta: int) -> None:
        """Go to the next or previous source that is shown in the matrix."""
        self._step(self.overview.sources, self.cell.source, delta, "source")

    def _step(self, keys: tuple[str, ...], key: str, delta: int, what: str) -> None:
        at = (keys.index(key) if key in keys else -1) + delta
        if not 0 <= at < len(keys):
            raise RefusedError(f"this is the {'last' if delta > 0 else 'first'} {what}")
        cell = self.cell
        self.place = Place(keys[at], cell.criterion) if what == "source" else Place(cell.source, keys[at])
        self.refresh_all()
        self.text.first()
        if not self.text.every():
            matrix, cell = self.overview.matrix, self.cell
            self.say("nobody quotes anything for this cell" if cell.codings else state_meaning(matrix, cell))

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot do anything now, or None."""
        if command_id == "quotes.pick" and not (self.panel.has_focus and self.panel.cursor is not None):
            return "go to a quote among the answers first: <focus.next>, then the arrows"
        return None

    def pick(self) -> None:
        """Show the quote under the cursor of the panel."""
        self.panel.pick()

    def other_pane(self) -> None:
        """Go to the other pane."""
        (self.reader if self.panel.has_focus else self.panel).focus()

    def let_go(self) -> None:
        """Leave the panel, or a selection."""
        if self.panel.has_focus:
            self.reader.focus()
        else:
            self.reader.clear_selection()

    def app_back(self) -> None:
        """Go back to the matrix, to the cell that was looked at last."""
        from stancebook.tui.screens.matrix import MatrixScreen

        self.app.pop_screen()
        if isinstance(self.app.screen, MatrixScreen):
            self.app.screen.grid.set_cursor(self.place)

    def picked(self, key: Hashable) -> None:
        """Show the quote that was clicked on."""
        match key:
            case ("quote", str(reviewer), place):
                self.text.pick(reviewer, place)
                self._show_lines()

    @on(Reader.CursorMoved)
    def _moved(self) -> None:
        self._show_lines()
