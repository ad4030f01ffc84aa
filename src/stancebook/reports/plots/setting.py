"""Drawings as SVG, PDF or PNG through matplotlib: the same drawing, the same bytes."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from stancebook.reports.plots.drawing import BLACK, WHITE, Box, Drawing, Mark, Stroke, Words
from stancebook.reports.plots.face import quietly
from stancebook.reports.plots.paper import EDGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from stancebook.reports.plots.drawing import Item, Shape
    from stancebook.reports.plots.face import Face

Form = Literal["svg", "pdf", "png"]
_SHAPES: Final[dict[Shape, str]] = {
    "circle": "o",
    "square": "s",
    "up": "^",
    "diamond": "D",
    "down": "v",
    "cross": "X",
    "dot": ".",
}
# Outlines that look as heavy as a circle of the same size.
_SCALE: Final[dict[Shape, float]] = {"square": 0.9, "diamond": 0.82, "up": 1.08, "down": 1.08, "cross": 1.1}
_EDGE: Final = 0.7
_SALT: Final = "stancebook"


def set_pages(
    pages: Sequence[Drawing], form: Form, face: Face, *, title: str, software: str, dpi: int = 300
) -> list[bytes]:
    """Return drawings as files: one for each page, or for PDF one with all of them.

    The same arguments give the same bytes. No time is written into them; PDF embeds its fonts as TrueType, SVG
    has text as outlines (with the words as comments), so both look the same everywhere.

    Args:
        pages: The drawings.
        form: svg, pdf or png.
        face: The typeface.
        title: What the figure is called in the file's metadata.
        software: Name and version of the program.
        dpi: Dots per inch of a PNG.
    """
    with _settings():
        figures = [_figure(page, face) for page in pages]
        match form:
            case "pdf":
                return [_pdf(figures, title, software)]
            case "svg":
                return [_svg(figure, title, software) for figure in figures]
            case _:
                return [_png(figure, title, software, dpi) for figure in figures]


@contextmanager
def _settings() -> Iterator[None]:
    """Settings that no configuration of the machine changes."""
    import matplotlib as mpl

    ours: dict[Any, Any] = {"svg.hashsalt": _SALT, "svg.fonttype": "path", "pdf.fonttype": 42, "text.parse_math": False}
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(ours)
        with quietly():
            yield


def _svg(figure: Figure, title: str, software: str) -> bytes:
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = io.BytesIO()
    canvas: Any = FigureCanvasSVG(figure)
    canvas.print_svg(out, metadata={"Date": None, "Title": title, "Creator": [software]})
    return out.getvalue()


def _png(figure: Figure, title: str, software: str, dpi: int) -> bytes:
    """Grey as it is drawn: a quarter of the bytes, and what journals ask for where there is no colour."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image, PngImagePlugin

    figure.set_dpi(dpi)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("L")
    about = PngImagePlugin.PngInfo()
    about.add_itxt("Title", title)
    about.add_itxt("Software", software)
    out = io.BytesIO()
    picture.save(out, "png", dpi=(dpi, dpi), pnginfo=about)
    return out.getvalue()


def _pdf(figures: Sequence[Figure], title: str, software: str) -> bytes:
    from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages

    out = io.BytesIO()
    about = {"Title": title, "Creator": software, "CreationDate": None}
    with PdfPages(out, metadata=about) as pdf:
        for figure in figures:
            FigureCanvasPdf(figure)
            pdf.savefig(figure)
    return out.getvalue()


def _figure(page: Drawing, face: Face) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=((page.width + 2 * EDGE) / 72, (page.height + 2 * EDGE) / 72), dpi=72, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(-EDGE, page.width + EDGE)
    axes.set_ylim(page.height + EDGE, -EDGE)
    for order, item in enumerate(page.items):
        _draw(axes, item, face, order + 1)
    return figure


def _draw(axes: Axes, item: Item, face: Face, order: int) -> None:
    from matplotlib.lines import Line2D

    about: dict[str, Any] = {"zorder": order, "gid": item.name or None, "clip_on": False}
    match item:
        case Words():
            font = face.properties(item.size, bold=item.bold, italic=item.italic)
            axes.text(
                item.x, item.y, item.text, fontproperties=font, color=_grey(item.grey), ha=item.align, va="baseline",
                rotation=item.turned, rotation_mode="anchor", parse_math=False, **about,
            )  # fmt: skip
        case Stroke():
            style: Any = (0, item.dashes) if item.dashes else "-"
            line = Line2D(
                (item.x, item.to_x), (item.y, item.to_y), linewidth=item.width, color=_grey(item.grey), linestyle=style,
                solid_capstyle="butt", dash_capstyle="butt", **about,
            )  # fmt: skip
            axes.add_line(line)
        case Mark():
            shape, size = _SHAPES[item.shape], item.size * _SCALE.get(item.shape, 1.0)
            face_grey = BLACK if item.filled else WHITE
            mark = Line2D(
                (item.x,), (item.y,), marker=shape, markersize=size, linestyle="none", markeredgecolor=_grey(BLACK),
                markerfacecolor=_grey(face_grey), markeredgewidth=_EDGE, **about,
            )  # fmt: skip
            axes.add_line(mark)
        case Box():
            axes.add_patch(_patch(item, about))


def _patch(item: Box, about: dict[str, Any]) -> Any:
    from matplotlib.patches import FancyBboxPatch, Rectangle

    colours: dict[str, Any] = {
        "facecolor": "none" if item.fill is None else _grey(item.fill),
        "edgecolor": "none" if item.edge is None else _grey(item.edge),
        "linewidth": _EDGE,
    }
    if not item.rounded:
        return Rectangle((item.x, item.y), item.width, item.height, **colours, **about)
    style = f"round,pad=0,rounding_size={item.rounded:g}"
    return FancyBboxPatch((item.x, item.y), item.width, item.height, boxstyle=style, **colours, **about)


def _grey(value: float) -> str:
    return f"{value:g}"
