"""The table behind every chart of shares by month."""

import pandas as pd

from core import formats
from pages.components.cards import show_table
from pages.components.view import View
from report.words import interval, share_or_reason


def show_month_table(months: pd.DataFrame, view: View, caption: str) -> None:
    """Show uptake.digital_share by month: share, interval, numerator, denominator, what stands beside it."""
    t, lang = view.t, view.lang
    table = pd.DataFrame(
        {
            t("Bulan"): [formats.month(month, lang) for month in months["month"]],
            t("Porsi digital"): [share_or_reason(row, lang) for _, row in months.iterrows()],
            t("Selang 95 %"): [interval(row.lower, row.upper, lang) for row in months.itertuples()],
            t("Digital"): [formats.number(value, 0, lang) for value in months["numerator"]],
            t("Digital + loket"): [formats.number(value, 0, lang) for value in months["denominator"]],
            t("Di luar hari kerja"): [formats.number(value, 0, lang) for value in months["off_day_requests"]],
            t("Kelengkapan"): [formats.percent(value, 0, lang) for value in months["completeness"]],
        }
    )
    show_table(table, caption=caption, numeric=tuple(table.columns[1:]))
