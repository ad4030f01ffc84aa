"""Annotations: one reviewer's codings of one source, as they stand in a file.

The field names are the file format ``stancebook/annotation/1``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from stancebook.model.answer import BOTH, Answer, Value, value_key
from stancebook.model.base import STRICT, Model, share_field_names
from stancebook.model.digest import digest
from stancebook.model.ids import Id
from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = "stancebook/annotation/1"
CONTEXT: Final = 32
"""Code points of context kept on each side of a quote."""

Offset = Annotated[int, Field(ge=0)]
StrictValue = Annotated[Value, Field(union_mode="left_to_right")]
"""Strict types exclude one another, so the first that fits is the one: a third faster than weighing them all."""
TIME: Final = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"
When = Annotated[str, StringConstraints(pattern=TIME)]


@dataclass(frozen=True, slots=True, config=STRICT)  # no model: of these there are most, and it is half as large
class Evidence:
    """A verbatim quote with its place in the source.

    Attributes:
        start: First code point of the quote in the source's body.
        end: One past its last.
        quote: The words, exactly as they stand there.
        prefix: Up to 32 code points before.
        suffix: Up to 32 code points after.
        for_value: The value it supports, where a criterion wants a quote for each; ``for`` in files.
    """

    start: Offset
    end: Offset
    quote: Annotated[str, StringConstraints(min_length=1)]
    prefix: str
    suffix: str
    for_value: Annotated[str | None, Field(alias="for")]

    @classmethod
    def at(cls, text: str, start: int, end: int, for_value: str | None = None) -> Self:
        """Return the passage ``text[start:end]`` as evidence, with its context.

        Raises:
            StancebookError: Where the text has no such passage.
        """
        if not 0 <= start < end <= len(text):
            raise StancebookError(f"there is no passage from {start} to {end} in a text of {len(text)} characters")
        return cls(
            start=start,
            end=end,
            quote=text[start:end],
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
            for_value=for_value,
        )

    @property
    def key(self) -> tuple[int, int, str]:
        """What sorts it among others, and tells two apart."""
        return (self.start, self.end, self.for_value or "")


class Judgement(Model):
    """What a coding and an attributed position share."""

    value: StrictValue | None
    off_scale: str | None
    evidence: tuple[Evidence, ...]
    note: str
    at: When | None
    rev: str

    @property
    def answer(self) -> Answer:
        """The answer it holds; a set in the one order that makes equal sets equal answers."""
        value = tuple(sorted(self.value)) if isinstance(self.value, tuple) else self.value
        return Answer(value, self.off_scale)

    @property
    def given(self) -> bool:
        """Whether there is an answer at all."""
        return self.value is not None or self.off_scale is not None

    @property
    def supporting(self) -> tuple[Evidence, ...]:
        """The quotes that its answer rests on."""
        unchosen = self.unchosen
        return tuple(one for one in self.evidence if one not in unchosen) if unchosen else self.evidence

    @property
    def unchosen(self) -> tuple[Evidence, ...]:
        """The quotes for a value that is not its answer: they are kept, and are evidence of nothing it says."""
        for one in self.evidence:  # a plain loop: it is asked of every coding again and again, mostly in vain
            if one.for_value is not None:
                break
        else:
            return ()
        if not self.given:
            return ()
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        chosen = {value_key(one) for one in values if one is not None}
        return tuple(one for one in self.evidence if one.for_value is not None and one.for_value not in chosen)

    def sealed(self) -> Self:
        """Return it in the one order in which files keep it, with ``rev`` made anew."""
        tidy: dict[str, Any] = {"evidence": tuple(sorted(self.evidence, key=lambda evidence: evidence.key))}
        if isinstance(self.value, tuple):
            tidy["value"] = tuple(sorted(self.value))
        if isinstance(self, Coding):
            tidy["rules"] = tuple(sorted(set(self.rules)))
        sealed = self.model_copy(update=tidy)
        return sealed.model_copy(update={"rev": sealed.expected_rev})

    @property
    def expected_rev(self) -> str:
        """What ``rev`` must be: 16 hex digits over everything else."""
        return digest(self.model_dump(mode="json", by_alias=True, exclude={"rev"}), 16)


class Coding(Judgement):
    """One reviewer's answer to one criterion for one source. Value and off_scale None: not coded.

    Attributes:
        asked: Digest of the criterion's meaning when it was coded; None where unknown.
        confidence: On the rubric's confidence scale, or None.
        independent: False where it was made after seeing another's coding of the source.
        rules: Ids of the decision rules it rests on.
        version: The rubric's version when it was coded; None where unknown.
    """

    asked: str | None
    confidence: int | None
    independent: bool
    rules: tuple[str, ...]
    version: str | None

    @property
    def state_unknown(self) -> bool:
        """Whether it is not known what its question meant when it was answered, as where it was imported."""
        return self.asked is None and self.given

    @property
    def revs(self) -> tuple[str, ...]:
        """Its ``rev``, behind those it had if its version, or what was asked, was noted later: that judges nothing."""
        less: list[dict[str, None]] = [{"asked": None, "version": None}] if self.version else []
        less += [{"asked": None}] if self.asked else []
        return (*(self.model_copy(update=one).sealed().rev for one in less), self.rev)

    def was(self, rev: str) -> bool:
        """Whether this is the coding that had a ``rev``, as far as anybody judged."""
        return rev == self.rev or rev in self.revs

    @property
    def independence_unknown(self) -> bool:
        """Whether it is not known when it was made, and so not whether before its reviewer had seen another's."""
        return self.at is None and self.independent and self.given


