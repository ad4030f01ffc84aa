"""Figures of agreement, alignment and confusion: every number where it belongs, and none that nobody computed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from tests import builders
from tests.generator import Plan
from tests.reports.conftest import long_names
from tests.reports.test_plots import matrix_of, named, words

from stancebook.comparison.alignment import alignment as aligned
from stancebook.comparison.matrix import stance_matrix
from stancebook.model.problems import StancebookError
from stancebook.reports.figures import Figures
from stancebook.reports.html.drawings import forest as forest_on_a_page
from stancebook.reports.plots import captions
from stancebook.reports.plots.alignment import alignment
from stancebook.reports.plots.confusion import confusion
from stancebook.reports.plots.drawing import Block, Box, Mark, Section, Stroke, Words, paged
from stancebook.reports.plots.face import Face
from stancebook.reports.plots.forest import forest
from stancebook.reports.plots.paper import COLUMN_MM, Paper
from stancebook.reports.plots.positions import positions
from stancebook.reports.plots.tallies import tallies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.reports.test_plots import Table

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.reports.plots.drawing import Drawing

KINDS: Final = """\
rubric: kinds
version: "1"
title: Kinds of scales
off_scale:
  not_addressed: {label: Not addressed, symbol: "–", definition: The text is silent.}
criteria:
  - {id: share, label: Share, question: "How much?", type: numeric, min: 0, max: 100, unit: percent,
     off_scale: [not_addressed]}
  - {id: named, label: Named, question: "Is it?", type: boolean, off_scale: [not_addressed]}
  - {id: claim, label: Claim, question: "What?", type: text, off_scale: [not_addressed]}
