"""Days on which an office writes that it was closed: not due, not 0, and of two files the later one's word holds."""

from datetime import date

import pytest
from support.files.raw_files import SIDODADI, etl, published, put, take_in, warehouse

from core.snapshot import office_scope, open_build
from core.store import Store
from core.store.published_builds import current_build
from etl.loading.load import load

JAWA, PELITA = "Kelurahan Jawa", "Kelurahan Pelita"
OFFICE = "Kelurahan Sidodadi"
HEADER = "Kelurahan;Tanggal;Keperluan;Jumlah\n"
MONDAY, TUESDAY = "2024-11-04", "2024-11-05"
WHOLE_MONTH = [f"2024-11-{day:02}" for day in range(1, 30)]


def visits(store: Store, path: str, *rows: tuple[str, str, object], purpose: str = "Semua") -> None:
    """Rows of office, day and what stands in the place of a count; Jawa counts all days, so the data reach that far."""
    others = [(JAWA, day, 3) for day in ("2024-11-01", "2024-11-29")]
    lines = [f"{office};{day};{purpose};{cell}\n" for office, day, cell in (*others, *rows)]
    put(store, f"kunjungan/{path}", HEADER + "".join(lines))


def days(store: Store, office: str = SIDODADI) -> dict[str, tuple[int | None, bool, bool]]:
    """Visits, whether due and whether complete, by working day of one office."""
    asked = (
        "SELECT date::VARCHAR, visits, is_expected, is_walkin_complete FROM unit_day_total JOIN calendar USING (date)"
        f" WHERE unit_code = '{office}' AND is_working_day"
    )
    return {day: (counted, is_due, is_in) for day, counted, is_due, is_in in published(store, asked)}


def closed(store: Store) -> list[tuple[str, bool]]:
    asked = f"SELECT date::VARCHAR, is_still_due FROM closed_day WHERE unit_code = '{SIDODADI}' ORDER BY 1"
    return [(day, is_due) for day, is_due in published(store, asked)]


def test_a_closed_day_is_not_due_and_not_zero(store: Store) -> None:
    weekend, holiday = "2024-11-09", "2024-11-27"
    cells = [(MONDAY, "Libur"), (TUESDAY, "Cuti bersama"), ("2024-11-06", 0), (weekend, "L"), (holiday, "Pilkada")]
    visits(store, "a.csv", *((OFFICE, day, cell) for day, cell in cells))
    (account,) = load(store).files
    assert (account.accepted, account.not_data, account.not_reported) == (3, 5, 0)
    found = days(store)
    assert found[MONDAY] == found[TUESDAY] == (None, False, False)
    assert found["2024-11-06"] == (0, True, True)
    assert found["2024-11-07"] == (None, True, False)
    assert closed(store) == [(MONDAY, False), (TUESDAY, False)]


def test_a_day_of_which_anything_else_is_told_is_not_closed(store: Store) -> None:
    """One purpose counted, or a count that cannot be read: somebody was there."""
    visits(store, "a.csv", (OFFICE, MONDAY, "Libur"), (OFFICE, TUESDAY, "Libur"), purpose="Permohonan")
    visits(store, "b.csv", (OFFICE, MONDAY, "12x"), (OFFICE, "2024-11-06", "Libur"), purpose="Informasi")
    visits(store, "c.csv", (OFFICE, TUESDAY, 4), (OFFICE, "2024-11-06", "Libur"), (OFFICE, "2024-11-06", "ada"))
    load(store)
    found = days(store)
    assert found[TUESDAY] == (4, True, True)
    assert [day for day, _ in closed(store)] == [MONDAY, "2024-11-06"], "what another file holds back is no count"
    assert warehouse(store, "SELECT count(*) FROM closed_said WHERE date = '2024-11-06'") == [(1,)]


def test_the_word_of_one_counter_takes_nothing_from_another(store: Store) -> None:
    """Whatever else its file counts elsewhere; of all visitors somebody may have come to the other counter."""
    visits(store, "a_2024-12-02.csv", (OFFICE, MONDAY, 7), purpose="Permohonan")
    visits(store, "b_2024-12-02.csv", (OFFICE, TUESDAY, 20), (OFFICE, "2024-11-06", 9))
    other = f"{PELITA};2024-11-06;Permohonan;3\n{PELITA};2024-11-06;Informasi;2\n"
    closed_there = "".join(f"{OFFICE};{day};Informasi;Libur\n" for day in (MONDAY, TUESDAY))
    put(store, "kunjungan/c_2024-12-05.csv", HEADER + other + closed_there)
    put(store, "kunjungan/d_2024-12-05.csv", f"{HEADER}{OFFICE};2024-11-06;Loket lain;Libur\n")
    load(store)
    found = days(store)
    assert {day: found[day] for day in (MONDAY, TUESDAY)} == {MONDAY: (7, True, True), TUESDAY: (20, True, True)}
    assert found["2024-11-06"] == (9, True, True)
    assert closed(store) == []
    put(store, "kunjungan/e_2024-12-06.csv", f"{HEADER}{OFFICE};{MONDAY};Permohonan;Tutup\n")
    visits(store, "f_2024-12-07.csv", (OFFICE, TUESDAY, "Libur"))
    both = "".join(f"{OFFICE};2024-11-06;{purpose};Libur\n" for purpose in ("Permohonan", "Informasi"))
    put(store, "kunjungan/g_2024-12-07.csv", HEADER + both)
    load(store)
    assert closed(store) == [(MONDAY, False), (TUESDAY, False), ("2024-11-06", False)]


