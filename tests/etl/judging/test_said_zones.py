"""A title or a file's name that says another time zone than the declared one is told; the declared one decides."""

import json

import pytest
from support.files.raw_files import REQUEST, counts, delimited, etl, put, requests, take_in, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.outcome import Outcome
from etl.reading.formats.fast import FAST_FROM_BYTES

SUBMITTED = "Tanggal Permohonan"


def told(outcome: Outcome) -> list[tuple[str | None, str | None]]:
    """Column and zone of each mark."""
    return [(mark.path, mark.value) for mark in outcome.marked if mark.reason == "zona_bertentangan"]


def titled(title: str, count: int = 3) -> str:
    """A log whose moment is called so."""
    return delimited(requests(count)).replace(SUBMITTED, title, 1)


@pytest.mark.parametrize(
    ("title", "zone"),
    [
        ("Tanggal Permohonan (UTC)", "UTC"),
        ("Tanggal Masuk [WIB]", "WIB"),
        ("Created At GMT+7", "WIB"),
        ("Waktu Permohonan (dalam UTC+09:00)", "WIT"),
        ("Submitted At - UTC", "UTC"),
        ("tanggal permohonan waktu WIT", "WIT"),
        ("Tanggal Permohonan (GMT-8)", "UTC-8"),
        ("Created At (UTC\u221208:00)", "UTC-8"),
        ("Submitted At (Etc/GMT+7)", "UTC-7"),
        ("Created At (UTC+05:30)", "UTC+5:30"),
    ],
)
def test_a_title_against_the_declared_zone(store: Store, title: str, zone: str) -> None:
    put(store, "permohonan/a.csv", titled(title))
    outcome = take_in_once(store)
    assert counts(outcome)[0][1] == 3
    assert told(outcome) == [("a.csv", zone)]


@pytest.mark.parametrize(
    "title",
    [
        "Tanggal Permohonan (WITA)",
        "Created At (UTC+8)",
        "Tanggal Masuk GMT +08:00",
        "Created At (Etc/GMT-8)",
        "Submitted At UTC 0800",
        SUBMITTED,
    ],
)
def test_a_title_that_agrees(store: Store, title: str) -> None:
    put(store, "permohonan/a.csv", titled(title))
    outcome = take_in_once(store)
    assert counts(outcome)[0][1] == 3
    assert outcome.marked == []


def test_declared_title_and_other_zone(store: Store) -> None:
    target = put(store, "permohonan/a.csv", titled("Diterima (WITA)"))
    target.with_name("sumber.toml").write_text('zone = "UTC"\n[headers]\nsubmitted_at = ["Diterima (WITA)"]\n')
    assert told(take_in_once(store)) == [("a.csv", "WITA")]


def test_in_other_formats_and_lanes_and_in_names(store: Store) -> None:
    put(store, "permohonan/a.csv", titled("Tanggal Permohonan (UTC)", FAST_FROM_BYTES // 100))
    rows = [
        {
            title.replace("Permohonan", "Permohonan (UTC)") if title == SUBMITTED else title: text
            for title, text in row.items()
        }
        for row in requests(2)
    ]
    put(store, "permohonan/b.json", json.dumps(rows))
    workbook(store.raw / "permohonan/c.xlsx", [list(rows[0]), list(rows[0].values())])
    put(store, "permohonan/d_utc.csv", delimited([REQUEST]))
    put(store, "permohonan/e_wita.csv", delimited([REQUEST]))
    assert sorted(told(take_in_once(store))) == [
        ("a.csv", "UTC"),
        ("b.json", "UTC"),
        ("c.xlsx", "UTC"),
        ("d_utc.csv", "UTC"),
    ]


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("log UTC 10 Oktober 2024", "UTC"),
        ("log_utc_2024-10-08", "UTC"),
        ("log utc 08-10-2024", "UTC"),
        ("log-gmt-7", "UTC"),
        ("log utc+7", "WIB"),
        ("log_gmt9_rekap", "WIT"),
        ("log WIB 8", "WIB"),
        ("log utc 8", None),
        ("log-gmt-8", None),
        ("log_UTC+08.00_2024-10-08", None),
        ("log gmt8 oktober", None),
    ],
)
def test_what_a_name_may_say(store: Store, name: str, zone: str | None) -> None:
    """A hyphen parts words in a name; a number at its end may be the zone's, one before a month is a day."""
    put(store, f"permohonan/{name}.csv", titled(SUBMITTED))
    assert [value for _, value in told(take_in(store))] == ([zone] if zone else [])


def test_texts_that_say_their_zone_need_no_title(store: Store) -> None:
    put(store, "permohonan/a.csv", titled("Created At (UTC)").replace("27/08/2024 07.30", "2024-08-27T07:30:00+08:00"))
    assert told(take_in_once(store)) == []
    assert warehouse(store, "SELECT DISTINCT submitted_at::VARCHAR FROM request") == [("2024-08-27 07:30:00",)]


def test_inspect_says_it(store: Store) -> None:
    path = put(store, "permohonan/a.csv", titled("Created At (UTC)"))
    assert "zona waktu lain" in etl("inspect", path).stdout
