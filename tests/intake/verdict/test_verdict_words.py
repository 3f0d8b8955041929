"""What a verdict says in words."""

import duckdb
import pytest

from etl import FileEffect, in_megabytes
from etl.answers.effect import effect_of
from intake import verdict_sentences
from intake.verdict.verdict import FileVerdict, ReasonCount, RowCounts

COUNTS = RowCounts(60, 16, 44, 0, 0, 0)
SHARED = "Satu baris dapat ditahan karena beberapa sebab, jadi jumlahnya lebih dari 44."


def told(*rows: int) -> list[str]:
    reasons = [ReasonCount("unit_tak_dikenal", True, each) for each in rows]
    return verdict_sentences(FileVerdict("a.csv", "permohonan", counts=COUNTS, reasons=reasons), "id", {}).understood


def test_rows_that_stand_in_several_lines_are_told() -> None:
    assert told(24, 20, 12, 11)[-1] == SHARED
    assert SHARED not in told(24, 20)


def test_days_of_the_whole_city_are_counted_not_the_places_of_a_day() -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE closed_said (file_no INTEGER, unit_code VARCHAR, date DATE, purpose VARCHAR)")
    connection.execute(
        "CREATE TEMP TABLE told_day AS SELECT * FROM (VALUES"
        " ('a', DATE '2024-12-01', 'calls', NULL, 1), ('b', DATE '2024-12-01', 'calls', NULL, 2),"
        " ('a', DATE '2024-12-02', 'calls', 3, 3), ('b', DATE '2024-12-02', 'calls', NULL, 4)"
        ") AS told(unit_code, date, what, was, becomes)"
    )
    found = effect_of(connection, "panggilan_112", None)
    assert found
    assert (found.new, found.changed, found.same) == (1, 1, 0)
    offices = effect_of(connection, "permohonan", None)
    assert offices
    assert (offices.new, offices.changed, offices.same) == (3, 0, 1)


@pytest.mark.parametrize(("known", "said"), [(0, "30 hari baru."), (2, "pada 2 lainnya sudah ada catatan.")])
def test_none_known_is_not_said_as_a_figure(known: int, said: str) -> None:
    effect = FileEffect(True, new=30, same=known)
    verdict = FileVerdict("a.csv", "panggilan_112", counts=COUNTS, effect=effect)
    told = verdict_sentences(verdict, "id", {}).effect[0]
    assert told.endswith(said)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (50_000_000, "50 MB"),
        (2_000_000_000, "2 GB"),
        (1_500_000_000, "1,5 GB"),
        (999_400_000_000, "999 GB"),
        (999_600_000_000, "1 TB"),
        (1_250_000_000_000, "1,25 TB"),
        (2_345_600_000_000_000, "2346 TB"),
    ],
)
def test_sizes_are_told_in_the_unit_that_fits(size: int, said: str) -> None:
    assert in_megabytes(size) == said


@pytest.mark.parametrize("is_held", [True, False])
def test_what_is_held_back_is_not_said_to_count(*, is_held: bool) -> None:
    reasons = [ReasonCount("layanan_tak_dikenal", is_held, 11)]
    told = verdict_sentences(FileVerdict("a.csv", "permohonan", counts=COUNTS, reasons=reasons), "id", {}).held[0]
    assert told.startswith("11 ditahan" if is_held else "11 ditandai")
    assert ("dihitung sebagai" in told) is not is_held
