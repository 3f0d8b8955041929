"""A row a day, a column a purpose or a letter: a blank is no report of its purpose, and never 0 without a proof."""

import pytest
from support.files.count_sheets import text
from support.files.raw_files import put, warehouse
from support.files.taken_once import take_in_once

from core.store import Store

Cells = list[object]


def counted(store: Store, titles: list[str], *days: Cells) -> tuple[list[tuple[int, str, int]], int, int]:
    """What was counted by day and purpose, how many rows were held, how many counts not reported."""
    head: list[Cells] = [["Kelurahan Sidodadi"], ["Tanggal", *titles]]
    put(store, "kunjungan/a.csv", text([*head, *([f"{n:02d}/06/2024", *cells] for n, cells in enumerate(days, 3))]))
    (account,) = take_in_once(store).files
    rows = warehouse(store, "SELECT day(date), purpose, visits FROM visit ORDER BY ALL")
    return [(day, purpose, count) for day, purpose, count in rows], account.quarantined, account.not_reported


def test_a_blank_purpose_costs_the_others_nothing(store: Store) -> None:
    days: list[Cells] = [[5, 0, 2], [4, None, 1], [None, None, None], [3, 1, 1]]
    rows, held, silent = counted(store, ["Permohonan", "Ambil Berkas", "Tamu"], *days)
    assert [row for row in rows if row[0] == 4] == [(4, "permohonan", 4), (4, "tamu", 1)]
    assert {day for day, *_ in rows} == {3, 4, 6}
    assert (held, silent) == (0, 2)


def test_a_blank_among_the_letters_of_one_purpose_holds_the_row(store: Store) -> None:
    rows, held, _ = counted(store, ["SKTM", "Domisili", "Tamu"], [5, 1, 2], [4, None, 1], [3, 1, 1])
    assert held == 1
    assert {day for day, *_ in rows} == {3, 5}


def test_a_total_proves_that_a_blank_is_none(store: Store) -> None:
    rows, held, _ = counted(store, ["Permohonan", "Tamu", "Jumlah"], [5, 2, 7], [4, None, 4], [3, None, 5], [1, 1, 2])
    assert (4, "tamu", 0) in rows
    assert held == 1, "a total that is none of theirs"


@pytest.mark.parametrize("has_total", [True, False])
def test_beside_a_cell_that_is_no_number_a_blank_is_not_proven(store: Store, has_total: bool) -> None:
    titles = ["Permohonan", "Ambil Berkas", "Tamu", *(["Jumlah"] if has_total else [])]
    days: list[Cells] = [[5, 0, 2, 7], ["banyak", None, 1, 9], [3, 1, 1, 5]]
    rows, held, _ = counted(store, titles, *(cells[: len(titles)] for cells in days))
    assert [row for row in rows if row[0] == 4] == [(4, "tamu", 1)]
    assert held == 1
