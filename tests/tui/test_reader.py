import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import pytest

# Before Textual reads them.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["COLORTERM"] = "truecolor"
os.environ.pop("NO_COLOR", None)

from textual.app import App, ComposeResult
from textual.geometry import Offset, Region
from textual.pilot import Pilot

from stancebook.tui.text_model import TextModel
from stancebook.tui.widgets import reader_lines
from stancebook.tui.widgets.reader import Reader, Span
from stancebook.tui.widgets.reader_paint import paint_line

if TYPE_CHECKING:
    from textual.message import Message
    from textual.strip import Strip

    from stancebook.tui.widgets.reader_layers import Layers

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


async def test_the_text_is_shown_in_lines_with_a_gutter() -> None:
    app = Page(spans=[span("carbon tax", 1), span("would stay. “We", 2), span("They argue the costs outweigh", 3)])
    async with app.run_test(size=(40, 12)):
        shown = rows(app)
        assert shown[0].startswith("   Ministers said on Monday that the")
        assert shown[1].startswith("▌1+carbon tax would stay. “We are not")
        assert [row[:2] for row in shown[5:8]] == ["▌3", "│ ", "  "]


async def test_escape_sequences_in_a_source_are_shown_not_sent() -> None:
    app = Page("before \x1b]52;c;ZWNobw==\x07 \x9b31m after\u202e\n[bold]not markup[/]")
    async with app.run_test(size=(60, 5)):
        shown = "".join(rows(app))
        assert "before ␛]52;c;ZWNobw==␇ \ufffd31m after⇄" in shown
        assert "[bold]not markup[/]" in shown
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


async def test_sentences_are_walked_and_the_current_one_is_the_selection() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.reader
        assert reader.selected_text == "Ministers said on Monday that the carbon tax would stay."
        reader.move_sentence(1)
        reader.move_sentence(1)
        await pilot.pause()
        assert reader.selected_text == "Farm groups disagree."
        assert (reader.sentence_number, reader.has_selection) == (3, False)
        reader.move_sentence(-9)
        assert reader.cursor == 0
        reader.move_sentence(99)
        assert reader.selected_text == "漢字 and 👩\u200d💻 too."
        await pilot.pause()
        assert [type(message) for message in app.heard] == [Reader.CursorMoved] * len(app.heard)
        assert app.heard[-1].control is reader


async def test_sentences_are_taken_in_and_out_of_the_selection() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)):
        reader = app.reader
        reader.go_to(TEXT.index("argue"))
        seen = []
        for delta in (1, -1, -1, -1, 1, 1, 1):
            reader.move_sentence(delta, extend=True)
            seen.append([text for text in ("Farm", "They", "The survey", "“We") if text in reader.selected_text])
        assert seen == [
            ["They", "The survey"],
            ["They"],
            ["Farm", "They"],
            ["Farm", "They", "“We"],
            ["Farm", "They"],
            ["They"],
            ["They", "The survey"],
        ]


async def test_words_lines_and_characters() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)):
        reader = app.reader
        reader.move_word(2)
        assert TEXT[reader.cursor :].startswith("on Monday")
        reader.move_word(2, extend=True)
        assert reader.selected_text == "on Monday"
        reader.move_word(-1, extend=True)
        assert reader.selected_text == "on"
        reader.move_word(-1)
        assert TEXT[reader.cursor :].startswith("on Monday")
        reader.go_to(TEXT.index("👩"))
        reader.move_char(1, extend=True)
        assert reader.selected_text == "👩\u200d💻"
        reader.move_char(-1)
        assert TEXT[reader.cursor] == "👩"
        reader.move_home()
        assert TEXT[reader.cursor :].startswith("The survey")
        reader.move_end(extend=True)
        assert reader.selected_text.startswith("The survey")
        assert reader.selected_text.endswith("too.")


async def test_up_and_down_keep_their_column() -> None:
    app = Page("long line one here\nab\nlong line two here")
    async with app.run_test(size=(80, 24)):
        reader = app.reader
        reader.go_to(10)
        reader.move_line(1)
        assert reader.cursor == app.text.index("ab") + 2
        reader.move_line(1)
        assert reader.cursor == app.text.index("long line two") + 10
        reader.move_line(-9)
        assert reader.cursor == 10


async def test_a_selection_grows_and_goes() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.reader
        reader.go_to(TEXT.index("argue"))
        reader.select_grow()
        assert reader.selected_text.startswith("They argue")
        assert reader.selected_text.endswith("exemption.")
        assert reader.caret.anchor < reader.cursor
        reader.select_grow()
        assert reader.selected_text.startswith("Farm groups")
        reader.select_grow()
        assert not reader.has_selection
        assert reader.cursor == TEXT.index("argue")
        await pilot.pause()
        changes = [message for message in app.heard if isinstance(message, Reader.SelectionChanged)]
        assert len(changes) == 3
        assert changes[-1].start == changes[-1].end


