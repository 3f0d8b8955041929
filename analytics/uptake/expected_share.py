"""What share an office of its age, size and way of counting may be expected to have, so that comparing is fair.

Least squares over the offices of a kind: empirical logit of the share on ln weeks live, ln residents and whether visits
are split by purpose. Each office is held against the line through the others (externally studentised residuals: Cook
and Weisberg 1982, Residuals and Influence in Regression).
"""

from datetime import date

import numpy as np
import pandas as pd

from analytics.base import Floats, first_live_day, t_quantile
from analytics.uptake.shares import digital_share
from core.method import EXPECTED_PART, FEW_TRANSACTIONS, MIN_ALIKE, MOSTLY_UNSPLIT, WARNED_WEEKS

FIGURES = [
    "unit_code", "share", "unsplit_part", "is_lower_bound", "expected", "low", "high", "standing", "state", "reason",
]  # fmt: skip
LEAST_OF_EACH = 3
"""So many offices of either way of counting are needed to tell what it does."""
DAYS_OF_WEEK = 7
WEEK = pd.Timedelta(weeks=1)


def office_standings(facts: pd.DataFrame, shares: pd.DataFrame, units: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return expected_shares of a period that ends with a day, with is_warned (early_warnings) beside it."""
    found = expected_shares(shares, units, weeks_live(facts, as_of))
    return found.assign(is_warned=found["unit_code"].isin(early_warnings(facts, units, as_of)))


def weeks_live(facts: pd.DataFrame, as_of: date) -> pd.Series:
    """Return by unit code the weeks since an office went live; where nobody knows when, since the facts begin."""
    past = facts[facts["date"] <= pd.Timestamp(as_of)]
    first = first_live_day(past).fillna(past["date"].min())
    days: pd.Series = (pd.Timestamp(as_of) - first).dt.days + 1
    return days / DAYS_OF_WEEK


def expected_shares(shares: pd.DataFrame, units: pd.DataFrame, weeks: pd.Series) -> pd.DataFrame:
    """Return for each office the share to be expected of it, and where it stands.

    `shares`: uptake.digital_share by unit_code of one period; `units`: unit_code, kind, population;
    `weeks`: as from `weeks_live`. The range low to high holds 8 of 10 offices alike; `standing` above, as_expected or
    below it, '' where nothing is expected. `state` not_provided: `reason` of the share, few_transactions, or few_alike
    (too few offices of its kind).
    """
    rows = shares.merge(units[["unit_code", "kind", "population"]], on="unit_code")
    rows = rows.assign(weeks=rows["unit_code"].map(weeks).astype(float))
    rows = rows.assign(**dict.fromkeys(("expected", "low", "high"), np.nan), standing="")
    is_few = rows["denominator"] < FEW_TRANSACTIONS
    rows["reason"] = rows["reason"].mask(rows["state"].eq("ok") & is_few, "few_transactions")
    is_used = rows["reason"].eq("") & rows["weeks"].gt(0) & rows["population"].gt(0)
    rows["reason"] = rows["reason"].mask(~is_used & rows["reason"].eq(""), "few_alike")
    for _kind, alike in rows[is_used].groupby("kind"):
        if len(alike) < MIN_ALIKE:
            rows.loc[alike.index, "reason"] = "few_alike"
            continue
        rows.loc[alike.index, ["expected", "low", "high"]] = _expected(alike)
    told = rows["expected"].notna()
    standing = np.select([rows["share"] > rows["high"], rows["share"] < rows["low"]], ["above", "below"], "as_expected")
    rows["standing"] = np.where(told, standing, "")
    rows["state"] = np.where(told, "ok", "not_provided")
    return rows.reindex(columns=FIGURES)


def _expected(alike: pd.DataFrame) -> Floats:
    """Expected share, low and high of each office, from the line through all the others."""
    successes, trials = alike["numerator"].to_numpy(float), alike["denominator"].to_numpy(float)
    seen = np.log((successes + 0.5) / (trials - successes + 0.5))
    design = _design(alike)
    inverse = np.linalg.pinv(design.T @ design)
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    residual = seen - design @ inverse @ design.T @ seen
    freedom = len(seen) - design.shape[1] - 1
    left = np.maximum(1.0 - leverage, 1e-9)
    variance = np.maximum(((residual**2).sum() - residual**2 / left) / freedom, 0.0)
    middle = seen - residual / left
    half = t_quantile((1 + EXPECTED_PART) / 2, freedom) * np.sqrt(variance / left)
    bounds: Floats = 1 / (1 + np.exp(-np.column_stack([middle, middle - half, middle + half])))
    return bounds


def _design(alike: pd.DataFrame) -> Floats:
    """One column each, centred; the way of counting only where enough offices count either way."""
    columns = [np.log(alike[name].to_numpy(float)) for name in ("weeks", "population")]
    unsplit = (alike["unsplit_part"] > MOSTLY_UNSPLIT).to_numpy(float)
    if min(unsplit.sum(), len(unsplit) - unsplit.sum()) >= LEAST_OF_EACH:
        columns.append(unsplit)
    design: Floats = np.column_stack([np.ones(len(alike)), *(column - column.mean() for column in columns)])
    return design


def early_warnings(facts: pd.DataFrame, units: pd.DataFrame, as_of: date) -> list[str]:
    """Return the codes of the offices that were below what is expected of them in each of the last 3 whole weeks."""
    monday = pd.Timestamp(as_of) - pd.Timedelta(days=(pd.Timestamp(as_of).day_of_week + 1) % 7) - pd.Timedelta(days=6)
    mondays = [monday - WEEK * back for back in range(WARNED_WEEKS)]
    window = facts[facts["week"].isin(mondays)]
    shares, weeks = digital_share(window, ["unit_code", "week"]), weeks_live(facts, as_of)
    below = [
        set(found.loc[found["standing"] == "below", "unit_code"])
        for week in mondays
        for found in [expected_shares(shares[shares["week"] == week], units, weeks)]
    ]
    return sorted(set.intersection(*below))
