"""The JSON that other programs read: exactly the keys that are promised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stancebook.reports.json_form import agreement_json, json_text, matrix_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.comparison.matrix import StanceMatrix

ROW = {
    "criterion", "measure", "metric", "scope", "estimate", "low", "high", "interval", "no_interval", "undefined",
    "units", "coders", "codings", "same", "comparable",
}  # fmt: skip


def test_the_matrix_has_the_promised_keys(shipped: StanceMatrix) -> None:
    data = json.loads(json_text(matrix_json(shipped)))
    assert data["schema"] == "stancebook/matrix/1"
    assert set(data) == {
        "schema", "rubric", "reviewers", "criteria", "sources", "cells", "attributed", "agreement",
    }  # fmt: skip
    assert data["rubric"] == {"id": "bukele-security-us-policy", "version": "0.2.0"}
    assert set(data["reviewers"][0]) == {"id", "name", "kind", "how"}
    assert data["criteria"][3] == {"id": "recommended_approach", "label": "Recommended approach", "type": "nominal"}
    assert set(data["sources"][0]) == {"id", "title"}
    assert len(data["cells"]) == 20
    assert set(data["cells"][0]) == {
        "source", "criterion", "state", "adjudication", "consensus", "decision", "codings",
    }  # fmt: skip
    assert set(data["cells"][0]["codings"]["r1"]) == {
        "value", "off_scale", "confidence", "stale", "independent", "quotes",
    }  # fmt: skip
    assert all(set(row) == ROW for row in data["agreement"])


def test_values_are_what_was_coded(shipped: StanceMatrix) -> None:
    cells = {(cell["source"], cell["criterion"]): cell for cell in matrix_json(shipped)["cells"]}
    cell = cells["wola-2025", "recommended_approach"]
    assert cell["codings"]["r2"]["value"] == ["institutions", "root_causes", "us_scrutiny"]
    assert cell["consensus"] == {"value": ["us_scrutiny"], "off_scale": None}
    assert all(isinstance(quote, str) for quote in cell["codings"]["r2"]["quotes"])
    assert cells["gang-crackdown-2022", "effectiveness"]["consensus"] == {"value": None, "off_scale": "not_addressed"}


def test_a_cell_without_consensus_says_null(every_state: StanceMatrix, golden: Callable[[str, str], None]) -> None:
    data = matrix_json(every_state)
    cells = {(cell["source"], cell["criterion"]): cell for cell in data["cells"]}
    assert cells["far", "works"]["consensus"] is None
    assert cells["empty", "works"]["state"] == "missing"
    assert cells["empty", "works"]["codings"] == {}
    assert {cell["state"] for cell in data["cells"]} == {
        "agree", "near", "far", "position", "off_scale", "single", "missing",
    }  # fmt: skip
    golden("cells.json", json_text(data["cells"]))


def test_agreement_alone_has_its_own_schema(shipped: StanceMatrix) -> None:
    data = agreement_json(shipped.agreement)
    assert data["schema"] == "stancebook/agreement/1"
    assert {row["scope"] for row in data["rows"]} == {"answers", "position", "positions"}
    assert all(set(row) == ROW for row in data["rows"])


def test_hostile_text_survives_and_reaches_no_terminal(hostile: StanceMatrix) -> None:
    text = json_text(matrix_json(hostile))
    assert not any(character in text for character in "\x1b\x9b\u202e\u2066\x07")
    assert json.loads(text)["attributed"] == matrix_json(hostile)["attributed"]


def test_json_text_is_what_the_json_of_python_writes_and_takes_half_a_character_too() -> None:
    data: dict[str, object] = {
        "é": ["", {}, [], None, True, 1, -2.5, (1, 2)],
        "quote": 'a "b" \\ \n\t\x00 漢😀',
        "nested": [[{"a": [1]}]],
    }
    assert json_text(data) == json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    assert json_text({"file": "caf\udce9", "\x9b": 1}) == '{\n  "file": "caf\\udce9",\n  "\\u009b": 1\n}\n'


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("beside", ["plain", "caf\udce9"])
def test_what_is_no_number_is_refused_and_not_written_as_unknown(number: float, beside: str) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"file": beside, "rows": [{"estimate": number}]})


def test_words_that_only_look_like_what_json_cannot_hold_are_written_as_they_are() -> None:
    data = {"NaN": "Infinity", "None": ["-Infinity", 'he said "None": no'], "key": {None: 1}}
    assert json_text(data) == json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    assert json.loads(json_text(data))["key"] == {"null": 1}
