"""Desks in the small study of the tests, and what they leave on disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.builders import AT

from stancebook.model.answer import Answer
from stancebook.workspace.desk import Desk

if TYPE_CHECKING:
    from stancebook.workspace.workspace import Workspace


def open_desk(study: Workspace, reviewer: str = "ana", at: str = AT) -> Desk:
    return Desk(study, study.rubric(), study.source("one"), reviewer, lambda: at)


def finished(study: Workspace) -> Desk:
    desk = open_desk(study)
    desk.set_answer("works", Answer(1))
    desk.add_quote("works", "It works")
    desk.set_answer("advice", Answer(("talk",)))
    desk.add_quote("advice", "Talk first", "talk")
    desk.set_answer("tone", Answer("calm"))
    desk.complete()
    desk.save()
    return desk


def on_disk(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.path.read_text(encoding="utf-8"))
    return found


def value(desk: Desk, criterion: str) -> object:
    return on_disk(desk)["codings"][criterion]["value"]
