"""The reader in the room it has: frames, new sizes, wide windows, other texts and none."""

from __future__ import annotations

from textual.geometry import Region

from stancebook.tui.text_model import TextModel
from stancebook.tui.widgets.reader import Span

from .reader_page import LONG, Page, rows


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
