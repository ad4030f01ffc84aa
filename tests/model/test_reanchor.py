"""The ladder: a quote is found again after its source was corrected, and a doubt is never hidden."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.model.annotation import Evidence
from stancebook.model.reanchor import CERTAIN, POSSIBLE, Reanchored, reanchor
from stancebook.model.reanchor_view import reads, view_of
from stancebook.model.reanchor_weight import differs_in_weight

OLD = (
    "The model works, its defenders say: killings are down by half since 2022.\n"
    "Critics answer that thousands of innocent people sit in prison without a trial.\n"
    "“We must not look away,” said one of them – a judge who has since left the country.\n"
    "The model works. Nobody in the capital, it seems, wants the old days back.\n"
)


def quoted(words: str, text: str = OLD, *, nth: int = 0) -> Evidence:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Evidence.at(text, at, at + len(words))


def follow(words: str, old: str, new: str, *, nth: int = 0) -> Reanchored:
    changed = OLD.replace(old, new)
    assert changed != OLD
    return reanchor(quoted(words, nth=nth), changed)


def test_an_unchanged_text_leaves_every_quote_where_it_is() -> None:
    quote = quoted("killings are down")
    found = reanchor(quote, OLD)
    assert (found.kind, found.evidence, found.score, found.method, found.certain) == ("exact", quote, 1, "place", True)


def test_a_quote_moves_with_the_words_before_it_and_its_context_is_made_anew() -> None:
    found = follow("innocent people sit in prison", "killings", "murders and other crimes")
    assert found.evidence
    assert (found.kind, found.method, found.certain, found.same_words) == ("moved", "words", True, True)
    assert found.evidence.quote == "innocent people sit in prison"
    assert found.evidence.start == quoted("innocent people sit in prison").start + 16


def test_a_correction_behind_a_quote_leaves_it_exact() -> None:
    found = follow("killings are down", "Nobody in the capital", "No one")
    assert (found.kind, found.certain) == ("exact", True)


@pytest.mark.parametrize("nth", [0, 1])
def test_context_decides_between_the_same_words(nth: int) -> None:
    found = follow("The model works", "since 2022.\n", "since 2022, they add.\n", nth=nth)
    assert found.evidence
    assert found.certain
    assert found.evidence.suffix.startswith(", its" if nth == 0 else ". Nobody")


def test_equal_words_in_equal_context_are_ambiguous_and_all_places_are_named() -> None:
    line = "No comment, said the ministry of justice and security.\n"
    text = f"Before.\n{line}"
    found = reanchor(quoted("No comment, said", text), f"Now.\nNow here.\n{line}Now here.\n{line}")
    assert (found.kind, found.evidence, found.certain) == ("ambiguous", None, False)
    assert [place.start for place in found.places] == [15, 15 + len(line) + 10]


def test_quotation_marks_and_dashes_of_another_shape_are_the_same_words() -> None:
    found = reanchor(
        quoted("“We must not look away,” said one of them – a judge"), OLD.replace("“", '"').replace("–", "—")
    )
    assert found.evidence
    assert (found.kind, found.method, found.certain) == ("edited", "typography", True)
    assert found.evidence.quote == '"We must not look away,” said one of them — a judge'


def test_lines_broken_anew_accents_and_soft_hyphens_do_not_matter() -> None:
    old = "Die Behörden schwiegen, und niemand fragte nach den Verschwundenen im Gefängnis."
    new = (
        unicodedata.normalize("NFD", old)
        .replace(", ", ",\n")
        .replace("Verschw", "Ver\u00adschw")
        .replace(" im ", "\u00a0 im\n")
    )
    found = reanchor(quoted("schwiegen, und niemand fragte nach den Verschwundenen im Gefängnis", old), new)
    assert found.evidence
    assert (found.kind, found.method, found.certain) == ("edited", "typography", True)
    assert unicodedata.normalize("NFC", found.evidence.quote).endswith("Gefängnis")
    assert found.evidence.quote.startswith("schwiegen")


def test_a_corrected_word_is_found_to_the_letter() -> None:
    found = follow("thousands of innocent people sit in prison without a trial", "innocent", "guiltless")
    assert found.evidence
    assert (found.kind, found.method) == ("edited", "similarity")
    assert found.evidence.quote == "thousands of guiltless people sit in prison without a trial"
    assert CERTAIN > found.score >= POSSIBLE
    assert found.doubt == "only partly alike"


def test_a_typing_error_is_taken_over_without_a_question() -> None:
    found = follow("thousands of innocent people sit in prison without a trial", "thousands", "thousand")
    assert (found.kind, found.certain) == ("edited", True)


@pytest.mark.parametrize(
    ("old", "new"),
    [("must not look", "must look"), ("must not look", "mustn't look"), ("2022", "2023"), ("without", "with out")],
)
def test_a_negation_or_a_number_is_never_taken_over_unseen(old: str, new: str) -> None:
    line = next(line for line in OLD.splitlines() if old in line)
    found = follow(line, old, new)
    assert found.score >= CERTAIN
    assert (found.certain, found.doubt) == (False, "a negation or a number differs")


def test_a_deleted_passage_is_lost() -> None:
    found = follow(
        "Critics answer that thousands", "Critics answer that thousands of innocent people sit in prison ", ""
    )
    assert (found.kind, found.evidence, found.certain) == ("lost", None, False)


def test_a_short_quote_among_other_words_is_doubted() -> None:
    found = reanchor(quoted("trial"), "An entirely different text, in which the word trial stands by chance.")
    assert (found.kind == "lost") or not found.certain


def test_a_quote_in_an_empty_text_is_lost() -> None:
    assert reanchor(quoted("killings"), "").kind == "lost"
    assert reanchor(quoted("killings"), " \n ").kind == "lost"


def test_a_quote_of_invisible_characters_is_lost_without_a_crash() -> None:
    odd = Evidence(start=0, end=2, quote="\u200b\u00ad", prefix="", suffix="", for_value=None)
    assert reanchor(odd, OLD).kind == "lost"


def test_a_long_quote_is_found_by_its_ends() -> None:
    old = " ".join(f"Sentence {number} says what number {number * 7} says." for number in range(200))
    new = f"An opening. {old.replace('Sentence 100', 'Phrase 100')}"
    found = reanchor(Evidence.at(old, 500, 6_000), new)
    assert found.evidence
    assert found.kind == "edited"
    assert abs(found.evidence.end - found.evidence.start - 5_500) <= 2
    assert found.evidence.quote[:40] == old[500:540]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a" * 100_000, "a" * 290 + "b" + "a" * 100),
        ("ab " * 100_000, "ab " * 90 + "c " + "ab " * 90),
        ("lorem ipsum " * 30_000, "lorem ipsun " * 100),
        (" " * 300_000, "x" * 400),
        ("\u0301" * 100_000, "e\u0301" * 200),
    ],
    ids=["one letter", "two letters", "two words", "blank", "accents"],
)
def test_hostile_texts_take_bounded_time(text: str, quote: str) -> None:
    begun = time.perf_counter()
    reanchor(Evidence(start=5, end=5 + len(quote), quote=quote, prefix="a" * 32, suffix="b" * 32, for_value=None), text)
    assert time.perf_counter() - begun < 5


words = st.text(alphabet="abcde ,.\n“”-–\u00ad\u00a0é\u0301\u200b", max_size=60)


@given(old=words, new=words, bounds=st.tuples(st.integers(0, 59), st.integers(1, 60)))
def test_whatever_is_found_stands_in_the_text(old: str, new: str, bounds: tuple[int, int]) -> None:
    start, end = min(bounds), min(max(bounds), len(old))
    if start >= end:
        return
    found = reanchor(Evidence.at(old, start, end, "v"), new)
    assert 0 <= found.score <= 1
    assert 0 <= found.rival <= 1
    assert (found.evidence is None) == (found.kind in {"ambiguous", "lost"})
    if found.evidence:
        assert new[found.evidence.start : found.evidence.end] == found.evidence.quote
        assert found.evidence.for_value == "v"
        assert found.same_words == (found.evidence.quote == old[start:end])


@given(before=words, old=words.filter(lambda text: len(text) > 3), after=words)
def test_text_put_around_the_old_text_loses_nothing(before: str, old: str, after: str) -> None:
    found = reanchor(Evidence.at(old, 0, len(old)), before + old + after)
    assert found.kind in {"exact", "moved", "ambiguous"} or len(old) < 20


@given(text=st.text(max_size=80))
def test_a_view_leads_back_to_the_text(text: str) -> None:
    view = view_of(text)
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(view.starts, view.ends, strict=True))
    assert list(view.starts) == sorted(view.starts)
    assert "  " not in view.text
    for at, character in enumerate(view.text):
        place = view.place(at, at + 1)
        assert character in reads(text[place.start : place.end])


def test_negations_and_numbers_weigh_in_the_languages_we_know() -> None:
    assert differs_in_weight("it is so", "it isn’t so")
    assert differs_in_weight("es sostenible", "no es sostenible")
    assert differs_in_weight("1,000 people", "1,500 people")
    assert not differs_in_weight("it isn't so", "it isn’t  so.")
    assert not differs_in_weight("goverment", "government")
