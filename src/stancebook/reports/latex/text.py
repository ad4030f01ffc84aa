"""Text for LaTeX: nothing in it is a command, and our own signs are there in every engine."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from stancebook.reports.words import one_line

_BETWEEN: Final = "\x00"
"""Keeps two hyphens from becoming a dash; no text of one line has it."""
_CONTROLS: Final = (
    "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS "
    "US SP DEL"
)
_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{",
        "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
        "–": "--", "—": "---", "−": r"\textminus{}", "[": "{[}", "]": "{]}", "“": "``", "”": "''", "‘": "`", "’": "'",
        "…": r"\dots{}", "\N{NO-BREAK SPACE}": "~", '"': r"\char34{}", "`": r"\textasciigrave{}", _BETWEEN: "{}",
        "≈": r"$\approx$", "≠": r"$\neq$", "○": r"$\circ$", "∅": r"$\emptyset$", "α": r"$\alpha$", "κ": r"$\kappa$",
        "π": r"$\pi$", "†": r"\dag{}", "✓": r"$\surd$", "✗": r"$\times$", "×": r"$\times$", "·": r"$\cdot$",
        "≤": r"$\leq$", "≥": r"$\geq$", "↻": r"$\hookleftarrow$", "⊘": r"$\oslash$", "⊛": r"\textcircled{$\ast$}",
        "→": r"$\rightarrow$", "←": r"$\leftarrow$",
        "¶": r"\P{}", "⇄": r"$\rightleftharpoons$", "‧": r"$\cdot$", "◌": r"{\tiny$\bigcirc$}", "�": r"{\tiny?}",
        **{chr(0x2400 + code): rf"{{\tiny {name}}}" for code, name in enumerate(_CONTROLS.split())},
        "\N{SYMBOL FOR NEWLINE}": r"{\tiny NL}",
    }
)  # fmt: skip
_STRANGE: Final = re.compile(
    "[^\x20-\x7e\xa1-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u0218-\u021b€™„‚‹›•‰†‡]"
)
"""What pdflatex does not know in the encoding T1; after our own signs were translated."""
_MOST_NAMED: Final = 8


@lru_cache(maxsize=8192)  # marks and words come again and again
def tex(text: str) -> str:
    """Return text from a file as one line in which nothing is a command."""
    return one_line(text).replace("--", f"-{_BETWEEN}-").replace("--", f"-{_BETWEEN}-").translate(_TEX)


def preamble(body: str, *packages: str) -> list[str]:
    """Return comments that say what a document needs for a table.

    Args:
        body: The table.
        packages: Which packages it needs.
    """
    told = [rf"% \usepackage[T1]{{fontenc}} \usepackage{{lmodern}} \usepackage{{{','.join(packages)}}}"]
    if strange := sorted(set(_STRANGE.findall(body)) - {"\n"}):
        named = " ".join(f"U+{ord(one):04X}" for one in strange[:_MOST_NAMED])
        more = " and more" if len(strange) > _MOST_NAMED else ""
        told.append(f"% Has characters that pdflatex does not know ({named}{more}):")
        told.append("% use lualatex or xelatex with a font that has them.")
    return told
