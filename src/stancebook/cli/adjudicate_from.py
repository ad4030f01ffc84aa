"""``stance adjudicate --from FILE``: decisions made in a workbook or a CSV, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stancebook.cli.adjudicate_list import Standing, tell
from stancebook.cli.progress import working
from stancebook.cli.session import say
from stancebook.comparison.blind import blinded
from stancebook.comparison.decidable import basis_of, newly_shown_deciding, why_not_decidable
from stancebook.comparison.matrix import study_cells
from stancebook.comparison.rounds import in_round
from stancebook.exchange.decisions_table import read_decisions
from stancebook.model.problems import Problem, StancebookError
from stancebook.reports.words import count, listed
from stancebook.workspace.decision_desk import DecisionDesk
from stancebook.workspace.reveal import record_revealed

if TYPE_CHECKING:
    from stancebook.cli.session import Session
    from stancebook.comparison.cell import Cell
    from stancebook.exchange.decisions_table import GivenDecision
    from stancebook.model.decision import Decision
    from stancebook.model.study import Study


@dataclass(frozen=True)
class _Sorted:
    """What a table decides.

    Attributes:
        new: What is decided, or decided otherwise than it stands.
        unchanged: How many decisions stand there already.
        recoded: The cells that were coded anew since the table was made.
        overtaken: The cells of which the table holds an earlier decision, and which were decided anew since.
        withdrawn: The cells of which the table came with a decision that was taken back since.
    """

    new: list[GivenDecision]
    unchanged: int
    recoded: list[str]
    overtaken: list[str]
    withdrawn: list[str]


def decide_from(session: Session, table: str, *, unblind: bool, form: str, output: str | None) -> None:
    """Record the decisions of a table; one row wrong, and nothing is written.

    Raises:
        StancebookError: With every row that is wrong, or where the one who decides has not completed a source.
    """
    by = session.reviewer()
    study = session.study()
    with working("reading the decisions"):
        given = read_decisions(table, study.rubric, study.sources)
    if not given:
        say(f"nothing is decided in {table}: no row has an outcome, a decision or a rationale")
        if form == "json":
            tell(Standing(study.rubric, {}, (), 0), form=form, output=output)
        return
    sources = {one.source for one in given}
    # What is told below is of these sources too: of the others whoever decides may not have completed one.
    study = replace(study, sources={source: about for source, about in study.sources.items() if source in sources})
    _require_seen(study, by, unblind=unblind)
    found = _sorted(study, given, table)
    decided = _decide(session, study, by, found.new)
    say(
        f"{count(len(found.new), 'decision')} recorded"
        + (f", {found.unchanged} stood there already" if found.unchanged else "")
    )
    if found.overtaken:
        say(f"a newer decision stands, so the earlier one of the table was passed over: {listed(found.overtaken)}")
    if found.withdrawn:
        say(
            f"taken back since the table was made, so not recorded again: {listed(found.withdrawn)}; "
            "a change in the row decides it anew"
        )
    if found.new and any(one.basis is not None and one.decided is None for one in found.new):
        say("an earlier version made the table: look whether a decision is among these that was taken back meanwhile")
    if found.recoded:
        say(f"coded anew since the table was made, so outdated already: {listed(found.recoded)}")
    tell(Standing.of(_of_one_round(decided), {}), form=form, output=output)


def _of_one_round(study: Study) -> Study:
    """The study without its training round, unless that is all that was decided; what is left out is said."""
    every = study.rubric.anchors
    rounded = in_round(study, "training" if all(source in every for source in study.sources) else "production")
    if rounded.anchors:
        say(f"{count(rounded.anchors, 'source')} of the training round left out")
    return rounded.study


def _require_seen(study: Study, by: str, *, unblind: bool) -> None:
    """Refuse who has not completed these sources: deciding rests on others' codings."""
    if (hidden := blinded(study, by)).withheld and not unblind:
        raise StancebookError(
            f"{by} has not completed {listed(hidden.sources)}, and deciding rests on others' codings: complete it "
            "first, name who decided with --by, or say --unblind"
        )


def _sorted(study: Study, given: list[GivenDecision], table: str) -> _Sorted:
    cells = study_cells(study)
    problems: list[Problem] = []
    found = _Sorted([], 0, [], [], [])
    unchanged = 0
    for one in given:
        cell = cells[one.source, one.criterion]
        if cell.decision is not None and _same(one, cell.decision):
            unchanged += 1
            continue
        if any(_same(one, earlier) for earlier in _recorded(study, one)):
            found.overtaken.append(f"{one.source} · {one.criterion}")
            continue
        if one.untouched:
            found.withdrawn.append(f"{one.source} · {one.criterion}")
            continue
        if reason := why_not_decidable(cell):
            problems.append(Problem(table, f"{one.source} · {one.criterion}: {reason}", one.line))
        found.new.append(one)
        if one.basis is not None and dict(one.basis) != basis_of(cell):
            found.recoded.append(f"{one.source} · {one.criterion}")
    if problems:
        raise StancebookError(problems)
    return replace(found, unchanged=unchanged)


def _recorded(study: Study, one: GivenDecision) -> tuple[Decision, ...]:
    adjudication = study.adjudications.get(one.source)
    return adjudication.decisions.get(one.criterion, ()) if adjudication else ()


def _same(one: GivenDecision, decision: Decision) -> bool:
    """Whether a row says what stands already: the table came with it, and it was left as it was."""
    return one.fingerprint == decision.fingerprint


def _decide(session: Session, study: Study, by: str, new: list[GivenDecision]) -> Study:
    cells: dict[tuple[str, str], Cell] = study_cells(study)
    desks: dict[str, DecisionDesk] = {}
    for one in new:
        if one.source not in desks:
            desks[one.source] = DecisionDesk(session.workspace, study.rubric, study.sources[one.source], by)
        desks[one.source].decide(
            one.criterion,
            one.answer,
            because=one.rationale,
            basis=basis_of(cells[one.source, one.criterion]) if one.basis is None else one.basis,
            cause=one.cause,
            rule=one.rule,
        )
    record_revealed(session.workspace, study, by, newly_shown_deciding(study, by))
    for desk in desks.values():
        desk.save()
    made = {source: desk.adjudication for source, desk in desks.items()}
    return replace(study, adjudications={**study.adjudications, **made})
