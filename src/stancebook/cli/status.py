"""``stance status``: who has coded what; stale, lost, missing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from stancebook.cli.greeting import greet
from stancebook.cli.options import output_options, round_option
from stancebook.cli.session import Session, emit, session_options
from stancebook.workspace.visits import time_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from stancebook.comparison.coverage import DoubleCoding, SourceProgress
    from stancebook.comparison.rounds import Round, Rounded
    from stancebook.model.study import Study

FLAGGED = "\0"
"""Stands for a flag whose words are withheld; no file holds it."""


@click.command("status")
@round_option
@output_options("terminal", "json")
@click.option("--time", is_flag=True, help="Add how long each source took, as noted on this machine.")
@click.option("--stale", is_flag=True, help="Instead: every coding from before the rubric changed, and why.")
@session_options
def command(*, which: Round, form: str, output: str | None, time: bool, stale: bool, session: Session) -> None:
    """Show who has coded what, and what is stale, lost, flagged or missing.

    With --reviewer, source by source.
    """
    from stancebook.comparison.coverage import double_coding, progress
    from stancebook.comparison.rounds import in_round, require_round

    whole = session.study()
    require_round(whole, which)
    rounded = in_round(whole, which)
    study = rounded.study
    asking = session.options.get("reviewer")
    closed = _closed(whole, session.asking)
    if session.asking:
        greet(session.asking, whole.coders, whole.reviewers)
    if asking:
        from stancebook.model.ids import check_id

        rows = {check_id(asking, "reviewer"): progress(study, asking)}
    else:
        rows = {each: progress(study, each, () if each == session.asking else closed) for each in _coding(study, which)}
    if stale:
        emit(_stale(study, rows, closed, session.asking, form), output)
        return
    if time:
        rows = {each: _timed(done, session, study.rubric.id, each) for each, done in rows.items()}
    told = {each: done if each == session.asking else _withheld(done, closed) for each, done in rows.items()}
    coding = double_coding(study)
    decisions = _decisions(study, session.asking)
    if form == "json":
        emit(json.dumps(_data(study, told, coding) | {"adjudication": decisions}, indent=2, ensure_ascii=False), output)
    else:
        text = _text(rounded, told, coding, by_source=asking is not None or time)
        emit("\n".join([text, *_decided(decisions)]), output)


def _decisions(study: Study, asking: str | None) -> dict[str, int]:
    """Count what was decided and what waits; of sources that one has not completed, one's own decisions."""
    from stancebook.comparison.blind import blinded
    from stancebook.comparison.decidable import cells_to_decide, to_decide
    from stancebook.comparison.decided import decided

    hidden = blinded(study, asking) if asking else None
    shown = hidden.study if hidden else study
    cells = cells_to_decide(shown)
    made = decided(cells.values())
    return {
        "settled": made.settled,
        "open": made.open,
        "outdated": made.outdated,
        "on_stale": made.on_stale,
        "without_effect": made.in_vain,
        "waiting": sum(one.waits for one in to_decide(shown, cells)),
        **({"sources_withheld": len(hidden.sources)} if hidden and hidden.sources else {}),
    }


def _decided(decisions: dict[str, int]) -> list[str]:
    """Tell of decisions, once there are any; of what is withheld alike, whether anything is decided there or not."""
    from stancebook.reports.decision_words import doubts
    from stancebook.reports.words import count

    closed = decisions.get("sources_withheld", 0)
    until = f"withheld of {count(closed, 'source')} until you have completed {'it' if closed == 1 else 'them'}"
    told = []
    if decisions["settled"] + decisions["open"]:
        doubted = doubts(decisions["outdated"], decisions["on_stale"])
        of_these = f", of these {' and '.join(doubted)}" if doubted else ""
        told.append(f"{decisions['settled']} settled, {decisions['open']} left open{of_these}")
    if vain := decisions["without_effect"]:
        told.append(f"{count(vain, 'decision')} without effect")
    if decisions["waiting"] or (told and not closed):
        told.append(f"{decisions['waiting']} to decide (stance adjudicate)")
    told += [until] if closed else []
    return [f"adjudication: {'; '.join(told)}"] if told and (closed or len(told) > 1) else []


