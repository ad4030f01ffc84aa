"""What an unquoted word means in YAML 1.2: ``no`` is a word."""

from __future__ import annotations

import re
from typing import Any

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+−]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+−]?(\.[0-9]{1,40}|[0-9]{1,40}(\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?")


def resolve(text: str) -> Any:
    """Return what an unquoted scalar means in YAML 1.2; a real minus sign (U+2212) counts as one.

    Raises:
        ValueError: Where it is a number no file needs.
    """
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text.replace("−", "-"))
    if _FLOAT.fullmatch(text):
        number = float(text.replace("−", "-"))
        if number in (float("inf"), float("-inf")):
            raise ValueError("a number too large; if it is a name, put it in quotes")
        return number
    if re.fullmatch(r"[-+]?[0-9]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", text):
        raise ValueError("a number too large or not finite; if it is a name, put it in quotes")
    return text
