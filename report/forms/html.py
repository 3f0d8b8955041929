"""The report as one HTML file that asks nothing of anyone: styles, drawings and letters are all in it."""

import base64
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import jinja2
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from markupsafe import Markup

from report.fonts import FONT_FILES

TEMPLATE = Path(__file__).with_name("page.html")
WEIGHTS = (400, 600)
USUAL = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) | set("–—‘’“”•…›−≤≥±×→↑↓✓½◎")
"""Letters that every page brings, so that the typefaces are cut once for all months: that takes a third of a second."""


def html_page(words: dict[str, Any]) -> str:
    """Return the page of a document (see report.layout.document); every text in it is escaped, drawings are our own."""
    letters = "".join(sorted(USUAL | set(_letters(words))))
    faces = zip(WEIGHTS, FONT_FILES, strict=True)
    fonts = [{"weight": weight, "data": _subset(path, letters)} for weight, path in faces]
    return _template().render(d=words, fonts=fonts, drawing=_drawing)


@lru_cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(TEMPLATE.read_text("utf-8"))


def _drawing(svg: str, alt: str = "") -> Markup:
    """A drawing of report.drawing, which escapes its own words; with a text alternative, or as mere decoration."""
    label = Markup('role="img" aria-label="{}"').format(alt) if alt else Markup('aria-hidden="true"')
    return Markup("<svg {} {}").format(label, Markup(svg.removeprefix("<svg ")))


def _letters(value: Any) -> str:
    """All letters of a document, drawings included."""
    if isinstance(value, dict):
        return "".join(_letters(part) for part in value.values())
    if isinstance(value, list | tuple):
        return "".join(_letters(part) for part in value)
    return value if isinstance(value, str) else ""


@lru_cache(maxsize=16)
def _subset(path: Path, letters: str) -> str:
    """A typeface with only these letters and the digits, as base64 of a WOFF file."""
    options = Options(flavor="woff", layout_features=["kern"], drop_tables=["DSIG", "GPOS", "GSUB", "GDEF"])
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(font)
        font.flavor = "woff"
        target = BytesIO()
        font.save(target, reorderTables=False)
    return base64.b64encode(target.getvalue()).decode()
