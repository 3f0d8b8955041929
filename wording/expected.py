"""Where an office stands against what is expected of one like it, in words."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from core.formats import MISSING, percent
from core.texts import translator
from wording.codes import interval, reason_words
from wording.words import STANDING_WORDS

Row = Mapping[Hashable, Any] | pd.Series


def standing_words(row: Row, lang: str = "id") -> str:
    """Return a row of uptake.office_standings for a table cell; a warning is marked."""
    if row["state"] != "ok":
        return MISSING
    _ = translator(lang)
    words = _(STANDING_WORDS[row["standing"]])
    return _("▼ {words}, {warned_weeks} pekan").format(words=words) if row["is_warned"] else words


def expected_words(row: Row, lang: str = "id") -> str:
    """Return a row of uptake.office_standings as a sentence, with the early warning."""
    _ = translator(lang)
    if row["state"] != "ok":
        return _("Porsi yang diharapkan belum dapat dinyatakan: {reason}.").format(
            reason=reason_words(row["reason"], lang)
        )
    words = _(STANDING_WORDS[row["standing"]])
    told = _("{standing}: {share}; kantor seumur, sebesar, dan sehitungan ini biasanya {range}.").format(
        standing=words[:1].upper() + words[1:],
        share=percent(row["share"], 1, lang),
        range=interval(row["low"], row["high"], lang),
    )
    if not row["is_warned"]:
        return told
    return f"{told} " + _("Sudah {warned_weeks} pekan berturut-turut di bawah harapan: tanyakan sebabnya.")
