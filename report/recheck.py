"""A file against its record set again, and the record against the figures of its build."""

from datetime import date
from pathlib import Path

from core.scope import whole_city
from core.settings import active_store, sample_store, user_store
from core.snapshot import BUILD_NAME, DamagedBuildError, is_whole, open_build, path_of
from report.build import render_record
from report.content import Content
from report.difference import difference
from report.file_difference import file_difference, form_of
from report.month import month_content
from report.period import RefusedError
from report.record import Record, code_of, make_record, versions
from report.tables import read_tables
from report.verdict import Outcome, Verdict


def recheck(record: Record, made: bytes) -> Verdict:
    """Compare a file with what its record gives today, then the record with its build where that is kept."""
    if other := difference(record["versions"], versions()):
        told = f"Versi kode lain ({other}): tata letak dan angka tidak dapat dibandingkan."
        return Verdict(Outcome.OTHER_VERSION, (told,))
    if words := file_difference(render_record(record, form_of(made)), made):
        return Verdict(Outcome.DIFFERS, (f"Berbeda dari laporan {record['month']}: {words}.",))
    return _figures(record)


def _figures(record: Record) -> Verdict:
    """The record's figures against those of its build; a build that is gone cannot be asked."""
    same = f"Sama: berkas ini laporan {record['month']} revisi {record['revision']} (kode {code_of(record)})."
    build = kept_build(record["build"])
    if build is None:
        gone = f"Terbitan {record['build']} sudah tidak disimpan; angka tidak dihitung ulang."
        return Verdict(Outcome.SAME, (same, gone))
    differs = f"Berbeda dari terbitan {record['build']}"
    try:
        content = counted_again(build, record["month"], record["lang"], record["is_draft"])
    except RefusedError as refusal:
        return Verdict(Outcome.DIFFERS, (f"{differs}: {refusal}",))
    except DamagedBuildError:
        told = f"Berkas ini cocok dengan catatannya, tetapi terbitan {record['build']} rusak: "
        return Verdict(Outcome.UNCHECKED, (told + "angkanya tidak dapat diperiksa.",))
    if place := difference(record["content"], make_record(content)["content"]):
        return Verdict(Outcome.DIFFERS, (f"{differs}: {place}.",))
    return Verdict(Outcome.SAME, (same, "Semua angka dihitung ulang dari terbitannya dan sama."))


def counted_again(build: Path, month: str, lang: str, is_draft: bool) -> Content:
    """Return what a build gives today. Raises RefusedError, and DamagedBuildError for a build not as it was written."""
    if not is_whole(build):
        raise DamagedBuildError(str(build))
    first = date.fromisoformat(f"{month}-01")
    return month_content(read_tables(open_build(whole_city(build))), first, lang, is_draft)


def kept_build(build: str) -> Path | None:
    """Return where a build lies, the user's or the sample's; None when it is not kept."""
    if not BUILD_NAME.fullmatch(build):
        return None
    places = (path_of(store, build) for store in (active_store(), user_store(), sample_store()))
    return next((place for place in places if place.exists()), None)