async def test_ends_are_swapped_and_selections_cleared() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)):
        reader = app.reader
        reader.select(10, 14)
        assert (reader.cursor, reader.selection) == (14, (10, 14))
        reader.swap_ends()
        assert (reader.cursor, reader.selection) == (10, (10, 14))
        reader.move_word(-1, extend=True)
        assert reader.selected_text == "Ministers said"
        reader.clear_selection()
        assert not reader.has_selection


async def test_evidence_is_visited_in_order() -> None:
    first, second, third = span("carbon tax", 1), span("Farm groups", 2), span("mixed views", 1)
    app = Page(spans=[third, first, second])
    async with app.run_test(size=(80, 24)):
        reader = app.reader
        assert reader.spans == (first, second, third)
        assert [reader.next_span(1), reader.next_span(1), reader.next_span(-1)] == [first, second, first]
        assert reader.next_span(1, active_only=True) == third
        assert reader.next_span(1) is None
        assert TEXT[reader.cursor :].startswith("mixed views")
        assert reader.spans_at() == (third,)


async def test_overlapping_evidence_is_told_apart() -> None:
    wide, narrow = span("Ministers said on Monday that the carbon tax", 2), span("Monday that", 1)
    app = Page(spans=[wide, narrow])
    async with app.run_test(size=(80, 6)):
        assert app.reader.spans_at(TEXT.index("Monday")) == (narrow, wide)
        assert styled(app, lambda style: style.underline) == "Ministers said on Monday that the carbon tax"
        plain = styled(app, lambda style: not style.underline and style.bgcolor)
        coloured = app.reader._styles.own("reader--active-sentence").bgcolor
        assert "Monday" not in plain
        assert styled(app, lambda style: style.bgcolor == coloured) == "Monday that"
        assert rows(app)[0].startswith("▌1+Ministers")
        app.reader.set_active(2)
        assert styled(app, lambda style: style.underline) == "Monday that"


async def test_more_than_nine_criteria_have_letters() -> None:
    app = Page(spans=[span("carbon tax", 12), span("Farm groups", 99)])
    async with app.run_test(size=(80, 8)):
        assert [row[1] for row in rows(app) if row[0] == "▌"] == ["c", "z"]


async def test_meaning_survives_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Page(spans=[span("carbon tax", 1), span("Farm groups", 2)])
    async with app.run_test(size=(80, 8)) as pilot:
        app.reader.set_regions([(TEXT.index("The survey"), len(TEXT))])
        app.reader.move_sentence(1)
        await pilot.pause()
        assert styled(app, lambda style: style.italic) == "carbon tax"
        assert styled(app, lambda style: style.underline) == "carbon tax|Farm groups"
        assert "back down" in styled(app, lambda style: style.bold)
        assert rows(app)[5].startswith("┊")


async def test_regions_and_matches_are_shown() -> None:
    app = Page()
    async with app.run_test(size=(80, 12)) as pilot:
        reader = app.reader
        places = [index for index in range(len(TEXT)) if TEXT.startswith("the", index)]
        reader.set_matches([(index, index + 3) for index in places], found=1)
        reader.set_regions([(TEXT.index("Farm"), TEXT.index("They")), (TEXT.index("groups"), TEXT.index("argue"))])
        await pilot.pause()
        assert styled(app, lambda style: style.bgcolor == reader._styles.own("reader--found").bgcolor) == "the"
        assert styled(app, lambda style: style.bgcolor == reader._styles.own("reader--match").bgcolor).count("the") == (
            len(places) - 1
        )
        dimmed = reader._styles.own("reader--dimmed").color
        assert "┊  Farm groups disagree. They |" in styled(app, lambda style: style.color == dimmed) + "|"


async def test_the_selection_is_reversed_and_the_cursor_seen() -> None:
    app = Page()
    async with app.run_test(size=(80, 8)) as pilot:
        app.reader.select(0, 9)
        await pilot.pause()
        assert styled(app, lambda style: style.reverse) == "Ministers"
        app.reader.clear_selection()
        await pilot.pause()
        app.reader.go_to(10)
        await pilot.pause()
        assert styled(app, lambda style: style.reverse) == "s"
        assert app.cursor_position == Offset(3 + 10, 0)
        app.reader.select(0, 9)
        await pilot.pause()
        assert app.cursor_position == Offset(3 + 9, 0)


