"""The table and the sheet behind the chart of coverage."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from core import formats
from pages.parts.downloads import Sheet
from pages.parts.show_chart import Twin
from pages.view.view import View

COLUMNS = ["date", "kind", "live", "used", "total", "share", "reason"]
Coverage = Mapping[str, pd.DataFrame]


def coverage_twin(coverage: Coverage, names: Mapping[str, str], view: View) -> Twin:
    """Return live, used and all offices at each month's end, a group of columns for each kind."""
    t, lang = view.t, view.lang
    ends = {kind: month_ends(frame).set_index("date") for kind, frame in coverage.items()}
    words = (("live", t("aktif")), ("used", t("dipakai")), ("total", t("seluruhnya")))
    dates = next(iter(ends.values())).index
    table = pd.DataFrame(
        {t("Sampai"): [formats.day(day, lang) for day in dates]}
        | {
            f"{names[kind]}: {name}": [formats.number(value, 0, lang) for value in frame[column]]
            for kind, frame in ends.items()
            for column, name in words
        }
    )
    return Twin(table, tuple(table.columns[1:]))


def coverage_sheet(coverage: Coverage, title: str) -> Sheet:
    """Return the same as raw numbers."""
    rows = pd.concat([month_ends(frame) for frame in coverage.values()], ignore_index=True)
    return Sheet(title, rows[COLUMNS], ("coverage", "used_coverage"))


def month_ends(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the last row of each month; the frame needs `date`, in order."""
    months = frame["date"].to_numpy().astype("datetime64[M]")
    return frame[np.append(months[1:] != months[:-1], True)] if len(frame) else frame
