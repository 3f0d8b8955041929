"""What is found, kind by kind: each in a small world in which it is true, and nothing in a calm one."""

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from support.frames.analytics_frames import city as facts_of
from support.frames.rosters import roster, target

from analytics import City
from core.scope import whole_city
from core.snapshot import Snapshot
from core.tables import BY_NAME
from operations.alerts.alert import Alert, page_link
from operations.alerts.conditions import missed_targets, offices_in_need, refused_load, silent_source_alerts
from operations.alerts.verdicts import NOT_TOLD_APART, UNKNOWN, changed_verdicts
from pages.view.navigation import PATHS
from wording import CHANGE_LABELS

END = date(2024, 11, 29)
EMPTY = ("calls", "plan_history", "quarantine_reason", "events", "request_outcomes", "office_targets", "targets")


def world(facts: pd.DataFrame, **frames: Any) -> City:
    """A city of invented facts; no build is behind it."""
    live = facts[facts["is_live"].fillna(False)].drop_duplicates("unit_code")
    started = [(row["unit_code"], row["date"], "aktif", False, True) for row in live.to_dict("records")]
    units = facts.drop_duplicates("unit_code")[["unit_code", "name", "kind", "kecamatan", "kecamatan_code"]]
    calendar = facts[["date", "is_working_day", "is_digital_day"]].drop_duplicates("date")
    nothing = {name: pd.DataFrame(columns=BY_NAME.get(name, BY_NAME["events"]).column_names) for name in EMPTY}
    nothing["request_outcomes"] = pd.DataFrame(
        columns=["outcome", "origin", "submitted_on", "cancelled_on", "requests"]
    )
    nothing["calls"] = pd.DataFrame(columns=["date", "unit_code", "category", "topic", "calls"])
    own: dict[str, Any] = {
        "meta": {"as_of": END, "first_day": facts["date"].min().date()},
        "facts": facts,
        "roster": roster(*started),
        "units": units.assign(population=1000.0),
        "calendar": calendar,
    }
    tables = duckdb.connect()
    tables.register("told", own["units"])
    tables.execute("CREATE TABLE units AS FROM told")
    made = City(Snapshot(whole_city(Path("tidak_ada.duckdb")), tables))
    vars(made).update(nothing | own | frames)
    return made


@cache
def calm() -> pd.DataFrame:
    return facts_of(seed=None, live=10, not_live=12)


def told(alerts: list[Alert]) -> dict[str, str]:
    return {alert.key: alert.sentence for alert in alerts}


def test_in_a_calm_city_nothing_is_found() -> None:
    city = world(calm(), office_targets=pd.DataFrame(columns=["unit_code", "due_date", "value"]))
    assert told(offices_in_need(city)) == {}
    assert missed_targets(city) == []


def test_without_a_day_that_both_logs_cover_nothing_is_told_of_offices() -> None:
    city = world(calm(), meta={"as_of": None, "first_day": END})
    assert (offices_in_need(city), missed_targets(city)) == ([], [])
    assert changed_verdicts(city, "", {"beralih": "up"}) == ([], {})


def test_an_office_whose_week_leaves_its_own_band_is_told() -> None:
    facts = facts_of(seed=1, live=10, not_live=12)
    last = facts["unit_code"].eq("U03") & facts["date"].gt("2024-11-22")
    facts["warga"] = facts["warga"].mask(last, 0.0)
    (alert,) = [each for each in offices_in_need(world(facts)) if each.episode == "sinyal" and each.subject == "U03"]
    assert alert.sentence.startswith("Kelurahan Kantor U03: porsi digital minggu mulai 25 Nov 2024 0,0%, di luar")
    assert (alert.page, alert.kecamatan, alert.may_return) == ("/kelurahan?unit=U03&bulan=2024-11", "K", True)
    assert alert.since == date(2024, 11, 25)
    assert re.search(r"Dari 10 kantor yang diamati, sekitar \d,\d bersinyal hanya karena kebetulan\.$", alert.sentence)


