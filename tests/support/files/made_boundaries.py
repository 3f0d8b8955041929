"""Boundaries of our own making: 59 cells around the known positions, with winding borders that neighbours share."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from core.city import reference_dir

METRES, DEGREES = "EPSG:32750", "EPSG:4326"


def made_boundaries() -> gpd.GeoDataFrame:
    """Return the cells in metres, with code, code of the statistics agency, name and kecamatan."""
    units = pd.read_csv(reference_dir() / "units.csv", dtype=str)
    units = units[units["kind"] == "kelurahan"].reset_index(drop=True)
    points = gpd.GeoSeries(gpd.points_from_xy(units["lon"].astype(float), units["lat"].astype(float)), crs=DEGREES)
    points = points.to_crs(METRES)
    cells = gpd.GeoSeries(points.voronoi_polygons(extend_to=points.union_all().buffer(9_000)), crs=METRES)
    cells = cells.intersection(points.union_all().convex_hull.buffer(2_000).simplify(50)).segmentize(60)
    order = [int(cells.index[cells.contains(point)][0]) for point in points]
    # Either side of a border is cut into pieces by itself: only after cleaning the corners are the same ones.
    shared = shapely.coverage_clean(cells.loc[order].to_numpy())
    wound = shapely.transform(shared, wind)
    return gpd.GeoDataFrame(
        {"kode": units["unit_code"], "bps": units["bps_code"], "nama": units["name"], "kec": units["kecamatan"]},
        geometry=np.asarray(wound),
        crs=METRES,
    )


def wind(corners: np.ndarray) -> np.ndarray:
    """Shift every place by a little wave: the same place moves alike in both neighbours."""
    return corners + 60 * np.sin(corners[:, ::-1] / 150) + 20 * np.sin(corners[:, ::-1] / 70)
