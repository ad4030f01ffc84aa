"""What the cells of one row say of a coding: the answer, the details, the quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from stancebook.model.anchoring import place_words, places_of, quote_evidence
from stancebook.model.annotation import BLANK, Evidence
from stancebook.model.answer import Answer
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError, StancebookError
from stancebook.model.spreadsheet import guarded
from stancebook.model.staleness import why_stale
from stancebook.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.exchange.codings_table import CodingRow
    from stancebook.model.rubric import AnyCriterion, Rubric

_WHEN: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DIGEST: Final = re.compile(r"[0-9a-f]{8}")
_YES_OR_NO: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_OF_STATUS: Final = {"independent": "true", "seen": "false"}
"""What the column ``status`` of our own tables says of independence."""


def read_criterion(row: CodingRow, rubric: Rubric) -> AnyCriterion:
    """Return the criterion of a row; the only one there is, where none is named."""
    named = row["criterion"].strip()
    if named:
        return rubric.criterion(named)
    if len(rubric.criteria) == 1:
        return rubric.criteria[0]
    raise NotFoundError(f"no criterion is named, and the rubric has {len(rubric.criteria)}")


def read_answer(row: CodingRow, rubric: Rubric, criterion: AnyCriterion) -> Answer:
    """Return the answer of a row; one that is not given where its cells are empty."""
    value, off = row["value"].strip(), row["off_scale"].strip()
    if value and off:
        raise StancebookError(
            f"both a value ('{value[:40]}') and an off-scale answer ('{off[:40]}'); only one can hold"
        )
    if off and off not in criterion.off_scale:
        offered = did_you_mean(off, criterion.off_scale, answers=True)
        raise StancebookError(f"'{off[:80]}' is no off-scale answer of {criterion.id}{offered}")
    return rubric.parse_answer(criterion.id, value or off) if value or off else Answer()


def read_details(row: CodingRow, rubric: Rubric, criterion: AnyCriterion) -> dict[str, Any]:
    """Return what else a row says of a coding, by the coding's fields; its version is told by ``read_state``."""
    details: dict[str, Any] = {"note": row["note"].strip(), **_when(row)}
    if text := row["confidence"].strip():
        if not text.isdecimal() or int(text) not in rubric.confidence.scale:
            scale = rubric.confidence.scale
            raise StancebookError(f"confidence '{text[:40]}' is not on the scale {min(scale)} to {max(scale)}")
        details["confidence"] = int(text)
    rules = tuple(sorted({rule.strip() for rule in row["rules"].replace(";", ",").split(",") if rule.strip()}))
    known = rubric.rule_ids[criterion.id]
    for rule in rules:
        if rule not in known:
            raise StancebookError(f"{criterion.id} has no rule '{rule[:40]}'{did_you_mean(rule, known)}")
    return {**details, "rules": rules}


def read_state(
    row: CodingRow,
    rubric: Rubric,
    criterion: str,
    answer: Answer,
    *,
    version: str | None,
    recorded: Callable[[str, str], str | None],
) -> dict[str, Any]:
    """Return under which version of the rubric a coding was made, and what its question meant then.

    Args:
        row: The row.
        rubric: The rubric as it is.
        criterion: The criterion's id.
        answer: The row's answer.
        version: The version of all rows that name none.
        recorded: What the question of a criterion meant in an older version, as codings of the study record it.

    Raises:
        StancebookError: Where the rubric never had that version, or the row is said to be stale and nothing shows it.
    """
    named = row["version"].strip() or version
    asked = row["asked"].strip() or None
    if asked and not (_DIGEST.fullmatch(asked) and named):
        wrong = f"asked '{asked[:40]}' should be 8 digits and letters, as Stancebook writes it, beside a version"
        raise StancebookError(wrong)
    if named is not None:
        require_version(rubric, named)
    if row["status"] == "stale" and asked is None:
        _must_be_stale(rubric, criterion, answer, named)
    elif named is not None and asked is None:
        asked = rubric.asked[criterion] if named == rubric.version else recorded(named, criterion)
    return {"version": named, "asked": asked} if named else {}


