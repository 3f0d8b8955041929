"""What became of the month's requests, by who sent them: submitted is not yet done."""

import pandas as pd

from analytics.services import completion, tells_few
from core import formats
from core.disclosure import is_small
from core.snapshot import DamagedBuildError
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.view import View
from wording import ORIGIN_WORDS

EVERY = "semua"
TOGETHER = "lain"
COUNTS = ["ready", "open", "open_long", "cancelled"]


def show_completion(view: View) -> None:
    """Show the month of the whole city: each sender and all together.

    What became of the requests of one place, beside those of all others and its times until ready, would tell counts
    of single persons.
    """
    t, lang = view.t, view.lang
    if not view.is_city:
        note(t("Hanya ditampilkan untuk seluruh kota, supaya orang tidak dikenali."), "empty")
        return
    found = _rows(view)
    if found.empty:
        return
    whole = found[found["origin"] == EVERY].iloc[0]
    if tells_few(whole):
        told = t("{month}: hitungannya terlalu kecil, disembunyikan supaya orang tidak dikenali.")
        note(told.format(month=formats.month(view.month, lang)), "empty")
        return
    named = {EVERY: t("Semua"), TOGETHER: t("Pengirim lain")}
    senders = [named.get(origin) or t(ORIGIN_WORDS[origin]) for origin in found["origin"]]
    parts = {
        t("Siap atau diambil"): "ready_share",
        t("Terbuka"): "open_share",
        t("Terbuka lebih dari {open_days} hari"): "open_long_share",
        t("Dibatalkan"): "cancelled_share",
    }
    table = pd.DataFrame(
        {t("Pengirim"): senders, t("Diajukan"): [formats.number(count, 0, lang) for count in found["requests"]]}
        | {name: [formats.percent(part, 1, lang) for part in found[column]] for name, column in parts.items()}
    )
    title = t("Apa yang terjadi dengan permohonan {month}").format(month=formats.month(view.month, lang))
    counted = t("Porsi digital menghitung yang diajukan dan tidak dibatalkan, selesai atau belum.")
    day = formats.day(view.build.as_of or view.end, lang)
    note(f"{counted} {t('Keadaan pada {day}, menurut status terakhir di data.').format(day=day)}")
    show_table(table, caption=title, numeric=tuple(table.columns[1:]))
    raw = found.assign(origin=senders)[["origin", "requests", "ready", "open", "open_long", "cancelled"]]
    show_tools(view, Sheet(title, raw, ("completion", "late_cancellations")), "keadaan_permohonan")


def _rows(view: View) -> pd.DataFrame:
    """As completion, by origin (one more row for all); none where the build does not hold it or nobody applied."""
    try:
        outcomes = view.build.request_outcomes
    except DamagedBuildError:
        return pd.DataFrame()
    chosen = outcomes[outcomes["month"] == pd.Timestamp(view.month)]
    as_of = view.build.as_of
    if chosen.empty or as_of is None:
        return pd.DataFrame()
    whole = completion(chosen, as_of).assign(origin=EVERY)
    by_origin = large_enough(completion(chosen, as_of, ["origin"]))
    order = {origin: at for at, origin in enumerate(ORIGIN_WORDS)}
    by_origin = by_origin.sort_values("origin", key=lambda origins: origins.map(order))
    return pd.concat([by_origin, whole], ignore_index=True)


def large_enough(by_origin: pd.DataFrame) -> pd.DataFrame:
    """Return completion by origin, the fewest requests put together (origin `lain`) until no count of a row is small.

    No rows where even all together have a small count: the whole beside them would tell it.
    """
    rows = by_origin.sort_values("requests", ascending=False, kind="stable").reset_index(drop=True)
    for kept in range(len(rows), -1, -1):
        if kept == len(rows) - 1:
            continue  # one row put together is still itself
        few = rows.iloc[kept:][["requests", *COUNTS]].sum()
        shown = rows.iloc[:kept]
        together = pd.DataFrame([few]).assign(origin=TOGETHER) if kept < len(rows) else rows.iloc[:0]
        found = pd.concat([shown, together], ignore_index=True)
        if not is_small(found[COUNTS]).to_numpy().any():
            parts = {f"{name}_share": found[name] / found["requests"] for name in COUNTS}
            return found.assign(**parts) if kept else rows.iloc[:0]
    return rows.iloc[:0]
