"""The places compared, on the second page: kecamatan with the city below them, or the offices of a kecamatan."""

from typing import Any

from core.formats import MISSING, number
from core.texts import translator
from report.content.decision import FrontPages, LeagueRow
from report.content.model import Content
from report.drawing.trend import small_line

LINE_WIDTH, LINE_HEIGHT = 26.0, 4.4
LINE_MONTHS = 12
SHARE_AT = 1
"""Which of the headline figures is the digital share."""


def league_words(decision: FrontPages, content: Content, lang: str) -> dict[str, Any]:
    """Return the places compared, below the kecamatan the city.

    A row: name, live offices or status, share in words, its part of the longest bar, its line, who needs help.
    """
    _, rows, is_city = translator(lang), decision.league, content.place == ""
    longest = max((row.part or 0.0 for row in rows), default=0.0) or 1.0
    return {
        "title": _("Kecamatan dibandingkan") if is_city else _("Kantor dibandingkan"),
        "note": _("Yang paling banyak kantornya perlu perhatian di atas, lalu yang porsi digitalnya terendah.")
        if is_city
        else _("Yang perlu perhatian di atas, lalu yang porsi digitalnya terendah."),
        "head": [
            _("Kecamatan") if is_city else _("Kantor"),
            _("Kantor aktif") if is_city else _("Status"),
            _("Porsi digital"),
            _("Tren setahun"),
            _("Perlu perhatian"),
        ],
        "rows": [
            {
                "name": row.name,
                "live": _live(row, lang) if is_city else row.status,
                "share": row.share,
                "part": None if row.part is None else row.part / longest,
                "line": small_line(row.shares, LINE_WIDTH, LINE_HEIGHT),
                "need": number(row.need, 0, lang) if is_city else row.why or MISSING,
            }
            for row in rows
        ]
        + ([_whole_city(decision, content, longest, lang)] if is_city else []),
    }


def _whole_city(decision: FrontPages, content: Content, longest: float, lang: str) -> dict[str, Any]:
    """The city as a row of the table; its share as the headline figure has it."""
    rows, share = decision.league, content.figures[SHARE_AT]
    live = [row.live for row in rows]
    known = None if None in live else sum(each or 0 for each in live)
    months = decision.trend.months[-LINE_MONTHS:]
    # Of a quarter or year no month of the trend is its share: its bar is left out.
    part = months[-1][1] if content.grain == "month" and months and months[-1][0] == content.period[0] else None
    return {
        "name": translator(lang)("Seluruh kota"),
        "live": _live_of(known, sum(row.offices for row in rows), lang),
        "share": share.value if share.is_stated else MISSING,
        "part": None if part is None else min(part / longest, 1.0),
        "line": small_line(tuple(value for _month, value in months), LINE_WIDTH, LINE_HEIGHT),
        "need": number(sum(row.need for row in rows), 0, lang),
    }


def _live(row: LeagueRow, lang: str) -> str:
    return _live_of(row.live, row.offices, lang)


def _live_of(live: int | None, offices: int, lang: str) -> str:
    return translator(lang)("tak diketahui") if live is None else f"{number(live, 0, lang)}/{number(offices, 0, lang)}"
