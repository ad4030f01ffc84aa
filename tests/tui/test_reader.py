"""What the reader shows, and what the mouse does in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.geometry import Offset

from stancebook.tui.text_model import TextModel
from stancebook.tui.widgets import reader_lines
from stancebook.tui.widgets.reader import Reader, Span
from stancebook.tui.widgets.reader_paint import paint_line

from .reader_page import LONG, TEXT, Page, rows, span, styled

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.strip import Strip

    from stancebook.tui.widgets.reader_layers import Layers


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


async def test_of_what_is_reported_and_several_questions_both_are_marked() -> None:
    reported = Span(0, len("Ministers"), 3, reported=True)
    app = Page(spans=[span("carbon tax", 1), reported])
    async with app.run_test(size=(80, 6)) as pilot:
        assert rows(app)[0].startswith("▌1»Ministers")
        app.reader.set_spans([span("carbon tax", 1), span("would stay", 2), reported])
        await pilot.pause()
        assert rows(app)[0].startswith("▌+»Ministers"), "that there are several says more than which is one of them"


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

        def counted(model: TextModel, layers: Layers, y: int, *how: Any) -> Strip:
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
        assert painted == [0], "only the lines that a quote touches"
        painted.clear()
        reader.set_spans(reader.spans, active=2)
        await pilot.pause()
        assert painted == [0], "which stands out no longer"


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
