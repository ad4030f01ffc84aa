"""How long a key takes in the reader: from the key to the last byte of the frame, over a real pseudo-terminal.

    python benchmarks/reader.py [--sizes 5 100 1000] [--presses 80] [--alone]

Each size (in thousand characters of Markdown, 2 % of them wide, with 400 overlapping spans of 8 criteria) is
opened in our reader and, beside it, in a read-only `TextArea`, what a Textual programmer would use instead. The
two budgets are those of the design; the exit status says whether they were kept.
"""

import argparse
import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

BUDGETS = {"word": 10.0, "sentence": 10.0, "page": 20.0}  # ms at the 95th percentile, 1 MB
KEYS = {"word": b"w", "sentence": b"s", "line": b"j", "evidence": b"\t", "select": b"S", "page": b" "}
COLUMNS, ROWS = 120, 40
QUIET = 0.05  # s without a byte: the frame is over
COMMON = ("the", "of", "and", "to", "in", "government", "security", "policy", "prison", "reform", "said", "would")
RARE = ("漢字", "国家", "naïve", "“model”", "👩\u200d💻", "**reform**", "*maras*", "[text](#)")
MARKS = ("", "", "", "# ", "- ", "> ")


def text_of(size: int) -> str:
    """Return a text of about `size` characters: paragraphs of sentences, the same every time."""
    chance = random.Random(size)  # noqa: S311 - nothing secret
    paragraphs: list[str] = []
    length = 0
    while length < size:
        sentences = []
        for _ in range(chance.randint(1, 6)):
            words = [chance.choice(RARE if chance.random() < 0.04 else COMMON) for _ in range(chance.randint(4, 24))]
            sentences.append(" ".join(words).capitalize() + ".")
        paragraphs.append(chance.choice(MARKS) + " ".join(sentences))
        length += len(paragraphs[-1]) + 1
    return "\n".join(paragraphs)[:size]


def spans_of(size: int) -> list[tuple[int, int, int]]:
    """Return 400 overlapping pieces of evidence: start, end, criterion."""
    chance = random.Random(size)  # noqa: S311
    starts = [chance.randrange(max(1, size - 400)) for _ in range(400)]
    return [(start, start + chance.randint(20, 400), chance.randint(1, 8)) for start in starts]


