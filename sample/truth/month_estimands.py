"""True monthly figures, shares by weekday, and the effect of going live, from expected counts."""

from typing import Any

import numpy as np

from sample.truth.estimands import MONDAY_TO_FRIDAY, Record, share_record, week_visits
from sample.world.days import policy_start
from sample.world.draw import Draw
from sample.world.parameters import Bools, Floats


def month_masks(drawn: Draw) -> list[tuple[str, Bools]]:
    """Return (yyyy-mm, mask over days) for each month up to the as-of."""
    reached = drawn.days.month[: drawn.as_of + 1]
    return [(str(month), drawn.days.month == month) for month in np.unique(reached)]


def _mean_help(drawn: Draw) -> Floats:
    """Return expected help calls, with or without a place, by office and day of the request."""
    world, parameters = drawn.worlds["as_happened"], drawn.parameters
    early = np.where(drawn.offices.weeks_live < 8, 2.0, 1.0)
    loose = world.digital * parameters.of("help_rate", drawn.codes)[:, None] * early
    return loose + world.warga * parameters.of("helped", drawn.codes)[:, None]


def _month(drawn: Draw, month: str, days: Bools, calls: Floats) -> Record:
    world = drawn.worlds["as_happened"]
    where = drawn.is_expected & drawn.offices.live & days
    record = {"month": month, **share_record(world, where)}
    if not record["denominator"]:
        return record
    digital, entered = world.digital[where].sum(), world.petugas[where].sum()
    helped = drawn.parameters.of("helped", drawn.codes)[:, None]
    alone = (world.warga * (1 - helped))[where].sum()
    every = world.digital[:, days].sum()
    return record | {
        "share_without_known_help": round(float(alone / record["denominator"]), 6),
        "share_inside_application": round(float(digital / (digital + entered)), 6),
        "officer_ratio": round(float(entered / world.walkin[where].sum()), 6),
        "assistance_per_100": round(float(100 * calls[:, days].sum() / every), 6) if every else None,
    }


def month_estimands(drawn: Draw) -> list[Record]:
    """Return the true monthly figures of the live offices.

    month, numerator, denominator, share (headline), share_without_known_help,
    share_inside_application, officer_ratio (of known origin), assistance_per_100 (all calls, all
    days, calls by day of the request).
    """
    calls = _mean_help(drawn)
    return [_month(drawn, month, days, calls) for month, days in month_masks(drawn)]


def live_in_both(drawn: Draw, unit_days: Bools) -> tuple[Bools, Bools, Bools]:
    """Return days before and since the start, and the offices with unit-days in both."""
    start = drawn.days.index_of(policy_start(drawn.tables)[0].astype(object))
    before = np.arange(len(drawn.days)) < start
    both = unit_days[:, before].any(axis=1) & unit_days[:, ~before].any(axis=1)
    return before, ~before, np.asarray(both)


def weekday_groups(drawn: Draw) -> dict[str, Bools]:
    """Return masks over days: each weekday 1..5, and the two groups `digital` and `other`."""
    weekday = drawn.days.weekday
    chosen = np.isin(weekday, policy_start(drawn.tables)[1])
    return {**{str(w): weekday == w for w in MONDAY_TO_FRIDAY}, "digital": chosen, "other": ~chosen}


def weekday_estimands(drawn: Draw) -> list[Record]:
    """Return period (before, since), weekday (1..5, digital, other) and the headline share, for the
    offices live in both periods."""
    unit_days = drawn.is_expected & drawn.offices.live
    before, since, both = live_in_both(drawn, unit_days)
    world = drawn.worlds["as_happened"]
    return [
        {"period": period, "weekday": name, **share_record(world, unit_days & both[:, None] & days & mask)}
        for period, days in (("before", before), ("since", since))
        for name, mask in weekday_groups(drawn).items()
    ]


