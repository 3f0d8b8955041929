"""What a file would do is found out in a process of its own: whatever comes in, a verdict or a sentence comes back."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.files.raw_files import PHONE, SIDODADI, delimited, requests
from support.intake.verdict_here import judge_here

from core.store import Store, sample_store
from etl.loading.load import load
from intake import FileVerdict, MappingAnswers, is_worth_another_look, judge_file, may_be_mended, verdict_sentences
from intake.mapping.keeping import write_mapping
from intake.verdict.known import named_source
from intake.verdict.verdict import to_json
from intake.verdict.words import REFUSALS

PELABUHAN = "64.72.09.1002"
FILES = Path(__file__).parents[2] / "support" / "files"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(2_000)
DAYS = range(2, 31)


def book(title: str = "", counts: dict[int, object] | None = None, month: str = "12/2024") -> bytes:
    """Return a month's workbook of one office: a count a day of the month."""
    made, target = Workbook(), BytesIO()
    page = made.active
    assert page is not None
    for row in [[title], ["Tanggal", "Jumlah"]] if title else [["Tanggal", "Jumlah"]]:
        page.append(row)
    for day, count in (counts or {day: 10 + day % 7 for day in DAYS}).items():
        page.append([f"{day:02d}/{month}", count])
    made.save(target)
    return target.getvalue()


def waiting(store: Store, content: bytes | str, name: str) -> Path:
    path = store.root / f"menunggu{Path(name).suffix}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def judged(
    store: Store, content: bytes | str, name: str, source: str | None = "kunjungan", office: str | None = SIDODADI
) -> FileVerdict:
    """Judge bytes that wait under a name of their own; here, as the child does, without the second that it takes."""
    verdict = judge_here(waiting(store, content, name), source, office, name)
    assert not [*(store.intake_dir / "periksa").iterdir()], "what a trial made is gone"
    assert not (store.raw / "kunjungan").exists(), "nothing reaches data/raw"
    return verdict


@pytest.mark.process
@pytest.mark.parametrize(
    ("name", "content", "source"),
    [
        ("Loket Desember.xlsx", book(counts={2: 5, 3: 7, 4: "rusak"}), "kunjungan"),
        ("lain.csv", b"satu;dua\r\n1;2\r\n", None),
        ("putus.xlsx", book()[:3_000], "kunjungan"),
    ],
)
def test_its_own_process_says_the_same(store: Store, name: str, content: bytes, source: str | None) -> None:
    here = judged(store, content, name, source)
    there = judge_file(waiting(store, content, name), source, SIDODADI, name)
    assert not [*(store.intake_dir / "periksa").iterdir()], "what a trial made is gone"
    moments = re.compile(r"dikirim-[^.]*")
    assert moments.sub("", to_json(there).decode()) == moments.sub("", to_json(here).decode())


def test_month_of_an_office(store: Store) -> None:
    verdict = judged(store, book(counts={2: 5, 3: 7, 4: "rusak"}), "Loket Desember.xlsx")
    assert (verdict.source, verdict.sender, verdict.offices) == ("kunjungan", SIDODADI, [SIDODADI])
    assert (verdict.days, verdict.first_day, verdict.months) == (2, date(2024, 12, 2), ["2024-12"])
    assert verdict.counts
    assert (verdict.counts.read, verdict.counts.accepted, verdict.counts.held) == (4, 2, 1)
    cell = verdict.marked[0]
    assert (cell.place, cell.reason, cell.value, cell.office) == (
        "Sheet!B4",
        "jumlah_tak_terbaca",
        "rusak",
        "Kelurahan Sidodadi",
    )
    assert verdict.effect
    assert (verdict.effect.new, verdict.effect.changed) == (2, 0)
    assert verdict.name.startswith(f"{SIDODADI}/kunjungan_{SIDODADI}_dikirim-")
    assert "missing_days" in [each.code for each in verdict.warnings]


