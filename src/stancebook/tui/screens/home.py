"""The home screen: the reviewer's own sources, how far they are, and what to do next."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.widgets import Static

from stancebook.model.visible import visible_line
from stancebook.reports.words import count
from stancebook.tui.bindings import bindings_of
from stancebook.tui.coding import RefusedError
from stancebook.tui.commands import HOME
from stancebook.tui.decided import decided_otherwise
from stancebook.tui.screens.base import CommandScreen
from stancebook.tui.screens.home_words import detail, progress, searched
from stancebook.tui.widgets.one_line import OneLine
from stancebook.tui.widgets.rows import Part, Row
from stancebook.tui.widgets.search_bar import SearchBar
from stancebook.tui.widgets.source_table import SourceTable

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from stancebook.tui.docket import Key
    from stancebook.tui.source_state import SourceState
    from stancebook.tui.widgets.action_bar import Action

ORDERS = ("in your order", "by name", "unfinished first", "flagged and stale first")
_RANK = {"draft": 0, "not started": 1, "unread": 2, "complete": 3, "unusable": 4}
_BLIND = (  # two lines where there is least room
    "You see your own codings only, until a source is complete or you ask, which is recorded. Files here are no secret."
)


class HomeScreen(CommandScreen):
    """The list of sources.

    Args:
        source_id: The source to begin at; None begins at the one to go on with.
    """

    SCOPE = HOME
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(HOME)]
    DEFAULT_CSS = """
    HomeScreen {
        #next { height: auto; padding: 1 1 0 1; }
        #heads { background: $surface; margin-top: 1; }
        SourceTable { padding: 0 1; }
        #blind { height: auto; padding: 0 1; color: $foreground 60%; }
        &.-low.-told, &.-low.-troubled {
            #blind { display: none; }
            #next { text-wrap: nowrap; text-overflow: ellipsis; }
        }
        &.-low.-told.-troubled {
            #next { padding: 0 1; max-height: 1; }
            #heads { margin-top: 0; }
        }
    }
    """

    def __init__(self, source_id: str | None = None) -> None:
        super().__init__()
        self._first = source_id
        self._overruled_at: Key | None = None
        self._order = 0
        self._filter = ""
        self._decided, self._asked = "", list[str]()  # what is told, and of which sources
        self.heads = OneLine(id="heads")
        self.next_steps = Static(id="next", markup=False)
        self.table = SourceTable()
        self.search_bar = SearchBar("show ")
        table = self.table
        self.handlers = {
            "home.open": self.open_pointed,
            "home.down": lambda: table.move(1),
            "home.up": lambda: table.move(-1),
            "home.page-down": lambda: table.move_page(1),
            "home.page-up": lambda: table.move_page(-1),
            "home.top": lambda: table.move(-len(table.states)),
            "home.bottom": lambda: table.move(len(table.states)),
            "home.next-open": self.open_next,
            "home.sort": self.sort,
            "home.filter": self.search_bar.open,
            "select.clear": self._filter_closed,
            "home.compare": self.compare,
            "home.matrix": self.look_at_matrix,
            "home.overruled": self.see_overruled,
            "app.palette": self.open_palette,
            "theme.choose": self.choose_theme,
            "app.back": lambda: self.app.run_action("quit"),
            "help": self.help,
        }

    def lay_out(self) -> ComposeResult:
        """Lay the screen out."""
        yield self.next_steps
        yield self.heads
        yield self.table
        yield Static(Content(_BLIND), id="blind", markup=False)
        yield self.search_bar

    def on_mount(self) -> None:
        """Show what is known; read the rest after the first frame."""
        self.refresh_all()
        self.table.focus()
        self.call_after_refresh(lambda: self.run_worker(self._read_on()))

    def on_screen_resume(self) -> None:
        """Show what changed while the reviewer was elsewhere."""
        if self.table.states:
            self.forget()
            self.refresh_all()
            self.stance.elsewhere.look()
            if self.stance.decision_desks or self._complete != self._asked:
                self.run_worker(self._read_decided(), group="decided", exclusive=True)

    def on_resize(self) -> None:
        """Fit the heads to the new width."""
        self.call_after_refresh(self.refresh_all)

    def point_at(self, source_id: str | None) -> None:
        """Put the cursor on a source, where one is named and shown."""
        if ("source", source_id) in self.table.keys:
            self.table.set_cursor(("source", source_id))

    def refresh_all(self) -> None:
        """Show how far the reviewer is."""
        session = self.stance.session
        states = [session.state_if_read(one) for one in session.ids]
        self.table.show(session.rubric, self._arranged(states))
        self.heads.show(self.table.heads(max(1, self.table.scrollable_content_region.width)))
        rubric = f"{visible_line(session.rubric.title)} · {session.rubric.id} {visible_line(session.rubric.version)}"
        self.header.show(
            Row(
                ((f"{rubric}", "strong"),),
                (("reviewer ", "dim"), (visible_line(session.name or session.reviewer), "strong")),
            )
        )
        self.next_steps.update(self._lines_above(states))
        self._show_lines()

    def do(self, command_id: str, number: int) -> None:  # noqa: ARG002 - no command here has a number
        """Do what a command says."""
        result = self.handlers[command_id]()
        if hasattr(result, "__await__"):
            self.run_worker(result)

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot do anything now, or None."""
        unfiltered = command_id == "select.clear" and not self.search_bar.is_open
        return "all your sources are shown already" if unfiltered else None

    def open_pointed(self) -> None:
        """Open the source under the cursor."""
        if self.table.pick():
            return
        if not self.stance.session.unread:
            raise RefusedError("there is no source here to open")
        self.open_next()  # the cursor goes to that source once it is known which it is

    def open_next(self) -> None:
        """Open the next source that is not complete, once it is known which that is."""
        if self.stance.session.unread:
            self.say("reading how far you are …")
            self.run_worker(self._read_and_open(), group="once-read", exclusive=True)
            return
        following = self._next_id()
        if following is None:
            raise RefusedError("all your sources are complete")
        self._open(following)

    async def _read_and_open(self) -> None:
        await self.stance.session.read_rest()
        if self.is_current:
            self.attempt(self.open_next)

    def _next_id(self) -> str | None:
        """Return the source to go on with: a draft before one that is not begun."""
        session = self.stance.session
        drafts = (one for one in session.ids if session.state(one).state == "draft")
        return next(drafts, None) or session.next_unfinished()

    def sort(self) -> None:
        """Order the list in another way."""
        self._order = (self._order + 1) % len(ORDERS)
        if ORDERS[self._order] == "by name" and not self._own_order:
            self._order += 1  # their order is that by name
        self.refresh_all()
        self.say(f"order: {ORDERS[self._order] if self._order or self._own_order else 'by name'}")

    @property
    def _own_order(self) -> bool:
        """Whether each reviewer has an order of their own."""
        return self.stance.session.workspace.settings.order == "random"

    def compare(self) -> None:
        """Go to what reviewers disagree on."""
        self.stance.open_compare()

    def look_at_matrix(self) -> None:
        """Go to the stance matrix."""
        self.stance.open_matrix()

    def see_overruled(self) -> None:
        """See where decisions went against the reviewer, and go there."""
        from stancebook.tui.screens.overruled import OverruledScreen, Way

        def go(way: Way | None) -> None:
            if way is None:
                return
            self._overruled_at = way.key
            self.attempt(lambda: (self.stance.open_compare if way.compare else self.stance.open_source)(*way.key))

        self.app.push_screen(OverruledScreen(self._overruled_at), go)

    def help(self) -> None:
        """Show all keys."""
        from stancebook.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.SCOPE))

    def _open(self, source_id: str) -> None:
        self.stance.session.open(source_id)  # where it is unusable, this says why, and the list stays
        self.stance.open_source(source_id)

    def _arranged(self, states: list[SourceState]) -> list[SourceState]:
        wanted = self._filter.casefold()
        shown = [one for one in states if wanted in searched(one)]
        match ORDERS[self._order]:
            case "by name":
                return sorted(shown, key=lambda one: one.id)
            case "unfinished first":
                return sorted(shown, key=lambda one: _RANK[one.state])
            case "flagged and stale first":
                return sorted(shown, key=lambda one: not (one.flag or one.stale))
        return shown

    def _what_next(self, states: list[SourceState]) -> str:
        if not states:
            return "There are no sources yet: put texts into the folder of sources, or use stance add."
        if following := self._next_id():
            state = self.stance.session.state(following)
            if state.state == "complete":
                return f"Next: look again at {following}; the rubric changed since you coded it."
            if state.state == "draft":
                return f"Next: go on with {following} ({state.answered}/{state.asked} criteria answered)."
            new = all(one.state == "not started" for one in states)
            return f"Next: begin with {following}." + (" New here? stance tour takes a minute." if new else "")
        return "Everything is complete. stance matrix and stance report show what came of it."

    def _lines_above(self, states: list[SourceState]) -> Content:
        """Return how far the reviewer is, and what to do next; no figures before all that they rest on is read."""
        if any(one.state == "unread" for one in states):
            return Content(f"{progress(states)}\nreading how far you are …")
        lines = [progress(states), self._what_next(states)]
        if self._decided:
            lines.append(visible_line(self.told(f"{self._decided} <home.overruled> tells why.")))
        return Content("\n".join(lines))

    def footer(self) -> list[Action]:
        """Return the verbs; where nobody was overruled, others have the room."""
        return [one for one in super().footer() if self._decided or one.id != "home.overruled"]

    def hint(self) -> Part:
        """Return what is known of the source under the cursor."""
        pointed = self.table.cursor
        state = self.stance.session.state_if_read(pointed[1]) if isinstance(pointed, tuple) else None
        if state and state.problem:
            return state.problem, "warn"
        return (f"{state.glyph} {state.title} · {detail(state)}" if state else ""), "dim"

    @property
    def saved(self) -> Part:
        """What the status line says of saving; a decision that was begun waits on the compare screen."""
        begun = len(self.stance.unrecorded)
        if not begun or self.stance.saver.unsaved:
            return super().saved
        return f"{count(begun, 'decision')} not recorded yet", "warn"

    def sources_changed(self) -> None:
        """Show which sources there are by now; the cursor stays on its own, or goes to what stands in its place."""
        table = self.table
        at = table.keys.index(table.cursor) if table.cursor in table.keys else 0
        self.refresh_all()
        if table.cursor is None and table.keys:
            table.set_cursor(table.keys[min(at, len(table.keys) - 1)])
        self.run_worker(self._read_on())

    async def _read_on(self) -> None:
        """Read on how far the reviewer is, and then where decisions went against them."""
        session = self.stance.session
        if not session.name:
            session.read_name()
        await session.read_rest(self.refresh_all)
        if self.table.cursor is None:
            self.point_at(self._first or self._next_id())
        await self._read_decided()

    async def _read_decided(self) -> None:
        """Read where decisions went against the reviewer."""
        self._asked = self._complete
        self._decided = await asyncio.to_thread(decided_otherwise, self.stance.session, self._asked)
        self.refresh_all()

    @property
    def _complete(self) -> list[str]:
        session = self.stance.session
        return [one for one in session.ids if session.state_if_read(one).state == "complete"]

    def picked(self, key: Hashable) -> None:
        """Open the source that was clicked on."""
        if isinstance(key, tuple):
            try:
                self._open(str(key[1]))
            except Exception as error:  # noqa: BLE001 - whatever is wrong with a file is said, not raised
                self.say(str(error), "warn")

    @on(SearchBar.Changed)
    def _filtered(self, event: SearchBar.Changed) -> None:
        self._filter = event.text
        self.refresh_all()
        self.search_bar.count(f" {len(self.table.states)} shown  enter keeps, esc shows all")

    @on(SearchBar.Submitted)
    def _filter_kept(self) -> None:
        self.table.focus()

    @on(SearchBar.Closed)
    def _filter_closed(self) -> None:
        self.search_bar.close()
        self._filter = ""
        self.refresh_all()
        self.table.focus()