def run_reader(path: Path) -> None:
    """Show the text in our reader until killed."""
    from textual.app import App, ComposeResult
    from textual.binding import Binding

    from stancebook.tui.text_model import TextModel
    from stancebook.tui.widgets.reader import Reader, Span

    text = path.read_text(encoding="utf-8")

    class Page(App[None]):
        BINDINGS = [  # noqa: RUF012 - Textual's form
            Binding("w", "move('word', False)"),
            Binding("s", "move('sentence', False)"),
            Binding("S", "move('sentence', True)"),
            Binding("j", "move('line', False)"),
            Binding("space", "move('page', False)"),
            Binding("tab", "next_span", priority=True),
        ]

        def compose(self) -> ComposeResult:
            yield Reader(TextModel(text, markdown=True))

        def on_mount(self) -> None:
            reader = self.query_one(Reader)
            reader.set_spans((Span(*span) for span in spans_of(len(text))), active=1)
            reader.focus()
            reader.go_to(len(text) // 3)

        def action_move(self, unit: str, extend: bool) -> None:
            getattr(self.query_one(Reader), f"move_{unit}")(1, extend=extend)

        def action_next_span(self) -> None:
            self.query_one(Reader).next_span(1)

    Page().run()


def run_text_area(path: Path) -> None:
    """Show the text in a read-only text area until killed."""
    from textual.app import App, ComposeResult
    from textual.binding import Binding
    from textual.widgets import TextArea

    text = path.read_text(encoding="utf-8")

    class Page(App[None]):
        BINDINGS = [  # noqa: RUF012
            Binding("w", "move('cursor_word_right')", priority=True),
            Binding("j", "move('cursor_down')", priority=True),
            Binding("space", "move('cursor_page_down')", priority=True),
        ]

        def compose(self) -> ComposeResult:
            yield TextArea(text, read_only=True, soft_wrap=True)

        def on_mount(self) -> None:
            area = self.query_one(TextArea)
            area.focus()
            area.move_cursor((area.document.line_count // 3, 0))

        def action_move(self, name: str) -> None:
            getattr(self.query_one(TextArea), f"action_{name}")()

    Page().run()


class Terminal:
    """The far end of a pseudo-terminal with a program in it.

    Args:
        argv: The program and its arguments.
    """

    def __init__(self, argv: list[str]) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", TEXTUAL_ANIMATIONS="none")
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execv(argv[0], argv)  # noqa: S606
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def frame(self, longest: float = 30.0) -> tuple[float, int]:
        """Read until nothing comes any more.

        Args:
            longest: Seconds to wait for the first byte.

        Returns:
            When the last byte came, and how many came.
        """
        last, count, patience = time.perf_counter(), 0, longest
        while select.select([self.fd], [], [], patience)[0]:
            data = os.read(self.fd, 1 << 16)
            last, count, patience = time.perf_counter(), count + len(data), QUIET
            if b"\x1b[?2026$p" in data:  # "do you know synchronised output?"
                os.write(self.fd, b"\x1b[?2026;2$y")
        return last, count

    def press(self, key: bytes) -> tuple[float, int]:
        """Press a key; return the milliseconds to the last byte, and the bytes."""
        began = time.perf_counter()
        os.write(self.fd, key)
        last, count = self.frame(longest=1.0)
        return (last - began) * 1000, count

    def busy(self) -> float:
        """Return the milliseconds the program has computed so far, which a busy machine changes less; Linux only."""
        schedule = Path(f"/proc/{self.pid}/schedstat")
        return int(schedule.read_text(encoding="ascii").split()[0]) / 1e6 if schedule.exists() else 0.0


@contextmanager
def running(widget: str, size: int) -> Iterator[tuple[Terminal, float]]:
    """Open a program in a terminal; give the terminal and the seconds to the first whole frame."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "text"
        path.write_text(text_of(size * 1000), encoding="utf-8")
        began = time.perf_counter()
        terminal = Terminal([sys.executable, __file__, "--child", widget, str(path)])
        try:
            seen, count = terminal.frame()
            while count:
                last, count = terminal.frame(longest=1.0)
                seen = last if count else seen
            yield terminal, seen - began
        finally:
            os.kill(terminal.pid, signal.SIGTERM)
            os.close(terminal.fd)
            os.waitpid(terminal.pid, 0)


def measure(widget: str, size: int, presses: int) -> bool:
    """Measure every key on one text; print medians and 95th percentiles; tell whether budgets were kept."""
    kept = True
    chance = random.Random(0)  # noqa: S311
    with running(widget, size) as (terminal, first):
        print(f"{widget:8} {size:5} kB   first frame {first * 1000:5.0f} ms")
        for name, key in KEYS.items():
            if widget != "reader" and name not in ("word", "line", "page"):
                continue
            terminal.press(key)
            taken = []
            busy = terminal.busy()
            for _ in range(presses):
                time.sleep(chance.random() / 50)  # not in step with the repaint timer
                taken.append(terminal.press(key))
            busy = (terminal.busy() - busy) / presses
            times = [milliseconds for milliseconds, count in taken if count]
            if not times:
                continue
            p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
            budget = BUDGETS.get(name) if widget == "reader" else None
            kept = kept and (budget is None or p95 <= budget)
            print(
                f"         {name:9} median {statistics.median(times):6.1f}   p95 {p95:6.1f} ms"
                f"   computing {busy:5.1f} ms"
                f"   {statistics.mean(count for _, count in taken):7.0f} bytes   n {len(times)}"
                + (f"   budget {budget:.0f}{'' if p95 <= budget else '  MISSED'}" if budget else ""),
                flush=True,
            )
    return kept


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5, 100, 1000], help="thousand characters")
    parser.add_argument("--presses", type=int, default=80)
    parser.add_argument("--alone", action="store_true", help="leave the TextArea out")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        widget, path = options.child
        (run_reader if widget == "reader" else run_text_area)(Path(path))
        return 0
    kept = [
        measure(widget, size, options.presses)
        for size in options.sizes
        for widget in (["reader"] if options.alone else ["reader", "textarea"])
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
