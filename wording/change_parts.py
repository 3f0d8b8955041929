"""How much of a plain change is something else: the calendar, other offices, offices in their first weeks."""

from analytics import Share, Span
from analytics.assistance import HelpChange
from analytics.uptake import ShareChange
from core.formats import adding_up, as_written, number, percent, points, short_day, signed, written_difference
from core.texts import translator
from wording.changes import share_direction, written_change
from wording.figure import span_words

LEAST_COUNTING = 0.0005
"""A part that would be written as 0,0 points is not told."""


def parts_words(change: ShareChange, compared: Span, period: Span, lang: str = "id") -> str:
    """Return how much of the plain change of a share is real, and how much calendar, other offices and weights."""
    parts = {name: part / 100 for name, part in _written_parts(change).items()}
    told = translator(lang)(
        "Porsi semua kantor aktif dari {before} ({earlier}) menjadi {after} ({now}), {plain}. Yang benar-benar berubah "
        "di kantor yang sama: {real}. Sisanya bukan perubahan kebiasaan: beda kalender atau hari tak lengkap "
        "{calendar}; kantor baru bergabung {joined}; kantor keluar {left}; kantor yang makin ramai atau makin sepi "
        "{reweighted}."
    ).format(
        before=percent(change.plain_before, 1, lang),
        after=percent(change.plain_after, 1, lang),
        earlier=span_words(compared, lang),
        now=span_words(period, lang),
        **{name: points(part, 1, lang) for name, part in parts.items()},
    )
    if "counting" not in parts:
        return told
    counting = translator(lang)("Cara menghitung kunjungan yang berubah: {counting}.")
    return f"{told} {counting.format(counting=points(parts['counting'], 1, lang))}"


def _written_parts(change: ShareChange) -> dict[str, float]:
    """The plain change, the real one and the other parts in points, rounded so that they add up: wherever one is told,
    it is this number."""
    plain = written_difference(change.plain_before * 100, change.plain_after * 100)
    names = ["calendar", "joined", "left", "reweighted", *(["counting"] if _is_counted_otherwise(change) else [])]
    real = 100 * written_change(change)
    rest = adding_up([getattr(change, name) * 100 for name in names], plain - real)
    return {"plain": plain, "real": real, **dict(zip(names, rest, strict=True))}


def _is_counted_otherwise(change: ShareChange) -> bool:
    return abs(change.counting) >= LEAST_COUNTING


def young_words(share: Share, lang: str = "id") -> str:
    """Return how much of a like-for-like change is that of offices in their first weeks.

    '' where there is none of them, and where nobody can tell whether anything changed.
    """
    change, (young, part) = share.change, share.young
    if change.state != "ok" or not young or share_direction(change.change) == "open":
        return ""
    _, old = translator(lang), change.offices - young
    real = 100 * written_change(change)
    if change.offices == 1:
        alone = _("Kantor yang dibandingkan belum {chart_start_weeks} minggu aktif pada {day}.")
        return alone.format(day=short_day(share.compared[0], lang))
    told = _("Dari {change} itu, {part} dari {young} kantor yang aktif belum {chart_start_weeks} minggu pada {day}")
    if not old:
        told = _("Perubahan itu seluruhnya dari kantor yang aktif belum {chart_start_weeks} minggu pada {day}")
    parts = [part * 100, change.change.value * 100 - part * 100]
    first, rest = (points(each / 100, 1, lang) for each in adding_up(parts, real))
    said = told.format(
        change=points(real / 100, 1, lang),
        part=first,
        young=number(young, 0, lang),
        day=short_day(share.compared[0], lang),
    )
    others = _("{rest} dari {old} kantor lain").format(rest=rest, old=number(old, 0, lang))
    return f"{said}; {others}." if old else f"{said}."


def levels_words(change: ShareChange, compared: Span, lang: str = "id") -> str:
    """Return why the share of all live offices moved otherwise than at the same ones.

    '' where it did not, as told, and where nobody can tell whether anything changed.
    """
    if change.state != "ok" or share_direction(change.change) == "open":
        return ""
    parts = _written_parts(change)
    plain, real, joined = (parts[name] for name in ("plain", "real", "joined"))
    if abs(plain - real) < LEAST_COUNTING * 100:
        return ""
    other = round(plain - real - joined, 1)
    _ = translator(lang)
    told = _(
        "Semua kantor: {before} ({earlier}) menjadi {after}: {real} di kantor yang sama, {joined} dari kantor baru, "
        "{other} dari hari dan lain-lain."
    )
    if abs(joined) < LEAST_COUNTING * 100:
        told = _(
            "Semua kantor: {before} ({earlier}) menjadi {after}: {real} di kantor yang sama, {other} dari hari dan "
            "lain-lain."
        )
    return told.format(
        before=percent(change.plain_before, 1, lang),
        after=percent(change.plain_after, 1, lang),
        earlier=span_words(compared, lang),
        **{name: points(part / 100, 1, lang) for name, part in (("real", real), ("joined", joined), ("other", other))},
    )


def parts_in_short(change: ShareChange, compared: Span, lang: str = "id") -> dict[str, str]:
    """Return the parts of the plain change by themselves, under what they are parts of; those of no size are left out.

    Empty where there is nothing but the real change, and where nobody can tell whether anything changed.
    """
    if change.state != "ok" or share_direction(change.change) == "open":
        return {}
    _, parts = translator(lang), _written_parts(change)
    plain = points(parts.pop("plain") / 100, 1, lang)
    words = {
        "real": _("{part} di kantor yang sama"),
        "calendar": _("{part} dari beda kalender atau hari tak lengkap"),
        "joined": _("{part} dari kantor baru"),
        "left": _("{part} dari kantor yang keluar"),
        "reweighted": _("{part} dari kantor yang makin ramai atau sepi"),
        "counting": _("{part} dari cara menghitung kunjungan"),
    }
    told = {name: part for name, part in parts.items() if name == "real" or abs(part) >= LEAST_COUNTING * 100}
    if len(told) == 1:
        return {}
    named = _("Perubahan di semua kantor dari {earlier}").format(earlier=span_words(compared, lang))
    listed = ", ".join(words[name].format(part=signed(part, 1, lang)) for name, part in told.items())
    return {named: f"{plain}: {listed}"}


def help_parts_words(change: HelpChange, compared: Span, period: Span, lang: str = "id") -> str:
    """Return how much of the plain change of the assistance rate is real, and how much the age of the offices."""
    plain = written_difference(change.placed_before, change.placed_after)
    real = float(as_written(change.change.value, 1))
    parts = {"plain": plain, "real": real, "ages": plain - real}
    return translator(lang)(
        "Panggilan yang menyebut kelurahan, per 100 permohonan digital di sana, dari {before} ({earlier}) menjadi "
        "{after} ({now}), {plain}. "
        "Yang benar-benar berubah pada umur kantor yang sama: {real}. Sisanya {ages}: kantor bertambah umur atau baru "
        "bergabung."
    ).format(
        before=number(change.placed_before, 1, lang),
        after=number(change.placed_after, 1, lang),
        earlier=span_words(compared, lang),
        now=span_words(period, lang),
        **{name: signed(part, 1, lang) for name, part in parts.items()},
    )
