import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from stancebook.tui.text_model import TextModel

PIECES = [
    *("a", "word", "x" * 40, " ", "  ", "\n", "\n\n", "\t"),
    *(".", ". ", "! ", "“Yes.” ", "Mr. ", "U.S. ", "3.5 ", "…"),
    *("漢字", "。", "「", "」", "한국어", "กิ", "नि", "שלום"),
    *("e\u0301", "\u0301", "👩\u200d💻", "❤\ufe0f", "🇵🇱", "\u200d", "\u200b", "\x1b", "\u202e"),
]
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=80))
widths = st.integers(1, 60)


def sentences(text: str) -> list[str]:
    model = TextModel(text)
    spans = [model.sentence(index) for index in range(len(model.sentence_starts))]
    return [text[start:end] for start, end in spans]


@settings(deadline=None)  # the machine may be busy
@given(texts, widths)
def test_joined_lines_are_the_text(text: str, width: int) -> None:
    model = TextModel(text, width)
    assert "".join(text[slice(*model.line(y))] for y in range(model.height)) == text
    assert [model.y_of(model.line(y)[0]) for y in range(model.height)] == list(range(model.height))
    assert set(model.para_starts) <= set(model.wrap(width))


@settings(deadline=None)  # the machine may be busy
@given(texts, st.integers(2, 60))
@example("a  \u0301", 2)
def test_a_line_is_no_wider_than_asked_but_for_a_hanging_space(text: str, width: int) -> None:
    model = TextModel(text, width)
    for y in range(model.height):
        line = model.line_text(y)
        assert cell_len(line) <= width + (line[-1:] == " ")


@settings(deadline=None)  # the machine may be busy
@given(texts, widths)
def test_every_cluster_is_found_where_it_is_shown(text: str, width: int) -> None:
    model = TextModel(text, width)
    offset = 0
    while offset < len(text):
        assert model.offset_at(*model.xy(offset)) == offset
        following = model.step(offset, 1)
        assert following > offset
        assert model.step(following, -1) == offset
        offset = following
    assert model.offset_at(*model.xy(len(text))) == len(text)


@settings(deadline=None)  # the machine may be busy
@given(texts, st.integers(-3, 99), st.integers(-3, 99), widths)
def test_any_place_on_the_screen_is_on_its_line(text: str, x: int, y: int, width: int) -> None:
    model = TextModel(text, width)
    offset = model.offset_at(x, y)
    assert model.cluster_start(offset) == offset
    if 0 <= y < model.height:
        assert model.y_of(offset) == y


@settings(deadline=None)  # the machine may be busy
@given(texts, st.integers(0, 99), st.integers(0, 99), widths, widths)
def test_snapped_spans_survive_another_width(text: str, start: int, end: int, width: int, other: int) -> None:
    model = TextModel(text, width)
    span = model.snap(start, end)
    low, high = sorted(min(offset, len(text)) for offset in (start, end))
    assert span[0] <= low <= high <= span[1]
    assert model.snap(*span) == span
    model.wrap(other)
    assert model.snap(*span) == span
    assert tuple(model.offset_at(*model.xy(offset)) for offset in span) == span


@settings(deadline=None)  # the machine may be busy
@given(texts)
def test_pieces_cut_at_clusters_are_as_wide_as_the_whole(text: str) -> None:
    model = TextModel(text, 1000)
    for y in range(model.height):
        start, _ = model.line(y)
        line = model.line_text(y)
        cuts = [offset for offset in range(len(line) + 1) if model.cluster_start(start + offset) == start + offset]
        assert sum(cell_len(line[low:high]) for low, high in pairwise(cuts)) == cell_len(line)


@settings(deadline=None)  # the machine may be busy
@given(texts)
def test_sentences_cover_the_text_and_nothing_twice(text: str) -> None:
    model = TextModel(text)
    spans = [model.sentence(index) for index in range(len(model.sentence_starts))]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = {offset for span in spans for offset in range(*span)}
    assert all(model.shown[offset].isspace() for offset in range(len(text)) if offset not in covered)
    for index, (start, end) in enumerate(spans):
        assert "\n" not in model.shown[start:end]
        assert all(model.sentence_index(offset) == index for offset in range(start, end))


@settings(deadline=None)  # the machine may be busy
@given(texts, st.integers(0, 99))
def test_word_steps_advance_and_end_at_clusters(text: str, offset: int) -> None:
    model = TextModel(text)
    offset = model.cluster_start(offset)
    for forward in (model.next_word, model.next_word_end):
        there = forward(offset)
        assert there > offset or there == len(text) == offset or there == len(text)
        assert model.cluster_start(there) == there
    for back in (model.previous_word, model.previous_word_end):
        there = back(offset)
        assert there < offset or there == offset == 0
        assert model.cluster_start(there) == there
    if word := model.word_at(offset):
        assert word[0] <= offset < word[1]


