"""The codebook: nothing of a rubric is missing in any form of it, and no text of a rubric is markup."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests import builders
from tests.hostile import poisoned, unsafe_in
from tests.reports.browser import Browser, chromium
from tests.reports.conftest import HOSTILE

from stancebook.reports.codebook import codebook
from stancebook.reports.codebook.json_form import rubric_json
from stancebook.reports.codebook.markdown import codebook_markdown
from stancebook.reports.codebook.terminal import codebook_terminal
from stancebook.reports.html.codebook import codebook_html
from stancebook.reports.html.report import render_report
from stancebook.workspace.rubric_file import parse_rubric, read_rubric
from stancebook.workspace.yaml_strict import read_yaml
from stancebook.workspace.yaml_write import dump_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import Rubric

PROJECT = Path(__file__).parents[2]
SHIPPED = sorted(PROJECT.glob("rubrics/**/*.yaml"))
_TOLD = {"title", "summary", "label", "question", "definition", "rule", "text", "because", "include", "exclude", "note"}


def told(data: Any, key: str = "") -> Iterator[str]:
    """Yield every text of a rubric that a codebook must tell."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from told(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from told(value, key)
    elif isinstance(data, str) and key in _TOLD and data.strip():
        yield " ".join(data.split())


def offered(rubric: Rubric) -> dict[str, Any]:
    """Return a rubric's data without the off-scale answers that nothing offers."""
    data = rubric.model_dump(mode="json", by_alias=True)
    used = {key for criterion in rubric.criteria for key in criterion.off_scale}
    return {**data, "off_scale": {key: value for key, value in data["off_scale"].items() if key in used}}


def plain(text: str) -> str:
    return " ".join(re.sub(r"\\([^\w\s])", r"\1", text).split())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_form_tells_everything(path: Path) -> None:
    rubric = read_rubric(path)
    book = codebook(rubric)
    page = html.unescape(re.sub(r"<[^>]+>", "", codebook_html(book, software="Stancebook")))
    forms = {
        "terminal": plain(codebook_terminal(book, 80)),
        "md": plain(codebook_markdown(book)),
        "html": plain(page),
    }
    for form, text in forms.items():
        assert [one for one in told(offered(rubric)) if one not in text] == [], form


def test_the_report_holds_the_same_codebook(shipped: StanceMatrix) -> None:
    report = render_report(shipped, software="Stancebook")
    page = codebook_html(codebook(shipped.rubric), software="Stancebook")
    articles = re.findall(r'<article class="criterion".*?</article>', page, re.DOTALL)
    levelled = re.findall(r'<article class="criterion".*?</article>', report, re.DOTALL)
    assert len(articles) == 4
    assert articles == [re.sub(r"(</?h)4", r"\g<1>3", one) for one in levelled]


