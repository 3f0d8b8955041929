"""What the generated city is made of: every number in one place, none of them measured anywhere.

The sizes are chosen to look like a city of 880,000 whose service is taken up slowly; they are not
findings about Samarinda.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Effect = float | Mapping[str, float]

FIRST_DAY = date(2023, 9, 1)
LAST_DAY = date(2024, 11, 30)
EARLIEST_END = date(2023, 11, 30)
"""Before that there would be hardly any live office, and so no requests."""


@dataclass(frozen=True)
class Parameters:
    """Effects and sizes; each is one number, or a mapping unit_code -> number.

    A mapping replaces the default for the offices it names; the others keep the default.
    """

    convert: Effect = 0.30
    """Part of a digital day's visits that become digital requests of the same day."""
    displace: Effect = 0.10
    """Part of a digital day's visits that come on a following other day instead."""
    abandon: Effect = 0.0
    """Part of a digital day's visits that vanish."""
    everyday: Effect = 0.0
    """Part of every working day's visits that become requests once there are digital days, at live offices."""
    wait: Effect = 0.0
    """Part of the other working days' requests that wait for a digital day of the week."""
    growth: Effect = 0.0
    """Part by which the take-up is higher half a year after the first digital day, and lower half a year before."""
    spillover: Effect = 0.0
    """How much of these three happens at offices that are not live (0 none, 1 the same)."""
    takeup: Effect = 0.38
    """Part of the visits that going live turns into digital requests, once the ramp is over."""
    ramp_weeks: Effect = 8.0
    """Weeks from go-live to full take-up."""
    split: Effect = 0.70
    """Chance that an office counts its visitors by purpose."""
    drift: Effect = 0.03
    """Standard deviation of an office's own growth a year."""
    officer: Effect = 0.50
    """Part of the visits at live offices that an officer enters into the application."""
    rt: Effect = 0.15
    """Part of the digital requests made by an RT head."""
    unknown_origin: Effect = 0.02
    """Part of the requests whose origin the export leaves empty."""
    cancelled: Effect = 0.03
    """Cancelled requests per request that stands."""
    helped: Effect = 0.025
    """Part of the citizens' requests with a 112 call from the same phone."""
    help_rate: Effect = 0.05
    """112 digital-help calls per digital request that cannot be linked."""
    missing: Effect = 0.075
    """Part of an average office's average days without a walk-in report."""
    bad_rows: Effect = 0.008
    """Part of the requests whose row cannot be accepted."""

    def of(self, name: str, codes: list[str]) -> Floats:
        """Return one parameter as an array, one number an office in the order of `codes`."""
        value = getattr(self, name)
        if not isinstance(value, Mapping):
            return np.full(len(codes), float(value))
        default = float(getattr(type(self), name))
        return np.array([float(value.get(code, default)) for code in codes])


def checked_parameters(effects: Mapping[str, Effect], codes: list[str]) -> Parameters:
    """Return the parameters with these effects. Raises ValueError naming what cannot be."""
    known = [field.name for field in fields(Parameters)]
    for name, value in effects.items():
        if name not in known:
            raise ValueError(f"unknown effect {name!r}; known: {', '.join(known)}")
        if isinstance(value, Mapping) and (stray := sorted(set(value) - set(codes))):
            raise ValueError(f"{name}: unknown office {stray[0]!r}")
    parameters = Parameters(**effects)
    _check_ranges(parameters, codes)
    return parameters


def _check_ranges(parameters: Parameters, codes: list[str]) -> None:
    for field in fields(parameters):
        values = parameters.of(field.name, codes)
        highest = np.inf if field.name in ("ramp_weeks", "drift") else 1.0
        if not ((values >= 0) & (values <= highest)).all():
            raise ValueError(f"{field.name}: must lie between 0 and {highest:g}")
    moved = sum(parameters.of(name, codes) for name in ("convert", "displace", "abandon", "everyday"))
    if (np.asarray(moved) > 1).any():
        raise ValueError("convert, displace, abandon and everyday together cannot exceed 1")


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random numbers of one purpose: a change in one never shifts another."""
    return np.random.default_rng([seed, *name.encode()])
