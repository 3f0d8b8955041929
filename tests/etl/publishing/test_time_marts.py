"""Marts that speak of time: how long until ready, where requests stand, when reports came, who asked 112."""

import json
from datetime import date

import pytest
from support.files.raw_files import PHONE, SIDODADI, delimited, log, published, put, requests, warehouse, workbook

from analytics import City
from analytics.assistance import totals_funnel
from analytics.build import request_outcomes
from analytics.services import processing_time
from core.settings import settings
from core.snapshot import Snapshot, open_current
from core.store import Store
from etl.loading.load import load

DURATIONS = "SELECT kind, minutes_from, minutes_to, requests FROM duration_month ORDER BY ALL"
SUBMITTED = "27/08/2024 07.30"
HOUR, DAY = 60, 1440


def export(store: Store, day: str, status: str, updated: str = "", count: int = 1) -> None:
    log(store, f"permohonan_{day}.csv", count, Status=status, Tanggal_Update=updated)


def test_ready_with_a_time_is_exact_to_its_bucket(store: Store) -> None:
    """50 minutes lie in 45-60; the later collection does not change that."""
    export(store, "2024-08-28", "Siap Diambil", "27/08/2024 08.20")
    export(store, "2024-09-02", "Sudah Diambil", "30/08/2024 10.00")
    load(store)
    assert published(store, DURATIONS) == [("tepat", 45, HOUR, 1)]


def test_only_collected_seen_ready_lies_between_the_last_moment_of_waiting_and_collection(store: Store) -> None:
    """Submitted 27 Aug 07.30, still checked in the export of 29 Aug, collected on 2 Sep 07.30: 40.5 h to 6 days."""
    export(store, "2024-08-29", "Diproses", "27/08/2024 09.00")
    export(store, "2024-09-05", "Sudah Diambil", "02/09/2024 07.30")
    load(store)
    assert published(store, DURATIONS) == [("rentang", 36 * HOUR, 6 * DAY, 1)]


def test_without_times_ready_lies_between_two_exports(store: Store) -> None:
    """Waiting on 1 Sep, ready on 8 Sep, collected on 15 Sep: between 4.7 and 11.7 days."""
    for day, status in (("2024-09-01", "Diproses"), ("2024-09-08", "Siap Diambil"), ("2024-09-15", "Sudah Diambil")):
        export(store, day, status)
    load(store)
    assert published(store, DURATIONS) == [("rentang", 4 * DAY + 12 * HOUR, 12 * DAY, 1)]


def test_seen_ready_in_the_first_export_lies_after_submission(store: Store) -> None:
    export(store, "2024-09-01", "Siap Diambil")
    load(store)
    assert published(store, DURATIONS) == [("rentang", 0, 4 * DAY + 18 * HOUR, 1)]


def test_waiting_requests_have_no_minutes_and_cancelled_ones_no_row(store: Store) -> None:
    export(store, "2024-09-01", "Diproses", "27/08/2024 09.00", 2)
    put(store, "permohonan/b.csv", delimited([row | {"No Permohonan": "X-1"} for row in requests(1, Status="Batal")]))
    load(store)
    assert published(store, DURATIONS) == [("belum_terlihat", 4 * DAY + 12 * HOUR, None, 2)]
    states = published(store, "SELECT status, requests, month::VARCHAR FROM status_month ORDER BY 1")
    assert states == [("dibatalkan", 1, "2024-08-01"), ("sedang_diperiksa", 2, "2024-08-01")]


OUTCOMES = "SELECT origin, outcome, submitted_on::VARCHAR, cancelled_on::VARCHAR, requests FROM request_outcome"


