"""Small frames of 112 calls."""

import numpy as np
import pandas as pd

from support.frames.analytics_frames import facts_frame


def calls(*rows: tuple[object, ...]) -> pd.DataFrame:
    columns = ["date", "unit_code", "category", "topic", "is_answered", "calls", "closed"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[us]")
    return frame.astype({"is_answered": "boolean"})


FACTS = facts_frame(
    [
        {"date": "2024-09-07", "unit_code": "A", "warga": 30, "rt": 10, "help_calls": 1},
        {"date": "2024-10-01", "unit_code": "A", "warga": 50, "rt": 10, "help_calls": 3},
        {"date": "2024-10-01", "unit_code": "B", "warga": 0, "help_calls": 2, "is_live": False},
        {"date": "2024-10-02", "unit_code": "A", "warga": 500, "help_calls": np.nan},
        {"date": "2024-10-03", "unit_code": "A", "warga": np.nan, "rt": np.nan, "help_calls": 9},
    ]
)


CALLS = calls(
    ("2024-10-01", "", "bantuan_digital", "gagal_masuk", True, 4, 3),
    ("2024-10-01", "A", "bantuan_digital", "unggah", True, 3, 1),
    ("2024-10-01", "A", "bantuan_digital", "unggah", False, 2, 0),
    ("2024-10-01", "", "prank", "lainnya", True, 7, 7),
    ("2024-10-02", "", "darurat", "lainnya", True, 5, 5),
    ("2024-10-03", "", "bantuan_digital", "gagal_masuk", True, 8, 8),
)
