"""The annotate screen: a text, the rubric beside it, and the evidence in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Input

from stancebook.model.editing import no_longer_independent
from stancebook.model.left_out import left_out
from stancebook.tui import coding
from stancebook.tui.bindings import bindings_of
from stancebook.tui.commands import ANNOTATE
from stancebook.tui.screens.annotate_layout import CSS, AnnotateLayout
from stancebook.tui.screens.annotate_lines import Lines
from stancebook.tui.screens.annotate_rows import header_row, own_spans, reported_spans
from stancebook.tui.text_model import TextModel
from stancebook.tui.verbs.all import AnnotateVerbs
from stancebook.tui.view import View
from stancebook.tui.widgets.answer_bar import AnswerBar
from stancebook.tui.widgets.reader import Reader
from stancebook.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from textual.binding import BindingType

    from stancebook.model.annotation import Evidence
    from stancebook.tui.widgets.action_bar import Action
    from stancebook.tui.widgets.rows import Part
    from stancebook.workspace.desk import Desk

_WIDE = 160


class AnnotateScreen(AnnotateLayout):
    """One source after the other, in place.

    Args:
        source_id: The source to begin with.
        criterion: The criterion to begin with; None goes on where the reviewer was.
    """

    SCOPE = ANNOTATE
    WHOLE = ("warn", "accent")  # what is said after every key may be cut, so that nothing jumps
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(ANNOTATE)]
    DEFAULT_CSS = CSS
    ALL_DONE: ClassVar = "complete. All your sources are complete: <app.back> shows them"

    desk: Desk
    active: str

    def __init__(self, source_id: str, criterion: str | None = None) -> None:
        super().__init__()
        self._first = (source_id, criterion)
        self.only_active = False
        self.verbs = AnnotateVerbs(self)
        self.handlers = self.verbs.table()
        self.lines = Lines(self)

    def on_mount(self) -> None:
        """Open the first source; read what can wait after the first frame."""
        self.show_source(*self._first)
        self.reader.focus()
        self.call_after_refresh(lambda: self.run_worker(self._read_the_rest()))

    # What is shown

    @property
    def view(self) -> View:
        """The annotation as it stands."""
        return View(self.desk.rubric, self.desk.source, self.desk.annotation, self.active, self.stance.keymap)

    def show_source(self, source_id: str, criterion: str | None = None) -> None:
        """Swap to another source; come back to where the reviewer was in it, or to the first quote of a criterion.

        Raises:
            StancebookError: Where it is unusable; the present one stays.
        """
        session = self.stance.session
        desk = session.open(source_id)
        self.remember()
        self.stance.stopwatch.start()
        self.desk, place = desk, session.visited.place(source_id)
        known = list(desk.rubric.by_id)
        wanted = place.active if criterion is None else criterion
        self.active = wanted if wanted in known else coding.first_to_do(desk)
        self._show_text(place.cursor, place.top)
        self.forget()
        self.refresh_all()
        if faults := desk.source.faults:
            self.say(f"front matter, left out: {faults[0]}{' …' if len(faults) > 1 else ''}", "warn")
        if self.view.text_changed:
            self.call_after_refresh(self.verbs.reanchoring.follow)
        if criterion is not None and (quotes := desk.annotation.coding(self.active).supporting):
            self.call_after_refresh(self.reader.go_to, quotes[0].start)

    def _show_text(self, cursor: int, top: int) -> None:
        """Show the text of the desk's source."""
        self.search_bar.close()
        source = self.desk.source
        text = TextModel(source.body, markdown=source.path.lower().endswith(".md"))
        self.reader.set_text(text, cursor, top)
        self.reader.set_regions((one.start, one.end) for one in left_out(source, self.desk.rubric))

    def source_moved_on(self, *, gone: bool) -> None:
        """Show that the file of the source was changed or taken away while it is open."""
        name = self.desk.source.id
        if gone:
            self.say(f"the file of {name} is gone; you can go on with the text as it was, and all is saved", "warn")
            return
        self._show_text(self.reader.cursor, self.reader.top)
        self.refresh_all()
        self.say(f"the text of {name} was changed; this is how it stands now", "warn")
        if self.view.text_changed:
            self.verbs.reanchoring.forget(self.desk)
            self.call_after_refresh(self.verbs.reanchoring.follow)

    def remember(self) -> None:
        """Remember where the reviewer is, for when they come back."""
        if hasattr(self, "desk"):
            visited = self.stance.session.visited
            place = visited.place(self.desk.source.id)
            place.cursor, place.top, place.active = self.reader.cursor, self.reader.top, self.active
            self.stance.stopwatch.stir()
            visited.keep_place(self.desk.source.id, self.stance.stopwatch.take())

    def refresh_all(self) -> None:
        """Show the annotation as it stands now."""
        view = self.view
        self.rubric_panel.with_quotes = self.size.width < _WIDE
        self.rubric_panel.show(view)
        self.strip.show(view)
        self.evidence_panel.show(view)
        self.reader.set_spans(
            [*own_spans(view, self.desk), *reported_spans(view)],
            active=view.number,
        )
        self.rubric_panel.border_title = f"Rubric · {view.number} of {len(self.desk.rubric.by_id)}"
        self._show_sources()
        self._show_header()
        self._show_lines()

    def activate(self, criterion: str) -> None:
        """Make a criterion the active one."""
        if criterion != self.active and criterion in self.desk.rubric.by_id:
            self.active = criterion
            self.refresh_all()

    @property
    def not_lost(self) -> str:
        """What is told beside why something is not saved."""
        if not self.stance.saver.clashing:
            return super().not_lost
        goes_on = "Your work is kept here; <edit.undo> and every other key go on working."
        return f"{goes_on} Choose: <source.submit> here, or click."

    def hint(self) -> Part:
        """Return what the status line says while nothing else is to be said."""
        words, tone = self.lines.hint()
        return self.told(words), tone

    @property
    def whereabouts(self) -> Sequence[str]:
        """What the status line says of where the cursor is, from the longest to the shortest."""
        return self.lines.whereabouts()

    def _show_lines(self) -> None:
        if hasattr(self, "desk") and not self.busy:
            self.set_class(isinstance(self.focused, Input), "-writing")
            super()._show_lines()

    def _show_header(self) -> None:
        self.header.show(header_row(self.stance.session, self.view))

    def sources_changed(self) -> None:
        """Show which sources there are by now, and how far the reviewer is with them."""
        if hasattr(self, "desk"):
            self._show_sources()
            self._show_header()
            self.run_worker(self._read_the_rest())

    def _show_sources(self) -> None:
        session = self.stance.session
        self.source_list.show([session.state_if_read(one) for one in session.ids], self.desk.source.id)

    async def _read_the_rest(self) -> None:
        """Read the name of the reviewer and how far they are."""
        session = self.stance.session
        if not session.name:
            session.read_name()
            self._show_header()
        await session.read_rest(self._show_sources)

    # What is done

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot do anything now, or None."""
        return self.verbs.why_not(command_id)

    def do(self, command_id: str, number: int) -> None:
        """Do what a command says."""
        if command_id == "code.value":
            self.verbs.answers.answer(number)
        else:
            self.handlers[command_id]()

    def edit(self, change: Callable[[], str], *, says_state: bool = False) -> bool:
        """Make an edit and say it; return whether anything changed.

        Args:
            change: Makes it, and returns words for it. It may make another criterion the active one.
            says_state: Whether the words say so themselves where the source is a draft again.

        Raises:
            StancebookError: Where the rubric does not allow it.
            RefusedError: Where it makes no sense now.
        """
        before = self.desk.annotation
        words = change()
        after = self.desk.annotation
        if after is before:
            self.say(words)
            return False
        if before.complete and not after.complete and not says_state:
            words = f"a draft again · {words}"
        if no_longer_independent(before, after):
            words = f"not independent any more · {words}"
        self.stance.saver.want(self.desk)
        self.refresh_all()
        self.say(words)
        return True

    def evidence_here(self) -> list[tuple[str, Evidence]]:
        """Return the evidence under the cursor, or touching the selection."""
        reader = self.reader
        start, end = reader.selection if reader.has_selection else (reader.cursor, reader.cursor)
        return coding.evidence_at(self.desk, start, end, self.active)

    @property
    def pane_help(self) -> tuple[str, tuple[str, ...]]:
        """A heading and sentences on the pane that has the focus, for the help; commands stand for their keys."""
        from stancebook.tui.screens.annotate_help import help_on

        return help_on(self.focused)

    def footer(self) -> list[Action]:
        """Return the verbs with the words that fit the moment."""
        return self.lines.fitting(super().footer())

    # What the widgets tell

    def press(self, command_id: str) -> None:
        """Run the command of a button; "complete" means the source, whatever list has the focus."""
        line = self.focused
        if isinstance(line, Input):
            self.call_later(line.action_submit if command_id == "line.enter" else self._leave_line)
            return
        if command_id == "source.submit":
            self.set_focus(self.reader)
        super().press(command_id)

    def _leave_line(self) -> None:
        (self.answer_bar if self.answer_bar.is_open else self.search_bar).action_close()

    @on(Reader.CursorMoved)
    @on(Reader.SelectionChanged)
    def _moved(self) -> None:
        self._show_lines()

    def picked(self, key: Hashable) -> None:
        """Do what a click on a row means, or enter on it."""
        self.verbs.picked(key)

    @on(SearchBar.Changed)
    def _searched(self, event: SearchBar.Changed) -> None:
        self.verbs.searching.search_for(event.text)

    @on(SearchBar.Submitted)
    def _search_entered(self) -> None:
        self.set_focus(self.reader)
        self._show_lines()

    @on(SearchBar.Closed)
    def _search_closed(self) -> None:
        self.verbs.searching.end_search()
        self._show_lines()

    @on(AnswerBar.Changed)
    def _written(self, event: AnswerBar.Changed) -> None:
        self.verbs.writing.judge(event.text)

    @on(AnswerBar.Submitted)
    def _writing_entered(self, event: AnswerBar.Submitted) -> None:
        self.verbs.writing.submit(event.text)

    @on(AnswerBar.Closed)
    def _writing_left(self) -> None:
        self.verbs.writing.leave()

    def on_click(self, event: object) -> None:
        """A click on the banner that says what is not saved shows both sides of a clash."""
        if getattr(event, "widget", None) is self.trouble and self.stance.saver.clashing:
            self.stance.elsewhere.show_clash()

    def on_resize(self) -> None:
        """Show quotes where there is room for them."""
        if hasattr(self, "desk"):
            self.refresh_all()