def test_late_cancellations_of_the_sample_are_those_of_its_requests(sample_store: Store, snapshot: Snapshot) -> None:
    """Counted one by one in the warehouse, 1 to 29 May .. October: cancelled within 31 days, of those standing then."""
    late = warehouse(
        sample_store,
        "WITH asked AS (SELECT date_trunc('month', submitted_at)::DATE + 28 AS last_day, * FROM request"
        " WHERE origin IN ('warga', 'rt') AND submitted_at BETWEEN '2024-05-01' AND '2024-10-31'),"
        " told AS (SELECT last_day, CASE WHEN status = 'dibatalkan' THEN updated_at::DATE - last_day END AS days"
        " FROM asked WHERE submitted_at::DATE <= last_day)"
        " SELECT count(*) FILTER (days BETWEEN 1 AND 31) / count(*) FILTER (days IS NULL OR days > 0) AS part"
        " FROM told GROUP BY last_day ORDER BY part",
    )
    found = City(snapshot).late_cancellations((date(2024, 11, 1), date(2024, 11, 29)))
    parts = [part for (part,) in late]
    assert parts[-1] > 0
    assert (found.months, found.least, found.most) == (6, pytest.approx(parts[0]), pytest.approx(parts[-1]))
    assert found.part == pytest.approx((parts[2] + parts[3]) / 2)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_became_of_a_request_stands_with_its_days(store: Store, form: str) -> None:
    """The day of cancelling is that of the last change; without one nobody knows it."""
    told = {
        "1": {"Status": "Sudah Diambil", "Asal Permohonan": "RT"},
        "2": {"Status": "Menunggu Tandatangan"},
        "3": {"Status": "Dibatalkan", "Tanggal Update": "03/09/2024 10.00"},
        "4": {"Status": "Dibatalkan", "Tanggal Update": ""},
    }
    rows = [requests(1)[0] | {"No Permohonan": f"SMD-{number}"} | more for number, more in told.items()]
    if form == "csv":
        put(store, "permohonan/a.csv", delimited(rows))
    else:
        put(store, "permohonan/sumber.toml", 'zone = "WITA"', zone=None)
        workbook(store.raw / "permohonan/a.xlsx", [list(rows[0]), *(list(row.values()) for row in rows)])
    load(store)
    assert sorted(published(store, OUTCOMES), key=str) == [
        ("warga", "dibatalkan", "2024-08-27", "2024-09-03", 1),
        ("warga", "dibatalkan", "2024-08-27", None, 1),
        ("warga", "terbuka", "2024-08-27", None, 1),
    ]
    ready = request_outcomes(open_current(store)).query("outcome == 'selesai'")
    assert list(ready[["origin", "requests"]].itertuples(index=False, name=None)) == [("rt", 1)]


def test_every_request_of_the_sample_has_one_state_and_all_but_cancelled_ones_a_duration(snapshot: Snapshot) -> None:
    states = snapshot.table("status_month")
    number = states.groupby(states["status"].eq("dibatalkan"))["requests"].sum()
    accepted = snapshot.query("SELECT sum(requests)::INTEGER AS n FROM unit_day")["n"].iloc[0]
    durations = snapshot.query(
        "SELECT sum(requests)::INTEGER AS n, min(minutes_to - minutes_from) AS d FROM duration_month"
    )
    assert number[False] == accepted == durations["n"].iloc[0]
    outcomes = request_outcomes(snapshot).groupby("outcome")["requests"].sum()
    assert outcomes["selesai"] == states.loc[states["status"].isin(["siap_diambil", "sudah_diambil"]), "requests"].sum()
    assert (outcomes["dibatalkan"], outcomes.sum()) == (number[True], number.sum())
    assert number[True] > 0
    assert durations["d"].iloc[0] >= 0


@pytest.mark.parametrize("form", ["csv", "json"])
def test_one_never_seen_ready_was_waiting_until_the_last_export_that_shows_it(store: Store, form: str) -> None:
    """Submitted 27 Aug 07.30: one is gone from the log after 29 Aug, one still there on 8 Sep, both not ready."""
    first, second = (row | {"Tanggal Update": ""} for row in requests(2))
    for day, rows in (("2024-08-29", [first, second]), ("2024-09-08", [second])):
        put(store, f"permohonan/{day}.{form}", delimited(rows) if form == "csv" else json.dumps(rows))
    load(store)
    found = [("belum_terlihat", DAY + 12 * HOUR, None, 1), ("belum_terlihat", 11 * DAY, None, 1)]
    assert published(store, DURATIONS) == found


