"""A codebook as the rows of a table, for a sheet of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from stancebook.reports.codebook.entries import AnswerEntry, Codebook, CriterionEntry

CODEBOOK: Final = ("Criterion", "What", "Mark", "Label", "Text")
Row = tuple[str, str, str, str, str]


def codebook_rows(book: Codebook, criteria: Collection[str] | None = None) -> Iterator[Row]:
    """Yield a row for every answer, rule, example and sentence of a codebook.

    Args:
        book: The codebook.
        criteria: Ids of the criteria to tell; None for all.
    """
    for sentence in book.coded:
        yield "", "what is coded", "", "", sentence
    for rule in book.rubric.unit.general_rules:
        yield "", "rule for every criterion", rule.id, "", rule.rule
    for one in book.criteria:
        if criteria is None or one.id in criteria:
            yield from _criterion(one)
    for step, meaning in book.confidence:
        yield "", "how sure", step, "", meaning
    for sentence in book.procedure:
        yield "", "procedure", "", "", sentence


def _criterion(one: CriterionEntry) -> Iterator[Row]:
    told = [("question", one.question), ("definition", one.definition), ("answered", " ".join(one.facts))]
    told += [("counts", text) for text in one.include]
    told += [("does not count", text) for text in one.exclude]
    yield from ((one.label, what, "", "", text) for what, text in told if text)
    for group in one.groups:
        yield from _answers(one, group.answers, group.heading)
    yield from _answers(one, one.off_scale, "no position")
    yield from ((one.label, "rule", rule.id, "", rule.rule) for rule in one.rules)
    for example in one.examples:
        what = "looks like, but is not" if example.tempting else "example"
        yield one.label, what, "", "", f"“{example.text}” → {example.verdict}"


def _answers(one: CriterionEntry, answers: Iterable[AnswerEntry], heading: str) -> Iterator[Row]:
    for answer in answers:
        told = f"{answer.definition} ({answer.remark})" if answer.remark else answer.definition
        yield one.label, heading or "answer", answer.mark, answer.label, told.strip()
