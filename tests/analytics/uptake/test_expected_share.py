"""Expected shares: offices drawn from a known rule, two of them planted off it; a fair rule names the others rarely."""

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from scipy.optimize import brentq
from scipy.stats import t
from statsmodels.regression.linear_model import OLS, WLS
from statsmodels.tools.tools import add_constant
from support.frames.analytics_frames import city

from analytics.uptake import digital_share, early_warnings, expected_shares, office_standings, weeks_live
from wording import expected_words, standing_words

Logits = npt.NDArray[np.float64]


def world(seed: int, offices: int = 30, spread: float = 0.25, kind: str = "kelurahan") -> tuple[pd.DataFrame, ...]:
    """Shares whose logit grows with age, falls with size and with counts that are not split, and a bit by chance."""
    rng = np.random.default_rng(seed)
    weeks, people = rng.uniform(2, 60, offices), rng.integers(2_000, 40_000, offices)
    is_split = rng.random(offices) < 0.7
    logit = (
        -1.5 + 0.5 * np.log(weeks) - 0.1 * np.log(people / 10_000) - 0.4 * ~is_split + rng.normal(0, spread, offices)
    )
    trials = rng.integers(200, 900, offices)
    codes = [f"U{number:02d}" for number in range(offices)]
    shares = pd.DataFrame(
        {"unit_code": codes, "numerator": np.round(trials / (1 + np.exp(-logit))), "denominator": trials}
    )
    shares = shares.assign(share=shares["numerator"] / trials, state="ok", reason="", unsplit_part=1.0 - is_split)
    units = pd.DataFrame({"unit_code": codes, "kind": kind, "population": people})
    return shares, units, pd.Series(weeks, codes)


def planted(shares: pd.DataFrame, at: int, share: float) -> pd.DataFrame:
    changed = shares.copy()
    changed.loc[at, "numerator"] = round(changed.loc[at, "denominator"] * share)
    return changed.assign(share=changed["numerator"] / changed["denominator"])


def between_offices(logit: Logits, design: Logits, counting: Logits) -> float:
    """The variance between offices at which the weighted squares of statsmodels' line are its degrees of freedom."""

    def excess(between: float) -> float:
        fit = WLS(logit, design, weights=1 / (between + counting)).fit()
        return float((fit.resid**2 / (between + counting)).sum() - fit.df_resid)

    return float(brentq(excess, 0, 10, xtol=1e-14)) if excess(0) > 0 else 0.0


@pytest.mark.parametrize("spread", [0.25, 0.0], ids=["offices differ", "by counting alone"])
def test_the_range_is_that_of_an_independent_regression(spread: float) -> None:
    """Without the office, statsmodels fits the same line; its range holds that line, the offices and the counting."""
    shares, units, weeks = world(1, spread=spread)
    found = expected_shares(shares, units, weeks)
    digital, trials = shares["numerator"].to_numpy(), shares["denominator"].to_numpy()
    logit = np.log((digital + 0.5) / (trials - digital + 0.5))
    columns = [np.log(weeks), np.log(units["population"]), shares["unsplit_part"]]
    design = add_constant(np.column_stack(columns))
    even = OLS(logit, design).fit().fittedvalues
    counting = (2 + np.exp(even) + np.exp(-even)) / trials
    for office in (0, 7, 29):
        rest = np.arange(len(shares)) != office
        between = between_offices(logit[rest], design[rest], counting[rest])
        fit = WLS(logit[rest], design[rest], weights=1 / (between + counting[rest])).fit(cov_type="fixed scale")
        error = np.sqrt(between + counting[office] + design[office] @ fit.cov_params() @ design[office])
        middle = fit.predict(design[[office]])[0]
        bounds = np.exp(middle + np.array([0, -1, 1]) * t.ppf(0.9, fit.df_resid) * error)
        expected = (bounds * (trials[office] + 0.5) - 0.5) / (trials[office] * (1 + bounds))
        expected[0] = 1 / (1 + np.exp(-middle))
        assert found.loc[office, ["expected", "low", "high"]].to_numpy(float) == pytest.approx(expected, rel=1e-6)


