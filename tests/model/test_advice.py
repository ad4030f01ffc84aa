"""Advice on a rubric: each piece where it is due, and silence where a rubric is good."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import builders

from stancebook.model.advice import KINDS, advice
from stancebook.model.advice.wording import Words, looks
from stancebook.workspace.rubric_file import parse_rubric, read_rubric

SHIPPED = Path(__file__).parents[2] / "rubrics" / "bukele-security-us-policy.yaml"

GOOD = """\
rubric: good
version: "2"
title: A rubric that nobody needs to advise on
language: en
changelog:
  - {version: "2", date: 2026-11-22, note: W1 is new.}
off_scale:
  not_addressed: {label: Not addressed, symbol: "–", definition: The text is silent.}
  unclear: {label: Unclear, symbol: "?", definition: Two readers could not say which., requires_note: true}
unit:
  general_rules:
    - {id: G1, rule: Code what the text says.}
criteria:
  - id: works
    label: Whether it works
    short: Works
    question: "Does the author hold that it works?"
    type: ordinal
    definition: The author's judgement of results, see not_addressed and W1.
    scale:
      - {value: 1, label: Works, definition: Credits the plan with what has been achieved.}
      - {value: 0, label: Split, definition: Sets gains against costs and does not come down on either side.}
      - {value: -1, label: Fails, definition: Denies every success.}
    off_scale: [not_addressed, unclear]
    decision_rules:
      - {id: W1, rule: "Popularity is no result; then not_addressed."}
    examples:
      - {value: 1, text: It helps.}
  - id: advice
    label: What is advised
    question: "What does the author advise?"
    type: nominal
    multiple: true
    definition: Proposals in the author's own voice.
    values:
      - {value: stop, label: Stop it, definition: End the plan.}
      - {value: go-on, label: Go on, definition: Keep the plan.}
      - {value: other, label: Other, definition: Anything else., requires_note: true}
    off_scale: [not_addressed, unclear]
    decision_rules:
      - {id: A1, rule: A prediction is no proposal.}
    examples:
      - {value: [stop], text: Let us stop.}
    requires_evidence: each
"""


def kinds(text: str) -> list[str]:
    return [one.kind for one in advice(parse_rubric(text, "r.yaml"))]


def with_(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_a_good_rubric_gets_no_advice() -> None:
    assert advice(parse_rubric(GOOD, "good.yaml")) == []


def test_the_shipped_rubric_gets_little_advice_and_true() -> None:
    assert [(one.kind, one.loc) for one in advice(read_rubric(SHIPPED))] == [
        ("unused", ("off_scale", "not_applicable"))
    ]


def test_yes_and_no_need_no_definitions_of_their_own() -> None:
    one = "  - {id: named, label: Named, question: 'Is it named?', type: boolean, definition: By name.}\n"
    labelled = "  - {id: said, label: Said, question: 'Is it said?', type: boolean, values: ["
    labelled += "{value: true, label: Mentioned}, {value: false, label: Not mentioned}]}\n"
    found = kinds(GOOD + one + labelled)
    assert "undefined-values" not in found
    assert found.count("no-definition") == 1


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("    definition: The author's judgement of results, see not_addressed and W1.\n", "", "no-definition"),
        ("    decision_rules:\n      - {id: A1, rule: A prediction is no proposal.}\n", "", "no-rules"),
        ("    examples:\n      - {value: 1, text: It helps.}\n", "", "no-examples"),
        ("that it works?", "that it works.", "not-a-question"),
        (", definition: Denies every success.", "", "undefined-values"),
        (", definition: Keep the plan.", ", definition: ' '", "undefined-values"),
        ("label: Go on", "label: stop it", "alike-labels"),
        ("label: Go on", "label: ' Stop  it.'", "alike-labels"),
        ("label: Go on", "label: St\N{CYRILLIC SMALL LETTER O}p it", "alike-labels"),
        ("label: Go on", "label: Unclear", "alike-labels"),
        ("label: What is advised", "label: works!", "alike-labels"),
        ("definition: Keep the plan.", "definition: End the plan!", "alike-definitions"),
        (
            "Denies every success.",
            "Sets its gains against the costs and does not come down on any one side.",
            "alike-definitions",
        ),
        ("label: Split", "label: Split or not mentioned", "middle-collects-silence"),
        (
            "does not come down on either side.",
            "does not come down; also where it is silent.",
            "middle-collects-silence",
        ),
        ("does not come down on either side.", "comes down nowhere or no information.", "middle-collects-silence"),
        (
            "    off_scale: [not_addressed, unclear]\n    decision_rules:\n      - {id: W1",
            "    decision_rules:\n      - {id: W1",
            "no-answer-for-silence",
        ),
        (
            "off_scale: [not_addressed, unclear]\n    decision_rules:\n      - {id: A1",
            "off_scale: [unclear]\n    decision_rules:\n      - {id: A1",
            "no-answer-for-silence",
        ),
        ("value: 0,", "value: -3,", "scale-order"),
        (", requires_note: true}\n    off_scale", "}\n    off_scale", "catch-all"),
        ('symbol: "?"', 'symbol: "–"', "same-symbol"),
        ('symbol: "?"', 'symbol: "0"', "same-symbol"),
        ("unit:\n", "  gone: {label: Gone, definition: It is gone.}\nunit:\n", "unused"),
        ("then not_addressed", "then not_adressed", "unknown-mention"),
        ("and W1.", "and W7.", "unknown-mention"),
        ('version: "2"\ntitle', 'version: "3"\ntitle', "version"),
        ('  - {version: "2"', '  - {version: "1", date: 2026-11-01}\n  - {version: "2"', "version"),
    ],
)
def test_advice_comes_where_it_is_due(old: str, new: str, kind: str) -> None:
    text = with_(old, new)
    assert kinds(text) == [kind]
    assert all(one.kind in KINDS and one.message for one in advice(parse_rubric(text, "r.yaml")))


def test_a_rubric_in_another_language_is_not_judged_by_english_words() -> None:
    text = with_("language: en", "language: es").replace("The text is silent.", "El texto calla.", 1)
    text = text.replace("not_addressed", "callado").replace("label: Not addressed", "label: No se trata")
    assert kinds(text) == []


def test_a_draft_without_changelog_needs_no_entry_and_a_frozen_one_does() -> None:
    plain = builders.RUBRIC
    assert "version" not in kinds(plain)
    assert "version" in kinds(plain.replace("title:", "status: frozen\ntitle:", 1))


def test_a_rubric_made_to_get_advice_gets_a_bounded_amount() -> None:
    values = "".join(f"      - {{value: v{n}, label: Same, definition: Same}}\n" for n in range(300))
    text = GOOD.split("criteria:\n", maxsplit=1)[0] + (
        "criteria:\n  - id: many\n    label: Many\n    question: Which?\n    type: nominal\n    values:\n" + values
    )
    assert len(kinds(text)) == 100


@given(st.text(max_size=30))
def test_case_space_and_punctuation_never_make_labels_look_different(label: str) -> None:
    assert looks(f" {label.upper()}. ") == looks(label.upper()) or not any(map(str.isalnum, label))
    assert Words.of(label).shared(Words.of(label)) == 1.0


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_two_texts_share_is_a_share(one: str, other: str) -> None:
    words, others = Words.of(one), Words.of(other)
    assert 0.0 <= words.shared(others) <= 1.0
    assert words.shared(others) == others.shared(words)
