"""What people write into a table's cell, and what the file gets of it."""

from datetime import date

import pytest

from intake import shown_cell, stored_cell


@pytest.mark.parametrize(
    "text",
    ["01/09/2024", "1-9-2024", "1.9.24", "1 Sep 2024", "1 September 2024", "1 sept 2024", "2024-09-01", "2024/9/1"],
)
def test_days_are_written_as_people_write_them(text: str) -> None:
    assert stored_cell(date, text) == "2024-09-01"


@pytest.mark.parametrize("text", ["", "besok", "31/02/2024", "9/13/2024", "1 Foo 2024", "01/09", "2024"])
def test_what_is_no_day_stays_for_the_check(text: str) -> None:
    assert stored_cell(date, text) == text


@pytest.mark.parametrize(
    ("kind", "text", "stored"),
    [
        (float, "0,6", "0.6"),
        (float, "60%", "0.6"),
        (float, "12,5 %", "0.125"),
        (float, "190.957", "190.957"),
        (int, "25.000", "25000"),
        (int, "1.250.000", "1250000"),
        (int, "0.500", "0.500"),
        (list, "Selasa, Rabu dan Kamis", "selasa|rabu|kamis"),
        (list, "Thursday Tue", "selasa|kamis"),
        (list, "selasa|rebo", "selasa|rebo"),
        (None, "01/09/2024", "01/09/2024"),
    ],
)
def test_numbers_and_weekdays_are_written_as_people_write_them(kind: type | None, text: str, stored: str) -> None:
    assert stored_cell(kind, text) == stored


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    ("kind", "cell"), [(date, "2024-08-27"), (float, "-0.602"), (int, "25000"), (list, "selasa|rabu"), (None, "a,b")]
)
def test_what_is_shown_is_read_back_as_it_was(kind: type | None, cell: str, lang: str) -> None:
    assert stored_cell(kind, shown_cell(kind, cell, lang)) == cell


def test_cells_are_shown_in_the_readers_words() -> None:
    assert shown_cell(date, "2024-08-27", "id") == "27 Agu 2024"
    assert shown_cell(date, "27/8", "id") == "27/8"
    assert shown_cell(float, "0.6", "id") == "0,6"
    assert shown_cell(list, "selasa|rabu", "en") == "Tuesday, Wednesday"
