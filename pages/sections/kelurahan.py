"""Every office of the place in one table, each name a link to its own story."""

from collections.abc import Sequence

import pandas as pd

from core import formats
from pages.parts.cards import caption, note
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.tables.month_table import COLUMNS, outgoing
from pages.tables.ranked_table import UP, RankedColumn, Rows, share_bar, show_ranked, status_cell
from pages.tables.sparkline import share_trend
from pages.view.address import link
from pages.view.view import FrameRow, View, name_in_table, unit_name
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
    *(name for name in COLUMNS if name not in ("unit_code", "name")), "expected", "low", "high", "standing",
)  # fmt: skip
ORDER: dict[str | None, int] = {code: place for place, code in enumerate(STATUS_WORDS)}
DEFINED = ("digital_share", "share_basis", "expected_share", "coverage")


def show_all(view: View) -> None:
    """Show status, share and days used of every office in the month."""
    t, lang, build = view.t, view.lang, view.build
    status = view.scoped(build.status_on(view.end)).reset_index(drop=True)
    standings = build.standings(view.day_in_month).set_index("unit_code")
    told = dict(zip(standings.index, (standing_words(row, lang) for row in standings.to_dict("records")), strict=True))
    codes = status["unit_code"]
    urgent = view.urgent.assign(rank=range(len(view.urgent))).set_index("unit_code")
    beside = [
        view.period_shares("unit_code").set_index("unit_code"),
        standings.assign(standing=[told[code] for code in standings.index])[["standing", "expected", "low", "high"]],
        urgent[["reasons", "overdue_days", "rank"]],
    ]
    frame = pd.concat([status, *(each.reindex(codes).reset_index(drop=True) for each in beside)], axis=1)
    frame["standing"] = frame["standing"].fillna(formats.MISSING)
    # Worst first; of those that need nobody the least used, then those not live by status.
    frame = frame.assign(order=frame["status"].map(ORDER))
    frame = frame.sort_values(["rank", "share", "order", "kecamatan", "kind", "name"])
    rows = frame.to_dict("records")
    title = t("Semua kantor")
    # The page is called after them: their kind would stand in sixty rows.
    names = [name_in_table(row, view) for row in rows]
    links = [link("kelurahan", unit=row["unit_code"]) for row in rows]
    words = [f"{unit_name(row, view)} {row['kecamatan']}" for row in rows]
    # Of a month its name stands above the list: a row has no room for it.
    counted = "" if view.grain == "month" else owed_in(view.end, lang)
    needs = [
        urgent_words(row["reasons"], row["overdue_days"], lang, counted) if isinstance(row["reasons"], tuple) else ""
        for row in rows
    ]
    show_ranked(
        view,
        Rows(t("Kantor"), names, links, words),
        _columns(frame, rows, needs, view),
        caption=title,
    )
    if marks := marks_words(rows, view.lang):
        note(marks)
    if view.grain != "month":
        caption(told_by_month(view))
    out = outgoing(frame[[name for name in OUT if name in frame]]).assign(needs=needs)
    show_tools(view, Sheet(title, out, DEFINED), "semua_kantor")


def told_by_month(view: View) -> str:
    """Return of which month the standings are told, where the period that is looked at is no month."""
    month = formats.month(view.month, view.lang)
    return view.t("Harapan dan porsi yang dibandingkan dengannya: {month}.").format(month=month)


def _columns(frame: pd.DataFrame, rows: Sequence[FrameRow], needs: list[str], view: View) -> list[RankedColumn]:
    """The share beside the name; on a phone what is to be done, or else the status, in a second line."""
    t, lang = view.t, view.lang
    status: list[str | None] = [None if pd.isna(row["status"]) else str(row["status"]) for row in rows]
    shares = [
        share_bar(row["share"], share_or_reason(row, lang) if row["state"] == "ok" else _why_none(row, lang))
        for row in rows
    ]
    months: dict[str, list[float]] = {}
    past = view.past_unit_months()
    for code, share in zip(past["unit_code"], past["share"], strict=True):
        months.setdefault(code, []).append(share)
    return [
        RankedColumn(
            "porsi", t("Porsi digital"), shares, list(frame["share"]), UP, "beside", is_number=True, is_html=True,
        ),
        RankedColumn(
            "tren", t("Tren"), [share_trend(months.get(row["unit_code"], []), view) for row in rows],
            list(frame["share"]), on_phone="hidden", is_html=True,
        ),
        RankedColumn(
            "keadaan", t("Status"), [status_cell(code, status_word(code, lang)) for code in status],
            [ORDER.get(code, len(ORDER)) for code in status], is_html=True,
        ),
        RankedColumn("bantuan", t("Perlu perhatian"), needs, list(frame["rank"]), UP),
        RankedColumn(
            "harapan", t("Dibanding harapan"), [or_blank(text) for text in frame["standing"]],
            list(frame["standing"].replace(formats.MISSING, None)), UP, "hidden",
        ),
        RankedColumn(
            "hari", t("Hari terpakai"), [or_blank(formats.percent(row["completeness"], 0, lang)) for row in rows],
            list(frame["completeness"]), UP, "hidden", is_number=True,
        ),
    ]  # fmt: skip


def or_blank(text: str) -> str:
    """Return a cell's text, none in place of a dash: of an office that is not live its status says why."""
    return "" if text == formats.MISSING else text


def _why_none(row: FrameRow, lang: str) -> str:
    """Why an office has no share, in few words; of one that is not live its status says it."""
    reason = row["reason"]
    return "" if pd.isna(reason) or reason == "not_live" else cell_reason(reason, lang)
