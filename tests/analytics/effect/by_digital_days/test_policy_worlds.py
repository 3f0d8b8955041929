"""The verdict in worlds of other kinds: a few cities each; `make bench` has the whole proof."""

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from analytics.effect import DigitalDays, digital_days
from bench.proofs.policy_worlds import MAY_WORK, MUST_BE_ALL_WEEK, MUST_WORK, WORLDS
from sample.world.policy_city import START, PolicyWorld, policy_facts
from wording import verdict_sentence

SEEDS = range(300, 303)
SINCE = pd.Timestamp(START)
NOTHING = PolicyWorld()


@cache
def said(name: str) -> Counter[str]:
    return Counter(digital_days(policy_facts(WORLDS[name], seed), START).verdict for seed in SEEDS)


def total(names: tuple[str, ...], verdict: str) -> float:
    return sum(said(name)[verdict] for name in names) / (len(names) * len(SEEDS))


def test_it_worked_where_it_did() -> None:
    """Gross errors only: of nine cities at 90 % fewer than six would be rarer than 1 in 1,000."""
    assert total(MUST_WORK, "worked") >= 6 / 9


@pytest.mark.drill
def test_it_did_not_work_where_visits_fell_for_another_reason_or_only_moved() -> None:
    """Growing take-up, displaced visits, waiting requests, strikes, retyped rows, missing reports, seasons."""
    others = tuple(name for name in WORLDS if name not in (*MUST_WORK, *MAY_WORK))
    assert total(others, "worked") <= 0.02
    assert max(said(name)["worked"] for name in others) <= 1


def test_a_fall_on_all_weekdays_alike_is_told() -> None:
    assert total(MUST_BE_ALL_WEEK, "all_week") >= 4 / 6


def test_moved_visits_and_waiting_requests_are_told_apart() -> None:
    assert total(("all displaced, flat", "all displaced, slow growth"), "only_moved") >= 4 / 6
    assert total(("requests shifted only, flat", "requests shifted only, slow growth"), "shifted") >= 3 / 6


@pytest.mark.parametrize("name", ["requests shifted only, flat", "nothing, flat"])
@pytest.mark.parametrize("seed", SEEDS)
def test_visits_that_rise_elsewhere_alone_are_not_told_as_a_fall(name: str, seed: int) -> None:
    """More visitors come where no office is live: at the live ones that is fewer than by the trend, but no fall that
    anybody could count at a counter, whether requests wait for the digital days or nothing happens."""
    facts = policy_facts(WORLDS[name], seed)
    elsewhere = (facts["date"] >= SINCE) & ~facts["is_live"].astype(bool)
    facts["visits"] = facts["visits"].mask(elsewhere, (facts["visits"] * 1.3).round())
    result = digital_days(facts, START)
    live = result.offices[result.offices["role"] == "live"]
    assert live["log_change"].mean() > -0.1
    assert result.plain_visits.upper < 0
    assert result.verdict not in ("worked", "all_week")


def test_where_the_others_rose_the_reason_says_so() -> None:
    facts = policy_facts(WORLDS["requests shifted only, flat"], SEEDS[0])
    elsewhere = (facts["date"] >= SINCE) & ~facts["is_live"].astype(bool)
    facts["visits"] = facts["visits"].mask(elsewhere, (facts["visits"] * 1.3).round())
    result = digital_days(facts, START)
    assert (result.verdict, result.reason) == ("cannot_tell", "others_rose")
    assert "lebih karena kunjungan naik di kelurahan yang belum aktif" in verdict_sentence(result)


def test_the_interval_holds_the_effect_under_any_growth() -> None:
    """Convert 30 % of Tue-Thu takes ln 0.81 off the week, whatever the take-up did by itself."""
    worlds = [name for name in WORLDS if name.startswith("convert 30 %,") and "growth" in name]
    held = []
    for name in worlds:
        for seed in SEEDS:
            seen = digital_days(policy_facts(WORLDS[name], seed), START).log_visits
            held.append(seen.lower < np.log(1 - 0.3 * 3.0 / 4.84) < seen.upper)
    assert sum(held) >= len(held) - 1


def changed(facts: pd.DataFrame, rows: pd.Series, **columns: object) -> pd.DataFrame:
    """Return the facts with some rows changed, flags as the published build sets them."""
    facts = facts.copy()
    for name, value in columns.items():
        facts.loc[rows, name] = value
    facts["is_walkin_complete"] = facts["is_expected"] & facts["visits"].notna()
    facts["is_complete"] = facts["is_walkin_complete"] & facts["is_live"].astype(bool)
    return facts


def facts_of(world: PolicyWorld = NOTHING, seed: int = 310) -> pd.DataFrame:
    return policy_facts(world, seed)


def cannot_tell(result: DigitalDays, reason: str, words: str) -> None:
    assert (result.verdict, result.reason) == ("cannot_tell", reason)
    assert words in verdict_sentence(result)


def test_without_data_before_that_is_the_reason() -> None:
    facts = facts_of()
    cannot_tell(digital_days(facts[facts["date"] >= SINCE], START), "no_before", "tidak ada data dari masa sebelum")
    late = facts[facts["date"] >= SINCE - pd.Timedelta(weeks=5)]
    cannot_tell(digital_days(late, START), "short_before", "kurang dari 8 minggu")


def test_where_every_weekday_is_a_digital_day_there_is_none_to_compare_with() -> None:
    result = digital_days(facts_of(PolicyWorld(weekdays=(1, 2, 3, 4, 5))), START)
    cannot_tell(result, "every_weekday", "semua hari kerja")


