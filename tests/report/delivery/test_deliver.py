"""Sending what the archive has: once, to whom the table names now, with an exit code that tells how it went."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from support.mail.recipient_rows import CAMAT, MAYOR, OTHER_CAMAT
from support.mail.server import CLOSE, MailServer
from support.report_command import run

from core.clock import now_in_city
from core.settings import settings
from core.store import active_store
from mail import LetterState, Outbox
from report.archive.keep import archive
from report.content.model import Content
from report.record.record import Record, make_record

pytestmark = pytest.mark.prints

Send = Callable[..., tuple[int, str]]


@pytest.fixture
def send(delivery: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Send:
    """Runs the command; returns its exit code and what it said, in which no address ever stands."""

    def sent(*arguments: str) -> tuple[int, str]:
        code = run(monkeypatch, "kirim", *arguments)
        told = capsys.readouterr()
        assert "@kota.contoh" not in told.err + told.out
        return code, told.err

    return sent


def states() -> set[LetterState]:
    return {note.state for note in Outbox(active_store().outbox_dir).notes()}


def test_the_same_command_twice_sends_nothing_twice(send: Send, table, server: MailServer) -> None:
    table(MAYOR, CAMAT)
    code, told = send("2024-10")
    assert code == 0
    assert "Laporan 2024-10, penerima.csv baris 2 (pimpinan): terkirim." in told
    assert "Laporan 2024-10, penerima.csv baris 3 (camat 64.72.01): terkirim." in told
    assert send("2024-10", "--ulang") == (0, "Sudah terkirim sebelumnya: 2 surat.\n")
    assert len(server.taken) == 2


def test_who_was_sent_what_is_noted_with_who_read_what(send: Send, table) -> None:
    table(CAMAT)
    send("2024-10")
    (file,) = (settings().data_dir / "audit").iterdir()
    (line,) = (json.loads(line) for line in file.read_text().splitlines())
    assert (line["act"], line["account"]) == ("sent", "camat.palaran@kota.contoh")
    assert (line["report"], line["place"], line["revision"]) == ("2024-10", "64.72.01", "r1")


def test_a_new_row_gets_the_letter_and_nobody_else_again(send: Send, table, server: MailServer) -> None:
    table(MAYOR)
    send("2024-10")
    table(MAYOR, OTHER_CAMAT)
    code, told = send("2024-10")
    assert (code, len(server.taken)) == (0, 2)
    assert "baris 3 (camat 64.72.06): terkirim" in told


def test_what_is_not_archived_is_said_with_what_to_do(
    send: Send, table, delivery: Path, server: MailServer, october: Content
) -> None:
    """Nothing is made by this command; a draft is no report."""
    table(MAYOR, CAMAT)
    draft = archive(make_record(replace(october, period=(date(2024, 9, 1), date(2024, 9, 30)), is_draft=True)))
    assert draft.exists()
    code, told = send("2024-09")
    assert (code, server.taken) == (5, [])
    assert told.splitlines() == [
        "Laporan 2024-09 belum ada di arsip. Buat dahulu: python -m report 2024-09",
        "Laporan 2024-09 --kecamatan 64.72.01 belum ada di arsip. Buat dahulu: python -m report 2024-09 --kecamatan "
        "64.72.01",
    ]
    assert not active_store().outbox_dir.joinpath("x").exists()


def test_a_file_that_is_not_as_it_was_set_is_not_sent(send: Send, table, delivery: Path, server: MailServer) -> None:
    """Neither a damaged one, nor the others of that report; other reports go out."""
    (delivery / "laporan_adopsi_contoh_2024-10.png").write_bytes(b"rusak")
    table(MAYOR, CAMAT)
    code, told = send("2024-10")
    assert code == 5
    assert "Laporan 2024-10: berkas png di arsip hilang atau rusak. Buat lagi: python -m report 2024-10" in told
    assert [address for address, _ in server.taken] == ["camat.palaran@kota.contoh"]


def test_an_altered_record_is_not_sent(send: Send, table, delivery: Path, server: MailServer) -> None:
    path = delivery / "laporan_adopsi_contoh_2024-10.content.json"
    record = json.loads(path.read_text("utf-8"))
    record["content"]["figures"][1]["value"] = "99,9%"
    path.write_text(json.dumps(record), "utf-8")
    table(MAYOR)
    code, told = send("2024-10")
    assert (code, server.taken) == (5, [])
    assert f"Catatan arsip {path.name} rusak" in told


def test_a_wrong_row_is_told_and_the_others_get_theirs(send: Send, table, server: MailServer) -> None:
    table(MAYOR.replace("@", " di "), CAMAT)
    code, told = send("2024-10")
    assert (code, len(server.taken)) == (3, 1)
    assert "penerima.csv baris 2: address bukan satu alamat surel" in told


def test_a_server_that_is_away_lets_letters_wait(send: Send, table, server: MailServer, monkeypatch) -> None:
    table(MAYOR, CAMAT)
    monkeypatch.setattr(settings(), "smtp_port", 1)
    code, told = send("2024-10")
    assert code == 8
    assert told.count("menunggu, server tidak menjawab (1 kali dicoba); dicoba lagi mulai") == 2
    monkeypatch.setattr(settings(), "smtp_port", server.port)
    assert send("2024-10")[0] == 0
    assert len(server.taken) == 2


def test_each_answer_has_its_code_and_its_sentence(send: Send, table, server: MailServer) -> None:
    answers = {"walikota@kota.contoh": "550 tidak ada", "camat.palaran@kota.contoh": "450 nanti"}
    server.script = lambda stage, address: answers.get(address) if stage == "RCPT" else None
    table(MAYOR, CAMAT, OTHER_CAMAT)
    code, told = send("2024-10")
    assert code == 3
    assert "baris 2 (pimpinan): ditolak, server menjawab 550. Perbaiki alamatnya" in told
    assert "baris 3 (camat 64.72.01): menunggu, server menjawab 450" in told
    assert "baris 4 (camat 64.72.06): terkirim." in told
    server.script = lambda stage, address: None
    code, told = send("2024-10")
    assert (code, len(server.taken)) == (3, 2)
    assert "baris 2 (pimpinan): ditolak" in told
    assert send("2024-10", "--ulang")[0] == 0
    assert len(server.taken) == 3


def test_an_uncertain_letter_goes_out_again_when_it_is_asked_for(send: Send, table, server: MailServer) -> None:
    server.script = lambda stage, address: CLOSE if stage == "DATA" else None
    table(MAYOR)
    code, told = send("2024-10")
    assert code == 3
    assert "tidak pasti: surat diserahkan, tetapi jawaban server tidak sampai." in told
    assert "python -m report kirim 2024-10 --ulang" in told
    server.script = lambda stage, address: None
    assert send("2024-10")[0] == 3
    assert server.taken == []
    assert send("2024-10", "--ulang")[0] == 0
    assert len(server.taken) == 1


def test_a_recipient_who_has_it_after_all_gets_it_no_more(send: Send, table, server: MailServer) -> None:
    server.script = lambda stage, address: CLOSE if stage == "DATA" else None
    table(MAYOR, CAMAT)
    assert "python -m report kirim 2024-10 --diterima 3" in send("2024-10")[1]
    server.script = lambda stage, address: None
    code, told = send("2024-10", "--diterima", "3")
    assert (code, server.taken) == (3, [])
    assert "baris 2 (pimpinan): tidak pasti" in told
    assert "Sudah terkirim sebelumnya: 1 surat." in told
    assert send("2024-10", "--ulang")[0] == 0
    assert [address for address, _ in server.taken] == ["walikota@kota.contoh"]
    assert send("--diterima", "3")[0] == 2


def test_one_who_is_taken_out_or_mended_gets_no_old_letter(send: Send, table, server: MailServer) -> None:
    server.script = lambda stage, address: "450 nanti" if stage == "RCPT" else None
    table(MAYOR, CAMAT)
    send("2024-10")
    server.script = lambda stage, address: None
    table(CAMAT)
    assert send("2024-10")[0] == 0
    assert [address for address, _ in server.taken] == ["camat.palaran@kota.contoh"]
    assert len(list(active_store().outbox_dir.glob("*.surat"))) == 1


def test_a_report_that_is_corrected_while_it_waits_goes_out_corrected(
    send: Send, table, server: MailServer, october: Content
) -> None:
    server.script = lambda stage, address: "450 nanti" if stage == "RCPT" else None
    table(MAYOR)
    send("2024-10")
    share = replace(october.figures[1], value="38,1%")
    archive(make_record(replace(october, figures=(october.figures[0], share, *october.figures[2:]))))
    server.script = lambda stage, address: None
    assert send("2024-10")[0] == 0
    (letter,) = server.letters()
    assert letter["subject"].endswith("(revisi 2)")


def test_another_run_that_sends_is_named(send: Send, table) -> None:
    table(MAYOR)
    with Outbox(active_store().outbox_dir).alone():
        code, told = send("2024-10")
    assert (code, told) == (4, "Pengiriman lain sedang berjalan. Tunggu sampai selesai, lalu coba lagi.\n")


def test_wrong_settings_are_one_sentence(send: Send, table, monkeypatch) -> None:
    table(MAYOR)
    monkeypatch.setattr(settings(), "smtp_server", "")
    code, told = send("2024-10")
    assert (code, told.count("\n")) == (1, 1)
    assert "ADOPSI_SMTP_SERVER kosong" in told


def test_what_is_no_period_is_wrong_usage(send: Send) -> None:
    assert send("oktober")[0] == 2


def test_nobody_active_yet_gets_nothing(send: Send, table, server: MailServer) -> None:
    table(MAYOR.replace("2024-01-01", "2024-11-01"))
    code, told = send("2024-10")
    assert (code, server.taken) == (0, [])
    assert told.startswith("Tidak ada penerima yang aktif untuk laporan 2024-10")


def test_the_sample_goes_out_only_by_name(send: Send, table, server: MailServer, monkeypatch) -> None:
    monkeypatch.setattr("report.__main__.today", lambda: date(2024, 11, 4))
    table(MAYOR)
    code, told = send()
    assert (code, server.taken) == (0, [])
    assert "Belum ada laporan bulanan dari data sendiri" in told


@pytest.fixture
def own_data(
    records: dict[str, Record], made, delivery: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], None]:
    """An installation with its own data; calling it archives the city's report of a month, as if of that data."""
    published = settings().data_dir / "published"
    published.mkdir(parents=True)
    (published / "CURRENT").write_text("tidak-ada")
    monkeypatch.setattr("report.__main__.today", lambda: date(2024, 11, 4))
    monkeypatch.setattr("report.delivery.deliver.lacking_forms", lambda record: [])

    def keep(month: str) -> None:
        first = date.fromisoformat(f"{month}-01")
        record = json.loads(json.dumps(records[""])) | {"is_sample": False, "month": month}
        record["content"] |= {"is_sample": False, "period": [f"{first}", f"{month}-28"]}
        path = delivery / f"laporan_adopsi_{month}"
        path.with_name(f"{path.name}.content.json").write_text(json.dumps(record))
        for form in ("pdf", "png", "html"):
            path.with_name(f"{path.name}.{form}").write_bytes(b"")

    return keep


