"""Old and new versions of a text, and where a passage went: made by a dozen kinds of edits, by an editor, from git."""

from __future__ import annotations

import difflib
import re
import subprocess
import textwrap
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

Edit = tuple[int, int, str]
Span = tuple[int, int]


class CutError(Exception):
    """The passage is cut in two, or half of it is gone: there is no one right place."""


@dataclass
class Revision:
    """An old text, the new one, and where a passage of the old one stands in it (None: it is gone)."""

    old: str
    new: str
    where: Callable[[Span], Span | None]


def edited(old: str, edits: list[Edit]) -> Revision:
    """Return a revision by replacements that do not overlap."""
    edits = sorted(edits)
    parts, at = [], 0
    for start, end, new in edits:
        parts += [old[at:start], new]
        at = end
    text = "".join([*parts, old[at:]])

    def shifted(offset: int, *, end: bool) -> int:
        shift = 0
        for start, stop, new in edits:
            if start > offset or (start == offset and (end or stop > start)):
                break
            if stop > offset or (stop == offset > start and end):
                return start + shift + (len(new) if end else 0)
            shift += len(new) - (stop - start)
        return offset + shift

    def where(span: Span) -> Span | None:
        removed = sum(max(0, min(e, span[1]) - max(s, span[0])) for s, e, n in edits if not n)
        if removed == span[1] - span[0]:
            return None
        if removed > 0.5 * (span[1] - span[0]):
            raise CutError
        return shifted(span[0], end=False), shifted(span[1], end=True)

    return Revision(old, text, where)


def words(text: str) -> list[Span]:
    """Return where the words stand."""
    return [(m.start(), m.end()) for m in re.finditer(r"\w+", text)]


def typos(old: str, chance: random.Random) -> Revision:
    """One word in thirty had a typing error that was corrected: a letter missing, doubled or swapped."""
    edits: list[Edit] = []
    for start, end in words(old):
        if end - start > 3 and chance.random() < 1 / 30:
            at = chance.randrange(start + 1, end - 1)
            kind = chance.choice(("missing", "double", "swap"))
            new = {"missing": "", "double": old[at] * 2, "swap": old[at + 1] + old[at]}[kind]
            edits.append((at, at + (2 if kind == "swap" else 1), new))
    return edited(old, [e for e in edits if e[2]])


def word_edits(share: float) -> Callable[[str, random.Random], Revision]:
    """Return a scenario in which a share of the words is replaced, dropped, or gains a neighbour."""

    def make(old: str, chance: random.Random) -> Revision:
        spans = words(old)
        edits: list[Edit] = []
        for start, end in spans:
            if chance.random() < share:
                a, b = chance.choice(spans)
                kind = chance.choice(("replace", "replace", "insert", "drop"))
                if kind == "insert":
                    edits.append((end, end, f" {old[a:b]}"))
                else:
                    edits.append((start, end, old[a:b] if kind == "replace" else ""))
        return edited(old, edits)

    return make


def paragraphs(text: str) -> list[Span]:
    """Return where the lines that hold text stand, with their line ends."""
    return [(m.start(), m.end()) for m in re.finditer(r"[^\n]+\n?", text)]


def moved(old: str, chance: random.Random) -> Revision:
    """Three paragraphs in a row stand elsewhere."""
    lines = paragraphs(old)
    first = chance.randrange(len(lines) - 3)
    start, end = lines[first][0], lines[first + 2][1]
    rest = [line for line in lines if line[1] <= start or line[0] >= end]
    target = chance.choice(rest)[0]
    without = old[:start] + old[end:]
    at = target if target <= start else target - (end - start)
    text = without[:at] + old[start:end] + without[at:]

    def where(span: Span) -> Span | None:
        if start <= span[0] and span[1] <= end:
            return span[0] - start + at, span[1] - start + at
        if span[0] < end and span[1] > start:
            raise CutError
        back = [offset if offset <= start else offset - (end - start) for offset in span]
        if back[0] < at < back[1]:
            raise CutError
        return (back[0], back[1]) if back[1] <= at else (back[0] + end - start, back[1] + end - start)

    return Revision(old, text, where)


def inserted(old: str, chance: random.Random) -> Revision:
    """A paragraph made of the words of others is inserted."""
    spans = words(old)
    new = " ".join(old[a:b] for a, b in (chance.choice(spans) for _ in range(60)))
    at = chance.choice(paragraphs(old))[0]
    return edited(old, [(at, at, new + ".\n")])


def deleted(old: str, chance: random.Random) -> Revision:
    """A quarter of the paragraphs is deleted."""
    return edited(old, [(a, b, "") for a, b in paragraphs(old) if chance.random() < 0.25])


def restyled(old: str, _: random.Random) -> Revision:
    """Quotation marks and dashes have another shape."""
    new = old.translate(str.maketrans("‘’“”–—", "''\"\"--")) if "’" in old else old.replace("'", "’").replace('"', "”")
    return Revision(old, new, lambda span: span)


def reflowed(old: str, _: random.Random) -> Revision:
    """The lines are broken at 60 characters, with a blank line after each paragraph, as a mail or PDF has it."""
    new = "\n\n".join(
        textwrap.fill(line, 60, break_long_words=False, break_on_hyphens=False) for line in old.split("\n")
    )
    solid_old = [i for i, c in enumerate(old) if not c.isspace()]
    solid_new = [i for i, c in enumerate(new) if not c.isspace()]
    carried = dict(zip(solid_old, solid_new, strict=True))
    return Revision(old, new, lambda span: (carried[span[0]], carried[span[1] - 1] + 1))


