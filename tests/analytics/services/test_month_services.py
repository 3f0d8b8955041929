"""Requests by service on all pages together: who entered them and how long they took give no small count away."""

from copy import deepcopy
from math import isnan

import numpy as np
import pandas as pd
import pytest
from support.frames.table_solver import widths

from analytics import City, build
from analytics.open_data.tables import open_tables
from analytics.services import ALL_SERVICES, AREA, CITY, MonthServices, month_services
from analytics.services.requests import _group_of
from analytics.services.time_to_ready import TIMES, ready_rows
from core.snapshot import Snapshot

MONTHS = [pd.Timestamp(month) for month in ("2023-12-01", "2024-02-01", "2024-11-01")]
NAMES = ("digital", "officer", "rest", "requests", "ready", "waiting")


class Pages:
    """One month: the truth, what the pages show of it, and every sum that a reader can make."""

    def __init__(self, snapshot: Snapshot, month: pd.Timestamp) -> None:
        self.month = month
        origins = build.service_origins(snapshot, snapshot.meta()["as_of"])
        durations = build.request_durations(snapshot)
        origins, durations = (frame[frame["month"] == month] for frame in (origins, durations))
        self.units = snapshot.table("units")
        self.shown = month_services(origins, durations, snapshot.table("services"), self.units)
        sent = durations.assign(ready=durations["requests"].where(durations["kind"] != "belum_terlihat", 0))
        sent = sent.groupby(["unit_code", "service"])[["requests", "ready"]].sum()
        self.truth = self._truth(
            origins.set_index(["unit_code", "service"])[["digital", "officer"]].join(sent, how="outer")
        )
        self.sums: list[tuple[list[object], object]] = []
        self._add_sums()
        self.table = pd.DataFrame({"number": 0.0, "mark": "x"}, index=self.truth.index)
        self._read(self.shown)

    def _truth(self, counts: pd.DataFrame) -> pd.Series:
        area = AREA + self.units.set_index("unit_code")["kecamatan_code"]
        counts = counts.fillna(0).assign(rest=lambda frame: frame["requests"] - frame["digital"] - frame["officer"])
        counts = counts.assign(waiting=counts["requests"] - counts["ready"])[list(NAMES)].reset_index()
        self.services = sorted(counts["service"].unique())
        self.groups = {name: _group_of(name) for name in self.services}
        self.below = {code: list(units) for code, units in area.groupby(area).groups.items()}
        found = {}
        for place, codes in [*self.below.items(), (CITY, list(area.index)), *((code, [code]) for code in area.index)]:
            own = counts[counts["unit_code"].isin(codes)]
            by = {ALL_SERVICES: own[list(NAMES)].sum()}
            if place not in area.index:
                by |= {name: own.loc[own["service"] == name, list(NAMES)].sum() for name in self.services}
            if place != CITY:
                group = own["service"].map(self.groups)
                by |= {name: own.loc[group == name, list(NAMES)].sum() for name in set(self.groups.values())}
            found |= {(name, place, key): float(row[name]) for key, row in by.items() for name in NAMES}
        return pd.Series(found)

    def _add_sums(self) -> None:
        groups = sorted(set(self.groups.values()))
        for place in (CITY, *self.below):
            for key in (*self.services, ALL_SERVICES):
                self.sums.append(
                    ([(name, place, key) for name in ("digital", "officer", "rest")], ("requests", place, key))
                )
                self.sums.append(([("ready", place, key), ("waiting", place, key)], ("requests", place, key)))
        for code in self.units["unit_code"]:
            self.sums.append(
                ([("ready", code, ALL_SERVICES), ("waiting", code, ALL_SERVICES)], ("requests", code, ALL_SERVICES))
            )
        for name in NAMES:
            for place in (CITY, *self.below):
                self.sums.append(([(name, place, key) for key in self.services], (name, place, ALL_SERVICES)))
            for key in (*self.services, ALL_SERVICES):
                self.sums.append(([(name, area, key) for area in self.below], (name, CITY, key)))
            for area, codes in self.below.items():
                for key in (*groups, ALL_SERVICES):
                    self.sums.append(([(name, code, key) for code in codes], (name, area, key)))
                for key in groups:
                    inside = [(name, area, service) for service in self.services if self.groups[service] == key]
                    self.sums.append((inside, (name, area, key)))
                for code in codes:
                    self.sums.append(([(name, code, key) for key in groups], (name, code, ALL_SERVICES)))

    def add_open_data(self, table: pd.DataFrame) -> None:
        """Read the open table of the month, too; a count that ends with the as-of is not one of the whole month."""
        place = {"kantor": "", "wilayah": AREA}
        groups = table[(table["service_group"] != ALL_SERVICES) & (table["level"] != "kota")]
        for row in groups.to_dict("records"):
            key = f"kelompok {row['service_group']}"
            cell = ("requests", place[row["level"]] + row["unit_code"], key)
            if cell not in self.truth.index or (not row["mark"] and row["requests"] != self.truth[cell]):
                continue
            self._set(cell, row["mark"] or float(row["requests"]))
            self.sums.append(([(name, *cell[1:]) for name in ("digital", "officer", "rest")], cell))

    def _set(self, cell: object, value: object) -> None:
        is_mark = isinstance(value, str)
        self.table.loc[[cell], ["number", "mark"]] = [0.0 if is_mark else value, value if is_mark else ""]

    def _read(self, shown: MonthServices) -> None:
        """No row means none. Times say that five or more were ready; where they are missing, that fewer were."""
        totals = [cell for cell in self.truth.index if cell[2] == ALL_SERVICES and cell[0] not in ("ready", "waiting")]
        for cell in totals:
            self._set(cell, self.truth[cell])
        for cell in self.truth.index:
            is_page = cell[2] in self.services if cell[1] in (CITY, *self.below) else cell[2] in self.groups.values()
            if cell[0] in ("digital", "officer") and is_page:
                self._set(cell, 0.0)
        codes = set(self.units["unit_code"])
        for row in shown.shares.to_dict("records"):
            key = f"kelompok {row['service']}" if row["place"] in codes else row["service"]
            for name in ("digital", "officer"):
                self._set((name, row["place"], key), row[name])
        told = shown.shares.set_index(["place", "service"])[["digital", "officer"]].apply(
            pd.to_numeric, errors="coerce"
        )
        for (place, key), enough in (told.sum(axis=1) >= 5).items():
            if place in self.below and enough:
                self._set(("ready", place, key), "few")
        for row in shown.ready.to_dict("records"):
            cell, has_times = (row["place"], row["service"]), not isnan(row["median_to"])
            if row["service"] != ALL_SERVICES and row["place"] in self.below:
                self._set(("ready", *cell), "more")
                continue
            self._set(("requests", *cell), row["requests"])
            hidden = {"x": "more" if has_times else "few"}.get(row["observed"], row["observed"])
            self._set(("ready", *cell), hidden)
        for place in {place for _, place, _ in self.truth.index} - set(shown.ready["place"]):
            self._set(("ready", place, ALL_SERVICES), 0.0)


