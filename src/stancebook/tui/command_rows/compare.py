"""What can be done on the compare screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.tui.command_rows.common import COPY, ENDS, HELP, HOME_AGAIN, PAGES, PALETTE, PANES, THEME

if TYPE_CHECKING:
    from stancebook.tui.command_rows.common import Groups, Rows

_DECIDE: Final[Rows] = (
    ("decide.take", "a b c d e f", "take a side", "settle on the answer of the side with this letter"),
    ("decide.value", "1 2 3 4 5 6 7 8 9", "answer", "settle on the answer with this number, whoever gave it"),
    ("decide.open", "k", "leave open", "keep the disagreement: leave it open"),
    ("decide.choose", "v", "any answer", "choose any answer from a list, or type it where there is none"),
    ("decide.clear", "0", "clear", "forget what is about to be decided"),
    ("cause.slip", "S", "slip", "they differed by a slip"),
    ("cause.unclear-rule", "U", "unclear rule", "they differed because a rule is unclear"),
    ("cause.unclear-text", "T", "unclear text", "they differed because the text is unclear"),
    ("cause.difference", "D", "difference", "they differed because they read the text differently"),
    ("cause.missed", "M", "missed", "they differed because a passage was missed"),
    ("decide.rule", "r", "rule", "name the rule it rests on, or propose one"),
    ("decide.reason", "m", "reason", "write the reason", 2),
    ("decide.record", "enter", "decide", "record the decision and go on; or go where something is missing", 1),
)
_DISAGREEMENTS: Final[Rows] = (
    ("compare.next", "n", "next", "go to the next disagreement", 3),
    ("compare.prev", "p", "previous", "go to the previous disagreement"),
    ("compare.next-open", "u", "to decide", "go to the next disagreement that waits for a decision", 5),
    ("compare.list", "l", "list", "choose from the list of disagreements", 8),
    ("compare.filter", "slash", "filter", "show only some: by criterion, source, reviewer, kind, rule, stage", 7),
    ("compare.mask", "h", "hide names", "call the reviewers R1, R2, … or by their names again", 12),
    ("compare.unblind", "exclamation_mark", "unblind", "show sources that you have not completed, too"),
)
_READ: Final[Rows] = (
    ("evidence.next", "tab", "next quote", "jump to the next quote of anybody", 4),
    ("evidence.prev", "shift+tab", "previous quote", "jump to the previous quote"),
    ("read.sentence-next", "s right_square_bracket", "sentence", "go to the next sentence"),
    ("read.sentence-prev", "left_square_bracket", "sentence back", "go to the previous sentence"),
    ("read.line-next", "down j", "line", "go one line down"),
    ("read.line-prev", "up", "line back", "go one line up"),
    *PAGES,
    *ENDS,
    COPY,
    ("select.clear", "escape", "let go", "select nothing; leave this pane"),
)
_EVERYTHING: Final[Rows] = (
    ("edit.undo", "z", "undo", "take your last decision back", 6),
    ("edit.redo", "Z", "redo", "make the decision taken back again"),
    ("help.criterion", "i", "definition", "show the criterion: definition, rules, examples", 14),
    ("go.menu", "g", "go to", "go to: code this source, your sources"),
    *PANES,
    PALETTE,
    THEME,
    HOME_AGAIN,
    HELP,
)

COMPARE_ROWS: Final[Groups] = {
    "Decide": _DECIDE,
    "Disagreements": _DISAGREEMENTS,
    "Read": _READ,
    "Everything": _EVERYTHING,
}
