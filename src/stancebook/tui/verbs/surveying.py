"""What can be done on the matrix: moving, arranging, opening what is behind a place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from stancebook.comparison.selection import SORTS
from stancebook.reports.cell_words import state_meaning, state_words
from stancebook.tui.coding import RefusedError
from stancebook.tui.overview import Arrangement, Place
from stancebook.tui.screens.chooser import Option
from stancebook.tui.verbs.choosing import choose_one
from stancebook.tui.verbs.leading import focus_pane, go_elsewhere, show_help
from stancebook.tui.wording import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from stancebook.tui.overview import Overview
    from stancebook.tui.screens.matrix import MatrixScreen

_SORT_WORDS: Final = {"": "as in the study", "disagreement": "most disputed first", "date": "by date"}
_ANYWAY: Final = frozenset(
    {"app.back", "app.palette", "theme.choose", "help", "matrix.read", "matrix.filter", "select.clear", "go.menu"}
)


class SurveyVerbs:
    """The verbs of the matrix.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: MatrixScreen) -> None:
        self.screen = screen

    def table(self) -> dict[str, Callable[[], object]]:
        """Return every verb by its command."""
        return {
            "matrix.open": self.open,
            "matrix.next": lambda: self.next_disagreement(1),
            "matrix.prev": lambda: self.next_disagreement(-1),
            "matrix.down": lambda: self.line(1),
            "matrix.up": lambda: self.line(-1),
            "matrix.right": lambda: self.screen.grid.move(0, 1),
            "matrix.left": lambda: self.screen.grid.move(0, -1),
            "matrix.page-down": lambda: self.page(1),
            "matrix.page-up": lambda: self.page(-1),
            "matrix.row-start": lambda: self.to_column(0),
            "matrix.row-end": lambda: self.to_column(-1),
            "matrix.top": lambda: self.to_row(0),
            "matrix.bottom": lambda: self.to_row(-1),
            "matrix.disagreements": self.only_disagreements,
            "matrix.sort": self.sort_here,
            "matrix.order": self.order,
            "matrix.group": self.group,
            "matrix.transpose": self.transpose,
            "matrix.marks": self.marks,
            "matrix.filter": self.screen.search_bar.open,
            "matrix.read": self.screen.looking_read,
            "go.menu": self.go_menu,
            "help.criterion": lambda: self.help("criterion"),
            "focus.next": lambda: self.focus_pane(1),
            "focus.prev": lambda: self.focus_pane(-1),
            "select.clear": self.let_go,
            "app.palette": self.screen.open_palette,
            "theme.choose": self.screen.choose_theme,
            "app.back": self.screen.stance_back,
            "help": lambda: self.help("keys"),
        }

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot do anything now, or None."""
        overview = self.screen.overview
        if overview is None:
            return None if command_id in _ANYWAY else "what was coded is still being read"
        if command_id == "matrix.open":
            return self._why_not_open(overview)
        if command_id == "help.criterion" and self.screen.place.criterion is None:
            return "go to a cell first: no criterion is looked at here"
        if command_id == "matrix.group" and not overview.fields:
            return "no source has a publisher, a date or another field to group by"
        return None

    def _why_not_open(self, overview: Overview) -> str | None:
        place = self.screen.place
        if self._in_panel:
            return None
        if place.source is None:
            return None if self.screen.has_pane else "the figures of this criterion stand below"
        if place.criterion is None:
            return None
        cell = overview.cell(place)
        if cell and any(view.coding.evidence for view in cell.codings.values()):
            return None
        if cell is None or cell.codings:
            return "nobody quotes anything for this cell"
        return f"{state_words(overview.matrix, cell)}: {state_meaning(overview.matrix, cell)}"

    # Moving

    @property
    def overview(self) -> Overview:
        """The matrix.

        Raises:
            RefusedError: Where it is still being read.
        """
        if self.screen.overview is None:
            raise RefusedError("what was coded is still being read")
        return self.screen.overview

    def line(self, delta: int) -> None:
        """Go a row down or up, in the grid or in the panel that has the focus."""
        if self.screen.panel.has_focus:
            self.screen.panel.move(delta)
        else:
            self.screen.grid.move(delta, 0)

    def page(self, delta: int) -> None:
        """Go a page down or up."""
        if self.screen.panel.has_focus:
            self.screen.panel.move_page(delta)
        else:
            self.screen.grid.move(delta * self.screen.grid.page, 0)

    def to_column(self, index: int) -> None:
        """Go to the first or last column."""
        overview, grid = self.overview, self.screen.grid
        if overview.across:
            grid.set_cursor(overview.place(overview.row_of(grid.cursor), overview.across[index]))

    def to_row(self, index: int) -> None:
        """Go to the first or last row."""
        overview, grid = self.overview, self.screen.grid
        if overview.down:
            grid.set_cursor(overview.place(overview.down[index], overview.column_of(grid.cursor)))

    def next_disagreement(self, delta: int) -> None:
        """Go to the next cell on which reviewers disagree."""
        found = self.overview.next_disagreement(self.screen.place, delta)
        if found is None:
            raise RefusedError("reviewers disagree on nothing that is shown here")
        self.screen.grid.set_cursor(found)

    # Arranging

    @property
    def arrangement(self) -> Arrangement:
        """How the matrix is shown."""
        return self.overview.arrangement

    def arrange(self, arrangement: Arrangement, words: str) -> None:
        """Show the matrix in another way, and say which."""
        self.screen.show_arranged(arrangement)
        self.screen.say(words)

    def only_disagreements(self) -> None:
        """Show only disputed sources, or all."""
        wanted = not self.arrangement.disagreements
        self.arrange(replace(self.arrangement, disagreements=wanted), "")
        shown, every = len(self.overview.sources), len(self.overview.matrix.sources)
        self.screen.say(f"{shown} of {every} sources: those on which reviewers disagree" if wanted else "all sources")

    def sort_here(self) -> None:
        """Sort by the criterion under the cursor; by title on a source's name; again turns it round."""
        by = self.screen.place.criterion or "title"
        now = self.arrangement
        backwards = now.sort == by and not now.backwards
        self.arrange(replace(now, sort=by, backwards=backwards), f"order: {self._order_words(by, backwards=backwards)}")

    def order(self) -> None:
        """Choose an order."""
        overview = self.overview

        def chosen(by: str) -> None:
            self.arrange(replace(self.arrangement, sort=by, backwards=False), f"order: {self._order_words(by)}")

        options = [Option(by, self._order_words(by)) for by in overview.sorts]
        choose_one(self.screen, "Order", options, chosen, now=self.arrangement.sort)

    def _order_words(self, by: str, *, backwards: bool = False) -> str:
        words = _SORT_WORDS.get(by) or f"by {by if by in SORTS else heading(self.overview.matrix.rubric, by)}"
        return f"{words}, the other way round" if backwards else words

    def group(self) -> None:
        """Choose what sources are grouped by."""

        def chosen(by: str) -> None:
            self.arrange(replace(self.arrangement, group_by=by), f"grouped by {by}" if by else "no groups")

        options = [Option("", "no groups"), *(Option(name, name) for name in self.overview.fields)]
        choose_one(self.screen, "Group by", options, chosen, now=self.arrangement.group_by)

    def transpose(self) -> None:
        """Put criteria down and sources across, or back."""
        turned = not self.arrangement.transposed
        words = "criteria down, sources across" if turned else "sources down, criteria across"
        self.arrange(replace(self.arrangement, transposed=turned), words)

    def marks(self) -> None:
        """Show every reviewer's mark, or the consensus only."""
        grid = self.screen.grid
        grid.marks = not grid.marks
        grid.rebuild()
        if grid.marks and grid.layout_of and not grid.layout_of.marks:
            self.screen.say("there is no room for every reviewer's mark; the panel tells them")
        else:
            self.screen.say("with every reviewer's mark" if grid.marks else "the consensus only")

    # What is behind

    def open(self) -> None:
        """Open what is behind the place under the cursor."""
        place = self.screen.place
        if self._in_panel:
            self.screen.panel.pick()
        elif place.source is None or place.criterion is None:
            self.screen.panel.focus()
        else:
            self.screen.open_quotes(place)

    @property
    def _in_panel(self) -> bool:
        """Whether the cursor is on something in the panel."""
        return self.screen.panel.has_focus and self.screen.panel.cursor is not None

    def picked(self, key: Hashable) -> None:
        """Do what a click on a row of the panel means, or enter on it."""
        match key:
            case ("quote", str(reviewer), tuple() as quote):
                self.screen.open_quotes(self.screen.place, (reviewer, quote))
            case ("cell", str(source), str(criterion)):
                self.screen.grid.set_cursor(Place(source, criterion))
                self.screen.grid.focus()

    def focus_pane(self, delta: int) -> None:
        """Go to the next pane."""
        focus_pane(self.screen, [self.screen.grid, self.screen.panel], delta)

    def let_go(self) -> None:
        """Leave the panel, or the filter."""
        if not self.screen.grid.has_focus:
            self.screen.grid.focus()
        elif self.screen.overview and self.arrangement.letters:
            self.screen.search_bar.close()
            self.screen.show_arranged(replace(self.arrangement, letters=""))

    def help(self, page: str) -> None:
        """Show the keys, or what the codebook says of the criterion."""
        show_help(self.screen, page, self.screen.place.criterion)

    def go_menu(self) -> None:
        """Choose where to go."""
        go_elsewhere(self.screen, self.screen.place.source)
