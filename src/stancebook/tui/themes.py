"""The themes one can choose from. Whatever the theme, colour only adds to what glyphs and words say."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

_HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#6fd0ff",
    secondary="#d9b3ff",
    accent="#ffd24d",
    warning="#ffd24d",
    error="#ff8080",
    success="#7dff9b",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    text_alpha=1.0,
)
_HIGH_CONTRAST_LIGHT = Theme(
    name="high-contrast-light",
    primary="#003e8a",
    secondary="#5a1a8c",
    accent="#8a2b00",
    warning="#7a3300",
    error="#9c0000",
    success="#005c1a",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#e9e9e9",
    dark=False,
    text_alpha=1.0,
)

_LIGHT = Theme(
    name="light",
    primary="#004f8c",
    secondary="#5b3a8c",
    accent="#834b00",
    warning="#834b00",
    error="#a8201a",
    success="#1a6426",
    foreground="#1c1c1c",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#ecebe6",
    dark=False,
)

OURS: Final = (_LIGHT, _HIGH_CONTRAST, _HIGH_CONTRAST_LIGHT)
THEMES: Final = {
    "textual-dark": "Dark",
    "light": "Light",
    "high-contrast": "High contrast, dark",
    "high-contrast-light": "High contrast, light",
}
"""Their names, and what people are told."""