def _cohorts(drawn: Draw) -> dict[str, list[int]]:
    """Return kelurahan by first full month live; live from day 1 of a month makes it full."""
    cohorts: dict[str, list[int]] = {}
    for position, code in enumerate(drawn.codes):
        if code in drawn.roster.go_live and drawn.tables.units["kind"].iloc[position] == "kelurahan":
            day = np.datetime64(drawn.roster.go_live[code], "D")
            month = day.astype("datetime64[M]")
            full = month if day == month.astype("datetime64[D]") else month + 1
            cohorts.setdefault(str(full), []).append(position)
    return dict(sorted(cohorts.items()))


def live_effects(drawn: Draw) -> dict[str, Floats]:
    """Return by month, for every office, ln V as it happened minus ln V had nobody been live."""
    effects = {}
    for month, days in month_masks(drawn):
        happened, nobody = (
            week_visits(drawn, drawn.worlds[name].walkin, days).sum(axis=1) for name in ("as_happened", "not_live")
        )
        effects[month] = np.log(happened) - np.log(nobody)
    return effects


def going_live_estimands(drawn: Draw) -> list[Record]:
    """Return cohort, month, units and att: mean over the cohort of ln V as it happened minus ln V
    had nobody been live, for the month before the cohort's first full one and all later ones."""
    effects = live_effects(drawn)
    found: list[Record] = []
    for cohort, units in _cohorts(drawn).items():
        first = str(np.datetime64(cohort, "M") - 1)
        found += [
            {"cohort": cohort, "month": month, "units": len(units), "att": _plain(effect[units].mean())}
            for month, effect in effects.items()
            if month >= first
        ]
    return found


def _plain(value: Any) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)


def change_estimands(drawn: Draw) -> Record | None:
    """Return the change of the city share between the last two months in its parts, from expected counts.

    from, to, plain, real (at the offices with a standard week in both, mean weights), reweighted, joined, left,
    calendar; the parts add up to plain. Formulas: `share_change` and `share_change_parts` in the definitions.
    """
    if len(months := month_masks(drawn)) < 2:
        return None
    world, unit_days = drawn.worlds["as_happened"], drawn.is_expected & drawn.offices.live
    every = (world.digital, world.digital + world.visits)
    chosen = [unit_days & days for _, days in months[-2:]]
    plain = [float(every[0][where].sum() / max(every[1][where].sum(), 1)) for where in chosen]
    (x0, n0), (x1, n1) = ([_whole_week(drawn, matrix, where) for matrix in every] for where in chosen)
    if not (n0.sum() and n1.sum()):
        return None
    both = (n0 > 0) & (n1 > 0)
    v0, v1 = (np.where(both, n, 0) / n[both].sum() for n in (n0, n1))
    s0, s1 = x0 / np.where(n0, n0, 1), x1 / np.where(n1, n1, 1)
    level0, level1 = x0.sum() / n0.sum(), x1.sum() / n1.sum()
    parts = {
        "plain": plain[1] - plain[0],
        "real": ((v0 + v1) / 2 * (s1 - s0)).sum(),
        "reweighted": ((s0 + s1) / 2 * (v1 - v0)).sum(),
        "joined": level1 - (v1 * s1).sum(),
        "left": (v0 * s0).sum() - level0,
        "calendar": plain[1] - plain[0] - (level1 - level0),
    }
    months_named = {"from": months[-2][0], "to": months[-1][0]}
    return months_named | {name: round(float(value), 6) for name, value in parts.items()}


def _whole_week(drawn: Draw, matrix: Floats, where: Bools) -> Floats:
    """The sum over Mon..Fri of an office's mean a day; 0 for one that lacks a weekday."""
    total, has_all = np.zeros(len(matrix)), np.ones(len(matrix), bool)
    for weekday in MONDAY_TO_FRIDAY:
        own = where & (drawn.days.weekday == weekday)
        number = own.sum(axis=1)
        total += np.where(own, matrix, 0).sum(axis=1) / np.maximum(number, 1)
        has_all &= number > 0
    return np.where(has_all, total, 0.0)
