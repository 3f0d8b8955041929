"""What comes back of a template is read whole: every cell that was filled in, and nothing that was not."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.files.raw_files import NIK, PHONE, take_in, warehouse
from support.files.saved_sheets import Cell, Grid, excel, libreoffice_ods, old_xls, text, uncomputed, wps
from support.intake.verdict_here import judge_here

from core.sources import SOURCES
from core.store import Store
from etl import contract, guess_source, read_reference
from intake import csv_template, judge_file, may_be_sent, month_due, verdict_sentences, walk_in_workbook
from intake.verdict.known import has_titles_alone

SIDODADI = "64.72.03.1005"
MONTH = date(2024, 12, 1)
PURPOSES = ("permohonan", "ambil_berkas", "informasi", "tamu")
HEAD = 6
Counts = dict[tuple[date, str], int]


def cells_of(template: bytes) -> list[list[Cell]]:
    """The template's cells; formulas as None."""
    sheet = load_workbook(BytesIO(template)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    plain = [[None if str(value).startswith("=") else value for value in row] for row in rows]
    return [[value.date() if isinstance(value, datetime) else value for value in row] for row in plain]  # type: ignore[misc]


def filled(template: bytes) -> tuple[list[list[Cell]], Counts]:
    """The cells as a person leaves them, with the results of the formulas, and what was told by day and purpose."""
    grid, told = cells_of(template), {}
    for row in grid[HEAD:-1]:
        day = row[0]
        assert isinstance(day, date)
        row[2:6] = _answers(day, row[2:6])
        told |= {(day, name): int(cell) for name, cell in zip(PURPOSES, row[2:6], strict=True) if _is_number(cell)}
        numbers = [cell for cell in row[2:6] if _is_number(cell)]
        row[6] = sum(map(int, numbers)) if len(numbers) == 4 else "lengkapi" if numbers else None  # type: ignore[arg-type]
    grid[-1][2:6] = [sum(count for (_, name), count in told.items() if name == purpose) for purpose in PURPOSES]
    return grid, told


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and cell.isdigit())


def _answers(day: date, before: list[Cell]) -> list[Cell]:
    """Most days are told whole; some lack a purpose, some are blank, one is closed, one Saturday was open."""
    special: dict[int, list[Cell]] = {
        3: [0, 0, 0, 0],
        4: [5, None, 2, 1],
        5: [None, 3, None, None],
        6: ["libur", None, None, None],
        7: [4, 0, 0, 1],
        9: [None] * 4,
        10: [7.0, 2.0, 0.0, 1.0],
        11: ["3", "1", "0", "2"],
    }
    if day.day in special:
        return special[day.day]
    return before if before[0] else [day.day, day.day % 3, 0, day.day % 5]


Saved = Callable[[bytes, Grid, Path], bytes]
DIALECTS: dict[str, Saved] = {
    "excel.xlsx": lambda template, grid, _: excel(template, grid),
    "wps.xlsx": lambda template, grid, _: wps(template, grid),
    "ponsel.xlsx": lambda template, grid, _: uncomputed(template, grid),
    "libreoffice.ods": lambda _, grid, path: libreoffice_ods(path, grid).read_bytes(),
    "wps.xls": lambda _, grid, __: old_xls(grid),
    "excel.csv": lambda _, grid, __: text(grid, ";", csv.QUOTE_MINIMAL, "cp1252"),
    "wps.csv": lambda _, grid, __: text(grid, ",", csv.QUOTE_MINIMAL, "utf-8-sig"),
    "libreoffice.csv": lambda _, grid, __: text(grid, ";", csv.QUOTE_ALL, "utf-8"),
    "unicode.txt": lambda _, grid, __: text(grid, "\t", csv.QUOTE_MINIMAL, "utf-16"),
}


