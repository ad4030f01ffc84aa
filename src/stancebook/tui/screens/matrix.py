"""The matrix screen: sources by criteria, and behind every cell the answers and quotes it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from stancebook.model.visible import visible, visible_line
from stancebook.reports.cell_words import state_meaning, state_words
from stancebook.reports.words import count
from stancebook.tui.bindings import bindings_of
from stancebook.tui.commands import MATRIX
from stancebook.tui.overview import Place
from stancebook.tui.screens.base import CommandScreen
from stancebook.tui.verbs.surveying import SurveyVerbs
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.cell_panel import CellPanel
from stancebook.tui.widgets.matrix_grid import MatrixGrid
from stancebook.tui.widgets.rows import Part, Row
from stancebook.tui.widgets.search_bar import SearchBar
from stancebook.tui.wording import heading

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from stancebook.tui.overview import Arrangement, Overview


class MatrixScreen(CommandScreen):
    """The matrix of what one person may see."""

    SCOPE = MATRIX
    SAVES = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MATRIX)]
    DEFAULT_CSS = """
    MatrixScreen {
        #body { height: 1fr; layout: vertical; }
        MatrixGrid {
            scrollbar-background: $surface;
            scrollbar-background-hover: $surface;
            scrollbar-color: $panel-lighten-2;
        }
        CellPanel {
            height: 1fr;
            min-height: 6;
            padding: 0 1;
        }
        #empty { display: none; height: 1fr; padding: 2 4; }
        &.-empty { #body { display: none; } #empty { display: block; } }
        MatrixGrid { height: auto; max-height: 60%; }
        &.-wide {
            #body { layout: horizontal; }
            MatrixGrid { height: 1fr; max-height: 100%; }
            CellPanel { width: 64; border-left: solid $foreground 30%; }
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.grid, self.panel = MatrixGrid(), CellPanel(self.key_of, classes="pane")
        self.empty, self.search_bar = Static(id="empty", markup=False), SearchBar("show ")
        self.verbs = SurveyVerbs(self)
        self.handlers = self.verbs.table()

    def lay_out(self) -> ComposeResult:
        """Lay the panes out."""
        with Container(id="body"):
            yield self.grid
            yield self.panel
        yield self.empty
        yield self.search_bar

    def on_mount(self) -> None:
        """Read the study, off the paint path."""
        self.grid.focus()
        self.refresh_all()
        self.looking_read()

    def on_screen_resume(self) -> None:
        """Look whether anything was coded since."""
        if self.overview:
            self.stance.looking.read(again=False)

    @property
    def overview(self) -> Overview | None:
        """The matrix; None while it is being read."""
        return self.stance.looking.overview

    @property
    def place(self) -> Place:
        """Where the cursor is."""
        return self.grid.cursor

    @property
    def has_pane(self) -> bool:
        """Whether the panel tells more than it shows at once."""
        return len(self.panel.rows) > self.panel.size.height

    def looking_read(self) -> None:
        """Read what was coded."""
        self.stance.looking.read()

    def stance_back(self) -> None:
        """Go back to where one came from; where the matrix came first, quit."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.app.call_later(self.app.run_action, "quit")

    def open_quotes(self, place: Place, at: tuple[str, object] | None = None) -> None:
        """Show the quotes of a cell in the text."""
        from stancebook.tui.screens.quotes import QuotesScreen

        self.app.push_screen(QuotesScreen(place, at))

    # What is shown

    def refresh_all(self) -> None:
        """Show everything as it stands now."""
        overview = self.overview
        self.set_class(overview is None or not overview.sources, "-empty")
        if overview is None or not overview.sources:
            self.empty.update(Content(visible(self.told(self.stance.looking.why_empty()))))
        if overview is not None:
            self.grid.show(overview)
            self._show_panel()
        self._show_header()
        self._show_lines()

    def was_read(self, words: str, tone: str) -> None:
        """Show what was read, and say what is to be said of it."""
        self.refresh_all()
        if words:
            self.say(words, tone)

    def show_arranged(self, arrangement: Arrangement) -> None:
        """Show the matrix in another way."""
        looking = self.stance.looking
        if looking.overview:
            looking.overview = looking.overview.arrange(arrangement)
            self.refresh_all()

    def _show_panel(self) -> None:
        overview, place = self.overview, self.place
        if overview is None or not overview.there(place):
            return
        matrix = overview.matrix
        names = [visible_line(matrix.sources[place.source].short)] if place.source else []
        names += [heading(matrix.rubric, place.criterion)] if place.criterion else []
        self.panel.subject = " · ".join(names)
        self.panel.tell(overview, place)

    def _show_header(self) -> None:
        overview, rubric = self.overview, self.stance.session.rubric
        left: list[Part] = [("Matrix ", "strong"), (f"· {visible_line(rubric.id)} {visible_line(rubric.version)}", "")]
        right: list[Part] = [(visible_line(self.stance.session.reviewer), "strong")]
        if overview:
            shown, every = len(overview.sources), len(overview.matrix.sources)
            sources = f"{shown} of {every} sources" if shown != every else count(every, "source")
            left.append((f" · {sources} · {' '.join(map(visible_line, overview.matrix.reviewers))}", "dim"))
            if overview.withheld:
                right.insert(0, (f"{len(overview.withheld)} withheld  ", "warn"))
        self.header.show(Row(tuple(left), tuple(right)))

    def hint(self) -> Part:
        """Return what the status line says of the place while nothing else is to be said."""
        overview, place = self.overview, self.place
        if overview is None:
            return "", ""
        if cell := overview.cell(place):
            matrix = overview.matrix
            return f"{state_words(matrix, cell)}: {state_meaning(matrix, cell)}", "dim"
        if place.criterion:
            return "how far reviewers agree on this criterion, and where the sources stand", "dim"
        return "what is known of this source", "dim"

    def footer(self) -> list[Action]:
        """Return the verbs with the words that fit the moment."""
        cell = self.overview.cell(self.place) if self.overview else None
        label = "quotes" if cell else "read on"
        return [
            Action(one.id, one.key, label, one.enabled, urgent=one.enabled) if one.id == "matrix.open" else one
            for one in super().footer()
        ]

    # What is done

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot do anything now, or None."""
        return self.verbs.why_not(command_id)

    @on(MatrixGrid.Moved)
    def _moved(self) -> None:
        self._show_panel()
        self._show_lines()

    @on(MatrixGrid.Opened)
    def _opened(self) -> None:
        self.run_command("matrix.open")

    def picked(self, key: Hashable) -> None:
        """Do what a click on a row means, or enter on it."""
        self.verbs.picked(key)

    @on(SearchBar.Changed)
    def _filtered(self, event: SearchBar.Changed) -> None:
        if self.overview:
            self.show_arranged(replace(self.overview.arrangement, letters=event.text))
            if source := self.overview.numbered:
                self.grid.set_cursor(Place(source, self.place.criterion))
            self.search_bar.count(f" {len(self.overview.sources)} shown  enter keeps, esc shows all")

    @on(SearchBar.Submitted)
    def _filter_kept(self) -> None:
        self.grid.focus()

    @on(SearchBar.Closed)
    def _filter_closed(self) -> None:
        self.search_bar.close()
        if self.overview:
            self.show_arranged(replace(self.overview.arrangement, letters=""))
        self.grid.focus()

    def on_resize(self) -> None:
        """Fit everything to the new size."""
        self.call_after_refresh(self._show_lines)
