"""Numbers of records and persons that a spreadsheet mangled: never merged, never doubled."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from support.files.raw_files import REQUEST, counts, delimited, log, put, requests, take_in, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.judging.rounded_nik import is_beyond_chance
from etl.reading.formats.fast import FAST_FROM_BYTES

MANY = FAST_FROM_BYTES // 150
ENDINGS = ("csv", "json", "xlsx")


def numbered(numbers: Sequence[str], **changes: str) -> list[dict[str, str]]:
    """Requests with these numbers, an hour apart."""
    changed = REQUEST | {title.replace("_", " "): value for title, value in changes.items()}
    return [
        changed
        | {
            "No Permohonan": number,
            "Tanggal Permohonan": f"2{place % 8}/08/2024 {place % 24:02d}.15",
            "Tanggal Update": "",
        }
        for place, number in enumerate(numbers)
    ]


def write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    """Write rows as the ending of the path says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        put(Store(path.parents[2]), f"permohonan/{path.name}", delimited(rows))
    elif path.suffix == ".json":
        path.write_text(json.dumps(rows))
    else:
        workbook(path, [list(rows[0]), *(list(row.values()) for row in rows)])


@pytest.mark.parametrize("ending", ENDINGS)
def test_marks_around_a_number_are_none_of_it(store: Store, ending: str) -> None:
    marks = ["'{}", "’{}", '="{}"', "'{}'", " {} ", "\u200b{}", "{}\u00a0", '"{}"']
    log(store, "z.csv", 1)
    for place, mark in enumerate(marks):
        right = [f"00{place}1", f"00{place}2", f"X-{place}"]
        write(store.raw / f"permohonan/a{place}_2024-08-30.csv", numbered(right))
        marked = [mark.format(each).replace('"', '""') if ending == "csv" else mark.format(each) for each in right]
        marked = [f'"{number}"' if ending == "csv" and '"' in number else number for number in marked]
        write(store.raw / f"permohonan/b{place}_2024-08-31.{ending}", numbered(marked))
    take_in_once(store)
    found = warehouse(store, "SELECT request_no FROM request WHERE NOT starts_with(request_no, 'SMD') ORDER BY 1")
    places = range(len(marks))
    expected = [*(f"00{place}{number}" for place in places for number in (1, 2)), *(f"X-{place}" for place in places)]
    assert [number for (number,) in found] == expected


@pytest.mark.parametrize("ending", ENDINGS)
def test_numbers_that_lost_digits_are_held(store: Store, ending: str) -> None:
    cut = ["2,40827E+11", "2.40827e+11", "1E+12", "2,4082700000112e+17", "24082700000112345,0"]
    log(store, "z.csv", 1)
    for place, number in enumerate(cut):
        write(store.raw / f"permohonan/a{place}.{ending}", numbered([number] * 4 + [f"24082700011{place}"]))
    outcome = take_in_once(store)
    assert {number: account[1:4] for number, account in zip(cut, counts(outcome), strict=False)} == dict.fromkeys(
        cut, (1, 4, 0)
    )
    assert {(mark.reason, mark.severity) for mark in outcome.marked} == {("nomor_terpotong", "tolak")}


def test_what_looks_like_it_and_is_a_number_of_its_own_stays(store: Store) -> None:
    numbers = ["1E10", "2E11", "12.05", "470/12", "12-05-2024"]
    write(store.raw / "permohonan/a.csv", numbered(numbers))
    assert counts(take_in_once(store))[0][1:4] == (len(numbers), 0, 0)


def test_long_numbers_that_all_end_in_zeros_have_lost_digits(store: Store) -> None:
    rounded = [f"2408270000112{number}0000" for number in range(10, 15)]
    write(store.raw / "permohonan/a.csv", numbered(rounded))
    whole = [f"24082700001120{number}" for number in range(1010, 1015)]
    write(store.raw / "permohonan/b.csv", numbered(whole))
    assert [account[1:3] for account in counts(take_in(store))] == [(0, 5), (5, 0)]


