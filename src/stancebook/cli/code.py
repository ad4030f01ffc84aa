"""``stance code``: annotate in line mode. Everything the annotate screen can do, without a screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from stancebook.cli.assignments import criterion_named, halves, split
from stancebook.cli.options import output_options
from stancebook.cli.session import Session, emit, say, session_options

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation
    from stancebook.model.rubric import AnyCriterion
    from stancebook.workspace.desk import Desk, Stepped
    from stancebook.workspace.save_job import Saved


@click.command("code")
@click.argument("source", metavar="SOURCE")
@click.option(
    "--set", "answers", multiple=True, metavar="CRITERION=ANSWER", help="Answer: a value (sets as a,b) or off-scale id."
)
@click.option("--clear", "cleared", multiple=True, metavar="CRITERION", help="Take an answer back.")
@click.option("--keep", "kept", multiple=True, metavar="CRITERION", help="Keep a stale answer as today's.")
@click.option(
    "--evidence",
    "quotes",
    multiple=True,
    metavar="CRITERION[:VALUE]=QUOTE",
    help="A verbatim quote, of one value if named.",
)
@click.option("--remove-evidence", "removed", multiple=True, metavar="CRITERION=QUOTE", help="Take a quote away.")
@click.option("--note", "notes", multiple=True, metavar="CRITERION=TEXT", help="The note of a coding.")
@click.option("--confidence", "sure", multiple=True, metavar="CRITERION=N", help="How sure, on the rubric's scale.")
@click.option("--rules", multiple=True, metavar="CRITERION=E1,E2", help="The decision rules it rests on.")
@click.option(
    "--attributed",
    "reported",
    multiple=True,
    metavar="ACTOR|TYPE|CRITERION=VALUE|QUOTE",
    help="What the source reports somebody else to hold (the type may be empty).",
)
@click.option(
    "--remove-attributed", "unreported", multiple=True, metavar="ACTOR|CRITERION", help="Take such a position away."
)
@click.option("--flag", metavar="WHY", help="Flag the source for a second look ('' takes the flag away).")
@click.option("--source-note", metavar="TEXT", help="A note on the source as a whole.")
@click.option("--undo", is_flag=True, help="Take the last edit back, before anything else.")
@click.option("--redo", is_flag=True, help="Make it again.")
@click.option("--complete", "done", is_flag=True, help="Declare the annotation complete.")
@click.option("--reopen", is_flag=True, help="Make it a draft again.")
@output_options("terminal", "json")
@session_options
def command(
    *,
    session: Session,
    source: str,
    form: str,
    output: str | None,
    **edits: Any,
) -> None:
    """Code SOURCE in line mode.

    SOURCE is an id, or the beginning of one; a criterion likewise, or its short label. One thing
    wrong, and nothing is written. Without options: what is coded and what is missing.

    \b
    stance code wola-2025 --set effectiveness=-1 --evidence effectiveness="this model is not sustainable"
    stance code wola-2025 --confidence effectiveness=4 --complete
    stance code wola-2025 --undo
    """
    from stancebook.cli.code_remarks import remarks
    from stancebook.model.problems import StancebookError
    from stancebook.workspace.desk import Desk

    book = session.workspace.rubric(session.rubric_id)
    writes = any(one not in (None, False, ()) for one in edits.values())
    text = session.workspace.source(session.source_id(source, writes=writes))
    desk = Desk(session.workspace, book, text, session.reviewer())
    before = desk.annotation
    instead = _apply(desk, edits)
    saved = _save(session, desk)
    for told in instead:
        say(told)
    if before.complete and not edits["reopen"]:
        _say_draft_again(desk, saved)
    if saved.clashes:
        what = ", ".join(saved.clashes)
        raise StancebookError(f"somebody else changed {what} meanwhile; your edit of that was not written, try again")
    for told in remarks(before, desk, edits):
        say(told)
    _say_no_longer_independent(before, desk)
    if edits["done"]:
        _point_to_gold(desk)
    emit(_json(desk) if form == "json" else _text(desk), output)


def _apply(desk: Desk, edits: dict[str, Any]) -> list[str]:
    """Make the edits; return what is to be said of them once they are saved."""
    from stancebook.cli.code_keep import keep
    from stancebook.model.change import between

    instead: list[str] = []
    for verb, step in (("undo", desk.undo), ("redo", desk.redo)):
        if edits[verb]:
            before = desk.annotation
            _tell(step(), verb)
            if moved := between(before, desk.annotation):
                instead.append(f"{verb}ne: {', '.join((*moved.codings, *moved.fields))}")
    _each_once(desk, edits)
    was_complete = desk.annotation.complete
    instead += [told for name in edits["kept"] for told in keep(desk, name)]
    _answers(desk, edits["answers"], edits["cleared"])
    _quotes(desk, edits["quotes"])
    _remove(desk, edits["removed"])
    _reported(desk, edits["reported"], edits["unreported"])
    _remarks(desk, edits["notes"], edits["sure"], edits["rules"])
    if edits["flag"] is not None:
        desk.set_flag(edits["flag"])
    if edits["source_note"] is not None:
        desk.set_source_note(edits["source_note"])
    if edits["reopen"]:
        desk.reopen()
    if edits["done"] or (was_complete and not edits["reopen"] and not desk.missing):
        desk.complete()  # what one edit took away the next may have given: all of them together keep the declaration
    return instead


def _each_once(desk: Desk, edits: dict[str, Any]) -> None:
    """Refuse two answers to one criterion in one call, and two notes on it: the first would be lost unsaid."""
    from stancebook.cli.code_keep import place_kept
    from stancebook.model.problems import Problem, StancebookError

    def assigned(option: str, field: str) -> list[str]:
        return [split(option, one, desk.rubric)[0].id for one in edits[field]]

    answered = assigned("--set", "answers")
    answered += [criterion_named("--clear", name, desk.rubric).id for name in edits["cleared"]]
    answered += [place_kept(desk, name) for name in edits["kept"]]
    given = {"--set": answered, "--note": assigned("--note", "notes")}
    given |= {"--confidence": assigned("--confidence", "sure"), "--rules": assigned("--rules", "rules")}
    for option, keys in given.items():
        if twice := [key for number, key in enumerate(keys) if key in keys[:number]]:
            others = " (or --clear, --keep)" if option == "--set" else ""
            raise StancebookError(Problem(option, f"{twice[0]} is given twice in one call{others}; give one"))


def _say_no_longer_independent(before: Annotation, desk: Desk) -> None:
    """Say what an edit costs after others' codings were seen: all of a coding is compared."""
    from stancebook.model.editing import no_longer_independent
    from stancebook.reports.words import listed

    changed = no_longer_independent(before, desk.annotation)
    if found := [about.heading for key, about in desk.rubric.by_id.items() if key in changed]:
        say(
            f"you have seen others' codings of this source: {listed(found)} {'counts' if len(found) == 1 else 'count'} "
            "in the matrix and no more in reliability, whatever was changed (--undo takes it back)"
        )


