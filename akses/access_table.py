"""The table of access, data/local/akses.csv: which e-mail or group has which role, and where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from akses.identity import Identity, Reader, Refusal
from akses.rights import DENY, ROLES, PlaceKind, rights_of
from core.local_table import TableError, table_rows
from core.scope import whole_city
from core.settings import settings
from core.snapshot import as_declared, open_build
from core.store import active_store
from core.store.published_builds import NoBuildError, current_build

ACCESS_COLUMNS: Final = ("kind", "value", "role", "place")
KINDS: Final = ("email", "group")


@dataclass(frozen=True)
class AccessRow:
    """One row of the table, as written but for spaces and the case of what is compared."""

    line: int
    kind: str
    value: str
    role: str
    place: str

    def is_of(self, identity: Identity) -> bool:
        """True where the row speaks of this person; a row whose kind nobody knows may speak of either."""
        told = {kind: told for kind, told in _told_of(identity).items() if self.kind not in KINDS or kind == self.kind}
        return any(self.value in values for values in told.values())

    def shuts_out(self, identity: Identity) -> bool:
        """True where the row shuts out somebody of this e-mail, whoever verified it."""
        return self.role == DENY and self.value == _folded(identity.email) != ""


def _told_of(identity: Identity) -> dict[str, set[str]]:
    """What counts of a person: never a name of their own choice, nor an e-mail that nobody verified."""
    emails = {_folded(identity.email)} if identity.is_email_verified else set()
    return {"email": emails - {""}, "group": {_folded(group) for group in identity.groups}}


def _folded(text: str) -> str:
    """Case counts for nothing in ASCII alone: of other letters several fold to one, and to ASCII's own."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text.strip())


def table_file() -> Path:
    """Return where the table lies."""
    return settings().data_dir / "local" / "akses.csv"


def account_of(identity: Identity, written: str | None = None) -> Reader | Refusal:
    """Return the account of a person, by the table as it stands now and the places of the build of now.

    `written`: a text that is taken for the table in its place.
    """
    if identity.email and identity.is_email_verified is False:
        return Refusal.UNVERIFIED
    try:
        known_rows = read_rows() if written is None else rows_written(written)
        rows = [row for row in known_rows if row.is_of(identity) or row.shuts_out(identity)]
    except TableError:
        return Refusal.NO_TABLE
    if not rows:
        return Refusal.UNVERIFIED if identity.email and not identity.is_email_verified else Refusal.NO_ROW
    if any(row.role == DENY for row in rows):
        return Refusal.DENIED
    # Asked at every request: places are looked up only where one is told.
    known = places() if any(row.place for row in rows) else None
    if any(fault_of(row, known) for row in rows):
        return Refusal.WRONG_ROW
    given = {(row.role, row.place) for row in rows}
    return Refusal.SEVERAL if len(given) > 1 else Reader(identity.name, *given.pop())


def read_rows() -> tuple[AccessRow, ...]:
    """Return the rows of the table, read again when the file has changed. Raises core.local_table.TableError."""
    path = table_file()
    try:
        state = path.stat()
    except OSError:
        raise TableError(f"{path}: tidak ada. Buat dengan kolom {', '.join(ACCESS_COLUMNS)}.") from None
    return _parsed(path, state.st_mtime_ns, state.st_size, state.st_ino)


def rows_written(text: str) -> tuple[AccessRow, ...]:
    """Return the rows of a text as those of the table. Raises core.local_table.TableError."""
    return tuple(_row(row.line, row.cells) for row in table_rows(table_file(), ACCESS_COLUMNS, text))


@lru_cache(maxsize=4)
def _parsed(path: Path, *state: int) -> tuple[AccessRow, ...]:
    # The whole table or none: a quote that nothing closes may hide a row that shuts somebody out.
    return tuple(_row(row.line, row.cells) for row in table_rows(path, ACCESS_COLUMNS))


def _row(line: int, cells: Mapping[str, str]) -> AccessRow:
    kind, value, role, place = (cells[name] for name in ACCESS_COLUMNS)
    return AccessRow(line, kind.casefold(), _folded(value), role.casefold(), place)


def fault_of(row: AccessRow, known: Mapping[str, str] | None) -> str | None:
    """Return what is wrong with a row, in a sentence; None where nothing is.

    `known`: the kecamatan of every office, by code; None without a build, when places cannot be looked up.
    """
    if row.kind not in KINDS:
        return f"kind '{row.kind}' tidak dikenal; tulis {' atau '.join(KINDS)}"
    if not row.value:
        return "value kosong; tulis surel atau nama grup"
    if row.role == DENY:
        return None
    if row.role not in ROLES:
        return f"role '{row.role}' tidak dikenal; tulis {', '.join(ROLES)} atau {DENY}"
    return _fault_of_place(row, known)


def _fault_of_place(row: AccessRow, known: Mapping[str, str] | None) -> str | None:
    kind = rights_of(row.role).figures
    if kind is PlaceKind.CITY:
        return f"place '{row.place}' tidak berlaku untuk {row.role}; kosongkan" if row.place else None
    if not row.place:
        return f"place kosong; {row.role} memerlukan kode tempatnya"
    if known is None:
        return None
    if kind is PlaceKind.KECAMATAN:
        return None if row.place in known.values() else f"place '{row.place}' bukan kode kecamatan"
    return None if row.place in known else f"place '{row.place}' bukan kode kantor"


def places() -> Mapping[str, str] | None:
    """Return the kecamatan of every office of the current build, by code; None without a build."""
    try:
        return _places_in(current_build(active_store()))
    except NoBuildError:
        return None


@lru_cache(maxsize=4)
def _places_in(build: Path) -> Mapping[str, str]:
    snapshot = open_build(whole_city(build))
    with as_declared(build), snapshot.connection:
        units = snapshot.table("units")
    return dict(zip(units["unit_code"], units["kecamatan_code"], strict=True))


def faults(rows: Iterable[AccessRow]) -> list[str]:
    """Return what is wrong with the table, a sentence a fault with its line: also what two rows say of one person."""
    known = places()
    told = [f"baris {row.line}: {fault}" for row in rows if (fault := fault_of(row, known))]
    first: dict[tuple[str, str], AccessRow] = {}
    for row in rows:
        other = first.setdefault((row.kind, row.value), row)
        if (other.role, other.place) != (row.role, row.place) and DENY not in (other.role, row.role):
            told.append(f"baris {row.line}: {row.kind} sama dengan baris {other.line}, dengan peran atau tempat lain")
    return told


def faults_written(text: str) -> list[str]:
    """Return what is wrong with a text that is to become the table, a sentence a fault; of a whole one nothing."""
    try:
        return faults(rows_written(text))
    except TableError as error:
        return [str(error)]
