"""The commands as a user runs them: sentences, exit codes, and never a stack trace."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.files.raw_files import NAME, NIK, PHONE, delimited, etl, etl_process, published, put, requests, workbook

from core.settings import ROOT, settings
from core.store import Store
from etl.loading.load import load

LOAD_FIELDS = {"source", "path", "sha256", "read", "accepted", "quarantined", "duplicate", "not_data", "reasons"}


def unrolled(text: str) -> str:
    """The words of an output, whatever the width of the window."""
    return " ".join(text.split())


def test_load_status_and_quarantine_end_to_end(store: Store) -> None:
    """Accepted and held-back rows, both told on stderr or as JSON; nobody's data in any of it."""
    put(
        store, "permohonan/a.csv", delimited([*requests(2), *requests(1, Unit_Layanan="Loa Bakong", NIK="6,47202E+15")])
    )
    done = etl("load", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    (account,) = told["files"]
    assert set(account) >= LOAD_FIELDS
    assert told["build"]
    assert told["seconds"]["read"] >= 0
    assert (account["read"], account["accepted"], account["quarantined"], account["not_data"]) == (4, 2, 1, 1)
    assert account["reasons"] == {"unit_tak_dikenal": 1, "nik_rusak": 1}

    nothing = etl("load")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "Tidak ada yang baru" in nothing.stderr

    status = json.loads(etl("status", "--json").stdout)
    assert set(status) >= {"build", "as_of", "sample", "sources", "builds"}
    assert (status["build"], status["sample"], status["as_of"]) == (told["build"], False, None)
    assert {row["source"]: row["newest"] for row in status["sources"]}["permohonan"] == "2024-08-27"
    assert "Versi data" in etl("status").stdout

    listed = etl("quarantine", "--source", "permohonan")
    assert "a.csv 4 unit: Loa Bakong [tolak]" in unrolled(listed.stdout)
    assert "mirip: Loa Bakung" in unrolled(listed.stdout)
    target = store.root / "ditahan.csv"
    etl("quarantine", "--csv", target)
    assert target.read_text("utf-8-sig").splitlines()[0].startswith("source,path,place,column,reason,severity,value")
    for text in (done.stdout, done.stderr, listed.stdout, target.read_text()):
        assert not any(person in text for person in (NIK, PHONE, NAME, "6,47202E+15"))


def test_the_closing_account_names_each_file_and_reason(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited([*requests(2), *requests(1, Status="Diarsipkan")]))
    done = etl("load")
    words = unrolled(done.stderr)
    assert "permohonan/a.csv 4 2 1 0 1 0" in words
    assert "1 ditahan: status tidak dikenal; perbaiki statusnya" in words
    assert "Terlihat: Diarsipkan (1)" in words
    assert "Terbit: " in words


def test_a_set_aside_file_is_exit_3_and_the_rest_is_published(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(2)))
    put(store, "permohonan/kolom.csv", "Nama;Umur\nx;1\n")
    put(store, "permohonan/kosong.csv", "")
    put(store, "kunjungan/acak.xlsx", b"\x00\x01acak" * 99)
    done = etl("load")
    assert done.returncode == 3
    words = unrolled(done.stderr)
    assert "Disisihkan: permohonan/kolom.csv: kolom wajib tidak ditemukan ('No Permohonan', 'Unit Layanan'," in words
    assert "Disisihkan: permohonan/kosong.csv: berkas tidak berisi data (0 bita). Ekspor ulang" in words
    assert "Disisihkan: kunjungan/acak.xlsx: berkas tidak dapat dibaca" in words
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(2,)]
    assert published(store, "SELECT count(*) FROM file_account WHERE state = 'set_aside'") == [(3,)]


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda store: (store.raw / "permohonan" / "sumber.toml").unlink(), "zona waktu sumber 'permohonan'"),
        (lambda store: put(store, "permohonan/sumber.toml", "zone = 7", None), "sumber.toml baris 1: 'zone'"),
        (lambda store: put(store, "../local/sla.csv", "x\n", None), "sla.csv baris 1: judul kolom"),
        (lambda store: settings().key_file.write_text("pendek"), "kunci tidak terbaca atau rusak"),
        (lambda store: shutil.rmtree(store.raw), "folder tidak ada"),
    ],
    ids=["no zone", "wrong declaration", "wrong table", "broken key", "no folder"],
)
def test_a_mistake_is_exit_1_and_the_last_build_stays(
    store: Store, break_it: Callable[[Store], object], words: str
) -> None:
    put(store, "permohonan/a.csv", delimited(requests(2)))
    assert etl("load").returncode == 0
    build = store.pointer.read_text()
    put(store, "permohonan/b.csv", delimited(requests(5)))
    break_it(store)
    done = etl("load")
    assert done.returncode == 1
    assert words in unrolled(done.stderr)
    assert store.pointer.read_text() == build
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(2,)]