async def test_a_page_moves_the_cursor_and_keeps_its_row() -> None:
    app = Page(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        reader = app.reader
        reader.move_line(5)
        reader.move_page(1)
        await pilot.pause()
        assert reader.scroll_offset.y == 18
        assert app.text[reader.cursor :].startswith("Paragraph 23 ")
        assert app.cursor_position == Offset(3, 5)
        reader.move_page(-1)
        assert reader.scroll_offset.y == 0
        reader.move_bottom()
        assert reader.cursor == len(app.text)
        assert reader.scroll_offset.y == 280
        reader.move_top(extend=True)
        assert reader.selection == (0, len(app.text))


async def test_a_cursor_move_paints_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Page(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        reader = app.reader
        reader.move_line(4)
        await pilot.pause()
        painted: list[int] = []

        def counted(model: TextModel, layers: "Layers", y: int, *how: Any) -> "Strip":
            painted.append(y)
            return paint_line(model, layers, y, *how)

        monkeypatch.setattr(reader_lines, "paint_line", counted)
        reader.move_line(1)
        await pilot.pause()
        assert sorted(painted) == [4, 5]
        painted.clear()
        reader.set_spans(reader.spans, active=1)
        await pilot.pause()
        assert painted == []
        reader.set_spans([Span(0, 9, 1)])
        await pilot.pause()
        assert len(painted) == 20


async def test_a_frame_above_the_text_costs_no_row_of_it() -> None:
    plain, framed = Page(LONG), Page(LONG, css="Reader { border-top: solid white; }")
    async with plain.run_test(size=(80, 20)), framed.run_test(size=(80, 20)) as pilot:
        framed.reader.border_title = "Text"
        framed.reader.move_line(2)
        plain.reader.move_line(2)
        await pilot.pause()
        assert "Text" in rows(framed)[0]
        assert [row[:-1] for row in rows(framed)[1:]] == [row[:-1] for row in rows(plain)[:-1]]
        crossing = Region(3, 0, 40, 5)  # what shows beside a dialog
        assert [strip.cell_length for strip in framed.reader.render_lines(crossing)] == [40] * 5


async def test_a_new_width_keeps_the_text_at_the_top() -> None:
    app = Page(LONG.replace("\n", " "))
    async with app.run_test(size=(80, 20)) as pilot:
        reader = app.reader
        reader.scroll_to(y=40, animate=False)
        await pilot.pause()
        top = reader.model.line(40)[0]
        for width in (50, 200, 33, 80):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            assert reader.model.width == min(90, width - 5)
            assert reader.model.y_of(top) == reader.scroll_offset.y
        assert reader.model.line(reader.scroll_offset.y)[0] == top


async def test_a_cursor_in_sight_stays_so_and_the_top_comes_back() -> None:
    app = Page(LONG.replace("\n", " "))
    async with app.run_test(size=(80, 30)) as pilot:
        reader = app.reader
        reader.move_line(25)
        await pilot.pause()
        for size in ((50, 10), (80, 1), (40, 8)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            row = reader.model.y_of(reader.cursor) - reader.scroll_offset.y
            assert 0 <= row < size[1]
        await pilot.resize_terminal(80, 30)
        await pilot.pause()
        assert reader.scroll_offset.y == reader.top == 0


async def test_a_cursor_scrolled_out_of_sight_does_not_call_the_text_back() -> None:
    app = Page(LONG.replace("\n", " "))
    async with app.run_test(size=(80, 20)) as pilot:
        reader = app.reader
        reader.scroll_to(y=40, animate=False)
        await pilot.pause()
        top = reader.top
        await pilot.resize_terminal(80, 12)
        await pilot.pause()
        assert (reader.scroll_offset.y, reader.top) == (40, top)


async def test_a_place_gone_to_before_the_first_frame_is_in_it() -> None:
    app = Page(LONG)
    app.start = LONG.index("Paragraph 200 ")
    async with app.run_test(size=(80, 20)):
        assert any("Paragraph 200 " in row for row in rows(app))


async def test_a_wide_window_centres_a_text_of_ninety_cells() -> None:
    app = Page(LONG.replace("\n", " "))
    async with app.run_test(size=(200, 20)):
        row = rows(app)[1]
        assert len(row) == 200
        assert abs((len(row) - len(row.lstrip())) - (len(row) - len(row.rstrip()))) < 12
        assert len(row.strip()) <= 90


async def test_another_text_starts_at_its_top_without_old_evidence() -> None:
    app = Page(LONG, spans=[Span(0, 9, 1)])
    async with app.run_test(size=(80, 20)) as pilot:
        reader = app.reader
        reader.move_bottom()
        await pilot.pause()
        reader.set_text(TextModel("Short.\n"))
        await pilot.pause()
        assert rows(app)[0].startswith("   Short.")
        assert (reader.spans, reader.cursor, reader.scroll_offset.y) == ((), 0, 0)
        reader.set_text(TextModel(LONG), cursor=len(LONG))
        await pilot.pause()
        assert "Paragraph 299" in rows(app)[-1] or "Paragraph 299" in rows(app)[-2]


async def test_an_empty_text_takes_every_verb() -> None:
    app = Page("")
    async with app.run_test(size=(80, 5)) as pilot:
        reader = app.reader
        for verb in (reader.move_char, reader.move_word, reader.move_sentence, reader.move_line, reader.move_page):
            for delta in (1, -1):
                verb(delta)
                verb(delta, extend=True)
        reader.select_grow()
        reader.swap_ends()
        reader.move_home()
        reader.move_end()
        await pilot.pause()
        assert (reader.cursor, reader.selection, reader.selected_text) == (0, (0, 0), "")
        assert reader.next_span(1) is None


async def drag(pilot: Pilot[None], *places: tuple[int, int], shift: bool = False) -> None:
    await pilot.mouse_down("#reader", offset=places[0], shift=shift)
    for place in places[1:]:
        await pilot.hover("#reader", offset=place)
    await pilot.mouse_up("#reader", offset=places[-1])


@pytest.mark.parametrize("css", ["", "Reader { border: round red; padding: 1 2; }"], ids=["bare", "framed"])
async def test_the_mouse_selects(css: str) -> None:
    app = Page(css=css)
    dx, dy = (6, 2) if css else (3, 0)
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.reader
        await pilot.pause()
        assert rows(app)[dy][dx:].startswith("Ministers")
        await pilot.click("#reader", offset=(dx + 10, dy))
        assert (reader.cursor, reader.has_selection) == (10, False)
        await drag(pilot, (dx + 0, dy), (dx + 5, dy), (dx + 9, dy))
        assert reader.selected_text == "Ministers"
        await drag(pilot, (dx + 14, dy), shift=True)
        assert reader.selected_text == "Ministers said"
        await pilot.click("#reader", offset=(dx + 20, dy), times=2)
        assert reader.selected_text == "Monday"
        await pilot.click("#reader", offset=(dx + 40, dy), times=3)
        assert reader.selected_text == "Ministers said on Monday that the carbon tax would stay."


async def test_dragging_beyond_the_edge_scrolls() -> None:
    app = Page(LONG, css="Reader { height: 10; margin: 3 0; }")
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.reader
        await pilot.mouse_down("#reader", offset=(3, 5))
        await pilot.hover("#reader", offset=(20, 13))
        for _ in range(100):
            await pilot.pause(0.02)
            if reader.scroll_offset.y > 8:
                break
        assert reader.scroll_offset.y > 8
        await pilot.mouse_up("#reader", offset=(20, 13))
        await pilot.pause()
        stopped = reader.scroll_offset.y
        start, end = reader.selection
        assert app.text[start:].startswith("Paragraph 5 ")
        assert reader.model.y_of(end) >= stopped
        await pilot.pause(0.1)
        assert reader.scroll_offset.y == stopped
        assert app.mouse_captured is None


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Page(LONG)
    async with app.run_test(size=(80, 20)) as pilot:
        reader = app.reader
        reader._scroll_down_for_pointer(animate=False)
        await pilot.pause()
        assert reader.scroll_offset.y > 0
        assert reader.cursor == 0
        for _ in range(9):
            reader._scroll_down_for_pointer(animate=False)
        reader.move_line(1)
        assert reader.scroll_offset.y == 0


async def test_the_reader_has_no_keys_of_its_own() -> None:
    assert not Reader(TextModel(TEXT))._bindings.key_to_bindings


async def test_the_theme_can_change() -> None:
    app = Page(spans=[span("carbon tax", 1)])
    async with app.run_test(size=(80, 8)) as pilot:
        before = styled(app, lambda style: style.bgcolor == app.reader._styles.own("reader--active-sentence").bgcolor)
        app.theme = "textual-light"
        await pilot.pause()
        after = styled(app, lambda style: style.bgcolor == app.reader._styles.own("reader--active-sentence").bgcolor)
        assert before == after == "carbon tax"


async def test_the_scroll_bar_is_made_anew_only_where_it_looks_different() -> None:
    app = Page("Words in a line.\n" * 2000)
    async with app.run_test(size=(60, 20)) as pilot:
        reader = app.query_one(Reader)
        bar = reader.vertical_scrollbar
        await pilot.pause()
        before = bar.render_lines(bar.size.region)
        reader.move_line(1)
        await pilot.pause()
        assert bar.render_lines(bar.size.region)[0] is before[0]
        reader.move_bottom()
        await pilot.pause()
        after = bar.render_lines(bar.size.region)
        assert len(after) == len(before)
        assert after[-1]._segments[0].style != before[-1]._segments[0].style
