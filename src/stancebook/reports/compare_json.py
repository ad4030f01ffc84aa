"""A comparison as the JSON object ``stancebook/compare/1``, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from stancebook.comparison.confusion import Confusion
from stancebook.comparison.learning import counts
from stancebook.reports.json_form import agreement_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.cell import CodingView
    from stancebook.comparison.comparing import Comparison
    from stancebook.comparison.confusion import AnyConfusion, LabelConfusion, Pair
    from stancebook.comparison.direction import Direction
    from stancebook.comparison.disagreement import Disagreement, Stand
    from stancebook.comparison.evidence import EvidenceOverlap
    from stancebook.model.annotation import Evidence
    from stancebook.model.answer import Answer

SCHEMA: Final = "stancebook/compare/1"


def comparison_json(found: Comparison, listed: Sequence[Disagreement]) -> dict[str, Any]:
    """Return a comparison as JSON; causes and rules are those of all disagreements, whichever are listed.

    Pairs are two reviewers, or null where every two are summed. A disagreement keeps its number whichever are listed.

    Args:
        found: The comparison.
        listed: The disagreements to list; they may be fewer than there are.
    """
    matrix, hang = found.matrix, counts(found.disagreements)
    return {
        "schema": SCHEMA,
        "rubric": {"id": matrix.rubric.id, "version": matrix.rubric.version},
        "how": found.how,
        "round": found.which,
        "reviewers": [
            {"id": one.id, "name": one.display, "kind": one.kind, "how": one.how, "second_pass_of": one.second_pass_of}
            for one in matrix.reviewers.values()
        ],
        "pairs": [list(pair) for pair in found.pairs],
        "sources": [{"id": source.id, "title": source.title} for source in matrix.sources.values()],
        **({"withheld": list(found.withheld)} if found.withheld else {}),
        "criteria": [{"id": one.id, "label": one.label, "type": one.type} for one in matrix.criteria],
        "compared": found.compared,
        "same": found.same,
        "agreement": _agreement(found.by_pair or matrix.agreement),
        "confusion": [_confusion(one) for one in found.confusions],
        "direction": [_direction(one) for one in found.directions],
        "evidence": [_evidence(one) for one in found.evidence],
        "disagreements_in_all": len(found.disagreements),
        "disagreements": [{"number": found.number(one), **disagreement_json(one)} for one in listed],
        "causes": [{"cause": cause, "times": many} for cause, many in hang.causes],
        "rules": [rule._asdict() for rule in hang.rules],
        "left_out": matrix.left_out._asdict(),
    }


def disagreement_json(one: Disagreement) -> dict[str, Any]:
    """Return a disagreement: every coding, every side with its quotes, what was decided and what happened since."""
    decision = one.decision
    return {
        "source": one.source,
        "criterion": one.criterion.id,
        "kind": one.kind,
        "steps": one.steps,
        "distance": one.distance,
        "sureness": one.sureness,
        "rules": list(one.rules),
        "codings": {reviewer: _coding(view) for reviewer, view in one.codings.items()},
        "sides": [_side(stand) for stand in one.stands],
        "decision": decision.model_dump(mode="json") if decision else None,
        "outdated": one.cell.outdated,
        "on_stale": one.cell.on_stale,
        "in_no_figure": one.in_no_figure,
        **({"not_asked_because": one.cell.not_asked.removeprefix("because ")} if one.cell.not_asked else {}),
        "since": {name: list(who) for name, who in one.since._asdict().items()} if one.since else None,
    }


def _agreement(rows: Iterable[AgreementRow]) -> list[dict[str, Any]]:
    rows = list(rows)
    plain: list[dict[str, Any]] = agreement_json(rows)["rows"]
    return [{**one, "of": list(row.of)} if row.of else one for one, row in zip(plain, rows, strict=True)]


def _confusion(table: AnyConfusion) -> dict[str, Any]:
    about = {"criterion": table.criterion, "pair": _pair(table.pair), "compared": table.total, "same": table.same}
    if not isinstance(table, Confusion):
        return {**about, **_labels(table)}
    return {**about, "answers": [_answer(one) for one in table.answers], "counts": [list(row) for row in table.counts]}


def _labels(table: LabelConfusion) -> dict[str, Any]:
    return {
        "labels": [
            {
                **_answer(row.answer),
                "both": row.both,
                "only_first": row.first,
                "only_second": row.second if table.pair else None,
                "neither": row.neither,
            }
            for row in table.labels
        ]
    }


def _direction(one: Direction) -> dict[str, Any]:
    return {**one._asdict(), "against": list(one.against), "mean": one.mean}


def _evidence(one: EvidenceOverlap) -> dict[str, Any]:
    return {**one._asdict(), "criterion": one.criterion or None, "pair": _pair(one.pair)}


def _side(stand: Stand) -> dict[str, Any]:
    return {
        **_answer(stand.side.answer),
        "reviewers": list(stand.side.reviewers),
        "only_here": [_quote(quote) for quote in stand.own],
        "shared": [_quote(quote) for quote in stand.shared],
    }


def _coding(view: CodingView) -> dict[str, Any]:
    coding, unchosen = view.coding, view.coding.unchosen
    return {
        **_answer(view.answer),
        "confidence": coding.confidence,
        "note": coding.note,
        "rules": list(coding.rules),
        "stale": view.stale,
        "draft": view.draft,
        "independent": coding.independent,
        "rev": coding.rev,
        "quotes": [_quote(quote) for quote in coding.supporting],
        **({"unchosen": [_quote(quote) for quote in unchosen]} if unchosen else {}),
    }


def _quote(quote: Evidence) -> dict[str, Any]:
    return {"quote": quote.quote, "start": quote.start, "end": quote.end, "for": quote.for_value}


def _answer(answer: Answer) -> dict[str, Any]:
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"value": value, "off_scale": answer.off_scale}


def _pair(pair: Pair | None) -> list[str] | None:
    return list(pair) if pair else None
