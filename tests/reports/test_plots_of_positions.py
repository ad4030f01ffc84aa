"""Figures of positions and how many stand where: marks at the right places, and axes that do not mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import builders
from tests.reports.test_plots import matrix_of, named, words

from stancebook.comparison.matrix import stance_matrix
from stancebook.comparison.selection import Selection, arranged
from stancebook.reports.plots import captions
from stancebook.reports.plots.drawing import Box, Mark, Stroke, Words
from stancebook.reports.plots.face import Face
from stancebook.reports.plots.paper import COLUMN_MM, Paper
from stancebook.reports.plots.positions import positions
from stancebook.reports.plots.tallies import tallies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Value

    Table = Mapping[str, Mapping[str, Mapping[str, Value | None]]]


@pytest.fixture(scope="module")
def two_columns() -> Paper:
    return Paper.of(Face(), COLUMN_MM[2])


def test_every_mark_stands_at_its_answer(shipped: StanceMatrix, two_columns: Paper) -> None:
    found = named(positions(shipped, two_columns), "")
    for (source, criterion), cell in shipped.cells.items():
        if shipped.rubric.by_id[criterion].multiple:
            continue
        for reviewer, view in cell.codings.items():
            tick = found[f"tick:{criterion}:{_id(view.answer.value, view.answer.off_scale)}"]
            # Marks at one place stand side by side, and never half way to the next.
            assert abs(found[f"mark:{criterion}:{source}:{reviewer}"].x - tick.x) < 15


def _id(value: object, off_scale: str | None) -> str:
    return str(value if off_scale is None else off_scale)


def test_marks_that_share_a_place_do_not_cover_each_other(two_columns: Paper) -> None:
    pages = positions(matrix_of({"one": {f"r{n}": {"works": 1} for n in range(1, 7)}}), two_columns)
    marks = [item for item in named(pages, "mark:works").values() if isinstance(item, Mark)]
    assert len(marks) == 6
    assert len({(mark.shape, mark.filled) for mark in marks}) == 6
    for index, one in enumerate(marks):
        for other in marks[index + 1 :]:
            assert max(abs(one.x - other.x), abs(one.y - other.y)) >= one.size


def test_what_is_off_the_scale_stands_apart_and_is_never_joined_to_it(two_columns: Paper) -> None:
    pages = positions(matrix_of({"one": {"r1": {"works": 2}, "r2": {"works": "not_addressed"}}}), two_columns)
    found = named(pages, "")
    highest, off = found["tick:works:2"], found["tick:works:not_addressed"]
    step = found["tick:works:2"].x - found["tick:works:1"].x
    assert off.x - highest.x > 1.5 * step
    assert found["mark:works:one:r2"].x == off.x
    ends = [item.to_x for page in pages for item in page.items if isinstance(item, Stroke)]
    assert all(end < off.x - step / 2 for end in ends)


def _amounts(limits: str) -> StanceMatrix:
    """A scale from -2 to 2, and beside it two amounts that are close to each other."""
    text = (
        builders.RUBRIC
        + f"""\
  - id: cost
    label: Cost
    question: "What does it cost?"
    type: numeric
    unit: million dollars
    requires_evidence: false
    off_scale: [not_addressed, not_applicable]
    {limits}