def _closed(study: Study, asking: str | None) -> frozenset[str]:
    """The sources of which the one who asks may not learn what others answered; where nobody is known to ask, none."""
    from stancebook.comparison.blind import blinded

    return frozenset(blinded(study, asking).closed if asking else ())


def _stale(study: Study, reviewers: Collection[str], closed: Collection[str], asking: str | None, form: str) -> str:
    from stancebook.cli.status_stale import stale_codings, stale_data, stale_text, unknown_codings
    from stancebook.comparison.blind import tells_of_another

    def may_tell(reviewer: str, source: str, criterion: str) -> bool:
        """Whether a coding may be told of: where its question hangs on an answer, that would tell the answer."""
        return reviewer == asking or source not in closed or not tells_of_another(study.rubric, criterion)

    found = [one for one in stale_codings(study, reviewers) if may_tell(one.reviewer, one.source, one.criterion)]
    unknown = unknown_codings(study, reviewers, may_tell)
    if form == "json":
        return json.dumps(stale_data(study, found, unknown), indent=2, ensure_ascii=False)
    return stale_text(study, found, unknown, asking)


def _withheld(done: list[SourceProgress], closed: Collection[str]) -> list[SourceProgress]:
    """Leave out why others flagged what the one who asks has not completed; that they did is told."""
    return [one._replace(flag=FLAGGED) if one.flag and one.source in closed else one for one in done]


def _timed(done: list[SourceProgress], session: Session, rubric: str, reviewer: str) -> list[SourceProgress]:
    """Say how long a reviewer worked on each source, as far as this machine knows."""
    from stancebook.workspace.visits import Visits

    seconds = Visits.of(session.workspace.root, session.workspace.local, rubric, reviewer).seconds()
    return [one._replace(seconds=seconds.get(one.source)) for one in done]


def _data(study: Study, rows: dict[str, list[SourceProgress]], coding: DoubleCoding) -> dict[str, object]:
    return {
        "schema": "stancebook/status/1",
        "rubric": {"id": study.rubric.id, "version": study.rubric.version},
        "sources": len(study.sources),
        "double_coded_share": coding.share,
        "double_coded": coding.double,
        "double_coded_planned": coding.planned,
        "reviewers": [
            {
                "id": reviewer,
                "complete": sum(one.state == "complete" for one in done),
                "drafts": sum(one.state == "draft" for one in done),
                "not_started": sum(one.state == "not started" for one in done),
                "sources": [
                    {
                        "source": one.source,
                        "state": one.state.replace(" ", "_"),
                        "coded": one.coded,
                        "criteria": one.criteria,
                        "unanswered": list(one.unanswered),
                        "lacking": list(one.lacking),
                        "stale": list(one.stale),
                        "moved_quotes": one.moved,
                        "edited_quotes": one.edited,
                        "doubtful_quotes": one.doubtful,
                        "ambiguous_quotes": one.ambiguous,
                        "lost_quotes": one.lost,
                        "flag": "" if one.flag == FLAGGED else one.flag,
                        "seconds": one.seconds,
                    }
                    for one in done
                ],
            }
            for reviewer, done in rows.items()
        ],
    }


