"""Small rosters of the roll-out."""

import pandas as pd

UNITS = pd.DataFrame(
    {
        "unit_code": ["A", "B", "C", "K"],
        "name": ["Alfa", "Beta", "Gama", "Kantor"],
        "kind": ["kelurahan", "kelurahan", "kelurahan", "kecamatan"],
        "kecamatan": "Kota",
    }
)


def roster(*rows: tuple[object, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit_code", "date", "status", "is_planned", "is_start_known"])
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[us]")
    return frame.astype({"is_planned": bool, "is_start_known": bool})


EVENTS = roster(
    ("A", "2024-01-10", "pelatihan", False, True),
    ("A", "2024-02-01", "aktif", False, True),
    ("B", "2024-03-01", "aktif", False, True),
    ("B", "2024-04-01", "ditunda", False, True),
    ("C", "2024-06-01", "aktif", True, True),
    ("C", "2024-08-01", "aktif", True, True),
)


def target(value: float, due: str | None) -> pd.Series:
    return pd.Series({"measure": "kelurahan_live", "value": value, "due_date": pd.Timestamp(due) if due else pd.NaT})
