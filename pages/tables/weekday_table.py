"""What stands behind a chart of shares by weekday: its table of texts, its sentence, and its sheet."""

import pandas as pd

from core import formats
from core.clock import WORKDAYS
from pages.parts.downloads import Sheet
from pages.parts.show_chart import Twin
from pages.view.view import View
from wording import share_or_reason


def weekday_twin(shares: pd.DataFrame, group: str, view: View) -> Twin:
    """One line a weekday: share, interval, numerator and denominator, in each period (uptake.weekday_shares)."""
    t, lang = view.t, view.lang
    lines = []
    rows = shares[(shares["group"] == group) & shares["weekday"].isin(map(str, WORKDAYS))]
    for weekday, days in rows.groupby("weekday"):
        line = {t("Hari"): formats.weekday(int(str(weekday)), lang)}
        for period, name in (("before", t("Sebelum")), ("since", t("Sejak"))):
            for row in days[days["period"] == period].to_dict("records"):
                line[name] = share_or_reason(row, lang)
                line[f"{name}: {t('rentang 95%')}"] = formats.share_interval(row["lower"], row["upper"], lang)
                counts = (formats.number(row[part], 0, lang) for part in ("numerator", "denominator"))
                line[f"{name}: {t('digital / seluruhnya')}"] = " / ".join(counts)
        lines.append(line)
    table = pd.DataFrame(lines).fillna(formats.MISSING)
    return Twin(table, tuple(table.columns[1:]))


def weekday_sheet(shares: pd.DataFrame, group: str, title: str) -> Sheet:
    """Return the same as raw numbers; for a single office it does not leave the house."""
    rows = shares[(shares["group"] == group) & shares["weekday"].isin(map(str, WORKDAYS))]
    rows = rows.drop(columns=["group", "state", "lower_unknown", "upper_unknown"])
    return Sheet(title, rows, ("share_by_weekday",), is_monthly=False)


def weekday_summary(shares: pd.DataFrame, group: str, view: View) -> str:
    """Return in a sentence how digital days and other days moved; without a before, how they stand."""
    t, lang, start = view.t, view.lang, view.build.digital_start
    rows = shares[(shares["group"] == group) & shares["weekday"].isin(["digital", "other"])]
    known = {f"{row['weekday']}_{row['period']}": share_or_reason(row, lang) for row in rows.to_dict("records")}
    # Data that begin or end in the middle of a week lack one of them.
    every = [f"{days}_{period}" for days in ("digital", "other") for period in ("before", "since")]
    words = dict.fromkeys(every, t("tanpa data")) | known | {"day": formats.day(start, lang)}
    if group == "both":
        return t(
            "Sejak {day}, porsi digital pada hari digital {digital_since} (sebelumnya {digital_before}); "
            "pada hari lain {other_since} (sebelumnya {other_before})."
        ).format(**words)
    if "other_since" not in known:
        return t("Porsi digital pada hari digital {digital_since}.").format(**words)
    return t("Porsi digital pada hari digital {digital_since}, pada hari lain {other_since}.").format(**words)
