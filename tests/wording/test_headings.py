"""What stands at the head of a downloaded table, and its codes as the page says them."""

import pandas as pd
import pytest

from etl.answers.load_report import COUNTS, STATES
from wording import FILE_STATE_WORDS, ROW_COUNT_WORDS, headed, share_headings


def test_a_column_without_a_heading_is_an_error():
    """It would be missing from the file without a word."""
    with pytest.raises(KeyError, match="perhaps"):
        headed(pd.DataFrame({"month": ["2024-10-01"], "perhaps": [1]}), "id")


def test_a_state_in_words_stays_beside_its_reason():
    table = headed(pd.DataFrame({"state": ["dimuat"], "reason": [""]}), "id")
    assert list(table.columns) == ["Keadaan", "Sebab bila kosong"]


SHORT = "masa sebelum hari digital kurang dari 8 minggu"


@pytest.mark.parametrize(
    ("column", "codes", "words"),
    [
        ("period", ["before", "since", "1 Jan 2023 – 31 Des 2023"], ["Sebelum", "Sejak", "1 Jan 2023 – 31 Des 2023"]),
        ("weekday", ["1", "7"], ["Senin", "Minggu"]),
        ("weekday", [2, 3], ["Selasa", "Rabu"]),
        ("needs_help", [True, False], ["ya", "tidak"]),
        ("reason", ["no_rows", ""], ["belum ada data", ""]),
        ("reason", ["not_live_before", "short_before"], ["masa sebelumnya: belum aktif", SHORT]),
        ("cause", ["status_tak_dikenal", "kolomnya hilang", ""], ["status tidak dikenal", "kolomnya hilang", ""]),
        ("severity", ["tolak", "peringatan"], ["ditahan", "diterima, ditandai"]),
    ],
)
def test_codes_are_in_words(column, codes, words):
    assert headed(pd.DataFrame({column: codes}), "id").iloc[:, 0].to_list() == words


@pytest.mark.parametrize(
    ("figure", "heading"),
    [
        ("digital_share", "Porsi digital"),
        ("service_inside", "Porsi di dalam aplikasi"),
        ("coverage", "Bagian kantor aktif"),
    ],
)
def test_a_share_says_of_what(figure, heading):
    assert list(headed(pd.DataFrame({"share": [0.5]}), "id", figure).columns) == [heading]


@pytest.mark.parametrize(
    ("columns", "shares"),
    [
        (["share", "lower", "upper", "numerator"], {"Porsi digital", "Batas bawah 95%", "Batas atas 95%"}),
        (["rate", "lower", "upper", "completeness"], {"Kelengkapan"}),
        (["value", "lower", "upper"], {"Nilai", "Batas bawah 95%", "Batas atas 95%"}),
        (["live", "value", "required_per_month"], set()),
        (["before", "after", "change", "offices"], {"Sebelumnya", "Sekarang", "Perubahan"}),
    ],
)
def test_which_columns_are_shares(columns, shares):
    """Bounds are what they bound; a value without bounds is a count."""
    assert share_headings(pd.DataFrame(columns=columns), "id") == shares


def test_a_load_calls_rows_and_files_as_the_pages_do():
    """The terminal stands below these words and keeps its own: they say the same."""
    told = {code: word.replace("\n", " ") for code, word in COUNTS.items()}
    assert {code: told[code] for code in ROW_COUNT_WORDS} == {
        code: word.lower() for code, word in ROW_COUNT_WORDS.items()
    }
    assert {code: f" ({FILE_STATE_WORDS[code]})" for code in STATES} == STATES
