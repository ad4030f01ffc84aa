"""An answer that excludes every other, where several are allowed: it says that it does, and what it replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.builders import RUBRIC
from tests.tui.conftest import annotate
from tests.tui.test_every_type import workspace_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stancebook.tui.app import StancebookApp


@pytest.mark.parametrize(("key", "label"), [("5", "Nothing"), ("6", "Not addressed")])
async def test_an_answer_that_stands_alone_says_so_and_what_it_replaces(
    make_app: Callable[..., StancebookApp], tmp_path: Path, key: str, label: str
) -> None:
    root = tmp_path / "study"
    root.mkdir()
    app = make_app(at=workspace_of(root, RUBRIC, "tiny"))
    async with app.run_test(size=(160, 40)) as pilot:
        screen = annotate(app)
        screen.activate("advice")
        await pilot.press(key)
        assert screen.active == "advice"
        assert "it stands alone; c goes on" in screen.message[0]
        await pilot.press("1")
        assert f"replaces {label}; z undoes" in screen.message[0]
        assert "alone" not in screen.message[0]
        await pilot.press("2", "3")
        assert "replaces" not in screen.message[0]
        await pilot.press(key)
        assert "replaces 3 values; z undoes · it stands alone" in screen.message[0]
