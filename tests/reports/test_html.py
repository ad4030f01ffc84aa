"""The report as a file: complete, readable, the same every time, and with nothing of a file as markup."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests import builders

from stancebook.comparison.alignment import alignment
from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.model.criterion import OrdinalCriterion
from stancebook.reports.html.drawings import positions
from stancebook.reports.html.report import render_report, report_parts
from stancebook.reports.html.strips import Strips
from stancebook.reports.methods import methods
from stancebook.reports.summary import summary
from stancebook.reports.terminal.alignment import render_alignment

VOID = {"meta", "br", "col", "link", "img", "input", "hr", "rect", "line", "circle"}


class Page(HTMLParser):
    """The elements of a page, and whether each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        """The words of the page."""
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module", params=[False, True], ids=["sources down", "criteria down"])
def page(shipped: StanceMatrix, request: pytest.FixtureRequest) -> Page:
    return Page(
        render_report(
            shipped,
            software="Stancebook 0.1.0",
            generated="22 November 2026",
            hashes={"a.json": "ab" * 32},
            transpose=request.param,
        )
    )


def test_it_is_well_formed_and_its_links_lead_somewhere(page: Page) -> None:
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert not [one for one, number in Counter(ids).items() if number > 1]
    here = [str(a["href"]) for a in page.all("a") if str(a.get("href")).startswith("#")]
    assert {link[1:] for link in here} <= set(ids)
    assert {button["popovertarget"] for button in page.all("button")} <= set(ids)


def test_every_part_is_there(page: Page) -> None:
    sections = [attributes.get("id") for attributes in page.all("section")]
    assert sections[1:] == [
        "matrix", "stand", "agreement", "alignment",
        "discuss", "reported", "methods", "evidence", "codebook", "sources",
    ]  # fmt: skip
    for words in (
        "3 of 5 sources take a position", "5 sources: read the counts, not the coefficients.",
        "To discuss", "The unit of coding is the document", "Stancebook 0.1.0", "ab" * 32, "Made 22 November 2026",
    ):  # fmt: skip
        assert words in page.text


def test_every_quote_of_every_coding_is_in_the_evidence(page: Page, shipped: StanceMatrix) -> None:
    for cell in shipped.cells.values():
        for view in cell.codings.values():
            for evidence in view.coding.evidence:
                assert " ".join(evidence.quote.split()) in page.text


def test_quotes_to_discuss_say_whose_they_are_and_how_many_more_there_are(page: Page) -> None:
    assert "2 of 3 quotes; all in E3c" in page.text
    assert "r1 r3 · " in page.text.partition("To discuss")[2].partition("Every coding with its quotes")[0]


def test_tables_can_be_read_by_ear(page: Page) -> None:
    tables, captions = page.all("table"), page.all("caption")
    assert len(tables) == len(captions)
    assert all("scope" in attributes for attributes in page.all("th"))
    assert all("aria-label" in one or one.get("aria-hidden") == "true" for one in page.all("svg"))
    assert "Condemns the record" in page.text


