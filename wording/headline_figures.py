"""The headline figures in words: one place for the first page of the dashboard and for the report."""

import numpy as np
import pandas as pd

from analytics import Headline, Help, LiveOffices, Share, Span
from core.formats import MINUS, day, number, percent, points, points_from, share_interval, signed
from core.texts import translator
from wording.cell_words import highest_share, is_estimated, rate_words, reason_words, share_or_reason
from wording.changes import change_words, help_change_words, help_direction
from wording.digital_days import gap_figure, verdict_sentence
from wording.figure import Figure, ended_words, span_words, unstated
from wording.words import HELP_SENTENCES, KIND_WORDS

__all__ = [
    "Figure",
    "coverage_figure",
    "figures",
    "gap_figure",
    "help_figure",
    "share_figure",
    "verdict_sentence",
]

LEAST_TOLD = 0.0005
"""A fall of a share that would be told as 0.0 points."""
CoverageParts = dict[str, tuple[LiveOffices, str]]


def figures(head: Headline, lang: str = "id") -> tuple[Figure, ...]:
    """Return the four headline figures in words: coverage, digital share, weekday gap, 112 help.

    A figure that cannot be stated says so, with the reason.
    """
    return (
        coverage_figure(head, lang),
        share_figure(head, lang),
        gap_figure(head, lang),
        help_figure(head, lang),
    )


def coverage_figure(head: Headline, lang: str = "id") -> Figure:
    """Return the live offices in words, the used ones inside."""
    _ = translator(lang)
    parts = {kind: (offices, _(KIND_WORDS[kind])) for kind, offices in head.coverage.items()}
    is_known = all(offices.live is not None for offices, _name in parts.values())
    texts = {
        "value": " · ".join(
            f"{number(offices.live, 0, lang)}/{offices.total} {name}" for offices, name in parts.values()
        ),
        "detail": _used(parts, lang),
        "change": _coverage_change(parts, head.before, lang),
        "sentence": coverage_sentence(parts, lang),
    }
    if not is_known:
        reason = next(offices.reason for offices, _name in parts.values() if offices.live is None)
        texts = unstated(reason_words(reason, lang), lang)
    return Figure(
        "coverage",
        _("Kantor aktif"),
        period=_("per {day}").format(day=day(head.as_of, lang)),
        is_stated=is_known,
        direction=_more_or_fewer(head) if is_known else "",
        **texts,
    )


def _more_or_fewer(head: Headline) -> str:
    """Up or down by the live offices of all kinds; '' where as many were live, or nobody knows."""
    gained = [offices.gained for offices in head.coverage.values()]
    if None in gained:
        return ""
    more = sum(each or 0 for each in gained)
    return "up" if more > 0 else "down" if more < 0 else ""


def _used(parts: CoverageParts, lang: str) -> str:
    _ = translator(lang)
    if any(offices.used is None for offices, _name in parts.values()):
        return _("berapa yang dipakai belum diketahui: log permohonan tidak mencakup seluruh masanya")
    counts = ", ".join(f"{number(offices.used, 0, lang)} {name}" for offices, name in parts.values())
    new = sum(offices.new or 0 for offices, _name in parts.values())
    told = _("dipakai: {counts}").format(counts=counts)
    unsure = sum(offices.unsure or 0 for offices, _name in parts.values())
    unheard = sum(offices.unheard or 0 for offices, _name in parts.values())
    more = {
        _("baru aktif: {n}"): new,
        _("belum dapat dinilai: {n}"): unsure,
        _("belum mengirim data: {n}"): unheard,
    }
    return " · ".join([told, *(text.format(n=number(count, 0, lang)) for text, count in more.items() if count)])


def _coverage_change(parts: CoverageParts, before: Span, lang: str) -> str:
    _ = translator(lang)
    if any(offices.gained is None for offices, _name in parts.values()):
        return _("data untuk perubahannya belum cukup: {reason}").format(reason=reason_words("status_unknown", lang))
    changes = [f"{signed(offices.gained or 0, 0, lang)} {name}" for offices, name in parts.values()]
    return _("{change} dari {month}").format(change=", ".join(changes), month=ended_words(before, lang))


def coverage_sentence(parts: CoverageParts, lang: str) -> str:
    """Return how many live offices are really used; new ones are neither used nor unused yet."""
    _ = translator(lang)
    names = ("live", "used", "new", "unsure")
    live, used, new, unsure = (sum(getattr(offices, name) or 0 for offices, _name in parts.values()) for name in names)
    idle = sum(offices.idle for offices, _name in parts.values())
    counts = {name: number(count, 0, lang) for name, count in zip(names, (live, used, new, unsure), strict=True)}
    if not live:
        return _("Belum ada kantor yang aktif.")
    if any(offices.used is None for offices, _name in parts.values()):
        return _("{live} kantor sudah aktif.").format(**counts)
    if unheard := sum(offices.unheard or 0 for offices, _name in parts.values()):
        return _(
            "{used} dari {live} kantor aktif benar-benar dipakai, {idle} belum, {new} baru; {unheard} belum mengirim "
            "data apa pun, jadi tidak dinilai."
        ).format(idle=number(idle, 0, lang), unheard=number(unheard, 0, lang), **counts)
    if unsure:
        return _(
            "{used} dari {live} kantor aktif benar-benar dipakai; {unsure} belum dapat dinilai, sebab asal "
            "permohonannya tidak diketahui; {idle} belum dipakai, {new} baru."
        ).format(idle=number(idle, 0, lang), **counts)
    if not idle and not used:
        return _("{new} kantor aktif semuanya baru: belum {window_days} hari.").format(**counts)
    if not idle and new:
        return _(
            "{used} dari {live} kantor aktif benar-benar dipakai: sedikitnya {used_rule}, sebanding dengan "
            "penduduknya; {new} lainnya baru, belum {window_days} hari."
        ).format(**counts)
    if not idle:
        return _("Semua kantor yang aktif benar-benar dipakai: sedikitnya {used_rule}, sebanding dengan penduduknya.")
    return _(
        "{idle} dari {live} kantor aktif belum benar-benar dipakai: kurang dari {used_rule}, sebanding dengan "
        "penduduknya."
    ).format(idle=number(idle, 0, lang), **counts)


