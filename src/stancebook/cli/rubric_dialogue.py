"""The questions from which a rubric is drafted."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from stancebook.cli.rubric_criterion import number
from stancebook.cli.session import say
from stancebook.model.ids import make_id, why_not_an_id
from stancebook.model.problems import StancebookError
from stancebook.workspace.rubric_draft import KINDS, STEPS, Draft, DraftCriterion, value_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from stancebook.workspace.rubric_draft import Kind

_LITTLE_WORDS: Final = re.compile(
    r"\b(does|do|did|is|are|was|the|an?|author|text|source|speaker|holds?|that|what|which|how|who|whom|its?|of|to|in|on"
    r"|for|by|says?|whether|should|would|be)\b",
    re.IGNORECASE,
)
_SHORT: Final = 3


def ask_for_draft(rubric_id: str | None, title: str | None, holder: str | None, taken: Collection[str]) -> Draft | None:
    """Ask what a rubric needs; return None where the commented template is wanted instead.

    Args:
        rubric_id: Its id, where it is known already.
        title: Its title, likewise.
        holder: Whose stance is coded, likewise.
        taken: Ids of rubrics that are there.

    Raises:
        Abort: Where whoever is asked stops, or a pipe ends too early.
    """
    say("A rubric from a few questions. All can be changed later; ctrl+c writes nothing.")
    title = title or _ask("Title of the study (empty: the commented template instead)", empty=True)
    if not title:
        return None
    holder = holder or _ask("Whose stance is coded", default="author")
    if rubric_id is None:
        proposed = make_id(title) or "my-rubric"
        rubric_id = _ask("Id of the rubric, and name of its file", default=proposed, check=_free_id(taken, "rubric"))
    criteria: list[DraftCriterion] = []
    while (one := _criterion(criteria)) is not None:
        criteria.append(one)
    return Draft(rubric_id, title, tuple(criteria), holder)


def _criterion(before: list[DraftCriterion]) -> DraftCriterion | None:
    say("")
    if not before:
        question = _ask("Criterion 1: the first question put to every source")
    else:
        question = _next_question(f"Criterion {len(before) + 1}: the next question (empty: that is all)")
    if not question:
        return None
    taken = {one.id for one in before}
    label = _ask("  Its name in a word or two", default=_name(question), check=_gives_id(taken))
    made = DraftCriterion(make_id(label), question, _kind(), label)
    match made.kind:
        case "ordinal":
            high = _ask("  The high end of the scale, as in: Supports it")
            low = _ask("  The low end of the scale, as in: Opposes it")
            choices = ", ".join(map(str, STEPS))
            steps = int(_ask(f"  How many values ({choices})", default=str(STEPS[0]), check=_one_of(STEPS)))
            return replace(made, values=(high, low), steps=steps)
        case "nominal" | "several":
            listed = _ask("  The answers, with semicolons between them", check=_two_or_more)
            return replace(made, values=_parts(listed))
        case "numeric":
            unit = _ask("  What is counted, as in: people", empty=True)
            least = _ask("  The least number (empty: no limit)", empty=True, check=number)
            most = _ask("  The greatest number (empty: no limit)", empty=True, check=number)
            return replace(made, unit=unit, least=least, most=most)
        case _:
            return made


def _kind() -> Kind:
    kinds = list(KINDS)
    for place, words in enumerate(KINDS.values(), 1):
        say(f"    {place}  {words}")
    chosen = _ask("  How it is answered", default="1", check=_one_of(range(1, len(kinds) + 1)))
    return kinds[int(chosen) - 1]


def _next_question(text: str) -> str:
    try:
        return _ask(text, empty=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        return ""  # a pipe that ends here has said enough


def _ask(text: str, *, default: str = "", empty: bool = False, check: Callable[[str], object] | None = None) -> str:
    """Ask until the answer will do. What comes from a pipe is shown, as a terminal shows what is typed."""
    piped = not sys.stdin.isatty()

    def checked(typed: str) -> str:
        answer = " ".join(typed.split())
        if piped:
            say(answer)
        if not answer and not empty:
            raise click.UsageError("this is needed")
        if check is not None and answer:
            try:
                check(answer)
            except StancebookError as error:
                raise click.UsageError(str(error)) from None
        return answer

    try:
        asked: str = click.prompt(text, default=default, show_default=bool(default), err=True, value_proc=checked)
    except click.Abort:
        say("")
        raise
    return asked


def _name(question: str) -> str:
    """Return what a question seems to be about."""
    words = re.findall(r"[^\W_]+", _LITTLE_WORDS.sub(" ", question))
    name = " ".join(words[:_SHORT])
    return name[:1].upper() + name[1:]


def _parts(listed: str) -> tuple[str, ...]:
    return tuple(part for one in listed.split(";") if (part := one.strip()))


def _two_or_more(listed: str) -> None:
    if len(_parts(listed)) <= 1:  # one answer is no question
        raise click.UsageError("two answers or more, as in: Keep it; Change it; End it")
    value_ids(_parts(listed))


def _one_of(known: Collection[int]) -> Callable[[str], None]:
    def check(typed: str) -> None:
        if typed not in map(str, known):
            raise click.UsageError(f"one of {', '.join(map(str, known))}")

    return check


def _free_id(taken: Collection[str], what: str) -> Callable[[str], None]:
    def check(typed: str) -> None:
        if reason := why_not_an_id(typed):
            raise click.UsageError(reason)
        if typed in taken:
            raise click.UsageError(f"there is a {what} '{typed}' already")

    return check


def _gives_id(taken: Collection[str]) -> Callable[[str], None]:
    def check(typed: str) -> None:
        made = make_id(typed)
        if not made:
            raise click.UsageError("use letters of the alphabet a to z; the criterion's id is made of them")
        if made in taken:
            raise click.UsageError(f"there is a criterion '{made}' already")

    return check
