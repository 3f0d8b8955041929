"""Files that wait and files that were sent, without a browser."""

from typing import Any

from akses import Reader
from core.store import Store
from intake import FileVerdict, Sent, WaitingFile, send_file, waiting_files
from intake.verdict.verdict import RowCounts
from intake.waiting.judging import keep_verdict
from support.intake.upload import uploaded

OFFICE = "64.72.05.1002"
OPERATOR = Reader("", "operator", OFFICE)
ANALYST = Reader("", "analis")
HEADER = "No Permohonan;Unit Layanan;Jenis Layanan;Asal Permohonan;Status;Tanggal Permohonan"


def requests_file(*numbers: str, day: str = "28/08/2024") -> bytes:
    """A request log with a row a number."""
    rows = [f"{number};Kelurahan Sidodadi;SKTM;Warga;Selesai;{day} 07.30" for number in numbers]
    return "\n".join([HEADER, *rows, ""]).encode()


def waits(content: bytes, name: str = "log.csv", *, month: str = "2024-11", **said: Any) -> WaitingFile:
    """A file that was just handed in where nobody logs in, with a verdict; `said`: as of Verdict."""
    answer = uploaded(content, name)
    file = next(file for file in waiting_files("") if file.id == answer.told["id"])
    told: dict[str, Any] = {
        "source": "permohonan", "sender": "kota", "months": [month], "counts": RowCounts(1, 1, 0, 0, 0, 0),
    }  # fmt: skip
    keep_verdict(file, FileVerdict(name, **(told | said)))
    return file


def sent_requests(content: bytes) -> Sent:
    """A request log, sent by an analyst."""
    return send_file(waits(content).id, ANALYST)


def declare(store: Store) -> None:
    """Say what a load asks of request logs."""
    folder = store.raw / "permohonan"
    folder.mkdir(exist_ok=True)
    (folder / "sumber.toml").write_text('zone = "WITA"\n')


def raw_names(store: Store) -> list[str]:
    """What lies in the raw folder, hidden files among it."""
    return sorted(str(path.relative_to(store.raw)) for path in store.raw.rglob("*") if path.is_file())
