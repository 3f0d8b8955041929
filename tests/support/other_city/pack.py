"""A made-up city: 3 kemantren, 17 kalurahan, another zone, other digital days, Samarinda's services."""

import csv
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.settings import SHIPPED_CITY

NAME = "Tirtakencana"
DIGITAL_DAYS = "senin|jumat"
ANNOUNCED = "2024-08-26"
AREAS = {
    "Muara": ("Bandarejo", "Kampung Layar", "Pasar Lama", "Tambak Sari", "Ujung Batu", "Wirasaba"),
    "Puncak": ("Ciptamulya", "Gunung Sekar", "Kebun Teh", "Lereng Damai", "Randu Agung", "Sukapura"),
    "Tirta Tengah": ("Alun Utara", "Jati Pusaka", "Mangga Raya", "Pelita Jaya", "Taman Baru"),
}
CITY = f"""name = "{NAME}"
full_name = "Kota {NAME}"
full_name_en = "City of {NAME}"
tails = ["{NAME.lower()}", "kota {NAME.lower()}"]
zone = "WIB"
kelurahan = "kalurahan"
kecamatan = "kemantren"
kecamatan_short = "Kem."
first_kelurahan = 3
first_kecamatan = 1
lurah = "lurah"
camat = "mantri pamong praja"
short_parts = {{ "Tirta " = "T. " }}
metres = "EPSG:32749"
domain = "{NAME.lower()}.example"
"""
SOURCE = "Rekaan untuk uji"
LIVE = ("91.01.01", "91.01.01.1001", "91.01.02.1001", "91.01.03.1001")


def write_city(folder: Path) -> Path:
    """Write the city's `reference` into a folder and return the folder."""
    tables = folder / "reference"
    tables.mkdir(parents=True)
    (tables / "city.toml").write_text(CITY, "utf-8")
    for name in ("services", "service_aliases", "calendar", "sla"):
        shutil.copy(SHIPPED_CITY / "reference" / f"{name}.csv", tables)
    units = list(_units())
    _write(tables / "units.csv", _columns("units"), units)
    _write(tables / "unit_aliases.csv", _columns("unit_aliases"), [("Psr Lama", "91.01.01.1003", SOURCE)])
    _write(tables / "rollout.csv", _columns("rollout"), map(_status, units))
    days = (ANNOUNCED, "", DIGITAL_DAYS, "diumumkan", SOURCE)
    _write(tables / "digital_days.csv", _columns("digital_days"), [days])
    event = ("hari_digital", ANNOUNCED, "mulai_hari_digital", "", "Hari digital", "Digital days", SOURCE)
    _write(tables / "events.csv", _columns("events"), [event])
    all_live = ("semua_kalurahan", "kelurahan_live", 17, "2024-12-31", ANNOUNCED, "Semua", "All", SOURCE)
    _write(tables / "targets.csv", _columns("targets"), [all_live])
    return folder


def _status(unit: Sequence[object]) -> tuple[object, ...]:
    return unit[0], ANNOUNCED, "aktif" if unit[0] in LIVE else "belum", "tidak", "", SOURCE


def _units() -> Iterable[tuple[object, ...]]:
    for number, (area, names) in enumerate(AREAS.items(), 1):
        code, lat, lon = f"91.01.{number:02}", -7.80 + number / 30, 110.36
        people = [4_000 + 900 * place for place in range(len(names))]
        yield code, "kecamatan", area, code, area, f"91010{number}0", "", round(lat, 3), lon, 12.0, sum(people), SOURCE
        for place, name in enumerate(names):
            here = round(lat + (place % 2) / 90, 3), round(lon + place / 60, 3)
            own = (
                f"{code}.{1001 + place}",
                "kelurahan",
                name,
                code,
                area,
                f"91010{number}0{place + 1:03}",
                55_000 + place,
            )
            yield *own, *here, 2.0, people[place], SOURCE


def _columns(name: str) -> list[str]:
    with (SHIPPED_CITY / "reference" / f"{name}.csv").open(encoding="utf-8") as shipped:
        return next(csv.reader(shipped))


def _write(path: Path, head: list[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
