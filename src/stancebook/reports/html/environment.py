"""What every HTML page of ours is made with: templates that escape by themselves, one style sheet, its digest."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from stancebook.reports.html.escape import attribute, date_words, isolated
from stancebook.reports.words import count, minus


@cache
def environment() -> Environment:
    """Return the environment of the templates."""
    made = Environment(
        loader=FunctionLoader(packaged),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "t": isolated,
        "safe_html": Markup,
        "attr": attribute,
        "counted": count,
        "minus": minus,
        "date": date_words,
    }
    return made


def packaged(name: str) -> str:
    """Return a template, style sheet or script."""
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def style() -> str:
    """Return the style sheet."""
    return "\n" + packaged("report.css")


@cache
def digest(text: str) -> str:
    """Return the digest by which the content-security policy admits our style sheet and script, and no others."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
