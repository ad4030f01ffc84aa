"""The one form of line ends in which offsets are counted."""


def normalise_newlines(text: str) -> str:
    """Return ``text`` with CRLF and CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
