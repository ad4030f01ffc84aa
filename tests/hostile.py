"""A study in which every text that can be shown attacks the terminal, the eye or the markup."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from stancebook.model.annotation import BLANK, Attributed, Evidence
from stancebook.model.decision import Adjudication, Decision
from stancebook.model.source import FrontMatter
from stancebook.workspace.source_file import format_source
from stancebook.workspace.workspace import Workspace
from stancebook.workspace.yaml_strict import read_yaml
from stancebook.workspace.yaml_write import dump_yaml
from tests import builders
from tests.builders import AT

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS: Final = (
    "\x1b]52;c;aGFja2Vk\x07"  # writes the clipboard
    "\x1b]0;evil\x07\x1b]8;;http://evil.test\x1b\\"  # sets the title, begins a link
    "\x9b31m\x9d0;evil\x9c\x90q\x9c"  # the same as single C1 characters
    "\x1b[2J\x1b[58;5;66m\x1b[6n\x1bc"  # clears, colours, asks and waits for an answer, resets
    "\x00\x08\x0b\x0c\x0e\x0f\x7f\r"
)
DECEPTIONS: Final = "\u202e\u2066\u200f\u200b\u2060\ufeff\xad\u2028\u2029\x85\U000e0041\ufdd0" + "a" + "\u0300" * 40
MARKUP: Final = "[@click=app.quit]x[/] [/] [bold <script>alert(1)</script> $x {x} %s \\evil{} |a| `b` =1+1"
HOSTILE: Final = COMMANDS + DECEPTIONS + MARKUP

_KEPT: Final = {"rubric", "version", "type", "id", "value", "off_scale", "requires_evidence", "symbol", "agreement"}
_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
_PROGRESS: Final = "\r\x1b[K"
_SAFE: Final = {"\n", "\t"}
_UNSAFE: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def unsafe_in(shown: str, *, colours: bool = True) -> list[str]:
    """Return what of a terminal's input would command it, or hide from who reads it; colours are our own."""
    text = shown.replace("\r\n", "\n").replace(_PROGRESS, "")
    if colours:
        text = _COLOUR.sub("", text)
    return [f"U+{ord(one):04X}" for one in text if one not in _SAFE and unicodedata.category(one) in _UNSAFE]


def workspace(root: Path) -> Workspace:
    """Write the study: two sources, two reviewers, a decision; every text ends in what is hostile."""
    data = poisoned(read_yaml(builders.RUBRIC, "tiny.yaml").data)
    study = builders.workspace(root, {}, dump_yaml(data))
    (root / "seeds" / "one.md").unlink(missing_ok=True)
    for source in ("one", "two"):
        front = FrontMatter(
            title=f"Title {HOSTILE}",
            short=f"Short {HOSTILE}",
            authors=(f"Author {HOSTILE}",),
            publisher=f"Publisher {HOSTILE}",
            date="2025-04-14",
            genre=f"Genre {HOSTILE}",
            url=f"javascript:alert(1)//{HOSTILE}",
        )
        body = f"It works {HOSTILE} says the author.\n\n{HOSTILE}\nTalk first, then stop.\n"
        (root / "seeds" / f"{source}.md").write_bytes(format_source(front, body).encode())
    names = [
        {"id": who, "name": f"Name {HOSTILE}", "kind": "person", "how": f"How {HOSTILE}"} for who in ("ana", "bob")
    ]
    study.register.write_text(dump_yaml({"reviewers": names}), encoding="utf-8")
    for number, who in enumerate(("ana", "bob")):
        for source in ("one", "two"):
            annotate(study, who, source, 1 - 2 * number)
    _decide(study)
    return Workspace.at(root)


def poisoned(data: Any, key: str = "") -> Any:
    """Return a rubric's data with every text that may be any text ended by what is hostile."""
    if isinstance(data, dict):
        return {name: poisoned(value, str(name)) for name, value in data.items()}
    if isinstance(data, list):
        return [poisoned(value, key) for value in data]
    return f"{data} {HOSTILE}" if isinstance(data, str) and key not in {*_KEPT, "exclusive", "off_scale"} else data


def annotate(study: Workspace, reviewer: str, source_id: str, value: int) -> None:
    """Write a complete annotation with hostile notes, quotes, flags and actors."""
    rubric, source = study.rubric(), study.source(source_id)
    quote = Evidence.at(source.body, 0, len(f"It works {HOSTILE}"))
    codings = {
        "works": builders.coding(rubric, "works", value, quotes=(quote,), note=f"Note {HOSTILE}", confidence=3),
        "advice": builders.coding(
            rubric, "advice", ("talk",), quotes=(replace(quote, for_value="talk"),), note=HOSTILE
        ),
        "tone": builders.coding(rubric, "tone", "calm", note=HOSTILE),
    }
    actor = Attributed(
        **BLANK.model_dump(include={"value", "off_scale", "rev"})
        | {"value": -2, "evidence": (quote,), "note": HOSTILE, "at": AT},
        actor=f"Actor {HOSTILE}",
        actor_type=f"type {HOSTILE}",
        criterion="works",
    ).sealed()
    made = builders.annotation(
        rubric, reviewer, source_id, codings, attributed=(actor,), note=HOSTILE, flag=f"Flag {HOSTILE}"
    )
    path = study.annotation_path(rubric.id, reviewer, source_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made.model_copy(update={"source_sha256": source.sha256}).to_json(), encoding="utf-8", newline="\n")


def _decide(study: Workspace) -> None:
    decision = Decision(
        outcome="settled",
        value=1,
        off_scale=None,
        basis={},
        cause="slip",
        rationale=f"Because {HOSTILE}",
        rule=f"Rule {HOSTILE}",
        by=f"By {HOSTILE}",
        at=AT,
    )
    made = Adjudication(rubric="tiny", source="one", decisions={"works": (decision,)})
    path = study.annotations / "tiny" / "_consensus" / "one.json"
    path.parent.mkdir(parents=True)
    path.write_text(made.model_dump_json(by_alias=True, indent=2), encoding="utf-8", newline="\n")
