"""Help: every key of the screen below, and the active criterion with its rules and examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, cast

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType

from stancebook.model.applying import condition_words
from stancebook.model.criterion import NumericCriterion, TextCriterion
from stancebook.model.visible import visible_line
from stancebook.tui.screens.dialog import Dialog
from stancebook.tui.widgets.action_bar import Action
from stancebook.tui.widgets.row_list import RowList
from stancebook.tui.widgets.rows import Row, paragraph, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from stancebook.model.rubric import AnyCriterion, Rubric
    from stancebook.tui.app import StancebookApp
    from stancebook.tui.commands import Command

Page = Literal["keys", "criterion"]
_TWO_COLUMNS = 110


class HelpRows(RowList):
    """One page of help."""

    page: Page = "keys"

    def __init__(self, scope: str, rubric: Rubric | None, criterion: AnyCriterion | None) -> None:
        super().__init__()
        self.scope, self.rubric, self.criterion = scope, rubric, criterion

    def make_rows(self, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002 - it scrolls
        """Return the page."""
        if self.page == "criterion" and self.rubric and self.criterion:
            return _criterion_rows(self.rubric, self.criterion, width)
        return _key_rows(cast("StancebookApp", self.app).keymap.of(self.scope), width)


class HelpScreen(Dialog[None]):
    """Shows help.

    Args:
        scope: The screen whose keys are shown.
        rubric: The rubric, where there is a criterion.
        criterion: The active criterion.
        page: The page to begin with.
    """

    FULL = True
    DEFAULT_CSS = """
    HelpScreen {
        & > #box { width: 94%; max-width: 150; height: 94%; max-height: 100%; }
        & RowList { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,q", "leave", show=False),
        Binding("i,tab,shift+tab", "turn", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
    ]

    def __init__(
        self,
        scope: str,
        rubric: Rubric | None = None,
        criterion: AnyCriterion | None = None,
        page: Page = "keys",
    ) -> None:
        turn = (Action("turn", "i", "keys or criterion"),) if criterion else ()
        super().__init__("Help", (*turn, Action("scroll", "↓", "more"), Action("close", "esc", "close")))
        self._rows = HelpRows(scope, rubric, criterion)
        self._rows.page = page

    def content(self) -> ComposeResult:
        """Return the page."""
        yield self._rows

    def on_mount(self) -> None:
        """Name the page."""
        self._name_page()

    def press(self, button: str) -> None:
        """Do what a button says."""
        if button == "turn":
            self.action_turn()
        elif button == "scroll":
            self.action_page(1)
        else:
            self.action_leave()

    def action_turn(self) -> None:
        """Turn between the keys and the criterion."""
        if self._rows.criterion:
            self._rows.page = "keys" if self._rows.page == "criterion" else "criterion"
            self._rows.scroll_to(y=0, animate=False)
            self._rows.rebuild()
            self._name_page()

    def action_scroll(self, delta: int) -> None:
        """Scroll by a line."""
        self._rows.scroll_relative(y=delta, animate=False)

    def action_page(self, delta: int) -> None:
        """Scroll by a page."""
        self._rows.scroll_relative(y=delta * max(1, self._rows.size.height - 2), animate=False)

    def _name_page(self) -> None:
        criterion = self._rows.criterion if self._rows.page == "criterion" else None
        title = visible_line(criterion.label) if criterion else "Keys"
        self.query_one("#box").border_title = title.replace("[", r"\[")


def _key_rows(commands: Sequence[Command], width: int) -> list[Row]:
    groups: dict[str, list[Command]] = {}
    for one in commands:
        groups.setdefault(one.group, []).append(one)
    if width < _TWO_COLUMNS:
        return [row for group, members in groups.items() for row in _group_rows(group, members, width)]
    blocks = [_group_rows(group, members, width // 2 - 2) for group, members in groups.items()]
    left: list[Row] = []
    right: list[Row] = []
    for block in blocks:
        half = sum(map(len, blocks)) / 2
        (left if len(left) + len(block) / 2 <= half and not right else right).extend(block)
    return [_side_by_side(left, right, index, width // 2) for index in range(max(len(left), len(right)))]


def _group_rows(group: str, commands: Sequence[Command], width: int) -> list[Row]:
    rows = [Row(((group, "accent"),))]
    for one in commands:
        keys = one.all_keys or ": by name"
        lines = wrap(one.help, max(12, width - 18))
        rows.append(Row(((set_cell_size(f"  {keys}", 17) + " ", "key"), (lines[0], ""))))
        rows += [Row(((" " * 18 + line, ""),)) for line in lines[1:]]
    return [*rows, Row()]


def _side_by_side(left: Sequence[Row], right: Sequence[Row], index: int, half: int) -> Row:
    one = left[index].left if index < len(left) else ()
    other = right[index].left if index < len(right) else ()
    gap = half - sum(cell_len(text) for text, _ in one)
    return Row((*one, (" " * max(1, gap), ""), *other))


def _criterion_rows(rubric: Rubric, criterion: AnyCriterion, width: int) -> list[Row]:
    rows = [
        *paragraph(visible_line(criterion.question), width, "strong"),
        Row(),
        *paragraph(visible_line(criterion.definition.strip()), width),
    ]
    for title, entries in (("Counts", criterion.include), ("Does not count", criterion.exclude)):
        if entries:
            rows += [Row(), Row(((title, "accent"),))]
            rows += [row for entry in entries for row in paragraph(f"· {visible_line(entry)}", width, indent=2)]
    if asked := condition_words(rubric, criterion):
        rows += [Row(), *paragraph(f"Asked {visible_line(asked)}", width, "dim")]
    rows += [Row(), Row((("Answers", "accent"),))]
    if isinstance(criterion, NumericCriterion | TextCriterion):
        rows += paragraph(visible_line(criterion.takes), width, indent=2)
    for choice in rubric.choices(criterion.id):
        plain = isinstance(choice.answer.value, str) or choice.mark.casefold() == choice.label.casefold()
        lead = "" if plain else choice.mark.replace("-", "−")
        rows.append(
            Row(((f"  {visible_line(lead)} " if lead else "  ", "key"), (visible_line(choice.label), "strong")))
        )
        rows += paragraph(visible_line(choice.definition), width, "dim", indent=6)
    for title, rules in (("Rules", criterion.decision_rules), ("Rules for every criterion", rubric.unit.general_rules)):
        if rules:
            rows += [Row(), Row(((title, "accent"),))]
            for rule in rules:
                lines = wrap(visible_line(rule.rule), width - 6)
                rows.append(Row(((f"  {visible_line(rule.id):<4}", "key"), (lines[0], ""))))
                rows += [Row(((" " * 6 + line, ""),)) for line in lines[1:]]
    return [*rows, *_example_rows(criterion, width)]


def _example_rows(criterion: AnyCriterion, width: int) -> list[Row]:
    rows: list[Row] = []
    if criterion.examples:
        rows += [Row(), Row((("Examples", "accent"),))]
        for example in criterion.examples:
            shown = criterion.mark(example.value).replace("-", "−")
            rows += paragraph(f"“{visible_line(example.text)}”", width, indent=2)
            rows += paragraph(f"→ {visible_line(shown)}", width, "good", indent=4)
    if criterion.boundary_examples:
        rows += [Row(), Row((("Looks like, but is not", "accent"),))]
        for tempting in criterion.boundary_examples:
            rows += paragraph(f"“{visible_line(tempting.text)}”", width, indent=2)
            rows += paragraph(
                f"not {visible_line(criterion.mark(tempting.not_))}: {visible_line(tempting.because)}",
                width,
                "warn",
                indent=4,
            )
    return rows
