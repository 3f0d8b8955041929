"""What an import of boundaries says: found, missing, extra, mended, and which build shows it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from etl.answers import load_report
from etl.boundaries.matching import Matched
from etl.boundaries.quality import Quality
from etl.loading.outcome import Outcome

SHOWN = 20


@dataclass(frozen=True)
class Report:
    """What became of one file. `ignored` rows were no polygons; `outcome` is None while nothing can be published."""

    file: Path
    ignored: int
    found: Matched
    quality: Quality
    tolerance_m: float
    size: int
    outcome: Outcome | None

    def as_json(self) -> dict[str, Any]:
        """Return all of it as one object."""
        names = ("column", "by", "missing", "mended", "twice", "extra")
        return {
            "file": str(self.file),
            **{name: getattr(self.found, name) for name in names},
            "ignored": self.ignored,
            **asdict(self.quality),
            "tolerance_m": round(self.tolerance_m, 1),
            "bytes": self.size,
            "build": self.outcome.build if self.outcome else None,
        }


def print_report(console: Console, report: Report) -> None:
    """Print the account in the user's words."""
    found, quality = report.found, report.quality
    for sentence in (
        f"{quality.found} kelurahan dikenali dari kolom '{found.column}' ({found.by}).",
        _list("Hilang; di peta resmi hanya bertanda titik", found.missing),
        _list("Berlebih, tidak dipakai", found.extra),
        f"Bukan poligon, tidak dipakai: {report.ignored} baris." if report.ignored else "",
        _list("Bentuk yang sama datang lebih dari sekali; dipakai sekali", found.twice),
        _list("Cincin diperbaiki", found.mended),
        f"Tumpang tindih dihapus: {quality.overlap_km2} km²." if quality.overlap_km2 >= 0.001 else "",
        _off("letaknya lebih dari 2 km dari yang dikenal", quality.found - quality.placed),
        _off("luasnya jauh dari tabel acuan", quality.found - quality.sized),
        f"Disederhanakan dengan toleransi {report.tolerance_m:.0f} m: {quality.corners} titik, {report.size} bita.",
    ):
        if sentence:
            console.print(sentence, markup=False, highlight=False, soft_wrap=True)
    if report.outcome:
        load_report.print_build(console, report.outcome)
    else:
        console.print("Batas disimpan; tampil sesudah pemuatan berikut: python -m etl load", markup=False)


def _off(what: str, count: int) -> str:
    return f"Periksa: {count} kelurahan {what}." if count else ""


def _list(title: str, rows: list[str]) -> str:
    rest = f", dan {len(rows) - SHOWN} lagi" if len(rows) > SHOWN else ""
    return f"{title} ({len(rows)}): {'; '.join(rows[:SHOWN])}{rest}." if rows else ""
