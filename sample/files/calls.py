"""The 112 exports: digital help beside everything else that people call for."""

from pathlib import Path

import numpy as np
import pandas as pd
from babel.dates import format_date

from sample.files.account import WriterNotes
from sample.world import people
from sample.world.counts import CALL_SHIFTS
from sample.world.draw import Draw
from sample.world.parameters import Bools, Ints, stream
from sample.world.people import TextArray
from sample.world.requests import MINUTES

SOURCE = "panggilan_112"
HELP = "Bantuan Layanan Digital"
OTHER = {
    "Darurat": (0.20, ("Kecelakaan", "Kebakaran", "Medis", "Banjir")),
    "Informasi": (0.22, ("Info Layanan", "Lainnya")),
    "Prank": (0.25, ("",)),
    "Ghost Call": (0.21, ("",)),
    "Terputus": (0.11, ("",)),
    "Uji Coba": (0.01, ("",)),
}
HELP_TOPICS = (
    "Lupa Kata Sandi",
    "Gagal Masuk",
    "Unggah Berkas",
    "Status Permohonan",
    "Pendaftaran Akun",
    "Lainnya",
    "Aplikasi Lambat",
)
UNKNOWN_CATEGORY = "Uji Coba"
SILENT = ("Ghost Call", "Terputus")
OTHER_PER_DAY = 85.0
PLACED_OTHER = 0.55
BAD_OTHER_PART = 0.004
REASONS = ("nilai_tak_dikenal", "tanggal_di_luar_jangkauan", "tanggal_tak_terbaca", "tanggal_terbalik")
COLUMNS = [
    "No Tiket",
    "Waktu Terima",
    "Nomor Penelepon",
    "Kategori",
    "Kecamatan",
    "Kelurahan",
    "Topik",
    "Dijawab",
    "Waktu Selesai",
]


def _frame(
    day: Ints, unit: Ints, category: TextArray | str, person: Ints, is_placed: Bools, is_bad: Bools
) -> pd.DataFrame:
    return pd.DataFrame(
        {"day": day, "unit": unit, "category": category, "person": person, "is_placed": is_placed, "is_bad": is_bad}
    )


def _linked(requests: pd.DataFrame, drawn: Draw) -> pd.DataFrame:
    """Return the calls from applicants' phones; in each cell the first ones have a place."""
    helped = requests[requests["is_helped"]].sort_values(["unit", "day", "shift", "person"])
    rank = helped.groupby(["unit", "day", "shift"]).cumcount().to_numpy()
    unit, day, shift = (helped[name].to_numpy() for name in ("unit", "day", "shift"))
    placed = drawn.counts.placed_linked[unit, day, shift - CALL_SHIFTS[0]]
    nobody = np.zeros(len(helped), bool)
    frame = _frame(day + shift, unit, HELP, helped["person"].to_numpy(), rank < placed, nobody)
    return frame.assign(is_linked=True)


def _loose(drawn: Draw, rng: np.random.Generator) -> pd.DataFrame:
    """Return help calls that link to nothing: first those with a place, of these the bad ones first."""
    counts, placed = drawn.counts.loose.ravel(), drawn.counts.placed_loose.ravel()
    cell = np.repeat(np.arange(counts.size), counts)
    rank = np.arange(cell.size) - np.repeat(np.cumsum(counts) - counts, counts)
    person = rng.integers(100_000, size=len(cell))
    return _frame(
        cell % len(drawn.days),
        cell // len(drawn.days),
        HELP,
        person,
        rank < placed[cell],
        rank < drawn.defects.bad_calls.ravel()[cell],
    ).assign(is_linked=False)


def _others(drawn: Draw, rng: np.random.Generator) -> pd.DataFrame:
    counts = rng.poisson(OTHER_PER_DAY * rng.gamma(30, 1 / 30, len(drawn.days)))
    day = np.repeat(np.arange(len(drawn.days)), counts)
    size = len(day)
    parts = np.array([part for part, _ in OTHER.values()])
    category = np.array(list(OTHER), object)[rng.choice(len(OTHER), size, p=parts / parts.sum())]
    villages = np.flatnonzero(drawn.tables.units["kind"] == "kelurahan")
    weights = drawn.tables.units["population"].to_numpy(float)[villages]
    unit = rng.choice(villages, size, p=weights / weights.sum())
    placed = rng.random(size) < PLACED_OTHER
    bad = (rng.random(size) < BAD_OTHER_PART) & placed
    return _frame(day, unit, category, rng.integers(100_000, size=size), placed, bad).assign(is_linked=False)


