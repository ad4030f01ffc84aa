"""What the codebook says of a criterion, and of each of its answers, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from stancebook.model.visible import visible_line
from stancebook.reports.codebook.answer_page import answer_page
from stancebook.reports.codebook.entries import criterion_entry
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import MOST_DIGITS, Row, paragraph, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancebook.model.answer import Answer
    from stancebook.model.criterion import Rule
    from stancebook.model.rubric import Choice, Rubric
    from stancebook.reports.codebook.entries import ExampleEntry


class CodebookRows(RowList):
    """One page of the codebook: a criterion, or one of its answers.

    Args:
        rubric: The rubric.
        criterion: The criterion's id.
        number: The answer's number, from 1; 0 for the criterion as a whole.
        given: The answer that the criterion has, if that is known.
    """

    def __init__(self, rubric: Rubric, criterion: str, number: int, given: Answer | None) -> None:
        super().__init__()
        self.rubric, self.criterion, self.number, self.given = rubric, criterion, number, given

    @property
    def choices(self) -> Sequence[Choice]:
        """The answers that the criterion offers."""
        return self.rubric.choices(self.criterion)

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return the page."""
        if self.number:
            return self._of_answer(self.choices[self.number - 1], width)
        return self._of_criterion(width)

    def _of_criterion(self, width: int) -> list[Row]:
        entry = criterion_entry(self.rubric, self.criterion)
        rows = [*paragraph(_line(entry.question), width, "strong")]
        if entry.definition:
            rows += paragraph(_line(entry.definition), width)
        rows += paragraph(_line(" ".join(entry.facts)), width, "dim")
        rows += [Row(), Row((("Answers", "accent"),))]
        for number, choice in enumerate(self.choices, 1):
            rows += self._answer(number, choice, width)
        rows += _rules("Rules", entry.rules, width)
        for title, entries in (("Counts", entry.include), ("Does not count", entry.exclude)):
            rows += _list(title, entries, width)
        rows += _examples("Examples", [one for one in entry.examples if not one.tempting], width)
        rows += _examples("Looks like, but is not", [one for one in entry.examples if one.tempting], width)
        return [*rows, *_rules("Rules for every criterion", self.rubric.unit.general_rules, width)]

    def _answer(self, number: int, choice: Choice, width: int) -> list[Row]:
        key = ("answer", number)
        digit = str(number) if number <= MOST_DIGITS else " "
        held = self.given is not None and _is(choice, self.given)
        lead = f" {digit} {'●' if held else ' '} "
        rest = len(lead)
        signs = max(cell_len(_sign(one)) for one in self.choices)
        name = wrap(_name(choice, signs), max(8, width - rest))
        rows = [Row(((f" {digit} ", "key"), (lead[3:], "accent"), (name[0], "strong")), key=key)]
        rows += [Row(((" " * rest + line, "strong"),), key=key) for line in name[1:]]
        return [*rows, *paragraph(_line(choice.definition), width, "dim", indent=rest, key=key)]

    def _of_answer(self, choice: Choice, width: int) -> list[Row]:
        page = answer_page(self.rubric, self.criterion, choice)
        rows = [*paragraph(_name(choice), width, "strong")]
        rows += paragraph(_line(choice.definition) or "The codebook does not define it.", width)
        if choice.requires_note:
            rows += paragraph("It asks for a note.", width, "dim")
        rows += _rules("Rules that name it", page.rules, width)
        rows += _examples("Examples of it", page.examples, width)
        rows += _examples("Looks like it, but is not", page.tempting, width)
        if page.neighbours:
            rows += [Row(), Row((("Next to it", "accent"),))]
        for other in page.neighbours:
            key = ("answer", self.choices.index(other) + 1)
            rows += paragraph(_name(other), width, "strong", indent=2, key=key)
            rows += paragraph(_line(other.definition), width, "dim", indent=2, key=key)
        return rows


def _is(choice: Choice, given: Answer) -> bool:
    if isinstance(given.value, tuple):
        return choice.answer.value in given.value
    return choice.answer == given


def _line(text: str) -> str:
    return visible_line(" ".join(text.split()))


def _sign(choice: Choice) -> str:
    """Return the sign of an answer; nothing where that is but its id, or says what the label says."""
    named = isinstance(choice.answer.value, str) or (not choice.is_position and choice.mark == choice.key)
    plain = named or choice.mark.casefold() == choice.label.casefold()
    return "" if plain else _line(choice.mark.replace("-", "−"))


def _name(choice: Choice, width: int = 0) -> str:
    """Return an answer's sign, set right in so many cells, and its name."""
    sign = _sign(choice)
    lead = " " * (width - cell_len(sign)) + sign
    above = "".join(f"{label} › " for label in choice.above)
    return f"{lead} {_line(f'{above}{choice.label}')}" if lead else _line(f"{above}{choice.label}")


def _rules(title: str, rules: Iterable[Rule], width: int) -> list[Row]:
    rows: list[Row] = []
    for rule in rules:
        lines = wrap(_line(rule.rule), max(8, width - 7))
        rows.append(Row(((f"  {_line(rule.id):<4} ", "key"), (lines[0], ""))))
        rows += [Row(((" " * 7 + line, ""),)) for line in lines[1:]]
    return _titled(title, rows)


def _list(title: str, entries: Iterable[str], width: int) -> list[Row]:
    rows = []
    for entry in entries:
        lines = wrap(_line(entry), max(8, width - 4))
        rows.append(Row((("  · ", "dim"), (lines[0], ""))))
        rows += [Row(((" " * 4 + line, ""),)) for line in lines[1:]]
    return _titled(title, rows)


def _examples(title: str, examples: Iterable[ExampleEntry], width: int) -> list[Row]:
    rows: list[Row] = []
    for one in examples:
        rows += paragraph(f"“{_line(one.text)}”", width, indent=2)
        rows += paragraph(f"→ {_line(one.verdict)}", width, "warn" if one.tempting else "good", indent=4)
    return _titled(title, rows)


def _titled(title: str, rows: list[Row]) -> list[Row]:
    return [Row(), Row(((title, "accent"),)), *rows] if rows else []
