"""Titles of charts of shares, in cities of a known course: a rise, a fall, nothing certain, too little data."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest
from support.frames.analytics_frames import START, city

from analytics import Estimate, Share
from analytics.effect import digital_days
from analytics.services import LateCancellations
from analytics.uptake import ShareChange, digital_share, peers, weekday_shares
from core.formats import begun
from pages.titles.shares import channel_title, months_title, peers_title, peers_words, side, trend_title, weekday_title

DIGITAL = [2, 3, 4]
NEUTRAL = "Porsi digital per hari kerja"
SEPTEMBER = (date(2024, 9, 1), date(2024, 9, 30))


def said(facts: pd.DataFrame, group: str = "both", *, is_judged: bool = True, lang: str = "id") -> str:
    result = digital_days(facts, START.date()) if is_judged else None
    return weekday_title(weekday_shares(facts, START.date()), group, result, DIGITAL, NEUTRAL, lang)


def one_office(facts: pd.DataFrame, code: str = "U00") -> pd.DataFrame:
    return facts[facts["unit_code"] == code]


@pytest.mark.parametrize(
    ("effects", "title"),
    [
        ({"convert": 0.3}, "Porsi digital naik pada Selasa–Kamis, belum tentu pada Senin dan Jumat"),
        ({"convert": -0.2}, "Porsi digital turun pada Selasa–Kamis, belum tentu pada Senin dan Jumat"),
        ({"displace": 0.4}, "Porsi digital naik pada Selasa–Kamis, turun pada Senin dan Jumat"),
        ({}, "Porsi digital Selasa–Kamis belum dapat dibedakan dari Senin dan Jumat"),
    ],
)
def test_weekdays_rose_or_fell_only_beyond_the_interval(effects: dict[str, float], title: str) -> None:
    assert said(city(1, **effects)) == title


def test_on_all_weekdays_alike_is_said_as_one() -> None:
    facts = city(2)
    facts.loc[facts["date"].ge(START), "warga"] *= 2
    assert said(facts) == "Porsi digital naik pada Selasa–Kamis maupun pada Senin dan Jumat"
    assert said(facts, lang="en").startswith("Digital share rose on")
    facts.loc[facts["date"].ge(START), "warga"] /= 6
    assert said(facts) == "Porsi digital turun pada Selasa–Kamis maupun pada Senin dan Jumat"


@pytest.mark.parametrize(
    "facts",
    [
        city(3, convert=0.3, live=5),
        city(3, convert=0.3, until="2024-10-04"),
        one_office(city(3, convert=0.3)),
    ],
    ids=["few live", "few weeks", "one office"],
)
def test_where_no_verdict_stands_levels_are_compared_and_no_rise_is_claimed(facts: pd.DataFrame) -> None:
    assert said(facts) == "Porsi digital Selasa–Kamis di atas Senin dan Jumat"
    assert said(facts, is_judged=False) == "Porsi digital Selasa–Kamis di atas Senin dan Jumat"


def test_a_change_that_the_points_do_not_show_is_not_claimed() -> None:
    """Before the window that is judged the share was as low as it is now: the chart, of all the time, shows no fall."""
    facts = city(4, displace=0.4)
    shares = weekday_shares(facts, START.date())
    is_other = shares["weekday"].eq("other") & shares["group"].eq("both")
    since = shares.loc[is_other & shares["period"].eq("since"), "share"].item()
    shares.loc[is_other & shares["period"].eq("before"), "share"] = since
    title = weekday_title(shares, "both", digital_days(facts, START.date()), DIGITAL, NEUTRAL)
    assert title == "Porsi digital naik pada Selasa–Kamis, belum tentu pada Senin dan Jumat"


def test_too_little_data_give_the_neutral_title() -> None:
    nothing = city(5).assign(is_complete=False)
    assert said(nothing, is_judged=False) == NEUTRAL
    only_mondays = city(5)
    only_mondays = only_mondays[only_mondays["weekday"] == 1]
    assert said(only_mondays, is_judged=False) == NEUTRAL


def test_only_weekdays_with_a_share_are_named() -> None:
    shares = weekday_shares(city(3, convert=0.3), START.date())
    no_monday = shares[shares["weekday"].ne("1") | shares["period"].eq("before")]
    result = digital_days(city(3, convert=0.3), START.date())
    assert weekday_title(no_monday, "both", result, DIGITAL, "-") == "Porsi digital Selasa–Kamis di atas Jumat"
    is_monday = shares["weekday"].eq("1")
    assert weekday_title(shares.assign(share=shares["share"].mask(is_monday)), "both", result, DIGITAL, "-") == "-"


def row(share: float, low: float, high: float, unknown: float | None = None) -> pd.Series:
    ends = {"lower_unknown": None if unknown is None else share, "upper_unknown": unknown}
    return pd.Series({"share": share, "lower": low, "upper": high, **ends})


@pytest.mark.parametrize(
    ("first", "second", "where"),
    [
        (row(0.5, 0.45, 0.55), row(0.4, 0.36, 0.44), "above"),
        (row(0.4, 0.36, 0.44), row(0.5, 0.45, 0.55), "below"),
        (row(0.5, 0.42, 0.58), row(0.4, 0.36, 0.44), "alike"),
        (row(0.5, 0.45, 0.55), row(0.4, 0.36, 0.44, unknown=0.47), "alike"),
        (row(0.5, float("nan"), float("nan")), row(0.4, 0.36, 0.44), ""),
        (row(float("nan"), float("nan"), float("nan")), row(0.4, 0.36, 0.44), ""),
    ],
)
def test_one_is_higher_only_where_the_intervals_are_apart(first: pd.Series, second: pd.Series, where: str) -> None:
    """Unknown origins widen them."""
    assert side(first, second) == where


def test_lines_are_compared_in_the_last_month_of_the_first() -> None:
    high = digital_share(city(6, convert=0.3), ["month"])
    low = high.assign(**{name: high[name] / 3 for name in ("share", "lower", "upper")})
    assert months_title([("Satu", high), ("Dua", low)], "-") == "Porsi digital Satu di atas Dua, November 2024"
    assert months_title([("Dua", low), ("Satu", high)], "-") == "Porsi digital Dua di bawah Satu, November 2024"
    assert months_title([("Satu", high), ("Dua", high)], "-").startswith("Porsi digital Satu belum dapat dibedakan")
    assert months_title([("Satu", high), ("Dua", low.iloc[:-1])], "-") == "-"
    assert months_title([("Satu", high.assign(share=float("nan"))), ("Dua", low)], "-") == "-"


def test_a_channel_brings_more_only_where_its_share_is_surely_over_half() -> None:
    months = digital_share(city(7, convert=0.3), ["month"])
    assert channel_title(months, "-") == "Kunjungan loket melebihi permohonan digital, November 2024"
    turned = months.assign(share=1 - months["share"], lower=1 - months["upper"], upper=1 - months["lower"])
    assert channel_title(turned, "-") == "Permohonan digital melebihi kunjungan loket, November 2024"
    assert channel_title(months.assign(lower=0.4, upper=0.6), "-") == "-"
    assert channel_title(months.iloc[:0], "-") == "-"


def head(
    change: Estimate, upper: float = 0.42, lower: float = 0.38, state: str = "ok", goal: float | None = 0.6
) -> Any:
    this = row(0.4, lower, upper)
    this = pd.concat([this, pd.Series({"state": "ok"})])
    moved = ShareChange(change=change, offices=26, state=state, reason="" if state == "ok" else "few_days")
    return SimpleNamespace(share=Share(this, moved, SEPTEMBER, goal, LateCancellations(), is_provisional=False))


UP = Estimate(0.05, 0.02, 0.08)


@pytest.mark.parametrize(
    ("of", "title"),
    [
        (head(UP), "Di kantor yang sama porsi naik dari September 2024; sasaran 60% belum tercapai"),
        (
            head(Estimate(-0.05, -0.08, -0.02)),
            "Di kantor yang sama porsi turun dari September 2024; sasaran 60% belum tercapai",
        ),
        (head(Estimate(0.01, -0.01, 0.03)), "Sasaran 60% belum tercapai"),
        (head(Estimate(0.01, -0.09, 0.11), upper=0.7), "-"),
        (head(Estimate(0.05)), "Sasaran 60% belum tercapai"),
        (head(UP, state="not_provided", goal=None), "-"),
        (head(UP, lower=0.62, upper=0.66), "Di kantor yang sama porsi naik dari September 2024; sasaran 60% tercapai"),
    ],
)
def test_the_course_of_the_share_is_told_like_for_like(of: Any, title: str) -> None:
    assert trend_title(of, "-") == title
    assert trend_title(of, "-") == begun(trend_title(of, "-"))


def test_the_middle_of_peers_is_told_of_enough_of_them_and_says_whether_the_office_is_in_it() -> None:
    facts = city(8, live=12, convert=0.3)
    shares = digital_share(facts[facts["date"].ge("2024-11-01")], ["unit_code"])
    units = facts.drop_duplicates("unit_code")[["unit_code", "name", "kind", "kecamatan"]]
    own = peers(shares, units, "U03")
    assert peers_words(own).startswith(f"{own.offices} kantor sejenis, termasuk kantor ini: nilai tengah ")
    without = peers(shares[shares["unit_code"] != "U03"], units, "U03")
    assert peers_words(without).startswith(f"{without.offices} kantor sejenis: nilai tengah ")
    few = shares[shares["unit_code"].isin([f"U{number:02d}" for number in range(5)])]
    assert peers_words(peers(few, units, "U03")) == "5 kantor sejenis: terlalu sedikit untuk nilai tengah."


def test_of_one_office_among_more_the_title_says_so() -> None:
    share = head(UP, goal=None).share
    alone = replace(share, change=replace(share.change, offices=1))
    five, one = (SimpleNamespace(total=total) for total in (5, 1))
    told = [trend_title(cast(Any, SimpleNamespace(share=alone, coverage={"kelurahan": of})), "-") for of in (five, one)]
    assert told == [
        "Di satu kantor porsi naik dari September 2024",
        "Di kantor yang sama porsi naik dari September 2024",
    ]


def test_an_office_is_above_its_peers_only_beyond_its_interval() -> None:
    facts = city(8, live=12, convert=0.3)
    shares = digital_share(facts[facts["date"].ge("2024-11-01")], ["unit_code"])
    units = facts.drop_duplicates("unit_code")[["unit_code", "name", "kind", "kecamatan"]]
    own = shares["unit_code"] == "U03"

    def said_of(low: float, high: float, standing: str = "") -> str:
        moved = shares.assign(
            share=shares["share"].mask(own, (low + high) / 2),
            lower=shares["lower"].mask(own, low),
            upper=shares["upper"].mask(own, high),
        )
        return peers_title(peers(moved, units, "U03"), standing, "-")

    assert said_of(0.8, 0.9).endswith("di atas nilai tengah 11 kantor sejenis lain")
    assert said_of(0.01, 0.05).endswith("di bawah nilai tengah 11 kantor sejenis lain")
    assert "belum dapat dibedakan dari nilai tengah 11" in said_of(0.05, 0.9)
    assert said_of(0.01, 0.05, "as_expected").endswith("kantor sejenis lain, tetapi sesuai harapan")
    assert said_of(0.01, 0.05, "above") == "-"
    assert peers_title(peers(shares, units, "U11"), "", "-") != "-"
    assert peers_title(peers(shares, units, "U20"), "", "-") == "-"
    few = shares[shares["unit_code"].isin([f"U{number:02d}" for number in range(5)])]
    assert peers_title(peers(few, units, "U03"), "", "-") == "-"
