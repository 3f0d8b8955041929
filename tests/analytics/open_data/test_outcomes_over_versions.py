"""No versions of what became of a month's requests tell, together, a small count of a kecamatan or a sender."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.frames.table_solver import told_by_rows

from analytics import City
from analytics.open_data.outcome_releases import outcomes_now
from analytics.open_data.record import OutcomeVersion
from analytics.services import AREA, CITY, EVERY, OUTCOME_PARTS, areas_of, completion
from core.disclosure import WITHHELD, is_small
from core.snapshot import Snapshot

MONTH = pd.Timestamp("2024-10-01")
DAYS = (date(2024, 11, 29), date(2024, 12, 20), date(2025, 1, 15))
COUNTED = [part for part in OUTCOME_PARTS if part != "cancelled"]
LATER = ("ready", "cancelled")
"""What a request stays once it is."""
Told = dict[str, dict[str, int]]
"""Of a kecamatan or a sender that stands alone, its counts by part."""


@pytest.fixture(scope="module")
def city(snapshot: Snapshot) -> City:
    return City(snapshot)


def drawn(city: City, seed: int) -> list[pd.DataFrame]:
    """The requests of October as they stood on three days: some came late, open ones became ready or were cancelled."""
    rng = np.random.default_rng(seed)
    level = {area: rng.choice([0.3, 2, 12]) for area in sorted(set(city.units["kecamatan_code"]))}
    keys = [
        (code, origin, outcome, pd.Timestamp(day), level[area] * part)
        for code, area in zip(city.units["unit_code"], city.units["kecamatan_code"], strict=True)
        for origin in ("warga", "rt", "petugas", "tidak_diketahui")
        for outcome, day, part in (
            ("selesai", "2024-10-05", 1.0),
            ("terbuka", "2024-10-25", 0.2),
            ("dibatalkan", "2024-10-09", 0.1),
        )
    ]
    columns = ["unit_code", "origin", "outcome", "submitted_on", "mean"]
    frame = pd.DataFrame(keys, columns=columns).assign(month=MONTH)
    frame["requests"] = rng.poisson(frame["mean"])
    found = [frame.drop(columns="mean")]
    for _later in DAYS[1:]:
        found.append(moved(found[-1], rng))
    return found


def moved(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The same requests later, with a few more."""
    counts = frame["requests"].to_numpy().reshape(-1, 3).copy()
    for part in (0, 2):
        gone = rng.binomial(counts[:, 1], 0.3)
        counts[:, 1] -= gone
        counts[:, part] += gone
    return frame.assign(requests=(counts + rng.binomial(1, 0.02, counts.shape)).ravel())


def told_of(version: OutcomeVersion, dimension: str) -> Told:
    """The rows of the kecamatan, or of the city's senders."""
    rows = [row for row in version.rows if (row["place"] == CITY) == (dimension == "origin")]
    name = "origin" if dimension == "origin" else "place"
    return {row[name]: {part: row[part] for part in OUTCOME_PARTS} for row in rows if row[name] != EVERY}


def known_to(truths: Sequence[pd.DataFrame], told: Sequence[Told], names: Collection[str]) -> list[object]:
    """Small counts that a reader of all versions knows, and of how many requests of each count at each time.

    What is ready or cancelled stays so.
    """
    rows: dict[object, tuple[float, str]] = {}
    sums: list[tuple[list[object], object]] = []
    asked: list[object] = []
    for at, (truth, shown) in enumerate(zip(truths, told, strict=True)):
        for name in names:
            for part in OUTCOME_PARTS:
                is_told = name in shown
                rows[at, name, part] = (float(shown[name][part]), "") if is_told else (np.nan, WITHHELD)
                # That all of few counted requests are of one kind needs no small count: how many they are is public.
                is_asked = is_small(truth.loc[name, part]) and truth.loc[name, part] != counted_of(truth, name)
                asked += [(at, name, part)] if is_asked and not is_told else []
            rows[at, name, "counted"] = (float(counted_of(truth, name)), "")
            sums.append(([(at, name, part) for part in COUNTED], (at, name, "counted")))
        for part in OUTCOME_PARTS if shown else ():
            rows[at, "all", part] = (float(truth[part].sum()), "")
            sums.append(([(at, name, part) for name in names], (at, "all", part)))
    for before, after in pairwise(range(len(truths))):
        for name in names:
            for part in LATER:
                rows["rise", after, name, part] = (np.nan, WITHHELD)
                sums.append(([(before, name, part), ("rise", after, name, part)], (after, name, part)))
    return told_by_rows(rows, sums, asked)


def counted_of(truth: pd.DataFrame, name: str) -> int:
    return int(truth.loc[name, COUNTED].sum())


def truths_of(city: City, frames: Sequence[pd.DataFrame], dimension: str) -> list[pd.DataFrame]:
    areas = areas_of(city.units)
    return [
        completion(frame.assign(place=frame["unit_code"].map(areas)), day, [dimension]).set_index(dimension)
        for frame, day in zip(frames, DAYS, strict=False)
    ]


def released(city: City, frames: Sequence[pd.DataFrame]) -> list[OutcomeVersion]:
    """The chain of versions, each after those before it."""
    versions: list[OutcomeVersion] = []
    for frame, day in zip(frames, DAYS, strict=False):
        versions.append(outcomes_now(city.with_frames(request_outcomes=frame, as_of=day), MONTH, versions))
    return versions


@settings(max_examples=4)
@given(st.integers(0, 100_000))
def test_no_versions_tell_a_small_count(city: City, seed: int) -> None:
    frames = drawn(city, seed)
    versions = released(city, frames)
    for dimension in ("place", "origin"):
        truths = truths_of(city, frames, dimension)
        told = [told_of(version, dimension) for version in versions]
        assert known_to(truths, told, list(truths[0].index)) == []


def test_hiding_the_small_ones_alone_would_tell_them(city: City) -> None:
    """The same reader: what is proved above can fail."""
    frame = drawn(city, 3)[0]
    area = f"{AREA}{sorted(set(city.units['kecamatan_code']))[0]}"
    is_mine = frame["unit_code"].map(areas_of(city.units)).eq(area) & frame["outcome"].eq("dibatalkan")
    frame.loc[is_mine, "requests"] = 0
    frame.loc[frame.index[is_mine][0], "requests"] = 2
    (truth,) = truths_of(city, [frame], "place")
    naive: Told = {str(name): {part: int(row[part]) for part in OUTCOME_PARTS} for name, row in truth.iterrows()}
    del naive[area]
    assert (0, area, "cancelled") in known_to([truth], [naive], list(truth.index))
    told = [told_of(version, "place") for version in released(city, [frame])]
    assert known_to([truth], told, list(truth.index)) == []
