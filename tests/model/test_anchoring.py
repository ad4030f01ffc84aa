from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.model.anchoring import (
    Place,
    is_verbatim,
    loose_places,
    nearest_passage,
    places,
    quote_evidence,
)
from stancebook.model.annotation import CONTEXT, Evidence
from stancebook.model.problems import StancebookError

TEXT = (
    "“It works”, she said – and\nthe rest is silence. It’s a long\u00a0way.\n\n"
    "Nobody   knows. It works. Does it? Nobody\tknows.\n"
)


def complaint(text: str, quote: str) -> str:
    with pytest.raises(StancebookError) as caught:
        quote_evidence(text, quote, where="one")
    return str(caught.value)


def test_a_quote_is_found_word_for_word_with_its_context() -> None:
    found = quote_evidence(TEXT, "the rest is silence")
    start = TEXT.index("the rest")
    assert (found.start, found.end, found.quote) == (start, start + 19, "the rest is silence")
    assert found.prefix == TEXT[:start][-CONTEXT:]
    assert found.suffix == TEXT[start + 19 :][:CONTEXT]
    assert is_verbatim(found, TEXT)


@pytest.mark.parametrize(
    ("typed", "quote"),
    [
        ('"It works", she said - and the rest', "“It works”, she said – and\nthe rest"),
        ("It's a long way", "It’s a long\u00a0way"),
        ("said — and", "said – and"),
        ("she   said", "she said"),
        ("  the rest is silence.\r\n", "the rest is silence."),
        ("and\r\nthe", "and\nthe"),
        ("way. Nobody knows", "way.\n\nNobody   knows"),
    ],
)
def test_white_space_quotation_marks_and_dashes_may_differ(typed: str, quote: str) -> None:
    found = quote_evidence(TEXT, typed)
    assert found.quote == quote
    assert is_verbatim(found, TEXT)


def test_word_for_word_goes_before_alike() -> None:
    text = "It’s here. It's there."
    assert quote_evidence(text, "It's").start == text.index("It's")


def test_a_quote_that_stands_several_times_is_never_picked_silently() -> None:
    said = complaint(TEXT, "It works")
    first, second = (place.start for place in places(TEXT, "It works"))
    assert said == f"this quote stands 2 times in one (at {first}, {second}); quote more words: 'It works'"
    assert "stands 2 times" in complaint(TEXT, "Nobody knows.")


@pytest.mark.parametrize(("near", "number"), [(0, 0), (10, 0), (1000, 1)])
def test_an_offset_decides_between_several(near: int, number: int) -> None:
    assert quote_evidence(TEXT, "It works", near=near).start == places(TEXT, "It works")[number].start


def test_what_is_not_there_is_answered_with_the_nearest_passage() -> None:
    said = complaint(TEXT, "the rest was silence")
    assert said.startswith("this quote is not in one: 'the rest was silence'; the nearest passage is ")
    assert "the rest is silence" in said
    place, score = nearest_passage(TEXT, "the rest was silence")
    assert "rest is silence" in TEXT[place.start : place.end]
    assert 80 < score < 100


def test_what_is_like_nothing_there_is_said_to_be_so() -> None:
    assert complaint(TEXT, "xqzvkj wwpp 8841").endswith("; nothing there is like it")
    assert complaint("", "something").endswith("; nothing there is like it")


@pytest.mark.parametrize("quote", ["", " ", "\n\t", "\u00a0"])
def test_an_empty_quote_is_refused(quote: str) -> None:
    assert complaint(TEXT, quote) == "the quote is empty"


def test_a_quote_is_no_pattern() -> None:
    assert "is not in one" in complaint(TEXT, ".*")
    assert "is not in one" in complaint(TEXT, "(It|Does) works?")
    assert quote_evidence("a (b+) c [d] \\1 $ ^", "(b+)  c [d] \\1 $ ^").start == 2


def test_overlapping_places_are_all_found() -> None:
    assert places("aaa", "aa") == [Place(0, 2), Place(1, 3)]
    assert places("abc", "") == []
    assert loose_places("a  b\na b", "a b") == [Place(0, 4), Place(5, 8)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a" * 50_000, "a" * 25_000 + "b"),
        ("a" * 50_000, "a" * 25_000),
        ("a " * 50_000, "a " * 20_000 + "b"),
        (" " * 100_000 + "x", "a b"),
        (("a" + " " * 1_000) * 100, "a " * 90 + "b"),
        ('"' * 50_000, "“" * 1_000),
        ("the quick brown fox " * 50_000, "the quick brown cat " * 500),
        ("(" * 50_000, "(((((a+)+)+)+$"),
    ],
    ids=["one word", "periodic", "many words", "spaces", "gaps", "quotes", "long", "brackets"],
)
def test_hostile_text_is_searched_in_bounded_time(text: str, quote: str) -> None:
    started = time.monotonic()
    complaint(text, quote)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (-1, 3), (0, 10_000), (10_000, 10_001)])
def test_a_passage_outside_the_text_is_no_evidence(start: int, end: int) -> None:
    with pytest.raises(StancebookError, match="no passage"):
        Evidence.at(TEXT, start, end)


@given(st.text("ab “”\"'’\n\u00a0—-é😀", min_size=1, max_size=60), st.data())
def test_every_passage_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    wanted = text[start:end].strip()
    if wanted:
        found = quote_evidence(text, text[start:end], near=start)
        assert is_verbatim(found, text)
        assert found.quote == wanted
        assert abs(found.start - start) <= len(text[start:end]) - len(text[start:end].lstrip())


@given(st.text("ab “”'’\n\u00a0—", max_size=40), st.text("ab \"'-\n", max_size=6))
def test_loose_places_differ_only_in_white_space_and_shape(text: str, quote: str) -> None:
    def plain(words: str) -> str:
        return " ".join(words.translate(str.maketrans("“”’—\u00a0", '""\'- ')).split())

    for place in loose_places(text, quote):
        assert plain(text[place.start : place.end]) == plain(quote)
    assert bool(loose_places(text, quote)) == bool(plain(quote) and plain(quote) in plain(text))
