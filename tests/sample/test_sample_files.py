"""The files hold what truth.json says, read back by other means than those that wrote them."""

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ORIGINS = {"Warga": "warga", "RT": "rt", "Petugas": "petugas", "": "tidak_diketahui"}
MONTHS = [
    "",
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
Row = dict[str, str]


@cache
def _rows(path: Path) -> list[tuple[int, Row]]:
    """Return (place, row): physical line of a CSV, index of a JSON."""
    if path.suffix == ".json":
        return list(enumerate(json.loads(path.read_text(encoding="utf-8"))))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(enumerate(csv.DictReader(file, delimiter=";"), start=2))


def _places(known: dict[str, Any], kind: str) -> dict[tuple[str, Any], str]:
    return {(row["file"], row["place"]): row["reason"] for row in known["rows"][kind]}


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H.%M") if "/" in text else datetime.fromisoformat(text)


def _cells(known: dict[str, Any], stage: str, channel: str) -> Counter[tuple[str, str]]:
    matrix = known["counts"][stage][channel]
    return Counter(
        {
            (unit, day): value
            for unit, row in zip(known["units"], matrix, strict=True)
            for day, value in zip(known["days"], row, strict=True)
            if value
        }
    )


@pytest.fixture(scope="module")
def newest(sample_dir: Path, known: dict[str, Any]) -> dict[str, Row]:
    """The newest good row of each request number."""
    bad, found = _places(known, "bad"), {}
    for path in sorted((sample_dir / "raw/permohonan").glob("*.[cj]s*")):
        for place, row in _rows(path):
            if (f"permohonan/{path.name.removeprefix('salinan_')}", place) in bad:
                continue
            number = row["No Permohonan"]
            kept = found.get(number)
            if kept is None or _moment(row["Tanggal Update"]) > _moment(kept["Tanggal Update"]):
                found[number] = row
    return found


def test_requests_in_the_files_are_those_of_the_truth(
    newest: dict[str, Row], known: dict[str, Any], unit_of_name: dict[str, str]
) -> None:
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in newest.values():
        unit = unit_of_name[row["Unit Layanan"].strip().casefold()]
        is_gone = row["Status"] == "Dibatalkan"
        channel = ORIGINS[row["Asal Permohonan"]] + ("_dibatalkan" if is_gone else "")
        counts[channel][unit, f"{_moment(row['Tanggal Permohonan']):%Y-%m-%d}"] += 1
    for origin in ORIGINS.values():
        assert counts[origin] == _cells(known, "after", origin)
        assert counts[f"{origin}_dibatalkan"] == _cells(known, "after", f"{origin}_dibatalkan")
    assert len(newest) == known["published"]["requests"]["accepted"]


def test_no_update_lies_before_its_request_or_after_its_export(sample_dir: Path, known: dict[str, Any]) -> None:
    bad = _places(known, "bad")
    for path in sorted((sample_dir / "raw/permohonan").glob("permohonan_*")):
        export = datetime.fromisoformat(known["rows"]["files"][f"permohonan/{path.name}"]["export"])
        good = [row for place, row in _rows(path) if (f"permohonan/{path.name}", place) not in bad]
        assert all(_moment(r["Tanggal Permohonan"]) <= _moment(r["Tanggal Update"]) <= export for r in good)


def test_bad_request_rows_stand_where_the_truth_says(sample_dir: Path, known: dict[str, Any]) -> None:
    bad = {key: reason for key, reason in _places(known, "bad").items() if key[0].startswith("permohonan/")}
    assert len(set(bad.values())) == 8
    tables = {name: dict(_rows(sample_dir / "raw" / name)) for name in {file for file, _ in bad}}
    for (name, place), reason in bad.items():
        row = tables[name][place]
        if reason == "nomor_kosong":
            assert not row["No Permohonan"].strip()
        if reason == "unit_rancu":
            assert row["Unit Layanan"] in ("Sempaja", "Sungai Pinang")
        if reason == "tanggal_terbalik":
            assert _moment(row["Tanggal Update"]) < _moment(row["Tanggal Permohonan"])


def test_repeated_rows_and_a_repeated_file_are_named(sample_dir: Path, known: dict[str, Any]) -> None:
    repeated = known["rows"]["repeated"]
    assert repeated
    tables = {name: dict(_rows(sample_dir / "raw" / name)) for name in {entry["file"] for entry in repeated}}
    for entry in repeated:
        rows = tables[entry["file"]]
        assert rows[entry["place"]] == rows[entry["place"] - 1]
    twins = {n: f["same_bytes_as"] for n, f in known["rows"]["files"].items() if "same_bytes_as" in f}
    assert len(twins) == 1
    for name, original in twins.items():
        assert (sample_dir / "raw" / name).read_bytes() == (sample_dir / "raw" / original).read_bytes()


def test_reexports_hold_old_rows_with_another_state(sample_dir: Path, known: dict[str, Any]) -> None:
    again = {n: f for n, f in known["rows"]["files"].items() if "unchanged" in f}
    assert any(f["older"] for f in again.values())
    assert any(f["newer"] for f in again.values())
    for name, facts in again.items():
        assert facts["unchanged"] + facts["newer"] + facts["older"] == facts["distinct"]
        assert len(_rows(sample_dir / "raw" / name)) == facts["records"]


def test_late_request_rows_belong_to_an_earlier_month(sample_dir: Path, known: dict[str, Any]) -> None:
    late = [row for row in known["rows"]["late"] if row["file"].startswith("permohonan/")]
    assert late
    for entry in late:
        row = dict(_rows(sample_dir / "raw" / entry["file"]))[entry["place"]]
        assert f"{_moment(row['Tanggal Permohonan']):%Y-%m}" < re.findall(r"\d{4}-\d{2}", entry["file"])[0]


def test_every_person_is_invented(newest: dict[str, Row]) -> None:
    niks = [row["NIK"].lstrip("'") for row in newest.values()]
    whole = [nik for nik in niks if re.fullmatch(r"\d{16}", nik)]
    assert 0.97 < len(whole) / len(niks) < 1
    assert all(nik.startswith("99") for nik in whole)
    assert all(re.fullmatch(r"(0|\+?62)8990000\d{5}", row["No HP"]) for row in newest.values())


@cache
def _book(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def _sheet_counts(sheet: Any) -> dict[tuple[str, int], Any]:
    """Return (label, day) -> value of the application or whole-count rows of one sheet."""
    rows = list(sheet.iter_rows(values_only=True))
    header = next(i for i, row in enumerate(rows) if row[0] == "No")
    days = {column: value for column, value in enumerate(rows[header]) if isinstance(value, int)}
    lines = [row for row in rows[header + 1 :] if isinstance(row[0], int)]
    totals = next(row for row in rows if row[1] == "TOTAL")
    numbers = [[row[c] for c in days if isinstance(row[c], int)] for row in lines]
    assert [sum(n) for n in numbers] == [row[len(rows[header]) - 1] for row in lines]
    assert totals[len(rows[header]) - 1] == sum(sum(n) for n in numbers)
    return {(row[1], day): row[c] for row in lines if row[2] in ("Semua", "Permohonan") for c, day in days.items()}


def test_workbooks_hold_the_reported_visits(
    sample_dir: Path, known: dict[str, Any], unit_of_name: dict[str, str]
) -> None:
    found: dict[tuple[str, str], int] = {}
    for path in sorted((sample_dir / "raw/kunjungan").glob("*.xlsx")):
        month = re.findall(r"\d{4}-\d{2}", path.name)[0]
        for sheet in _book(path).worksheets:
            for (label, day), value in _sheet_counts(sheet).items():
                if label != "Sempaja" and value not in (None, "rusak"):
                    key = (unit_of_name[label.casefold()], f"{month}-{day:02d}")
                    assert key not in found
                    found[key] = 0 if value == "-" else value
    matrix = known["counts"]["after"]["visits"]
    reported = {
        (unit, day): value
        for unit, row in zip(known["units"], matrix, strict=True)
        for day, value in zip(known["days"], row, strict=True)
        if value is not None
    }
    assert found == reported


def test_bad_missing_and_late_cells_stand_where_the_truth_says(sample_dir: Path, known: dict[str, Any]) -> None:
    for kind in ("bad", "missing", "late"):
        entries = [row for row in known["rows"][kind] if row["file"].startswith("kunjungan/")]
        assert entries
        for row in entries:
            sheet, cell = row["place"].split("!")
            value = _book(sample_dir / "raw" / row["file"])[sheet][cell].value
            assert (value is None) == (kind != "bad")
            assert row["reason"] != "jumlah_tak_terbaca" or value == "rusak"


def _call_day(text: str) -> str:
    day, month, year, _ = text.split()
    return f"{year}-{MONTHS.index(month):02d}-{int(day):02d}"


def test_calls_in_the_files_are_those_of_the_truth(
    sample_dir: Path, known: dict[str, Any], unit_of_name: dict[str, str]
) -> None:
    bad, found, size = _places(known, "bad"), Counter[tuple[str, str]](), 0
    for path in sorted((sample_dir / "raw/panggilan_112").glob("*.csv")):
        for place, row in _rows(path):
            size += 1
            is_good = (f"panggilan_112/{path.name}", place) not in bad
            if is_good and row["Kategori"] == "Bantuan Layanan Digital" and row["Kecamatan"]:
                name = row["Kelurahan"] or f"kecamatan {row['Kecamatan']}"
                found[unit_of_name[name.casefold()], _call_day(row["Waktu Terima"])] += 1
    assert found == _cells(known, "after", "help_calls")
    reasons = {reason for (name, _), reason in bad.items() if name.startswith("panggilan_112/")}
    assert reasons == {"nilai_tak_dikenal", "tanggal_di_luar_jangkauan", "tanggal_tak_terbaca", "tanggal_terbalik"}
    assert 10_000 < size < 30_000


def test_helped_requests_are_those_whose_phone_called_within_seven_days(
    sample_dir: Path, newest: dict[str, Row], known: dict[str, Any], unit_of_name: dict[str, str]
) -> None:
    calls: dict[str, list[datetime]] = defaultdict(list)
    for path in sorted((sample_dir / "raw/panggilan_112").glob("*.csv")):
        for _, row in _rows(path):
            if row["Kategori"] == "Bantuan Layanan Digital" and row["Waktu Terima"] != "31 Pebruari 2024 25:61":
                clock = row["Waktu Terima"].split()[-1]
                calls[row["Nomor Penelepon"][-9:]].append(
                    datetime.fromisoformat(f"{_call_day(row['Waktu Terima'])} {clock}")
                )
    helped = Counter[tuple[str, str]]()
    for row in newest.values():
        sent = _moment(row["Tanggal Permohonan"])
        near = [t for t in calls[row["No HP"][-9:]] if abs(t - sent) <= timedelta(days=7)]
        if row["Asal Permohonan"] == "Warga" and row["Status"] != "Dibatalkan" and near:
            helped[unit_of_name[row["Unit Layanan"].strip().casefold()], f"{sent:%Y-%m-%d}"] += 1
    assert helped == _cells(known, "after", "warga_terbantu")
    assert sum(helped.values()) > 50


def test_roster_and_outage_log_hold_the_truth(
    sample_dir: Path, known: dict[str, Any], unit_of_name: dict[str, str]
) -> None:
    bad = _places(known, "bad")
    events = [
        row
        for place, row in _rows(sample_dir / "raw/peluncuran/peluncuran.csv")
        if ("peluncuran/peluncuran.csv", place) not in bad
    ]
    live = {
        unit_of_name[row["Unit Layanan"].casefold()]: f"{datetime.strptime(row['Tanggal'], '%d/%m/%Y'):%Y-%m-%d}"
        for row in events
        if row["Status"] == "Aktif" and row["Rencana"] == "Tidak"
    }
    assert live == known["live_since"]
    assert all(row["Rencana"] == "Ya" for row in events if row["Keterangan"] == "Gelombang yang direncanakan")
    outages = [
        row
        for place, row in _rows(sample_dir / "raw/gangguan/gangguan.csv")
        if ("gangguan/gangguan.csv", place) not in bad
    ]
    spoiled = {
        (unit, f"{_moment(row['Mulai']):%Y-%m-%d}")
        for row in outages
        if _moment(row["Mulai"]).hour < 14
        for unit in (
            known["units"] if row["Unit Layanan"] == "SEMUA" else [unit_of_name[row["Unit Layanan"].casefold()]]
        )
    }
    assert spoiled == {tuple(entry) for entry in known["outage_days"]}
