"""Marts on small warehouses: the roster laid over the shipped one, and days on which nothing is known."""

import re
from typing import Any, get_args

import numpy as np
import pytest
from support.files.raw_files import SIDODADI, delimited, published, put, requests, workbook

from core.settings import ROOT
from core.snapshot import Snapshot
from core.store import Store
from core.tables import TABLES
from core.tables.origins import ORIGINS, UNKNOWN
from core.texts import translator
from etl.loading.load import load
from etl.sources.contract import contract
from etl.sources.declarations import Declaration
from etl.warehouse.database import SQL

ROSTER = "Unit Layanan;Kecamatan;Status;Tanggal;Rencana;Keterangan;Sumber\n"
JAWA = "SELECT unit_code FROM units WHERE name = 'Jawa'"


def roster(store: Store, *lines: str) -> None:
    put(store, "peluncuran/daftar.csv", ROSTER + "".join(f"{line};;\n" for line in lines))
    load(store)


def statuses(store: Store, unit: str) -> list[tuple[Any, ...]]:
    found = f"SELECT date::VARCHAR, status, is_planned, is_start_known FROM rollout WHERE unit_code IN ({unit})"
    return published(store, f"{found} ORDER BY date")


def test_without_a_roster_the_shipped_one_stands(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(2)))
    load(store)
    assert published(store, "SELECT status, count(*) FROM rollout GROUP BY 1 ORDER BY 1") == [
        ("aktif", 11),
        ("belum", 58),
    ]
    assert statuses(store, f"'{SIDODADI}'") == [("2024-08-27", "aktif", False, False)]
    live = f"SELECT is_live FROM unit_day_total WHERE unit_code = '{SIDODADI}'"
    assert published(store, live) == [(True,)]


def test_before_a_start_that_is_not_known_nothing_is_claimed(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(1, Tanggal_Permohonan="01/08/2024 08.00", Tanggal_Update="")))
    load(store)
    live = f"SELECT is_live FROM unit_day_total WHERE unit_code = '{SIDODADI}'"
    assert published(store, live) == [(None,)]


def test_the_citys_own_roster_replaces_a_shipped_start(store: Store) -> None:
    roster(store, "Kelurahan Sidodadi;Samarinda Ulu;Pelatihan;01/10/2023;Tidak",
           "Kelurahan Sidodadi;Samarinda Ulu;Aktif;06/11/2023;Tidak")  # fmt: skip
    assert statuses(store, f"'{SIDODADI}'") == [
        ("2023-10-01", "pelatihan", False, True),
        ("2023-11-06", "aktif", False, True),
    ]


def test_a_shipped_pilot_stays_live_until_the_roster_says_when(store: Store) -> None:
    roster(store, "Kelurahan Sidodadi;Samarinda Ulu;Pelatihan;01/10/2023;Tidak")
    assert [row[1] for row in statuses(store, f"'{SIDODADI}'")] == ["pelatihan", "aktif"]


def test_what_the_roster_says_of_an_office_is_not_undone_by_the_shipped_one(store: Store) -> None:
    roster(store, "Kelurahan Jawa;Samarinda Ulu;Persiapan;01/08/2024;Tidak")
    assert statuses(store, JAWA) == [("2024-08-01", "persiapan", False, True)]


def test_a_plan_that_came_true_on_its_day_is_one_row(store: Store) -> None:
    roster(store, "Kelurahan Jawa;Samarinda Ulu;Aktif;02/09/2024;Ya",
           "Kelurahan Jawa;Samarinda Ulu;Aktif;02/09/2024;Tidak",
           "Kelurahan Sidodadi;Samarinda Ulu;Aktif;27/08/2024;Ya")  # fmt: skip
    assert statuses(store, JAWA) == [("2024-09-02", "aktif", False, True)]
    assert statuses(store, f"'{SIDODADI}'") == [("2024-08-27", "aktif", False, False)]


def test_visits_to_apply_where_an_office_splits_else_all_of_them(store: Store) -> None:
    days: list[object] = ["Unit Layanan", "Keperluan", *range(1, 32)]
    rows = [days, ["Kel. Jawa", "Permohonan", 5], ["Kel. Jawa", "Tamu", 3], ["Kel. Sidodadi", "Semua", 9, "-"]]
    workbook(store.raw / "kunjungan" / "rekap_2024-08.xlsx", [[*row, *[None] * 33][:33] for row in rows])
    load(store)
    found = (
        "SELECT name, date::VARCHAR, visits FROM unit_day_total JOIN units USING (unit_code) WHERE visits IS NOT NULL"
    )
    assert published(store, f"{found} ORDER BY ALL") == [
        ("Jawa", "2024-08-01", 5),
        ("Sidodadi", "2024-08-01", 9),
        ("Sidodadi", "2024-08-02", 0),
    ]
    split = "SELECT name, is_visits_split FROM units WHERE is_visits_split IS NOT NULL ORDER BY 1"
    assert published(store, split) == [("Jawa", True), ("Sidodadi", False)]
    assert published(store, "SELECT count(*) FROM unit_day_total WHERE warga IS NOT NULL") == [(0,)]


