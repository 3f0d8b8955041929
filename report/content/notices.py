"""What a reader must know before the figures: incomplete or stale sources, figures that cannot be stated."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from analytics import City, Span
from analytics.quality import completeness
from core.clock import WORKDAYS
from core.formats import begun, day, number, percent
from core.settings import settings
from core.sources import REGULAR, SOURCE_WORDS
from core.texts import translator
from report.content.blocks import Section, Text
from report.content.model import Completeness, Weekdays
from report.content.period import Reported, ReportRefusedError
from wording import Figure, period_words, uncovered
from wording import weekdays as weekday_names

PERIODS = ("before", "since")


def period_completeness(inside: pd.DataFrame) -> tuple[Completeness, ...]:
    """Return the completeness of walk-in counts and request log in the facts of one period."""
    return tuple(
        Completeness(
            row["source"],
            int(row["complete_days"]),
            int(row["expected_days"]),
            None if pd.isna(row["completeness"]) else float(row["completeness"]),
        )
        for row in completeness(inside).to_dict("records")
    )


def check_completeness(rows: Sequence[Completeness], lang: str = "id") -> None:
    """Raise ReportRefusedError, with every reason, when a source stays below the least completeness of a report."""
    _ = translator(lang)
    minimum = settings().report_min_completeness
    below = [incomplete_words(row, lang) for row in rows if row.share is not None and row.share < minimum]
    if below:
        raise ReportRefusedError(
            _(
                "{reasons}; laporan memerlukan sedikitnya {report_min_completeness}. Draf dapat dibuat dengan --draft."
            ).format(reasons="; ".join(below))
        )


def incomplete_words(row: Completeness, lang: str) -> str:
    """Return how complete one source is, as words with its counts."""
    _ = translator(lang)
    if row.share is None:
        return _("{source}: tidak ada laporan harian yang jatuh tempo").format(source=_(SOURCE_WORDS[row.source]))
    return _("{source}: {share} lengkap ({complete} dari {expected} laporan harian)").format(
        source=_(SOURCE_WORDS[row.source]),
        share=percent(row.share, 1, lang),
        complete=number(row.complete_days, 0, lang),
        expected=number(row.expected_days, 0, lang),
    )


def begun_words(about: Reported, grain: str, lang: str) -> list[str]:
    """Return that the data begin within the quarter or year, so that it is counted from then on; else nothing."""
    if about.since is None:
        return []
    _, period = translator(lang), period_words(about.span, grain, lang)
    told = _(
        "{period}: log permohonan dan rekap kunjungan baru sama-sama ada sejak {day}; porsinya dihitung sejak hari itu."
    )
    return [begun(told.format(period=period, day=day(about.since, lang)))]


def notices(
    city: City, rows: Sequence[Completeness], figures: Sequence[Figure], span: Span, lang: str
) -> tuple[str, ...]:
    """Return what the cover lists: incomplete sources, stale ones, and figures without a value; none if all is well.

    `span`: first and last working day of the period; a regular source that ends before the last is stale.
    """
    _ = translator(lang)
    incomplete = [f"{incomplete_words(row, lang)}." for row in rows if row.share is None or row.share < 1]
    unstated = [
        _("{label}: {sentence}").format(label=figure.label, sentence=figure.sentence)
        for figure in figures
        if not figure.is_stated
    ]
    stale = _stale(city.source_state, city.meta["roster_confirmed"], span[1], lang)
    return (*incomplete, *uncovered(city.log_gap, span, lang), *stale, *unstated)


def _stale(source_state: pd.DataFrame, roster_confirmed: date | None, last_day: date, lang: str) -> list[str]:
    _, newest = translator(lang), source_state.set_index("source")["newest"].to_dict()
    ends: dict[str, Any] = {source: newest.get(source) for source in REGULAR} | {"peluncuran": roster_confirmed}
    return [
        _("{source}: belum ada data.").format(source=_(SOURCE_WORDS[source]))
        if end is None or pd.isna(end)
        else _("{source}: hanya sampai {day}.").format(source=_(SOURCE_WORDS[source]), day=day(end, lang))
        for source, end in ends.items()
        if end is None or pd.isna(end) or pd.Timestamp(end) < pd.Timestamp(last_day)
    ]


def gap_notices(sections: Sequence[Section], weekdays: str, lang: str) -> tuple[str, ...]:
    """Return what else cannot be stated inside the report: the first sentence of every gap, with its section.

    `weekdays`: as from unstated_weekdays.
    """
    pattern = translator(lang)("{label}: {sentence}")
    gaps = [
        (section.title, block.text.split(". ")[0].rstrip("."))
        for section in sections
        for block in section.blocks
        if isinstance(block, Text) and block.is_gap
    ]
    told = tuple(f"{pattern.format(label=title, sentence=sentence)}." for title, sentence in gaps)
    return (*((weekdays,) if weekdays else ()), *told)


def no_weekdays(shares: Weekdays, lang: str) -> str:
    """Return why there are no shares by weekday; '' where there are."""
    _ = translator(lang)
    if any(day.share.share is not None for day in shares.days):
        return ""
    if shares.start is None:
        return _("Porsi per hari belum dapat dibandingkan: tabel kebijakan tidak berisi hari digital.")
    if not shares.digital:
        return _("Porsi per hari belum dapat dibandingkan: hari digital baru mulai {day}.").format(
            day=day(shares.start, lang)
        )
    return _("Porsi per hari belum dapat dibandingkan: tidak ada kantor yang lengkap di kedua masa.")


def unstated_weekdays(shares: Weekdays, lang: str) -> str:
    """Return what the cover lists: why there is no chart, or of which days a share is missing; '' where none is."""
    if note := no_weekdays(shares, lang):
        return note
    _, words = translator(lang), {"before": translator(lang)("sebelum"), "since": translator(lang)("sejak")}
    stated = {(item.period, item.weekday) for item in shares.days if item.share.share is not None}
    missing = {period: [at for at in WORKDAYS if (period, at) not in stated] for period in PERIODS}
    told = [f"{words[period]} ({weekday_names(days, lang)})" for period, days in missing.items() if days]
    if not told:
        return ""
    return _("Porsi digital per hari kerja: datanya belum cukup untuk {missing}.").format(missing="; ".join(told))
