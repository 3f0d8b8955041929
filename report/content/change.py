"""What really changed since the period before: real changes, offices that joined, and signals beyond chance."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analytics import City, Headline, Span
from analytics.open_data import ReleasedTable
from analytics.rollout import first_ten
from analytics.services import AREA, CITY, EVERY
from analytics.signals import Digest, digest
from analytics.uptake import ShareChange, comparisons, period_change
from core.formats import MISSING, begun, month, number, percent, points, points_from, short_day, span
from core.method import LARGEST_PARTS
from core.store.published_builds import DamagedBuildError
from core.texts import short_name, translator
from report.content.blocks import Block, Section, Table, Text
from wording import (
    COMPARISON_WORDS,
    ROLE_WORDS,
    comparison_change,
    completion_table,
    completion_words,
    level_words,
    not_settled_words,
    parts_words,
    reason_words,
    share_words,
    spread_words,
    unreleased_words,
    young_words,
)


def change_section(
    city: City,
    past: pd.DataFrame,
    head: Headline,
    settled: Span | None,
    lang: str,
    place: str = "",
    outcomes: ReleasedTable | None = None,
) -> Section:
    """Return the section: the change in parts, what became of the requests, who made it, signals of four weeks.

    `past`: facts up to the as-of of `head`, the period's headline. `settled`: the month of which small counts are
    printed (period.settled_month); `outcomes`: what became of its requests (ReportBuild.outcomes). Of a kecamatan
    (`place`: its code) without the city's first offices; of a quarter or year also held against the same one a year
    before.
    """
    _, is_city = translator(lang), not place
    change, compared = head.share.change, head.share.compared
    blocks: tuple[Block, ...]
    if change.state != "ok":
        why = reason_words(change.reason, lang)
        blocks = (Text(_("Perubahan porsi digital belum dapat diuraikan: {reason}.").format(reason=why), True),)
    else:
        told = " ".join(filter(None, (parts_words(change, compared, head.period, lang), young_words(head.share, lang))))
        blocks = (Text(told), _offices(change, city.units, lang))
    blocks = (*blocks[:1], *_completion(city, head, settled, lang, place, outcomes), *blocks[1:])
    cohort = (_cohort(city, past, head, lang),) if is_city else ()
    others = () if head.grain == "month" else (_others(past, head, lang),)
    signals = _signals(digest(past, head.as_of, city.steps), lang)
    return Section("change", _("Apa yang benar-benar berubah"), (*blocks, *others, *cohort, *signals))


def _completion(
    city: City, head: Headline, settled: Span | None, lang: str, place: str, outcomes: ReleasedTable | None
) -> tuple[Block, ...]:
    """What became of the requests that the share counts, as it was released; nothing where the build does not hold it.

    Small counts are hidden by month, so that of a quarter or year its last settled month is told: a sum would open
    them. By sender of the whole city alone.
    """
    _ = translator(lang)
    if settled is None:
        first = max(head.period[0], city.meta["first_day"])
        return (Text(not_settled_words(_("Hasil akhir permohonan"), first, lang)),) if _has_outcomes(city) else ()
    if outcomes is None:
        waits = unreleased_words(_("Hasil akhir permohonan"), settled[0], lang)
        return (Text(waits),) if _has_outcomes(city) else ()
    own = outcomes.rows[outcomes.rows["place"] == (AREA + place if place else CITY)]
    whole = own[own["origin"] == EVERY]
    told = completion_words(whole.iloc[0], outcomes.as_of, lang) if len(whole) else ""
    if not told:
        return ()
    if head.grain != "month":
        told = _("{label}: {sentence}").format(label=month(settled[0], lang), sentence=told)
    counted = _("Porsi digital menghitung yang diajukan dan tidak dibatalkan, selesai atau belum.")
    return (Text(f"{told} {counted}"), *(() if place else (_by_sender(own, settled, lang),)))


def _has_outcomes(city: City) -> bool:
    try:
        return city.request_outcomes is not None
    except DamagedBuildError:
        return False


def _by_sender(own: pd.DataFrame, settled: Span, lang: str) -> Table:
    head, rows = completion_table(own, lang)
    title = translator(lang)("Apa yang terjadi dengan permohonan {month}").format(month=month(settled[0], lang))
    return Table(title, head, rows, tuple(range(1, len(head))))


def _others(past: pd.DataFrame, head: Headline, lang: str) -> Table:
    """The share held against the period before and the same one a year earlier, like for like."""
    _ = translator(lang)
    lines = comparisons(past, head.period, head.share.correction, head.grain).to_dict("records")
    rows = tuple(
        (
            begun(_(COMPARISON_WORDS[row["comparison"]])),
            span(row["first"], row["last"], lang),
            level_words(row, "before", lang),
            level_words(row, "after", lang),
            comparison_change(row, lang),
            number(row["offices"], 0, lang),
        )
        for row in lines
    )
    head_words = (_("Dibanding"), _("Masa"), _("Sebelumnya"), _("Sekarang"), _("Perubahan"), _("Kantor yang sama"))
    return Table(_("Dibanding masa lain"), head_words, rows, (2, 3, 5))


def _offices(change: ShareChange, units: pd.DataFrame, lang: str) -> Table:
    """The offices with the largest part in the change, whichever way."""
    _ = translator(lang)
    largest = change.largest_first.merge(units[["unit_code", "name", "kind"]], on="unit_code").head(LARGEST_PARTS)
    rows = tuple(
        (
            short_name(row["kind"], row["name"]),
            _(ROLE_WORDS[row["role"]]),
            _share(row, "share_before", lang),
            _share(row, "share_after", lang),
            points(row["part"], 2, lang),
        )
        for row in largest.to_dict("records")
    )
    head = (_("Kantor"), _("Peran"), _("Masa sebelumnya"), _("Masa ini"), _("Bagian dari perubahan"))
    return Table(_("Kantor dengan bagian terbesar"), head, rows, (2, 3, 4))


def _share(row: Mapping[Hashable, Any], level: str, lang: str) -> str:
    text = level_words(row, level, lang)
    return translator(lang)("belum ada") if text == MISSING else text


def _cohort(city: City, past: pd.DataFrame, head: Headline, lang: str) -> Text:
    """The change of the city's first kelurahan alone, which no newcomer moves."""
    _, share = translator(lang), head.share
    ten = past[past["unit_code"].isin(first_ten(city.roster, city.units, head.as_of))]
    change = period_change(ten, share.compared, head.period).allowing(share.correction)
    if change.state != "ok":
        return Text(
            _("{first_kelurahan} kelurahan pertama: belum dapat dibandingkan, {reason}.").format(
                reason=reason_words(change.reason, lang)
            ),
            True,
        )
    return Text(
        _("Kelurahan pertama saja, pada hari yang sama: {before} menjadi {after} ({change}; {spread}).").format(
            before=percent(change.before, 1, lang), after=percent(change.after, 1, lang),
            change=points_from(change.before, change.after, lang), spread=spread_words(change, lang),
        )
    )  # fmt: skip


