"""The parts of the report that there are thousands of, put together without a template, which is ten times faster.

Every function returns safe HTML: what comes from a file passes through ``told``; all else is written here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from stancebook.model.visible import visible
from stancebook.reports.disagreements import kind_words
from stancebook.reports.html.escape import date_words, in_isolation
from stancebook.reports.places import place
from stancebook.reports.words import count, nothing_stands, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Evidence
    from stancebook.model.source import Source
    from stancebook.reports.html.cells import CellView, Chip, LabelChip, Mark, Reading

_OFTEN = 100
"""Texts shorter than this come again and again: labels, names, marks."""


def told(text: str) -> str:
    """Return text from a file as one line of HTML: visible, escaped, not turning what is around it."""
    return _often(text) if len(text) < _OFTEN else in_isolation(one_line(text))


@lru_cache(maxsize=8192)
def _often(text: str) -> str:
    return plain(in_isolation(one_line(text)))


def plain(markup: str) -> str:
    """Return markup in ASCII: one character beyond Latin-1 doubles the memory that a whole text takes."""
    return markup.encode("ascii", "xmlcharrefreplace").decode()


@lru_cache(maxsize=4096)
def chip(one: Chip, *, small: bool = False) -> str:
    """Return an answer's mark on its ground."""
    return f'<span class="chip {one.shade}{" small" if small else ""}">{told(one.mark)}</span>'


@lru_cache(maxsize=4096)
def chip_words(one: Chip) -> str:
    """Return an answer's mark, and what it means."""
    return chip(one, small=True) + (f" {told(one.words)}" if one.words != one.mark else "")


def group(name: str, columns: int) -> Markup:
    """Return the row above the sources of one group."""
    return Markup(f'<tr class="of"><th scope="rowgroup" colspan="{columns}">{told(name)}</th></tr>\n')  # noqa: S704


def row(number: int, source: Source, views: Iterable[CellView], same: tuple[int, int]) -> Markup:
    """Return a row of the matrix; ``same`` counts the cells with one answer, of those that two or more coded."""
    front = source.front
    about = [told(front.publisher)] if front.publisher else []
    about += [told(date_words(front.date))] if front.date else []
    head = (
        f'<tr><th scope="row"><span class="no">{number}</span> {told(source.short)}'
        f'<span class="meta">{" &middot; ".join(about)}</span><span class="meta">{_same(same)}</span></th>\n'
    )
    return Markup(f"{head}{''.join(map(_cell, views))}</tr>\n")  # noqa: S704 - every part is escaped


def _same(same: tuple[int, int]) -> str:
    return f"same answer in {same[0]} of {same[1]}" if same[1] else ""


def _cell(view: CellView) -> str:
    """Return a cell of the matrix."""
    parts = [f'<td class="cell {view.cell.state}">', _stand(view)]
    if view.marks and view.cell.codings:
        parts.append('<ul class="marks" aria-label="Each reviewer\'s answer">')
        parts += [_mark(one) for one in view.marks]
        parts.append("</ul>")
    parts += ['<div class="foot">', _state(view)]
    if view.cell.codings:
        quotes = count(view.quotes, "quote")
        parts.append(
            f'<span class="why"><button type="button" popovertarget="{view.id}" aria-label="Why? {quotes}, {view.id}">'
            f"{quotes if view.quotes else 'notes'}</button> "
            f'<a class="ref" href="#{view.id}" aria-label="Evidence {view.id}">{view.id}</a></span>'
        )
    parts.append("</div></td>\n")
    return "".join(parts)


def evidence(source: Source, views: Iterable[CellView], scale: int, language: str | None) -> Markup:
    """Return the codings of a source with their quotes.

    Args:
        source: The source.
        views: Its cells.
        scale: The highest confidence there is.
        language: The source's language tag.
    """
    short = told(source.short)
    every = (_evidence(view, short, scale, language) for view in views if view.cell.codings)
    return Markup("".join(every))  # noqa: S704 - every part is escaped


def _evidence(view: CellView, source: str, scale: int, language: str | None) -> str:
    """Return the codings of a cell with their quotes; a pop-up on screen, a passage in print."""
    name = view.id
    head = (
        f'<article class="ev" id="{name}" popover aria-labelledby="h-{name}">\n'
        f'<h3 id="h-{name}"><span class="no">{name}</span> {source} &middot; {told(view.criterion.label)}</h3>\n'
        f'<button type="button" class="close" popovertarget="{name}" popovertargetaction="hide">Close</button>\n'
    )
    body = "".join(_reading(one, scale, language) for one in view.readings)
    return f"{head}{body}</article>\n"


