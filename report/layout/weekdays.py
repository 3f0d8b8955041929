"""The weekday chart with its words: table of the same shares, caption and text alternative, or why there is none."""

from dataclasses import asdict
from datetime import date
from typing import Any

from core.clock import WORKDAYS
from core.formats import day, number, short_day, weekday
from core.texts import translator
from report.content.model import PrintedShare, Weekdays
from report.content.notices import PERIODS, no_weekdays
from report.drawing.weekdays import ChartWords, weekday_chart
from wording import cell_reason, share_or_reason

WIDTH, HEIGHT = 112.0, 62.0


def weekday_words(shares: Weekdays, last: date, lang: str) -> dict[str, Any]:
    """Return the chart for the template; `svg` is empty where nothing can be drawn, and then `note` says why."""
    _ = translator(lang)
    title = _("Porsi digital per hari kerja")
    if note := no_weekdays(shares, lang):
        return {"title": title, "svg": "", "note": note}
    assert shares.start is not None
    words = ChartWords(_("sebelum"), _("sejak"), _("hari digital"))
    rows = {period: {item.weekday: item.share for item in shares.days if item.period == period} for period in PERIODS}
    table = [[weekday(at, lang), *(with_counts(rows[period].get(at), lang) for period in PERIODS)] for at in WORKDAYS]
    return {
        "title": title,
        "note": "",
        "svg": weekday_chart(shares, words, WIDTH, HEIGHT, lang),
        "width": WIDTH,
        "alt": _("Porsi digital Senin sampai Jumat, sebelum dan sejak {day}. {rows}.").format(
            day=day(shares.start, lang),
            rows="; ".join(f"{name}: {words.before} {old}, {words.since} {new}" for name, old, new in table),
        ),
        "caption": _(
            "{offices} kantor yang aktif di kedua masa; sejak: {start} – {end}. Garis tegak: rentang 95%. "
            "Bidang berwarna: hari digital."
        ).format(offices=shares.offices, start=short_day(shares.start, lang), end=short_day(last, lang)),
        "head": [_("Hari"), _("Sebelum"), _("Sejak")],
        "rows": table,
    }


def with_counts(share: PrintedShare | None, lang: str) -> str:
    """Return a share with its counts as `31,0% (4.750/15.328)`, or why there is none."""
    if share is None:
        return cell_reason("no_complete_day", lang)
    text = share_or_reason(asdict(share), lang)
    return f"{text} ({fraction(share, lang)})" if share.state == "ok" else text


def fraction(share: PrintedShare, lang: str) -> str:
    """Return numerator and denominator as `4.750/15.328`."""
    return f"{number(share.numerator, 0, lang)}/{number(share.denominator, 0, lang)}"
