"""What the user may say about the files of one source, or of one sender of it (read by declaration_file)."""

from datetime import date, datetime
from fnmatch import fnmatchcase as fnmatch
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from core.city import ZONE_NAMES, city

ZONES = {
    **ZONE_NAMES,
    "UTC": "UTC",
    **{name: name for name in ZONE_NAMES.values()},
}
EPOCHS = {"epoch": 1_000_000, "epoch_ms": 1_000}
"""Declared words for a count of seconds, or of thousandths, since 1970; microseconds in one of them."""
SETTING_EXAMPLES = {
    "zone": 'zone = "WITA" (atau "WIB", "WIT", "UTC")',
    "asal_bawaan": 'asal_bawaan = "warga" (atau "rt", "petugas", "tidak_diketahui")',
    "export_time": "export_time = 2024-11-11T08:00:00",
    "period": "period = [2024-01-01, 2024-12-31]",
    "full": "full = true, dengan period di atasnya",
    "headers": '[headers] lalu unit = ["Nama Kantor"]',
    "values": '[values.status] lalu siap_diambil = ["Beres"]',
    "unit": 'unit = "Kelurahan Pelabuhan"',
    "unit_by_file": '[unit_by_file] lalu "*pelabuhan*" = "Kelurahan Pelabuhan"',
    "closed": 'closed = ["Piket"]',
    "empty_words": 'empty_words = ["belum lapor", "xx"]',
    "date_formats": 'date_formats = ["%d.%m.%y %H:%M"]',
    "date_order": 'date_order = "DMY" (hari/bulan/tahun, atau "MDY": bulan/hari/tahun)',
}


class Declaration(BaseModel):
    """What the user declared for one source, or for what one sender of it sends; everything may be absent."""

    model_config = ConfigDict(extra="forbid")

    zone: str | None = None
    asal_bawaan: Literal["warga", "rt", "petugas", "tidak_diketahui"] = "tidak_diketahui"
    export_time: datetime | None = None
    period: tuple[date, date] | None = None
    """First and last day that each file of the source speaks of."""
    full: bool = False
    """Each file shows every row of the period: a row that a later file no longer shows has vanished."""
    headers: dict[str, list[str]] = {}
    values: dict[str, dict[str, list[str]]] = {}
    date_formats: list[str] = []
    unit: str | None = None
    """The office of every file that has no column for it."""
    unit_by_file: dict[str, str] = {}
    """The same by the path of a file below the folder: pattern with * and ? -> office."""
    closed: list[str] = []
    """Further words in the place of a count that say: no working day."""
    empty_words: list[str] = []
    """Words that say none in a cell, beside those that always do."""
    date_order: Literal["DMY", "MDY"] | None = None
    """Whether dates of numbers begin with the day or with the month."""

    def for_file(self, path: str) -> "Declaration":
        """Return what is declared for one file: `path` below the folder, or its name, may match a pattern."""
        unit = next((unit for pattern, unit in self.unit_by_file.items() if fits(pattern, path)), None)
        return self.model_copy(update={"unit": unit}) if unit else self

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None and zone not in ZONES:
            raise ValueError("zona tidak dikenal")
        return ZONES[zone] if zone else None

    @field_validator("export_time")
    @classmethod
    def _in_wita(cls, moment: datetime | None) -> datetime | None:
        if not moment or not moment.tzinfo:
            return moment
        try:
            return moment.astimezone(city().clock).replace(tzinfo=None)
        except OverflowError:
            raise ValueError("di luar kalender") from None

    @field_validator("period")
    @classmethod
    def _in_order(cls, period: tuple[date, date] | None) -> tuple[date, date] | None:
        if period and period[0] > period[1]:
            raise ValueError("hari pertama sesudah hari terakhir")
        return period

    @field_validator("full")
    @classmethod
    def _with_period(cls, full: bool, known: ValidationInfo) -> bool:
        if full and not known.data.get("period"):
            raise ValueError("tanpa period")
        return full

    @field_validator("date_formats")
    @classmethod
    def _usable_formats(cls, formats: list[str]) -> list[str]:
        if len(set(formats)) < len(formats) or not all(_reads_days(each) for each in formats):
            raise ValueError("format tanggal tidak sah, kembar, atau tanpa hari, bulan, atau tahun")
        return formats


def fits(pattern: str, path: str) -> bool:
    """Return True where a path below the folder, or its name, matches a pattern in any case."""
    return any(fnmatch(name, pattern.lower()) for name in (path.lower(), path.rpartition("/")[2].lower()))


def _reads_days(pattern: str) -> bool:
    """True for a format that gives a day back as it was written; one without day, month or year does not."""
    if pattern in EPOCHS or "$" in pattern:
        return pattern in EPOCHS
    import duckdb  # seldom needed, and never by the child processes that read files

    try:
        day = "TIMESTAMP '2024-08-27 07:30:00'"
        (found,) = duckdb.execute(
            f"SELECT try_strptime(strftime({day}, $1), $1)::DATE = {day}::DATE", [pattern]
        ).fetchall()
    except duckdb.Error:
        return False
    return bool(found[0])