def test_small_offices_are_no_more_often_out_of_range_than_large_ones() -> None:
    """Offices of 25, 200 and 2,000 transactions differ alike in truth; two of ten of either size are outside."""
    rng, sizes, outside = np.random.default_rng(11), np.repeat([25, 200, 2_000], (8, 12, 20)), np.zeros(40)
    _, units, weeks = world(6, offices=40)
    for _ in range(60):
        odds = np.exp(-0.4 + rng.normal(0, 0.1, 40))
        shares = counted(rng.binomial(sizes, odds / (1 + odds)), sizes)
        outside += expected_shares(shares, units, weeks)["standing"].ne("as_expected")
    for size in (25, 200, 2_000):
        assert outside[sizes == size].mean() / 60 == pytest.approx(0.2, abs=0.07)


def counted(digital: Logits, trials: Logits) -> pd.DataFrame:
    frame = pd.DataFrame({"numerator": digital, "denominator": trials, "share": digital / trials, "state": "ok"})
    codes = [f"U{number:02d}" for number in range(len(frame))]
    return frame.assign(unit_code=codes, reason="", unsplit_part=0.0)


def test_offices_that_are_all_the_same_are_as_expected() -> None:
    _, units, weeks = world(4, offices=14)
    found = expected_shares(counted(np.full(14, 300), np.full(14, 1_000)), units, weeks)
    assert set(found["standing"]) == {"as_expected"}
    assert found["expected"].to_numpy() == pytest.approx(0.3, abs=0.001)
    assert (found["high"] - found["low"]).between(0.03, 0.07).all()


def test_a_share_of_nothing_lies_in_its_range_exactly_where_it_says_so() -> None:
    """None of 25 is digital where others have 1 in 20: the range reaches down to it."""
    _, units, weeks = world(4, offices=20)
    digital = np.where(np.arange(20) == 0, 0, 10)
    found = expected_shares(counted(digital, np.where(np.arange(20) == 0, 25, 200)), units, weeks).iloc[0]
    assert (found["low"], found["standing"]) == (0.0, "as_expected")
    assert found["expected"] == pytest.approx(0.05, abs=0.01)


@pytest.mark.parametrize(("offices", "is_told"), [(7, False), (8, True), (10, True)])
def test_a_kind_of_few_offices_is_held_against_its_age_alone(offices: int, is_told: bool) -> None:
    """Ten kecamatan offices, nobody knows their residents: the oldest has the highest share, none is out of line."""
    weeks = pd.Series(np.geomspace(4, 60, offices), [f"U{number:02d}" for number in range(offices)])
    units = pd.DataFrame({"unit_code": weeks.index, "kind": "kecamatan", "population": np.nan})
    odds = np.exp(-1.5 + 0.5 * np.log(weeks.to_numpy()))
    found = expected_shares(counted(np.round(600 * odds / (1 + odds)), np.full(offices, 600)), units, weeks)
    assert set(found["standing"]) == ({"as_expected"} if is_told else {""})
    assert set(found["reason"]) == ({""} if is_told else {"few_alike"})
    assert found["expected"].is_monotonic_increasing is is_told


def test_planted_offices_are_named_and_ordinary_ones_two_of_ten() -> None:
    named = []
    for seed in range(40):
        shares, units, weeks = world(seed)
        named.append(expected_shares(shares, units, weeks)["standing"].ne("as_expected").mean())
        expected = expected_shares(shares, units, weeks)["expected"]
        off = planted(planted(shares, 3, expected[3] / 3), 4, 1 - (1 - expected[4]) / 3)
        standing = expected_shares(off, units, weeks)["standing"]
        assert (standing[3], standing[4]) == ("below", "above")
    assert np.mean(named) == pytest.approx(0.2, abs=0.03)


def test_a_young_large_office_with_a_low_share_is_as_expected_where_a_raw_rank_would_blame_it() -> None:
    shares, units, weeks = world(5, spread=0.05)
    weeks["U00"], units.loc[0, "population"], shares.loc[0, "unsplit_part"] = 2.0, 40_000, 1.0
    shares = planted(shares, 0, 1 / (1 + np.exp(1.5 - 0.5 * np.log(2) + 0.1 * np.log(4) + 0.4)))
    assert shares["share"].idxmin() == 0
    assert expected_shares(shares, units, weeks).loc[0, "standing"] == "as_expected"


