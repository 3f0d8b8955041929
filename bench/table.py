"""The one table of a run: figure, target, whether it was reached, and the machine it was measured on."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

Mark = Literal["pass", "MISS", ""]


@dataclass(frozen=True)
class Measure:
    """One measured figure; `at_most` and `at_least` are its targets, None for a figure that only explains another."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    note: str = ""
    at_least: float | None = None

    @property
    def mark(self) -> Mark:
        """Whether the target is reached; empty without one."""
        if self.at_most is None and self.at_least is None:
            return ""
        is_low_enough = self.at_most is None or self.value <= self.at_most
        is_high_enough = self.at_least is None or self.value >= self.at_least
        return "pass" if is_low_enough and is_high_enough else "MISS"

    @property
    def target(self) -> str:
        """The target as text."""
        if self.at_least is not None and self.at_most is not None:
            return f"{_number(self.at_least)} - {_number(self.at_most)} {self.unit}"
        bounds = ((">=", self.at_least), ("<=", self.at_most))
        return "".join(f"{sign} {_number(bound)} {self.unit}" for sign, bound in bounds if bound is not None)


def machine() -> str:
    """Return what the figures depend on: processors, system, Python, DuckDB, Streamlit, and how busy it was."""
    busy = f", load average at the end {os.getloadavg()[0]:.1f}"
    packages = ", ".join(f"{name} {version(name.lower())}" for name in ("DuckDB", "pandas", "Streamlit"))
    return (
        f"{os.cpu_count()} CPUs, {platform.system()} {platform.machine()},"
        f" Python {platform.python_version()}, {packages}{busy}"
    )


def rendered(lines: Iterable[Measure]) -> str:
    """Return the lines as plain text in columns: figure, value, target, mark, note."""
    cells = [("figure", "value", "target", "", "")]
    for line in lines:
        cells.append((line.name, f"{_number(line.value)} {line.unit}", line.target, line.mark, line.note))
    widths = [max(len(row[column]) for row in cells) for column in range(5)]
    rows = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([rows[0], "-" * max(map(len, rows)), *rows[1:]])


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"
