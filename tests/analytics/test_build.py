from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analytics.build import calls, rollout_events, unit_days
from analytics.uptake import digital_share
from core.scope import whole_city
from core.snapshot import Snapshot, open_build
from core.tables import BY_NAME, TABLES

OFFICE, PLACE = "64.72.01", "64.72.01.1001"
DUE = {"is_outage": False, "is_expected": True, "is_walkin_complete": True, "is_complete": False}
NO_REQUESTS = {"warga": 0, "rt": 0, "petugas": 0, "tidak_diketahui": 0}
ROWS: dict[str, list[dict[str, object]]] = {
    "units": [
        {"unit_code": OFFICE, "kind": "kecamatan", "name": "Palaran", "kecamatan_code": OFFICE, "kecamatan": "Palaran"},
        {
            "unit_code": PLACE,
            "kind": "kelurahan",
            "name": "Rawa Makmur",
            "kecamatan_code": OFFICE,
            "kecamatan": "Palaran",
        },
    ],
    "calendar": [
        {
            "date": at,
            "month": at[:8] + "01",
            "week": week,
            "weekday": day,
            "is_working_day": True,
            "is_digital_day": day == 2,
        }
        for at, week, day in (
            ("2024-09-02", "2024-09-02", 1),
            ("2024-09-03", "2024-09-02", 2),
            ("2024-12-31", "2024-12-30", 2),
        )
    ],
    "unit_day_total": [
        {
            **DUE,
            **NO_REQUESTS,
            "unit_code": PLACE,
            "date": "2024-09-02",
            "warga": 3,
            "rt": 1,
            "visits": 8,
            "help_calls": 1,
            "is_live": True,
            "is_complete": True,
        },
        {**DUE, "unit_code": PLACE, "date": "2024-09-03", "is_walkin_complete": False},
        {**DUE, **NO_REQUESTS, "unit_code": OFFICE, "date": "2024-09-02", "visits": 0, "is_live": False},
    ],
    "rollout": [
        {
            "unit_code": PLACE,
            "date": "2024-09-02",
            "status": "aktif",
            "is_planned": False,
            "is_start_known": False,
            "source": "daftar",
        }
    ],
    "calls_hour": [
        {
            "date": "2024-09-02",
            "hour": 9,
            "unit_code": "",
            "category": "bantuan_digital",
            "topic": "lainnya",
            "calls": 2,
            "closed": 1,
        }
    ],
}


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    """A build with the declared tables and a handful of rows."""
    path = tmp_path / "build.duckdb"
    with duckdb.connect(str(path)) as connection:
        for table in TABLES:
            columns = ", ".join(f'"{name}" {kind}' for name, kind, _ in table.columns)
            connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
        for name, rows in ROWS.items():
            for row in rows:
                marks = ", ".join("?" * len(row))
                connection.execute(f'INSERT INTO "{name}" ({", ".join(row)}) VALUES ({marks})', list(row.values()))
    opened = open_build(whole_city(path))
    yield opened
    opened.connection.close()


def test_unit_days_join_office_and_calendar(snapshot: Snapshot) -> None:
    frame = unit_days(snapshot)
    assert list(frame["unit_code"]) == ["64.72.01", "64.72.01.1001", "64.72.01.1001"]
    row = frame.iloc[1]
    assert (row["name"], row["kecamatan"], row["weekday"], row["week"]) == (
        "Rawa Makmur",
        "Palaran",
        1,
        pd.Timestamp("2024-09-02"),
    )
    assert set(BY_NAME["unit_day_total"].column_names) <= set(frame.columns)


def test_not_reported_stays_missing_and_zero_stays_zero(snapshot: Snapshot) -> None:
    frame = unit_days(snapshot).set_index(["unit_code", "date"])
    assert frame.loc[("64.72.01", "2024-09-02"), "visits"] == 0
    assert frame.loc[("64.72.01.1001", "2024-09-03"), ["visits", "warga", "help_calls", "is_live"]].isna().all()


def test_types_are_those_the_statistics_expect(snapshot: Snapshot) -> None:
    frame = unit_days(snapshot)
    assert str(frame["is_live"].dtype) == "boolean"
    for name in ("is_outage", "is_expected", "is_walkin_complete", "is_complete", "is_working_day", "is_digital_day"):
        assert frame[name].dtype == bool
    for name in ("date", "month", "week"):
        assert str(frame[name].dtype) == "datetime64[us]"
    assert digital_share(frame, ["unit_code"])["numerator"].sum() == 4


def test_calls_and_events_keep_what_is_not_known(snapshot: Snapshot) -> None:
    assert calls(snapshot)["is_answered"].isna().all()
    assert calls(snapshot)["unit_code"].iloc[0] == ""
    event = rollout_events(snapshot).iloc[0]
    assert (event["status"], bool(event["is_start_known"])) == ("aktif", False)
