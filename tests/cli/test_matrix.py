"""`stance matrix`: what is shown, in which order and form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result


pytestmark = pytest.mark.usefixtures("study")


def test_only_what_was_chosen_is_shown(stance: Callable[..., Result]) -> None:
    done = stance("matrix", "--source", "wola-2025", "--source", "2", "--criterion", "rights", "--format", "json")
    data = json.loads(done.out)
    assert len(data["sources"]) == 2
    assert [one["label"] for one in data["criteria"]] == [one["label"] for one in data["criteria"][:1]]
    assert len(data["cells"]) == 2


def test_groups_stand_above_their_sources(stance: Callable[..., Result]) -> None:
    done = stance("matrix", "--group-by", "publisher", "--sort", "-title")
    assert done.status == 0
    assert "\nPISM\n" in done.out


def test_only_disagreements_says_what_it_leaves_out(stance: Callable[..., Result]) -> None:
    done = stance("matrix", "--only", "disagreements", "--criterion", "effectiveness")
    assert "on which no two independent codings that count disagree not shown" in " ".join(done.out.split())


@pytest.mark.parametrize("form", ["terminal", "md", "latex", "html", "xlsx"])
def test_it_can_be_turned_round(form: str, stance: Callable[..., Result]) -> None:
    assert stance("matrix", "--transpose", "--format", form, "-o", "out").status == 0


@pytest.mark.parametrize("form", ["csv", "json"])
def test_or_it_says_why_it_cannot(form: str, stance: Callable[..., Result]) -> None:
    done = stance("matrix", "--transpose", "--format", form, "-o", "out")
    assert done.status == 2
    assert f"--transpose does not go with --format {form}: " in done.err


def test_tables_for_excel_begin_with_a_byte_order_mark(stance: Callable[..., Result], tmp_path: Path) -> None:
    plain, marked = tmp_path / "plain", tmp_path / "marked"
    plain.mkdir()
    marked.mkdir()
    stance("matrix", "--format", "csv", "-o", plain)
    assert stance("matrix", "--format", "csv", "--bom", "-o", marked).status == 0
    names = {path.name for path in plain.iterdir()}
    assert names == {path.name for path in marked.iterdir()}
    assert all((marked / name).read_bytes() == b"\xef\xbb\xbf" + (plain / name).read_bytes() for name in names)
    assert stance("matrix", "--format", "csv", "--bom", "-o", tmp_path / "one.csv").status == 0
    assert (tmp_path / "one.csv").read_text(encoding="utf-8-sig").startswith("source,")


def test_a_workbook_goes_into_a_file(stance: Callable[..., Result], tmp_path: Path) -> None:
    done = stance("matrix", "--format", "xlsx", "-o", tmp_path / "m.xlsx")
    assert done.status == 0
    assert (tmp_path / "m.xlsx").read_bytes().startswith(b"PK")
    assert not list(tmp_path.glob("*.tmp"))


@pytest.mark.parametrize(
    "asked",
    [
        ("--source", "nowhere"),
        ("--criterion", "nothing"),
        ("--sort", "colour"),
        ("--group-by", "colour"),
        ("--transpose", "--format", "csv"),
        ("--format", "md", "--bom"),
        ("--format", "xlsx"),
        ("--format", "xlsx", "-o", "seeds/README.md/m.xlsx"),
    ],
)
def test_wrong_input_is_one_line_and_status_two(asked: tuple[str, ...], stance: Callable[..., Result]) -> None:
    done = stance("matrix", *asked)
    assert done.status == 2
    assert len([line for line in done.err.splitlines() if line.startswith(("Error", "stance"))]) <= 1
    assert "Traceback" not in done.err
