"""Day or month first is a property of a column of a file, and no row is later than its file's own export."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from support.files.raw_files import counts, delimited, etl, put, requests, take_in, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store

DAYS = "SELECT submitted_at::DATE::VARCHAR FROM request ORDER BY request_no"
HELD = "SELECT column_name, reason, severity FROM quarantine ORDER BY ALL"
OPEN = [("submitted_at", "urutan_tanggal_tak_pasti", "peringatan")]


def submitted(texts: Sequence[str], updated: str = "") -> list[dict[str, str]]:
    rows = requests(len(texts), Tanggal_Update=updated)
    return [row | {"Tanggal Permohonan": text} for row, text in zip(rows, texts, strict=True)]


def days(store: Store, texts: Sequence[str], name: str = "log.csv", said: str = "") -> list[str]:
    put(store, f"permohonan/{name}", delimited(submitted(texts)), None)
    (store.raw / "permohonan" / "sumber.toml").write_text(f'zone = "WITA"\n{said}')
    take_in(store)
    return [day for (day,) in warehouse(store, DAYS)]


def test_one_day_above_12_decides_for_all_rows(store: Store) -> None:
    """Of a file; each way to write a day has one of its own."""
    ways = list(product(["/", "-", "."], ["", " 9:05", " 09.05", ", 9:05:10 AM"]))
    for number, (mark, clock) in enumerate(ways, 10):
        texts = [f"{each.replace('/', mark)}{clock}" for each in ("9/3/2024", "8/27/2024", "9/4/2024")]
        rows = [row | {"No Permohonan": f"{number}-{n}"} for n, row in enumerate(submitted(texts))]
        put(store, f"permohonan/{number}.csv", delimited(rows))
    take_in_once(store)
    found = [day for (day,) in warehouse(store, DAYS)]
    told = {way: tuple(found[3 * place : 3 * place + 3]) for place, way in enumerate(ways)}
    assert told == dict.fromkeys(ways, ("2024-09-03", "2024-08-27", "2024-09-04"))
    assert warehouse(store, HELD) == []


def test_that_months_come_first_as_days_would_be_later_than_the_export_is_told(store: Store) -> None:
    """The reason names the usual order, which alone is told of no file."""
    texts = [f"08/{9 + n // 5 % 4:02d}/2024" if n % 5 == 4 else f"0{7 + n % 2}/{1 + n % 6:02d}/2024" for n in range(60)]
    put(store, "permohonan/log_20240815.csv", delimited(submitted(texts)))
    (account,) = take_in(store).files
    assert "bulan/hari (hari/bulan memberi hari sesudah ekspor)" in (account.detail or "")
    assert "'Tanggal Update': hari/bulan" not in (account.detail or "")


def test_months_first_in_a_workbook_and_in_json(store: Store) -> None:
    rows = submitted(["9/3/2024", "8/27/2024"], "9/5/2024 10:00")
    workbook(store.raw / "permohonan" / "a.xlsx", [list(rows[0]), *(list(row.values()) for row in rows)])
    put(store, "permohonan/b.json", json.dumps([row | {"No Permohonan": f"B{n}"} for n, row in enumerate(rows)]))
    take_in_once(store)
    assert [day for (day,) in warehouse(store, DAYS)] == ["2024-09-03", "2024-08-27"] * 2
    updated = warehouse(store, "SELECT DISTINCT updated_at FROM request")
    assert updated == [(datetime(2024, 9, 5, 10),)], "a column that fits both follows the other"


def test_a_column_that_mixes_both_orders_is_refused_until_one_is_declared(store: Store) -> None:
    texts = ["27/08/2024", "8/28/2024", "03/09/2024"]
    assert days(store, texts) == []
    assert warehouse(store, "SELECT state, reason FROM ledger") == [("set_aside", "urutan_tanggal_campur")]
    assert days(store, texts, said='date_order = "MDY"\n') == ["2024-08-28", "2024-03-09"]
    assert warehouse(store, HELD) == [("submitted_at", "tanggal_tak_terbaca", "tolak")]


def test_a_declared_format_says_nothing_of_files_that_it_does_not_read(store: Store) -> None:
    texts = ["9/3/2024", "8/27/2024"]
    put(store, "permohonan/a.csv", delimited(submitted(["27/08/24"])).replace("SMD", "A"))
    assert days(store, texts, said='date_formats = ["%d/%m/%y"]\n') == ["2024-08-27", "2024-09-03", "2024-08-27"]


def put_parts(store: Store, kind: str, parts: Sequence[Sequence[str]], updated: Sequence[str] = ("",) * 9) -> None:
    """Write a file of several sheets, or an archive of several members, each with requests of these days."""
    put(store, "permohonan/.lain", "")
    tables = [
        [row | {"No Permohonan": f"{number}-{n}"} for n, row in enumerate(submitted(texts, updated[number]))]
        for number, texts in enumerate(parts)
    ]
    target = store.raw / "permohonan" / f"a.{kind.split()[0]}"
    if kind == "xlsx":
        book = Workbook()
        for rows in tables:
            sheet = book.create_sheet()
            for cells in [list(rows[0]), *(list(row.values()) for row in rows)]:
                sheet.append(cells)
        book.save(target)
    elif kind == "html":
        pages = ("".join(map(_line, [[*rows[0]], *(row.values() for row in rows)])) for rows in tables)
        target.write_text(f"<html><body>{''.join(f'<table>{page}</table>' for page in pages)}</body></html>")
    else:
        with ZipFile(target, "w") as archive:
            for number, rows in enumerate(tables):
                is_json = kind == "zip of json"
                content = json.dumps(rows) if is_json else delimited(rows)
                archive.writestr(f"{number}.{'json' if is_json else 'csv'}", content)


def _line(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


@pytest.mark.parametrize("kind", ["zip", "zip of json", "xlsx", "html"])
@pytest.mark.parametrize("clock", ["", " 9:05", " 9:05:10 AM"])
def test_parts_of_a_file_that_differ_in_order_are_each_read_in_their_own(store: Store, kind: str, clock: str) -> None:
    texts = [["9/3/2024", "8/27/2024"], ["02/11/2024", "27/10/2024"], ["12/31/2024", "1/12/2024"]]
    updated = ["10/9/2025", "10/9/2025", "1/2/2025"]
    put_parts(store, kind, [[f"{text}{clock}" for text in part] for part in texts], updated)
    take_in_once(store)
    found = ["2024-09-03", "2024-08-27", "2024-11-02", "2024-10-27", "2024-12-31", "2024-01-12"]
    assert [day for (day,) in warehouse(store, DAYS)] == found
    assert warehouse(store, HELD) == []
    days = warehouse(store, "SELECT DISTINCT updated_at::DATE::VARCHAR FROM request ORDER BY 1")
    assert days == [("2025-01-02",), ("2025-09-10",), ("2025-10-09",)], "as the other column of their part"
    assert "bulan/hari di " in warehouse(store, "SELECT detail FROM ledger")[0][0]


@pytest.mark.parametrize("kind", ["zip", "xlsx"])
def test_a_part_beside_such_that_proves_nothing_is_told(store: Store, kind: str) -> None:
    put_parts(store, kind, [["9/3/2024", "8/27/2024"], ["27/10/2024"], ["02/11/2024"]])
    take_in_once(store)
    found = ["2024-09-03", "2024-08-27", "2024-10-27", "2024-11-02"]
    assert [day for (day,) in warehouse(store, DAYS)] == found
    assert warehouse(store, HELD) == OPEN


@pytest.mark.parametrize("kind", ["zip", "xlsx"])
def test_a_part_that_mixes_both_orders_itself_is_refused(store: Store, kind: str) -> None:
    put_parts(store, kind, [["9/3/2024", "8/27/2024"], ["27/10/2024", "10/28/2024"]])
    take_in_once(store)
    assert warehouse(store, "SELECT state, reason FROM ledger") == [("set_aside", "urutan_tanggal_campur")]


@pytest.mark.parametrize("kind", ["zip", "xlsx"])
def test_columns_of_one_part_that_differ_keep_their_own_order(store: Store, kind: str) -> None:
    parts = [["9/3/2024", "8/27/2024"], ["9/4/2024", "9/5/2024", "9/6/2024"]]
    put_parts(store, kind, parts, ["27/09/2024", "28/09/2024"])
    take_in_once(store)
    assert [day for (day,) in warehouse(store, DAYS)][2:] == ["2024-09-04", "2024-09-05", "2024-09-06"]
    assert warehouse(store, HELD) == OPEN


@pytest.mark.parametrize("kind", ["zip", "xlsx"])
def test_a_part_of_a_file_that_shows_no_order_itself_is_told(store: Store, kind: str) -> None:
    """A sheet, or a member, may come from another program than those that prove months first."""
    put_parts(store, kind, [["9/3/2024", "8/27/2024"], ["02/11/2024", "03/11/2024", "04/11/2024"]])
    take_in_once(store)
    assert warehouse(store, HELD) == OPEN


def test_weekdays_tell_the_order(store: Store) -> None:
    """The third of September 2024 was a Tuesday, the ninth of March a Saturday."""
    assert days(store, ["Selasa, 03/09/2024", "Rabu, 04/09/2024"]) == ["2024-09-03", "2024-09-04"]
    assert days(store, ["Selasa, 09/03/2024", "Rabu, 09/04/2024"]) == ["2024-09-03", "2024-09-04"]


def test_where_both_fit_the_indonesian_order_holds_and_it_is_told(store: Store) -> None:
    texts = ["09/03/2024", "09/04/2024", "09/05/2024"]
    assert days(store, texts) == ["2024-03-09", "2024-04-09", "2024-05-09"]
    assert warehouse(store, HELD) == OPEN
    assert days(store, texts, said='date_order = "MDY"\n') == ["2024-09-03", "2024-09-04", "2024-09-05"]
    assert warehouse(store, HELD) == []


def test_days_after_the_export_tell_the_order(store: Store) -> None:
    texts = ["9/2/2024", "9/3/2024", "9/4/2024", "9/11/2024", "9/12/2024"]
    assert days(store, texts, "log_2024-09-30.csv")[-2:] == ["2024-09-11", "2024-09-12"]
    assert warehouse(store, HELD) == OPEN


def test_days_that_rise_tell_the_order(store: Store) -> None:
    texts = ["01/03/2024", "07/03/2024", "12/03/2024", "02/04/2024", "09/04/2024", "01/05/2024", "03/05/2024"]
    assert days(store, texts)[-1] == "2024-05-03"
    assert warehouse(store, HELD) == []


@pytest.mark.parametrize("name", ["log_2024-09-30.csv", "log 30-09-2024.csv", "log 30 September 2024.csv"])
def test_a_row_after_the_export_is_held(store: Store, name: str) -> None:
    assert days(store, ["27/08/2024", "30/09/2024 23.59", "01/10/2024"], name) == ["2024-08-27", "2024-09-30"]
    assert warehouse(store, HELD) == [("submitted_at", "tanggal_sesudah_ekspor", "tolak")]


def test_the_first_day_of_a_period_in_a_name_is_no_export(store: Store) -> None:
    texts = ["01/09/2024", "15/09/2024", "27/09/2024"]
    assert days(store, texts, "log_2024-09-01.csv") == ["2024-09-01", "2024-09-15", "2024-09-27"]
    assert days(store, texts, "log_2024-09-01_2024-09-30.csv") == ["2024-09-01", "2024-09-15", "2024-09-27"]
    assert warehouse(store, HELD) == []


TURNED: list[list[object]] = [
    # 03/09 and 04/09 became the ninth of March and of April, 27/08 and 28/08 stayed texts.
    [datetime(2024, 3, 9, 8), datetime(2024, 4, 9, 8), "27/08/2024 08.00", "28/08/2024 08.00"],
    # Of a whole year, each date fits either way.
    [datetime(2024, n, 1 + n * 5 % 12, 8) for n in range(1, 13)]
    + [f"{12 + n}/{n:02d}/2024 08.00" for n in range(1, 13)],
]


@pytest.mark.parametrize("said", ["", 'date_order = "DMY"\n', 'date_formats = ["%d/%m/%Y %H.%M"]\n'])
@pytest.mark.parametrize("dates", TURNED)
def test_dates_that_a_spreadsheet_turned_round_are_refused_whatever_is_declared(
    store: Store, dates: list[object], said: str
) -> None:
    rows = submitted([""] * len(dates))
    cells = [[*list(row.values())[:9], day, *list(row.values())[10:]] for row, day in zip(rows, dates, strict=True)]
    workbook(store.raw / "permohonan" / "a.xlsx", [list(rows[0]), *cells])
    put(store, "permohonan/b.csv", delimited(submitted([str(day) for day in dates])), None)
    (store.raw / "permohonan" / "sumber.toml").write_text(f'zone = "WITA"\n{said}')
    accounts = take_in_once(store).files
    assert [(account.state, account.reason) for account in accounts] == [("set_aside", "tanggal_tertukar")] * 2


def test_true_dates_of_a_year_beside_texts_are_read(store: Store) -> None:
    dates: list[object] = [datetime(2024, n, 2 * n, 8) for n in range(1, 13)]
    dates += [f"{12 + n}/{n:02d}/2024 08.00" for n in range(1, 13)]
    rows = submitted([""] * len(dates))
    cells = [[*list(row.values())[:9], day, *list(row.values())[10:]] for row, day in zip(rows, dates, strict=True)]
    workbook(store.raw / "permohonan" / "a.xlsx", [list(rows[0]), *cells])
    put(store, "permohonan/.lain", "")
    assert counts(take_in_once(store)) == [("loaded", 24, 0, 0, 1)]


def test_inspect_tells_the_order(store: Store, tmp_path: Path) -> None:
    path = put(store, "permohonan/log.csv", delimited(submitted(["9/3/2024", "8/27/2024"])))
    path.with_name("sumber.toml").write_text('zone = "WITA"\ndate_formats = ["%Y%m%d"]\n[headers]\nunit = ["Tempat"]\n')
    said = etl("inspect", path).stdout
    assert "bulan/hari (ada hari di atas 12)" in said
    assert "headers.unit.Tempat tidak terpakai di berkas ini" in said
    assert "date_formats.%Y%m%d tidak terpakai" in said
    assert json.loads(etl("inspect", "--json", path).stdout)["notes"][0].endswith("(ada hari di atas 12)")


@pytest.mark.parametrize(
    ("head", "cells", "moments"),
    [
        ("Tanggal Terima;Jam", ["27/08/2024;07.30", "28/08/2024;22:10"], ["27 07:30", "28 22:10"]),
        (
            "Tanggal Terima;Waktu Terima",
            ["2024-08-27;07:30:00", "2024-08-28;2024-08-28 22:10"],
            ["27 07:30", "28 22:10"],
        ),
        ("Tanggal;Pukul", ["27/08/2024 00.00;07.30 WIB", "28 Agustus 2024;pukul 22.10"], ["27 08:30", "28 22:10"]),
        ("Tanggal Lapor;Jam Lapor", ["8/27/2024;7:30 AM", "8/28/2024;"], ["27 07:30", "28 00:00"]),
        ("Waktu Terima;Jam", ["27/08/2024 07.30;09.00", "28/08/2024 22.10;x"], ["27 07:30", "28 22:10"]),
    ],
)
def test_a_clock_in_a_column_of_its_own_is_joined(
    store: Store, head: str, cells: list[str], moments: list[str]
) -> None:
    put(
        store,
        "panggilan_112/p.csv",
        "\n".join([f"No Tiket;{head};Kategori", *(f"{c[:2]}{n};{c};Darurat" for n, c in enumerate(cells))]),
    )
    take_in_once(store)
    found = "SELECT strftime(received_at, '%d %H:%M') FROM call ORDER BY received_at"
    assert [moment for (moment,) in warehouse(store, found)] == moments


def test_clocks_of_a_workbook_and_of_json_are_joined_in_their_zone(store: Store) -> None:
    head = ["No Tiket", "Tanggal Terima", "Jam", "Kategori", "Tanggal Selesai", "Jam Selesai"]
    rows = [
        [1, date(2024, 8, 27), time(7, 30), "Darurat", date(2024, 8, 27), time(8)],
        [2, datetime(2024, 8, 28), 0.3125, "Darurat", datetime(2024, 8, 28), "08.00"],
    ]
    workbook(store.raw / "panggilan_112" / "a.xlsx", [head, *rows])
    told = dict(zip(head, ["3", "27/08/2024", "7:30 AM", "Darurat", "27/08/2024", "9.00 WITA"], strict=True))
    put(store, "panggilan_112/b.json", json.dumps([told]), "WIB")
    take_in_once(store)
    found = warehouse(store, "SELECT hour(received_at), hour(closed_at), has_minutes FROM call ORDER BY call_key")
    assert found == [(8, 9, True)] * 3


def test_a_clock_that_cannot_be_read_holds_its_row(store: Store) -> None:
    rows = "1;27/08/2024;25.99\n2;27/08/2024;2024-08-28 07:00\n3;27/08/2024;-\n"
    put(store, "panggilan_112/p.csv", f"No Tiket;Tanggal Terima;Jam\n{rows}")
    assert counts(take_in_once(store)) == [("loaded", 1, 2, 0, 1)]
    held = warehouse(store, "SELECT column_name, reason FROM quarantine WHERE severity = 'tolak'")
    assert held == [("received_at_clock", "jam_tak_terbaca")] * 2


def test_an_outage_has_its_clocks_apart_and_may_go_on(store: Store) -> None:
    cells = ["26/08/2024;08.00;26/08/2024;12.00", "27/08/2024;08.00;s.d. sekarang;", "28/08/2024;;28/08/2024;"]
    rows = "".join(f"Bugis;{row}\n" for row in cells)
    put(store, "gangguan/g.csv", f"Unit Layanan;Tanggal Mulai;Jam Mulai;Tanggal Selesai;Jam Selesai\n{rows}")
    take_in_once(store)
    assert warehouse(store, "SELECT started_at, ended_at FROM outage ORDER BY 1") == [
        (datetime(2024, 8, 26, 8), datetime(2024, 8, 26, 12)),
        (datetime(2024, 8, 27, 8), None),
        (datetime(2024, 8, 28), datetime(2024, 8, 29)),
    ]


@pytest.mark.parametrize("text", ["27/08/2024", "2024-08-27 00:00:00"])
@pytest.mark.parametrize("zone", ["WITA", "UTC"])
def test_calls_without_a_clock_are_of_no_hour(store: Store, text: str, zone: str) -> None:
    rows = "".join(f"{n};{text.replace('27', str(20 + n))};Darurat\n" for n in range(4))
    put(store, "panggilan_112/p.csv", f"No Tiket;Tanggal Terima;Kategori\n{rows}", zone)
    take_in_once(store)
    assert warehouse(store, "SELECT DISTINCT hour(received_at), has_hour FROM call") == [(0, False)]
    assert warehouse(store, HELD) == [("received_at", "tanpa_jam", "peringatan")]


@pytest.mark.parametrize("said", ['date_order = "MDY"', 'date_formats = ["%m/%d/%Y"]'])
def test_a_declared_order_that_no_date_confirms_is_no_reason_for_wrong_days(store: Store, said: str) -> None:
    """The 11th of August would be the 8th of November: none is taken, and the declaration is named."""
    assert days(store, ["11/08/2024", "12/08/2024", "13/08/2024"], said=said) == []
    assert warehouse(store, "SELECT state, reason FROM ledger") == [("set_aside", "urutan_bertentangan")]
    assert days(store, ["8/11/2024", "8/12/2024", "8/13/2024"], said=said) == ["2024-08-11", "2024-08-12", "2024-08-13"]


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_days_before_their_months_after_the_year_are_not_read_the_other_way_round(store: Store, kind: str) -> None:
    rows = submitted(["2024-13-09 08:00", "2024-27-08 09:00", "2024-10-09 10:00"])
    put(store, f"permohonan/log.{kind}", json.dumps(rows) if kind == "json" else delimited(rows))
    take_in(store)
    assert warehouse(store, DAYS) == []
    assert warehouse(store, "SELECT reason FROM ledger") == [("urutan_tanggal_campur",)]
    said = 'zone = "WITA"\ndate_formats = ["%Y-%d-%m %H:%M"]\n'
    (store.raw / "permohonan" / "sumber.toml").write_text(said)
    take_in(store)
    assert [day for (day,) in warehouse(store, DAYS)] == ["2024-09-13", "2024-08-27", "2024-09-10"]


def test_a_month_mistyped_here_and_there_costs_its_row(store: Store) -> None:
    assert days(store, ["2024-13-09", "2024-14-09", "2024-09-27", "2024-10-09"]) == ["2024-09-27", "2024-10-09"]