def test_a_closed_day_is_of_the_office_that_the_counts_beside_it_are_of(store: Store) -> None:
    """A name that is also a kecamatan's: under the title Kelurahan it is the kelurahan's."""
    rows = "Sambutan;2024-11-07;Informasi;5\nSambutan;2024-11-08;Informasi;L\n"
    put(store, "kunjungan/a.csv", HEADER + rows)
    put(store, "kunjungan/b.csv", (HEADER + rows).replace("Kelurahan;", "Kantor;"))
    take_in(store)
    asked = "SELECT path, place, reason FROM quarantine ORDER BY ALL"
    assert warehouse(store, asked) == [("b.csv", "2", "unit_rancu"), ("b.csv", "3", "unit_rancu")]
    assert warehouse(store, "SELECT unit_code, date::VARCHAR FROM closed_said") == [("64.72.07.1002", "2024-11-08")]


def test_of_a_closed_row_that_may_have_slipped_nothing_is_shown(store: Store) -> None:
    """Nor is a day that is closed for all marked for an office that nobody knows."""
    slipped = "12345678;xx;Informasi;L\n081234567;Siti Aminah;Informasi;L\n"
    rows = f"{OFFICE};2024-11-07;Informasi;5\nPos Baru;2024-11-09;Informasi;L\n"
    put(store, "kunjungan/a.csv", HEADER + rows + slipped)
    take_in(store)
    marks = warehouse(store, "SELECT place, value, word IS NULL FROM quarantine ORDER BY ALL")
    assert marks == [("4", "*****", True), ("5", "*****", True)]


@pytest.mark.parametrize("loads", [1, 2])
@pytest.mark.parametrize("is_closed_later", [True, False])
def test_the_later_word_holds_whatever_was_loaded_first(store: Store, loads: int, is_closed_later: bool) -> None:
    names = ["a_2024-12-02.csv", "b_2024-12-05.csv"]
    first, second = names if is_closed_later else names[::-1]
    for name, cell in ((second, "Libur"), (first, 7)):
        visits(store, name, (OFFICE, MONDAY, cell))
        if loads == 2:
            take_in(store)
    load(store)
    assert days(store)[MONDAY] == ((None, False, False) if is_closed_later else (7, True, True))
    assert closed(store) == ([(MONDAY, False)] if is_closed_later else [])


def test_a_word_goes_with_its_file_and_stays_as_history(store: Store) -> None:
    visits(store, "a_2024-12-02.csv", (OFFICE, MONDAY, 7))
    visits(store, "b_2024-12-05.csv", (OFFICE, MONDAY, "Libur"))
    load(store)
    (store.raw / "kunjungan" / "b_2024-12-05.csv").unlink()
    load(store)
    assert days(store)[MONDAY] == (None, False, False), "what a removed file said stays"
    load(store, rebuild=True)
    assert days(store)[MONDAY] == (None, False, False)
    assert etl("forget", "kunjungan/b_2024-12-05.csv").returncode == 0
    assert days(store)[MONDAY] == (7, True, True)
    visits(store, "a_2024-12-02.csv", (OFFICE, MONDAY, "Libur"))
    load(store)
    assert closed(store) == [(MONDAY, False)]
    visits(store, "a_2024-12-02.csv", (OFFICE, TUESDAY, "Libur"))
    load(store)
    assert closed(store) == [(TUESDAY, False)]


def test_a_file_of_nothing_else_says_it_too(store: Store) -> None:
    visits(store, "a.csv", (OFFICE, MONDAY, 7))
    put(store, "kunjungan/b.csv", f"{HEADER}{OFFICE};{MONDAY};Semua;L\n{OFFICE};2024-12-02;Semua;L\n")
    load(store)
    assert days(store)[MONDAY] == (None, False, False), "it is of its last day, as no row of it says more"


def test_an_office_that_closes_its_counter_on_digital_days_is_asked_all_the_same(store: Store) -> None:
    """By these counts the digital days are judged; who is closed on all days has nothing to count."""
    for name, office, closed_weekdays in (("a", OFFICE, (1, 2, 3)), ("b", PELITA, (0, 1, 2, 3, 4))):
        cells = [(day, "Tutup" if date.fromisoformat(day).weekday() in closed_weekdays else 5) for day in WHOLE_MONTH]
        visits(store, f"{name}.csv", *((office, day, cell) for day, cell in cells))
    load(store)
    own = days(store)
    assert {is_due for _, is_due, _ in own.values()} == {True}
    assert {is_due for _, is_due in closed(store)} == {True}
    (pelita,) = published(store, "SELECT unit_code FROM units WHERE name = 'Pelita' AND kind = 'kelurahan'")
    assert {is_due for _, is_due, _ in days(store, *pelita).values()} == {False}


def test_an_office_reads_of_its_own_closed_days_alone(store: Store) -> None:
    visits(store, "a.csv", (OFFICE, MONDAY, "Libur"), (PELITA, TUESDAY, "Libur"))
    load(store)
    build = current_build(store)
    assert build
    own = open_build(office_scope(build, SIDODADI))
    assert own.query("SELECT unit_code, date::VARCHAR FROM closed_day").values.tolist() == [[SIDODADI, MONDAY]]


def test_a_change_of_the_calendar_reads_the_words_again(store: Store) -> None:
    """A form has the word on every holiday; once the day is a working day, the office that left it was closed."""
    visits(store, "a.csv", (OFFICE, "2024-11-27", "Libur"))
    load(store)
    assert closed(store) == []
    (store.root / "local").mkdir(exist_ok=True)
    (store.root / "local" / "calendar.csv").write_text(
        "date,kind,name_id,source\n2024-11-27,hari_kerja,Pilkada diundur,uji\n"
    )
    load(store)
    assert closed(store) == [("2024-11-27", False)]
