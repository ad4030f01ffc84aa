"""Markdown is shown well, and stays the text of the file to the last character."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancebook.tui.text.markdown_spans import MarkdownSpans
from stancebook.tui.text_model import TextModel
from stancebook.workspace.workspace import Workspace

from .conftest import annotate, shown

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from stancebook.tui.app import StancebookApp

    Make = Callable[..., StancebookApp]

WRITING = st.text(alphabet="ab *_`~#>-1.[]()\\\n=é👩", max_size=200)


def looks(text: str) -> dict[str, list[str]]:
    """Return what each kind of piece covers, line by line, each piece once."""
    spans = MarkdownSpans(text)
    found: dict[str, list[str]] = {}
    seen = set()
    start = 0
    for line in text.split("\n"):
        for piece in spans.touching(start, start + len(line) + 1):
            if piece not in seen and piece[0] < piece[1]:
                seen.add(piece)
                found.setdefault(piece[2], []).append(text[piece[0] : piece[1]])
        start += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("# One\n\n###### Six ##\n\n####### no\n\n#no", "heading", ["One", "Six"]),
        ("A title\n=======\n\nAnother\n---", "heading", ["A title", "Another"]),
        ("two lines\nof text\n---", "heading", []),
        ("- a\n* b\n+ c\n12. d\n3) e\n1968. a year", "bullet", ["-", "*", "+", "12.", "3)"]),
        ("> said\n> > twice", "quote", ["said", "twice"]),
        ("*a* _b_ a*b*c snake_case_name 2 * 3 * 4", "emphasis", ["a", "b", "b"]),
        ("**a** __b__ **a *b* c**", "strong", ["a", "b", "a *b* c"]),
        ("***both***", "strong", ["both"]),
        ("*runs\non* over lines", "emphasis", ["runs\non"]),
        ("*ends with\n\nthe* paragraph", "emphasis", []),
        ("~~gone~~ ~not~", "struck", ["gone"]),
        ("`**a**` ``b ` c`` `open", "code", ["**a**", "b ` c"]),
        ("```py\n*x*\n```\n*y*", "emphasis", ["y"]),
        ("see [the *report*](http://x.y/a_(b)_c) [sic] [text](#)", "link", ["the *report*", "text"]),
        (r"\*no\* and \$145", "emphasis", []),
        (r"\$145", "markup", ["\\"]),
        ("a\n\n***\n\n- - -", "markup", ["***", "- - -"]),
        ("**open and *never closed", "strong", []),
    ],
)
def test_what_looks_like_what(text: str, kind: str, expected: list[str]) -> None:
    assert sorted(looks(text).get(kind, [])) == sorted(expected)


@given(WRITING, st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_pieces_lie_in_the_text_and_do_not_depend_on_which_line_is_asked_for_first(
    text: str, chance: random.Random
) -> None:
    model = TextModel(text, 10)
    lines = [model.line(y) for y in range(model.height)]
    fresh, spans = {line: MarkdownSpans(text).touching(*line) for line in lines}, MarkdownSpans(text)
    for line in chance.sample(lines, len(lines)):
        assert spans.touching(*line) == fresh[line]
        assert all(0 <= start <= end <= len(text) for start, end, _ in fresh[line])


@given(WRITING)
@settings(max_examples=200)
def test_sentences_of_markdown_cover_words_once_and_no_marks(text: str) -> None:
    model = TextModel(text, markdown=True)
    assert "".join(model.shown) == TextModel(text).shown
    last = 0
    for index in range(len(model.sentence_starts)):
        start, end = model.sentence(index)
        assert last <= start <= end
        assert "\n" not in model.shown[start:end]
        last = end


def test_a_sentence_leaves_the_marks_before_it_out() -> None:
    text = "# A title\n\n- First it fell. Then it rose.\n> - said *twice*\n\n1. Stop."
    model = TextModel(text, markdown=True)
    sentences = [text[slice(*model.sentence(index))] for index in range(len(model.sentence_starts))]
    assert sentences == ["A title", "First it fell.", "Then it rose.", "said *twice*", "Stop."]
    assert text[slice(*model.sentence_at(text.index("- First")))] == "First it fell."


@pytest.mark.parametrize("bit", ["*a ", "_", "`" * 7 + "a", "[", "](", "**a*", "> ", "- ", "# ", "```\n", "~~a"])
def test_no_markdown_is_slow(bit: str) -> None:
    for text in (bit * (200_000 // len(bit)), (bit * 20 + "\n") * 5_000):
        spans = MarkdownSpans(text)
        began = time.perf_counter()
        for start in (0, len(text) // 2, len(text) - 2):
            spans.touching(start, start + 80)
        assert time.perf_counter() - began < 1


async def test_only_markdown_files_are_shown_as_markdown(make_app: Make, workspace: Workspace) -> None:
    text = "# A *title*\n\nIt works.\n"
    for name in ("delta.md", "epsilon.txt"):
        (workspace.root / "seeds" / name).write_text(text, encoding="utf-8")
    app = make_app("delta", Workspace.at(workspace.root))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = annotate(app)
        assert "# A *title*" in shown(app)
        heading = [one for one in screen.reader.render_line(0) if "title" in one.text]
        assert heading[0].style
        assert (heading[0].style.bold, heading[0].style.italic) == (True, True)
        await pilot.press("e")
        (quote,) = screen.desk.annotation.coding("works").evidence
        assert (quote.quote, quote.start) == ("A *title*", 2)
        await pilot.press("n")
        assert screen.desk.source.id == "epsilon"
        assert not any(one.style and one.style.bold for one in screen.reader.render_line(0) if "title" in one.text)
        assert screen.reader.selected_text == "# A *title*"
