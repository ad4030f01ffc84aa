"""The check of one annotation that could be read: its answers, its quotes, its state."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import from_json, to_json

from stancebook.model.anchoring import is_verbatim
from stancebook.model.annotation import BLANK
from stancebook.model.applying import applying_in, why_not_asked
from stancebook.model.doubled import doubled
from stancebook.model.left_out import left_out, remark_on
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem
from stancebook.model.reanchor import reanchor
from stancebook.model.requirements import missing
from stancebook.model.staleness import what_became, why_lost, why_stale
from stancebook.workspace.findings import Finding
from stancebook.workspace.json_file import keys_given_twice
from stancebook.workspace.json_way import JsonWay
from stancebook.workspace.text_file import shown_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from stancebook.model.annotation import Annotation, Attributed, Coding, Evidence, Judgement
    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source
    from stancebook.model.staleness import Lost, Staleness
    from stancebook.model.study import Study
    from stancebook.workspace.yaml_tree import Loc

_BLANK: Final = BLANK.model_dump(mode="json", by_alias=True)
_CHANGED_OUTSIDE: Final = (
    "changed-outside",
    "changed outside Stancebook, or merged from two edits ('rev' does not fit); look at it and save it anew",
    (),
)
Found = tuple[str, str, "Loc"]
"""A rule's id, a sentence, and the part of the file to which it belongs."""
_Quoted = tuple[str, "Loc", int, "Evidence"]
"""What a quote is about, the part of the file that holds its judgement, its number there, and the quote."""


def check_annotation(
    annotation: Annotation, data: bytes, study: Study, sources: Collection[str] | None, *, path: Path, root: Path
) -> Iterator[Finding]:
    """Yield what is wrong with an annotation.

    Args:
        annotation: The annotation.
        data: The bytes of its file.
        study: The rubric and the sources that could be read.
        sources: The ids of all sources there are; None where that is not known.
        path: The file.
        root: The workspace's folder.
    """
    raw: dict[str, Any] = from_json(data)
    where = shown_path(path, root)
    same = to_json(raw, indent=2) + b"\n" == data  # soon told, and where it reads back to itself no key is lost
    twice = [] if same else keys_given_twice(data, where)
    yield from (Finding("repeated-key", one) for one in twice)
    found = list(_annotation_problems(annotation, raw, study, sources))
    way = JsonWay(data.decode(), twice=bool(twice)) if found else None
    for rule, message, loc in found:
        yield Finding(rule, Problem(where, message, *(way.key_of(loc) if way and loc else ())))


def _annotation_problems(
    annotation: Annotation, raw: dict[str, Any], study: Study, sources: Collection[str] | None
) -> Iterator[Found]:
    rubric, source = study.rubric, study.sources.get(annotation.source)
    if sources is not None and annotation.source not in sources:
        near = did_you_mean(annotation.source, sources)
        yield "no-source", f"there is no source '{annotation.source}'{near}", ("source",)
    yield from _state_problems(annotation, rubric)
    yield from _unasked_problems(annotation, rubric)
    quotes: list[_Quoted] = []
    twice = doubled(annotation, rubric)
    for criterion, coding in annotation.codings.items():
        as_read = raw["codings"].get(criterion)
        if as_read == _BLANK and criterion in rubric.by_id:
            continue
        at: Loc = ("codings", criterion)
        for rule, message, below in _coding_problems(coding, as_read, criterion, study, twice.get(criterion)):
            yield rule, f"{criterion}: {message}", (*at, *below)
        quoted = [(criterion, at, index, one) for index, one in enumerate(coding.evidence)]
        quotes += quoted
        unchosen = coding.unchosen if criterion in rubric.by_id else ()
        for _, _, index, quote in quoted if unchosen else ():
            if quote in unchosen:
                said = f"{criterion}: a quote is for '{quote.for_value}', which is not chosen; it counts nowhere"
                yield "unchosen", said, _words(at, index)
    for index, (attributed, as_read) in enumerate(zip(annotation.attributed, raw["attributed"], strict=False)):
        at = ("attributed", index)
        about = f"attributed to {attributed.actor}, {attributed.criterion}"
        for rule, message, below in _attributed_problems(attributed, as_read, rubric):
            yield rule, f"{about}: {message}", (*at, *(below or ("actor",)))
        quotes += [(about, at, index, one) for index, one in enumerate(attributed.evidence)]
    if source:
        yield from _text_problems(annotation, source, quotes)
        yield from _left_out(quotes, source, rubric)


