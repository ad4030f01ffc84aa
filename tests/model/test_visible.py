import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stancebook.model.visible import DIRECTION, HYPHEN, INVISIBLE, LINE, PARAGRAPH, UNPRINTABLE, visible, visible_line

# Half of it from the characters that matter, so that their combinations come up.
NASTY = (
    "\x00\x07\x08\x09\x0a\x0d\x1b\x7f\x80\x85\x9b\x9d\xad\u061c\u200b\u200c\u200d\u200e\u202a\u202e\u2028\u2029"
    "\u2060\u2066\u2069\ufeff\ufff9\ufffe\U0001ffff\U000e0001\U000e0041\U000e0100\ufe00\ufe0e\ufe0f\u0301\u0489\u3164"
    "\ud800\udfff👩💻❤\U0001f3fb🏳🌈क\u094dक漢 ab"
)
any_text = st.one_of(
    st.text(st.characters(codec=None)), st.text(st.sampled_from(NASTY)), st.text(st.characters(), max_size=40)
)
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

HOSTILE = {
    "osc52": ("before \x1b]52;c;ZWNobyBwd25lZA==\x07 after\n", "before ␛]52;c;ZWNobyBwd25lZA==␇ after\n"),
    "osc8": (
        "\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\\n",
        "␛]8;;https://evil.example/␛\\click␛]8;;␛\\\n",
    ),
    "title, clear, C1": (
        "a\x1b]0;owned\x07\x1b[2J\x1b[H\x1b[31mred\x1b[?1049h\x9b31mC1-CSI\x90q\x9c\n",
        "a␛]0;owned␇␛[2J␛[H␛[31mred␛[?1049h\ufffd31mC1-CSI\ufffdq\ufffd\n",
    ),
    "carriage return": ("real text\roverwritten\x08\x08\x7f\n", "real text␍overwritten␈␈␡\n"),
    "nul": ("a\x00b\n", "a␀b\n"),
    "tab": ("a\tb", "a b"),
    "bidi": (
        "He said \u202eesoppo\u202c, the bill \u2066 hidden \u2069 \u200b\u2060\ufeff\xad end\n",
        f"He said {DIRECTION}esoppo{DIRECTION}, the bill {DIRECTION} hidden {DIRECTION} {INVISIBLE * 3}{HYPHEN} end\n",
    ),
    "bidi, not closed": ("title \u202e never closed\nnext line\n", f"title {DIRECTION} never closed\nnext line\n"),
    "tag characters": (
        "visible\U000e0069\U000e0067\U000e006e\U000e006f\U000e0072\U000e0065\n",
        f"visible{INVISIBLE * 6}\n",
    ),
    "noncharacters": ("a\ufffe\uffff\U0010ffffb\n", f"a{UNPRINTABLE * 3}b\n"),
    "lone surrogate": ("a\ud800b", f"a{UNPRINTABLE}b"),
    "line separators": ("\u2028\u2029\x85", f"{LINE}{PARAGRAPH}{LINE}"),
    "selectors smuggle": ("a\U000e0101\U000e0102漢\ufe00\ufe01", f"a{INVISIBLE * 2}漢\ufe00{INVISIBLE}"),
    "joiner hides": ("a\u200db 👩\u200dx", f"a{INVISIBLE}b 👩{INVISIBLE}x"),
}
FAITHFUL = {
    "emoji": "👩\u200d💻 ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈 👍🏽 👩🏽\u200d🤝\u200d👨🏻",
    "persian": "می\u200cخواهم",
    "sinhala": "ක්\u200dර",
    "devanagari": "क्\u200dष",
    "vietnamese": "Việt Nam, e\u0301",
    "typography": "“quoted” – it’s…\xa0€",
    "markup": "[bold red]x[/] [@click=app.quit]z[/] <script>alert(1)</script>",
    "hebrew, arabic": "שלום سلام",
    "chinese": "他说：“不。”",
}


@settings(deadline=None)  # the machine may be busy
@given(any_text)
def test_no_code_point_is_added_or_lost(text: str) -> None:
    assert len(visible(text)) == len(visible_line(text)) == len(text)


@settings(deadline=None)  # the machine may be busy
@given(any_text)
def test_nothing_that_commands_a_terminal_or_hides_is_left(text: str) -> None:
    shown = visible(text)
    assert not FORBIDDEN.search(shown)
    assert all(
        unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} or character == "\n" for character in shown
    )


@settings(deadline=None)  # the machine may be busy
@given(any_text)
@example("❤\u200d\ufe0f\u200d❤")
@example("\u202e\ufe0f\u200d💻")
def test_twice_is_once(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert visible_line(visible_line(text)) == visible_line(text)


@settings(deadline=None)  # the machine may be busy
@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_printable_ascii_stays(text: str) -> None:
    assert visible(text) == text


@settings(deadline=None)  # the machine may be busy
@given(any_text)
def test_one_line_has_one_line(text: str) -> None:
    assert len(visible_line(text).splitlines()) <= 1


@pytest.mark.parametrize(("text", "shown"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_shown_for_what_it_is(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", FAITHFUL.values(), ids=FAITHFUL)
def test_honest_text_stays(text: str) -> None:
    assert visible(text) == text


def test_a_line_feed_shows_in_one_line() -> None:
    assert visible("a\nb") == "a\nb"
    assert visible_line("a\nb") == f"a{LINE}b"


def test_a_heap_of_marks_is_levelled() -> None:
    shown = visible("e" + "\u0301" * 5000)
    assert len(shown) == 5001
    assert shown.count("\u0301") == 8


def test_a_character_is_shown_alike_alone_and_beside_others() -> None:
    for character in map(chr, range(0x3000)):
        assert visible(character) == visible(f"{character}漢")[0]
