"""The archive as readers see it: which reports there are, and the pages of one as pictures."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image

from analytics import Span, period_span
from core.settings import settings
from report.archive.keep import report_path
from report.archive.read import DamagedRecordError, sound_records
from report.forms.read_pdf import pictures_of_pages
from report.record.changes import on_cover
from report.record.record import Record, code_of, place_of

PAGE_PPI = 137.0
"""A page of A4 becomes 1130 pixels wide."""


@dataclass(frozen=True)
class Archived:
    """One archived report. `path`: its PDF, the other forms beside it; `place`: of a kecamatan, '' for the city;
    `changes`: of a revision, as on its first page.

    `period`, `grain`: the days of the month, quarter or year; of one that was still running those up to its data.
    """

    path: Path
    period: Span
    grain: str
    lang: str
    revision: int
    build: str
    code: str
    is_sample: bool
    place: str
    place_name: str
    changes: tuple[str, ...]


def archived() -> tuple[list[Archived], list[DamagedRecordError]]:
    """Return the archived reports, latest period and revision first, and the records that are damaged."""
    sound, damaged = sound_records(settings().reports_dir)
    found = [
        Archived(
            report_path(record),
            *_period_of(record),
            record["lang"],
            record["revision"],
            record["build"],
            code_of(record),
            record["is_sample"],
            place_of(record),
            record["content"].get("place_name", ""),
            tuple(on_cover(record["replaces"])) if record["replaces"] else (),
        )
        for record in sound
    ]
    return sorted(
        found,
        key=lambda report: (_place_in_time(report), report.place == "", report.revision, report.lang, report.place),
        reverse=True,
    ), damaged


def _period_of(record: Record) -> tuple[Span, str]:
    content = record["content"]
    first, last = (date.fromisoformat(day) for day in content["period"])
    grain = content.get("grain", "month")
    return (first, last) if content.get("is_running") else period_span(first, grain), grain


def _place_in_time(report: Archived) -> tuple[date, date]:
    """By the end of the whole period; of those that end together the longest comes first."""
    first, last = period_span(report.period[0], report.grain)
    return last, date.max - (first - date.min)


def pages_of(pdf: Path) -> list[bytes]:
    """Return the pages of a PDF as PNG: of the file itself, not of what it should be.

    Raises OSError without a file, DamagedPdfError (report.forms.read_pdf) for one that is cut off or none.
    """
    return [_png(picture) for picture in pictures_of_pages(pdf.read_bytes(), PAGE_PPI)]


def _png(picture: Image.Image) -> bytes:
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
