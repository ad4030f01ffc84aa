"""What axe-core, which checks pages for people who cannot see or point, has to say of the report.

It is no part of the project; ``npm install --no-save --prefix .axe axe-core`` puts it where it is looked for.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.reports.browser import Browser, chromium

from stancebook.reports.html.report import render_report

if TYPE_CHECKING:
    from stancebook.comparison.matrix import StanceMatrix

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_PLACE = Path(__file__).parents[2] / ".axe/node_modules/axe-core/axe.min.js"
_ASK = """axe.run(document, {resultTypes: ["violations"]}).then(found => JSON.stringify(
  found.violations.map(one => [one.impact, one.id, one.nodes.map(node => node.html.slice(0, 200))])))"""


@pytest.mark.parametrize("transpose", [False, True])
@pytest.mark.parametrize(("study", "scheme"), [("shipped", "light"), ("worn", "dark")])
def test_nothing_keeps_anybody_from_reading_the_report(
    request: pytest.FixtureRequest, tmp_path: Path, study: str, scheme: str, transpose: bool
) -> None:
    executable, axe = chromium(), _PLACE
    if executable is None or not axe.is_file():
        if "axe" in os.environ.get("STANCEBOOK_REQUIRE", ""):
            pytest.fail(f"axe-core is required here, and it or a Chromium is not there ({axe})")
        pytest.skip("no Chromium or no axe-core here")
    matrix: StanceMatrix = request.getfixturevalue(study)
    page = tmp_path / "report.html"
    page.write_text(render_report(matrix, software="x", hashes={"a": "ab" * 32}, transpose=transpose), encoding="utf-8")
    with Browser(executable) as browser:
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.open(page)
        browser.call("Runtime.evaluate", expression=axe.read_text(encoding="utf-8"))
        said = browser.call("Runtime.evaluate", expression=_ASK, awaitPromise=True, returnByValue=True)
    assert json.loads(said["result"]["value"]) == []
