"""The roll-out of one build as of a day: what stood, what was planned, what it saved."""

from datetime import date
from functools import cached_property

import pandas as pd

from analytics.city_frames import CityFrames
from analytics.effect import TripsSaved, trips_saved
from analytics.rollout import (
    TARGET_KINDS,
    Forecast,
    Pace,
    PlanRecord,
    assumed_slips,
    forecast,
    last_target,
    lesser_targets,
    needed_requests,
    pace,
    plan_record,
    roster_on,
    status_on,
    used_rule,
)


class CityRollout(CityFrames):
    """What is known of the roll-out on a day."""

    @cached_property
    def needed_requests(self) -> pd.Series:
        """How many requests make an office used, by unit code (rollout.needed_requests); of all the city's offices."""
        return needed_requests(self.snapshot.table("units"), used_rule())

    def status_on(self, day: date) -> pd.DataFrame:
        """Return the roll-out status of every office on a day (rollout.status_on)."""
        return status_on(self.roster_on(day), self.units, day)

    def roster_on(self, day: date) -> pd.DataFrame:
        """Return the roster with the plans as they stood on a day (rollout.roster_on); on the as-of those of now."""
        is_past = self.as_of is not None and day < self.as_of
        history = self.plan_history
        own = history[history["unit_code"].isin(self.units["unit_code"])]
        return roster_on(self.roster, own, day if is_past else None)

    def forecast(self, day: date, kind: str = "kelurahan") -> Forecast:
        """Return how many offices of a kind will be live, as planned, as known on a day (rollout.forecast)."""
        return forecast(self.roster_on(day), self.units, day, kind=kind, record=self.plan_record(day))

    def pace(self, target: pd.Series, day: date) -> Pace:
        """Return how fast offices must go live for a row of `targets`, and how fast they do (rollout.pace)."""
        return pace(self.roster_on(day), self.units, target, day)

    def paces(self, day: date, *, only_dated: bool = False) -> list[tuple[pd.Series, Pace]]:
        """Return every target that counts live offices, with its pace as of a day; `only_dated`: with a due day."""
        is_counted = self.targets["measure"].isin(list(TARGET_KINDS))
        chosen = self.targets[is_counted & (self.targets["due_date"].notna() | (not only_dated))]
        return [(row, self.pace(row, day)) for _, row in chosen.iterrows()]

    def last_pace(self, day: date) -> Pace | None:
        """Return the pace of the target that all others lead to (rollout.last_target); None where there is none."""
        row = last_target(self.targets)
        return None if row is None else self.pace(row, day)

    def lesser_paces(self, day: date) -> list[Pace]:
        """Return the paces of the other dated targets of live kelurahan (rollout.lesser_targets)."""
        return [self.pace(row, day) for _, row in lesser_targets(self.targets).iterrows()]

    def plan_record(self, day: date) -> PlanRecord:
        """Return how plans held that were made before their day, as of a day (rollout.plan_record)."""
        assumed = assumed_slips(self.plan_slips)
        return plan_record(self.plan_history, self.roster_on(day), self.units, day, assumed)

    def trips_saved(self, day: date) -> TripsSaved:
        """Return the trips to the counter saved since each kelurahan went live, as known on a day (effect.trips_saved).

        An eighth of a second's work.
        """
        mix = self.service_months.groupby(["month", "service"])["requests"].sum().reset_index()
        return trips_saved(self.facts, self.collections, day, self.unit_costs, mix)
