"""The text of a table that people keep, changed row by row: what nobody changed stays byte for byte as it was."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import count
from typing import Final

from core.local_table import is_remark

MARK: Final = "\ufeff"
"""Programs of Microsoft begin a text with it."""


@dataclass(frozen=True)
class TextPiece:
    """One record as it stands: its text with the line's end, its cells, its last line. Remarks and blanks: no cells."""

    raw: str
    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class RowEdits:
    """What is to become of the rows of a table, by their place among the rows (from 0).

    `changed`: new texts by column; `added`: rows by column, at the end.
    """

    changed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    added: Sequence[Mapping[str, str]] = ()
    deleted: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        """True where nothing is to change."""
        return not (self.changed or self.added or self.deleted)


@dataclass(frozen=True)
class TableText:
    """A table: its head, the pieces below it, and how its file separates and ends."""

    head: TextPiece
    pieces: tuple[TextPiece, ...]
    delimiter: str
    end: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The titles in the order of the file."""
        return self.head.cells

    @property
    def rows(self) -> list[TextPiece]:
        """The pieces that are rows."""
        return [piece for piece in self.pieces if piece.cells]

    def cells(self) -> list[dict[str, str]]:
        """Return the cells of each row by title; '' where a row is too short."""
        return [
            {name: row.cells[at] if at < len(row.cells) else "" for at, name in enumerate(self.columns)}
            for row in self.rows
        ]

    def with_edits(self, edits: RowEdits) -> str:
        """Return the text with rows changed, added and left out."""
        place, parts = count(), [self.head.raw]
        for piece in self.pieces:
            number = next(place) if piece.cells else None
            if number in edits.deleted:
                continue
            new = edits.changed.get(number) if number is not None else None
            parts.append(self._line(_laid_over(piece.cells, self.columns, new), piece.raw) if new else piece.raw)
        if edits.added and not parts[-1].endswith(("\n", "\r")):
            parts[-1] += self.end
        return "".join([*parts, *(self._line([row.get(name, "") for name in self.columns]) for row in edits.added)])

    def _line(self, cells: Sequence[str], like: str = "\n") -> str:
        """A row as text; `like`: the last line of a file may have no end."""
        out = StringIO()
        csv.writer(out, delimiter=self.delimiter, lineterminator=self.end).writerow(cells)
        return out.getvalue() if like.endswith(("\n", "\r")) else out.getvalue().removesuffix(self.end)


def _laid_over(cells: Sequence[str], columns: Sequence[str], new: Mapping[str, str]) -> list[str]:
    """Cells with some replaced; what stands beyond the last title stays."""
    filled = [*cells, *[""] * (len(columns) - len(cells))]
    return [new.get(columns[at], cell) if at < len(columns) else cell for at, cell in enumerate(filled)]


def table_text(text: str | None, columns: Sequence[str]) -> TableText:
    """Return a table by its text; of none, or of an empty one, a table with these columns. Raises csv.Error."""
    if text is None or not text.strip(f"{MARK} \r\n\t"):
        raw = ",".join(columns) + "\n"
        return TableText(TextPiece(raw, tuple(columns), 1), (), ",", "\n")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    head, *rest = _pieces(text, delimiter)
    names = tuple(name.removeprefix(MARK) for name in head.cells)
    end = "\r\n" if head.raw.endswith("\r\n") else "\n"
    return TableText(TextPiece(head.raw, names, head.line), tuple(rest), delimiter, end)


def _pieces(text: str, delimiter: str) -> list[TextPiece]:
    lines = StringIO(text, newline="").readlines()
    reader, found, start = csv.reader(lines, delimiter=delimiter, strict=True), [], 0
    for cells in reader:
        raw = "".join(lines[start : reader.line_num])
        is_row = any(cell.strip() for cell in cells) and not is_remark(cells[0])
        found.append(TextPiece(raw, tuple(cells) if is_row else (), reader.line_num))
        start = reader.line_num
    return found