def test_too_few_live_offices_are_the_reason_only_where_there_are_too_few() -> None:
    cannot_tell(digital_days(facts_of(PolicyWorld(live=4)), START), "few_live", "terlalu sedikit kelurahan")
    facts = facts_of()
    silent = facts["unit_code"].le("K06") & facts["weekday"].eq(1)
    cannot_tell(digital_days(changed(facts, silent, visits=np.nan), START), "walkin_missing", "laporan kunjungan")
    zero = facts["unit_code"].le("K06") & facts["date"].ge(SINCE) & facts["visits"].notna()
    cannot_tell(digital_days(changed(facts, zero, visits=0.0), START), "no_visits", "tidak ada kunjungan loket")


def test_too_many_unknown_origins_are_the_reason() -> None:
    """On digital days since the start most rows lose their origin: the gap may lie below or at nothing."""
    facts = facts_of()
    lost = facts["is_digital_day"] & facts["is_live"].astype(bool)
    blind = changed(facts, lost, tidak_diketahui=facts["warga"] + facts["rt"] + 1, warga=0.0, rt=0.0)
    cannot_tell(digital_days(blind, START), "unknown_origin", "tidak diketahui asalnya")


def test_zeros_of_a_strike_are_no_counts() -> None:
    """A quarter of the live offices' weeks since the start written as 0: visits would seem to have fallen."""
    facts = facts_of()
    week = facts["week"].dt.isocalendar().week % 4
    struck = facts["is_live"].astype(bool) & facts["date"].ge(SINCE) & week.eq(0) & facts["visits"].notna()
    result = digital_days(changed(facts, struck, visits=0.0), START)
    assert result.verdict in ("no_effect", "cannot_tell")
    assert 0.99 * struck.sum() <= result.false_zeros <= struck.sum()
    assert result.log_visits.value == pytest.approx(digital_days(facts, START).log_visits.value, abs=0.06)


def test_counters_closed_on_digital_days_are_counted_as_zero() -> None:
    """Nobody comes on Tuesday to Thursday any more: that is what happened, no false count."""
    facts = facts_of()
    closed = facts["is_digital_day"] & facts["is_live"].astype(bool) & facts["visits"].notna()
    result = digital_days(changed(facts, closed, visits=0.0), START)
    assert result.false_zeros <= 0.01 * closed.sum()
    assert result.visits_change.value < -0.5


def test_fewer_reports_of_busy_days_prove_no_fall() -> None:
    """The fall that remains could be the days left out: the bound leaves room for them."""
    result = digital_days(facts_of(PolicyWorld(wait=0.6, busy_missing=0.9)), START)
    room = result.visits_bound.upper - result.visits_change.upper
    plain = digital_days(facts_of(PolicyWorld(wait=0.6)), START)
    assert room > plain.visits_bound.upper - plain.visits_change.upper + 0.03
    assert result.verdict != "worked"


def test_a_fall_that_began_before_the_start_forbids_the_verdict() -> None:
    """Visits of the live offices drop by a third 11 weeks before the start; placebo dates show it."""
    facts = facts_of(replace(NOTHING, wait=0.6))
    dropped = facts["is_live"].astype(bool) & facts["date"].ge(SINCE - pd.Timedelta(weeks=11))
    result = digital_days(changed(facts, dropped, visits=(facts["visits"] * 0.67).round()), START)
    assert result.placebos["visits_change"].min() < -0.15
    assert result.verdict not in ("worked", "all_week")


def test_placebo_dates_are_always_asked() -> None:
    result = digital_days(facts_of(), START)
    assert len(result.placebos) >= 4
    assert result.placebos["date"].max() <= SINCE - pd.Timedelta(weeks=8)
    assert not result.placebos["is_effect"].any()


def begun_to_split(facts: pd.DataFrame, last: str, *, is_all_known: bool) -> pd.DataFrame:
    """Live offices up to a code count everybody before the start, since then only those who apply: 60 of 100."""
    rows = facts["is_live"].astype(bool) & facts["unit_code"].le(last)
    before, after = rows & facts["date"].lt(SINCE), rows & facts["date"].ge(SINCE)
    split = facts["visits"].where(~after, (facts["visits"] * 0.6).round())
    whole = facts["visits"].where(before | (after & is_all_known))
    return facts.assign(visits=split, all_visits=whole, is_unsplit=before, apply_part=np.where(before, 0.6, 1.0))


@pytest.mark.parametrize("last", ["K05", "K10"])
def test_another_way_of_counting_is_no_fall_of_visits(last: str) -> None:
    """From the start on nobody knows how many came in all: visits only seem to fall by those who do not apply."""
    facts = facts_of(PolicyWorld(wait=0.6))
    result = digital_days(begun_to_split(facts, last, is_all_known=False), START)
    cannot_tell(result, "counted_otherwise", "cara menghitung kunjungannya berubah")
    assert set(result.left_out["reason"]) == {"counted_otherwise"}
    known = digital_days(begun_to_split(facts, last, is_all_known=True), START)
    assert known.visits_change.value == pytest.approx(digital_days(facts, START).visits_change.value, abs=1e-9)
    few = digital_days(begun_to_split(facts, "K02", is_all_known=False), START)
    others = digital_days(facts[facts["unit_code"].gt("K02")], START)
    assert (few.live_offices, few.verdict, few.log_visits) == (8, others.verdict, others.log_visits)
