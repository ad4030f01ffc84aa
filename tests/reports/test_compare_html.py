"""A comparison as a page: whole without network and scripts, and nothing from a file is markup in it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from tests import builders

from stancebook.comparison.comparing import comparison
from stancebook.comparison.matrix import stance_matrix
from stancebook.reports.compare_json import comparison_json
from stancebook.reports.compare_markdown import comparison_markdown
from stancebook.reports.disagreements import kind_words
from stancebook.reports.html.compare import comparison_html
from stancebook.reports.json_form import json_text
from stancebook.reports.terminal.compare import render_comparison

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Value


class _Page(HTMLParser):
    """Collects the elements of a page, and those that are left open."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}
        if tag not in {"meta", "br", "col", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _page(matrix: StanceMatrix) -> tuple[str, _Page]:
    found = comparison(matrix)
    made = comparison_html(found, found.disagreements, software="Stancebook x")
    page = _Page()
    page.feed(made)
    assert page.open == []
    return made, page


@pytest.mark.parametrize("fixture", ["shipped", "hostile", "every_state"])
def test_a_page_is_whole_and_nothing_from_a_file_is_markup(fixture: str, request: pytest.FixtureRequest) -> None:
    made, page = _page(request.getfixturevalue(fixture))
    assert "default-src 'none'; style-src 'sha256-" in made
    assert not {"script", "img", "iframe", "svg", "link", "object"} & set(page.tags)
    assert not {name for name, _ in page.attributes if name.startswith("on") or name in {"src", "style"}}
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")
    assert "\x1b" not in made


def test_every_disagreement_has_both_sides_and_a_line_to_decide_on(shipped: StanceMatrix) -> None:
    made, page = _page(shipped)
    assert page.tags.count("article") == 10
    assert made.count('class="blank"') == 10
    assert "cited by another side too" in made
    assert "11 of 15 the same" in made


@pytest.mark.parametrize("fixture", ["hostile", "every_state"])
def test_no_other_form_lets_what_commands_a_terminal_through(fixture: str, request: pytest.FixtureRequest) -> None:
    found = comparison(request.getfixturevalue(fixture))
    listed = found.disagreements
    for made in (
        render_comparison(found, listed, width=80),
        comparison_markdown(found, listed),
        json_text(comparison_json(found, listed)),
    ):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", made)
    assert not re.search(r"(?<!\\)<", comparison_markdown(found, listed))


def test_the_title_names_those_who_are_compared_and_nobody_who_has_a_draft_only() -> None:
    rubric = builders.rubric()
    study = builders.study(rubric, {"one": {"ana": {"works": 1}, "ben": {"works": 2}, "me": {"works": 0}}})
    mine = study.annotations["me", "one"].model_copy(update={"state": "draft"})
    drafted = replace(study, annotations={**study.annotations, ("me", "one"): mine})
    found = comparison(stance_matrix(drafted, ("ana", "ben", "me"), intervals=False))
    assert found.reviewers == ("ana", "ben", "me")
    assert "<h1>Compared: ana and ben</h1>" in comparison_html(found, found.disagreements, software="Stancebook x")
    assert render_comparison(found, found.disagreements).startswith("COMPARE  ana and ben ")


def test_how_far_numbers_are_apart_is_told_with_their_unit_in_brackets() -> None:
    numeric = "type: numeric\n    min: 0\n    max: 100\n    unit: pounds\n    requires_evidence: false\n"
    rubric = builders.rubric(
        f"{builders.RUBRIC}  - id: cost\n    label: Cost\n    question: How much?\n    {numeric}",
    )
    study = builders.study(rubric, {"one": {"ana": {"cost": 5}, "ben": {"cost": 6}}})
    (one,) = comparison(stance_matrix(study, intervals=False)).disagreements
    assert kind_words(one) == "1 apart (pounds)"


_MORE = """  - id: gist
    label: Gist
    question: "What is it, in a few words?"
    type: text
    requires_evidence: false
  - id: after
    label: After
    question: "And then?"
    type: boolean
    requires_evidence: false
    applies_if: {criterion: works, at_least: 1}
"""


def test_every_form_says_of_each_criterion_why_nothing_of_it_is_compared() -> None:
    rubric = builders.rubric(builders.RUBRIC + _MORE)
    answers: dict[str, dict[str, Value | None]] = {
        "a": {"works": -1, "gist": "It fails."},
        "b": {"works": 0, "gist": "It does not work."},
    }
    asked_of_nobody = comparison(stance_matrix(builders.study(rubric, {"one": answers})))
    page = comparison_html(asked_of_nobody, (), software="Stancebook x")
    told = {
        "html": re.sub(r"<[^>]+>", " ", page.partition("</style>")[2]),
        "md": comparison_markdown(asked_of_nobody, ()),
        "terminal": render_comparison(asked_of_nobody, ()),
    }
    for form, text in told.items():
        words = " ".join(text.split()).lower()
        assert "texts are not compared by a figure: whether two say the same is for a reader to judge" in words, form
        assert "nothing to compare: not asked, given the other answers" in words, form
        assert words.count("nothing to compare: there is no completed coding of it") == len(("advice", "tone")), form
    both = builders.study(rubric, {"one": answers, "two": {}})
    reasons = {row.undefined for row in stance_matrix(both).agreement if row.criterion == "after"}
    assert reasons == {"not asked, given the other answers, or not coded"}
