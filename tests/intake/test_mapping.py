"""Unknown titles: what is proposed for them, and the mapping that is kept, noted and undone."""

import os
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.files.raw_files import NAME, NIK, PHONE, delimited, put, take_in, workbook

from akses import UNNAMED, Reader
from core.settings import settings
from core.store import Store
from etl import UserError, mapping_path
from intake import (
    IntakeRefusedError,
    MappingAnswers,
    entries,
    kept_answers,
    map_titles,
    mapping_changes,
    propose,
    take_back_mapping,
)
from intake.mapping.keeping import read_mapping, undo_mapping, write_mapping

SIDODADI = "64.72.03.1005"
LOG = {
    "Nomor Registrasi": "SMD-2024-0000001",
    "Identitas": NIK,
    "Yang Mengajukan": NAME,
    "Kontak": PHONE,
    "Tempat": "Kelurahan Sidodadi",
    "Urusan": "Surat keterangan domisili",
    "Keadaan": "Sedang Diperiksa",
    "Tgl Permohonan": "27/08/2024 07.30",
}
EXPECTED = {
    "Nomor Registrasi": "request_no",
    "Identitas": "nik",
    "Kontak": "phone",
    "Tempat": "unit",
    "Urusan": "service",
    "Keadaan": "status",
    "Tgl Permohonan": "submitted_at",
}


@pytest.fixture
def mine(store: Store) -> Store:
    """The store as that of the installation."""
    assert store.root == settings().data_dir
    return store


