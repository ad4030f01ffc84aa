"""What tests of the reader share: a page that shows it, and what is seen of it."""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

# Before Textual reads them.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["COLORTERM"] = "truecolor"
os.environ.pop("NO_COLOR", None)

from textual.app import App, ComposeResult

from stancebook.tui.text_model import TextModel
from stancebook.tui.widgets.reader import Reader, Span

if TYPE_CHECKING:
    from textual.message import Message


TEXT = (
    "Ministers said on Monday that the carbon tax would stay. “We are not going to back down,” the minister said.\n"
    "\n"
    "Farm groups disagree. They argue the costs outweigh the benefits for rural voters, and they want an exemption.\n"
    "The survey found mixed views. 漢字 and 👩\u200d💻 too.\n"
)
LONG = "\n".join(f"Paragraph {number} begins. It goes on for a while, and then it ends." for number in range(300))


class Page(App[None]):
    def __init__(self, text: str = TEXT, spans: Iterable[Span] = (), css: str = "") -> None:
        super().__init__(css_path=None)
        self.text = text
        self.evidence = tuple(spans)
        self.heard: list[Message] = []
        self.start = 0
        self.stylesheet.add_source(css)

    def compose(self) -> ComposeResult:
        yield Reader(TextModel(self.text), id="reader")

    def on_mount(self) -> None:
        self.reader.set_spans(self.evidence, active=1)
        self.reader.focus()
        self.reader.go_to(self.start)

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    def on_reader_cursor_moved(self, message: Reader.CursorMoved) -> None:
        self.heard.append(message)

    def on_reader_selection_changed(self, message: Reader.SelectionChanged) -> None:
        self.heard.append(message)


def rows(app: App[None]) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


def styled(app: Page, wanted: Callable[[Any], bool]) -> str:
    """Return the text, row by row, whose style is as wanted."""
    found = [
        "".join(text for text, style, _ in strip if style and wanted(style))
        for strip in app.screen._compositor.render_strips()
    ]
    return "|".join(row for row in found if row.strip())


def span(quote: str, criterion: int) -> Span:
    start = TEXT.index(quote)
    return Span(start, start + len(quote), criterion)