"""
    )
    table: Table = {
        "one": {"r1": {"works": "unclear", "cost": 4}, "r2": {"works": 1, "cost": 4.5}},
        "two": {
            "r1": {"works": "not_addressed", "cost": 4},
            "r2": {"works": "not_applicable", "cost": "not_addressed"},
        },
    }
    return stance_matrix(builders.study(builders.rubric(text), table), intervals="none")


@pytest.mark.parametrize(
    "limits", ["level: ratio\n    min: 0", "min: 0", "min: 0\n    max: 100", "min: 3\n    level: ratio"]
)
def test_amounts_are_drawn_from_zero_so_that_a_small_difference_looks_small(limits: str, two_columns: Paper) -> None:
    pages = positions(_amounts(limits), two_columns)
    marks = named(pages, "mark:cost:one")
    scale = [item for name, item in named(pages, "tick:works:").items() if name[11:] in {"-2", "2"}]
    assert abs(marks["mark:cost:one:r2"].x - marks["mark:cost:one:r1"].x) < abs(scale[0].x - scale[1].x) * 0.15
    assert "drawn from" not in words(pages)


@pytest.mark.parametrize("limits", ["", "min: -50\n    max: 50", "max: 100", "min: 1"])
def test_an_axis_that_shows_only_part_of_the_numbers_says_so(limits: str, two_columns: Paper) -> None:
    assert "drawn from 4 to 4.5; n = 2, " in words(positions(_amounts(limits), two_columns))


def test_an_axis_that_shows_all_that_is_allowed_says_nothing(two_columns: Paper) -> None:
    assert "drawn from" not in words(positions(_amounts("min: 3.5\n    max: 5"), two_columns))


def test_off_the_scale_a_panel_has_the_places_that_its_criterion_offers_and_all_have_them_alike(
    two_columns: Paper,
) -> None:
    pages = positions(_amounts("min: 0"), two_columns)
    works, cost = named(pages, "tick:works:not_"), named(pages, "tick:cost:not_")
    assert set(cost) == {"tick:cost:not_addressed", "tick:cost:not_applicable"}
    assert "tick:cost:unclear" not in named(pages, "tick:cost:")
    assert "tick:works:unclear" in named(pages, "tick:works:")
    assert [round(item.x, 2) for item in cost.values()] == [round(item.x, 2) for item in works.values()]
    tinted = [item for page in pages for item in page.items if isinstance(item, Box) and item.height > 10]
    unclear = named(pages, "tick:works:unclear")["tick:works:unclear"].x
    assert sum(box.x <= unclear <= box.x + box.width for box in tinted) == 2, "one for each row of the panel above"


def test_the_consensus_is_a_box_around_those_who_gave_it_and_a_tie_has_none(two_columns: Paper) -> None:
    answers: Table = {
        "held": {"r1": {"works": -1}, "r2": {"works": -1}, "r3": {"works": 1}},
        "torn": {"r1": {"works": -1}, "r2": {"works": 2}},
    }
    pages = positions(matrix_of(answers), two_columns)
    boxes = named(pages, "consensus:works")
    assert set(boxes) == {"consensus:works:held:-1"}
    box = boxes["consensus:works:held:-1"]
    assert isinstance(box, Box)
    inside = {
        name for name, mark in named(pages, "mark:works:held").items() if box.x < mark.x < box.x + box.width
    }  # fmt: skip
    assert inside == {"mark:works:held:r1", "mark:works:held:r2"}
    assert "tie" in words(pages).splitlines()


def test_a_line_joins_the_lowest_and_the_highest_position(two_columns: Paper) -> None:
    found = named(
        positions(matrix_of({"one": {"r1": {"works": -2}, "r2": {"works": 0}, "r3": {"works": 1}}}), two_columns), ""
    )
    spread = found["spread:works:one"]
    assert isinstance(spread, Stroke)
    assert (spread.x, spread.to_x) == (found["tick:works:-2"].x, found["tick:works:1"].x)


def test_each_label_of_a_set_has_a_place_and_only_labels_that_were_chosen(two_columns: Paper) -> None:
    answers: Table = {"one": {"r1": {"advice": ("stop", "talk")}, "r2": {"advice": ("talk",)}}}
    pages = positions(matrix_of(answers), two_columns)
    marks = [name for page in pages for item in page.items if (name := item.name).startswith("mark:advice")]
    assert sorted(marks) == ["mark:advice:one:r1"] * 2 + ["mark:advice:one:r2"]
    assert {"Stop", "Talk"} <= set(words(pages).splitlines())
    assert "Go on" not in words(pages)
    assert "3 of What is advised" in " ".join(captions.of_positions(matrix_of(answers)))


def test_more_reviewers_than_marks_are_counted(two_columns: Paper) -> None:
    table: Table = {"one": {f"r{n}": {"works": 1 if n < 6 else 2} for n in range(1, 9)}}
    found = named(positions(matrix_of(table), two_columns), "mark:works")
    assert {name: item.text for name, item in found.items() if isinstance(item, Words)} == {
        "mark:works:one:1": "5",
        "mark:works:one:2": "3",
    }


def test_what_is_missing_or_left_open_is_said(two_columns: Paper, every_state: StanceMatrix) -> None:
    said = words(positions(every_state, two_columns)).splitlines()
    assert "not coded" in said
    assert "tie" in said
    assert any(line.startswith("n = 6, ") for line in said)


def test_stale_codings_are_not_drawn_and_the_caption_says_so(two_columns: Paper, every_state: StanceMatrix) -> None:
    marks = named(positions(every_state, two_columns), "mark:works:agrees")
    assert set(marks) == {"mark:works:agrees:r1", "mark:works:agrees:r2"}
    told = captions.study_sentences(every_state, "Stancebook test", "")
    assert "1 coding made before the rubric changed (stale) left out." in told


def test_groups_keep_their_names(shipped: StanceMatrix, two_columns: Paper) -> None:
    grouped = arranged(shipped, Selection(group_by="date"))
    said = words(positions(grouped, two_columns)).splitlines()
    assert said.index("2022") < said.index("Gang crackdown 2022") < said.index("2025")


def test_tallies_count_sources_and_each_reviewers_answers(two_columns: Paper) -> None:
    table: Table = {
        **{f"s{n}": {"r1": {"works": 1}, "r2": {"works": 1}} for n in range(12)},
        "off": {"r1": {"works": "not_addressed"}, "r2": {"works": "not_addressed"}},
        "torn": {"r1": {"works": 2}, "r2": {"works": -2}},
    }
    found = named(tallies(matrix_of(table), two_columns), "")
    counts = {
        name[len("count:works:") :]: item.text
        for name, item in found.items()
        if name.startswith("count:works:") and isinstance(item, Words)
    }
    assert counts == {"2": "0", "1": "12", "0": "0", "-1": "0", "-2": "0", "not_addressed": "1", "none": "1"}
    bar, mark = found["bar:works:1"], found["mark:works:1:r1"]
    assert isinstance(bar, Box)
    assert mark.x == pytest.approx(bar.x + bar.width)
    assert found["mark:works:2:r1"].x > found["mark:works:2:r2"].x == bar.x
