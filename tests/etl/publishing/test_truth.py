"""The sample's figures and bad rows, computed by its writer without any of the loading code."""

import json
from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from support.files.raw_files import warehouse

from core.snapshot import Snapshot
from core.store import Store

Truth = dict[str, Any]
Matrix = npt.NDArray[np.float64]
DIGITAL = ["warga", "rt"]
ORIGINS = ["warga", "rt", "petugas", "tidak_diketahui"]


@pytest.fixture(scope="module")
def truth(sample_store: Store) -> Truth:
    return json.loads((sample_store.root / "truth.json").read_text())  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def days(snapshot: Snapshot) -> pd.DataFrame:
    """Every office and day; `to_apply`: visits, those not counted by purpose scaled."""
    scaled = "visits * CASE WHEN is_unsplit THEN coalesce(part, 1) ELSE 1 END"
    frame = snapshot.query(
        f"SELECT *, {scaled} AS to_apply FROM unit_day_total JOIN calendar USING (date) JOIN units USING (unit_code)"
        " LEFT JOIN (SELECT month, is_digital_day, visits_to_apply / all_visits AS part FROM apply_share"
        " WHERE offices >= 5 AND effective_offices >= 3) USING (month, is_digital_day)"
    )
    return frame.assign(month=frame["month"].dt.strftime("%Y-%m"))


def marks(store: Store, severity: str) -> Counter[tuple[object, ...]]:
    statement = f"SELECT source || '/' || path, place, reason FROM quarantine WHERE severity = '{severity}'"
    return Counter(warehouse(store, statement))


def planted(truth: Truth, kind: str) -> Counter[tuple[object, ...]]:
    return Counter((row["file"], str(row["place"]), row["reason"]) for row in truth["rows"][kind])


def test_every_planted_bad_row_is_held_back_for_its_reason_and_nothing_else_is(
    sample_store: Store, truth: Truth
) -> None:
    found, expected = marks(sample_store, "tolak"), planted(truth, "bad")
    assert len(expected) > 500
    assert found - expected == Counter()
    assert expected - found == Counter()


def test_every_flagged_row_was_planted_and_found(sample_store: Store, truth: Truth) -> None:
    """Unknown topics are many and not listed by the writer; rows held back anyway are not flags."""
    bad = {row[:2] for row in planted(truth, "bad")}
    found = {row for row in marks(sample_store, "peringatan") if row[2] != "topik_tak_dikenal" and row[:2] not in bad}
    assert found == set(planted(truth, "warned"))


def test_every_record_of_every_file_is_accounted_for(sample_store: Store, truth: Truth) -> None:
    rows = warehouse(
        sample_store,
        "SELECT source || '/' || path, state, read, accepted, quarantined, duplicate, not_data, not_reported"
        " FROM ledger",
    )
    files = {path: facts for path, facts in truth["rows"]["files"].items() if "/" in path}
    assert {row[0] for row in rows} == set(files)
    for path, state, read, accepted, quarantined, duplicate, not_data, not_reported in rows:
        facts = files[str(path)]
        assert read == accepted + quarantined + duplicate + not_data
        if "same_bytes_as" in facts:
            assert (state, read) == ("duplicate_file", 0)
        elif str(path).startswith("kunjungan/"):
            assert accepted + quarantined + duplicate + not_reported == facts["records"]
        else:
            assert accepted + quarantined + duplicate == facts["records"]


def test_repeated_rows_inside_a_file_are_its_duplicates(sample_store: Store, truth: Truth) -> None:
    """Held-back rows are counted as such, however often they stand there."""
    bad = {row[:2] for row in planted(truth, "bad")}
    repeated = Counter(row[0] for row in planted(truth, "repeated") if row[:2] not in bad)
    rows = warehouse(sample_store, "SELECT 'permohonan/' || path, duplicate FROM ledger WHERE source = 'permohonan'")
    found = {row[0]: row[1] for row in rows}
    monthly = {path: rows for path, rows in found.items() if "ekspor" not in str(path) and "salinan" not in str(path)}
    assert monthly == {path: repeated.get(path, 0) for path in monthly}


def test_re_exports_bring_only_what_changed(sample_store: Store, truth: Truth) -> None:
    rows = warehouse(sample_store, "SELECT 'permohonan/' || path, accepted FROM ledger WHERE path LIKE '%ekspor%'")
    found = {row[0]: row[1] for row in rows}
    newer = {path: facts["newer"] for path, facts in truth["rows"]["files"].items() if "newer" in facts}
    assert found == newer
    assert sum(newer.values()) > 0


def test_accepted_requests(sample_store: Store, snapshot: Snapshot, truth: Truth) -> None:
    expected = truth["published"]["requests"]
    assert warehouse(sample_store, "SELECT count(*) FROM request") == [(expected["accepted"],)]
    assert warehouse(sample_store, "SELECT count(*) FROM request WHERE status = 'dibatalkan'") == [
        (expected["dibatalkan"],)
    ]
    found = snapshot.query("SELECT origin, sum(requests)::INTEGER AS n FROM unit_day GROUP BY origin").set_index(
        "origin"
    )
    assert found["n"].to_dict() == {origin: expected[origin] for origin in ORIGINS}


