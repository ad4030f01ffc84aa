"""The report in a real browser: read, opened by keyboard, with nothing run and nothing fetched."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from tests import builders
from tests.generator import Plan
from tests.reports.browser import PARTED
from tests.reports.conftest import long_names

from stancebook.comparison.comparing import comparison
from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.reports.html.compare import comparison_html
from stancebook.reports.html.report import render_report

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.browser import Browser

pytestmark = pytest.mark.browser
SCROLLS = "(e => e.scrollWidth > e.clientWidth)(document.querySelector('#matrix .scroll'))"


def _page(folder: Path, matrix: StanceMatrix) -> Path:
    path = folder / "report.html"
    path.write_text(render_report(matrix, software="Stancebook"), encoding="utf-8")
    return path


def test_a_cell_reads_as_it_was_coded(browser: Browser, shipped: StanceMatrix, tmp_path: Path) -> None:
    browser.open(_page(tmp_path, shipped))
    row = browser.ask("document.querySelector('.matrix tbody tr').innerText")
    assert "Gang crackdown 2022" in row
    assert re.search(r"−2\s+Condemns the record\s+r1\s+−1.*r2\s+−2.*r3\s+−2", row, re.DOTALL)
    assert browser.ask("document.querySelectorAll('.matrix tbody td').length") == 20


def test_quotes_open_and_close_by_keyboard(browser: Browser, shipped: StanceMatrix, tmp_path: Path) -> None:
    browser.open(_page(tmp_path, shipped))
    browser.ask("document.querySelector('[popovertarget=E1b]').focus()")
    assert not browser.ask("document.getElementById('E1b').matches(':popover-open')")
    browser.press("Enter", 13, "\r")
    assert browser.ask("document.getElementById('E1b').matches(':popover-open')")
    assert "brutal tools" in browser.ask("document.getElementById('E1b').innerText")
    box = browser.ask("JSON.stringify(document.getElementById('E1b').getBoundingClientRect())")
    assert '"height":0' not in box
    browser.press("Escape", 27)
    assert not browser.ask("document.getElementById('E1b').matches(':popover-open')")


def test_nothing_is_fetched(browser: Browser, shipped: StanceMatrix, tmp_path: Path) -> None:
    browser.requested.clear()
    page = _page(tmp_path, shipped)
    browser.open(page)
    browser.ask("1")
    assert browser.requested == [page.as_uri()]


def test_hostile_text_runs_nothing_and_fetches_nothing(browser: Browser, hostile: StanceMatrix, tmp_path: Path) -> None:
    browser.requested.clear()
    page = _page(tmp_path, hostile)
    browser.open(page)
    assert (
        browser.ask("document.querySelectorAll('script, img, iframe, object, main style, [onerror], [onload]').length")
        == 0
    )
    assert browser.ask("[...document.links].filter(a => !a.hash).length") == 0
    assert browser.dialogs == []
    assert browser.requested == [page.as_uri()]


def test_the_style_sheet_is_admitted_by_the_policy(browser: Browser, shipped: StanceMatrix, tmp_path: Path) -> None:
    browser.open(_page(tmp_path, shipped))
    assert browser.ask("getComputedStyle(document.querySelector('.chip.n2')).backgroundColor") == "rgb(160, 74, 0)"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_itself_never_scrolls_sideways(
    browser: Browser, shipped: StanceMatrix, tmp_path: Path, width: int
) -> None:
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    browser.open(_page(tmp_path, shipped))
    assert browser.ask("document.documentElement.scrollWidth") <= width
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_on_a_phone_the_matrix_says_that_it_scrolls_and_shades_the_side_where_there_is_more(
    browser: Browser, shipped: StanceMatrix, tmp_path: Path
) -> None:
    shade = "getComputedStyle(document.querySelector('#matrix .scroll')).backgroundAttachment"
    for width, told in ((420, True), (1280, False)):
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        browser.open(_page(tmp_path, shipped))
        assert browser.ask(SCROLLS) is told
        assert ("Scroll sideways" in browser.ask("document.querySelector('.matrix caption').innerText")) is told
        assert browser.ask(shade) == "local, local, scroll, scroll"
    browser.call("Emulation.clearDeviceMetricsOverride")


@pytest.mark.parametrize("sources", [4, 26])
@pytest.mark.parametrize("criteria", [5, 8, 12])
def test_no_word_of_the_matrix_is_parted_on_a_screen_and_where_it_scrolls_it_says_so(
    browser: Browser, tmp_path: Path, criteria: int, sources: int
) -> None:
    plan = Plan(sources=sources, reviewers=3, ordinal=criteria - 2, others=False, decided=0.2)
    page = _page(tmp_path, long_names(tmp_path, plan))
    for width in (1280, 1440, 1920):
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        browser.open(page)
        assert browser.ask(PARTED) == ""
        assert browser.ask("document.documentElement.scrollWidth") <= width
        told = "Scroll sideways" in browser.ask("document.querySelector('.matrix caption').innerText")
        assert told is browser.ask(SCROLLS)
        inside = "[...document.querySelectorAll('.matrix .chip')].every(one => one.scrollWidth <= one.offsetWidth)"
        assert browser.ask(inside), "no mark leaves its frame"
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_turned_round_no_word_is_parted_either(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    matrix = long_names(tmp_path, Plan(sources=7, reviewers=3, ordinal=4, others=False, decided=0.2))
    page.write_text(render_report(matrix, software="Stancebook", transpose=True), encoding="utf-8")
    for width in (400, 1280):
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        browser.open(page)
        assert browser.ask(PARTED) == ""
        told = "Scroll sideways" in browser.ask("document.querySelector('.matrix caption').innerText")
        assert told is browser.ask(SCROLLS)
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_a_matrix_is_scrolled_by_keyboard_and_names_of_sources_stay(browser: Browser, tmp_path: Path) -> None:
    matrix = long_names(tmp_path, Plan(sources=4, reviewers=3, ordinal=10, others=False))
    browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
    browser.open(_page(tmp_path, matrix))
    lefts = "[...document.querySelectorAll('.matrix tr > :first-child')].map(one => one.getBoundingClientRect().left)"
    before = browser.ask(lefts)
    browser.ask("document.querySelector('#matrix .scroll').focus()")
    for _ in range(3):
        browser.press("ArrowRight", 39)
    moved = "new Promise(done => document.querySelector('#matrix .scroll').onscrollend = () => done(1))"
    browser.call("Runtime.evaluate", expression=moved, awaitPromise=True)
    assert browser.ask("document.querySelector('#matrix .scroll').scrollLeft") > 0
    assert browser.ask(lefts) == pytest.approx(before, abs=1)
    browser.call("Emulation.clearDeviceMetricsOverride")


@pytest.mark.parametrize("width", [420, 900, 1280])
def test_the_tables_of_a_comparison_stand_alike_in_every_section(
    browser: Browser, shipped: StanceMatrix, tmp_path: Path, width: int
) -> None:
    page = tmp_path / "compared.html"
    found = comparison(shipped)
    page.write_text(comparison_html(found, found.disagreements, software="x"), encoding="utf-8")
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    browser.open(page)
    beside = browser.ask(
        "[...document.querySelectorAll('.tables')].map(t => "
        "t.children[1].getBoundingClientRect().top < t.children[0].getBoundingClientRect().bottom)"
    )
    assert len(beside) == len(shipped.criteria)
    assert set(beside) == {width > 860}
    assert browser.ask("document.documentElement.scrollWidth") <= width
    assert browser.ask(
        "[...document.querySelectorAll('.confusion td')].every(one => one.getBoundingClientRect().height < 34)"
    ), "no number is parted"
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_many_sources_can_be_filtered_and_sorted(browser: Browser, tmp_path: Path) -> None:
    rubric = builders.rubric()
    table = {f"s{n:02}": {"r1": {"works": n % 5 - 2}, "r2": {"works": n % 5 - 2 if n % 3 else 2}} for n in range(30)}
    browser.open(_page(tmp_path, stance_matrix(builders.study(rubric, table), intervals=False)))
    shown = "[...document.querySelectorAll('.matrix tbody tr')].filter(r => !r.hidden && r.offsetHeight)"
    assert browser.ask(f"{shown}.length") == 30
    browser.ask("document.getElementById('filter-only').click()")
    assert 0 < browser.ask(f"{shown}.length") < 30
    browser.ask("document.getElementById('filter-only').click()")
    browser.ask(
        "(e => { e.value = '1'; e.dispatchEvent(new Event('change')) })(document.getElementById('filter-order'))"
    )
    marks = browser.ask(f"{shown}.map(r => r.cells[1].querySelector('.chip').textContent).join(' ')").split()
    values = [int(mark.replace("−", "-")) for mark in marks if mark not in {"no", "consensus"}]
    assert values == sorted(values)
    assert marks[: len(values)] == [mark for mark in marks if mark not in {"no", "consensus"}]
    options = "[...document.querySelectorAll('#filter-order option')].slice(2).map(one => one.textContent)"
    assert browser.ask(options) == [criterion.label for criterion in rubric.criteria], "and not their questions"
    browser.ask(
        "(e => { e.value = 's07'; e.dispatchEvent(new Event('input')) })(document.getElementById('filter-text'))"
    )
    assert browser.ask(f"{shown}.length") == 1
    assert "1 of 30 sources shown" in browser.ask("document.querySelector('.filter').innerText")


def test_rows_of_many_sources_are_laid_out_in_sight_only_and_columns_stay_columns(
    browser: Browser, tmp_path: Path
) -> None:
    rubric = builders.rubric()
    table = {f"s{n:02}": {"r1": {"works": n % 5 - 2}} for n in range(30)}
    browser.open(_page(tmp_path, stance_matrix(builders.study(rubric, table), intervals=False)))
    row = "document.querySelectorAll('.matrix tbody tr')[20]"
    assert browser.ask(f"getComputedStyle({row}).contentVisibility") == "auto"
    for width in (1280, 400):
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        lefts = "[...r.cells].map(c => Math.round(c.getBoundingClientRect().left)).join()"
        assert len(set(browser.ask(f"[...document.querySelectorAll('.matrix tr')].map(r => {lefts})"))) == 1
    browser.call("Emulation.setEmulatedMedia", media="print")
    assert browser.ask(f"getComputedStyle({row}).display") == "table-row", "printed, it breaks over pages as a table"
    browser.call("Emulation.setEmulatedMedia", media="")
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_of_many_sources_the_evidence_is_folded_and_every_quote_still_opens(browser: Browser, tmp_path: Path) -> None:
    rubric = builders.rubric()
    table = {f"s{n:02}": {"r1": {"works": n % 5 - 2}, "r2": {"works": 2}} for n in range(30)}
    browser.open(_page(tmp_path, stance_matrix(builders.study(rubric, table), intervals=False)))
    shown = "[...document.querySelectorAll('#evidence .ev')].filter(e => e.offsetHeight).map(e => e.id).join(' ')"
    assert browser.ask(shown) == ""
    browser.ask("document.querySelector('[popovertarget=E4a]').click()")
    assert browser.ask(shown) == "E4a"
    browser.press("Escape", 27)
    browser.ask("document.querySelector('a[href=\"#E7a\"]').click()")
    assert browser.ask(shown) == "E7a"
    browser.ask("document.getElementById('unfold').focus()")
    browser.press(" ", 32, " ")
    assert len(browser.ask(shown).split()) == 30
    browser.press(" ", 32, " ")
    browser.call("Emulation.setEmulatedMedia", media="print")
    assert len(browser.ask(shown).split()) == 30, "printed, all of it is there"
    browser.call("Emulation.setEmulatedMedia", media="")


def test_distances_of_many_sources_leave_room_for_their_names(browser: Browser, tmp_path: Path) -> None:
    rubric = builders.rubric()
    many = {f"the-congestion-charge-in-town-{n:02}": {"r1": {"works": n % 5 - 2}} for n in range(40)}
    page = _page(tmp_path, stance_matrix(builders.study(rubric, many), intervals=False))
    browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
    browser.open(page)
    highest = "Math.max(...[...document.querySelectorAll('table.near tbody tr')].map(row => row.offsetHeight))"
    two_lines = 45
    assert browser.ask(highest) < two_lines
    paper = 1039  # A4 on its side, less margins
    browser.call("Emulation.setDeviceMetricsOverride", width=paper, height=700, deviceScaleFactor=1, mobile=False)
    browser.call("Emulation.setEmulatedMedia", media="print")
    assert browser.ask(highest) < two_lines
    assert browser.ask("document.querySelector('table.near').offsetWidth") <= paper
    browser.call("Emulation.setEmulatedMedia", media="")
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_agreement_stands_at_the_edge_of_the_matrix(browser: Browser, shipped: StanceMatrix, tmp_path: Path) -> None:
    browser.open(_page(tmp_path, shipped))
    told = browser.ask("document.querySelector('.matrix tfoot').innerText")
    assert re.search(r"Same answer\s+3/5\s+2/5\s+2/5\s+3/5", told)
    assert "3/5, α .36" in told


def test_a_policy_admits_our_script_and_no_other(tmp_path: Path) -> None:
    rubric = builders.rubric()
    table = {f"s{n:02}": {"r1": {"works": 1}} for n in range(30)}
    text = _page(tmp_path, stance_matrix(builders.study(rubric, table), intervals=False)).read_text(encoding="utf-8")
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in text
