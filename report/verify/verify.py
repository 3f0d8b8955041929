"""Is this file the report that was made: by the archive's record of it, else by what it says of itself."""

from collections.abc import Sequence
from pathlib import Path

from analytics import read_period_code
from core.settings import settings
from report.archive.read import DamagedRecordError, carried_codes, is_of_period, sound_records
from report.archive.sums import SUFFIX, sum_of, sums_of
from report.forms.carried import codes_in, form_of
from report.record.origin import Origin, origin_in, versions_checksum
from report.record.record import Record, code_of, place_of, versions
from report.verify.archived import Verdict, VerifyResult, check_archived
from wording import GRAIN_WORDS


def verify_file(path: Path) -> Verdict:
    """Compare a report (PDF, PNG or HTML) with what the archive keeps of it, and its figures with its build.

    Only the archive's records count: whoever changed a file may have changed what lies beside it. A file that none of
    them tells of says itself what it is. Raises OSError for a file that cannot be read, DamagedRecordError where the
    archive's record of this file, or of its period, is damaged: the file is not accused of that.
    """
    made = path.read_bytes()
    codes = codes_in(made)
    archived, damaged = sound_records(settings().reports_dir)
    if record := next((record for record in archived if code_of(record) in codes), None):
        return check_archived(record, made)
    origin = origin_in(made)
    _refuse_damaged(damaged, codes, origin)
    if origin:
        return _unarchived(origin, made, archived)
    told = f"kode {', '.join(codes)}" if codes else "tanpa kode"
    return Verdict(VerifyResult.DIFFERS, (f"Berbeda: tidak ada catatan arsip yang cocok dengan berkas ini ({told}).",))


def _refuse_damaged(damaged: Sequence[DamagedRecordError], codes: Sequence[str], origin: Origin | None) -> None:
    """Raise the error of a record that may be the file's own: of its period, or its files carry that code, or none."""
    for error in damaged if codes else ():
        carried = {code for found in carried_codes(error.path) for code in found}
        if not carried or carried & set(codes) or (origin and is_of_period(error.path, origin.period)):
            raise error


def _unarchived(origin: Origin, made: bytes, archived: Sequence[Record]) -> Verdict:
    """A draft among the sums of drafts; else what the file claims, against what the archive has of that period."""
    kind = "draf laporan" if origin.is_draft else "laporan di luar arsip (--out)"
    period = f"{origin.period} --kecamatan {origin.place}" if origin.place else origin.period
    place = f" kecamatan {origin.place}" if origin.place else ""
    name = f"{kind} {origin.period}{place} dari versi data {origin.build}"
    if origin.is_draft and _is_kept_draft(made):
        told = f"Sama: berkas ini {name}; SHA-256-nya tercatat. Angka tidak dihitung ulang."
        return Verdict(VerifyResult.SAME, (told,))
    claims = f"Menurut keterangannya sendiri berkas ini {name}; tidak ada catatannya dalam arsip."
    known = [
        each
        for each in archived
        if (each["month"], each["lang"], place_of(each)) == (origin.period, origin.lang, origin.place)
    ]
    # A revision that is not archived yet is no other report than those that are.
    if not origin.is_draft and any(each["revision"] >= origin.revision for each in known):
        codes = ", ".join(f"revisi {each['revision']} (kode {code_of(each)})" for each in known)
        return Verdict(VerifyResult.DIFFERS, (f"Berbeda: arsip mencatat laporan {origin.period} {codes}.", claims))
    if origin.made_with != versions_checksum(versions()):
        told = "Tidak dapat diperiksa: versi kode, pustaka, atau setelan lain."
        return Verdict(VerifyResult.OTHER_VERSION, (claims, told))
    told = "Tidak dapat diperiksa tanpa catatan."
    if not origin.is_draft:
        _first, grain = read_period_code(origin.period) or (None, "month")
        told += (
            f" Arsipkan {GRAIN_WORDS[grain]} itu (python -m report {period}), lalu periksa lagi: isi sama, bita sama."
        )
    return Verdict(VerifyResult.UNCHECKED, (claims, told))


def _is_kept_draft(made: bytes) -> bool:
    """Also an earlier draft of a period: its sum stays when the next one takes its place."""
    files = settings().reports_dir.glob(f"*_draf{SUFFIX}")
    return any(each.sha256 == sum_of(made) for file in files for each in sums_of(file, form_of(made)))
