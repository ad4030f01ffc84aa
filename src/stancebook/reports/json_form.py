"""The stance matrix and agreement as JSON, for programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import PydanticSerializationError, to_json

from stancebook.reports.cell_words import unseen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Attributed
    from stancebook.model.answer import Answer

MATRIX_SCHEMA: Final = "stancebook/matrix/1"
AGREEMENT_SCHEMA: Final = "stancebook/agreement/1"

# JSON escapes C0 itself. These would act on a terminal, or lie in one, as they stand.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_PLAIN: Final = b"\n" + bytes(range(0x20, 0x7F))
_UTF_8: Final = ("utf-8", "surrogatepass")

# Where one of these is no mere word in a text, the fast writer writes what is no JSON, or names a key wrongly.
_DIFFERS: Final = (b"NaN", b"Infinity", b'"None":')


def matrix_json(matrix: StanceMatrix) -> dict[str, Any]:
    """Return the stance matrix as the JSON object ``stancebook/matrix/1``.

    Args:
        matrix: The matrix.
    """
    return {
        "schema": MATRIX_SCHEMA,
        "rubric": {"id": matrix.rubric.id, "version": matrix.rubric.version},
        "reviewers": [
            {"id": reviewer.id, "name": reviewer.display, "kind": reviewer.kind, "how": reviewer.how}
            for reviewer in matrix.reviewers.values()
        ],
        "criteria": [{"id": c.id, "label": c.label, "type": c.type} for c in matrix.criteria],
        "sources": [{"id": source.id, "title": source.title} for source in matrix.sources.values()],
        "cells": [_cell(matrix, matrix.cells[s, c.id]) for s in matrix.sources for c in matrix.criteria],
        "attributed": [
            _attributed(source, reviewer, one) for (source, reviewer), many in matrix.attributed.items() for one in many
        ],
        **_gaps(matrix),
        "agreement": _rows(matrix.agreement),
    }


def _gaps(matrix: StanceMatrix) -> dict[str, Any]:
    """Where a reviewer's coding is not in it although they have begun, or because it is withheld."""
    found = [
        {"source": source, "reviewer": reviewer, "why": why}
        for (source, reviewer), why in sorted(matrix.gaps.items())
        if source in matrix.sources
    ]
    return {"gaps": found} if found else {}


def agreement_json(rows: Iterable[AgreementRow]) -> dict[str, Any]:
    """Return agreement figures as the JSON object ``stancebook/agreement/1``.

    Args:
        rows: The figures.
    """
    return {"schema": AGREEMENT_SCHEMA, "rows": _rows(rows)}


def json_text(data: object) -> str:
    """Return JSON as text to print or save: indented, readable, and harmless on a terminal.

    Args:
        data: What JSON can hold.

    Raises:
        ValueError: Where a number is none (NaN) or infinite, for which JSON has no word.
    """
    written = _written(data)
    text = written.decode(*_UTF_8)
    # Far quicker to tell than by looking for them, and true of most studies: of a text little is not plain.
    if not written.translate(None, _PLAIN).decode(*_UTF_8).isprintable():
        text = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f"{text}\n"


def _written(data: object) -> bytes:
    """Return JSON, ten times as fast as `json.dumps` indents wherever the two write the same."""
    try:
        written = to_json(data, indent=2, inf_nan_mode="constants")
    except PydanticSerializationError:  # half a character, as the name of a file can hold it
        written = b""
    if written and not any(word in written for word in _DIFFERS):
        return written
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False).encode(*_UTF_8)


def _cell(matrix: StanceMatrix, cell: Cell) -> dict[str, Any]:
    return {
        "source": cell.source,
        "criterion": cell.criterion,
        "state": cell.state,
        "adjudication": cell.adjudication,
        "consensus": _answer(cell.consensus) if cell.consensus.given else None,
        "decision": _decision(cell),
        **({"not_asked": list(cell.unasked)} if cell.unasked else {}),
        **({"not_asked_because": cell.not_asked.removeprefix("because ")} if cell.not_asked else {}),
        **({"why_empty": why} if (why := unseen(matrix, cell)) and not cell.codings else {}),
        "codings": {reviewer: _coding(matrix, cell, reviewer) for reviewer in cell.codings},
    }


def _decision(cell: Cell) -> dict[str, Any] | None:
    if cell.decision is None:
        return None
    said = cell.decision.model_dump(mode="json", include={"cause", "rationale", "rule", "by", "at"})
    return {**said, "outdated": cell.outdated, "on_stale": cell.on_stale}


def _coding(matrix: StanceMatrix, cell: Cell, reviewer: str) -> dict[str, Any]:
    view = cell.codings[reviewer]
    unchosen = view.coding.unchosen
    where = matrix.astray.get((cell.source, cell.criterion, reviewer), ())
    astray = [at for at, one in zip(where, view.coding.evidence, strict=False) if one not in unchosen]
    return {
        **_answer(view.answer),
        "confidence": view.coding.confidence,
        "stale": view.stale,
        "independent": view.coding.independent,
        "quotes": [evidence.quote for evidence in view.coding.supporting],
        **({"unchosen": [{"for": one.for_value, "quote": one.quote} for one in unchosen]} if unchosen else {}),
        **({"draft": True} if view.draft else {}),
        **({"found": astray} if astray else {}),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    value = sorted(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"value": value, "off_scale": answer.off_scale}


def _attributed(source: str, reviewer: str, one: Attributed) -> dict[str, Any]:
    return {
        "source": source,
        "reviewer": reviewer,
        "actor": one.actor,
        "actor_type": one.actor_type,
        "criterion": one.criterion,
        **_answer(one.answer),
        "quotes": [evidence.quote for evidence in one.evidence],
    }


def _rows(rows: Iterable[AgreementRow]) -> list[dict[str, Any]]:
    return [
        {
            "criterion": row.criterion,
            "measure": row.measure,
            "metric": row.metric,
            "scope": row.scope,
            **({} if row.depth is None else {"depth": row.depth}),
            "estimate": row.estimate,
            "low": row.low,
            "high": row.high,
            "interval": row.interval if row.low is not None else None,
            "no_interval": row.interval if row.low is None else None,
            "undefined": row.undefined,
            "units": row.units,
            "coders": row.coders,
            "codings": row.codings,
            "same": row.same,
            "comparable": row.comparable,
        }
        for row in rows
    ]
