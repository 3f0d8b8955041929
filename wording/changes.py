"""Changes in words: what may be called up or down, and what changed since the period before."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analytics import Estimate, Headline, Help, Share, Span
from analytics.assistance import HelpChange
from analytics.uptake import ShareChange
from core.formats import (
    MINUS,
    MISSING,
    as_written,
    interval,
    number,
    points,
    points_from,
    points_interval,
    signed,
    written_difference,
)
from core.method import WIDE_CALLS, WIDE_POINTS
from core.texts import translator
from wording.cell_words import rate_words, reason_words
from wording.figure import span_words
from wording.words import CHANGE_LABELS, CHANGE_WORDS, VERDICT_LABELS

SURE = ("up", "down")
ROUNDED_AWAY = 0.00101
"""How far two rounded levels may move the difference of them: half a tenth of a point each."""


def change_words(change: ShareChange, compared: Span, lang: str = "id") -> str:
    """Return the like-for-like change of a share: its direction, its size, the offices and the interval."""
    _, earlier = translator(lang), span_words(compared, lang)
    if change.state != "ok":
        return unstated_change(change.reason, lang)
    return _("{change}: {offices} kantor dan hari yang sama, {spread}").format(
        change=_moved(share_direction(change.change), points(written_change(change), 1, lang), earlier, lang),
        offices=change.offices,
        spread=spread_words(change, lang),
    )


def spread_words(change: ShareChange, lang: str = "id") -> str:
    """Return the interval of a like-for-like change, or that there are too few offices or weeks for one."""
    return points_between(change.change, lang)


def help_change_words(change: HelpChange, compared: Span, lang: str = "id") -> str:
    """Return the change of the assistance rate at equal office age, with its interval."""
    _ = translator(lang)
    if change.state != "ok":
        return unstated_change(change.reason, lang)
    return _("{change}: umur kantor yang sama, {spread}").format(
        change=_moved(help_direction(change), _signed(change.change.value, lang), span_words(compared, lang), lang),
        spread=_between(interval(change.change.lower, change.change.upper, 1, "", lang, is_signed=True), lang),
    )


def help_before_words(before: Mapping[Hashable, Any] | pd.Series, help_: Help, lang: str = "id") -> str:
    """Return the assistance rate of the period before, and what the change since may be called at equal office age.

    `before`: a row of assistance.assistance_rate of `help_.compared`; '' where there is none.
    """
    _, change = translator(lang), help_.change
    if before["state"] != "ok":
        return ""
    text = (
        _("{earlier}: {rate}; pada umur kantor yang sama {label}.")
        if change.state == "ok"
        else _("{earlier}: {rate}; perubahannya belum dapat dipastikan.")
    )
    label = _(CHANGE_LABELS[help_direction(change)])
    return text.format(earlier=span_words(help_.compared, lang), rate=rate_words(before, lang), label=label)


def comparison_change(row: Mapping[Hashable, Any] | pd.Series, lang: str = "id") -> str:
    """Return the change in a row of uptake.comparisons with its interval, or why there is none."""
    value = points_from(row["before"], row["after"], lang)
    spread = points_interval(row["lower"], row["upper"], lang)
    if value == MISSING:
        return reason_words(str(row["reason"]), lang)
    return value if spread == MISSING else f"{value} ({spread})"


def written_change(change: ShareChange) -> float:
    """Return a like-for-like change as it is written everywhere: the difference of its two levels as written."""
    levels = written_difference(change.before * 100, change.after * 100)
    is_theirs = abs(levels / 100 - change.change.value) <= ROUNDED_AWAY
    return (levels if is_theirs else float(as_written(change.change.value * 100, 1))) / 100


def help_direction(change: HelpChange) -> str:
    """Return what the change of the assistance rate may be called, a key of CHANGE_WORDS and HELP_SENTENCES."""
    return _direction(change.change, WIDE_CALLS)


def share_direction(change: Estimate) -> str:
    """Return what a change in units of a share may be called, a key of CHANGE_WORDS."""
    return _direction(change, WIDE_POINTS / 100)


def share_moved(change: Estimate, earlier: str, lang: str) -> str:
    """Return up, down or nearly the same as `earlier`, of a change in units of a share."""
    return _moved(share_direction(change), points(change.value, 1, lang), earlier, lang)


def points_between(change: Estimate, lang: str) -> str:
    """Return the interval of a change in units of a share, or that there are too few for one."""
    return _between(points_interval(change.lower, change.upper, lang), lang)


def unstated_change(reason: str, lang: str) -> str:
    """Return that a change cannot be stated, and why."""
    return translator(lang)("data untuk perubahannya belum cukup: {reason}").format(reason=reason_words(reason, lang))


def _direction(change: Estimate, widest: float) -> str:
    """As Estimate.direction; where the interval reaches farther than `widest` to either side, unsure, not the same."""
    is_wide = change.direction == "same" and max(abs(change.lower), abs(change.upper)) > widest
    return "unsure" if is_wide else change.direction


def _moved(direction: str, size: str, earlier: str, lang: str) -> str:
    pattern = translator(lang)(CHANGE_WORDS[direction])
    return pattern.format(size=size.lstrip(f"+{MINUS}"), change=size, earlier=earlier)


def _between(spread: str, lang: str) -> str:
    _ = translator(lang)
    if spread == MISSING:
        return _("terlalu sedikit untuk rentang")
    return _("rentang {interval}").format(interval=spread)


def _signed(value: float, lang: str) -> str:
    return MISSING if value != value else signed(value, 1, lang)


def since_before(head: Headline, lang: str = "id") -> str:
    """Return what changed since the period before: offices, share, digital days and help, as far as it is certain."""
    _, earlier = translator(lang), span_words(head.before, lang)
    told = [*_gained(head, lang), *_switched(head, lang), *_judged(head, lang), *_asked(head, lang)]
    if not told:
        return " ".join([_("Tidak ada yang pasti berubah sejak {month}.").format(month=earlier), *_untold(head, lang)])
    return _("Sejak {month}: {changes}.").format(changes="; ".join(told), month=earlier)


def _gained(head: Headline, lang: str) -> list[str]:
    _, gained = translator(lang), [offices.gained for offices in head.coverage.values()]
    more = sum(each or 0 for each in gained)
    if None in gained or not more:
        return []
    text = _("{n} kantor baru aktif") if more > 0 else _("{n} kantor tidak aktif lagi")
    return [text.format(n=number(abs(more), 0, lang))]


def _switched(head: Headline, lang: str) -> list[str]:
    """The change of the share like for like, or that none is certain; nothing where nobody can tell."""
    _, change = translator(lang), head.share.change
    if change.state != "ok":
        return []
    direction, size = share_direction(change.change), points(written_change(change), 1, lang).lstrip(f"+{MINUS}")
    if direction not in SURE:
        unsure = _("porsi digital {n} kantor belum tentu berubah")
        if share_is_of_one(head):
            unsure = _("porsi digital belum tentu berubah")
        if is_of_one(head):
            unsure = _("porsi digital satu kantor belum tentu berubah")
        return [] if direction == "open" else [unsure.format(n=number(change.offices, 0, lang))]
    text = (
        _("porsi digital {n} kantor naik {size}") if direction == "up" else _("porsi digital {n} kantor turun {size}")
    )
    if share_is_of_one(head):
        text = _("porsi digital naik {size}") if direction == "up" else _("porsi digital turun {size}")
    if is_of_one(head):
        up, down = _("porsi digital satu kantor naik {size}"), _("porsi digital satu kantor turun {size}")
        text = up if direction == "up" else down
    count = number(change.offices, 0, lang)
    return [f"{text.format(size=size, n=count)}{_against(head, lang)}{mostly_young(head.share, lang)}"]


def _untold(head: Headline, lang: str) -> list[str]:
    """That nobody can tell whether the share changed, and why: silence would say that it did not."""
    change = head.share.change
    if change.state == "ok" and share_direction(change.change) != "open":
        return []
    told = translator(lang)("Porsi digital belum dapat dibandingkan: {reason}.")
    return [told.format(reason=reason_words(change.reason or "few_clusters", lang))]


def mostly_young(share: Share, lang: str) -> str:
    """Return that most or all of a change is that of young offices among others, as words to add; else ''."""
    _ = translator(lang)
    if not share.is_mostly_young or share.change.offices <= 1:
        return ""
    return _(", hanya yang belum lama aktif") if share.is_only_young else _(", terutama yang belum lama aktif")


def share_is_of_one(head: Headline) -> bool:
    """Return True where the place is one office: nothing of its share is that of others."""
    return sum(offices.total for offices in head.coverage.values()) == 1


def is_of_one(head: Headline) -> bool:
    """Return True where the change is that of one office of a place that has more: it is told as that office's."""
    return head.share.change.offices == 1 and sum(offices.total for offices in head.coverage.values()) > 1


def _against(head: Headline, lang: str) -> str:
    """The days that a quarter or year which still runs is held against; '' where they are all of the one before."""
    compared = head.share.compared
    if head.grain == "month" or compared == head.before:
        return ""
    return translator(lang)(" dari {earlier}").format(earlier=span_words(compared, lang))


def _judged(head: Headline, lang: str) -> list[str]:
    """The verdict on the digital days, where it is another one than a period before."""
    _, gap = translator(lang), head.gap
    if gap.result is None or pd.isna(gap.result.gap.value):
        return []
    before = gap.before.verdict if gap.before is not None else "cannot_tell"
    if gap.result.verdict == before:
        return []
    return [_("hari digital kini dinilai {verdict}").format(verdict=_(VERDICT_LABELS[gap.result.verdict]))]


def _asked(head: Headline, lang: str) -> list[str]:
    _, change = translator(lang), head.help.change
    direction = help_direction(change) if change.state == "ok" else ""
    if direction not in SURE:
        return []
    return [_("kebutuhan bantuan 112 naik") if direction == "up" else _("kebutuhan bantuan 112 turun")]