@pytest.fixture(scope="module", params=MONTHS, ids=str)
def pages(snapshot: Snapshot, request: pytest.FixtureRequest) -> Pages:
    """What the pages of a month show, made once; who adds to it takes a copy."""
    return Pages(snapshot, request.param)


@pytest.mark.drill
def test_no_hidden_count_follows_from_all_pages(pages: Pages) -> None:
    """Another solver reads the pages of the month and finds two values or more for each small count."""
    known = pages.table["mark"] == ""
    assert (pages.table.loc[known, "number"] == pages.truth[known]).all()
    small = pages.truth[pages.truth.between(1, 4)]
    is_page = [
        name in ("digital", "officer") or place == CITY or key == ALL_SERVICES for name, place, key in small.index
    ]
    is_total = [key == ALL_SERVICES and name not in ("ready", "waiting") for name, _, key in small.index]
    asked = list(small.index[np.array(is_page) & ~np.array(is_total)])
    assert (pages.table.loc[asked, "mark"] != "").all()
    assert (widths(pages.table, pages.sums, asked) >= 1).all()


@pytest.mark.drill
def test_no_hidden_count_follows_from_the_open_data_beside_the_pages(pages: Pages, snapshot: Snapshot) -> None:
    """The open table tells all requests of a group: with those of one origin, the others would follow."""
    pages = deepcopy(pages)
    pages.add_open_data(open_tables(City(snapshot), [pages.month])["layanan_bulan"])
    small = pages.truth[pages.truth.between(1, 4)]
    asked = [cell for cell in small.index if cell[0] in ("digital", "officer") and cell[2] != ALL_SERVICES]
    asked = [cell for cell in asked if pages.table.loc[[cell], "mark"].item()]
    assert asked
    assert (widths(pages.table, pages.sums, asked) >= 1).all()


