"""What ``stance check`` looks for. The ids stand in SARIF files and in people's CI: they never change meaning."""

from __future__ import annotations

from typing import Final

from stancebook.workspace.findings import Rule

RULES: Final = {
    "file": Rule("A file is unusable", "Mend it at the place named, or restore it from git."),
    "conflict": Rule(
        "Two edits met in a file",
        "stance resolve goes through them one by one; in rubrics and sources, join them by hand.",
    ),
    "merged-by-line": Rule(
        "Git joins a file of the study line by line, without a conflict",
        "Take merge=union out, and look through what was joined; stance resolve joins such conflicts.",
    ),
    "setting": Rule("A setting names what is not there", "Correct it in the settings file."),
    "repeated-key": Rule("A file gives a key twice", "Keep one of each."),
    "rubric": Rule("An answer, rule or confidence that the rubric does not have", "Code it anew."),
    "requirement": Rule("Complete, but something required is missing", "Add it, or stance code --reopen."),
    "changed-outside": Rule("A coding was changed outside Stancebook", "Look at it and save it anew."),
    "lacks-criteria": Rule("An annotation lacks criteria of the rubric", "Save it once more."),
    "no-source": Rule("There is no such source", "Add it, or remove the annotation."),
    "source-changed": Rule("The source has changed; every quote still stands in it", "stance reanchor"),
    "quote-moved": Rule("A quote stands elsewhere in the source now", "stance reanchor"),
    "quote-edited": Rule("A quote reads a little differently in the source now", "Its reviewer: stance reanchor"),
    "quote-doubtful": Rule("A quote may read differently now", "Its reviewer confirms it: stance reanchor"),
    "quote-ambiguous": Rule("A quote may stand at several places now", "Its reviewer quotes more words."),
    "quote-lost": Rule("Nothing like a quote is left in the source", "Its reviewer quotes what still holds."),
    "stale": Rule("A question means something else now, or is asked anew", "Code it again, or --allow-stale."),
    "outlived": Rule(
        "same_meaning_as lists what was said of another meaning", "Take the digest out: stance rubric check"
    ),
    "frozen": Rule("A frozen version of the rubric that changed", "Take the change back, or raise the version."),
    "vanished": Rule(
        "The rubric's changelog names what the rubric does not have",
        "Correct the name, put it back, or say in a new version what became of it.",
    ),
    "mistyped-operation": Rule(
        "The rubric's changelog has an operation on an id that the version before did not have",
        "Name it as it was called before: stance rubric check",
    ),
    "unknown-operation": Rule(
        "The rubric's changelog has an operation on an id that nothing here knows",
        "Name it as it was called before: stance rubric check",
        advice=True,
    ),
    "unmigrated": Rule("It is in the terms of an older version of the rubric", "stance rubric migrate"),
    "coded-twice": Rule("A question is coded under two ids", "Its reviewer keeps one: stance code SOURCE --keep ID"),
    "decision": Rule("A decision does not fit the study", "Decide anew; the last decision counts."),
    "decision-outdated": Rule("A coding was changed since it was decided on", "stance adjudicate", advice=True),
    "not-asked": Rule(
        "An answer to what is not asked, given the other answers, which counts nowhere",
        "Leave it, or stance code --clear takes it back.",
        advice=True,
    ),
    "decision-not-asked": Rule(
        "A decision on what is not asked, given the other decisions, which has no effect",
        "Leave it, or decide otherwise what it hangs on.",
        advice=True,
    ),
    "state-unknown": Rule(
        "Nobody knows what the question of a coding meant",
        "stance import TABLE --rubric-version notes it.",
        advice=True,
    ),
    "left-out": Rule(
        "A quote from a part that is not to be coded", "Quote the text itself, if it is not meant.", advice=True
    ),
    "unchosen": Rule(
        "A quote for a value that is not chosen, which counts nowhere",
        "Choose the value, or take the quote away.",
        advice=True,
    ),
    "front-matter": Rule("Front matter has a key like a known one", "Correct it, if it was meant.", advice=True),
    "date": Rule("A date that programs do not understand", "Write it as EDTF, as in 2025-04-14.", advice=True),
    "unregistered": Rule("A reviewer is not registered", "Add them to reviewers.yaml.", advice=True),
}
