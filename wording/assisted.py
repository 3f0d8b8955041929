"""Who sent the requests, in words: a month's or a place's parts, from no help to most."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from core.formats import percent
from core.texts import translator
from wording.codes import reason_words
from wording.words import SENDER_WORDS


def assisted_words(row: Mapping[Hashable, Any] | pd.Series, lang: str) -> str:
    """Return a row of assistance.assisted_requests as one sentence; a part that is 0 or not known is left out."""
    _ = translator(lang)
    if row["state"] != "ok":
        return _("Pengirim permohonan belum dapat dinyatakan: {reason}.").format(
            reason=reason_words(row["reason"], lang)
        )
    parts = [
        f"{percent(row[name] / row['requests'], 0, lang)} {_(SENDER_WORDS[name])}"
        for name in SENDER_WORDS
        if row[name] > 0
    ]
    return _("Permohonan di kantor aktif: {parts}.").format(parts=", ".join(parts))
