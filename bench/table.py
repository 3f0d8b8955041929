"""The one table of a run: figure, target, whether it was reached, and the machine it was measured on."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

Mark = Literal["pass", "MISS", ""]


@dataclass(frozen=True)
class Line:
    """One measured figure; `at_most` is its target, None for a figure that only explains another."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    note: str = ""

    @property
    def mark(self) -> Mark:
        """Whether the target is reached; empty without one."""
        if self.at_most is None:
            return ""
        return "pass" if self.value <= self.at_most else "MISS"


def machine() -> str:
    """Return what the figures depend on: processors, system, Python, DuckDB, Streamlit, and how busy it was."""
    busy = f", load average at the end {os.getloadavg()[0]:.1f}"
    packages = ", ".join(f"{name} {version(name.lower())}" for name in ("DuckDB", "pandas", "Streamlit"))
    return (
        f"{os.cpu_count()} CPUs, {platform.system()} {platform.machine()},"
        f" Python {platform.python_version()}, {packages}{busy}"
    )


def rendered(lines: Iterable[Line]) -> str:
    """Return the lines as plain text in columns: figure, value, target, mark, note."""
    cells = [("figure", "value", "target", "", "")]
    for line in lines:
        target = "" if line.at_most is None else f"<= {_number(line.at_most)} {line.unit}"
        cells.append((line.name, f"{_number(line.value)} {line.unit}", target, line.mark, line.note))
    widths = [max(len(row[column]) for row in cells) for column in range(5)]
    rows = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([rows[0], "-" * max(map(len, rows)), *rows[1:]])


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"
