"""What changed at each office between two periods, and which offices cannot be used and why."""

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from analytics.base import WORKING_WEEKDAYS, Estimate, Floats, Panel, PeriodSums, Positions, jackknife, t_interval
from analytics.effect.by_digital_days.windows import DAY, SETTLING, Flags, TimestampSpan, Windows
from core.method import MIN_LIVE, MIN_NOT_LIVE

ALL_WEEKDAYS = list(range(WORKING_WEEKDAYS))


@dataclass(frozen=True)
class WeekParts:
    """Positions 0..4 of the digital-first weekdays and of the other ones."""

    digital: list[int]
    other: list[int]

    @classmethod
    def of(cls, weekdays: list[int]) -> "WeekParts":
        """Return the parts of the working week for digital-first weekdays 1..5."""
        digital = [number - 1 for number in weekdays if number <= WORKING_WEEKDAYS]
        return cls(digital, [position for position in ALL_WEEKDAYS if position not in digital])


def moved_shares(sums: PeriodSums, parts: WeekParts, *, unknown_is_digital: bool = False) -> Floats:
    """Return by office the change of the share: on the digital-first weekdays, on the others, and their difference."""
    digital, other = (
        np.diff(sums.share(part, unknown_is_digital=unknown_is_digital), axis=1)[:, 0]
        for part in (parts.digital, parts.other)
    )
    return np.column_stack([digital, other, digital - other])


def gaps(sums: PeriodSums, parts: WeekParts) -> Floats:
    """Return by office the change of the share on the digital-first weekdays minus that on the others."""
    gap: Floats = moved_shares(sums, parts)[:, 2]
    return gap


def log_changes(sums: PeriodSums) -> Floats:
    """Return by office the change of ln visits per standard week."""
    with np.errstate(divide="ignore", invalid="ignore"):
        change: Floats = np.diff(np.log(sums.standard_week(ALL_WEEKDAYS)), axis=1)[:, 0]
    return change


def usable(sums: PeriodSums) -> tuple[Flags, Flags]:
    """Return which offices have all that a gap needs, and which have all that a change of visits needs."""
    walked, done = ((array > 0).all(axis=(1, 2)) for array in (sums.walkin_days, sums.complete_days))
    others = np.logical_and(walked, (sums.standard_week(ALL_WEEKDAYS) > 0).all(axis=1))
    live = np.logical_and(done & others, np.isfinite(sums.share(ALL_WEEKDAYS)).all(axis=1))
    return live, others


def parts_of_week(sums: PeriodSums, parts: WeekParts, chosen: Flags) -> Floats:
    """Return visits per standard week: offices x period x (digital-first, other)."""
    return np.stack([sums.standard_week(part)[chosen] for part in (parts.digital, parts.other)], axis=2)


def weighted_gap(sums: PeriodSums, parts: WeekParts, live: Flags) -> Estimate:
    """Return the gap of the offices' summed counts, with its jackknife interval."""
    counts = np.stack(
        [
            np.stack([array[live][:, :, part].sum(axis=2) for part in (parts.digital, parts.other)], axis=2)
            for array in (sums.digital, sums.total)
        ]
    )
    if counts.shape[1] < 2:
        return Estimate()

    def gap(kept: Positions) -> Floats:
        digital, total = counts[:, kept].sum(axis=1)
        with np.errstate(invalid="ignore"):
            change = np.diff(digital / total, axis=0)[0]
        return np.array([change[0] - change[1]])

    size = counts.shape[1]
    error = float(np.sqrt(jackknife(gap, size)[0, 0]))
    return t_interval(float(gap(np.arange(size))[0]), error, size - 1)


def least_completeness(sums: PeriodSums, live: Flags, not_live: Flags) -> float:
    """Return the least share of due unit-days that were complete, over both groups and both windows."""
    pairs = ((sums.complete_days[live], sums.expected[live]), (sums.walkin_days[not_live], sums.expected[not_live]))
    done, due = (np.concatenate([pair[k].sum(axis=(0, 2)) for pair in pairs]) for k in (0, 1))
    return float((done / due).min()) if (due > 0).all() else nan


def with_roles(changes: pd.DataFrame, live: Flags, not_live: Flags, apart: Flags) -> pd.DataFrame:
    """Return the offices used, with their role: live, not_live or apart."""
    role = np.select([live, not_live, apart], ["live", "not_live", "apart"], default="")
    order = np.lexsort((changes["unit_code"].to_numpy(object), role))
    order = order[role[order] != ""]
    frame: pd.DataFrame = changes.drop(columns=["reason", "walkin_reason"]).assign(role=role).iloc[order]
    return frame.reset_index(drop=True)


