"""Titles of the charts of services and of what became of requests: which one is first beyond its interval."""

from collections.abc import Mapping

import pandas as pd

from core.formats import number, percent
from core.method import OPEN_DAYS
from core.texts import translator


def service_title(rows: pd.DataFrame, names: Mapping[str, str], neutral: str, lang: str = "id") -> str:
    """Return the most and the least digital of the services, where their intervals are apart (service_day_shares)."""
    _, known = translator(lang), rows[rows["state"] == "ok"].sort_values("share", kind="stable")
    if len(known) < 2:
        return neutral
    low, high = known.iloc[0], known.iloc[-1]
    if not low["upper"] < high["lower"]:
        return _("Porsi digital {n} layanan belum dapat dibedakan").format(n=number(len(known), 0, lang))
    first, last = (names.get(row["service"], row["service"]) for row in (high, low))
    return _("{first} lebih digital daripada {last}").format(first=first, last=last)


def returning_title(months: pd.DataFrame, neutral: str, lang: str = "id") -> str:
    """Return by the newest month followed which way more citizens took the next time (uptake.returning_citizens)."""
    _, known = translator(lang), months[months["state"] == "ok"]
    if known.empty:
        return neutral
    row = known.iloc[-1]
    if row["digital_lower"] > row["counter_upper"]:
        return _("Yang memohon digital lagi lebih banyak daripada yang kembali ke loket")
    if row["digital_upper"] < row["counter_lower"]:
        return _("Yang kembali ke loket lebih banyak daripada yang memohon digital lagi")
    return neutral


def open_title(ages: pd.DataFrame, neutral: str, lang: str = "id") -> str:
    """Return the part of open requests that is open for long (shown_ages); neutral where a count is hidden."""
    counts = pd.to_numeric(ages["requests"], errors="coerce")
    if counts.isna().any() or not counts.sum():
        return neutral
    long = counts[ages["from_days"] > OPEN_DAYS].sum() / counts.sum()
    return translator(lang)("{part} sudah terbuka lebih dari {open_days} hari").format(part=percent(long, 0, lang))
