"""Who has reported: the days of a month by office, what is complete, and what was handed in."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from support.files.raw_files import delimited, put, requests
from support.intake.verdict_here import judge_here
from support.intake.waiting import waits

from akses import Reader
from analytics import City, open_city
from analytics.quality import overdue
from core.snapshot import Snapshot
from core.store import Store
from core.texts import translator
from etl.loading.forget import forget
from etl.loading.load import load
from intake import (
    DayState,
    WaitingFile,
    months_of_offices,
    owing_now,
    reported_line,
    send_file,
    walk_in_workbook,
    withdraw,
)
from intake.reporting import due_day
from intake.waiting.judging import keep_verdict
from pages.tables.reported_days import late_words

OFFICE, OTHER = "64.72.03.1005", "64.72.03.1006"
HEAD = 6
"""Rows above the first day of a workbook of ours."""


@pytest.fixture
def loaded(store: Store) -> Store:
    """August of one office until the 30th, of another until the 20th."""
    for name, office, last in (("a", "Air Hitam", 30), ("b", "Sidodadi", 20)):
        rows = [f"{day:02}/08/2024;Kelurahan {office};10" for day in range(1, last + 1)]
        put(store, f"kunjungan/{name}.csv", "\n".join(["Tanggal;Kelurahan;Jumlah", *rows]) + "\n")
    log = [requests(1)[0] | {"No Permohonan": f"SMD-2024-{day:07}", "Tanggal Permohonan": f"{day:02}/08/2024 07.30",
                             "Tanggal Update": f"{day:02}/08/2024 09.00"} for day in range(1, 31)]  # fmt: skip
    put(store, "permohonan/log.csv", delimited(log))
    load(store)
    return store


def test_each_day_is_reported_owed_closed_or_ahead(loaded: Store) -> None:
    offices = {office.unit_code: office for office in months_of_offices(open_city(), date(2024, 8, 15))}
    late = offices[OFFICE]
    assert len(late.states) == 31
    assert late.states[date(2024, 8, 20)] is DayState.REPORTED
    assert late.states[date(2024, 8, 21)] is DayState.OWED
    assert late.states[date(2024, 8, 24)] is DayState.CLOSED
    assert late.states[date(2024, 8, 31)] is DayState.OUTSIDE
    assert (late.owed_days, late.is_complete, late.has_due) == (8, False, True)


def test_the_leader_reads_how_many_kelurahan_are_complete(loaded: Store) -> None:
    city, month = open_city(), date(2024, 8, 1)
    offices = months_of_offices(city, month)
    assert reported_line(offices, month, translator("id"), "id").endswith("59 kelurahan lengkap untuk Agustus 2024.")
    assert reported_line([], month, translator("id"), "id") == ""
    assert {office.unit_code for office in offices if office.kind == "kelurahan" and office.is_complete} == {OTHER}


def test_while_a_source_lacks_days_are_owed_up_to_the_other_one_s_last(loaded: Store) -> None:
    (loaded.raw / "permohonan" / "log.csv").unlink()
    forget(loaded, "permohonan/log.csv")
    load(loaded)
    city = open_city()
    assert city.as_of is None
    offices = {office.unit_code: office for office in months_of_offices(city, date(2024, 8, 1))}
    assert (offices[OFFICE].owed_days, offices[OTHER].is_complete) == (8, True)
    assert sum(office.is_complete for office in offices.values()) == 1


def test_who_came_late_is_named(loaded: Store) -> None:
    offices, august, t = months_of_offices(open_city(), date(2024, 8, 1)), date(2024, 8, 1), translator("id")
    assert late_words([replace(office, is_late=False) for office in offices], august, t, "id") == ""
    told = late_words([replace(office, is_late=office.unit_code == OFFICE) for office in offices], august, t, "id")
    assert told == "Sebagian besar masuk sesudah 10 September 2024, batas waktunya: Kelurahan Sidodadi."
    every = late_words([replace(office, is_late=True) for office in offices], august, t, "id")
    assert every.endswith(f"dan {len(offices) - 8} lainnya.")


def test_complete_is_who_is_not_on_the_list_of_reports_owed(snapshot: Snapshot) -> None:
    city = City(snapshot)
    as_of = city.meta["as_of"]
    month = as_of.replace(day=1)
    offices = months_of_offices(city, month)
    owed = overdue(city.facts[city.facts["date"].dt.date >= month], as_of)
    assert {office.unit_code for office in offices if office.owed_days} == set(owed["unit_code"])
    counted = {office.unit_code: sum(state is DayState.OWED for state in office.states.values()) for office in offices}
    assert {code: days for code, days in counted.items() if days} == owed.set_index("unit_code")[
        "missing_days"
    ].to_dict()
    assert offices[0].owed_days == max(counted.values())


def test_what_was_handed_in_stands_with_its_office_and_month_until_it_is_withdrawn(loaded: Store) -> None:
    reader = Reader("", "operator", OFFICE)
    content = b"Tanggal;Kelurahan;Jumlah\n21/08/2024;Kelurahan Sidodadi;4\n"
    file = waits(content, "a.csv", month="2024-08", source="kunjungan", sender=OFFICE, offices=[OFFICE])
    sent = send_file(file.id, reader).sent

    def handed_in(month: date) -> dict[str, int]:
        return {office.unit_code: len(office.sent) for office in months_of_offices(open_city(), month) if office.sent}

    assert handed_in(date(2024, 8, 1)) == {OFFICE: 1}
    assert handed_in(date(2024, 7, 1)) == {}
    withdraw(sent.file, reader, lambda _: False)
    assert handed_in(date(2024, 8, 1)) == {}


@pytest.mark.parametrize(
    ("month", "due"), [(date(2024, 8, 31), date(2024, 9, 10)), (date(2024, 12, 1), date(2025, 1, 10))]
)
def test_a_month_is_due_early_in_the_next(month: date, due: date) -> None:
    assert due_day(month) == due


def _closed_workbook(days: list[int]) -> WaitingFile:
    """Our own workbook of August in which nothing but Libur was written, judged as it waits."""
    book, target = load_workbook(BytesIO(walk_in_workbook(OFFICE, date(2024, 8, 1)))), BytesIO()
    for day in days:
        for column in range(3, 7):
            book.worksheets[0].cell(HEAD + day, column).value = "Libur"
    book.save(target)
    file = waits(target.getvalue(), "kunjungan.xlsx", source=None)
    keep_verdict(file, judge_here(file.path, None, OFFICE, file.original_name))
    return file


def test_days_written_as_closed_are_asked_of_nobody(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    # What is sent within the second of a load would not be asked for anyway.
    monkeypatch.setattr("intake.reporting.owing.sent_since", lambda *_: set())
    last, today = [date(2024, 8, day) for day in (28, 29, 30)], date(2024, 9, 5)
    before = {owing.unit_code: owing.missing_days for owing in owing_now(open_city(), today)}[OFFICE]
    operator = Reader("", "operator", OFFICE)
    sent = send_file(_closed_workbook([day.day for day in last]).id, operator).sent
    assert sent.closed == tuple((OFFICE, day) for day in last)
    load(loaded)
    states = {each.unit_code: each for each in months_of_offices(open_city(), date(2024, 8, 1))}[OFFICE]
    assert {states.states[day] for day in last} == {DayState.CLOSED}
    assert states.owed_days == 5
    assert {owing.unit_code: owing.missing_days for owing in owing_now(open_city(), today)}[OFFICE] == before - 3
    withdraw(sent.file, operator, lambda _: False)
    forget(loaded, f"kunjungan/{sent.path_in_ledger}")
    assert {owing.unit_code: owing.missing_days for owing in owing_now(open_city(), today)}[OFFICE] == before
