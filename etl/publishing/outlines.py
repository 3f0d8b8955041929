"""The shapes that a build shows: the cartogram always, the official boundaries where they were imported."""

import json
import os
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from shapely.geometry import mapping

from core.city import cartogram_file
from core.disk import is_plain_file
from core.settings import official_boundaries
from etl.errors import UserError
from etl.sources.reference_columns import ReferenceRow

CARTOGRAM, OFFICIAL = "kartogram", "resmi"
SHAPE = pa.schema(
    {
        "geometry_kind": pa.string(),
        "unit_code": pa.string(),
        "geometry": pa.string(),
        "centre_lat": pa.float64(),
        "centre_lon": pa.float64(),
        "source": pa.string(),
        "imported_on": pa.date32(),
    }
)
INNER_DEGREES = 1e-4
"""How exactly the widest place of a shape is sought: ten metres."""

EDGE_DEGREES = 0.002
"""An office's mark stays so far inside its region: two hundred metres."""
NEARNESS = 0.5
"""What a degree from the region's middle counts beside a degree from the labels."""


def outlines(units: list[ReferenceRow]) -> pa.Table:
    """Return the table `shape` (SHAPE): every unit's geometry (GeoJSON) and where its mark stands, in degrees."""
    rows = [*_cartogram()]
    path = official_boundaries()
    if os.path.lexists(path):
        try:
            rows += _official(path, units)
        except (ValueError, KeyError, TypeError, AttributeError, RuntimeError):
            raise UserError(
                f"{path}: batas resmi rusak. Impor lagi: python -m etl boundaries BERKAS; atau hapus berkas itu, "
                "maka peta memakai kartogram."
            ) from None
    return pa.Table.from_pylist(rows, SHAPE)


@cache
def _cartogram() -> tuple[dict[str, Any], ...]:
    """The shapes that are shipped: the same for a process as long as it runs."""
    cartogram = gpd.read_file(cartogram_file(), columns=["unit_code"])
    return tuple(_rows(CARTOGRAM, cartogram, cartogram.geometry.representative_point(), cartogram_file().name, None))


def _official(path: Path, units: list[ReferenceRow]) -> list[dict[str, Any]]:
    if not is_plain_file(path):
        raise ValueError
    official = _with_points(gpd.read_file(path, columns=["unit_code"]), units)
    said = json.loads(path.read_text("utf-8"))["sumber"]
    imported_on = date.fromisoformat(said["diimpor"])
    return _rows(OFFICIAL, official, official.geometry.map(_middle), said["berkas"], imported_on)


def _rows(
    kind: str, frame: gpd.GeoDataFrame, centres: gpd.GeoSeries, source: str, imported_on: date | None
) -> list[dict[str, Any]]:
    return [
        {
            "geometry_kind": kind,
            "unit_code": code,
            "geometry": json.dumps(mapping(shape)),
            "centre_lat": centre.y,
            "centre_lon": centre.x,
            "source": source,
            "imported_on": imported_on,
        }
        for code, shape, centre in zip(frame["unit_code"], frame.geometry, centres, strict=True)
    ]


def _middle(shape: shapely.Geometry) -> shapely.Point:
    """Where a label has the most room: the middle of the widest circle inside; a point is its own middle."""
    if shape.geom_type == "Point":
        return shape
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    return shapely.Point(shapely.maximum_inscribed_circle(largest, tolerance=INNER_DEGREES).coords[0])


def _with_points(shapes: gpd.GeoDataFrame, units: list[ReferenceRow]) -> gpd.GeoDataFrame:
    """Every unit once: a kecamatan office amid its kelurahan, one without a shape where it is known to lie."""
    known = {row["unit_code"]: row for row in units}
    regions = shapes.dissolve(shapes["unit_code"].map(lambda code: known[code]["kecamatan_code"])).geometry
    offices = {
        str(code): _office(shapes.geometry[shapes["unit_code"].map(lambda unit: known[unit]["kecamatan_code"]) == code])
        for code in regions.index
    }
    points = {
        code: offices.get(code) or _position(row) for code, row in known.items() if code not in set(shapes["unit_code"])
    }
    extra = gpd.GeoDataFrame({"unit_code": list(points)}, geometry=list(points.values()), crs=shapes.crs)
    return pd.concat([shapes[["unit_code", "geometry"]], extra]).sort_values("unit_code", ignore_index=True)


def _office(kelurahan: gpd.GeoSeries) -> shapely.Point:
    """Where a kecamatan office's mark hides least: a corner inside the region, far from labels, near the middle."""
    region = kelurahan.union_all()
    corners = shapely.points(np.unique(shapely.get_coordinates(kelurahan.to_numpy()), axis=0))
    inside = corners[shapely.distance(corners, region.boundary) > EDGE_DEGREES]
    if not len(inside):
        return region.representative_point()
    labels = shapely.MultiPoint([_middle(shape) for shape in kelurahan])
    free = shapely.distance(inside, labels) - NEARNESS * shapely.distance(inside, region.centroid)
    return inside[int(np.argmax(free))]


def _position(unit: ReferenceRow) -> shapely.Point:
    return shapely.Point(unit["lon"], unit["lat"])
