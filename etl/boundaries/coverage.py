"""Shapes that fit each other: overlaps gone, and as many corners as 60 kB hold, borders untorn."""

import json
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping

from etl.boundaries.reading import DEGREES

BYTES_AT_MOST = 60_000
FEATURES_AT_MOST = 58_500
"""What the shapes may take, so that the file with its provenance stays below BYTES_AT_MOST."""
GAP_METRES = 30.0
"""Narrower gaps between neighbours are drawing errors; a wider one may be a lake."""
SLACK_METRES = 0.5
"""How exactly the tolerance is sought."""
DECIMALS = (5, 6, 7)
"""Digits of a degree, a metre first; finer only where rounding would break a shape."""
WIDEST_METRES = 5_000.0


@dataclass(frozen=True)
class Slimmed:
    """The shapes in degrees with unit_code, and the tolerance it took (0: none, the shapes are as they were)."""

    frame: gpd.GeoDataFrame
    tolerance_m: float


def overlap_km2(shapes: gpd.GeoSeries) -> float:
    """Return by how much the shapes cover each other: their sum less what they cover together."""
    return max(float(shapes.area.sum() - shapes.union_all().area) / 1e6, 0.0)


def covered(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return the shapes without overlaps and drawing gaps, every border shared corner by corner."""
    if shapely.coverage_is_valid(shapes.to_numpy()):
        return shapes
    clean = shapely.coverage_clean(shapes.to_numpy(), gap_width=GAP_METRES)
    return gpd.GeoSeries(clean, index=shapes.index, crs=shapes.crs)


def slimmed(shapes: gpd.GeoSeries) -> Slimmed:
    """Return the shapes at the smallest tolerance that fits; the borders stay shared."""
    low, high = 0.0, WIDEST_METRES
    best = _rounded(shapes)
    if _size(best) <= FEATURES_AT_MOST:
        return Slimmed(best, 0.0)
    while high - low > SLACK_METRES:
        middle = (low + high) / 2
        thin = shapely.coverage_simplify(shapes.to_numpy(), middle)
        frame = _rounded(gpd.GeoSeries(thin, index=shapes.index, crs=shapes.crs))
        if _size(frame) <= FEATURES_AT_MOST:
            best, high = frame, middle
        else:
            low = middle
    return Slimmed(best, high)


def are_seamless(shapes: NDArray[np.object_]) -> bool:
    """True when every shape is valid and no border is torn or crossed."""
    return bool(shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes))


def _rounded(shapes: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """The shapes in degrees, as few digits as keep them whole; a corner of two shapes is rounded alike in both."""
    degrees = shapes.to_crs(DEGREES).to_numpy()
    for decimals in DECIMALS:
        rounded = shapely.transform(degrees, lambda corners, digits=decimals: np.round(corners, digits))
        if are_seamless(rounded):
            break
    else:
        rounded = shapely.coverage_clean(rounded)
    return gpd.GeoDataFrame({"unit_code": shapes.index}, geometry=rounded, crs=DEGREES)


def features(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return the shapes as GeoJSON features."""
    return [
        {"type": "Feature", "properties": {"unit_code": code}, "geometry": mapping(shape)}
        for code, shape in zip(frame["unit_code"], frame.geometry, strict=True)
    ]


def compact_json(content: object) -> str:
    """Return JSON without blanks."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _size(frame: gpd.GeoDataFrame) -> int:
    return len(compact_json(features(frame)).encode())
