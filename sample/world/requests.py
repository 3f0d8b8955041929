"""The requests of a draw, one row each, still clean: who, where, what, when, and how far it got."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample.world.counts import CALL_SHIFTS
from sample.world.draw import Draw, Tampered
from sample.world.parameters import Ints, stream
from sample.world.world import DRAWN_ORIGINS

MINUTES = 24 * 60
DRAWN_STATUSES = ("Belum Lengkap", "Sedang Diperiksa", "Menunggu Tandatangan", "Siap Diambil", "Sudah Diambil")
CANCELLED = "Dibatalkan"
STAGE_HOURS = (0.5, 14.0, 30.0, 72.0)
"""Mean hours to checked, to signature, to ready, to collected."""
STUCK_PART = 0.02
EVENING_PART = 0.3
RETURNING_POOL = 0.7
EVERYBODY = 100_000
"""So many persons have a phone of their own (sample.world.people)."""
SERVICE_WEIGHTS = (22, 14, 12, 20, 10, 5, 4, 4, 3, 5, 2, 3)
"""In the order of services.csv; a longer table gives the further ones the last weight."""


@dataclass(frozen=True)
class KindCounts:
    """Counts of one kind of rows, offices x days."""

    origin: int
    is_cancelled: bool
    counts: Ints


def _blocks(drawn: Draw) -> list[KindCounts]:
    return [
        KindCounts(position, is_cancelled, source[name])
        for is_cancelled, source in ((False, drawn.counts.requests), (True, drawn.counts.cancelled))
        for position, name in enumerate(DRAWN_ORIGINS)
    ]


def _expand(cells: KindCounts, drawn: Draw) -> pd.DataFrame:
    """Return one row a request: unit, day, rank within its cell, marked helped or bad."""
    counts = cells.counts.ravel()
    cell = np.repeat(np.arange(counts.size), counts)
    rank = np.arange(cell.size) - np.repeat(np.cumsum(counts) - counts, counts)
    name = DRAWN_ORIGINS[cells.origin]
    helped, bad = np.zeros_like(counts), np.zeros_like(counts)
    if not cells.is_cancelled:
        bad = drawn.defects.bad[name].ravel()
        helped = drawn.counts.helped.ravel() if name == "warga" else helped
    return pd.DataFrame(
        {
            "unit": cell // len(drawn.days),
            "day": cell % len(drawn.days),
            "origin": cells.origin,
            "is_cancelled": cells.is_cancelled,
            "is_helped": rank < helped[cell],
            "is_bad": (rank >= helped[cell]) & (rank < (helped + bad)[cell]),
        }
    )


def _minutes(rows: pd.DataFrame, drawn: Draw, rng: np.random.Generator) -> Ints:
    """Return the minute of the day: counters in office hours, citizens also in the evening."""
    weekday = drawn.days.weekday[rows["day"]]
    closing = np.where(weekday == 5, 14, 16) * 60
    office = 8 * 60 + rng.beta(1.6, 2.2, len(rows)) * (closing - 8 * 60)
    evening = rng.integers(17 * 60, 23 * 60, len(rows))
    free = rng.integers(7 * 60, 23 * 60, len(rows))
    working = np.where(rng.random(len(rows)) < EVENING_PART, evening, office)
    at_home = np.where(drawn.days.is_working[rows["day"]], working, free)
    is_counter = (rows["origin"] == DRAWN_ORIGINS.index("petugas")).to_numpy()
    return np.where(is_counter, office, at_home).astype(np.int64)


def _services(rows: pd.DataFrame, drawn: Draw, rng: np.random.Generator) -> Ints:
    services = drawn.tables.services
    weights = np.array([*SERVICE_WEIGHTS, *[SERVICE_WEIGHTS[-1]] * len(services)][: len(services)], float)
    anywhere = rng.choice(len(services), len(rows), p=weights / weights.sum())
    weights *= (services["can_be_digital"] == "ya").to_numpy()
    from_home = rng.choice(len(services), len(rows), p=weights / weights.sum())
    is_counter = rows["origin"].to_numpy() == DRAWN_ORIGINS.index("petugas")
    return np.where(is_counter, anywhere, from_home).astype(np.int64)


def _persons(rows: pd.DataFrame, rng: np.random.Generator) -> Ints:
    """Return a person a row. Helped rows have a person of their own, so that only they link."""
    rows_of = np.bincount(rows["unit"])
    pool = np.maximum((rows_of * RETURNING_POOL).astype(np.int64), 1)
    start = np.cumsum(pool) - pool
    unit = rows["unit"].to_numpy()
    person: Ints = start[unit] + (rng.random(len(rows)) * pool[unit]).astype(np.int64)
    helped = rows["is_helped"].to_numpy()
    person[helped] = pool.sum() + np.arange(helped.sum())
    return person


def _stages(rows: pd.DataFrame, rng: np.random.Generator) -> dict[str, Ints]:
    """Return the minute (from the first day) at which each stage is reached; stuck ones never."""
    steps = rng.exponential(np.array(STAGE_HOURS) * 60, (len(rows), len(STAGE_HOURS))) + 1
    steps[rng.random(len(rows)) < STUCK_PART] = 1e9
    reached = rows["submitted"].to_numpy()[:, None] + np.cumsum(steps, axis=1).astype(np.int64)
    stages = {f"stage_{number}": reached[:, number - 1] for number in range(1, len(DRAWN_STATUSES))}
    cancel = rows["submitted"] + 1 + rng.exponential(2 * MINUTES, len(rows)).astype(np.int64)
    never = np.iinfo(np.int64).max
    return {**stages, "cancel": np.where(rows["is_cancelled"], cancel, never)}


def request_rows(drawn: Draw) -> pd.DataFrame:
    """Return the requests in order of submission, as numbers.

    unit, day (positions), origin (of ORIGINS), is_cancelled, is_helped, is_bad, service, person,
    phone_of (the person whose phone it is), shift (days to the call, where helped), submitted, stage_1..4,
    cancel (minutes from midnight of the first day), serial (within the year), queue (within office and day).
    """
    rng = stream(drawn.seed, "requests")
    rows = pd.concat([_expand(cells, drawn) for cells in _blocks(drawn)], ignore_index=True)
    rows["submitted"] = rows["day"] * MINUTES + _minutes(rows, drawn, rng)
    rows["service"] = _services(rows, drawn, rng)
    rows["person"] = _persons(rows, rng)
    rows["phone_of"] = rows["person"]
    rows["shift"] = _helped_shifts(rows, drawn)
    if drawn.tampered:
        rows = _of_one_number(rows, drawn, drawn.tampered)
    rows = rows.assign(**_stages(rows, rng)).sort_values(["submitted", "unit"], kind="stable", ignore_index=True)
    year = drawn.days.dates[rows["day"]].astype("datetime64[Y]").astype(int) + 1970
    rows["serial"] = rows.groupby(year).cumcount() + 1
    rows["queue"] = rows.groupby(["unit", "day"]).cumcount() + 1
    return rows


def _of_one_number(rows: pd.DataFrame, drawn: Draw, made_up: Tampered) -> pd.DataFrame:
    """With one phone, in office hours, for the citizens' requests that officers typed; or with one NIK for a part."""
    cell = rows["unit"].to_numpy() * len(drawn.days) + rows["day"].to_numpy()
    is_own = (
        (rows["origin"] == DRAWN_ORIGINS.index("warga")) & ~rows["is_cancelled"] & ~rows["is_helped"] & ~rows["is_bad"]
    )
    last_first = rows[is_own][::-1].groupby(cell[is_own][::-1]).cumcount().reindex(rows.index, fill_value=-1).to_numpy()
    nobody = EVERYBODY - 1 - rows["unit"]
    rng = stream(drawn.seed, f"{made_up.kind} in the rows")
    if made_up.kind == "one_phone":
        typed = (last_first >= 0) & (last_first < made_up.more_citizens.ravel()[cell])
        hour = rows["day"] * MINUTES + rng.integers(8 * 60, 14 * 60, len(rows))
        return rows.assign(phone_of=rows["phone_of"].mask(typed, nobody), submitted=rows["submitted"].mask(typed, hour))
    if made_up.kind == "one_nik":
        taken = (last_first >= 0) & made_up.is_place.ravel()[cell] & (rng.random(len(rows)) < made_up.strength)
        return rows.assign(person=rows["person"].mask(taken, nobody))
    return rows


