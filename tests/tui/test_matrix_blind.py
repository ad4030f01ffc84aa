"""The matrix shows nobody what they are not to see yet, and says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stancebook.model.ids import NOBODY
from stancebook.tui.overview import Place

from .conftest import shown
from .looking import WIDE, begun

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp
    from stancebook.workspace.workspace import Workspace


async def test_sources_that_one_has_not_completed_are_withheld_and_it_is_said(
    matrix_app: Callable[..., StancebookApp], shipped: Workspace
) -> None:
    folder = shipped.root / "annotations/bukele-security-us-policy/r1"
    (folder / "wola-2025.json").unlink()
    app = matrix_app()
    async with app.run_test(size=WIDE) as pilot:
        matrix = await begun(app, pilot)
        assert "1 withheld" in shown(app)
        assert matrix.overview
        for criterion in matrix.overview.criteria:
            assert not matrix.overview.matrix.cells["wola-2025", criterion].codings
        figures = {row.criterion: row.comparable for row in matrix.overview.matrix.agreement if row.scope == "answers"}
        assert set(figures.values()) == {4}, "from sums, too"
        await app.saver.flush()
    seen = {path.stem for path in folder.glob("*.json") if json.loads(path.read_text("utf-8"))["revealed_at"]}
    assert len(seen) == 4, "what was shown is recorded"
    assert not (folder / "wola-2025.json").exists()


async def test_whoever_only_looks_need_not_say_who_they_are(
    matrix_app: Callable[..., StancebookApp], shipped: Workspace
) -> None:
    before = {path: path.read_bytes() for path in shipped.root.rglob("*") if path.is_file()}
    app = matrix_app(NOBODY)
    async with app.run_test(size=WIDE) as pilot:
        await begun(app, pilot)
        screen = shown(app)
        assert "[−2] ≈ −1 −2 −2" in screen
        assert "withheld" not in screen
        await pilot.press("g")
        assert "it is not known who you are" in shown(app)
    assert {path: path.read_bytes() for path in shipped.root.rglob("*") if path.is_file()} == before


async def test_a_reviewer_who_has_not_begun_is_told_how_to_see_what_is_withheld(
    matrix_app: Callable[..., StancebookApp],
) -> None:
    app = matrix_app("new")
    async with app.run_test(size=WIDE) as pilot:
        await begun(app, pilot)
        assert "5 sources withheld: you have not completed them" in shown(app)
        assert "stance matrix --screen --unblind" in shown(app)


@pytest.mark.parametrize("own", [0, 1])
async def test_what_is_withheld_is_not_called_not_coded(
    matrix_app: Callable[..., StancebookApp], shipped: Workspace, own: int
) -> None:
    folder = shipped.root / "annotations/bukele-security-us-policy/r1"
    for file in sorted(folder.glob("*.json"))[own:]:
        file.unlink()
    app = matrix_app()
    async with app.run_test(size=WIDE) as pilot:
        matrix = await begun(app, pilot)
        await pilot.press("end", "down")
        await pilot.pause()
        cell = matrix.overview.cell(Place("wola-2025", "due_process")) if matrix.overview else None
        assert cell is not None
        await pilot.press("down")
        screen = shown(app)
        assert "#" in screen
        assert "# withheld" in screen
        assert "kept from you until you have completed the source" in screen
        assert "nobody has coded it yet" not in screen
        assert "not coded" not in screen
        assert "r2 r3" in screen