def test_source_is_found_out(store: Store) -> None:
    (store.raw / "permohonan").mkdir()
    (store.raw / "permohonan" / "sumber.toml").write_text('zone = "WITA"\n')
    verdict = judged(store, delimited(requests(3)), "ekspor.csv", None, None)
    assert (verdict.source, verdict.sender) == ("permohonan", "kota")
    assert verdict.effect
    assert (verdict.effect.is_by_record, verdict.effect.new) == (True, 1)


def test_zone_is_asked_for(store: Store) -> None:
    verdict = judged(store, delimited(requests(3)), "ekspor.csv", "permohonan", None)
    assert (verdict.reason, verdict.needs) == ("zone", ["zone"])
    assert str(store.root) not in (verdict.refusal or "")


def test_another_offices_file(store: Store) -> None:
    by_title = judged(store, book("KELURAHAN PELABUHAN"), "Desember.xlsx")
    assert (by_title.reason, by_title.offices) == ("another_office", [PELABUHAN])
    assert "Kelurahan Pelabuhan" in (by_title.refusal or "")
    rows = "Kecamatan;Kelurahan;Tanggal;Jumlah\nSamarinda Kota;Kelurahan Pelabuhan;02/12/2024;4\n"
    by_column = judged(store, rows, "Desember.csv")
    assert (by_column.warnings[0].code, by_column.warnings[0].offices) == ("another_office", [PELABUHAN])


def test_last_months_file_again_and_another_month(store: Store) -> None:
    path = store.raw / "kunjungan" / SIDODADI / "lama.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(book(month="11/2024"))
    load(store)
    (path.parent / "sumber.toml").unlink(missing_ok=True)
    again = judge_here(path, "kunjungan", SIDODADI, "November.xlsx")
    assert "same_file" in {each.code for each in again.warnings}
    waiting = store.root / "baru.xlsx"
    waiting.write_bytes(book())
    moved = judge_here(waiting, "kunjungan", SIDODADI, "Desember.xlsx")
    assert "same_month" in {each.code for each in moved.warnings}
    waiting.write_bytes(book(month="11/2024", counts={day: 10 + day % 7 for day in range(2, 20)}))
    part = judge_here(waiting, "kunjungan", SIDODADI, "November.xlsx")
    assert "nothing_new" in {each.code for each in part.warnings}


def loaded(store: Store, content: bytes | str, name: str, source: str = "kunjungan") -> None:
    """Load a file as it would lie there, and take out of data/raw what a trial is not to find there."""
    path = store.raw / source / SIDODADI / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    load(store)


def codes(verdict: FileVerdict) -> dict[str, int]:
    return {each.code: each.number for each in verdict.warnings}


def test_an_old_file_after_its_revision(store: Store) -> None:
    old, new = book(counts={2: 5, 3: 7, 4: 9}), book(counts={2: 5, 3: 8, 4: 1})
    loaded(store, old, "kunjungan_x_dikirim-20260105-080000.xlsx")
    waiting = store.root / "menunggu.xlsx"
    waiting.write_bytes(old)
    found = codes(judge_here(waiting, "kunjungan", SIDODADI, "FIX.xlsx"))
    assert ("same_file" in found, "same_file_back" in found) == (True, False)
    loaded(store, new, "kunjungan_x_dikirim-20260106-080000.xlsx")
    found = codes(judge_here(waiting, "kunjungan", SIDODADI, "FIX.xlsx"))
    assert ("same_file" in found, found.get("same_file_back")) == (False, 2)


def test_days_after_the_log_are_told_to_wait(store: Store) -> None:
    folder = store.raw / "permohonan"
    folder.mkdir(parents=True)
    (folder / "sumber.toml").write_text('zone = "WITA"\n')
    day = "03/12/2024 08.00"
    (folder / "log.csv").write_text(delimited(requests(3, Tanggal_Permohonan=day, Tanggal_Update=day)))
    content = book(counts={2: 5, 3: 7, 4: 9, 5: 11})
    loaded(store, content, "lama.xlsx")
    waiting = store.root / "menunggu.xlsx"
    waiting.write_bytes(content)
    verdict = judge_here(waiting, "kunjungan", SIDODADI, "x.xlsx")
    assert codes(verdict)["waits_for_log"] == 2
    assert any("3 Desember 2024" in each for each in verdict_sentences(verdict, "id", {}).warnings)
    assert "same_file_back" not in codes(verdict), "what nothing shows yet is no other count"
    assert ("same_file" in codes(verdict), "same_file_waits" in codes(verdict)) == (False, True), "nobody can tell"


