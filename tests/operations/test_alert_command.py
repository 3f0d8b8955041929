"""python -m operations peringatan on a store as it is, over a real mail server: once, in words, whatever is away."""

import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from support.files.raw_files import delimited, log, put, requests
from support.mail.server import MailServer, mail_server
from support.mail.webhook_server import webhook_server

from core.settings import ROOT, settings
from core.store import Store
from etl.errors import UserError
from etl.loading.load import load
from mail.run_report import WAITS
from operations import __main__ as command
from operations.alerts import run
from operations.alerts.memory import Memory, one_run, read_memory, write_memory
from operations.alerts.rules import rules_file
from operations.alerts.run import run_alerts, try_alerts

NOW = datetime(2024, 9, 30, 7, 5)
TO = "analis@kota.contoh"


@pytest.fixture
def mail(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    with mail_server() as server:
        told = {"SERVER": "127.0.0.1", "PORT": str(server.port), "TLS": "kosong", "PENGIRIM": "adopsi@kota.contoh"}
        for name, value in told.items():
            monkeypatch.setenv(f"ADOPSI_SMTP_{name}", value)
        monkeypatch.setenv("ADOPSI_ALAMAT", "https://dasbor.contoh")
        settings.cache_clear()
        yield server


def rules(*rows: str) -> None:
    rules_file().parent.mkdir(exist_ok=True)
    rules_file().write_text("\n".join(["kind,threshold,to,kecamatan", *rows]) + "\n")


def command_ends(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    """Exit code and what is said, well and red."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["operations", "peringatan", *options])
        with pytest.raises(SystemExit) as ended:
            command.main()
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return int(ended.value.code or 0), said.out, said.err


def test_a_silent_source_is_told_once_and_anew_after_it_has_spoken(store: Store, mail: MailServer) -> None:
    log(store, "a.csv", 2)
    load(store)
    rules(f"sumber_diam,,{TO},", f"pemuatan_ditolak,,{TO},", f"sasaran_terlewat,,{TO},")
    report = run_alerts(store, NOW)
    assert (report.exit_code, report.told[-1]) == (0, "Surat: 1 terkirim.")
    (letter,) = mail.letters(TO)
    assert letter["subject"] == "Peringatan dasbor adopsi: sumber diam"
    text = letter.get_content().replace("\r", "")
    assert "SUMBER DIAM\n\n- Log permohonan: tidak ada baris baru sesudah 27 Agustus 2024, sudah " in text
    assert "\n  https://dasbor.contoh/mutu_data\n" in text
    assert run_alerts(store, NOW + timedelta(days=1)).told == ["Tidak ada yang baru."]
    rows = [row | {"No Permohonan": f"SMD-9-{row['No Permohonan'][-7:]}"} for row in requests(2)]
    spoken = [row | {"Tanggal Permohonan": "30/09/2024 07.30", "Tanggal Update": "30/09/2024 09.00"} for row in rows]
    put(store, "permohonan/b.csv", delimited(spoken))
    load(store)
    assert run_alerts(store, NOW + timedelta(days=2)).told == ["Tidak ada yang baru."]
    run_alerts(store, NOW + timedelta(days=30))
    assert [("sesudah 30 September" in each.get_content()) for each in mail.letters(TO)] == [False, True]


def test_a_load_that_changed_nothing_is_told_without_a_build_too(store: Store, mail: MailServer) -> None:
    """The same once more after a load that ended well; what asks for a build says that there is none."""
    declared = log(store, "a.csv", 2).with_name("sumber.toml")
    zone = declared.read_text()
    rules(f"pemuatan_ditolak,,{TO},")
    declared.unlink()
    with pytest.raises(UserError):
        load(store)
    assert run_alerts(store, NOW).exit_code == 0
    rules(f"pemuatan_ditolak,,{TO},", f"sumber_diam,40,{TO},")
    report = run_alerts(store, NOW)
    assert (report.exit_code, report.told) == (1, ["Tidak ada yang baru."])
    assert "Belum ada data terbit" in report.wrong[0]
    declared.write_text(zone)
    load(store)
    assert run_alerts(store, NOW).told == ["Tidak ada yang baru."]
    declared.unlink()
    with pytest.raises(UserError):
        load(store)
    run_alerts(store, NOW + timedelta(minutes=5))
    texts = [letter.get_content() for letter in mail.letters(TO)]
    assert [("tidak mengubah apa pun" in text, "zona waktu" in text) for text in texts] == [(True, True)] * 2


def test_without_settings_the_letter_waits_and_goes_out_once_they_are_there(
    store: Store, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(store, "a.csv", 2)
    load(store)
    rules(f"sumber_diam,,{TO},")
    with monkeypatch.context() as patch:
        patch.delenv("ADOPSI_SMTP_SERVER")
        settings.cache_clear()
        report = run_alerts(store, NOW)
        assert (report.exit_code, len(report.told)) == (1, 1)
        assert "ADOPSI_SMTP_SERVER" in report.wrong[0]
        assert mail.taken == []
    settings.cache_clear()
    assert [run_alerts(store, NOW).told for _ in range(2)] == [["Surat: 1 terkirim."], ["Tidak ada yang baru."]]
    assert len(mail.letters(TO)) == 1


def test_a_run_that_dies_after_it_put_a_letter_puts_it_once(
    store: Store, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(store, "a.csv", 2)
    load(store)
    rules(f"sumber_diam,,{TO},")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("operations.alerts.letters.write_memory", die)
        with pytest.raises(KeyboardInterrupt):
            run_alerts(store, NOW)
    assert run_alerts(store, NOW + timedelta(minutes=5)).told == ["Surat: 1 terkirim."]
    assert len(mail.letters(TO)) == 1


def test_a_letter_that_the_server_refuses_is_told_by_its_row(store: Store, mail: MailServer) -> None:
    log(store, "a.csv", 2)
    load(store)
    rules("pemuatan_ditolak,,b@kota.contoh,", f"sumber_diam,,{TO},")
    mail.script = lambda stage, address: "550 tidak dikenal" if stage == "RCPT" else None
    report = run_alerts(store, NOW)
    assert report.exit_code == 3
    assert report.trouble == ["Surat untuk penerima baris 3: ditolak server surat; periksa alamatnya."]
    mail.script = lambda stage, address: None
    assert run_alerts(store, NOW).told == ["Tidak ada yang baru."]
    assert run_alerts(store, NOW, with_ended=True).told == ["Surat: 1 terkirim."]


def test_a_server_that_is_away_is_asked_again(store: Store, mail: MailServer) -> None:
    log(store, "a.csv", 2)
    load(store)
    rules(f"sumber_diam,,{TO},")
    mail.script = lambda stage, address: "451 nanti" if stage == "RCPT" else None
    report = run_alerts(store, NOW)
    assert (report.exit_code, report.told[-1]) == (8, "Surat: 1 menunggu.")
    mail.script = lambda stage, address: None
    report = run_alerts(store, NOW + timedelta(minutes=4))
    assert (report.exit_code, report.told) == (8, ["Tidak ada yang baru."])
    assert run_alerts(store, NOW + timedelta(minutes=6)).told == ["Surat: 1 terkirim."]


def test_what_waits_for_somebody_whom_no_row_names_any_more_is_taken_back(
    store: Store, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the outbox, before it, and on the way to the webhook."""
    log(store, "a.csv", 2)
    load(store)
    rules(f"sumber_diam,,pergi@kota.contoh {TO} webhook,")
    mail.script = lambda stage, address: "451 nanti" if stage == "RCPT" else None
    assert "ADOPSI_WEBHOOK_ALAMAT kosong" in run_alerts(store, NOW).wrong[0]
    rules(f"sumber_diam,,{TO},")
    mail.script = lambda stage, address: None
    report = run_alerts(store, NOW + timedelta(minutes=6))
    assert (report.exit_code, report.told) == (0, ["Surat: 1 terkirim."])
    assert [address for address, _ in mail.taken] == [TO]
    with monkeypatch.context() as patch:
        patch.delenv("ADOPSI_SMTP_SERVER")
        settings.cache_clear()
        rules(f"sumber_diam,,{TO} pergi@kota.contoh,")
        assert run_alerts(store, NOW + timedelta(minutes=9)).exit_code == 1
        rules(f"sumber_diam,,{TO},")
        assert run_alerts(store, NOW + timedelta(minutes=12)).exit_code == 0


def test_a_wrong_row_is_named_and_silences_no_other(store: Store, mail: MailServer) -> None:
    log(store, "a.csv", 2)
    load(store)
    rules("sumber,,x@kota.contoh,", f"sumber_diam,,{TO},", "kantor_perlu_dilihat,,b@kota.contoh,64.72.99")
    for _ in range(2):
        report = run_alerts(store, NOW)
        assert report.exit_code == 3
        assert [re.search(r"baris \d", sentence)[0] for sentence in report.trouble] == ["baris 2", "baris 4"]
    assert len(mail.taken) == 1


def test_the_same_build_on_the_same_day_is_looked_at_once(
    store: Store, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    log(store, "a.csv", 2)
    load(store)
    rules(f"sumber_diam,,{TO},")
    look_at = run.look_at  # type: ignore[attr-defined]
    monkeypatch.setattr(run, "look_at", lambda *asked: looked.append(1) or look_at(*asked))
    for at in (NOW, NOW + timedelta(minutes=5), NOW + timedelta(days=1)):
        run_alerts(store, at)
    assert len(looked) == 2
    rules(f"sumber_diam,,{TO},", "sumber_diam,,baru@kota.contoh,")
    run_alerts(store, NOW + timedelta(days=1))
    assert len(looked) == 3
    assert [address for address, _ in mail.taken] == [TO, "baru@kota.contoh"]


def test_the_webhook_is_told_too_and_tried_again_by_later_runs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    log(store, "a.csv", 2)
    build = load(store).build
    rules("sumber_diam,,webhook,")
    report = run_alerts(store, NOW)
    assert "ADOPSI_WEBHOOK_ALAMAT kosong" in report.wrong[0]
    with webhook_server() as server:
        monkeypatch.setenv("ADOPSI_WEBHOOK_ALAMAT", server.address)
        settings.cache_clear()
        server.answers = [500]
        report = run_alerts(store, NOW)
        assert (report.exit_code, report.told[-1].startswith("Webhook: 1 menunggu (")) == (8, True)
        assert run_alerts(store, NOW + timedelta(minutes=5)).told == ["Webhook: 1 diterima."]
        assert run_alerts(store, NOW + timedelta(minutes=9)).told == ["Tidak ada yang baru."]
    first, second = server.bodies()
    assert first == second
    assert (first["kind"], first["subject"], first["build"]) == ("sumber_diam", "permohonan", build)


def test_a_damaged_letter_is_named_and_keeps_nothing_from_the_webhook(
    store: Store, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(store, "a.csv", 2)
    load(store)
    rules(f"sumber_diam,,{TO} webhook,")
    store.outbox_dir.mkdir()
    (store.outbox_dir / "rusak.surat").write_text("{")
    with webhook_server() as server:
        monkeypatch.setenv("ADOPSI_WEBHOOK_ALAMAT", server.address)
        settings.cache_clear()
        report = run_alerts(store, NOW)
    assert (report.exit_code, report.told[-1]) == (1, "Webhook: 1 diterima.")
    assert "rusak.surat: berkas surat ini rusak" in report.wrong[0]


def test_verdicts_of_a_row_that_is_wrong_for_a_while_stay_known(store: Store, mail: MailServer) -> None:
    log(store, "a.csv", 2)
    load(store)
    rules(f"sumber_diam,,{TO},", f"putusan_berubah,3,{TO},")
    with one_run(store):
        write_memory(store, Memory(verdicts={"beralih": "up"}))
    assert run_alerts(store, NOW).exit_code == 3
    kept = read_memory(store)
    assert kept is not None
    assert kept.verdicts == {"beralih": "up"}


def test_a_damaged_memory_is_set_aside_and_what_is_true_is_told_again(store: Store, mail: MailServer) -> None:
    log(store, "a.csv", 2)
    load(store)
    rules(f"sumber_diam,,{TO},")
    run_alerts(store, NOW)
    path = store.alerts_dir / "peringatan.json"
    assert {oct(each.stat().st_mode)[-3:] for each in (path, store.alerts_dir)} == {"600", "700"}
    path.write_text(path.read_text()[:-9])
    report = run_alerts(store, NOW + timedelta(days=1))
    assert "disisihkan" in report.told[0]
    assert len(mail.taken) == 2
    assert path.with_suffix(".rusak").exists()


def test_a_trial_tells_every_row_and_leaves_nothing(store: Store, mail: MailServer) -> None:
    log(store, "a.csv", 2)
    load(store)
    rules(f"sumber_diam,,{TO},", f"pemuatan_ditolak,,{TO},", f"kantor_perlu_dilihat,,{TO},64.72.03")
    told = try_alerts(store, NOW).told
    assert told[0].startswith("Baris 2, baru: Log permohonan: tidak ada baris baru")
    assert told[1:] == ["Baris 3, pemuatan_ditolak: tidak ada.", "Baris 4, kantor_perlu_dilihat: tidak ada."]
    assert not store.alerts_dir.exists()
    run_alerts(store, NOW)
    assert try_alerts(store, NOW).told[0].startswith("Baris 2, sudah diberitahukan: ")
    assert len(mail.taken) == 1


def test_the_command_ends_in_words(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, _ = command_ends(capsys)
    assert (code, "peringatan.csv: tidak ada" in said) == (0, True)
    rules("sumber_diam,,webhook,")
    code, said, wrong = command_ends(capsys, "--coba")
    assert (code, said) == (1, "Baris 2, sumber_diam: tidak dapat diperiksa sekarang.\n")
    assert "Belum ada data terbit" in wrong
    rules_file().write_text("jenis\n")
    code, _, wrong = command_ends(capsys, "--coba")
    assert (code, "baris 1: kolom kind, threshold, to, kecamatan tidak ada" in wrong) == (1, True)
    log(store, "a.csv", 2)
    rules("sumber_diam,,webhook,")
    with one_run(store):
        code, _, wrong = command_ends(capsys)
    assert (code, "sedang diperiksa oleh proses lain" in wrong) == (4, True), wrong


def test_of_the_sample_nobody_is_told(store: Store, mail: MailServer) -> None:
    log(store, "a.csv", 2)
    load(store)
    store.sample_marker.write_text("{}")
    rules(f"sumber_diam,,{TO},")
    report = run_alerts(store, NOW)
    assert (report.exit_code, report.told[0].startswith("Data contoh: tidak ada yang diberi tahu")) == (0, True)
    assert (mail.taken, store.alerts_dir.exists()) == ([], False)


def test_whoever_runs_it_is_shown_no_address_and_nobody_of_the_files(store: Store, mail: MailServer) -> None:
    log(store, "Awin Bentara.csv", 2).with_name("sumber.toml").write_text("zone = 3\n")
    rules(f"pemuatan_ditolak,,{TO} webhook,")
    with pytest.raises(UserError):
        load(store)
    report = run_alerts(store, NOW)
    said = " ".join([*report.told, *report.trouble, *report.wrong, *(each.get_content() for each in mail.letters())])
    assert "tidak mengubah apa pun" in said
    assert TO not in said
    assert "Awin" not in said


def test_what_is_deployed_runs_the_command_after_each_load() -> None:
    deploy = ROOT / "deploy"
    service, timer, cron = ((deploy / f"adopsi-peringatan.{kind}").read_text() for kind in ("service", "timer", "cron"))
    assert all("-m operations peringatan" in text for text in (service, cron))
    assert "After=adopsi-muat.service" in service
    assert f"SuccessExitStatus={command.BUSY} {WAITS}" in service
    assert "OnCalendar=*:2/5" in timer
    assert re.search(r"^2-59/5 \* \* \* \* ", cron, re.MULTILINE)
    readme = (deploy / "README.md").read_text()
    assert all(f"adopsi-peringatan.{kind}" in readme for kind in ("service", "timer", "cron"))
