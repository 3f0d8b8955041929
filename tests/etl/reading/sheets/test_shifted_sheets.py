"""Counts in a sheet that was saved as text: a row with a cell too many or too few gives no day a count of another."""

import pytest
from support.files.raw_files import counts, put, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store

DAYS = [str(day) for day in range(1, 32)]
NUMBERS = [str(90 - day) for day in range(1, 32)]


def sheet(*rows: list[str]) -> str:
    titles = ["No", "Kelurahan", "Keperluan", *DAYS]
    lines = [["LAPORAN BULAN JULI 2024"], titles, *rows]
    return "\n".join(";".join(cells) for cells in lines) + "\n"


@pytest.mark.parametrize("place", [3, 10, 33])
@pytest.mark.parametrize("is_more", [True, False])
def test_a_shifted_row_of_days_is_held(store: Store, place: int, is_more: bool) -> None:
    good, bad = ["1", "Bantuas", "Tamu", *NUMBERS], ["2", "Handil Bakti", "Tamu", *NUMBERS]
    bad[place : place + (not is_more)] = [""] if is_more else []
    put(store, "kunjungan/a.csv", sheet(good, bad))
    assert counts(take_in_once(store)) == [("loaded", 31, 1, 0, 2)]
    assert warehouse(store, "SELECT DISTINCT visits + day(date) FROM visit") == [(90,)]
    assert warehouse(store, "SELECT place, reason, value FROM quarantine") == [("4", "jumlah_kolom_salah", None)]


def test_an_office_that_reported_nothing_may_end_early(store: Store) -> None:
    put(store, "kunjungan/a.csv", sheet(["1", "Bantuas", "Tamu", *NUMBERS], ["2", "Handil Bakti", "Tamu"]))
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined, account.not_reported) == (31, 0, 31)


def test_a_shifted_row_of_offices_is_held(store: Store) -> None:
    text = "BULAN JULI 2024\nTanggal;Bantuas;Handil Bakti;Jawa\n1;11;12;13\n2;;11;12;13\n3;11;12\n4;11;12;13\n"
    put(store, "kunjungan/a.csv", text)
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined) == (6, 2)
    assert warehouse(store, "SELECT DISTINCT day(date) FROM visit ORDER BY 1") == [(1,), (4,)]


def test_a_shifted_row_of_one_office_is_held(store: Store) -> None:
    text = "KELURAHAN BANTUAS\nBULAN JULI 2024\nTanggal;Jumlah;Petugas\n1;11;2\n2;;12;2\n3;13\n4;14;2\n"
    put(store, "kunjungan/a.csv", text)
    take_in_once(store)
    assert warehouse(store, "SELECT day(date), visits FROM visit ORDER BY 1") == [(1, 11), (4, 14)]


def test_a_purpose_under_a_day_gives_a_shifted_row_away(store: Store) -> None:
    """In a workbook each row is as wide as any other."""
    titles = ["No", "Kelurahan", "Keperluan", *DAYS]
    good, bad = ["1", "Bantuas", "Tamu", *NUMBERS], ["2", "Handil Bakti", "", "Tamu", *NUMBERS]
    rows = [["LAPORAN BULAN JULI 2024"], titles, good, bad]
    workbook(store.raw / "kunjungan/a.xlsx", [[int(cell) if cell.isdigit() else cell for cell in row] for row in rows])
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined) == (31, 1)


JUNE = [str(day) for day in range(1, 31)]
OFFICES = ["Bantuas", "Handil Bakti", "Jawa", "Bukuan", "Sidodadi"]
SUNDAYS = (2, 9, 16, 23, 30)


def june() -> list[list[str]]:
    """Titles and rows of a month in which nobody came on Sundays; a count and its day make 90."""
    numbers = ["" if day in SUNDAYS else str(90 - day) for day in range(1, 31)]
    total = str(sum(int(number) for number in numbers if number))
    rows = [[str(number), office, "Tamu", *numbers, total] for number, office in enumerate(OFFICES, 1)]
    return [["No", "Kelurahan", "Keperluan", *JUNE, "JUMLAH"], *rows]


def put_june(store: Store, rows: list[list[str]], kind: str) -> None:
    """Write the sheet as text, as a workbook or as a page; the last two have a cell in each column of each row."""
    whole = [["LAPORAN BULAN JUNI 2024"], *rows]
    if kind == "csv":
        put(store, "kunjungan/a.csv", "\n".join(";".join(cells) for cells in whole) + "\n")
    elif kind == "xlsx":
        put(store, "kunjungan/a.csv", "").unlink()
        cells = [[int(cell) if cell.isdigit() else cell or None for cell in row] for row in whole]
        workbook(store.raw / "kunjungan/a.xlsx", cells)
    else:
        lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in whole)
        put(store, "kunjungan/a.xls", f"<html><body><table>{lines}</table></body></html>")


