"""What the report of every month says of its build alike: shapes of the map, sources and files, rows held back."""

from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from report.content import Source, SourceFile
from report.map_shapes import outlines

OFFICIAL, CARTOGRAM = "resmi", "kartogram"


class Shapes(NamedTuple):
    """The shapes of the map: their kind, their file and the day of its import, outline and centre by office."""

    kind: str
    source: str
    imported_on: date | None
    by_office: dict[str, dict[str, Any]]


def shapes_of(boundaries: pd.DataFrame) -> Shapes:
    """Return the official shapes where they are imported; the cartogram has no such day, nor have older builds."""
    kind = OFFICIAL if boundaries["geometry_kind"].eq(OFFICIAL).any() else CARTOGRAM
    rows = boundaries[boundaries["geometry_kind"] == kind].to_dict("records")
    rings = outlines([row["geometry"] for row in rows])
    by_office = {
        row["unit_code"]: {
            "outline": outline,
            "centre": (round(float(row["centre_lon"]), 6), round(float(row["centre_lat"]), 6)),
        }
        for row, outline in zip(rows, rings, strict=True)
    }
    return Shapes(kind, str(rows[0]["source"]), rows[0].get("imported_on"), by_office)


def sources_of(source_state: pd.DataFrame, account: pd.DataFrame) -> tuple[Source, ...]:
    """Return every source with its newest day (None: no row yet), rows and files; tables source_state, file_account."""
    files = account["source"].value_counts().to_dict()
    return tuple(
        Source(
            row["source"],
            None if pd.isna(row["newest"]) else pd.Timestamp(row["newest"]).date(),
            int(row["row_count"]),
            int(files.get(row["source"], 0)),
        )
        for row in source_state.to_dict("records")
    )


def files_of(account: pd.DataFrame) -> tuple[SourceFile, ...]:
    """Return every file of the table file_account, by source and path."""
    rows = account.sort_values(["source", "path", "sha256"]).to_dict("records")
    return tuple(SourceFile(row["source"], row["path"], row["sha256"], row["state"]) for row in rows)


def held_rows(quarantine_reason: pd.DataFrame) -> pd.DataFrame:
    """Return the rows held back or flagged: source, reason, severity, row_count; the graver and the most first."""
    sums = quarantine_reason.groupby(["source", "reason", "severity"])[["row_count"]].sum().reset_index()
    order = ["severity", "row_count", "source", "reason"]
    return sums.sort_values(order, ascending=[False, False, True, True])
