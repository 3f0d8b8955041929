"""Offices that owe reports get one letter a week until their file comes; nobody else gets any."""

import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from support.files.raw_files import delimited, log, put, requests
from support.intake.waiting import waits
from support.mail.server import MailServer, mail_server

from akses import Reader
from analytics import open_city
from core.settings import ROOT, settings
from core.store import Store
from etl.loading.load import load
from intake import __main__ as command
from intake import entries, send_file
from intake.reminders import remind, reminder_text, try_reminders
from intake.reminders.contacts import contacts_file, read_contacts
from intake.reporting import owing_now

NOW = datetime(2024, 9, 2, 7, 5)
OFFICE, OTHER = "64.72.03.1005", "64.72.05.1002"
TO = "sidodadi@kota.contoh"
AUGUST = "2024-08"


@pytest.fixture
def mail(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    with mail_server() as server:
        told = {"SERVER": "127.0.0.1", "PORT": str(server.port), "TLS": "kosong", "PENGIRIM": "adopsi@kota.contoh"}
        for name, value in told.items():
            monkeypatch.setenv(f"ADOPSI_SMTP_{name}", value)
        monkeypatch.setenv("ADOPSI_ALAMAT", "https://dasbor.contoh")
        settings.cache_clear()
        yield server


def contacts(*rows: str) -> None:
    contacts_file().parent.mkdir(exist_ok=True)
    contacts_file().write_text("\n".join(["office,name,address", *rows]) + "\n")


def visits(office: str, days: range) -> str:
    return "\n".join(["Tanggal;Kelurahan;Jumlah", *(f"{day:02}/08/2024;{office};10" for day in days)]) + "\n"


@pytest.fixture
def loaded(store: Store) -> Store:
    """All days of August of one office; the other one reported until the 20th."""
    put(store, "kunjungan/sidomulyo.csv", visits("Kelurahan Air Hitam", range(1, 31)))
    put(store, "kunjungan/sidodadi.csv", visits("Kelurahan Sidodadi", range(1, 21)))
    rows = [{**requests(1)[0], "No Permohonan": f"SMD-2024-{day:07}", "Tanggal Permohonan": f"{day:02}/08/2024 07.30",
             "Tanggal Update": f"{day:02}/08/2024 09.00"} for day in range(1, 31)]  # fmt: skip
    put(store, "permohonan/log.csv", delimited(rows))
    load(store)
    return store


def test_an_office_that_owes_gets_one_letter_a_week_with_its_days_and_workbook(loaded: Store, mail: MailServer) -> None:
    contacts(f"{OFFICE},Ibu Contoh,{TO}")
    report = remind(loaded, NOW)
    assert (report.exit_code, report.told[-1]) == (0, "Surat: 1 terkirim.")
    (letter,) = mail.letters(TO)
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r", "")
    assert letter["subject"] == "Laporan kunjungan loket Kelurahan Sidodadi: 8 hari belum masuk"
    assert text.startswith("Yth. Ibu Contoh,\n")
    assert "- Agustus 2024: 21–30 Agu 2024 (hari kerja saja)" in text
    assert f"https://dasbor.contoh/setor_data?kantor={OFFICE}" in text
    (book,) = letter.iter_attachments()
    assert book.get_filename() == f"kunjungan_{OFFICE}_{AUGUST}.xlsx"
    assert load_workbook(BytesIO(book.get_content())).sheetnames == ["Agustus 2024"]
    for later in (timedelta(hours=1), timedelta(days=6, hours=23)):
        assert remind(loaded, NOW + later).told == ["Tidak ada kantor yang perlu diingatkan sekarang."]
    assert remind(loaded, NOW + timedelta(days=7)).exit_code == 0
    assert len(mail.letters(TO)) == 2
    assert [entry.told["office"] for entry in entries("reminded")] == [OFFICE, OFFICE]


def test_no_address_is_noted_or_said(loaded: Store, mail: MailServer) -> None:
    contacts(f"{OFFICE},Ibu Contoh,{TO}")
    said = "\n".join(remind(loaded, NOW).told) + str([entry.told for entry in entries("reminded")])
    assert TO not in said
    assert "Contoh" not in said


def test_it_stops_when_the_file_comes_before_the_load_too(
    loaded: Store, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    contacts(f"{OFFICE},,{TO}")
    monkeypatch.delenv("ADOPSI_ALAMAT")
    settings.cache_clear()
    content = visits("Kelurahan Sidodadi", range(21, 31)).encode()
    file = waits(content, "a.csv", month=AUGUST, source="kunjungan", sender=OFFICE, offices=[OFFICE])
    send_file(file.id, Reader("", "operator", OFFICE))
    assert remind(loaded, NOW).told == ["Tidak ada kantor yang perlu diingatkan sekarang."]
    assert mail.letters() == []


def test_a_letter_that_waits_is_taken_out_when_the_file_comes(loaded: Store, mail: MailServer) -> None:
    contacts(f"{OFFICE},,{TO}")
    mail.script = lambda stage, address: "450 nanti" if stage == "RCPT" else None
    assert remind(loaded, NOW).exit_code == 8
    mail.script = lambda stage, address: None
    put(loaded, "kunjungan/lagi.csv", visits("Kelurahan Sidodadi", range(21, 31)))
    load(loaded)
    assert remind(loaded, NOW + timedelta(hours=2)).exit_code == 0
    assert mail.letters() == []


def test_a_run_that_dies_after_it_put_a_letter_asks_once(
    loaded: Store, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    contacts(f"{OFFICE},,{TO}")
    with monkeypatch.context() as patch:
        patch.setattr("intake.reminders.run.add_entry", _dies)
        with pytest.raises(KeyboardInterrupt):
            remind(loaded, NOW)
    remind(loaded, NOW + timedelta(hours=1))
    assert len(mail.letters(TO)) == 1
    assert len(entries("reminded")) == 1


def _dies(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_without_mail_settings_nobody_counts_as_asked(
    loaded: Store, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    contacts(f"{OFFICE},,{TO}")
    with monkeypatch.context() as patch:
        patch.delenv("ADOPSI_SMTP_SERVER")
        settings.cache_clear()
        report = remind(loaded, NOW)
        assert report.exit_code == 1
        assert "ADOPSI_SMTP_SERVER" in report.wrong[0]
    settings.cache_clear()
    assert entries("reminded") == []
    assert remind(loaded, NOW).told[-1] == "Surat: 1 terkirim."


def test_old_days_are_not_asked_for(loaded: Store, mail: MailServer) -> None:
    contacts(f"{OFFICE},,{TO}")
    assert remind(loaded, datetime(2024, 10, 1, 8)).told == ["Tidak ada kantor yang perlu diingatkan sekarang."]


def test_fewer_days_than_it_takes_are_not_asked_for(loaded: Store) -> None:
    owing = owing_now(open_city(), date(2024, 9, 2), least_days=8)
    assert OFFICE in {one.unit_code for one in owing}
    assert OFFICE not in {one.unit_code for one in owing_now(open_city(), date(2024, 9, 2), least_days=9)}


def test_the_trial_tells_all_and_sends_nothing(loaded: Store, mail: MailServer) -> None:
    contacts(f"{OFFICE},,{TO}")
    told = try_reminders(loaded, NOW).told
    assert f"baru: Kelurahan Sidodadi ({OFFICE}), 8 hari kerja; kontak.csv baris 2." in told
    assert any(line.startswith("tanpa kontak: ") for line in told)
    assert mail.letters() == []
    assert entries("reminded") == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("64.72.99.1001,,a@kota.contoh", "bukan kode kantor"),
        (f"{OFFICE},,bukan surel", "address bukan satu alamat surel"),
        ("a@kota.contoh,,64.72.03.1005", "office '…' bukan kode kantor"),
        (f"{OFFICE},a,b,c@kota.contoh", "jumlah kolomnya"),
    ],
)
def test_a_wrong_row_is_told_and_stops_no_other(store: Store, row: str, words: str) -> None:
    contacts(row, f"{OTHER},,b@kota.contoh", f"{OTHER},,c@kota.contoh")
    found, wrong = read_contacts({OFFICE: "Sidodadi", OTHER: "Air Hitam"})
    assert list(found) == [OTHER]
    assert words in wrong[0]
    assert "baris 2" in wrong[0]
    assert "sama dengan baris 3" in wrong[1]
    assert "kota.contoh" not in "".join(wrong)


def test_the_text_for_a_messenger_is_that_of_the_letter(loaded: Store) -> None:
    (one,) = [one for one in owing_now(open_city(), NOW.date()) if one.unit_code == OFFICE]
    text = reminder_text(one, date(2024, 8, 30))
    assert "Kelurahan Sidodadi untuk 8 hari kerja belum masuk, menurut data sampai 30 Agustus 2024:" in text
    assert "The walk-in counts of Kelurahan Sidodadi" in reminder_text(one, date(2024, 8, 30), "en")


def test_the_command_ends_in_sentences(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    def ends(*options: str) -> tuple[int, str]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["intake", "ingatkan", *options])
            with pytest.raises(SystemExit) as ended:
                command.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    assert ends()[0] == 0
    log(store, "a.csv", 2)
    contacts(f"{OFFICE},,{TO}")
    code, said = ends("--coba")
    assert code == 1
    assert "Belum ada data terbit" in said
    contacts_file().write_text("kolom,lain\n")
    load(store)
    code, said = ends("--coba")
    assert (code, "kolom office, name, address tidak ada" in said) == (1, True)


def test_units_run_the_command_and_the_guide_names_them() -> None:
    deploy = ROOT / "deploy"
    service, timer, cron = ((deploy / f"adopsi-ingatkan.{kind}").read_text() for kind in ("service", "timer", "cron"))
    assert "ExecStart=/srv/adopsi/.venv/bin/python -m intake ingatkan\n" in service
    assert "SuccessExitStatus=8\n" in service
    assert "data/local/kontak.csv" in service
    assert "Persistent=true" in timer
    assert "python -m intake ingatkan" in cron
    readme = (deploy / "README.md").read_text()
    assert all(f"adopsi-ingatkan.{kind}" in readme for kind in ("service", "timer", "cron"))
