"""A province of made-up cities of a hundred offices each: a folder a city, for the proof of scale."""

import json
import math
from collections.abc import Iterator
from pathlib import Path

from core.store import Store
from sample.city_pack import LEVEL_WORDS, CityPack

MOST = 99
ZONES = ("WIB", "WITA", "WIT")
FIRST_PARTS = ("Tirta", "Bumi", "Giri", "Karang", "Wana", "Rawa", "Cahaya", "Sinar", "Harapan", "Lembah")
LAST_PARTS = ("kencana", "mulya", "asri", "jaya", "sentosa", "indah", "makmur", "rejo", "sari", "agung")
KECAMATAN = (
    "Muara",
    "Puncak",
    "Telaga",
    "Persawahan",
    "Pesisir",
    "Perbukitan",
    "Padang",
    "Pertamanan",
    "Rimba",
    "Danau",
)
"""Each with a kelurahan for each of LAST_WORDS."""
FIRST_WORDS = ("Alun", "Bandar", "Cipta", "Gunung", "Jati", "Kebun", "Lereng", "Mangga", "Pelita", "Randu")
LAST_WORDS = ("Lestari", "Baru", "Damai", "Hilir", "Elok", "Layar", "Pusaka", "Sekar", "Utara")
PILOTS = 10
HEXAGON = 0.04
"""Degrees from side to side of a hexagon on the cartogram."""
CORNERS = ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1), (0, -2))
"""Of a hexagon around its middle, in halves of its width and quarters of its height."""


def cities(count: int) -> list[CityPack]:
    """Return the first so many cities of the province. Raises ValueError where there are not as many."""
    if not 1 <= count <= MOST:
        raise ValueError(f"cities: 1 to {MOST}")
    return [_city(number) for number in range(count)]


def write_packs(directory: Path, count: int) -> list[Path]:
    """Write the tables of so many cities into folders of their own, and return these.

    Each serves as ADOPSI_KOTA_DIR and ADOPSI_DATA_DIR, and has the mark of a sample before anything else lies in it:
    what breaks off can be done again. Raises ValueError for a count out of range, and FileExistsError, naming the
    folder, where one holds anything that no sample has put there.
    """
    packs = {directory / pack.slug: pack for pack in cities(count)}
    for folder in packs:
        if folder.exists() and any(folder.iterdir()) and not Store(folder).sample_marker.exists():
            raise FileExistsError(str(folder))
    for folder, pack in packs.items():
        folder.mkdir(parents=True, exist_ok=True)
        if not (mark := Store(folder).sample_marker).exists():
            mark.write_text("{}\n", "utf-8")
        (pack.write(folder) / "boundaries").mkdir(exist_ok=True)
        (folder / "boundaries" / "kartogram.geojson").write_text(_cartogram(pack), "utf-8")
    return list(packs)


def _city(number: int) -> CityPack:
    code = f"91.{number + 1:02}"
    areas = {area: [f"{FIRST_WORDS[place]} {word}" for word in LAST_WORDS] for place, area in enumerate(KECAMATAN)}
    pilots = [f"{code}.{place + 1:02}.1001" for place in range(PILOTS)]
    return CityPack(
        name=FIRST_PARTS[number % 10] + LAST_PARTS[(number // 10 + number) % 10],
        code=code,
        zone=ZONES[number % len(ZONES)],
        areas=areas,
        live=[f"{code}.01", *pilots],
        announced="2024-08-27",
        digital_days="selasa|rabu|kamis",
        words=LEVEL_WORDS,
        source="Rekaan untuk contoh provinsi",
        aliases={},
        short_parts={},
        lat=-7.8 + number % 10 / 2,
        lon=110.36 + number // 10 / 4,
    )


def _cartogram(pack: CityPack) -> str:
    """A hexagon a kelurahan, each kecamatan a row of them with its office below the first, as GeoJSON."""
    rows = [
        {"type": "Feature", "properties": {"unit_code": code}, "geometry": {"type": kind, "coordinates": places}}
        for code, kind, places in _shapes(pack)
    ]
    return json.dumps({"type": "FeatureCollection", "name": "kartogram", "features": rows}) + "\n"


def _shapes(pack: CityPack) -> Iterator[tuple[str, str, object]]:
    def at(across: float, up: float) -> tuple[float, float]:
        """Longitude and latitude of so many halves of a width and quarters of a height."""
        return round(pack.lon + across * HEXAGON / 2, 7), round(pack.lat + up * HEXAGON / math.sqrt(12), 7)

    for row, names in enumerate(pack.areas.values()):
        code, up = f"{pack.code}.{row + 1:02}", 3 * row
        yield code, "Point", at(row % 2, up - 2)
        for place in range(len(names)):
            ring = [at(2 * place + row % 2 + across, up + above) for across, above in CORNERS]
            yield f"{code}.{1001 + place}", "Polygon", [ring]
