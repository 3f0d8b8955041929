"""Any vector file in any coordinate system, as polygons in metres."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pyogrio
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from etl.errors import UserError
from etl.regular import refuse_special
from etl.shapes import Row

METRES = "EPSG:32750"
"""UTM zone 50 south, in which Samarinda lies: lengths and areas are true to a thousandth."""
DEGREES = "EPSG:4326"
LIKELY = (METRES, "EPSG:3857", "EPSG:23837", "EPSG:32650", DEGREES)
"""Systems in use there, to propose from; never to guess with."""
NEAR_DEGREES = 1.0


@dataclass(frozen=True)
class Polygons:
    """The polygons of a file in METRES, valid, with the columns they came with.

    `ignored` counts rows that were no polygons, `mended` holds the rows whose rings had to be mended.
    """

    frame: gpd.GeoDataFrame
    ignored: int
    mended: list[int]


def read_polygons(file: Path, crs: str | None, reference: dict[str, list[Row]]) -> Polygons:
    """Return the polygons of the richest layer of a file.

    Raises UserError for a file that is no vector file, holds no polygon, or does not say what its coordinates are.
    """
    frame = _read(file)
    flat = shapely.force_2d(frame.geometry.to_numpy())
    frame = frame.set_geometry(gpd.GeoSeries([_polygons_of(shape) for shape in flat], index=frame.index, crs=frame.crs))
    polygons = frame[~frame.geometry.isna()]
    if polygons.empty:
        raise UserError(f"{file}: tidak ada satu poligon pun. Pilih berkas batas kelurahan, bukan titik atau garis.")
    placed = _in_metres(polygons.reset_index(drop=True), file, crs, reference)
    broken = placed.index[~placed.is_valid]
    valid = shapely.make_valid(placed.geometry.to_numpy(), method="structure", keep_collapsed=False)
    mended = placed.set_geometry(gpd.GeoSeries(valid, index=placed.index, crs=METRES))
    return Polygons(mended, len(frame) - len(polygons), [int(row) for row in broken])


def _read(file: Path) -> gpd.GeoDataFrame:
    refuse_special(file)
    if not file.exists():
        raise UserError(f"{file}: berkas tidak ada. Periksa penulisannya.")
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(file) if kind is not None]
        frames = [gpd.read_file(file, layer=layer) for layer in layers]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, shapely.errors.GEOSException) as error:
        raise UserError(
            f"{file}: tidak terbaca sebagai berkas peta ({type(error).__name__}). Yang dikenal antara lain GeoJSON, "
            "GeoPackage, KML, dan Shapefile (semua bagiannya dalam satu .zip)."
        ) from None
    with_shapes = [frame for frame in frames if isinstance(frame, gpd.GeoDataFrame) and len(frame)]
    if not with_shapes:
        raise UserError(f"{file}: tidak berisi bentuk apa pun.")
    return max(with_shapes, key=lambda frame: int(frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"]).sum()))


def _polygons_of(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """The polygons in a shape; None where it has none."""
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    return shapely.MultiPolygon(parts) if parts else None


def _in_metres(
    frame: gpd.GeoDataFrame, file: Path, crs: str | None, reference: dict[str, list[Row]]
) -> gpd.GeoDataFrame:
    """The frame in METRES; the file's own word counts, unless the user or the numbers say otherwise."""
    if crs:
        return frame.set_crs(_known(crs), allow_override=True).to_crs(METRES)
    named = frame.crs
    if named is None and _is_near(frame, CRS(DEGREES), reference):
        named = CRS(DEGREES)
    if named is not None and _is_near(frame, named, reference):
        return frame.to_crs(METRES) if frame.crs else frame.set_crs(named).to_crs(METRES)
    fitting = [name for name in LIKELY if _is_near(frame, CRS(name), reference)]
    said = f"katanya dalam {named.to_string()}" if named is not None else "berkas tidak menyebut sistem koordinatnya"
    advice = "sebutkan dengan --crs EPSG:..."
    if fitting:
        advice = f"cocok dengan {fitting[0]}: ulangi dengan --crs {fitting[0]}"
    west, south, *_ = frame.total_bounds
    raise UserError(f"{file}: koordinatnya ({west:.6g}; {south:.6g}) bukan di Samarinda ({said}); {advice}.")


def _known(crs: str) -> CRS:
    try:
        return CRS(crs)
    except CRSError:
        raise UserError(f"--crs {crs}: sistem koordinat tidak dikenal. Contoh: EPSG:32750.") from None


def _is_near(frame: gpd.GeoDataFrame, crs: CRS, reference: dict[str, list[Row]]) -> bool:
    """True when read in `crs` the shapes reach over the kelurahan's known positions."""
    west, south, east, north = frame.set_crs(crs, allow_override=True).to_crs(DEGREES).total_bounds
    lons = [unit["lon"] for unit in reference["units"]]
    lats = [unit["lat"] for unit in reference["units"]]
    around = west - NEAR_DEGREES <= min(lons) and max(lons) <= east + NEAR_DEGREES
    around = around and south - NEAR_DEGREES <= min(lats) and max(lats) <= north + NEAR_DEGREES
    return bool(around)
