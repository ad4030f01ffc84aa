"""The table of commands: what can be done on which screen, by which key, in which words.

Bindings, footer, palette, help screen, keymap settings and documentation are all made from it. No Textual.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stancebook.tui.commands_of_matrix import MATRIX_ROWS, QUOTES_ROWS

ANNOTATE: Final = "annotate"
HOME: Final = "home"
COMPARE: Final = "compare"
MATRIX: Final = "matrix"
QUOTES: Final = "quotes"

_KEY_NAMES: Final = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "exclamation_mark": "!",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "escape": "esc",
}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done.

    Attributes:
        id: Its name, ``evidence.mark``: what keymaps and the documentation call it.
        keys: Its keys in Textual's words; the first is the one shown.
        label: One or two words, for the footer.
        help: A sentence that completes "this key will …".
        group: The heading it stands under in the help.
        scope: The screen it belongs to.
        footer: Its place in the footer, lowest first; 0 keeps it out.
        shown: How its keys are shown, where that is not simply the first of them.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    scope: str
    footer: int = 0
    shown: str = ""

    @property
    def key(self) -> str:
        """The key as the footer shows it."""
        return self.shown or key_name(self.keys[0] if self.keys else "")

    @property
    def all_keys(self) -> str:
        """Every key, as the help shows them."""
        return self.shown or "  ".join(map(key_name, self.keys))


def key_name(key: str) -> str:
    """Return a key as people write it: ``?`` for ``question_mark``, ``shift+↑`` for ``shift+up``."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, _KEY_NAMES.get(last, last)])


def _annotate(group: str, *rows: tuple[str, str, str, str] | tuple[str, str, str, str, int]) -> tuple[Command, ...]:
    return tuple(_command(ANNOTATE, group, row) for row in rows)


def _home(group: str, *rows: tuple[str, str, str, str] | tuple[str, str, str, str, int]) -> tuple[Command, ...]:
    return tuple(_command(HOME, group, row) for row in rows)


def _compare(group: str, *rows: tuple[str, str, str, str] | tuple[str, str, str, str, int]) -> tuple[Command, ...]:
    return tuple(_command(COMPARE, group, row) for row in rows)


NUMBERED: Final = {"code.value": "1-9", "decide.value": "1-9", "decide.take": "a-f"}
"""Commands whose keys differ in what they mean, the first is number 1; and how these keys are shown."""


def _command(scope: str, group: str, row: tuple[str, str, str, str] | tuple[str, str, str, str, int]) -> Command:
    """Return the command that a row of the table describes: id, keys, label, help, place in the footer."""
    name, keys, label, sentence, *footer = row
    place = footer[0] if footer else 0
    return Command(name, tuple(keys.split()), label, sentence, group, scope, place, NUMBERED.get(name, ""))


