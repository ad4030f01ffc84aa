"""``stance adjudicate --from FILE``: decisions made in a workbook or a CSV, all of them or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from stancebook.cli.adjudicate_line import ask_for_rules
from stancebook.cli.adjudicate_list import Standing, flags_of, tell
from stancebook.cli.adjudicate_meanwhile import Meanwhile
from stancebook.cli.progress import working
from stancebook.cli.session import say
from stancebook.comparison.blind import blinded
from stancebook.comparison.cells import study_cells
from stancebook.comparison.decidable import (
    basis_of,
    newly_shown_deciding,
    rests_on,
    why_not_decidable,
    why_without_effect,
)
from stancebook.comparison.rounds import in_round
from stancebook.exchange.decisions_table import read_decisions
from stancebook.model.answer import NOT_CODED
from stancebook.model.problems import Problem, StancebookError
from stancebook.reports.words import count, listed
from stancebook.workspace.decision_desk import DecisionDesk
from stancebook.workspace.reveal import record_revealed
from stancebook.workspace.taken_back import taken_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stancebook.cli.session import Session
    from stancebook.comparison.cell import Cell
    from stancebook.exchange.decisions_row import GivenDecision
    from stancebook.exchange.decisions_table import DecisionsTable
    from stancebook.model.decision import Decision
    from stancebook.model.rubric import Rubric
    from stancebook.model.study import Study

    _Cells = Mapping[tuple[str, str], Cell]


_Fate = Literal["new", "stands", "overtaken", "taken_back", "otherwise", "absent", "gone", "cleared"]
"""What a row of the table is: decided in it (``new``); what stands already; an earlier decision than the one that
stands (``overtaken``); a decision that was taken back here. Left as the table came with it, and nothing here shows
what became of it: another stands (``otherwise``), none (``absent``), or there is no such cell any more (``gone``);
or everything it said was cleared (``cleared``)."""

_MOST_TOLD: Final = 5
_PASSED_OVER: Final[dict[_Fate, tuple[str, str]]] = {
    "overtaken": ("a newer decision stands, so the earlier one of the table was passed over: ", ""),
    "taken_back": ("taken back here, so not recorded again: ", "; a change in the row decides it anew"),
    "otherwise": (
        "decided otherwise here, so what the table came with was passed over: ",
        "; a change in the row decides it anew",
    ),
    "absent": (
        "passed over, for the table came with it and it does not stand here (taken back, or decided in another copy): ",
        "; --untouched records it",
    ),
    "cleared": (
        "cleared in the table, which takes nothing back: ",
        " is still decided; 'stance adjudicate SOURCE --undo' takes your last decision back, another row decides anew",
    ),
    "gone": ("passed over, for there is no such source or criterion any more: ", ""),
}


def decide_from(session: Session, table: str, *, untouched: bool, unblind: bool, form: str, output: str | None) -> None:
    """Record the decisions of a table; one row wrong, and nothing is written.

    Args:
        session: Where, and who asks.
        table: The workbook, or CSV.
        untouched: Whether what the table came with is recorded too where none stands here, and nothing shows that
            it was taken back.
        unblind: Whether also of sources that the one who decides has not completed.
        form: ``terminal`` or ``json``.
        output: The file to write to, if any.

    Raises:
        StancebookError: With every row that is wrong, or where the one who decides has not completed a source.
    """
    by = session.reviewer(decides=True)
    study = session.study()
    with working("reading the decisions"):
        read = read_decisions(table, study.rubric, study.sources)
    given = read.rows
    if not given:
        read.require()
        say(f"nothing is decided in {table}: no row has an outcome, a decision or a rationale")
        if form == "json":
            tell(Standing(study.rubric, {}, (), 0), form=form, output=output)
        return
    sources = {one.source for one in given}
    # What is told below is of these sources too: of the others whoever decides may not have completed one.
    study = replace(study, sources={source: about for source, about in study.sources.items() if source in sources})
    _require_seen(session, study, by, unblind=unblind)
    cells = study_cells(study)
    found = _sorted(session, study, cells, given)
    new = [*found.get("new", ()), *(found.pop("absent", ()) if untouched else ())]
    meanwhile = Meanwhile.of(study, cells, by, unblind=unblind)
    if shown := meanwhile.shown(new):
        record_revealed(session.workspace, study, by, [one for one in newly_shown_deciding(study, by) if one in shown])
    _require_decidable(meanwhile, new, read)
    desks = _decide(session, study, cells, by, new)
    decided = _with_decisions(study, desks)
    _require_effect(decided, new, table)
    record_revealed(session.workspace, study, by, newly_shown_deciding(study, by))
    for desk in desks.values():
        desk.save()
    _tell_what_was_done(meanwhile, found, new, has_basis=read.has_basis)
    made = {f"{one.source} · {one.criterion}": desks[one.source].adjudication.current(one.criterion) for one in new}
    ask_for_rules(study.rubric, made, "in the column Rule: its id, or a new one in words")
    standing = replace(Standing.of(_of_one_round(decided), {}), flags=flags_of(session, unblind=unblind))
    tell(standing, form=form, output=output)


def _of_one_round(study: Study) -> Study:
    """The study without its training round, unless that is all that was decided; what is left out is said."""
    every = study.rubric.anchors
    rounded = in_round(study, "training" if all(source in every for source in study.sources) else "production")
    if rounded.anchors:
        say(f"{count(rounded.anchors, 'source')} of the training round left out")
    return rounded.study


def _require_seen(session: Session, study: Study, by: str, *, unblind: bool) -> None:
    """Refuse who has not completed these sources: deciding rests on others' codings."""
    if (hidden := blinded(study, by)).withheld and not unblind:
        name = "" if session.options.get("reviewer") else ", name who decided with --by"
        raise StancebookError(
            f"{by} has not completed {listed(hidden.sources)}, and deciding rests on others' codings: complete "
            f"{'it' if len(hidden.sources) == 1 else 'them'} first{name}, or say --unblind"
        )