def _words(at: Loc, index: int) -> Loc:
    """Return the part of the file in which the words of a judgement's quote stand."""
    return (*at, "evidence", index, "quote")


def _state_problems(annotation: Annotation, rubric: Rubric) -> Iterator[Found]:
    lacking = dict.fromkeys(criterion for criterion in rubric.by_id if criterion not in annotation.codings)
    for one in missing(annotation, rubric) if annotation.complete else ():
        if one.need == "legal_answer":  # told as a problem of its own
            continue
        since = " (added to the rubric since)" if one.criterion in lacking else ""
        lacking.pop(one.criterion, None)
        yield "requirement", f"complete, but {one.sentence}{since}", ("state",)
    if lacking:
        yield "lacks-criteria", f"lacks the criteria {', '.join(lacking)}; save it once more to add them", ("codings",)


def _unasked_problems(annotation: Annotation, rubric: Rubric) -> Iterator[Found]:
    """What was answered though it is not asked: it is kept, and counts nowhere."""
    for key, asked in applying_in(rubric, annotation).items():
        if asked is False and annotation.coding(key).given:
            why = why_not_asked(rubric, rubric.by_id[key], lambda name: annotation.coding(name).answer)
            yield "not-asked", f"{key}: answered, but not asked, {why}; left out of every figure", ("codings", key)


def _text_problems(annotation: Annotation, source: Source, quotes: list[_Quoted]) -> Iterator[Found]:
    all_stand = True
    for about, at, index, quote in quotes:
        if not is_verbatim(quote, source.body):
            all_stand = False
            rule, message = _quote_problem(quote, source)
            yield rule, f"{about}: {message}", _words(at, index)
    if all_stand and source.sha256 != annotation.source_sha256:
        message = "the source has changed since it was coded, though every quote stands there; stance reanchor notes it"
        yield "source-changed", message, ("source_sha256",)


def _left_out(quotes: list[_Quoted], source: Source, rubric: Rubric) -> Iterator[Found]:
    """What was quoted, perhaps on purpose, from parts that are not to be coded."""
    for about, at, index, quote in quotes if left_out(source, rubric) else ():
        if is_verbatim(quote, source.body) and (why := remark_on(source, rubric, quote.start, quote.end)):
            message = f"{about}: the quote at {quote.start} stands {why}: '{quote.quote[:80]}'"
            yield "left-out", message, _words(at, index)


def _quote_problem(quote: Evidence, source: Source) -> tuple[str, str]:
    found = reanchor(quote, source.body)
    now = found.evidence
    about = f"the quote at {quote.start} is not in {source.id} at that place"
    words = f"'{quote.quote[:80]}'"
    if now is None and found.kind == "ambiguous":
        places = ", ".join(str(place.start) for place in found.places[:5])
        return "quote-ambiguous", f"{about}; {found.doubt} (at {places}), so quote more words: {words}"
    if now is None:
        return "quote-lost", f"{about}; nothing like it is there any more: {words}"
    if found.doubt:
        reads = f"perhaps it is now '{now.quote[:80]}' (at {now.start}, {found.score:.2f}, {found.doubt})"
        return "quote-doubtful", f"{about}; {reads}: {words}"
    if found.same_words and now.start == quote.start:
        return "quote-moved", f"{about}, which ends at {now.end}, not at {quote.end}; stance reanchor mends it: {words}"
    if found.same_words:
        return "quote-moved", f"{about}; it moved to {now.start}, stance reanchor lets it follow: {words}"
    return "quote-edited", f"{about}; it now reads '{now.quote[:80]}' (at {now.start}, {found.score:.2f}): {words}"


