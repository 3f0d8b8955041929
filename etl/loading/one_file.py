"""The loading of one file: read, checked, held back or merged, and its account."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import duckdb

from etl.errors import UnreadableFileError, UserError, VanishedError
from etl.judging import alike_numbers, quarantine
from etl.judging.check import check
from etl.judging.dates.day_order import NAMES
from etl.judging.dates.export_day import date_in, last_moment, sent_in
from etl.judging.dates.moments import DAY_FIRST
from etl.judging.dates.reading import DateReading
from etl.judging.declared_use import note_use
from etl.judging.guests import add_up, added_up, contract_of_guests
from etl.judging.masking import Shown, showing
from etl.judging.numbers import has_cut, join_twins
from etl.loading.outcome import Outcome
from etl.loading.own_template import without_doubt_of_template
from etl.raw_file import RawFile
from etl.reading import read_file
from etl.reading.careful import Reading
from etl.sources.contract import Contract
from etl.sources.declarations import Declaration
from etl.sources.mappings import Declared
from etl.sources.reference_columns import Reference
from etl.warehouse import entries
from etl.warehouse.database import one_row
from etl.warehouse.ledger import Account, Dating
from etl.warehouse.merge import merge, rank_repeats
from etl.warehouse.pseudonyms import name_persons
from etl.warehouse.versions import settle_file

_NEVER = datetime(1970, 1, 1)


def counting_rows(connection: duckdb.DuckDBPyConnection, contract: Contract, file_no: int) -> int:
    """Return how many rows of one file say what counts of their keys now."""
    held = f"SELECT count(*) FROM hold JOIN {contract.table}_version USING (version_no) WHERE file_no = $file_no"
    (rows,) = one_row(connection, f"{held} AND is_nominated AND is_newest", {"file_no": file_no}) or (0,)
    return int(rows)


@dataclass
class FileLoad:
    """The loading of one file of one source."""

    connection: duckdb.DuckDBPyConnection
    contract: Contract
    declared: Declared
    reference: Reference
    now: datetime
    outcome: Outcome
    is_careful: bool
    is_barred: bool = False
    """Loads before died on this file."""
    declaration: Declaration = field(init=False)
    """What is declared of the file at work."""

    def run(self, file: RawFile, made_by: str) -> Account:
        """Load the file and return its account; a file that cannot be used is set aside with its reason."""
        self.declaration = self.declared.for_file(file.path)
        account = Account(file.source, file.path, file.sha256)
        newest = entries.original_of(self.connection, file)
        file_no = entries.number_of(self.connection, file)
        entries.enter(self.connection, file, file_no, made_by, self.now)
        if newest:
            self._note_copy(file, file_no, account, newest)
        else:
            try:
                if self.is_barred:
                    raise UnreadableFileError("pemuatan_terhenti")
                self._rows(file, file_no, account)
            except UnreadableFileError as error:
                account.state, account.reason, account.detail = "set_aside", error.reason, error.detail
        entries.close(self.connection, account)
        return account

    def _note_copy(self, file: RawFile, file_no: int, account: Account, newest: datetime) -> None:
        """The same bytes again give no rows, but they may show that nothing had changed by a later export."""
        account.state = "duplicate_file"
        is_full, saved = entries.is_full(self.connection, file_no), entries.saved_of(self.connection, file_no)
        entries.date_entry(self.connection, file, self._dating(file, newest, saved, is_full))
        before = counting_rows(self.connection, self.contract, file_no)
        settle_file(self.connection, self.contract, file_no)
        self.outcome.returned[account.name] = counting_rows(self.connection, self.contract, file_no) - before

    def _rows(self, file: RawFile, file_no: int, account: Account) -> None:
        with self.outcome.stage("read"):
            reading = self._read(file)
        if self.outcome.readings is not None:
            self.outcome.readings[file.path] = reading
        if reading.is_guest_book:
            self.contract = contract_of_guests(self.contract)
        with self.outcome.stage("check"):
            dates = self._check(file, reading)
            note_use(self.connection, self.contract, file.path, self.declared, reading, dates)
            twins = self._join_numbers() if self.contract.number else 0
            shows_all_records = not has_cut(self.connection, self.contract)
        dating = self._dating(file, self._newest_time(), reading.saved_at, shows_all_records)
        entries.date_entry(self.connection, file, dating)
        with self.outcome.stage("quarantine"):
            marks = without_doubt_of_template(self.contract, reading, dates.marks)
            account.quarantined = quarantine.hold_back(
                self.connection, self.contract, file.path, file.sha256, self._showing, marks
            )
        if reading.is_guest_book:
            add_up(self.connection, self.contract, file_no, reading.guests, has_purposes="purpose" in reading.columns)
        with self.outcome.stage("hash"):
            name_persons(self.connection)
        with self.outcome.stage("deduplicate"):
            rank_repeats(self.connection, self.contract, dating.export_time)
        with self.outcome.stage("history"):
            account.accepted, account.duplicate = merge(self.connection, self.contract, file_no)
        if reading.is_guest_book:
            more = added_up(self.connection, self.contract, file_no)
            account.accepted, account.duplicate = account.accepted + more[0], account.duplicate + more[1]
        if dating.full_from:
            self._keep_held_back_keys(file_no)
        self._close(file, account, reading, dates)
        if twins:
            note = f"nomor dikenali walau huruf besar, spasi, atau angka 0 di depannya berbeda: {twins}"
            account.detail = f"{account.detail}; {note}" if account.detail else note

    def _read(self, file: RawFile) -> Reading:
        try:
            return read_file(
                self.connection, file.full_path, self.contract, self.declaration, is_careful=self.is_careful
            )
        except OSError as error:
            is_gone = isinstance(error, FileNotFoundError) and not file.full_path.exists()
            if not is_gone and (error.filename != str(file.full_path) or isinstance(error, FileNotFoundError)):
                raise
            raise VanishedError(file, error) from None

    def _check(self, file: RawFile, reading: Reading) -> DateReading:
        return check(self.connection, self.contract, self.declaration, reading, self.reference, self.now, file.path)

    def _join_numbers(self) -> int:
        """Records known under another spelling of their number; return how many rows are theirs."""
        return join_twins(self.connection, self.contract) + alike_numbers.join_or_mark(self.connection, self.contract)

    def _showing(self) -> dict[str, Shown]:
        return showing(self.contract, self.declaration, self.reference)

    def _close(self, file: RawFile, account: Account, reading: Reading, dates: DateReading) -> None:
        """Complete the account. Raises UserError rather than break its sum."""
        (records,) = one_row(self.connection, "SELECT count(*) FROM judged_rows") or (0,)
        (held,) = one_row(self.connection, "SELECT count(*) FROM text_rows") or (0,)
        if reading.is_guest_book:
            counts = account.accepted + account.duplicate
            reading.notes.append(f"buku tamu: {counts} tamu dijumlahkan menurut hari dan keperluan")
            records = account.quarantined + counts
        held -= reading.sums
        account.not_data, account.not_reported = reading.not_data + reading.sums, reading.not_reported
        account.read = held + account.not_data
        account.detail = self._detail(reading, dates)
        if records != held or account.accepted + account.quarantined + account.duplicate != held:
            raise UserError(
                f"{file.full_path}: hitungan baris tidak cocok; tidak ada yang diubah. Laporkan berkas ini."
            )

    def _detail(self, reading: Reading, dates: DateReading) -> str:
        notes = [f"tidak dipakai: {', '.join(dict.fromkeys(reading.ignored))}"] if reading.ignored else []
        notes += dict.fromkeys(reading.notes)
        if reading.closed:
            notes.append(f"hari tutup (libur, cuti): {reading.closed}, bukan hitungan dan bukan tak lapor")
        if column := self.contract.open_until:
            (still_open,) = one_row(self.connection, f"SELECT count(*) FROM raw WHERE {column} IS NULL") or (0,)
            notes += [f"masih terbuka: {still_open}"] if still_open else []
        notes += [note for note in dates.notes if NAMES[DAY_FIRST] not in note]
        return "; ".join(notes)

    def _dating(self, file: RawFile, newest: datetime, saved: datetime | None, shows_all_records: bool) -> Dating:
        """Exported when declared, else on the date in the name, else at the newest time in the file.

        Counts have no time of their own: those that were sent are of that moment, so that who sends them again is
        heard; a workbook of them, not otherwise dated, is of when it was saved.

        A file that is not `shows_all_records` holds rows of nobody knows which records: it proves none of them gone.
        """
        said = self.declaration
        # An export without any row is a report of none, but hardly proof that all of the earlier ones are gone.
        first, last_day = (
            said.period if said.full and said.period and newest != _NEVER and shows_all_records else (None, None)
        )
        named, last = date_in(file.path), last_moment(file.path, said)
        # A file whose rows are later than the date in its name was not exported on that day.
        is_counts = any(column.type == "count" for column in self.contract.read_columns)
        sent = sent_in(file.path) if is_counts else None
        exported = said.export_time or sent or (named if named and last and newest < last else None)
        if not is_counts or saved is None or not newest <= saved <= self.now + timedelta(days=1):
            saved = None
        return Dating(exported or saved or newest, newest, first, last_day, saved, is_dated=exported is not None)

    def _newest_time(self) -> datetime:
        latest = f"coalesce({self.contract.newest}, {self.contract.day})"
        # What is planned lies ahead: it says nothing of when the file was written.
        past = f" AND NOT {self.contract.ahead}" if self.contract.ahead else ""
        latest = f"SELECT max({latest})::TIMESTAMP FROM judged_rows WHERE faults = ''{past}"
        (newest,) = one_row(self.connection, latest) or (None,)
        return newest or _NEVER

    def _keep_held_back_keys(self, file_no: int) -> None:
        """Keys of rows held back for what they say; in a row of the wrong width no cell is sure to be the key."""
        key = ", ".join(self.contract.key)
        self.connection.execute(
            f"INSERT INTO held_back_key SELECT DISTINCT $file_no, concat_ws('|', {key})"
            f" FROM judged_rows JOIN (SELECT n, fault FROM raw) USING (n)"
            f" WHERE faults <> '' AND fault IS NULL AND {self.contract.key[0]} IS NOT NULL",
            {"file_no": file_no},
        )
