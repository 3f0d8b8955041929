"""What a section of the report is made of: paragraphs, tables, bars and the coverage chart, as plain data."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Discriminator


@dataclass(frozen=True)
class Text:
    """One paragraph. `is_gap`: it stands where something cannot be stated, and says why."""

    text: str
    is_gap: bool = False
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Table:
    """A table of texts under its own small title. `numeric`: positions of the columns set flush right.

    `is_paired`: long and narrow, set in two columns side by side. `is_printed` False: kept in the record alone.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    is_paired: bool = False
    is_printed: bool = True
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Bars:
    """Counts as bars beside their words: (label, count, count in words). The bar repeats the number, no more."""

    title: str
    head: tuple[str, str]
    rows: tuple[tuple[str, float, str], ...]
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True)
class CoverageChart:
    """Live offices by date, targets, and what may come.

    `past`: day, live kelurahan, live kecamatan offices (None: not known). `targets`: due date, value.
    `ahead`: month's end, low, middle, high. `words`: kelurahan, offices, target, ahead. `alt`: all of it in words.
    """

    past: tuple[tuple[date, float | None, float | None], ...]
    targets: tuple[tuple[date, float], ...]
    ahead: tuple[tuple[date, float, float, float], ...]
    words: tuple[str, str, str, str]
    alt: str
    kind: Literal["coverage"] = "coverage"


Block = Annotated[Text | Table | Bars | CoverageChart, Discriminator("kind")]


@dataclass(frozen=True)
class Section:
    """A heading with its blocks; never without one. `key`: coverage, help, change or quality."""

    key: str
    title: str
    blocks: tuple[Block, ...]