@pytest.mark.parametrize("width", [30, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(shipped: StanceMatrix, width: int) -> None:
    lines = codebook_terminal(codebook(shipped.rubric), width).splitlines()
    assert max(map(len, lines)) <= width


def test_the_answers_stand_in_the_order_of_the_rubric_with_their_marks() -> None:
    text = codebook_terminal(codebook(builders.rubric()), 80)
    start = text.index("Does the author hold")
    marks = re.findall(r"^ *([+−]\d|0)  \w", text[start:], re.MULTILINE)
    assert marks == ["+2", "+1", "0", "−1", "−2"]
    assert "One or more of 5 values, at most 3. nothing excludes every other. Every value chosen" in plain(text)


def test_a_criterion_outside_of_every_group_is_told_too() -> None:
    groups = "groups:\n  - {id: g, label: The group, criteria: [advice]}\ncriteria:\n"
    book = codebook(builders.rubric(builders.RUBRIC.replace("criteria:\n", groups, 1)))
    assert [(section.heading, [c.id for c in section.criteria]) for section in book.sections] == [
        ("The group", ["advice"]),
        ("", ["works", "tone"]),
    ]
    assert [c.number for c in book.criteria] == [1, 2, 3]


RICH = """\
rubric: rich
version: "1"
title: Every kind of criterion
off_scale:
  silent: {label: Silent, symbol: "–", definition: The text is silent.}
scales:
  agree:
    - {value: 1, label: Agrees, definition: Says so.}
    - {value: 0, label: Torn, definition: Says both.}
    - {value: -1, label: Disagrees, definition: Denies it.}
anchors: [gold-one]
criteria:
  - {id: a, label: First, question: "Does the author agree?", type: ordinal, scale: agree, off_scale: [silent]}
  - id: b
    label: Second
    question: "Does the author agree with the rest?"
    type: ordinal
    scale: agree
    off_scale: [silent]
    applies_if: {any: [{criterion: a, at_least: 0}, {criterion: a, answers: [silent]}]}
  - id: topic
    label: Topic
    question: "Which topic?"
    type: nominal
    values:
      - {value: economy, label: Economy, definition: Money.}
      - {value: tax, label: Tax, definition: Taxes., parent: economy}
      - {value: jobs, label: Jobs, definition: Work., parent: economy, deprecated: true, replaced_by: [tax]}
      - {value: trade, label: Trade, definition: Trade., parent: economy, local: true}
      - {value: other, label: Other, definition: The rest., catch_all: true, requires_note: true}
    off_scale: [silent]
  - id: named
    label: Named
    question: "Is the minister named?"
    type: boolean
    off_scale: [silent]
    examples: [{value: true, text: "Minister Doe said."}]
  - id: share
    label: Share
    question: "Which share does it give?"
    type: numeric
    min: 0
    max: 100
    unit: percent
    off_scale: [silent]
    examples: [{value: 12.5, text: "One in eight."}]
    boundary_examples: [{text: "Many.", not: 50, because: No number.}]
  - id: who
    label: Who
    question: "Whom does it quote?"
    type: text
    off_scale: [silent]
    examples: [{value: Jane Doe, text: "Jane Doe says."}]
"""


def test_every_kind_of_criterion_is_told_in_words() -> None:
    text = plain(codebook_terminal(codebook(builders.rubric(RICH)), 80))
    for said in (
        "For training, coded by everybody and kept out of results: gold-one.",
        "Asked only if First is at least 0 or First is 'Silent'.",
        "Retired: jobs (now tax).",
        "Economy (economy) (a heading; choose below it)",
        "· Trade (trade) (added in this study)",
        "· Other (other) (asks for a note, for what fits nowhere else)",
        "Yes or no. Yes needs a verbatim quote, no does not.",
        "“Minister Doe said.” → yes",
        "A number from 0 to 100 (percent).",
        "“One in eight.” → 12.5 percent",
        "“Many.” → not 50 percent: No number.",
        "“Jane Doe says.” → “Jane Doe”",
    ):
        assert said in text, said


def hostile(text: str) -> Rubric:
    """Return a rubric each of whose texts attacks terminals and markup; its summary is ``text``."""
    made = dump_yaml(poisoned(read_yaml(builders.RUBRIC, "tiny.yaml").data))
    return parse_rubric(made, "tiny.yaml").model_copy(update={"summary": text})


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_markup_or_a_command(text: str) -> None:
    book = codebook(hostile(text))
    page = codebook_html(book, software="Stancebook")
    assert "<script" not in page.replace("&lt;script", "")
    assert not re.search(r"<(img|svg|iframe|a href=\"(?!#))", page)
    assert unsafe_in(codebook_terminal(book, 80)) == []
    assert unsafe_in(page, colours=False) == []
    markdown = codebook_markdown(book)
    assert unsafe_in(markdown, colours=False) == []
    assert not re.search(r"(?<!\\)[<\[]", markdown)


def test_json_holds_every_field_and_the_digests(shipped: StanceMatrix) -> None:
    data = json.loads(rubric_json(shipped.rubric))
    assert data.pop("schema") == "stancebook/rubric/1"
    assert data.pop("asked") == shipped.rubric.asked
    again = type(shipped.rubric).model_validate_json(json.dumps(data), by_alias=True, by_name=False)
    assert again.asked == shipped.rubric.asked


@pytest.mark.browser
def test_a_browser_runs_nothing_and_fetches_nothing(tmp_path: Path) -> None:
    found = chromium()
    if found is None:
        pytest.skip("no Chromium here")
    path = tmp_path / "codebook.html"
    path.write_text(codebook_html(codebook(hostile(" ".join(HOSTILE))), software="Stancebook"), encoding="utf-8")
    with Browser(found) as browser:
        browser.open(path)
        assert browser.ask("getComputedStyle(document.body).maxWidth") == "880px"
        assert browser.dialogs == []
        assert [one for one in browser.requested if not one.startswith("file:")] == []