def _text(rounded: Rounded, rows: dict[str, list[SourceProgress]], coding: DoubleCoding, *, by_source: bool) -> str:
    from stancebook.comparison.left_out import LeftOut
    from stancebook.comparison.rounds import left_out
    from stancebook.model.visible import visible_line
    from stancebook.reports.words import count, left_out_sentences

    study = rounded.study
    lines = [f"{study.rubric.id} {study.rubric.version}: {count(len(study.sources), 'source')}"]
    if not rows:
        lines.append("nobody has coded anything yet; start with stance annotate")
    width = max((len(reviewer) for reviewer in rows), default=0)
    for reviewer, done in rows.items():
        states = {state: sum(one.state == state for one in done) for state in ("complete", "draft", "not started")}
        extra = [
            (sum(len(one.unanswered) for one in done), "answer missing", "answers missing"),
            (sum(len(one.stale) for one in done), "stale coding", "stale codings"),
            (sum(one.moved for one in done), "quote moved", "quotes moved"),
            (sum(one.edited for one in done), "quote edited", "quotes edited"),
            (sum(one.doubtful for one in done), "quote to confirm", "quotes to confirm"),
            (sum(one.ambiguous for one in done), "ambiguous quote", "ambiguous quotes"),
            (sum(one.lost for one in done), "quote lost", "quotes lost"),
            (sum(bool(one.flag) for one in done), "flagged", "flagged"),
        ]
        told = "".join(f", {count(*one)}" for one in extra if one[0])
        if spent := sum(one.seconds or 0 for one in done):
            told += f", {time_words(spent)} here"
        lines.append(
            f"  {reviewer:{width}}  {_bar(states['complete'], len(done))} {states['complete']}/{len(done)} complete, "
            f"{count(states['draft'], 'draft')}, {states['not started']} not started{told}"
        )
        lines += [
            visible_line(f"      {_one(one, study.rubric.by_id)}") for one in done if by_source or _wants_a_look(one)
        ]
    if coding.share is not None:
        lines.append(_double(coding, len(study.sources)))
    lines += left_out_sentences(left_out(rounded, LeftOut()))
    return "\n".join(lines)


def _coding(study: Study, which: Round) -> list[str]:
    """Who takes part in a round: those who code it by rule, and whoever has coded something of it."""
    there = {reviewer for reviewer, _ in study.annotations}
    return [one.id for one in study.coders.values() if one.id in there or (one.counts and which != "second-pass")]


def _double(coding: DoubleCoding, sources: int) -> str:
    apart = "" if coding.sources == sources else ", without the training round"
    told = (
        f"coded by two or more: {coding.share:.0%} of the sources ({coding.double} of {coding.sources}{apart}); "
        f"planned {coding.planned:.0%}"
    )
    return f"{told}, {coding.missing} to go" if coding.missing else told


def _wants_a_look(one: SourceProgress) -> bool:
    return bool(one.unanswered or one.lacking or one.stale or one.flag or _quotes(one))


def _quotes(one: SourceProgress) -> list[str]:
    """What became of its quotes, in the words of ``stance reanchor``; nothing of those at their place."""
    from stancebook.cli.reanchor import NAMES

    numbers = {
        "moved": one.moved,
        "edited": one.edited,
        "confirm": one.doubtful,
        "ambiguous": one.ambiguous,
        "lost": one.lost,
    }
    return [f"{number} {NAMES[kind]}" for kind, number in numbers.items() if number]


def _one(one: SourceProgress, known: Collection[str]) -> str:
    parts = [f"{one.source}: {one.state}, {one.coded}/{one.criteria} criteria"]
    if one.unanswered:
        parts.append(f"asked since, no answer yet: {', '.join(one.unanswered)}")
    if one.state == "draft" and one.coded == one.criteria:
        parts.append(f"lacks: {'; '.join(one.lacking)}" if one.lacking else "to be declared complete")
    if one.stale:
        named = (key if key in known else f"{key} (not in the rubric)" for key in one.stale)
        parts.append(f"stale: {', '.join(named)}")
    if told := _quotes(one):
        parts.append(f"quotes: {', '.join(told)} (stance reanchor)")
    if one.flag:
        parts.append("flagged" if one.flag == FLAGGED else f"flagged: {one.flag}")
    if one.seconds:
        parts.append(time_words(one.seconds))
    return "; ".join(parts)


def _bar(done: int, of: int, width: int = 10) -> str:
    full = round(width * done / of) if of else 0
    return "█" * full + "░" * (width - full)
