"""Official boundaries of our own making: mended, moved into degrees, slimmed, judged and published."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from support.files.boundary_files import DEGREES, METRES, given
from support.files.raw_files import log

from core.clock import now_in_city
from core.formats import dated
from core.settings import official_boundaries
from core.snapshot import open_current
from core.store import Store
from etl.boundaries import import_boundaries
from etl.boundaries.report import Report
from etl.errors import LockedError, RefusedError, UserError
from etl.loading.load import load
from etl.warehouse.lock import single_writer
from report.content.map_outlines import shapes_of

SIDODADI = "64.72.03.1005"


@pytest.fixture(autouse=True)
def _whole(ours) -> None:
    """Before anything is broken on purpose, the set has no fault."""
    assert ours.is_valid.all()
    assert shapely.coverage_is_valid(ours.geometry.to_numpy())


def stored() -> gpd.GeoDataFrame:
    return gpd.read_file(official_boundaries()).set_index("unit_code")


def imported(store: Store, frame: gpd.GeoDataFrame, tmp_path: Path, **how: str) -> Report:
    return import_boundaries(store, given(frame, tmp_path), **how)


@pytest.fixture
def loaded(store: Store) -> Store:
    """A store with a build."""
    log(store, "a.csv")
    load(store)
    return store


def test_good_set_is_slim_whole_and_published(loaded, ours, tmp_path):
    """Metres become degrees, 60 kB are kept, no border is torn, and a build shows 69 units of kind resmi."""
    report = imported(loaded, ours, tmp_path)
    shapes = stored()
    assert official_boundaries().stat().st_size <= 60_000
    assert report.size == official_boundaries().stat().st_size
    assert len(shapes) == 59
    assert shapes.is_valid.all()
    assert shapely.coverage_is_valid(shapes.geometry.to_numpy())
    assert abs(shapes.to_crs(METRES).union_all().area / ours.union_all().area - 1) < 0.01
    table = open_current(loaded).table("boundaries")
    official = table[table["geometry_kind"] == "resmi"]
    assert official["unit_code"].nunique() == len(official) == 69
    assert official["geometry"].str.contains("Polygon").sum() == 59
    assert (official["source"] == "batas.gpkg").all()
    assert (official["imported_on"] == pd.Timestamp(now_in_city().date())).all()
    assert (table["geometry_kind"] == "kartogram").sum() == 69
    assert table.loc[table["geometry_kind"] == "kartogram", "imported_on"].isna().all()
    assert report.outcome is not None
    assert report.outcome.build == open_current(loaded).build
    assert (report.found.missing, report.found.extra, report.found.mended) == ([], [], [])


def test_report_says_when_the_boundaries_were_imported(loaded, ours, tmp_path):
    """The day in words, of an older build (without the day) the file alone."""
    imported(loaded, ours, tmp_path)
    table = open_current(loaded).table("boundaries")
    table.loc[table["geometry_kind"] == "resmi", "imported_on"] = pd.Timestamp("2026-08-27")
    shapes, older = shapes_of(table), shapes_of(table.drop(columns="imported_on"))
    assert (shapes.kind, dated(shapes.source, shapes.imported_on)) == ("resmi", "batas.gpkg, 27 Agustus 2026")
    assert dated(older.source, older.imported_on) == "batas.gpkg"


def test_label_stands_inside_its_shape(loaded, ours, tmp_path):
    imported(loaded, ours, tmp_path)
    table = open_current(loaded).table("boundaries").query("geometry_kind == 'resmi' and unit_code.str.len() > 8")
    shapes, points = shapely.from_geojson(table["geometry"]), shapely.points(table["centre_lon"], table["centre_lat"])
    assert shapely.contains(shapes, points).all()


@pytest.mark.parametrize("name", ["batas.geojson", "batas.shp", "batas.kml", "batas.fgb"])
def test_any_vector_format(store, ours, tmp_path, name):
    frame = ours.to_crs(DEGREES) if name.endswith(("geojson", "kml")) else ours
    frame = frame.rename(columns={"nama": "Name"}) if name.endswith("kml") else frame
    report = import_boundaries(store, given(frame, tmp_path, name))
    assert report.quality.found == 59


def test_before_the_first_load_the_set_is_kept_and_shown_by_it(store, ours, tmp_path):
    assert imported(store, ours, tmp_path).outcome is None
    log(store, "a.csv")
    load(store)
    assert set(open_current(store).table("boundaries")["geometry_kind"]) == {"kartogram", "resmi"}


@pytest.mark.parametrize("coding", ["bps", "digits", "number"])
def test_codes_in_other_spellings(store, ours, tmp_path, coding):
    """The statistics agency's codes, codes without dots, and codes that became numbers."""
    codes = {"bps": ours["bps"], "digits": ours["kode"].str.replace(".", ""), "number": ours["bps"].astype(float)}
    report = imported(store, ours[["geometry"]].assign(id=codes[coding]), tmp_path)
    assert (report.quality.found, report.found.by, report.found.column) == (59, "kode", "id")
    assert report.quality.placed == 59


