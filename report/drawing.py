"""Paper for print charts: a page measured in points, the product's typeface, the same bytes each time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import font_source_sans_pro  # type: ignore[import-untyped]  # the package has fonts only
import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import TextPath

from core.theme import INK

FAMILY = "Source Sans Pro"
POINTS_PER_MM = 72 / 25.4
FONT_FILES = tuple(
    Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{style}.ttf" for style in ("Regular", "Semibold")
)
STYLE: Any = {  # the stubs want every key as a literal
    "font.family": FAMILY,
    "svg.fonttype": "none",  # words stay words: they can be searched and are read aloud
    "svg.hashsalt": "adopsi",
    "text.color": INK,
}


@contextmanager
def print_style() -> Iterator[None]:
    """Draw in the product's typeface and with repeatable ids."""
    _register_fonts()
    with mpl.rc_context(STYLE):
        yield


@lru_cache
def _register_fonts() -> None:
    for path in FONT_FILES:
        fontManager.addfont(path)


def sheet(width_mm: float, height_mm: float) -> tuple[Figure, Axes]:
    """Return an empty figure and its axes, whose unit is the point, origin bottom left."""
    width, height = width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM
    figure = Figure(figsize=(width / 72, height / 72))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    return figure, axes


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a text in points."""
    path = TextPath((0, 0), text, size=size, prop=FontProperties(family=FAMILY, weight=weight))
    return float(path.get_extents().width)


def to_svg(figure: Figure) -> str:
    """Return the figure as SVG without a date."""
    target = BytesIO()
    figure.savefig(target, format="svg", metadata={"Date": None}, transparent=True)
    return target.getvalue().decode("utf-8")