def test_one_that_waits_again_was_ready_when_it_was_first_seen_so(store: Store) -> None:
    for day, status in (("2024-08-28", "Diproses"), ("2024-09-01", "Siap Diambil"), ("2024-09-08", "Diproses")):
        export(store, day, status)
    load(store)
    assert published(store, DURATIONS) == [("rentang", 0, 4 * DAY + 18 * HOUR, 1)]


def test_a_number_used_again_is_not_ready_before_its_own_submission(store: Store) -> None:
    """The first request of that number was ready in January; the one of August is still being checked."""
    log(
        store, "permohonan_2024-02-01.csv", 1, Status="Siap Diambil", Tanggal_Permohonan="05/01/2024 10.00",
        Tanggal_Update="06/01/2024 10.00",
    )  # fmt: skip
    export(store, "2024-09-20", "Diproses", "27/08/2024 09.00")
    load(store)
    assert [row[0] for row in published(store, DURATIONS)] == ["belum_terlihat"]


def test_a_submission_moved_to_a_later_day_is_ready_after_it(store: Store) -> None:
    """It was ready on 28 August; corrected, it was submitted on 10 September and collected two days later."""
    export(store, "2024-08-29", "Siap Diambil", "28/08/2024 10.00")
    log(
        store, "permohonan_2024-09-20.csv", 1, Status="Sudah Diambil", Tanggal_Permohonan="10/09/2024 07.30",
        Tanggal_Update="12/09/2024 07.30",
    )  # fmt: skip
    load(store)
    assert published(store, DURATIONS) == [("rentang", 0, 2 * DAY, 1)]


