from datetime import date

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import facts_frame, week_rows

from analytics.quality import freshness_by_unit, reporting_reliability, silence_map

NONE = np.nan
AS_OF = date(2024, 10, 31)
MONTHS = pd.to_datetime(["2024-09-01", "2024-10-01"])


def two_months() -> pd.DataFrame:
    """A reports always, B a third of September and nothing in October; November has begun."""
    days = pd.date_range("2024-09-02", "2024-11-08")
    rows = [{"date": day, "unit_code": "A", "visits": 5.0} for day in days]
    rows += [
        {"date": day, "unit_code": "B", "visits": 5.0 if day < pd.Timestamp("2024-09-12") else NONE} for day in days
    ]
    return facts_frame(rows)


def test_reliability_counts_whole_months() -> None:
    result = reporting_reliability(two_months(), AS_OF).set_index("unit_code")
    assert list(result.index) == ["B", "A"]
    assert result.loc["A", ["months_due", "months_reported", "months_silent"]].tolist() == [2, 2, 0]
    assert result.loc["B", ["months_due", "months_reported", "months_silent"]].tolist() == [2, 0, 1]
    assert result.loc["B", "reported_share"] == 0
    assert set(result["on_time_state"]) == {"not_provided"}
    assert result["on_time_share"].isna().all()


def test_a_month_ends_with_its_last_working_day() -> None:
    """30 November 2024 is a Saturday: on the 29th the month is whole, on the 28th it is not."""
    facts = facts_frame(week_rows("2024-11-01", [(0, 5)] * 29))
    assert reporting_reliability(facts, date(2024, 11, 29))["months_due"].iloc[0] == 1
    assert reporting_reliability(facts, date(2024, 11, 28)).empty


def test_on_time_is_judged_where_the_receipt_is_known_and_the_due_day_has_passed() -> None:
    """October is due on 10 November, after the as-of: not judged yet. B's September never came: not on time."""
    reports = pd.DataFrame(
        {"unit_code": "A", "month": MONTHS, "received_on": pd.to_datetime(["2024-10-10", "2024-11-20"])}
    )
    result = reporting_reliability(two_months(), AS_OF, reports).set_index("unit_code")
    assert result.loc["A", ["months_on_time", "on_time_share"]].tolist() == [1, 1]
    assert result.loc["B", ["months_on_time", "on_time_share"]].tolist() == [0, 0]
    later = reporting_reliability(two_months(), date(2024, 11, 30), reports).set_index("unit_code")
    assert later.loc["A", "on_time_share"] == pytest.approx(1 / 2)
    early = reporting_reliability(two_months(), AS_OF, reports, due_day=9).set_index("unit_code")
    assert early.loc["A", "on_time_share"] == 0


def test_the_silence_map_tells_silence_from_nothing_due() -> None:
    rows = week_rows("2024-09-02", [(1, 5)] * 5, unit_code="A") + week_rows(
        "2024-09-09", [(0, NONE)] * 5, unit_code="A"
    )
    rows += week_rows("2024-09-16", [(1, 5), (0, NONE), (0, 5), (0, 5), (0, 5)], unit_code="A")
    rows += week_rows("2024-09-02", [(0, 5)] * 5, unit_code="B", is_live=False)
    rows += week_rows("2024-09-14", [(0, NONE)], unit_code="B", is_live=False)
    result = silence_map(facts_frame(rows), date(2024, 9, 22)).set_index(["source", "unit_code", "week"])["status"]
    weeks = [pd.Timestamp(day) for day in ("2024-09-02", "2024-09-09", "2024-09-16")]
    assert [result["kunjungan", "A", week] for week in weeks] == ["full", "silent", "partial"]
    assert [result["permohonan", "A", week] for week in weeks] == ["full", "silent", "partial"]
    assert result["permohonan", "B", weeks[0]] == "nothing_due"
    assert result["kunjungan", "B", weeks[0]] == "full"
    assert result["kunjungan", "B", weeks[1]] == "nothing_due"


def test_an_uncovered_log_is_not_silent() -> None:
    facts = facts_frame(week_rows("2024-09-02", [(NONE, 5)] * 5)).assign(rt=NONE, petugas=NONE, tidak_diketahui=NONE)
    result = silence_map(facts, AS_OF).set_index("source")
    assert result.loc["permohonan", "status"] == "nothing_due"
    assert result.loc["kunjungan", "heard_days"] == 5


def test_a_month_whose_receipt_is_not_known_is_not_judged() -> None:
    """A's September came, nobody knows when; where no receipt at all is known, nothing is judged."""
    known = pd.DataFrame({"unit_code": ["A", "C"], "month": MONTHS[0]})
    reports = known.assign(received_on=pd.to_datetime([None, "2024-10-02"]))
    result = reporting_reliability(two_months(), AS_OF, reports).set_index("unit_code")
    assert list(result["on_time_state"]) == ["ok", "not_provided"]
    none = reporting_reliability(two_months(), AS_OF, known.assign(received_on=pd.NaT))
    assert set(none["on_time_state"]) == {"not_provided"}


def test_freshness_by_unit_counts_from_the_as_of() -> None:
    """A counted on Friday; B on Wednesday, with two due days since; C was never heard, and is not live."""
    rows = week_rows("2024-09-02", [(1, 5)] * 5 + [(0, NONE)] * 2, unit_code="A")
    rows += week_rows("2024-09-02", [(1, 5)] * 3 + [(0, NONE)] * 4, unit_code="B")
    rows += week_rows("2024-09-02", [(0, NONE)] * 7, unit_code="C", is_live=False)
    result = freshness_by_unit(facts_frame(rows), date(2024, 9, 8)).set_index(["unit_code", "source"])
    visits = result.xs("kunjungan", level="source")
    assert visits.loc["A", ["age_days", "age_working_days"]].tolist() == [2, 0]
    assert visits.loc["B", ["age_days", "age_working_days"]].tolist() == [4, 2]
    assert visits.loc["C", ["state", "reason"]].tolist() == ["not_provided", "no_rows"]
    assert result.loc[("B", "permohonan"), "age_days"] == 4
    assert result.loc[("C", "permohonan"), ["state", "reason"]].tolist() == ["not_applicable", "not_live"]
