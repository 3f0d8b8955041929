"""The monthly tables that are published as open data, small cells hidden."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analytics.facts import calls, rollout_events, service_months, unit_days
from analytics.help_rate import HELP
from analytics.rollout import coverage, used_by_date
from analytics.service_cells import service_cells
from analytics.uptake import digital_share
from core.cell_bounds import Cell
from core.disclosure import Line, suppress
from core.settings import settings
from core.snapshot import Snapshot

PLACE = ["unit_code", "name", "kind", "kecamatan"]
KINDS = ("kelurahan", "kecamatan")
ALL_TOPICS = "semua"
COUNTS = ("numerator", "denominator", "off_day_requests", "help_calls", "live", "used", "total")
Months = Sequence[pd.Timestamp]


def open_tables(snapshot: Snapshot, as_of: date, months: Months) -> dict[str, pd.DataFrame]:
    """Return the open tables of some months by name; columns as in open_data.toml, more may be there.

    kota_bulan, kantor_bulan: totals, never hidden; layanan_bulan, topik_112_bulan: cells with a service or a topic;
    cakupan_bulan. Counts are Int64, missing where not known or hidden.
    """
    facts = unit_days(snapshot)
    chosen = facts[(facts["date"] <= pd.Timestamp(as_of)) & facts["month"].isin(months)]
    units, helped = snapshot.table("units"), _help_calls(snapshot, as_of)
    covered = facts.loc[facts["warga"].notna(), "month"].unique()
    services = service_months(snapshot, as_of)
    tables = {
        "kota_bulan": _with_help(digital_share(chosen, ["month"]), chosen, ["month"], helped),
        "kantor_bulan": _with_help(digital_share(chosen, [*PLACE, "month"]), chosen, [*PLACE, "month"]),
        "layanan_bulan": service_cells(services, units, [month for month in months if month in covered]),
        "topik_112_bulan": topic_cells(helped, months),
        "cakupan_bulan": _coverage(snapshot, facts, units, as_of, months),
    }
    return {name: _typed(table, as_of) for name, table in tables.items()}


def _help_calls(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Digital-help calls up to the as-of: month, topic, calls."""
    frame = calls(snapshot)
    frame = frame[frame["category"].eq(HELP) & (frame["date"] <= pd.Timestamp(as_of))]
    month = frame["date"].dt.to_period("M").dt.to_timestamp().astype("datetime64[us]")
    return frame.assign(month=month)[["month", "topic", "calls"]]


def _with_help(
    shares: pd.DataFrame, facts: pd.DataFrame, by: list[str], helped: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Add help_calls: those placed at the offices, or all of the city; missing where the 112 log covers no day."""
    known = facts.groupby(by)["help_calls"].sum(min_count=1).reset_index()
    if helped is not None:
        total = known["month"].map(helped.groupby("month")["calls"].sum()).fillna(0.0)
        known["help_calls"] = total.where(known["help_calls"].notna())
    return shares.merge(known, on=by, how="left")


def topic_cells(helped: pd.DataFrame, months: Months) -> pd.DataFrame:
    """Return help calls of some months by topic, small counts hidden.

    `helped`: month, topic, calls of all months, so that a month is hidden alike whichever months are asked for; a
    topic that came in any month has a row in each. Result: month, topic (semua: the total), calls (missing where
    hidden), mark ('', <5, or x). Where only one topic is known it is the total, and has no row of its own.
    """
    names = sorted(str(name) for name in helped["topic"].unique())
    table = helped.groupby(["month", "topic"])["calls"].sum().unstack(fill_value=0)
    rows: list[tuple[object, ...]] = []
    for month in table.index[table.index.isin(months)]:
        counts: dict[Cell, int] = {(name,): int(table.loc[month, name]) for name in names if len(names) > 1}
        total = int(table.loc[month].sum())
        marks = suppress(counts, [Line(tuple(counts), shown_total=total)]) if counts else {}
        rows += [(month, *cell, count, marks.get(cell, "")) for cell, count in counts.items()]
        rows.append((month, ALL_TOPICS, total, ""))
    result = pd.DataFrame(rows, columns=["month", "topic", "calls", "mark"])
    return result.assign(calls=result["calls"].astype("Int64").where(result["mark"] == ""))


def _coverage(
    snapshot: Snapshot, facts: pd.DataFrame, units: pd.DataFrame, as_of: date, months: Months
) -> pd.DataFrame:
    ends = pd.DatetimeIndex(_through(pd.Series(months, dtype="datetime64[us]"), as_of))
    used = used_by_date(facts, ends, settings().used_window_days, settings().used_min_requests)
    events = rollout_events(snapshot)
    rows = pd.concat([coverage(events, units, ends, kind, used) for kind in KINDS], ignore_index=True)
    month = rows["date"].dt.to_period("M").dt.to_timestamp()
    return rows.assign(month=month).sort_values(["month", "kind"], ignore_index=True)


def _through(months: pd.Series, as_of: date) -> pd.Series:
    ends: pd.Series = months + pd.offsets.MonthEnd(0)
    return ends.where(ends <= pd.Timestamp(as_of), pd.Timestamp(as_of))


def _typed(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    counts = {name: table[name].round().astype("Int64") for name in COUNTS if name in table}
    month = pd.to_datetime(table["month"])
    return table.assign(**counts, through=_through(month, as_of).dt.date, month=month.dt.date)
