"""Between the browser's editor and the file: rows as people read them, and what was done to them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from intake import KeptTable, RowEdits, TableText, shown_cell, stored_cell


def editor_frame(table: KeptTable, shown: TableText, lang: str) -> pd.DataFrame:
    """Return the rows as the editor has them: days and numbers as people write them, codes of lists as they are."""
    rows = [
        {
            name: cell if name in table.choices else shown_cell(table.types.get(name), cell, lang)
            for name, cell in cells.items()
        }
        for cells in shown.cells()
    ]
    # How texts are stored is said: the setting may change with what is imported, and another frame is another editor.
    return pd.DataFrame(rows, columns=list(shown.columns), dtype=pd.StringDtype("python"))


def edits_made(table: KeptTable, state: Any) -> RowEdits:
    """Return what the browser's editor says was done, as the file is to have it."""
    if not state:
        return RowEdits()
    changed = {int(row): _texts(table, cells) for row, cells in state["edited_rows"].items()}
    added = [_texts(table, cells) for cells in state["added_rows"]]
    return RowEdits(changed, [row for row in added if any(row.values())], frozenset(map(int, state["deleted_rows"])))


def _texts(table: KeptTable, cells: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: "" if value is None else stored_cell(table.types.get(name), str(value).strip())
        for name, value in cells.items()
    }


def screen_rows(new: TableText, known: int, state: Any) -> dict[int, int]:
    """Return by line of the new text the row on the screen, from 1.

    Of `known` rows some may have gone; new ones that are blank stand there, too.
    """
    kept = known - len(state["deleted_rows"])
    added = [kept + at for at, cells in enumerate(state["added_rows"], 1) if any(cells.values())]
    return dict(zip((row.line for row in new.rows), [*range(1, kept + 1), *added], strict=False))
