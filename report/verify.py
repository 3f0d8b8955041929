"""Is this file the report that was made: its record set again, and its figures computed again."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.scope import whole_city
from core.settings import active_store, sample_store, settings, user_store
from core.snapshot import open_build
from report.archive import records
from report.build import render_record
from report.difference import difference
from report.file_difference import codes_in, file_difference, form_of
from report.month import month_content
from report.period import RefusedError
from report.record import Record, code_of, make_record, versions
from report.tables import read_tables


@dataclass(frozen=True)
class Verdict:
    """`is_same`: None when it cannot be told; `sentences`: what was compared and what came out."""

    is_same: bool | None
    sentences: tuple[str, ...]


def verify(path: Path) -> Verdict:
    """Compare a report (PDF, PNG or HTML) with its record, and the record with its build where that is kept.

    The record is looked for beside the file and in the archive. Made with another code version, a file is not
    accused: that is said instead. Raises OSError for a file that cannot be read.
    """
    made = path.read_bytes()
    codes = codes_in(made)
    known = {code_of(record): record for folder in (path.parent, settings().reports_dir) for record in records(folder)}
    record = next((known[code] for code in codes if code in known), None)
    if record is None:
        told = f"kode {', '.join(codes)}" if codes else "tanpa kode"
        return Verdict(False, (f"Berbeda: tidak ada catatan arsip yang cocok dengan berkas ini ({told}).",))
    if other := difference(record["versions"], versions()):
        return Verdict(None, (f"Versi kode lain ({other}): tata letak dan angka tidak dapat dibandingkan.",))
    if words := file_difference(render_record(record, form_of(made)), made):
        return Verdict(False, (f"Berbeda dari laporan {record['month']}: {words}.",))
    return _figures(record)


def _figures(record: Record) -> Verdict:
    """The record's figures against those of its build; a build that is gone cannot be asked."""
    same = f"Sama: berkas ini laporan {record['month']} revisi {record['revision']} (kode {code_of(record)})."
    build = _build(record)
    if build is None:
        return Verdict(True, (same, f"Terbitan {record['build']} sudah tidak disimpan; angka tidak dihitung ulang."))
    first = date.fromisoformat(f"{record['month']}-01")
    try:
        content = month_content(read_tables(open_build(whole_city(build))), first, record["lang"], record["is_draft"])
    except RefusedError as refusal:
        return Verdict(False, (f"Berbeda dari terbitan {record['build']}: {refusal}",))
    if place := difference(record["content"], make_record(content)["content"]):
        return Verdict(False, (f"Berbeda dari terbitan {record['build']}: {place}.",))
    return Verdict(True, (same, "Semua angka dihitung ulang dari terbitannya dan sama."))


def _build(record: Record) -> Path | None:
    """Where the record's build lies, the user's or the sample's; None when it is not kept."""
    stores = (active_store(), user_store(), sample_store())
    places = (store.published_dir / f"{record['build']}.duckdb" for store in stores)
    return next((place for place in places if place.exists()), None)
