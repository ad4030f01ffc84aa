"""The decision: what stands, why they differed, which rule, and the reason; each by one key or one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual.message import Message
from textual.widgets import TextArea

from stancebook.comparison.since_decided import SinceDecided
from stancebook.model.decision import Cause, is_rule_id
from stancebook.model.visible import visible_line
from stancebook.reports.cell_words import ON_STALE_GLYPH
from stancebook.reports.decision_words import decision_about, decision_answer, since_words
from stancebook.reports.words import minus
from stancebook.tui.verdict import NOTHING, Verdict
from stancebook.tui.widgets.rows import MOST_DIGITS, Row, wrap
from stancebook.tui.widgets.span_rows import Chip, SpanRows
from stancebook.tui.wording import mark, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events

    from stancebook.model.answer import Answer
    from stancebook.tui.widgets.answers_panel import Sides
    from stancebook.tui.widgets.rows import Part

CAUSE_COMMANDS: Final[dict[str, Cause]] = {
    "cause.slip": "slip",
    "cause.unclear-rule": "unclear_rule",
    "cause.unclear-text": "unclear_text",
    "cause.difference": "real_difference",
    "cause.missed": "missed_passage",
}
_CAUSE_SHORT: Final[dict[Cause, str]] = {
    "slip": "slip",
    "unclear_rule": "unclear rule",
    "unclear_text": "unclear text",
    "real_difference": "difference",
    "missed_passage": "missed",
}
_LENGTHS: Final = (120, 90, 70, 55, 40, 28, 24, 20, 17, 14, 12, 10, 0)
"""How long an answer may be; the last where there is room for no label beside a mark."""
_NAME: Final = 14
"""How long one may be at least that has no mark but its name."""
_SHORT: Final = 6
_FIT: Final = 12
"""So many answers stand in the form; of more only those that are chosen do."""


class DecisionForm(SpanRows):
    """Posts ``Picked`` with ("side", n), ("choice", n), ("open",), ("cause", cause), ("rule",) or ("list",).

    Args:
        key_of: Gives the key of a command, as it is shown.
    """

    shown: Sides | None = None
    verdict: Verdict = NOTHING

    def __init__(self, key_of: Callable[[str], str]) -> None:
        super().__init__()
        self._key_of = key_of

    def show(self, shown: Sides | None, verdict: Verdict) -> None:
        """Show what is about to be decided."""
        self.shown, self.verdict = shown, verdict
        self.rebuild()
        self.fit()

    def fit(self) -> None:
        """Take as many lines as there are."""
        height = max(1, len(self.rows))
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def resized(self) -> None:
        """Take as many lines as there are now."""
        self.fit()

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it is as tall as its rows
        """Return what was decided, and what can be."""
        shown, verdict = self.shown, self.verdict
        if shown is None:
            return ()
        return [
            *_decided(shown, width),
            *self._stands(shown, verdict, width),
            *self.flow("Cause   ", _causes(verdict, self._key_of), width),
            *self.flow("Rule    ", [_rule(shown, verdict, self._key_of, width - 8)], width),
        ]

    def _stands(self, shown: Sides, verdict: Verdict, width: int) -> list[Row]:
        """Return the answers, as long as they can be without taking more lines than the shortest would."""
        tried = [self.flow("Stands  ", _answers(shown, verdict, self._key_of, most), width) for most in _LENGTHS]
        return next(rows for rows in tried if len(rows) == len(tried[-1]))


def _decided(shown: Sides, width: int) -> list[Row]:
    one = shown.one
    if one.decision is None:
        return []
    glyph, style = ("✗ open", "warn") if one.decision.outcome == "open" else ("✓ settled", "good")
    if one.cell.on_stale:
        glyph, style = f"{ON_STALE_GLYPH} {glyph[2:]}, on stale codings;", "warn"
    if one.since:
        glyph, style = f"↻ outdated, {visible_line(since_words(_called(shown, one.since)))};", "warn"
    named = one.decision.model_copy(update={"by": shown.names.get(one.decision.by, one.decision.by)})
    number, space, label = decision_answer(shown.rubric, one.criterion.id, one.decision).partition(" ")
    words = visible_line(f"{minus(number)}{space}{label} ({decision_about(named)}): {one.decision.rationale}")
    lines = wrap(f"{glyph}  {words}", width, 2)
    first = lines[0].removeprefix(glyph)
    return [Row(((glyph, style), (first, ""))), *(Row(((line, ""),)) for line in lines[1:])]


def _called(shown: Sides, since: SinceDecided) -> SinceDecided:
    """Return the same with reviewers as they are called here."""
    parts = (since.changed, since.gone, since.new)
    return SinceDecided(*(tuple(shown.names.get(who, who) for who in part) for part in parts))


def _answers(shown: Sides, verdict: Verdict, key_of: Callable[[str], str], most: int) -> Iterator[Chip]:
    for n, side in enumerate(shown.sides):
        yield _chip(("side", n), shown.letter(n), _short(shown, side.answer, most), on=verdict.answer == side.answer)
    chosen = verdict.answer.value if isinstance(verdict.answer.value, tuple) else None
    choices = shown.rubric.choices(shown.one.criterion.id)
    for n, choice in enumerate(choices):
        on = choice.answer.value in chosen if chosen and choice.is_position else verdict.answer == choice.answer
        if len(choices) > _FIT and not on:
            continue
        digit = str(n + 1) if n < MOST_DIGITS else "·"
        yield _chip(("choice", n), digit, _in_words(shown, choice.answer, most), on=on)
    if len(choices) > _FIT or len(choices) < 1 + len(shown.one.criterion.off_scale):
        label = f"any of {len(choices)} answers" if len(choices) > _FIT else "type an answer"
        yield _chip(("list",), key_of("decide.choose"), label, on=False)
    if verdict.answer.given and not _offered(shown, verdict.answer):
        yield _chip(("list",), key_of("decide.choose"), _short(shown, verdict.answer, most), on=True)
    yield _chip(("open",), key_of("decide.open"), "leave open", on=verdict.left_open)


def _offered(shown: Sides, answer: Answer) -> bool:
    """Return whether an answer is one of a side, or made of those that the rubric lists."""
    listed = [choice.answer for choice in shown.rubric.choices(shown.one.criterion.id)]
    return isinstance(answer.value, tuple) or answer in [*listed, *(side.answer for side in shown.sides)]


def _short(shown: Sides, answer: Answer, most: int) -> str:
    rubric, criterion = shown.rubric, shown.one.criterion
    words = mark(rubric, criterion.id, answer)
    several = isinstance(answer.value, tuple) and len(answer.value) > 1
    a_name = words == answer.off_scale or (criterion.type == "nominal" and answer.is_position)
    if most < _NAME if several else cell_len(words) <= _SHORT and not a_name:
        return words
    return shorten(rubric.label(criterion.id, answer), max(most, _NAME))


def _in_words(shown: Sides, answer: Answer, most: int) -> str:
    """Return an answer of the scale with its label too, as much of it as there is room for."""
    words, label = _short(shown, answer, most), shown.rubric.label(shown.one.criterion.id, answer)
    return f"{words} {shorten(label, most)}" if most and words != shorten(label, max(most, _NAME)) else words


def _causes(verdict: Verdict, key_of: Callable[[str], str]) -> Iterator[Chip]:
    for command, cause in CAUSE_COMMANDS.items():
        yield _chip(("cause", cause), key_of(command), _CAUSE_SHORT[cause], on=verdict.cause == cause)


def _rule(shown: Sides, verdict: Verdict, key_of: Callable[[str], str], width: int) -> Chip:
    rule = verdict.rule
    if rule is None:
        wanted = shown.rubric.adjudication.cite_rule and verdict.answer.given
        return _chip(
            ("rule",), key_of("decide.rule"), "none yet: which does it rest on?" if wanted else "none", on=False
        )
    texts = {one.id: one.rule for one in shown.one.criterion.decision_rules}
    texts |= {one.id: one.rule for one in shown.rubric.unit.general_rules}
    words = f"{rule}  {texts.get(rule, '')}" if is_rule_id(rule) else f"proposed: {rule}"
    return _chip(("rule",), key_of("decide.rule"), shorten(words, max(12, width - 4)), on=True)


def _chip(key: tuple[object, ...], letter: str, words: str, *, on: bool) -> Chip:
    parts: tuple[Part, ...] = ((letter, "key"), ("●" if on else " ", "accent"), (words, "strong" if on else ""))
    return Chip(key, parts)


class Reason(TextArea):
    """Where the reason is written. Enter hands it over, escape leaves it as it is."""

    DEFAULT_CSS = """
    Reason, Reason:focus { height: 2; border: none; padding: 0; background: $panel; }
    Reason:focus { background: $panel-lighten-1; }
    """
    BINDINGS: ClassVar = []

    class Entered(Message):
        """Enter was pressed."""

    class Left(Message):
        """Escape was pressed."""

    def __init__(self) -> None:
        super().__init__(
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
            tab_behavior="focus",
            placeholder="Why does this hold? (required)",
            compact=True,
        )

    async def _on_key(self, event: events.Key) -> None:
        wanted = {"enter": self.Entered, "escape": self.Left}.get(event.key)
        if wanted is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.post_message(wanted())
