"""The codebook of a study: a rubric as people read it, beside a screen or in the appendix of a paper."""

from __future__ import annotations

from stancebook.reports.codebook.entries import Codebook, codebook

__all__ = ["Codebook", "codebook"]
