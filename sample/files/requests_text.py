"""Requests as the twelve columns of an export, and the defects that are put into them."""

import numpy as np
import pandas as pd

from sample.world import people
from sample.world.draw import Draw
from sample.world.parameters import Ints, stream
from sample.world.people import TextArray
from sample.world.requests import CANCELLED, DRAWN_STATUSES, MINUTES, state_at
from sample.world.spelling import AMBIGUOUS, UNKNOWN_UNITS, WRITTEN, service_spellings, unit_spellings

REQUEST_COLUMNS = [
    "No Permohonan",
    "NIK",
    "Nama Pemohon",
    "No HP",
    "Kecamatan",
    "Unit Layanan",
    "Jenis Layanan",
    "Asal Permohonan",
    "Status",
    "Tanggal Permohonan",
    "Tanggal Update",
    "No Antrian",
]
ORIGIN_TEXTS = ("Warga", "RT", "Petugas", "")
REASONS = (
    "unit_tak_dikenal",
    "unit_rancu",
    "kecamatan_tak_cocok",
    "tanggal_tak_terbaca",
    "tanggal_terbalik",
    "tanggal_di_luar_jangkauan",
    "status_tak_dikenal",
    "nomor_kosong",
)
BROKEN_NIK_PART = 0.01
BROKEN_NIK = ("9,90000E+15", "0", "6,47202E+15")
APOSTROPHE_PART = 0.02
ZERO_LOST_PART = 0.05
EARLY_DATES = ("2004-11-02 09:15:00", "2009-07-30 10:40:00")
BAD_DATES = ("32/13/2024 08.00", "kemarin", "", "2024")


def _dates(drawn: Draw, pattern: str) -> TextArray:
    """Return the days of the draw and a month beyond as text."""
    stamps = pd.date_range(drawn.days.dates[0], periods=len(drawn.days) + 40)
    return stamps.strftime(pattern).to_numpy(object)


def moments(drawn: Draw, minutes: Ints, is_iso: bool) -> TextArray:
    """Return minutes from the first day as `dd/mm/yyyy HH.MM`, or as ISO with seconds."""
    clock = [f"{m // 60:02d}:{m % 60:02d}:00" if is_iso else f"{m // 60:02d}.{m % 60:02d}" for m in range(MINUTES)]
    days = _dates(drawn, "%Y-%m-%d" if is_iso else "%d/%m/%Y")
    texts: TextArray = days[minutes // MINUTES] + " " + np.array(clock, object)[minutes % MINUTES]
    return texts


def request_looks(rows: pd.DataFrame, drawn: Draw) -> pd.DataFrame:
    """Return the rows with everything about their writing drawn once, so that re-exports repeat it.

    Adds unit_way, service_way, phone_way, reason (position in REASONS, -1: good), nik_way (0 right,
    1 broken, 2 apostrophe), pick (for choices among texts), zero_lost.
    """
    rng = stream(drawn.seed, "looks")
    count = len(rows)
    luck = rng.random(count)
    is_broken = (luck < BROKEN_NIK_PART) & ~rows["is_bad"]
    nik_way = np.where(is_broken, 1, np.where(luck > 1 - APOSTROPHE_PART, 2, 0))
    return rows.assign(
        unit_way=rng.integers(WRITTEN, size=count),
        service_way=rng.integers(WRITTEN, size=count),
        phone_way=rng.choice(3, count, p=(0.8, 0.12, 0.08)),
        nik_way=nik_way,
        pick=rng.integers(60, size=count),
        reason=np.where(rows["is_bad"], rng.integers(len(REASONS), size=count), -1),
        zero_lost=rng.random(count) < ZERO_LOST_PART,
    )


def _choose(texts: tuple[str, ...], pick: Ints) -> TextArray:
    chosen: TextArray = np.array(texts, object)[pick % len(texts)]
    return chosen


def _written(rows: pd.DataFrame, drawn: Draw, moment: Ints, is_iso: bool) -> dict[str, TextArray]:
    """Return the columns of the rows as they stood at `moment`, still without bad values."""
    unit, person = rows["unit"].to_numpy(), rows["person"].to_numpy()
    status, changed = state_at(rows, moment)
    days = drawn.days.dates[rows["day"]]
    year = np.array((days.astype("datetime64[Y]").astype(int) + 1970).astype(str), object)
    number = "SMD-" + year + "-" + people.padded(rows["serial"].to_numpy(), 7)
    nik, nik_way, pick = people.nik(person), rows["nik_way"].to_numpy(), rows["pick"].to_numpy()
    queue = _dates(drawn, "%d%m%y")[rows["day"]] + people.padded(rows["queue"].to_numpy(), 3)
    bare = pd.Series(queue).str.lstrip("0").to_numpy(object)
    values = (
        number,
        np.select([nik_way == 1, nik_way == 2], [_choose(BROKEN_NIK, pick), "'" + nik], nik),
        people.name(person),
        people.spelled(people.phone(rows["phone_of"].to_numpy()), rows["phone_way"].to_numpy()),
        drawn.tables.units["kecamatan"].to_numpy(object)[unit],
        unit_spellings(drawn.tables)[unit, rows["unit_way"]],
        service_spellings(drawn.tables)[rows["service"], rows["service_way"]],
        np.array(ORIGIN_TEXTS, object)[rows["origin"]],
        np.array([*DRAWN_STATUSES, CANCELLED], object)[status],
        moments(drawn, rows["submitted"].to_numpy(), is_iso),
        moments(drawn, changed, is_iso),
        np.where(rows["zero_lost"], bare, queue),
    )
    return dict(zip(REQUEST_COLUMNS, values, strict=True))


def request_table(rows: pd.DataFrame, drawn: Draw, moment: Ints, is_iso: bool = False) -> pd.DataFrame:
    """Return the twelve text columns of an export taken at `moment` (minutes from the first day)."""
    values = _written(rows, drawn, moment, is_iso)
    pick = rows["pick"].to_numpy()
    names = drawn.tables.units.loc[drawn.tables.units["kind"] == "kecamatan", "name"].tolist()
    own = np.array([names.index(name) for name in drawn.tables.units["kecamatan"]])[rows["unit"]]
    other = np.array(names, object)[(own + 1 + pick % (len(names) - 1)) % len(names)]
    before = moments(drawn, np.maximum(rows["submitted"].to_numpy() - 180 - 37 * pick, 0), is_iso)
    spoiled = {
        "unit_tak_dikenal": ("Unit Layanan", _choose(UNKNOWN_UNITS, pick)),
        "unit_rancu": ("Unit Layanan", _choose(AMBIGUOUS, pick)),
        "kecamatan_tak_cocok": ("Kecamatan", other),
        "tanggal_tak_terbaca": ("Tanggal Permohonan", _choose(BAD_DATES, pick)),
        "tanggal_terbalik": ("Tanggal Update", before),
        "tanggal_di_luar_jangkauan": ("Tanggal Permohonan", _choose(EARLY_DATES, pick)),
        "status_tak_dikenal": ("Status", _choose(("Diarsipkan", "Macet??"), pick)),
        "nomor_kosong": ("No Permohonan", _choose(("", " "), pick)),
    }
    for position, reason in enumerate(REASONS):
        column, wrong = spoiled[reason]
        values[column] = np.where(rows["reason"] == position, wrong, values[column])
    return pd.DataFrame(values)