def test_without_a_period_every_month_goes_out_that_did_not_yet(
    send: Send, table, server: MailServer, own_data
) -> None:
    """From the day on from which somebody gets them, a year back at most; no quarter unless it is asked for."""
    for month in ("2023-10", "2024-08", "2024-09", "2024-10"):
        own_data(month)
    table(MAYOR.replace("2024-01-01", "2024-09-30"), MAYOR.replace("walikota", "wakil").replace("2024", "2020", 1))
    assert send("2024-09")[0] == 0
    assert len(server.taken) == 2
    code, told = send()
    assert code == 0
    got = [(address.partition("@")[0], name) for (address, _), name in zip(server.taken, subjects(server), strict=True)]
    assert sorted(got[2:]) == [
        ("wakil", "Laporan adopsi layanan digital Agustus 2024"),
        ("wakil", "Laporan adopsi layanan digital Oktober 2024"),
        ("walikota", "Laporan adopsi layanan digital Oktober 2024"),
    ]
    assert "Sudah terkirim sebelumnya: 2 surat." in told
    assert send() == (0, "Sudah terkirim sebelumnya: 5 surat.\n")


def subjects(server: MailServer) -> list[str]:
    return [str(letter["subject"]) for letter in server.letters()]


def test_without_a_period_what_waits_is_not_tried_before_its_time(
    send: Send, table, server: MailServer, own_data
) -> None:
    own_data("2024-10")
    table(MAYOR)
    server.script = lambda stage, address: "450 nanti" if stage == "RCPT" else None
    assert send()[0] == 8
    server.script = lambda stage, address: None
    code, told = send()
    assert (code, server.taken) == (8, [])
    assert "menunggu, server menjawab 450 (1 kali dicoba)" in told
    assert send("2024-10")[0] == 0, "asked for by name it is tried at once"