def test_titles_answered_once_tell_the_source_next_month(store: Store) -> None:
    columns = ("request_no", "unit", "service", "status", "submitted_at")
    known = ("No Permohonan", "Unit Layanan", "Jenis Layanan", "Status", "Tanggal Permohonan")
    titles = dict(zip(known, ("Reg", "Tujuan", "Surat", "Posisi", "Masuk"), strict=True))
    rows = [{titles[name]: cell for name, cell in row.items() if name in titles} for row in requests(3)]
    assert judged(store, delimited(rows), "des.csv", None, None).reason == "no_source"
    # Its name says what it is: what is asked next is what its titles mean.
    named = judged(store, delimited(rows), "export_permohonan_des.csv", None, None)
    assert (named.source, named.because) == ("permohonan", "name")
    assert named.reason != "no_source"

    headers = {name: [title] for name, title in zip(columns, titles.values(), strict=True)}
    write_mapping("permohonan", "kota", MappingAnswers(headers, zone="WITA"), "")
    verdict = judged(store, delimited(rows), "jan.csv", None, None)
    assert (verdict.source, verdict.refusal) == ("permohonan", None)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Export Permohonan Des24.csv", "permohonan"),
        ("kunjungan_layanan-2024.csv", "kunjungan_layanan"),
        ("kunjungan dan permohonan.csv", None),
        ("rekap.csv", None),
        ("Total panggilan 112 Desember.csv", "panggilan_total"),
        ("Panggilan 112 Desember.csv", "panggilan_112"),
        ("Kunjungan menurut layanan Des 2024.xlsx", "kunjungan_layanan"),
        ("Kunjungan loket Des 2024.xlsx", "kunjungan"),
    ],
)
def test_a_source_is_read_in_the_name_of_a_file(name: str, source: str | None) -> None:
    assert named_source(name) == source


def test_an_office_that_is_called_closed_beside_another_s_counts_is_named(store: Store) -> None:
    made, target = Workbook(), BytesIO()
    page = made.active
    assert page is not None
    rows = [("Sidodadi", 2, 7), ("Sidodadi", 3, 9), ("Pelita", 2, "Libur"), ("Pelita", 3, "Libur")]
    for row in [("Kelurahan", "Tanggal", "Jumlah"), *((name, f"{day:02}/12/2024", n) for name, day, n in rows)]:
        page.append(row)
    made.save(target)
    verdict = judged(store, target.getvalue(), "Loket.xlsx")
    assert verdict.offices == [SIDODADI]
    (other,) = {code for code, _ in verdict.closed}
    assert verdict.spoken_of == sorted([SIDODADI, other])
    assert next(each.offices for each in verdict.warnings if each.code == "several_offices") == [other]
    told = " ".join(verdict_sentences(verdict, "id", {other: "Kelurahan Pelita"}).understood)
    assert "ditulis tutup: Kelurahan Pelita 2 Desember 2024, 3 Desember 2024. Hari itu tidak ditagih" in told


def test_nothing_published_yet_is_said(store: Store) -> None:
    verdict = judged(store, book(), "Loket.xlsx")
    assert verdict_sentences(verdict, "id", {}).effect == [
        f"Belum ada data terbit; semuanya baru: {len(DAYS)} laporan harian."
    ]


@pytest.mark.parametrize("source", ["kunjungan", None])
def test_archive_of_several_sources_is_to_be_sent_file_by_file(store: Store, source: str | None) -> None:
    content = archive(log_csv=delimited(requests(3)).encode(), lain_csv=b"satu;dua\r\n1;2\r\n")
    verdict = judged(store, content, "semua.zip", source)
    assert (verdict.reason, verdict.needs) == ("several_files", [])


