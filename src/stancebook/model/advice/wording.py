"""What words give away: that an answer collects silence, that two labels look alike, that two texts say the same."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple, Self

SILENCE: Final = re.compile(
    r"\b(silen(t|ce)|no (information|info|mention|evidence|statement|position|opinion|stance|view|data)"
    r"|not? (\w+ )?(mention|address|discuss|state|report|cover|raise|said|specified|given|available|applicable)\w*"
    r"|(does|do|did) not (\w+ )?(say|tell|mention|address|discuss|take up|raise|cover)"
    r"|(un|not )(known|clear|stated|specified)|(cannot|can't|could not) (be )?(tell|told|say|know|judged?|determined?)"
    r"|don't know|dont know|missing|n/?a|not? sure|no answer|absent)\b",
    re.IGNORECASE,
)
"""Words by which the middle of a scale is made to collect what is no position."""
NOTHING_SAID: Final = re.compile(
    r"\b(silen(t|ce)|nothing|none|absent|neither|too little"
    r"|no (\w+ )?(information|info|mention|recommendation|statement|answer|such|topic|matter|policy|position)"
    r"|not? (\w+ )?(mention|address|discuss|state|report|cover|raise|said|specified|given|available|applicable)\w*"
    r"|(does|do|did) not (\w+ )?(say|tell|ask|mention|address|discuss|take|raise|cover|contain|propose)"
    r"|unstated|unmentioned|unaddressed|proposes nothing|n/?a)\b",
    re.IGNORECASE,
)
"""Words of an off-scale answer that is right where a text is silent."""

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 6
_FEW: Final = 4
_COMMON: Final = re.compile(
    "about|also|author|because|been|being|both|does|each|else|from|have|holds?|into|itself|more|most|much|must|only|other"
    "|over|same|should|some|source|such|text|than|that|their|them|then|there|these|they|this|those|through|under|upon"
    "|very|what|when|where|which|while|with|without|would"
)
# Letters of other alphabets that look like Latin ones, after folding.
_TWINS: Final = str.maketrans("аеорсухіѕјһԁԛԝνоαρτικ", "aeopcyxisjhdqwvoaptik")
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def looks(label: str) -> str:
    """Return what is left of a label for a hasty eye: no case, no space, no alphabet, no punctuation but + and -."""
    plain = unicodedata.normalize("NFKC", label).casefold().translate(_TWINS).translate(_DASHES)
    return "".join(one for one in plain if one.isalnum() or one in "+-") or plain


class Words(NamedTuple):
    """What a text says, for comparison with others.

    Attributes:
        whole: The text without case, space and punctuation.
        stems: The beginnings of its longer words, without the commonest.
    """

    whole: str
    stems: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the words of a text."""
        words = (word for word in _WORD.findall(text.casefold()) if not _COMMON.fullmatch(word))
        return cls(looks(text), frozenset(word[:_STEM] for word in words))

    def shared(self, other: Words) -> float:
        """Return how much two texts say in the same words: 1 where the shorter one says nothing of its own.

        Of the shorter text's longer words, the share that the other has too. 0 where it has too few to tell, unless
        both texts are the same.
        """
        if self.whole == other.whole:
            return 1.0
        fewer = min(len(self.stems), len(other.stems))
        return len(self.stems & other.stems) / fewer if fewer >= _FEW else 0.0
