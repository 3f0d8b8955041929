"""One very large request file, for measuring and growth: written by the database, not row by row."""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from sample.files.account import WriterNotes
from sample.files.requests_text import ORIGIN_TEXTS, REQUEST_COLUMNS
from sample.world import people
from sample.world.draw import Draw
from sample.world.parameters import Ints, stream
from sample.world.people import TextArray
from sample.world.requests import DRAWN_STATUSES, MINUTES
from sample.world.spelling import UNKNOWN_UNITS, service_spellings, unit_spellings
from sample.world.world import DRAWN_ORIGINS

FILE = "permohonan/permohonan_besar.csv"
BAD_PART = 0.005
REPEATED_PART = 0.005
SHORT_WAYS = 2
"""Of the ways to write an office or a service only the shortest, to keep a row near 165 bytes."""
BAD = ("unit_tak_dikenal", "tanggal_tak_terbaca", "status_tak_dikenal", "nomor_kosong")
UNKNOWN_STATUS = "Diarsipkan"
LINE = """
    SELECT concat_ws(';', if(reason = 3, '', format('SMD-{}-{:07d}', year, serial)), nik, person_name,
        format('08990000{:05d}', person % 100000), kecamatan, unit, service, origin, status,
        if(reason = 1, '32/13/2024 08.00', concat(day, ' ', clock)), concat(update_day, ' ', clock),
        format('{}{:03d}', queue_day, queue)) || chr(13)
    FROM numbers"""


def _coded(codes: Ints, texts: TextArray) -> pd.Series:
    """Return texts[codes] as a categorical: the database then holds each text once."""
    position, unique = pd.factorize(pd.Series(texts))
    return pd.Series(pd.Categorical.from_codes(np.asarray(position)[codes], pd.Index(unique.tolist())))


def _shortest(spellings: TextArray) -> TextArray:
    return np.array([sorted(ways, key=len)[:SHORT_WAYS] for ways in spellings.tolist()], object)


def _cells(drawn: Draw, count: int, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Return origin, office and day of `count` requests, spread as in the draw, in order of days."""
    weights = np.stack([drawn.accepted[name] for name in DRAWN_ORIGINS]).ravel().astype(float)
    per_cell = rng.multinomial(count, weights / weights.sum())
    cell = np.repeat(np.arange(weights.size), per_cell)
    origin, rest = np.divmod(cell, len(drawn.codes) * len(drawn.days))
    unit, day = np.divmod(rest, len(drawn.days))
    order = np.argsort(day, kind="stable")
    return origin[order], unit[order], day[order]


def _numbers(drawn: Draw, count: int) -> pd.DataFrame:
    """Return the rows as numbers: distinct requests by day, then later states of some of them."""
    rng = stream(drawn.seed, "bulk")
    repeated = round(count * REPEATED_PART)
    origin, unit, day = _cells(drawn, count - repeated, rng)
    size = len(day)
    chosen = rng.choice(size, repeated + round(count * BAD_PART), replace=False)
    reason = np.full(size, -1)
    reason[chosen[repeated:]] = np.arange(len(chosen) - repeated) % len(BAD)
    rows = pd.DataFrame(
        {
            "origin": origin,
            "unit": unit,
            "day": day,
            "reason": reason,
            "minute": rng.integers(8 * 60, 16 * 60, size),
            "status": rng.integers(len(DRAWN_STATUSES) - 1, size=size),
            "person": rng.integers(max(size // 2, 1), size=size),
            "service": rng.integers(len(drawn.tables.services), size=size),
            "way": rng.integers(SHORT_WAYS, size=size),
            "lag": rng.integers(10, size=size),
        }
    )
    year = drawn.days.dates[day].astype("datetime64[Y]").astype(int) + 1970
    queue = rows.groupby(["unit", "day"]).cumcount() % 999 + 1
    rows = rows.assign(year=year, serial=np.arange(1, size + 1), queue=queue)
    later = rows.iloc[np.sort(chosen[:repeated])].assign(status=len(DRAWN_STATUSES) - 1, lag=lambda r: r["lag"] + 5)
    return pd.concat([rows, later], ignore_index=True)


def _columns(rows: pd.DataFrame, drawn: Draw) -> pd.DataFrame:
    """Return the rows with every repeated text as a categorical."""
    units, services = (_shortest(table(drawn.tables)) for table in (unit_spellings, service_spellings))
    unit = rows["unit"].to_numpy() * SHORT_WAYS + rows["way"].to_numpy()
    unit[rows["reason"] == BAD.index("unit_tak_dikenal")] = units.size
    service = rows["service"].to_numpy() * SHORT_WAYS + rows["way"].to_numpy()
    status = np.where(rows["reason"] == BAD.index("status_tak_dikenal"), len(DRAWN_STATUSES), rows["status"])
    stamps = pd.date_range(drawn.days.dates[0], periods=len(drawn.days) + 30)
    clock = np.array([f"{m // 60:02d}.{m % 60:02d}" for m in range(MINUTES)], object)
    day, person = rows["day"].to_numpy(), rows["person"].to_numpy()
    dates = stamps.strftime("%d/%m/%Y").to_numpy(object)
    names = np.array([f"{first} {last[0]}." for first in people.FIRST for last in people.LAST], object)
    texts = {
        "kecamatan": _coded(rows["unit"].to_numpy(), drawn.tables.units["kecamatan"].to_numpy(object)),
        "unit": _coded(unit, np.append(units.ravel(), UNKNOWN_UNITS[0])),
        "service": _coded(service, services.ravel()),
        "origin": _coded(rows["origin"].to_numpy(), np.array(ORIGIN_TEXTS, object)),
        "status": _coded(status, np.array([*DRAWN_STATUSES, UNKNOWN_STATUS], object)),
        "day": _coded(day, dates),
        "update_day": _coded(day + rows["lag"].to_numpy(), dates),
        "queue_day": _coded(day, stamps.strftime("%d%m%y").to_numpy(object)),
        "clock": _coded(rows["minute"].to_numpy(), clock),
        "person_name": _coded(person % len(names), names),
    }
    numbers = {name: rows[name].to_numpy() for name in ("reason", "year", "serial", "queue", "person")}
    return pd.DataFrame({**numbers, **texts, "nik": people.nik_number(person)})


def write_bulk(drawn: Draw, root: Path, account: WriterNotes, count: int) -> None:
    """Write exactly `count` data rows: 0.5% bad, 0.5% later states of a key already seen.

    UTF-8 with BOM, `;`, CRLF, about 165 bytes a row. Notes totals, not places.
    """
    rows = _numbers(drawn, count)
    header = "\ufeff" + ";".join(REQUEST_COLUMNS) + "\r"
    with duckdb.connect() as connection:
        connection.register("numbers", _columns(rows, drawn))
        target = str(root / FILE).replace("'", "''")
        # One column without quoting: the lines are finished text. A control sign that never occurs
        # stands in as delimiter, so that nothing is taken for one.
        connection.execute(
            f"COPY (SELECT '{header}' UNION ALL {LINE}) TO '{target}' "
            "(FORMAT csv, HEADER false, DELIMITER '\x01', QUOTE '', ESCAPE '')"
        )
    reasons = {name: int((rows["reason"] == position).sum()) for position, name in enumerate(BAD)}
    account.files[FILE] = {"records": len(rows), "distinct": int(rows["serial"].nunique()), "bad": reasons}
