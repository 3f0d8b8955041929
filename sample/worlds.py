"""The other worlds of the sample: a city in which something else is true, or in which some figures are made up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from sample.tampering import tampered
from sample.world.draw import Draw, Tampered, draw
from sample.world.parameters import Bools, Effect, Floats, Ints
from sample.world.reference import reference
from sample.world_names import CITY_WORLDS, TAMPERED_WORLDS, WORLD_NAMES

TAKEUP = 0.38
USUAL_STRENGTH = 0.75


def city_effects(world: str) -> Mapping[str, Effect]:
    """Return the effects (fields of Parameters) of one of CITY_WORLDS."""
    nothing: dict[str, Effect] = {"convert": 0.0, "displace": 0.0}
    effects: dict[str, dict[str, Effect]] = {
        "no_effect": nothing,
        "all_displaced": nothing | {"displace": 0.4},
        "wait": nothing | {"wait": 0.6},
        "everyday": nothing | {"everyday": 0.3},
        "growing": nothing | {"growth": 0.5},
        # Every office takes up alike, at once, and counts its visitors alike: what is left is chance.
        "equal_offices": {"split": 1.0, "ramp_weeks": 0.0, "takeup": dict.fromkeys(reference().codes, TAKEUP)},
    }
    return effects[world]


def draw_world(world: str | None, seed: int, until: date | None = None, strength: float | None = None) -> Draw:
    """Return one draw of a world (of WORLD_NAMES; None: the usual city).

    `strength`: of what is made up, a part from 0 to 1. Raises ValueError for a world that is none, a strength without
    anything to make up, and where the months are too few for it.
    """
    if world is not None and world not in WORLD_NAMES:
        raise ValueError(f"world: {world!r} is none; known: {', '.join(WORLD_NAMES)}")
    if world not in TAMPERED_WORLDS:
        if strength is not None:
            raise ValueError(f"strength: only with one of {', '.join(TAMPERED_WORLDS)}")
        return draw(seed, until, **(city_effects(world) if world in CITY_WORLDS else {}))
    part = USUAL_STRENGTH if strength is None else strength
    if not 0 < part <= 1:
        raise ValueError("strength: must lie above 0 and not above 1")
    return tampered_draw(draw(seed, until), str(world), part)


def tampered_draw(drawn: Draw, kind: str, strength: float) -> Draw:
    """Return a draw in which some office-months hold figures that somebody made (sample.tampering)."""
    try:
        frame, places = tampered(drawn.frame, kind, strength, drawn.seed)
    except (ValueError, IndexError):
        raise ValueError("until: too few months for this world") from None
    shape = drawn.counts.visits.shape
    now, before = (
        {name: each[name].to_numpy(float).reshape(shape) for name in ("visits", "warga", "petugas")}
        for each in (frame, drawn.frame)
    )
    visits, others = _visits(drawn, now["visits"])
    moved = {name: _difference(now[name], before[name]) for name in ("warga", "petugas")}
    requests = drawn.counts.requests | {name: drawn.counts.requests[name] + more for name, more in moved.items()}
    counts = replace(drawn.counts, visits=visits, others=others, requests=requests)
    is_place = _cells(drawn, places)
    return replace(drawn, counts=counts, tampered=Tampered(kind, strength, sorted(places), is_place, moved["warga"]))


def _visits(drawn: Draw, reported: Floats) -> tuple[Ints, dict[str, Ints]]:
    """Visits to apply and others by purpose that make up what is reported; where nothing is, they stay."""
    total = np.where(np.isnan(reported), drawn.walkin_true, reported).astype(np.int64)
    beside = np.where(drawn.offices.is_split[:, None], 0, drawn.other_visits)
    has_room = total >= beside
    others = {name: array * has_room for name, array in drawn.counts.others.items()}
    return np.where(has_room, total - beside, total), others


def _difference(now: Floats, before: Floats) -> Ints:
    return np.nan_to_num(now - before).astype(np.int64)


def _cells(drawn: Draw, places: set[tuple[str, pd.Timestamp]]) -> Bools:
    months = drawn.days.month
    cells = np.zeros(drawn.counts.visits.shape, np.bool_)
    for unit, month in places:
        cells[drawn.codes.index(unit)] |= months == month.to_datetime64().astype(months.dtype)
    return cells
