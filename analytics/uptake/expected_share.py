"""What share an office of its age, size and way of counting may be expected to have, so that comparing is fair.

Over the offices of a kind: empirical logit of the share on ln weeks live, ln residents and whether visits are split by
purpose; on ln weeks live alone for a kind of few offices. An office varies by what it is and by the chance of counting
its transactions: a random-effects regression (Paule and Mandel 1982; DerSimonian and Kacker 2007). Each office is held
against the line through the others.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import Bools, Floats, live_starts, t_quantile, within
from analytics.uptake.shares import digital_share
from core.method import (
    EXPECTED_PART,
    FEW_TRANSACTIONS,
    MIN_ALIKE,
    MIN_ALIKE_BY_AGE,
    MOSTLY_UNSPLIT,
    WARNED_WEEKS,
)

FIGURES = [
    "unit_code", "share", "unsplit_part", "is_lower_bound", "expected", "low", "high", "standing", "state", "reason",
]  # fmt: skip
LEAST_OF_EACH = 3
"""So many offices of either way of counting are needed to tell what it does."""
FITTED = 12
"""Newton's steps come from below and are close after a few."""
CLOSE = 1e-7
DAYS_OF_WEEK = 7
DAY, WEEK = pd.Timedelta(days=1), pd.Timedelta(weeks=1)


