"""The annotate screen: a text, the rubric beside it, and the evidence in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from stancebook.model.visible import visible_line
from stancebook.tui import coding
from stancebook.tui.bindings import bindings_of
from stancebook.tui.coding import RefusedError
from stancebook.tui.commands import ANNOTATE
from stancebook.tui.screens.annotate_rows import header_row, own_spans, reported_spans
from stancebook.tui.screens.annotate_style import CSS
from stancebook.tui.screens.base import CommandScreen, TooSmall
from stancebook.tui.text_model import TextModel
from stancebook.tui.verbs.all import AnnotateVerbs
from stancebook.tui.view import View
from stancebook.tui.widgets.action_bar import Action, ActionBar
from stancebook.tui.widgets.answer_bar import AnswerBar
from stancebook.tui.widgets.evidence_panel import EvidencePanel
from stancebook.tui.widgets.one_line import OneLine
from stancebook.tui.widgets.reader import Reader
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Part, Row
from stancebook.tui.widgets.rubric_panel import RubricPanel
from stancebook.tui.widgets.rubric_strip import RubricStrip
from stancebook.tui.widgets.search_bar import SearchBar
from stancebook.tui.widgets.source_list import SourceList
from stancebook.tui.wording import attributed_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from stancebook.model.annotation import Evidence
    from stancebook.workspace.desk import Desk

_WIDE = 160
_KEPT = ("meaning", "recode")  # why an answer is stale that can be kept as it is
_POSITION = 40  # cells for where the cursor is, said in full


class AnnotateScreen(CommandScreen):
    """One source after the other, in place.

    Args:
        source_id: The source to begin with.
    """

    SCOPE = ANNOTATE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(ANNOTATE)]
    DEFAULT_CSS = CSS

    desk: Desk
    active: str

    def __init__(self, source_id: str) -> None:
        super().__init__()
        self._source_id = source_id
        self._message: tuple[str, str] = ("", "")
        self.only_active = False
        self.reader = Reader(classes="pane")
        self.rubric_panel = RubricPanel(classes="pane")
        self.evidence_panel = EvidencePanel(classes="pane")
        self.source_list = SourceList(classes="pane")
        self.strip = RubricStrip()
        self.search_bar, self.answer_bar = SearchBar(), AnswerBar()
        self.trouble = Static(id="trouble", markup=False)
        self.whole = Static(id="whole", markup=False)  # a message too long for the status line
        self.header, self.status, self.bar = OneLine(id="header"), OneLine(id="status"), ActionBar()
        self.verbs = AnnotateVerbs(self)
        self.handlers = self.verbs.table()

    def compose(self) -> ComposeResult:
        """Lay the panes out."""
        self.fit_classes()
        self.reader.border_title = "Text"
        self.rubric_panel.border_title = "Rubric"
        self.evidence_panel.border_title = "Evidence"
        self.source_list.border_title = "Sources"
        yield self.header
        yield from self.above()
        with Horizontal(id="body"):
            yield self.source_list
            yield self.reader
            yield self.rubric_panel
            yield self.evidence_panel
        yield self.strip
        yield self.trouble
        yield self.whole
        yield self.search_bar
        yield self.answer_bar
        yield self.status
        yield self.bar
        yield TooSmall()

    def above(self) -> ComposeResult:
        """Return what stands between the header and the panes: nothing, but in the tour."""
        yield from ()

    def on_mount(self) -> None:
        """Open the first source; read what can wait after the first frame."""
        self.show_source(self._source_id)
        self.reader.focus()
        self.call_after_refresh(self._read_the_rest)

    # What is shown

    @property
    def message(self) -> tuple[str, str]:
        """What the status line was last told to say, and in which tone."""
        return self._message

    @property
    def view(self) -> View:
        """The annotation as it stands."""
        return View(self.desk.rubric, self.desk.source, self.desk.annotation, self.active, self.stance.keymap)

    def show_source(self, source_id: str) -> None:
        """Swap to another source; come back to where the reviewer was in it.

        Raises:
            StancebookError: Where it is unusable; the present one stays.
        """
        session = self.stance.session
        desk = session.open(source_id)
        self.remember()
        self.stance.stopwatch.start()
        self.desk, place = desk, session.place(source_id)
        known = list(desk.rubric.by_id)
        self.active = place.active if place.active in known else coding.first_to_do(desk)
        self._show_text(place.cursor, place.top)
        self._message = ("", "")
        self.refresh_all()
        if self.view.text_changed:
            self.call_after_refresh(self.verbs.reanchoring.follow)

    def _show_text(self, cursor: int, top: int) -> None:
        """Show the text of the desk's source."""
        self.search_bar.close()
        source = self.desk.source
        text = TextModel(source.body, markdown=source.path.lower().endswith(".md"))
        self.reader.set_text(text, cursor, top)
        excluded = self.desk.rubric.unit.exclude_regions
        regions = source.front.regions
        self.reader.set_regions((one.start, one.end) for one in regions if not excluded or one.kind in excluded)

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
            place = self.stance.session.place(self.desk.source.id)
            place.cursor, place.top, place.active = self.reader.cursor, self.reader.top, self.active
            self.stance.stopwatch.stir()
            self.stance.session.keep_place(self.desk.source.id, self.stance.stopwatch.take())

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

    def say(self, words: str, tone: str = "") -> None:
        """Put words on the status line; they stay until the next command."""
        self._message = (visible_line(self.told(words)), tone)
        self._show_lines()

    def saving_changed(self) -> None:
        """Show the state of saving."""
        if not hasattr(self, "desk"):
            return
        trouble = self.stance.saver.trouble
        self.trouble.set_class(bool(trouble), "-on")
        if trouble:
            how = "Your work is kept here; saving is tried again with every edit and every few seconds."
            if self.stance.saver.clashing:
                how = "Your work is kept here; <edit.undo> and every other key go on working. "
                how += "Choose: <source.submit> here, or click."
            self.trouble.update(Content(visible_line(f"✗ {trouble}. {self.told(how)}")))
        self._show_lines()

    def hint(self) -> Part:
        """Return what the status line says while nothing else is to be said."""
        at = self.evidence_here()
        if at:
            return f"here: {coding.evidence_words(self.desk, *at[0])}", ""
        if reported := self.verbs.attributing.here():
            words = attributed_words(self.desk.rubric, reported[0][0])
            return f"here, as reported: {words} · <attributed.edit> changes it", ""
        if why := self.view.stale(self.active):
            keeps = "<code.keep> keeps the answer, a digit changes it"
            return (f"stale: {keeps}" if why in _KEPT else "that answer is gone: choose another"), "warn"
        if self.desk.annotation.complete:
            return "complete. <source.submit> goes on to the next unfinished source", "good"
        if not self.desk.missing:
            return "everything is there: <source.submit> completes and goes on", "good"
        if reason := self.view.why_not_asked(self.active):
            return f"{self.view.criterion.heading}: not asked, {reason}", "dim"
        lacking = self.view.lacking(self.active)
        if lacking:
            return lacking[0].sentence, "dim"
        number = len(self.desk.missing)
        return f"{self.view.criterion.heading}: done. {number} thing{'s' if number > 1 else ''} still missing", "dim"

    def _show_lines(self) -> None:
        """Show the status line and the footer."""
        words, tone = self._message if self._message[0] else self.hint()
        words = self.told(words)
        saver, reader = self.stance.saver, self.reader
        number, many = reader.sentence_number, len(reader.model.sentence_starts)
        roomy = cell_len(words) + cell_len(saver.words) < self.size.width - _POSITION
        where = f"sentence {number}/{many}" if roomy else f"{number}/{many}"
        if reader.has_selection:
            start, end = reader.selection
            where = f"{end - start} selected · {where}"
        tone_of_save = "warn" if saver.unsaved else "accent" if saver.busy else "dim"
        right: tuple[Part, ...] = ((f"{where} · ", "dim"), (saver.words, tone_of_save))
        self.status.show(Row(((visible_line(words), tone),), right))
        long = bool(self._message[0]) and tone == "warn" and not roomy and cell_len(words) > self._room(right)
        self.whole.set_class(long, "-on")
        if long:
            self.whole.update(Content(visible_line(words)))
        self.bar.show(self.footer())

    def _room(self, right: tuple[Part, ...]) -> int:
        """Return how many cells of the status line are left for a message."""
        return self.size.width - sum(cell_len(text) for text, _ in right) - 3

    def _show_header(self) -> None:
        self.header.show(header_row(self.stance.session, self.view))

    def _show_sources(self) -> None:
        session = self.stance.session
        self.source_list.show([session.state_if_read(one) for one in session.ids], self.desk.source.id)

    def _read_the_rest(self) -> None:
        """Read the name of the reviewer and how far they are, a few sources at a time."""
        session = self.stance.session
        if not session.name:
            session.read_name()
            self._show_header()
        unread = [one for one in session.ids if session.state_if_read(one).state == "unread"]
        for one in unread[:5]:
            session.state(one)
        if unread:
            self._show_sources()
            self.set_timer(0.05, self._read_the_rest)

    # What is done

    def run_command(self, command_id: str, number: int = 0) -> None:
        """Run a command; the words of the one before go."""
        self._message = ("", "")
        super().run_command(command_id, number)
        self._show_lines()

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot do anything now, or None."""
        return self.verbs.why_not(command_id)

    def do(self, command_id: str, number: int) -> None:
        """Do what a command says."""
        if command_id == "code.value":
            self.verbs.answers.answer(number)
        else:
            self.handlers[command_id]()

    def edit(self, change: Callable[[], str]) -> bool:
        """Make an edit and say it; return whether anything changed.

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
        if before.complete and not after.complete:
            words = f"a draft again · {words}"
        self.stance.saver.want(self.desk)
        self.refresh_all()
        self.say(words)
        return True

    def evidence_here(self) -> list[tuple[str, Evidence]]:
        """Return the evidence under the cursor, or touching the selection."""
        reader = self.reader
        start, end = reader.selection if reader.has_selection else (reader.cursor, reader.cursor)
        return coding.evidence_at(self.desk, start, end, self.active)

    def footer(self) -> list[Action]:
        """Return the verbs with the words that fit the moment."""
        actions = []
        lacking, complete = self.desk.missing, self.desk.annotation.complete
        for one in super().footer():
            if one.id == "code.value":
                count = min(9, len(self.desk.rubric.choices(self.active)))
                keys = "0-9" if self.verbs.writing.takes_digits() else f"1-{count}"
                actions.append(Action(one.id, keys, one.label, enabled=not self.view.why_not_asked(self.active)))
            elif one.id == "source.submit":
                ready = complete or not lacking
                actions.append(Action(one.id, one.key, "go on" if complete else one.label, enabled=ready, urgent=ready))
            else:
                actions.append(one)
        return actions

    # What the widgets tell

    def press(self, command_id: str) -> None:
        """Run the command of a button; "complete" means the source, whatever list has the focus."""
        if command_id == "source.submit":
            self.set_focus(self.reader)
        super().press(command_id)

    @on(Reader.CursorMoved)
    @on(Reader.SelectionChanged)
    def _moved(self) -> None:
        self._show_lines()

    @on(RowList.Picked)
    def _picked(self, event: RowList.Picked) -> None:
        event.stop()
        self._message = ("", "")
        try:
            self.verbs.picked(event.key)
        except RefusedError as error:
            self.say(str(error), "warn")

    @on(SearchBar.Changed)
    def _searched(self, event: SearchBar.Changed) -> None:
        self.verbs.searching.search_for(event.text)

    @on(SearchBar.Submitted)
    def _search_entered(self) -> None:
        self.reader.focus()

    @on(SearchBar.Closed)
    def _search_closed(self) -> None:
        self.verbs.searching.end_search()

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
