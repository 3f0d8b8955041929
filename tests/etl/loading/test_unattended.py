"""Loads without anyone beside them: files still being written wait, and monitoring sees how it went."""

import json
import re
import subprocess
import time

import pytest
from support.files.raw_files import delimited, etl, log, published, put, requests
from support.processes.children import kill_when, start, unfinished

from core.settings import ROOT
from core.store import Store
from etl.loading.load import load

SHOWN = "SELECT sum(requests) FROM unit_day"
DEPLOY = ROOT / "deploy"


def test_a_file_that_changed_a_moment_ago_waits(store: Store) -> None:
    log(store, "a.csv", 2)
    assert etl("load").returncode == 0, "a load by hand does not wait"
    time.sleep(1.1)
    rows = [row | {"No Permohonan": f"SMD-9-{row['No Permohonan'][-7:]}"} for row in requests(3)]
    put(store, "permohonan/b.csv", delimited(rows))
    done = etl("load", "--settle", "60")
    assert done.returncode == 0
    assert "Masih berubah, ditunggu sampai pemuatan berikut: permohonan/b.csv" in done.stderr
    assert published(store, SHOWN) == [(2,)]
    time.sleep(1.1)
    assert json.loads(etl("load", "--settle", "1", "--json").stdout)["unsettled"] == []
    assert published(store, SHOWN) == [(5,)]


def test_a_known_file_that_is_being_written_again_is_not_taken_for_removed(store: Store) -> None:
    log(store, "a.csv", 2)
    load(store)
    log(store, "a.csv", 4)
    outcome = load(store, settle=60)
    assert (outcome.unsettled, outcome.published) == (["permohonan/a.csv"], False)
    assert published(store, "SELECT state FROM file_account") == [("loaded",)]


def test_the_status_tells_how_the_last_load_went(store: Store, tmp_path) -> None:
    path = log(store, "a.csv", 2)
    put(store, "permohonan/kosong.csv", "")
    assert etl("load").returncode == 3
    status = json.loads(etl("status", "--json").stdout)
    assert {"build", "as_of", "sample", "sources", "builds"} <= set(status)
    assert status["last_load"]["exit_code"] == 3
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", status["published_at"])
    assert status["set_aside"] == ["permohonan/kosong.csv"]
    assert status["rows"] == {"read": 3, "accepted": 2, "quarantined": 0, "duplicate": 0, "not_data": 1}
    assert status["running"] is None
    path.with_name("sumber.toml").unlink()
    etl("load")
    failed = json.loads(etl("status", "--json").stdout)["last_load"]
    assert failed["exit_code"] == 1
    assert "zona waktu" in failed["sentence"]
    assert "gagal (kode 1)" in etl("status").stdout


def test_a_killed_load_shows_as_cut_off(store: Store, tmp_path) -> None:
    log(store, "a.csv", 2)
    load(store)
    log(store, "a.csv", 3)
    assert kill_when(start(["load"], tmp_path / "kata"), lambda: unfinished(store))
    status = json.loads(etl("status", "--json").stdout)
    assert (status["last_load"]["exit_code"], status["running"]) == (None, None)
    assert "terputus" in etl("status").stdout


def test_spilled_rows_of_a_dead_load_are_gone_when_the_next_begins(store: Store) -> None:
    log(store, "a.csv", 2)
    spill = store.warehouse_dir / "tmp"
    spill.mkdir(parents=True)
    (spill / "duckdb_temp_storage-0.tmp").write_bytes(b"x")
    load(store)
    assert list(spill.iterdir()) == []
    assert oct(spill.stat().st_mode)[-3:] == "700"


@pytest.mark.drill
def test_a_store_without_a_build_says_what_it_has_come_to(store: Store) -> None:
    assert "belum ada versi data. Jalankan dahulu: python -m etl load" in etl("status").stderr
    log(store, "a.csv", 2).with_name("sumber.toml").unlink()
    etl("load")
    refused = etl("status").stderr
    assert "Jalankan dahulu" not in refused
    assert "gagal (kode 1)" in refused
    assert "zona waktu" in refused
    log(store, "a.csv", 2)
    etl("load")
    assert etl("status").returncode == 0


@pytest.mark.parametrize("unit", sorted(str(path.relative_to(DEPLOY)) for path in DEPLOY.rglob("*.service")))
def test_a_unit_may_do_little_beside_its_work(unit: str) -> None:
    """systemd's own measure, of 10 where 0 is the safest."""
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(DEPLOY / unit)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout.splitlines()[-1:]


def test_the_one_page_of_deploy_names_every_file_of_it() -> None:
    readme = (DEPLOY / "README.md").read_text()
    files = [path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".md"]
    assert [path.name for path in files if path.name not in readme] == []
    named = re.findall(r"deploy/((?:nginx/)?adopsi-[\w-]+\.\w+)", readme)
    assert named
    assert [name for name in named if not (DEPLOY / name).exists()] == []


def test_what_is_deployed_runs_the_commands_that_exist() -> None:
    service = (DEPLOY / "adopsi-muat.service").read_text()
    timer = (DEPLOY / "adopsi-muat.timer").read_text()
    cron = (DEPLOY / "adopsi-muat.cron").read_text()
    for text in (service, cron):
        assert "-m etl load --settle 30" in text
    assert "OnCalendar=*:0/5" in timer
    assert re.search(r"^\*/5 \* \* \* \* ", cron, re.MULTILINE)
    assert "SuccessExitStatus=3 4" in service
    sending = [(DEPLOY / f"adopsi-kirim.{kind}").read_text() for kind in ("service", "cron")]
    assert all(re.search(r"-m report kirim( >>|$)", text, re.MULTILINE) for text in sending)
    assert "SuccessExitStatus=4 8" in sending[0]
    readme = (DEPLOY / "README.md").read_text()
    assert all(name in readme for name in ("adopsi-muat.service", "adopsi-muat.timer", "adopsi-muat.cron", "status"))


def test_the_nightly_backup_waits_for_a_load_and_keeps_some() -> None:
    """The same command in unit and cron, with options that there are, into a folder that the unit may write."""
    service = (DEPLOY / "adopsi-cadangan.service").read_text()
    found = re.findall(r"-m (etl backup [^\n>]+?)\s*(?:>>|\n)", service + (DEPLOY / "adopsi-cadangan.cron").read_text())
    assert len(found) == 2
    assert len(set(found)) == 1
    _, _, goal, *options = found[0].split()
    assert [option for option in options if option.startswith("--")] == ["--keep", "--wait"]
    assert etl("backup", "tidak/ada", *options).returncode == 1, "not 2: its usage is right"
    assert goal in re.findall(r"^ReadWritePaths=(.*)$", service, re.MULTILINE)[0].split()
    assert "OnCalendar=*-*-* " in (DEPLOY / "adopsi-cadangan.timer").read_text()
    readme = (DEPLOY / "README.md").read_text()
    assert all(f"adopsi-cadangan.{kind}" in readme for kind in ("service", "timer", "cron"))