def test_a_letter_of_another_period_waits_on_for_those_it_was_meant_for(
    send: Send, table, server: MailServer, own_data
) -> None:
    """A month that is older than a year was asked for by name: who came into the table since then does not get it."""
    own_data("2022-05")
    own_data("2024-10")
    table(MAYOR.replace("2024", "2020", 1))
    server.script = lambda stage, address: "450 nanti" if stage == "RCPT" else None
    assert send("2022-05")[0] == 8
    server.script = lambda stage, address: None
    table(MAYOR.replace("2024", "2020", 1), MAYOR.replace("walikota", "wakil").replace("2024", "2020", 1))
    code, told = send()
    assert code == 8
    assert "Laporan 2022-05, penerima.csv baris 2 (pimpinan): menunggu" in told
    assert sorted(subjects(server)) == ["Laporan adopsi layanan digital Oktober 2024"] * 2
    assert send("2022-05")[0] == 0
    assert len(server.taken) == 4


def test_a_refused_letter_of_another_period_stays_refused(send: Send, table, server: MailServer, own_data) -> None:
    """The timer neither forgets it, so that it would go out anew, nor keeps silent about it."""
    own_data("2022-05")
    table(MAYOR.replace("2024", "2020", 1))
    server.script = lambda stage, address: "550 tidak ada" if stage == "RCPT" else None
    assert send("2022-05")[0] == 3
    server.script = lambda stage, address: None
    for arguments in ((), ("2022-05",)):
        code, told = send(*arguments)
        assert (code, server.taken) == (3, [])
        assert "Laporan 2022-05, penerima.csv baris 2 (pimpinan): ditolak" in told


def test_a_camat_whose_report_lacks_is_told(send: Send, table, server: MailServer, own_data) -> None:
    own_data("2024-10")
    table(MAYOR, CAMAT)
    code, told = send()
    assert (code, len(server.taken)) == (5, 1)
    assert "python -m report 2024-10 --kecamatan 64.72.01" in told


def test_a_letter_that_waits_for_days_needs_somebody(send: Send, table, server: MailServer, own_data) -> None:
    own_data("2024-10")
    table(MAYOR)
    server.script = lambda stage, address: "450 nanti" if stage == "RCPT" else None
    send()
    outbox = Outbox(active_store().outbox_dir)
    (note,) = outbox.notes()
    outbox.wait(replace(note, put_at=datetime(2024, 10, 1, 8)), now_in_city())
    code, told = send()
    assert code == 3
    assert "Sudah menunggu sejak 01-10-2024: periksa server surat." in told
