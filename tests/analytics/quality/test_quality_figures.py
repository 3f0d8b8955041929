from datetime import date

import numpy as np
import pandas as pd
from support.frames.analytics_frames import facts_frame, week_rows

from analytics.quality import completeness, freshness, overdue, requests_not_live, silent_logs, unheard_offices
from wording import ranges_text

NONE = np.nan


def test_completeness_by_unit_and_source() -> None:
    """Walk-in counts are due from offices not live too; the request log only from live ones."""
    rows = week_rows("2024-09-02", [(1, 5), (1, NONE), (1, 0), (NONE, 4), (1, 3), (1, NONE)], unit_code="A")
    rows += week_rows("2024-09-02", [(NONE, 5)] * 5, unit_code="B", is_live=False)
    result = completeness(facts_frame(rows), ["unit_code"]).set_index(["unit_code", "source"])
    assert tuple(result.loc[("A", "kunjungan"), ["complete_days", "expected_days", "completeness"]]) == (4, 5, 0.8)
    assert result.loc[("A", "permohonan"), "completeness"] == 0.8
    assert result.loc[("B", "kunjungan"), "completeness"] == 1
    assert result.loc[("B", "permohonan"), "state"] == "not_applicable"
    assert completeness(facts_frame(rows)).query("source == 'kunjungan'")["completeness"].iloc[0] == 0.9


def test_freshness_compares_with_the_as_of() -> None:
    state = pd.DataFrame(
        {
            "source": ["kunjungan", "permohonan", "gangguan"],
            "row_count": [5, 9, 0],
            "newest": pd.to_datetime(["2024-11-28", "2024-12-02", None]),
            "loaded_at": pd.NaT,
        }
    )
    result = freshness(state, date(2024, 11, 30))
    assert list(result["age_days"].iloc[:2]) == [2, 0]
    assert list(result["reason"]) == ["", "", "no_rows"]
    assert set(freshness(state, None)["state"]) == {"not_provided"}


def test_overdue_lists_days_as_ranges_over_weekends_and_holidays() -> None:
    """Fri 6, Mon 9 and Tue 10 are one range (the weekend owes nothing); Thu 12 stands alone."""
    visits = [5, 5, 5, 5, NONE, NONE, NONE, NONE, NONE, 5, NONE, 5]
    rows = week_rows("2024-09-02", [(1, count) for count in visits], unit_code="A")
    rows += week_rows("2024-09-02", [(1, 5)] * 5 + [(1, NONE)] * 2 + [(1, 5)] * 5, unit_code="B")
    rows += week_rows("2024-09-02", [(1, NONE)] * 2, unit_code="C")
    result = overdue(facts_frame(rows), date(2024, 9, 30)).set_index("unit_code")
    assert list(result.index) == ["A", "C"]
    assert result.loc["A", "missing"] == ((date(2024, 9, 6), date(2024, 9, 10)), (date(2024, 9, 12), date(2024, 9, 12)))
    assert (result.loc["A", "missing_days"], result.loc["A", "expected_days"]) == (4, 10)
    assert result.loc["A", "last_report"] == pd.Timestamp("2024-09-13")
    assert pd.isna(result.loc["C", "last_report"])
    assert ranges_text(result.loc["A", "missing"]) == "6–10 Sep 2024; 12 Sep 2024"


def test_overdue_stops_at_the_as_of_and_spares_outages() -> None:
    rows = week_rows("2024-09-02", [(1, NONE), (1, NONE), (1, NONE)], unit_code="A")
    rows[0]["is_outage"] = True
    result = overdue(facts_frame(rows), date(2024, 9, 3))
    assert list(result["missing_days"]) == [1]
    assert overdue(facts_frame(rows), date(2024, 9, 1)).empty


def test_silent_logs_name_live_offices_only() -> None:
    """A falls silent after 6 September, B still writes by officers, C is not live."""
    quiet, loud = [(1, 5)] * 5 + [(0, 5)] * 14, [(0, 5)] * 19
    rows = week_rows("2024-09-02", quiet, unit_code="A") + week_rows("2024-09-02", loud, unit_code="B", petugas=1)
    rows += week_rows("2024-09-02", loud, unit_code="C", is_live=False)
    result = silent_logs(facts_frame(rows), date(2024, 9, 20), min_days=5)
    assert list(result["unit_code"]) == ["A"]
    assert result["silent_days"].iloc[0] == 10
    assert result["last_request"].iloc[0] == pd.Timestamp("2024-09-06")


def test_an_office_that_never_had_a_request_is_silent_since_it_went_live() -> None:
    rows = week_rows("2024-09-02", [(0, 5)] * 5, unit_code="A")
    result = silent_logs(facts_frame(rows), date(2024, 9, 20), min_days=5)
    assert pd.isna(result["last_request"].iloc[0])
    assert result["silent_days"].iloc[0] == 5


def test_an_office_of_which_nothing_came_is_not_called_silent() -> None:
    rows = week_rows("2024-09-02", [(0, NONE)] * 5, unit_code="A") + week_rows(
        "2024-09-02", [(0, 5)] * 5, unit_code="B"
    )
    rows += week_rows("2024-09-02", [(0, NONE)] * 5, unit_code="C", petugas=1)
    facts = facts_frame(rows)
    assert unheard_offices(facts) == ["A"]
    assert list(silent_logs(facts, date(2024, 9, 20), min_days=5)["unit_code"]) == ["B"]
    # Where no day is covered by the log nobody knows of requests.
    unknown = week_rows("2024-09-02", [(NONE, NONE)] * 5, unit_code="A", petugas=NONE)
    assert unheard_offices(facts_frame(unknown)) == []


def test_requests_at_an_office_not_live_are_named() -> None:
    """Citizens' requests count, officers' do not; a day of unknown status is no finding."""
    rows = [
        {"unit_code": "A", "date": "2024-09-02", "warga": 3, "rt": 1, "is_live": False},
        {"unit_code": "A", "date": "2024-09-03", "warga": 2, "rt": 0, "is_live": True},
        {"unit_code": "B", "date": "2024-09-02", "warga": 0, "rt": 0, "petugas": 5, "is_live": False},
        {"unit_code": "C", "date": "2024-09-02", "warga": 9, "rt": 0, "is_live": None},
    ]
    result = requests_not_live(facts_frame(rows))
    assert result[["unit_code", "requests"]].to_numpy().tolist() == [["A", 4.0]]
    assert result.loc[0, "first_day"] == pd.Timestamp("2024-09-02")
