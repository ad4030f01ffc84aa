"""The words and signs that every form of a report shares, so that one thing is called one thing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from stancebook.model.visible import visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.cell import State
    from stancebook.comparison.left_out import LeftOut
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.scopes import Scope

ShownState: TypeAlias = "State | Literal['coded_only']"
"""The state of a cell as it is shown: where nothing that was coded is compared, it is not called not coded."""
STATE_GLYPH: Final[Mapping[ShownState, str]] = {
    "agree": "=",
    "near": "≈",
    "far": "≠",
    "position": "!",
    "off_scale": "~",
    "not_compared": "¶",
    "single": "†",
    "coded_only": "‡",
    "not_applicable": "/",
    "missing": ".",
}
STATE_WORDS: Final[Mapping[ShownState, str]] = {
    "agree": "same answer",
    "near": "close",
    "far": "apart",
    "position": "position or not?",
    "off_scale": "no position, reasons differ",
    "not_compared": "texts to compare",
    "single": "only one independent coding",
    "coded_only": "coded, not compared",
    "not_applicable": "not asked",
    "missing": "not coded",
}
STATE_MEANING: Final[Mapping[ShownState, str]] = {
    "agree": "all who coded it gave the same answer",
    "near": "at most one step apart, or sets that overlap",
    "far": "two or more steps apart, or different values",
    "position": "some see a position and some see none",
    "off_scale": "nobody sees a position, for different reasons",
    "not_compared": "texts in their authors' own words; whether they say the same is for a reader to judge",
    "single": "only one independent coding, so nothing to compare",
    "coded_only": "what was coded is not compared",
    "not_applicable": "not asked, because of the answers to earlier criteria",
    "missing": "nobody has coded it yet",
}

SCOPE_WORDS: Final[Mapping[Scope, str]] = {
    "answers": "same answer",
    "position": "agree: position or not",
    "positions": "agree: which position",
    "parents": "higher in the tree",
}
SCOPE_SHORT: Final[Mapping[Scope, str]] = {
    "answers": "same answer",
    "position": "position y/n",
    "positions": "which one",
    "parents": "in the tree",
}
MOST_REVIEWERS: Final = 6
"""Of more reviewers than that it is told how many they are, not who."""
WITHHELD_UNTIL: Final = "what others coded and decided on a source is withheld until you have completed it"
ADJUDICATION_GLYPH: Final = {"settled": "✓", "open": "✗"}
ADJUDICATION_WORDS: Final = {"settled": "settled by adjudication", "open": "left open by adjudication"}
DIFFERENT_WAYS: Final = "The reviewers read in different ways; agreement shows how much that matters."


def scope_words(row: AgreementRow) -> str:
    """Return which part of the answers a figure is about."""
    return SCOPE_WORDS[row.scope] if row.depth is None else f"level {row.depth} of the tree"


@lru_cache(maxsize=8192)  # a report names its sources, criteria and answers again and again
def one_line(text: str) -> str:
    """Return text from a file as one line that is safe to show, with every run of white space as one space."""
    return visible_line(" ".join(text.split()))


def shortened(text: str, length: int = 36) -> str:
    """Return text as one line of at most so many letters, ended at a word with an ellipsis where it is cut."""
    line = one_line(text)
    if len(line) <= length:
        return line
    kept, space, _ = line[:length].rpartition(" ")
    return (kept if space and 2 * len(kept) > length else line[: length - 1]).rstrip(" .,:;–—|") + "…"


def count(number: int, noun: str, plural: str = "") -> str:
    """Return ``1 source``, ``5 sources``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def by_whom(reviewers: Sequence[str]) -> str:
    """Return reviewers by their ids; of many how many they are."""
    many = len(reviewers)
    return count(many, "reviewer") if many > MOST_REVIEWERS else " ".join(map(one_line, reviewers))


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    every = list(words)
    return " and ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)


