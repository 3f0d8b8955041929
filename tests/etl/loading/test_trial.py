"""A trial tells what the load of the same file tells, and what it would change in what readers see."""

import json
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from support.files.count_sheets import text
from support.files.raw_files import SIDODADI, delimited, etl, published, put, requests, take_in

from core.store import Store
from core.store.published_builds import current_build
from etl.answers.trial import FileTrial, TrialFile, try_file
from etl.errors import UserError
from etl.loading.load import load

HEADER = ["Kecamatan", "Kelurahan", "Tanggal", "Keperluan", "Jumlah"]


def visits(*counts: object, day: int = 4, purpose: str = "Semua") -> str:
    """Counts of one office, on days in a row from the `day` of November 2024 on."""
    rows = [
        ["Samarinda Ulu", "Kelurahan Sidodadi", f"{day + number:02d}/11/2024", purpose, count]
        for number, count in enumerate(counts)
    ]
    return text([list(HEADER), *rows])


def tried(store: Store, path: Path, build: Path | None = None) -> FileTrial:
    """Try a file of the store, in a store of its own."""
    source, name = path.relative_to(store.raw).parts[0], path.name
    with TemporaryDirectory(dir=store.root) as folder:
        return try_file(TrialFile(path, source, name, store.raw / source / "sumber.toml"), Path(folder), build)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("permohonan/a.csv", delimited([*requests(3), *requests(1), *requests(1, Status="Entah")])),
        ("permohonan/kosong.csv", ""),
        ("permohonan/lain.csv", "satu;dua\r\n1;2\r\n"),
        ("kunjungan/a.csv", visits(3, 4, "rusak", "")),
        ("kunjungan/b.xlsx", b"PK\x03\x04 tidak utuh"),
    ],
)
def test_account_is_that_of_a_load(store: Store, path: str, content: str | bytes) -> None:
    file = put(store, path, content)
    (loaded,) = take_in(store).files
    trial = tried(store, file)
    assert vars(trial.account) == vars(loaded)


def test_days_that_are_new_and_counts_that_change(store: Store) -> None:
    put(store, "kunjungan/a.csv", visits(10, 20, 30))
    load(store)
    file = put(store, "kunjungan/b.csv", visits(20, 31, 40, day=5))
    trial = tried(store, file, current_build(store))
    assert trial.effect
    assert (trial.effect.new, trial.effect.changed, trial.effect.same) == (1, 1, 1)
    assert [(each.date.day, each.what, each.was, each.becomes) for each in trial.effect.changes] == [
        (6, "all_visits", 30, 31),
        (6, "visits", 30, 31),
    ]
    assert trial.offices == [SIDODADI]
    load(store)
    again = tried(store, file, current_build(store)).effect
    assert again
    assert (again.new, again.changed, again.same) == (0, 0, 3)


def test_entry_meant_for_another_file_is_no_fault(store: Store) -> None:
    file = put(store, "permohonan/a.csv", delimited(requests(2)))
    declared = store.raw / "permohonan" / "sumber.toml"
    declared.write_text('zone = "WITA"\n[headers]\nunit = ["Judul Lain"]\n')
    assert tried(store, file).account.accepted == 2


def test_missing_zone_is_told_with_the_own_declaration(store: Store) -> None:
    file = put(store, "permohonan/a.csv", delimited(requests(2)), zone=None)
    with pytest.raises(UserError, match=f"^{store.raw}/permohonan/sumber.toml: zona waktu"):
        tried(store, file)


def test_command_tells_the_effect(store: Store) -> None:
    put(store, "kunjungan/a.csv", visits(10, 20))
    load(store)
    file = put(store, "kunjungan/b.csv", visits(21, 30, day=5))
    done = etl("inspect", file, "--effect")
    assert "Bila dimuat: 3 dibaca, 2 diterima, 0 ditahan, 0 ganda, 1 bukan data" in done.stdout
    assert "1 laporan harian baru, 1 berubah, 0 tetap, 0 hilang" in done.stdout
    assert f"2024-11-05 {SIDODADI} visits: 20 -> 21" in done.stdout
    told = json.loads(etl("inspect", file, "--effect", "--json").stdout)
    assert (told["trial"]["account"]["accepted"], told["trial"]["effect"]["new"]) == (2, 1)


def test_rows_that_a_full_export_no_longer_shows_vanish(store: Store) -> None:
    put(store, "kunjungan/a.csv", visits(10, 20, 30))
    load(store)
    file = put(store, "kunjungan/b_2024-11-20.csv", visits(10, 20))
    declared = store.raw / "kunjungan" / "sumber.toml"
    declared.write_text("period = [2024-11-01, 2024-11-30]\nfull = true\n")
    effect = tried(store, file, current_build(store)).effect
    assert effect
    assert (effect.new, effect.same, effect.vanishing) == (0, 2, 1)
    assert [(each.date.day, each.was, each.becomes) for each in effect.vanished] == [(6, 30, None), (6, 30, None)]


