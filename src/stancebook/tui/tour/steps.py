"""What the tour says, step by step, and how it knows that a step was done. No Textual."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.model.annotation import Annotation


@dataclass
class Seen:
    """What the reviewer has done so far.

    Attributes:
        annotation: Their annotation as it stands.
        commands: The commands they ran, in order.
        selecting: Whether something is selected.
        active: The id of the question with ▶ before it.
    """

    annotation: Annotation
    commands: list[str] = field(default_factory=list)
    selecting: bool = False
    active: str = ""

    def ran(self, *commands: str) -> bool:
        """Return whether one of these commands was run."""
        return any(one in self.commands for one in commands)


@dataclass(frozen=True)
class Step:
    """One thing to do.

    Attributes:
        words: What to do and what it is for; ``<evidence.mark>`` stands for that command's key.
        done: Tells whether it was done.
        question: The id of the question it is about, where it matters which is the active one.
    """

    words: str
    done: Callable[[Seen], bool]
    question: str = ""


STEPS = (
    Step(
        "On the left a text, on the right two questions. Read sentence by sentence: <read.sentence-next> goes on, "
        "<read.sentence-prev> back. Arrows, page keys, the mouse and h j k l work too. Press <read.sentence-next> now.",
        lambda seen: any(one.startswith("read.") for one in seen.commands),
    ),
    Step(
        "Go to the sentence that answers the first question: “The lane has done what it promised.” "
        "<evidence.mark> marks it as evidence. (Whole sentences need no selecting.)",
        lambda seen: bool(seen.annotation.coding("works").evidence),
        question="works",
    ),
    Step(
        "Now the answer, by its number: 1 for “It works”. The next question becomes the active one by itself.",
        lambda seen: seen.annotation.coding("works").given,
        question="works",
    ),
    Step(
        "Evidence can be shorter or longer than a sentence. At the last sentence, <select.grow> selects it, "
        "<read.word-next-extend> one word more, <read.sentence-next-extend> one sentence more; or drag with the mouse. "
        "Select something.",
        lambda seen: seen.selecting or bool(seen.annotation.coding("advice").evidence),
    ),
    Step(
        "<evidence.mark> marks what is selected, for the question with ▶ before it: Advice.",
        lambda seen: bool(seen.annotation.coding("advice").evidence),
        question="advice",
    ),
    Step(
        "The author wants to keep the lane and change something. Give that answer by its number, or click it.",
        lambda seen: seen.annotation.coding("advice").given,
        question="advice",
    ),
    Step(
        "Nothing here is final, so nothing asks “are you sure?”. <edit.undo> takes back the last change, "
        "even tomorrow; <edit.redo> makes it again. Try <edit.undo>, then <edit.redo>.",
        lambda seen: seen.ran("edit.undo") and seen.ran("edit.redo"),
    ),
    Step(
        "What exactly does a question mean? <help.criterion> shows its definition, rules and examples; "
        "<help> shows every key; <app.palette> finds a command by its words. Look at one of them, and leave with esc.",
        lambda seen: seen.ran("help", "help.criterion", "app.palette"),
    ),
    Step(
        "Every change was saved the moment you made it: the line below says so. When all is there, <source.submit> "
        "completes a source, and goes on to the next. If something is missing, it says what, and goes there.",
        lambda seen: seen.annotation.complete,
    ),
)
END = (
    "That was a whole coding. In your own study: stance annotate. More keys when you want them: <note.edit> notes, "
    "<confidence.up> <confidence.down> how sure, <attributed.add> what others are reported to think, "
    "<source.flag> flags. <app.back> leaves the tour; nothing of it stays."
)


QUESTIONS = {"works": "Works", "advice": "Advice"}
"""What the questions are called beside the text, by their ids."""


class Tour:
    """Where in the tour the reviewer is."""

    def __init__(self) -> None:
        self.number, self._active = 0, ""

    def look(self, seen: Seen) -> bool:
        """Go on past every step that was done, return whether there is something else to say."""
        before = self.words
        self._active = seen.active
        while self.number < len(STEPS) and STEPS[self.number].done(seen):
            self.number += 1
        return self.words != before

    @property
    def over(self) -> bool:
        """Whether every step was done."""
        return self.number == len(STEPS)

    @property
    def words(self) -> str:
        """What to do now."""
        if self.over:
            return END
        step = STEPS[self.number]
        if self._active and step.question not in ("", self._active):
            here, there = QUESTIONS[self._active], QUESTIONS[step.question]
            return f"▶ is before {here} now, and this is about {there}: press <code.next> first. Then: {step.words}"
        return step.words

    @property
    def title(self) -> str:
        """How far one is."""
        return "Done" if self.over else f"Step {self.number + 1} of {len(STEPS)}"
