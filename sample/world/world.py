"""Expected counts per office and day under three worlds, before any chance enters.

not_live        nobody has the digital service
no_digital_days the roll-out as it happened, but the digital days never declared
as_happened     roll-out and digital days
"""

from dataclasses import dataclass

import numpy as np

from sample.world.days import Days, within_week
from sample.world.parameters import Bools, Floats, Parameters, stream
from sample.world.reference import CityTables

WEEKDAY_LOAD = np.array([0.0, 1.16, 1.03, 1.00, 0.97, 0.68, 0.0, 0.0])  # index 1 Monday .. 7 Sunday
MONTH_LOAD = np.array([0.0, 1.06, 1.0, 0.88, 0.90, 1.0, 1.12, 1.15, 1.03, 1.0, 1.0, 0.98, 0.92])
OTHER_PURPOSES = {"ambil_berkas": 0.12, "informasi": 0.08, "tamu": 0.05}
"""Visits that are no application, per application visit of a world without the service."""
OFF_HOURS_PART = 0.12
"""Part of a week's replaced visits that is sent on its days without office hours."""
OUTAGE_LEFT = 0.35
DRAWN_ORIGINS = ("warga", "rt", "petugas", "tidak_diketahui")
WORLDS = ("not_live", "no_digital_days", "as_happened")


@dataclass(frozen=True)
class WorldOffices:
    """What stays the same in all worlds. Vectors: one entry an office; matrices: offices x days.

    demand: application visits if nobody were live; live: bool; weeks_live: full weeks since
    go-live (-1 before); takeup: part of the demand that became requests; is_split: vector.
    """

    demand: Floats
    live: Bools
    weeks_live: Floats
    takeup: Floats
    is_split: Bools

    def first(self, count: int) -> "WorldOffices":
        """Return the first `count` days."""
        return WorldOffices(
            self.demand[:, :count],
            self.live[:, :count],
            self.weeks_live[:, :count],
            self.takeup[:, :count],
            self.is_split,
        )


@dataclass(frozen=True)
class World:
    """Expected counts, offices x days. visits: to apply; walkin: as counted at the office
    (offices that do not split by purpose count every visitor); the rest: requests by origin."""

    visits: Floats
    walkin: Floats
    warga: Floats
    rt: Floats
    petugas: Floats
    tidak_diketahui: Floats

    @property
    def digital(self) -> Floats:
        """Requests of known digital origin."""
        return self.warga + self.rt

    def first(self, count: int) -> "World":
        """Return the first `count` days."""
        return World(**{name: array[:, :count] for name, array in vars(self).items()})


def base_load(tables: CityTables, seed: int) -> Floats:
    """Return mean application visits a working day: 8 to 60, by population, uneven."""
    rng = stream(seed, "offices")
    population = tables.units["population"].to_numpy(float)
    is_kecamatan = (tables.units["kind"] == "kecamatan").to_numpy()
    load = np.where(is_kecamatan, 22 + population / 4000, 5 + population * 0.0021)
    return np.clip(load * rng.lognormal(0, 0.12, len(load)), 8, 60)


def demand(tables: CityTables, days: Days, parameters: Parameters, outage: Bools, seed: int) -> Floats:
    """Return application visits if nobody were live; an outage leaves a third of them."""
    rng = stream(seed, "demand")
    growth = rng.standard_normal(len(tables.codes)) * parameters.of("drift", tables.codes)
    years = np.arange(len(days)) / 365.25
    profile = WEEKDAY_LOAD[days.weekday] * MONTH_LOAD[days.month.astype(int) % 12 + 1] * days.is_working
    trend = np.exp(growth[:, None] * years)
    left = np.where(outage, OUTAGE_LEFT, 1.0)
    visits: Floats = base_load(tables, seed)[:, None] * profile * trend * left
    return visits


def landing_days(days: Days) -> Floats:
    """Return day x day: where a displaced visit lands; a row sums to 1, or to 0 with no place to go.

    The first two working days after it that are no digital days and lie in that or the next week.
    """
    landing = np.zeros((len(days), len(days)))
    open_days = days.is_working & ~days.is_digital
    for day in np.flatnonzero(days.is_digital):
        week_end = day + 7 - days.weekday[day] + 7
        targets = [t for t in range(day + 1, min(week_end + 1, len(days))) if open_days[t]][:2]
        landing[day, targets] = 1 / max(len(targets), 1)
    return landing


def _spread_over_week(replaced: Floats, days: Days, live: Bools) -> Floats:
    """Return requests by day: most on the day of the replaced visit, some on the week's free days."""
    _, week = np.unique(days.week, return_inverse=True)
    totals = np.zeros((len(replaced), week.max() + 1))
    np.add.at(totals.T, week, replaced.T)
    free = np.bincount(week, ~days.is_working)
    off = np.where(days.is_working, 0.0, (OFF_HOURS_PART * totals / np.maximum(free, 1))[:, week])
    requests: Floats = replaced * (1 - OFF_HOURS_PART) + off * live
    return requests


def _world(visits: Floats, digital: Floats, offices: WorldOffices, parameters: Parameters, codes: list[str]) -> World:
    unknown = parameters.of("unknown_origin", codes)[:, None]
    rt = parameters.of("rt", codes)[:, None]
    entered = visits * parameters.of("officer", codes)[:, None] * offices.live
    others = offices.demand * sum(OTHER_PURPOSES.values()) * ~offices.is_split[:, None]
    return World(
        visits,
        visits + others,
        digital * (1 - rt) * (1 - unknown),
        digital * rt * (1 - unknown),
        entered * (1 - unknown),
        (digital + entered) * unknown,
    )


def expected_worlds(days: Days, offices: WorldOffices, parameters: Parameters, codes: list[str]) -> dict[str, World]:
    """Return the three worlds by name. Source of the mechanism: the issue's own words.

    Live: a part of the visits (take-up, ramped) becomes requests. Digital days: of the visits then
    still made, `convert` become same-day requests, `displace` land on following other days,
    `abandon` vanish, the rest stays; `everyday` become requests on whatever working day, `wait` are requests that wait.
    """
    replaced = offices.demand * offices.takeup
    live_visits, live_digital = offices.demand - replaced, _spread_over_week(replaced, days, offices.live)
    spill = parameters.of("spillover", codes)[:, None]
    strength = np.where(offices.live, 1.0, spill) * days.is_digital
    convert, displace, abandon = (
        parameters.of(name, codes)[:, None] * strength for name in ("convert", "displace", "abandon")
    )
    landing = landing_days(days)
    moved = live_visits * displace * landing.sum(axis=1)
    acts = offices.live * np.maximum.accumulate(days.is_digital)
    everyday = parameters.of("everyday", codes)[:, None] * acts
    visits = live_visits * (1 - convert - abandon - everyday) - moved + moved @ landing
    waits = live_digital * parameters.of("wait", codes)[:, None] * acts * (days.is_working & ~days.is_digital)
    digital = live_digital - waits + within_week(waits, days, days.is_digital, offices.demand)
    nobody = np.zeros_like(offices.live)
    not_live = WorldOffices(offices.demand, nobody, offices.weeks_live, offices.takeup, offices.is_split)
    return {
        "not_live": _world(offices.demand, np.zeros_like(visits), not_live, parameters, codes),
        "no_digital_days": _world(live_visits, live_digital, offices, parameters, codes),
        "as_happened": _world(visits, digital + live_visits * (convert + everyday), offices, parameters, codes),
    }