def archive(**members: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("_", "."), content)
    return target.getvalue()


@pytest.mark.parametrize("source", ["kunjungan", None])
def test_archive_of_everything_gives_what_is_a_table_in_it(store: Store, source: str | None) -> None:
    verdict = judged(store, archive(foto_png=PNG, rekap_xlsx=book(), surat_docx=PNG), "semua.zip", source)
    assert (verdict.source, verdict.offices, verdict.days) == ("kunjungan", [SIDODADI], len(DAYS))
    assert ".docx" in verdict.notes[0]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("terkunci.xlsx", (FILES / "kata_sandi.xlsx").read_bytes(), "berkas_berkata_sandi"),
        ("foto.png", PNG, "format_tak_dikenal"),
        ("foto.zip", archive(foto_png=PNG, surat_docx=PNG), "berkas_kosong"),
        ("foto.xlsx", PNG, "berkas_tak_terbaca"),
        ("putus.xlsx", book()[:3_000], "berkas_tak_terbaca"),
        ("kosong.csv", b"", "berkas_kosong"),
        ("lain.csv", b"satu;dua\r\n1;2\r\n", "judul_tak_dikenal"),
    ],
)
@pytest.mark.parametrize("source", ["kunjungan", None])
def test_what_is_no_delivery_is_a_sentence(
    store: Store, name: str, content: bytes, reason: str, source: str | None
) -> None:
    verdict = judged(store, content, name, source)
    assert verdict.reason == ("no_source" if source is None and reason == "judul_tak_dikenal" else reason)
    assert verdict.refusal
    assert not verdict.may_be_sent
    for lang in ("id", "en"):
        (sentence,) = verdict_sentences(verdict, lang, {}).refusal
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_macros_are_told_and_not_run(store: Store) -> None:
    target = BytesIO(book())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"makro")
    verdict = judged(store, target.getvalue(), "makro.xlsm")
    assert verdict.may_be_sent
    assert "macros" in [each.code for each in verdict.warnings]


def test_too_large_a_file(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADOPSI_MAX_FILE_BYTES", "1000")
    assert judged(store, book(), "besar.xlsx").reason == "berkas_terlalu_besar"


def test_file_of_the_sample(store: Store) -> None:
    content = book()
    sample_store().root.mkdir(parents=True)
    import hashlib

    sample_store().sample_marker.write_text(f'["{hashlib.sha256(content).hexdigest()}"]')
    assert judged(store, content, "contoh.xlsx").reason == "sample"


def test_no_person_comes_back(store: Store) -> None:
    (store.raw / "permohonan").mkdir()
    (store.raw / "permohonan" / "sumber.toml").write_text('zone = "WITA"\n')
    rows = requests(3, Status=PHONE, Unit_Layanan="Awin Bentara")
    verdict = judged(store, delimited(rows), "ekspor.csv", "permohonan", None)
    assert verdict.counts
    assert verdict.counts.held == 3
    assert not {PHONE, "Awin"} & {*str(verdict).replace("'", " ").split()}


def test_every_refusal_has_its_sentence_in_both_languages() -> None:
    for reason in REFUSALS:
        for lang in ("id", "en"):
            (sentence,) = verdict_sentences(FileVerdict("x", reason=reason, detail="7"), lang, {}).refusal
            assert "{" not in sentence


@pytest.mark.parametrize(
    ("reason", "needs", "mends", "again"),
    [
        ("format_tak_dikenal", [], False, False),
        ("berkas_berkata_sandi", [], False, False),
        ("several_files", [], False, False),
        ("no_source", ["source"], True, True),
        ("kolom_wajib_tidak_ada", ["columns"], True, True),
        ("another_office", [], True, True),
        ("late", [], False, True),
        (None, [], True, True),
    ],
)
def test_a_form_is_for_what_an_answer_can_mend(reason: str | None, needs: list[str], mends: bool, again: bool) -> None:
    verdict = FileVerdict("x", reason=reason, needs=needs)
    assert (may_be_mended(verdict), is_worth_another_look(verdict)) == (mends, again)