def _point_to_gold(desk: Desk) -> None:
    """Whoever completed a source for training learns where they see how they did."""
    from stancebook.workspace.gold import gold_answers

    if gold_answers(desk):
        who, source = desk.annotation.reviewer, desk.source.id
        say(f"how you did: stance compare {who} --gold --source {source} --reviewer {who}")


def _reported(desk: Desk, reported: tuple[str, ...], unreported: tuple[str, ...]) -> None:
    from stancebook.cli.code_attributed import record, take_away

    for described in unreported:
        take_away(desk, described)
    for described in reported:
        record(desk, described)


def _tell(stepped: Stepped, verb: str) -> None:
    from stancebook.model.problems import Problem, StancebookError

    if stepped.beyond:
        what = ", ".join(stepped.beyond)
        say(f"the last edit cannot be {verb}ne: {what} was changed elsewhere since; the next {verb} goes beyond it")
    elif not stepped:
        raise StancebookError(Problem(f"--{verb}", f"there is nothing to {verb} here"))


def _remarks(desk: Desk, notes: tuple[str, ...], sure: tuple[str, ...], rules: tuple[str, ...]) -> None:
    for assignment in notes:
        criterion, note = split("--note", assignment, desk.rubric)
        desk.set_note(criterion.id, note)
    for assignment in sure:
        criterion, step = split("--confidence", assignment, desk.rubric)
        desk.set_confidence(criterion.id, _whole(step, criterion))
    for assignment in rules:
        criterion, cited = split("--rules", assignment, desk.rubric)
        desk.set_rules(criterion.id, [rule.strip() for rule in cited.split(",") if rule.strip()])


def _answers(desk: Desk, answers: tuple[str, ...], cleared: tuple[str, ...]) -> None:
    from stancebook.model.answer import NOT_CODED
    from stancebook.model.problems import Problem, StancebookError

    for assignment in answers:
        criterion, text = split("--set", assignment, desk.rubric)
        try:
            answer = desk.rubric.parse_answer(criterion.id, text)
        except ValueError as error:
            raise StancebookError(Problem("--set", str(error))) from None
        desk.set_answer(criterion.id, answer)
    for name in cleared:
        desk.set_answer(criterion_named("--clear", name, desk.rubric).id, NOT_CODED)
    for key in dict.fromkeys(split("--set", assignment, desk.rubric)[0].id for assignment in answers):
        if reason := desk.why_not_asked(key):
            raise StancebookError(Problem("--set", f"{key} is not asked, {reason}"))


