"""Whether who is live is told by the list that the product brings along, and by nothing of the city's own."""

import csv
from functools import cache

import pandas as pd

from core.city import reference_dir
from core.settings import SHIPPED_CITY, settings


def is_shipped_roster(roster: pd.DataFrame) -> bool:
    """Return True where all that is known of who is live stands in the list that the product brings along.

    `roster`: the table. One event of the city's own, in a file or in its own table, makes it the city's.
    """
    if settings().kota_dir != SHIPPED_CITY:
        # The list of another city is its own; the shipped one was gathered from the press.
        return False
    days = roster["date"].dt.strftime("%Y-%m-%d")
    events = set(zip(roster["unit_code"], days, roster["status"], strict=True))
    return bool(events) and not roster["is_start_known"].any() and events <= _shipped()


@cache
def _shipped() -> frozenset[tuple[str, str, str]]:
    with (reference_dir() / "rollout.csv").open(encoding="utf-8", newline="") as file:
        return frozenset((row["unit_code"], row["date"], row["status"]) for row in csv.DictReader(file))
