"""The shapes of a build's offices for the printed map: the official boundaries, else the cartogram."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from report.content.model import Ring

OFFICIAL, CARTOGRAM = "resmi", "kartogram"
# What a pen of 0.1 mm would still show of a border, in degrees on a sheet of 124 mm.
PEN = 0.0001


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
    rings = print_outlines([row["geometry"] for row in rows])
    by_office = {
        row["unit_code"]: {
            "outline": outline,
            "centre": (round(float(row["centre_lon"]), 6), round(float(row["centre_lat"]), 6)),
        }
        for row, outline in zip(rows, rings, strict=True)
    }
    return Shapes(kind, str(rows[0]["source"]), rows[0].get("imported_on"), by_office)


def print_outlines(geometries: Sequence[str]) -> list[tuple[Ring, ...]]:
    """Return the rings of GeoJSON geometries as fine as a pen shows them, neighbours still touching; points: none."""
    shapes = np.array([shapely.from_geojson(text) for text in geometries], dtype=object)
    is_area = shapely.get_dimensions(shapes) == 2
    drawn: list[tuple[Ring, ...]] = [() for _ in shapes]
    if is_area.any():
        simple = shapely.coverage_simplify(shapes[is_area], PEN)
        for at, shape in zip(np.flatnonzero(is_area), simple, strict=True):
            drawn[at] = tuple(_ring(ring) for part in shapely.get_parts(shape) for ring in _rings(part))
    return drawn


def _rings(polygon: shapely.Polygon) -> list[shapely.LinearRing]:
    return [polygon.exterior, *polygon.interiors]


def _ring(ring: shapely.LinearRing) -> Ring:
    """The corners to a tenth of a metre."""
    return tuple((round(float(x), 6), round(float(y), 6)) for x, y in shapely.get_coordinates(ring))