def send(store: Store, source: str, name: str, content: bytes, sender: str = SIDODADI) -> None:
    target = store.raw / source / sender / f"{source}_{sender}_2024-12_{name}"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    (store.raw / source / "sumber.toml").write_text('zone = "WITA"\n')


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_walk_in_workbook_comes_back_whole(store: Store, tmp_path: Path, dialect: str) -> None:
    template = walk_in_workbook(SIDODADI, MONTH)
    grid, told = filled(template)
    send(store, "kunjungan", dialect, DIALECTS[dialect](template, grid, tmp_path / "a.ods"))
    (account,) = take_in(store).files
    assert (account.state, account.quarantined, account.accepted) == ("loaded", 0, len(told)), account
    rows = warehouse(store, "SELECT date, purpose, visits, unit_code FROM visit")
    assert {(day, purpose): count for day, purpose, count, _ in rows} == told
    assert {code for *_, code in rows} == {SIDODADI}
    blanks = [row[2:6].count(None) for row in grid[HEAD:-1] if any(map(_is_number, row[2:6]))]
    assert account.not_reported == sum(blanks) + 1, "and one whole day"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_one_that_nobody_filled_in_gives_nothing(store: Store, tmp_path: Path, dialect: str) -> None:
    template = walk_in_workbook(SIDODADI, MONTH)
    send(store, "kunjungan", dialect, DIALECTS[dialect](template, cells_of(template), tmp_path / "a.ods"))
    (account,) = take_in(store).files
    assert (account.state, account.read, account.quarantined) == ("loaded", account.not_data, 0)


@pytest.mark.drill
def test_every_office_gets_its_own(store: Store) -> None:
    codes = [row["unit_code"] for row in read_reference()["units"]]
    for number, code in enumerate(codes):
        book, kept = load_workbook(BytesIO(walk_in_workbook(code, MONTH))), BytesIO()
        for column, count in enumerate((number, 0, 0, 0), 3):
            book.worksheets[0].cell(HEAD + 3, column).value = count
        book.save(kept)
        send(store, "kunjungan", "a.xlsx", kept.getvalue(), code)
    take_in(store)
    found = dict(warehouse(store, "SELECT unit_code, visits FROM visit WHERE purpose = 'permohonan'"))
    assert found == {code: number for number, code in enumerate(codes)}


def sheet_of(month: date = MONTH) -> Worksheet:
    return load_workbook(BytesIO(walk_in_workbook(SIDODADI, month))).worksheets[0]


def test_days_are_marked_and_only_counts_can_be_changed() -> None:
    sheet = sheet_of()
    rows = [*sheet.iter_rows(min_row=HEAD + 1, max_row=HEAD + 31, values_only=True)]
    notes = {day: (row[2], row[7]) for day, row in enumerate(rows, 1)}
    assert notes[25] == ("Libur", "Hari Raya Natal")
    assert notes[3] == (None, "Hari digital")
    assert notes[2] == (None, None)
    assert notes[1][0] == "Libur"
    assert sheet.protection.sheet
    free = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert (min(free), len(free)) == ("C10", 31 * 4)
    (rule,) = sheet.data_validations.dataValidation
    assert str(rule.sqref) == "C7:F37"
    assert "INT(C7)=C7" in (rule.formula1 or "")


def test_a_short_month_has_its_own_days() -> None:
    days = [row[0] for row in sheet_of(date(2024, 2, 9)).iter_rows(min_row=HEAD + 1, values_only=True)]
    assert [getattr(day, "day", day) for day in days] == [*range(1, 30), "Jumlah"]


def test_the_same_template_has_the_same_bytes() -> None:
    assert walk_in_workbook(SIDODADI, MONTH) == walk_in_workbook(SIDODADI, date(2024, 12, 31))


def test_an_office_that_nobody_knows_has_none() -> None:
    with pytest.raises(KeyError):
        walk_in_workbook("64.72.99.1001", MONTH)