def quote(one: Evidence, *, name: str = "", about: str = "", language: str | None = None) -> Markup:
    """Return a quote with its place."""
    return Markup(_quote(one, name, about, language))  # noqa: S704 - every part is escaped above


def _stand(view: CellView) -> str:
    """What stands for the cell: its labels, its consensus, or that there is none."""
    if view.labels:
        return f'<ul class="labels">{"".join(_label(one) for one in view.labels)}</ul>'
    if view.chip:
        words = told(view.chip.words) if view.chip.words != view.chip.mark else ""
        return f'<div class="stand">{chip(view.chip)} <span class="words">{words}</span></div>'
    kind, words = "none" if view.cell.codings else "missing", nothing_stands(view.cell)
    return f'<div class="stand"><span class="chip {kind}">{words}</span></div>'


def _label(one: LabelChip) -> str:
    kind = ("both" if one.consensus else "one") + (" off" if one.off_scale else "")
    heard = "" if one.consensus else '<span class="sr">not the consensus: </span>'
    return f'<li class="{kind}">{heard}{told(one.words)} <b class="who">{told(one.who)}</b></li>'


@lru_cache(maxsize=8192)
def _mark(one: Mark) -> str:
    if one.chip is None:
        return f'<li><b class="who">{told(one.who)}</b> <span class="chip missing small">{one.signs[0]}</span></li>'
    words = f'<span class="sr"> {told(one.chip.words)}</span>' if one.chip.words != one.chip.mark else ""
    shown = chip(one.chip, small=True) + words
    return f'<li><b class="who">{told(one.who)}</b> {shown}{signs(one.signs)}</li>'


def signs(words: Iterable[str]) -> str:
    """Return words on a coding that does not count in full."""
    said = ", ".join(words)
    return f' <em class="sign">{said}</em>' if said else ""


def _state(view: CellView) -> str:
    shown = f'<span class="state"><span class="glyph" aria-hidden="true">{plain(view.glyph)}</span> {view.state_words}'
    if view.adjudication:
        glyph, words = view.adjudication
        shown += f'<br><span class="glyph" aria-hidden="true">{glyph}</span> {words}'
    return shown + "</span>"


def _reading(one: Reading, scale: int, language: str | None) -> str:
    coding = one.view.coding
    meta = [f"confidence {coding.confidence} of {scale}"] if coding.confidence is not None else []
    meta += [f"rules {told(', '.join(coding.rules))}"] if coding.rules else []
    shown = chip_words(one.mark.chip) if one.mark.chip else ""
    parts = [
        (
            f'<div class="reading"><p><b class="who">{told(one.mark.who)}</b> {shown}{signs(one.mark.signs)} '
            f'<span class="meta">{" &middot; ".join(meta)}</span></p>\n'
        )
    ]
    parts += [_quote(each.evidence, each.id, each.about, language) for each in one.quotes]
    if coding.note:
        parts.append(f'<p class="note">{in_isolation(visible(coding.note))}</p>')
    elif not one.quotes:
        parts.append('<p class="note">No quote and no note.</p>')
    return "".join([*parts, "</div>\n"])


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
        where = f"{told(matrix.sources[one.cell.source].short)} · {told(one.criterion.heading)}"
        words = kind_words(one)
        found.append(f'<li><a href="#{name}">{name}</a> {where}: {words}</li>\n')
    return Markup("".join(found))  # noqa: S704 - every part is escaped


def digests(hashes: Iterable[tuple[str, str]]) -> Markup:
    """Return rows with the digests of files, by name."""
    rows = (f'<tr><th scope="row">{told(n)}</th><td><code>{told(digest)}</code></td></tr>\n' for n, digest in hashes)
    return Markup("".join(rows))  # noqa: S704 - every part is escaped


def _quote(one: Evidence, name: str, about: str, language: str | None) -> str:
    where = f"<b>{name}</b> &middot; " if name else ""
    if about:
        where += f"{told(about)} &middot; "
    named = f' id="{name}"' if name else ""
    spoken = f' lang="{language}"' if language else ""
    return (
        f"<blockquote{named}><p{spoken}>&ldquo;{in_isolation(visible(one.quote))}&rdquo;</p>\n"
        f"<footer>{where}characters {one.start:,}&ndash;{one.end:,}</footer></blockquote>\n"
    )
