"""Changes in words: what may be called up or down, and how much of a plain change is something else."""

from analytics import Estimate, Span
from analytics.assistance import HelpChange
from analytics.uptake import ShareChange
from core.formats import MINUS, MISSING, number, percent, points, signed
from core.texts import translator
from wording.codes import reason_words
from wording.figure import span_words
from wording.words import CHANGE_WORDS


def change_words(change: ShareChange, compared: Span, lang: str = "id") -> str:
    """Return the like-for-like change of a share: its direction, its size, the offices and the interval."""
    _ = translator(lang)
    if change.state != "ok":
        return _("perubahan belum dapat dinyatakan: {reason}").format(reason=reason_words(change.reason, lang))
    return _("{change}: {offices} kantor yang sama, pekan baku, {spread}").format(
        change=_stated(change.change, points(change.change.value, 1, lang), compared, lang),
        offices=change.offices,
        spread=spread_words(change, lang),
    )


def spread_words(change: ShareChange, lang: str = "id") -> str:
    """Return the interval of a like-for-like change, or that there are too few offices or weeks for one."""
    low, high = (points(bound, 1, lang) for bound in (change.change.lower, change.change.upper))
    return _between(low, high, lang)


def help_change_words(change: HelpChange, compared: Span, lang: str = "id") -> str:
    """Return the change of the assistance rate at equal office age, with its interval."""
    _ = translator(lang)
    if change.state != "ok":
        return _("perubahan belum dapat dinyatakan: {reason}").format(reason=reason_words(change.reason, lang))
    low, high = (_signed(bound, lang) for bound in (change.change.lower, change.change.upper))
    return _("{change}: umur kantor yang sama, {spread}").format(
        change=_stated(change.change, _signed(change.change.value, lang), compared, lang),
        spread=_between(low, high, lang),
    )


def parts_words(change: ShareChange, compared: Span, period: Span, lang: str = "id") -> str:
    """Return how much of the plain change of a share is real, and how much calendar, other offices and weights."""
    parts = {name: getattr(change, name) for name in ("plain", "calendar", "joined", "left", "reweighted")}
    parts["real"] = change.change.value
    return translator(lang)(
        "Porsi semua kantor aktif dari {before} ({earlier}) menjadi {after} ({now}), {plain}. Yang benar-benar berubah "
        "di kantor yang sama: {real}. Sisanya bukan perubahan kebiasaan: hari yang jatuh lain atau tak lengkap "
        "{calendar}; kantor baru bergabung {joined}; kantor keluar {left}; bobot antarkantor {reweighted}."
    ).format(
        before=percent(change.plain_before, 1, lang),
        after=percent(change.plain_after, 1, lang),
        earlier=span_words(compared, lang),
        now=span_words(period, lang),
        **{name: points(part, 1, lang) for name, part in parts.items()},
    )


def help_parts_words(change: HelpChange, compared: Span, period: Span, lang: str = "id") -> str:
    """Return how much of the plain change of the assistance rate is real, and how much the age of the offices."""
    plain = change.placed_after - change.placed_before
    parts = {"plain": plain, "real": change.change.value, "ages": change.ages}
    return translator(lang)(
        "Panggilan bertempat per 100 permohonan digital dari {before} ({earlier}) menjadi {after} ({now}), {plain}. "
        "Yang benar-benar berubah pada umur kantor yang sama: {real}. Sisanya {ages}: kantor bertambah umur atau baru "
        "bergabung."
    ).format(
        before=number(change.placed_before, 1, lang),
        after=number(change.placed_after, 1, lang),
        earlier=span_words(compared, lang),
        now=span_words(period, lang),
        **{name: _signed(part, lang) for name, part in parts.items()},
    )


def _stated(change: Estimate, size: str, compared: Span, lang: str) -> str:
    pattern = translator(lang)(CHANGE_WORDS[change.direction])
    return pattern.format(size=size.lstrip(f"+{MINUS}"), change=size, earlier=span_words(compared, lang))


def _between(low: str, high: str, lang: str) -> str:
    _ = translator(lang)
    if MISSING in (low, high):
        return _("terlalu sedikit untuk selang")
    return _("selang {low} sampai {high}").format(low=low.split()[0], high=high)


def _signed(value: float, lang: str) -> str:
    return MISSING if value != value else signed(value, 1, lang)
