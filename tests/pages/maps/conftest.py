"""What the tests of the map share: the shipped cartogram as the published table gives it, and a frame."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import to_geojson

from core.city import cartogram_file, reference_dir
from core.theme import STATUS_COLOURS
from pages.maps.html import MapLabels
from pages.maps.layers import drawn
from pages.maps.shapes import shapes_frame


@pytest.fixture(scope="session")
def units() -> pd.DataFrame:
    """The reference table of the 69 units."""
    return pd.read_csv(reference_dir() / "units.csv", dtype={"unit_code": str, "kecamatan_code": str})


@pytest.fixture(scope="session")
def shapes() -> gpd.GeoDataFrame:
    """The shipped cartogram, through the shape of the published table `boundaries`."""
    read = gpd.read_file(cartogram_file())
    middle = read.geometry.bounds
    table = pd.DataFrame(
        {
            "geometry_kind": "kartogram",
            "unit_code": read["unit_code"],
            "geometry": to_geojson(read.geometry.to_numpy()),
            "centre_lat": (middle["miny"] + middle["maxy"]) / 2,
            "centre_lon": (middle["minx"] + middle["maxx"]) / 2,
        }
    )
    return shapes_frame(table)


@pytest.fixture
def frame(units: pd.DataFrame) -> pd.DataFrame:
    """One row a unit, all statuses in turn, as the layer of statuses draws them."""
    names = list(STATUS_COLOURS)
    statuses = [names[place % len(names)] for place in range(len(units))]
    lines = [[("Status", status.capitalize()), ("Porsi digital", "42,3%")] for status in statuses]
    return drawn(units[["unit_code", "name", "kind", "kecamatan"]].assign(status=statuses, lines=lines), "status")


@pytest.fixture(scope="session")
def labels() -> MapLabels:
    """The words of the map in Indonesian."""
    return MapLabels(
        summary="Peta status peluncuran",
        office="Kantor Kecamatan",
        kecamatan="Kecamatan",
    )
