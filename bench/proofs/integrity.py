"""What the integrity watch finds of tampering planted at several strengths, and how often it asks an honest office."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import pandas as pd

from bench.table import Measure
from core.method import (
    INTEGRITY_CHANCE,
    INTEGRITY_FEW_CHANCE,
    INTEGRITY_SETTLED_WEEKS,
    OFFICE_CLOSES,
    OFFICE_OPENS,
    SHARED_PERSONS,
)
from core.settings import ROOT
from sample.honest_offices import honest_facts
from sample.shared_phones import with_one_nik, with_one_phone
from sample.tampering import tampered
from sample.world.draw import draw

KINDS = {
    "zeros": ("nol_di_luar_kebiasaan", (0.05, 0.25, 0.75)),
    "tens": ("hitungan_dibulatkan", (0.25, 0.5, 1.0)),
    "copied": ("hitungan_disalin", (0.25, 0.5, 1.0)),
    "retyped": ("ketikan_petugas_hilang", (0.25, 0.5, 0.75)),
    "opposed": ("kunjungan_jadi_warga", (0.5, 0.75, 1.0)),
    "one_phone": ("nomor_banyak_orang", (0.02, 0.05, 0.25)),
    "one_nik": ("nomor_banyak_orang", (0.02, 0.05, 0.25)),
    "one_phone_mix": ("ketikan_dari_sedikit_nomor", (0.25, 0.5, 0.75)),
}
"""The rule that is to find a kind of tampering, and its strengths."""
PLANTED = (("honest", 0.0), *((kind, strength) for kind, (_, strengths) in KINDS.items() for strength in strengths))
OF_PERSONS = ("one_phone", "one_nik", "one_phone_mix")
"""Kinds that are seen in who sent the requests: only for these are persons drawn."""
MAY_ASK = 2.0
MAY_ASK_HONEST = 0.1
MUST_FIND = {
    ("zeros", 0.25): 90.0,
    ("tens", 1.0): 90.0,
    ("copied", 1.0): 80.0,
    ("retyped", 0.75): 80.0,
    ("one_phone", 0.25): 90.0,
    ("one_nik", 0.25): 90.0,
    ("one_phone_mix", 0.75): 80.0,
}
_SQL = ROOT / "etl" / "sql"
_SELECT = (_SQL / "marts" / "integrity_month.sql").read_text("utf-8")
_SHARED = (_SQL / "shared_number.sql").read_text("utf-8")
_COUNTED = (_SQL / "is_counted_status.sql").read_text("utf-8")
_OF_DAY = (
    *("unit_code", "date", "visits", "all_visits", "petugas", "warga"),
    *("is_unsplit", "is_live", "is_complete", "is_walkin_complete"),
)


Places = set[tuple[str, pd.Timestamp]]


@dataclass(frozen=True)
class Watched:
    """One city: office-months, those tampered with, those found by the kind's own rule and by any, and false alarms."""

    office_months: int
    planted: int
    found: int
    found_by_any: int
    false_alarms: int


def watched(planted: tuple[str, float], seed: int) -> Watched:
    """Return what the watch says of one city in which one kind is planted at one strength."""
    kind, strength = planted
    honest = _city(seed)
    frame, places = (honest, Places()) if kind == "honest" else tampered(honest, kind, strength, seed)
    asked = integrity_months(frame, _sent(frame, honest, planted, places, seed))
    own = KINDS[kind][0] if kind in KINDS else ""
    pairs = [(str(row.unit_code), pd.Timestamp(str(row.month)), row.reason) for row in asked.itertuples()]
    every = {(unit, month) for unit, month, _ in pairs}
    by_rule = _lasting({(unit, month) for unit, month, reason in pairs if reason == own}, places)
    counted = frame[frame["is_walkin_complete"]].groupby(["unit_code", "month"]).ngroups
    return Watched(counted, len(places), len(by_rule & places), len(every & places), len(every - places))


@lru_cache
def _city(seed: int) -> pd.DataFrame:
    """A drawn city: all kinds are planted in the same few."""
    return draw(seed).frame


def _sent(
    frame: pd.DataFrame, honest: pd.DataFrame, planted: tuple[str, float], places: Places, seed: int
) -> pd.DataFrame | None:
    """The requests with their persons, where these are looked at; the honest city's, too."""
    kind, strength = planted
    if kind == "one_nik":
        return with_one_nik(frame, places, strength, seed)
    return with_one_phone(frame, honest, seed) if kind in (*OF_PERSONS, "honest") else None


