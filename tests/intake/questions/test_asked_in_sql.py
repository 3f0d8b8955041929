"""Questions in SQL: what is answered, what is refused in which words, and that nothing else is reached."""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from core.scope import Scope, whole_city
from core.snapshot import Snapshot, office_scope
from core.texts import translator
from intake.questions import (
    Query,
    QueryResult,
    QuestionBusyError,
    QuestionLimits,
    RunningQuestion,
    answering,
    complaint_words,
)
from intake.questions.asking import AT_ONCE
from intake.questions.complaints import RefusedQuestionError, complaint_of
from intake.questions.examples import EXAMPLES

LIMITS = QuestionLimits(20, 400_000_000, 1_000)
Asked = Callable[[str], QueryResult]


def asked(sql: str, scope: Scope, limits: QuestionLimits = LIMITS) -> QueryResult:
    """The answer as a page gets it, from a process of its own."""
    with RunningQuestion(Query(sql, scope), limits) as asking:
        while not asking.is_done(0.1):
            pass
        return asking.answer()


@pytest.fixture
def city(snapshot: Snapshot) -> Scope:
    return whole_city(snapshot.path)


@pytest.fixture(scope="module")
def copied(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """The build under another name: DuckDB opens no file twice in one process with unlike settings."""
    return whole_city(Path(shutil.copy(snapshot.path, tmp_path_factory.mktemp("terbit"))))


@pytest.fixture
def refused(copied: Scope, tmp_path: Path) -> Callable[[str], str]:
    """The code with which a question is refused by what answers, here without its process."""

    def code(sql: str) -> str:
        try:
            answering._answer(sql, copied, LIMITS, tmp_path)
        except RefusedQuestionError as error:
            return error.told["code"]
        except duckdb.Error as error:
            return str(complaint_of(str(error), sql)["code"])
        return "answered"

    return code


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_blob('/proc/self/environ')",
        "SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM read_duckdb('/etc/passwd')",
        "SELECT * FROM which_secret('s3://x', 's3')",
    ],
)
def test_no_file_and_no_network_is_reached(refused, sql):
    assert refused(sql) in ("closed", "name")


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("SELECT * FROM '/etc/passwd'", "table"),
        ("COPY units TO '/tmp/keluar.csv'", "not_select"),
        ("COPY (SELECT 1) TO '/tmp/keluar.csv'", "not_select"),
        ("EXPORT DATABASE '/tmp/keluar'", "not_select"),
        ("ATTACH '/tmp/lain.duckdb'", "not_select"),
        ("INSTALL httpfs", "not_select"),
        ("LOAD httpfs", "not_select"),
        ("SET enable_external_access = true", "not_select"),
        ("RESET lock_configuration", "not_select"),
        ("PRAGMA memory_limit='100GB'", "not_select"),
        ("CALL pragma_version()", "not_select"),
        ("CREATE TABLE x AS SELECT 1", "not_select"),
        ("DROP TABLE units", "not_select"),
        ("DELETE FROM units", "not_select"),
        ("EXPLAIN ANALYZE SELECT 1", "not_select"),
        ("SELECT 1; DROP TABLE units", "several"),
        ("SELECT 1; SELECT 2", "several"),
        ("", "empty"),
        ("-- hanya catatan", "empty"),
        ("SELECT 'a\0b'", "nul"),
        ("SELECT " + "1," * 30_000 + "1", "long"),
        ("SELECT $1", "other"),
        ("SELECT * FROM query('COPY units TO ''/tmp/keluar.csv''')", "syntax"),
        ("WITH x AS (DELETE FROM units RETURNING name) FROM x", "other"),
        ("SELEC 1", "syntax"),
        ("SELECT CAST(name AS INTEGER) FROM units", "value"),
        ("SELECT sum(name) FROM units", "meaning"),
        ("SELECT error('x')", "other"),
    ],
)
def test_what_is_no_single_question_of_the_build_is_refused(refused, sql, code):
    assert refused(sql) == code


def test_what_was_asked_for_wrote_nothing():
    assert not list(Path("/tmp").glob("keluar*"))


def test_reads_with_describe_and_summarize_and_from(refused):
    for sql in ("FROM units", "WITH a AS (SELECT 1) FROM a;", "DESCRIBE units", "SUMMARIZE units", "SHOW TABLES"):
        assert refused(sql) == "answered"


def test_every_example_is_answered(refused):
    assert [refused(sql) for sql in EXAMPLES.values()] == ["answered"] * len(EXAMPLES)


@pytest.mark.process
def test_a_mistake_is_told_with_its_line_and_letter(city):
    limits, t = LIMITS, translator("id")
    sql = "SELECT name,\n  populasi\nFROM units"
    complaint = asked(sql, city).complaint
    assert complaint is not None
    told = complaint_words(complaint, limits, t, "id")
    assert told.startswith('Kolom "populasi" tidak ada')
    assert "baris 2, huruf ke-3" in told
    table = asked("SELECT *\nFROM unit", city).complaint
    assert table is not None
    assert "Mungkin yang dimaksud: units." in complaint_words(table, limits, t, "id")
    assert (table.line, table.column) == (2, 6)


@pytest.mark.process
def test_a_place_far_along_a_long_line_is_found(refused, city):
    sql = "SELECT " + "1 AS satu, " * 40 + "salah FROM units"
    complaint = asked(sql, city).complaint
    assert complaint is not None
    assert complaint.column == sql.index("salah") + 1


