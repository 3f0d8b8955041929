"""The table of rules, data/local/peringatan.csv: who is told of what."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.local_table import TableError, TableRow, table_rows, words_listed
from core.settings import settings
from mail import is_address
from operations.alerts.alert import ALERT_KINDS, CHANGED_VERDICT, MISSED_TARGET, OFFICE_IN_NEED, SILENT_SOURCE

ALERT_COLUMNS: Final = ("kind", "threshold", "to", "kecamatan")
WEBHOOK: Final = "webhook"
OF_PLACES: Final = (CHANGED_VERDICT, OFFICE_IN_NEED, MISSED_TARGET)
"""Kinds that can be told of one kecamatan alone."""
MOST_DAYS: Final = 365


@dataclass(frozen=True)
class AlertRule:
    """One row: a kind, from which number on (None: the product's own), who is told, and of which kecamatan alone.

    `recipients`: e-mail addresses in small letters, or WEBHOOK; `kecamatan`: its code, '' for the city.
    """

    line: int
    kind: str
    threshold: int | None
    recipients: tuple[str, ...]
    kecamatan: str = ""


def rules_file() -> Path:
    """Return where the table lies."""
    return settings().data_dir / "local" / "peringatan.csv"


def read_rules(kecamatan: Collection[str] | None, text: str | None = None) -> tuple[list[AlertRule], list[str]]:
    """Return the rules, and what is wrong with other rows, a sentence a row; none of both where there is no table.

    `kecamatan`: the codes that there are, None where nobody knows them. `text`: read in place of the file.
    Raises TableError for a table that cannot be read as a whole. A wrong row silences no other.
    """
    path = rules_file()
    if text is None and not path.exists() and not path.is_symlink():
        return [], []
    rules, wrong = [], []
    for row in table_rows(path, ALERT_COLUMNS, text):
        if fault := fault_of_rule(row, kecamatan):
            wrong.append(f"{path} baris {row.line}: {fault}.")
        else:
            rules.append(_rule(row))
    return rules, wrong


def rule_faults(text: str, kecamatan: Collection[str] | None) -> list[str]:
    """Return what is wrong with a text that is to become the table, a sentence a row; `kecamatan` as in read_rules."""
    try:
        return read_rules(kecamatan, text)[1]
    except TableError as error:
        return [str(error)]


def _rule(row: TableRow) -> AlertRule:
    cells, days = row.cells, row.cells["threshold"]
    return AlertRule(
        row.line, cells["kind"].lower(), int(days) if days else None, words_listed(cells["to"]), cells["kecamatan"]
    )


def fault_of_rule(row: TableRow, kecamatan: Collection[str] | None) -> str | None:
    """Return what is wrong with a row and what to do, in words; None where nothing is. No address is quoted."""
    if not row.is_whole:
        return f"jumlah kolom bukan {len(ALERT_COLUMNS)}; beri tanda kutip ganda pada isi yang memuat koma"
    kind, place = row.cells["kind"].lower(), row.cells["kecamatan"]
    if kind not in ALERT_KINDS:
        return f"kolom kind '{row.cells['kind']}' tidak dikenal; tulis {', '.join(ALERT_KINDS)}"
    if fault := _fault_of_threshold(kind, row.cells["threshold"]) or _fault_of_recipients(
        words_listed(row.cells["to"])
    ):
        return fault
    if place and kind not in OF_PLACES:
        return f"kolom kecamatan '{place}' tidak berlaku untuk {kind}; kosongkan"
    if place and kecamatan is not None and place not in kecamatan:
        like = min(kecamatan, default="")
        return f"kolom kecamatan '{place}' bukan kode kecamatan; tulis seperti {like}, atau kosongkan untuk kota"
    return None


def _fault_of_threshold(kind: str, days: str) -> str | None:
    if not days:
        return None
    if kind != SILENT_SOURCE:
        return f"kolom threshold '{days}' tidak berlaku untuk {kind}; kosongkan"
    if not (days.isascii() and days.isdigit() and 1 <= int(days[:4]) <= MOST_DAYS and len(days) < 4):
        return f"kolom threshold '{days}' bukan jumlah hari kerja; tulis 1 sampai {MOST_DAYS}, atau kosongkan"
    return None


def _fault_of_recipients(names: tuple[str, ...]) -> str | None:
    if not names:
        return f"kolom to kosong; tulis alamat surel atau {WEBHOOK}"
    wrong = [at for at, name in enumerate(names, 1) if name != WEBHOOK and not is_address(name)]
    if wrong:
        return f"kolom to: isi ke-{wrong[0]} bukan alamat surel; tulis seperti nama@contoh.go.id, atau {WEBHOOK}"
    return None
