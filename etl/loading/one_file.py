"""The loading of one file beside what other files said: its entry, its numbers, its rows as versions, its account."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import duckdb

from etl.errors import UserError, VanishedError
from etl.judging import alike_numbers, numbers, quarantine
from etl.judging.declared_use import note_use
from etl.judging.guests import added_up, keep_guests
from etl.loading.dating import FileTimes, dating_of
from etl.loading.judged_file import FileToJudge, JudgedFile, JudgedHere, JudgingInput, JudgingStep, judge_one_file
from etl.loading.outcome import Outcome
from etl.raw_file import RawFile
from etl.sources.contract import Contract, contract
from etl.warehouse import entries
from etl.warehouse.database import one_row
from etl.warehouse.ledger import Account
from etl.warehouse.merge import merge
from etl.warehouse.pseudonyms import name_persons
from etl.warehouse.versions import settle_file

GivenJudgement = Callable[[], JudgedFile]
"""Called where the rows of a file are needed; they stand in temporary tables then."""


def counting_rows(connection: duckdb.DuckDBPyConnection, contract: Contract, file_no: int) -> int:
    """Return how many rows of one file say what counts of their keys now."""
    held = f"SELECT count(*) FROM hold JOIN {contract.table}_version USING (version_no) WHERE file_no = $file_no"
    (rows,) = one_row(connection, f"{held} AND is_nominated AND is_newest", {"file_no": file_no}) or (0,)
    return int(rows)


@dataclass
class FileLoad:
    """The loading of one file."""

    connection: duckdb.DuckDBPyConnection
    work: FileToJudge
    given: JudgingInput
    outcome: Outcome
    step: JudgingStep
    is_barred: bool = False
    """Loads before died on this file."""

    @property
    def file(self) -> RawFile:
        """The file at work."""
        return self.work.file

    @property
    def contract(self) -> Contract:
        """That of its source."""
        return contract(self.file.source)

    def run(self, made_by: str, judge: GivenJudgement) -> Account:
        """Load the file and return its account; a file that cannot be used is set aside with its reason."""
        account = Account(self.file.source, self.file.path, self.file.sha256)
        newest = entries.original_of(self.connection, self.file)
        file_no = entries.number_of(self.connection, self.file)
        entries.enter(self.connection, self.file, file_no, made_by, self.given.now)
        if newest:
            self._note_copy(file_no, account, newest)
        elif self.is_barred:
            _set_aside(account, "pemuatan_terhenti")
        else:
            judged = judge()
            with self.step.noting(self.work):
                self._take(judged, file_no, account)
        entries.close(self.connection, account)
        return account

    def _note_copy(self, file_no: int, account: Account, newest: datetime) -> None:
        """The same bytes again give no rows, but they may show that nothing had changed by a later export."""
        account.state = "duplicate_file"
        is_full, saved = entries.is_full(self.connection, file_no), entries.saved_of(self.connection, file_no)
        said = self.given.declarations[self.file.source].for_file(self.file.path)
        dating = dating_of(self.contract, said, self.file.path, FileTimes(newest, saved, is_full), self.given.now)
        entries.date_entry(self.connection, self.file, dating)
        before = counting_rows(self.connection, self.contract, file_no)
        settle_file(self.connection, self.contract, file_no)
        self.outcome.returned[account.name] = counting_rows(self.connection, self.contract, file_no) - before

    def _take(self, judged: JudgedFile, file_no: int, account: Account) -> None:
        """Take the rows in. Raises VanishedError for a file that went meanwhile."""
        may_have_twins = self._may_have_twins(judged)
        if may_have_twins and not isinstance(judged, JudgedHere):
            judged = judge_one_file(self.connection, self.work, self.given)
        if self.outcome.readings is not None and isinstance(judged, JudgedHere):
            self.outcome.readings[self.file.path] = judged.judging.reading
        if judged.vanished:
            number, words = judged.vanished
            raise VanishedError(self.file, OSError(number or 0, words, os.fspath(self.file.full_path)))
        if judged.unreadable:
            self.outcome.add_seconds(judged.seconds)
            _set_aside(account, *judged.unreadable)
            return
        joined = 0
        if may_have_twins and isinstance(judged, JudgedHere):
            joined, judged = self._join_numbers(), judged.judging.judged()
        self.outcome.add_seconds(judged.seconds)
        self._keep(judged, file_no, account)
        if joined:
            note = f"nomor dikenali walau huruf besar, spasi, atau angka 0 di depannya berbeda: {joined}"
            account.detail = f"{account.detail}; {note}" if account.detail else note

    def _may_have_twins(self, judged: JudgedFile) -> bool:
        """True where a number may be that of a known record, spelled another way.

        Such a row may be held back for it, with the text of its cell, so the rows must be at hand as they were read.
        """
        if not self.contract.number or not judged.dating:
            return False
        with self.outcome.stage("check"):
            return numbers.find_twins(self.connection, self.contract) or alike_numbers.find_alike(
                self.connection, self.contract
            )

    def _join_numbers(self) -> int:
        """Give such rows the number that their record is known by, or mark them; return how many have another now."""
        with self.outcome.stage("check"):
            return numbers.join_twins(self.connection, self.contract) + alike_numbers.join_or_mark(
                self.connection, self.contract
            )

    def _keep(self, judged: JudgedFile, file_no: int, account: Account) -> None:
        """Store what the file says. Raises UserError rather than break the account's sum."""
        assert judged.dating
        entries.date_entry(self.connection, self.file, judged.dating)
        note_use(self.connection, judged.used)
        with self.outcome.stage("quarantine"):
            quarantine.store_held_cells(self.connection, self.file.source, self.file.path, self.file.sha256)
        if judged.guests is not None:
            keep_guests(self.connection, self.contract, file_no)
        with self.outcome.stage("hash"):
            name_persons(self.connection)
        with self.outcome.stage("history"):
            account.accepted, account.duplicate = merge(self.connection, self.contract, file_no)
        if judged.guests is not None:
            more = added_up(self.connection, self.contract, file_no)
            account.accepted, account.duplicate = account.accepted + more[0], account.duplicate + more[1]
        if judged.dating.full_from:
            self.connection.execute(
                "INSERT INTO held_back_key SELECT $file_no, key FROM held_keys", {"file_no": file_no}
            )
        if judged.closed_days:
            self.connection.execute(
                "INSERT INTO closed_said SELECT $file_no, unit_code, date, purpose FROM closed_of_file",
                {"file_no": file_no},
            )
        self._close(judged, account)

    def _close(self, judged: JudgedFile, account: Account) -> None:
        (rows,) = one_row(self.connection, "SELECT count(*) FROM judged_rows") or (0,)
        if judged.guests is not None:
            rows = judged.held + judged.guests
        account.quarantined, account.detail = judged.held, judged.detail
        account.not_data, account.not_reported = judged.not_data, judged.not_reported
        account.read = judged.records + judged.not_data
        if rows != judged.records or account.accepted + account.quarantined + account.duplicate != judged.records:
            raise UserError(
                f"{self.file.full_path}: hitungan baris tidak cocok; tidak ada yang diubah. Laporkan berkas ini."
            )


def _set_aside(account: Account, reason: str, detail: str = "") -> None:
    account.state, account.reason, account.detail = "set_aside", reason, detail
