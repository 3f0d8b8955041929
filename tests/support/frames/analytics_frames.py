"""Small facts frames, and a simulated city with a known effect. Invented counts only."""

import numpy as np
import pandas as pd

SPLIT: dict[str, object] = {
    "all_visits": np.nan, "is_unsplit": False, "apply_part": 1.0, "apply_error": 0.0, "apply_spread": 0.0,
}  # fmt: skip
"""Visits that were counted by purpose."""
DEFAULTS: dict[str, object] = {
    "unit_code": "A",
    "kind": "kelurahan",
    "kecamatan_code": "K",
    "kecamatan": "Kecamatan K",
    "is_live": True,
    "warga": 0.0,
    "rt": 0.0,
    "petugas": 0.0,
    "tidak_diketahui": 0.0,
    "visits": np.nan,
    **SPLIT,
    "help_calls": 0.0,
    "is_outage": False,
    "is_digital_day": False,
}


def facts_frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return a facts frame: each row names its date and what differs from the defaults."""
    frame = pd.DataFrame([{**DEFAULTS, **row} for row in rows])
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[us]")
    frame["name"] = "Kantor " + frame["unit_code"]
    return with_calendar(frame)


def with_calendar(frame: pd.DataFrame) -> pd.DataFrame:
    """Add month, week, weekday and the completeness flags as the published build defines them."""
    dates = frame["date"].dt
    frame["weekday"] = dates.day_of_week + 1
    frame["month"] = frame["date"] - pd.to_timedelta(dates.day - 1, unit="D")
    frame["week"] = frame["date"] - pd.to_timedelta(dates.day_of_week, unit="D")
    frame["is_live"] = frame["is_live"].astype("boolean")
    if "is_working_day" not in frame:
        frame["is_working_day"] = frame["weekday"] <= 5
    frame["is_expected"] = frame["is_working_day"] & ~frame["is_outage"]
    frame["is_walkin_complete"] = frame["is_expected"] & frame["visits"].notna()
    live = frame["is_live"].fillna(False).astype(bool)
    frame["is_complete"] = frame["is_walkin_complete"] & live & frame["warga"].notna()
    return frame


def week_rows(day: str, counts: list[tuple[float, float]], **more: object) -> list[dict[str, object]]:
    """Return one row a day from `day` on with (warga, visits)."""
    dates = pd.date_range(day, periods=len(counts))
    return [
        {"date": at, "warga": digital, "visits": visits, **more}
        for at, (digital, visits) in zip(dates, counts, strict=True)
    ]


START = pd.Timestamp("2024-08-27")


def city(
    seed: int | None = 0,
    live: int = 10,
    not_live: int = 30,
    convert: float = 0.0,
    displace: float = 0.0,
    spillover: float = 0.0,
    level: float = 60.0,
    until: str = "2024-11-29",
) -> pd.DataFrame:
    """Return the facts of a city whose digital days have a known effect from 27 Aug 2024 on.

    On Tue-Thu of live offices `convert` of the visits become digital and `displace` come on Mon/Fri;
    `spillover` of the visits vanish at offices not live on those days. Without a seed there is no noise.
    """
    dates = pd.date_range("2024-01-01", until).as_unit("us")
    codes = [f"U{number:02d}" for number in range(live + not_live)]
    frame = pd.MultiIndex.from_product([codes, dates], names=["unit_code", "date"]).to_frame(index=False)
    number = frame["unit_code"].str[1:].astype(int)
    is_live, weekday = number < live, frame["date"].dt.day_of_week + 1
    since, digital_day = frame["date"] >= START, weekday.between(2, 4)
    rng = np.random.default_rng(seed)
    size = level * (1 + 0.5 * (number % 5) / 5)
    gone = np.where(is_live, convert + displace, spillover) * (since & digital_day)
    # Three digital-first days give what two other days take.
    came = np.where(is_live, displace * 3 / 2, 0.0) * (since & ~digital_day)
    effect = pd.Series(1.0, codes)
    if seed is not None:
        effect[:] = rng.normal(1.0, 0.1, len(codes))
    factor = frame["unit_code"].map(effect)
    visits = size * (1 - gone * factor + came * factor)
    won = size * convert * factor * (since & digital_day)
    digital = (0.25 * size + won).where(is_live, 0.0)
    frame["visits"] = visits if seed is None else rng.poisson(visits.clip(lower=0)).astype(float)
    frame["warga"] = digital if seed is None else rng.poisson(np.clip(digital, 0, None)).astype(float)
    frame["visits"] = frame["visits"].where(weekday <= 5)
    rest = {
        "rt": 0.0,
        "petugas": 0.0,
        "tidak_diketahui": 0.0,
        "help_calls": 0.0,
        "is_outage": False,
        "kind": "kelurahan",
        "kecamatan_code": "K",
        "kecamatan": "Kecamatan K",
    }
    frame = frame.assign(**rest, **SPLIT, is_live=is_live, is_digital_day=since & digital_day)
    return with_calendar(frame.assign(name="Kantor " + frame["unit_code"]))
