"""How good a set of boundaries is, and when it is refused: not of these 59, or worse than the one that is kept."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import shapely

from core.city import city
from etl.boundaries.coverage import are_seamless
from etl.boundaries.reading import DEGREES
from etl.errors import RefusedError
from etl.sources.reference_columns import Reference

NEAR_METRES = 2_000
"""The known positions are rounded middles; a kelurahan lies at most this far from its own."""
AREA_RATIO = 1.5
"""Beyond this times, or below its inverse, an area is not that of the reference table."""
OVERLAP_KM2 = 1.0
"""How much more overlap a new set may bring."""
DETAIL = 0.5
"""The part of the present corners that a new set must have."""


@dataclass(frozen=True)
class Quality:
    """Counts of kelurahan: there at all, where they should be, as large as they should be; overlap; corners."""

    found: int
    placed: int
    sized: int
    overlap_km2: float
    corners: int


def shape_quality(frame: gpd.GeoDataFrame, overlap: float, reference: Reference) -> Quality:
    """Return the quality of shapes (unit_code, degrees) beside the positions and areas of the reference table."""
    units = {row["unit_code"]: row for row in reference["units"]}
    known = [units[code] for code in frame["unit_code"]]
    points = gpd.GeoSeries([shapely.Point(row["lon"], row["lat"]) for row in known], crs=DEGREES).to_crs(city().metres)
    metres = frame.geometry.to_crs(city().metres).reset_index(drop=True)
    ratios = metres.area / 1e6 / [row["area_km2"] for row in known]
    return Quality(
        len(frame),
        int((metres.distance(points) <= NEAR_METRES).sum()),
        int(ratios.between(1 / AREA_RATIO, AREA_RATIO).sum()),
        round(overlap, 3),
        int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum()),
    )


def refuse_unfit(frame: gpd.GeoDataFrame, quality: Quality, file: Path) -> None:
    """Raise RefusedError for shapes that do not fit each other, and when most do not lie where their kelurahan does."""
    if not are_seamless(frame.geometry.to_numpy()):
        raise RefusedError(f"{file}: bentuknya tidak dapat dirapikan menjadi wilayah yang bersambung. Perbaiki dahulu.")
    if 2 * quality.placed < quality.found:
        raise RefusedError(
            f"{file}: hanya {quality.placed} dari {quality.found} bentuk berada di tempat kelurahannya. Kode bergeser, "
            "atau lintang dan bujur tertukar. Tidak ada yang diubah."
        )


def refuse_worse(new: Quality, old: Quality | None, file: Path) -> None:
    """Raise RefusedError, naming what is worse, when a better set is kept already."""
    if old is None:
        return
    worse = [
        f"{name} {now}, yang ada {before}"
        for name, now, before, is_worse in (
            ("kelurahan", new.found, old.found, new.found < old.found),
            ("di tempatnya", new.placed, old.placed, new.placed < old.placed),
            ("luasnya sesuai", new.sized, old.sized, new.sized < old.sized),
            ("km² tumpang tindih", new.overlap_km2, old.overlap_km2, new.overlap_km2 > old.overlap_km2 + OVERLAP_KM2),
            ("titik", new.corners, old.corners, new.corners < DETAIL * old.corners),
        )
        if is_worse
    ]
    if worse:
        raise RefusedError(
            f"{file}: lebih buruk daripada batas yang sudah dipakai ({'; '.join(worse)}). Tidak ada yang diubah. "
            "Bila memang dikehendaki, pindahkan dahulu resmi.geojson dari folder boundaries."
        )
