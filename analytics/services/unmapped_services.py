"""Requests whose letter or origin nobody has mapped yet: counted, and told once they are more than a few."""

from datetime import date
from typing import NamedTuple

import pandas as pd

from core.disclosure import is_share_hidden
from core.method import MAX_UNKNOWN_SHARE

UNMAPPED = "belum_dipetakan"


class Unmapped(NamedTuple):
    """Parts of all requests of a month, 0 to 1; None where they are few or too small to be told."""

    service: float | None
    origin: float | None


def unmapped(origins: pd.DataFrame, on: date) -> Unmapped:
    """Return which parts of the city's requests of a day's month have no mapped service, and no known origin.

    `origins`: build.service_origins of every office. Told above MAX_UNKNOWN_SHARE, from which
    on an unknown origin widens the share.
    """
    rows = origins[origins["month"] == pd.Timestamp(on).replace(day=1)]
    requests = rows[["digital", "officer", "unknown"]].sum(axis=1)
    total = int(requests.sum())
    return Unmapped(
        _told(int(requests[rows["service"] == UNMAPPED].sum()), total), _told(int(rows["unknown"].sum()), total)
    )


def _told(count: int, total: int) -> float | None:
    if count <= MAX_UNKNOWN_SHARE * total or is_share_hidden(count, total):
        return None
    return count / total
