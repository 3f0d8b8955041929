"""Titles of the map's layers: what is seen on it; '' where there is nothing to see, and its sentence says why."""

import pandas as pd

from analytics.uptake import is_rankable
from core.formats import number, percent
from core.method import MIN_COMPLETENESS
from core.texts import short_name, translator
from pages.titles.shares import side
from wording import per_residents_words, residents_words

NAMED = 2


def map_title(frame: pd.DataFrame, layer: str, lang: str = "id") -> str:
    """Return the title of a layer (`frame`: sections.peta.offices.map_frame, the offices in sight)."""
    titles = {
        "status": _status,
        "porsi": _shares,
        "kelengkapan": _reports,
        "bantuan": _help,
        "penduduk": _residents,
    }
    return titles[layer](frame, lang)


def _status(frame: pd.DataFrame, lang: str) -> str:
    _, is_live = translator(lang), frame["status"].eq("aktif")
    texts = {"kelurahan": _("{live} dari {n} kelurahan"), "kecamatan": _("{live} dari {n} kantor kecamatan")}
    kinds = {kind: frame["kind"].eq(kind) for kind in texts}
    parts = [
        texts[kind].format(live=int((is_live & chosen).sum()), n=int(chosen.sum()))
        for kind, chosen in kinds.items()
        if chosen.any()
    ]
    return _("Aktif: {parts}").format(parts=_(" dan ").join(parts))


def _shares(frame: pd.DataFrame, lang: str) -> str:
    _, known = translator(lang), frame[frame["share"].notna()].sort_values("share", ascending=False)
    sure = known[is_rankable(known)]
    if len(sure) < 2:
        return ""
    high, low = sure.iloc[0], sure.iloc[-1]
    if side(high, low) != "above":
        return _("Porsi digital {n} kantor belum dapat dibedakan").format(n=len(sure))
    first, last = (f"{_short(row, lang)} ({percent(row['share'], 0, lang)})" for row in (high, low))
    return _("{first} lebih digital daripada {last}").format(first=first, last=last)


def _reports(frame: pd.DataFrame, lang: str) -> str:
    _, known = translator(lang), frame["completeness"].dropna()
    if known.empty:
        return ""
    short = int((known < MIN_COMPLETENESS).sum())
    if not short:
        return _("Semua kantor melaporkan sedikitnya {min_completeness} harinya")
    return _("{n} dari {all} kantor melaporkan kurang dari {min_completeness} harinya").format(n=short, all=len(known))


def _help(frame: pd.DataFrame, lang: str) -> str:
    _, known = translator(lang), frame[frame["rate"].notna()]
    if known.empty:
        return ""
    needy = known[known["needs_help"].fillna(False).astype(bool)].sort_values("rate", ascending=False)
    if needy.empty:
        compared = int(known["is_compared"].sum())
        if not compared:
            return ""
        return _("{need_weeks} minggu terakhir panggilan jelas lebih banyak: 0 dari {n} kantor").format(
            n=number(compared, 0, lang)
        )
    names = [_short(row, lang) for _place, row in needy.iterrows()]
    named = names if len(names) <= NAMED else [names[0]]
    told = _("{need_weeks} minggu terakhir panggilan jelas lebih banyak: {names}").format(names=_(" dan ").join(named))
    more = len(names) - len(named)
    return _("{told} dan {n} lainnya").format(told=told, n=more) if more else told


def _residents(frame: pd.DataFrame, lang: str) -> str:
    """Those together are per resident of all these kelurahan."""
    _, known = translator(lang), frame[frame["per_thousand"].notna()].sort_values("per_thousand", ascending=False)
    if known.empty:
        return ""
    rate = residents_words(known, lang)
    if len(known) < 2:
        return _("{rate} permohonan digital per 1.000 penduduk").format(rate=rate)
    most = known.iloc[0]
    return _("{rate} permohonan digital per 1.000 penduduk; terbanyak {name} ({most})").format(
        rate=rate, name=_short(most, lang), most=per_residents_words(most, lang)
    )


def _short(row: pd.Series, lang: str) -> str:
    return short_name(row["kind"], row["name"])