def test_cells_of_a_workbook_that_are_numbers(store: Store) -> None:
    rows: list[list[object]] = [list(REQUEST)]
    for place, number in enumerate((101, 102.0, 240827000112, 2.4082700011234e17)):
        rows.append([number, *list(REQUEST.values())[1:9], datetime(2024, 8, 20 + place, 7, 30), None, None])
    log(store, "z.csv", 1)
    workbook(store.raw / "permohonan/a.xlsx", rows)
    assert counts(take_in_once(store))[0][1:3] == (3, 1)
    found = warehouse(store, "SELECT request_no FROM request WHERE NOT starts_with(request_no, 'SMD') ORDER BY 1")
    assert [number for (number,) in found] == ["101", "102", "240827000112"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("is_first", [True, False])
def test_zeros_lost_between_two_exports(store: Store, ending: str, is_first: bool) -> None:
    log(store, "z.csv", 1)
    with_zeros, without = [f"000{number}" for number in range(101, 105)], [str(number) for number in range(101, 106)]
    write(store.raw / "permohonan/a_2024-08-30.csv", numbered(with_zeros if is_first else without))
    take_in(store)
    write(store.raw / f"permohonan/b_2024-08-31.{ending}", numbered(without if is_first else with_zeros))
    outcome = take_in(store)
    assert warehouse(store, "SELECT count(*) FROM request WHERE request_no < 'A'") == [(5,)]
    (account,) = outcome.files
    assert account.detail.endswith("berbeda: 4")
    assert (account.accepted, account.duplicate) == ((1, 4) if is_first else (0, 4))


def test_zeros_lost_and_the_clock_too_is_held_and_another_office_is_another_number(store: Store) -> None:
    write(store.raw / "permohonan/a_2024-08-30.csv", numbered(["0007", "0008", "0009"]))
    take_in(store)
    rows = numbered(["7", "8", "9"])
    rows[0]["Tanggal Permohonan"] = "20/08/2024"
    rows[1] |= {"Unit Layanan": "Kel. Bugis", "Kecamatan": "Samarinda Kota"}
    rows[2]["Tanggal Permohonan"] = "25/08/2024 10.00"
    write(store.raw / "permohonan/b_2024-08-31.csv", rows)
    outcome = take_in(store)
    assert counts(outcome) == [("loaded", 2, 1, 0, 1)]
    assert [mark.reason for mark in outcome.marked] == ["nomor_tanpa_nol"]


def test_both_ways_in_one_file_and_in_a_large_one(store: Store) -> None:
    write(store.raw / "permohonan/a.csv", [*numbered(["0007", "0008"]), *numbered(["7", "8"])])
    take_in(store)
    assert warehouse(store, "SELECT request_no FROM request ORDER BY 1") == [("0007",), ("0008",)]
    many = [f"{number:06d}" for number in range(1, MANY)]
    write(store.raw / "permohonan/b_2024-08-30.csv", numbered(many))
    take_in(store)
    write(store.raw / "permohonan/c_2024-08-31.csv", numbered([number.lstrip("0") for number in many]))
    take_in(store)
    assert warehouse(store, "SELECT count(*) FROM request WHERE strlen(request_no) <> 4") == [(MANY - 1,)]


def test_a_word_for_none_is_no_number(store: Store) -> None:
    write(store.raw / "permohonan/a.csv", numbered(["NULL", "-", "#####", "SMD-1"]))
    outcome = take_in_once(store)
    assert counts(outcome) == [("loaded", 1, 3, 0, 1)]
    assert {mark.reason for mark in outcome.marked} == {"nomor_kosong", "sel_galat"}


def test_a_full_export_with_cut_numbers_lets_nothing_vanish(store: Store) -> None:
    target = put(store, "permohonan/a_2024-08-30.csv", delimited(numbered(["240827000101", "240827000102"])))
    (target.parent / "sumber.toml").write_text('zone = "WITA"\nfull = true\nperiod = [2024-08-01, 2024-08-31]\n')
    take_in(store)
    target.with_name("b_2024-08-31.csv").write_text(delimited(numbered(["2,40827E+11", "2,40827E+11"])))
    take_in(store)
    assert warehouse(store, "SELECT count(*) FROM request") == [(2,)]


@pytest.mark.parametrize("ending", ENDINGS)
def test_nik_that_end_in_zero_beyond_chance_are_no_persons(store: Store, ending: str) -> None:
    log(store, "z.csv", 1)
    rows = [row | {"NIK": f"99123401019{number // 4:04d}0"} for number, row in enumerate(requests(24))]
    rows = [row | {"NIK": row["NIK"].ljust(16, "0"), "No Permohonan": f"K{n}"} for n, row in enumerate(rows)]
    write(store.raw / f"permohonan/a.{ending}", rows)
    outcome = take_in_once(store)
    assert counts(outcome)[0][1:3] == (24, 0)
    assert sum(mark.rows for mark in outcome.marked if mark.reason == "nik_dibulatkan") == 24
    assert warehouse(store, "SELECT count(DISTINCT nik_no) FROM request WHERE starts_with(request_no, 'K')") == [(0,)]


def test_some_nik_that_end_in_zero_are_persons(store: Store) -> None:
    rows = [row | {"NIK": f"991234010190{number:04d}"} for number, row in enumerate(requests(40), 1)]
    write(store.raw / "permohonan/a.csv", rows)
    outcome = take_in_once(store)
    assert outcome.marked == []
    assert warehouse(store, "SELECT count(DISTINCT nik_no) FROM request") == [(40,)]


def test_what_is_beyond_chance() -> None:
    assert is_beyond_chance(4, 4)
    assert not is_beyond_chance(3, 3)
    assert not is_beyond_chance(4, 40)
    assert is_beyond_chance(20, 40)
    assert not is_beyond_chance(0, 0)


def test_nik_and_phone_with_marks_are_the_same_person(store: Store) -> None:
    nik, phone = REQUEST["NIK"], REQUEST["No HP"]
    spaced = " ".join(nik[place : place + 4] for place in range(0, 16, 4))
    rows = [
        row | {"NIK": written} for row, written in zip(requests(4), [nik, f"'{nik}", f'="{nik}"', spaced], strict=True)
    ]
    rows = [
        row | {"No HP": written} for row, written in zip(rows, [phone, f"'{phone}", f'="{phone}"', phone], strict=True)
    ]
    (store.raw / "permohonan").mkdir(parents=True)
    log(store, "z.csv", 1)
    write(store.raw / "permohonan/a.json", rows)
    assert take_in_once(store).marked == []
    assert warehouse(store, "SELECT count(DISTINCT nik_no), count(DISTINCT phone_no), count(nik_no) FROM request") == [
        (1, 1, 4)
    ]


def test_numbers_that_became_days_are_held(store: Store) -> None:
    """`3-8` as a spreadsheet keeps it, and as it shows it; a number with slashes or eight digits is one."""
    log(store, "z.csv", 1)
    write(store.raw / "permohonan/a.csv", numbered(["03-Agu", "4-Aug", "05-Mei-24", "2024-08-06"]))
    days = [datetime(2024, 8, day) for day in (3, 4)]
    rows = numbered(["x"] * 2)
    workbook(
        store.raw / "permohonan/b.xlsx",
        [list(rows[0]), *([day, *list(row.values())[1:]] for day, row in zip(days, rows, strict=True))],
    )
    write(store.raw / "permohonan/c.csv", numbered(["03/08/2024", "20240803", "003-AGUS", "7-Meikarta"]))
    assert [account[1:3] for account in counts(take_in(store))] == [(0, 4), (0, 2), (4, 0), (1, 0)]
