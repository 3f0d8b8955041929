"""Is this file the report that was made: its record set again, and its figures computed again."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.scope import whole_city
from core.settings import active_store, settings
from core.snapshot import open_build
from report.archive import records
from report.build import render_record
from report.content import month_content
from report.record import Record, code_of, difference, make_record, stated, versions

PRINTED = re.compile(rb"adopsi-([0-9a-f]{12})")


@dataclass(frozen=True)
class Verdict:
    """`is_same`: None when it cannot be told; `sentences`: what was compared and what came out."""

    is_same: bool | None
    sentences: tuple[str, ...]


def verify(path: Path) -> Verdict:
    """Compare a report with its record, beside it or in the archive, and the record with its build where that is kept.

    Made with another code version, a file is not accused: that is said instead. Raises OSError for a file
    that cannot be read.
    """
    pdf = path.read_bytes()
    codes = {found.decode() for found in PRINTED.findall(pdf)}
    known = {code_of(record): record for folder in (path.parent, settings().reports_dir) for record in records(folder)}
    record = next((known[code] for code in sorted(codes) if code in known), None)
    if record is None:
        told = f"kode {', '.join(sorted(codes))}" if codes else "tanpa kode"
        return Verdict(False, (f"Berbeda: tidak ada catatan arsip yang cocok dengan berkas ini ({told}).",))
    if other := difference(record["versions"], versions()):
        return Verdict(None, (f"Versi kode lain ({other}): tata letak dan angka tidak dapat dibandingkan.",))
    rendered = render_record(record)
    if rendered != pdf:
        return Verdict(False, (f"Berbeda: {_first_byte(rendered, pdf)}.",))
    return _figures(record)


def _first_byte(expected: bytes, found: bytes) -> str:
    if len(expected) != len(found):
        return f"panjang {len(found)} bita, seharusnya {len(expected)} bita"
    place = next(at for at, (one, other) in enumerate(zip(expected, found, strict=True)) if one != other)
    return f"bita ke-{place + 1}"


def _figures(record: Record) -> Verdict:
    """The record's figures against those of its build; a build that is gone cannot be asked."""
    same = f"Sama: berkas ini laporan {record['month']} revisi {record['revision']} (kode {code_of(record)})."
    build = active_store().published_dir / f"{record['build']}.duckdb"
    if not build.exists():
        return Verdict(True, (same, f"Terbitan {record['build']} sudah tidak disimpan; angka tidak dihitung ulang."))
    year, month = map(int, record["month"].split("-"))
    content = month_content(open_build(whole_city(build)), date(year, month, 1), record["lang"])
    place = difference(stated(record), stated(make_record(content, record["lang"])))
    if place:
        return Verdict(False, (f"Berbeda dari terbitan {record['build']}: {place}.",))
    return Verdict(True, (same, "Semua angka dihitung ulang dari terbitannya dan sama."))
