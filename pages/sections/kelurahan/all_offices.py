"""Every office of the place in one table, each name a link to its own story."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analytics import Span
from core import formats
from core.scope import Scope
from pages.parts.cards import caption, note
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.tables.long_table import office_words
from pages.tables.month_table import MONTH_COLUMNS, outgoing
from pages.tables.ranked_table import UP, RankedColumn, Rows, share_bar, show_ranked, status_cell
from pages.tables.sparkline import share_trend
from pages.view.address import link
from pages.view.cache import read_build
from pages.view.cached import MONTHS_KEPT, cached
from pages.view.view import FrameRow, View, name_in_table
from wording import (
    STATUS_WORDS,
    cell_reason,
    marks_words,
    owed_in,
    share_or_reason,
    standing_words,
    status_word,
    urgent_words,
)

OUT = (
    "unit_code", "name", "kind", "kecamatan", "status", "since", "is_start_known", "planned_date",
    *(name for name in MONTH_COLUMNS if name not in ("unit_code", "name")), "expected", "low", "high", "standing",
)  # fmt: skip
SHOWN = (
    "unit_code", "name", "kind", "kecamatan", "status", "share", "state", "reason", "completeness", "lower_unknown",
    "upper_unknown", "unsplit_part", "is_lower_bound",
)  # fmt: skip
ORDER: dict[str | None, int] = {code: place for place, code in enumerate(STATUS_WORDS)}
DEFINED = ("digital_share", "share_basis", "expected_share", "coverage")


def show_all(view: View) -> None:
    """Show status, share and days used of every office in the month."""
    t, lang = view.t, view.lang
    every, known = read_office_table(view.build.scope, view.period, view.grain)
    urgent = _needs(view.urgent)
    order = _order(known, urgent, view)
    rows, codes = [known[at] for at in order], [known[at]["unit_code"] for at in order]
    title = t("Semua kantor")
    # The page is called after them: their kind would stand in sixty rows.
    names = [name_in_table(row, view) for row in rows]
    links = [link("kelurahan", unit=code) for code in codes]
    words = office_words(rows, view)
    # Of a month its name stands above the list: a row has no room for it.
    counted = "" if view.grain == "month" else owed_in(view.end, lang)
    needed = [urgent.get(code) for code in codes]
    needs = [urgent_words(need.reasons, need.overdue_days, lang, counted) if need else "" for need in needed]
    told = [standing_words(row["standing_row"], lang) for row in rows]
    show_ranked(
        view,
        Rows(t("Kantor"), names, links, words),
        _columns(rows, [need and need.rank for need in needed], needs, told, view),
        caption=title,
    )
    if marks := marks_words(rows, view.lang):
        note(marks)
    if view.grain != "month":
        caption(told_by_month(view))
    sheet = Sheet(title, every.take(order).assign(standing=told, needs=needs), DEFINED)
    show_tools(view, sheet, "semua_kantor")


@cached(MONTHS_KEPT)
def read_office_table(scope: Scope, period: Span, grain: str) -> tuple[pd.DataFrame, list[FrameRow]]:
    """Return status, share and standing of a scope's offices as they leave, and as rows: for every place and language.

    Columns OUT: of rollout.status_on, uptake.digital_share, and of uptake.office_standings `standing` (its code),
    expected, low, high. Rows: SHOWN, `standing_row` (of office_standings), `shares` (by month up to the period).
    """
    view = View(read_build(scope), "id", period, grain=grain)
    status, standings = view.build.status_on(view.end), view.build.standings(view.day_in_month)
    status = status if scope.is_city else status[status["unit_code"].isin(scope.units)]
    beside = [
        view.period_shares("unit_code").set_index("unit_code"),
        standings.set_index("unit_code")[["standing", "expected", "low", "high"]],
    ]
    of_each = (frame.reindex(status["unit_code"]).reset_index(drop=True) for frame in beside)
    every = pd.concat([status.reset_index(drop=True), *of_each], axis=1)
    standing = {row["unit_code"]: row for row in _rows(standings, ("unit_code", "standing", "state", "is_warned"))}
    shares = defaultdict[str, list[float]](list)
    past = view.past_unit_months()
    for code, share in zip(past["unit_code"], past["share"], strict=True):
        shares[code].append(share)
    none = {"state": "not_provided"}
    rows: list[FrameRow] = [
        row | {"standing_row": standing.get(row["unit_code"], none), "shares": shares[row["unit_code"]]}
        for row in _rows(every, SHOWN)
    ]
    return outgoing(every[[name for name in OUT if name in every]]), rows


def _rows(frame: pd.DataFrame, names: Sequence[str]) -> list[dict[Hashable, Any]]:
    """Some columns of a frame as rows."""
    values = (frame[name].tolist() for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]


class _Need(NamedTuple):
    """Why an office needs somebody: its rank among all, the most pressing first, reasons, reports it owes."""

    rank: int
    reasons: tuple[str, ...]
    overdue_days: float


def _needs(urgent: pd.DataFrame) -> dict[str, _Need]:
    """What is urgent, by unit code."""
    found = zip(urgent["unit_code"], urgent["reasons"], urgent["overdue_days"], strict=True)
    return {code: _Need(rank, reasons, days) for rank, (code, reasons, days) in enumerate(found)}


def _order(rows: Sequence[FrameRow], urgent: Mapping[str, _Need], view: View) -> list[int]:
    """The places of the rows that are shown: worst first, then the least used, then those not live by status."""

    def found_at(at: int) -> tuple[Any, ...]:
        row = rows[at]
        rank = urgent[row["unit_code"]].rank if row["unit_code"] in urgent else len(rows)
        share: float = np.inf if pd.isna(row["share"]) else row["share"]
        return rank, share, ORDER.get(row["status"], len(ORDER)), row["kecamatan"], row["kind"], row["name"]

    areas = (view.build.offices[row["unit_code"]]["kecamatan_code"] for row in rows)
    shown = [at for at, area in enumerate(areas) if view.kecamatan in (None, area)]
    return sorted(shown, key=found_at)


def told_by_month(view: View) -> str:
    """Return of which month the standings are told, where the period that is looked at is no month."""
    month = formats.month(view.month, view.lang)
    return view.t("Harapan dan porsi yang dibandingkan dengannya: {month}.").format(month=month)


def _columns(
    rows: Sequence[FrameRow], ranks: list[int | None], needs: list[str], standings: list[str], view: View
) -> list[RankedColumn]:
    """The share beside the name; on a phone what is to be done, or else the status, in a second line."""
    t, lang = view.t, view.lang
    share: list[float] = [row["share"] for row in rows]
    days: list[float] = [row["completeness"] for row in rows]
    status: list[str | None] = [None if pd.isna(row["status"]) else str(row["status"]) for row in rows]
    told = [share_or_reason(row, lang) if row["state"] == "ok" else _why_none(row, lang) for row in rows]
    return [
        RankedColumn(
            "porsi", t("Porsi digital"), [share_bar(*each) for each in zip(share, told, strict=True)], share, UP,
            "beside", is_number=True, is_html=True,
        ),
        RankedColumn(
            "tren", t("Tren"), [share_trend(row["shares"], view) for row in rows], share, on_phone="hidden",
            is_html=True,
        ),
        RankedColumn(
            "keadaan", t("Status"), [status_cell(code, status_word(code, lang)) for code in status],
            [ORDER.get(code, len(ORDER)) for code in status], is_html=True,
        ),
        RankedColumn("bantuan", t("Perlu perhatian"), needs, ranks, UP),
        RankedColumn(
            "harapan", t("Dibanding harapan"), [or_blank(text) for text in standings],
            [or_blank(text) or None for text in standings], UP, "hidden",
        ),
        RankedColumn(
            "hari", t("Hari terpakai"), [or_blank(formats.percent(part, 0, lang)) for part in days], days, UP,
            "hidden", is_number=True,
        ),
    ]  # fmt: skip


def or_blank(text: str) -> str:
    """Return a cell's text, none in place of a dash: of an office that is not live its status says why."""
    return "" if text == formats.MISSING else text


def _why_none(row: FrameRow, lang: str) -> str:
    """Why an office has no share, in few words; of one that is not live its status says it."""
    reason = row["reason"]
    return "" if pd.isna(reason) or reason == "not_live" else cell_reason(reason, lang)
