"""The stance matrix as a workbook."""

from __future__ import annotations

from stancebook.reports.xlsx.workbook import workbook

__all__ = ["workbook"]
