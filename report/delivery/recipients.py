"""Who gets the report by letter: data/local/penerima.csv, read row by row; a wrong row gets nothing and is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from akses import ROLES, PlaceKind, places, rights_of
from core.city import city
from core.local_table import TableError, TableRow, table_rows, words_listed
from core.settings import settings
from mail import is_address
from report.forms.set import FORMS

RECIPIENT_COLUMNS: Final = ("address", "role", "kecamatan", "forms", "active_from")
RECEIVING_ROLES: Final = tuple(role for role in ROLES if rights_of(role).gets_letters)
"""Whom a row may name; what they see decides whether it is the city's report or that of the kecamatan in the row."""


@dataclass(frozen=True)
class Recipient:
    """One row of the table. `place`: code of the kecamatan whose report it is, '' for the city's; `forms`: of FORMS.

    Reports of periods that end on `active_from` or later are sent.
    """

    line: int
    address: str
    role: str
    place: str
    forms: tuple[str, ...]
    active_from: date

    def gets(self, place: str, last: date) -> bool:
        """True for a report of a place whose period ends on a day."""
        return self.place == place and self.active_from <= last


def recipients_file() -> Path:
    """Return where the table lies."""
    return settings().data_dir / "local" / "penerima.csv"


def read_recipients(text: str | None = None) -> tuple[list[Recipient], list[str]]:
    """Return the recipients, and what is wrong with the other rows in a sentence each; `text`: in place of the file.

    One clerk's slip keeps nobody else from the report, and a row that may mean two things reaches nobody. Raises
    TableError (core.local_table) for a table that cannot be read as one, or is not there.
    """
    path = recipients_file()
    if text is None and not path.exists():
        raise TableError(f"{path}: tidak ada. Buat dengan kolom {', '.join(RECIPIENT_COLUMNS)}.")
    found: list[Recipient] = []
    told: list[str] = []
    known = places()
    for row in table_rows(path, RECIPIENT_COLUMNS, text):
        try:
            found.append(_recipient(row, known, found))
        except ValueError as fault:
            told.append(f"{path.name} baris {row.line}: {fault}. Baris ini tidak dikirimi.")
    return found, told


def recipient_faults(text: str) -> list[str]:
    """Return what is wrong with a text that is to become the table, a sentence a row."""
    try:
        return read_recipients(text)[1]
    except TableError as error:
        return [str(error)]


def _recipient(row: TableRow, known: Mapping[str, str] | None, before: Sequence[Recipient]) -> Recipient:
    """The recipient of a row; `known`: kecamatan by office. Raises ValueError with what is wrong and what to do."""
    if not row.is_whole:
        raise ValueError("jumlah kolomnya lain daripada judulnya; lengkapi, atau beri tanda kutip isi yang berkoma")
    address, role = row.cells["address"], row.cells["role"].casefold()
    if not is_address(address):
        # Not repeated here: what is almost an address is a person's, too.
        raise ValueError(f"address bukan satu alamat surel; tulis seperti camat@{city().domain}")
    if role not in RECEIVING_ROLES:
        *others, last = RECEIVING_ROLES
        raise ValueError(f"role '{_shown(role)}' tidak dikenal; tulis {', '.join(others)}, atau {last}")
    place = _place(role, row.cells["kecamatan"], known)
    recipient = Recipient(row.line, address, role, place, _forms(row.cells["forms"]), _day(row.cells["active_from"]))
    for other in before:
        if (other.address.casefold(), other.place) == (address.casefold(), place):
            raise ValueError(f"address dan kecamatan sama dengan baris {other.line}; hapus salah satunya")
    return recipient


def _shown(value: str) -> str:
    """A cell as it may be told: where columns are mixed up, it may be an address."""
    return "…" if "@" in value else value


def _place(role: str, place: str, known: Mapping[str, str] | None) -> str:
    if rights_of(role).figures is PlaceKind.CITY:
        if place:
            raise ValueError(
                f"kecamatan '{_shown(place)}' tidak berlaku untuk {role}, yang menerima laporan kota; kosongkan"
            )
        return ""
    if not place:
        like = f", misalnya {min(known.values())}" if known else ""
        raise ValueError(f"kecamatan kosong; {role} memerlukan kode kecamatannya{like}")
    if known is not None and place not in known.values():
        raise ValueError(
            f"kecamatan '{_shown(place)}' bukan kode kecamatan; tulis seperti {min(known.values(), default='')}"
        )
    return place


def _forms(text: str) -> tuple[str, ...]:
    asked = words_listed(text)
    if not asked:
        raise ValueError(f"forms kosong; tulis {', '.join(FORMS)}, dipisah spasi")
    if wrong := [form for form in asked if form not in FORMS]:
        raise ValueError(f"forms '{_shown(wrong[0])}' tidak dikenal; tulis {', '.join(FORMS)}, dipisah spasi")
    return tuple(form for form in FORMS if form in asked)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"active_from '{_shown(text)}' bukan tanggal; tulis seperti 2024-11-01") from None
