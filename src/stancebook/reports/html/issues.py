"""The disagreements on a page of comparison, put together without a template: there are thousands of them.

Every function returns safe HTML: what comes from a file passes through ``told`` or ``quote``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from stancebook.comparison.astray import whereabouts
from stancebook.comparison.quoted import apart
from stancebook.reports.compare_words import coding_words, named, names, stands
from stancebook.reports.decision_words import decided_words
from stancebook.reports.disagreements import ids, kind_words
from stancebook.reports.html.escape import language_of, told
from stancebook.reports.html.markup import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stancebook.comparison.comparing import Comparison
    from stancebook.comparison.disagreement import Disagreement, Stand
    from stancebook.model.source import Source
    from stancebook.reports.html.chips import Chips

_TO_WRITE_ON = (
    '<p class="blank" aria-hidden="true">Decision <span></span> Rule <span class="narrow"></span> '
    'Because <span class="wide"></span></p>\n'
)


def issues(found: Comparison, listed: Iterable[Disagreement], chips: Chips) -> Markup:
    """Return disagreements as articles.

    Args:
        found: The comparison they are of.
        listed: The disagreements.
        chips: How answers are shown.
    """
    return Markup("".join(_issue(found, one, chips) for one in listed))  # noqa: S704 - every part is escaped


def _issue(found: Comparison, one: Disagreement, chips: Chips) -> str:
    source, name = found.matrix.sources[one.source], escape(f"{one.source}.{one.criterion.id}")
    decided = "".join(
        f'<p class="sign-line"><b class="glyph" aria-hidden="true">{escape(sign)}</b> {told(words)}</p>\n'
        for sign, words in decided_words(found.matrix.rubric, one)
    )
    return (
        f'<article class="issue {one.kind}" id="{name}">\n'
        f'<h3><span class="no">{found.number(one)}</span> {told(source.short)} · {told(one.criterion.label)} '
        f'<span class="state">{escape(kind_words(one))}</span> '
        f'<a class="ref" href="#{name}">{escape(ids(one))}</a></h3>\n'
        f'<div class="stands">\n{"".join(_stand(found, one, stand, source, chips) for stand in stands(found, one))}'
        f"</div>\n{decided}{_TO_WRITE_ON if one.waits else ''}</article>\n"
    )


def _stand(found: Comparison, one: Disagreement, stand: Stand, source: Source, chips: Chips) -> str:
    side, language = stand.side, language_of(source)
    quotes = [(quoted, quoted.for_value or "") for quoted in apart(stand.own)]
    quotes += [(quoted, "cited by another side too") for quoted in apart(stand.shared)]
    told_quotes = "".join(
        f"{quote(quoted, about=about, language=language, at=whereabouts(source.body, quoted))}\n"
        for quoted, about in quotes
    )
    answered = chips.of(one.criterion, side.answer).in_words
    return (
        f'<div><p><b class="who">{told(names(side.reviewers))}</b> {answered}</p>\n'
        + (told_quotes or '<p class="note">No quote.</p>\n')
        + "".join(_notes(found, one, stand))
        + "</div>\n"
    )


def _notes(found: Comparison, one: Disagreement, stand: Stand) -> Iterator[str]:
    """What each reviewer of a side said beside the answer."""
    highest = max(found.matrix.rubric.confidence.scale)
    for reviewer in stand.side.reviewers:
        view = one.codings[reviewer]
        about, note = ", ".join(coding_words(view, highest)), view.coding.note
        if about or note:
            who = f'<b class="who">{told(named(reviewer))}</b> ' if len(stand.side.reviewers) > 1 else ""
            between = ". " if about and note else ""
            yield f'<p class="note">{who}{told(about)}{between}{f"Note: {told(note)}" if note else ""}</p>\n'
