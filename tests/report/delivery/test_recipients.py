"""The table of recipients: what is wrong is told by line, column and value, and keeps nobody else from the report."""

from datetime import date

import pytest
from support.report_command import run

from core.local_table import TableError
from report.delivery.recipients import Recipient, read_recipients

GOOD = "a@kota.contoh,pimpinan,,pdf png,2024-01-01"
PLACES = {"64.72.01": "64.72.01", "64.72.01.1001": "64.72.01"}


@pytest.fixture
def known_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report.delivery.recipients.places", lambda: PLACES)


@pytest.mark.usefixtures("known_places")
def test_rows_are_read_as_an_office_program_saves_them(table) -> None:
    table(
        "A.B@Kota.contoh ; Camat;64.72.01;html | PDF;2024-11-30", head="\ufeffaddress;role;kecamatan;forms;active_from"
    )
    recipient = Recipient(2, "A.B@Kota.contoh", "camat", "64.72.01", ("pdf", "html"), date(2024, 11, 30))
    assert read_recipients() == ([recipient], [])
    assert recipient.gets("64.72.01", date(2024, 11, 30))
    assert not recipient.gets("64.72.01", date(2024, 10, 31))
    assert not recipient.gets("", date(2024, 11, 30))


@pytest.mark.usefixtures("known_places")
@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("tanpa-alamat,pimpinan,,pdf,2024-01-01", "address bukan satu alamat surel"),
        ("b@kota.contoh c@kota.contoh,pimpinan,,pdf,2024-01-01", "address bukan satu alamat surel"),
        ("B <b@kota.contoh>,pimpinan,,pdf,2024-01-01", "address bukan satu alamat surel"),
        ("b@kota.contoh,operator,,pdf,2024-01-01", "role 'operator' tidak dikenal; tulis pimpinan, analis, atau camat"),
        ("b@kota.contoh,camat,,pdf,2024-01-01", "kecamatan kosong"),
        ("b@kota.contoh,camat,64.72.99,pdf,2024-01-01", "kecamatan '64.72.99' bukan kode kecamatan"),
        ("b@kota.contoh,camat,64.72.01.1001,pdf,2024-01-01", "kecamatan '64.72.01.1001' bukan kode"),
        ("b@kota.contoh,analis,64.72.01,pdf,2024-01-01", "kecamatan '64.72.01' tidak berlaku untuk analis"),
        (
            "b@kota.contoh,analis,,pdf|docx,2024-01-01",
            "forms 'docx' tidak dikenal; tulis pdf, png, html, dipisah spasi",
        ),
        ("c@kota.contoh,analis,,b@kota.contoh,2024-01-01", "forms '…' tidak dikenal"),
        ("b@kota.contoh,analis,,,2024-01-01", "forms kosong; tulis pdf, png, html"),
        ("b@kota.contoh,analis,,pdf,01/01/2024", "active_from '01/01/2024' bukan tanggal; tulis seperti 2024-11-01"),
        ("b@kota.contoh,analis,,pdf,2024-01-01,lebih", "jumlah kolomnya lain"),
        ("b@kota.contoh,analis,pdf,2024-01-01", "jumlah kolomnya lain"),
        ("A@Kota.contoh,analis,,pdf,2024-01-01", "address dan kecamatan sama dengan baris 2; hapus salah satunya"),
    ],
)
def test_a_wrong_row_is_told_and_the_others_stay(row: str, words: str, table) -> None:
    table(GOOD, row)
    found, told = read_recipients()
    assert [each.line for each in found] == [2]
    (sentence,) = told
    assert sentence.startswith(f"penerima.csv baris 3: {words}")
    assert "b@kota" not in sentence


def test_one_person_may_get_the_citys_and_a_kecamatans(table) -> None:
    table(GOOD, GOOD.replace("pimpinan,", "camat,64.72.01"))
    assert [each.place for each in read_recipients()[0]] == ["", "64.72.01"]


@pytest.mark.parametrize(
    ("rows", "head", "words"),
    [
        ([GOOD], "address,role,kecamatan,forms", "baris 1: kolom active_from tidak ada"),
        ([GOOD, '"b@kota.contoh,analis,,pdf,2024-01-01'], None, "bukan CSV. Perbaiki tanda kutipnya"),
    ],
)
def test_a_table_that_cannot_be_read_reaches_nobody(
    rows: list[str], head: str | None, words: str, table, server,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    table(*rows, **({"head": head} if head else {}))
    with pytest.raises(TableError, match=words):
        read_recipients()
    assert run(monkeypatch, "kirim", "2024-10") == 1
    told = capsys.readouterr().err
    assert words in told
    assert told.strip().count("\n") == 0
    assert server.taken == []


@pytest.mark.usefixtures("delivery")
def test_without_a_table_it_is_said_what_to_make(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "kirim", "2024-10") == 1
    assert "penerima.csv: tidak ada. Buat dengan kolom address, role, kecamatan, forms, active_from." in (
        capsys.readouterr().err
    )
