"""The shapes of the map: read from the published table, and as GeoJSON for the browser."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

CRS = "EPSG:4326"
CARTOGRAM, OFFICIAL = "kartogram", "resmi"
INNER_DEGREES = 1e-3
SHAPES_KEPT = 512
"""Shapes kept as GeoJSON, and together as one: those of a build are drawn in every view."""
Json = dict[str, Any]


def shapes_frame(boundaries: pd.DataFrame, kind: str = CARTOGRAM) -> gpd.GeoDataFrame:
    """Return the shapes of one geometry kind from the published table `boundaries`.

    Result: unit_code, centre_lat, centre_lon, room (width in degrees that a label may take), geometry (EPSG:4326;
    polygons for kelurahan, points for kecamatan offices and for kelurahan without a shape).
    """
    rows = boundaries[boundaries["geometry_kind"] == kind].reset_index(drop=True)
    geometry = shapely.from_geojson(rows["geometry"].to_numpy(dtype=object))
    room = pd.Series([_room(shape) for shape in geometry], dtype="float64")
    frame = rows[["unit_code", "centre_lat", "centre_lon"]].assign(room=room.fillna(room.median()))
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=CRS)


def _room(shape: shapely.Geometry) -> float:
    """The width of the widest circle inside; a point has none of its own."""
    if shape.geom_type == "Point":
        return float("nan")
    return 2 * float(shapely.maximum_inscribed_circle(shape, tolerance=INNER_DEGREES / 10).length)


def is_cartogram(shapes: gpd.GeoDataFrame) -> bool:
    """Return True for equal hexagons: each holds its label."""
    return bool(shapes["room"].max() < 1.05 * shapes["room"].min())


def collection(features: Iterable[Json]) -> Json:
    """Return GeoJSON features together."""
    return {"type": "FeatureCollection", "features": list(features)}


def feature(at: int, shape: Json, **properties: str) -> Json:
    """Return a GeoJSON feature; its number is its id: any text there would reach the page as it is."""
    return {"type": "Feature", "id": str(at), "properties": properties, "geometry": shape}


@lru_cache(SHAPES_KEPT)
def geojson(shape: shapely.Geometry) -> Json:
    """Return a shape as GeoJSON, to be read only: it is worked out once."""
    made: Json = shapely.geometry.mapping(shape)
    return made


@lru_cache(SHAPES_KEPT)
def together(shapes: tuple[shapely.Geometry, ...]) -> shapely.Geometry:
    """Return shapes as one, worked out once."""
    return shapely.union_all(list(shapes))
