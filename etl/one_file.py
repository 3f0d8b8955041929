"""The loading of one file: read, checked, held back or merged, and its account."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from etl import ledger, quarantine
from etl.check import check
from etl.contracts import Contract
from etl.declarations import Declaration
from etl.errors import UnreadableFileError, UserError
from etl.ledger import Account, RawFile
from etl.merge import merge
from etl.outcome import Outcome
from etl.readers import Reading, read_file
from etl.reference import Row
from etl.warehouse import one_row

_DATE_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_NEVER = datetime(1970, 1, 1)


@dataclass
class FileLoad:
    """The loading of one file of one source."""

    connection: duckdb.DuckDBPyConnection
    contract: Contract
    declaration: Declaration
    reference: dict[str, list[Row]]
    now: datetime
    outcome: Outcome
    is_careful: bool

    def run(self, file: RawFile, made_by: str) -> Account:
        """Load the file and return its account; a file that cannot be used is set aside with its reason."""
        account = Account(file.source, file.path, file.sha256)
        export_time = None
        if self._is_double(file):
            account.state = "duplicate_file"
        else:
            try:
                export_time = self._rows(file, account)
            except UnreadableFileError as error:
                account.state, account.reason, account.detail = "set_aside", error.reason, error.detail
        ledger.record(self.connection, file, account, (self.now, export_time), made_by)
        return account

    def _is_double(self, file: RawFile) -> bool:
        same = "SELECT 1 FROM ledger WHERE source = $source AND sha256 = $sha256 AND state = 'loaded'"
        return one_row(self.connection, same, {"source": file.source, "sha256": file.sha256}) is not None

    def _rows(self, file: RawFile, account: Account) -> datetime:
        with self.outcome.stage("read"):
            reading = read_file(
                self.connection, file.full_path, self.contract, self.declaration, is_careful=self.is_careful
            )
        with self.outcome.stage("check"):
            check(self.connection, self.contract, self.declaration, reading.columns, self.reference, self.now)
        export_time = self._export_time(file)
        with self.outcome.stage("quarantine"):
            account.quarantined = quarantine.keep(self.connection, self.contract, file.path, file.sha256)
        with self.outcome.stage("merge"):
            account.accepted, account.duplicate = merge(self.connection, self.contract, file.sha256, export_time)
        self._close(file, account, reading)
        return export_time

    def _close(self, file: RawFile, account: Account, reading: Reading) -> None:
        """Complete the account. Raises UserError rather than break its sum."""
        (records,) = one_row(self.connection, "SELECT count(*) FROM checked") or (0,)
        (held,) = one_row(self.connection, "SELECT count(*) FROM raw_rows") or (0,)
        account.not_data, account.not_reported = reading.not_data, reading.not_reported
        account.read = held + reading.not_data
        account.detail = self._detail(reading)
        if records != held or account.accepted + account.quarantined + account.duplicate != held:
            raise UserError(
                f"{file.full_path}: hitungan baris tidak cocok; tidak ada yang diubah. Laporkan berkas ini."
            )

    def _detail(self, reading: Reading) -> str:
        notes = [f"tidak dipakai: {', '.join(dict.fromkeys(reading.ignored))}"] if reading.ignored else []
        if column := self.contract.open_until:
            (still_open,) = one_row(self.connection, f"SELECT count(*) FROM raw WHERE {column} IS NULL") or (0,)
            notes.append(f"masih terbuka: {still_open}")
        return "; ".join(notes)

    def _export_time(self, file: RawFile) -> datetime:
        """When the file was exported: declared, else the date in its name, else the newest time it holds."""
        if self.declaration.export_time:
            return self.declaration.export_time
        if found := _DATE_IN_NAME.search(Path(file.path).stem):
            with suppress(ValueError):
                return datetime(int(found[1]), int(found[2]), int(found[3]))
        latest = f"SELECT max({self.contract.newest})::TIMESTAMP FROM checked WHERE faults = ''"
        (newest,) = one_row(self.connection, latest) or (None,)
        return newest or _NEVER
