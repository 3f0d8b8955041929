"""A file of the archive: its sum against those that were kept, then the record's figures against its build."""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from analytics import City, open_city
from analytics.open_data import DamagedReleaseError, ReleasesOfBuilds, released_dir
from core.scope import whole_city
from core.store import active_store, sample_store, user_store
from core.store.published_builds import BUILD_NAME, build_is_whole, path_of
from report.archive.keep import is_kept_form, report_path
from report.archive.sums import sum_of, sums_of
from report.content.assembly import report_content
from report.content.decision import LastList
from report.content.model import Content, Released
from report.content.period import ReportRefusedError
from report.content.report_build import ReportBuild
from report.forms.carried import form_of
from report.record.record import Record, code_of, content_of, make_record, name_of, place_of, versions
from report.verify.difference import difference, file_difference


class VerifyResult(IntEnum):
    """What came out of a check; the value is the command's exit code."""

    SAME = 0
    DIFFERS = 1
    OTHER_VERSION = 6
    UNCHECKED = 7


@dataclass(frozen=True)
class Verdict:
    """`sentences`: what was compared and what came out."""

    outcome: VerifyResult
    sentences: tuple[str, ...]


def check_archived(record: Record, made: bytes) -> Verdict:
    """Compare a file's SHA-256 with the sums of its record, whatever code set it; then count the figures again.

    A file is accused only where the sum of the first one is known: of reports from before there were sums it is not.
    """
    name = f"laporan {_named(record)} revisi {record['revision']} (kode {code_of(record)})"
    path, form, other = report_path(record), form_of(made), difference(record["versions"], versions())
    kept = sums_of(path, form)
    if found := next((each for each in kept if each.sha256 == sum_of(made)), None):
        later = f" Bentuk ini kemudian ditulis lagi dengan kode program {kept[-1].code}, dari catatan yang sama."
        same = f"Sama: berkas ini {name}; SHA-256-nya tercatat dalam arsip.{later if found != kept[-1] else ''}"
        return _figures(record, same, other)
    if record["versions"]["code"] not in [each.code for each in kept]:
        told = f"Berkas ini memuat kode {name}, tetapi SHA-256 aslinya tidak tercatat: "
        if other:
            told += f"apakah berkasnya utuh tidak dapat dikatakan lagi, karena versi kode lain ({other})."
            return Verdict(VerifyResult.OTHER_VERSION, (told,))
        return Verdict(VerifyResult.UNCHECKED, (f"{told}python -m report {name_of(record)} mencatatnya lagi.",))
    place = f"SHA-256-nya lain. Berkas di arsip hilang atau rusak: python -m report {name_of(record)} menulisnya lagi"
    if is_kept_form(record, form):
        place = file_difference(path.with_suffix(f".{form}").read_bytes(), made)
    return Verdict(VerifyResult.DIFFERS, (f"Berbeda dari laporan {_named(record)}: {place}.",))


def _figures(record: Record, same: str, other: str) -> Verdict:
    """The record's figures against those of its build, where code and build allow; `other`: what code differs."""
    build, differs = _kept_build(record["build"]), f"Berbeda dari versi data {record['build']}"
    if other or build is None:
        why = f"versi kode lain ({other})" if other else f"versi data {record['build']} sudah tidak disimpan"
        return Verdict(VerifyResult.SAME, (same, f"Angka tidak dihitung ulang: {why}."))
    if not build_is_whole(build):
        told = f"Berkas ini cocok dengan catatannya, tetapi versi data {record['build']} rusak: "
        return Verdict(VerifyResult.UNCHECKED, (told + "angkanya tidak dapat diperiksa.",))
    try:
        kept = content_of(record)
        as_told = _as_told(open_city(whole_city(build)), kept)
        if as_told is None:
            why = "rilis bulan yang dicetaknya sudah tidak tercatat"
            return Verdict(VerifyResult.SAME, (same, f"Angka tidak dihitung ulang: {why}."))
        content = report_content(
            as_told,
            kept.period[0],
            record["lang"],
            place=place_of(record),
            last_list=lambda: _last_list(kept),
            grain=kept.grain,
        )
    except DamagedReleaseError as name:
        told = f"Berkas ini cocok dengan catatannya, tetapi catatan rilis {name} rusak: angkanya tidak diperiksa."
        return Verdict(VerifyResult.UNCHECKED, (told,))
    except ReportRefusedError as refusal:
        return Verdict(VerifyResult.DIFFERS, (f"{differs}: {refusal}",))
    if place := difference(record["content"], make_record(content)["content"]):
        return Verdict(VerifyResult.DIFFERS, (f"{differs}: {place}.",))
    return Verdict(VerifyResult.SAME, (same, "Semua angka dihitung ulang dari versi datanya dan sama."))


def _as_told(city: City, kept: Content) -> ReportBuild | None:
    """The city with the releases that a report was made with, whatever corrected them since; None: one is gone."""
    known = kept.released or Released(kept.period[0], "", "")
    releases = ReleasesOfBuilds(released_dir(city), known.topics, known.outcomes, known.is_withheld)
    build = ReportBuild(city, releases)
    return build if build.released(known.month) == known else None


def _named(record: Record) -> str:
    place = place_of(record)
    return f"{record['month']} kecamatan {place}" if place else str(record["month"])


def _last_list(content: Content) -> LastList | None:
    """The archived list that a report followed: what came of it is counted again, the list itself is as it was kept."""
    followed = content.decision.followed if content.decision else None
    return followed.last_list if followed and followed.code else None


def _kept_build(build: str) -> Path | None:
    """Where a build lies, the user's or the sample's; None when it is not kept."""
    if not BUILD_NAME.fullmatch(build):
        return None
    places = (path_of(store, build) for store in (active_store(), user_store(), sample_store()))
    return next((place for place in places if place.exists()), None)
