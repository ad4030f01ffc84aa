"""Small parts of the report that are put together without a template, because there are thousands of them.

Every function returns safe HTML: what comes from a file passes through ``told`` or ``passage``, all else is written
here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from stancebook.reports.cell_words import ASTRAY_WORDS
from stancebook.reports.disagreements import kind_words
from stancebook.reports.html.escape import passage, told
from stancebook.reports.places import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancebook.comparison.astray import Whereabouts
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Evidence

LANGUAGE: Final = "en"
"""Of the report's own words; quotes in another language say so."""


def spoken_in(language: str | None) -> tuple[str, str]:
    """Return what stands before and after a quote: where it is in another language than the report, that it is.

    Args:
        language: Of the quote, as a language tag.
    """
    return (f'<p lang="{language}">', "</p>") if language and language != LANGUAGE else ("", "")


def quote(
    one: Evidence, *, name: str = "", about: str = "", language: str | None = None, at: Whereabouts = "there"
) -> Markup:
    """Return a quote with its place.

    Args:
        one: The quote.
        name: What it is called, ``E3b2``; nothing where it stands elsewhere under its name.
        about: What it supports, where that is one value of several.
        language: The source's language tag.
        at: Where it stands in its source today.
    """
    named = f' id="{name}"' if name else ""
    said = [part for part in (f"<b>{name}</b>" if name else "", told(about) if about else "") if part]
    before, after = spoken_in(language)
    return Markup(  # noqa: S704 - every part is escaped
        f"<blockquote{named}>{before}“{passage(one.quote)}”{after}"
        f"<footer>{' · '.join([*said, where(one, at)])}</footer></blockquote>\n"
    )


def where(one: Evidence, at: Whereabouts = "there") -> str:
    """Return where a quote stands in its source, in characters; that it does not, where the source has changed."""
    told_where = f"{one.start}–{one.end}"
    return told_where if at == "there" else f'{told_where} · <em class="sign">{ASTRAY_WORDS[at]}</em>'


def signs(words: Iterable[str]) -> str:
    """Return words on a coding that does not count in full."""
    said = ", ".join(words)
    return f' <em class="sign">{said}</em>' if said else ""


def more(matrix: StanceMatrix, disagreements: Iterable[Disagreement], columns: Mapping[str, int]) -> Markup:
    """Return disagreements that are only named, each with the place of its evidence.

    Args:
        matrix: The matrix.
        disagreements: The disagreements.
        columns: The place of each criterion in the matrix.
    """
    found = []
    for one in disagreements:
        name = place(one.number, columns[one.criterion.id])
        about = f"{told(matrix.sources[one.source].short)} · {told(one.criterion.heading)}"
        found.append(f'<li><a href="#{name}">{name}</a> {about}: {kind_words(one)}</li>\n')
    return Markup("".join(found))  # noqa: S704 - every part is escaped