def test_a_share_has_no_hidden_count_beside_it(pages: Pages) -> None:
    """With one of its two counts it would give the other."""
    ready = pages.shown.ready
    shown = ready[ready["observed_share"].notna()]
    assert not shown[["requests", "observed"]].map(lambda value: isinstance(value, str)).any(axis=None)
    assert (shown["observed"] / shown["requests"] == shown["observed_share"]).all()
    assert not (shown["requests"] - shown["observed"]).astype(float).between(1, 4).any()
    few = pd.to_numeric(ready["observed"], errors="coerce") < 5
    assert ready.loc[few, TIMES].isna().all(axis=None)


def test_a_share_within_the_service_time_is_hidden_with_the_counts_that_it_tells(snapshot: Snapshot) -> None:
    """In time, perhaps, late: where one of them is small no share is shown."""
    origins, durations = build.service_origins(snapshot, snapshot.meta()["as_of"]), build.request_durations(snapshot)
    origins, durations = (frame[frame["month"] == MONTHS[1]] for frame in (origins, durations))
    services, units = snapshot.table("services").assign(sla_days=3.0), snapshot.table("units")
    durations = durations.assign(is_due=True)
    ready = month_services(origins, durations, services, units).ready.set_index(["place", "service"])
    rows = ready_rows(durations, services, units).set_index(["place", "service"]).loc[ready.index]
    certain, possible = (rows[name] * rows["sla_requests"] for name in ("sla_share_lower", "sla_share_upper"))
    parts = pd.DataFrame({"in_time": certain, "perhaps": possible - certain, "late": rows["sla_requests"] - possible})
    small = parts.round().isin([1, 2, 3, 4]).any(axis=1)
    hidden = ready["sla_share_lower"].isna() & ready["sla_share_upper"].isna()
    assert small.any()
    assert hidden[small].all()
    assert not hidden.all()


def test_a_month_with_three_requests_hides_them_among_the_services_that_nobody_asked_for(snapshot: Snapshot) -> None:
    """Nothing else could protect them; without the zeros the page could not be made at all."""
    code = snapshot.table("units")["unit_code"].iloc[1]
    sent = pd.DataFrame([(code, "usaha", 3, 0, 0)], columns=["unit_code", "service", "digital", "officer", "unknown"])
    columns = ["unit_code", "service", "kind", "minutes_from", "minutes_to", "is_due", "requests"]
    durations = pd.DataFrame([(code, "usaha", "rentang", 60.0, 120.0, False, 3)], columns=columns)
    shown = month_services(sent, durations, snapshot.table("services"), snapshot.table("units"))
    city = shown.shares[shown.shares["place"] == CITY]
    assert set(city["digital"]) <= {"x", "<5"}
    assert len(city) > 1
    assert set(shown.ready.loc[shown.ready["service"].eq("usaha"), "requests"]) <= {"x", "<5"}
