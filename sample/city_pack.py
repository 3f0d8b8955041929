"""A made-up city as data: the folder that ADOPSI_KOTA_DIR names, with Samarinda's services and holidays."""

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.settings import SHIPPED_CITY

LEVEL_WORDS = {
    "kelurahan": "kelurahan",
    "kecamatan": "kecamatan",
    "kecamatan_short": "Kec.",
    "lurah": "lurah",
    "camat": "camat",
}
FIRST_POPULATION = 4_000
MORE_POPULATION = 900
"""By so much each office of a kecamatan has more people than the one before it."""
SHARED = ("services", "service_aliases", "calendar", "sla")
"""Tables that all cities have alike."""


@dataclass(frozen=True)
class CityPack:
    """What a city is made of.

    `code`: that of the city, as 91.01. `areas`: the names of the kelurahan of each kecamatan; `live`: codes of the
    offices that began; `aliases`: code of an office by what else it is called. `lat`, `lon`: degrees of its south-west.
    `announced`: the day of the digital days, as 2024-08-26, and from when the offices of `live` are live.
    """

    name: str
    code: str
    zone: str
    areas: Mapping[str, Sequence[str]]
    live: Sequence[str]
    announced: str
    digital_days: str
    words: Mapping[str, str]
    """What its levels of offices and their heads are called: the keys of LEVELS."""
    source: str
    aliases: Mapping[str, str]
    short_parts: Mapping[str, str]
    lat: float = -7.80
    lon: float = 110.36

    @property
    def slug(self) -> str:
        """Its name as a file's name has it."""
        return self.name.lower().replace(" ", "-")

    def write(self, folder: Path) -> Path:
        """Write its `reference` into a folder, in place of what lies there, and return the folder."""
        tables = folder / "reference"
        shutil.rmtree(tables, ignore_errors=True)
        tables.mkdir(parents=True)
        (tables / "city.toml").write_text(self._toml(), "utf-8")
        for name in SHARED:
            shutil.copy(SHIPPED_CITY / "reference" / f"{name}.csv", tables)
        for name, rows in self._tables().items():
            with (tables / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([_columns(name), *rows])
        return folder

    def _toml(self) -> str:
        counts = [sum(("." in code[6:]) is kelurahan for code in self.live) for kelurahan in (True, False)]
        short = ", ".join(f'"{part}" = "{shorter}"' for part, shorter in self.short_parts.items())
        lines = [
            f'name = "{self.name}"',
            f'full_name = "Kota {self.name}"',
            f'full_name_en = "City of {self.name}"',
            f'tails = ["{self.name.lower()}", "kota {self.name.lower()}"]',
            f'zone = "{self.zone}"',
            *(f'{level} = "{word}"' for level, word in self.words.items()),
            f"first_kelurahan = {counts[0]}",
            f"first_kecamatan = {counts[1]}",
            f"short_parts = {{ {short} }}",
            'metres = "EPSG:32749"',
            f'domain = "{self.slug}.example"',
        ]
        return "\n".join(lines) + "\n"

    def _tables(self) -> dict[str, list[tuple[object, ...]]]:
        units, word = list(self._units()), self.words["kelurahan"]
        all_live = f"semua_{word}", "kelurahan_live", sum(map(len, self.areas.values())), "2024-12-31", self.announced
        event = "hari_digital", self.announced, "mulai_hari_digital", "", "Hari digital", "Digital days", self.source
        return {
            "units": units,
            "unit_aliases": [(alias, code, self.source) for alias, code in self.aliases.items()],
            "rollout": [self._status(str(unit[0])) for unit in units],
            "digital_days": [(self.announced, "", self.digital_days, "diumumkan", self.source)],
            "events": [event],
            "targets": [(*all_live, "Semua", "All", self.source)],
        }

    def _status(self, code: str) -> tuple[object, ...]:
        return code, self.announced, "aktif" if code in self.live else "belum", "tidak", "", self.source

    def _units(self) -> Iterable[tuple[object, ...]]:
        for number, (area, names) in enumerate(self.areas.items(), 1):
            code, lat = f"{self.code}.{number:02}", self.lat + number / 30
            own = self.code.replace(".", "") + f"{number:02}0"
            people = [FIRST_POPULATION + MORE_POPULATION * place for place in range(len(names))]
            where = round(lat, 3), self.lon, 12.0, sum(people)
            yield code, "kecamatan", area, code, area, own, "", *where, self.source
            for place, name in enumerate(names):
                here = round(lat + (place % 2) / 90, 3), round(self.lon + place / 60, 3), 2.0, people[place]
                codes = f"{own}{place + 1:03}", 55_000 + place
                yield f"{code}.{1001 + place}", "kelurahan", name, code, area, *codes, *here, self.source


def _columns(name: str) -> list[str]:
    with (SHIPPED_CITY / "reference" / f"{name}.csv").open(encoding="utf-8") as shipped:
        return next(csv.reader(shipped))
