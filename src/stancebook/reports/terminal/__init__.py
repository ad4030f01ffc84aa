"""The stance matrix and agreement in a terminal."""

from __future__ import annotations

from stancebook.reports.terminal.agreement import render_agreement
from stancebook.reports.terminal.matrix import render_matrix

__all__ = ["render_agreement", "render_matrix"]
