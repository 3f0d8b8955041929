"""Sheets of walk-in counts in several formats."""

from openpyxl import Workbook

from core.store import Store
from support.files.raw_files import put

Rows = list[list[object]]


def text(rows: Rows) -> str:
    """Every line as wide as the widest, as a spreadsheet saves it."""
    width = max(map(len, rows))
    padded = ([*row, *[None] * (width - len(row))] for row in rows)
    return "".join(";".join("" if cell is None else str(cell) for cell in row) + "\n" for row in padded)


def page(rows: Rows) -> str:
    shown = [["" if cell is None else cell for cell in row] for row in rows]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in shown)
    return f"<html><table>{body}</table></html>"


def sheets(store: Store, path: str, merged: str = "", **pages: Rows) -> None:
    target = put(store, path, "")
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in pages.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
    book.save(target)
