"""Visits that an office does not count by purpose: scaled by what the others show, or told as a lower bound."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t
from support.frames.analytics_frames import facts_frame, week_rows

from analytics.uptake import digital_share, peers, share_change, week_share
from wording import share_or_reason

PLAIN = {"is_unsplit": True, "apply_part": 0.8, "apply_error": 0.02, "apply_spread": 0.1}
NOTHING_KNOWN = {"is_unsplit": True, "apply_part": np.nan, "apply_error": 0.0, "apply_spread": 0.0}


def days(code: str, pairs: list[tuple[float, float]], **more: object) -> list[dict[str, object]]:
    """A row a working day of four weeks."""
    return [
        row
        for week, pair in enumerate(pairs)
        for row in week_rows(f"2024-10-{7 + 7 * week:02d}", [pair] * 5, unit_code=code, **more)
    ]


def off_days(facts: pd.DataFrame) -> pd.DataFrame:
    """The weekends of the same weeks, on which nothing came: a whole week has seven days."""
    fridays = facts[facts["weekday"] == 5]
    days = [fridays.assign(date=fridays["date"] + pd.Timedelta(days=more), weekday=5 + more) for more in (1, 2)]
    off = dict.fromkeys(("is_working_day", "is_expected", "is_walkin_complete", "is_complete"), False)
    return pd.concat(days).assign(warga=0.0, visits=np.nan, **off)


def city(**unsplit: object) -> pd.DataFrame:
    """One office that counts 80 visits to apply a day, and one that counts 100 of all kinds; 20 digital each."""
    return facts_frame(days("A", [(20, 80)] * 4) + days("B", [(20, 100)] * 4, **unsplit))


def test_unsplit_visits_are_scaled_by_hand() -> None:
    row = digital_share(city(**PLAIN)).iloc[0]
    assert (row["numerator"], row["denominator"]) == (800, pytest.approx(20 * (100 + 20 + 80)))
    assert row["share"] == pytest.approx(0.2)
    assert row["plain_share"] == pytest.approx(800 / (20 * 220))
    assert row["unsplit_part"] == pytest.approx(100 / 180)
    assert not row["is_lower_bound"]


def test_what_the_scale_may_be_off_by_is_in_the_interval() -> None:
    """The weeks are alike, so all that varies is the scale: of all offices alike 0.02, of this one 0.1."""
    row = digital_share(city(**PLAIN)).iloc[0]
    visits = 20 * 100
    error = 0.2 * visits * np.hypot(0.02, 0.1) / row["denominator"]
    size = 0.2 * 0.8 / error**2
    z = float(t.ppf(0.975, 1e9))
    half = z / (1 + z**2 / size) * np.sqrt(0.2 * 0.8 / size + (z / (2 * size)) ** 2)
    assert (row["upper"] - row["lower"]) / 2 == pytest.approx(half, rel=1e-5)
    apart = digital_share(city(is_unsplit=True, apply_part=0.8)).iloc[0]
    assert row["upper"] - row["lower"] > apart["upper"] - apart["lower"]


def test_with_nothing_to_scale_by_the_share_is_a_lower_bound() -> None:
    """Its end is where no unsplit visit was one to apply."""
    row = digital_share(city(**NOTHING_KNOWN)).iloc[0]
    plain = digital_share(city()).iloc[0]
    assert (row["share"], row["is_lower_bound"]) == (plain["share"], True)
    assert row["upper"] == pytest.approx(plain["upper"] + 800 / (20 * 120) - plain["share"])
    assert share_or_reason(row).startswith("≥")


def test_unknown_origins_raise_the_end_of_the_interval() -> None:
    """20 of 100 are digital, and 10 more requests have no origin: up to 30 of 110."""
    few, many = (
        digital_share(facts_frame(days("A", [(20, 80)] * 4, tidak_diketahui=count))).iloc[0] for count in (0.5, 10.0)
    )
    assert np.isnan(few["upper_unknown"])
    assert many["upper"] == pytest.approx(few["upper"] + 30 / 110 - 0.2)
    assert many["lower"] == few["lower"]


def test_shares_are_marked_where_most_visits_are_unsplit() -> None:
    own = digital_share(city(**PLAIN), ["unit_code"]).set_index("unit_code")
    assert share_or_reason(own.loc["B"]).startswith("≈")
    assert share_or_reason(own.loc["A"])[0].isdigit()


def test_who_does_not_split_stands_apart() -> None:
    rows = [row for code in "ACD" for row in days(code, [(20, 80)] * 4)]
    rows += [row for code, sent in (("B", 60), ("E", 10)) for row in days(code, [(sent, 100)] * 4, **PLAIN)]
    shares = digital_share(facts_frame(rows), ["unit_code"])
    units = shares[["unit_code"]].assign(name="Kantor", kind="kelurahan", kecamatan="K")
    assert peers(shares, units, "A").frame["unit_code"].to_list() == ["A", "C", "D"]
    assert peers(shares, units, "B").frame["unit_code"].to_list() == ["B", "E"]


def test_every_share_of_the_city_scales_alike() -> None:
    """The headline, that of whole weeks, and both sides of a change."""
    facts = city(**PLAIN)
    weekends = pd.concat([facts, off_days(facts)], ignore_index=True)
    assert week_share(weekends).loc[0, "share"] == pytest.approx(0.2)
    earlier = facts.assign(**{name: facts[name] - pd.Timedelta(weeks=5) for name in ("date", "week", "month")})
    change = share_change(earlier, facts)
    assert (change.before, change.after) == pytest.approx((0.2, 0.2))
    assert change.change.value == pytest.approx(0, abs=1e-12)


def test_purposes_that_an_office_never_counts_tell_no_part() -> None:
    """The part comes with the facts; a unit-day without it is counted whole."""
    facts = city(**PLAIN)
    facts.loc[facts["unit_code"] == "B", "apply_part"] = np.nan
    assert digital_share(facts).loc[0, "denominator"] == 20 * 220
