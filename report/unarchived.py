"""A file of ours that the archive does not keep: a draft, or one made with --out. It is made again and compared."""

from collections.abc import Sequence

from core.snapshot import DamagedBuildError
from report.archive import chain_of
from report.build import render_record
from report.file_difference import file_difference, form_of
from report.origin import Origin, checksum
from report.period import RefusedError
from report.recheck import counted_again, kept_build
from report.record import Record, code_of, make_record, revised, versions
from report.verdict import Outcome, Verdict


def check_unarchived(origin: Origin, made: bytes, archived: Sequence[Record]) -> Verdict:
    """Compare a file with what its build, month and language give today. `archived`: the archive's sound records.

    What cannot be made again is different where the archive knows that month's report: only drafts lie beside it.
    """
    verdict = _made_again(origin, made, archived)
    known = [each for each in archived if (each["month"], each["lang"]) == (origin.month, origin.lang)]
    if verdict.is_same is not None or origin.is_draft or not known:
        return verdict
    codes = ", ".join(f"revisi {each['revision']} (kode {code_of(each)})" for each in known)
    told = f"Berbeda: arsip mencatat laporan {origin.month} {codes}."
    return Verdict(Outcome.DIFFERS, (told, *verdict.sentences))


def _made_again(origin: Origin, made: bytes, archived: Sequence[Record]) -> Verdict:
    kind = "draf laporan" if origin.is_draft else "laporan di luar arsip (--out)"
    name = f"{kind} {origin.month} dari terbitan {origin.build}"
    claims = f"Menurut keterangannya sendiri berkas ini {name}; tidak ada catatannya dalam arsip."
    if origin.made_with != checksum(versions()):
        told = "Versi kode, pustaka, atau setelan lain: tata letak dan angka tidak dapat dibandingkan."
        return Verdict(Outcome.OTHER_VERSION, (claims, told))
    try:
        record = _again(origin, archived)
    except RefusedError as refusal:
        return Verdict(Outcome.DIFFERS, (f"Berbeda dari terbitan {origin.build}: {refusal}",))
    except DamagedBuildError:
        return Verdict(Outcome.UNCHECKED, (claims, "Tidak dapat diperiksa: terbitan itu rusak."))
    if record is None:
        told = "Tidak dapat diperiksa: terbitan itu, atau revisi sebelumnya, sudah tidak disimpan."
        return Verdict(Outcome.UNCHECKED, (claims, told))
    if words := file_difference(render_record(record, form_of(made)), made):
        return Verdict(Outcome.DIFFERS, (f"Berbeda dari {name}: {words}.",))
    return Verdict(Outcome.SAME, (f"Sama: berkas ini {name}; angkanya dihitung ulang. Arsip tidak mencatatnya.",))


def _again(origin: Origin, archived: Sequence[Record]) -> Record | None:
    """The record that the file should be set from; None where its build or the revision before it is not kept."""
    build = kept_build(origin.build)
    if build is None:
        return None
    record = make_record(counted_again(build, origin.month, origin.lang, origin.is_draft))
    if origin.revision == 1:
        return record
    before = (each for each in archived if chain_of(each) == chain_of(record))
    earlier = next((each for each in before if each["revision"] == origin.revision - 1), None)
    return earlier and revised(record, earlier)
