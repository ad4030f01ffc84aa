"""``stance show``: a source with its codings, in plain text."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

import click

from stancebook.cli.options import output_options
from stancebook.cli.session import Session, emit, session_options
from stancebook.reports.words import WITHHELD_UNTIL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.annotation import Annotation, Evidence
    from stancebook.model.rubric import AnyCriterion
    from stancebook.model.source import Source
    from stancebook.model.study import Study

WIDTH = 78


@click.command("show")
@click.argument("source", metavar="SOURCE")
@click.option("--no-text", is_flag=True, help="The codings only.")
@click.option("--unblind", is_flag=True, help="Others' codings too, of a source you have not completed; recorded.")
@output_options("terminal", "json")
@session_options
def command(
    *,
    session: Session,
    source: str,
    no_text: bool,
    unblind: bool,
    form: str,
    output: str | None,
) -> None:
    """Show SOURCE: what is known of it, its text, and its codings with their quotes.

    SOURCE is an id, the beginning of one, or its number in stance matrix without options.
    """
    from dataclasses import replace

    from stancebook.cli.shown import shown_study
    from stancebook.model.visible import visible

    source = session.source_id(source)
    session.workspace.source(source)  # where it is unusable, that alone is said
    shown = shown_study(
        session,
        unblind=unblind,
        drafts=True,
        only=lambda whole: replace(whole, sources={source: whole.sources[source]}),
    )
    study = shown.study.only(lambda annotation: annotation.begun)  # who only looked says nothing
    text = study.source(source)
    if form == "json":
        withheld = {"withheld": shown.withheld.annotations} if shown.withheld and shown.withheld.annotations else {}
        emit(json.dumps(_data(study, text) | withheld, indent=2, ensure_ascii=False), output)
        return
    codings = _codings(study, withheld=bool(shown.withheld and shown.withheld.annotations))
    lines = [*_about(text), "", *([] if no_text else [*_body(text), ""]), *codings]
    emit(visible("\n".join(lines)), output)


def _data(study: Study, source: Source) -> dict[str, object]:
    return {
        "schema": "stancebook/show/1",
        "source": {
            "id": source.id,
            "sha256": source.sha256,
            **source.front.model_dump(mode="json"),
            "body": source.body,
        },
        "annotations": [a.model_dump(mode="json", by_alias=True) for a in study.annotations.values()],
    }


def _about(source: Source) -> Iterator[str]:
    front = source.front
    yield source.title
    yield f"id: {source.id}"
    for name, value in (
        ("authors", ", ".join(front.authors)),
        ("publisher", front.publisher),
        ("date", front.date),
        ("url", front.url),
        ("genre", front.genre),
    ):
        if value:
            yield f"{name}: {value}"


def _body(source: Source) -> Iterator[str]:
    for paragraph in source.body.split("\n"):
        yield from textwrap.wrap(paragraph, WIDTH) or [""]


def _codings(study: Study, *, withheld: bool) -> Iterator[str]:
    if withheld:
        yield from textwrap.wrap(f"{WITHHELD_UNTIL[0].upper()}{WITHHELD_UNTIL[1:]}.", WIDTH)
        yield ""
    elif not study.annotations:
        yield "no codings to show"
    for criterion in study.rubric.criteria:
        if not study.annotations:
            return
        yield f"{criterion.label}: {criterion.question}"
        for (reviewer, _), annotation in study.annotations.items():
            yield from _coding(study, criterion, reviewer, annotation)
        yield ""
    for (reviewer, _), annotation in study.annotations.items():
        for one in annotation.attributed:
            label = study.rubric.label(one.criterion, one.answer)
            yield f"{reviewer}: {one.actor} is reported to hold, on {one.criterion}: {label}"
            yield from map(_quote, one.evidence)


def _coding(study: Study, criterion: AnyCriterion, reviewer: str, annotation: Annotation) -> Iterator[str]:
    coding = annotation.coding(criterion.id)
    remarks = [f"confidence {coding.confidence}"] if coding.confidence is not None else []
    remarks += [f"rules {', '.join(coding.rules)}"] if coding.rules else []
    remarks += ["stale"] if study.is_stale(criterion.id, coding) else []
    remarks += ["draft"] if not annotation.complete else []
    if reason := _why_not_asked(study, criterion, annotation):
        remarks.append(f"not asked, {reason}")
    told = study.rubric.told(criterion.id, coding.answer)
    remarked = f" ({'; '.join(remarks)})" if remarks else ""
    yield f"  {reviewer}: {told}{remarked}"
    if coding.note:
        yield from textwrap.wrap(f"note: {coding.note}", WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield from map(_quote, coding.supporting)
    yield from (_quote(one, ", which is not chosen") for one in coding.unchosen)


def _why_not_asked(study: Study, criterion: AnyCriterion, annotation: Annotation) -> str:
    from stancebook.model.applying import applying_in, why_not_asked

    if applying_in(study.rubric, annotation)[criterion.id] is not False:
        return ""
    return why_not_asked(study.rubric, criterion, lambda name: annotation.coding(name).answer)


def _quote(evidence: Evidence, remark: str = "") -> str:
    for_value = f" for {evidence.for_value}{remark}" if evidence.for_value else ""
    return textwrap.fill(
        f"“{evidence.quote}” [{evidence.start}–{evidence.end}{for_value}]",
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
    )