def decomposed(old: str, chance: random.Random) -> Revision:
    """Every accent stands apart, spaces are hard, and soft hyphens stand in one word in ten."""
    edits = [
        (i, i + 1, unicodedata.normalize("NFD", c)) for i, c in enumerate(old) if unicodedata.normalize("NFD", c) != c
    ]
    edits += [(i, i + 1, "\u00a0") for i, c in enumerate(old) if c == " " and chance.random() < 0.2]
    taken = {i for i, _, _ in edits}
    for start, end in words(old):
        at = (start + end) // 2
        if end - start > 5 and chance.random() < 0.1 and at not in taken:
            edits.append((at, at, "\u00ad"))
    return edited(old, edits)


def doubled(old: str, chance: random.Random) -> Revision:
    """A paragraph stands twice now, the first time with half of its words changed: the second is the old one."""
    start, end = chance.choice(paragraphs(old))
    spans = words(old)
    copy = re.sub(
        r"\w+", lambda m: m[0] if chance.random() < 0.5 else old[slice(*chance.choice(spans))], old[start:end]
    )
    return edited(old, [(start, start, copy if copy.endswith("\n") else copy + "\n")])


SCENARIOS: dict[str, Callable[[str, random.Random], Revision]] = {
    "typing errors corrected": typos,
    "2% of the words edited": word_edits(0.02),
    "10% of the words edited": word_edits(0.10),
    "25% of the words edited": word_edits(0.25),
    "paragraphs moved": moved,
    "paragraph inserted": inserted,
    "paragraphs deleted": deleted,
    "quotes and dashes restyled": restyled,
    "lines broken anew": reflowed,
    "accents, hard spaces, soft hyphens": decomposed,
    "paragraph doubled, one edited": doubled,
}


# One article as an editor corrects it after publication: (old, new) in the order of the text.
CORRECTIONS: tuple[tuple[str, str], ...] = (
    (
        "even mentioned that the administration is “floating the idea” of",
        "said the administration is “floating the idea” of",
    ),
    ("Because behind the handshake and praise lie", "Behind the handshake and the praise lie"),
    ("Here are four things you need to know.", "Here are five things to know."),
    ("Like his predecessors, there is strong evidence that", "As with his predecessors, there is strong evidence that"),
    ("In December 2021, the U.S. Treasury sanctioned", "In December of 2021, the Treasury Department sanctioned"),
    ("terrorist organizations since a 2015 Constitutional Court ruling", "terrorist organizations since a 2015 ruling"),
    ("but it fails to provide any real access to justice", "and fails to provide real access to justice"),
    ("boasting a homicide rate of 1.9 per 100,000 residents", "boasting a homicide rate of 1.8 per 100,000 residents"),
    ("over 85,000 people have been arrested", "more than 85,000 people have been arrested"),
    ("These innocent people, however, have no way to defend themselves.\n", ""),
    ("Due process has been completely dismantled in El Salvador", "Due process has been dismantled in El Salvador"),
    ("At least 350 people have died in custody", "Correction: at least 363 people have died in custody"),
    ("this model is not sustainable as it fails to address", "this model is unsustainable, as it fails to address"),
    ("The U.S. must not only monitor how its", "The United States must not only monitor how its"),
    ("Lastly, there is a generalized environment", "Fifth, there is a generalized environment"),
    ("are swiftly branded a “gang sympathizer.”", "are swiftly branded “gang sympathizers.”"),
)


def corrected(old: str) -> Revision:
    """Return an article with the corrections of an editor, each as the words that it changes."""
    edits: list[Edit] = []
    for before, after in CORRECTIONS:
        at = old.index(before)
        mine, other = re.findall(r"\w+|\W", before), re.findall(r"\w+|\W", after)
        for kind, a, b, c, d in difflib.SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
            if kind != "equal":
                start = at + len("".join(mine[:a]))
                edits.append((start, start + len("".join(mine[a:b])), "".join(other[c:d])))
    return edited(old, edits)


def by_word_diff(old: str, new: str) -> Revision:
    """Return a real revision; where a passage went is what a diff of the two texts by words says."""
    ours, theirs = words(old), words(new)
    matcher = difflib.SequenceMatcher(None, [old[a:b] for a, b in ours], [new[a:b] for a, b in theirs], autojunk=False)
    carried = {
        block.a + along: block.b + along for block in matcher.get_matching_blocks() for along in range(block.size)
    }

    def where(span: Span) -> Span | None:
        inside = [number for number, (a, b) in enumerate(ours) if a >= span[0] and b <= span[1]]
        kept = [carried[number] for number in inside if number in carried]
        if len(kept) < 0.3 * len(inside):
            return None
        if len(kept) < 0.5 * len(inside) or inside[0] not in carried or inside[-1] not in carried:
            raise CutError
        return theirs[carried[inside[0]]][0], theirs[carried[inside[-1]]][1]

    return Revision(old, new, where)


def real_revisions(repository: Path, most: int) -> Iterator[Revision]:
    """Yield old and new texts of prose files in a git repository, from commits that changed no more than a third."""

    def git(*args: str) -> str:
        command = ["git", "-C", str(repository), *args]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")

    seen = 0
    for line in git(
        "log", "--no-merges", "--raw", "--abbrev=40", "--diff-filter=M", "--format=", "--", "*.md"
    ).splitlines():
        _, _, before, after, *_ = line.split()
        try:
            old, new = git("cat-file", "blob", before), git("cat-file", "blob", after)
        except subprocess.CalledProcessError:
            continue
        alike = difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).quick_ratio()
        if 2_000 < len(old) < 60_000 and 0.67 < alike < 0.998:
            yield by_word_diff(old, new)
            seen += 1
            if seen == most:
                return