def _signals(found: Digest, lang: str) -> tuple[Block, ...]:
    """The offices whose weekly share left its own band, and how many would do so by chance."""
    _ = translator(lang)
    if not found.charted:
        return (
            Text(
                _(
                    "Data untuk sinyal per kantor belum cukup: {n} kantor aktif belum mempunyai "
                    "{min_baseline_weeks} minggu acuan."
                ).format(n=found.ramping),
                True,
            ),
        )
    alarms = _("{n} kantor diamati, {ramping} belum cukup lama; alarm palsu yang diharapkan {alarms}.").format(
        n=found.charted, ramping=found.ramping, alarms=number(found.expected_false_alarms, 1, lang)
    )
    if found.signals.empty:
        return (Text(f"{_('Tidak ada kantor dengan sinyal dalam {watched_weeks} minggu terakhir.')} {alarms}"),)
    rows = tuple(
        (row["name"], short_day(row["week"], lang), share_words(row, lang),
         f"{number(row['numerator'], 0, lang)}/{number(row['denominator'], 0, lang)}", level_words(row, "mean", lang))
        for row in found.signals.to_dict("records")
    )  # fmt: skip
    head = (_("Kantor"), _("Minggu"), _("Porsi digital"), _("Hitungan"), _("Rata-rata acuan"))
    return (Text(alarms), Table(_("Sinyal dalam {watched_weeks} minggu terakhir"), head, rows, (2, 3, 4)))
