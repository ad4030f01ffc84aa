"""Evidence: overlap in characters and alpha for spans, across texts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancebook.agreement import (
    AgreementError,
    MarkedText,
    character_f1,
    disorder,
    overlaps,
    summed_overlap,
    unitizing_alpha,
)
from stancebook.agreement.spans import merged, shared_characters

Spans = list[tuple[int, int]]
spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda x: (x[0], x[0] + x[1])), max_size=5)


@given(spans, spans)
@settings(max_examples=80, deadline=None)
def test_overlap_counts_characters_as_sets_would(first: Spans, second: Spans) -> None:
    a, b = ({i for start, end in side for i in range(start, end)} for side in (first, second))
    assert shared_characters(first, second) == (len(a & b), len(a - b), len(b - a))
    expected = 2 * len(a & b) / (len(a) + len(b)) if a or b else None
    assert character_f1(first, second) == pytest.approx(expected)
    assert all(left[1] < right[0] for left, right in zip(merged(first), merged(first)[1:], strict=False))


def naive_u_alpha(length: int, coders: list[list[tuple[int, int, str]]]) -> float:
    """Character by character, from the definition."""
    labels = ["", *sorted({s[2] for spans_ in coders for s in spans_})]
    lines = np.zeros((len(coders), length), dtype=int)
    own = np.zeros(len(labels))
    for line, marked in zip(lines, coders, strict=True):
        for start, end, label in marked:
            line[start:end] = labels.index(label)
            own[labels.index(label)] += (end - start) ** 2
    own[0] = (lines == 0).sum()
    coincident = np.zeros((len(labels), len(labels)))
    for i, a in enumerate(lines):
        for j, b in enumerate(lines):
            if i != j:
                np.add.at(coincident, (a, b), 1 / (len(coders) - 1))
    total, margin = coincident.sum(), coincident.sum(axis=1)
    expected = total * (np.outer(margin, margin) - np.diag(own)) / (total**2 - own.sum())
    return float(1 - (total - np.trace(coincident)) / (total - np.trace(expected)))


def test_u_alpha_is_its_definition_character_by_character() -> None:
    rng = np.random.default_rng(4)
    for _ in range(20):
        coders = []
        for _ in range(int(rng.integers(2, 5))):
            cuts = np.sort(rng.choice(np.arange(1, 60), 6, replace=False)).tolist()
            coders.append([(cuts[i], cuts[i + 1], str(rng.choice(["a", "b"]))) for i in (0, 2, 4)])
        text = MarkedText(60, {f"c{i}": marked for i, marked in enumerate(coders)})
        found = unitizing_alpha([text], interval=False).value
        assert found == pytest.approx(naive_u_alpha(60, coders), abs=1e-12)


def test_texts_are_pooled_and_never_compared_with_each_other() -> None:
    one = MarkedText(50, {"ann": [(0, 10)], "bo": [(0, 10)]})
    other = MarkedText(50, {"bo": [(20, 30)], "ann": [(20, 32)]})
    both = unitizing_alpha([one, other], interval=False).value
    assert both == unitizing_alpha([other, one], interval=False).value
    assert both is not None
    assert 0.8 < both < 1.0
    assert unitizing_alpha([one, one], interval=False).value == 1.0
    # One reader only: nothing to compare, nothing changes.
    lonely = MarkedText(10_000, {"ann": [(5, 9_000)]})
    assert unitizing_alpha([one, other, lonely], interval=False).value == both


def test_overlapping_spans_of_one_coder_are_joined_or_refused_if_labels_differ() -> None:
    twice = MarkedText(50, {"ann": [(0, 6, "x"), (4, 10, "x")], "bo": [(0, 10, "x")]})
    assert unitizing_alpha([twice], interval=False).value == 1.0
    mixed = MarkedText(50, {"ann": [(0, 6, "x"), (4, 10, "y")], "bo": [(0, 10, "x")]})
    with pytest.raises(AgreementError, match=r"'ann'.*4-10.*0-6.*one label at a time"):
        unitizing_alpha([mixed])
    assert unitizing_alpha([mixed], "binary_u_alpha", interval=False).value == 1.0


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (40, 51), (9, 3)])
def test_spans_outside_their_text_are_refused_by_name(span: tuple[int, int]) -> None:
    text = MarkedText(50, {"ann": [span], "bo": []}, name="intro")
    for call in (lambda: unitizing_alpha([text]), lambda: overlaps([text]), lambda: summed_overlap([text])):
        with pytest.raises(AgreementError, match=r"'intro'.*'ann'"):
            call()


def test_overlaps_sum_characters_over_texts_and_list_what_is_agreed_empty() -> None:
    texts = [
        MarkedText(50, {"ann": [(0, 10, "x")], "bo": [(5, 10, "x")]}),
        MarkedText(50, {"ann": [], "bo": []}),
        MarkedText(50, {"ann": [(0, 5, "y")], "cy": [(0, 5, "x")]}),
    ]
    first, second, third = overlaps(texts)
    assert (first.shared, first.only_first, first.only_second, first.texts, first.both_empty) == (5, 5, 0, 2, 1)
    assert first.f1 == pytest.approx(10 / 15)
    assert (second.f1, third.f1, third.texts) == (1.0, None, 0)
    assert overlaps(texts, label="x")[1].f1 == 0.0


@given(st.lists(st.dictionaries(st.sampled_from("abcde"), spans), max_size=4))
@settings(max_examples=80, deadline=None)
def test_overlaps_of_all_pairs_in_one_walk(marked: list[dict[str, Spans]]) -> None:
    texts = [MarkedText(50, here) for here in marked]
    pairs = overlaps(texts)
    told = sum(one.shared for one in pairs), sum(one.only_first + one.only_second for one in pairs)
    assert summed_overlap(texts) == told


def test_one_label_is_told_from_the_others_where_both_marked() -> None:
    spans_of = {
        "ann": [(0, 10, "a"), (20, 30, "b"), (40, 50, "c")],
        "bo": [(0, 10, "a"), (20, 30, "c"), (40, 50, "b")],
    }
    text = MarkedText(60, spans_of)
    found = {x: unitizing_alpha([text], "ku_alpha", label=x, interval=False).value for x in "abc"}
    assert found["a"] == 1.0
    assert found["b"] is not None
    assert found["b"] < 0.0
    with pytest.raises(AgreementError, match="'z'"):
        unitizing_alpha([text], "ku_alpha", label="z")


def test_nothing_marked_and_nobody_to_compare_are_said() -> None:
    assert unitizing_alpha([MarkedText(9, {"ann": [], "bo": []})]).undefined == "nobody marked anything"
    assert unitizing_alpha([MarkedText(9, {"ann": [(0, 3)]})]).undefined == "no text was read by two coders"
    assert unitizing_alpha([]).value is None


def test_enough_texts_have_an_interval_over_texts() -> None:
    rng = np.random.default_rng(2)
    texts = []
    for _ in range(35):
        start = int(rng.integers(0, 40))
        shift = int(rng.integers(0, 6))
        texts.append(MarkedText(80, {"ann": [(start, start + 20)], "bo": [(start + shift, start + 22)]}))
    found = unitizing_alpha(texts)
    assert (found.low, found.value, found.high) == tuple(sorted((found.low or 0, found.value or 0, found.high or 0)))
    assert found.interval is not None
    assert "BCa" in found.interval
    assert unitizing_alpha(texts[:5]).low is None


def test_disorder_needs_coders_and_spans() -> None:
    assert disorder([[], []]) is None
    assert disorder([[(0, 4)], [(0, 4)]]) == 0.0
    assert disorder([[(0, 4)], []]) == pytest.approx(2.0)
    with pytest.raises(AgreementError):
        disorder([[(0, 4)]])
