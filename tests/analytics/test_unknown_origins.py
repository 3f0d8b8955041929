"""An export that loses who entered a request: no figure may take what is not known for a change, or for a need."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.assistance import assistance_rate, help_by_age, help_change, still_needs_help
from analytics.uptake import digital_share, early_warnings, expected_shares, weeks_live
from sample.world.policy_city import PolicyWorld, policy_facts
from wording import rate_words

CALLS = 0.08
DECEMBER, JANUARY = (date(2024, 12, 1), date(2024, 12, 31)), date(2025, 1, 1)


def city() -> pd.DataFrame:
    """Offices that differ in nothing but chance; of 100 digital requests 8 come with a call."""
    facts = policy_facts(PolicyWorld(live=25, not_live=4, missing=0.0), 5)
    sent = (facts["warga"] + facts["rt"]).to_numpy(float)
    return facts.assign(help_calls=np.random.default_rng(2).poisson(sent * CALLS).astype(float))


def without_origin(facts: pd.DataFrame, rows: pd.Series, part: float) -> pd.DataFrame:
    """The same requests, but of a part of the citizens' and RT heads' nobody knows any more who entered them."""
    lost = (facts[["warga", "rt"]] * part).round().where(rows, 0.0)
    kept = facts[["warga", "rt"]] - lost
    return facts.assign(**kept, tidak_diketahui=facts["tidak_diketahui"] + lost.sum(axis=1))


def january(facts: pd.DataFrame) -> pd.DataFrame:
    return facts[facts["date"].between("2025-01-01", "2025-01-31")]


def test_the_rate_of_help_becomes_a_range() -> None:
    facts = january(city())
    row = assistance_rate(facts).iloc[0]
    assert np.isnan(row["least_rate"])
    assert "–" not in rate_words(row)
    lost = assistance_rate(without_origin(facts, facts["is_live"].astype(bool), 0.3)).iloc[0]
    assert lost["least_rate"] < row["rate"] < lost["rate"]
    assert "–" in rate_words(lost)


def test_lost_origins_are_no_rise_of_the_need_for_help() -> None:
    facts = city()
    facts = facts[facts["date"] <= pd.Timestamp("2025-01-31")]
    before = help_change(facts, DECEMBER, JANUARY)
    assert before.change.direction == "same"
    lost = help_change(without_origin(facts, facts["date"].ge(pd.Timestamp(JANUARY)), 0.4), DECEMBER, JANUARY)
    assert lost.change.value > 3
    assert lost.change.lower < before.change.value < lost.change.upper
    assert lost.change.direction == "same"
    # Where they come back, that is no fall either.
    found = help_change(without_origin(facts, facts["date"].lt(pd.Timestamp(JANUARY)), 0.4), DECEMBER, JANUARY)
    assert found.change.direction == "same"


@pytest.mark.parametrize("is_young", [False, True])
def test_an_office_whose_origins_are_lost_does_not_need_help_for_that(is_young: bool) -> None:
    """Twelve of 25 offices, so that chance does not decide; the young ones went live in November."""
    facts = city()
    end = facts["date"].max().date()
    if is_young:
        number = facts["unit_code"].str[1:].astype(int)
        facts["is_live"] = facts["is_live"].astype(bool) & facts["date"].ge(
            pd.Timestamp("2024-08-05") + pd.to_timedelta(np.where(number <= 12, 18, number % 4), unit="W")
        )
    chosen = facts["unit_code"].le("K12")
    named = help_by_age(facts, end) if is_young else still_needs_help(facts, end)
    lost = without_origin(facts, chosen, 0.6)
    again = help_by_age(lost, end) if is_young else still_needs_help(lost, end)
    seen, true = (each.set_index("unit_code")["rate"].sort_index()[:"K12"] for each in (again, named))
    assert len(seen) == 12
    assert (seen > 1.5 * true).all()
    assert set(again.loc[again["needs_help"], "unit_code"]) <= set(named.loc[named["needs_help"], "unit_code"])


def standing(facts: pd.DataFrame) -> tuple[str, list[str]]:
    """Of K03 in January, and the offices warned of at the end."""
    end = facts["date"].max().date()
    units = facts.drop_duplicates("unit_code")[["unit_code", "kind"]].assign(population=10_000.0)
    shares = digital_share(january(facts), ["unit_code"])
    found = expected_shares(shares, units, weeks_live(facts, end)).set_index("unit_code")
    return str(found.loc["K03", "standing"]), early_warnings(facts, units, end)


def test_a_share_that_lost_origins_make_low_is_not_below_expectation() -> None:
    """Nine of ten requests of one office without an origin; where officers typed them in, the share is low."""
    facts = city()
    chosen = facts["unit_code"].eq("K03")
    lost = without_origin(facts, chosen, 0.9)
    typed = lost.assign(petugas=facts["petugas"] + lost["tidak_diketahui"], tidak_diketahui=0.0)
    assert standing(facts) == ("as_expected", [])
    assert standing(lost) == ("as_expected", [])
    assert standing(typed) == ("below", ["K03"])
