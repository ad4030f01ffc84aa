import os

from textual import constants


def test_nothing_of_the_testers_own_settings_reaches_textual() -> None:
    assert constants.TEXTUAL_ANIMATIONS == "none"
    assert constants.COLOR_SYSTEM == "auto"
    assert "NO_COLOR" not in os.environ
    assert "TEXTUAL_COLOR_SYSTEM" not in os.environ
