"""A codebook as Markdown that reads well raw, in a pull request, and in a converter to any other form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.reports.markdown_text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stancebook.reports.codebook.entries import AnswerEntry, Codebook, CriterionEntry, ExampleEntry


def codebook_markdown(book: Codebook) -> str:
    """Return a codebook as a document of its own."""
    rubric = book.rubric
    parts = [
        f"# {text(rubric.title)}",
        f"Codebook {text(rubric.id)}, version {text(rubric.version)} ({rubric.status}).",
        *codebook_parts(book, level=2),
    ]
    if rubric.changelog:
        lines = "\n".join(f"- **{text(one.version)}** {text(one.date)}. {text(one.note)}" for one in rubric.changelog)
        parts += ["## Changes", lines]
    return "\n\n".join(part for part in parts if part) + "\n"


def codebook_parts(book: Codebook, *, level: int) -> Iterator[str]:
    """Yield the paragraphs of a codebook, without its title.

    Args:
        book: The codebook.
        level: The level of its headings.
    """
    rubric, head = book.rubric, "#" * level
    yield text(rubric.summary)
    yield text(" ".join(book.coded))
    if rubric.unit.general_rules:
        yield f"{head} Rules for every criterion"
        yield "\n".join(f"- **{text(rule.id)}** {text(rule.rule)}" for rule in rubric.unit.general_rules)
    if book.off_scale:
        yield f"{head} Answers that are no position"
        yield _answers(book.off_scale)
    for section in book.sections:
        if section.heading:
            yield f"{head} {text(section.heading)}"
        for criterion in section.criteria:
            yield from _criterion(criterion, head + "#" if section.heading else head)
    if book.confidence:
        yield f"{head} How sure"
        yield "\n".join(f"- **{text(step)}** {text(meaning)}" for step, meaning in book.confidence)
    yield f"{head} Procedure"
    yield text(" ".join(book.procedure))


def _criterion(criterion: CriterionEntry, head: str) -> Iterator[str]:
    yield f"{head} {criterion.number}. {text(criterion.label)}"
    yield f"**{text(criterion.question)}** {text(criterion.definition)}".rstrip()
    yield f"{text(' '.join(criterion.facts))} (`{criterion.id}`)"
    for title, entries in (("Counts", criterion.include), ("Does not count", criterion.exclude)):
        if entries:
            yield f"{title}:\n\n" + "\n".join(f"- {text(one)}" for one in entries)
    for group in criterion.groups:
        yield f"{text(group.heading) or 'Answers'}:\n\n{_answers(group.answers)}"
    if criterion.off_scale:
        yield "Or no position: " + "; ".join(f"{text(one.mark)} {text(one.label)}" for one in criterion.off_scale) + "."
    if criterion.rules:
        yield "Rules:\n\n" + "\n".join(f"- **{text(rule.id)}** {text(rule.rule)}" for rule in criterion.rules)
    for title, tempting in (("Examples", False), ("Looks like, but is not", True)):
        examples = [one for one in criterion.examples if one.tempting == tempting]
        if examples:
            yield f"{title}:\n\n{_examples(examples)}"


def _answers(answers: Iterable[AnswerEntry]) -> str:
    return "\n".join(_answer(one) for one in answers)


def _answer(one: AnswerEntry) -> str:
    remark = f" ({one.remark})" if one.remark else ""
    definition = f": {text(one.definition)}" if one.definition else ""
    indent = "  " * one.depth
    return f"{indent}- **{text(one.mark)}** {text(one.label)}{remark}{definition}"


def _examples(examples: Iterable[ExampleEntry]) -> str:
    return "\n".join(f"- “{text(one.text)}” → {text(one.verdict)}" for one in examples)
