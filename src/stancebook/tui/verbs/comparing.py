"""What can be done on the compare screen: going through disagreements, reading, panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.tui.coding import RefusedError
from stancebook.tui.screens.chooser import Option
from stancebook.tui.verbs.choosing import choose_where
from stancebook.tui.verbs.deciding import DecideVerbs
from stancebook.tui.verbs.filtering import FilterVerbs
from stancebook.tui.verbs.leading import focus_pane, show_help
from stancebook.tui.verbs.moving import Moving

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from stancebook.comparison.disagreement import Disagreement
    from stancebook.tui.docket import Docket
    from stancebook.tui.screens.compare import CompareScreen
    from stancebook.tui.widgets.rows import Part

_ANYWAY = frozenset({"compare.unblind", "compare.filter", "compare.list", "edit.undo", "edit.redo", "go.menu"})


class CompareVerbs:
    """The verbs of the compare screen.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: CompareScreen) -> None:
        self.screen = screen
        self.deciding, self.filtering = DecideVerbs(screen), FilterVerbs(screen)

    def table(self) -> dict[str, Callable[[], object]]:
        """Return every verb by its command."""
        return {
            **Moving(self.screen, self.screen.reader).table(),
            **self.deciding.table(),
            **self.filtering.table(),
            "compare.next": lambda: self.step(1),
            "compare.prev": lambda: self.step(-1),
            "compare.next-open": self.next_open,
            "evidence.next": lambda: self.screen.text.next(1),
            "evidence.prev": lambda: self.screen.text.next(-1),
            "select.clear": self.let_go,
            "help": lambda: self.help("keys"),
            "help.criterion": lambda: self.help("criterion"),
            "go.menu": self.go_menu,
            "focus.next": lambda: self.focus_pane(1),
            "focus.prev": lambda: self.focus_pane(-1),
            "app.palette": self.screen.open_palette,
            "theme.choose": self.screen.choose_theme,
            "app.back": self.back,
        }

    def run(self, command_id: str, number: int) -> None:
        """Run a command."""
        if command_id == "decide.take":
            self.deciding.take(number - 1)
        elif command_id == "decide.value":
            self.deciding.choose(number - 1)
        else:
            self.screen.handlers[command_id]()

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot do anything now, or None."""
        docket = self.screen.docket
        if command_id in _ANYWAY and docket is not None:
            return self.filtering.why_not(command_id)
        if command_id in ("app.back", "app.palette", "theme.choose", "help"):
            return None
        if docket is None:
            return "what was coded is still being read"
        return "there is no disagreement here" if docket.current is None else None

    def hint(self) -> Part:
        """Return what the status line says while nothing else is to be said."""
        docket = self.screen.docket
        if docket is None or docket.current is None:
            return "", ""
        spans = self.screen.reader.spans_at()
        if spans and self.screen.reader.has_focus and not docket.verdict.chosen:
            return f"here: {'; '.join(span.label for span in spans[:3])}", ""
        return self.deciding.hint()

    # Going through them

    def step(self, delta: int) -> None:
        """Go to the next or previous disagreement."""
        docket = self._docket()
        following = docket.step(delta)
        if following is None:
            raise RefusedError(
                "this is the last disagreement; <compare.prev> goes back" if delta > 0 else "this is the first one"
            )
        self.go_to(following)

    def next_open(self) -> None:
        """Go to the next one that waits for a decision."""
        following = self._docket().next_waiting()
        if following is None:
            raise RefusedError("no other disagreement waits for a decision")
        self.go_to(following)

    def go_to(self, one: Disagreement) -> None:
        """Look at a disagreement, at the first quote of its first side."""
        docket = self._docket()
        docket.go_to(one)
        self.screen.refresh_all()
        self.screen.text.first()

    # Panes

    def focus_pane(self, delta: int) -> None:
        """Go to the next pane."""
        screen = self.screen
        focus_pane(screen, [screen.docket_list, screen.reader, screen.answers, screen.form, screen.reason], delta)

    def let_go(self) -> None:
        """Leave what is open: a selection, another pane."""
        if self.screen.focused is not self.screen.reader:
            self.screen.reader.focus()
        else:
            self.screen.reader.clear_selection()

    def picked(self, key: Hashable) -> None:
        """Do what a click on a row means, or enter on it."""
        match key:
            case ("item", (source, criterion)):
                wanted = (source, criterion)
                docket = self._docket()
                found = next((one for one in docket.every if (one.source, one.criterion.id) == wanted), None)
                if found:
                    self.go_to(found)
            case ("quote", str(reviewer), place):
                self.screen.text.pick(reviewer, place)
            case _:
                self.deciding.picked(key)

    # Elsewhere

    def help(self, page: str) -> None:
        """Show the keys, or what the codebook says of the criterion."""
        docket = self.screen.docket
        show_help(self.screen, page, docket.current.criterion.id if docket and docket.current else None)

    def go_menu(self) -> None:
        """Choose where to go."""
        docket = self.screen.docket
        places = [(Option("home", "Your sources", key="s"), self.back)]
        if docket and docket.current:
            source = docket.current.source
            code = Option("code", f"Code {source}", "your own coding of this source", key="c")
            places.insert(0, (code, lambda: self.screen.stance.open_source(source)))
        choose_where(self.screen, places)

    def back(self) -> None:
        """Go to the list of sources."""
        self.screen.stance.open_home()

    def _docket(self) -> Docket:
        docket = self.screen.docket
        if docket is None:
            raise RefusedError("what was coded is still being read")
        return docket
