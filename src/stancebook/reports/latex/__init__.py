"""Tables for LaTeX: booktabs, as wide as the line, over several pages where they are long."""

from __future__ import annotations

from stancebook.reports.latex.matrix import matrix_latex

__all__ = ["matrix_latex"]
