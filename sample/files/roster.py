"""The roster of the roll-out and the log of outages."""

from pathlib import Path

import pandas as pd

from sample.files.account import WriterNotes
from sample.world.draw import Draw
from sample.world.outages import Outage
from sample.world.rollout import Event

ROLLOUT, OUTAGES = "peluncuran", "gangguan"
WHOLE_CITY = "SEMUA"
NOTES = {"belum": "Awal daftar", "ditunda": "Menunggu jaringan"}


def _write(rows: list[dict[str, str]], path: Path, account: WriterNotes) -> None:
    pd.DataFrame(rows).to_csv(path, sep=";", index=False, encoding="utf-8", lineterminator="\r\n")
    account.files[f"{path.parent.name}/{path.name}"] = {"records": len(rows)}


def _place(drawn: Draw, code: str) -> dict[str, str]:
    if not code:
        return {"Unit Layanan": WHOLE_CITY, "Kecamatan": ""}
    unit = drawn.tables.units.iloc[drawn.codes.index(code)]
    title = "Kantor Kecamatan" if unit["kind"] == "kecamatan" else "Kelurahan"
    return {"Unit Layanan": f"{title} {unit['name']}", "Kecamatan": str(unit["kecamatan"])}


def _event_row(drawn: Draw, event: Event) -> dict[str, str]:
    note = "Gelombang yang direncanakan" if event.is_planned else NOTES.get(event.status, "")
    return {
        **_place(drawn, event.unit_code),
        "Status": event.status.capitalize(),
        "Tanggal": f"{event.day:%d/%m/%Y}",
        "Rencana": "Ya" if event.is_planned else "Tidak",
        "Keterangan": note,
        "Sumber": "Daftar contoh",
    }


def write_rollout(drawn: Draw, folder: Path, account: WriterNotes) -> None:
    """Write peluncuran.csv; its last row names an office that could be any of four."""
    rows = [_event_row(drawn, event) for event in drawn.roster.events]
    rows.append(
        {
            **rows[-1],
            "Unit Layanan": "Sempaja",
            "Kecamatan": "Samarinda Utara",
            "Status": "Sosialisasi",
            "Tanggal": f"{drawn.until:%d/%m/%Y}",
            "Rencana": "Tidak",
            "Keterangan": "",
        }
    )
    _write(rows, folder / f"{ROLLOUT}.csv", account)
    account.note("bad", f"{ROLLOUT}/{ROLLOUT}.csv", [len(rows) + 1], ["unit_rancu"])


def _outage_row(drawn: Draw, outage: Outage) -> dict[str, str]:
    return {
        **_place(drawn, outage.unit_code),
        "Mulai": f"{outage.start:%d/%m/%Y %H.%M}",
        "Selesai": f"{outage.end:%d/%m/%Y %H.%M}",
        "Jenis": outage.kind,
        "Keterangan": outage.note,
    }


def write_outages(drawn: Draw, folder: Path, account: WriterNotes) -> None:
    """Write gangguan.csv; its last row repeats the first with start and end exchanged."""
    rows = [_outage_row(drawn, outage) for outage in drawn.outages]
    rows.append({**rows[0], "Mulai": rows[0]["Selesai"], "Selesai": rows[0]["Mulai"]})
    _write(rows, folder / f"{OUTAGES}.csv", account)
    account.note("bad", f"{OUTAGES}/{OUTAGES}.csv", [len(rows) + 1], ["tanggal_terbalik"])