def test_names_instead_of_codes(store, ours, tmp_path):
    """Names in capitals, one with a known other spelling; the kecamatan has to agree."""
    named = ours[["geometry"]].assign(
        WADMKD=ours["nama"].str.upper().replace("RAWA MAKMUR", "RAWAMAKMUR"), WADMKC=ours["kec"]
    )
    report = imported(store, named, tmp_path)
    assert (report.quality.found, report.found.by, report.found.column) == (59, "nama", "WADMKD")
    assert report.quality.placed == 59
    wrong = named.assign(WADMKC=named["WADMKC"].where(named["WADMKD"] != "SIDODADI", "Palaran"))
    official_boundaries().unlink()
    assert imported(store, wrong, tmp_path).found.missing == [f"{SIDODADI} Sidodadi"]


def test_another_place_of_the_same_name_is_not_ours(store, ours, tmp_path):
    """A file of the whole province has a Sidodadi elsewhere: it is left over, and told."""
    other = ours[ours["nama"] == "Sidodadi"].assign(geometry=lambda row: row.translate(40_000, 0))
    report = imported(store, pd.concat([ours, other])[["nama", "geometry"]], tmp_path)
    assert report.quality.found == 59
    assert report.found.extra == ["Sidodadi"]
    assert report.quality.placed == 59


def test_missing_and_extra_are_named(loaded, ours, tmp_path):
    """One missing stands on the map as a point where it is known to lie; a 60th shape is left out."""
    lake = gpd.GeoDataFrame({"kode": ["99"], "nama": ["Waduk"]}, geometry=[shapely.box(5e5, 9.9e6, 5.1e5, 9.91e6)])
    frame = pd.concat([ours[ours["kode"] != SIDODADI], lake.set_crs(METRES)])
    report = imported(loaded, frame, tmp_path)
    assert report.found.missing == [f"{SIDODADI} Sidodadi"]
    assert report.found.extra == ["99 · Waduk"]
    table = open_current(loaded).table("boundaries").query("geometry_kind == 'resmi'").set_index("unit_code")
    assert len(table) == 69
    assert json.loads(table.loc[SIDODADI, "geometry"])["type"] == "Point"


def test_invalid_ring_is_mended_and_told(store, ours, tmp_path):
    """A bow tie in one shape, and a part of another in a row of its own."""
    frame = ours.copy()
    west, south, east, north = frame.geometry[5].bounds
    frame.loc[5, "geometry"] = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    half = frame.loc[[7]].assign(geometry=frame.loc[[7]].clip_by_rect(*west_half(frame.geometry[7])))
    frame.loc[7, "geometry"] = frame.geometry[7].difference(half.geometry.iloc[0])
    report = imported(store, pd.concat([frame, half]), tmp_path)
    assert report.found.mended == [f"{frame['kode'][5]} {frame['nama'][5]}"]
    assert report.quality.found == 59
    assert stored().is_valid.all()
    area = stored().to_crs(METRES).area
    assert area[frame["kode"][7]] == pytest.approx(ours.area[7], rel=0.1)


def west_half(shape: shapely.Geometry) -> tuple[float, float, float, float]:
    west, south, east, north = shape.bounds
    return west, south, (west + east) / 2, north


def test_overlaps_go_and_are_told(store, ours, tmp_path):
    frame = ours.assign(geometry=ours.buffer(20))
    report = imported(store, frame, tmp_path)
    assert report.quality.overlap_km2 > 1
    assert shapely.coverage_is_valid(stored().geometry.to_numpy())


def test_metres_called_degrees_are_refused_with_a_proposal(store, ours, tmp_path):
    """Nothing is guessed: the sentence names the system that fits, and with it the file is read."""
    wrong = ours.set_crs(DEGREES, allow_override=True)
    with pytest.raises(UserError, match=r"bukan di Samarinda.*--crs EPSG:32750"):
        imported(store, wrong, tmp_path)
    assert not official_boundaries().exists()
    assert imported(store, wrong, tmp_path, crs=METRES).quality.placed == 59