def figure(value: float | None, dash: str = "–") -> str:
    """Return a coefficient as it is printed: ``.68``, ``-.12``, ``1.00``; a dash where there is none."""
    if value is None:
        return dash
    text = f"{value:.2f}".replace("-0.", "-.")
    return "0.00" if text in {"-.00", "0.00"} else text.removeprefix("0")


def threshold(value: float) -> str:
    """Return what coefficients are held against, as exactly as the rubric has it: ``.80``, ``.667``."""
    return figure(value) if round(value, 2) == value else f"{value:g}".removeprefix("0")


def percent(value: float | None, dash: str = "–") -> str:
    """Return a share in whole per cent."""
    return dash if value is None else f"{100 * value:.0f}%"


def minus(text: str) -> str:
    """Return a signed number, alone or before its label, with a real minus sign: for what is read and not typed."""
    number = text[1:].partition(" ")[0]
    return f"−{text[1:]}" if text[:1] == "-" and number.replace(".", "", 1).isdigit() else text


def typed(text: str) -> str:
    """Return a sentence with minus signs as one types them, for a terminal, where the matrix has them so."""
    return text.replace("−", "-")


def few_sources(matrix: StanceMatrix) -> str:
    """Return the sentence that warns of coefficients from few sources; empty where there are enough."""
    most = max((row.comparable for row in matrix.agreement), default=0)
    few = 0 < most < matrix.rubric.reliability.small_n_notice
    return f"{count(most, 'source')}: read the counts, not the coefficients." if few else ""


def left_out_sentences(left_out: LeftOut) -> list[str]:
    """Return, in words, which codings the figures do not rest on."""
    found = []
    if left_out.blind:
        found.append(
            f"{count(left_out.blind, 'annotation')} of others withheld, from sums too: "
            "they are of sources that you have not finished."
        )
    if left_out.drafts:
        found.append(f"{count(left_out.drafts, 'annotation')} not complete yet, left out (drafts).")
    told = ((left_out.stale, "shown, not counted"), (left_out.waived, "counted, as asked for"))
    found += [f"{count(some, 'coding')} made before the rubric changed (stale): {so}." for some, so in told if some]
    if left_out.unoffered:
        found.append(
            f"{count(left_out.unoffered, 'coding')} with an answer that the rubric does not have: shown, not counted: "
            "stance check."
        )
    if left_out.seen:
        found.append(
            f"{count(left_out.seen, 'coding')} made after seeing another reviewer's: "
            "in the matrix, not in the agreement figures, which can come out too high without them: it is mostly what "
            "differed that is coded anew."
        )
    if left_out.homeless:
        found.append(f"{count(left_out.homeless, 'annotation')} of sources that are not there left out: stance check.")
    if left_out.gone:
        found.append(
            f"{count(left_out.gone, 'coding')} of criteria that the rubric does not have left out: stance check."
        )
    if left_out.unasked:
        found.append(
            f"{count(left_out.unasked, 'coding')} of criteria that are not asked, given the other answers, left out: "
            "stance check."
        )
    found += _of_other_rounds(left_out)
    if left_out.agreeing:
        found.append(
            f"{count(left_out.agreeing, 'source')} on which no two independent codings that count disagree not shown; "
            "the agreement figures are those of all sources."
        )
    return found


def _of_other_rounds(left_out: LeftOut) -> list[str]:
    found = []
    if left_out.anchors:
        found.append(
            f"{count(left_out.anchors, 'source')} of the training round (anchors) left out: --round training shows "
            f"{'it' if left_out.anchors == 1 else 'them'}."
        )
    if left_out.second:
        found.append(
            f"{count(left_out.second, 'annotation')} of second passes left out: --round second-pass shows "
            f"{'it' if left_out.second == 1 else 'them'}."
        )
    if left_out.gold:
        found.append(f"{count(left_out.gold, 'annotation')} with gold answers left out: stance compare --gold.")
    if left_out.apart:
        found.append(f"{count(left_out.apart, 'coding')} that are gold answers or second passes: shown, not counted.")
    return found
