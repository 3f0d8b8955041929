"""What there is to tell now, kind by kind, by the product's own figures: nothing is worked out anew."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import pandas as pd

from analytics import City, period_code
from analytics.actions import actions
from analytics.assistance import help_by_age
from analytics.quality import silent_sources
from analytics.signals import digest
from analytics.uptake import office_target
from analytics.urgent_offices import urgent_offices
from operations.alerts.alert import MISSED_TARGET, OFFICE_IN_NEED, REFUSED_LOAD, SILENT_SOURCE, Alert, page_link
from operations.alerts.sentences import (
    office_need_words,
    own_target_words,
    refused_words,
    signal_words,
    silent_source_words,
    target_words,
)

CHANGED_NOTHING: Final = (1, 5)
"""Exit codes of a load that changed nothing and says what is to be mended."""
ENDED_WELL: Final = (0, 3)
SIGNAL: Final = "sinyal"
"""Kept as it was first written: what was told is remembered by this word (data/peringatan)."""
ASKED_ELSEWHERE: Final = ("overdue",)
"""Reports owed are asked for from the list of Mutu data: most offices owe some in the first days of a month."""
_AMOUNT: Final = re.compile(r"[\d.]+(?= MB)")
"""The room on a disk is another in every run: the same reason all the same."""
OF_A_MONTH: Final = ("fallen",)
"""Reasons told once a month, however often the data of its days change: of a share that fell in November another
count in November is no news, a share that falls in December is."""


def refused_load(note: Mapping[str, Any] | None) -> list[Alert] | None:
    """Return that the last load changed nothing; None while a load runs, or where how it ended says neither.

    `note`: etl.read_note. Refused for another reason it is another alert.
    """
    code = None if note is None else note["exit_code"]
    if code in ENDED_WELL:
        return []
    if note is None or code not in CHANGED_NOTHING or not note["sentence"] or not note["at"]:
        return None
    at, why = datetime.fromisoformat(note["at"]), str(note["sentence"])
    reason = hashlib.sha256(_AMOUNT.sub("", why).encode()).hexdigest()[:12]
    words = refused_words(at, why)
    return [
        Alert(
            REFUSED_LOAD,
            "pemuatan",
            reason,
            since=at.date(),
            sentence=words,
            page=page_link("mutu_data"),
            may_return=True,
        )
    ]


def _month(city: City) -> str:
    """The month of what is told: opened later, a link still shows it."""
    return period_code(city.as_of) if city.as_of else ""


def _office_link(city: City, code: str) -> str:
    return page_link("kelurahan", unit=code, bulan=_month(city))


def silent_source_alerts(city: City, today: date, min_days: int | None) -> list[Alert]:
    """Return the sources that have stopped sending (quality.silent_sources); each again after it has sent something."""
    rows = silent_sources(city.source_state, city.calendar, today, min_days).to_dict("records")
    return [
        Alert(
            SILENT_SOURCE,
            str(row["source"]),
            f"{row['newest'].date()}",
            since=row["newest"].date(),
            sentence=silent_source_words(str(row["source"]), row["newest"].date(), int(row["silent_days"])),
            page=page_link("mutu_data", bulan=_month(city)),
        )
        for row in rows
    ]


def offices_in_need(city: City) -> list[Alert]:
    """Return what offices need somebody for (urgent_offices), and the signals of their shares (signals.digest)."""
    as_of = city.as_of
    if as_of is None:
        return []
    areas = dict(zip(city.units["unit_code"], city.units["kecamatan_code"], strict=True))
    return [
        Alert(
            OFFICE_IN_NEED,
            need.code,
            need.episode,
            since=need.since,
            sentence=need.sentence,
            page=_office_link(city, need.code),
            kecamatan=areas[need.code],
            may_return=need.may_return,
        )
        for need in (*_reasons(city, as_of), *_signals(city, as_of))
    ]


class _OfficeNeed(NamedTuple):
    """What an office needs somebody for; `code`: the office's, the others as in Alert."""

    code: str
    episode: str
    since: date
    sentence: str
    may_return: bool


def _reasons(city: City, as_of: date) -> Iterator[_OfficeNeed]:
    to_do = actions(city, as_of, help_by_age(city.facts, as_of))
    for row in urgent_offices(to_do, city.units).to_dict("records"):
        for reason in (each for each in row["reasons"] if each not in ASKED_ELSEWHERE):
            is_of_month = reason in OF_A_MONTH
            episode = f"{reason} {period_code(as_of)}" if is_of_month else reason
            words = office_need_words(row, reason)
            yield _OfficeNeed(str(row["unit_code"]), episode, as_of, words, may_return=not is_of_month)


def _signals(city: City, as_of: date) -> Iterator[_OfficeNeed]:
    told = digest(city.past, as_of, city.steps)
    for row in told.signals.to_dict("records"):
        since, words = row["week"].date(), signal_words(row, told)
        yield _OfficeNeed(str(row["unit_code"]), SIGNAL, since, words, may_return=True)


def missed_targets(city: City) -> list[Alert]:
    """Return the targets whose day has passed unreached: of live offices of the city, and of single offices."""
    as_of = city.as_of
    return [] if as_of is None else [*_of_roll_out(city, as_of), *_of_offices(city, as_of)]


def _of_roll_out(city: City, as_of: date) -> Iterator[Alert]:
    for row, pace in city.paces(as_of, only_dated=True):
        if pace.state == "missed" and pace.due_date is not None:
            yield Alert(
                MISSED_TARGET,
                str(row["target"]),
                f"{pace.due_date}",
                since=pace.due_date,
                sentence=target_words(str(row["label_id"]), pace),
                page=page_link("kemajuan", bulan=_month(city)),
            )


def _of_offices(city: City, as_of: date) -> Iterator[Alert]:
    units, shares = city.units.set_index("unit_code"), city.office_months
    passed = city.office_targets[pd.to_datetime(city.office_targets["due_date"]) < pd.Timestamp(as_of)]
    for at in passed.index:
        code = str(passed.at[at, "unit_code"])
        own = shares[shares["unit_code"] == code].sort_values("month")
        target = None if own.empty else office_target(own.iloc[-1], passed.loc[[at]], as_of, own)
        if target is not None and target.standing == "below":
            yield Alert(
                MISSED_TARGET,
                code,
                f"{target.due_date}",
                since=target.due_date,
                sentence=own_target_words(units.loc[code].to_dict(), target),
                page=_office_link(city, code),
                kecamatan=str(units.loc[code, "kecamatan_code"]),
            )


Finder = Callable[[City], list[Alert]]
OF_OFFICES: Final[Mapping[str, Finder]] = {OFFICE_IN_NEED: offices_in_need, MISSED_TARGET: missed_targets}
"""Kinds that are worked out of all offices, whoever is told of some."""
