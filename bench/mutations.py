"""Ways in which a table comes to harm on its way: cut, shifted, merged, encoded anew."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path

from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

RawRows = list[list[str]]
Harm = Callable[[RawRows, st.DataObject], None]
FORMATS = ("csv", "csv", "csv", "xlsx", "json", "html")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
DELIMITERS = ";,\t|"
ENDS = ("\r\n", "\n")
FILLER = "x"
"""What stands in a cell that is pushed in between."""


@dataclass(frozen=True)
class RawTable:
    """Titles and cells of one file as text; the titles are the first row."""

    stem: str
    rows: RawRows

    @classmethod
    def read(cls, path: Path, rows: int) -> "RawTable":
        """Return the first rows of a delimited file or of a workbook's first sheet."""
        if path.suffix == ".xlsx":
            sheet = load_workbook(path, read_only=True).worksheets[0]
            cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            return cls(path.stem, cells[:rows])
        with path.open(encoding="utf-8-sig", newline="") as file:
            return cls(path.stem, list(islice(csv.reader(file, delimiter=";"), rows + 1)))

    def written(self, kind: str, encoding: str, delimiter: str, end: str) -> tuple[str, bytes]:
        """Return a name and the bytes of the table in one format."""
        if kind == "xlsx":
            return f"{self.stem}.xlsx", _workbook(self.rows)
        if kind == "json":
            titles, *rows = self.rows
            content = json.dumps([dict(zip(titles, row, strict=False)) for row in rows], ensure_ascii=False)
            return f"{self.stem}.json", content.encode()
        if kind == "html":
            lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in self.rows)
            return f"{self.stem}.xls", f"<html><body><table>{lines}</table></body></html>".encode()
        text = StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(self.rows)
        return f"{self.stem}.csv", text.getvalue().encode(encoding, "replace")


def _workbook(rows: RawRows) -> bytes:
    book, content = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet("Lembar1")
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() and len(cell) < 4 else cell or None for cell in row])
    book.save(content)
    return content.getvalue()


def mutated(table: RawTable, data: st.DataObject, is_typed: bool) -> tuple[str, bytes, bool]:
    """Return name and bytes of a table with up to three harms, and whether it was cut in two somewhere."""
    rows = [list(row) for row in table.rows]
    kind = data.draw(st.sampled_from(FORMATS), "format")
    harms = _harms(kind, is_typed)
    is_cut = False
    for _ in range(data.draw(st.integers(0, 2), "harms to cells")):
        harm = data.draw(st.sampled_from(harms), "harm")
        harm(rows, data)
        is_cut = is_cut or harm is _split_cell
    delimiter, end = data.draw(st.sampled_from(DELIMITERS)), data.draw(st.sampled_from(ENDS))
    name, content = RawTable(table.stem, rows).written(kind, data.draw(st.sampled_from(ENCODINGS)), delimiter, end)
    if kind == "csv" and data.draw(st.booleans(), "harm to bytes"):
        content, is_halved = data.draw(st.sampled_from((_cut, _stray, _join)))(content, delimiter, end, data)
        return name, content, is_cut or is_halved
    return name, content, is_cut


def _place(rows: RawRows, data: st.DataObject) -> tuple[int, int]:
    number = data.draw(st.integers(1, len(rows) - 1), "row")
    return number, data.draw(st.integers(0, max(len(rows[number]) - 1, 0)), "column")


def _widen(rows: RawRows, data: st.DataObject) -> None:
    number, column = _place(rows, data)
    rows[number].insert(column, "")


def _narrow(rows: RawRows, data: st.DataObject) -> None:
    number, column = _place(rows, data)
    if rows[number]:
        rows[number].pop(column)


def _shift_right(rows: RawRows, data: st.DataObject) -> None:
    number, column = _place(rows, data)
    rows[number].insert(column, data.draw(st.sampled_from(("", FILLER))))
    if data.draw(st.booleans(), "keeps its width"):
        rows[number].pop()


def _shift_left(rows: RawRows, data: st.DataObject) -> None:
    number, column = _place(rows, data)
    if rows[number]:
        rows[number].pop(column)
    if data.draw(st.booleans(), "keeps its width"):
        rows[number].append("")


def _shift_block(rows: RawRows, data: st.DataObject) -> None:
    """Rows pasted a column off."""
    number, column = _place(rows, data)
    for row in rows[number : number + data.draw(st.integers(1, 10), "rows")]:
        row.insert(column, "")
        row.pop()


def _merge_cells(rows: RawRows, data: st.DataObject) -> None:
    number, column = _place(rows, data)
    if column + 1 < len(rows[number]):
        rows[number][column : column + 2] = [
            data.draw(st.sampled_from(("", " "))).join(rows[number][column : column + 2])
        ]


def _split_cell(rows: RawRows, data: st.DataObject) -> None:
    number, column = _place(rows, data)
    if rows[number] and len(cell := rows[number][column]) > 1:
        at = data.draw(st.integers(1, len(cell) - 1), "at")
        rows[number][column : column + 1] = [cell[:at], cell[at:]]


def _blank(rows: RawRows, data: st.DataObject) -> None:
    number, column = _place(rows, data)
    if rows[number]:
        rows[number][column] = ""


def _merge_rows(rows: RawRows, data: st.DataObject) -> None:
    number, _ = _place(rows, data)
    if number + 1 < len(rows):
        rows[number : number + 2] = [rows[number] + rows[number + 1]]


def _split_row(rows: RawRows, data: st.DataObject) -> None:
    number, column = _place(rows, data)
    rows[number : number + 1] = [rows[number][:column], rows[number][column:]]


def _again(rows: RawRows, data: st.DataObject) -> None:
    """The titles once more, as joined files have them."""
    number, _ = _place(rows, data)
    rows.insert(number, list(rows[0]))


HARMS = (_shift_right, _shift_left, _shift_block, _merge_cells, _split_cell, _blank, _again)
LINE_HARMS = (_merge_rows, _split_row)


def _harms(kind: str, is_typed: bool) -> tuple[Harm, ...]:
    """Only in a text is a row a line, which may be broken or run into the next one.

    Counts beside each other are all of one type: only the width of a line tells a shifted one.
    """
    if not is_typed:
        return (_widen, _narrow, _blank, _again, *LINE_HARMS) if kind == "csv" else (_blank, _again)
    return (*HARMS, *LINE_HARMS) if kind == "csv" else HARMS


def _cut(content: bytes, _: str, __: str, data: st.DataObject) -> tuple[bytes, bool]:
    """The copy ended before the file did."""
    return content[: data.draw(st.integers(len(content) // 4, len(content)), "bytes")], True


def _stray(content: bytes, delimiter: str, end: str, data: st.DataObject) -> tuple[bytes, bool]:
    """A quote, a delimiter or a line's end where none belongs, below the titles."""
    first = content.find(b"\n") + 1
    at = data.draw(st.integers(min(first, len(content)), len(content)), "at")
    sign = data.draw(st.sampled_from(('"', delimiter, end)), "sign")
    return content[:at] + sign.encode() + content[at:], sign == end


def _join(content: bytes, _: str, __: str, data: st.DataObject) -> tuple[bytes, bool]:
    """The file twice, the second time from somewhere on."""
    return content + content[data.draw(st.integers(0, len(content)), "from") :], True
