"""Figures for papers: marks at the right places, words that are there, the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import pytest
from tests import builders

from stancebook.comparison.matrix import stance_matrix
from stancebook.model.problems import StancebookError
from stancebook.reports.plots import captions
from stancebook.reports.plots.alignment import alignment
from stancebook.reports.plots.confusion import confusion
from stancebook.reports.plots.drawing import MM, SMALL, Box, Mark, Words
from stancebook.reports.plots.face import Face
from stancebook.reports.plots.forest import forest
from stancebook.reports.plots.paper import COLUMN_MM, EDGE, Paper
from stancebook.reports.plots.positions import positions
from stancebook.reports.plots.scale import round_step, round_ticks
from stancebook.reports.plots.setting import set_pages
from stancebook.reports.plots.tallies import tallies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.answer import Value
    from stancebook.reports.plots.drawing import Drawing, Item
    from stancebook.reports.plots.setting import Form

    Table = Mapping[str, Mapping[str, Mapping[str, Value | None]]]

PROJECT: Final = Path(__file__).parents[2]
FIGURES: Final = (positions, tallies, forest, alignment, confusion)


@pytest.fixture(scope="module")
def face() -> Face:
    return Face()


@pytest.fixture(scope="module")
def two_columns(face: Face) -> Paper:
    return Paper.of(face, COLUMN_MM[2])


def matrix_of(table: Table) -> StanceMatrix:
    return stance_matrix(builders.study(builders.rubric(), table), intervals="none")


def named(pages: Sequence[Drawing], beginning: str) -> dict[str, Item]:
    return {item.name: item for page in pages for item in page.items if item.name.startswith(beginning)}


def words(pages: Sequence[Drawing]) -> str:
    return "\n".join(item.text for page in pages for item in page.items if isinstance(item, Words))


def setting(pages: Sequence[Drawing], form: Form, face: Face) -> list[bytes]:
    return set_pages(pages, form, face, title="A figure", software="Stancebook test", dpi=100)


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("columns", [1, 2])
def test_everything_lies_on_the_page_and_is_large_enough_to_read(
    figure: Callable[[StanceMatrix, Paper], list[Drawing]],
    columns: int,
    shipped: StanceMatrix,
    hostile: StanceMatrix,
    face: Face,
) -> None:
    paper = Paper.of(face, COLUMN_MM[columns])
    # The one hostile source has nothing to be aligned with.
    for page in [*figure(shipped, paper), *(figure(hostile, paper) if figure is not alignment else [])]:
        assert page.width + 2 * EDGE == pytest.approx(COLUMN_MM[columns] * MM)
        for item in page.items:
            assert 0 <= item.y <= page.height
            if isinstance(item, Words):
                assert item.size >= SMALL
                wide = face.width(item.text, item.size, bold=item.bold)
                left = {"left": item.x, "center": item.x - wide / 2, "right": item.x - wide}[item.align]
                assert item.turned or -EDGE <= left <= left + wide <= page.width + EDGE, item


def test_long_panels_go_on_with_their_heads(face: Face) -> None:
    table: Table = {f"source-{n}": {"r1": {"works": 1}, "r2": {"works": 0}} for n in range(60)}
    pages = positions(matrix_of(table), Paper.of(face, COLUMN_MM[2], 120))
    assert len(pages) > 4
    assert all(page.height + 2 * EDGE <= 120 * MM + 0.01 for page in pages)
    assert "Whether it works (continued)" in words(pages)
    assert len(named(pages, "name:works:")) == 60


def test_hostile_text_is_text(hostile: StanceMatrix, two_columns: Paper, face: Face) -> None:
    (svg,) = setting(positions(hostile, two_columns), "svg", face)
    text = svg.decode()
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert {element.tag.rpartition("}")[2] for element in root.iter()}.isdisjoint({"script", "iframe", "img", "image"})
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_svg_has_every_mark_by_name_and_where_the_drawing_says(
    shipped: StanceMatrix, two_columns: Paper, face: Face
) -> None:
    pages = positions(shipped, two_columns)
    (svg,) = setting(pages, "svg", face)
    space = {"s": "http://www.w3.org/2000/svg"}
    root = ET.fromstring(svg)  # noqa: S314 - our own
    group = root.find(".//s:g[@id='mark:effectiveness:midziak-znojek-2026:r2']", space)
    assert group is not None
    use = group.find(".//s:use", space)
    assert use is not None
    item = named(pages, "mark:effectiveness:midziak-znojek-2026:r2")["mark:effectiveness:midziak-znojek-2026:r2"]
    assert float(use.attrib["x"]) == pytest.approx(item.x + EDGE, abs=0.01)
    assert float(use.attrib["y"]) == pytest.approx(item.y + EDGE, abs=0.01)
    assert root.find("s:title", space) is not None


def test_pdf_embeds_its_fonts_as_truetype_and_png_is_grey(
    shipped: StanceMatrix, two_columns: Paper, face: Face
) -> None:
    pages = positions(shipped, two_columns)
    (pdf,) = setting(pages, "pdf", face)
    assert b"/FontFile2" in pdf
    assert b"/Type3" not in pdf
    assert b"CreationDate" not in pdf
    (png,) = setting(pages, "png", face)
    assert png[24:26] == b"\x08\x00", "eight bits of grey"
    assert len(png) < 60_000


ELSEWHERE: Final = """
import hashlib, pathlib, sys
from stancebook.comparison.matrix import stance_matrix
from stancebook.workspace.workspace import Workspace
from stancebook.reports.plots.face import Face
from stancebook.reports.plots.paper import Paper
from stancebook.reports.plots.positions import positions
from stancebook.reports.plots.setting import set_pages
matrix, face = stance_matrix(Workspace.at(pathlib.Path('.')).load(), intervals='none'), Face()
pages = positions(matrix, Paper.of(face, 89))
for form in sys.argv[1:]:
    made = set_pages(pages, form, face, title='A figure', software='Stancebook test', dpi=100)[0]
    print(hashlib.sha256(made).hexdigest())
