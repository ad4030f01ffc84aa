"""The small study that most tests of this folder edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace


@pytest.fixture
def study(tmp_path: Path) -> Workspace:
    return builders.workspace(tmp_path)
