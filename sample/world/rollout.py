"""The invented course of the roll-out: who goes live when, and what was planned."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sample.world.parameters import FIRST_DAY, stream
from sample.world.reference import CityTables

PILOT_KECAMATAN = date(2023, 11, 1)
# One entry a kelurahan of the pilot; the seed says which goes when. The rest join at the last date.
PILOT_DATES = [date(2023, 11, 6)] * 4 + [date(2023, 11, 20)] * 3 + [date(2023, 12, 4)] * 2 + [date(2023, 12, 11)]
WAVES = (  # date, kelurahan, kecamatan offices
    (date(2024, 9, 2), 2, 0),
    (date(2024, 9, 17), 2, 0),
    (date(2024, 10, 1), 6, 2),
    (date(2024, 10, 21), 3, 0),
    (date(2024, 11, 4), 3, 1),
    (date(2024, 11, 18), 2, 0),
)
PLANS = ((date(2024, 12, 2), 6, 1), (date(2024, 12, 16), 7, 1))
STEPS = (("persiapan", 56), ("sosialisasi", 35), ("pelatihan", 14))
HELD_UP = (("persiapan", date(2024, 8, 5)), ("ditunda", date(2024, 10, 7)))


@dataclass(frozen=True)
class Event:
    """One row of the roster."""

    unit_code: str
    status: str
    day: date
    is_planned: bool = False


@dataclass(frozen=True)
class Roster:
    """Go-live date by office (those that went live), and every status row, plans included."""

    go_live: dict[str, date]
    events: list[Event]


def _queues(tables: CityTables, seed: int) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return shuffled pilots and others, kelurahan and kecamatan offices apart."""
    rng = stream(seed, "rollout")
    pilots = set(tables.rollout.loc[tables.rollout["status"] == "aktif", "unit_code"])
    kinds = dict(zip(tables.codes, tables.units["kind"], strict=True))
    mixed = [str(code) for code in rng.permutation(np.array(tables.codes))]
    groups = [
        [c for c in mixed if (c in pilots) is pilot and kinds[c] == kind]
        for pilot in (True, False)
        for kind in ("kelurahan", "kecamatan")
    ]
    return groups[0], groups[1], groups[2], groups[3]


def _way_to_live(code: str, day: date, is_planned: bool) -> list[Event]:
    steps = [Event(code, status, day - timedelta(days=before)) for status, before in STEPS]
    return [*steps, Event(code, "aktif", day, is_planned)]


def draw_roster(tables: CityTables, seed: int, until: date) -> Roster:
    """Return the roster up to `until`; rows of plans lie after it."""
    pilot_kelurahan, pilot_kecamatan, kelurahan, kecamatan = _queues(tables, seed)
    last = [PILOT_DATES[-1]] * len(pilot_kelurahan)
    dated = dict(zip(pilot_kelurahan, PILOT_DATES + last, strict=False))
    dated |= dict.fromkeys(pilot_kecamatan, PILOT_KECAMATAN)
    planned: dict[str, date] = {}
    for target, waves in ((dated, WAVES), (planned, PLANS)):
        for day, villages, offices in waves:
            # A small city has fewer; one kelurahan stays, to be held up.
            target |= {kelurahan.pop(): day for _ in range(min(villages, len(kelurahan) - 1))}
            target |= {kecamatan.pop(): day for _ in range(min(offices, len(kecamatan)))}
    events = [Event(code, "belum", FIRST_DAY) for code in tables.codes]
    events += [event for code, day in dated.items() for event in _way_to_live(code, day, False)]
    events += [event for code, day in planned.items() for event in _way_to_live(code, day, True)]
    events += [Event(kelurahan[0], status, day) for status, day in HELD_UP]
    kept = [e for e in events if (e.day > until if e.is_planned else e.day <= until)]
    kept.sort(key=lambda event: (event.is_planned, event.day, event.unit_code))
    return Roster({code: day for code, day in dated.items() if day <= until}, kept)
