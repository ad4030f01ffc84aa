r"""Text for LaTeX: nothing in it is a command, and our own signs are there in every engine."""

from __future__ import annotations

from typing import Final

from stancebook.reports.words import one_line

_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{",
        "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
        "–": "--", "—": "---", "−": "$-$", "[": "{[}", "]": "{]}", "“": "``", "”": "''", "‘": "`", "’": "'",
        "…": r"\dots{}",
        "≈": r"$\approx$", "≠": r"$\neq$", "○": r"$\circ$", "∅": r"$\emptyset$", "α": r"$\alpha$",
        "†": r"\dag{}", "✓": r"$\surd$", "✗": r"$\times$", "×": r"$\times$", "·": r"$\cdot$", '"': r"\textquotedbl{}",
        "`": r"\textasciigrave{}", "≤": r"$\leq$", "≥": r"$\geq$",
    }
)  # fmt: skip


def tex(text: str) -> str:
    """Return text from a file as one line in which nothing is a command."""
    return one_line(text).translate(_TEX)
