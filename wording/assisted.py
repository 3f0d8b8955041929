"""Who sent the requests and what became of them, in words."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from analytics.services import EVERY, OUTCOME_PARTS, TOGETHER, tells_few
from core.formats import adding_up, day, number, percent
from core.texts import translator
from wording.cell_words import reason_words
from wording.words import ORIGIN_WORDS, SENDER_WORDS


def assisted_words(row: Mapping[Hashable, Any] | pd.Series, lang: str) -> str:
    """Return a row of assistance.assisted_requests as one sentence; a part that is 0 or not known is left out."""
    _ = translator(lang)
    if row["state"] != "ok":
        return _("Data pengirim permohonan belum cukup: {reason}.").format(reason=reason_words(row["reason"], lang))
    names = [name for name in SENDER_WORDS if row[name] > 0]
    shares = adding_up([100 * row[name] / row["requests"] for name in names], 100, 0)
    told = zip(names, shares, strict=True)
    parts = [f"{percent(share / 100, 0, lang)} {_(SENDER_WORDS[name])}" for name, share in told]
    return _("Permohonan di kantor aktif: {parts}.").format(parts=", ".join(parts))


def completion_words(row: Mapping[Hashable, Any] | pd.Series, as_of: date, lang: str) -> str:
    """Return a row of services.completion as one sentence: submitted is not yet done.

    '' without a request, and where it would tell a small count.
    """
    if not row["requests"] or tells_few(row):
        return ""
    shares = {name: percent(row[f"{name}_share"], 1, lang) for name in OUTCOME_PARTS}
    return translator(lang)(
        "Dari {n} permohonan yang diajukan pada masa itu {ready} sudah siap atau diambil, {open} terbuka, {open_long} "
        "terbuka lebih dari {open_days} hari pada {day}, dan {cancelled} dibatalkan, "
        "menurut status saat bulan itu dirilis."
    ).format(n=number(row["requests"], 0, lang), day=day(as_of, lang), **shares)


def completion_table(found: pd.DataFrame, lang: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return heading and rows of services.completion_by_origin: sender, requests, part of each outcome."""
    _ = translator(lang)
    head = (
        _("Pengirim"),
        _("Diajukan"),
        _("Siap atau diambil"),
        _("Terbuka"),
        _("Terbuka lebih dari {open_days} hari"),
        _("Dibatalkan"),
    )
    rows = tuple(
        (
            origin_word(row["origin"], lang),
            number(row["requests"], 0, lang),
            *(percent(row[f"{name}_share"], 1, lang) for name in OUTCOME_PARTS),
        )
        for row in found.to_dict("records")
    )
    return head, rows


def origin_word(origin: str, lang: str) -> str:
    """Return who sent requests of an origin of services.completion_by_origin."""
    _ = translator(lang)
    named = {EVERY: _("Semua"), TOGETHER: _("Pengirim lain")}
    return named.get(origin) or _(ORIGIN_WORDS[origin])


def outcome_parts(row: Mapping[Hashable, Any] | pd.Series, lang: str) -> str:
    """Return what became of a sender's requests in few words; a part that is 0 is left out."""
    _ = translator(lang)
    texts = {
        "ready": _("{share} siap atau diambil"),
        "open": _("{share} terbuka"),
        "open_long": _("{share} terbuka lebih dari {open_days} hari"),
        "cancelled": _("{share} dibatalkan"),
    }
    told = {name: percent(row[f"{name}_share"], 1, lang) for name in texts if row[name] > 0}
    return ", ".join(texts[name].format(share=share) for name, share in told.items())