def test_file_without_a_system(store, ours, tmp_path):
    """Degrees around Samarinda speak for themselves; metres do not."""
    silent = given(ours.to_crs(DEGREES), tmp_path, "sunyi.shp")
    silent.with_suffix(".prj").unlink()
    assert import_boundaries(store, silent).quality.placed == 59
    silent = given(ours, tmp_path, "meter.shp")
    silent.with_suffix(".prj").unlink()
    with pytest.raises(UserError, match=r"tidak menyebut sistem koordinatnya.*EPSG:32750"):
        import_boundaries(store, silent)


def test_swapped_axes_and_shifted_codes_are_refused(store, ours, tmp_path):
    swapped = ours.to_crs(DEGREES)
    swapped = swapped.set_geometry(gpd.GeoSeries(shapely.transform(swapped.geometry.to_numpy(), lambda c: c[:, ::-1])))
    with pytest.raises(UserError, match="bukan di Samarinda"):
        imported(store, swapped.set_crs(DEGREES), tmp_path)
    with pytest.raises(RefusedError, match="Kode bergeser"):
        imported(store, ours.assign(kode=np.roll(ours["kode"], 17), nama="", bps=""), tmp_path)


def test_codes_that_contradict_the_names_are_refused_by_pair(store, ours, tmp_path):
    """Two codes swapped in a first import: nothing is kept, and both are named."""
    moved = ours["kode"].replace({SIDODADI: "64.72.01.1001", "64.72.01.1001": SIDODADI})
    with pytest.raises(RefusedError, match=rf"{SIDODADI} \(Sidodadi\) bernama Rawa Makmur") as refused:
        imported(store, ours.assign(kode=moved, bps=""), tmp_path)
    assert "64.72.01.1001 (Rawa Makmur) bernama Sidodadi" in str(refused.value)
    assert not official_boundaries().exists()


def test_names_of_kecamatan_and_unknown_names_contradict_no_code(store, ours, tmp_path):
    """Some kecamatan are called like one of their kelurahan; a misspelt name says nothing."""
    assert imported(store, ours.drop(columns=["nama", "bps"]), tmp_path).quality.found == 59
    misspelt = ours.assign(nama=ours["nama"].replace("Sidodadi", "Sidodadai"), bps="")
    assert imported(store, misspelt, tmp_path).quality.found == 59


def test_same_shape_twice_is_told(store, ours, tmp_path):
    """One kelurahan in two equal rows is used once, and said."""
    report = imported(store, pd.concat([ours, ours[ours["kode"] == SIDODADI]]), tmp_path)
    assert report.found.twice == [f"{SIDODADI} Sidodadi"]
    assert report.quality.placed == report.quality.found == 59


@pytest.mark.drill
def test_worse_set_never_replaces_a_good_one(loaded, ours, tmp_path):
    """One worse set after the other; none of them keeps the good one from being imported again."""
    imported(loaded, ours, tmp_path)
    before, build = official_boundaries().read_bytes(), open_current(loaded).build
    moved = ours["kode"].replace({SIDODADI: "64.72.01.1001", "64.72.01.1001": SIDODADI})
    worse = {
        "missing": ours.iloc[1:],
        "shifted": ours.assign(kode=moved, nama="", bps=""),
        "coarse": ours.assign(geometry=ours.envelope),
        "overlap": ours.assign(geometry=ours.buffer(60)),
    }
    for fault, frame in worse.items():
        with pytest.raises(RefusedError, match="lebih buruk"):
            imported(loaded, frame, tmp_path)
        assert official_boundaries().read_bytes() == before, fault
        assert open_current(loaded).build == build, fault
    assert imported(loaded, ours, tmp_path).quality.found == 59


@pytest.mark.parametrize(
    ("content", "sentence"), [("bukan peta", "tidak terbaca"), ('{"type":"FeatureCollection","features":[]}', "bentuk")]
)
def test_file_that_is_no_map_is_said(store, tmp_path, content, sentence):
    path = tmp_path / "x.geojson"
    path.write_text(content)
    with pytest.raises(UserError, match=sentence):
        import_boundaries(store, path)


def test_points_and_strangers_are_said(store, ours, tmp_path):
    with pytest.raises(UserError, match="tidak ada satu poligon pun"):
        imported(store, ours.assign(geometry=ours.centroid), tmp_path)
    with pytest.raises(RefusedError, match="Tidak ada kolom"):
        imported(store, ours[["geometry"]].assign(nama="Tepian Raya"), tmp_path)
    with pytest.raises(UserError, match="tidak dikenal"):
        imported(store, ours, tmp_path, crs="EPSG:0")


def test_a_running_load_is_not_disturbed(store, ours, tmp_path):
    with single_writer(store, now_in_city()), pytest.raises(LockedError):
        imported(store, ours, tmp_path)
    assert not official_boundaries().exists()