def call_rows(drawn: Draw, requests: pd.DataFrame) -> pd.DataFrame:
    """Return the calls in order of time.

    day, unit (positions), category, person, is_placed, is_bad, is_linked, received, closed (minutes
    from midnight of the first day), is_answered, topic, reason (position in REASONS, -1: good).
    """
    rng = stream(drawn.seed, "calls")
    rows = pd.concat([_linked(requests, drawn), _loose(drawn, rng), _others(drawn, rng)], ignore_index=True)
    size = len(rows)
    is_help = (rows["category"] == HELP).to_numpy()
    clock = np.where(is_help, rng.integers(7 * 60, 22 * 60, size), rng.integers(MINUTES, size=size))
    rows["received"] = rows["day"] * MINUTES + clock
    rows["closed"] = rows["received"] + 1 + rng.exponential(25, size).astype(np.int64)
    rows["is_answered"] = rng.random(size) < np.where(rows["category"].isin(SILENT), 0.35, 0.93)
    topics = {name: texts for name, (_, texts) in OTHER.items()} | {HELP: HELP_TOPICS}
    pick = rng.integers(210, size=size)
    rows["topic"] = [topics[name][p % len(topics[name])] for name, p in zip(rows["category"], pick, strict=True)]
    rows["reason"] = np.where(rows["is_bad"], pick % len(REASONS), -1)
    rows["phone_way"] = pick % 3
    return rows.sort_values(["received", "person", "unit"], kind="stable", ignore_index=True)


def _times(drawn: Draw, minutes: Ints) -> TextArray:
    """Return minutes from the first day as `27 Agustus 2024 14:05`."""
    stamps = pd.date_range(drawn.days.dates[0], periods=len(drawn.days) + 2)
    days = np.array([format_date(stamp.date(), "d MMMM y", locale="id_ID") for stamp in stamps], object)
    clock = np.array([f" {m // 60:02d}:{m % 60:02d}" for m in range(MINUTES)], object)
    texts: TextArray = days[minutes // MINUTES] + clock[minutes % MINUTES]
    return texts


def _places(rows: pd.DataFrame, drawn: Draw) -> tuple[TextArray, TextArray]:
    """Return kecamatan and kelurahan as written; what is drawn at a kecamatan office names only its area."""
    units, unit = drawn.tables.units, rows["unit"].to_numpy()
    kecamatan = units["kecamatan"].to_numpy(object)[unit]
    is_kelurahan = (units["kind"] == "kelurahan").to_numpy()[unit]
    kelurahan = np.where(is_kelurahan, units["name"].to_numpy(object)[unit], "")
    placed = rows["is_placed"]
    return np.where(placed, kecamatan, ""), np.where(placed, kelurahan, "")


def _table(rows: pd.DataFrame, drawn: Draw) -> pd.DataFrame:
    person = rows["person"].to_numpy()
    phones = np.where(rows["is_linked"], people.phone(person), people.phone(person, people.OTHER_PHONES))
    kecamatan, kelurahan = _places(rows, drawn)
    received = rows["received"].to_numpy()
    closed = np.where(rows["reason"] == REASONS.index("tanggal_terbalik"), np.maximum(received - 95, 0), rows["closed"])
    has_end = rows["is_answered"] | (rows["reason"] == REASONS.index("tanggal_terbalik"))
    unreadable, early, unclear = (
        rows["reason"] == REASONS.index(reason)
        for reason in ("tanggal_tak_terbaca", "tanggal_di_luar_jangkauan", "nilai_tak_dikenal")
    )
    number = people.padded(np.arange(1, len(rows) + 1), 6)
    values = (
        "112-" + number,
        np.select([unreadable, early], ["31 Pebruari 2024 25:61", "2 November 2004 09:15"], _times(drawn, received)),
        people.spelled(phones, rows["phone_way"].to_numpy()),
        rows["category"],
        kecamatan,
        kelurahan,
        rows["topic"],
        np.where(unclear, "Mungkin", np.where(rows["is_answered"], "Ya", "Tidak")),
        np.where(has_end, _times(drawn, closed), ""),
    )
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def write_calls(drawn: Draw, requests: pd.DataFrame, folder: Path, account: WriterNotes) -> pd.DataFrame:
    """Write one file a month into `folder`; return the calls (call_rows)."""
    rows = call_rows(drawn, requests)
    table = _table(rows, drawn)
    month = drawn.days.month[rows["day"]]
    for name in np.unique(month):
        inside = month == name
        path = folder / f"{SOURCE}_{np.datetime_as_string(name, 'M')}.csv"
        table[inside].to_csv(path, sep=";", index=False, encoding="utf-8", lineterminator="\r\n")
        _note_rows(rows[inside], f"{SOURCE}/{path.name}", account)
    return rows


def _note_rows(held: pd.DataFrame, path: str, account: WriterNotes) -> None:
    reason = held["reason"].to_numpy()
    bad = np.flatnonzero(reason >= 0)
    account.files[path] = {"records": len(held)}
    account.note("bad", path, (bad + 2).tolist(), [REASONS[r] for r in reason[bad]])
    odd = np.flatnonzero((held["category"] == UNKNOWN_CATEGORY) & (reason < 0))
    account.note("warned", path, (odd + 2).tolist(), ["kategori_tak_dikenal"] * len(odd))