def office_standings(
    facts: pd.DataFrame,
    shares: pd.DataFrame,
    units: pd.DataFrame,
    as_of: date,
    warned: Collection[str],
    starts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return expected_shares of a period that ends with a day, with is_warned beside it (`warned`: early_warnings).

    `starts`: as for weeks_live.
    """
    found = expected_shares(shares, units, weeks_live(facts, as_of, starts))
    return found.assign(is_warned=found["unit_code"].isin(warned))


def weeks_live(facts: pd.DataFrame, as_of: date, starts: pd.DataFrame | None = None) -> pd.Series:
    """Return by unit code the weeks since an office went live; where nobody knows when, since the facts begin.

    `starts`: live_starts of the facts, where they are known already.
    """
    found, now = live_starts(facts) if starts is None else starts, pd.Timestamp(as_of).to_datetime64()
    first, is_known = found["first"].to_numpy("datetime64[D]"), found["is_known"].to_numpy(bool)
    begun = first <= now
    since = np.where(is_known, first, np.datetime64(facts["date"].min(), "D"))[begun]
    days = (now.astype("datetime64[D]") - since).astype(np.int64) + 1
    return pd.Series(days / DAYS_OF_WEEK, found.index[begun])


def expected_shares(shares: pd.DataFrame, units: pd.DataFrame, weeks: pd.Series) -> pd.DataFrame:
    """Return for each office the share to be expected of it, and where it stands.

    `shares`: uptake.digital_share by unit_code of one period; `units`: unit_code, kind, population;
    `weeks`: as from `weeks_live`. The range low to high holds 8 of 10 offices alike; `standing` above, as_expected or
    below it (also were all requests of unknown origin digital), '' where nothing is expected. `state` not_provided:
    `reason` of the share, few_transactions, residents_unknown, or few_alike (too few offices of its kind).
    """
    at = pd.Index(units["unit_code"]).get_indexer(pd.Index(shares["unit_code"]))
    rows, place = shares[at >= 0], units.iloc[at[at >= 0]]
    offices = _Offices(
        rows["numerator"].to_numpy(float),
        rows["denominator"].to_numpy(float),
        rows["unsplit_part"].to_numpy(float),
        weeks.reindex(rows["unit_code"]).to_numpy(float),
        place["population"].to_numpy(float, na_value=np.nan),
    )
    kind, reason = place["kind"].to_numpy(object), rows["reason"].to_numpy(object).copy()
    reason[rows["state"].eq("ok").to_numpy() & (offices.every < FEW_TRANSACTIONS)] = "few_transactions"
    is_used = (reason == "") & (offices.weeks > 0)
    reason[(reason == "") & ~is_used] = "few_alike"
    bounds = np.full((len(rows), 3), np.nan)
    for each in dict.fromkeys(kind[is_used]):
        is_alike = is_used & (kind == each)
        is_compared, why = _compared(is_alike, offices)
        reason[is_alike & ~is_compared] = why
        if is_compared.any():
            bounds[is_compared] = _expected(offices.only(is_compared))
    told = ~np.isnan(bounds[:, 0])
    figures = dict(zip(("expected", "low", "high"), bounds.T, strict=True))
    standing = np.where(told, _standing(rows, bounds), "")
    state = np.where(told, "ok", "not_provided")
    known: pd.DataFrame = rows.reindex(columns=FIGURES[:4]).reset_index(drop=True)
    result: pd.DataFrame = known.assign(**figures, standing=standing, state=state, reason=reason)
    return result


def _standing(rows: pd.DataFrame, bounds: Floats) -> NDArray[np.str_]:
    """Where a share lies; many requests of unknown origin make one look low, so that all of them must be digital."""
    share = most = rows["share"].to_numpy(float)
    if "upper_unknown" in rows:
        most = np.fmax(share, rows["upper_unknown"].to_numpy(float))
    return np.select([share > bounds[:, 2], most < bounds[:, 1]], ["above", "below"], "as_expected")


@dataclass(frozen=True)
class _Offices:
    """Arrays by office: its digital transactions, all of them, the part of visits not counted by purpose, weeks live,
    residents.
    """

    digital: Floats
    every: Floats
    unsplit: Floats
    weeks: Floats
    people: Floats

    def only(self, kept: Bools) -> "_Offices":
        return _Offices(*(values[kept] for values in vars(self).values()))


def _compared(is_alike: Bools, offices: _Offices) -> tuple[Bools, str]:
    """The offices of one kind that a line can be drawn through, and why the others are none of them."""
    is_known = is_alike & (offices.people > 0)
    if is_known.sum() >= MIN_ALIKE:
        return is_known, "residents_unknown"
    return is_alike & bool(is_alike.sum() >= MIN_ALIKE_BY_AGE), "few_alike"


def _expected(alike: _Offices) -> Floats:
    """Expected share, low and high of each office, from the line through all the others.

    The range is wide by what offices differ by, by the chance of counting this one's transactions, and by the line.
    """
    successes, trials = alike.digital, alike.every
    seen = np.log((successes + 0.5) / (trials - successes + 0.5))
    design = _design(alike)
    counting = _counting(design, seen, trials)
    between, lines, spread = _lines_of_others(design, seen, counting)
    middle = (lines * design).sum(axis=1)
    freedom = len(seen) - 1 - design.shape[1]
    half = t_quantile((1 + EXPECTED_PART) / 2, freedom) * np.sqrt(between + counting + spread)
    odds, every = np.exp(np.column_stack([middle - half, middle + half])), trials[:, None]
    # Back by the way they came, so that a share lies beyond a bound exactly where its logit does.
    bounds = np.clip((odds * (every + 0.5) - 0.5) / (every * (1 + odds)), 0.0, 1.0)
    return np.column_stack([1 / (1 + np.exp(-middle)), bounds])


def _counting(design: Floats, seen: Floats, trials: Floats) -> Floats:
    """The variance of each logit by counting alone, 1/(n p q) at the share that an even line expects."""
    fitted = design @ np.linalg.pinv(design) @ seen
    variance: Floats = (2 + np.exp(fitted) + np.exp(-fitted)) / trials
    return variance


def _lines_of_others(design: Floats, seen: Floats, counting: Floats) -> tuple[Floats, Floats, Floats]:
    """For each office the variance between the other offices, their line, and its variance at this office.

    The variance between them is the one at which the weighted squares are what chance alone would give; 0 where they
    are less. Arrays: one row a left-out office.
    """
    others = 1.0 - np.eye(len(seen))
    freedom, between = len(seen) - 1 - design.shape[1], np.zeros(len(seen))
    pairs = design[:, :, None] * design[:, None, :]
    for step in range(FITTED + 1):
        weights = others / (between[:, None] + counting)
        inverse = np.linalg.pinv(np.tensordot(weights, pairs, 1), hermitian=True)
        lines: Floats = (inverse @ ((weights * seen) @ design)[:, :, None])[:, :, 0]
        apart = (seen - lines @ design.T) ** 2
        if step < FITTED:
            squares, slope = (weights * apart).sum(axis=1), (weights**2 * apart).sum(axis=1)
            nearer = np.maximum(between + (squares - freedom) / np.maximum(slope, 1e-300), 0.0)
            if np.abs(nearer - between).max() < CLOSE * counting.min():
                break
            between = nearer
    spread: Floats = np.einsum("ij,ijk,ik->i", design, inverse, design)
    return between, lines, spread


def _design(alike: _Offices) -> Floats:
    """One column each, centred; few offices by age alone, the way of counting where enough offices count either way."""
    columns = [np.log(alike.weeks)]
    unsplit = (alike.unsplit > MOSTLY_UNSPLIT).astype(float)
    if len(alike.every) >= MIN_ALIKE and (alike.people > 0).all():
        columns.append(np.log(alike.people))
        if min(unsplit.sum(), len(unsplit) - unsplit.sum()) >= LEAST_OF_EACH:
            columns.append(unsplit)
    design: Floats = np.column_stack([np.ones(len(unsplit)), *(column - column.mean() for column in columns)])
    return design


def early_warnings(
    facts: pd.DataFrame, units: pd.DataFrame, as_of: date, starts: pd.DataFrame | None = None
) -> list[str]:
    """Return the codes of the offices that were below what is expected of them in each of the last 3 whole weeks.

    `starts`: as for weeks_live.
    """
    monday = pd.Timestamp(as_of) - pd.Timedelta(days=(pd.Timestamp(as_of).day_of_week + 1) % 7) - pd.Timedelta(days=6)
    mondays = [monday - WEEK * back for back in range(WARNED_WEEKS)]
    window = within(facts, mondays[-1], monday + WEEK - DAY)
    shares, weeks = digital_share(window, ["unit_code", "week"]), weeks_live(facts, as_of, starts)
    below = set(units["unit_code"])
    for week in mondays:
        if below:
            found = expected_shares(shares[shares["week"] == week], units, weeks)
            below &= set(found.loc[found["standing"] == "below", "unit_code"])
    return sorted(below)