def test_counts_by_purpose_beside_a_whole_that_is_loaded(store: Store) -> None:
    """Both stand together after a load; the trial says what that load publishes."""
    put(store, "kunjungan/a.csv", visits(10, 20))
    load(store)
    before = current_build(store)
    file = put(store, "kunjungan/b.csv", visits(6, 9, purpose="Permohonan"))
    effect = tried(store, file, before).effect
    assert effect
    told = {(each.date.day, each.what): each.becomes for each in effect.changes}
    load(store)
    rows = published(store, "SELECT day(date), visits, all_visits FROM unit_day_total WHERE visits IS NOT NULL")
    assert {(day, "visits"): visits for day, visits, _ in rows} == told
    assert [every for _, _, every in sorted(rows)] == [10, 20]


def test_a_value_is_shown_once_with_its_rows(store: Store) -> None:
    rows = [*requests(4, Status="Entah"), *requests(1, Status="Lain"), *requests(2)]
    numbered = [row | {"No Permohonan": f"SMD-2024-{number:07d}"} for number, row in enumerate(rows)]
    trial = tried(store, put(store, "permohonan/a.csv", delimited(numbered)))
    told = [(each["value"], each["place"], each["rows"]) for each in trial.marked]
    assert told == [("*****", "2", 4), ("Lain", "6", 1)]


def by_purpose(*rows: list[object]) -> str:
    """A form of November 2024: of each day the counts to apply and to be informed."""
    head = [["Kelurahan Sidodadi"], ["Tanggal", "Permohonan", "Informasi"]]
    return text([*head, *([f"{day:02d}/11/2024", *counts] for day, *counts in rows)])


def doubted(trial: FileTrial) -> dict[str, tuple[list[int], list[str]]]:
    """Days of the month and words by doubt."""
    return {each.code: ([day.day for day in each.days], each.words) for each in trial.doubts}


@pytest.mark.parametrize("word", ["Libur", "L", "Cuti bersama", "libur"])
def test_a_day_that_the_file_calls_closed_is_not_asked_for(store: Store, word: str) -> None:
    days: list[list[object]] = [[day, 3 + day * day % 13, 2] for day in range(1, 31) if day not in (5, 6, 7)]
    form = by_purpose(*days, [5, word, word], [6, "", ""], [7, 4, ""])
    assert doubted(tried(store, put(store, "kunjungan/a.csv", form))) == {
        "missing_days": ([6], []),
        "empty_purposes": ([7], ["Informasi"]),
    }


def test_another_month_is_told_to_who_has_brought_the_one_before(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.loading.take_in.now_in_city", lambda: datetime(2025, 1, 10, 9))
    file = put(store, "kunjungan/a.csv", visits(10, 20, 30).replace("/11/2024", "/03/2024"))
    assert "month_not_due" not in doubted(tried(store, file)), "who brings history"
    put(store, "kunjungan/b.csv", visits(11, 22, 33))
    load(store)
    assert doubted(tried(store, file, current_build(store)))["month_not_due"] == ([1], [])
    file = put(store, "kunjungan/c.csv", visits(10, 20, 30).replace("/11/2024", "/12/2024"))
    assert "month_not_due" not in doubted(tried(store, file, current_build(store)))


def test_a_closed_day_of_a_long_table_is_not_asked_for(store: Store) -> None:
    counts = visits(
        *(9 + day * day % 11 for day in range(12)), "Libur", "", *(day * day % 7 for day in range(13)), day=1
    )
    assert doubted(tried(store, put(store, "kunjungan/a.csv", counts)))["missing_days"][0] == [14, 28, 29]


def test_a_purpose_that_an_office_never_counts_is_not_asked_for(store: Store) -> None:
    form = by_purpose(*([day, 3, ""] for day in range(1, 31)))
    assert "empty_purposes" not in doubted(tried(store, put(store, "kunjungan/a.csv", form)))


def test_counts_of_a_day_that_the_file_calls_closed_vanish(store: Store) -> None:
    put(store, "kunjungan/a_2024-11-10.csv", visits(10, 20))
    load(store)
    file = put(store, "kunjungan/b_2024-11-20.csv", visits(10, "Libur", 30))
    trial = tried(store, file, current_build(store))
    assert trial.closed == [(SIDODADI, date(2024, 11, 5))]
    assert trial.effect
    assert (trial.effect.new, trial.effect.same, trial.effect.vanishing) == (1, 1, 1)
    assert {(each.date.day, each.was, each.becomes) for each in trial.effect.vanished} == {(5, 20, None)}


def test_but_not_where_it_speaks_of_another_counter(store: Store) -> None:
    put(store, "kunjungan/a_2024-11-10.csv", visits(10, 20, purpose="Permohonan"))
    load(store)
    file = put(store, "kunjungan/b_2024-11-20.csv", visits(10, "Libur", 30, purpose="Informasi"))
    trial = tried(store, file, current_build(store))
    assert trial.closed == [(SIDODADI, date(2024, 11, 5))]
    assert trial.effect
    assert trial.effect.vanishing == 0
