"""What leaves the house: no text becomes a formula, numbers stay numbers, small counts are hidden."""

from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from core.disclosure import hide_small
from core.formats import FORMULA_STARTS
from core.spreadsheets import Page, book, csv, machine_csv
from pages.parts.downloads import Sheet

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")']


def cells(content: bytes, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(content))[sheet].iter_rows()]


def text_of(table: pd.DataFrame) -> str:
    return csv(table).decode("utf-8-sig")


def test_no_text_of_a_csv_starts_a_formula():
    """Texts get an apostrophe, headings too; negative numbers do not."""
    table = pd.DataFrame({"=head": DANGEROUS, "n": [-1.5] * len(DANGEROUS)})
    read = pd.read_csv(BytesIO(csv(table)), sep=";", decimal=",", keep_default_na=False)
    assert list(read["'=head"].str[0]) == ["'"] * len(DANGEROUS)
    assert list(read["n"]) == [-1.5] * len(DANGEROUS)
    assert text_of(table).splitlines()[0] == "'=head;n"


def test_no_text_of_a_book_is_a_formula():
    """Every text has the type text and stands as it was; numbers and days keep their types."""
    table = pd.DataFrame({"=head": DANGEROUS, "n": range(len(DANGEROUS)), "day": pd.Timestamp("2024-08-27")})
    sheet = load_workbook(BytesIO(book([Page("Uji", table)])))["Uji"]
    texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert [cell.value for cell in sheet["A"]][1] == "=1+1"
    assert [cell.value for cell in sheet["B"]][1:] == list(range(len(DANGEROUS)))
    assert sheet["C2"].value.date() == date(2024, 8, 27)


def test_a_missing_value_is_an_empty_cell():
    table = pd.DataFrame({"a": [1.0, None], "b": ["x", None], "c": [pd.NaT, pd.Timestamp("2024-01-01")]})
    assert cells(book([Page("Uji", table)]), "Uji")[1][2] is None
    assert cells(book([Page("Uji", table)]), "Uji")[2][:2] == [None, None]
    assert text_of(table).splitlines()[1] == "1;x;"


def test_counts_are_written_whole_and_shares_are_not():
    """Beside a missing count too; a share of all or nothing is a share."""
    table = pd.DataFrame({"count": [225.0, None, 0.0], "share": [0.25, 1.0, None], "far": [float("inf"), 1.0, 2.0]})
    told = csv(table, frozenset({"share"})).decode("utf-8-sig")
    assert told.splitlines()[1:] == ["225;25,0%;inf", ";100,0%;1", "0;;2"]


def test_a_csv_opens_in_columns_with_its_letters_and_decimals():
    """As a spreadsheet with Indonesian settings wants it: the mark of UTF-8, semicolons, comma; beside marks too."""
    table = pd.DataFrame({"masa": ["1 – 2", "a;b"], "porsi": [0.0909, 1234.5], "median": ["x", 18.5]})
    assert csv(table).startswith(b"\xef\xbb\xbf")
    assert text_of(table).splitlines() == ["masa;porsi;median", "1 – 2;0,1;x", '"a;b";1234,5;18,5']


def test_a_csv_for_people_is_rounded_as_on_the_screen_and_one_for_programs_is_not():
    table = pd.DataFrame(
        {
            "porsi": [0.40249, -0.0001, None],
            "laju": [6.0, 29.04, float("nan")],
            "hari": pd.to_datetime(["2024-08-27", None, "2024-08-29"]),
            "n": [20995.0, None, 3.0],
        }
    )
    told = csv(table, frozenset({"porsi"})).decode("utf-8-sig").splitlines()
    assert told == ["porsi;laju;hari;n", "40,2%;6,0;2024-08-27;20995", "0,0%;29,0;;", ";;2024-08-29;3"]
    content = machine_csv(table)
    assert not content.startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(BytesIO(content), parse_dates=["hari"])
    assert list(read["porsi"].dropna()) == [0.40249, -0.0001]
    assert list(read["laju"].dropna()) == [6.0, 29.04]
    assert content.decode().splitlines()[1] == "0.40249,6.0,2024-08-27,20995"


