"""The report on paper: no word parted, no page more than need be."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.generator import Plan, generated
from tests.reports.browser import PARTED
from tests.reports.conftest import long_names

from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.reports.html.report import render_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.reports.browser import Browser

pytestmark = pytest.mark.browser
PAPER = 1039
"""Pixels across A4 on its side, less margins."""
LETTER = 973
"""The same of the American page."""
MOST_REPEATED = 20
HIGHEST_HEAD = 175
"""A browser repeats on every page what takes no more than a quarter of it."""


@pytest.fixture
def paper(browser: Browser) -> Iterator[Browser]:
    """A browser whose window is a page."""
    browser.call("Emulation.setDeviceMetricsOverride", width=PAPER, height=700, deviceScaleFactor=1, mobile=False)
    browser.call("Emulation.setEmulatedMedia", media="print")
    yield browser
    browser.call("Emulation.setEmulatedMedia", media="")
    browser.call("Emulation.clearDeviceMetricsOverride")


def _open(browser: Browser, folder: Path, matrix: StanceMatrix, *, transpose: bool = False) -> None:
    path = folder / "report.html"
    path.write_text(render_report(matrix, software="Stancebook", transpose=transpose), encoding="utf-8")
    browser.open(path)


def _pages(browser: Browser, **how: Any) -> int:
    printed = browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True, **how)
    pdf = base64.b64decode(printed["data"])
    assert pdf.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_it_prints(browser: Browser, shipped: StanceMatrix, tmp_path: Path) -> None:
    _open(browser, tmp_path, shipped)
    assert 5 < _pages(browser, paperWidth=8.27, paperHeight=11.69) < 25


def test_a_larger_study_takes_no_more_pages_than_need_be(browser: Browser, tmp_path: Path) -> None:
    plan = Plan(sources=25, reviewers=4, ordinal=3, others=False, decided=0.2)
    _open(browser, tmp_path, stance_matrix(generated(tmp_path, plan).load(), intervals="none"))
    assert _pages(browser) < 48


@pytest.mark.parametrize("ordinal", [3, 8], ids=["five criteria", "ten criteria"])
def test_no_word_of_a_cell_is_parted(ordinal: int, paper: Browser, tmp_path: Path) -> None:
    plan = Plan(sources=10, reviewers=4, ordinal=ordinal, others=False, decided=0.2)
    _open(paper, tmp_path, stance_matrix(generated(tmp_path, plan).load(), intervals="none"))
    assert paper.ask(PARTED) == ""
    assert paper.ask("document.querySelector('.matrix').offsetWidth") <= PAPER


BEYOND = """(() => {
  const beyond = [];
  for (const name of document.querySelectorAll(".matrix thead .name")) {
    const range = document.createRange(), column = name.parentNode.getBoundingClientRect();
    range.selectNodeContents(name);
    const text = range.getBoundingClientRect();
    const across = text.left < column.left || text.right > column.right;
    const over = across || text.top < column.top || text.bottom > column.bottom;
    if (over) beyond.push(`${name.innerText}: ${text.width} of ${column.width} by ${text.height} of ${column.height}`);
  }
  return beyond.join("; ");
})()"""
"""Heads whose text leaves their column."""


def _open_with_long_names(paper: Browser, folder: Path, criteria: int, page: int) -> None:
    matrix = long_names(folder, Plan(sources=4, reviewers=3, ordinal=criteria - 2, others=False))
    paper.call("Emulation.setDeviceMetricsOverride", width=page, height=700, deviceScaleFactor=1, mobile=False)
    _open(paper, folder, matrix)


@pytest.mark.parametrize("page", [PAPER, LETTER], ids=["A4", "letter"])
@pytest.mark.parametrize("criteria", [11, 12, 18, 30])
def test_the_heads_of_many_criteria_keep_to_their_columns(
    criteria: int, page: int, paper: Browser, tmp_path: Path
) -> None:
    _open_with_long_names(paper, tmp_path, criteria, page)
    assert paper.ask("document.querySelectorAll('.matrix thead .name').length") == criteria
    assert paper.ask(BEYOND) == ""
    assert paper.ask("document.querySelector('.matrix').offsetWidth") <= page
    if criteria <= MOST_REPEATED:
        assert paper.ask("document.querySelector('.matrix thead').offsetHeight") < HIGHEST_HEAD


@pytest.mark.parametrize("page", [PAPER, LETTER], ids=["A4", "letter"])
@pytest.mark.parametrize("criteria", [5, 8, 12, 15, 20])
def test_no_word_is_parted_whatever_the_number_of_criteria_and_their_names(
    criteria: int, page: int, paper: Browser, tmp_path: Path
) -> None:
    _open_with_long_names(paper, tmp_path, criteria, page)
    assert paper.ask(PARTED) == ""
    assert paper.ask("document.querySelector('.matrix').offsetWidth") <= page


def test_cells_of_more_criteria_than_fit_across_stand_under_their_heads(paper: Browser, tmp_path: Path) -> None:
    _open(paper, tmp_path, long_names(tmp_path, Plan(sources=30, reviewers=2, ordinal=13, others=False)))
    place = "(one => Math.round(one.getBoundingClientRect().left))"
    heads, *rows = paper.ask(
        f"[...document.querySelectorAll('.matrix tr')].slice(0, -3).map(r => [...r.cells].map({place}))"
    )
    assert all(row == heads for row in rows)
    assert len(set(heads)) < len(heads), "they stand in several lines"
    named = "getComputedStyle(document.querySelectorAll('.matrix thead .name')[4], '::before').content"
    assert "lower-alpha" in paper.ask(named), "by the letters that evidence is named with"


def test_what_the_heads_of_many_criteria_leave_out_on_paper_is_in_the_codebook(paper: Browser, tmp_path: Path) -> None:
    _open(paper, tmp_path, long_names(tmp_path, Plan(sources=4, reviewers=3, ordinal=10, others=False)))
    assert "Condemns" not in paper.ask("document.querySelector('.matrix thead').innerText")
    assert "told under each head or, on paper, in the codebook" in paper.ask(
        "document.querySelector('.legend').innerText"
    )
    told = paper.ask("document.querySelector('#codebook').innerText")
    assert (
        told.count("Condemns the record of the state of emergency") == told.count("Defends the record or calls") == 10
    )


def test_the_heads_of_few_criteria_tell_the_ends_of_their_scales_on_paper(paper: Browser, tmp_path: Path) -> None:
    _open(paper, tmp_path, long_names(tmp_path, Plan(sources=4, reviewers=3, ordinal=3, others=False)))
    assert "Condemns the record" in paper.ask("document.querySelector('.matrix thead').innerText")
    assert "told under each head;" in paper.ask("document.querySelector('.legend').innerText")


def test_who_gave_a_label_is_no_larger_than_the_label(paper: Browser, tmp_path: Path) -> None:
    _open(paper, tmp_path, long_names(tmp_path, Plan(sources=4, reviewers=3, ordinal=9, others=False)))
    size = "(one => parseFloat(getComputedStyle(one).fontSize))"
    sizes = f"[...document.querySelectorAll('.matrix .labels li b')].map(b => {size}(b) <= {size}(b.parentNode))"
    assert set(paper.ask(sizes)) == {True}


def test_numbers_of_the_list_of_disagreements_keep_to_the_page(paper: Browser, tmp_path: Path) -> None:
    plan = Plan(sources=60, reviewers=3, ordinal=2, others=False)
    _open(paper, tmp_path, stance_matrix(generated(tmp_path, plan).load(), intervals="none"))
    room = """(() => {
      const item = document.querySelector(".more li"), probe = document.createElement("span");
      probe.textContent = "99999. ";
      item.append(probe);
      return item.getBoundingClientRect().left - item.parentNode.getBoundingClientRect().left - probe.offsetWidth;
    })()"""
    assert paper.ask(room) >= 0


def test_turned_round_it_keeps_to_the_page(paper: Browser, tmp_path: Path) -> None:
    plan = Plan(sources=17, reviewers=4, ordinal=8, others=False, decided=0.2)
    _open(paper, tmp_path, stance_matrix(generated(tmp_path, plan).load(), intervals="none"), transpose=True)
    assert paper.ask(PARTED) == ""
    assert paper.ask("Math.max(...[...document.querySelectorAll('.matrix')].map(one => one.offsetWidth))") <= PAPER