# Not validated, nor its rev worked out: a validator takes longer to make than all else here, and some need none.
BLANK: Final = Coding.model_construct(
    value=None,
    off_scale=None,
    evidence=(),
    note="",
    at=None,
    rev="6a7f76ef267655c0",
    asked=None,
    confidence=None,
    independent=True,
    rules=(),
    version=None,
)
"""A criterion that is not coded."""


class Attributed(Judgement):
    """A stance that the source reports somebody else to hold; never mixed into the source's own."""

    actor: Annotated[str, StringConstraints(min_length=1)]
    actor_type: str | None
    criterion: Id


class Annotation(Model):
    """All codings of one source by one reviewer.

    ``codings`` holds every criterion of the rubric, and verbatim whatever else the file held.
    ``state`` is the reviewer's declaration, ``source_sha256`` the text they read.
    """

    schema_: Literal["stancebook/annotation/1"] = Field(default=SCHEMA, alias="schema")
    rubric: Id
    reviewer: Id
    source: Id
    source_sha256: str
    state: Literal["draft", "complete"]
    codings: dict[Id, Coding]
    attributed: tuple[Attributed, ...]
    note: str
    flag: str
    revealed_at: When | None

    @model_validator(mode="after")
    def _one_answer_each(self) -> Self:
        # Once for all, not once for each: there are many, and calls from the validator are what takes its time.
        for part, judgements in (("codings", self.codings.items()), ("attributed", enumerate(self.attributed))):
            for name, judgement in judgements:
                if judgement.value is not None and judgement.off_scale is not None:
                    raise PydanticCustomError("both", BOTH, {"below": (part, name)})
        share_field_names(Coding, self.codings.values())
        return self

    @property
    def complete(self) -> bool:
        """Whether the reviewer has declared it complete."""
        return self.state == "complete"

    @property
    def begun(self) -> bool:
        """Whether it says anything; one that was made only to note that others' codings were seen does not."""
        if self.complete or self.attributed or self.note or self.flag:
            return True
        return any(coding.given or coding.evidence or coding.note for coding in self.codings.values())

    @property
    def quotes(self) -> Iterator[Evidence]:
        """Every quote in it, those of attributed positions too."""
        return (quote for judgement in (*self.codings.values(), *self.attributed) for quote in judgement.evidence)

    def coding(self, criterion_id: str) -> Coding:
        """Return the coding of a criterion; a blank one where there is none."""
        return self.codings.get(criterion_id, BLANK)

    @classmethod
    def new(cls, rubric: str, criteria: tuple[str, ...], reviewer: str, source: str, source_sha256: str) -> Self:
        """Return an annotation in which nothing is coded yet."""
        return cls(
            rubric=rubric,
            reviewer=reviewer,
            source=source,
            source_sha256=source_sha256,
            state="draft",
            codings=dict.fromkeys(criteria, BLANK),
            attributed=(),
            note="",
            flag="",
            revealed_at=None,
        )

    def to_json(self) -> str:
        """Return the file's text: sorted keys, two spaces, every key present, a final newline."""
        data = self.model_dump(mode="json", by_alias=True)
        return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