def logs(count: int = 12) -> list[dict[str, str]]:
    return [LOG | {"Nomor Registrasi": f"SMD-2024-{number:07d}"} for number in range(count)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_titles_are_proposed_by_their_look_and_by_what_stands_under_them(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "csv":
        path.write_text(delimited(logs()))
    else:
        workbook(path, [["LAPORAN"], [*LOG], *([*row.values()] for row in logs())])
    found = propose(path, "permohonan", "kota")
    assert {each.title: each.proposal for each in found.columns if each.proposal} == EXPECTED
    assert {each.title: each.because for each in found.columns}["Keadaan"] == "values"
    assert found.missing == []
    shown = str(found)
    assert all(person not in shown for person in (NIK, PHONE, NAME, NAME.split()[0])), shown
    assert next(each for each in found.columns if each.title == "Tempat").examples == ["Kelurahan Sidodadi"]


def test_a_title_that_looks_right_over_other_cells_is_not_proposed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [{"Kelurahan": "Jawa", "Tangal": "Beres", "Waktunya": f"{day:02d}/06/2024"} for day in range(1, 9)]
    path.write_text(delimited(rows))
    proposals = {each.title: (each.proposal, each.because) for each in propose(path, "kunjungan", "kota").columns}
    assert proposals == {"Kelurahan": (None, ""), "Tangal": (None, ""), "Waktunya": ("date", "values")}


def test_numbers_of_rows_are_no_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        delimited([{"Urut": str(n), "Hari": f"0{n}/06/2024", "Orang": str(9 - n % 3)} for n in range(1, 9)])
    )
    proposals = {each.title: each.proposal for each in propose(path, "kunjungan", SIDODADI).columns}
    assert proposals == {"Urut": None, "Hari": "date", "Orang": "count"}


def test_what_is_answered_makes_the_file_read(mine: Store) -> None:
    rows = [{"Hari ke": f"{day:02d}/06/2024", "Orang": str(day * 3 % 7)} for day in range(3, 8)]
    path = put(mine, f"kunjungan/{SIDODADI}/a.csv", delimited(rows), None)
    found = propose(path, "kunjungan", SIDODADI)
    headers = {each.proposal: [each.title] for each in found.columns if each.proposal}
    write_mapping("kunjungan", SIDODADI, MappingAnswers(headers, unit="Kelurahan Sidodadi"), "petugas@contoh.id")
    assert [(account.state, account.accepted) for account in take_in(mine).files] == [("loaded", 5)]
    assert {each.known for each in propose(path, "kunjungan", SIDODADI).columns} == {"date", "count"}


def test_a_mapping_is_noted_and_undone(mine: Store) -> None:
    first = write_mapping("kunjungan", SIDODADI, MappingAnswers({"date": ["Hari ke"]}), "a@contoh.id")
    path = mapping_path("kunjungan", SIDODADI)
    path.chmod(0o640)
    second = write_mapping("kunjungan", SIDODADI, MappingAnswers(date_order="DMY"), "b@contoh.id")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (first.before, second.before) == (None, first.after)
    assert [each.number for each in mapping_changes("kunjungan", SIDODADI)] == [second.number, first.number]
    with pytest.raises(UserError, match="sudah diubah lagi"):
        undo_mapping(first.number, "a@contoh.id")
    undo_mapping(second.number, "c@contoh.id")
    assert read_mapping("kunjungan", SIDODADI) == first.after
    undo_mapping(first.number, "c@contoh.id")
    assert not path.exists()
    assert [entry.account for entry in entries("mapped")] == [f"{name}@contoh.id" for name in "abcc"]


@pytest.mark.parametrize(
    ("sender", "answers", "words"),
    [
        ("64.72.99.9999", MappingAnswers(unit="Kelurahan Jawa"), "Pengirim tidak dikenal"),
        ("../kota", MappingAnswers(unit="Kelurahan Jawa"), "Pengirim tidak dikenal"),
        ("kota", MappingAnswers(unit="Kelurahan Antah"), "Kelurahan Antah"),
        ("kota", MappingAnswers({"kantor": ["Tempat"]}), "kolom 'kantor'"),
        ("kota", MappingAnswers({"unit": ["X"], "date": ["x"]}), "'unit' dan 'date'"),
        ("kota", MappingAnswers({"unit": [NIK]}), "mirip nomor orang"),
        ("kota", MappingAnswers(zone="WITTA"), "zone"),
    ],
)
def test_what_the_reader_would_not_take_is_not_written(
    mine: Store, sender: str, answers: MappingAnswers, words: str
) -> None:
    write_mapping("kunjungan", "kota", MappingAnswers(unit="Kelurahan Jawa"), "")
    before = read_mapping("kunjungan", "kota")
    with pytest.raises(UserError, match=words) as refused:
        write_mapping("kunjungan", sender, answers, "")
    assert NIK not in str(refused.value)
    assert read_mapping("kunjungan", "kota") == before
    assert len(entries("mapped")) == 1


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk that takes no file in the place of another."""

    def refuse(*_: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        yield


def test_a_full_disk_leaves_the_mapping_before_and_says_so_in_the_ledger(
    mine: Store, request: pytest.FixtureRequest
) -> None:
    first = write_mapping("kunjungan", "kota", MappingAnswers(unit="Kelurahan Jawa"), "")
    request.getfixturevalue("full_disk")
    with pytest.raises(OSError, match="full"):
        write_mapping("kunjungan", "kota", MappingAnswers(unit="Kelurahan Sidodadi"), "")
    assert read_mapping("kunjungan", "kota") == first.after
    assert [each.number for each in mapping_changes()] == [first.number]
    assert [path.name for path in mapping_path("kunjungan", "kota").parent.iterdir()] == ["kunjungan.kota.toml"]


def test_any_title_goes_into_the_file_and_comes_back(mine: Store) -> None:
    titles = ['Kata "Hari"', "garis\\miring", "[kurung]", "tanda\x7fhapus", "# pagar", "Tanggal\nKunjungan", "é = è"]
    write_mapping("kunjungan", "kota", MappingAnswers({"date": titles}), "")
    text = read_mapping("kunjungan", "kota")
    assert text is not None
    assert tomllib.loads(text) == {"headers": {"date": titles}}


def test_what_stands_in_a_mapping_by_hand_stays(mine: Store) -> None:
    path = mapping_path("kunjungan", "kota")
    path.parent.mkdir(parents=True)
    path.write_text('# oleh analis\nperiod = [2024-12-01, 2024-12-31] # satu bulan\n[headers]\ndate = ["Hari"]\n')
    write_mapping("kunjungan", "kota", MappingAnswers({"date": ["Tgl ini"], "count": ["Orang"]}, zone="WITA"), "")
    text = path.read_text()
    assert "# oleh analis" in text
    assert "# satu bulan" in text
    said = tomllib.loads(text)
    assert said["headers"] == {"date": ["Hari", "Tgl ini"], "count": ["Orang"]}
    assert (said["zone"], len(said["period"])) == ("WITA", 2)
    with pytest.raises(UserError, match="'date' dan 'count'"):
        write_mapping("kunjungan", "kota", MappingAnswers({"count": ["Hari"]}), "")
    assert path.read_text() == text


def test_an_officer_maps_the_own_office_alone(mine: Store) -> None:
    officer = Reader("petugas@contoh.id", "operator", SIDODADI)
    leader = Reader("pimpinan@contoh.id", "pimpinan", "")
    answers = MappingAnswers({"date": ["Hari ke"]})
    for reader, sender in ((officer, "kota"), (officer, "64.72.01.1001"), (leader, SIDODADI)):
        with pytest.raises(IntakeRefusedError) as refused:
            map_titles(reader, "kunjungan", sender, answers)
        assert refused.value.status == 403
    first = map_titles(officer, "kunjungan", SIDODADI, answers)
    map_titles(officer, "kunjungan", SIDODADI, MappingAnswers(date_order="DMY"))
    assert kept_answers("kunjungan", SIDODADI) == MappingAnswers({"date": ["Hari ke"]}, date_order="DMY")
    with pytest.raises(IntakeRefusedError) as refused:
        take_back_mapping(Reader("lain@contoh.id", "operator", "64.72.01.1001"), first.number)
    assert refused.value.status == 403
    take_back_mapping(officer, mapping_changes("kunjungan", SIDODADI)[0].number)
    assert kept_answers("kunjungan", SIDODADI) == answers


def test_a_wrong_answer_is_a_sentence_for_who_asks(mine: Store) -> None:
    with pytest.raises(IntakeRefusedError) as refused:
        map_titles(UNNAMED, "kunjungan", "kota", MappingAnswers({"kantor": ["Tempat"]}))
    assert "kolom 'kantor'" in refused.value.words(str)