"""


@pytest.mark.parametrize("forms", [("svg", "png"), pytest.param(("pdf",), marks=pytest.mark.slow)])
def test_the_same_study_gives_the_same_bytes_in_another_process(
    shipped: StanceMatrix, face: Face, forms: tuple[Form, ...]
) -> None:
    strange = {"PYTHONHASHSEED": "4", "PYTHONPATH": ":".join(sys.path), "MPLBACKEND": "svg", "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, *forms],
        cwd=PROJECT,
        env={**os.environ, **strange},
        capture_output=True,
        check=True,
    )
    pages = positions(shipped, Paper.of(face, 89))
    made = [setting(pages, form, face)[0] for form in forms]
    assert done.stdout.decode().split() == [hashlib.sha256(one).hexdigest() for one in made]


def test_settings_of_the_machine_change_nothing(
    shipped: StanceMatrix, two_columns: Paper, face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    import matplotlib as mpl

    settings: Any = mpl.rcParams
    pages = positions(shipped, two_columns)
    before = hashlib.sha256(setting(pages, "svg", face)[0]).hexdigest()
    for name, value in {
        "lines.linewidth": 9,
        "text.usetex": True,
        "svg.fonttype": "none",
        "axes.facecolor": "r",
    }.items():
        monkeypatch.setitem(settings, name, value)
    assert hashlib.sha256(setting(pages, "svg", face)[0]).hexdigest() == before
    assert settings["text.usetex"], "and drawing leaves them as they were"


def test_an_unknown_font_names_the_nearest() -> None:
    with pytest.raises(StancebookError, match=r"there is no font 'DejaVu Sens' here; did you mean DejaVu Sans"):
        Face("DejaVu Sens")


def test_signs_that_a_font_lacks_are_found(face: Face) -> None:
    assert face.lacks("a−○∅≈中") == "中"


def test_text_is_wrapped_and_cut_to_its_place(face: Face) -> None:
    assert face.wrapped("one two three", face.width("one two", 7), 7) == ("one two", "three")
    (cut,) = face.fitted("a very long name indeed", 40, 7)
    assert cut.endswith("…")
    assert face.width(cut, 7) <= 40


@pytest.mark.parametrize(
    ("span", "most", "step"), [(1, 5, 0.2), (7, 4, 2), (100, 4, 50), (0.13, 5, 0.05), (0, 4, 1), (990, 4, 500)]
)
def test_steps_are_round(span: float, most: int, step: float) -> None:
    assert round_step(span, most) == pytest.approx(step)


def test_ticks_go_from_below_to_above() -> None:
    assert round_ticks(0, 88, 4) == [0, 50, 100]
    assert round_ticks(-0.3, 1) == pytest.approx([-0.5, 0, 0.5, 1])


def test_captions_say_what_the_figure_rests_on(shipped: StanceMatrix) -> None:
    told = " ".join([*captions.of_positions(shipped), *captions.study_sentences(shipped, "Stancebook test", "abc")])
    assert told.startswith("Positions of 5 sources on 4 criteria, coded by 3 reviewers.")
    for said in ("● R1, rule by rule", "– not addressed", "version 0.2.0", "revision abc", "Stancebook test"):
        assert said in told
    assert re.search(r"n: sources with an answer", told)


@pytest.mark.parametrize("width", [110, 126, 150, 180])
def test_a_distance_stays_in_its_cell(face: Face, width: int) -> None:
    table: Table = {f"s{n:02}": {"r1": {"works": (n % 2) * 4 - 2}} for n in range(18)}
    (page,) = alignment(matrix_of(table), Paper.of(face, width))
    cells = {(round(box.x + box.width / 2, 2)): box.width for box in page.items if isinstance(box, Box) and box.name}
    told = [item for item in page.items if isinstance(item, Words) and round(item.x, 2) in cells and item.text != "1"]
    assert any("00" in item.text for item in told)
    assert all(face.width(item.text, item.size) < cells[round(item.x, 2)] for item in told)


def test_a_number_of_points_stands_nearer_to_its_own_than_to_any_other(face: Face) -> None:
    numeric = "type: numeric\n    min: 0\n    max: 20\n    requires_evidence: false\n"
    rubric = builders.rubric(f"{builders.RUBRIC}  - id: cost\n    label: Cost\n    question: How much?\n    {numeric}")
    given = [(0, 0), (20, 20), *[(8, 8)] * 3, *[(8, 9)] * 2, (9, 8), *[(10, 10)] * 2, (8, 11)]
    table: Table = {f"s{n:02}": {"r1": {"cost": one}, "r2": {"cost": two}} for n, (one, two) in enumerate(given)}
    (page,) = confusion(stance_matrix(builders.study(rubric, table), intervals="none"), Paper.of(face, 180))
    points = [item for item in page.items if isinstance(item, Mark) and item.name]
    told = [item for item in page.items if isinstance(item, Words) and item.align == "center"]
    numbers = [item for item in told if item.text in {"2", "3"}]
    assert len(numbers) == sum(not point.filled for point in points) == 3
    for number in numbers:
        nearest = min(points, key=lambda point: hypot(point.x - number.x, point.y - number.y + 2.3))
        assert not nearest.filled
    assert "as often as the number beside it says" in words([page])
