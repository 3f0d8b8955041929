"""What an alert says, in one or two sentences; verdicts, reasons and targets in the words of the pages."""

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from analytics.rollout import Pace
from analytics.signals import Digest
from analytics.uptake import OfficeTarget
from core.formats import day, number, short_day
from core.sources import SOURCE_WORDS
from core.texts import N_, full_name, translator
from operations.alerts.alert import CHANGED_VERDICT, MISSED_TARGET, OFFICE_IN_NEED, REFUSED_LOAD, SILENT_SOURCE
from wording import (
    MainAnswer,
    level_words,
    office_target_words,
    pace_sentence,
    share_words,
    urgent_action,
    urgent_words,
)

FrameRow = Mapping[Hashable, Any] | pd.Series
TITLES = {
    SILENT_SOURCE: N_("Sumber diam"),
    REFUSED_LOAD: N_("Pemuatan ditolak"),
    CHANGED_VERDICT: N_("Putusan berubah"),
    OFFICE_IN_NEED: N_("Kantor perlu dilihat"),
    MISSED_TARGET: N_("Sasaran terlewat"),
}


def silent_source_words(source: str, newest: date, days: int, lang: str = "id") -> str:
    """Return since when a source has sent nothing, and for how many working days."""
    _ = translator(lang)
    return _("{source}: tidak ada baris baru sesudah {day}, sudah {n} hari kerja. Tanyakan kepada pengirimnya.").format(
        source=_(SOURCE_WORDS[source]), day=day(newest, lang), n=number(days, 0, lang)
    )


def refused_words(at: datetime, why: str, lang: str = "id") -> str:
    """Return when a load changed nothing, and why, as the load itself said it."""
    return translator(lang)("Pemuatan {day} pukul {clock} {zone} tidak mengubah apa pun. {why}").format(
        day=day(at.date(), lang), clock=f"{at:%H.%M}", why=why
    )


def verdict_words(answer: MainAnswer, before: str, period: str, place: str, lang: str = "id") -> str:
    """Return the question, the verdict before and now, and the figure; `place`: '' for the city."""
    _ = translator(lang)
    told = _("{question} Putusan berubah: dulu {before}, kini {now}. {period}: {figure}.").format(
        question=answer.question,
        before=before,
        now=answer.label,
        period=period,
        figure=" · ".join(part for part in (answer.value, answer.line) if part),
    )
    return f"{place}: {told}" if place else told


def office_need_words(row: FrameRow, reason: str, lang: str = "id") -> str:
    """Return why an office needs somebody, what to do and whom to ask; `reason`: as from analytics.urgent_offices."""
    return translator(lang)("{office}: {why}. Tindakan: {action}.").format(
        office=full_name(row["kind"], row["name"], lang),
        why=urgent_words((reason,), 0, lang),
        action=urgent_action(reason, row["kind"], lang),
    )


def signal_words(row: FrameRow, found: Digest, lang: str = "id") -> str:
    """Return that a week's share left the office's own band, and how many offices would seem to by chance.

    `row`: of the signals of `found`.
    """
    _ = translator(lang)
    told = _("{office}: porsi digital minggu mulai {day} {share}, di luar kebiasaannya (rata-rata acuan {mean}).")
    chance = _("Dari {n} kantor yang diamati, sekitar {alarms} bersinyal hanya karena kebetulan.")
    own = told.format(
        office=full_name(row["kind"], row["name"], lang),
        day=short_day(row["week"], lang),
        share=share_words(row, lang),
        mean=level_words(row, "mean", lang),
    )
    alarms = number(found.expected_false_alarms, 1, lang)
    return f"{own} {chance.format(n=number(found.charted, 0, lang), alarms=alarms)}"


def target_words(name: str, pace: Pace, lang: str = "id") -> str:
    """Return which target of live offices was missed, and by how many."""
    return f"{name}: {pace_sentence(pace, lang)}."


def own_target_words(row: FrameRow, target: OfficeTarget, lang: str = "id") -> str:
    """Return which office missed its own target, and by how much."""
    return f"{full_name(row['kind'], row['name'], lang)}: {office_target_words(target, lang)}"
