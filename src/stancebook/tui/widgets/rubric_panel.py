"""The rubric beside the text: every criterion, the active one with its answers and their digits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stancebook.model.criterion import NumericCriterion
from stancebook.model.visible import visible_line
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import MOST_DIGITS, Row, paragraph, wrap
from stancebook.tui.widgets.stale_rows import stale_rows
from stancebook.tui.wording import UNCHOSEN, mark, quoted, shorten

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from stancebook.model.annotation import Attributed
    from stancebook.model.rubric import Choice
    from stancebook.tui.view import View

_HELP_ROWS = 3  # with less room than this the help says nothing worth reading
_TALL = 30
_AROUND = 2  # a rule above the help, and under it that there is more


class _Form(NamedTuple):
    """How the criteria are set: with headings and blank lines; with the question under its criterion; wrapped."""

    airy: bool = False
    question: bool = False  # else it begins the help below the criteria
    wrapped: bool = True


_LONGEST = _Form(question=True)
_FORMS = (_Form(airy=True, question=True), _Form(), _LONGEST, _Form(question=True, wrapped=False))


class RubricPanel(RowList):
    """Shows one view of an annotation.

    Posts ``Picked`` with ("criterion", id), ("choice", id, number), ("quote", id, evidence key), or the name
    of what a row stands for: ("confidence",), ("note",), ("rules",), ("mark",), ("definition",), ("keep",).
    """

    view: View | None = None
    with_quotes = True

    def show(self, view: View) -> None:
        """Show another state of affairs; the active criterion stays in sight."""
        moved = self.view is None or self.view.active != view.active or self.view.source is not view.source
        self.view = view
        self.rebuild()
        if moved:
            if self.cursor is not None:
                self.cursor = ("criterion", view.active)
            self.reveal_active()

    def reveal_active(self) -> None:
        """Scroll to the active criterion."""
        if self.view:
            self.reveal(("criterion", self.view.active), ("rules",) if self.view.rules else ("note",))

    def first_index(self, keys: Sequence[Hashable]) -> int:
        """Begin at the active criterion."""
        start = ("criterion", self.view.active) if self.view else None
        return keys.index(start) if start in keys else 0

    def resized(self) -> None:
        """Keep the active criterion in sight."""
        self.reveal_active()

    def pointing_changed(self) -> None:
        """Explain what is pointed at."""
        self.rebuild()

    def make_rows(self, width: int, height: int) -> Sequence[Row]:
        """Return the richest form of the rubric that fits, else the plainest."""
        if self.view is None:
            return ()
        below = len(paragraph(visible_line(self.view.criterion.question), width)) + _AROUND
        for form in _FORMS if height >= _TALL else _FORMS[1:]:
            rows = _criteria(self.view, width, form, quotes=self.with_quotes)
            if len(rows) + (0 if form.question else below) <= height:
                break
        else:  # it scrolls anyway
            rows = _criteria(self.view, width, _LONGEST, quotes=self.with_quotes)
        return [*rows, *self._help(self.view, width, height, height - len(rows), question=not form.question)]

    def _help(self, view: View, width: int, height: int, room: int, *, question: bool) -> list[Row]:
        """Return what fills the room below the criteria: a rule and an explanation, or nothing."""
        explained = _explain(view, self.pointed, width, room, question=question) if room >= _HELP_ROWS else []
        if not explained:
            return []
        if len(explained) + 1 > room:
            more = Row(((f"  … {view.key('help.criterion')} shows all", "off"),), key=("definition",))
            explained = [*explained[: room - 2], more]
        blank = room - len(explained) - 1 if height < _TALL else min(1, room - len(explained) - 1)
        return [*[Row()] * blank, Row((("─" * width, "off"),)), *explained]


def _criteria(view: View, width: int, form: _Form, *, quotes: bool) -> list[Row]:
    rows: list[Row] = []
    groups = {group.criteria[0]: group.label for group in view.rubric.groups if group.criteria} if form.airy else {}
    for criterion in view.rubric.by_id:
        if criterion in groups:
            rows += [Row()] if rows else []
            rows.append(Row(((visible_line(groups[criterion]), "dim"),)))
        rows.append(_heading(view, criterion, wide=form.airy))
        if criterion == view.active:
            rows += _active(view, width, form, quotes=quotes)
            rows += [Row()] if form.airy else []
    return rows


def _heading(view: View, criterion: str, *, wide: bool) -> Row:
    active = criterion == view.active
    known = view.rubric.by_id[criterion]
    label = visible_line(known.label if wide else known.heading)
    glyph, style = view.state_glyph(criterion)
    answer = view.coding(criterion).answer
    return Row(
        (
            ("▶" if active else " ", "accent"),
            (f"{view.number_of(criterion)} ", "strong" if active else "dim"),
            (label, "strong" if active else "" if view.asked[criterion] is not False else "dim"),
        ),
        ((mark(view.rubric, criterion, answer) if answer.given else "", "strong"), (f" {glyph}", style)),
        key=("criterion", criterion),
        style="active" if active else "",
    )


def _active(view: View, width: int, form: _Form, *, quotes: bool) -> list[Row]:
    rows: list[Row] = []
    if form.question:
        rows += paragraph(visible_line(view.criterion.question), width, "dim", indent=3)
    if reason := view.why_not_asked(view.active):
        rows += paragraph(f"not asked, {visible_line(reason)}", width, "dim", indent=3)
    if view.asked[view.active] is False:
        if view.coding(view.active).given:
            words = f"its answer is kept and counts nowhere; {view.key('code.clear')} clears it"
            rows += paragraph(words, width, "warn", indent=3)
    else:
        rows += [*_answers(view, width, wrapped=form.wrapped), *_needs(view, width)]
    if quotes:
        rows += [_quote(view, key, width) for key in range(len(view.coding(view.active).evidence))]
        rows += [_reported(view, one) for one in view.annotation.attributed if one.criterion == view.active]
    return [*rows, *_extras(view, width)]


def _answers(view: View, width: int, *, wrapped: bool) -> list[Row]:
    rows = [] if view.criterion.offered else _written(view, width)
    above: tuple[str, ...] = ()
    for number, choice in enumerate(view.rubric.choices(view.active), 1):
        rows += _branch(above, choice.above, width)
        above = choice.above
        rows += _choice(view, number, choice, width, wrapped=wrapped)
    return rows


def _needs(view: View, width: int) -> list[Row]:
    """Return what the coding of the active criterion still needs."""
    rows = stale_rows(view, width)
    for one in view.lacking(view.active):
        if one.need == "evidence":
            what = f"no quote: {visible_line(one.for_value)}" if one.for_value else "needs a quote"
            rows.append(Row(((f" ! {what}", "warn"),), ((f"{view.key('evidence.mark')} ", "key"),), key=("mark",)))
        elif one.need == "note":
            rows.append(Row(((" ! needs a note", "warn"),), ((f"{view.key('note.edit')} ", "key"),), key=("note",)))
        elif one.need == "legal_answer" and not view.stale(view.active):
            rows += paragraph(f"! {visible_line(one.sentence)}", width, "warn", indent=1)
    return rows


def _branch(before: tuple[str, ...], above: tuple[str, ...], width: int) -> list[Row]:
    """Return the headings of a tree of values that begin here."""
    shared = next((at for at, (one, other) in enumerate(zip(before, above, strict=False)) if one != other), len(before))
    return [
        row
        for depth in range(min(shared, len(above)), len(above))
        for row in paragraph(visible_line(above[depth]), width, "dim", indent=4 + 2 * depth)
    ]


def _written(view: View, width: int) -> list[Row]:
    """Return the answer of a criterion that is written, with what it takes."""
    criterion, answer = view.criterion, view.coding(view.active).answer
    takes = getattr(criterion, "takes", "")
    key = ("write", view.active)
    lead = "0-9 " if isinstance(criterion, NumericCriterion) else f"{view.key('code.choose'):>3} "
    if answer.value is None:
        return paragraph(visible_line(f"{lead}▸ {takes}"), width, "off", key=key)
    lines = wrap(visible_line(view.rubric.label(view.active, answer)), width - len(lead) - 2, 6)
    first = Row(((lead, "key"), ("● ", "accent"), (lines[0], "strong")), key=key)
    return [first, *(Row(((" " * (len(lead) + 2) + line, "strong"),), key=key) for line in lines[1:])]


def _choice(view: View, number: int, choice: Choice, width: int, *, wrapped: bool) -> list[Row]:
    multiple = view.criterion.multiple and choice.is_position
    chosen = view.chosen(view.active, choice)
    glyph = ("■" if chosen else "□") if multiple else ("●" if chosen else "○")
    plain = choice.mark.casefold() == choice.label.casefold() or isinstance(choice.answer.value, str | tuple)
    shown = "" if plain else visible_line(choice.mark.replace("-", "−"))
    style = "strong" if chosen else "" if choice.is_position else "dim"
    by_line = isinstance(view.criterion, NumericCriterion)  # its digits write a number
    lead = f"{view.key('code.choose') if by_line else number if number <= MOST_DIGITS else '':>3} "
    lead += "  " * len(choice.above)
    key = ("choice", view.active, number)
    label = visible_line(choice.label)
    lines = wrap(label, max(8, width - len(lead) - 2 - len(shown) - 1)) if wrapped else [label]
    first = Row(
        ((lead, "key"), (f"{glyph} ", "accent" if chosen else "dim"), (lines[0], style)),
        ((shown, "strong" if chosen else "dim"),) if shown else (),
        key,
    )
    return [first, *(Row(((" " * (len(lead) + 2) + line, style),), key=key) for line in lines[1:])]


def _quote(view: View, index: int, width: int) -> Row:
    evidence = view.coding(view.active).evidence[index]
    lost = view.lost(evidence)
    chosen = evidence not in view.coding(view.active).unchosen
    value = f"{visible_line(evidence.for_value)}{'' if chosen else UNCHOSEN} " if evidence.for_value else ""
    lead = "  ✗ lost " if lost else "  ▌ "
    return Row(
        (
            (lead, "warn" if lost else "accent"),
            (value, "dim" if chosen else "warn"),
            (quoted(evidence, max(12, width - len(lead) - len(value))), ""),
        ),
        key=("quote", view.active, evidence.key),
    )


def _reported(view: View, one: Attributed) -> Row:
    """Return what somebody else is reported to hold on the active criterion."""
    left = (("  » ", "dim"), (visible_line(one.actor), "dim"))
    return Row(left, ((mark(view.rubric, one.criterion, one.answer), "dim"),), ("attributed", one.rev))


def _extras(view: View, width: int) -> list[Row]:
    coding, confidence = view.coding(view.active), view.rubric.confidence
    sure = f"sure {coding.confidence} of {max(confidence.scale)}" if coding.confidence is not None else "how sure?"
    rules = "rules " + " ".join(map(visible_line, coding.rules)) if coding.rules else "rules?"
    note = f"note: {shorten(coding.note, width)}" if coding.note else "note?"
    rows = [
        Row(
            ((f"  {view.key('confidence.up')} ", "key"), (sure, "" if coding.confidence is not None else "off")),
            key=("confidence",),
        ),
        Row(((f"  {view.key('note.edit')} ", "key"), (note, "" if coding.note else "off")), key=("note",)),
    ]
    if view.rules or coding.rules:
        style = "" if coding.rules else "off"
        rows.append(Row(((f"  {view.key('rules.choose')} ", "key"), (rules, style)), key=("rules",)))
    return rows


def _explain(view: View, pointed: Hashable, width: int, room: int, *, question: bool) -> list[Row]:
    """Say what is pointed at: an answer's definition; else the active criterion's."""
    if isinstance(pointed, tuple) and pointed[:2] == ("choice", view.active):
        choice = view.rubric.choices(view.active)[pointed[2] - 1]
        definition = visible_line(choice.definition.strip()) or visible_line(choice.label)
        return [Row(((line, ""),)) for line in wrap(definition, width, max(1, room - 1))]
    key = ("definition",)
    criterion = view.criterion
    rows = paragraph(visible_line(criterion.question), width, key=key) if question else []
    rows += paragraph(visible_line(criterion.definition.strip()), width, "dim" if question else "", key=key)
    for title, entries in (("Counts", criterion.include), ("Does not count", criterion.exclude)):
        if entries:
            rows += paragraph(f"{title}: " + visible_line("; ".join(entries)), width, "dim", key=key)
    for rule in criterion.decision_rules:
        rows += paragraph(f"{visible_line(rule.id)}  {visible_line(rule.rule)}", width, "dim", key=key)
    return rows