def _helped_shifts(rows: pd.DataFrame, drawn: Draw) -> Ints:
    """Return, for helped rows, the days from request to call; helped rows still stand cell by cell."""
    linked = drawn.counts.linked
    shifts = np.zeros(len(rows), np.int64)
    every = np.tile(CALL_SHIFTS, linked.shape[0] * linked.shape[1])
    shifts[rows["is_helped"]] = np.repeat(every, linked.ravel())
    return shifts


def state_at(rows: pd.DataFrame, moment: Ints) -> tuple[Ints, Ints]:
    """Return status (0..4 of STATUSES, 5 cancelled) and time of its last change, as seen at a moment.

    Rows carry `known_until`, the moment of the newest export that holds them: a cancelled request is
    cancelled by then at the latest, so that a whole load always knows it.
    """
    columns = [rows["submitted"].to_numpy()] + [rows[f"stage_{n}"].to_numpy() for n in range(1, len(DRAWN_STATUSES))]
    reached = np.column_stack(columns)
    cancel = np.minimum(rows["cancel"].to_numpy(), rows["known_until"].to_numpy())
    stage = (reached[:, 1:] <= np.minimum(moment, cancel)[:, None]).sum(axis=1)
    changed = np.take_along_axis(reached, stage[:, None], axis=1)[:, 0]
    gone = rows["is_cancelled"].to_numpy() & (cancel <= moment)
    return np.where(gone, len(DRAWN_STATUSES), stage), np.where(gone, np.maximum(cancel, rows["submitted"]), changed)
