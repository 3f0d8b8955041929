"""Places beside each other: the kecamatan of the city, or the offices of one kecamatan."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from analytics import City
from analytics.rollout import status_on
from core.texts import short_name
from report.content.decision import LeagueRow, Task
from wording import cell_reason, share_or_reason, status_word

SHOWN_MONTHS = 12


def league(city: City, day: date, tasks: Sequence[Task], is_city: bool, lang: str) -> tuple[LeagueRow, ...]:
    """Return the places, the one with most offices in need first, then the lowest share."""
    place = "kecamatan_code" if is_city else "unit_code"
    months = city.month_shares(place)
    past = months[months["month"] <= pd.Timestamp(day)]
    status = status_on(city.roster, city.units, day).merge(city.units[["unit_code", "kecamatan_code"]], on="unit_code")
    area_of = dict(zip(status["unit_code"], status[place], strict=True))
    need = Counter(area_of[task.code] for task in tasks)
    why = {task.code: task.why for task in tasks}
    rows = [
        _row(offices, past[past[place] == code], day, (need[code], why.get(str(code), "")), is_city, lang)
        for code, offices in status.groupby(place)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.need, 2.0 if row.part is None else row.part, row.code)))


def _row(
    offices: pd.DataFrame, past: pd.DataFrame, day: date, need: tuple[int, str], is_area: bool, lang: str
) -> LeagueRow:
    """`offices`: those of the place with their status; `need`: how many of them need somebody, and what for."""
    first = offices.sort_values("unit_code").iloc[0]
    live = offices["status"].eq("aktif")
    this = past[past["month"] == pd.Timestamp(day).replace(day=1)].to_dict("records")
    share: dict[Any, Any] = this[0] if this else {"state": "not_provided", "reason": "no_complete_day"}
    is_stated = share["state"] == "ok"
    return LeagueRow(
        str(first["kecamatan_code"] if is_area else first["unit_code"]),
        str(first["name"]) if is_area else short_name(first["kind"], first["name"], lang),
        None if live.isna().any() else int(live.sum()),
        len(offices),
        "" if is_area else status_word(None if pd.isna(first["status"]) else first["status"], lang),
        share_or_reason(share, lang) if is_stated else cell_reason(share["reason"], lang),
        float(share["share"]) if is_stated else None,
        tuple(None if pd.isna(value) else float(value) for value in past["share"].tail(SHOWN_MONTHS)),
        need[0],
        "" if is_area else need[1],
    )
