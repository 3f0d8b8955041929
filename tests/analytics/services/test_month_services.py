"""Requests by service on all pages together: who entered them and how long they took give no small count away."""

from collections.abc import Mapping
from copy import deepcopy
from math import ceil, isnan, nan
from typing import Any

import numpy as np
import pandas as pd
import pytest
from support.frames.table_solver import of_one_value

from analytics import City, build
from analytics.open_data.tables import open_tables
from analytics.services import ALL_SERVICES, AREA, CITY, MonthServices, month_services
from analytics.services.requests import _group_of
from analytics.services.time_to_ready import TIMES, ready_rows
from core.snapshot import Snapshot

MONTHS = [pd.Timestamp(month) for month in ("2023-12-01", "2024-02-01", "2024-11-01")]
DAY = 1440
JUDGED = ("in_time", "perhaps", "late")
NAMES = ("digital", "officer", "rest", "requests", "ready", "waiting", *JUDGED, "not_judged", "later")


class Pages:
    """One month: the truth, what the pages show of it, and every sum that a reader can make."""

    def __init__(self, snapshot: Snapshot, month: pd.Timestamp, days: float = nan) -> None:
        """`days`: the service time of every service; by the end of the data two of three rows had it."""
        self.month = month
        origins = build.service_origins(snapshot, snapshot.meta()["as_of"])
        durations = build.request_durations(snapshot)
        origins, durations = (frame[frame["month"] == month] for frame in (origins, durations))
        self.units = snapshot.table("units")
        durations = durations.assign(is_due=np.arange(len(durations)) % 3 > 0)
        self.shown = month_services(origins, durations, snapshot.table("services").assign(sla_days=days), self.units)
        sent = self._judged(durations, days * DAY).groupby(["unit_code", "service"])
        sent = sent[["requests", "ready", *JUDGED]].sum()
        self.truth = self._truth(
            origins.set_index(["unit_code", "service"])[["digital", "officer"]].join(sent, how="outer")
        )
        self.sums: list[tuple[list[object], object]] = []
        self._add_sums()
        self.said: dict[object, tuple[float, str]] = dict.fromkeys(self.truth.index, (0.0, "x"))
        self._read(self.shown)

    @property
    def table(self) -> pd.DataFrame:
        """Every cell as a reader has it: its number, or its mark."""
        return pd.DataFrame(self.said.values(), columns=["number", "mark"], index=self.truth.index)

    @staticmethod
    def _judged(durations: pd.DataFrame, limit: float) -> pd.DataFrame:
        sent, is_due = durations["requests"], durations["is_due"] & ~isnan(limit)
        is_sure, may_be = durations["minutes_to"] <= limit, durations["minutes_from"] < limit
        return durations.assign(
            ready=sent.where(durations["kind"] != "belum_terlihat", 0),
            in_time=sent.where(is_due & is_sure, 0),
            perhaps=sent.where(is_due & ~is_sure & may_be, 0),
            late=sent.where(is_due & ~is_sure & ~may_be, 0),
        )

    def _truth(self, counts: pd.DataFrame) -> pd.Series:
        area = AREA + self.units.set_index("unit_code")["kecamatan_code"]
        counts = counts.fillna(0).assign(rest=lambda frame: frame["requests"] - frame["digital"] - frame["officer"])
        counts = counts.assign(
            waiting=counts["requests"] - counts["ready"],
            not_judged=counts["requests"] - counts[list(JUDGED)].sum(axis=1),
            later=counts["ready"] - counts["in_time"],
        )[list(NAMES)].reset_index()
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
                self._add_parts(place, key)
        for code in self.units["unit_code"]:
            self._add_parts(code, ALL_SERVICES)
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

    def _add_parts(self, place: str, key: str) -> None:
        for names, whole in (
            (("ready", "waiting"), "requests"),
            ((*JUDGED, "not_judged"), "requests"),
            (("in_time", "later"), "ready"),
        ):
            self.sums.append(([(name, place, key) for name in names], (whole, place, key)))

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

    def _set(self, cell: object, value: float | str) -> None:
        assert cell in self.said
        self.said[cell] = (0.0, value) if isinstance(value, str) else (value, "")

    def _read(self, shown: MonthServices) -> None:
        """No row means none. Times say that so many were ready; a share in time tells the counts that make it."""
        totals = [
            cell
            for cell in self.truth.index
            if cell[2] == ALL_SERVICES and cell[0] in ("digital", "officer", "rest", "requests")
        ]
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
            cell = (row["place"], row["service"])
            if row["service"] != ALL_SERVICES and row["place"] in self.below:
                self._set(("ready", *cell), "more")
                continue
            self._set(("requests", *cell), row["requests"])
            self._set(("ready", *cell), self._told(row) if row["observed"] == "x" else row["observed"])
            if row["sla_share_upper"] >= 0:
                for name in JUDGED:
                    self._set((name, *cell), self.truth[name, *cell])
        for place in {place for _, place, _ in self.truth.index} - set(shown.ready["place"]):
            self._set(("ready", place, ALL_SERVICES), 0.0)

    @staticmethod
    def _told(row: Mapping[str, Any]) -> str:
        """What the times, or that there are none, say of a hidden number of ready ones, as limits."""
        requests = row["requests"]
        if isinstance(requests, str):
            return "5..10000" if row["median_from"] >= 0 else "x"
        half, most = ceil(requests / 2), ceil(0.9 * requests)
        if isnan(row["median_from"]):
            return f"0..{max(half, 5) - 1 if requests >= 10 else requests}"
        if isnan(row["p90_from"]):
            return f"{half}..{most - 1 if requests >= 50 else requests}"
        return f"{most}..{requests}"


