"""Moving through the text by keys' verbs, selecting, and going from quote to quote."""

from __future__ import annotations

from stancebook.tui.widgets.reader import Reader

from .reader_page import TEXT, Page, span


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
