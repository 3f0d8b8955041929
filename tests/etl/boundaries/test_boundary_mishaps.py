"""Boundary files that are of elsewhere, wrongly placed, too much, or point to other files: a sentence, nothing kept."""

import json
import os
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from support.files.boundary_files import DEGREES, METRES, given
from support.files.raw_files import etl

from core.settings import official_boundaries
from core.store import Store
from etl import vector_files
from etl.boundaries import reading

CITY = "Tepian Raya"


def refused(path: Path, *arguments: str) -> str:
    done = etl("boundaries", path, *arguments)
    assert done.returncode in (1, 5)
    assert not official_boundaries().exists()
    assert "Error" not in done.stderr
    return done.stderr


def moved(frame: gpd.GeoDataFrame, east: float, north: float) -> gpd.GeoDataFrame:
    return frame.set_geometry(frame.translate(east, north), crs=frame.crs)


@pytest.mark.parametrize("name", ["tukar.geojson", "tukar.gpkg"])
def test_swapped_axes_are_named(store: Store, ours: gpd.GeoDataFrame, tmp_path: Path, name: str) -> None:
    degrees = ours.to_crs(DEGREES)
    corners = shapely.transform(degrees.geometry.to_numpy(), lambda each: each[:, ::-1])
    swapped = degrees.set_geometry(gpd.GeoSeries(corners, index=degrees.index, crs=DEGREES))
    assert "lintang dan bujur tertukar" in refused(given(swapped, tmp_path, name))


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:32618", "EPSG:4978", "EPSG:5703"])
def test_a_wrong_system_said_by_the_user_ends_in_a_sentence(
    store: Store, ours: gpd.GeoDataFrame, tmp_path: Path, crs: str
) -> None:
    said = refused(given(ours, tmp_path), "--crs", crs)
    assert "bukan di Samarinda" in said
    assert f"--crs {METRES}" in said


def test_another_city_is_named_by_its_place(store: Store, ours: gpd.GeoDataFrame, tmp_path: Path) -> None:
    said = refused(given(moved(ours, -400_000, -700_000), tmp_path))
    assert "rupanya berkas kota lain" in said


def test_another_city_near_by_is_named_by_its_codes(store: Store, ours: gpd.GeoDataFrame, tmp_path: Path) -> None:
    codes = [f"64.71.01.{number:04d}" for number in range(1001, 1001 + len(ours))]
    said = refused(given(ours.assign(kode=codes, bps="", nama=CITY, kec=CITY), tmp_path))
    assert "kodenya berawal 64.71: rupanya berkas kota lain" in said


def test_names_alike_far_away_are_no_kelurahan(store: Store, ours: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """Not one is recognised: nothing is kept."""
    far = moved(ours[["nama", "geometry"]], 45_000, 0)
    assert "Tidak satu kelurahan pun dikenali" in refused(given(far, tmp_path))


@pytest.mark.parametrize("name", ["batas.vrt", "batas.gml", "batas.geojson"])
def test_what_points_elsewhere_is_not_opened(store: Store, ours: gpd.GeoDataFrame, tmp_path: Path, name: str) -> None:
    good = given(ours.to_crs(DEGREES), tmp_path, "baik.geojson")
    path = tmp_path / name
    path.write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="baik"><SrcDataSource>{good}</SrcDataSource></OGRVRTLayer>'
        "</OGRVRTDataSource>"
        if name != "batas.gml"
        else '<wfs:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:wfs="http://www.opengis.net/wfs">'
        "</wfs:FeatureCollection>"
    )
    assert "tidak terbaca sebagai berkas peta" in refused(path)


@pytest.mark.parametrize("address", ["/vsicurl/http://127.0.0.1:9/a.geojson", "http://127.0.0.1:9/a.geojson", "WFS:x"])
def test_an_address_is_no_file(store: Store, address: str) -> None:
    assert "berkas tidak ada" in refused(Path(address))


def test_too_many_features_corners_or_bytes(
    store: Store, ours: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [117.1, -0.5]}}
    path = tmp_path / "banyak.geojson"
    features = [point] * (vector_files.FEATURES_AT_MOST + 1)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert "Ambil Samarinda saja" in refused(path)
    monkeypatch.setattr(reading, "BYTES_AT_MOST", 1000)
    assert "ambil Samarinda saja" in refused(given(ours, tmp_path))


@pytest.mark.parametrize("name", ["batas.gdb/a00000001.gdbtable", "peta/batas.shp", "batas.dbf", "batas.shp-wal"])
def test_pipes_in_a_folder_or_beside_a_map_are_not_opened(store: Store, tmp_path: Path, name: str) -> None:
    pipe = tmp_path / name
    pipe.parent.mkdir(exist_ok=True)
    os.mkfifo(pipe)
    asked = pipe.parent if "/" in name else tmp_path / "batas.shp"
    if asked != pipe.parent:
        asked.write_bytes(b"")
    assert f"{pipe}: bukan berkas biasa" in refused(asked)


@pytest.mark.parametrize(
    "coordinates", [[[[1e308, 0], [1e308, 1], [1e307, 1], [1e308, 0]]], [[[117, -0.5], [117, -0.5], [117, -0.5]]]]
)
def test_odd_numbers_end_in_a_sentence(store: Store, tmp_path: Path, coordinates: list[object]) -> None:
    shape = {"type": "Polygon", "coordinates": coordinates}
    feature = {"type": "Feature", "properties": {"nama": "Sidodadi"}, "geometry": shape}
    path = tmp_path / "aneh.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    refused(path)


def test_a_child_that_dies_over_a_map_is_a_sentence(
    store: Store, ours: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.settings import settings

    monkeypatch.setenv("ADOPSI_READ_MEMORY_BYTES", "20000000")
    settings.cache_clear()
    assert "Simpan ulang sebagai GeoJSON" in refused(given(ours, tmp_path))
