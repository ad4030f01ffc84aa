"""How text from files enters the report: visible, escaped, isolated from the direction of what is around it."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from stancebook.model.visible import visible
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from stancebook.model.source import Source

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
# Letters and numbers that run from right to left, and with them turn what stands beside them.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
_OFTEN = 100
"""Texts shorter than this come again and again: labels, names, marks."""


def passage(text: str) -> str:
    """Return text from a file as HTML: visible, escaped, its lines kept, not turning what is around it."""
    shown = html.escape(visible(text))
    if shown.isascii() or not _RIGHT_TO_LEFT.search(shown):
        return shown
    return f"<bdi>{shown}</bdi>"


def told(text: str) -> str:
    """Return text from a file as ``passage`` does, as one line."""
    return _often(text) if len(text) < _OFTEN else passage(one_line(text))


@lru_cache(maxsize=8192)
def _often(text: str) -> str:
    return passage(one_line(text))


def isolated(text: object) -> Markup:
    """Return ``told`` for the template."""
    return Markup(told(str(text)))  # noqa: S704 - escaped there


def attribute(text: object) -> str:
    """Return text for an attribute: one safe line. The template escapes it."""
    return one_line(str(text))


def web_address(source: Source) -> str | None:
    """Return the address of a source if it is one that a reader may follow."""
    url = source.front.url or ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc and one_line(url) == url else None


def language_of(source: Source) -> str | None:
    """Return a source's language where it is written as a language tag."""
    return language_tag(source.front.language or "")


def language_tag(language: str) -> str | None:
    """Return a language where it is written as a language tag."""
    return language if _LANGUAGE.fullmatch(language) else None


def date_words(date: str) -> str:
    """Return an EDTF date as people read it: an interval with ``to``, an approximate one with ``about``."""
    ends = [f"about {end.rstrip('~')}" if end.endswith("~") else end for end in one_line(date).split("/")]
    return " to ".join(end or "unknown" for end in ends)
