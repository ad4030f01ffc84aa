"""How long a key takes in the reader: from the key to the last byte of the frame, over a real pseudo-terminal.

    python benchmarks/reader.py [--sizes 5 100 1000] [--presses 80] [--alone]

Each size (in thousand characters of Markdown, 2% of them wide, with 400 overlapping spans of 8 criteria) is opened
in our reader and, beside it, in a read-only `TextArea`, what a Textual programmer would use instead. Each key is
pressed again and again, and the one that leads back where the text ends. Before them stands the least there is: an
application of Textual that repaints one line at a key. On a slow machine that takes longer, too; so each median is
also given as a multiple of it, which can be compared between machines.

Where other programs keep the processors busy, a key waits for its turn, and so do we for what is painted. Linux
counts both; they are shown beside the time and taken off before a figure is held against its budget. What the host of a
virtual machine takes cannot be taken off; its share is said at the end, and above some hundredths no 95th percentile
means anything. The budgets are those of the design; the exit status says whether they were kept.
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
from typing import NamedTuple

BUDGETS = {"word": 10.0, "sentence": 10.0, "page": 20.0}  # ms at the 95th percentile, 1 MB
KEYS = {
    "word": (b"w", b"b"),
    "sentence": (b"s", b"r"),
    "line": (b"j", b"k"),
    "evidence": (b"\t", b"\x1b[Z"),
    "select": (b"S", b"R"),
    "page": (b" ", b"u"),
}
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
            *(Binding(key, f"move('word', {step}, False)") for key, step in (("w", 1), ("b", -1))),
            *(Binding(key, f"move('sentence', {step}, False)") for key, step in (("s", 1), ("r", -1))),
            *(Binding(key, f"move('sentence', {step}, True)") for key, step in (("S", 1), ("R", -1))),
            *(Binding(key, f"move('line', {step}, False)") for key, step in (("j", 1), ("k", -1))),
            *(Binding(key, f"move('page', {step}, False)") for key, step in (("space", 1), ("u", -1))),
            *(Binding(key, f"next_span({step})", priority=True) for key, step in (("tab", 1), ("shift+tab", -1))),
        ]

        def compose(self) -> ComposeResult:
            yield Reader(TextModel(text, markdown=True))

        def on_mount(self) -> None:
            reader = self.query_one(Reader)
            reader.set_spans((Span(*span) for span in spans_of(len(text))), active=1)
            reader.focus()
            reader.go_to(len(text) // 3)

        def action_move(self, unit: str, step: int, extend: bool) -> None:
            getattr(self.query_one(Reader), f"move_{unit}")(step, extend=extend)

        def action_next_span(self, step: int) -> None:
            self.query_one(Reader).next_span(step)

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
            Binding("b", "move('cursor_word_left')", priority=True),
            Binding("j", "move('cursor_down')", priority=True),
            Binding("k", "move('cursor_up')", priority=True),
            Binding("space", "move('cursor_page_down')", priority=True),
            Binding("u", "move('cursor_page_up')", priority=True),
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


def run_least(path: Path) -> None:
    """Repaint one line of a text at a key, and do nothing else, until killed."""
    from textual.app import App, ComposeResult
    from textual.binding import Binding
    from textual.widgets import Static

    words = path.read_text(encoding="utf-8").split()

    class Page(App[None]):
        BINDINGS = [Binding("w", "move(1)"), Binding("b", "move(-1)")]  # noqa: RUF012
        at = 0

        def compose(self) -> ComposeResult:
            yield Static(" ".join(words[:9]), markup=False)

        def action_move(self, step: int) -> None:
            self.at += step
            self.query_one(Static).update(" ".join(words[self.at % 9 :][:9]), layout=False)

    Page().run()


class Frame(NamedTuple):
    """What a key did: the milliseconds to the last byte, what of them went on computing and on waiting, the bytes."""

    taken: float
    computed: float
    waited: float
    count: int

    @property
    def own(self) -> float:
        """The milliseconds without those in which other programs had the processors."""
        return max(self.computed, self.taken - self.waited)


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

    def frame(self, longest: float = 30.0) -> Frame:
        """Read until nothing comes any more.

        Args:
            longest: Seconds to wait for the first byte.
        """
        began, before = time.perf_counter(), self._used()
        last, after, count, patience = began, before, 0, longest
        while select.select([self.fd], [], [], patience)[0]:
            data = os.read(self.fd, 1 << 16)
            last, after, count, patience = time.perf_counter(), self._used(), count + len(data), QUIET
            if b"\x1b[?2026$p" in data:  # "do you know synchronised output?"
                os.write(self.fd, b"\x1b[?2026;2$y")
        computed, waited = (later - earlier for later, earlier in zip(after, before, strict=True))
        return Frame((last - began) * 1000, computed, waited, count)

    def press(self, key: bytes) -> Frame:
        """Press a key, and see what comes of it."""
        os.write(self.fd, key)
        return self.frame(longest=1.0)

    def _used(self) -> tuple[float, float]:
        """Return the milliseconds that the program has computed, and that it and we waited for a processor."""
        try:
            threads = [path.read_text(encoding="ascii").split() for path in self._schedules()]
            ours = int(Path("/proc/self/schedstat").read_text(encoding="ascii").split()[1])
        except OSError:  # only Linux counts them
            return 0.0, 0.0
        return sum(int(one[0]) for one in threads) / 1e6, (sum(int(one[1]) for one in threads) + ours) / 1e6

    def _schedules(self) -> Iterator[Path]:
        """Yield what Linux tells of each thread."""
        return Path(f"/proc/{self.pid}/task").glob("*/schedstat")


@contextmanager
def running(widget: str, size: int) -> Iterator[tuple[Terminal, float]]:
    """Open a program in a terminal; give the terminal and the milliseconds to the first whole frame."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "text"
        path.write_text(text_of(size * 1000), encoding="utf-8")
        terminal = Terminal([sys.executable, __file__, "--child", widget, str(path)])
        try:
            seen = terminal.frame().taken
            while terminal.frame(longest=1.0).count:
                pass
            yield terminal, seen
        finally:
            os.kill(terminal.pid, signal.SIGTERM)
            os.close(terminal.fd)
            os.waitpid(terminal.pid, 0)


