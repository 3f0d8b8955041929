"""Offices that are to be asked first, and the share without them."""

from datetime import date

import pandas as pd
import pytest

from analytics import City, month_span
from analytics.base import within
from analytics.suspicion import suspected
from analytics.uptake import digital_share
from core.snapshot import Snapshot
from wording import suspicion_words

OFFICE = "64.72.02.1001"
MONTH = pd.Timestamp("2024-10-01")
PERIOD = month_span(MONTH.date())


@pytest.fixture(scope="module")
def city(snapshot: Snapshot) -> City:
    return City(snapshot)


def asked(city: City, unit_code: str, month: pd.Timestamp = MONTH) -> City:
    """Days 9 to 18 of the month are asked about."""
    days = {"first_day": month.replace(day=9), "last_day": month.replace(day=18)}
    row = {"reason": "hitungan_dibulatkan", "source": "kunjungan", "unit_code": unit_code, "month": month, **days}
    return city.with_frames(integrity_month=pd.DataFrame([row]))


def test_an_honest_month_names_nobody(city: City) -> None:
    assert suspected(city, PERIOD) is None
    assert suspicion_words(None, "id") == []
    assert suspected(asked(city, OFFICE, pd.Timestamp("2024-09-01")), PERIOD) is None


def test_the_share_without_an_office_is_that_of_the_others(city: City) -> None:
    found = suspected(asked(city, OFFICE), PERIOD)
    assert found is not None
    assert found.offices["unit_code"].to_list() == [OFFICE]
    facts = within(city.facts, *PERIOD)
    others = digital_share(facts[facts["unit_code"] != OFFICE]).iloc[0]
    assert found.share["share"] == others["share"] != digital_share(facts).iloc[0]["share"]
    (sentence,) = suspicion_words(found, "id")
    assert sentence.startswith("Angka dari 1 kantor perlu ditanyakan dahulu: ")
    assert "Tanpa 1 kantor ini porsi digital " in sentence
    assert "Leaving out 1 office, the digital share is " in suspicion_words(found, "en")[0]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(15, 31, True), (1, 9, True), (10, 12, True), (19, 31, False), (1, 8, False)],
    ids=["from mid-month on", "up to the first day", "within", "after", "before"],
)
def test_a_period_that_begins_or_ends_within_a_month(city: City, first: int, last: int, expected: bool) -> None:
    found = suspected(asked(city, OFFICE), (date(2024, 10, first), date(2024, 10, last)))
    assert (found is not None) is expected


def test_an_office_outside_the_share_is_not_named_beside_it(city: City) -> None:
    facts = within(city.facts, *PERIOD)
    outside = sorted(set(facts["unit_code"]) - set(facts.loc[facts["is_complete"], "unit_code"]))
    assert suspected(asked(city, outside[0]), PERIOD) is None
