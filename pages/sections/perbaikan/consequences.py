"""Two builds beside each other: which published figures a change moves, and which tables it touches."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import pandas as pd

from analytics import City, headline, last_settled, quality, rollout, within
from core.formats import month, number, percent
from core.snapshot import as_declared
from core.store.published_builds import DamagedBuildError
from core.tables import TABLES
from core.texts import Translate, full_name
from wording import STATUS_WORDS, main_answers, share_or_reason

MONTHS: Final = 3
"""Settled months whose figures are held beside each other."""
MOST_OFFICES: Final = 12
OF_EACH_BUILD: Final = ("meta", "file_account", "source_state")
"""Tables that differ from build to build by their nature."""
Figures = dict[str, str]
"""Words of a figure by what it is called."""


@dataclass(frozen=True)
class Moved:
    """One figure that would be another."""

    what: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Consequences:
    """Figures that would change; how many were compared; how many rows of published tables would differ."""

    moved: list[Moved] = field(default_factory=list)
    compared: int = 0
    months: tuple[date, ...] = ()
    rows: int = 0


def consequences(before: City, after: City, t: Translate, lang: str) -> Consequences:
    """Return what differs between two builds of the same data: how many kelurahan are live, headline figures of the
    last settled months, the four answers of the newest of them, the status of every office, rows accepted and held.
    """
    months = _settled(before)
    was, becomes = (_figures(city, months, t, lang) for city in (before, after))
    names = list(dict.fromkeys([*was, *becomes]))
    differing = [name for name in names if was.get(name) != becomes.get(name)]
    moved = [Moved(name, was.get(name, "–"), becomes.get(name, "–")) for name in differing]
    return Consequences(moved, len(names), tuple(months), _touched(before, after))


def _settled(city: City) -> list[date]:
    """First days of the last settled months, the newest first."""
    if city.as_of is None:
        return []
    found: list[date] = []
    end = city.as_of
    first = pd.Timestamp(city.meta["first_day"]).date()
    while len(found) < MONTHS and end >= first and (span := last_settled((first, end), city.as_of)):
        found.append(span[0])
        end = span[0] - timedelta(days=1)
    return found


def _figures(city: City, months: list[date], t: Translate, lang: str) -> Figures:
    found: Figures = _live(city, t, lang)
    for day in months:
        head = headline(city, day)
        name = month(day, lang)
        found[t("Porsi digital {month}").format(month=name)] = share_or_reason(head.share.this, lang)
        facts = within(city.facts, *head.period)
        complete = quality.completeness(facts).set_index("source")["completeness"].get("kunjungan")
        found[t("Kelengkapan laporan kunjungan {month}").format(month=name)] = percent(complete, 1, lang)
        if day == months[0]:
            found |= _answers(city, head.as_of, t, lang)
    if city.as_of is not None:
        found |= dict(_statuses(city, t, lang))
    return found | _rows(city, t, lang)


def _live(city: City, t: Translate, lang: str) -> Figures:
    """How many kelurahan use it on the last day of the data."""
    if city.as_of is None:
        return {}
    kelurahan = city.units.loc[city.units["kind"].eq("kelurahan"), "unit_code"]
    live = city.status_on(city.as_of).query("status == 'aktif'")["unit_code"].isin(kelurahan).sum()
    text = t("{live} dari {n} kelurahan").format(live=number(int(live), 0, lang), n=number(len(kelurahan), 0, lang))
    return {t("Kelurahan aktif"): text}


def _answers(city: City, day: date, t: Translate, lang: str) -> Figures:
    """The four answers of leadership on the last day of a settled month, and the target's own state."""
    row = rollout.last_target(city.targets)
    target = None if row is None else (rollout.pace(city.roster, city.units, row, day), city.forecast(day))
    lesser = rollout.lesser_paces(city.roster, city.units, city.targets, day)
    told = main_answers(headline(city, day), target, lang, lesser=lesser)
    pattern = t("{question} ({month})")
    return {
        pattern.format(question=answer.question, month=month(day, lang)): " · ".join(
            filter(None, (answer.value, answer.label, answer.line))
        )
        for answer in told
    }


def _statuses(city: City, t: Translate, lang: str) -> Iterator[tuple[str, str]]:
    """The status of every office on the last day of the data."""
    assert city.as_of is not None
    status = city.status_on(city.as_of).set_index("unit_code")["status"]
    for row in city.units.to_dict("records"):
        known = status.get(row["unit_code"])
        word = t(STATUS_WORDS[known]) if known in STATUS_WORDS else "–"
        yield t("Keadaan {office}").format(office=full_name(row["kind"], row["name"], lang)), word


def _rows(city: City, t: Translate, lang: str) -> Figures:
    files = city.file_account
    return {
        t("Baris diterima"): number(files["accepted"].sum(), 0, lang),
        t("Baris ditahan"): number(files["quarantined"].sum(), 0, lang),
        t("Berkas disisihkan"): number(int((files["state"] == "set_aside").sum()), 0, lang),
    }


def _touched(before: City, after: City) -> int:
    """How many rows of published tables would be others."""
    total = 0
    for table in TABLES:
        if table.name not in OF_EACH_BUILD:
            was, becomes = (_row_counts(city, table.name) for city in (before, after))
            differing = was.sub(becomes, fill_value=0)
            total += max(int(differing.clip(lower=0).sum()), int((-differing).clip(lower=0).sum()))
    return total


def _row_counts(city: City, name: str) -> "pd.Series[int]":
    """How often each row stands in a table, by its checksum; of a table that a build lacks nothing."""
    counted = f'SELECT hash(each)::VARCHAR AS row, count(*) AS n FROM "{name}" AS each GROUP BY ALL'
    try:
        with as_declared(city.snapshot.path):
            rows = city.snapshot.query(counted)
    except DamagedBuildError:
        return pd.Series(dtype="int64")
    return rows.set_index("row")["n"]
