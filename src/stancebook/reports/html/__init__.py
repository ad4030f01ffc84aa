"""The report: one HTML file that needs no network and no scripts."""

from __future__ import annotations

from stancebook.reports.html.report import render_report, report_parts

__all__ = ["render_report", "report_parts"]
