"""Deciding in line mode: several criteria of one source at once, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from stancebook.cli.session import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stancebook.cli.session import Session
    from stancebook.comparison.cell import Cell
    from stancebook.model.answer import Answer
    from stancebook.model.decision import Adjudication, Cause, Decision
    from stancebook.model.rubric import Rubric
    from stancebook.model.study import Study
    from stancebook.workspace.decision_desk import DecisionDesk
    from stancebook.workspace.workspace import Workspace

_DECIDING: Final = ("answers", "sides", "left_open")


@dataclass(frozen=True)
class Ruling:
    """What one decision is to be.

    Attributes:
        criterion: The criterion's id.
        answer: The answer to settle on, None to leave it open.
        because: The reason.
        cause: Why the reviewers differed, if it was said.
        rule: The rule it rests on or proposes, if one was named.
    """

    criterion: str
    answer: Answer | None
    because: str
    cause: Cause | None
    rule: str | None


def decide(
    session: Session, source: str | None, said: Mapping[str, Any], *, unblind: bool, form: str, output: str | None
) -> None:
    """Record the decisions that were said; one thing wrong, and nothing is written."""
    from dataclasses import replace

    from stancebook.cli.adjudicate_list import Standing, flags_of, tell
    from stancebook.cli.greeting import greet
    from stancebook.comparison.blind import blinded
    from stancebook.comparison.decidable import newly_shown_deciding, to_decide
    from stancebook.workspace.decision_desk import DecisionDesk
    from stancebook.workspace.reveal import record_revealed

    book, by = session.workspace.rubric(session.rubric_id), session.reviewer(decides=True)
    source = source or _stepped_in(session.workspace, book, by, said)
    text = session.workspace.source(source)
    study, withheld = _study_for(session, source, by, unblind=unblind, decides=any(said[one] for one in _DECIDING))
    desk = DecisionDesk(session.workspace, book, text, by)
    stepped = list(_step(desk, said))
    cells = _cells(study, source)
    rulings = list(_rulings(book, cells, said))
    made = {ruling.criterion: _decide(desk, cells[ruling.criterion], ruling) for ruling in rulings}
    _require_effect(_cells(replace(study, adjudications={source: desk.adjudication}), source), made)
    if made or desk.adjudication.decisions or to_decide(study):  # else nothing is shown below
        record_revealed(session.workspace, study, by, newly_shown_deciding(study, by))
    saved = desk.save()
    greet(by, study.coders, study.reviewers)
    for words in stepped:
        say(words)
    if source in book.anchors:
        say(f"{source} belongs to the training round, which results leave out")
    if saved.joined:
        say(f"somebody else decided meanwhile on {', '.join(saved.joined)}; that stays, and what comes last counts")
    ask_for_rules(book, made, "--rule ID or --propose-rule TEXT")
    decided = {source: desk.adjudication}
    if withheld:
        told = blinded(replace(study, adjudications=decided), by).study.adjudications
        standing = replace(Standing.of(study, told), withheld=withheld)
    else:
        standing = Standing.of(replace(study, adjudications=decided), decided)
    tell(replace(standing, flags=flags_of(session, unblind=unblind)), form=form, output=output)


def _stepped_in(workspace: Workspace, rubric: Rubric, by: str, said: Mapping[str, Any]) -> str:
    """Return the source of the decision to take back or to make again, where nobody names it."""
    from stancebook.model.problems import Problem, StancebookError
    from stancebook.workspace.decision_desk import last_decided

    verb = "undo" if said["undo"] else "redo" if said["redo"] else ""
    if not verb or any(said[one] for one in _DECIDING):
        raise StancebookError("decide on which source? stance adjudicate SOURCE --set …; without options: what waits")
    source = last_decided(workspace, rubric.id, by, {}, redo=verb == "redo")
    if source is None:
        raise StancebookError(Problem(f"--{verb}", f"there is no decision of {by} to {verb}"))
    return source


def ask_for_rules(rubric: Rubric, made: Mapping[str, Decision | None], how: str) -> None:
    """Say which decisions name no rule though the rubric asks for one.

    Args:
        rubric: The rubric.
        made: The decisions made, by what to call each.
        how: How to name a rule.
    """
    from stancebook.model.deciding import wants_rule
    from stancebook.reports.words import listed

    if without := [name for name, decision in made.items() if decision and wants_rule(rubric, decision)]:
        those = "that" if len(without) == 1 else "those"
        what = "the decision names" if len(made) == 1 else f"{those} on {listed(without)} name{'s' * (those == 'that')}"
        say(f"the rubric asks for the rule that a decision rests on; {what} none ({how})")


def _study_for(session: Session, source: str, by: str, *, unblind: bool, decides: bool) -> tuple[Study, int]:
    """Return the study with this source alone, and how many annotations by others are withheld in it.

    Whoever decides must be allowed to see them; to take one's own decision back one need not.
    """
    from dataclasses import replace

    from stancebook.comparison.blind import blinded
    from stancebook.model.problems import StancebookError

    whole = session.study()
    study = replace(whole, sources={source: whole.source(source)})
    hidden = blinded(study, by)
    if unblind or not hidden.withheld:
        return study, 0
    if decides:
        raise StancebookError(
            f"{by} has not completed {source}, and deciding shows others' codings of it: complete it first "
            f"(stance annotate {source}), or say --unblind; what you code there afterwards is not independent any more"
        )
    return hidden.study, hidden.withheld


def _cells(study: Study, source: str) -> dict[str, Cell]:
    from stancebook.comparison.cells import study_cells
    from stancebook.comparison.decidable import counted

    return {criterion: cell for (of, criterion), cell in study_cells(counted(study)).items() if of == source}


def _require_effect(cells: Mapping[str, Cell], made: Iterable[str]) -> None:
    """Refuse decisions on what is not asked, given all that stands with them."""
    from stancebook.comparison.decidable import why_without_effect
    from stancebook.model.problems import StancebookError

    for criterion in made:
        if reason := why_without_effect(cells[criterion]):
            raise StancebookError(f"{criterion}: {reason}")


def _step(desk: DecisionDesk, said: Mapping[str, Any]) -> Iterator[str]:
    """Take one decision back, or make it again; yield what came of it, in words."""
    from stancebook.model.problems import Problem, StancebookError

    for verb, step in (("undo", desk.undo), ("redo", desk.redo)):
        if not said[verb]:
            continue
        before = desk.adjudication
        stepped = step()
        if stepped:
            yield _stepped(desk, before, redo=verb == "redo")
        elif stepped.beyond:
            what = ", ".join(stepped.beyond)
            yield f"your last decision cannot be {verb}ne: {what} was decided anew since"
        else:
            raise StancebookError(Problem(f"--{verb}", f"there is no decision of {desk.by} to {verb} here"))


def _stepped(desk: DecisionDesk, before: Adjudication, *, redo: bool) -> str:
    from stancebook.model.deciding import differing

    (criterion,) = differing(before, desk.adjudication)
    was, now = before.current(criterion), desk.adjudication.current(criterion)
    where = f"{desk.source.id} · {criterion}"
    if redo and now:
        return f"decided again: {where}: {_decided(desk.rubric, criterion, now)}"
    holds = f"now holds: {_decided(desk.rubric, criterion, now)}" if now else "it is not decided any more"
    return f"taken back: {where}: {_decided(desk.rubric, criterion, was)}; {holds}" if was else where


def _decided(rubric: Rubric, criterion: str, decision: Decision) -> str:
    from stancebook.reports.decision_words import decision_about, decision_answer

    return f"{decision_answer(rubric, criterion, decision)} ({decision_about(decision)})"


def _rulings(rubric: Rubric, cells: Mapping[str, Cell], said: Mapping[str, Any]) -> Iterator[Ruling]:
    from stancebook.model.problems import Problem, StancebookError

    answers = dict(_answers(rubric, cells, said))
    reasons, causes, rules, proposals = (
        _for_each(rubric, option, said[name], answers)
        for option, name in (
            ("--because", "reasons"),
            ("--cause", "causes"),
            ("--rule", "rules"),
            ("--propose-rule", "proposals"),
        )
    )
    for criterion, answer in answers.items():
        if not reasons[criterion].strip():
            raise StancebookError(Problem("--because", f"a decision needs a reason: why does it hold for {criterion}?"))
        if rules[criterion] and proposals[criterion]:
            raise StancebookError(Problem("--rule", f"{criterion}: name a rule of the rubric or propose one, not both"))
        rule = _rule(rubric, criterion, rules[criterion], proposals[criterion])
        yield Ruling(criterion, answer, reasons[criterion], _cause(causes[criterion]), rule)


def _answers(rubric: Rubric, cells: Mapping[str, Cell], said: Mapping[str, Any]) -> Iterator[tuple[str, Answer | None]]:
    from stancebook.cli.assignments import criterion_named, split
    from stancebook.model.problems import Problem, StancebookError

    seen: set[str] = set()

    def once(option: str, criterion: str) -> str:
        if criterion in seen:
            raise StancebookError(Problem(option, f"{criterion} is decided twice in one call; say one answer"))
        seen.add(criterion)
        return criterion

    for assignment in said["answers"]:
        criterion, text = split("--set", assignment, rubric)
        try:
            yield once("--set", criterion.id), rubric.parse_answer(criterion.id, text)
        except ValueError as error:
            raise StancebookError(Problem("--set", str(error))) from None
    for assignment in said["sides"]:
        criterion, reviewer = split("--take", assignment, rubric)
        yield once("--take", criterion.id), _taken(cells[criterion.id], reviewer.strip())
    for name in said["left_open"]:
        yield once("--open", criterion_named("--open", name, rubric).id), None


def _taken(cell: Cell, reviewer: str) -> Answer:
    from stancebook.model.nearest import did_you_mean
    from stancebook.model.problems import Problem, StancebookError

    if reviewer not in cell.codings:
        message = f"'{reviewer[:80]}' has no complete coding of {cell.criterion}{did_you_mean(reviewer, cell.codings)}"
        raise StancebookError(Problem("--take", message))
    if not cell.codings[reviewer].counts:
        message = f"{reviewer} coded {cell.criterion} before the rubric changed; say the answer with --set"
        raise StancebookError(Problem("--take", message))
    return cell.codings[reviewer].answer


def _for_each(rubric: Rubric, option: str, given: tuple[str, ...], decided: Mapping[str, object]) -> dict[str, str]:
    """Return what was said for each criterion decided: for it by name, else for all of them."""
    from stancebook.model.problems import Problem, StancebookError

    said: dict[str | None, str] = {}
    for one in given:
        name, equals, text = one.partition("=")
        criterion = _criterion_decided(rubric, name.strip(), decided) if equals else None
        if criterion in said:
            message = f"said twice for {criterion or 'all that is decided'}; say it once, or CRITERION=TEXT for each"
            raise StancebookError(Problem(option, message))
        said[criterion] = text if criterion else one
    return {criterion: said.get(criterion, said.get(None, "")) for criterion in decided}


def _criterion_decided(rubric: Rubric, name: str, decided: Mapping[str, object]) -> str | None:
    """Return the criterion that a name in front of ``=`` means; a reason may hold an equals sign of its own."""
    from stancebook.model.problems import NotFoundError

    try:
        criterion = rubric.find_criterion(name).id
    except NotFoundError:
        return None
    return criterion if criterion in decided else None


def _cause(text: str) -> Cause | None:
    from stancebook.model.decision import CAUSES
    from stancebook.model.nearest import did_you_mean
    from stancebook.model.problems import Problem, StancebookError

    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if not wanted:
        return None
    for cause in CAUSES:
        if cause == wanted:
            return cause
    raise StancebookError(Problem("--cause", f"'{text[:80]}' is no cause{did_you_mean(wanted, CAUSES)}"))


def _rule(rubric: Rubric, criterion: str, rule: str, proposal: str) -> str | None:
    from stancebook.model.deciding import why_not_a_rule
    from stancebook.model.problems import Problem, StancebookError

    said = " ".join((proposal or rule).split())
    if not said:
        return None
    if reason := why_not_a_rule(rubric, criterion, said, proposed=bool(proposal)):
        option = "--propose-rule" if proposal else "--rule"
        raise StancebookError(Problem(option, f"{criterion}: {reason}"))
    return said


def _decide(desk: DecisionDesk, cell: Cell, ruling: Ruling) -> Decision:
    from stancebook.comparison.decidable import basis_of, why_not_decidable
    from stancebook.model.problems import StancebookError

    if reason := why_not_decidable(cell):
        raise StancebookError(f"{ruling.criterion}: {reason}")
    return desk.decide(
        ruling.criterion,
        ruling.answer,
        because=ruling.because,
        basis=basis_of(cell),
        cause=ruling.cause,
        rule=ruling.rule,
    )
