"""What the report of every month says of its build alike: shapes of the map, sources and files."""

from typing import Any

import pandas as pd

from report.content import Source, SourceFile
from report.map_shapes import outlines

OFFICIAL, CARTOGRAM = "resmi", "kartogram"
Shapes = dict[str, dict[str, Any]]


def shapes_of(boundaries: pd.DataFrame) -> tuple[str, str, Any, Shapes]:
    """Return of the shapes kind, source and day of import, and outline and centre by office.

    The official ones where they are imported; the cartogram has no such day, nor have older builds.
    """
    geometry = OFFICIAL if boundaries["geometry_kind"].eq(OFFICIAL).any() else CARTOGRAM
    rows = boundaries[boundaries["geometry_kind"] == geometry].to_dict("records")
    rings = outlines([row["geometry"] for row in rows])
    shapes = {
        row["unit_code"]: {
            "outline": outline,
            "centre": (round(float(row["centre_lon"]), 6), round(float(row["centre_lat"]), 6)),
        }
        for row, outline in zip(rows, rings, strict=True)
    }
    return geometry, str(rows[0]["source"]), rows[0].get("imported_on"), shapes


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
