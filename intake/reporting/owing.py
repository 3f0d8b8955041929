"""Which offices owe walk-in counts now, so that somebody asks them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from analytics import City, within
from analytics.quality import overdue, reporting_reliability
from core.method import OVERDUE_DAYS
from intake.sending.listing import sendings
from intake.sending.sent_file import SentFile

SOURCE = "kunjungan"
Ranges = tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class Owing:
    """One office that owes reports. `months`: by the first day of each its ranges of days, the oldest first.

    `missing_days`: working days; `reported_of_due`: whole months reported and due before, None where none was due.
    """

    unit_code: str
    kind: str
    name: str
    missing_days: int
    months: dict[date, Ranges]
    reported_of_due: tuple[int, int] | None


def owing_now(city: City, today: date, least_days: int = OVERDUE_DAYS) -> list[Owing]:
    """Return the offices that owe so many working days or more of this month and the one before, most days first.

    Days are owed as the daftar tagih has them (analytics.quality.overdue), up to the data's as-of. A month of which the
    office has sent a file that the build cannot hold yet is not asked for.
    """
    as_of, made = city.meta["as_of"], city.meta["created_at"]
    if as_of is None:
        return []
    this = today.replace(day=1)
    found: dict[str, list[pd.Series]] = {}
    for first in ((this - timedelta(days=1)).replace(day=1), this):
        facts = within(city.facts, first, min(as_of, _last(first)))
        on_the_way = sent_since(first, made)
        for _, row in overdue(facts, as_of).iterrows():
            if row["unit_code"] not in on_the_way:
                found.setdefault(row["unit_code"], []).append(row)
    rates = reporting_reliability(city.facts, as_of).set_index("unit_code")
    owed = [_owing(code, rows, rates) for code, rows in found.items()]
    return sorted(
        (one for one in owed if one.missing_days >= least_days), key=lambda one: (-one.missing_days, one.unit_code)
    )


def _owing(code: str, rows: list[pd.Series], rates: pd.DataFrame) -> Owing:
    months = {row["missing"][0][0].replace(day=1): row["missing"] for row in rows}
    due = int(rates["months_due"].get(code, 0))
    known = (int(rates["months_reported"][code]), due) if due else None
    return Owing(code, rows[0]["kind"], rows[0]["name"], sum(int(row["missing_days"]) for row in rows), months, known)


def sent_since(month: date, moment: datetime) -> set[str]:
    """Return the offices that sent walk-in counts of a month at a moment (city time) or later, and not withdrawn since.

    What was sent in the second in which a load began may have come too late for it: nobody is asked for that.
    """
    return {sent.office for sent in sent_for(month) if sent.at >= moment}


def sent_for(month: date) -> list[SentFile]:
    """Return the files with walk-in counts of a month that were sent and not withdrawn, the last one first."""
    of_month = (f"{month:%Y-%m}", f"{month:%Y}")
    files = (each.sent for each in sendings() if not each.is_withdrawn)
    return [sent for sent in files if sent.source == SOURCE and sent.period in of_month]


def _last(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