@pytest.mark.parametrize(("offices", "reason"), [(7, "few_alike"), (8, ""), (12, "")])
def test_too_few_offices_of_a_kind_expect_nothing(offices: int, reason: str) -> None:
    found = expected_shares(*world(2, offices=offices))
    assert set(found["reason"]) == {reason}
    assert set(found["standing"] == "") == {bool(reason)}


def test_what_cannot_be_expected_says_why() -> None:
    shares, units, weeks = world(3)
    shares.loc[0, ["state", "reason", "share"]] = ["not_provided", "low_completeness", np.nan]
    shares.loc[1, ["numerator", "denominator", "share"]] = [5, 19, 5 / 19]
    units.loc[2, "kind"] = "kecamatan"
    units["population"] = units["population"].astype(float).mask(units["unit_code"].eq("U03"))
    found = expected_shares(shares, units, weeks)
    assert list(found["reason"][:5]) == ["low_completeness", "few_transactions", "few_alike", "residents_unknown", ""]
    assert [standing_words(row, "id") for row in found.assign(is_warned=False).head(4).to_dict("records")] == ["–"] * 4
    assert "laporan kurang dari" in expected_words(found.iloc[0], "id")
    assert "jumlah penduduknya tidak diketahui" in expected_words(found.iloc[3], "id")


def test_offices_alike_in_size_still_have_a_line() -> None:
    shares, units, weeks = world(4)
    found = expected_shares(shares.assign(unsplit_part=0.0), units.assign(population=10_000), weeks)
    assert found["expected"].notna().all()


def town(weeks_low: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Twenty live offices until Friday 27 September 2024; U03 loses most digital requests in its last whole weeks."""
    facts = city(7, live=20, not_live=2, until="2024-09-27")
    since = pd.Timestamp("2024-09-23") - pd.Timedelta(weeks=weeks_low)
    is_low = facts["unit_code"].eq("U03") & facts["date"].between(since, "2024-09-22")
    facts["warga"] = facts["warga"].mask(is_low, (facts["warga"] / 6).round())
    rng = np.random.default_rng(0)
    units = pd.DataFrame({"unit_code": facts["unit_code"].unique(), "kind": "kelurahan"})
    return facts, units.assign(population=rng.integers(5_000, 30_000, len(units)))


@pytest.mark.parametrize(("weeks_low", "is_warned"), [(3, True), (2, False)])
def test_a_warning_needs_three_whole_weeks_running(weeks_low: int, is_warned: bool) -> None:
    facts, units = town(weeks_low)
    assert ("U03" in early_warnings(facts, units, date(2024, 9, 27))) == is_warned


def test_a_running_week_is_no_whole_one_and_a_sunday_ends_one() -> None:
    facts, units = town(3)
    facts["warga"] = facts["warga"].mask(facts["unit_code"].eq("U03") & facts["date"].ge("2024-09-23"), 900.0)
    assert "U03" in early_warnings(facts, units, date(2024, 9, 27))
    assert "U03" in early_warnings(facts, units, date(2024, 9, 22))
    assert "U03" not in early_warnings(facts, units, date(2024, 9, 8))


def test_the_sentence_of_a_warned_office_asks_for_the_cause() -> None:
    facts, units = town(3)
    shares = digital_share(facts[facts["month"] == "2024-09-01"], ["unit_code"])
    end = date(2024, 9, 27)
    found = office_standings(facts, shares, units, end, early_warnings(facts, units, end)).set_index("unit_code")
    assert "3 minggu berturut-turut" in expected_words(found.loc["U03"], "id")
    assert "berturut-turut" not in expected_words(found.loc["U03"], "id", has_warning=False)
    assert standing_words(found.loc["U03"], "id").startswith("▼ di bawah harapan")
    assert weeks_live(facts, date(2024, 1, 14))["U00"] == 2
