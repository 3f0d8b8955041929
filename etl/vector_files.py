"""Opens a map file of anybody's in a child process: only with the drivers named here, nothing from elsewhere.

Imported by that child alone before the map libraries are: which drivers there are is settled as they start.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from core.city import city
from etl.errors import UserError

DRIVERS = ("GeoJSON", "GPKG", "KML", "LIBKML", "ESRI Shapefile", "FlatGeobuf", "OpenFileGDB", "TopoJSON")
"""Formats that hold shapes themselves; others may name further files, or addresses, to be opened in their place."""
KNOWN = "GeoJSON, TopoJSON, GeoPackage, KML, FlatGeobuf, dan Shapefile (semua bagiannya dalam satu .zip)"
FEATURES_AT_MOST = 100_000
CORNERS_AT_MOST = 5_000_000
_NOTHING_REMOTE = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_DISABLE_READDIR_ON_OPEN": "FALSE",
    "OGR_SQLITE_LIST_VIRTUAL_OGR": "NO",
}


@dataclass(frozen=True)
class Asked:
    """The file to open, where its layers go, the drivers that are left out: all that there are but DRIVERS."""

    file: Path
    folder: Path
    left_out: list[str]


@dataclass(frozen=True)
class Layer:
    """One layer with shapes: its rows as an Arrow file, the column of the shapes (WKB), its coordinate system."""

    rows: Path
    geometry: str
    crs: str | None


def open_layers(asked: Asked) -> list[Layer]:
    """Return the layers of a file that hold shapes.

    Raises UserError for a file that is none of the known formats, or has more features or corners than are sensible.
    """
    os.environ |= _NOTHING_REMOTE | {"GDAL_SKIP": ",".join(asked.left_out)}
    import pyogrio

    unreadable = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.GeometryError)
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(asked.file) if kind is not None]
        _refuse_many(asked.file, sum(pyogrio.read_info(asked.file, layer=layer)["features"] for layer in layers))
        found = [_layer(asked, layer, number) for number, layer in enumerate(layers)]
    except (*unreadable, pa.ArrowException, ValueError):
        raise UserError(
            f"{asked.file}: tidak terbaca sebagai berkas peta. Yang dikenal: {KNOWN}. Simpan ulang sebagai GeoJSON."
        ) from None
    return [layer for layer in found if layer]


def _refuse_many(file: Path, features: int) -> None:
    if features > FEATURES_AT_MOST:
        raise UserError(f"{file}: berisi {features} bentuk, lebih dari {FEATURES_AT_MOST}. Ambil {city().name} saja.")


def _layer(asked: Asked, layer: str, number: int) -> Layer | None:
    """Write one layer; None for one without rows."""
    import pyogrio
    import shapely

    meta, table = pyogrio.read_arrow(asked.file, layer=layer)
    geometry = meta["geometry_name"] or "wkb_geometry"
    if not table.num_rows:
        return None
    _refuse_many(asked.file, table.num_rows)
    shapes = shapely.from_wkb(table[geometry].to_numpy())
    if int(shapely.get_num_coordinates(shapes).sum()) > CORNERS_AT_MOST:
        most = f"lebih dari {CORNERS_AT_MOST} titik"
        raise UserError(f"{asked.file}: {most}. Sederhanakan, atau ambil {city().name} saja.")
    rows = asked.folder / f"{number}.arrow"
    with pa.OSFile(str(rows), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    return Layer(rows, geometry, meta["crs"])