def test_period_and_as_of(snapshot: Snapshot, truth: Truth) -> None:
    meta = snapshot.meta()
    assert str(meta["as_of"]) == truth["published"]["as_of"]
    assert meta["is_sample"]
    span = snapshot.query("SELECT oldest, newest FROM source_state WHERE source = 'permohonan'").iloc[0]
    assert str(span["oldest"].date()) == truth["published"]["first_request"]
    assert str(span["newest"].date()) == truth["published"]["last_request"]


def matrix(days: pd.DataFrame, truth: Truth, name: str) -> Matrix:
    """Return one published column as offices x days, in the order of the truth; NaN: not known."""
    wide = days.pivot(index="unit_code", columns="date", values=name).loc[truth["units"]]
    return wide.astype(float).to_numpy()


def test_counts_of_every_office_and_day(days: pd.DataFrame, truth: Truth) -> None:
    """Cell by cell: visits (not reported: missing), help calls, and requests from the first covered day on."""
    after = truth["counts"]["after"]
    first = truth["days"].index(truth["published"]["first_request"])
    for name in ["visits", "help_calls", *ORIGINS]:
        found = matrix(days, truth, name)
        expected = np.array(after[name], float)[:, : found.shape[1]]
        if name in ORIGINS:
            expected[:, :first] = np.nan
        np.testing.assert_array_equal(found, expected, name)


def test_outage_days(days: pd.DataFrame, truth: Truth) -> None:
    lost = days[days["is_outage"]]
    found = set(zip(lost["unit_code"], lost["date"].dt.strftime("%Y-%m-%d"), strict=True))
    assert found == {(code, day) for code, day in truth["outage_days"]}
    assert found


def test_live_offices_and_since_when(days: pd.DataFrame, truth: Truth) -> None:
    live = days[days["is_live"].fillna(False).astype(bool)]
    since = live.groupby("unit_code")["date"].min().dt.strftime("%Y-%m-%d").to_dict()
    as_of = truth["published"]["as_of"]
    assert since == {code: day for code, day in truth["live_since"].items() if day <= as_of}


def test_city_share_and_completeness_of_every_month(days: pd.DataFrame, truth: Truth) -> None:
    complete = days[days["is_complete"]]
    digital = complete[DIGITAL].sum(axis=1).groupby(complete["month"]).sum()
    whole = digital + complete.groupby("month")["to_apply"].sum()
    due = days.groupby("month")[["is_expected", "is_walkin_complete", "is_complete"]].sum()
    for record in truth["published"]["months"]:
        month = record["month"]
        assert digital.get(month, 0) == record["numerator"], month
        assert whole.get(month, 0) == pytest.approx(record["denominator"], abs=1e-5), month
        assert tuple(due.loc[month]) == (record["expected"], record["walkin_complete"], record["complete"]), month
        assert days.loc[days["month"] == month, "help_calls"].sum() == record["help_calls"]
        off = days[(days["month"] == month) & ~days["is_working_day"]]
        assert off[DIGITAL].sum().sum() == record["digital_outside_working_days"]


def test_share_by_weekday_before_and_since_the_start(days: pd.DataFrame, snapshot: Snapshot, truth: Truth) -> None:
    """For the offices live on due days of both periods."""
    start = snapshot.query("SELECT min(date) AS day FROM calendar WHERE is_digital_day")["day"].iloc[0]
    due = days[days["is_expected"] & days["is_live"].fillna(False).astype(bool)]
    both = set(due.loc[due["date"] < start, "unit_code"]) & set(due.loc[due["date"] >= start, "unit_code"])
    complete = days[days["is_complete"] & days["unit_code"].isin(both)]
    chosen = set(days.loc[days["is_digital_day"], "weekday"])
    for record in truth["published"]["weekdays"]:
        rows = complete[(complete["date"] < start) == (record["period"] == "before")]
        groups = {**{str(n): {n} for n in range(1, 6)}, "digital": chosen, "other": set(range(1, 6)) - chosen}
        rows = rows[rows["weekday"].isin(groups[record["weekday"]])]
        digital = rows[DIGITAL].sum().sum()
        assert digital == record["numerator"], record
        assert digital + rows["to_apply"].sum() == pytest.approx(record["denominator"], abs=1e-5), record


def test_completeness_of_every_office_and_month(days: pd.DataFrame, truth: Truth) -> None:
    for name, column in (("walkin_complete", "is_walkin_complete"), ("expected", "is_expected")):
        wide = days.pivot_table(index="unit_code", columns="month", values=column, aggfunc="sum").loc[truth["units"]]
        assert wide.astype(int).to_numpy().tolist() == truth["published"]["unit_months"][name]
