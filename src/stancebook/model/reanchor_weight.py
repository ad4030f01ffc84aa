"""Words whose change turns a sentence round: negations and numbers.

A quote in which only "not" is new is more than nine tenths the same, and says the opposite.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
# English, Spanish, German, French, Portuguese, Italian.
_NEGATIONS: Final = frozenset(
    """
    no not never none nor neither nobody nothing nowhere cannot without hardly scarcely
    nunca jamás nadie nada ningún ninguno ninguna tampoco ni sin
    nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder
    ne pas jamais aucun aucune rien personne sans non né mai nessuno nessuna niente senza
    não nem nenhum nenhuma ninguém sem
    """.split()  # noqa: SIM905 - read as sentences of words, by language
)


def differs_in_weight(one: str, other: str) -> bool:
    """Return whether two versions of a passage differ in a negation or a number."""
    return _weighty(one) != _weighty(other)


def _weighty(text: str) -> Counter[str]:
    words = (match[0].casefold().replace("’", "'") for match in _WORD.finditer(text))
    return Counter(
        "n't" if word.endswith("n't") else word
        for word in words
        if word[0].isdigit() or word in _NEGATIONS or word.endswith("n't")
    )
