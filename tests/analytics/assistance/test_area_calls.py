"""A call that names only a kecamatan is of its area: it never counts as one of the kecamatan's office."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from support.files.raw_files import published, put, requests, workbook
from support.frames.analytics_frames import facts_frame

from analytics import City, headline
from analytics.assistance import (
    assistance_by_weeks_live,
    assistance_rate,
    help_offices,
    place_topics,
    still_needs_help,
    why_none_compared,
)
from core.scope import some_units
from core.snapshot import Snapshot, open_build
from core.store import Store
from etl.loading.load import load

AS_OF = date(2024, 10, 31)
UNITS = pd.DataFrame(
    {
        "unit_code": ["A", "B", "K"],
        "kind": ["kelurahan", "kelurahan", "kecamatan"],
        "name": ["Alfa", "Beta", "Kota"],
        "kecamatan_code": "K",
        "kecamatan": "Kota",
    }
)
DAYS = pd.bdate_range("2024-05-01", "2024-10-31")


def world() -> pd.DataFrame:
    """A calls once a day, B never; three calls a day name only the kecamatan, whose office has five requests."""
    places = {"A": ("kelurahan", 10, 1), "B": ("kelurahan", 10, 0), "K": ("kecamatan", 5, 3)}
    return facts_frame(
        [
            {"date": day, "unit_code": code, "kind": kind, "warga": sent, "help_calls": calls}
            for day in DAYS
            for code, (kind, sent, calls) in places.items()
        ]
    )


def test_area_and_city_count_the_calls_and_the_office_has_none() -> None:
    facts = world()
    offices = assistance_rate(facts, ["unit_code"]).set_index("unit_code")
    assert offices["rate"].iloc[:2].tolist() == [10.0, 0.0]
    assert (offices.loc["K", "state"], offices.loc["K", "reason"]) == ("not_applicable", "area_calls")
    assert np.isnan(offices.loc["K", "numerator"])
    for by in ([], ["kecamatan_code"]):
        assert assistance_rate(facts, by)["rate"].iloc[0] == pytest.approx(100 * 4 / 25)
    kinds = assistance_rate(facts, ["kind"]).set_index("kind")["rate"]
    assert kinds["kelurahan"] == pytest.approx(5.0)
    assert np.isnan(kinds["kecamatan"])


def test_offices_are_compared_without_the_area() -> None:
    need = still_needs_help(world(), AS_OF)
    assert list(need["unit_code"]) == ["A", "B"]
    assert need["city_rate"].iloc[0] == pytest.approx(5.0)
    alone = world().query("unit_code == 'K'")
    assert still_needs_help(alone, AS_OF).empty
    assert why_none_compared(alone, AS_OF) == "area_calls"
    assert (
        assistance_by_weeks_live(world().assign(is_live=lambda rows: rows["date"] > "2024-05-10"))["offices"].max() == 2
    )


def test_topics_of_an_area_stand_there_alone() -> None:
    month = pd.Timestamp("2024-10-01")
    rows = [("A", "unggah_berkas", 9), ("K", "unggah_berkas", 30), ("B", "gagal_masuk", 8), ("K", "gagal_masuk", 20)]
    helped = pd.DataFrame(rows, columns=["unit_code", "topic", "calls"]).assign(month=month)
    shown = place_topics(helped, UNITS, month).set_index(["place", "topic"])["calls"]
    assert "K" not in shown.index.unique(0)
    assert shown["wilayah K", "unggah_berkas"] == 39
    calls = helped.assign(category="bantuan_digital")
    assert help_offices(calls, UNITS) == 2


def test_a_part_has_the_calls_of_its_area_only_as_a_whole(snapshot: Snapshot) -> None:
    city = City(snapshot)
    offices = city.units.loc[city.units["kind"] == "kecamatan", "unit_code"]
    code = city.calls.loc[city.calls["unit_code"].isin(offices), "unit_code"].iloc[0]
    inside = city.units.loc[city.units["kecamatan_code"] == code, "unit_code"]
    area, office = city.part(inside), city.part([code])
    own = city.calls[city.calls["unit_code"] == code]
    assert len(own)
    assert area.calls["calls"].sum() == city.calls.loc[city.calls["unit_code"].isin(inside), "calls"].sum()
    assert office.calls.empty
    assert office.facts["help_calls"].isna().all()
    told = headline(office, AS_OF).help
    assert (told.this["reason"], told.change.reason) == ("area_calls", "area_calls")
    some = city.part(inside.iloc[:3])
    assert some.facts.loc[some.facts["unit_code"] == code, "help_calls"].isna().all()


def test_a_reader_of_some_offices_sees_the_calls_of_whole_areas_alone(snapshot: Snapshot) -> None:
    city = City(snapshot)
    offices = city.units.loc[city.units["kind"] == "kecamatan", "unit_code"]
    code = city.calls.loc[city.calls["unit_code"].isin(offices), "unit_code"].iloc[0]
    inside = set(city.units.loc[city.units["kecamatan_code"] == code, "unit_code"])
    for units, is_seen in (({code}, False), (inside - {max(inside)}, False), (inside, True)):
        opened = open_build(some_units(snapshot.path, units))
        seen = City(opened)
        assert seen.calls["unit_code"].eq(code).any() == is_seen
        assert seen.facts.loc[seen.facts["unit_code"] == code, "help_calls"].notna().any() == is_seen
        opened.connection.close()


TITLES = ["No Tiket", "Waktu Terima", "Kategori", "Kecamatan", "Kelurahan"]
CALLS = [
    ["T1", "27/08/2024 07.30", "Bantuan Layanan Digital", "Samarinda Ulu", ""],
    ["T2", "27/08/2024 08.30", "Bantuan Layanan Digital", "Samarinda Ulu", "Sidodadi"],
    ["T3", "27/08/2024 09.30", "Bantuan Layanan Digital", "Samarinda Ulu", "Kec. Samarinda Ulu"],
]


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_calls_of_a_log_are_told_apart_in_every_format(store: Store, form: str) -> None:
    """Two of three name only the kecamatan; all are of its area, one is of a kelurahan, none of the office."""
    put(store, "permohonan/a.csv", "\n".join(";".join(row) for row in _log()))
    if form == "xlsx":
        put(store, "panggilan_112/sumber.toml", 'zone = "WITA"', zone=None)
        workbook(store.raw / "panggilan_112/a.xlsx", [TITLES, *CALLS])
    elif form == "json":
        put(store, "panggilan_112/a.json", json.dumps([dict(zip(TITLES, row, strict=True)) for row in CALLS]))
    else:
        put(store, "panggilan_112/a.csv", "\n".join(";".join(row) for row in [TITLES, *CALLS]) + "\n")
    load(store)
    rows = published(store, "SELECT unit_code, sum(calls) FROM calls_hour GROUP BY ALL ORDER BY 1")
    assert rows == [("64.72.03", 2), ("64.72.03.1005", 1)]


def _log() -> list[list[str]]:
    rows = requests(2)
    return [list(rows[0]), *(list(row.values()) for row in rows)]