ROWS: dict[str, list[list[Cell]]] = {
    "permohonan": [
        [f"SMD-2024-{number}", NIK, PHONE, "Samarinda Ulu", "Kelurahan Sidodadi", "Surat keterangan domisili", "Warga",
         "Sedang Diperiksa", datetime(2024, 12, 3 + number, 7, 30), datetime(2024, 12, 4 + number, 9, 15)]
        for number in range(12)
    ],
    "kunjungan": [
        ["Samarinda Ulu", "Kelurahan Sidodadi", "Permohonan", date(2024, 12, day), day] for day in (2, 3, 17)
    ],
    "panggilan_112": [
        [f"T-{number}", datetime(2024, 12, 13 + number, 7, 30), PHONE, "Informasi", "Samarinda Ulu", "Sidodadi", None,
         "Ya", datetime(2024, 12, 13 + number, 8, 0)]
        for number in range(12)
    ],
    "peluncuran": [["Kelurahan Sidodadi", "Samarinda Ulu", "Aktif", date(2024, 12, 13), "Tidak"]],
    "gangguan": [
        ["Kelurahan Sidodadi", "Samarinda Ulu", datetime(2024, 12, 13, 8, 0), datetime(2024, 12, 13, 9, 30), "Listrik"]
    ],
    "panggilan_total": [[date(2024, 11, 1), date(2024, 11, 30), "Panggilan Masuk", 4000]],
    "kepuasan": [["Samarinda Ulu", "Kelurahan Sidodadi", date(2024, 12, day), "Loket", "Baik", day] for day in (2, 13)],
    "kunjungan_layanan": [
        ["Samarinda Ulu", "Kelurahan Sidodadi", date(2024, 12, day), "Surat keterangan domisili", day]
        for day in (2, 13)
    ],
}  # fmt: skip


def as_xlsx(grid: Grid) -> bytes:
    book = Workbook()
    for row in grid:
        book.worksheets[0].append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


OF_TABLES = ("excel.xlsx", "libreoffice.ods", "wps.xls", "excel.csv", "wps.csv", "libreoffice.csv")
TABLES: dict[str, Saved] = DIALECTS | {"excel.xlsx": lambda _, grid, __: as_xlsx(grid)}


@pytest.mark.parametrize("source", SOURCES)
def test_a_table_of_a_source_comes_back_whole(store: Store, tmp_path: Path, source: str) -> None:
    titles = csv_template(source).decode("utf-8-sig").strip().split(";")
    for dialect in OF_TABLES:
        grid: Grid = [titles, *ROWS[source]]
        content = TABLES[dialect](b"", grid, tmp_path / f"{dialect}.ods")
        send(store, source, dialect, content, "kota")
    found = [(each.state, each.quarantined, each.accepted + each.duplicate) for each in take_in(store).files]
    assert found == [("loaded", 0, len(ROWS[source]))] * len(OF_TABLES)
    table = contract(source).table
    assert warehouse(store, f"SELECT count(*) FROM {table}") == [(len(ROWS[source]),)]


@pytest.mark.parametrize("source", SOURCES)
def test_an_empty_table_holds_no_example(store: Store, source: str) -> None:
    send(store, source, "a.csv", csv_template(source), "kota")
    (account,) = take_in(store).files
    assert (account.accepted, account.quarantined) == (0, 0)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2024, 12, 10), date(2024, 11, 1)),
        (date(2024, 12, 11), date(2024, 12, 1)),
        (date(2025, 1, 3), date(2024, 12, 1)),
    ],
)
def test_the_month_due_is_the_last_one_until_its_day(today: date, month: date) -> None:
    assert month_due(today) == month


@pytest.mark.process
def test_a_workbook_that_comes_back_is_recognised_and_may_be_sent(store: Store, tmp_path: Path) -> None:
    template = walk_in_workbook(SIDODADI, MONTH)
    grid, told = filled(template)
    path = tmp_path / f"kunjungan-{SIDODADI}-2024-12.xlsx"
    path.write_bytes(excel(template, grid))
    verdict = judge_file(path, None, SIDODADI, path.name)
    assert (verdict.source, verdict.refusal, verdict.offices) == ("kunjungan", None, [SIDODADI])
    assert verdict.counts
    assert (verdict.counts.accepted, verdict.counts.held) == (len(told), 0)
    assert verdict.months == ["2024-12"]
    assert verdict.unread == [], "nobody is asked what its own titles mean"


