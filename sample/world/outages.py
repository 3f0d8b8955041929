"""Invented outages of power, network and servers: rows of the log, and the days they spoil."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

import numpy as np

from sample.world.days import Days
from sample.world.parameters import Bools, stream
from sample.world.reference import CityTables

KINDS = (
    ("Listrik", "Pemadaman bergilir"),
    ("Jaringan", "Kabel serat putus"),
    ("Server", "Aplikasi tidak dapat diakses"),
)
PER_MONTH = 2.5


@dataclass(frozen=True)
class Outage:
    """One row of the log; no code means the whole city."""

    unit_code: str
    start: datetime
    end: datetime
    kind: str
    note: str


def _outage(code: str, day: np.datetime64, rng: np.random.Generator) -> Outage:
    """Return an outage well inside office hours, or (one in five) well outside them."""
    kind, note = KINDS[rng.integers(len(KINDS))]
    hour, length = (20, 180) if rng.random() < 0.2 else (int(rng.integers(9, 12)), int(rng.integers(60, 120)))
    start = datetime.combine(day.astype(object), time(hour, int(rng.integers(60))))
    return Outage(code, start, start + timedelta(minutes=length), kind, note)


def draw_outages(tables: CityTables, days: Days, seed: int) -> list[Outage]:
    """Return outages on working days, in time order; about one in eight hits the whole city."""
    rng = stream(seed, "outages")
    working = days.dates[days.is_working]
    count = max(2, round(PER_MONTH * len(days) / 30))
    codes = ["" if rng.random() < 0.125 else str(rng.choice(tables.codes)) for _ in range(count)]
    found = [_outage(code, rng.choice(working), rng) for code in codes]
    return sorted(found, key=lambda outage: (outage.start, outage.unit_code))


def outage_days(outages: list[Outage], codes: list[str], days: Days) -> Bools:
    """Return offices x days: True where an outage touched office hours (08 to 14 at the least)."""
    hit = np.zeros((len(codes), len(days)), bool)
    for outage in outages:
        if outage.start.hour < 14:
            rows = slice(None) if not outage.unit_code else codes.index(outage.unit_code)
            hit[rows, days.index_of(outage.start.date())] = True
    return hit
