"""``stance reanchor``: quotes follow their source after it was corrected."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from stancebook.cli.options import output_options
from stancebook.cli.progress import working
from stancebook.cli.session import Session, emit, say, session_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stancebook.model.reanchor_annotation import Anchor
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source

NAMES = {
    "exact": "at its place",
    "moved": "moved",
    "edited": "edited",
    "confirm": "to confirm",
    "ambiguous": "ambiguous",
    "lost": "lost",
}


@dataclass(frozen=True)
class Followed:
    """What became of one annotation's quotes.

    Attributes:
        reviewer: Whose annotation it is.
        source: Of which source.
        anchors: Its quotes, found again.
        taken: The numbers of those taken over.
        own: Whether it is the asking reviewer's own; of others' only counts are shown.
    """

    reviewer: str
    source: str
    anchors: list[Anchor]
    taken: frozenset[int]
    own: bool

    def count(self) -> Counter[str]:
        """Return how many quotes there are of each kind."""
        return Counter(self.word(one) for one in self.anchors)

    def word(self, anchor: Anchor) -> str:
        """Return what became of a quote in one word."""
        if anchor.number in self.taken:
            return anchor.found.kind
        return "confirm" if anchor.standing in {"moved", "edited"} else anchor.standing


@dataclass(frozen=True)
class Wanted:
    """Whose quotes of which source are to follow, and how far.

    Attributes:
        asking: The reviewer who asks, if known.
        source: The one source, or None for all.
        everybody: Whether others' annotations follow too.
        doubtful: Whether the reviewer takes the proposals for doubtful ones.
    """

    asking: str | None
    source: str | None
    everybody: bool
    doubtful: bool

    def has(self, reviewer: str, source: str) -> bool:
        """Return whether an annotation is among them."""
        return (self.everybody or reviewer == self.asking) and self.source in {None, source}

    def take(self, reviewer: str) -> Callable[[Anchor], bool]:
        """Return which quotes of a reviewer may be taken over: words change only for the one whose they are."""
        from stancebook.model.reanchor_annotation import certain, proposed, words_stay

        if reviewer != self.asking:
            return words_stay
        return proposed if self.doubtful else certain


@click.command("reanchor")
@click.argument("source", metavar="[SOURCE]", required=False)
@click.option("--dry-run", is_flag=True, help="Say what would be done and change nothing.")
@click.option("--accept-doubtful", is_flag=True, help="Take the proposed passage of your doubtful quotes too.")
@click.option("--all", "everybody", is_flag=True, help="Others' annotations too, where no word of a quote changes.")
@output_options("terminal", "json")
@session_options
def command(
    *,
    session: Session,
    source: str | None,
    dry_run: bool,
    accept_doubtful: bool,
    everybody: bool,
    form: str,
    output: str | None,
) -> None:
    """Let quotes follow the text of SOURCE, or of every source, after it was corrected.

    Quotes found for certain get their place of today; doubtful and lost ones stay as they are and are listed.
    Answers never change, and stance code --undo takes it back. A decision that rests on a coding whose
    quotes follow is outdated by it: it waits to be looked at again.
    """
    from stancebook.model.problems import StancebookError

    book = session.workspace.rubric(session.rubric_id)
    if source is not None:
        source = session.source_id(source, writes=not dry_run)
        session.workspace.source(source)
    asking = session.asking if everybody else session.reviewer()
    if accept_doubtful and asking is None:
        raise StancebookError("--accept-doubtful confirms your own quotes: name yourself with --reviewer ID")
    wanted = Wanted(asking, source, everybody=everybody, doubtful=accept_doubtful)
    if not any(wanted.has(path.parent.name, path.stem) for path in session.workspace.annotation_paths(book.id)):
        say(f"{asking or 'nobody'} has no annotations {'of that source' if source else 'here'}")
    with working("finding quotes again"):
        found = list(_followed(session, book, wanted))
        for one, text in [] if dry_run else found:
            _write(session, book, wanted, one, text)
    done = [one for one, _ in found]
    emit(_json(done, dry_run=dry_run) if form == "json" else _text(done, dry_run=dry_run), output)


def _followed(session: Session, rubric: Rubric, wanted: Wanted) -> Iterator[tuple[Followed, Source]]:
    """Yield what would become of each annotation whose source has changed."""
    from stancebook.model.reanchor_annotation import reanchor_annotation
    from stancebook.workspace.annotation_file import read_annotation

    workspace = session.workspace
    for path in workspace.annotation_paths(rubric.id):
        if not wanted.has(path.parent.name, path.stem) or path.stem not in workspace.source_paths:
            continue
        annotation = read_annotation(path, workspace.root, to_edit=True)
        source = workspace.source(annotation.source)
        anchors = reanchor_annotation(annotation, source)
        if not anchors and annotation.source_sha256 == source.sha256:
            continue
        own, take = annotation.reviewer == wanted.asking, wanted.take(annotation.reviewer)
        taken = frozenset(one.number for one in anchors if one.found.evidence and take(one))
        yield Followed(annotation.reviewer, annotation.source, anchors, taken, own), source


def _write(session: Session, rubric: Rubric, wanted: Wanted, one: Followed, source: Source) -> None:
    from stancebook.model.reanchor_annotation import settled
    from stancebook.workspace.desk import Desk

    desk = Desk(session.workspace, rubric, source, one.reviewer)
    desk.replace(settled(desk.annotation, source, wanted.take(one.reviewer)))
    if (saved := desk.save()).clashes:
        say(f"{one.reviewer} is changing {', '.join(saved.clashes)} of {source.id} now; run it again for the rest")


def _text(done: list[Followed], *, dry_run: bool) -> str:
    from stancebook.model.visible import visible_line

    if not done:
        return "every quote stands at its place"
    lines = []
    for one in done:
        count = one.count()
        told = ", ".join(f"{count[kind]} {name}" for kind, name in NAMES.items() if count[kind])
        lines.append(f"{one.source} by {one.reviewer}: {told or 'no quotes'}")
        if one.own:
            lines += [f"  {_one(anchor, one.word(anchor))}" for anchor in one.anchors if one.word(anchor) != "exact"]
    total = sum((one.count() for one in done), Counter[str]())
    if dry_run:
        lines.append("nothing was changed (--dry-run)")
    if total["confirm"]:
        lines.append("to confirm: whoever coded it looks at it in stance annotate, or takes it with --accept-doubtful")
    if total["ambiguous"] or total["lost"]:
        lines.append("ambiguous and lost quotes are kept as they were coded; quote anew what still holds")
    return "\n".join(map(visible_line, lines))


def _one(anchor: Anchor, word: str) -> str:
    found, before = anchor.found, anchor.before
    about = anchor.criterion if anchor.actor is None else f"{anchor.criterion} ({anchor.actor})"
    quote, now = f"“{before.quote}”", found.evidence
    if word == "ambiguous":
        places = ", ".join(str(place.start) for place in found.places[:5])
        return f"{about}, {found.doubt} (at {places}): {quote}"
    if word == "lost" or now is None:
        return f"{about}, lost: {quote}"
    told = f"{about}, {NAMES[word]} ({found.doubt}, {found.score:.2f})" if found.doubt else f"{about}, {NAMES[word]}"
    reads = "" if now.quote == before.quote else f" now reads “{now.quote}”"
    return f"{told}, {before.start} → {now.start}: {quote}{reads}"


def _json(done: list[Followed], *, dry_run: bool) -> str:
    data = {
        "schema": "stancebook/reanchor/1",
        "dry_run": dry_run,
        "annotations": [
            {
                "source": one.source,
                "reviewer": one.reviewer,
                "count": {kind: one.count()[kind] for kind in NAMES},
                "quotes": [_data(anchor, one.word(anchor)) for anchor in one.anchors] if one.own else None,
            }
            for one in done
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _data(anchor: Anchor, word: str) -> dict[str, object]:
    from pydantic_core import to_jsonable_python

    found = anchor.found
    return {
        "criterion": anchor.criterion,
        "actor": anchor.actor,
        "became": word,
        "kind": found.kind,
        "score": round(found.score, 4),
        "rival": round(found.rival, 4),
        "method": found.method,
        "doubt": found.doubt,
        "before": to_jsonable_python(anchor.before, by_alias=True),
        "now": to_jsonable_python(found.evidence, by_alias=True),
        "places": [[place.start, place.end] for place in found.places],
    }