@pytest.mark.parametrize("source", SOURCES)
def test_a_table_is_recognised_by_its_titles(tmp_path: Path, source: str) -> None:
    path = tmp_path / f"{source}.csv"
    titles = csv_template(source).decode("utf-8-sig").strip().split(";")
    path.write_bytes(text([titles, *ROWS[source]], ";", csv.QUOTE_MINIMAL, "cp1252"))
    assert guess_source(path, {})[0] == source


@pytest.mark.parametrize("source", SOURCES)
def test_a_table_without_rows_says_so(store: Store, tmp_path: Path, source: str) -> None:
    path = tmp_path / f"{source}.csv"
    path.write_bytes(csv_template(source))
    verdict = judge_here(path, None, None, path.name)
    # A source with clock times is asked for its zone first.
    assert verdict.source == source
    assert verdict.reason in ("no_rows", "zone")
    assert not may_be_sent(verdict)


def test_a_workbook_that_nobody_filled_in_says_so(store: Store, tmp_path: Path) -> None:
    path = tmp_path / f"kunjungan-{SIDODADI}-2024-12.xlsx"
    path.write_bytes(walk_in_workbook(SIDODADI, MONTH))
    verdict = judge_here(path, None, SIDODADI, path.name)
    assert verdict.reason == "no_rows"
    assert "belum ada baris yang terisi" in (verdict.refusal or "")


def test_days_of_which_it_is_written_that_the_office_was_closed_are_sent(store: Store, tmp_path: Path) -> None:
    """Those on which the template itself says so, as every office is closed, are none of them."""
    template = walk_in_workbook(SIDODADI, MONTH)
    grid = cells_of(template)
    for day in (3, 4):
        grid[HEAD + day - 1][2:6] = ["Libur"] * 4
    path = tmp_path / f"kunjungan-{SIDODADI}-2024-12.xlsx"
    path.write_bytes(excel(template, grid))
    verdict = judge_here(path, None, SIDODADI, path.name)
    assert verdict.closed == [(SIDODADI, date(2024, 12, 3)), (SIDODADI, date(2024, 12, 4))]
    assert (verdict.offices, verdict.months, verdict.effect) == ([SIDODADI], ["2024-12"], None)
    assert may_be_sent(verdict)
    told = " ".join(verdict_sentences(verdict, "id", {}).understood)
    assert "ditulis tutup: 3 Desember 2024, 4 Desember 2024." in told
    assert "Hari yang dimuat" not in told


@pytest.mark.parametrize(
    ("line", "is_alone"), [("No;Tanggal\n", True), ('[{"No": 1}, {"No": 2}]', False), ("a\rb\r", False)]
)
def test_a_table_of_one_line_is_no_list_of_titles(tmp_path: Path, line: str, is_alone: bool) -> None:
    path = tmp_path / "satu.txt"
    path.write_text(line, "utf-8", newline="")
    assert has_titles_alone(path) is is_alone


@pytest.mark.parametrize(("titles", "marks"), [(None, []), (["Lain"], ["urutan_tanggal_tak_pasti"])])
def test_days_of_a_table_of_ours_are_day_first_without_a_question(
    store: Store, titles: list[str] | None, marks: list[str]
) -> None:
    """The same rows under other titles beside ours leave the order open."""
    own = csv_template("kunjungan").decode("utf-8-sig").strip().split(";")
    rows = [["Samarinda Ulu", "Kelurahan Sidodadi", "Permohonan", f"{day:02}/12/2024", day] for day in (2, 3, 4)]
    more = [""] if titles else []
    content = text([[*own, *(titles or [])], *([*row, *more] for row in rows)], ";", csv.QUOTE_MINIMAL, "utf-8")
    send(store, "kunjungan", "a.csv", content, "kota")
    outcome = take_in(store)
    assert [mark.reason for mark in outcome.marked] == marks
    assert warehouse(store, "SELECT DISTINCT month(date) FROM visit") == [(12,)]
