"""Whom to ask at an office: data/local/kontak.csv, read row by row; a wrong row is told and nobody is asked by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.city import city
from core.local_table import TableError, TableRow, table_rows
from core.settings import settings
from mail import is_address

CONTACT_COLUMNS: Final = ("office", "name", "address")
"""More columns, such as a phone number for the office's own use, are not read."""


@dataclass(frozen=True)
class Contact:
    """One row. `office`: its code; `name`: how the letter greets, '' for none."""

    line: int
    office: str
    name: str
    address: str


def contacts_file() -> Path:
    """Return where the table lies."""
    return settings().data_dir / "local" / "kontak.csv"


def read_contacts(offices: Mapping[str, str], text: str | None = None) -> tuple[dict[str, Contact], list[str]]:
    """Return the contacts by office, and what is wrong with other rows, a sentence a row; none without the table.

    `offices`: the names of those that there are, by code. `text`: read in place of the file. Raises TableError for a
    table that cannot be read as one.
    """
    path, found, wrong = contacts_file(), dict[str, Contact](), list[str]()
    if text is None and not path.exists() and not path.is_symlink():
        return found, wrong
    for row in table_rows(path, CONTACT_COLUMNS, text):
        if fault := _fault(row, offices, found):
            wrong.append(f"{path.name} baris {row.line}: {fault}. Baris ini tidak dikirimi.")
        else:
            cells = row.cells
            found[cells["office"]] = Contact(row.line, cells["office"], cells["name"], cells["address"])
    return found, wrong


def contact_faults(text: str, offices: Mapping[str, str]) -> list[str]:
    """Return what is wrong with a text that is to become the table, a sentence a row; `offices` as in read_contacts."""
    try:
        return read_contacts(offices, text)[1]
    except TableError as error:
        return [str(error)]


def _fault(row: TableRow, offices: Mapping[str, str], before: Mapping[str, Contact]) -> str | None:
    """What is wrong with a row and what to do; no address and no name is quoted."""
    office = row.cells["office"]
    if not row.is_whole:
        return "jumlah kolomnya lain daripada judulnya; lengkapi, atau beri tanda kutip isi yang berkoma"
    if office not in offices:
        shown = "…" if "@" in office else office
        return f"office '{shown}' bukan kode kantor; tulis seperti {max(offices, key=len)}"
    if not is_address(row.cells["address"]):
        return f"address bukan satu alamat surel; tulis seperti kelurahan@{city().domain}"
    if office in before:
        return f"office sama dengan baris {before[office].line}; satu kantor satu kontak"
    return None


def contact_address(office: str) -> str:
    """Return the e-mail address of an office's contact; '' where there is none, or the table cannot be read."""
    try:
        found = read_contacts({office: ""})[0].get(office)
    except TableError:
        return ""
    return found.address if found else ""
