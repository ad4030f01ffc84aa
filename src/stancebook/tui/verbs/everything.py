"""Undo, help, panes, and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.tui import coding
from stancebook.tui.screens.chooser import Option
from stancebook.tui.verbs.base import Verbs
from stancebook.tui.verbs.choosing import choose_one, choose_where
from stancebook.tui.verbs.leading import focus_pane, show_help
from stancebook.tui.wording import heading

if TYPE_CHECKING:
    from collections.abc import Callable


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
        """Take the last change back wherever it was, or make it again, and look at it there."""
        here = self.desk.source.id
        source = self.app.session.last_changed(redo=redo) or here
        if source != here:
            self.screen.show_source(source)
        criterion: str | None = None

        def change() -> str:
            nonlocal criterion
            words, criterion = coding.step_back(self.desk, redo=redo)
            return words if source == here else f"now {source} · {words}"

        self.screen.edit(change, says_state=True)
        message = self.screen.message
        if criterion:
            self.screen.activate(criterion)
        self.screen.say(*message)

    def help(self) -> None:
        """Show what the pane with the focus is about, and all keys."""
        show_help(self.screen, "keys", self.active)

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
        reader, verbs = self.screen.reader, self.screen.verbs
        places = [
            (Option("top", "Start of the text", key="g"), reader.move_top),
            (Option("bottom", "End of the text", key="e"), reader.move_bottom),
            (Option("open", "Next criterion that lacks something", key="l"), verbs.answers.to_open),
            (Option("criterion", "A criterion, by its name", key="k"), self.choose_criterion),
            (Option("next", "Next unfinished source", key="u"), verbs.sources.next_unfinished),
            (Option("compare", "Compare and adjudicate", key="c"), self.compare),
            (Option("matrix", "The stance matrix", key="m"), self.matrix),
            (Option("home", "Your sources", key="s"), self.back),
        ]
        choose_where(self.screen, places)

    def choose_criterion(self) -> None:
        """Choose the criterion to answer."""
        rubric = self.desk.rubric
        options = [Option(key, heading(rubric, key), one.question) for key, one in rubric.by_id.items()]
        choose_one(self.screen, "Which criterion?", options, self.screen.activate, now=self.active)

    def focus_pane(self, delta: int) -> None:
        """Go to the next pane; on a narrow terminal, between the text and the rubric."""
        screen = self.screen
        if screen.has_class("-narrow"):
            full = not screen.has_class("-rubric")
            screen.set_class(full, "-rubric")
            (screen.rubric_panel if full else screen.reader).focus()
            return
        focus_pane(screen, [screen.source_list, screen.reader, screen.rubric_panel, screen.evidence_panel], delta)

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
        self.app.open_home(self.desk.source.id)
