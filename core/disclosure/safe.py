"""What may leave the house: small cells are hidden so that no sum gives them away, texts never become formulas."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from core.disclosure.bounds import Cell
from core.disclosure.suppression import Line, is_small, suppress
from core.formats import safe_text


def is_share_hidden(numerator: float, denominator: float) -> bool:
    """Return True where a share would reveal 1 to 4 cases or 1 to 4 others."""
    return bool(is_small(numerator) or is_small(denominator - numerator))


def safe_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with every text safe, column names included; numbers and dates stay as they are."""
    texts = {
        name: frame[name].map(lambda value: safe_text(value) if isinstance(value, str) else value)
        for name in frame.columns
        if not pd.api.types.is_numeric_dtype(frame[name])
    }
    return frame.assign(**texts).rename(columns=lambda name: safe_text(str(name)))


def shown_first(table: pd.DataFrame, columns: Sequence[str], name: str) -> pd.DataFrame:
    """Return the rows in an order that tells nothing of what is hidden: most first, then by name those with a mark.

    `columns`: counts, or marks (texts); a row counts for their sum, ties go by `name`.
    """
    size = table[list(columns)].apply(pd.to_numeric, errors="coerce").sum(axis=1, skipna=False).astype(float)
    order = np.lexsort((table[name].to_numpy(str), -size.to_numpy()))
    return table.iloc[order].reset_index(drop=True)


def hide_small(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the table with the small counts of some columns hidden, each against the column's known total.

    A column with something to hide becomes one of texts where it is hidden (`<5` or `x`) and whole numbers elsewhere.
    """
    return table.assign(**{name: _hidden(table[name]) for name in columns})


def _hidden(counts: pd.Series) -> pd.Series:
    cells: dict[Cell, int] = {(f"{at:06d}",): int(count) for at, count in enumerate(counts.fillna(0))}
    marks = suppress(cells, [Line(tuple(cells), shown_total=sum(cells.values()))]) if len(cells) > 1 else {}
    values = [marks.get(cell, count) for cell, count in zip(cells, counts, strict=True)]
    return pd.Series(values, index=counts.index, name=counts.name, dtype=object if marks else counts.dtype)
