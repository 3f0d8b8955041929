"""Which origins are digital is said once: citizens and RT heads; officers and unknown ones are none of them."""

import numpy as np
import pandas as pd

from analytics import base, rollout
from analytics.build import service_origins
from core.settings import ROOT
from core.snapshot import Snapshot

FACTS = pd.DataFrame(
    {"warga": [5.0, 0.0, np.nan], "rt": [2.0, 1.0, np.nan], "petugas": [9.0, 0.0, np.nan],
     "tidak_diketahui": [4.0, 3.0, np.nan]}
)  # fmt: skip


def test_citizens_and_neighbourhood_heads_are_digital_officers_are_not() -> None:
    assert base.digital(FACTS)[:2].tolist() == [7.0, 1.0]
    assert base.requests(FACTS)[:2].tolist() == [20.0, 4.0]


def test_what_the_log_does_not_cover_is_not_zero() -> None:
    assert base.is_logged(FACTS).tolist() == [True, True, False]
    assert np.isnan(base.digital(FACTS)[2])
    assert np.isnan(base.requests(FACTS)[2])


def test_services_and_days_count_the_same_requests(snapshot: Snapshot) -> None:
    """What SQL adds up by service is what the facts of the days add up to."""
    as_of = snapshot.meta()["as_of"]
    days = snapshot.table("unit_day_total")
    days = days[days["date"] <= pd.Timestamp(as_of)]
    by_service = service_origins(snapshot, as_of)
    assert by_service["digital"].sum() == base.digital(days).sum()
    assert by_service["officer"].sum() == days[base.OFFICER].sum()
    assert by_service["unknown"].sum() == days[base.UNKNOWN].sum()


def test_an_office_is_used_from_the_least_number_of_digital_requests_on() -> None:
    """Requests that officers typed in do not make an office used."""
    facts = FACTS[:2].assign(unit_code=["a", "b"], date=pd.Timestamp("2024-10-01"))
    day = pd.DatetimeIndex(["2024-10-01"])
    needed = {least: pd.Series(float(least), index=["a", "b"]) for least in (1, 7, 8)}
    found = {least: rollout.used_by_date(facts, day, 1, each)["is_used"].tolist() for least, each in needed.items()}
    assert found == {1: [True, True], 7: [True, False], 8: [False, False]}


def test_no_other_module_says_what_is_digital() -> None:
    """Neither analytics nor its readers add origins up by name; the words for each code are no sums."""
    names = ('"rt"', "'rt'", '["warga"] +')
    for room in ("analytics", "wording", "report", "pages"):
        for path in (ROOT / room).rglob("*.py"):
            if path.name not in ("origins.py", "headings.py") and path.parent.name != "words":
                assert not any(name in path.read_text("utf-8") for name in names), path
