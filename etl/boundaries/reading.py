"""Any vector file in any coordinate system, as polygons in metres."""

import glob
import math
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import pyarrow as pa
import pyogrio
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from core.city import city
from core.reasons import reasons
from etl import sandbox, vector_files
from etl.errors import UnreadableFileError, UserError, in_megabytes
from etl.regular_files import refuse_special
from etl.sources.reference_columns import Reference

DEGREES = "EPSG:4326"
LIKELY = ("EPSG:3857", "EPSG:23837", "EPSG:32650", DEGREES)
"""Systems in use, to propose from behind the city's own; never to guess with."""
NEAR_DEGREES = 1.0
BYTES_AT_MOST = 500_000_000


class Extent(NamedTuple):
    """The outermost coordinates of shapes."""

    west: float
    south: float
    east: float
    north: float

    @property
    def swapped(self) -> "Extent":
        """The same with its axes in the other order."""
        return Extent(self.south, self.west, self.north, self.east)


@dataclass(frozen=True)
class Polygons:
    """The polygons of a file in city().metres, valid, with the columns they came with.

    `ignored` counts rows that were no polygons, `mended` holds the rows whose rings had to be mended.
    """

    frame: gpd.GeoDataFrame
    ignored: int
    mended: list[int]


def read_polygons(file: Path, crs: str | None, reference: Reference) -> Polygons:
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
    mended = placed.set_geometry(gpd.GeoSeries(valid, index=placed.index, crs=city().metres))
    return Polygons(mended, len(frame) - len(polygons), [int(row) for row in broken])


def _read(file: Path) -> gpd.GeoDataFrame:
    refuse_special(file)
    if not file.exists():
        raise UserError(f"{file}: berkas tidak ada. Periksa penulisannya.")
    size = _size(file)
    others = [name for name in pyogrio.list_drivers() if name not in vector_files.DRIVERS]
    with tempfile.TemporaryDirectory(prefix="adopsi-") as folder:
        asked = vector_files.Asked(file.resolve(), Path(folder), others)
        try:
            layers = sandbox.call(vector_files.open_layers, asked, asked.folder, sandbox.limits_for(size))
        except UnreadableFileError as error:
            known = reasons()[error.reason]
            raise UserError(f"{file}: {known.sentence}. Simpan ulang sebagai GeoJSON, {city().name} saja.") from None
        frames = [_frame(layer) for layer in layers]
    if not frames:
        raise UserError(f"{file}: tidak berisi bentuk apa pun.")
    return max(frames, key=lambda frame: int(frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"]).sum()))


def _size(file: Path) -> int:
    """Bytes of a file, or of a folder, and of what lies beside a file under its name: libraries open that, too.

    Raises UserError for too many, and for a pipe or a device among them.
    """
    total = 0
    for path in file.rglob("*") if file.is_dir() else [file, *file.parent.glob(f"{glob.escape(file.stem)}[.-]*")]:
        refuse_special(path)
        total += path.stat().st_size if file.is_dir() or path == file else 0
        if total > BYTES_AT_MOST:
            most = in_megabytes(BYTES_AT_MOST)
            raise UserError(f"{file}: lebih dari {most}. Sederhanakan, atau ambil {city().name} saja.")
    return total


def _frame(layer: vector_files.Layer) -> gpd.GeoDataFrame:
    with pa.OSFile(str(layer.rows)) as file, pa.ipc.open_file(file) as stream:
        rows = stream.read_all().to_pandas()
    shapes = shapely.from_wkb(rows.pop(layer.geometry).to_numpy(), on_invalid="ignore")
    try:
        crs = CRS(layer.crs) if layer.crs else None
    except CRSError:
        crs = None
    return gpd.GeoDataFrame(rows, geometry=gpd.GeoSeries(shapes, index=rows.index, crs=crs))


def _polygons_of(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """The polygons in a shape; None where it has none."""
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    return shapely.MultiPolygon(parts) if parts else None


def _in_metres(frame: gpd.GeoDataFrame, file: Path, crs: str | None, reference: Reference) -> gpd.GeoDataFrame:
    """The frame in city().metres; the file's own word counts, unless the user or the numbers say otherwise."""
    named = _known(crs) if crs else frame.crs
    bounds = Extent(*frame.total_bounds)
    if named is None and _is_near(bounds, CRS(DEGREES), reference):
        named = CRS(DEGREES)
    if named is not None and _is_near(bounds, named, reference):
        return frame.set_crs(named, allow_override=True).to_crs(city().metres)
    said = f"katanya dalam {_called(named)}" if named is not None else "berkas tidak menyebut sistem koordinatnya"
    found = f"{file}: koordinatnya ({bounds.west:.6g}; {bounds.south:.6g}) bukan di {city().name} ({said})"
    raise UserError(f"{found}; {_advice(bounds, named, reference)}.")


def _advice(bounds: Extent, named: CRS | None, reference: Reference) -> str:
    """What may have happened, as far as the numbers tell it."""
    fitting = [name for name in (city().metres, *LIKELY) if _is_near(bounds, CRS(name), reference)]
    if fitting:
        return f"cocok dengan {fitting[0]}: ulangi dengan --crs {fitting[0]}"
    swapped = [name for name in (city().metres, *LIKELY) if _is_near(bounds.swapped, CRS(name), reference)]
    if swapped:
        return "lintang dan bujur tertukar: tukar sumbunya di program peta, simpan, lalu ulangi"
    where = _in_degrees(bounds, named) if named is not None else None
    if where:
        east, north = (where.west + where.east) / 2, (where.south + where.north) / 2
        return f"pusatnya {east:.2f} bujur, {north:.2f} lintang: rupanya berkas kota lain, atau --crs keliru"
    return "sebutkan sistem koordinatnya dengan --crs EPSG:..."


def _called(crs: CRS) -> str:
    """Short: a system of somebody's own is written out over many lines."""
    return str(crs.to_string().partition("\n")[0][:60])


def _known(crs: str) -> CRS:
    try:
        return CRS(crs)
    except CRSError:
        raise UserError(f"--crs {crs}: sistem koordinat tidak dikenal. Contoh: {city().metres}.") from None


def _in_degrees(bounds: Extent, crs: CRS) -> Extent | None:
    """The bounds in degrees; None where they cannot be read in that system."""
    try:
        moved = Transformer.from_crs(crs, DEGREES, always_xy=True).transform_bounds(*bounds)
    except ProjError:
        return None
    return Extent(*moved) if all(map(math.isfinite, moved)) else None


def _is_near(bounds: Extent, crs: CRS, reference: Reference) -> bool:
    """True when read in `crs` the shapes reach over the kelurahan's known positions."""
    found = _in_degrees(bounds, crs)
    if found is None:
        return False
    lons = [unit["lon"] for unit in reference["units"]]
    lats = [unit["lat"] for unit in reference["units"]]
    around = found.west - NEAR_DEGREES <= min(lons) and max(lons) <= found.east + NEAR_DEGREES
    return bool(around and found.south - NEAR_DEGREES <= min(lats) and max(lats) <= found.north + NEAR_DEGREES)