@pytest.mark.drill
def test_a_question_without_end_is_stopped_and_its_process_gone(city):
    limits = QuestionLimits(2, 400_000_000, 100)
    begun = time.monotonic()
    endless = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r"
    with RunningQuestion(Query(endless, city), limits) as asking:
        process = asking._process
        while not asking.is_done(0.1):
            pass
        answer = asking.answer()
    assert answer.complaint is not None
    assert answer.complaint.code == "time"
    assert "2 detik" in complaint_words(answer.complaint, limits, translator("id"), "id")
    assert time.monotonic() - begun < 10
    assert process is not None
    assert process.returncode == -9


@pytest.mark.drill
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT repeat('x', 2000000000)",
        "WITH RECURSIVE r(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM r) SELECT max(length(s)) FROM r",
        "SELECT list(a) FROM range(1000000000) r(a)",
        "SELECT a FROM range(1000000000) r(a) ORDER BY hash(a) LIMIT 900000000",
    ],
)
def test_what_needs_too_much_memory_is_a_sentence(city, sql):
    answer = asked(sql, city)
    assert answer.complaint is not None
    assert answer.complaint.code in ("memory", "time")


@pytest.mark.drill
@pytest.mark.parametrize(
    "sql", ["(" * 20_000 + "SELECT 1" + ")" * 20_000, "SELECT " + "(" * 20_000 + "1" + ")" * 20_000]
)
def test_what_is_nested_without_end_ends_no_more_than_its_own_process(city, sql):
    answer = asked(sql, city)
    assert (answer.rows is None) == (answer.complaint is not None)


@pytest.mark.drill
def test_no_room_is_taken_beside_the_build(city):
    before = set(city.build.parent.iterdir())
    answer = asked("SELECT a FROM range(300000000) r(a) ORDER BY hash(a) LIMIT 200000000", city)
    assert answer.complaint is not None
    assert "/" not in answer.complaint.said
    assert set(city.build.parent.iterdir()) == before


@pytest.mark.drill
def test_a_huge_answer_is_cut_and_never_held_whole(city):
    answer = asked("SELECT a FROM range(3000000000) r(a)", city)
    assert answer.rows is not None
    assert (len(answer.rows), answer.is_cut, answer.leaving) == (LIMITS.rows, True, None)
    wide = asked("SELECT repeat('x', 1000000) FROM range(60)", city)
    assert wide.complaint is not None
    assert wide.complaint.code == "too_large"


@pytest.mark.process
def test_whoever_leaves_ends_the_question(city):
    asking = RunningQuestion(Query("SELECT count(*) FROM range(1000000000000)", city), LIMITS)
    with asking:
        assert asking._process is not None
        process, folder = asking._process, Path(asking._folder.name)
        assert process.poll() is None
    assert process.poll() is not None
    assert not folder.exists()


@pytest.mark.process
def test_only_so_many_at_a_time(city):
    under_way = [RunningQuestion(Query("SELECT 1", city), LIMITS) for _ in range(AT_ONCE)]
    for one in under_way:
        one.__enter__()
    with pytest.raises(QuestionBusyError), RunningQuestion(Query("SELECT 1", city), LIMITS):
        pass
    for one in under_way:
        one.__exit__()
    assert asked("SELECT 1 AS satu", city).rows is not None


@pytest.mark.process
def test_the_process_knows_no_secret_and_no_setting(city, monkeypatch):
    monkeypatch.setenv("ADOPSI_KEY_FILE", "/rahasia")
    with RunningQuestion(Query("SELECT count(*) FROM range(100000000000)", city), LIMITS) as asking:
        assert asking._process is not None
        environment = Path(f"/proc/{asking._process.pid}/environ").read_bytes()
    assert b"ADOPSI" not in environment
    assert os.environ["ADOPSI_KEY_FILE"] == "/rahasia"


@pytest.mark.process
def test_a_reader_of_one_office_asks_of_no_other(snapshot):
    office = str(snapshot.table("units")["unit_code"].iloc[0])
    scope = office_scope(snapshot.path, office)
    answer = asked("SELECT DISTINCT unit_code FROM unit_day_total", scope)
    assert answer.rows is not None
    assert list(answer.rows["unit_code"]) == [office]


@pytest.mark.process
def test_columns_keep_what_they_are(city):
    answer = asked(
        "SELECT sum(a) AS s, NULL::INTEGER AS n, 1 AS a, 2 AS a, 1.5 AS d, DATE '2024-01-02' AS hari, "
        "[1, 2] AS l, INTERVAL 1 DAY AS i, true AS b FROM range(3) r(a)",
        city,
    )
    assert answer.rows is not None
    row = answer.rows.iloc[0]
    assert list(answer.rows.columns) == ["s", "n", "a", "a_2", "d", "hari", "l", "i", "b"]
    assert (row["s"], row["a_2"], row["d"], row["b"]) == (3, 2, 1.5, True)
    assert pd.isna(row["n"])
    assert row["l"] == "[1, 2]"


@pytest.mark.process
def test_what_is_asked_is_answered_from_the_build_that_was_named(city, snapshot):
    answer = asked("SELECT build FROM meta", city)
    assert answer.rows is not None
    assert answer.rows["build"].tolist() == [snapshot.build] == [answer.meta["build"]]
    assert json.dumps(answer.meta)