def _sorted(
    session: Session, study: Study, cells: _Cells, given: Sequence[GivenDecision]
) -> dict[_Fate, list[GivenDecision]]:
    """Return the rows by what they are."""
    gone = {source: taken_back(session.workspace, study.rubric.id, source) for source in study.sources}
    found: dict[_Fate, list[GivenDecision]] = {}
    for one in given:
        if (one.source, one.criterion) not in cells:
            found.setdefault("gone", []).append(one)
            continue
        if one.cleared and cells[one.source, one.criterion].decision is None:
            continue
        earlier = any(_same(one, decision) for decision in _known_to_come_after(study, one))
        was_taken_back = (one.criterion, one.fingerprint) in gone[one.source]
        fate = _fate(one, cells[one.source, one.criterion].decision, earlier=earlier, was_taken_back=was_taken_back)
        found.setdefault(fate, []).append(one)
    return found


def _fate(one: GivenDecision, stands: Decision | None, *, earlier: bool, was_taken_back: bool) -> _Fate:
    if one.cleared:
        return "cleared"
    if stands is not None and _same(one, stands):
        return "stands"
    if earlier:
        return "overtaken"
    if was_taken_back and (one.untouched or _of_an_earlier_version(one)):
        return "taken_back"
    if not one.untouched:
        return "new"
    return "absent" if stands is None else "otherwise"


def _of_an_earlier_version(one: GivenDecision) -> bool:
    """Whether the program made the table and did not say in it what was decided by then."""
    return one.basis is not None and one.decided is None


def _require_decidable(meanwhile: Meanwhile, new: list[GivenDecision], read: DecisionsTable) -> None:
    """Refuse a table with rows that are wrong, that decide what is not offered any more, or what nobody can decide.

    As well as with rows on what somebody decided and the table was made without.
    """
    rubric, cells = meanwhile.rubric, meanwhile.cells
    read.require(
        Problem(read.path, f"{one.source} · {one.criterion}: {reason}", one.line)
        for one in new
        if (
            reason := one.why_not(rubric)
            or why_not_decidable(cells[one.source, one.criterion])
            or meanwhile.why_not(one)
        )
    )


