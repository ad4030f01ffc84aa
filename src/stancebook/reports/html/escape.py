"""How text from files enters the report: visible, escaped, isolated from the direction of what is around it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from stancebook.model.visible import visible
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from stancebook.model.source import Source

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")


def in_isolation(text: str) -> str:
    """Return text, visible already, escaped; in an element of its own direction unless it can only run one way."""
    escaped = html.escape(text)
    return escaped if text.isascii() else f"<bdi>{escaped}</bdi>"


def isolated(text: object) -> Markup:
    """Return text as one safe line that does not turn what is around it."""
    return Markup(in_isolation(one_line(str(text))))  # noqa: S704 - escaped there


def isolated_text(text: object) -> Markup:
    """Return text with its line breaks kept, for passages."""
    return Markup(in_isolation(visible(str(text))))  # noqa: S704 - escaped there


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