def test_a_store_without_a_readable_file_is_published_with_its_reference_tables(store: Store) -> None:
    """The pages then have something to open that says: nothing yet."""
    put(store, "permohonan/a.csv", "apa;saja\n1;2\n")
    assert load(store).published
    assert published(store, "SELECT as_of, first_day FROM meta") == [(None, None)]
    assert published(store, "SELECT count(*) FROM units") == [(69,)]
    assert published(store, "SELECT count(*) FROM unit_day_total") == [(0,)]


def test_the_calendar_agrees_with_the_figures_that_were_counted_by_hand(store: Store) -> None:
    """27 Aug to 31 Dec 2024: 87 working days, 52 of them Tuesday to Thursday."""
    put(store, "permohonan/a.csv", delimited(requests(1)))
    load(store)
    working = "SELECT count(*), count(*) FILTER (is_digital_day) FROM calendar WHERE is_working_day"
    span = "date BETWEEN '2024-08-27' AND '2024-12-31'"
    assert published(store, f"{working} AND {span}") == [(87, 52)]
    assert published(store, "SELECT is_working_day FROM calendar WHERE date = '2024-11-27'") == [(False,)]


def test_the_part_that_comes_to_apply_is_that_of_live_offices_that_count_by_purpose(store: Store) -> None:
    """Six live offices count 10 to apply and 0 to 5 others a day; one office only those to apply, one all together."""
    offices = ["Jawa", "Bugis", "Bukuan", "Rawa Makmur", "Simpang Pasir", "Handil Bakti", "Baqa", "Mesjid"]
    roster(store, *(f"Kelurahan {name};;Aktif;01/07/2024;Tidak" for name in offices))
    put(store, "permohonan/a.csv", delimited(requests(2, Tanggal_Permohonan="01/08/2024 08.00", Tanggal_Update="")))
    rows: list[list[object]] = [["Unit Layanan", "Keperluan", *range(1, 32)]]
    for number, name in enumerate(offices[:6]):
        rows += [[f"Kel. {name}", "Permohonan", 10], [f"Kel. {name}", "Tamu", number]]
    rows += [["Kel. Baqa", "Permohonan", 99], ["Kel. Mesjid", "Semua", 50]]
    workbook(store.raw / "kunjungan" / "rekap_2024-08.xlsx", [[*row, *[None] * 33][:33] for row in rows])
    load(store)
    parts = "SELECT offices, visits_to_apply, all_visits, error, spread FROM apply_share WHERE month = '2024-08-01'"
    found = published(store, parts)
    apply, every = np.full(6, 10.0), 10.0 + np.arange(6)
    part = apply.sum() / every.sum()
    apart = (apply - part * every) ** 2
    assert [tuple(row[:3]) for row in found] == [(6, 60, 75)]
    apart /= 1 - every / 75
    expected = (np.sqrt(apart.sum()) / 75, np.sqrt((apart / every).sum() / 75))
    assert found[0][3:] == pytest.approx(expected)


def test_which_requests_count_is_said_once() -> None:
    files = [*SQL.rglob("*.sql"), *(SQL.parent / "publishing").glob("*.py")]
    judging = re.compile(r"(?:=|<>|!=|IN \([^)]*)\s*'dibatalkan'")
    assert [path.stem for path in files if judging.search(path.read_text("utf-8"))] == ["is_counted_status"]


def test_which_origins_there_are_is_said_once() -> None:
    """But for the type of a declaration, which must be written out; the sample's city knows them by itself."""
    rooms = ("analytics", "core", "etl", "intake", "pages", "report", "wording")
    code = [*SQL.rglob("*.sql"), *(path for room in rooms for path in (ROOT / room).rglob("*.py"))]
    saying = re.compile(r"[\"']warga[\"'],\s*[\"']rt[\"']")
    assert [path.name for path in code if saying.search(path.read_text("utf-8"))] == ["declarations.py"]
    declared = Declaration.model_fields["asal_bawaan"].annotation
    (column,) = (column for column in contract("permohonan").read_columns if column.name == "origin")
    assert get_args(declared) == ORIGINS
    assert {*column.values, UNKNOWN} == set(ORIGINS)


def test_every_table_and_column_of_a_build_has_its_meaning(snapshot: Snapshot) -> None:
    """To whoever opens a build by other means."""
    _ = translator("id")
    tables = snapshot.query("SELECT table_name, comment FROM duckdb_tables()")
    columns = snapshot.query("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal")
    assert dict(tables.to_numpy().tolist()) == {table.name: _(table.meaning) for table in TABLES}
    told = {(table, column): comment for table, column, comment in columns.to_numpy().tolist()}
    assert told == {(table.name, column.name): _(column.meaning) for table in TABLES for column in table.described}
