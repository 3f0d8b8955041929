"""The true value of each figure: the formulas of the published definitions on EXPECTED counts.

Unit-days are the due ones (working day, no outage, up to the as-of), all of them reported: nothing
is missing here. Shares are over visits to apply (`World.visits`), also of offices that count every visitor;
whole-week visits and the weekday gap are over the counts of the offices (`World.walkin`). Digital is
origin warga or rt; an unknown origin is in no share. Kelurahan and kecamatan offices count together in the
shares, kelurahan alone in the effects.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sample.world.days import policy_start
from sample.world.draw import Draw
from sample.world.parameters import Bools, Floats
from sample.world.world import World

WEEKS_LIVE_BEFORE = 8
WINDOW_WEEKS = 26
MIN_COMPARISON = 10
MONDAY_TO_FRIDAY = range(1, 6)
Record = dict[str, Any]


@dataclass(frozen=True)
class TruthPeriods:
    """Periods before and since the start as masks over days, and the office sets L and N (masks)."""

    before: Bools
    since: Bools
    group_a: Bools
    live_long: Bools
    never: Bools


def share_record(world: World, where: Bools) -> Record:
    """Return numerator, denominator and share of the headline over some unit-days."""
    digital = float(world.digital[where].sum())
    whole = digital + float(world.visits[where].sum())
    return {
        "numerator": round(digital, 4),
        "denominator": round(whole, 4),
        "share": round(digital / whole, 6) if whole else None,
    }


def _ratio(part: float, whole: float, times: float = 1) -> float | None:
    return round(times * part / whole, 6) if whole else None


def _go_live(drawn: Draw) -> Floats:
    """Return the position of each office's first live day; infinity: never."""
    position = [
        drawn.days.index_of(drawn.roster.go_live[c]) if c in drawn.roster.go_live else np.inf for c in drawn.codes
    ]
    return np.array(position)


def truth_periods(drawn: Draw) -> TruthPeriods | None:
    """Return periods and sets of "did the digital days work"; None: nothing after the start yet.

    Pre: the later of S - 26 weeks and (last go-live in L + 8 weeks), to S - 1 day. Post: S to the
    earliest of S + 26 weeks - 1 day, the as-of, and the last day on which N still has 10 offices.
    """
    start, chosen = policy_start(drawn.tables)
    begin = drawn.days.index_of(start.astype(object))
    if begin > drawn.as_of:
        return None
    live = _go_live(drawn)
    is_kelurahan = (drawn.tables.units["kind"] == "kelurahan").to_numpy()
    live_long = is_kelurahan & (live <= begin - 7 * WEEKS_LIVE_BEFORE)
    if not live_long.any():
        return None
    first = max(begin - 7 * WINDOW_WEEKS, int(live[live_long].max()) + 7 * WEEKS_LIVE_BEFORE, 0)
    last = min(begin + 7 * WINDOW_WEEKS - 1, drawn.as_of)
    while last >= begin and (is_kelurahan & (live > last)).sum() < MIN_COMPARISON:
        last -= 1
    span = np.arange(len(drawn.days))
    return TruthPeriods(
        (span >= first) & (span < begin),
        (span >= begin) & (span <= last),
        np.isin(drawn.days.weekday, chosen),
        live_long,
        is_kelurahan & (live > last),
    )


def week_visits(drawn: Draw, walkin: Floats, where: Bools) -> Floats:
    """Return offices x 5: mean visits per due unit-day of each weekday within a mask of days."""
    columns = []
    for weekday in MONDAY_TO_FRIDAY:
        days = np.flatnonzero(where & (drawn.days.weekday == weekday))
        chosen = drawn.is_expected[:, days]
        count = chosen.sum(axis=1)
        total = np.where(chosen, walkin[:, days], 0).sum(axis=1)
        columns.append(np.where(count > 0, total / np.maximum(count, 1), np.nan))
    return np.column_stack(columns)


def _office_share(drawn: Draw, world: World, days: Bools) -> Floats:
    where = drawn.is_expected & drawn.offices.live & days
    digital = np.where(where, world.digital, 0).sum(axis=1)
    whole = digital + np.where(where, world.walkin, 0).sum(axis=1)
    return np.where(whole > 0, digital / np.where(whole > 0, whole, 1), np.nan)


def effect_records(drawn: Draw, world: World, found: TruthPeriods) -> Record:
    """Return gap, whole-week visits E, whole-week share and displacement d in one world."""
    chosen, others = found.group_a, ~found.group_a
    share = {
        (period, group): _office_share(drawn, world, days & mask)
        for period, days in (("before", found.before), ("since", found.since))
        for group, mask in (("a", chosen), ("o", others), ("all", chosen | others))
    }
    gaps = share["since", "a"] - share["before", "a"] - (share["since", "o"] - share["before", "o"])
    pre, post = (week_visits(drawn, world.walkin, days) for days in (found.before, found.since))
    change = np.log(post.sum(axis=1)) - np.log(pre.sum(axis=1))
    effect = float(change[found.live_long].mean() - change[found.never].mean())
    change_of_share = share["since", "all"] - share["before", "all"]
    return {
        "weekday_gap": round(float(gaps[found.live_long].mean()), 6),
        "gap_by_office": _by_office(drawn, gaps, found.live_long),
        "whole_week_visits": round(effect, 6),
        "whole_week_visits_change": round(float(np.expm1(effect)), 6),
        "whole_week_share_change": round(float(change_of_share[found.live_long].mean()), 6),
        **_displacement(drawn, pre, post, found),
    }


def _by_office(drawn: Draw, values: Floats, where: Bools) -> dict[str, float]:
    return {drawn.codes[i]: round(float(values[i]), 6) + 0.0 for i in np.flatnonzero(where)}


def _displacement(drawn: Draw, pre: Floats, post: Floats, found: TruthPeriods) -> Record:
    """Return X, Y and d = X / Y: visits that appeared on the other days over visits gone."""
    is_a = np.array([found.group_a[drawn.days.weekday == w].any() for w in MONDAY_TO_FRIDAY])
    parts = {name: (pre[:, mask].sum(axis=1), post[:, mask].sum(axis=1)) for name, mask in (("a", is_a), ("o", ~is_a))}
    trend = {name: after[found.never].sum() / before[found.never].sum() for name, (before, after) in parts.items()}
    gone = float((trend["a"] * parts["a"][0] - parts["a"][1])[found.live_long].sum())
    appeared = float((parts["o"][1] - trend["o"] * parts["o"][0])[found.live_long].sum())
    return {
        "visits_gone": round(gone, 6),
        "visits_appeared": round(appeared, 6),
        "displacement": _ratio(appeared, gone) if abs(gone) > 1e-6 else None,
    }


def digital_day_estimands(drawn: Draw) -> Record | None:
    """Return windows, office sets, and the effects with and without the digital days."""
    found = truth_periods(drawn)
    if found is None:
        return None
    dates = drawn.days.dates
    return {
        "before": [str(dates[found.before][0]), str(dates[found.before][-1])] if found.before.any() else None,
        "since": [str(dates[found.since][0]), str(dates[found.since][-1])],
        "live_long": [drawn.codes[i] for i in np.flatnonzero(found.live_long)],
        "never": [drawn.codes[i] for i in np.flatnonzero(found.never)],
        **{
            world: effect_records(drawn, drawn.worlds[world], found) if found.before.any() else None
            for world in ("no_digital_days", "as_happened")
        },
    }
