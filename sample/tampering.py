"""Figures that somebody made rather than counted, planted in office-months of a drawn city at a chosen strength.

For the proof of the integrity watch: facts frames with the columns of analytics.build.unit_days.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from sample.world.parameters import Bools, Floats, stream

OF_VISITS = ("zeros", "tens", "copied")
"""Kinds that need no live office."""
PLANTED_PART, PLANTED_PART_LIVE = 0.05, 0.2
"""Of the office-months that have so many counted days, and so many like them before."""
LEAST_DAYS, LEAST_MONTHS, FULL_WEEK = 16, 4, 4
Hand = Callable[[pd.DataFrame, float, np.random.Generator], pd.DataFrame]


def tampered(
    frame: pd.DataFrame, kind: str, strength: float, seed: int
) -> tuple[pd.DataFrame, set[tuple[str, pd.Timestamp]]]:
    """Return the frame with one kind of tampering (of HANDS), and the office-months (unit_code, month) it is in.

    strength, from 0 to 1: part of the month's days that are 0, are rounded, repeat the week before (whole weeks), or
    of the officers' rows that are typed as citizens' (`one_phone`: all from one); with `opposed` on every second day,
    and the visits not counted. `one_nik` changes no count: sample.shared_phones gives the persons.
    """
    rng = stream(seed, f"tampering {kind} {strength}")
    counted = "is_walkin_complete" if kind in OF_VISITS else "is_complete"
    usable = frame[frame[counted]].groupby(["unit_code", "month"]).size()
    usable = usable[(usable >= LEAST_DAYS) & (usable.groupby("unit_code").cumcount() >= LEAST_MONTHS)]
    part = PLANTED_PART if kind in OF_VISITS else PLANTED_PART_LIVE
    chosen = usable.index[np.sort(rng.choice(len(usable), max(1, int(part * len(usable))), replace=False))]
    due = frame[frame[counted]].set_index(["unit_code", "month"], drop=False)
    due = due.assign(at=np.flatnonzero(frame[counted])).sort_index(kind="stable")
    columns = {name: frame[name].to_numpy(float, copy=True) for name in ("visits", "warga", "petugas")}
    for place in chosen:
        rows = due.loc[[place]]
        changed = HANDS[kind](rows, strength, rng)
        for name, values in columns.items():
            values[rows["at"].to_numpy()] = changed[name].to_numpy()
    return frame.assign(**columns), set(chosen)


def _some(rows: pd.DataFrame, part: float, rng: np.random.Generator) -> Bools:
    """So large a part of the days, one at least."""
    chosen = np.zeros(len(rows), np.bool_)
    chosen[rng.choice(len(rows), max(1, round(part * len(rows))), replace=False)] = True
    return chosen


def _zeros(rows: pd.DataFrame, strength: float, rng: np.random.Generator) -> pd.DataFrame:
    return rows.assign(visits=rows["visits"].mask(_some(rows, strength, rng), 0))


def _tens(rows: pd.DataFrame, strength: float, rng: np.random.Generator) -> pd.DataFrame:
    rounded = np.maximum((rows["visits"] / 10).round() * 10, 10)
    return rows.assign(visits=rows["visits"].mask(_some(rows, strength, rng), rounded))


def _copied(rows: pd.DataFrame, strength: float, rng: np.random.Generator) -> pd.DataFrame:
    """Whole weeks repeat the first one of four counted days or more, one after the other."""
    days = rows.groupby("week").size()
    first = days.index[days >= FULL_WEEK][0]
    later = days.index[days.index > first]
    copies = later[: max(1, round(strength * len(later)))]
    model = rows[rows["week"] == first].set_index("weekday")["visits"]
    is_copy = rows["week"].isin(copies) & rows["weekday"].isin(model.index)
    return rows.assign(visits=rows["visits"].mask(is_copy, rows["weekday"].map(model)))


def _retype(rows: pd.DataFrame, part: Floats, rng: np.random.Generator) -> pd.DataFrame:
    moved = rng.binomial(rows["petugas"].astype(int), part)
    return rows.assign(petugas=rows["petugas"] - moved, warga=rows["warga"] + moved)


def _retyped(rows: pd.DataFrame, strength: float, rng: np.random.Generator) -> pd.DataFrame:
    return _retype(rows, np.full(len(rows), strength), rng)


def _as_they_are(rows: pd.DataFrame, strength: float, rng: np.random.Generator) -> pd.DataFrame:
    """The counts are honest, the persons are not."""
    return rows


def _opposed(rows: pd.DataFrame, strength: float, rng: np.random.Generator) -> pd.DataFrame:
    """Visitors are served, typed as citizens, and not counted, on every second day."""
    moved = rng.binomial(rows["visits"].astype(int), strength * _some(rows, 0.5, rng))
    kept = np.minimum(rows["petugas"], rows["visits"] - moved)
    return rows.assign(visits=rows["visits"] - moved, petugas=kept, warga=rows["warga"] + moved)


HANDS: dict[str, Hand] = {
    "zeros": _zeros,
    "tens": _tens,
    "copied": _copied,
    "retyped": _retyped,
    "opposed": _opposed,
    "one_phone": _retyped,
    "one_phone_mix": _retyped,
    "one_nik": _as_they_are,
}
"""What is done to the complete days of one office-month, by kind."""
