"""The one exception of the package, and help for misspelt names."""

from collections.abc import Sequence


class AgreementError(ValueError):
    """Ratings or a request that cannot be used; the message is one line that says where and why."""


def check_name(kind: str, name: object, known: Sequence[str]) -> str:
    """Hand back ``name`` if it is one of ``known``.

    Args:
        kind: What the name names, for the message ("scale", "coefficient" …).
        name: What was asked for.
        known: The names there are.

    Raises:
        AgreementError: With the nearest known name.
    """
    if isinstance(name, str) and name in known:
        return name
    from difflib import get_close_matches

    near = get_close_matches(str(name), known, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise AgreementError(f"unknown {kind} {name!r}{hint} (known: {', '.join(known)})")