CASES = [*((month, nan) for month in MONTHS), (MONTHS[1], 3.0), (MONTHS[2], 4.0)]


@pytest.fixture(scope="module", params=CASES, ids=str)
def pages(snapshot: Snapshot, request: pytest.FixtureRequest) -> Pages:
    """What the pages of a month show, made once; who adds to it takes a copy."""
    return Pages(snapshot, *request.param)


@pytest.mark.drill
def test_no_hidden_count_follows_from_all_pages(pages: Pages) -> None:
    """Another solver reads the pages of the month and finds two values or more for each small count."""
    table = pages.table
    known = table["mark"] == ""
    assert (table.loc[known, "number"] == pages.truth[known]).all()
    small = pages.truth[pages.truth.between(1, 4)]
    is_page = [
        name in ("digital", "officer") or place == CITY or key == ALL_SERVICES for name, place, key in small.index
    ]
    is_total = [
        key == ALL_SERVICES and name in ("digital", "officer", "rest", "requests") for name, _, key in small.index
    ]
    asked = list(small.index[np.array(is_page) & ~np.array(is_total)])
    assert (table.loc[asked, "mark"] != "").all()
    assert of_one_value(table, pages.sums, asked) == []


@pytest.mark.drill
@pytest.mark.parametrize("pages", CASES[: len(MONTHS)], indirect=True, ids=str)
def test_no_hidden_count_follows_from_the_open_data_beside_the_pages(pages: Pages, snapshot: Snapshot) -> None:
    """The open table tells all requests of a group: with those of one origin, or of two, the others would follow."""
    pages = deepcopy(pages)
    pages.add_open_data(open_tables(City(snapshot), [pages.month])["layanan_bulan"])
    small = pages.truth[pages.truth.between(1, 4)]
    asked = [cell for cell in small.index if cell[0] in ("digital", "officer") and cell[2] != ALL_SERVICES]
    asked = [cell for cell in asked if pages.said[cell][1]]
    asked += [cell for cell in small.index if cell[0] == "rest" and cell[2].startswith("kelompok ")]
    assert asked
    assert of_one_value(pages.table, pages.sums, asked) == []


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


