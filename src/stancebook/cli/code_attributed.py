"""``stance code --attributed``: what the source reports others to hold, in line mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stancebook.model.annotation import Attributed
    from stancebook.workspace.desk import Desk

FORM = "ACTOR|ACTOR_TYPE|CRITERION=VALUE|QUOTE"
_OPTION, _PARTS = "--attributed", 4


def record(desk: Desk, described: str) -> None:
    """Record one position, ``Amnesty International|ngo|due_process=-2|a verbatim quote``.

    The actor type may be empty, and the quote may hold further bars. For an actor and a criterion there is one
    entry: naming them again changes its value and adds the quote.

    Raises:
        StancebookError: Where it is not in this form, or the rubric does not know what it names.
    """
    from stancebook.model.anchoring import quote_evidence
    from stancebook.model.annotation import Attributed
    from stancebook.model.problems import NotFoundError, Problem, StancebookError

    parts = [part.strip() for part in described.split("|", _PARTS - 1)]
    name, equals, value = parts[2].partition("=") if len(parts) == _PARTS else ("", "", "")
    if not equals:
        raise StancebookError(Problem(_OPTION, f"'{described[:80]}' should be {FORM} (the type may be empty)"))
    try:
        criterion = desk.rubric.find_criterion(name.strip())
        answer = desk.rubric.parse_answer(criterion.id, value)
    except NotFoundError as error:
        raise NotFoundError(Problem(_OPTION, error.problems[0].message)) from None
    except ValueError as error:
        raise StancebookError(Problem(_OPTION, str(error))) from None
    if not parts[3]:
        raise StancebookError(Problem(_OPTION, "an attributed position rests on a quote: add it after the last bar"))
    desk.attribute(
        Attributed(
            actor=parts[0] or " ",
            actor_type=parts[1] or None,
            criterion=criterion.id,
            value=answer.value,
            off_scale=answer.off_scale,
            evidence=(quote_evidence(desk.source.body, parts[3], where=desk.source.id),),
            note="",
            at=None,
            rev="",
        )
    )


def take_away(desk: Desk, described: str) -> None:
    """Take the position of ``ACTOR|CRITERION`` away.

    Raises:
        StancebookError: Where there is none.
    """
    from stancebook.model.nearest import did_you_mean
    from stancebook.model.problems import Problem, StancebookError

    actor, _, name = (part.strip() for part in described.partition("|"))
    criterion = desk.rubric.find_criterion(name).id if name else ""
    held = desk.annotation.attributed
    wanted = (actor.casefold(), criterion)
    found = [one for one in held if (one.actor.casefold(), one.criterion) == wanted]
    if not found:
        near = did_you_mean(described, [f"{one.actor}|{one.criterion}" for one in held])
        message = f"no position of '{actor[:60]}' on '{name[:60]}' is recorded: give it as ACTOR|CRITERION{near}"
        raise StancebookError(Problem("--remove-attributed", message))
    desk.retract(found[0])


def line(desk: Desk, one: Attributed) -> str:
    """Return a position in a line of text."""
    rubric = desk.rubric
    kind = f" ({one.actor_type})" if one.actor_type else ""
    known = rubric.by_id.get(one.criterion)
    quotes = f"{len(one.evidence)} quote{'' if len(one.evidence) == 1 else 's'}"
    heading = known.heading if known else one.criterion
    return f"  » {one.actor}{kind} on {heading}: {rubric.words(one.criterion, one.answer)} ({quotes})"
