"""The ten kecamatan of the city compared."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from analytics.uptake import share_rank
from core import formats
from pages.parts.cards import caption
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.tables.month_table import MONTH_COLUMNS, outgoing
from pages.tables.ranked_table import RankedColumn, Rows, share_bar, show_ranked
from pages.tables.sparkline import share_trend
from pages.view.address import link
from pages.view.view import View
from wording import rank_words, share_or_reason

CITY_ROW = ""
"""Its code among those of the kecamatan, and where its name leads: to no kecamatan."""
COUNTED = ("live", "offices", "need")


def fold_of_areas(view: View, *, page: str = "./") -> dict[str, tuple[str, Callable[[], None]]]:
    """Return the fold with all kecamatan compared (folds.show_folds); none where they cannot be."""
    title = view.t("Bandingkan {all_kecamatan} kecamatan")
    return {"tempat": (title, lambda: show_kecamatan(view, page=page))} if view.compares_areas else {}


def show_kecamatan(view: View, *, page: str = "./") -> None:
    """Show one row a kecamatan: live offices, share, trend, offices in need; the one with most of those first.

    Below them stands the whole city, and in which order they stand.

    The kecamatan that the view looks at, or that its office lies in, is marked, and where its share stands is told.
    `page`: where a name leads, to that kecamatan. Who does not see the whole city is not told which need somebody.
    """
    own, view = view.area, view.at()
    t, lang, build = view.t, view.lang, view.build
    if own:
        caption(rank_sentence(own, view))
    months = build.month_shares("kecamatan_code")
    past = months[months["month"] <= pd.Timestamp(view.month)]
    places = build.units[build.units["kind"] == "kecamatan"][["unit_code", "name"]]
    places = places.rename(columns={"unit_code": "kecamatan_code"}).merge(
        view.period_shares("kecamatan_code"), on="kecamatan_code", how="left"
    )
    status = build.status_on(view.end).merge(build.units[["unit_code", "kecamatan_code"]], on="unit_code")
    live = status.assign(live=status["status"].eq("aktif").fillna(False).astype(bool)).groupby("kecamatan_code")["live"]
    places = places.set_index("kecamatan_code").assign(live=live.sum(), offices=live.size(), **_need(view))
    order_of_rows = [name for name in ("need", "share") if name in places]
    places = places.fillna({"need": 0}).sort_values(
        order_of_rows, ascending=[name == "share" for name in order_of_rows]
    )
    rows: list[dict[Any, Any]] = [*places.reset_index().to_dict("records"), _whole_city(places, view)]
    trends = {code: frame["share"].to_list() for code, frame in past.groupby("kecamatan_code")}
    trends[CITY_ROW] = view.trend()
    order = pd.DataFrame(rows)
    told = [share_or_reason(row, lang) for row in rows]
    columns = [
        RankedColumn(
            "porsi", t("Porsi digital"), [share_bar(row["share"], text) for row, text in zip(rows, told, strict=True)],
            list(order["share"]), on_phone="beside", is_number=True, is_html=True,
        ),
        RankedColumn(
            "tren", t("Tren"), [share_trend(trends.get(row["kecamatan_code"], []), view) for row in rows],
            list(order["share"]), on_phone="hidden", is_html=True,
        ),
        RankedColumn(
            "aktif", t("Kantor aktif"), [f"{row['live']}/{row['offices']}" for row in rows],
            list(order["live"] / order["offices"]), is_number=True,
        ),
    ]  # fmt: skip
    links = [""] * len(rows)
    sorted_by = t("Yang porsi digitalnya terendah di atas.")
    if view.may_see_city:
        need = [formats.number(row["need"], 0, lang) for row in rows]
        columns.append(RankedColumn("bantuan", t("Perlu perhatian"), need, list(order["need"]), is_number=True))
        links = [link(page, kecamatan=row["kecamatan_code"], unit="") for row in rows]
        sorted_by = t("Yang paling banyak kantornya perlu perhatian di atas, lalu yang porsi digitalnya terendah.")
    title = t("Kecamatan dibandingkan")
    at = next((at for at, row in enumerate(rows) if row["kecamatan_code"] == own), None)
    names = [row["name"] for row in rows]
    caption(sorted_by)
    of_rows = Rows(t("Kecamatan"), names, links, own=at, own_words=t("wilayah ini"), whole=len(rows) - 1)
    show_ranked(view, of_rows, columns, caption=title, key="_kecamatan")
    raw = places.reset_index(names="unit_code")
    kept = [name for name in MONTH_COLUMNS if name in raw and name != "unit_code"]
    out = outgoing(raw[["unit_code", *kept, *(name for name in COUNTED if name in raw)]])
    defined = ("digital_share", *(("share_rank",) if own else ()), "coverage")
    show_tools(view, Sheet(title, out, defined), "kecamatan")


def _whole_city(places: pd.DataFrame, view: View) -> dict[Any, Any]:
    """The city as a row of the table: what its kecamatan have together, and its own share."""
    share = view.period_shares("").iloc[0].to_dict()
    sums = {name: places[name].sum() for name in COUNTED if name in places}
    return share | sums | {"kecamatan_code": CITY_ROW, "name": view.t("Seluruh kota")}


def _need(view: View) -> dict[str, pd.Series]:
    """How many offices of each kecamatan need somebody, for readers of the whole city."""
    if not view.may_see_city:
        return {}
    units = view.build.units[["unit_code", "kecamatan_code"]]
    return {"need": view.urgent.merge(units, on="unit_code")["kecamatan_code"].value_counts()}


def rank_sentence(code: str, view: View) -> str:
    """Return where the share of a kecamatan stands among the others in the period."""
    rank = share_rank(view.period_shares("kecamatan_code"), "kecamatan_code", code)
    text = view.t("Porsi digital wilayah {name}, di antara kecamatan yang dapat dibandingkan: {rank}.")
    return text.format(name=view.office(code)["name"], rank=rank_words(rank, view.lang))
