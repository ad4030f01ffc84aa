"""How the annotate screen is laid out: its panes and lines, from narrow terminals to wide ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal

from stancebook.tui.screens.base import CommandScreen
from stancebook.tui.widgets.answer_bar import AnswerBar
from stancebook.tui.widgets.evidence_panel import EvidencePanel
from stancebook.tui.widgets.reader import Reader
from stancebook.tui.widgets.rubric_panel import RubricPanel
from stancebook.tui.widgets.rubric_strip import RubricStrip
from stancebook.tui.widgets.search_bar import SearchBar
from stancebook.tui.widgets.source_list import SourceList

if TYPE_CHECKING:
    from textual.app import ComposeResult

CSS: Final = """
    AnnotateScreen {
        layers: default over;
        #body { height: 1fr; }
        #whole {
            layer: over;
            dock: bottom;
            margin-bottom: 2;
        }
        &.-writing #whole { margin-bottom: 3; }
        &.-troubled #whole { layer: default; dock: none; margin-bottom: 0; }
        RowList.pane { border-left: solid $foreground 30%; &:focus { border-left: solid $accent; } }
        SourceList.pane { border-left: none; border-right: solid $foreground 30%; }
        SourceList.pane:focus { border-right: solid $accent; }
        SourceList, EvidencePanel { display: none; }
        RubricPanel { width: 32; }
        RubricStrip {
            display: none;
            height: auto;
            min-height: 2;
            max-height: 9;
            border-top: solid $foreground 30%;
            scrollbar-size-horizontal: 0;
        }
        &.-told RubricStrip, &.-troubled RubricStrip { max-height: 25%; }
        &.-roomy RubricPanel { width: 42; }
        &.-wide {
            RubricPanel { width: 44; }
            SourceList, EvidencePanel { display: block; }
            SourceList { width: 30; }
            EvidencePanel { width: 36; }
        }
        &.-narrow {
            RubricPanel { display: none; width: 1fr; border-left: none; }
            RubricStrip { display: block; }
            #whole { layer: default; dock: none; margin-bottom: 0; }
            &.-rubric {
                RubricPanel { display: block; }
                Reader, RubricStrip { display: none; }
            }
        }
    }
    """


class AnnotateLayout(CommandScreen):
    """What stands where on the annotate screen; what is in it, its heirs know."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader(classes="pane")
        self.rubric_panel = RubricPanel(classes="pane")
        self.evidence_panel = EvidencePanel(classes="pane")
        self.source_list = SourceList(classes="pane")
        self.strip = RubricStrip()
        self.search_bar, self.answer_bar = SearchBar(), AnswerBar()

    def lay_out(self) -> ComposeResult:
        """Lay the panes out."""
        self.reader.border_title = "Text"
        self.rubric_panel.border_title = "Rubric"
        self.evidence_panel.border_title = "Evidence"
        self.source_list.border_title = "Sources"
        yield from self.above()
        with Horizontal(id="body"):
            yield self.source_list
            yield self.reader
            yield self.rubric_panel
            yield self.evidence_panel
        yield self.strip
        yield self.search_bar
        yield self.answer_bar

    def above(self) -> ComposeResult:
        """Return what stands between the header and the panes: nothing, but in the tour."""
        yield from ()
