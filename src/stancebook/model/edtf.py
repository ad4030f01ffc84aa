"""Dates in the Extended Date/Time Format (Library of Congress, 2019; ISO 8601-2), levels 0 and 1."""

from __future__ import annotations

import calendar
import re
from typing import Final

_TIME: Final = r"T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(Z|[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)?"
_DATE: Final = re.compile(
    r"(?P<year>-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX|Y-?[1-9][0-9]{4,8})"
    r"(-(?P<month>[0-9]{2}|XX)(-(?P<day>[0-9]{2}|XX))?)?"
    rf"(?P<time>{_TIME})?[?~%]?"
)
_OPEN: Final = {"", ".."}
_SEASONS: Final = range(21, 25)
_MONTHS_OF_A_YEAR: Final = range(1, 13)
_LEAST: Final = 3
"""So many letters tell a month: jan, feb …"""
_MONTHS: Final = [name.casefold() for name in calendar.month_name]
_EXAMPLES: Final = "2025-04-14, 2025-04, 2025, or 2023-12/2024-02 for a span; ~ after it for about"
_ORDERS: Final = (
    (re.compile(r"([0-9]{4})[./]([0-9]{1,2})[./]([0-9]{1,2})"), (1, 2, 3)),
    (re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})"), (3, 2, 1)),
    (re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?\s+([a-z]+)\.?,?\s+([0-9]{4})"), (3, 2, 1)),
    (re.compile(r"([a-z]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})"), (3, 1, 2)),
)


def why_no_date(text: str) -> str | None:
    """Return what keeps a text from being a date that programs understand, and what would be one; else None."""
    first, span, last = text.partition("/")
    if span and not {first, last} <= _OPEN:
        if all(end in _OPEN or _is_date(end) for end in (first, last)):
            return f"'{text}' ends before it begins" if _key(last) < _key(first, low=True) else None
    elif not span and _is_date(text):
        return None
    meant = _meant(text)
    hint = f"did you mean {meant}?" if meant else f"write {_EXAMPLES}"
    return f"'{text[:60]}' is no date that programs understand; {hint}"


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = found["year"], found["month"], found["day"]
    if found["time"] and (day is None or "X" in f"{year}{month}{day}"):
        return False
    if month is None or month == "XX":
        return day in {None, "XX"}
    if int(month) in _SEASONS:
        return day is None
    if int(month) not in _MONTHS_OF_A_YEAR:
        return False
    if day is None or day == "XX":
        return True
    known = int(year) if year.isdigit() and int(year) else 2000  # a leap year stands for one that is not known
    return 1 <= int(day) <= calendar.monthrange(known, int(month))[1]


def _key(end: str, *, low: bool = False) -> tuple[int, ...]:
    """Return an end of a span for comparison: its last day, or its first; without limit where it is open."""
    found = _DATE.fullmatch(end)
    if not found or not found["year"].isdigit() or "X" in end or int(found["month"] or 0) in _SEASONS:
        return (0,) if low else (99999,)
    parts = [int(found[name] or 0) for name in ("year", "month", "day")]
    return tuple(part or (0 if low else 99) for part in parts)


def _meant(text: str) -> str:
    """Return the date that another way of writing means, where it can only mean one."""
    plain = " ".join(text.casefold().split())
    for form, order in _ORDERS:
        if found := form.fullmatch(plain):
            year, month, day = (found[place] for place in order)
            number = int(month) if month.isdigit() else _month(month)
            made = f"{year}-{number:02}-{int(day):02}"
            return made if _is_date(made) else ""
    return ""


def _month(name: str) -> int:
    if len(name) < _LEAST:
        return 0
    return next((at for at, full in enumerate(_MONTHS) if at and full.startswith(name)), 0)
