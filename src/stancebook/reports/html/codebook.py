"""The codebook as one HTML page that needs no network and no scripts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from stancebook.reports.html.chips import shade_class
from stancebook.reports.html.environment import digest, environment, packaged, style
from stancebook.reports.html.escape import language_tag

if TYPE_CHECKING:
    from stancebook.reports.codebook import Codebook


def codebook_html(book: Codebook, *, software: str) -> str:
    """Return a codebook as a page of its own, made to be printed too.

    Args:
        book: The codebook.
        software: Name and version of the program.
    """
    return (
        environment()
        .get_template("codebook_page.html.j2")
        .render(
            book=book,
            rubric=book.rubric,
            language=language_tag(book.rubric.language) or "en",
            style=Markup(_style()),  # noqa: S704 - our own file
            style_hash=digest(_style()),
            shade_class=shade_class,
            software=software,
        )
    )


@cache
def _style() -> str:
    return style() + packaged("codebook.css")
