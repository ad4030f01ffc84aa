"""Where sentences begin. A guess that serves moving and selecting, never stored: only offsets are.

Every line feed ends a sentence. Patterns match runs as a whole and never try again inside one, so no text
takes more than linear time.
"""

import re

_CLOSERS = "\"'”’»›)\\]}*_」』）】》〉"
# A run of stops and whatever closes after it. Both runs are possessive: no text makes this quadratic.
_STOP = re.compile(f"([.!?…‼⁇⁈⁉]++|[。！？｡]++)[{_CLOSERS}]*+")
_FULL_WIDTH = frozenset("。！？｡")
_OPENERS = "\"'“‘«‹([{*_¿¡—–- "
_LONGEST_TOKEN = 24

_NEVER_LAST = frozenset(
    """
    mr mrs ms mx dr prof st sr sra srta gen gov sen rep hon rev fr msgr capt cmdr col lt maj sgt cpl pvt adm
    amb pres supt vs e.g i.e cf viz approx ca al resp lic ing dra
    """.split()  # noqa: SIM905 - forty quoted words are forty times harder to read
)
_BEFORE_NUMBER = frozenset(
    "no nos núm art arts fig figs eq sec secs sect ch chap vol vols p pp par para v ed op".split()  # noqa: SIM905
)
_MAYBE_LAST = frozenset(
    """
    inc ltd co corp llc bros jr etc est dept a.m p.m am pm jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue wed thu fri sat sun u.s u.k u.n e.u d.c ph.d b.a m.a ave blvd rd ft mt
    """.split()  # noqa: SIM905
)
# Words that open a sentence and are part of no name: "in the U.S. The" ends one, "the U.S. Senate" does not.
_STARTERS = frozenset(
    """
    a after all although among an and another as at because before but by despite during each even every
    finally first for from given he her here his how however i if in indeed instead it its last many meanwhile
    more moreover most my nearly no nor not now of on once one only or other our over perhaps please several
    she similarly since so some still such that the their then there these they this those though through thus
    to today under unlike until we what when where whether which while who why with yet you your
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]{1,24}")


def sentence_starts(shown: str, lead: re.Pattern[str] | None = None) -> list[int]:
    """Return where each sentence begins: at its first visible character.

    Args:
        shown: Text as `visible` returns it.
        lead: What stands before the words of a line and belongs to no sentence.

    Returns:
        Offsets in ascending order, at least one.
    """
    starts: list[int] = []
    begin, size = 0, len(shown)
    while begin <= size:
        end = shown.find("\n", begin)
        end = size if end < 0 else end
        marks = lead.match(shown, begin, end) if lead else None
        _line_starts(shown, marks.end() if marks else begin, end, starts)
        begin = end + 1
    return starts or [0]


def _line_starts(shown: str, begin: int, end: int, starts: list[int]) -> None:
    """Append the sentence starts of one line."""
    start = _skip_space(shown, begin, end)
    if start == end:
        return
    starts.append(start)
    for stop in _STOP.finditer(shown, start, end):
        after = _skip_space(shown, stop.end(), end)
        if after == end:
            return
        if stop.end() > starts[-1] and _ends_here(shown, starts[-1], stop, after):
            starts.append(after)


def _skip_space(shown: str, start: int, end: int) -> int:
    """Return the first position from `start` that is no white space, at most `end`."""
    while start < end and shown[start].isspace():
        start += 1
    return start


def _ends_here(shown: str, begin: int, stop: re.Match[str], after: int) -> bool:
    """Judge whether a stop, followed by `after`, ends the sentence that began at `begin`."""
    marks = stop[1]
    if marks[0] in _FULL_WIDTH:
        return True
    if after == stop.end():
        return False  # no space: a decimal, a domain, a file name
    opening = shown[after : after + 4].lstrip(_OPENERS)[:1]
    if opening.islower():
        return False
    return marks != "." or stop[0] != "." or _dot_ends(shown, begin, stop.start(), after)


def _dot_ends(shown: str, begin: int, dot: int, after: int) -> bool:
    """Judge a single dot by the word before it and the word behind it."""
    token = shown[max(begin, dot - _LONGEST_TOKEN) : dot].rsplit(None, 1)[-1:]
    word = token[0].lstrip(_OPENERS) if token else ""
    low = word.lower()
    if low in _NEVER_LAST:
        return False
    if low in _BEFORE_NUMBER and shown[after].isdigit():
        return False
    if word.isdigit():
        return dot - begin > len(word)  # "1. First" numbers a sentence
    initial = len(word) == 1 and word.isupper()
    if initial or low in _MAYBE_LAST or _is_dotted(word):
        while shown[after] in _OPENERS and after + 1 < len(shown):
            after += 1
        following = _WORD.match(shown, after)
        return following is not None and following[0].lower() in _STARTERS
    return True


def _is_dotted(word: str) -> bool:
    """Tell whether a word is letters with dots between them, like U.S and a.k.a."""
    return "." in word and all(len(part) == 1 and part.isalpha() for part in word.split("."))
