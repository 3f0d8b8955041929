"""Who sends the requests: small offices counted by hand, and the parts of any city add up."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.frames.analytics_frames import facts_frame
from support.frames.random_facts import random_facts

from analytics.assistance import SENDERS, assisted_requests
from analytics.base import requests
from wording import assisted_words

NONE = np.nan
ROWS: list[dict[str, object]] = [
    {"date": "2024-10-01", "warga": 40, "rt": 10, "petugas": 25, "tidak_diketahui": 5},
    {"date": "2024-10-05", "unit_code": "B", "warga": 20, "rt": 0, "petugas": 0},
    {"date": "2024-10-02", "unit_code": "C", "warga": 0, "petugas": 70, "is_live": False},
    {"date": "2024-10-03", "unit_code": "C", "warga": 0, "petugas": 70, "is_live": None},
    {"date": "2024-10-04", "warga": NONE, "rt": NONE, "petugas": NONE, "tidak_diketahui": NONE},
    {"date": "2024-11-01", "warga": 0, "petugas": 8},
]
LINKED_DAYS = pd.to_datetime(["2024-10-01", "2024-10-05", "2024-10-09"])
LINKS = pd.DataFrame({"unit_code": ["A", "B", "B"], "date": LINKED_DAYS, "linked_requests": [4.0, 2.0, 9.0]})


def test_the_parts_are_those_of_live_offices_on_logged_days() -> None:
    """October: 40 + 20 citizens, 10 by RT, 25 by officers, 5 of unknown origin; 35 of 95 known ones were assisted."""
    october, november = assisted_requests(facts_frame(ROWS), ["month"]).to_dict("records")
    assert [october[name] for name in SENDERS[2:]] == [10, 25, 5]
    assert (october["own"], october["requests"], october["assisted_share"]) == (60, 100, 35 / 95)
    assert np.isnan(october["linked"])
    assert (november["requests"], november["assisted_share"]) == (8, 1.0)


def test_linked_requests_leave_the_citizens_own_only_with_a_legal_basis() -> None:
    told = assisted_requests(facts_frame(ROWS), ["month"], LINKS, "Perwali").iloc[0]
    assert (told["own"], told["linked"], told["requests"]) == (54, 6, 100)
    assert told["assisted_share"] == pytest.approx(41 / 95)
    assert np.isnan(assisted_requests(facts_frame(ROWS), ["month"], LINKS, "").iloc[0]["linked"])


def test_a_month_that_the_call_log_leaves_partly_out_has_no_linked_requests() -> None:
    rows = [*ROWS[:2], {"date": "2024-10-07", "warga": 1, "help_calls": NONE}]
    told = assisted_requests(facts_frame(rows), ["month"], LINKS, "Perwali").iloc[0]
    assert (told["own"], told["requests"]) == (61, 101)
    assert np.isnan(told["linked"])


@pytest.mark.parametrize(
    ("row", "state", "reason"),
    [
        ({"is_live": False}, "not_applicable", "not_live"),
        ({"warga": NONE, "rt": NONE, "petugas": NONE, "tidak_diketahui": NONE}, "not_provided", "not_logged"),
        ({}, "not_applicable", "nothing_sent"),
    ],
)
def test_why_there_are_none(row: dict[str, object], state: str, reason: str) -> None:
    told = assisted_requests(facts_frame([{"date": "2024-10-01"} | row])).iloc[0]
    assert (told["state"], told["reason"]) == (state, reason)
    assert np.isnan(told["assisted_share"])
    assert "belum cukup" in assisted_words(told, "id")


def test_the_sentence_leaves_out_what_never_came() -> None:
    october, november = (assisted_requests(facts_frame(ROWS), ["month"]).iloc[at] for at in (0, 1))
    assert assisted_words(october, "id").replace("\xa0", " ") == (
        "Permohonan di kantor aktif: 60% warga sendiri, 10% lewat RT, 25% diketik petugas, 5% tanpa asal."
    )
    assert assisted_words(november, "en").replace("\xa0", " ") == (
        "Requests at live offices: 100% entered by an officer."
    )


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_the_parts_add_up_to_the_requests(seed: int) -> None:
    facts = random_facts(seed)
    told = assisted_requests(facts, ["month"])
    counted = requests(facts[facts["is_live"].fillna(False).astype(bool)])
    assert told[list(SENDERS)].fillna(0).sum(axis=1).tolist() == pytest.approx(told["requests"].tolist())
    assert told["requests"].sum() == pytest.approx(counted.sum())
