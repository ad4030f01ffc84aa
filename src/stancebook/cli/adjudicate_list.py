"""What was decided, and what waits for a decision, each with the command that decides it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final, Self

from stancebook.cli.garbage import without_collecting
from stancebook.cli.terminal import terminal_width
from stancebook.comparison.decidable import (
    cells_to_decide,
    counted,
    round_to_decide,
    to_decide,
    why_nothing_to_decide,
)
from stancebook.comparison.decided import decided
from stancebook.comparison.rounds import in_round
from stancebook.model.decision import CAUSES
from stancebook.model.visible import visible_line
from stancebook.reports.decision_words import decision_about, decision_answer, not_asked_words, since_words
from stancebook.reports.disagreements import kind_words
from stancebook.reports.words import WITHHELD_UNTIL, count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancebook.cli.session import Session
    from stancebook.comparison.disagreement import Disagreement, Stand
    from stancebook.comparison.rounds import Rounded
    from stancebook.model.decision import Adjudication
    from stancebook.model.rubric import Rubric
    from stancebook.model.study import Study

_COMMAND: Final = "stance adjudicate"
_NARROWEST: Final = 60
_HOW: Final = (
    "ANSWER is a value of the scale or an off-scale answer; --take CRITERION=REVIEWER settles as a reviewer answered, "
    f"--open CRITERION leaves it open for a reason. CAUSE is one of: {', '.join(CAUSES)}."
)


@dataclass(frozen=True)
class Standing:
    """How far adjudication is.

    Attributes:
        rubric: The rubric.
        decisions: The decisions to be told, by source.
        waiting: The disagreements that wait for a decision, the gravest first.
        settled: How many decisions stand and are not waited for again.
        nothing: Why there is no disagreement at all; empty where there is one.
        withheld: How many annotations of others were kept back from the one who asks.
        flags: What commands need besides, so that they do what was listed: who decides, and that they are unblinded.
        vain: Why decisions have no effect, by source and criterion, for those that have none.
    """

    rubric: Rubric
    decisions: Mapping[str, Adjudication]
    waiting: tuple[Disagreement, ...]
    settled: int
    nothing: str = ""
    withheld: int = 0
    flags: str = ""
    vain: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, study: Study, told: Mapping[str, Adjudication]) -> Self:
        """Return how far it is in a study, of which the decisions on these sources are to be told."""
        cells = cells_to_decide(study)
        every = to_decide(study, cells)
        waiting = tuple(one for one in every if one.waits)
        nothing = "" if every else why_nothing_to_decide(cells)
        made = decided(cells.values())
        done = made.settled + made.open - sum(one.decision is not None for one in waiting)
        return cls(study.rubric, told, waiting, done, nothing, vain=_vain(study, told))


def _vain(study: Study, told: Mapping[str, Adjudication]) -> dict[tuple[str, str], str]:
    sources = {source: study.sources[source] for source in told if source in study.sources}
    cells = cells_to_decide(replace(study, sources=sources, adjudications=told))
    return {place: not_asked_words(cell) for place, cell in cells.items() if cell.decided_in_vain}


def list_open(session: Session, source: str | None, *, unblind: bool, form: str, output: str | None) -> None:
    """List what waits for a decision, in one source or in all."""
    from stancebook.cli.session import say
    from stancebook.cli.shown import shown_study

    def part(study: Study) -> Rounded:
        named = replace(study, sources={source: study.source(source)}) if source else study
        return in_round(named, round_to_decide(study.rubric, source))

    with without_collecting():
        shown = shown_study(session, unblind=unblind, only=lambda whole: counted(part(whole).study))
        rounded = part(shown.study)
        if rounded.anchors:
            say(f"{count(rounded.anchors, 'source')} of the training round left out")
        study = rounded.study
        told = {source: study.adjudications[source]} if source and source in study.adjudications else {}
        withheld = shown.withheld.annotations if shown.withheld else 0
        standing = replace(Standing.of(study, told), withheld=withheld, flags=flags_of(session, unblind=unblind))
        tell(standing, form=form, output=output)


def flags_of(session: Session, *, unblind: bool) -> str:
    """Return what a command that is listed must say again of who decides, and of what they may see."""
    named = session.options.get("reviewer")
    return f"{f' --by {named}' if named else ''}{' --unblind' if unblind else ''}"


def tell(standing: Standing, *, form: str, output: str | None) -> None:
    """Print how far adjudication is."""
    from stancebook.cli.session import emit

    emit(_json(standing) if form == "json" else _fitted(map(visible_line, _lines(standing)), terminal_width()), output)


def _fitted(lines: Iterable[str], width: int) -> str:
    """Return lines wrapped below where they begin; commands stay whole, so that they can be copied."""
    return "\n".join(one for told in lines for one in ([told] if _COMMAND in told else _wrapped(told, width)))


def _wrapped(told: str, width: int) -> list[str]:
    words = told.lstrip()
    below = " " * (len(told) - len(words)) + ("   " if words[:1].isdigit() else "")
    size = max(width, _NARROWEST)
    return wrap(told, size, subsequent_indent=below, break_long_words=False, break_on_hyphens=False) or [""]


def _json(standing: Standing) -> str:
    data = {
        "schema": "stancebook/adjudicate/1",
        "rubric": {"id": standing.rubric.id, "version": standing.rubric.version},
        "decisions": {source: made.model_dump(mode="json")["decisions"] for source, made in standing.decisions.items()},
        **({"without_effect": _vain_json(standing)} if standing.vain else {}),
        "waiting": [_waiting_json(one, standing.flags) for one in standing.waiting],
        **({"withheld": standing.withheld} if standing.withheld else {}),
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _vain_json(standing: Standing) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source, criterion in standing.vain:
        found.setdefault(source, []).append(criterion)
    return found


def _waiting_json(one: Disagreement, flags: str) -> dict[str, Any]:
    answers = {who: view.answer for who, view in one.codings.items()}
    return {
        "source": one.source,
        "criterion": one.criterion.id,
        "kind": one.kind,
        "outdated": one.outdated,
        "answers": {who: {"value": answer.value, "off_scale": answer.off_scale} for who, answer in answers.items()},
        "command": _command(one, flags),
    }


def _decided(standing: Standing) -> Iterator[str]:
    for source, made in standing.decisions.items():
        if made.decisions:  # of what was taken back none are left
            yield f"{source}: {count(len(made.decisions), 'criterion', 'criteria')} decided"
        for criterion in made.decisions:
            if decision := made.current(criterion):
                known = standing.rubric.by_id.get(criterion)
                answer = decision_answer(standing.rubric, criterion, decision)
                yield f"  {known.heading if known else criterion}: {answer} ({decision_about(decision)})"
                yield f"    {' '.join(decision.rationale.split())}"
                if vain := standing.vain.get((source, criterion)):
                    yield f"    {vain}"


def _lines(standing: Standing) -> Iterator[str]:
    yield from _decided(standing)
    done = f"; {standing.settled} decided" if standing.settled else ""
    if not standing.waiting and standing.withheld:
        yield f"no disagreement that you may see waits for a decision{done}: {WITHHELD_UNTIL}"
        return
    if not standing.waiting:
        why = f": {standing.nothing}" if standing.nothing else ""
        yield f"no disagreement waits for a decision{done}{why}"
        return
    yield f"{count(len(standing.waiting), 'disagreement')} to decide{done}"
    if standing.withheld:
        yield f"of other sources nothing is told: {WITHHELD_UNTIL}"
    for number, one in enumerate(standing.waiting, 1):
        yield ""
        outdated = f" · decided before: outdated, {since_words(one.since)}" if one.since else ""
        yield f"{number}. {one.source} · {one.criterion.heading} · {kind_words(one)}{outdated}"
        for stand in one.stands:
            yield f"   {', '.join(stand.side.reviewers)}: {_answered(standing.rubric, one, stand)}"
        yield f"   {_command(one, standing.flags)}"
    yield ""
    yield _HOW


def _command(one: Disagreement, flags: str) -> str:
    return f'{_COMMAND} {one.source}{flags} --set {one.criterion.id}=ANSWER --because "…" --cause CAUSE'


def _answered(rubric: Rubric, one: Disagreement, stand: Stand) -> str:
    """Return an answer as it is typed, and the label of a step or of what lies off the scale."""
    answer = stand.side.answer
    typed = isinstance(answer.value, str | tuple)
    return rubric.mark(one.criterion.id, answer) if typed else rubric.told(one.criterion.id, answer)
