"""A small table kept by hand in data/local, read as text: cells as written, with the line of each row."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from core.disk import read_text

LARGEST: Final = 1_000_000
"""Bytes of such a table: some ten thousand rows."""


REMARK: Final = "#"
"""A row that begins with it is a remark of whoever keeps the table, in data/local and nowhere else."""
_BETWEEN: Final = re.compile(r"[\s,;|]+")


class TableError(Exception):
    """The table as a whole cannot be used; the message is a sentence for who keeps it."""


@dataclass(frozen=True)
class TableRow:
    """One row: its line, its cells by column without blanks around them, and whether there are as many as titles."""

    line: int
    cells: dict[str, str]
    is_whole: bool = True


def words_listed(text: str) -> tuple[str, ...]:
    """Return what a cell lists, in small letters and each once: blanks, commas, semicolons or | stand between."""
    return tuple(dict.fromkeys(word for word in _BETWEEN.split(text.casefold()) if word))


def table_rows(path: Path, columns: Sequence[str], text: str | None = None) -> tuple[TableRow, ...]:
    """Return the rows of a CSV (`,` or `;`) that has at least these columns; blank rows and remarks are none.

    `text`: what is read in place of the file. Raises TableError.
    """
    text = read_text(path, LARGEST) if text is None else text
    if text is None:
        raise TableError(f"{path}: tidak dapat dibaca. Simpan sebagai CSV berkode UTF-8, paling besar 1 MB.")
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    rows = csv.DictReader(StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    try:
        return _rows_of(rows, path, columns)
    except csv.Error:
        # A quote that nothing closes would else take the rows after it along.
        raise TableError(f"{path} baris {rows.line_num}: baris ini bukan CSV. Perbaiki tanda kutipnya.") from None


def _rows_of(rows: "csv.DictReader[str]", path: Path, columns: Sequence[str]) -> tuple[TableRow, ...]:
    if missing := [name for name in columns if name not in (rows.fieldnames or ())]:
        raise TableError(f"{path} baris 1: kolom {', '.join(missing)} tidak ada. Tulis kolom {', '.join(columns)}.")
    return tuple(
        TableRow(rows.line_num, {name: (cells[name] or "").strip() for name in columns}, _has_all(cells))
        for cells in rows
        if any(cells.values()) and not is_remark(cells.get((rows.fieldnames or [""])[0]))
    )


def is_remark(first: str | None) -> bool:
    """True for a row that begins with this cell and is a remark."""
    return (first or "").lstrip().startswith(REMARK)


def _has_all(cells: "dict[str, str | None]") -> bool:
    """What stands behind the last title comes under no name, what lacks comes as None."""
    return None not in cells and None not in cells.values()
