"""The stance matrix and agreement in a terminal."""

from __future__ import annotations

from stancebook.reports.terminal.agreement import render_agreement
from stancebook.reports.terminal.matrix import render_matrix
from stancebook.reports.terminal.transposed import render_transposed

__all__ = ["render_agreement", "render_matrix", "render_transposed"]
