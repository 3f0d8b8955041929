"""The weekday chart with its words: table of the same shares, caption and text alternative, or why there is none."""

from dataclasses import asdict
from datetime import date
from typing import Any

from core.formats import day, number, short_day, weekday
from core.texts import translator
from report.content import Share, Weekdays
from report.weekday_figure import ChartWords, weekday_chart
from report.words import cell_reason, share_or_reason, weekdays

WIDTH, HEIGHT = 112.0, 62.0
PERIODS = ("before", "since")
WORKDAYS = range(1, 6)


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
            "{offices} kantor yang aktif di kedua masa; sejak: {start} – {end}. Garis tegak: selang 95 %. "
            "Bidang berwarna: hari digital."
        ).format(offices=shares.offices, start=short_day(shares.start, lang), end=short_day(last, lang)),
        "head": [_("Hari"), _("Sebelum"), _("Sejak")],
        "rows": table,
    }


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
    told = [f"{words[period]} ({weekdays(days, lang)})" for period, days in missing.items() if days]
    if not told:
        return ""
    return _("Porsi digital per hari kerja: belum dapat dinyatakan untuk {missing}.").format(missing="; ".join(told))


def with_counts(share: Share | None, lang: str) -> str:
    """Return a share with its counts as `31,0 % (4.750/15.328)`, or why there is none."""
    if share is None:
        return cell_reason("no_complete_day", lang)
    text = share_or_reason(asdict(share), lang)
    return f"{text} ({fraction(share, lang)})" if share.state == "ok" else text


def fraction(share: Share, lang: str) -> str:
    """Return numerator and denominator as `4.750/15.328`."""
    return f"{number(share.numerator, 0, lang)}/{number(share.denominator, 0, lang)}"