@pytest.mark.parametrize("kind", [("tepat", 2880.0, 2880.0), ("belum_terlihat", 60.0, nan)])
def test_a_small_month_in_which_all_are_ready_or_none_is(snapshot: Snapshot, kind: tuple[str, float, float]) -> None:
    """No more is hidden than can be: 16 requests at twelve offices, as a roll-out begins."""
    units, columns = snapshot.table("units"), ["unit_code", "service", "digital", "officer", "unknown"]
    codes, names = units["unit_code"].iloc[1:13], ["domisili", "sktm", "usaha"]
    rows = [(code, names[at % 3], 1 + at % 2, at // 9, 0) for at, code in enumerate(codes)]
    sent = pd.DataFrame(rows, columns=columns)
    numbers = sent[["digital", "officer"]].sum(axis=1)
    durations = sent[["unit_code", "service"]].assign(
        kind=kind[0], minutes_from=kind[1], minutes_to=kind[2], is_due=True, requests=numbers
    )
    shown = month_services(sent, durations, snapshot.table("services"), units)
    whole = shown.ready[shown.ready["service"].eq(ALL_SERVICES)].set_index("place")
    assert whole.loc[CITY, "observed"] == (numbers.sum() if kind[0] == "tepat" else 0)
    assert (
        shown.shares.loc[shown.shares["place"].isin(codes), ["digital", "officer"]].isin(["<5", "x", 0]).all(axis=None)
    )


def test_of_a_month_in_which_no_count_can_hide_another_none_is_told(snapshot: Snapshot) -> None:
    """Fifteen requests at two offices, as one kecamatan after the other begins: the page stands, and hides all."""
    units, services = snapshot.table("units"), snapshot.table("services").assign(sla_days=5.0)
    one, other = "64.72.06.1006", "64.72.07.1002"
    sent = pd.DataFrame(
        [(one, "pengantar_kk_ktp", 0, 3, 0), (other, "kematian", 1, 0, 0), (other, "domisili", 8, 3, 0)],
        columns=["unit_code", "service", "digital", "officer", "unknown"],
    )
    ready, open_still = ("tepat", 2.0 * DAY, 2.0 * DAY), ("belum_terlihat", 60.0, nan)
    durations = pd.DataFrame(
        [
            (one, "pengantar_kk_ktp", *open_still, False, 3), (other, "kematian", *ready, True, 1),
            (other, "domisili", *ready, False, 5), (other, "domisili", *open_still, True, 6),
        ],
        columns=COLUMNS,
    )  # fmt: skip
    shown = month_services(sent, durations, services, units)
    assert shown.shares[["digital", "officer"]].eq("x").all(axis=None)
    assert len(shown.shares)
    assert shown.ready["observed"].dropna().eq("x").all()
    assert shown.ready[["observed_share", "median_to", "p90_to"]].isna().all(axis=None)


COLUMNS = ["unit_code", "service", "kind", "minutes_from", "minutes_to", "is_due", "requests"]
UNITS = pd.DataFrame({"unit_code": list("abcd"), "kecamatan_code": list("1122")})
IN_TIME, LATE, NEVER = ("tepat", 60.0, 60.0), ("tepat", 9.0 * DAY, 9.0 * DAY), ("belum_terlihat", 9.0 * DAY, nan)


def city_of(own: list[tuple[tuple[str, float, float], int]]) -> MonthServices:
    """Office a with these requests; the others have many of each kind; all of one service of three days."""
    rows = [("a", "usaha", *kind, True, count) for kind, count in own]
    others = ((IN_TIME, 60), (LATE, 40), (NEVER, 20))
    rows += [(unit, "usaha", *kind, True, count) for unit in "bcd" for kind, count in others]
    durations = pd.DataFrame(rows, columns=COLUMNS)
    sent = durations.groupby(["unit_code", "service"], as_index=False)["requests"].sum()
    sent = sent.rename(columns={"requests": "digital"}).assign(officer=0, unknown=0)
    return month_services(sent, durations, pd.DataFrame({"service": ["usaha"], "sla_days": [3.0]}), UNITS)


def test_what_was_ready_too_late_is_not_all_that_were_ready_less_those_in_time() -> None:
    """23 ready, 20 of them in time: three persons; with ten more of them both are told."""
    few, many = (city_of([(IN_TIME, 20), (LATE, late), (NEVER, 14)]).ready for late in (3, 13))
    few, many = (ready.set_index(["place", "service"]).loc[("a", ALL_SERVICES)] for ready in (few, many))
    assert isinstance(few["observed"], str) or isnan(few["sla_share_lower"])
    assert (many["observed"], many["sla_share_lower"]) == (33, 20 / 47)


def test_an_office_that_never_finishes_half_is_told_as_such() -> None:
    """40 within the hour and 41 never: not half are ready, and of all that had the time 40 of 81 were in time."""
    row = city_of([(IN_TIME, 40), (NEVER, 41)]).ready.set_index(["place", "service"]).loc[("a", ALL_SERVICES)]
    assert (row["observed"], row["sla_share_lower"], row["sla_share_upper"]) == (40, 40 / 81, 40 / 81)
    assert row["median_from"] == 9 * DAY
    assert isnan(row["median_to"])


@pytest.mark.parametrize(
    ("ready", "waiting", "has_median", "has_p90"), [(7, 2, False, False), (40, 2, True, False), (90, 2, True, True)]
)
def test_beside_a_hidden_count_a_time_leaves_enough_to_be_guessed(
    ready: int, waiting: int, has_median: bool, has_p90: bool
) -> None:
    """That nine of ten are ready tells of 21 requests that at most two are not."""
    row = city_of([(IN_TIME, ready), (NEVER, waiting)]).ready.set_index(["place", "service"]).loc[("a", ALL_SERVICES)]
    assert isinstance(row["observed"], str)
    assert (row["median_to"] >= 0, row["p90_to"] >= 0) == (has_median, has_p90)
