"""What became of requests, and how many are cancelled after their month: worlds counted by hand."""

from datetime import date

import pandas as pd
import pytest
from support.frames.analytics_frames import facts_frame

from analytics.services import LateCancellations, completion, late_cancellations

COLUMNS = ["unit_code", "month", "origin", "outcome", "submitted_on", "cancelled_on", "requests"]
AS_OF = date(2024, 10, 31)
OCTOBER = (date(2024, 10, 1), AS_OF)


def outcomes(*rows: tuple[object, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    for name in ("month", "submitted_on", "cancelled_on"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
    return frame


def row(
    outcome: str, count: int, submitted: str | None = None, gone: str | None = None, origin: str = "warga"
) -> tuple[object, ...]:
    month = f"{(submitted or '2024-10-01')[:8]}01"
    return "A", month, origin, outcome, submitted, gone, count


def test_what_is_open_is_long_open_after_thirty_days_on_the_day_asked_about() -> None:
    """1 October is 30 days old on the 31st, 30 September 31 days."""
    every = outcomes(
        row("selesai", 6),
        row("terbuka", 1, "2024-10-01"),
        row("terbuka", 2, "2024-09-30"),
        row("dibatalkan", 1, "2024-10-02", "2024-10-03"),
    )
    found = completion(every, AS_OF).iloc[0]
    assert list(found[["requests", "ready", "open", "open_long", "cancelled"]]) == [10, 6, 1, 2, 1]
    assert found["ready_share"] == pytest.approx(0.6)
    assert completion(every, date(2024, 10, 30)).iloc[0]["open_long"] == 0


def test_each_sender_has_its_own_and_a_group_without_any_is_not_there() -> None:
    every = outcomes(row("selesai", 3), row("terbuka", 1, "2024-10-20", origin="petugas"))
    found = completion(every, AS_OF, ["origin"]).set_index("origin")
    assert found["requests"].to_dict() == {"petugas": 1, "warga": 3}
    assert found["ready_share"].to_dict() == {"petugas": 0.0, "warga": 1.0}
    assert completion(every.iloc[:0], AS_OF)["ready_share"].isna().all()


def world(late: dict[str, int], gone_on: int = 5) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ten digital requests a working day from May on; of each month so many more were cancelled so long after it."""
    facts = facts_frame([{"date": day, "warga": 10} for day in pd.bdate_range("2024-05-01", "2024-10-31")])
    rows = [
        row("dibatalkan", count, f"{month}-28", str((pd.Timestamp(f"{month}-01") + pd.offsets.MonthEnd(0)).date()
            + pd.Timedelta(days=gone_on)))
        for month, count in late.items()
    ]  # fmt: skip
    return facts, outcomes(*rows, row("dibatalkan", 50, "2024-08-01", "2024-08-03"))


def test_the_usual_part_is_the_median_of_earlier_months() -> None:
    """Of May, June, July, August, September: 23, 20, 23, 22 and 21 working days of ten requests that stayed."""
    facts, gone = world({"2024-05": 23, "2024-06": 10, "2024-07": 0, "2024-08": 22, "2024-09": 21})
    found = late_cancellations(facts, gone, OCTOBER)
    parts = sorted([23 / 253, 10 / 210, 0 / 230, 22 / 242, 21 / 231])
    assert (found.state, found.months) == ("ok", 5)
    assert (found.least, found.part, found.most) == pytest.approx((parts[0], parts[2], parts[4]))
    # 100 of 1,000: without a tenth of the hundred it is 90 of 990.
    assert LateCancellations(part=0.1).of_share(100, 1000) == pytest.approx(90 / 990 - 0.1)


def test_what_is_cancelled_within_the_month_or_long_after_it_is_not_late() -> None:
    facts, gone = world({"2024-07": 20}, gone_on=40)
    assert late_cancellations(facts, gone, OCTOBER).most == 0.0
    officer = gone.assign(origin="petugas")
    assert late_cancellations(facts, officer, OCTOBER).most == 0.0


def test_later_days_do_not_change_what_is_usual() -> None:
    facts, gone = world({"2024-06": 10, "2024-07": 30, "2024-08": 20})
    known = gone[gone["cancelled_on"] <= "2024-10-31"]
    cut = facts[facts["date"] <= "2024-10-31"]
    assert late_cancellations(facts, gone, OCTOBER) == late_cancellations(cut, known, OCTOBER)


def test_a_month_that_runs_is_held_against_parts_as_long() -> None:
    """Of 1 to 15 August 11 working days, 110 requests: 10 of the 5th were cancelled on the 20th, after the 15th."""
    facts, gone = world({})
    late = [row("dibatalkan", 10, f"2024-0{month}-05", f"2024-0{month}-20") for month in (6, 7, 8)]
    found = late_cancellations(facts, pd.concat([gone, outcomes(*late)]), (date(2024, 10, 1), date(2024, 10, 15)))
    assert found.most == pytest.approx(10 / 110)
    assert found.months == 5 - 1, "September is over 31 days before 15 October only up to the 14th"


def test_a_week_and_a_quarter_are_held_against_days_as_long() -> None:
    """Of 18 to 24 August 50 requests stayed and ten were cancelled on the 28th; of June to August 650 stayed."""
    facts, gone = world({})
    late = pd.concat([gone, outcomes(*[row("dibatalkan", 10, f"2024-0{month}-21", f"2024-0{month}-28") for month in
        (6, 7, 8)])])  # fmt: skip
    week = late_cancellations(facts, late, (date(2024, 10, 18), date(2024, 10, 24)))
    assert (week.months, week.most) == (4, pytest.approx(10 / 60))
    of_august = pd.concat([gone, outcomes(row("dibatalkan", 22, "2024-08-15", "2024-09-20"))])
    quarter = late_cancellations(facts, of_august, (date(2024, 10, 1), date(2024, 12, 31)))
    assert (quarter.months, quarter.most) == (5, pytest.approx(22 / (22 + 650)))


def test_too_few_months_or_untold_days_give_no_number() -> None:
    facts, gone = world({"2024-07": 20})
    short = facts[facts["date"] >= "2024-08-01"]
    assert late_cancellations(short, gone, OCTOBER).reason == "few_months"
    untold = [row("dibatalkan", 1, f"2024-0{month}-05") for month in range(5, 10)]
    found = late_cancellations(facts, outcomes(*untold), OCTOBER)
    assert (found.state, found.reason) == ("not_provided", "cancel_day_unknown")
