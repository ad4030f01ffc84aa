"""What was decided on a disagreement, as a box to tick off in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.reports.decision_words import decided_words
from stancebook.reports.markdown_text import text

if TYPE_CHECKING:
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.model.rubric import Rubric


def decided_lines(rubric: Rubric, one: Disagreement) -> list[str]:
    """Return a box to tick off, with what was decided; what is not asked has none."""
    told = [text(words) for _, words in decided_words(rubric, one)]
    if not told:
        return ["- [ ] decided: "]
    box = f"[{' ' if one.waits else 'x'}] " if one.decision else ""
    return [f"- {box}{told[0]}", *(f"  - {words}" for words in told[1:])]
