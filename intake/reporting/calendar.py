"""The month of each office, day by day: reported, owed, closed, or not due yet; and what was handed in for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics import City, month_span
from analytics.quality import overdue
from core import formats
from core.method import DUE_DAY
from core.texts import Translate
from intake.reporting.owing import sent_for
from intake.sending.sent_file import SentFile

KELURAHAN = "kelurahan"


class DayState(StrEnum):
    """What is known of a day of one office."""

    REPORTED = "reported"
    OWED = "owed"
    CLOSED = "closed"
    """A weekend, a holiday, an outage, or a day that the office wrote as closed: nothing is due."""
    OUTSIDE = "outside"
    """After the data's as-of, or before the first day of all data: nothing can be said."""


@dataclass(frozen=True)
class OfficeMonth:
    """One office in one month. `states`: by day; `owed_days`: working days that lack, as the daftar tagih counts them;
    `has_due`: a day was due at all; `received_on`: when most had come in (None: not known), `is_late`: after the day by
    which it was due; `sent`: files handed in for it and not withdrawn, the last one first; `held`: rows held back in
    these, None where nobody may know.
    """

    unit_code: str
    kind: str
    name: str
    kecamatan: str
    states: Mapping[date, DayState]
    owed_days: int
    has_due: bool
    received_on: date | None
    is_late: bool
    sent: tuple[SentFile, ...]
    held: int | None

    @property
    def is_complete(self) -> bool:
        """True where some days were due and none lacks."""
        return self.has_due and not self.owed_days


def months_of_offices(city: City, month: date) -> list[OfficeMonth]:
    """Return the month of a day for each office of a city, those that owe most first."""
    first, last = month_span(month)
    facts = city.facts[city.facts["month"] == pd.Timestamp(first)]
    # While there is no as-of the last day that one source covers bounds the data.
    as_of = city.meta["as_of"] or (city.facts["date"].max().date() if len(city.facts) else last)
    owed = overdue(facts, as_of).set_index("unit_code")["missing_days"].to_dict()
    reports = city.visit_reports[city.visit_reports["month"] == pd.Timestamp(first)]
    came = dict(zip(reports["unit_code"], reports["received_on"], strict=True))
    days = [day.date() for day in pd.date_range(first, last)]
    rows: dict[str, dict[date, Any]] = {code: {} for code in city.units["unit_code"]}
    for code, day, is_due, is_in in zip(
        facts["unit_code"], facts["date"].dt.date, facts["is_expected"], facts["is_walkin_complete"], strict=True
    ):
        rows[code][day] = DayState.CLOSED if not is_due else DayState.REPORTED if is_in else DayState.OWED
    files, held = sent_for(first), _held(city)
    found = [
        _office(
            unit, {day: rows[unit["unit_code"]].get(day, DayState.OUTSIDE) for day in days}, owed, came, files, held
        )
        for unit in city.units.to_dict("records")
    ]
    return sorted(found, key=lambda office: (-office.owed_days, office.unit_code))


def _office(
    unit: Mapping[Any, Any],
    states: Mapping[date, DayState],
    owed: Mapping[Any, int],
    came: Mapping[str, pd.Timestamp],
    files: Sequence[SentFile],
    held: Mapping[str, int] | None,
) -> OfficeMonth:
    code = unit["unit_code"]
    own = tuple(sent for sent in files if sent.office == code)
    stamp = came.get(code)
    received = stamp.date() if stamp is not None and not pd.isna(stamp) else None
    has_due = any(state in (DayState.REPORTED, DayState.OWED) for state in states.values())
    rows = None if held is None else sum(held.get(sent.path_in_ledger, 0) for sent in own)
    is_late = received is not None and received > due_day(next(iter(states)))
    return OfficeMonth(
        code, unit["kind"], unit["name"], unit["kecamatan"], states, int(owed.get(code, 0)), has_due, received, is_late,
        own, rows,
    )  # fmt: skip


def _held(city: City) -> dict[str, int] | None:
    """Rows held back by file; None for a reader who sees no files."""
    files = city.file_account
    return {str(path): int(rows) for path, rows in zip(files["path"], files["quarantined"], strict=True)} or None


def due_day(first: date) -> date:
    """Return the day by which the counts of a month must have come in; `first`: any day of it."""
    return date(first.year + first.month // 12, first.month % 12 + 1, DUE_DAY)


def reported_line(offices: Sequence[OfficeMonth], month: date, t: Translate, lang: str) -> str:
    """Return how many kelurahan have reported all that was due of a month; '' where nothing was due of any."""
    due = [office for office in offices if office.kind == KELURAHAN and office.has_due]
    if not due:
        return ""
    complete = sum(office.is_complete for office in due)
    return t("{complete} dari {all} kelurahan lengkap untuk {month}.").format(
        complete=formats.number(complete, 0, lang),
        all=formats.number(len(due), 0, lang),
        month=formats.month(month, lang),
    )
