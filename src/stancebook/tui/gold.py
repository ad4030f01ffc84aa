"""How a trainee did on a source of the training round, once they have completed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.problems import StancebookError
from stancebook.workspace.gold import gold_answers

if TYPE_CHECKING:
    from stancebook.comparison.gold import Feedback
    from stancebook.model.study import Study
    from stancebook.workspace.desk import Desk


def gold_feedback(desk: Desk) -> tuple[Study, Feedback] | None:
    """Return how the reviewer did on an anchor they have completed; None where there is nothing to tell.

    Gold answers that cannot be read tell nothing: stance check says what is wrong with them.
    """
    from stancebook.comparison.gold import feedback

    try:
        study = gold_answers(desk)
    except StancebookError:
        return None
    told = feedback(study, desk.annotation.reviewer, desk.source.id) if study else None
    return (study, told) if study and told else None
