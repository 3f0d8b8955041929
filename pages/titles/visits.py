"""Titles of the charts of counter visits: what the digital days did to them, and going live."""

import pandas as pd

from analytics.effect import MOSTLY_MOVED, DigitalDays
from core.texts import translator
from wording import VISITS_WORDS


def visits_title(result: DigitalDays, neutral: str, lang: str = "id") -> str:
    """Return what became of the visits of the whole week, by the verdict's own rules; neutral where it is open."""
    _, code = translator(lang), result.verdict
    if code == "cannot_tell" or pd.isna(result.visits_change.value):
        return neutral
    moved = result.displacement
    if code == "worked" and moved.lower > 0:
        is_small = moved.upper < MOSTLY_MOVED
        small = _("Kunjungan seminggu di bawah trennya; sebagian kecil hanya pindah hari")
        return small if is_small else _("Kunjungan seminggu di bawah trennya; sebagian hanya pindah hari")
    return _(VISITS_WORDS[code]) if code in VISITS_WORDS else neutral