COMMANDS: Final[tuple[Command, ...]] = (
    *_annotate(
        "Answer",
        ("code.value", "1 2 3 4 5 6 7 8 9", "answer", "give the answer with this number to the active criterion", 1),
        (
            "code.choose",
            "d",
            "from a list",
            "choose the active criterion's answer from a list: those beyond the ninth too",
        ),
        ("code.clear", "0", "clear", "clear the active criterion's answer"),
        (
            "code.repeat",
            "R",
            "same again",
            "give the answer that the active criterion was given last, in another source",
        ),
        (
            "code.keep",
            "K",
            "keep",
            "keep an answer given before the rubric changed, and go to the next such answer",
        ),
        ("code.next", "c", "criterion", "go to the next criterion", 8),
        ("code.prev", "C", "criterion back", "go to the previous criterion"),
        ("code.next-open", "", "next open", "go to the next criterion that still needs something"),
        ("note.edit", "m", "note", "write a note on the active criterion", 5),
        ("confidence.up", "plus equals_sign", "surer", "be surer of the active criterion's answer", 7),
        ("confidence.down", "minus", "less sure", "be less sure of the active criterion's answer"),
        ("confidence.choose", "", "confidence", "choose how sure the answer is"),
        ("rules.choose", "r", "rules", "name the decision rules the answer rests on", 10),
    ),
    *_annotate(
        "Evidence",
        ("evidence.mark", "e", "quote", "mark the selection, or the sentence, as evidence for the active criterion", 2),
        ("evidence.remove", "x", "remove", "remove the evidence under the cursor", 3),
        (
            "evidence.reshape",
            "E",
            "trim, extend",
            "select the evidence under the cursor; again: make it reach just as far as the selection",
        ),
        ("evidence.reassign", "X", "other criterion", "move the evidence under the cursor to another criterion"),
        ("attributed.add", "t", "reported", "record whose position the selection, or the sentence, reports", 9),
        ("attributed.edit", "T", "change report", "change the reported position under the cursor"),
        ("evidence.doubtful", "L", "doubtful", "look at quotes whose place in a changed text is in doubt"),
        ("evidence.next", "tab", "next quote", "jump to the next evidence"),
        ("evidence.prev", "shift+tab", "previous quote", "jump to the previous evidence"),
        ("evidence.only-active", "full_stop", "this criterion's", "jump only between the active criterion's evidence"),
    ),
    *_annotate(
        "Select",
        ("select.grow", "v", "select", "select the sentence; again the paragraph; again nothing", 11),
        ("read.sentence-next-extend", "S right_curly_bracket", "sentence more", "select one sentence more"),
        ("read.sentence-prev-extend", "A left_curly_bracket", "sentence back", "select one sentence back"),
        ("read.word-next-extend", "W", "word more", "select one word more"),
        ("read.word-prev-extend", "B", "word back", "select one word back"),
        ("read.char-next-extend", "shift+right", "character more", "select one character more"),
        ("read.char-prev-extend", "shift+left", "character back", "select one character back"),
        ("read.line-next-extend", "shift+down", "line more", "select one line more"),
        ("read.line-prev-extend", "shift+up", "line back", "select one line back"),
        ("read.home-extend", "shift+home", "to line start", "select to the start of the line"),
        ("read.end-extend", "shift+end", "to line end", "select to the end of the line"),
        ("select.swap", "o", "other end", "move the other end of the selection"),
        ("select.clear", "escape", "let go", "select nothing; leave the search or this pane"),
        ("select.copy", "y ctrl+c", "copy", "copy the selection, or the sentence"),
    ),
    *_annotate(
        "Read",
        ("read.sentence-next", "s right_square_bracket", "sentence", "go to the next sentence"),
        ("read.sentence-prev", "a left_square_bracket", "sentence back", "go to the previous sentence"),
        ("read.word-next", "w", "word", "go to the next word"),
        ("read.word-prev", "b", "word back", "go to the previous word"),
        ("read.line-next", "down j", "line", "go one line down"),
        ("read.line-prev", "up k", "line back", "go one line up"),
        ("read.char-next", "right l", "character", "go one character on"),
        ("read.char-prev", "left h", "character back", "go one character back"),
        ("read.page-next", "pagedown space", "page", "go one page down"),
        ("read.page-prev", "pageup", "page back", "go one page up"),
        ("read.home", "home", "line start", "go to the start of the line"),
        ("read.end", "end", "line end", "go to the end of the line"),
        ("read.top", "ctrl+home", "top", "go to the start of the text"),
        ("read.bottom", "ctrl+end G", "bottom", "go to the end of the text"),
        ("read.search", "slash", "search", "search in the text"),
    ),
    *_annotate(
        "Source",
        ("source.submit", "enter", "complete", "complete this source and go on; or go where something is missing", 4),
        ("source.next", "n", "next source", "go to the next source (while searching: the next place found)", 12),
        ("source.prev", "p", "previous source", "go to the previous source (while searching: the previous place)"),
        ("source.next-open", "u", "unfinished", "go to the next source that is not complete"),
        ("source.flag", "f", "flag", "flag this source for a second look, or take the flag away"),
        ("source.skip", "F", "skip", "skip this source: say why, flag it, and go on to the next unfinished one"),
        ("source.note", "M", "source note", "write a note on the source as a whole"),
        ("source.reopen", "", "reopen", "make a complete source a draft again"),
    ),
    *_annotate(
        "Everything",
        ("edit.undo", "z", "undo", "take the last change back", 6),
        ("edit.redo", "Z", "redo", "make the change taken back again"),
        (
            "help.criterion",
            "i",
            "definition",
            "show the active criterion: definition, answers by digit, rules, examples",
        ),
        ("go.menu", "g", "go to", "go to: top, bottom, what is missing, the next unfinished source, the matrix …"),
        ("focus.next", "f6", "pane", "go to the next pane"),
        ("focus.prev", "shift+f6", "pane back", "go to the previous pane"),
        ("app.palette", "colon ctrl+p", "all", "find any command by its name", 90),
        ("theme.choose", "ctrl+t", "colours", "choose the colours: dark, light, high contrast"),
        ("app.back", "q", "your sources", "go back to your list of sources"),
        ("help", "question_mark f1", "help", "show all keys", 99),
    ),
    *_home(
        "Your sources",
        ("home.open", "enter l right", "open", "open the source", 1),
        ("home.down", "down j", "down", "go one source down"),
        ("home.up", "up k", "up", "go one source up"),
        ("home.page-down", "pagedown space", "page", "go one page down"),
        ("home.page-up", "pageup", "page back", "go one page up"),
        ("home.top", "home g", "first", "go to the first source"),
        ("home.bottom", "end G", "last", "go to the last source"),
        ("home.next-open", "u", "next unfinished", "open the next source that is not complete", 2),
        ("home.sort", "o", "order", "order as you meet them, by name, by state, or flagged and stale first", 3),
        ("home.filter", "slash", "filter", "show only sources whose name, title, state or flag has these letters", 4),
        ("home.compare", "c", "compare", "compare what reviewers coded, and settle what they disagree on", 5),
        ("home.matrix", "m", "matrix", "look at the stance matrix, cell by cell, down to every quote", 6),
    ),
    *_home(
        "Everything",
        ("app.palette", "colon ctrl+p", "all", "find any command by its name", 90),
        ("theme.choose", "ctrl+t", "colours", "choose the colours: dark, light, high contrast"),
        ("app.back", "q", "quit", "quit; everything is saved", 98),
        ("help", "question_mark f1", "help", "show all keys", 99),
    ),
    *_compare(
        "Decide",
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
    ),
    *_compare(
        "Disagreements",
        ("compare.next", "n", "next", "go to the next disagreement", 3),
        ("compare.prev", "p", "previous", "go to the previous disagreement"),
        ("compare.next-open", "u", "to decide", "go to the next disagreement that waits for a decision", 5),
        ("compare.list", "l", "list", "choose from the list of disagreements", 8),
        ("compare.filter", "slash", "filter", "show only some: by criterion, source, reviewer, kind, rule, stage", 7),
        ("compare.mask", "h", "hide names", "call the reviewers R1, R2, … or by their names again", 12),
        ("compare.unblind", "exclamation_mark", "unblind", "show sources that you have not completed, too"),
    ),
    *_compare(
        "Read",
        ("evidence.next", "tab", "next quote", "jump to the next quote of anybody", 4),
        ("evidence.prev", "shift+tab", "previous quote", "jump to the previous quote"),
        ("read.sentence-next", "s right_square_bracket", "sentence", "go to the next sentence"),
        ("read.sentence-prev", "left_square_bracket", "sentence back", "go to the previous sentence"),
        ("read.line-next", "down j", "line", "go one line down"),
        ("read.line-prev", "up", "line back", "go one line up"),
        ("read.page-next", "pagedown space", "page", "go one page down"),
        ("read.page-prev", "pageup", "page back", "go one page up"),
        ("read.top", "home ctrl+home", "top", "go to the start of the text"),
        ("read.bottom", "end ctrl+end G", "bottom", "go to the end of the text"),
        ("select.copy", "y ctrl+c", "copy", "copy the selection, or the sentence"),
        ("select.clear", "escape", "let go", "select nothing; leave this pane"),
    ),
    *_compare(
        "Everything",
        ("edit.undo", "z", "undo", "take your last decision back", 6),
        ("edit.redo", "Z", "redo", "make the decision taken back again"),
        ("help.criterion", "i", "definition", "show the criterion: definition, rules, examples", 14),
        ("go.menu", "g", "go to", "go to: code this source, your sources"),
        ("focus.next", "f6", "pane", "go to the next pane"),
        ("focus.prev", "shift+f6", "pane back", "go to the previous pane"),
        ("app.palette", "colon ctrl+p", "all", "find any command by its name", 90),
        ("theme.choose", "ctrl+t", "colours", "choose the colours: dark, light, high contrast"),
        ("app.back", "q", "your sources", "go back to your list of sources"),
        ("help", "question_mark f1", "help", "show all keys", 99),
    ),
    *(_command(MATRIX, group, row) for group, rows in MATRIX_ROWS for row in rows),
    *(_command(QUOTES, group, row) for group, rows in QUOTES_ROWS for row in rows),
)


def commands_of(scope: str) -> tuple[Command, ...]:
    """Return the commands of a screen, in the order of the help."""
    return tuple(command for command in COMMANDS if command.scope == scope)


def command(scope: str, command_id: str) -> Command:
    """Return a command of a screen by its id."""
    return next(one for one in commands_of(scope) if one.id == command_id)
