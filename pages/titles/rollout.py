"""Titles of the charts of the roll-out: how many offices came, and when all are likely to be live."""

from analytics import Headline
from analytics.rollout import Forecast
from core.formats import begun, month, number
from core.texts import translator
from wording import growth_words, likely_month


def growth_title(head: Headline, neutral: str, lang: str = "id") -> str:
    """Return how many offices came since the period before, and whether they are used."""
    told = growth_words(head, lang)
    return begun(", ".join(told)) if told else neutral


def forecast_title(ahead: Forecast, lang: str = "id", *, is_moved: bool = False) -> str:
    """Return when all kelurahan are live in the middle run, beyond the forecast how many; with few waves only that.

    `is_moved`: the reader moved a wave.
    """
    _ = translator(lang)
    if ahead.state != "ok":
        return _("Baru {n} gelombang terlihat: skenario, bukan prakiraan").format(n=len(ahead.waves.seen))
    whole, likely, last = number(ahead.total, 0, lang), likely_month(ahead, ahead.total), ahead.bands.iloc[-1]
    if likely is not None:
        told = _("perkiraan tengah: semua {n} kelurahan aktif {month}").format(n=whole, month=month(likely, lang))
    else:
        middle = number(last["q50"], 0, lang)
        told = _("perkiraan tengah: {n} dari {total} kelurahan aktif {month}").format(
            n=middle, total=whole, month=month(last["month"], lang)
        )
    return _("Bila digeser, {finding}").format(finding=told) if is_moved else begun(told)