def _lasting(asked: Places, planted: Places) -> Places:
    """With the planted months that go on from one that is asked about: what lasts is asked about once."""
    found = set(asked)
    for unit, month in sorted(planted):
        if (unit, month - pd.DateOffset(months=1)) in found & planted:
            found.add((unit, month))
    return found


def integrity_months(frame: pd.DataFrame, requests: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the table integrity_month of a facts frame; `requests`: of sample.shared_phones, none: nobody is known."""
    connection = duckdb.connect(config={"threads": 1})
    days = frame[list(_OF_DAY)]
    connection.register("days", days)
    connection.register("dates", frame[["date", "month", "is_digital_day"]].drop_duplicates())
    connection.execute("ATTACH ':memory:' AS build")
    # When an office went live is seen in its days.
    connection.execute("CREATE TABLE build.rollout (unit_code VARCHAR, date DATE, status VARCHAR, is_planned BOOLEAN)")
    connection.execute("CREATE TABLE build.unit_day_total AS SELECT * REPLACE (date::DATE AS date) FROM days")
    connection.execute(
        "CREATE TABLE calendar AS SELECT date::DATE AS date, month::DATE AS month, is_digital_day FROM dates"
    )
    _find_shared_numbers(connection, requests)
    found = connection.execute(
        _SELECT,
        {
            "integrity_chance": INTEGRITY_CHANCE,
            "few_chance": INTEGRITY_FEW_CHANCE,
            "settled_weeks": INTEGRITY_SETTLED_WEEKS,
        },
    ).df()
    connection.close()
    return found


def _find_shared_numbers(connection: duckdb.DuckDBPyConnection, requests: pd.DataFrame | None) -> None:
    """Make the table shared_number as a load does, of all numbers."""
    connection.execute(
        "CREATE TABLE shared_number"
        " (unit_code VARCHAR, month DATE, persons BIGINT, in_hours BIGINT, first_day DATE, last_day DATE)"
    )
    if requests is None:
        return
    connection.execute(_COUNTED)
    connection.register("request", requests)
    connection.execute(
        "CREATE TABLE often_number AS"
        " SELECT 'phone_no' AS kind, phone_no AS number FROM request GROUP BY ALL HAVING count(*) >= $least"
        " UNION ALL SELECT 'nik_no', nik_no FROM request GROUP BY ALL HAVING count(*) >= $least",
        {"least": SHARED_PERSONS},
    )
    hours = {"opens": OFFICE_OPENS, "closes": OFFICE_CLOSES}
    connection.execute(f"INSERT INTO shared_number {_SHARED}", {"least": SHARED_PERSONS} | hours)


def honest_asked(world: str, seed: int) -> tuple[int, dict[str, int]]:
    """Return the office-months of one honest city, and how many of them each rule asks about."""
    frame = honest_facts(world, seed)
    asked = integrity_months(frame)["reason"].value_counts()
    return frame.groupby(["unit_code", "month"]).ngroups, {str(reason): int(count) for reason, count in asked.items()}


def honest_line(world: str, cities: Sequence[tuple[int, dict[str, int]]]) -> Measure:
    """Return how often the rule that asks most asks honest offices in a world."""
    months = sum(size for size, _ in cities)
    by_rule = {
        rule: sum(asked.get(rule, 0) for _, asked in cities) for rule in {key for _, found in cities for key in found}
    }
    name = f"integrity watch, honest, {world}: a rule asks per 100 office-months"
    told = ", ".join(f"{rule} {count}" for rule, count in sorted(by_rule.items()))
    most = max(by_rule.values(), default=0)
    return Measure(name, 100 * most / months, "", MAY_ASK_HONEST, f"of {months:,}" + (f": {told}" if told else ""))


def watch_lines(planted: tuple[str, float], cities: Sequence[Watched]) -> list[Measure]:
    """Return how much of what was planted is found, with false alarms per 100 office-months beside it."""
    kind, strength = planted
    months = sum(one.office_months for one in cities)
    false = 100 * sum(one.false_alarms for one in cities) / months
    if kind == "honest":
        return [Measure("integrity watch, honest: asked per 100 office-months", false, "", MAY_ASK, f"of {months:,}")]
    planted_months = sum(one.planted for one in cities)
    found, by_any = (
        100 * sum(getattr(one, name) for one in cities) / planted_months for name in ("found", "found_by_any")
    )
    note = f"of {planted_months} office-months, by any rule {by_any:.0f} %, false per 100 office-months {false:.2f}"
    name = f"integrity watch, {kind} at {strength:.0%}: found"
    return [Measure(name, found, "%", None, note, MUST_FIND.get(planted))]
