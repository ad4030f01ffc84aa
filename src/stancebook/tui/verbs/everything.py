"""Undo, help, panes, and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.tui import coding
from stancebook.tui.screens.chooser import Chooser, Option
from stancebook.tui.verbs.base import Verbs
from stancebook.tui.wording import heading

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget


class GeneralVerbs(Verbs):
    """What does not belong to one kind of thing."""

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        return {
            "select.clear": self.let_go,
            "edit.undo": self.undo,
            "edit.redo": lambda: self.undo(redo=True),
            "help": self.help,
            "help.criterion": self.codebook,
            "go.menu": self.go_menu,
            "focus.next": lambda: self.focus_pane(1),
            "focus.prev": lambda: self.focus_pane(-1),
            "app.palette": self.screen.open_palette,
            "theme.choose": self.screen.choose_theme,
            "app.back": self.back,
        }

    def undo(self, *, redo: bool = False) -> None:
        """Take the last change back, or make it again, and look at where it was."""
        criterion: str | None = None

        def change() -> str:
            nonlocal criterion
            words, criterion = coding.step_back(self.desk, redo=redo)
            return words

        self.screen.edit(change)
        message = self.screen.message
        if criterion:
            self.screen.activate(criterion)
        self.screen.say(*message)

    def help(self) -> None:
        """Show the keys."""
        from stancebook.tui.screens.help import HelpScreen

        rubric = self.desk.rubric
        self.app.push_screen(HelpScreen(self.screen.SCOPE, rubric, rubric.by_id[self.active]))

    def codebook(self) -> None:
        """Show what the codebook says of the active criterion, or of the answer that is pointed at."""
        from stancebook.tui.screens.codebook import CodebookScreen

        match self.screen.rubric_panel.pointed:
            case ("choice", str(criterion), int(number)):
                pass
            case _:
                criterion, number = self.active, 0
        given = self.desk.annotation.coding(criterion).answer
        self.app.push_screen(CodebookScreen(self.screen.SCOPE, self.desk.rubric, criterion, number, given=given))

    def go_menu(self) -> None:
        """Choose where to go."""
        places: dict[str, tuple[Option, Callable[[], object]]] = {
            "top": (Option("top", "Start of the text", key="g"), self.screen.reader.move_top),
            "bottom": (Option("bottom", "End of the text", key="e"), self.screen.reader.move_bottom),
            "open": (Option("open", "Next criterion that lacks something", key="l"), self.screen.verbs.answers.to_open),
            "criterion": (Option("criterion", "A criterion, by its name", key="k"), self.choose_criterion),
            "next": (Option("next", "Next unfinished source", key="u"), self.screen.verbs.sources.next_unfinished),
            "compare": (Option("compare", "Compare and adjudicate", key="c"), self.compare),
            "matrix": (Option("matrix", "The stance matrix", key="m"), self.matrix),
            "home": (Option("home", "Your sources", key="s"), self.back),
        }

        def chosen(values: frozenset[str] | None) -> None:
            if values is not None:
                self.attempt(places[next(iter(values))][1])

        self.app.push_screen(Chooser("Go to", [option for option, _ in places.values()]), chosen)

    def choose_criterion(self) -> None:
        """Choose the criterion to answer."""
        rubric = self.desk.rubric
        options = [Option(key, heading(rubric, key), one.question) for key, one in rubric.by_id.items()]

        def chosen(keys: frozenset[str] | None) -> None:
            if keys:
                self.screen.activate(next(iter(keys)))

        self.app.push_screen(Chooser("Which criterion?", options, frozenset({self.active})), chosen)

    def focus_pane(self, delta: int) -> None:
        """Go to the next pane; on a narrow terminal, between the text and the rubric."""
        screen = self.screen
        if screen.has_class("-narrow"):
            full = not screen.has_class("-rubric")
            screen.set_class(full, "-rubric")
            (screen.rubric_panel if full else screen.reader).focus()
            return
        panes: list[Widget] = [screen.source_list, screen.reader, screen.rubric_panel, screen.evidence_panel]
        shown = [pane for pane in panes if pane.display]
        at = shown.index(screen.focused) if screen.focused in shown else 0
        shown[(at + delta) % len(shown)].focus()

    def let_go(self) -> None:
        """Leave what is open, one thing at a time: a search, a selection, another pane."""
        screen = self.screen
        if screen.search_bar.is_open:
            self.screen.verbs.searching.end_search()
        elif self.list:
            screen.remove_class("-rubric")
            screen.reader.focus()
        else:
            screen.reader.clear_selection()

    def compare(self) -> None:
        """Go to what reviewers disagree on in this source, or anywhere."""
        self.screen.remember()
        self.app.open_compare(self.desk.source.id)

    def matrix(self) -> None:
        """Go to the stance matrix."""
        self.screen.remember()
        self.app.open_matrix()

    def back(self) -> None:
        """Go to the list of sources."""
        self.screen.remember()
        self.app.stopwatch.stop()
        self.app.open_home()