@pytest.mark.parametrize(("days", "is_due"), [("8", True), ("8.5", True), ("8.75", False), ("9", False), (None, None)])
def test_a_service_time_has_run_out_by_the_last_day_or_not(store: Store, days: str | None, is_due: bool | None) -> None:
    """Submitted 27 Aug 07.30; the last day of the log ends on 5 Sep 00.00, 8.7 days later; another one is younger."""
    if days:
        local = settings().data_dir / "local"
        local.mkdir()
        (local / "sla.csv").write_text(f"service,days,source\ndomisili,{days},Perwali\n")
    later = requests(1)[0] | {"No Permohonan": "SMD-2024-0000009", "Tanggal Permohonan": "04/09/2024 08.00"}
    put(store, "permohonan/a.csv", delimited([*requests(1), later | {"Tanggal Update": ""}]))
    load(store)
    found = published(store, "SELECT month::VARCHAR, is_due FROM duration_month ORDER BY 1")
    assert found == [("2024-08-01", is_due), ("2024-09-01", None if days is None else False)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_office_that_never_finishes_most_is_not_the_quickest(store: Store, form: str) -> None:
    """5 of 12 within two hours, 7 never, one withdrawn; the one of the last day has not had its three days."""
    local = settings().data_dir / "local"
    local.mkdir()
    (local / "sla.csv").write_text("service,days,source\ndomisili,3,Perwali\n")
    states = ["Siap Diambil"] * 5 + ["Sedang Diperiksa"] * 7 + ["Dibatalkan"]
    rows = [row | {"Status": state} for row, state in zip(requests(13), states, strict=True)]
    young = {"No Permohonan": "SMD-9", "Tanggal Permohonan": "10/09/2024 08.00", "Tanggal Update": "10/09/2024 09.00"}
    rows.append(rows[0] | young)
    if form == "csv":
        put(store, "permohonan/permohonan_2024-09-12.csv", delimited(rows))
    else:
        put(store, "permohonan/sumber.toml", 'zone = "WITA"', zone=None)
        cells = [list(rows[0]), *(list(row.values()) for row in rows)]
        workbook(store.raw / "permohonan" / "permohonan_2024-09-12.xlsx", cells)
    load(store)
    city = City(open_current(store))
    found = processing_time(city.request_durations, city.services, ["month"]).to_dict("records")
    assert [(row["requests"], row["observed"], row["sla_requests"]) for row in found] == [(12, 5, 12), (1, 1, 0)]
    assert (found[0]["sla_share_lower"], found[0]["sla_share_upper"]) == pytest.approx((5 / 12, 5 / 12))
    assert found[0]["median_from"] == 15 * DAY
    assert found[0]["median_to"] != found[0]["median_to"], "half are not ready"
    assert (found[1]["sla_reason"], found[1]["median_to"]) == ("none_due", HOUR)


def test_a_service_time_set_by_the_user_is_published(store: Store) -> None:
    local = settings().data_dir / "local"
    local.mkdir()
    (local / "sla.csv").write_text("service,days,source\ndomisili,2,Perwali\n")
    export(store, "2024-09-01", "Diproses")
    load(store)
    assert published(store, "SELECT service, sla_days FROM services WHERE sla_days IS NOT NULL") == [("domisili", 2.0)]


def test_targets_of_offices_are_published_where_they_are_typed_in(store: Store) -> None:
    export(store, "2024-09-01", "Diproses")
    load(store)
    assert published(store, "FROM office_targets") == []
    local = settings().data_dir / "local"
    local.mkdir()
    (local / "office_targets.csv").write_text(f"unit_code;value;due_date;source\n{SIDODADI};0.5;2024-12-31;Rapat\n")
    load(store)
    found = published(store, "SELECT unit_code, due_date::VARCHAR, value FROM office_targets")
    assert found == [(SIDODADI, "2024-12-31", 0.5)]


def test_delays_of_plans_are_published_where_they_are_typed_in(store: Store) -> None:
    export(store, "2024-09-01", "Diproses")
    load(store)
    assert published(store, "FROM plan_slips") == []
    local = settings().data_dir / "local"
    local.mkdir()
    (local / "plan_slips.csv").write_text("weeks;chance;source\n0;0.333;Rapat\n6;0.333;Rapat\n20;0.333;Rapat\n")
    load(store)
    found = published(store, "SELECT weeks, chance FROM plan_slips ORDER BY weeks")
    assert found == [(0, 0.333), (6, 0.333), (20, 0.333)]


def test_unit_costs_are_published_where_they_are_typed_in(store: Store) -> None:
    export(store, "2024-09-01", "Diproses")
    load(store)
    assert published(store, "FROM unit_costs") == []
    local = settings().data_dir / "local"
    local.mkdir()
    head = "service,channel,rupiah,minutes,valid_from,source\n"
    rows = "semua,loket,25000,90,2024-01-01,Bagian Organisasi\ndomisili,digital,0,12.5,2024-01-01,Bagian Organisasi\n"
    (local / "biaya.csv").write_text(head + rows)
    load(store)
    assert published(
        store, "SELECT service, channel, valid_from::VARCHAR, rupiah, minutes FROM unit_costs ORDER BY 1"
    ) == [
        ("domisili", "digital", "2024-01-01", 0.0, 12.5),
        ("semua", "loket", "2024-01-01", 25_000.0, 90.0),
    ]


DAYS: list[object] = ["Unit Layanan", "Keperluan", *range(1, 32)]


def report(store: Store, name: str, *counts: int) -> None:
    row = ["Kel. Sidodadi", "Semua", *counts, *[None] * 31][:33]
    workbook(store.raw / "kunjungan" / name, [DAYS, row])


def test_receipt_is_known_only_from_an_export_time_after_the_last_day(store: Store) -> None:
    report(store, "rekap_2024-08.xlsx", 5, 6)
    put(store, "kunjungan/.keep", "")
    load(store)
    found = "SELECT reported_days, received_on::VARCHAR FROM report_month"
    assert published(store, found) == [(2, None)]
    (store.raw / "kunjungan" / "sumber.toml").write_text('zone = "WITA"\nexport_time = 2024-09-05\n')
    load(store, rebuild=True)
    assert published(store, found) == [(2, "2024-09-05")]


CALLS = "No Tiket;Waktu Terima;Nomor Penelepon;Kategori;Kelurahan;Topik;Dijawab;Waktu Selesai\n"
LINKS = "SELECT unit_code, date::VARCHAR, linked_requests, linked_calls FROM help_link ORDER BY ALL"


def calls(store: Store, *moments: str, phone: str = PHONE) -> None:
    lines = [f"T-{n};{at};{phone};Bantuan Digital;Sidodadi;Lupa Password;Ya;\n" for n, at in enumerate(moments)]
    put(store, "panggilan_112/a.csv", CALLS + "".join(lines))


def test_help_is_not_linked_until_the_setting_names_the_legal_basis(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two requests of 27 Aug; the call of 3 Sep lies seven days after, that of 4 Sep eight."""
    export(store, "2024-09-10", "Diproses", "27/08/2024 09.00", 2)
    calls(store, "03/09/2024 10.00", "04/09/2024 10.00")
    load(store)
    assert published(store, LINKS) == []
    assert published(store, "SELECT help_link_basis FROM meta") == [(None,)]
    monkeypatch.setenv("ADOPSI_TAUTKAN_112", "Perwali 12/2025 pasal 3")
    settings.cache_clear()
    assert load(store).published, "the setting alone makes a new build"
    assert published(store, LINKS) == [(SIDODADI, "2024-08-27", 2, 0), (SIDODADI, "2024-09-03", 0, 1)]
    assert published(store, "SELECT help_link_basis FROM meta") == [("Perwali 12/2025 pasal 3",)]


def test_another_phone_or_a_cancelled_request_does_not_link(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADOPSI_TAUTKAN_112", "Perwali")
    settings.cache_clear()
    export(store, "2024-09-10", "Batal", "27/08/2024 09.00")
    calls(store, "28/08/2024 10.00")
    load(store)
    assert published(store, LINKS) == []
    export(store, "2024-09-10", "Diproses", "27/08/2024 09.00")
    calls(store, "28/08/2024 10.00", phone="089900000000")
    load(store)
    assert published(store, LINKS) == []


def test_published_call_totals_show_the_remainder_of_their_parts(store: Store) -> None:
    """The published week of October 2019 leaves 42 calls; the funnel takes the table as it is."""
    rows = (("Masuk", "10.265"), ("Dijawab", "1.711"), ("Tidak Terjawab", "417"), ("Tidak Menekan 1", "8.095"))
    lines = "".join(f"21/10/2019;28/10/2019;{stage};{count}\n" for stage, count in rows)
    put(store, "panggilan_total/2019.csv", f"Mulai;Sampai;Tahap;Jumlah\n{lines}")
    load(store)
    funnel = totals_funnel(open_current(store).table("calls_totals"))
    assert funnel.set_index("stage").loc["remainder", "calls"] == 42


def test_visits_to_collect_are_published_where_they_are_counted_apart(store: Store) -> None:
    """Days without a count have no row; a count of none is one."""
    months = (
        ["Kel. Sidodadi", "Permohonan", 7, 8, *[None] * 29],
        ["Kel. Sidodadi", "Ambil Berkas", 3, "-", *[None] * 29],
    )
    workbook(store.raw / "kunjungan" / "kunjungan_2024-10.xlsx", [DAYS, *months])
    put(
        store,
        "kunjungan/daftar.csv",
        "Unit Layanan;Keperluan;Tanggal;Jumlah\nKel. Jawa;Semua;01/10/2024;9\nKel. Jawa;Ambil Berkas;02/10/2024;4\n",
    )
    load(store)
    found = published(
        store, "SELECT name, date::VARCHAR, visits FROM collection_day JOIN units USING (unit_code) ORDER BY 1, 2"
    )
    assert found == [("Jawa", "2024-10-02", 4), ("Sidodadi", "2024-10-01", 3), ("Sidodadi", "2024-10-02", 0)]
