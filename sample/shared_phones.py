"""Citizens' own requests with their persons, some of them sent from one number, for the proof of the integrity watch.

A row a request: unit_code, submitted_at, origin, status, nik_no, phone_no (positions, no number of anybody).
"""

import numpy as np
import pandas as pd

from sample.world.parameters import Bools, Floats, Ints, stream

HOUSEHOLD = 3.9
"""Persons who use one phone, on average; some households are larger."""
CITIZENS = 3_000
"""Of an office, who may send a request."""
AT_COUNTER = 0.7
"""Of honest requests those that are sent in office hours."""
OPEN_HOURS, EVENING = (8, 15), (17, 22)
MONTH_NUMBER = "datetime64[M]"


def honest_requests(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the requests that the column warga counts; whoever lives together has one phone."""
    rng = stream(seed, "citizens' requests")
    sent = frame["warga"].fillna(0).to_numpy(np.int64)
    row = np.repeat(np.arange(len(frame)), sent)
    office, names = pd.factorize(frame["unit_code"])
    person = CITIZENS * office[row] + rng.integers(0, CITIZENS, len(row))
    everybody = CITIZENS * len(names)
    households = np.repeat(np.arange(everybody), 1 + rng.poisson(HOUSEHOLD - 1, everybody))
    return _rows(frame, row, person, households[person], rng.random(len(row)) < AT_COUNTER, rng)


def with_one_phone(frame: pd.DataFrame, honest: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the requests of a frame in which more are citizens' than in the honest one.

    What is more, at an office in a month, was sent from one phone in office hours, each for a person of its own.
    """
    kept, rng = honest_requests(honest, seed), stream(seed, "one phone")
    more = np.maximum((frame["warga"] - honest["warga"]).fillna(0).to_numpy(np.int64), 0)
    row = np.repeat(np.arange(len(frame)), more)
    place = pd.factorize(_place(frame))[0][row]
    first = int(kept[["nik_no", "phone_no"]].to_numpy().max(initial=0)) + 1
    everyone = np.ones(len(row), np.bool_)
    return pd.concat([kept, _rows(frame, row, first + np.arange(len(row)), first + place, everyone, rng)])


def with_one_nik(
    frame: pd.DataFrame, places: set[tuple[str, pd.Timestamp]], strength: float, seed: int
) -> pd.DataFrame:
    """Return the requests of a frame; of such a part of those of the places all have one NIK, each office its own."""
    rows, rng = honest_requests(frame, seed), stream(seed, "one NIK")
    month = rows["submitted_at"].to_numpy().astype(MONTH_NUMBER)
    planted = {(unit, day.to_datetime64().astype(MONTH_NUMBER)) for unit, day in places}
    is_place = np.fromiter((place in planted for place in zip(rows["unit_code"], month, strict=True)), bool, len(rows))
    taken = is_place & (rng.random(len(rows)) < strength)
    alike = int(rows["nik_no"].max()) + 1 + pd.factorize(rows["unit_code"])[0]
    own_phone = int(rows["phone_no"].max()) + 1 + np.arange(len(rows))
    return rows.assign(
        nik_no=np.where(taken, alike, rows["nik_no"]), phone_no=np.where(taken, own_phone, rows["phone_no"])
    )


def _place(frame: pd.DataFrame) -> pd.Series:
    place: pd.Series = frame["unit_code"] + " " + frame["month"].astype(str)
    return place


def _rows(
    frame: pd.DataFrame, row: Ints, person: Ints, phone: Ints, is_open: Bools, rng: np.random.Generator
) -> pd.DataFrame:
    hours: Floats = np.where(is_open, rng.integers(*OPEN_HOURS, len(row)), rng.integers(*EVENING, len(row)))
    day = frame["date"].to_numpy()[row]
    return pd.DataFrame(
        {
            "unit_code": frame["unit_code"].to_numpy()[row],
            "submitted_at": day + (hours * 3600).astype("timedelta64[s]"),
            "origin": "warga",
            "status": "selesai",
            "nik_no": person.astype(np.uint32),
            "phone_no": phone.astype(np.uint32),
        }
    )
