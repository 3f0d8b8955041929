"""The blocks of a section as the template sets them: texts, tables, and drawings as SVG."""

from dataclasses import asdict
from typing import Any

from report.blocks import Bars, Block, CoverageChart, Section, Table, Text
from report.coverage_figure import coverage_drawing
from report.drawing import EmptyDrawingError

WIDTH, HEIGHT = 186.0, 66.0
PAIRED_SHARES = (28.0, 12.0, 43.0)
"""Widths of the columns of a paired table, as parts of half a page: office, a count, days."""


def section_words(section: Section, lang: str) -> dict[str, Any]:
    """Return one section for the template. Raises EmptyDrawingError for one without a block: none is ever empty."""
    if not section.blocks:
        raise EmptyDrawingError(f"The section '{section.title}' is empty.")
    return {"key": section.key, "title": section.title, "blocks": [_block(block, lang) for block in section.blocks]}


def _block(block: Block, lang: str) -> dict[str, Any]:
    match block:
        case Text():
            return {"kind": "gap" if block.is_gap else "text", "text": block.text}
        case Table():
            return asdict(block) | {"shares": PAIRED_SHARES}
        case Bars():
            return {"kind": "bars", "title": block.title, "head": block.head, "rows": _bars(block)}
        case CoverageChart():
            svg = coverage_drawing(block, WIDTH, HEIGHT, lang)
            return {"kind": "drawing", "svg": svg, "width": WIDTH, "alt": block.alt}


def _bars(block: Bars) -> list[dict[str, Any]]:
    """Rows with the bar's length as part of the longest. Raises EmptyDrawingError when no bar has a length."""
    longest = max((count for _label, count, _words in block.rows), default=0.0)
    if longest <= 0:
        raise EmptyDrawingError(f"There is no count to draw in '{block.title}'.")
    return [{"label": label, "part": count / longest, "words": words} for label, count, words in block.rows]
