"""A file against its record set again, and the record against the figures of its build."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path

from core.scope import whole_city
from core.settings import active_store, sample_store, user_store
from core.snapshot import BUILD_NAME, DamagedBuildError, is_whole, open_build, path_of
from report.archive.keep import chain_of
from report.content.model import Content
from report.content.month import month_content
from report.content.period import RefusedError
from report.content.tables import read_tables
from report.forms.carried import form_of
from report.forms.set import render_record
from report.record.origin import Origin, checksum
from report.record.record import Record, code_of, make_record, revised, versions
from report.verify.difference import difference, file_difference


class Outcome(IntEnum):
    """What came out of a check; the value is the command's exit code."""

    SAME = 0
    DIFFERS = 1
    OTHER_VERSION = 6
    UNCHECKED = 7


@dataclass(frozen=True)
class Verdict:
    """`sentences`: what was compared and what came out."""

    outcome: Outcome
    sentences: tuple[str, ...]

    @property
    def is_same(self) -> bool | None:
        """None when it cannot be told."""
        return {Outcome.SAME: True, Outcome.DIFFERS: False}.get(self.outcome)


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
