"""A simulated chance in words: how exactly it is told depends on how many waves it rests on."""

from core.formats import percent
from core.method import HIGH_CHANCE, LOW_CHANCE, SURE_WAVES
from core.texts import translator

LEAST, MOST = 0.01, 0.99
"""A simulated chance is never told as certain."""


def chance_words(chance: float, seen: int, lang: str) -> str:
    """Return a chance in words: rough, with its range, until six waves have been seen; else as a percentage."""
    t = translator(lang)
    if seen < SURE_WAVES:
        low, high = percent(LOW_CHANCE, 0, lang), percent(HIGH_CHANCE, 0, lang)
        if LOW_CHANCE <= chance <= HIGH_CHANCE:
            return t("sekitar setengah ({low} sampai {high})").format(low=low, high=high)
        rough = t("rendah (di bawah {part})") if chance < LOW_CHANCE else t("tinggi (di atas {part})")
        return rough.format(part=low if chance < LOW_CHANCE else high)
    if chance < LEAST:
        return t("di bawah {part}").format(part=percent(LEAST, 0, lang))
    if chance > MOST:
        return t("di atas {part}").format(part=percent(MOST, 0, lang))
    return percent(chance, 0, lang)
