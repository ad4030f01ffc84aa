"""The kinds of advice. Their names stand in people's CI and never change their meaning."""

from __future__ import annotations

from typing import Final, NamedTuple

Loc = tuple[str | int, ...]


class Kind(NamedTuple):
    """A kind of advice.

    Attributes:
        title: What is the matter, in a few words.
        help: What to do about it.
    """

    title: str
    help: str


KINDS: Final = {
    "no-definition": Kind("A criterion without a definition", "Say in a sentence or two what is judged."),
    "no-rules": Kind("A criterion without decision rules", "Say what to answer where two answers seem possible."),
    "no-examples": Kind("A criterion without examples", "Make up a short passage for the answers most often confused."),
    "not-a-question": Kind("A question that asks nothing", "Ask one question, and end it with a question mark."),
    "undefined-values": Kind("Values without definitions", "Say when each value is the right answer."),
    "alike-labels": Kind("Labels that look alike", "Give each answer a label that nobody can mistake for another."),
    "alike-definitions": Kind(
        "Definitions that say nearly the same", "Say in each what the other lacks, or settle it by a rule."
    ),
    "middle-collects-silence": Kind(
        "A scale whose middle collects silence",
        "Keep the middle for texts that weigh both sides, and offer an off-scale answer for silence.",
    ),
    "no-answer-for-silence": Kind(
        "No answer for a text that is silent", "Offer an off-scale answer such as not_addressed."
    ),
    "scale-order": Kind("A scale out of order", "List the values from one end to the other."),
    "catch-all": Kind("A catch-all without a note", "Let it require a note: requires_note: true."),
    "unbounded": Kind("A number without limits", "Give min, max and unit, so that a slip of the finger is caught."),
    "quote-for-no": Kind(
        "A quote required for no", "Write for_yes: what is not there cannot be quoted, and any quote would do."
    ),
    "same-symbol": Kind("A symbol that stands for two answers", "Give each off-scale answer a symbol of its own."),
    "unused": Kind("Something that nothing uses", "Use it or take it out."),
    "unknown-mention": Kind("A text that names what the rubric does not have", "Name what there is."),
    "version": Kind("A version that the changelog does not tell of", "Say in the changelog what changed, and why."),
}


class Advice(NamedTuple):
    """One piece of advice.

    Attributes:
        kind: Which of ``KINDS``.
        loc: The part of the rubric that it is on, as a path in the file.
        message: A sentence: what is the matter, and what would be better.
    """

    kind: str
    loc: Loc
    message: str

    def below(self, *path: str | int) -> Advice:
        """Return the same advice on a part that lies below ``path``."""
        return self._replace(loc=(*path, *self.loc))
