"""Plans of the roster as history: what was planned when stays, whatever later exports say and whatever goes."""

import json
from typing import Any

import pytest
from support.files.raw_files import published, put, take_in

from core.store import Store
from etl.loading.forget import forget
from etl.loading.load import load

HEAD = "Unit Layanan;Kecamatan;Status;Tanggal;Rencana\n"
HISTORY = """
    SELECT name, planned_date::VARCHAR, first_seen::VARCHAR, last_seen::VARCHAR, changed_to::VARCHAR
    FROM plan_history JOIN units USING (unit_code) ORDER BY 1, 2
"""
JAWA = ("Jawa", "2024-09-02", "2024-06-01", "2024-07-01", "2024-11-04")


def deliver(store: Store, name: str, day: str, *more: str) -> None:
    """One roster with a plan for Jawa, exported on the day in its name."""
    rows = [f"Kelurahan Jawa;Samarinda Ulu;Aktif;{day};Ya", *more]
    put(store, f"peluncuran/{name}", HEAD + "".join(f"{row}\n" for row in rows))
    take_in(store)


def history(store: Store) -> list[tuple[Any, ...]]:
    load(store)
    return published(store, HISTORY)


def three_exports(store: Store) -> None:
    for name, day in (("2024-06-01", "02/09/2024"), ("2024-07-01", "02/09/2024"), ("2024-08-01", "04/11/2024")):
        deliver(store, f"daftar_{name}.csv", day)


def test_a_plan_that_was_changed_stays_with_when_it_was_seen(store: Store) -> None:
    three_exports(store)
    assert history(store) == [JAWA, ("Jawa", "2024-11-04", "2024-08-01", "2024-08-01", None)]


def test_only_the_latest_plan_of_an_office_stands_in_the_roster(store: Store) -> None:
    three_exports(store)
    plans = "SELECT date::VARCHAR FROM rollout WHERE is_planned"
    load(store)
    assert published(store, plans) == [("2024-11-04",)]


def test_two_plans_of_one_export_both_stand(store: Store) -> None:
    deliver(store, "daftar_2024-06-01.csv", "02/09/2024", "Kelurahan Jawa;Samarinda Ulu;Pelatihan;01/08/2024;Ya")
    plans = "SELECT status FROM rollout WHERE is_planned ORDER BY date"
    load(store)
    assert published(store, plans) == [("pelatihan",), ("aktif",)]


def test_a_plan_that_comes_back_is_what_the_other_was_changed_to(store: Store) -> None:
    three_exports(store)
    deliver(store, "daftar_2024-09-01.csv", "02/09/2024")
    assert history(store)[1] == ("Jawa", "2024-11-04", "2024-08-01", "2024-08-01", "2024-09-02")


@pytest.mark.parametrize("afterwards", ["nothing", "rebuild", "forget"])
def test_a_roster_overwritten_or_gone_leaves_what_was_planned(store: Store, afterwards: str) -> None:
    three_exports(store)
    before = history(store)
    (store.raw / "peluncuran/daftar_2024-07-01.csv").unlink()
    load(store, rebuild=afterwards == "rebuild")
    if afterwards == "forget":
        forget(store, "peluncuran/daftar_2024-07-01.csv")
        load(store, rebuild=True)
    assert history(store) == before


def test_other_bytes_under_one_name_add_to_the_history(store: Store) -> None:
    folder = store.raw / "peluncuran"
    folder.mkdir(parents=True)
    for moment, day in (("2024-06-01T08:00:00", "02/09/2024"), ("2024-08-01T08:00:00", "04/11/2024")):
        (folder / "sumber.toml").write_text(f"export_time = {moment}\n")
        rows = [{"Unit Layanan": "Kelurahan Jawa", "Status": "Aktif", "Tanggal": day, "Rencana": "Ya"}]
        (folder / "daftar.json").write_text(json.dumps(rows))
        take_in(store)
    assert [row[1:3] for row in history(store)] == [("2024-09-02", "2024-06-01"), ("2024-11-04", "2024-08-01")]


def test_bytes_read_otherwise_later_leave_no_plan_that_nobody_made(store: Store) -> None:
    deliver(store, "daftar_2024-01-01.csv", "02/09/2024")
    (store.raw / "peluncuran/sumber.toml").write_text('date_order = "MDY"\n')
    assert [row[1] for row in history(store)] == ["2024-02-09"]


def withdrawn(store: Store) -> dict[str, str | None]:
    load(store)
    query = "SELECT name, withdrawn_on::VARCHAR FROM plan_history JOIN units USING (unit_code) WHERE changed_on IS NULL"
    return dict(published(store, query))


PELITA = "Kelurahan Pelita;Samarinda Ilir;{};{};{}"
PLANNED = PELITA.format("Aktif", "07/10/2024", "Ya")


def test_a_plan_that_the_next_export_of_plans_leaves_out_is_withdrawn(store: Store) -> None:
    """It names the office otherwise, or it repeats the plan that stood beside it; whoever is still planned is not."""
    deliver(store, "daftar_2024-06-01.csv", "02/09/2024", PLANNED)
    deliver(store, "daftar_2024-07-01.csv", "02/09/2024", PLANNED)
    assert withdrawn(store) == {"Jawa": None, "Pelita": None}
    deliver(store, "daftar_2024-08-01.csv", "02/09/2024")
    assert withdrawn(store) == {"Jawa": None, "Pelita": "2024-08-01"}
    deliver(store, "daftar_2024-09-01.csv", "02/09/2024", PLANNED)
    assert withdrawn(store) == {"Jawa": None, "Pelita": None}, "it is back"


def test_an_office_named_without_its_plan_among_new_plans_has_none(store: Store) -> None:
    put(store, "peluncuran/daftar_2024-06-01.csv", HEAD + PLANNED + "\n")
    take_in(store)
    rows = [("Kelurahan Jawa", "Aktif", "02/09/2024", "Ya"), ("Kelurahan Pelita", "Persiapan", "02/05/2024", "Tidak")]
    names = ("Unit Layanan", "Status", "Tanggal", "Rencana")
    put(store, "peluncuran/daftar_2024-07-01.json", json.dumps([dict(zip(names, row, strict=True)) for row in rows]))
    assert withdrawn(store) == {"Jawa": None, "Pelita": "2024-07-01"}


def test_exports_of_events_alone_and_lists_of_other_waves_withdraw_no_plan(store: Store) -> None:
    put(store, "peluncuran/rencana_2024-06-01.csv", HEAD + PLANNED + "\n")
    put(store, "peluncuran/terjadi_2024-07-01.csv", HEAD + PELITA.format("Persiapan", "03/06/2024", "Tidak") + "\n")
    deliver(store, "rencana_2024-07-02.csv", "02/12/2024")
    assert withdrawn(store) == {"Jawa": None, "Pelita": None}
