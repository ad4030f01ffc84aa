"""Digests over canonical JSON."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

_CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(data: Any, length: int) -> str:
    """Return the first ``length`` hex digits of SHA-256 over ``data`` as canonical JSON.

    Canonical: keys sorted, no white space, UTF-8, no NaN.
    """
    return hashlib.sha256(_CANONICAL.encode(data).encode("utf-8")).hexdigest()[:length]
