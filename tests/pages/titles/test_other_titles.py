"""Titles of the charts of visits, roll-out, help and services: a finding where there is one, else what is drawn."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from support.frames.analytics_frames import START, city
from support.frames.rosters import roster

from analytics import Estimate, LiveOffices
from analytics.effect import digital_days
from analytics.rollout import forecast
from pages.titles.help import funnel_title, hours_title, senders_title, topic_title, weeks_title
from pages.titles.rollout import forecast_title, growth_title
from pages.titles.services import open_title, returning_title, service_title
from pages.titles.visits import visits_title

WORKED = digital_days(city(1, convert=0.3, displace=0.1), START.date())


@pytest.mark.parametrize(
    ("effects", "title"),
    [
        ({"convert": 0.3}, "Kunjungan seminggu di bawah trennya"),
        ({}, "Kunjungan seminggu mengikuti trennya"),
        ({"displace": 0.4}, "Kunjungan sebagian besar hanya pindah hari"),
        ({"convert": 0.2, "spillover": 0.25}, "Turunnya kunjungan seminggu belum terbukti"),
        ({"convert": 0.3, "live": 5}, "-"),
    ],
)
def test_visits_are_titled_by_the_verdict(effects: dict[str, float], title: str) -> None:
    assert visits_title(digital_days(city(1, **effects), START.date()), "-") == title


def test_a_small_part_that_only_moved_is_named_where_it_surely_is_one() -> None:
    small, wide = Estimate(0.2, 0.1, 0.4), Estimate(0.3, 0.1, 0.6)
    assert visits_title(replace(WORKED, displacement=small), "-").endswith("sebagian kecil hanya pindah hari")
    assert visits_title(replace(WORKED, displacement=wide), "-").endswith(
        "di bawah trennya; sebagian hanya pindah hari"
    )
    unsure = Estimate(0.1, -0.1, 0.3)
    assert visits_title(replace(WORKED, displacement=unsure), "-") == "Kunjungan seminggu di bawah trennya"
    assert visits_title(replace(WORKED, visits_change=Estimate()), "-") == "-"


def offices(live: int | None, used: int | None, before: int | None) -> Any:
    reason = "status_unknown" if live is None else ""
    counts = LiveOffices(live, used, 0, 0, 59, before, "ok", reason)
    before_that = (date(2024, 9, 1), date(2024, 9, 30))
    return SimpleNamespace(coverage={"kelurahan": counts}, before=before_that, is_shipped_roster=False)


def test_the_course_of_coverage_is_what_came_and_what_is_used() -> None:
    assert growth_title(offices(28, 28, 22), "-") == "Bertambah 6 kantor sejak September, semuanya dipakai"
    assert growth_title(offices(28, 25, 30), "-") == "Berkurang 2 kantor sejak September, 3 kantor belum dipakai"
    assert growth_title(offices(28, 28, 28), "-") == "Tidak bertambah sejak September, semuanya dipakai"
    assert growth_title(offices(28, None, None), "-") == "-"
    assert growth_title(offices(None, None, None), "-") == "-"


CODES = [f"V{number:02d}" for number in range(30)]
UNITS = pd.DataFrame({"unit_code": CODES, "name": "Kantor", "kind": "kelurahan", "kecamatan": "Kota"})
DAYS = ["2023-04-03", "2023-05-08", "2023-06-05", "2023-07-03", "2023-08-07", "2023-09-04"]


def ahead(waves: int, planned: int) -> Any:
    seen = ["2023-02-06"] * 3 + [day for day in DAYS[:waves] for _ in range(3)]
    live = [(code, day, "aktif", False, True) for code, day in zip(CODES, seen, strict=False)]
    plans = [(code, "2023-10-16", "aktif", True, True) for code in CODES[len(seen) : len(seen) + planned]]
    return forecast(roster(*live, *plans), UNITS, date(2023, 9, 20), runs=500)


def test_a_forecast_says_when_all_are_live_or_how_many_at_its_end() -> None:
    every = ahead(6, 9)
    assert forecast_title(every).startswith("Perkiraan tengah: semua 30 kelurahan aktif ")
    assert forecast_title(every, is_moved=True).startswith("Bila digeser, perkiraan tengah: semua 30 kelurahan aktif ")
    short = replace(every, bands=every.bands.head(1).assign(q50=9.0))
    assert forecast_title(short) == "Perkiraan tengah: 9 dari 30 kelurahan aktif September 2023"
    assert forecast_title(ahead(1, 4)).endswith("gelombang terlihat: skenario, bukan prakiraan")


def topics(*calls: object) -> pd.DataFrame:
    names = ["gagal_masuk", "unggah_berkas", "lainnya"][-len(calls) :]
    return pd.DataFrame({"topic": names, "calls": list(calls)})


@pytest.mark.parametrize(
    ("calls", "title"),
    [
        ((30, 20, 9), "Paling sering: gagal masuk"),
        ((30, 20, 90), "Paling sering, selain Lainnya: gagal masuk"),
        ((30, 20, 30), "Paling sering, selain Lainnya: gagal masuk"),
        ((30, "<5", "<5"), "Paling sering: gagal masuk"),
        ((30, 20, "x"), "-"),
        ((30, "x", 9), "-"),
        ((8, "x", "<5"), "-"),
        ((30, 30, 9), "-"),
        (("<5", "x", 9), "-"),
        ((9,), "-"),
    ],
)
def test_the_first_topic_is_named_where_it_is_alone(calls: tuple[object, ...], title: str) -> None:
    assert topic_title(topics(*calls), "Gagal masuk", "-") == title


def test_calls_without_an_answer_are_counted_where_the_log_says_so() -> None:
    counts = pd.Series({"in": 100.0, "answered": 80.0, "digital_help": 40.0, "solved": 35.0})
    assert funnel_title(counts, 50) == "10 dari 50 panggilan bantuan tidak terjawab"
    assert funnel_title(counts, 40) == "Semua 40 panggilan bantuan dijawab"
    unknown = pd.Series({"in": 100.0, "answered": float("nan"), "digital_help": 50.0, "solved": 35.0})
    assert funnel_title(unknown, 50) == "50 dari 100 panggilan meminta bantuan layanan digital"


def hours(*calls: float) -> pd.DataFrame:
    rows = [(day, hour, 0.0) for day in (1, 2) for hour in (8, 9)]
    frame = pd.DataFrame(rows, columns=["weekday", "hour", "calls"])
    frame["calls"] = list(calls)
    return frame.assign(days=4, calls_per_day=frame["calls"] / 4)


def test_the_busiest_hour_is_named_where_there_are_calls_enough_and_one_is_busiest() -> None:
    assert hours_title(hours(5, 40, 9, 0), "-") == "Tersibuk Senin pukul 09.00, rata-rata 10,0 panggilan"
    assert hours_title(hours(5, 20, 20, 0), "-") == "-"
    assert hours_title(hours(5, 20, 9, 0), "-") == "-", "chance may tell"
    assert hours_title(hours(1, 3, 0, 0), "-") == "-"


def test_the_weeks_of_an_office_claim_no_rise_and_no_fall() -> None:
    weeks = pd.DataFrame({"weeks_since_live": [0, 1, 2], "rate": [8.8, 6.0, 4.4]})
    assert weeks_title(weeks, "-") == "Per 100 permohonan 8,8 panggilan pada minggu pertama, 4,4 pada minggu ke-3"
    assert weeks_title(weeks.head(1), "-") == "-"
    assert weeks_title(weeks.assign(rate=[8.8, 13.3, 4.4]), "-") == "-", "the peak between them is told by neither"


def test_most_requests_are_someones_only_where_the_unknown_cannot_change_it() -> None:
    row = pd.Series(
        {
            "own": 50.0,
            "linked": float("nan"),
            "rt": 9.0,
            "officer": 39.0,
            "unknown": 2.0,
            "requests": 100.0,
            "state": "ok",
        }
    )
    row["month"] = pd.Timestamp("2024-11-01")
    assert senders_title(row, "-") == "Terbanyak warga sendiri: 50% permohonan November 2024"
    row["unknown"] = 15.0
    assert senders_title(row, "-") == "-"
    row["state"] = "not_provided"
    assert senders_title(row, "-") == "-"


def services(*intervals: tuple[float, float]) -> pd.DataFrame:
    rows = [(f"l{at}", (low + high) / 2, low, high, "ok") for at, (low, high) in enumerate(intervals)]
    return pd.DataFrame(rows, columns=["service", "share", "lower", "upper", "state"])


def test_a_service_is_more_digital_only_where_the_intervals_are_apart() -> None:
    names = {"l0": "SKTM", "l1": "Surat domisili"}
    assert service_title(services((0.5, 0.6), (0.1, 0.2)), names, "-") == "SKTM lebih digital daripada Surat domisili"
    assert (
        service_title(services((0.1, 0.6), (0.1, 0.5)), names, "-") == "Porsi digital 2 layanan belum dapat dibedakan"
    )
    assert service_title(services((0.1, 0.6)), names, "-") == "-"


def returned(digital: tuple[float, float], counter: tuple[float, float], state: str = "ok") -> pd.DataFrame:
    ends = {"digital_lower": digital[0], "digital_upper": digital[1]}
    return pd.DataFrame([{**ends, "counter_lower": counter[0], "counter_upper": counter[1], "state": state}])


def test_who_comes_back_is_told_by_the_newest_month_that_was_followed() -> None:
    more = returned((0.2, 0.25), (0.1, 0.15))
    assert returning_title(more, "-").startswith("Yang memohon digital lagi lebih banyak")
    assert returning_title(returned((0.1, 0.15), (0.2, 0.25)), "-").startswith("Yang kembali ke loket lebih banyak")
    assert returning_title(returned((0.1, 0.22), (0.2, 0.25)), "-") == "-"
    unsettled = returned((0.2, 0.25), (0.1, 0.15), "not_provided")
    assert returning_title(unsettled, "-") == "-"
    assert returning_title(pd.concat([more, unsettled]), "-") == returning_title(more, "-")


def test_what_is_open_for_long_is_a_part_of_all_where_no_count_is_hidden() -> None:
    ages = pd.DataFrame({"from_days": [91, 31, 15, 0], "requests": [60, 20, 10, 10]})
    assert open_title(ages, "-") == "80% sudah terbuka lebih dari 30 hari"
    assert open_title(ages.assign(requests=[60, "x", "<5", 10]), "-") == "-"
    assert open_title(ages.assign(requests=0), "-") == "-"
