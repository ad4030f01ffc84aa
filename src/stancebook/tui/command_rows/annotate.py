"""What can be done on the annotate screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.tui.command_rows.common import COPY, HELP, HOME_AGAIN, PAGES, PALETTE, PANES, THEME

if TYPE_CHECKING:
    from stancebook.tui.command_rows.common import Groups, Rows

_ANSWER: Final[Rows] = (
    ("code.value", "1 2 3 4 5 6 7 8 9", "answer", "give the answer with this number; a selection becomes its quote", 1),
    ("code.choose", "d", "from a list", "choose the active criterion's answer from a list: those beyond the ninth too"),
    ("code.clear", "0", "clear", "clear the active criterion's answer"),
    ("code.repeat", "R", "same again", "give the answer that the active criterion was given last, in another source"),
    ("code.keep", "K", "keep", "keep an answer given before the rubric changed, and go to the next such answer"),
    ("code.next", "c", "criterion", "go to the next criterion", 8),
    ("code.prev", "C", "criterion back", "go to the previous criterion, or back to the one just answered"),
    ("code.next-open", "", "next open", "go to the next criterion that still needs something"),
    ("note.edit", "m", "note", "write a note on the active criterion", 5),
    ("confidence.up", "plus equals_sign", "surer", "be surer of the active criterion's answer", 7),
    ("confidence.down", "minus", "less sure", "be less sure of the active criterion's answer"),
    ("confidence.choose", "", "confidence", "choose how sure the answer is"),
    ("rules.choose", "r", "rules", "name the decision rules the answer rests on", 10),
)
_EVIDENCE: Final[Rows] = (
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
)
_SELECT: Final[Rows] = (
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
    COPY,
)
_READ: Final[Rows] = (
    ("read.sentence-next", "s right_square_bracket", "sentence", "go to the next sentence"),
    ("read.sentence-prev", "a left_square_bracket", "sentence back", "go to the previous sentence"),
    ("read.word-next", "w", "word", "go to the next word"),
    ("read.word-prev", "b", "word back", "go to the previous word"),
    ("read.line-next", "down j", "line", "go one line down"),
    ("read.line-prev", "up k", "line back", "go one line up"),
    ("read.char-next", "right l", "character", "go one character on"),
    ("read.char-prev", "left h", "character back", "go one character back"),
    *PAGES,
    ("read.home", "home", "line start", "go to the start of the line"),
    ("read.end", "end", "line end", "go to the end of the line"),
    ("read.top", "ctrl+home", "top", "go to the start of the text"),
    ("read.bottom", "ctrl+end G", "bottom", "go to the end of the text"),
    ("read.search", "slash", "search", "search in the text"),
)
_SOURCE: Final[Rows] = (
    ("source.submit", "enter", "complete", "complete this source and go on; or go where something is missing", 4),
    ("source.next", "n", "next source", "go to the next source (while searching: the next place found)", 12),
    ("source.prev", "p", "previous source", "go to the previous source (while searching: the previous place)"),
    ("source.next-open", "u", "unfinished", "go to the next source that is not complete"),
    ("source.flag", "f", "flag", "flag this source for a second look, or take the flag away"),
    ("source.skip", "F", "skip", "skip this source: say why, flag it, and go on to the next unfinished one"),
    ("source.note", "M", "source note", "write a note on the source as a whole"),
    ("source.reopen", "", "reopen", "make a complete source a draft again"),
)
_EVERYTHING: Final[Rows] = (
    ("edit.undo", "z", "undo", "take the last change back", 6),
    ("edit.redo", "Z", "redo", "make the change taken back again"),
    ("help.criterion", "i", "definition", "show the active criterion: definition, answers by digit, rules, examples"),
    ("go.menu", "g", "go to", "go to: top, bottom, what is missing, the next unfinished source, the matrix …"),
    *PANES,
    PALETTE,
    THEME,
    HOME_AGAIN,
    HELP,
)

ANNOTATE_ROWS: Final[Groups] = {
    "Answer": _ANSWER,
    "Evidence": _EVIDENCE,
    "Select": _SELECT,
    "Read": _READ,
    "Source": _SOURCE,
    "Everything": _EVERYTHING,
}
