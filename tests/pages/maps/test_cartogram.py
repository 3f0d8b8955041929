"""The cartogram: what its shapes promise, and that the shipped file is what the script builds."""

from itertools import combinations
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr
from shapely import Point, Polygon

from core.city import cartogram_file
from tools.cartogram import HexGrid, cartogram, write_geojson


@pytest.fixture(scope="module")
def built(units: pd.DataFrame) -> gpd.GeoDataFrame:
    """A fresh build, from the reference table in another order of rows."""
    return cartogram(units.sample(frac=1, random_state=1))


@pytest.fixture(scope="module")
def hexagons(built: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return built[built.geometry.geom_type == "Polygon"]


def corners(shape: Polygon) -> np.ndarray:
    return np.array(shape.exterior.coords)[:-1]


def test_shipped_file_is_what_the_script_builds(built: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """Byte for byte, whatever the order of the rows in the reference table."""
    write_geojson(built, tmp_path / "built.geojson")
    assert (tmp_path / "built.geojson").read_bytes() == cartogram_file().read_bytes()


def test_one_feature_a_unit(built: gpd.GeoDataFrame, units: pd.DataFrame) -> None:
    """59 hexagons for the kelurahan, 10 points for the kecamatan offices, each with its names."""
    columns = ["unit_code", "name", "kecamatan_code", "kecamatan"]
    expected = units.sort_values("unit_code")
    assert built[columns].to_numpy().tolist() == expected[columns].to_numpy().tolist()
    kinds = {"kelurahan": "Polygon", "kecamatan": "Point"}
    assert built.geometry.geom_type.tolist() == expected["kind"].map(kinds).tolist()


def test_hexagons_are_equal_and_regular_on_the_screen(hexagons: gpd.GeoDataFrame) -> None:
    """All sides are one length where a degree of longitude is as long as on the screen at Samarinda."""
    stretch = (np.cos(np.radians(-0.5)), 1)
    sides = [np.linalg.norm((np.roll(c, -1, axis=0) - c) * stretch, axis=1) for c in map(corners, hexagons.geometry)]
    assert np.array(sides).shape == (59, 6)
    assert np.ptp(sides) < 1e-4 * np.mean(sides)


def test_hexagons_do_not_overlap(hexagons: gpd.GeoDataFrame) -> None:
    assert all(one.intersection(other).area < 1e-12 for one, other in combinations(hexagons.geometry, 2))


def test_city_and_each_kecamatan_are_in_one_piece_without_holes(hexagons: gpd.GeoDataFrame) -> None:
    """A union that touches at a corner only would be a MultiPolygon."""
    areas = [hexagons.union_all(), *hexagons.dissolve("kecamatan_code").geometry]
    assert len(areas) == 11
    assert {area.geom_type for area in areas} == {"Polygon"}
    assert sum(len(area.interiors) for area in areas) == 0


def test_places_resemble_the_real_ones(hexagons: gpd.GeoDataFrame, units: pd.DataFrame) -> None:
    """Rank correlation with the real positions (0.976 in longitude, 0.985 in latitude when built)."""
    real = units.set_index("unit_code").loc[hexagons["unit_code"]]
    drawn = np.array([corners(shape).mean(axis=0).round(6) for shape in hexagons.geometry])
    assert spearmanr(drawn[:, 0], real["lon"]).statistic > 0.97
    assert spearmanr(drawn[:, 1], real["lat"]).statistic > 0.98


@pytest.mark.parametrize(("axis", "column"), [(0, "lon"), (1, "lat")])
def test_north_stays_north(hexagons: gpd.GeoDataFrame, units: pd.DataFrame, axis: int, column: str) -> None:
    """Of two kelurahan over 0.05 degrees (5.5 km) apart, none changes sides with the other."""
    real = units.set_index("unit_code").loc[hexagons["unit_code"], column].to_numpy()
    drawn = np.array([corners(shape).mean(axis=0)[axis] for shape in hexagons.geometry])
    one, other = np.triu_indices(59, 1)
    far = np.abs(real[one] - real[other]) > 0.05
    turned = (real[one] - real[other]) * (drawn[one] - drawn[other]) < -1e-9
    assert far.sum() > 600
    assert not (turned & far).any()


def test_offices_stand_below_one_and_between_two_of_their_hexagons(built: gpd.GeoDataFrame) -> None:
    """There no hexagon of the kecamatan has its own mark or the middle of its name."""
    for _, office in built[built.geometry.geom_type == "Point"].iterrows():
        own = built[(built["kecamatan_code"] == office["kecamatan_code"]) & (built.geometry.geom_type == "Polygon")]
        touching = [shape for shape in own.geometry if office.geometry.coords[0] in shape.exterior.coords]
        heights = sorted(shape.centroid.y - office.geometry.y for shape in touching)
        assert len(heights) == 3, office["name"]
        assert heights[0] == pytest.approx(heights[1], rel=1e-3), office["name"]
        assert heights[1] < 0 < heights[2], office["name"]


def test_grid_counts_pieces_and_holes() -> None:
    """A ring of six around a free cell is one piece with one hole; two opposite cells are two pieces."""
    grid = HexGrid(5, 5)
    middle = next(cell for cell, place in enumerate(grid.places) if Point(place).distance(Point(4, 6)) == 0)
    ring = grid.neighbours[middle]
    assert (len(ring), grid.pieces(ring), grid.holes(ring), grid.shared_sides(ring)) == (6, 1, 1, 6)
    assert grid.pieces({0, 24}) == 2
    assert grid.holes(ring | {middle}) == 0
