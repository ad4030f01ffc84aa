"""The study that the tour codes: one short text and two questions. Written for it; nothing of it is real."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

SOURCE: Final = "a-letter"
REVIEWER: Final = "you"

_TEXT: Final = """\
---
title: A letter to the editor about the bus lane
---
For a year the town has argued about one bus lane.

The lane has done what it promised. Buses run on time again, and the queue at the bridge is gone. The mayor \
says that it was worth every penny.

It also cost the shops on Mill Street their parking, and nobody asked them first. Keep the lane, then, but give the \
shops a say in how the street is rebuilt.
"""

_RUBRIC: Final = """\
rubric: tour
version: "1"
title: A first coding
off_scale:
  not_addressed: {label: Not addressed, symbol: "–", definition: The author says nothing about it.}
attributed: {enabled: true}
criteria:
  - id: works
    label: Does the lane work
    short: Works
    question: Does the author hold that the bus lane works?
    type: ordinal
    definition: >-
      The author's own judgement of what the lane achieved. What others are reported to think, like the mayor here,
      is not the author's.
    scale:
      - {value: 1, label: It works, definition: It does what it was built for.}
      - {value: 0, label: Mixed, definition: It does some of it.}
      - {value: -1, label: It fails, definition: It does not do what it was built for.}
    off_scale: [not_addressed]
  - id: advice
    label: What to do
    short: Advice
    question: What does the author recommend?
    type: nominal
    definition: What should happen to the lane now.
    values:
      - {value: keep, label: Keep it as it is}
      - {value: change, label: Keep it and change something}
      - {value: remove, label: Take it away}
    off_scale: [not_addressed]
"""


def lay_out(root: Path) -> Workspace:
    """Write the study into an empty folder and return it as a workspace."""
    for folder in ("seeds", "rubrics", "annotations"):
        (root / folder).mkdir()
    (root / "seeds" / f"{SOURCE}.md").write_text(_TEXT, encoding="utf-8")
    (root / "rubrics" / "tour.yaml").write_text(_RUBRIC, encoding="utf-8")
    return Workspace.at(root)
