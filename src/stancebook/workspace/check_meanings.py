"""The check of the rubric against what it was: what codings count as current by, a frozen version, old ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stancebook.model.consistency_changelog import vanished_names
from stancebook.model.meaning_kept import FROZEN, frozen, outlived
from stancebook.workspace.rubric_examination import placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.consistency_changelog import Vanished
    from stancebook.model.meaning_kept import Finding
    from stancebook.model.names_known import Unknown
    from stancebook.model.problems import Problem
    from stancebook.workspace.rubric_knowledge import RubricKnowledge

_FROZEN: Final = re.compile(rf"\bstatus[\"']?\s*:\s*[\"']?{FROZEN}\b")
"""Soon found; reading a rubric takes longer."""


def rubric_problems(knowledge: RubricKnowledge) -> Iterator[tuple[str, Problem]]:
    """Yield what does not go with what the rubric was, each with its rule.

    These are meanings that changed unseen (codings that are stale by a change are seen anyway), operations of the
    changelog on ids that nothing ever had, and what it names that is not there.
    """
    found: list[Finding | Unknown | Vanished] = [
        *_moved(knowledge),
        *knowledge.unknown(),
        *vanished_names(knowledge.rubric),
    ]
    if not found:
        return
    path = knowledge.workspace.rubrics / f"{knowledge.rubric.id}.yaml"
    told = placed(path, knowledge.workspace.root, [(one.loc, one.message) for one in found])
    yield from zip([one.kind for one in found], told, strict=True)


def _moved(knowledge: RubricKnowledge) -> list[Finding]:
    rubric = knowledge.rubric
    digests = tuple(digest for criterion in rubric.criteria for digest in criterion.same_meaning_as)
    # That it is frozen no more changes nothing: what it was is looked for in git, whatever it says of itself today.
    earlier = knowledge.history.earlier(
        lambda text: (rubric.version in text and _FROZEN.search(text)) or any(one in text for one in digests)
    )
    return [*outlived(rubric, knowledge.codings, earlier), *frozen(rubric, earlier)]
