"""A change in one source alone is published, whichever it is; builds go on from the newest whatever the clock says."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

import duckdb
import pytest
from support.files.raw_files import etl, published, put, workbook

from core.settings import ROOT
from core.snapshot import open_current
from core.sources import OPTIONAL, SOURCES
from core.store import Store
from etl.loading.load import load
from etl.publishing import builds
from etl.publishing.needed_sources import holds_nothing
from etl.publishing.publish import _name
from etl.sources.contract import contracts

TEXTS = {
    "permohonan": (
        "No Permohonan;Unit Layanan;Jenis Layanan;Asal Permohonan;Status;Tanggal Permohonan\n",
        "P-{n};Kelurahan Sidodadi;SKTM;Warga;Selesai;2{n}/08/2024 07.30\n",
    ),
    "panggilan_112": ("Waktu Terima;Kategori;Kelurahan\n", "2{n} Agustus 2024 14:05;Bantuan Digital;Sidodadi\n"),
    "peluncuran": ("Unit Layanan;Status;Tanggal\n", "Kelurahan Sidodadi;Aktif;2{n}/11/2023\n"),
    "gangguan": ("Unit Layanan;Mulai;Selesai\n", "Semua;2{n}/08/2024 09.00;2{n}/08/2024 10.00\n"),
    "panggilan_total": ("Mulai;Sampai;Tahap;Jumlah\n", "0{n}/01/2024;31/01/2024;Masuk;4{n}\n"),
    "kunjungan_layanan": ("Tanggal;Kantor;Layanan;Jumlah\n", "0{n}/10/2024;Kelurahan Sidodadi;SKTM;1{n}\n"),
    "kepuasan": ("Tanggal;Kantor;Kanal;Nilai;Jumlah\n", "0{n}/10/2024;Kelurahan Sidodadi;Digital;3;2{n}\n"),
}


def deliver(store: Store, source: str, rows: int) -> None:
    """Write the one file of a source with so many rows (visits: days)."""
    if source == "kunjungan":
        days: list[object] = ["No", "Unit Layanan", "Keperluan", *range(1, 32)]
        counts: list[object] = [1, "Kel. Sidodadi", "Semua", *range(5, 5 + rows), *[None] * (31 - rows)]
        workbook(store.raw / source / "rekap_2024-08.xlsx", [days, counts])
        return
    header, row = TEXTS[source]
    put(store, f"{source}/a.csv", header + "".join(row.format(n=number) for number in range(1, rows + 1)))


def rows_of(store: Store, source: str) -> int:
    """What readers see of a source."""
    snapshot = open_current(store)
    found = snapshot.query("SELECT row_count FROM source_state WHERE source = $1", [source])
    snapshot.connection.close()
    return int(found["row_count"].iloc[0])


@pytest.mark.parametrize("source", [known.source for known in contracts()])
def test_a_change_in_one_source_alone_is_published(store: Store, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store holds nothing else, so no other source's rows can be the reason.

    A mart that is not made, as it needs another source, is empty also when it is made.
    """
    needless: list[str] = []

    def made_all_the_same(connection: duckdb.DuckDBPyConnection, mart: str, sources: Collection[str]) -> bool:
        needless.extend([mart] if holds_nothing(connection, mart, sources) else [])
        return False

    for rows in (1, 2):
        deliver(store, source, rows)
        assert load(store).published
        assert rows_of(store, source) == rows
        monkeypatch.setattr("etl.publishing.build_file.holds_nothing", made_all_the_same)
    assert len(needless) >= 8
    assert {mart for mart in needless if published(store, f'FROM "{mart}"')} == set()


@pytest.mark.drill
def test_a_change_beside_other_sources_is_published(store: Store) -> None:
    for source in SOURCES:
        deliver(store, source, 1)
    load(store)
    for source in SOURCES:
        deliver(store, source, 2)
        assert load(store).published, source
        assert rows_of(store, source) == 2


def test_days_of_each_source_are_those_of_its_contract(store: Store) -> None:
    """Plans are no days that have come; a total lasts until its last day."""
    put(
        store,
        "peluncuran/a.csv",
        "Unit Layanan;Status;Tanggal;Rencana\n"
        "Kelurahan Sidodadi;Aktif;21/11/2023;\nKelurahan Bugis;Aktif;01/12/2031;Ya\n",
    )
    deliver(store, "panggilan_total", 2)
    load(store)
    snapshot = open_current(store)
    found = snapshot.query("SELECT source, oldest::VARCHAR AS oldest, newest::VARCHAR AS newest FROM source_state")
    snapshot.connection.close()
    days = {row["source"]: (row["oldest"], row["newest"]) for row in found.to_dict("records")}
    assert set(days) == set(SOURCES) - set(OPTIONAL)
    assert days["peluncuran"] == ("2023-11-21", "2023-11-21")
    assert days["panggilan_total"] == ("2024-01-01", "2024-01-31")


def test_a_contract_and_a_check_for_every_source_and_no_other() -> None:
    folder = ROOT / "etl"
    assert {path.stem for path in (folder / "sources" / "contracts").glob("*.toml")} == set(SOURCES)
    assert {path.stem for path in (folder / "sql" / "check").glob("*.sql")} == set(SOURCES)


@pytest.mark.parametrize("ahead", [timedelta(days=400), timedelta(days=40_000), timedelta(seconds=1)])
def test_after_the_clock_was_set_back_names_go_on_from_the_newest(store: Store, ahead: timedelta) -> None:
    """However far ahead the newest is, the next name is one second later and found at once."""
    now = datetime(2024, 11, 11, 8)
    store.published_dir.mkdir()
    newest = now - timedelta(hours=8) + ahead
    (store.published_dir / f"{newest:{builds.MOMENT}}-0123abcd.duckdb").touch()
    name = _name(store, "f" * 64, now)
    assert name == f"{newest + timedelta(seconds=1):{builds.MOMENT}}-ffffffff"


@pytest.mark.parametrize("name", ["99991231T235959Z-0123abcd", "cadangan", "20241399T000000Z-0123abcd"])
def test_names_that_are_no_moment_are_passed_over(store: Store, name: str) -> None:
    deliver(store, "permohonan", 1)
    store.published_dir.mkdir()
    (store.published_dir / f"{name}.duckdb").touch()
    done = etl("load")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"20\d{6}T\d{6}Z-[0-9a-f]{8}", store.pointer.read_text().strip())
    assert rows_of(store, "permohonan") == 1
