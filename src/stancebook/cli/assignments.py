"""``CRITERION=…``: what options of line mode say of one criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stancebook.model.rubric import AnyCriterion, Rubric


def halves(option: str, assignment: str) -> tuple[str, str]:
    """Return what stands before and after the first equals sign.

    Raises:
        StancebookError: Naming the option, where there is nothing before it.
    """
    from stancebook.model.problems import Problem, StancebookError

    name, equals, text = assignment.partition("=")
    if not (equals and name.strip()):
        raise StancebookError(Problem(option, f"'{assignment[:80]}' should be CRITERION=…, as in effectiveness=…"))
    return name.strip(), text


def split(option: str, assignment: str, rubric: Rubric) -> tuple[AnyCriterion, str]:
    """Return the criterion that an assignment names, and what it says of it.

    Raises:
        StancebookError: Naming the option, where there is no such criterion.
    """
    name, text = halves(option, assignment)
    return criterion_named(option, name, rubric), text


def criterion_named(option: str, name: str, rubric: Rubric) -> AnyCriterion:
    """Return a criterion by its id, the beginning of one, or a label.

    Raises:
        NotFoundError: Naming the option and the nearest ids.
    """
    from stancebook.model.problems import NotFoundError, Problem

    try:
        return rubric.find_criterion(name)
    except NotFoundError as error:
        raise NotFoundError(Problem(option, error.problems[0].message)) from None