def _coding_problems(
    coding: Coding, as_read: Any, criterion: str, study: Study, coded_too: str | None
) -> Iterator[Found]:
    """Yield what is wrong with a coding, with the part of it to which that belongs."""
    rubric = study.rubric
    if coded_too is not None:
        became = what_became(rubric, criterion, coding.answer)
        keep = f"stance code SOURCE --keep {coded_too} (or --keep {criterion})"
        yield "coded-twice", f"{became}; coded under both ids, its reviewer keeps one: {keep}", ()
        if not _rev_fits(coding, as_read):
            yield _CHANGED_OUTSIDE
        return
    why = why_stale(rubric, criterion, coding)
    yield from _judgement_problems(coding, as_read, criterion, rubric, why)
    if criterion not in rubric.by_id:
        return
    known = rubric.rule_ids[criterion]
    for index, rule in enumerate(coding.rules):
        if rule not in known:
            yield "rubric", f"there is no rule '{rule}'{did_you_mean(rule, known)}", ("rules", index)
    if coding.confidence is not None and coding.confidence not in rubric.confidence.scale:
        yield "rubric", f"confidence {coding.confidence} is not on the scale", ("confidence",)
    match why:
        case "meaning":
            yield "stale", "stale, its question means something else now", ()
        case "recode":
            yield "stale", "stale, the changelog asks for it anew", ()
        case _:  # an answer that is none any more was told of already
            pass


def _attributed_problems(attributed: Attributed, as_read: Any, rubric: Rubric) -> Iterator[Found]:
    answer = attributed.answer
    lost = why_lost(rubric, attributed.criterion, answer) if answer.given else None
    yield from _judgement_problems(attributed, as_read, attributed.criterion, rubric, lost)
    kinds = rubric.attributed.actor_type
    if attributed.actor_type is not None and kinds and attributed.actor_type not in kinds:
        near = did_you_mean(attributed.actor_type, kinds)
        yield "rubric", f"there is no actor type '{attributed.actor_type}'{near}", ("actor_type",)


def _judgement_problems(
    judgement: Judgement, as_read: Any, criterion: str, rubric: Rubric, lost: Staleness | Lost | None
) -> Iterator[Found]:
    answered: Loc = ("value",) if judgement.value is not None else ("off_scale",)
    if not _rev_fits(judgement, as_read):
        yield _CHANGED_OUTSIDE
    match lost:
        case "unknown" if criterion not in rubric.by_id:
            yield "rubric", f"the rubric has no such criterion{did_you_mean(criterion, rubric.by_id)}", ()
        case "unknown":
            yield "rubric", rubric.why_not_an_answer(criterion, judgement.answer) or "", answered
        case "old_terms":
            became = what_became(rubric, criterion, judgement.answer)
            yield "unmigrated", f"{became}; stance rubric migrate lets it follow", ()
        case "gone":
            why = what_became(rubric, criterion, judgement.answer)
            why = why or rubric.why_not_an_answer(criterion, judgement.answer) or ""
            yield "stale", f"stale, {why}; look at it again", ()


def _rev_fits(judgement: Judgement, as_read: Any) -> bool:
    """Return whether ``rev`` is what it must be.

    In a file as Stancebook writes it, the keys stand in the order of the digest: that saves sorting them again.
    """
    if isinstance(as_read, dict):
        plain = to_json({key: value for key, value in as_read.items() if key != "rev"})
        if hashlib.sha256(plain).hexdigest()[:16] == judgement.rev:
            return True
    return judgement.rev == judgement.expected_rev