def test_an_office_that_needs_somebody_is_told_with_what_to_do() -> None:
    """A plan that passed, and a live office that nobody uses; reports owed are asked for elsewhere."""
    facts = calm().copy()
    facts.loc[facts["unit_code"].eq("U02"), "warga"] = 0.0
    facts.loc[facts["unit_code"].eq("U05") & facts["date"].ge("2024-11-04"), "is_walkin_complete"] = False
    late = [("U15", "2024-10-01", "aktif", True, True)]
    started = [(f"U{number:02}", "2024-01-01", "aktif", False, True) for number in range(10)]
    found = told(offices_in_need(world(facts, roster=roster(*started, *late))))
    assert found["kantor_perlu_dilihat/U02/unused"] == (
        "Kelurahan Kantor U02: Kurang dipakai. Tindakan: dampingi petugasnya; hubungi lurah."
    )
    assert "Rencana aktif terlewat" in found["kantor_perlu_dilihat/U15/late_plan"]
    assert [key for key in found if "U05" in key] == []


def test_a_fallen_share_is_told_once_in_its_month() -> None:
    facts = facts_of(seed=2, live=10, not_live=12)
    fallen = facts["unit_code"].eq("U04") & facts["month"].eq("2024-11-01")
    facts["warga"] = facts["warga"].mask(fallen, (facts["warga"] * 0.85).round())
    (alert,) = [each for each in offices_in_need(world(facts)) if each.subject == "U04" and "fallen" in each.episode]
    assert (alert.episode, alert.may_return) == ("fallen 2024-11", False)


@pytest.mark.parametrize(
    ("value", "due", "is_missed"),
    [(12, "2024-10-31", True), (10, "2024-10-31", False), (12, "2024-12-31", False), (12, None, False)],
)
def test_a_target_of_live_offices_is_missed_when_its_day_has_passed(
    value: float, due: str | None, is_missed: bool
) -> None:
    row = target(value, due).to_frame().T.assign(target="rencana", label_id="Rencana 12 kelurahan")
    share = target(0.6, "2024-01-31").to_frame().T.assign(target="porsi", label_id="Porsi", measure="digital_share")
    found = missed_targets(world(calm(), targets=pd.concat([row, share], ignore_index=True)))
    expected = {
        "sasaran_terlewat/rencana/2024-10-31": "Rencana 12 kelurahan: kurang 2 pada 31 Oktober 2024; belum tercapai."
    }
    assert told(found) == (expected if is_missed else {})
    assert [(each.page, each.kecamatan) for each in found] == [("/kemajuan?bulan=2024-11", "")] * is_missed


def test_an_office_that_missed_its_own_target_is_told_of_its_own_kecamatan() -> None:
    """Judged in the month of its day; one still ahead, and one that was reached, is none."""
    rows = [
        ("U01", "2024-09-30", 0.9),
        ("U01", "2025-09-30", 0.9),
        ("U02", "2024-09-30", 0.05),
        ("U03", "2025-01-31", 1),
    ]
    targets = pd.DataFrame(rows, columns=["unit_code", "due_date", "value"])
    targets["due_date"] = pd.to_datetime(targets["due_date"])
    (alert,) = missed_targets(world(calm(), office_targets=targets))
    assert alert.key == "sasaran_terlewat/U01/2024-09-30"
    assert "Sasaran kantor ini 90%" in alert.sentence
    assert (alert.kecamatan, alert.page) == ("K", "/kelurahan?unit=U01&bulan=2024-11")


def test_a_source_that_stopped_is_told_by_its_newest_day() -> None:
    state = pd.DataFrame(
        {"source": ["permohonan", "kunjungan", "panggilan_112"], "newest": pd.to_datetime(["2024-11-29"] * 3)}
    )
    city = world(calm(), source_state=state)
    assert silent_source_alerts(city, END + timedelta(days=7), None) == []
    found = silent_source_alerts(city, END + timedelta(days=20), None)
    assert list(told(found)) == [f"sumber_diam/{source}/2024-11-29" for source in ("permohonan", "panggilan_112")]
    assert found[0].sentence == (
        "Log permohonan: tidak ada baris baru sesudah 29 November 2024, sudah 13 hari kerja. "
        "Tanyakan kepada pengirimnya."
    )
    assert len(silent_source_alerts(city, END + timedelta(days=7), 4)) == 3


