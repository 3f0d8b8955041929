"""How good the data of the period are: freshness, completeness, rows held back, and who owes which report."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from analytics import City, period_span
from analytics.quality import overdue
from core.formats import month, number, short_day
from core.method import OVERDUE_DAYS
from core.reasons import HELD, reasons
from core.sources import SOURCE_WORDS
from core.texts import short_name, translator
from report.content.blocks import Block, Section, Table, Text
from report.content.model import Completeness
from report.content.notices import incomplete_words
from report.content.report_build import ReportBuild
from wording import GRAIN_WORDS, SEVERITY_WORDS, ranges_text, span_words


def quality_section(
    build: ReportBuild,
    city: City,
    inside: pd.DataFrame,
    rows: Sequence[Completeness],
    lang: str,
    grain: str = "month",
) -> Section:
    """Return the section of a city or a part; `inside`: its facts of the period, `rows`: how complete it is."""
    _ = translator(lang)
    complete = "; ".join(incomplete_words(row, lang) for row in rows)
    told = _("Kelengkapan {period} ini: {complete}.").format(period=_(GRAIN_WORDS[grain]), complete=complete)
    blocks: tuple[Block, ...] = (
        Text(told),
        _fresh(build.city, lang),
        _held(build.held, lang),
        *_asked(city, inside, lang, grain),
        *_owed(inside, lang, grain),
    )
    return Section("quality", _("Mutu data"), blocks)


def _fresh(city: City, lang: str) -> Table:
    _ = translator(lang)
    rows = tuple(
        (
            _(SOURCE_WORDS[row["source"]]),
            _("belum ada data") if pd.isna(row["newest"]) else short_day(row["newest"], lang),
            _("belum ada data")
            if pd.isna(row["age_days"])
            else _("{n} hari").format(n=number(row["age_days"], 0, lang)),
            number(row["row_count"], 0, lang),
        )
        for row in city.freshness.to_dict("records")
    )
    title = _("Kesegaran per sumber, terhadap {day}").format(day=short_day(city.as_of, lang))
    return Table(title, (_("Sumber"), _("Baris terbaru"), _("Umur"), _("Baris")), rows, (2, 3))


def _held(held: pd.DataFrame, lang: str) -> Table | Text:
    _, known = translator(lang), reasons()
    if held.empty:
        return Text(_("Tidak ada baris yang ditahan atau ditandai."))
    rows = tuple(
        (
            _(SOURCE_WORDS[row["source"]]),
            _(known[row["reason"]].for_held if row["severity"] == HELD else known[row["reason"]].sentence),
            _(SEVERITY_WORDS[row["severity"]]),
            number(row["row_count"], 0, lang),
        )
        for row in held.to_dict("records")
    )
    head = (_("Sumber"), _("Sebab"), _("Akibat"), _("Baris"))
    return Table(_("Baris yang ditahan atau ditandai, seluruh data"), head, rows, (3,), is_printed=False)


def _asked(city: City, inside: pd.DataFrame, lang: str, grain: str) -> tuple[Table, ...]:
    """What the integrity watch found in the period, and what to ask the office; nothing where it found nothing.

    It looks at months: in a quarter or year each line names its own.
    """
    _, known, months = translator(lang), reasons(), city.integrity_month
    found = months[pd.to_datetime(months["month"]).isin(inside["month"].unique())].merge(city.units, on="unit_code")
    if found.empty:
        return ()
    rows = tuple(
        (
            _office_and_month(row, lang, grain),
            _(known[row["reason"]].sentence).format(
                value=number(row["value"], 0, lang), compared=number(row["compared"], 0, lang)
            ),
            _(known[row["reason"]].action),
        )
        for row in found.sort_values(["unit_code", "month", "reason"]).to_dict("records")
    )
    return (Table(_("Angka yang perlu ditanyakan"), (_("Kantor"), _("Temuan"), _("Tindakan")), rows, ()),)


def _office_and_month(row: Mapping[Hashable, Any], lang: str, grain: str) -> str:
    name = short_name(row["kind"], row["name"])
    return name if grain == "month" else f"{name}, {month(row['month'], lang)}"


def _owed(inside: pd.DataFrame, lang: str, grain: str) -> tuple[Block, ...]:
    """The offices that owe walk-in reports of the period, most days first; days of a month as its numbers.

    Printed are those that are asked for them; who owes a day or two stands in the record.
    """
    _ = translator(lang)
    last = inside["date"].max().date()
    owed = overdue(inside, last)
    if owed.empty:
        all_in = _("Semua laporan kunjungan {period} ini sudah masuk.").format(period=_(GRAIN_WORDS[grain]))
        return (Text(all_in),)
    name = span_words(period_span(last, grain), lang)
    title = _("Laporan kunjungan yang belum masuk, {month}").format(month=name)
    return _owed_of_month(title, owed, lang) if grain == "month" else _owed_of_months(title, owed, lang)


def _owed_of_month(title: str, owed: pd.DataFrame, lang: str) -> tuple[Block, ...]:
    _, is_asked = translator(lang), owed["missing_days"] >= OVERDUE_DAYS
    asked = (_owed_table(title, owed[is_asked], lang),) if is_asked.any() else ()
    if is_asked.all():
        return asked
    few = _("Kurang dari {overdue_days} hari belum masuk di {n} kantor lain; tanggalnya di halaman Mutu data.")
    if not asked:
        few = _("Kurang dari {overdue_days} hari belum masuk di {n} kantor; tanggalnya di halaman Mutu data.")
    rest = owed[~is_asked]
    told = Text(few.format(n=number(len(rest), 0, lang)))
    return (*asked, told, replace(_owed_table(title, rest, lang), is_printed=False))


def _owed_of_months(title: str, owed: pd.DataFrame, lang: str) -> tuple[Block, ...]:
    """Counts in print: the dates of months on end would fill pages, and stand in the record."""
    is_asked = owed["missing_days"] >= OVERDUE_DAYS
    dated = replace(_owed_table(title, owed, lang, is_month=False), is_printed=False)
    return (*([_owed_counts(title, owed[is_asked], lang)] if is_asked.any() else []), dated)


def _owed_table(title: str, owed: pd.DataFrame, lang: str, *, is_month: bool = True) -> Table:
    _ = translator(lang)
    rows = tuple(
        (
            *_owing(row, lang),
            ", ".join(_days(*span) for span in row["missing"]) if is_month else ranges_text(row["missing"], lang),
        )
        for row in owed.to_dict("records")
    )
    return Table(title, (_("Kantor"), _("Kurang"), _("Tanggal (hari kerja saja)")), rows, (1,), is_paired=True)


def _owed_counts(title: str, owed: pd.DataFrame, lang: str) -> Table:
    """How many days each office owes, and when it reported last."""
    _ = translator(lang)
    rows = tuple((*_owing(row, lang), short_day(row["last_report"], lang)) for row in owed.to_dict("records"))
    return Table(title, (_("Kantor"), _("Kurang"), _("Laporan terakhir")), rows, (1,), is_paired=True)


def _owing(row: Mapping[Hashable, Any], lang: str) -> tuple[str, str]:
    """The office, and how many of its days are missing."""
    missing, due = (number(row[name], 0, lang) for name in ("missing_days", "expected_days"))
    return short_name(row["kind"], row["name"]), f"{missing}/{due}"


def _days(first: date, last: date) -> str:
    return str(first.day) if first == last else f"{first.day}–{last.day}"
