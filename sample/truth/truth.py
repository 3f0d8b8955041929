"""truth.json: what was put into the sample, so that every figure can be recomputed another way."""

from dataclasses import asdict, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sample.files.account import WriterNotes
from sample.truth.estimands import digital_day_estimands
from sample.truth.month_estimands import change_estimands, going_live_estimands, month_estimands, weekday_estimands
from sample.truth.published import published
from sample.world.draw import Draw

DECIMALS = 4


def _rounded(matrix: NDArray[Any]) -> list[list[float]]:
    """Return a matrix as lists, whole numbers as such and NaN as None."""
    rows: list[list[float]] = np.round(matrix.astype(float), DECIMALS).tolist()
    return [[None if v != v else int(v) if v == int(v) else v for v in row] for row in rows]  # type: ignore[misc]


def _parameters(drawn: Draw) -> dict[str, list[float]]:
    return {field.name: drawn.parameters.of(field.name, drawn.codes).tolist() for field in fields(drawn.parameters)}


def _counts(drawn: Draw) -> dict[str, dict[str, list[list[float]]]]:
    """Return counts before and after reporting defects; visits: as counted, None: not reported."""
    counts = drawn.counts
    both = {"warga_terbantu": counts.helped, **{f"{n}_dibatalkan": a for n, a in counts.cancelled.items()}}
    before = {
        **counts.requests,
        **both,
        "visits": drawn.walkin_true,
        "visits_to_apply": counts.visits,
        "help_calls": counts.help_calls,
    }
    after = {**drawn.accepted, **both, "visits": drawn.walkin_reported, "help_calls": drawn.help_calls_accepted}
    return {
        name: {channel: _rounded(matrix) for channel, matrix in group.items()}
        for name, group in (("before", before), ("after", after))
    }


def truth(drawn: Draw, account: WriterNotes) -> dict[str, Any]:
    """Return the truth of a written draw.

    Matrices are lists of offices (order of `units`) of days (order of `days`). expected: world ->
    channel -> matrix; estimands: true values by the published definitions; published: what a
    faithful load must show; rows: files, and bad, warned, repeated, missing, late rows, each with
    file (below raw), place (physical line of a CSV, sheet!cell, index from 0 in a JSON) and reason.
    """
    expected = {
        name: {channel: _rounded(matrix) for channel, matrix in vars(world).items()}
        for name, world in drawn.worlds.items()
    }
    return {
        "seed": drawn.seed,
        "until": str(drawn.until),
        "units": drawn.codes,
        "days": [str(day) for day in drawn.days.dates],
        "is_working_day": drawn.days.is_working.tolist(),
        "is_digital_day": drawn.days.is_digital.tolist(),
        "parameters": _parameters(drawn),
        "is_visits_split": drawn.offices.is_split.tolist(),
        "live_since": {code: str(day) for code, day in sorted(drawn.roster.go_live.items())},
        "outage_days": [[drawn.codes[i], str(drawn.days.dates[j])] for i, j in np.argwhere(drawn.is_outage)],
        "expected": expected,
        "counts": _counts(drawn),
        "estimands": {
            "months": month_estimands(drawn),
            "weekdays": weekday_estimands(drawn),
            "digital_days": digital_day_estimands(drawn),
            "going_live": going_live_estimands(drawn),
            "share_change": change_estimands(drawn),
        },
        "published": published(drawn),
        "rows": asdict(account),
    }