@pytest.mark.parametrize(
    "expected",
    [
        ["Mr. Bukele met Sen. Rubio in the U.S. Senate.", "They spoke."],
        ["He lives in the U.S.", "The law changed."],
        ["J. R. Smith and N. Bukele agreed.", "So did others."],
        ["It rose 3.5 percent to $1.2 billion.", "Prices fell."],
        ["“We are not going to back down,” the minister said.", "“Never.”", "Then he left."],
        ["“Stop!” he said.", "Nobody moved."],
        ["He did it (with malice).", "Then he left."],
        ["What now?!", "Nothing… yet.", "Wait...", "What?"],
        ["See Fig. 3 and No. 12 of vol. 2.", "He said no.", "Then he left."],
        ["He came at 5 p.m. on Jan. 3 to www.example.com.", "It was over."],
        ["1. First point.", "Second point."],
        ["El Sr. García llegó.", "¿Por qué?", "¡Nadie lo sabe!"],
        ["known as *maras*.", "These groups began."],
        ["It ended in 1992.", "5 people died."],
        ["The F.B.I. agents came, e.g. two of them, i.e. few."],
        ["Acme Inc. said so.", "Acme Inc.", "However, it was wrong."],
    ],
)
def test_sentences_end_where_a_reader_would_say(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_chinese_sentences_need_no_space() -> None:
    assert sentences("他说：“不。”然后走了。为什么？因为。") == ["他说：“不。”", "然后走了。", "为什么？", "因为。"]


def test_a_line_feed_ends_a_sentence() -> None:
    assert sentences("A headline\n\n  First. Second\n") == ["A headline", "First.", "Second"]


def test_space_belongs_to_the_sentence_before_it() -> None:
    model = TextModel("One. \n\nTwo.")
    assert [model.sentence_at(offset) for offset in (0, 4, 6, 7, 11)] == [(0, 4), (0, 4), (0, 4), (7, 11), (7, 11)]


def test_empty_texts_have_a_place_for_the_cursor() -> None:
    for text in ("", "\n", "   "):
        model = TextModel(text)
        assert model.offset_at(*model.xy(len(text))) == len(text)
        assert model.sentence_at(0)[0] == model.sentence_at(0)[1]
        assert model.paragraph_at(0)[0] == model.paragraph_at(0)[1]


def test_words_are_those_of_every_script() -> None:
    text = "It’s a well-known 3.5 % of U.S. aid, निति สวัสดี 漢字"
    model = TextModel(text)
    found, offset = [], 0
    while offset < len(text):
        if word := model.word_at(offset):
            found.append(text[slice(*word)])
        offset = model.next_word(offset)
    assert found == ["It’s", "a", "well-known", "3.5", "of", "U.S", "aid", "निति", "สวัสดี", "漢", "字"]


def test_a_line_breaks_beside_wide_characters_but_not_before_their_stop() -> None:
    model = TextModel("漢字漢字。漢字", 8)
    assert [model.line_text(y) for y in range(model.height)] == ["漢字漢", "字。漢字"]


def test_what_has_nothing_to_join_gets_a_cell_of_its_own() -> None:
    model = TextModel("\u0301a\n\u0301b")
    assert len(model.shown) == len(model.text)
    assert [model.xy(offset) for offset in (0, 1, 3, 4)] == [(0, 0), (1, 0), (0, 1), (1, 1)]


HUGE = {
    "one word": "a" * 5_000_000,
    "one line": "Word and so on. " * 312_500,
    "spaces": " " * 100_001,
    "quotes": '"' * 50_000,
    "brackets": "[" * 60_000,
    "dots": "." * 50_000 + "x",
    "dots and quotes": '."' * 50_000 + "x",
    "stops and spaces": ". " * 50_000,
    "joined": "👩\u200d💻" * 30_000,
    "marks": "\u0301" * 50_000,
    "marks of another script": "\u0e34" * 20_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_no_text_is_slow(text: str) -> None:
    began = time.process_time()
    model = TextModel(text, 46)
    middle = len(text) // 2
    model.sentence_at(middle)
    opened = time.process_time()
    assert opened - began < 8  # measured 0.1 to 0.7; what is quadratic takes minutes
    model.word_at(middle)
    model.next_word(model.previous_word(middle))
    model.step(middle, 1)
    model.offset_at(*model.xy(middle))
    assert time.process_time() - opened < 2