def share_figure(head: Headline, lang: str = "id") -> Figure:
    """Return the digital share in words, against its target."""
    _ = translator(lang)
    share, row = head.share, head.share.this
    is_stated = row["state"] == "ok"
    counted = _("{numerator} dari {denominator} permohonan dan kunjungan pada hari yang lengkap").format(
        numerator=number(row["numerator"], 0, lang), denominator=number(row["denominator"], 0, lang)
    )
    spread = _("rentang 95%: {interval}").format(interval=share_interval(row["lower"], row["upper"], lang))
    spread = " · ".join([spread, *_unsplit_words(row, lang)])
    texts = (
        {
            "value": share_or_reason(row, lang),
            "detail": f"{counted} · {spread}",
            "change": change_words(share.change, share.compared, lang),
            "sentence": _share_sentence(share, lang),
        }
        if is_stated
        else unstated(reason_words(row["reason"], lang), lang)
    )
    return Figure(
        "digital_share",
        _("Porsi digital di kantor aktif"),
        period=span_words(head.period, lang),
        is_stated=is_stated,
        direction=share.change.change.direction if is_stated else "",
        provisional=_provisional(share, lang) if is_stated else "",
        spread=spread if is_stated else "",
        **texts,
    )


def _provisional(share: Share, lang: str) -> str:
    """What cancellations that come later usually do to the share; '' once they have come."""
    _, fall = translator(lang), share.usual_correction
    if not share.is_provisional:
        return ""
    if np.isnan(fall):
        why = reason_words(share.late.reason, lang)
        return _("Sementara; pembatalan dapat menurunkannya, berapa belum dapat diukur ({reason}).").format(reason=why)
    if abs(fall) < LEAST_TOLD:
        return _("Sementara; pembatalan biasanya hampir tidak mengubahnya.")
    told = points(fall, 1, lang).lstrip(MINUS)
    return _("Sementara; pembatalan biasanya menurunkannya {points}.").format(points=told)


def _unsplit_words(row: pd.Series, lang: str) -> list[str]:
    """How much of the visits behind the share was not counted by purpose, and what the share is then."""
    if not row["unsplit_part"] > 0:
        return []
    _ = translator(lang)
    text = _("{part} kunjungan dipilah menurut perkiraan")
    if row["is_lower_bound"]:
        text = _("batas bawah ({part} kunjungan tidak dipilah)")
    elif is_estimated(row):
        # The word goes with the mark, as everywhere.
        text = _("perkiraan ({part} kunjungan tidak dipilah)")
    return [text.format(part=percent(row["unsplit_part"], 0, lang))]


def _share_sentence(share: Share, lang: str) -> str:
    """Below, above or not to be told apart from the target, by the interval."""
    _, row, target = translator(lang), share.this, share.target
    if target is None:
        return _("Tidak ada sasaran yang tercatat.")
    goal = percent(target, 0, lang)
    if highest_share(row) < target:
        distance = points_from(row["share"], target, lang).lstrip("+")
        return _("Masih {distance} di bawah sasaran {goal}.").format(distance=distance, goal=goal)
    if share.is_beyond_target:
        return _("Sasaran {goal} terlampaui.").format(goal=goal)
    return _("Belum dapat dibedakan dari sasaran {goal}.").format(goal=goal)


def help_figure(head: Headline, lang: str = "id") -> Figure:
    """Return the 112 digital-help calls per 100 digital requests in words."""
    _, row = translator(lang), head.help.this
    is_stated = row["state"] == "ok"
    detail = _(
        "{calls} panggilan untuk {requests} permohonan digital, semua hari · {unplaced} panggilan tanpa tempat"
    ).format(
        calls=number(row["numerator"], 0, lang),
        requests=number(row["denominator"], 0, lang),
        unplaced=number(row["unplaced_calls"], 0, lang),
    )
    texts = (
        {
            "value": rate_words(row, lang),
            "detail": detail,
            "change": help_change_words(head.help.change, head.help.compared, lang),
            "sentence": _help_sentence(head.help, lang),
        }
        if is_stated
        else unstated(reason_words(row["reason"], lang), lang)
    )
    return Figure(
        "assistance_rate",
        _("Panggilan bantuan 112 per 100 permohonan digital"),
        period=span_words(head.help.days or head.period, lang),
        is_stated=is_stated,
        direction=head.help.change.change.direction if is_stated else "",
        **texts,
    )


def _help_sentence(help_: Help, lang: str) -> str:
    """The rate now, and what its change at equal office age may be called."""
    now = rate_words(help_.this, lang)
    return translator(lang)(HELP_SENTENCES[help_direction(help_.change)]).format(now=now)