@pytest.mark.drill
def test_a_second_load_at_the_same_time_is_exit_4_and_names_the_holder(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(2)))
    hold = (
        "from datetime import datetime; import time; from core.store import user_store;"
        "from etl.warehouse.lock import single_writer\n"
        "with single_writer(user_store(), datetime(2024, 8, 27, 7, 30)): print('ada', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"ada\n"
        done = etl_process("load")
    finally:
        holder.kill()
        holder.wait()
    assert done.returncode == 4
    assert f"proses {holder.pid} di " in done.stderr
    assert "27-08-2024 07:30" in done.stderr
    assert not store.pointer.exists()
    assert etl("load").returncode == 0, "a holder that died holds nothing"


def test_a_sample_file_among_the_users_is_exit_5(store: Store, sample_store: Store) -> None:
    shutil.copy(sample_store.sample_marker, make(store.root / "contoh") / "contoh.json")
    put(store, "permohonan/a.csv", delimited(requests(2)))
    build = etl("load", "--json")
    shutil.copy(sample_store.raw / "gangguan" / "gangguan.csv", put(store, "gangguan/kota.csv", ""))
    done = etl("load")
    assert build.returncode == 0
    assert done.returncode == 5
    assert "kota.csv: ini berkas data contoh" in unrolled(done.stderr)
    assert store.pointer.read_text().strip() == json.loads(build.stdout)["build"]


def make(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["muat"],
        ["load", "--cepat"],
        ["quarantine", "--source", "pasar"],
        ["sample"],
        ["sample", "x", "--requests", "0"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2(store: Store, arguments: list[str]) -> None:
    assert etl(*arguments).returncode == 2


def test_a_file_beside_the_folders_of_the_sources_is_named(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(2)))
    (store.raw / "permohonan_baru.csv").write_text("x")
    done = etl("load")
    assert done.returncode == 0
    assert "Tidak dibaca: permohonan_baru.csv. Taruh berkas dalam salah satu folder: permohonan" in unrolled(
        done.stderr
    )


def test_a_raw_folder_that_does_not_exist(store: Store) -> None:
    done = etl("load", "--raw", store.root / "tiada")
    assert done.returncode == 1
    assert f"{store.root / 'tiada'}: folder tidak ada" in unrolled(done.stderr)


def test_without_anything_loaded_there_is_a_sentence(store: Store) -> None:
    for command in ("status", "quarantine"):
        done = etl(command)
        assert done.returncode == 1
        assert "python -m etl load" in unrolled(done.stderr)


def test_the_sample_never_overwrites_files_of_the_user(store: Store) -> None:
    path = put(store, "permohonan/a.csv", delimited(requests(2)))
    done = etl("sample", store.root)
    assert done.returncode == 5
    assert path.exists()


def test_calls_of_another_city_are_read_whole_and_none_is_taken(store: Store) -> None:
    """The shape of a real table of another city: no ticket, no phone, month and year apart, open cases."""
    put(store, "permohonan/a.csv", delimited(requests(2)))
    first = json.loads(etl("load", "--json").stdout)["build"]
    lines = ["id;kec;desa;kejadian;tanggal_terima;tanggal_selesai;bulan;tahun"]
    lines += [f"{n};Kecamatan Rekaan;Desa {n};KEBAKARAN;{n:02d} Agustus 2021 07:15;{n:02d} Agustus 2021 12:00;08;2021"
              for n in range(1, 20)]  # fmt: skip
    lines += ["20;Kecamatan Rekaan;Tanah Merah;BANJIR;05 Mei 2022 10:00;;05;2022"]
    lines += ["21;Pulau Rekaan;Tanah Merah;BANJIR;05 Mei 2022 10:00;04 Mei 2022 11:00;05;2022"]
    other = store.root / "kota_lain"
    (make(other / "panggilan_112") / "tabel.csv").write_text("\n".join(lines) + "\n")
    (other / "panggilan_112" / "sumber.toml").write_text('zone = "WIB"\n')
    done = etl("load", "--raw", other, "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    (account,) = told["files"]
    assert (account["read"], account["accepted"], account["quarantined"], account["not_data"]) == (22, 0, 21, 1)
    assert account["reasons"] == {
        "kecamatan_tak_dikenal": 21,
        "unit_tak_dikenal": 19,
        "tanggal_terbalik": 1,
        "topik_tak_dikenal": 21,
    }
    assert account["detail"] == "masih terbuka: 1"
    assert first


def test_status_and_quarantine_speak_of_what_was_loaded_from_elsewhere(store: Store) -> None:
    elsewhere = Store(store.root / "kiriman")
    put(elsewhere, "permohonan/a.csv", delimited([*requests(2), *requests(1, Status="Diarsipkan")]))
    build = json.loads(etl("load", "--raw", elsewhere.raw, "--json").stdout)["build"]
    assert json.loads(etl("status", "--json").stdout)["build"] == build
    assert "Diarsipkan" in etl("quarantine").stdout


def test_a_foreign_delivery_alone_does_not_replace_the_build(store: Store) -> None:
    put(store, "panggilan_112/baik.csv", "No Tiket;Waktu Terima\n1;27 Agustus 2024 14:05\n")
    first = json.loads(etl("load", "--json").stdout)
    rows = "".join(f"{number};27 Agustus 2024 14:05;Sumenep\n" for number in range(12))
    put(store, "panggilan_112/baik.csv", f"No Tiket;Waktu Terima;Kecamatan\n{rows}")
    done = etl("load")
    assert (first["published"], done.returncode) == (True, 0)
    assert f"versi data lama tetap dipakai: {first['build']}" in unrolled(done.stderr)


def test_all_five_sources_in_one_load(store: Store) -> None:
    """A small city: requests, visits, a call, a go-live and an outage come out in the published tables."""
    put(store, "permohonan/a.csv", delimited(requests(2)))
    days: list[object] = ["No", "Unit Layanan", "Keperluan", *range(1, 32)]
    counts: list[object] = [1, "Kel. Sidodadi", "Semua", *[None] * 26, 5, "-", None, None, None]
    workbook(store.raw / "kunjungan" / "rekap_2024-08.xlsx", [days, counts])
    put(
        store,
        "panggilan_112/a.csv",
        "Waktu Terima;Kategori;Kelurahan\n27 Agustus 2024 14:05;Bantuan Digital;Sidodadi\n",
    )
    put(store, "peluncuran/a.csv", "Unit Layanan;Status;Tanggal\nKelurahan Sidodadi;Aktif;01/11/2023\n")
    put(store, "gangguan/a.csv", "Unit Layanan;Mulai;Selesai\nSemua;28/08/2024 09.00;28/08/2024 10.00\n")
    assert etl("load").returncode == 0
    row = (
        "SELECT date::VARCHAR, warga, visits, help_calls, is_live, is_outage, is_expected, is_walkin_complete,"
        " is_complete FROM unit_day_total WHERE unit_code = '64.72.03.1005' ORDER BY date"
    )
    assert published(store, row) == [("2024-08-27", 2, 5, 1, True, False, True, True, True)]
    assert published(store, "SELECT as_of::VARCHAR, first_day::VARCHAR, is_sample FROM meta") == [
        ("2024-08-27", "2024-08-27", False)
    ]


def test_a_load_with_nothing_new_reads_nothing_and_makes_nothing(sample_store: Store) -> None:
    """No stage that a row goes through is met, and no build is written: that is what makes it quick."""
    before = sorted((path.name, path.stat().st_mtime_ns) for path in sample_store.published_dir.iterdir())
    outcome = load(sample_store)
    assert (outcome.files, outcome.published, outcome.rewritten) == ([], False, 0)
    assert outcome.seconds.keys() == {"open", "recognise", "take_out", "marts", "publish"}
    assert sorted((path.name, path.stat().st_mtime_ns) for path in sample_store.published_dir.iterdir()) == before


@pytest.mark.drill
def test_the_real_command_gives_its_codes_to_the_shell(store: Store) -> None:
    """The same as above from a fresh process: 0, 1 and 3."""
    put(store, "permohonan/a.csv", delimited(requests(2)))
    first = etl_process("load", "--json")
    assert (first.returncode, json.loads(first.stdout)["published"]) == (0, True)
    put(store, "permohonan/b.csv", "")
    assert etl_process("load").returncode == 3
    (store.raw / "permohonan" / "sumber.toml").unlink()
    assert etl_process("load").returncode == 1
