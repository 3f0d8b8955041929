"""What stands behind every chart of shares by month: its table of texts, its sentence, and its sheet."""

from collections.abc import Mapping

import pandas as pd

from core import formats
from pages.parts.downloads import Sheet
from pages.parts.show_chart import Twin
from pages.view.view import View
from wording import share_or_reason

MONTH_COLUMNS = (
    "unit_code", "name", "month", "share", "lower", "upper", "numerator", "denominator", "completeness",
    "complete_days", "expected_days", "off_day_requests", "rescaled_share", "plain_share", "unsplit_part",
    "is_lower_bound", "reason",
)  # fmt: skip


def month_twin(months: pd.DataFrame, view: View) -> Twin:
    """Return uptake.digital_share by month as texts: share, interval, numerator, denominator, what stands beside it."""
    t, lang = view.t, view.lang
    rows = months.to_dict("records")
    table = pd.DataFrame(
        {
            t("Bulan"): [formats.month(row["month"], lang) for row in rows],
            t("Porsi digital"): [share_or_reason(row, lang) for row in rows],
            t("Rentang 95%"): [formats.share_interval(row["lower"], row["upper"], lang) for row in rows],
            t("Digital"): [formats.number(row["numerator"], 0, lang) for row in rows],
            t("Digital + loket"): [formats.number(row["denominator"], 0, lang) for row in rows],
            t("Di luar hari kerja, saat gangguan, atau saat tutup"): [
                formats.number(row["off_day_requests"], 0, lang) for row in rows
            ],
            t("Hari terpakai"): [formats.percent(row["completeness"], 0, lang) for row in rows],
        }
    )
    return Twin(table, tuple(table.columns[1:]))


def month_sheet(months: pd.DataFrame, title: str) -> Sheet:
    """Return the same as raw numbers, for downloads."""
    shown = outgoing(months[[name for name in MONTH_COLUMNS if name in months]])
    return Sheet(title, shown, ("digital_share", "share_basis"))


def outgoing(shares: pd.DataFrame) -> pd.DataFrame:
    """Return rows of uptake.digital_share as they leave: how much of the days they rest on is no completeness."""
    return shares.rename(columns={"completeness": "basis"})


def places_twin(places: Mapping[str, pd.DataFrame], view: View) -> Twin:
    """Return the months of several places by name, the name in front of each row."""
    twins = {name: month_twin(months, view) for name, months in places.items()}
    tables = [twin.table.assign(**{view.t("Tempat"): name}) for name, twin in twins.items()]
    table = pd.concat(tables, ignore_index=True)
    return Twin(table[[view.t("Tempat"), *table.columns[:-1]]], next(iter(twins.values())).numeric)


def places_sheet(places: Mapping[str, pd.DataFrame], title: str) -> Sheet:
    """Return the same as raw numbers."""
    rows = pd.concat([months.assign(name=name) for name, months in places.items()], ignore_index=True)
    return month_sheet(rows, title)


def month_summary(months: pd.DataFrame, view: View, place: str = "") -> str:
    """Return in a sentence where the share began, where it is now, and where it was highest."""
    t, lang = view.t, view.lang
    known = months[months["share"].notna()]
    if known.empty:
        return t("Belum ada bulan yang cukup lengkap untuk porsi digital.")
    first, last, top = known.iloc[0], known.iloc[-1], known.iloc[int(known["share"].to_numpy().argmax())]
    words = {
        name: f"{share_or_reason(row, lang)} ({formats.month(row['month'], lang)})"
        for name, row in (("first", first), ("last", last), ("top", top))
    }
    text = (
        t("Porsi digital {place}: {last}.")
        if len(known) == 1
        else t("Porsi digital {place} dari {first} menjadi {last}; tertinggi {top}.")
    )
    return text.format(place=place or view.scope_name, **words)