def test_a_refused_load_is_told_with_its_reason_and_another_reason_is_another_alert() -> None:
    note = {
        "at": "2024-12-02T07:05:00",
        "exit_code": 5,
        "sentence": "data/raw/permohonan/a.csv: contoh.",
        "seconds": 1.0,
    }
    (alert,) = refused_load(note) or []
    assert alert.sentence == (
        "Pemuatan 2 Desember 2024 pukul 07.05 WITA tidak mengubah apa pun. data/raw/permohonan/a.csv: contoh."
    )
    assert (alert.since, alert.may_return, alert.page) == (date(2024, 12, 2), True, "/mutu_data")
    (later,) = refused_load(note | {"at": "2024-12-02T07:10:00"}) or []
    (other,) = refused_load(note | {"exit_code": 1, "sentence": "permohonan: zona waktu."}) or []
    assert later.key == alert.key != other.key
    full = ["ruang disk kurang. Bebas 12 MB, perlu 90 MB.", "ruang disk kurang. Bebas 9 MB, perlu 1.090 MB."]
    assert len({found.key for why in full for found in refused_load(note | {"sentence": why}) or []}) == 1


@pytest.mark.parametrize(("code", "found"), [(0, []), (3, []), (None, None), (2, None), (4, None)])
def test_a_load_that_ended_well_is_calm_and_one_under_way_says_neither(
    code: int | None, found: list[Alert] | None
) -> None:
    assert refused_load({"at": "2024-12-02T07:05:00", "exit_code": code, "sentence": None, "seconds": None}) == found


def test_of_a_load_that_was_never_tried_nobody_knows() -> None:
    assert refused_load(None) is None


@cache
def policy_city(converted: float) -> City:
    return world(facts_of(seed=3, live=10, not_live=12, convert=converted))


def test_a_first_look_knows_the_verdicts_and_tells_none() -> None:
    alerts, known = changed_verdicts(policy_city(0.4), "", {})
    assert alerts == []
    assert known["hari_digital"] == "worked"
    assert changed_verdicts(policy_city(0.4), "", known) == ([], known)


def test_a_verdict_that_changed_is_told_with_both_and_the_page_that_shows_it() -> None:
    (alert,), known = changed_verdicts(policy_city(0.4), "", {"hari_digital": "no_effect"})
    assert known["hari_digital"] == "worked"
    assert alert.sentence.startswith(
        "Apakah hari digital berhasil? Putusan berubah: dulu tidak terlihat, kini berhasil. Oktober 2024: +"
    )
    assert (alert.page, alert.since) == ("/kanal?bulan=2024-10", date(2024, 10, 31))
    assert alert.may_return, "it may change back and once more within the month"
    (found,), _known = changed_verdicts(policy_city(0.4), "", {"hari_digital": UNKNOWN})
    assert "dulu belum cukup data, kini berhasil" in found.sentence


def test_what_cannot_be_stated_changes_no_verdict() -> None:
    """Of a kecamatan with two live kelurahan there is no verdict on the digital days."""
    facts = facts_of(seed=3, live=10, not_live=12, convert=0.4)
    facts["kecamatan_code"] = facts["kecamatan_code"].mask(facts["unit_code"].isin(["U00", "U01"]), "M")
    alerts, known = changed_verdicts(world(facts), "M", {"hari_digital M": "no_effect", "beralih M": "same"})
    assert known["hari_digital M"] == "no_effect"
    assert [alert.subject for alert in alerts if alert.subject == "hari_digital"] == []


def test_verdicts_in_the_same_words_are_the_same() -> None:
    for other, verdict in NOT_TOLD_APART.items():
        assert CHANGE_LABELS[other] == CHANGE_LABELS[verdict]


def test_pages_that_alerts_lead_to_are_there() -> None:
    for name in ("mutu_data", "kelurahan", "kemajuan", "kanal", ""):
        assert name in PATHS
    assert page_link("", bulan="2024-10", kecamatan="") == "/?bulan=2024-10"
