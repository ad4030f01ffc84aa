"""The compare screen: one text, what everybody coded in it side by side, and the decision on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from stancebook.model.visible import visible, visible_line
from stancebook.reports.disagreements import kind_words
from stancebook.tui.bindings import bindings_of
from stancebook.tui.coding import RefusedError
from stancebook.tui.commands import COMPARE
from stancebook.tui.screens.base import CommandScreen
from stancebook.tui.verbs.comparing import CompareVerbs
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.answers_panel import AnswersPanel, Sides
from stancebook.tui.widgets.decision_form import DecisionForm, Reason
from stancebook.tui.widgets.docket_list import DocketList, stage_words
from stancebook.tui.widgets.reader import Reader
from stancebook.tui.widgets.rows import Part, Row
from stancebook.tui.widgets.side_reader import SideReader
from stancebook.tui.widgets.side_text import SideText

if TYPE_CHECKING:
    from collections.abc import Hashable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from stancebook.comparison.disagreement import Disagreement
    from stancebook.tui.adjudicating import Adjudicating
    from stancebook.tui.docket import Docket, Key


class CompareScreen(CommandScreen):
    """One disagreement after the other, in place.

    Args:
        source_id: The source to begin with; None begins with the gravest that waits.
        criterion: The criterion to begin with in that source.
    """

    SCOPE = COMPARE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMPARE)]
    DEFAULT_CSS = """
    CompareScreen {
        #body { height: 1fr; }
        AnswersPanel { width: 36; border-left: solid $foreground 30%; }
        DocketList { display: none; width: 34; border-right: solid $foreground 30%; }
        #decision { height: auto; border-top: solid $foreground 30%; padding: 0 1; }
        #decision { border-title-color: $foreground 70%; border-title-align: left; }
        #reason { height: 2; }
        #reason > Static { width: 8; color: $foreground 70%; }
        #reason > Reason { width: 1fr; }
        #empty { display: none; height: 1fr; padding: 1 4; }
        #empty > Static { height: auto; }
        &.-empty { #body, #decision { display: none; } #empty { display: block; } }
        &.-roomy AnswersPanel { width: 44%; }
        &.-wide { DocketList { display: block; } AnswersPanel { width: 68; } }
        &.-narrow AnswersPanel { width: 28; }
    }
    """

    def __init__(self, source_id: str | None = None, criterion: str | None = None) -> None:
        super().__init__()
        self.first = (source_id, criterion)
        self.reader = SideReader(classes="pane")
        self.answers, self.docket_list = AnswersPanel(self.key_of, classes="pane"), DocketList(classes="pane")
        self.text = SideText(self.reader, self.answers, lambda: self.sides)
        self.form, self.reason = DecisionForm(self.key_of), Reason()
        self.empty, self.why_empty = VerticalScroll(id="empty"), Static(markup=False)
        self.verbs = CompareVerbs(self)
        self.handlers = self.verbs.table()
        self._shown: Key | None = None

    def lay_out(self) -> ComposeResult:
        """Lay the panes out."""
        self.reader.border_title = "Text"
        self.docket_list.border_title = "Disagreements"
        with Horizontal(id="body"):
            yield self.docket_list
            yield self.reader
            yield self.answers
        with Vertical(id="decision"):
            yield self.form
            with Horizontal(id="reason"):
                yield Static("Why", markup=False)
                yield self.reason
        with self.empty:
            yield self.why_empty

    def on_mount(self) -> None:
        """Read the study, off the paint path."""
        self.reader.focus()
        self.refresh_all()
        self.sitting.open(*self.first)

    @property
    def sitting(self) -> Adjudicating:
        """What is adjudicated, and by whom."""
        return self.stance.adjudicating

    @property
    def docket(self) -> Docket | None:
        """The disagreements; None while they are being read."""
        return self.sitting.docket

    @property
    def one(self) -> Disagreement:
        """The disagreement that is looked at.

        Raises:
            RefusedError: Where there is none.
        """
        found = self.docket.current if self.docket else None
        if found is None:
            raise RefusedError("there is no disagreement here")
        return found

    @property
    def sides(self) -> Sides:
        """The disagreement as it is shown."""
        one, docket = self.one, self.docket
        assert docket is not None  # noqa: S101 - where there is a disagreement there is a docket
        return Sides(docket.study.rubric, docket.study.sources[one.source], one, docket.names(one))

    # What is shown

    def refresh_all(self) -> None:
        """Show everything as it stands now."""
        docket = self.docket
        self._shown = docket.at if docket else None
        self.set_class(docket is None or docket.current is None, "-empty")
        if docket is None or docket.current is None:
            said = (self.told(self.sitting.why_empty()), self.sitting.own_words())
            self.why_empty.update(Content(visible("\n\n".join(filter(None, said)))))
            self.empty.focus()
        else:
            if self.empty.has_focus:
                self.reader.focus()
            self.text.show()
            self.answers.show(self.sides)
            self.docket_list.show(docket.items, docket.at)
            self.show_verdict()
        self._show_header()
        self._show_lines()

    def was_read(self, words: str, tone: str) -> None:
        """Show what was read, and say what is to be said of it."""
        before = self._shown
        self.refresh_all()
        if self._shown != before and self.docket and self.docket.current:
            self.text.first()
        self.say(words, tone)

    def show_verdict(self) -> None:
        """Show what is about to be decided."""
        docket = self.docket
        if docket is None or docket.current is None:
            return
        self.form.show(self.sides, docket.verdict)
        if visible(docket.verdict.because) != self.reason.text:
            self.reason.text = visible(docket.verdict.because)
            self.reason.move_cursor(self.reason.document.end)
        self.query_one("#decision").border_title = f"Decision · {stage_words(docket.current)}"
        self._show_lines()

    def _show_header(self) -> None:
        docket = self.docket
        if docket is None or docket.current is None:
            by = (visible_line(self.sitting.by), "strong")
            self.header.show(Row((("Compare and adjudicate", "strong"),), (*_round(docket), by)))
            return
        one, items = docket.current, docket.items
        place, there = docket.place(items)
        waiting = sum(each.waits for each in docket.every)
        right: list[Part] = [(f"{waiting} to decide", "accent" if waiting else "good")]
        if docket.filter.parts:
            right.insert(0, ("filtered  ", "warn"))
        if docket.masked:
            right.insert(0, ("names hidden  ", "warn"))
        if docket.withheld:
            right.insert(0, (f"{len(docket.withheld)} withheld  ", "warn"))
        right[:0] = _round(docket)
        right.append((f"  {visible_line(self.sitting.by)}", "strong"))
        heading = visible_line(one.criterion.heading)
        left = (
            (f"{place + 1 if there else '–'}/{len(items)} ", "dim"),
            (f"{one.source} ", "strong"),
            (f"· {heading} ", "accent"),
            (f"· {kind_words(one)}", ""),
        )
        self.header.show(Row(left, tuple(right)))

    @property
    def saved(self) -> Part:
        """What the status line says of saving: what stands in the form only is not on file."""
        begun = len(self.stance.unrecorded)
        if not begun or self.stance.saver.unsaved:
            return super().saved
        return "not recorded yet" if begun == 1 else f"{begun} not recorded yet", "warn"

    def hint(self) -> Part:
        """Return what the status line says while nothing else is to be said."""
        words, tone = self.verbs.hint()
        return self.told(words), tone

    def footer(self) -> list[Action]:
        """Return the verbs with the words that fit the moment."""
        docket = self.docket
        ready = docket is not None and docket.verdict.ready and not docket.stands
        return [
            Action(one.id, one.key, one.label, enabled=ready, urgent=ready) if one.id == "decide.record" else one
            for one in super().footer()
        ]

    # What is done

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot do anything now, or None."""
        return self.verbs.why_not(command_id)

    def do(self, command_id: str, number: int) -> None:
        """Do what a command says."""
        self.verbs.run(command_id, number)

    def picked(self, key: Hashable) -> None:
        """Do what a click on a row means, or enter on it."""
        self.verbs.picked(key)

    @on(Reason.Changed)
    def _typed(self) -> None:
        self.verbs.deciding.typed(self.reason.text)

    @on(Reason.Entered)
    def _entered(self) -> None:
        self.run_command("decide.record")

    @on(Reason.Left)
    def _left(self) -> None:
        self.reader.focus()
        self._show_lines()

    @on(Reader.CursorMoved)
    def _moved(self) -> None:
        self._show_lines()

    def on_resize(self) -> None:
        """Fit everything to the new size."""
        if self.docket:
            self.call_after_refresh(self.refresh_all)


def _round(docket: Docket | None) -> tuple[Part, ...]:
    """Return what the header says of the round: nothing in production."""
    return (("training round  ", "warn"),) if docket and docket.which == "training" else ()
