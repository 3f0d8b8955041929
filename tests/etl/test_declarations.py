"""sumber.toml: a wrong edit is answered with file, line and what to do."""

from datetime import datetime
from pathlib import Path

import pytest

from etl.contracts import contract
from etl.declarations import Declaration, read_declaration
from etl.errors import UserError

SERVICES = {"domisili", "sktm"}


def declare(folder: Path, text: str | bytes, source: str = "permohonan") -> Declaration:
    (folder / "sumber.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_declaration(folder, contract(source), SERVICES)


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
        read_declaration(tmp_path, contract("panggilan_112"), SERVICES)
    assert read_declaration(tmp_path, contract("kunjungan"), SERVICES).zone is None


def test_an_origin_is_declared_only_where_there_is_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"sumber\.toml baris 2: 'asal_bawaan' tidak berpengaruh"):
        declare(tmp_path, 'zone = "WITA"\nasal_bawaan = "rt"\n', "panggilan_112")
