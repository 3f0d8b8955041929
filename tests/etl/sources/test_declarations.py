"""sumber.toml: a wrong edit is answered with file, line and what to do."""

import json
from datetime import datetime
from pathlib import Path
from time import process_time

import pytest
from support.files.raw_files import counts, delimited, log, put, requests, take_in

from core.store import Store
from etl.errors import UserError
from etl.loading.load import load
from etl.sources.contract import contract
from etl.sources.declaration_file import FILE_NAME, require_zone, what_is_declared
from etl.sources.declarations import Declaration

SERVICES = {"domisili", "sktm"}


def declare(folder: Path, text: str | bytes, source: str = "permohonan") -> Declaration:
    (folder / "sumber.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return what_is_declared(folder / FILE_NAME, contract(source), SERVICES)


def test_everything_that_may_be_said(tmp_path: Path) -> None:
    said = declare(
        tmp_path,
        'zone = "WIB"\nasal_bawaan = "petugas"\nexport_time = 2024-11-11T08:00:00Z\ndate_formats = ["%d.%m.%y"]\n'
        '[headers]\nunit = ["Tempat"]\n[values.service]\nsktm = ["Miskin"]\n'
        '[values.status]\nsiap_diambil = ["Beres"]\n',
    )
    assert said.zone == "Asia/Jakarta"
    assert said.export_time == datetime(2024, 11, 11, 16, 0), "given in UTC, kept in WITA"
    assert said.values["service"] == {"sktm": ["Miskin"]}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('# zone\nzone = "Asia/Samarinda"\n', 2, ["zone", '"WITA"']),
        ("\n\nzona = 'WITA'\n", 3, ["'zona' tidak dikenal", "zone"]),
        ('zone = "WITA"\nasal_bawaan = "semua"\n', 2, ["asal_bawaan", '"warga"']),
        ('zone = "WITA"\nexport_time = "kemarin"\n', 2, ["export_time", "2024-11-11"]),
        ('zone = "WITA"\ndate_formats = ["%d/%Q"]\n', 2, ["date_formats", "%d.%m.%y"]),
        ('zone = "WITA"\n\n[headers]\nunit = "Tempat"\n', 4, ["headers", '["Nama Kantor"]']),
        ('zone = "WITA"\n[headers]\nkantor = ["Tempat"]\n', 3, ["kolom 'kantor'", "unit"]),
        ('zone = "WITA"\n[values.status]\nberes = ["Beres"]\n', 3, ["nilai 'beres'", "siap_diambil"]),
        ('zone = "WITA"\n[values.service]\nkuburan = ["Makam"]\n', 3, ["nilai 'kuburan'", "domisili"]),
        ('zone = "WITA"\n[values.request_no]\nx = ["y"]\n', 3, ["nilai 'x'", "request_no"]),
        ('zone = "WITA"\n[headers]\nunit = ["Loket"]\nnik = ["LOKET"]\n', 4, ["'LOKET'", "'unit' dan 'nik'"]),
        ('zone = "WITA"\n[headers]\nunit = [" "]\n', 3, ["kosong"]),
        ('zone = "WITA"\n[values.origin]\nrt = ["Ketua"]\nwarga = ["ketua"]\n', 4, ["'rt' dan 'warga'"]),
        ('zone = "WITA"\ndate_formats = ["%H.%M"]\n', 2, ["date_formats"]),
        ('zone = "WITA"\ndate_formats = ["%d/%m/%y", "%d/%m/%y"]\n', 2, ["date_formats"]),
        ('zone = "WITA"\nasal_bawaan warga\n', 2, ["TOML"]),
        (b'zone = "WITA"\n# caf\xe9\n', 2, ["UTF-8"]),
    ],
)
def test_a_wrong_edit_names_file_line_and_remedy(
    tmp_path: Path, text: str | bytes, line: int, words: list[str]
) -> None:
    with pytest.raises(UserError) as refused:
        declare(tmp_path, text)
    message = str(refused.value)
    assert message.startswith(f"{tmp_path / 'sumber.toml'} baris {line}:")
    assert all(word in message for word in words), message


def test_a_source_with_clock_times_must_name_its_zone(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r'belum dinyatakan.*zone = "WITA"'):
        require_zone(tmp_path / FILE_NAME, Declaration(), contract("panggilan_112"))
    require_zone(tmp_path / FILE_NAME, Declaration(), contract("kunjungan"))


def test_an_origin_is_declared_only_where_there_is_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"sumber\.toml baris 2: 'asal_bawaan' tidak berpengaruh"):
        declare(tmp_path, 'zone = "WITA"\nasal_bawaan = "rt"\n', "panggilan_112")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[headers]\nunit = ["Unit Layanan", "Kantor Tujuan"]\n', 3, "judul 'Kantor Tujuan' untuk kolom 'unit'"),
        ('[values.origin]\nrt = ["Ketua"]\n', 2, "kolom 'origin' tidak berpengaruh"),
        ('date_formats = ["%d/%m/%Y %H.%M", "%Y.%m.%d"]\n', 2, "'%Y.%m.%d' tidak membaca"),
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_what_has_no_effect_stops_the_load(store: Store, text: str, line: int, words: str, as_json: bool) -> None:
    rows = [{title: cell for title, cell in row.items() if title != "Asal Permohonan"} for row in requests(2)]
    log(store, "lama.csv")
    build = load(store).build
    path = put(store, "permohonan/lama.csv", json.dumps(rows) if as_json else delimited(rows))
    path.with_name("sumber.toml").write_text(f'zone = "WITA"\n{text}')
    with pytest.raises(UserError, match=f"sumber.toml baris {line}: .*{words}"):
        load(store)
    assert store.pointer.read_text().strip() == build, "nothing has changed"


def test_what_had_an_effect_once_stays(store: Store) -> None:
    """A folder may hold files of two programs, and those of one may go."""
    said = 'zone = "WITA"\ndate_formats = ["%d-%m-%y %H:%M"]\n[headers]\nunit = ["Tempat"]\n'
    other = delimited(requests(1, Tanggal_Permohonan="27-08-24 07:30")).replace("Unit Layanan", "Tempat")
    path = put(store, "permohonan/b.csv", other.replace("SMD", "X"))
    path.with_name("sumber.toml").write_text(said)
    log(store, "a.csv")
    path.with_name("sumber.toml").write_text(said)
    assert counts(take_in(store)) == [("loaded", 2, 0, 0, 1), ("loaded", 1, 0, 0, 1)]
    path.unlink()
    path.with_name("sumber.toml").write_text(said + "nik = ['NIK']\n")
    assert counts(take_in(store, rebuild=True)) == [("loaded", 2, 0, 0, 1)]


@pytest.mark.parametrize(
    "text",
    [".".join("a" * 50_000) + " = 1", f"[{'.'.join('a' * 50_000)}]", "zone = " + "9" * 50_000, '"\\' * 50_000],
)
def test_names_within_names_and_numbers_without_end_are_answered_at_once(tmp_path: Path, text: str) -> None:
    began = process_time()
    with pytest.raises(UserError, match=r"sumber\.toml.*Contoh yang sah: zone"):
        declare(tmp_path, text)
    assert process_time() - began < 5
