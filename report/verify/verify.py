"""Is this file the report that was made: which record is its own, and what a check against that says."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.settings import settings
from report.archive.keep import chain_of
from report.archive.read import DamagedRecordError, carried_codes, sound_records
from report.forms.carried import codes_in
from report.record.origin import origin_in
from report.record.record import Record, code_of
from report.verify.recheck import Outcome, Verdict, check_unarchived, kept_build, recheck


def verify(path: Path) -> Verdict:
    """Compare a report (PDF, PNG or HTML) with its record, and the record with its build where that is kept.

    The record is looked for in the archive, then beside the file: whoever changed a file may have changed what lies
    beside it, so such a record proves nothing where the archive knows the month. A file that no record tells of says
    itself what it is (a draft, or made with --out), and is made again. Made with another code version, a file is not
    accused: that is said instead. Raises OSError for a file that cannot be read, DamagedRecordError where the archive's
    record of this file is damaged: the file is not accused of that.
    """
    made = path.read_bytes()
    codes = codes_in(made)
    archived, damaged = sound_records(settings().reports_dir)
    if record := _coded(archived, codes):
        return recheck(record, made)
    _refuse_damaged(damaged, codes)
    if record := _coded(sound_records(path.parent)[0], codes):
        _refuse_month(damaged, record["month"])
        return _beside(record, made, archived)
    if origin := origin_in(made):
        return check_unarchived(origin, made, archived)
    told = f"kode {', '.join(codes)}" if codes else "tanpa kode"
    return Verdict(Outcome.DIFFERS, (f"Berbeda: tidak ada catatan arsip yang cocok dengan berkas ini ({told}).",))


def _coded(found: Sequence[Record], codes: Sequence[str]) -> Record | None:
    return next((record for record in found if code_of(record) in codes), None)


def _refuse_damaged(damaged: Sequence[DamagedRecordError], codes: Sequence[str]) -> None:
    """Raise the error of a record that may be the file's own: its files carry that code, or no code at all."""
    for error in damaged if codes else ():
        carried = {code for found in carried_codes(error.path) for code in found}
        if not carried or carried & set(codes):
            raise error


def _refuse_month(damaged: Sequence[DamagedRecordError], month: str) -> None:
    """Raise the error of a record of a month: what the archive knows of it cannot be told."""
    for error in damaged:
        if month in error.path.name:
            raise error


def _beside(record: Record, made: bytes, archived: Sequence[Record]) -> Verdict:
    """A file whose record is not the archive's: never the same where the archive knows another report of the month."""
    name = f"laporan {record['month']}"
    if known := ", ".join(_named(each) for each in archived if chain_of(each) == chain_of(record)):
        told = f"Berbeda: berkas ini {name} {_named(record)} menurut catatan di sampingnya; arsip mencatat {known}."
        return Verdict(Outcome.DIFFERS, (told,))
    verdict = recheck(record, made)
    if verdict.is_same and kept_build(record["build"]) is None:
        told = (
            f"Tidak dapat diperiksa: berkas ini cocok dengan catatan di sampingnya, tetapi arsip tidak memuat {name} "
            f"dan terbitan {record['build']} tidak disimpan."
        )
        return Verdict(Outcome.UNCHECKED, (told,))
    beside = f"Catatannya hanya ada di samping berkas: arsip tidak memuat {name}, jadi nomor revisinya tidak diperiksa."
    return replace(verdict, sentences=(*verdict.sentences, beside))


def _named(record: Record) -> str:
    return f"revisi {record['revision']} (kode {code_of(record)})"
