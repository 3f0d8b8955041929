"""What asks for a second look when rows are seen together, as the user lists it beside the rows held back."""

from typing import Any

import pandas as pd

from core.formats import number
from core.reasons import reasons
from core.snapshot import open_current
from core.store import Store
from core.store.published_builds import MENDING, DamagedBuildError, NoBuildError
from core.texts import full_name
from etl.answers.held_back import GROUP_COLUMNS, RowFilter
from etl.errors import UserError

SEVERITY = "periksa"


def finding_rows(store: Store, asked: RowFilter) -> list[dict[str, Any]]:
    """Return the findings of the build that readers see (COLUMNS; place: its days), none for one file."""
    if asked.file:
        return []
    try:
        snapshot = open_current(store)
    except DamagedBuildError as error:
        raise UserError(f"{error}: versi data rusak atau tidak boleh dibaca. {MENDING}") from None
    except NoBuildError:
        return []
    found = snapshot.query(
        "SELECT source, kind, name, first_day, last_day, reason, value, compared"
        " FROM finding LEFT JOIN units USING (unit_code)"
        " WHERE ($1 IS NULL OR source = $1) AND ($2 IS NULL OR reason = $2)"
        " ORDER BY source, reason, unit_code, first_day",
        [asked.source, asked.reason],
    )
    return [_row(row) for row in found.to_dict("records")]


def _row(row: dict[Any, Any]) -> dict[str, Any]:
    known = reasons()[row["reason"]]
    counts = {name: number(row[name], 0) for name in ("value", "compared")}
    first, last = (f"{row[name]:%Y-%m-%d}" for name in ("first_day", "last_day"))
    days = first if first == last else f"{first} s.d. {last}"
    sentence = known.sentence.format(**counts)
    cells = (
        row["source"],
        "",
        days,
        "",
        row["reason"],
        SEVERITY,
        counts["value"],
        sentence,
        known.action,
        "" if pd.isna(row["kind"]) else full_name(row["kind"], row["name"]),
    )
    return dict(zip(GROUP_COLUMNS, cells, strict=True))