HELD = "SELECT reason, count(*) FROM quarantine GROUP BY 1"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "html"])
@pytest.mark.parametrize(("at", "is_more"), [(4, True), (4, False)])
def test_titles_that_slipped_by_a_cell_give_no_day_the_count_of_another(
    store: Store, kind: str, at: int, is_more: bool
) -> None:
    """The blank cell, or the lost day, is next to a Sunday: no count stands without a title."""
    titles, *rows = june()
    titles[at : at + (not is_more)] = [""] if is_more else []
    put_june(store, [titles, *rows], kind)
    assert counts(take_in_once(store)) == [("loaded", 0, 5, 0, 2)]
    assert warehouse(store, HELD) == [("judul_tak_sejajar", 5)]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "html"])
def test_titles_that_lost_a_day_and_have_none_for_the_sum(store: Store, kind: str) -> None:
    titles, *rows = june()
    put_june(store, [[*titles[:4], *titles[5:-1]], *rows], kind)
    assert counts(take_in_once(store)) == [("loaded", 0, 5, 0, 2)]


@pytest.mark.parametrize("is_more", [True, False])
def test_a_row_that_slipped_with_its_titles_is_not_right_by_its_width(store: Store, is_more: bool) -> None:
    titles, *rows = june()
    titles[5 : 5 + (not is_more)] = [""] if is_more else []
    rows[2][3 : 3 + (not is_more)] = [""] if is_more else []
    put_june(store, [titles, *rows], "csv")
    assert counts(take_in_once(store)) == [("loaded", 0, 5, 0, 2)]
    assert warehouse(store, HELD) == [("judul_tak_sejajar", 5)]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "html"])
@pytest.mark.parametrize("after", [(9,), (2, 9, 16, 23)], ids=["one", "each week"])
def test_blank_columns_between_weeks_do_no_harm(store: Store, kind: str, after: tuple[int, ...]) -> None:
    rows = june()
    for cells in rows:
        for day in sorted(after, reverse=True):
            cells.insert(3 + day, "")
    put_june(store, rows, kind)
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined, account.not_reported) == (125, 0, 25)
    assert warehouse(store, "SELECT DISTINCT visits + day(date) FROM visit") == [(90,)]


@pytest.mark.parametrize("is_of_rows", [True, False])
def test_blank_cells_at_the_end_of_all_rows_or_of_the_titles_do_no_harm(store: Store, is_of_rows: bool) -> None:
    titles, *rows = june()
    put_june(store, [titles, *([*cells, "", ""] for cells in rows)] if is_of_rows else [[*titles, ""], *rows], "csv")
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined) == (125, 0)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_sums_without_a_title_beside_a_day_left_out_do_no_harm(store: Store, kind: str) -> None:
    titles, *rows = june()
    for cells in (titles, *rows):
        del cells[3 + 8]
    titles[-1] = ""
    put_june(store, [titles, *rows], kind)
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined) == (125, 0)
    assert warehouse(store, "SELECT DISTINCT visits + day(date) FROM visit") == [(90,)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_month_without_its_sundays_is_whole(store: Store, kind: str) -> None:
    rows = [[cell for place, cell in enumerate(cells) if place - 2 not in SUNDAYS] for cells in june()]
    put_june(store, [[*cells, "", ""] for cells in rows], kind)
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined) == (125, 0)
    assert warehouse(store, "SELECT DISTINCT visits + day(date) FROM visit") == [(90,)]


def test_a_shifted_row_beside_blank_columns_between_weeks_is_held_alone(store: Store) -> None:
    rows = june()
    for cells in rows:
        for day in (23, 16, 9, 2):
            cells.insert(3 + day, "")
    rows[3].insert(4, "")
    put_june(store, rows, "csv")
    take_in_once(store)
    assert warehouse(store, HELD) == [("jumlah_kolom_salah", 1)]
    assert warehouse(store, "SELECT DISTINCT visits + day(date) FROM visit") == [(90,)]


@pytest.mark.parametrize(
    "text",
    [
        "BULAN JUNI 2024\nTanggal;Bantuas;;Handil Bakti;Jawa\n1;11;12;13\n2;;11;12;13\n3;11;12;13\n",
        "KELURAHAN BANTUAS\nBULAN JUNI 2024\nTanggal;;Jumlah;Petugas\n1;11;2\n2;;12;2\n3;13;2\n",
        "BULAN JUNI 2024\nTanggal;Kelurahan;;Jumlah\n1;Jawa;7\n2;;Jawa;9\n3;Jawa;8\n",
        "Kelurahan;Tanggal;;SKTM;Domisili\nJawa;01/06/2024;1;2\nJawa;02/06/2024;;2;3\nJawa;03/06/2024;1;2\n",
    ],
    ids=["offices as columns", "one office", "bare days", "purposes as columns"],
)
def test_in_every_layout_titles_wider_than_most_rows_prove_nothing(store: Store, text: str) -> None:
    put(store, "kunjungan/a.csv", text)
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined) == (0, 3)
    assert warehouse(store, HELD) == [("judul_tak_sejajar", 3)]
