"""Which answers may leave as a file: none that tells of a day of an office, a sender, a service or a topic."""

from pathlib import Path

import duckdb
import pytest

from core.method import FEWEST_OFFICES
from core.scope import whole_city
from core.snapshot import Snapshot
from core.tables import TABLES
from intake.questions.answering import _are_same, _rows
from intake.questions.leaving_sums import BASES, leaving_sums

MOST = 100_000
FROM_DAYS = "FROM unit_day_total"


@pytest.fixture(scope="module")
def sums(snapshot: Snapshot):
    """By basis the database that is asked again."""
    made = {basis: leaving_sums(snapshot.connection.cursor(), basis, {}) for basis in BASES}
    yield made
    for connection in made.values():
        connection.close()


def leaves(sql: str, snapshot: Snapshot, sums: dict[str, duckdb.DuckDBPyConnection]) -> str:
    """By which basis the answer may leave; '' for none."""
    rows, _ = _rows(snapshot.connection.cursor(), sql, MOST)
    for basis, connection in sums.items():
        try:
            found, _ = _rows(connection.cursor(), sql, MOST)
        except duckdb.Error:
            continue
        if _are_same(rows, found):
            return basis
    return ""


@pytest.mark.parametrize(
    ("sql", "basis"),
    [
        (f"SELECT date_trunc('month', date) AS m, unit_code, sum(warga + rt), sum(visits) {FROM_DAYS} GROUP BY ALL",
         "office_months"),
        (f"SELECT unit_code, sum(visits) {FROM_DAYS} WHERE is_complete AND date >= '2024-06-01' GROUP BY ALL",
         "office_months"),
        (f"SELECT kecamatan, sum(warga + rt) AS digital {FROM_DAYS} JOIN units USING (unit_code) GROUP BY ALL",
         "office_months"),
        (f"SELECT unit_code, date_trunc('month', date), sum(help_calls) {FROM_DAYS} GROUP BY ALL", "office_months"),
        (f"SELECT date_trunc('month', date), sum(rt) {FROM_DAYS} GROUP BY ALL", "city_months"),
        (f"SELECT date, sum(warga + rt), sum(visits) {FROM_DAYS} GROUP BY ALL", "city_days"),
        (f"SELECT weekday, sum(visits) {FROM_DAYS} JOIN calendar USING (date) GROUP BY ALL", "city_days"),
        ("SELECT * FROM units", "office_months"),
        ("SELECT * FROM report_month", "office_months"),
    ],
)  # fmt: skip
def test_sums_of_office_months_and_of_the_city_leave(snapshot, sums, sql, basis):
    assert leaves(sql, snapshot, sums) == basis


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT unit_code, date, warga + rt FROM unit_day_total",
        "SELECT unit_code AS a, date AS b, warga * 1000 + rt AS c FROM unit_day_total",
        "SELECT md5(unit_code), date::VARCHAR, hash(visits) FROM unit_day_total",
        "SELECT unit_code, date_trunc('week', date), sum(visits) FROM unit_day_total GROUP BY ALL",
        "SELECT unit_code, date_trunc('month', date), sum(rt) FROM unit_day_total GROUP BY ALL",
        "SELECT unit_code, max(visits) FROM unit_day_total GROUP BY ALL",
        "SELECT unit_code, list(visits ORDER BY date) FROM unit_day_total GROUP BY ALL",
        "SELECT service, sum(requests) FROM unit_day GROUP BY ALL",
        "SELECT date_trunc('month', date), origin, sum(requests), unit_code FROM unit_day GROUP BY ALL",
        "SELECT * FROM status_month",
        "SELECT * FROM calls_hour",
        "SELECT topic, sum(calls) FROM calls_hour GROUP BY ALL",
        "SELECT * FROM duration_month",
        "SELECT * FROM request_outcome",
        "SELECT * FROM return_month",
        "SELECT * FROM people_month",
        "SELECT unit_code, 1 FROM unit_day_total WHERE rt BETWEEN 1 AND 4",
        "SELECT random() FROM units",
    ],
)
def test_what_is_finer_does_not_leave(snapshot, sums, sql):
    assert leaves(sql, snapshot, sums) == ""


def test_the_sums_hold_nothing_finer_whatever_is_asked(sums):
    """Not the questions are the fence: what is not in these databases cannot leave."""
    for basis, connection in sums.items():
        ask = connection.cursor()
        if basis == "city_days":
            few = "SELECT count(*) FROM unit_day_total WHERE unit_code <> '' OR (rt > 0) OR (tidak_diketahui > 0)"
        elif basis == "city_months":
            few = "SELECT count(*) FROM unit_day_total WHERE unit_code <> '' OR day(date) > 1"
        else:
            few = "SELECT count(*) FROM unit_day_total WHERE day(date) > 1 OR rt > 0 OR tidak_diketahui > 0"
        assert ask.execute(few).fetchone() == (0,)
        assert ask.execute("SELECT count(*) FROM unit_day WHERE service IS NOT NULL").fetchone() == (0,)


def test_a_day_of_one_office_alone_is_not_in_the_sums_of_the_city(snapshot, sums, tmp_path: Path):
    """A day on which fewer offices than it takes have anything to tell is left out."""
    lonely = snapshot.query(
        "SELECT date FROM unit_day_total WHERE visits > 0 OR warga > 0 OR rt > 0 OR petugas > 0 GROUP BY date"
        f" HAVING count(DISTINCT unit_code) < {FEWEST_OFFICES}"
    )
    split = snapshot.query(
        "SELECT date FROM unit_day_total WHERE is_complete AND (visits > 0 OR warga > 0)"
        f" GROUP BY date HAVING count(DISTINCT unit_code) < {FEWEST_OFFICES}"
    )
    known = sums["city_days"].cursor().execute("SELECT DISTINCT date FROM unit_day_total").df()
    assert not set(lonely["date"]) & set(known["date"])
    assert len(split)
    told = sums["city_days"].cursor().execute("SELECT date FROM unit_day_total WHERE is_complete").df()
    assert not set(split["date"]) & set(told["date"])


def test_every_table_is_there_so_that_no_question_fails_for_it(snapshot, sums):
    held = set(snapshot.query("SELECT table_name FROM duckdb_tables()")["table_name"])
    for connection in sums.values():
        names = {name for (name,) in connection.cursor().execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        assert names == held & {table.name for table in TABLES}
    assert whole_city(snapshot.path).is_city
