"""What a month brought, in one sentence: the headline of the report."""

import pandas as pd

from analytics import Headline
from core.formats import MINUS, month, number, points
from core.texts import translator
from wording.changes import help_direction, share_direction
from wording.words import VERDICT_LABELS

SURE = ("up", "down")


def month_change(head: Headline, lang: str = "id") -> str:
    """Return what changed since the month before: offices, share, digital days and help, as far as it is certain."""
    _, earlier = translator(lang), month(head.before[0], lang)
    told = [*_offices(head, lang), *_share(head, lang), *_digital_days(head, lang), *_help(head, lang)]
    if not told:
        return _("Tidak ada yang pasti berubah sejak {month}.").format(month=earlier)
    return _("Sejak {month}: {changes}.").format(changes="; ".join(told), month=earlier)


def _offices(head: Headline, lang: str) -> list[str]:
    _, gained = translator(lang), [offices.gained for offices in head.coverage.values()]
    more = sum(each or 0 for each in gained)
    if None in gained or not more:
        return []
    text = _("{n} kantor baru aktif") if more > 0 else _("{n} kantor tidak aktif lagi")
    return [text.format(n=number(abs(more), 0, lang))]


def _share(head: Headline, lang: str) -> list[str]:
    """The change of the share like for like; that it is not certain is told, too."""
    _, change = translator(lang), head.share.change
    if change.state != "ok":
        return []
    direction, size = share_direction(change.change), points(change.change.value, 1, lang).lstrip(f"+{MINUS}")
    if direction not in SURE:
        return [_("porsi digital belum tentu berubah")]
    return [
        (_("porsi digital naik {size}") if direction == "up" else _("porsi digital turun {size}")).format(size=size)
    ]


def _digital_days(head: Headline, lang: str) -> list[str]:
    """The verdict on the digital days, where it is another one than a month before."""
    _, gap = translator(lang), head.gap
    if gap.result is None or pd.isna(gap.result.gap.value):
        return []
    before = gap.before.verdict if gap.before is not None else "cannot_tell"
    if gap.result.verdict == before:
        return []
    return [_("hari digital kini dinilai {verdict}").format(verdict=_(VERDICT_LABELS[gap.result.verdict]))]


def _help(head: Headline, lang: str) -> list[str]:
    _, change = translator(lang), head.help.change
    direction = help_direction(change) if change.state == "ok" else ""
    if direction not in SURE:
        return []
    return [_("kebutuhan bantuan 112 naik") if direction == "up" else _("kebutuhan bantuan 112 turun")]