def _quotes(desk: Desk, quotes: tuple[str, ...]) -> None:
    from stancebook.model.nearest import did_you_mean
    from stancebook.model.problems import Problem, StancebookError

    for assignment in quotes:
        name, quote = halves("--evidence", assignment)
        name, _, value = name.partition(":")
        criterion = criterion_named("--evidence", name, desk.rubric)
        for_value = value.strip() or None
        known = [str(one) for one in criterion.values]
        if for_value is not None and for_value not in known:
            message = f"'{for_value}' is no value of {criterion.id}{did_you_mean(for_value, known, answers=True)}"
            raise StancebookError(Problem("--evidence", message))
        answer = desk.annotation.coding(criterion.id).value
        if for_value is None and criterion.requires_evidence == "each" and isinstance(answer, tuple):
            if len(answer) != 1:
                chosen = " or ".join(f"{criterion.id}:{one}" for one in answer)
                raise StancebookError(
                    Problem("--evidence", f"{criterion.id} wants a quote for each value: name {chosen}")
                )
            for_value = answer[0]
        desk.add_quote(criterion.id, quote, for_value)


def _remove(desk: Desk, removed: tuple[str, ...]) -> None:
    from stancebook.model.problems import Problem, StancebookError

    for assignment in removed:
        criterion, quote = split("--remove-evidence", assignment, desk.rubric)
        there = desk.annotation.coding(criterion.id).evidence
        found = [one for one in there if quote.strip() and quote.strip() in one.quote]
        if len(found) != 1:
            number = f"{len(found)} quotes of {criterion.id} hold" if found else f"no quote of {criterion.id} holds"
            raise StancebookError(Problem("--remove-evidence", f"{number} '{quote[:80]}'"))
        desk.remove_evidence(criterion.id, found[0])


def _save(session: Session, desk: Desk) -> Saved:
    from stancebook.workspace.save_job import Saved

    if not desk.unsaved:
        return Saved()
    if welcome := session.enrol(desk.reviewer):
        say(welcome)
    saved = desk.save()
    if saved.joined:
        say(f"joined with changes that somebody else saved meanwhile: {', '.join(saved.joined)}")
    return saved


def _say_draft_again(desk: Desk, saved: Saved) -> None:
    """Say why an annotation that was complete is none now; not where somebody else made it a draft."""
    written = saved.reopened or not saved.clashes
    if desk.missing and written and not desk.annotation.complete and "state" not in saved.joined:
        together = "together with those changes " if saved.joined else ""
        say(f"a draft again, for {together}it lacks: {'; '.join(one.sentence for one in desk.missing)}")


def _whole(text: str, criterion: AnyCriterion) -> int | None:
    from stancebook.model.problems import Problem, StancebookError

    if not text.strip():
        return None
    try:
        return int(text)
    except ValueError:  # also for more digits than Python reads
        message = f"'{text[:40]}' should be a whole number, as in {criterion.id}=4"
        raise StancebookError(Problem("--confidence", message)) from None


def _json(desk: Desk) -> str:
    from stancebook.model.applying import applying_in

    data = {
        "schema": "stancebook/code/1",
        "annotation": desk.annotation.model_dump(mode="json", by_alias=True),
        "missing": [
            {"criterion": one.criterion, "need": one.need, "for": one.for_value, "message": one.sentence}
            for one in desk.missing
        ],
        "not_asked": [key for key, asked in applying_in(desk.rubric, desk.annotation).items() if asked is False],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _text(desk: Desk) -> str:
    from stancebook.model.visible import visible_line

    annotation, rubric = desk.annotation, desk.rubric
    lines = [f"{desk.source.id} by {desk.reviewer}: {annotation.state}"]
    for criterion in rubric.criteria:
        coding = annotation.coding(criterion.id)
        sure = f", confidence {coding.confidence}" if coding.confidence is not None else ""
        quotes = f"{len(coding.evidence)} quote{'' if len(coding.evidence) == 1 else 's'}"
        told = rubric.told(criterion.id, coding.answer)
        if reason := desk.why_not_asked(criterion.id):
            kept = f"; its answer is kept: {told}, which counts nowhere" if coding.given else ""
            lines.append(f"  {criterion.heading}: not asked, {reason}{kept}")
            continue
        lines.append(f"  {criterion.heading}: {told} ({quotes}{sure})")
    if annotation.attributed:
        from stancebook.cli.code_attributed import line

        lines.append("  reported of others:")
        lines += [line(desk, one) for one in annotation.attributed]
    lines += [f"  missing: {one.sentence}" for one in desk.missing]
    return "\n".join(map(visible_line, lines))