def changes_by_office(
    days: Panel, sums: PeriodSums, parts: WeekParts, is_silent: Flags, is_recounted: Flags
) -> pd.DataFrame:
    """Return one row an office, in the panel's order.

    Columns: unit_code, name, share_digital_before, share_digital_since, share_other_before,
    share_other_since (digital share on the digital-first and on the other weekdays), gap (difference
    of their changes), share_change (whole week), visits_before, visits_since (per standard week),
    log_change, reason ('' where everything can be computed, else no_visits, counted_otherwise, weekday_incomplete or
    no_transactions) and walkin_reason (the same, asking only for walk-in counts). `is_silent`: offices that reported
    no visitor at all in one of the periods; `is_recounted`: those with days set aside (Panel.counted_by_part).
    """
    digital, other = sums.share(parts.digital), sums.share(parts.other)
    week, visits = sums.share(ALL_WEEKDAYS), sums.standard_week(ALL_WEEKDAYS)
    frame = pd.DataFrame(
        {
            "unit_code": days.offices["unit_code"],
            "name": days.offices["name"],
            "share_digital_before": digital[:, 0],
            "share_digital_since": digital[:, 1],
            "share_other_before": other[:, 0],
            "share_other_since": other[:, 1],
            "gap": gaps(sums, parts),
            "share_change": np.diff(week, axis=1)[:, 0],
            "visits_before": visits[:, 0],
            "visits_since": visits[:, 1],
            "log_change": log_changes(sums),
        }
    )
    walked, done = ((array > 0).all(axis=(1, 2)) for array in (sums.walkin_days, sums.complete_days))
    no_visits = is_silent | (walked & ~(visits > 0).all(axis=1))
    reasons = ["no_visits", "counted_otherwise", "weekday_incomplete", "no_transactions"]
    rules = [no_visits, is_recounted & ~done, ~done, frame["gap"].isna()]
    frame["reason"] = np.select(rules, reasons, default="")
    frame["walkin_reason"] = np.select([no_visits, is_recounted & ~walked, ~walked], reasons[:3], default="")
    return frame


def silent_offices(days: Panel, window: Windows) -> Flags:
    """Return which offices reported, and never a visitor, in one of the two periods."""
    found = np.zeros(len(days.visits), bool)
    for span in (window.before, window.since):
        inside = days.between(*span)
        found |= (days.walkin_complete[:, inside].sum(axis=1) > 0) & (days.visits[:, inside].sum(axis=1) == 0)
    return found


def offices_left_out(days: Panel, changes: pd.DataFrame, window: Windows) -> pd.DataFrame:
    """Return the kelurahan that are in neither group: unit_code, name, reason.

    Reasons: those of `changes_by_office`, status_unknown, and live_in_window (went live too late for a
    time before, or is live on some day of the window).
    """
    inside = days.between(window.before[0], window.since[1])
    unknown = np.isnan(days.live[:, inside]).any(axis=1)
    reason = np.select(
        [window.is_live, window.is_not_live, unknown],
        [changes["reason"], changes["walkin_reason"], "status_unknown"],
        default="live_in_window",
    )
    left = np.flatnonzero(days.is_kelurahan & (reason != ""))
    return changes[["unit_code", "name"]].assign(reason=reason).iloc[left].reset_index(drop=True)


def obstacle(days: Panel, window: Windows, changes: pd.DataFrame, parts: WeekParts) -> str:
    """Return why there is no answer whatever the figures say, '' where nothing stands in the way.

    every_weekday, no_working_weekday, no_before, short_before, short_since, live_unknown; and where enough kelurahan
    would be there to compare, what most of those lack that cannot be used: walkin_missing, counted_otherwise,
    no_visits, no_transactions.
    """
    turn = window.before[1] + DAY
    is_kelurahan = days.is_kelurahan
    unknown = is_kelurahan & np.isnan(days.live[:, days.dates < turn]).any(axis=1)
    is_few = int(window.is_live.sum()) < MIN_LIVE
    rules = (
        (not parts.other, "every_weekday"),
        (not parts.digital, "no_working_weekday"),
        (days.dates[0] >= turn, "no_before"),
        (days.dates[0] > turn - SETTLING, "short_before"),
        (window.weeks[1] <= 0 or _lacks_weekday(days, window.since), "short_since"),
        (is_few and int((window.is_live | unknown).sum()) >= MIN_LIVE, "live_unknown"),
    )
    found = next((reason for stands, reason in rules if stands), "")
    if found or window.weeks[0] <= 0:
        return found
    groups = ((window.is_live, "reason", MIN_LIVE), (window.is_not_live, "walkin_reason", MIN_NOT_LIVE))
    return next(filter(None, (_lacking(changes.loc[chosen, name], least) for chosen, name, least in groups)), "")


def _lacks_weekday(days: Panel, span: TimestampSpan) -> bool:
    """True where a period is too short to hold every weekday: no office can be complete in it."""
    return not bool(days.weekday_marks[days.between(*span)].any(axis=0).all())


def _lacking(reasons: pd.Series, least: int) -> str:
    """What most offices lack, where there are enough of them but too few that can be used; else ''."""
    if len(reasons) < least or int(reasons.eq("").sum()) >= least:
        return ""
    most = str(reasons[reasons.ne("")].value_counts().index[0])
    return "walkin_missing" if most == "weekday_incomplete" else most