def _tell_what_was_done(
    meanwhile: Meanwhile, found: dict[_Fate, list[GivenDecision]], new: list[GivenDecision], *, has_basis: bool
) -> None:
    stood = f", {len(found['stands'])} stood there already" if "stands" in found else ""
    say(f"{count(len(new), 'decision')} recorded{stood}")
    if new:
        say(f"recorded: {_first(_said(meanwhile.rubric, one) for one in new)}")
    if replaced := list(meanwhile.replaced(new)):
        say(f"in place of a decision that the table does not know of, which stays on file: {_first(replaced)}")
    for fate, (words, way_out) in _PASSED_OVER.items():
        if fate in found:
            say(f"{words}{_named(found[fate])}{way_out}")
    if any(map(_of_an_earlier_version, new)):
        say(
            "an earlier version made the table, so it is not known which of these it came with: look whether one was "
            "taken back or decided otherwise meanwhile"
        )
    if blank := [one for one in new if one.basis is None]:
        which = f"the column basis is empty for {_named(blank)}" if has_basis else "the table has no column basis"
        say(
            f"{which}, so it is not known on which codings these decisions rest: as they stand now were taken, and "
            "nobody can tell whether one was coded anew since the table was made"
        )
    known = [(one, one.basis) for one in new if one.basis is not None]
    if recoded := [one for one, basis in known if not rests_on(basis, meanwhile.cells[one.source, one.criterion])]:
        say(f"coded anew since the table was made, so outdated already: {_named(recoded)}")


def _named(rows: list[GivenDecision]) -> str:
    return listed(f"{one.source} · {one.criterion}" for one in rows)


def _said(rubric: Rubric, one: GivenDecision) -> str:
    answer = one.answer or NOT_CODED
    said = answer.off_scale or (rubric.mark(one.criterion, answer) if answer.given else "left open")
    return f"{one.source} · {one.criterion} = {said}"


def _first(told: Iterable[str]) -> str:
    every = list(told)
    more = len(every) - _MOST_TOLD
    return "; ".join([*every[:_MOST_TOLD], *([f"and {more:,} more"] if more > 0 else [])])


def _known_to_come_after(study: Study, one: GivenDecision) -> tuple[Decision, ...]:
    """Return the decisions on a row's cell from the one on that the table came with; all where that is not among them.

    A row that says what was decided before it was filled in by somebody who had what came after before them.
    """
    adjudication = study.adjudications.get(one.source)
    recorded = adjudication.decisions.get(one.criterion, ()) if adjudication else ()
    came_with = (index for index, decision in enumerate(recorded) if decision.fingerprint == one.decided)
    return recorded[next(came_with, 0) :]


def _same(one: GivenDecision, decision: Decision) -> bool:
    """Whether a row says what stands already: the table came with it, and it was left as it was."""
    return one.fingerprint == decision.fingerprint


def _decide(
    session: Session, study: Study, cells: _Cells, by: str, new: list[GivenDecision]
) -> dict[str, DecisionDesk]:
    """Return the desks with what is decided, of which nothing is saved yet."""
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
    return desks


def _with_decisions(study: Study, desks: Mapping[str, DecisionDesk]) -> Study:
    made = {source: desk.adjudication for source, desk in desks.items()}
    return replace(study, adjudications={**study.adjudications, **made})


def _require_effect(decided: Study, new: list[GivenDecision], table: str) -> None:
    """Refuse a table with rows on what is not asked, given all that stands with them."""
    cells = study_cells(decided)
    problems = [
        Problem(table, f"{one.source} · {one.criterion}: {reason}", one.line)
        for one in new
        if (reason := why_without_effect(cells[one.source, one.criterion]))
    ]
    if problems:
        raise StancebookError(problems)