"""


@pytest.fixture(scope="module")
def two_columns() -> Paper:
    return Paper.of(Face(), COLUMN_MM[2])


@pytest.fixture(scope="module")
def long() -> StanceMatrix:
    """Sixty sources, on which two reviewers agree but for some."""
    table: Table = {
        f"source-{n}": {"r1": {"works": n % 5 - 2}, "r2": {"works": (n % 5 - 2 if n % 3 else min(n % 5 - 1, 2))}}
        for n in range(60)
    }
    return stance_matrix(builders.study(builders.rubric(), table))


@pytest.fixture(scope="module")
def kinds() -> StanceMatrix:
    table: Table = {
        "one": {"r1": {"share": 10, "named": True, "claim": "a"}, "r2": {"share": 20.5, "named": True, "claim": "b"}},
        "two": {"r1": {"share": 90, "named": False}, "r2": {"share": "not_addressed", "named": True}},
    }
    return stance_matrix(builders.study(builders.rubric(KINDS), table))


def told(pages: Sequence[Drawing], beginning: str) -> dict[str, str]:
    return {name: item.text for name, item in named(pages, beginning).items() if isinstance(item, Words)}


def test_counts_come_first_and_no_interval_is_drawn_that_does_not_hold(
    shipped: StanceMatrix, two_columns: Paper
) -> None:
    pages = forest(shipped, two_columns)
    assert told(pages, "same:effectiveness") == {
        "same:effectiveness:position": "3/5",
        "same:effectiveness:positions": "3/3",
    }
    assert not named(pages, "interval:")
    points = named(pages, "point:").values()
    assert len(points) == 8
    assert all(isinstance(point, Mark) and not point.filled for point in points)
    caption = " ".join(captions.of_forest(shipped))
    assert "a: no interval: an interval from so few sources could not be trusted." in caption
    assert "5 sources: read the counts" in caption


def test_coefficients_and_limits_lie_on_the_axis_where_they_are(long: StanceMatrix, two_columns: Paper) -> None:
    pages = forest(long, two_columns)
    row = Figures(long.agreement).coefficient("works", "positions")
    assert row
    assert row.low is not None
    assert row.high is not None
    assert row.estimate is not None
    interval, point = named(pages, "interval:works:positions"), named(pages, "point:works:positions")
    line, mark = interval["interval:works:positions"], point["point:works:positions"]
    assert isinstance(line, Stroke)
    assert isinstance(mark, Mark)
    assert mark.filled
    share = (mark.x - line.x) / (line.to_x - line.x)
    assert share == pytest.approx((row.estimate - row.low) / (row.high - row.low))


def test_thresholds_are_told_as_the_rubric_has_them(long: StanceMatrix, two_columns: Paper) -> None:
    floor = long.rubric.reliability.floor.model_copy(update={"tentative": 0.675, "reliable": 1.0})
    plan = long.rubric.reliability.model_copy(update={"floor": floor})
    strict = replace(long, rubric=long.rubric.model_copy(update={"reliability": plan}))
    assert {".675", "1.00"} <= set(words(forest(strict, two_columns)).splitlines())
    on_a_page, usual = forest_on_a_page(strict), forest_on_a_page(long)
    assert on_a_page
    assert [tick.words for tick in on_a_page.references] == ["0", ".675", "1.00", "1"]
    assert usual
    assert [tick.words for tick in usual.references] == ["0", ".667", ".80", "1"]


@pytest.mark.parametrize("columns", COLUMN_MM)
def test_long_names_of_criteria_wrap_and_are_not_cut(columns: int, tmp_path: Path) -> None:
    matrix = long_names(tmp_path, Plan(sources=4, reviewers=3, ordinal=6, others=False))
    paper = Paper.of(Face(), COLUMN_MM[columns])
    shown = " ".join(words(forest(matrix, paper)).split())
    on_a_page = forest_on_a_page(matrix)
    assert on_a_page
    for criterion in matrix.criteria:
        assert criterion.heading in shown
        assert any(" ".join(row.name) == criterion.heading for row in on_a_page.rows)
    bold = [item for page in forest(matrix, paper) for item in page.items if isinstance(item, Words) and item.bold]
    axis = min(item.x for item in named(forest(matrix, paper), "point:").values() if isinstance(item, Mark))
    assert all(item.x + paper.face.width(item.text, item.size, bold=True) <= axis for item in bold)


def test_what_is_not_defined_has_no_point_and_a_reason(long: StanceMatrix, two_columns: Paper) -> None:
    pages = forest(long, two_columns)
    assert told(pages, "estimate:works:position")["estimate:works:position"] == "not defined"
    assert "point:works:position" not in named(pages, "point:")
    assert "not defined: no variation" in " ".join(captions.of_forest(long))


def test_distances_are_those_of_the_table_with_how_many_criteria(shipped: StanceMatrix, two_columns: Paper) -> None:
    pages = alignment(shipped, two_columns)
    cells = named(pages, "distance:")
    found = aligned(shipped)
    assert len(cells) == len(found.distances) == 10
    shades = {one.value: cells[f"distance:{one.one}:{one.other}"] for one in found.distances}
    boxes = [
        (value, box.fill) for value, box in shades.items() if value is not None and isinstance(box, Box) and box.fill
    ]
    assert sorted(boxes) == sorted(boxes, key=lambda pair: pair[1]), "the nearer, the darker"
    assert ".25/3" in words(pages)
    nothing = cells["distance:zinsmeister-2024:white-house-visit-2025"]
    assert isinstance(nothing, Words)
    assert nothing.text == "×"
    assert "× not comparable: no criterion on which both take a position" in words(pages)
    assert told(pages, "name:")["name:zinsmeister-2024"].startswith("5 "), "the number of the matrix"
    assert "Last, since not comparable with any other source: 3 White House visit 2025." in captions.of_alignment(
        shipped
    )


def test_many_sources_have_squares_the_nearer_the_larger(two_columns: Paper) -> None:
    table: Table = {f"s{n}": {"r1": {"works": n % 5 - 2, "tone": "calm"}} for n in range(40)}
    matrix = matrix_of(table)
    cells = named(alignment(matrix, two_columns), "distance:")
    distances = {f"distance:{one.one}:{one.other}": one.value for one in aligned(matrix).distances}
    sizes = {(distances[name], round(box.width, 6)) for name, box in cells.items() if isinstance(box, Box)}
    assert len(sizes) == 5, "one size for each distance that occurs"
    assert sorted(sizes) == sorted(sizes, key=lambda pair: -pair[1])


def test_too_many_or_nothing_in_common_is_said(two_columns: Paper) -> None:
    many: Table = {f"s{n}": {"r1": {"works": 1}} for n in range(121)}
    with pytest.raises(StancebookError, match="121 sources are too many to compare"):
        alignment(matrix_of(many), two_columns)
    apart: Table = {"one": {"r1": {"works": 1}}, "two": {"r1": {"tone": "calm"}}}
    with pytest.raises(StancebookError, match="no two sources take a position on the same criterion"):
        alignment(matrix_of(apart), two_columns)
    with pytest.raises(StancebookError, match=r"take \d+ mm of height"):
        alignment(matrix_of(dict(list(many.items())[:24])), Paper.of(two_columns.face, 183, 60))


def test_confusion_counts_who_answered_what(two_columns: Paper) -> None:
    table: Table = {
        "a": {"r1": {"works": 1}, "r2": {"works": 1}},
        "b": {"r1": {"works": 1}, "r2": {"works": -1}},
        "c": {"r1": {"works": 1}, "r2": {"works": -1}},
        "d": {"r1": {"works": "not_addressed"}, "r2": {"works": 2}},
    }
    pages = confusion(matrix_of(table), two_columns)
    cells = named(pages, "cell:works:r1-r2:")
    numbers = {
        name.removeprefix("cell:works:r1-r2:"): next(
            (
                item.text
                for item in pages[0].items
                if isinstance(item, Words) and item.align == "center" and _inside(item, box)
            ),
            "",
        )
        for name, box in cells.items()
        if isinstance(box, Box)
    }
    assert {name: number for name, number in numbers.items() if number} == {
        "1:1": "1",
        "1:-1": "2",
        "not_addressed:2": "1",
    }
    framed = {name for name, box in cells.items() if isinstance(box, Box) and box.edge is not None}
    assert framed == {name for name in cells if len(set(name.rsplit(":", 2)[-2:])) == 1}
    assert "n = 4, 1 same" in words(pages)


def _inside(item: Words, box: Box) -> bool:
    return box.x < item.x < box.x + box.width and box.y < item.y < box.y + box.height


def _named_values(number: int) -> StanceMatrix:
    """Each value chosen by both reviewers of one source, save the last pair, who differ."""
    values = ", ".join(f"{{value: v{n}, label: A label of several words {n}}}" for n in range(number))
    head, _, _ = KINDS.partition("  - {id: share")
    topic = f"  - {{id: topic, label: Topic, question: 'What?', type: nominal, values: [{values}]}}\n"
    table = {f"s{n}": {"r1": {"topic": f"v{n}"}, "r2": {"topic": f"v{n}"}} for n in range(number)}
    return stance_matrix(builders.study(builders.rubric(head + topic), table), intervals=False)


def test_a_table_of_many_answers_stays_in_its_column(two_columns: Paper) -> None:
    paper = Paper.of(two_columns.face, COLUMN_MM[1])
    boxes = [item for item in confusion(_named_values(14), paper)[0].items if isinstance(item, Box)]
    assert len(boxes) == 14 * 14
    assert max(box.x + box.width for box in boxes) <= paper.width
    labels = words(confusion(_named_values(8), paper))
    assert "A label of several" in labels
    assert not [word for word in labels if "…" in word]
    with pytest.raises(StancebookError, match="30 answers do not fit across; --columns 2"):
        confusion(_named_values(30), paper)


def test_a_panel_that_fits_on_a_page_is_not_parted() -> None:
    rows = [Block(30.0, (Box(0, 0, 9, 9),))] * 4
    pages = paged([Section(Block(10.0), Block(10.0), rows)] * 2, Block(0.0), width=100, height=200)
    assert [page.height for page in pages] == [130.0, 130.0]


def test_every_pair_has_the_same_rows(shipped: StanceMatrix, two_columns: Paper) -> None:
    cells = named(confusion(shipped, two_columns), "cell:recommended_approach:")
    rows = {pair: {name.split(":")[3] for name in cells if name.split(":")[2] == pair} for pair in ("r1-r2", "r1-r3")}
    assert rows["r1-r2"] == rows["r1-r3"]
    assert "root_causes" in rows["r1-r3"]


def test_pairs_are_summed_in_one_panel(shipped: StanceMatrix, two_columns: Paper) -> None:
    pages = confusion(shipped, two_columns, summed=True)
    assert {name.split(":")[2] for name in named(pages, "cell:")} == {"all"}
    assert "n = 15, 11 same" in words(pages)
    assert "counted together" in " ".join(captions.of_confusion(shipped, summed=True))


def test_one_reviewer_alone_is_compared_with_nobody(two_columns: Paper) -> None:
    alone = matrix_of({"one": {"r1": {"works": 1}}})
    for figure in (forest, confusion):
        with pytest.raises(StancebookError, match="nothing to compare"):
            figure(alone, two_columns)


def test_numbers_have_a_line_and_stand_exactly(kinds: StanceMatrix, two_columns: Paper) -> None:
    found = named(positions(kinds, two_columns), "")
    zero, hundred = found["tick:share:0"].x, found["tick:share:100"].x
    assert found["mark:share:one:r2"].x == pytest.approx(zero + 0.205 * (hundred - zero), abs=0.02)
    assert found["mark:share:two:r2"].x > hundred + 10, "off the scale, never on it"
    assert found["mark:named:two:r1"].x != found["mark:named:two:r2"].x
    assert "panel:claim" not in found
    assert "own words: Claim" in " ".join(captions.study_sentences(kinds, "x", ""))


def test_numbers_are_counted_by_spans_and_compared_point_by_point(kinds: StanceMatrix, two_columns: Paper) -> None:
    bars = told(tallies(kinds, two_columns), "count:share:")
    assert sum(map(int, bars.values())) == 2
    points = named(confusion(kinds, two_columns), "cell:share:r1-r2:")
    assert len(points) == 2