def test_it_needs_no_script_and_no_network(page: Page) -> None:
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("img")
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not [attributes for _, attributes in page.elements if "style" in attributes or "src" in attributes]
    policy = str(next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_the_policy_names_the_one_style_sheet(shipped: StanceMatrix) -> None:
    text = render_report(shipped, software="x")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in text
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_same_study_gives_the_same_bytes(shipped: StanceMatrix) -> None:
    one, other = (render_report(shipped, software="x", hashes=h) for h in ({"a": "1", "b": "2"}, {"b": "2", "a": "1"}))
    assert one == other


@pytest.mark.parametrize("transpose", [False, True])
def test_hostile_text_is_text(hostile: StanceMatrix, transpose: bool) -> None:
    text = render_report(hostile, software="x", hashes={"<script>": '"><script>'}, transpose=transpose)
    page = Page(text)
    kinds = {tag for tag, _ in page.elements}
    assert not kinds & {"script", "img", "iframe", "object", "embed", "link", "form", "base"}
    assert len(page.all("style")) == 1
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert all(str(a["href"]).startswith("#") for a in page.all("a"))
    assert "<script>alert(1)</script>" in page.text
    assert "{{7*7}} {% raw %}" in page.text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_an_address_is_a_link_only_if_it_is_one_of_the_web(shipped: StanceMatrix) -> None:
    page = Page(render_report(shipped, software="x"))
    outside = [a for a in page.all("a") if not str(a["href"]).startswith("#")]
    assert [a["href"] for a in outside] == [s.front.url for s in shipped.sources.values() if s.front.url]
    assert all("noreferrer" in str(a["rel"]) for a in outside)


def test_every_state_is_told_in_words(every_state: StanceMatrix) -> None:
    page = Page(render_report(every_state, software="x"))
    for words in ("position or not?", "4 steps apart", "different values", "sets that overlap",
                  "only one independent coding", "no position, reasons differ", "not coded", "no consensus", "stale",
                  "seen"):  # fmt: skip
        assert words in page.text


def test_of_few_sources_there_are_counts_and_no_percentages(page: Page) -> None:
    few = page.text.partition("Where sources stand How many")[2].partition("Figure 1")[0]
    assert "Sources" in few
    assert "%" not in few
    many = {f"s{number}": {"r1": {"works": 1}} for number in range(20)}
    assert ">%</th>" in render_report(stance_matrix(builders.study(builders.rubric(), many)), software="x")


def test_many_numbers_are_counted_by_spans() -> None:
    head, _, _ = builders.RUBRIC.partition("criteria:")
    cost = "criteria:\n  - {id: cost, label: Cost, question: 'How much?', type: numeric, unit: percent}\n"
    given = {f"s{number}": {"r1": {"cost": number * 4}} for number in range(25)}
    text = Page(render_report(stance_matrix(builders.study(builders.rubric(head + cost), given)), software="x")).text
    counted = text.partition("How many sources stand where")[2].partition("Agreement")[0]
    assert "0 to under 20 percent5" in counted
    assert "80 to 100 percent5" in counted
    assert "44 percent" not in counted


def test_a_coding_that_does_not_count_is_in_no_drawing_of_positions() -> None:
    of = builders.rubric()
    table = builders.study(of, {"one": {"ann": {"works": 1}, "bob": {"works": 1}}, "two": {"bob": {"works": -1}}})
    older = {
        ("bob", source): builders.annotation(
            of, "bob", source, {"works": builders.coding(of, "works", value, asked="0" * 8)}
        )
        for source, value in (("one", 1), ("two", -1))
    }
    made = replace(table, annotations={**table.annotations, **older})
    matrix = stance_matrix(made, intervals=False)
    lanes = positions(matrix)[0].lanes
    assert [[(dot.number, dot.consensus) for dot in lane.dots] for lane in lanes] == [[(1, True)], []]
    assert (lanes[0].words, lanes[1].words) == ("1 × +1", "no coding counts")
    works = matrix.rubric.by_id["works"]
    assert isinstance(works, OrdinalCriterion)
    assert Strips().of(works, matrix.cells["two", "works"]) == ""
    asked_for = positions(stance_matrix(made, stale=True, intervals=False))[0].lanes
    assert [[(dot.number, dot.consensus) for dot in lane.dots] for lane in asked_for] == [[(2, True)], [(1, True)]]


def test_no_meaning_in_the_figure_of_positions_is_cut(page: Page, shipped: StanceMatrix) -> None:
    figure = page.text.partition("Figure 1.")[2].partition("Agreement of the")[0]
    assert "…" not in figure
    assert "Condemns the record" in figure, "the ends of a scale stand there in words"
    assert [tick.label for tick in positions(shipped)[0].off] == [("Not addressed",), ("Reported, no own", "position")]


def test_what_is_read_has_minus_signs_and_a_terminal_has_what_one_types(page: Page, shipped: StanceMatrix) -> None:
    told = page.text.partition("Where a source differs")[2].partition("To discuss 3.")[0]
    assert "itself −1 Distance" in told
    assert "itself -1 Distance" in render_alignment(shipped, alignment(shipped), width=200)


def test_no_source_gets_a_score(shipped: StanceMatrix) -> None:
    text = Page(render_report(shipped, software="x")).text.casefold()
    assert not re.search(r"\b(overall|total) (score|stance)\b|\bmean stance\b", text)


def test_the_summary_says_where_the_sources_stand_and_how_far_reviewers_agree(shipped: StanceMatrix) -> None:
    said = summary(shipped)
    assert said[1] == (
        "Due process and rights: 4 of 5 sources take a position (2 at −2 “Condemns the record”: "
        "Gang crackdown 2022, WOLA text 2025; 2 at −1 “Criticises the record”: PISM 2026, Global Americans 2024). "
        "Reported, no own position: 1 (White House visit 2025)."
    )
    assert "(1 “Strong but lawful security”, “Wind down the emergency”" in said[3], "who chooses several is named once"
    assert "All reviewers gave the same answer in 10 of 20 cells; a cell is one source on one criterion." in said


def test_the_methods_claim_no_more_than_is_known(shipped: StanceMatrix) -> None:
    said = " ".join(methods(shipped, software="x"))
    assert "5 sources entered, of 2022 to 2026" in said, "a span of dates reaches to its end"
    assert "5 of 5 sources (100%; planned 100%) were coded by two or more reviewers." in said
    assert "it is not known whether they were made before their reviewer had seen another's" in said


def test_of_very_many_disagreements_the_gravest_are_told_in_full_and_all_are_named() -> None:
    rubric = builders.rubric()
    table = {
        f"s{n:03}": {"r1": {"works": -2 if n == 119 else 0}, "r2": {"works": 2 if n == 119 else 1}} for n in range(120)
    }
    page = Page(render_report(stance_matrix(builders.study(rubric, table)), software="x"))
    issues = [attributes for attributes in page.all("article") if str(attributes["class"]).startswith("issue")]
    assert len(issues) == 100
    assert issues[0]["class"] == "issue far"
    assert "And 20 more" in page.text


def test_many_reviewers_are_counted_in_the_cells_and_named_in_the_evidence() -> None:
    rubric = builders.rubric()
    coders = {f"coder{n}": {"works": -1 if n < 12 else 0} for n in range(17)}
    page = Page(render_report(stance_matrix(builders.study(rubric, {"one": coders})), software="x"))
    assert "12 × −1" in page.text
    assert "coder16" in page.text


def test_a_quote_says_its_language_only_where_it_is_not_that_of_the_page(shipped: StanceMatrix) -> None:
    for language, share in (("en", 0), ("es", 1)):
        sources = {
            key: replace(source, front=source.front.model_copy(update={"language": language}))
            for key, source in shipped.sources.items()
        }
        page = Page(render_report(replace(shipped, sources=sources), software="x"))
        said = [one["lang"] for one in page.all("p") if "lang" in one]
        assert said == [language] * (share * len(page.all("blockquote")))


def test_a_button_says_what_is_behind_it(worn: StanceMatrix) -> None:
    text = render_report(worn, software="x")
    assert 'aria-label="2 quotes, E1a">2 quotes</button>' in text
    assert 'aria-label="details, E2a">details</button>' in text
    assert "notes</button>" not in text


def test_a_small_scale_is_drawn_once_and_referred_to(worn: StanceMatrix) -> None:
    text = render_report(worn, software="x")
    drawn, used = re.findall(r'<symbol id="(s\d+)"', text), re.findall(r'<use href="#(s\d+)"', text)
    assert len(drawn) == len(set(drawn)) < len(used)
    assert set(drawn) == set(used)


def test_the_parts_of_a_report_are_the_report(shipped: StanceMatrix) -> None:
    parts = list(report_parts(shipped, software="x"))
    assert len(parts) > 1
    assert "".join(parts) == render_report(shipped, software="x")


def test_the_files_are_listed_as_sha256sum_reads_them(shipped: StanceMatrix) -> None:
    lines = f"{'0a' * 32}  a.json\n{'0b' * 32}  b.yaml\n"
    page = Page(render_report(shipped, software="x", hashes={"b.yaml": "0b" * 32, "a.json": "0a" * 32}))
    assert " ".join(lines.split()) in page.text
    assert page.text.count(hashlib.sha256(lines.encode()).hexdigest()) == 2, "beside the list, and in the methods"


def test_the_head_says_how_many_of_the_cells_to_discuss_are_settled(worn: StanceMatrix) -> None:
    assert "<dt>cells to discuss, 2 of them settled</dt>" in render_report(worn, software="x")