def test_a_sheet_has_filters_a_standing_header_and_room_for_its_texts():
    table = pd.DataFrame({"kantor": ["Kelurahan Sengkotek", "Kelurahan Bugis"], "n": [1, 2]})
    sheet = load_workbook(BytesIO(book([Page("Uji", table)])))["Uji"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:B3", "A2")
    assert sheet.column_dimensions["A"].width >= len("Kelurahan Sengkotek")


def test_shares_of_a_book_are_percentages_and_counts_have_thousands():
    """Numbers all the same: a whole share, a gap and a mark beside them too."""
    shares = ("porsi", "perubahan")
    table = pd.DataFrame(
        {
            "porsi": [0.0909090909, 1.0, None],
            "perubahan": ["x", -0.5, 0.25],
            "jumlah": [20995, None, 3.0],
            "per_hari": [5.75, 6.0, 7.0],
            "hari": [pd.Timestamp("2024-08-27"), pd.NaT, date(2024, 8, 28)],
            "ya": [True, False, True],
        }
    )
    sheet = load_workbook(BytesIO(book([Page("Uji", table, frozenset(shares))])))["Uji"]
    formats = {column[0].value: [cell.number_format for cell in column[1:]] for column in sheet.columns}
    values = {column[0].value: [cell.value for cell in column[1:]] for column in sheet.columns}
    assert (formats["porsi"], values["porsi"]) == (["0.0%", "0.0%", "General"], [0.0909090909, 1, None])
    assert (formats["perubahan"][1:], values["perubahan"]) == (["0.0%", "0.0%"], ["x", -0.5, 0.25])
    assert (formats["jumlah"], values["jumlah"]) == (["#,##0", "General", "#,##0"], [20995, None, 3])
    assert formats["per_hari"] == ["#,##0.0"] * 3
    assert [str(value)[:10] for value in values["hari"]] == ["2024-08-27", "None", "2024-08-28"]
    assert {formats["hari"][0], formats["hari"][2]} == {"yyyy-mm-dd"}
    assert values["ya"] == [True, False, True]


def test_titles_are_such_as_excel_takes():
    """Forbidden signs go, long titles are cut, equal ones are told apart."""
    title = "Porsi digital per hari kerja: sebelum/sesudah [semua]"
    names = load_workbook(BytesIO(book([Page(title, pd.DataFrame({"a": [1]}))] * 3))).sheetnames
    assert len({name.lower() for name in names}) == 3
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Porsi digital", "Porsi digital"),
        ("Permohonan yang selesai dan yang masih terbuka", "Permohonan yang selesai"),
        ("Lama antre menurut kantor, September 2024", "Lama antre menurut kantor"),
        ("Jumlah panggilan yang diumumkan", "Jumlah panggilan yang diumumkan"),
        ("Requests of the month with and without help", "Requests of the month"),
        ("K" * 40, "K" * 31),
    ],
)
def test_a_long_title_ends_with_a_whole_word(title, shown):
    names = load_workbook(BytesIO(book([Page(title, pd.DataFrame({"a": [1]}))] * 2))).sheetnames
    assert names[0] == shown
    assert names[1].removesuffix(" 2").split() == shown.split()[: len(names[1].split()) - 1] or " " not in title


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_every_start_of_a_formula_is_met(start):
    assert text_of(pd.DataFrame({"a": [f"{start}x"]})).splitlines()[1].lstrip('"').startswith("'")


def test_small_counts_are_hidden_with_what_would_reveal_them():
    """One small count alone could be worked out of the total: a second cell goes with it."""
    hidden = hide_small(pd.DataFrame({"topic": list("abc"), "calls": [2, 30, 40]}), ("calls",))
    assert list(hidden["calls"]) == ["<5", "x", 40]
    unchanged = pd.DataFrame({"topic": list("ab"), "calls": [6, 0]})
    pd.testing.assert_frame_equal(hide_small(unchanged, ("calls",)), unchanged)


def test_a_line_break_inside_a_text_begins_no_row():
    """A bare CR would put what follows it at the start of a row, where the guard has not looked."""
    text = text_of(pd.DataFrame({"a": ["x\r=1+1"], "b": [2]}))
    assert text == 'a;b\r\n"x\r=1+1";2\r\n'


def test_rows_of_one_office_do_not_leave_below_a_month() -> None:
    """Wherever they are looked at: a kecamatan with a single office behind its rows is that office."""
    table = pd.DataFrame({"weekday": [1, 2, 3], "share": [0.1, 0.2, 0.3], "offices": [1, 2, 5]})
    some, none = Sheet("Hari", table, is_monthly=False), Sheet("Hari", table.head(1), is_monthly=False)
    assert list(some.leaving["weekday"]) == [2, 3]
    assert (some.may_leave, some.all_rows_leave) == (True, False)
    assert (none.may_leave, none.all_rows_leave) == (False, False)
    assert Sheet("Bulan", table).all_rows_leave
