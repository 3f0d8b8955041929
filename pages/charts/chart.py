"""A chart as plain data in plotly's own terms (plotly.com/javascript/reference), which its browser part draws.

Plotly's Python figures look up and check each property as it is set, which costs more than the figures themselves;
the tests have plotly check every chart instead.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from math import isnan
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FigurePart = dict[str, Any]
"""A nested part of a figure."""


class Chart:
    """Traces and layout of one figure with `rows` plots, one below the other. Values may be series, days or NaN."""

    def __init__(self, rows: int = 1) -> None:
        self.data: list[FigurePart] = []
        self.layout: FigurePart = {"annotations": [], "shapes": []}
        self.rows = rows
        for row in range(1, rows + 1):
            self.layout |= {
                _axis("x", row): {"anchor": axis_ref("y", row)},
                _axis("y", row): {"anchor": axis_ref("x", row)},
            }

    def add(self, kind: str, row: int = 1, **trace: Any) -> None:
        """Add a trace of a kind (scatter, bar, heatmap) to a row."""
        self.data.append({"type": kind, "xaxis": axis_ref("x", row), "yaxis": axis_ref("y", row)} | trace)

    def annotate(self, row: int = 1, **annotation: Any) -> None:
        """Write a text at a point of a row, or where its own xref and yref say, without an arrow."""
        places = {"xref": axis_ref("x", row), "yref": axis_ref("y", row), "showarrow": False}
        self.layout["annotations"].append(places | annotation)

    def add_line(self, *, x: object = None, y: object = None, **line: Any) -> None:
        """Draw a line through the whole first plot: upright at x, or level at y; `line`: properties of a shape."""
        along = {"x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
        if x is None:
            along = {"x0": 0, "x1": 1, "xref": "x domain", "y0": y, "y1": y, "yref": "y"}
        self.layout["shapes"].append({"type": "line"} | along | line)

    def update_layout(self, **changes: Any) -> None:
        """Set properties of the layout; a nested part keeps what is not named."""
        _merge(self.layout, changes)

    def update_axes(self, letter: str, row: int | None = None, **changes: Any) -> None:
        """Set properties of the x or y axis of one row, or of all."""
        for number in [row] if row else range(1, self.rows + 1):
            _merge(self.layout[_axis(letter, number)], changes)

    def axis(self, letter: str, row: int = 1) -> FigurePart:
        """Return the x or y axis of a row."""
        part: FigurePart = self.layout[_axis(letter, row)]
        return part

    @property
    def spec(self) -> FigurePart:
        """The figure as JSON has it: lists, texts and numbers; what is missing is null."""
        spec: FigurePart = json_value({"data": self.data, "layout": self.layout})
        return spec


def json_value(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, Mapping):
        return {name: json_value(part) for name, part in value.items() if part is not None}
    if isinstance(value, pd.Series | pd.Index | np.ndarray):
        return _plain_array(np.asarray(value))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [json_value(part) for part in value]
    if isinstance(value, date):
        return None if pd.isna(value) else value.isoformat()
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and isnan(value) else value


def _plain_array(values: NDArray[Any]) -> list[Any]:
    """Thousands of days and numbers a page: by kind, not one by one."""
    if values.ndim > 1:
        return [_plain_array(row) for row in values]
    if values.dtype.kind == "M":
        return [None if day == "NaT" else day for day in np.datetime_as_string(values, unit="auto").tolist()]
    if values.dtype.kind == "f":
        return [None if isnan(number) else number for number in values.tolist()]
    return values.tolist() if values.dtype.kind in "iub" else [json_value(part) for part in values.tolist()]


def _merge(into: FigurePart, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if isinstance(value, Mapping) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = value


def _axis(letter: str, row: int) -> str:
    return f"{letter}axis{'' if row == 1 else row}"


def axis_ref(letter: str, row: int) -> str:
    """Return what texts and traces call the axis of a row: x, x2."""
    return f"{letter}{'' if row == 1 else row}"
