"""The request exports: one file a month, re-exports, one file that arrives twice."""

import json
import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from sample.files.account import WriterNotes
from sample.files.requests_text import REASONS, request_looks, request_table
from sample.world.draw import Draw
from sample.world.parameters import Bools, Ints, stream
from sample.world.requests import MINUTES, request_rows

SOURCE = "permohonan"
JSON_MONTH = "2024-03"
REEXPORTS = (date(2023, 11, 27), date(2024, 2, 5), date(2024, 8, 5), date(2024, 11, 11))
"""Days of re-exports at 08.00; each holds the good requests of the month of the day twelve days before."""
LOOK_BACK_DAYS = 12
LATE_PART = 0.002
DOUBLED_PART = 0.003


@dataclass(frozen=True)
class Export:
    """One file: name without ending, moment it was taken, rows it holds, first or repeated export."""

    name: str
    moment: int
    holds: Bools
    is_monthly: bool = True


def _month_exports(rows: pd.DataFrame, drawn: Draw) -> list[Export]:
    """Return one export a month with requests, taken at the month's last minute.

    A few rows come one month late, where a later month exists.
    """
    rng = stream(drawn.seed, "late requests")
    months, month = np.unique(drawn.days.month, return_inverse=True)
    ends = np.searchsorted(month, np.arange(len(months)), side="right") * MINUTES - 1
    late = (rng.random(len(rows)) < LATE_PART) & ~rows["is_bad"].to_numpy()
    arrives = np.minimum(month[rows["day"]] + late, len(months) - 1)
    return [
        Export(f"permohonan_{months[m]}", int(ends[m]), arrives == m)
        for m in range(len(months))
        if (arrives == m).any()
    ]


def _reexports(rows: pd.DataFrame, drawn: Draw, monthly: dict[str, Bools]) -> list[Export]:
    """Return later exports of rows that a monthly file holds too."""
    found = []
    for day in REEXPORTS:
        month = f"permohonan_{day - timedelta(days=LOOK_BACK_DAYS):%Y-%m}"
        if day > drawn.until or month not in monthly:
            continue
        moment = drawn.days.index_of(day) * MINUTES + 8 * 60
        is_good = ((rows["submitted"] < moment) & ~rows["is_bad"]).to_numpy()
        found.append(Export(f"permohonan_ekspor_{day}", moment, monthly[month] & is_good, False))
    return [export for export in found if export.holds.any()]


def _known_until(rows: pd.DataFrame, exports: list[Export]) -> Ints:
    """Return the moment of the newest export that holds each row."""
    known = np.zeros(len(rows), np.int64)
    for export in exports:
        known = np.where(export.holds, np.maximum(known, export.moment), known)
    return known


def _doubled(count: int, rng: np.random.Generator) -> Ints:
    """Return row positions of a file in which a few rows stand twice."""
    return np.repeat(np.arange(count), 1 + (rng.random(count) < DOUBLED_PART))


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, sep=";", index=False, encoding="utf-8-sig", lineterminator="\r\n")


def _write_json(table: pd.DataFrame, path: Path) -> None:
    path.write_text(json.dumps(table.to_dict("records"), ensure_ascii=False, indent=1), encoding="utf-8")


def _write_export(export: Export, rows: pd.DataFrame, drawn: Draw, folder: Path, account: WriterNotes) -> None:
    is_json = export.name == f"permohonan_{JSON_MONTH}"
    held = rows[export.holds].reset_index(drop=True)
    order = _doubled(len(held), stream(drawn.seed, export.name))
    moment = np.full(len(held), export.moment)
    table = request_table(held, drawn, moment, is_json).iloc[order]
    path = folder / f"{export.name}.{'json' if is_json else 'csv'}"
    (_write_json if is_json else _write_csv)(table, path)
    places = np.arange(len(order)) + (0 if is_json else 2)
    name, written = f"{SOURCE}/{path.name}", held.iloc[order].reset_index(drop=True)
    account.files[name] = {"records": len(table), "distinct": len(held), "export": _when(drawn, export.moment)}
    repeats = np.append(False, order[1:] == order[:-1])
    late = drawn.days.month[written["day"]] < drawn.days.month[export.moment // MINUTES]
    for kind, is_it, reasons in (
        ("bad", (written["reason"] >= 0).to_numpy(), [REASONS[r] for r in written["reason"]]),
        ("warned", (written["nik_way"] == 1).to_numpy(), ["nik_rusak"] * len(written)),
        ("late", late & export.is_monthly, ["terlambat"] * len(written)),
        ("repeated", repeats, ["duplikat"] * len(written)),
    ):
        account.note(kind, name, places[is_it].tolist(), [reasons[i] for i in np.flatnonzero(is_it)])


def _when(drawn: Draw, moment: int) -> str:
    start = datetime.fromisoformat(str(drawn.days.dates[0]))
    return (start + timedelta(minutes=moment)).isoformat(sep=" ")


def _describe_reexport(export: Export, rows: pd.DataFrame, moments: Ints, drawn: Draw, account: WriterNotes) -> None:
    """Note how many rows of a re-export are unchanged, newer or older than in the monthly file."""
    held, here = rows[export.holds], moments[export.holds]
    then = request_table(held, drawn, here)
    now = request_table(held, drawn, np.full(len(held), export.moment))
    same = ((then["Tanggal Update"] == now["Tanggal Update"]) & (then["Status"] == now["Status"])).to_numpy()
    later = export.moment > here
    account.files[f"{SOURCE}/{export.name}.csv"] |= {
        "unchanged": int(same.sum()),
        "newer": int((~same & later).sum()),
        "older": int((~same & ~later).sum()),
    }


def write_requests(drawn: Draw, folder: Path, account: WriterNotes) -> pd.DataFrame:
    """Write all request files into `folder`; return the rows as they were (request_rows, with looks)."""
    rows = request_looks(request_rows(drawn), drawn)
    monthly = _month_exports(rows, drawn)
    again = _reexports(rows, drawn, {export.name: export.holds for export in monthly})
    rows["known_until"] = _known_until(rows, [*monthly, *again])
    first_seen = _known_until(rows, monthly)
    for export in [*monthly, *again]:
        _write_export(export, rows, drawn, folder, account)
    for export in again:
        _describe_reexport(export, rows, first_seen, drawn, account)
    _copy_one(monthly, folder, account)
    return rows


def _copy_one(monthly: list[Export], folder: Path, account: WriterNotes) -> None:
    """Let one month's file arrive a second time under another name."""
    names = [e.name for e in monthly if (folder / f"{e.name}.csv").exists()]
    if names:
        original = f"{names[len(names) // 2]}.csv"
        shutil.copyfile(folder / original, folder / f"salinan_{original}")
        account.files[f"{SOURCE}/salinan_{original}"] = {"same_bytes_as": f"{SOURCE}/{original}"}
