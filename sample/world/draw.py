"""One draw of the generated city: the unit-day frame, and the truth behind it."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from sample.world.apply_share import apply_share
from sample.world.counts import DayCounts, draw_counts
from sample.world.days import Days, stretch
from sample.world.defects import Defects, draw_defects
from sample.world.offices import draw_offices
from sample.world.outages import Outage, draw_outages, outage_days
from sample.world.parameters import (
    EARLIEST_END,
    FIRST_DAY,
    LAST_DAY,
    Bools,
    Effect,
    Floats,
    Ints,
    Parameters,
    checked_parameters,
)
from sample.world.reference import CityTables, reference
from sample.world.rollout import Roster, draw_roster
from sample.world.world import DRAWN_ORIGINS, World, WorldOffices, expected_worlds

SPILL_OVER_DAYS = 21
"""Days beyond the end that are still worked out, so that displaced visits of the last weeks leave."""


@dataclass(frozen=True)
class Tampered:
    """What somebody made up: kind and strength (sample.tampering), the office-months, their days, and the requests
    by which the citizens' are more than they were. Matrices are offices x days."""

    kind: str
    strength: float
    places: list[tuple[str, pd.Timestamp]]
    is_place: Bools
    more_citizens: Ints


@dataclass(frozen=True)
class Draw:
    """Everything about one draw. Matrices are offices x days, in the order of units and days."""

    seed: int
    until: date
    tables: CityTables
    days: Days
    parameters: Parameters
    roster: Roster
    outages: list[Outage]
    is_outage: Bools
    offices: WorldOffices
    worlds: dict[str, World]
    counts: DayCounts
    defects: Defects
    tampered: Tampered | None = None

    @property
    def codes(self) -> list[str]:
        """Codes of the offices, in the order of the matrices."""
        return self.tables.codes

    @property
    def accepted(self) -> dict[str, Ints]:
        """Standing requests by origin after reporting defects."""
        return {name: self.counts.requests[name] - self.defects.bad[name] for name in DRAWN_ORIGINS}

    @property
    def walkin_true(self) -> Ints:
        """Visits as the office counts them: to apply, or every visitor where it does not split."""
        return self.counts.visits + self.other_visits * ~self.offices.is_split[:, None]

    @property
    def other_visits(self) -> Ints:
        """Visits that are no application."""
        return sum(self.counts.others.values(), np.zeros_like(self.counts.visits))

    @property
    def is_unsplit(self) -> Bools:
        """Reported, and not by purpose."""
        return self.defects.is_reported & ~self.offices.is_split[:, None]

    @cached_property
    def apply_share(self) -> dict[str, Floats]:
        """By what the visits that were not counted by purpose are scaled (sample.world.apply_share)."""
        found = apply_share(self.days, self.offices.is_split, self.is_complete, self.counts.visits, self.other_visits)
        plain = {"apply_part": 1.0, "apply_error": 0.0, "apply_spread": 0.0}
        return {name: np.where(self.is_unsplit, values, plain[name]) for name, values in found.items()}

    @property
    def walkin_reported(self) -> Floats:
        """The same after reporting defects; NaN: not reported."""
        return np.where(self.defects.is_reported, self.walkin_true, np.nan)

    @property
    def help_calls_accepted(self) -> Ints:
        """Help calls with a place after reporting defects."""
        return self.counts.help_calls - self.defects.bad_calls

    @cached_property
    def request_span(self) -> tuple[int, int]:
        """Positions of the first and last day with an accepted request; (0, -1): none at all."""
        every = [*self.accepted.values(), *self.counts.cancelled.values()]
        found = np.flatnonzero(sum(array.sum(axis=0) for array in every))
        return (int(found[0]), int(found[-1])) if found.size else (0, -1)

    @cached_property
    def as_of(self) -> int:
        """Position of the last day that accepted requests and reported walk-in counts both reach."""
        walkin = np.flatnonzero(self.defects.is_reported.any(axis=0))
        return min(self.request_span[1], int(walkin[-1]) if walkin.size else -1)

    @cached_property
    def is_expected(self) -> Bools:
        """Working day without outage up to the as-of."""
        due = self.days.is_working & (np.arange(len(self.days)) <= self.as_of)
        return due & ~self.is_outage

    @cached_property
    def is_walkin_complete(self) -> Bools:
        """Expected and reported."""
        return self.is_expected & self.defects.is_reported

    @cached_property
    def is_complete(self) -> Bools:
        """Walk-in-complete, live, and between the first and last submitted day."""
        first, last = self.request_span
        covered = (np.arange(len(self.days)) >= first) & (np.arange(len(self.days)) <= last)
        return self.is_walkin_complete & self.offices.live & covered

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Return one row an office and day, after reporting defects: the columns of the facts frame.

        unit_code, name, kind, kecamatan_code, kecamatan, date, month, week (datetime64), weekday,
        is_working_day, is_digital_day, warga, rt, petugas, tidak_diketahui, visits, all_visits,
        help_calls (float, NaN: not reported), is_unsplit, apply_part, apply_error, apply_spread,
        is_live, is_outage, is_expected, is_walkin_complete, is_complete.
        """
        count, (first, last) = len(self.days), self.request_span
        columns: dict[str, object] = dict(self.tables.names_by_day(count))
        by_day = {
            "date": self.days.dates,
            "month": self.days.month,
            "week": self.days.week,
            "weekday": self.days.weekday,
            "is_working_day": self.days.is_working,
            "is_digital_day": self.days.is_digital,
        }
        for name, day_values in by_day.items():
            of_day = day_values.astype("datetime64[us]") if name in ("date", "month", "week") else day_values
            columns[name] = np.tile(of_day, len(self.codes))
        span = np.arange(count)
        covered = (span >= first) & (span <= last)
        requests = {name: np.where(covered, array, np.nan) for name, array in self.accepted.items()}
        matrices = {
            **requests,
            "visits": self.walkin_reported,
            "all_visits": np.where(self.defects.is_reported, self.counts.visits + self.other_visits, np.nan),
            "is_unsplit": self.is_unsplit,
            **self.apply_share,
            "help_calls": self.help_calls_accepted * 1.0,
            "is_live": self.offices.live,
            "is_outage": self.is_outage,
            "is_expected": self.is_expected,
            "is_walkin_complete": self.is_walkin_complete,
            "is_complete": self.is_complete,
        }
        return pd.DataFrame(columns | {name: matrix.ravel() for name, matrix in matrices.items()})


def draw(seed: int = 20240827, until: date | None = None, **effects: Effect) -> Draw:
    """Return one draw of the city from 1 Sep 2023 to `until` (30 Nov 2024).

    Effects are the fields of Parameters: a number, or a mapping unit_code -> number. Raises
    ValueError for an unknown effect or office, a number out of range, or an end before 30 Nov 2023.
    """
    last = until or LAST_DAY
    if last < EARLIEST_END:
        raise ValueError(f"until: the sample starts on {FIRST_DAY} and must reach {EARLIEST_END}")
    tables = reference()
    codes = tables.codes
    parameters = checked_parameters(effects, codes)
    ahead = stretch(FIRST_DAY, last + timedelta(days=SPILL_OVER_DAYS))
    days = ahead.first(len(ahead) - SPILL_OVER_DAYS)
    roster = draw_roster(tables, seed, last)
    outages = draw_outages(tables, days, seed)
    beyond = outage_days(outages, codes, ahead)
    offices_ahead = draw_offices(tables, ahead, parameters, roster, beyond, seed)
    worlds = {
        name: world.first(len(days)) for name, world in expected_worlds(ahead, offices_ahead, parameters, codes).items()
    }
    offices, outage = offices_ahead.first(len(days)), beyond[:, : len(days)]
    counts = draw_counts(worlds["as_happened"], offices, parameters, codes, seed)
    defects = draw_defects(counts, offices, days, outage, parameters, codes, seed)
    return Draw(seed, last, tables, days, parameters, roster, outages, outage, offices, worlds, counts, defects)
