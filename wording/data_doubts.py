"""What of the data is in doubt or lacks, in sentences of pages and reports: offices to be asked, days not covered."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analytics.services import Unmapped
from analytics.suspicion import Suspicion
from core.formats import month, number, percent, short_day
from core.sources import SOURCE_WORDS
from core.texts import short_name, translator

NAMED = 4
"""The others are in the list of findings."""


def suspicion_words(found: Suspicion | None, lang: str) -> list[str]:
    """Return the one sentence that names the offices and the share without them; none where there are none."""
    if found is None:
        return []
    _ = translator(lang)
    rows = found.offices.to_dict("records")
    names = ", ".join(short_name(row["kind"], row["name"], lang) for row in rows[:NAMED])
    if len(rows) > NAMED:
        names += " " + _("dan {n} lainnya").format(n=number(len(rows) - NAMED, 0, lang))
    told = _("Angka dari {n} kantor perlu ditanyakan dahulu: {names}.")
    sentence = told.format(n=number(len(rows), 0, lang), names=names)
    if found.share["state"] != "ok":
        return [sentence]
    without = _("Tanpa {n} kantor ini porsi digital {share}.")
    count, share = number(len(rows), 0, lang), percent(found.share["share"], 1, lang)
    return [f"{sentence} {without.format(n=count, share=share)}"]


def unmapped_words(found: Unmapped, on: date, lang: str) -> list[str]:
    """Return a sentence for each part that is more than a few, with what to do; `on`: a day of the month looked at."""
    _, name = translator(lang), month(on, lang)
    told = {
        _("{share} permohonan {month} belum dipetakan ke jenis layanan; minta pengelola data memetakan namanya."):
            found.service,
        _("{share} permohonan {month} tanpa asal yang dikenal; porsi digital hanya dapat disebut sebagai rentang."):
            found.origin,
    }  # fmt: skip
    return [text.format(share=percent(part, 0, lang), month=name) for text, part in told.items() if part is not None]


def ranges_text(ranges: Sequence[tuple[date, date]], lang: str = "id") -> str:
    """Return ranges of days as text: `2–6 Sep 2024; 30 Sep 2024 – 2 Okt 2024; 9 Okt 2024`.

    Ranges of days that are owed run over weekends and holidays: whoever shows them says that working days are meant.
    """
    return "; ".join(_range_text(first, last, lang) for first, last in ranges)


def _range_text(first: date, last: date, lang: str) -> str:
    if first == last:
        return short_day(first, lang)
    is_one_month = (first.year, first.month) == (last.year, last.month)
    return (
        f"{first.day}–{short_day(last, lang)}"
        if is_one_month
        else f"{short_day(first, lang)} – {short_day(last, lang)}"
    )


def uncovered(log_gap: pd.DataFrame, span: tuple[date, date], lang: str) -> list[str]:
    """Return which days from the first to the last of `span` a log does not cover; `log_gap`: the table."""
    _ = translator(lang)
    first, last = (pd.Timestamp(day) for day in span)
    # A few rows, looked through in every view.
    gaps = zip(*(log_gap[name] for name in ("source", "first_day", "last_day")), strict=True)
    return [
        _("{source}: {days} tidak tercakup; angkanya memakai hari yang lain.").format(
            source=_(SOURCE_WORDS[source]), days=ranges_text(((max(start, first).date(), min(end, last).date()),), lang)
        )
        for source, start, end in gaps
        if start <= last and end >= first
    ]


def not_live_words(status: pd.Series, lang: str = "id") -> list[str]:
    """Return how many of the offices that owe reports are not live, and why they owe them all the same.

    `status`: that of each, missing where it is not known: of such an office nothing is said.
    """
    ahead = int((status.notna() & status.ne("aktif")).sum())
    if not ahead:
        return []
    text = translator(lang)("{n} di antaranya belum aktif: kunjungan loket dilaporkan semua kantor.")
    return [text.format(n=number(ahead, 0, lang))]
