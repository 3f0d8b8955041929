"""Numbers that differ only in capitals, blanks or zeros in front: one record where that is sure, else told."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest
from support.files.raw_files import REQUEST, counts, delimited, log, put, take_in, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.outcome import Outcome
from etl.reading.formats.fast import FAST_FROM_BYTES

WAYS = [("001/DOM/VIII/2024", "1/DOM/VIII/2024"), ("SMD-1", "smd-1"), ("SKU-0012", "Sku-12"), ("DOM / 7", "DOM/007")]


def write(store: Store, name: str, numbers: Sequence[str], first_hour: int = 8, **changes: str) -> Path:
    """Write requests with these numbers, an hour apart."""
    changed = REQUEST | {"Tanggal Update": ""} | {title.replace("_", " "): text for title, text in changes.items()}
    rows = [
        changed | {"No Permohonan": number, "Tanggal Permohonan": f"27/08/2024 {first_hour + place:02d}.15"}
        for place, number in enumerate(numbers)
    ]
    if name.endswith("xlsx"):
        return workbook(store.raw / f"permohonan/{name}", [list(rows[0]), *(list(row.values()) for row in rows)])
    return put(store, f"permohonan/{name}", delimited(rows))


def told(outcome: Outcome) -> dict[str, int]:
    """The rows marked by reason."""
    return {mark.reason: mark.rows for mark in outcome.marked}


def numbers_of(store: Store) -> list[str]:
    """The numbers of all requests."""
    return [number for (number,) in warehouse(store, "SELECT request_no FROM request ORDER BY 1")]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("is_first", [True, False])
def test_one_request_in_two_exports(store: Store, ending: str, is_first: bool) -> None:
    ways = [[way[0] for way in WAYS], [way[1] for way in WAYS]]
    write(store, "a_2024-08-30.csv", ways[not is_first])
    take_in(store)
    write(store, f"b_2024-08-31.{ending}", ways[is_first], Status="Siap Diambil")
    outcome = take_in(store)
    assert numbers_of(store) == sorted(ways[not is_first])
    assert warehouse(store, "SELECT DISTINCT status FROM request") == [("siap_diambil",)]
    assert told(outcome) == {}
    assert outcome.files[0].detail.endswith(f"berbeda: {len(WAYS)}")


def test_both_ways_in_one_file_are_told(store: Store) -> None:
    write(store, "a.csv", [number for way in WAYS for number in way])
    outcome = take_in(store)
    assert counts(outcome)[0][1:4] == (8, 0, 0)
    assert told(outcome) == {"nomor_serupa": 8}
    # As two they are known now: an export with one of them says nothing of the other.
    write(store, "b_2024-08-31.csv", [WAYS[0][0]], Status="Siap Diambil")
    take_in(store)
    assert len(numbers_of(store)) == 8


def test_known_and_alike_at_another_hour_is_told(store: Store) -> None:
    write(store, "a_2024-08-30.csv", ["SMD-1", "SMD-22"])
    take_in(store)
    write(store, "b_2024-08-31.csv", ["smd-1", "SMD-022"], first_hour=13)
    assert told(take_in(store)) == {"nomor_serupa": 2}
    assert len(numbers_of(store)) == 4


def test_two_numbers_in_one_are_parted_by_their_blank(store: Store) -> None:
    write(store, "a_2024-08-30.csv", ["REG 1 12", "REG 1 9"])
    write(store, "b_2024-08-31.csv", ["REG 11 2", "REG 19"])
    assert told(take_in_once(store)) == {}
    assert len(numbers_of(store)) == 4


def test_a_day_alone_does_not_tell_that_two_are_one(store: Store) -> None:
    """Many requests come in on one day: at which hour is not known."""
    for name, number in (("a_2024-08-30.csv", "SMD-1"), ("b_2024-08-31.csv", "smd-01")):
        row = REQUEST | {"No Permohonan": number, "Tanggal Permohonan": "27/08/2024", "Tanggal Update": ""}
        put(store, f"permohonan/{name}", delimited([row]))
    assert told(take_in_once(store)) == {"nomor_serupa": 1}
    assert numbers_of(store) == ["SMD-1", "smd-01"]


def test_a_file_that_holds_the_known_number_too_joins_nothing(store: Store) -> None:
    write(store, "a_2024-08-30.csv", ["SMD-1"])
    take_in(store)
    write(store, "b_2024-08-31.csv", ["smd-1", "SMD-1"])
    assert told(take_in(store)) == {"nomor_serupa": 2}
    assert numbers_of(store) == ["SMD-1", "smd-1"]


def test_other_offices_and_other_numbers_are_left_alone(store: Store) -> None:
    write(store, "a_2024-08-30.csv", ["1/DOM/2024", "10/DOM/2024", "SMD-100", "A0"])
    write(store, "b_2024-08-31.csv", ["01/DOM/2024"], Unit_Layanan="Kel. Bugis", Kecamatan="Samarinda Kota")
    write(store, "c_2024-08-31.csv", ["1/DOM/2024", "SMD-10", "A"], first_hour=8)
    outcome = take_in_once(store)
    assert told(outcome) == {}
    assert len(numbers_of(store)) == 7


def test_in_a_large_file(store: Store) -> None:
    rows = FAST_FROM_BYTES // 150
    log(store, "a_2024-08-30.csv", rows)
    take_in(store)
    log(store, "b_2024-08-31.csv", rows).write_text(
        (store.raw / "permohonan/a_2024-08-30.csv").read_text().replace("SMD-2024-0", "smd-2024-"), "utf-8"
    )
    outcome = take_in(store)
    assert told(outcome) == {}
    assert len(numbers_of(store)) == rows


def test_any_number_of_alike_rows_costs_no_more_than_others(store: Store) -> None:
    """In pairs these would be a thousand million."""
    spelled = ["".join(letters) for letters in product(*zip("permohonankelur", "PERMOHONANKELUR", strict=True))]
    put(store, "permohonan/a.csv", delimited([REQUEST | {"No Permohonan": number} for number in spelled]))
    outcome = take_in_once(store)
    assert told(outcome) == {"nomor_serupa": len(spelled)}
    assert counts(outcome)[0][1:3] == (len(spelled), 0)
