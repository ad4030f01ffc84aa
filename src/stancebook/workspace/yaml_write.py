"""YAML that the strict reader reads back as the same data."""

from __future__ import annotations

from typing import Any

import yaml

from stancebook.workspace.yaml_scalar import resolve
from stancebook.workspace.yaml_strict import is_strange


def dump_yaml(data: Any) -> str:
    """Return plain data as YAML, keys in their order.

    PyYAML quotes what YAML 1.1 would take for something else than text. What only YAML 1.2 takes for a number
    (``08``, ``1e3``), and what the reader refuses unless it is escaped, is quoted here.
    """
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def dump_line(data: Any) -> str:
    """Return plain data as YAML in one line, in brackets and braces."""
    text: str = yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf"), default_flow_style=True
    )
    return text.rstrip("\n")


def quoted(text: str) -> str:
    """Return a text of one line in double quotes, as it may stand anywhere in YAML written by hand.

    Raises:
        UnicodeEncodeError: Where the text holds half a character.
    """
    text.encode("utf-8")
    return yaml.dump(text, default_style='"', allow_unicode=not is_strange(text), width=float("inf")).rstrip("\n")


def plain(name: str) -> str:
    """Return an id as it may stand in YAML: in quotes only where some reader would take it for something else."""
    return yaml.dump(name, Dumper=_Dumper).removesuffix("...\n").rstrip("\n")


class _Dumper(yaml.SafeDumper):
    pass


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    # PyYAML does not know that y and n are truth values in YAML 1.1, of which it speaks.
    style = '"' if is_strange(text) or not _stays_text(text) or text in {"y", "n", "Y", "N"} else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _stays_text(text: str) -> bool:
    try:
        return bool(resolve(text) == text)
    except ValueError:
        return False


_Dumper.add_representer(str, _text)