def _must_be_stale(rubric: Rubric, criterion: str, answer: Answer, version: str | None) -> None:
    """Refuse what is said to be stale where nothing but that shows it: it would count as an answer of today."""
    made = BLANK.model_copy(update={"value": answer.value, "off_scale": answer.off_scale, "version": version})
    if why_stale(rubric, criterion, made) is None:
        raise StancebookError(
            "coded under an older rubric (status stale), and what was asked then is not said: leave the row out, or "
            "say it in the columns version and asked"
        )


def require_version(rubric: Rubric, version: str) -> None:
    """Refuse a version that a rubric never had.

    Raises:
        StancebookError: Naming those that it and its changelog have.
    """
    known = dict.fromkeys([rubric.version, *(change.version for change in rubric.changelog)])
    if version not in known:
        raise StancebookError(
            f"the rubric never had a version '{version[:40]}'; it and its changelog name {', '.join(known)}"
        )


def _when(row: CodingRow) -> dict[str, Any]:
    """Return when a coding was made, and whether before its reviewer saw another's."""
    at = row["coded_at"].strip()
    said = row["independent"].strip() or _OF_STATUS.get(row["status"], "")
    independent = _YES_OR_NO.get(said.casefold()) if said else None
    if said and independent is None:
        raise StancebookError(f"independent '{said[:40]}' should be true or false")
    if at and not _WHEN.fullmatch(at):
        raise StancebookError(f"coded_at '{at[:40]}' should be a time like 2026-11-22T09:14:05Z")
    if at and independent is None:
        saying = "whether that was before its reviewer had seen another's: in the column independent, true or false"
        raise StancebookError(f"coded_at says when it was coded; say too {saying}")
    told = {"at": at or None, "independent": independent}
    return {name: value for name, value in told.items() if value is not None}


def read_quote(row: CodingRow, body: str, criterion: AnyCriterion, answer: Answer) -> Evidence:
    """Return the quote of a row as evidence.

    Raises:
        StancebookError: Where the text has no such quote, or not at the place that the row names.
    """
    for_value = row["for"].strip() or None
    if for_value is None and criterion.requires_evidence == "each" and is_single(answer):
        for_value = answer.value[0] if isinstance(answer.value, tuple) else None
    start, end = _offset(row, "start"), _offset(row, "end")
    if start is not None and end is not None and _reads(body[start:end], row["quote"]):
        return Evidence.at(body, start, end, for_value)
    found = quote_evidence(body, row["quote"], for_value=for_value, near=start, where=row["source"].strip())
    if start is not None and not 0 <= found.start - start <= len(row["quote"]) - len(row["quote"].lstrip()):
        stands = place_words(places_of(body, row["quote"]))
        text = f"{row['source'].strip()} ({len(body):,} characters)"
        raise StancebookError(
            f"the quote does not stand at {start} of {text} but at {stands}: correct start, or leave it out "
            "(--ignore start)"
        )
    return found


def is_unchosen(row: CodingRow) -> bool:
    """Return whether the quote of a row is for a value that was not chosen, as our own tables say.

    Raises:
        StancebookError: Where it does not say for which.
    """
    if row["role"] != "unchosen":
        return False
    if not row["for"].strip():
        raise StancebookError("role is unchosen; the column for should name the value that the quote is for")
    return True


def _offset(row: CodingRow, name: str) -> int | None:
    text = row[name].strip()
    if text and not text.isdecimal():
        raise StancebookError(f"{name} '{text[:40]}' should be a whole number")
    return int(text) if text else None


def _reads(passage: str, quote: str) -> bool:
    """Return whether a passage reads like this in a table, which may show what is hidden, and guard what computes."""
    return bool(passage) and quote in {passage, visible(passage), visible(guarded(passage))}


def is_single(answer: Answer) -> bool:
    """Whether an answer is a set of one value, which other rows may add to."""
    return isinstance(answer.value, tuple) and len(answer.value) == 1