def pressed(terminal: Terminal, name: str, presses: int) -> list[Frame]:
    """Press a key, and the one that leads back where it leads no further; return the frames it made."""
    chance = random.Random(0)  # noqa: S311
    there, back = KEYS[name]
    frames: list[Frame] = []
    terminal.press(there)
    for _ in range(2 * presses):
        time.sleep(chance.random() / 50)  # not in step with the repaint timer
        frame = terminal.press(there)
        if frame.count:
            frames.append(frame)
        else:
            there, back = back, there
        if len(frames) == presses:
            break
    return frames


def measure(widget: str, size: int, presses: int, least: float) -> bool:
    """Measure every key on one text; print medians and 95th percentiles; tell whether budgets were kept.

    Args:
        widget: What shows the text.
        size: Thousand characters.
        presses: How often each key is pressed.
        least: The milliseconds of the least application there is.
    """
    kept = True
    with running(widget, size) as (terminal, first):
        print(f"{widget:8} {size:5} kB   first frame {first:5.0f} ms")
        for name in KEYS if widget == "reader" else ("word", "line", "page"):
            frames = pressed(terminal, name, presses)
            if not frames:
                print(f"         {name:9} did nothing")
                continue
            own = p95([frame.own for frame in frames])
            budget = BUDGETS.get(name) if widget == "reader" else None
            kept = kept and (budget is None or own <= budget)
            print(
                f"         {name:9} {told(frames, least)}"
                + (f"   budget {budget:.0f}{'' if own <= budget else '  MISSED'}" if budget else ""),
                flush=True,
            )
    return kept


def told(frames: list[Frame], least: float) -> str:
    """Return the figures of one key."""
    own = [frame.own for frame in frames]
    middle = statistics.median(own)
    return (
        f"median {middle:5.1f} ({middle / least:3.1f} x least)   p95 {p95(own):5.1f} ms"
        f"   computing {statistics.median(frame.computed for frame in frames):5.1f}"
        f"   waiting for a processor {statistics.median(frame.waited for frame in frames):5.1f}"
        f"   {statistics.mean(frame.count for frame in frames):6.0f} bytes   n {len(frames)}"
    )


def stolen() -> tuple[int, int]:
    """Return the time that the host of this machine took from it, and all there was; Linux only."""
    try:
        spent = [int(one) for one in Path("/proc/stat").read_text(encoding="ascii").split(maxsplit=9)[1:9]]
    except OSError:
        return 0, 0
    return spent[7], sum(spent)


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


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
        {"reader": run_reader, "textarea": run_text_area, "least": run_least}[widget](Path(path))
        return 0
    before = stolen()
    with running("least", 1) as (terminal, first):
        frames = pressed(terminal, "word", options.presses)
    least = statistics.median(frame.own for frame in frames)
    print(f"{'least':8} one line   first frame {first:5.0f} ms\n         {'key':9} {told(frames, least)}")
    kept = [
        measure(widget, size, options.presses, least)
        for size in options.sizes
        for widget in (["reader"] if options.alone else ["reader", "textarea"])
    ]
    taken, of = (now - then for now, then in zip(stolen(), before, strict=True))
    print(f"the host of this machine took {taken / max(1, of):.1%} of its time meanwhile")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
