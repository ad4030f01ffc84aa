"""Decisions that were begun: two windows of one person keep theirs side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.workspace.begun import Begun

if TYPE_CHECKING:
    from stancebook.workspace.workspace import Workspace

WORKS, TONE = ("one", "works"), ("one", "tone")


def window(study: Workspace) -> Begun:
    return Begun.of(study, "tiny", "ana")


def because(words: str) -> dict[str, str]:
    return {"because": words}


def test_what_another_window_wrote_further_is_not_set_back(study: Workspace) -> None:
    window(study).keep({WORKS: because("A reason")})
    here, there = window(study), window(study)
    assert here.read() == there.read() == {WORKS: because("A reason")}
    here.keep({WORKS: because("A reason, and an hour of typing")})
    there.keep({WORKS: because("A reason"), TONE: because("other")})
    kept = {WORKS: because("A reason, and an hour of typing"), TONE: because("other")}
    assert window(study).read() == kept
    there.keep({TONE: because("other")})
    assert window(study).read() == kept, "given up there, and not what was typed here since"


def test_what_one_window_recorded_does_not_come_back_from_another(study: Workspace) -> None:
    here = window(study)
    here.keep({WORKS: because("A reason")})
    there = window(study)
    forms = there.read()
    here.keep({})
    there.keep({**forms, TONE: because("other")})
    assert window(study).read() == {TONE: because("other")}
    there.keep({WORKS: because("A better reason")})
    assert window(study).read() == {WORKS: because("A better reason")}
