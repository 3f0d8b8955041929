"""What one file says by itself: read, checked, its faults held back, its persons hashed, whatever others say.

What depends on what other files said before, merging above all, is `one_file`.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import partial

import duckdb

from etl.errors import UnreadableFileError
from etl.judging import quarantine
from etl.judging.check import check
from etl.judging.dates.closed_days import ClosedDayRules, Lookup
from etl.judging.dates.day_order import NAMES
from etl.judging.dates.moments import DAY_FIRST
from etl.judging.dates.reading import DateReading
from etl.judging.declared_use import used_entries
from etl.judging.evidence import PartEvidence
from etl.judging.guests import add_up, contract_of_guests
from etl.judging.masking import Shown, showing
from etl.judging.numbers import has_cut
from etl.loading.dating import NEVER, FileTimes, dating_of, newest_time
from etl.loading.each import LoadStep
from etl.loading.outcome import timed
from etl.loading.own_template import without_doubt_of_template
from etl.publishing.calendar import days_of_work
from etl.raw_file import RawFile
from etl.reading import read_file
from etl.reading.cutting import FilePart
from etl.reading.result import Reading
from etl.sources.contract import Contract, contract
from etl.sources.declarations import Declaration
from etl.sources.mappings import Declared
from etl.sources.reference_columns import Reference
from etl.warehouse.database import one_row
from etl.warehouse.ledger import Dating
from etl.warehouse.merge import rank_repeats
from etl.warehouse.pseudonyms import hash_persons

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class FileToJudge:
    """A file or a part of one, and whether the database already failed to read it by itself."""

    file: RawFile
    is_careful: bool = False
    part: FilePart | None = None
    """Of a file that is judged in parts, the one to judge."""

    def carefully(self) -> "FileToJudge":
        """Return the same file, to be read row by row."""
        return replace(self, is_careful=True)

    def absolute(self) -> "FileToJudge":
        """Return the same file by its whole path."""
        return replace(self, file=replace(self.file, full_path=self.file.full_path.absolute()))


@dataclass(frozen=True)
class JudgingInput:
    """What all files of a load are judged by."""

    declarations: dict[str, Declared]
    reference: Reference
    now: datetime


@dataclass
class JudgedFile:
    """What a file says, beside the rows in the temporary tables that `judge_one_file` leaves.

    `records` are all rows that were read, `held` those of them that are held back; `guests` the rows of a guest book,
    each a visit. `used`: the declared entries that it gave an effect, as (who declared it, entry).
    """

    dating: Dating | None = None
    """None for a file that cannot be used."""
    records: int = 0
    held: int = 0
    not_data: int = 0
    not_reported: int = 0
    guests: int | None = None
    """None: no guest book."""
    closed_days: int = 0
    """Working days of offices that the file calls closed."""
    detail: str = ""
    used: list[tuple[str, str]] = field(default_factory=list)
    unreadable: tuple[str, str] | None = None
    """Reason and detail of a file that cannot be used."""
    vanished: tuple[int | None, str] | None = None
    """Number and words of the system's error for a file that went, or cannot be read any more."""
    seconds: dict[str, float] = field(default_factory=dict)
    """By stage."""
    evidence: PartEvidence | None = None
    """Of a part of a file, what it shows of the whole; None for one that says nothing by itself, too."""


@dataclass
class JudgedHere(JudgedFile):
    """The same, with the rows at hand as they were read."""

    judging: "FileJudging" = field(kw_only=True)


def judge_one_file(connection: Connection, work: FileToJudge, given: JudgingInput) -> JudgedFile:
    """Return what a file says; its rows are left in temporary tables.

    `judged_rows` (n, the typed columns, faults, warnings), `held_cells`, `repeated_rows`; where there are persons,
    `nik_hash` and `phone_hash`; of a guest book `guest_sums` and `hashed_guests`; of a full export `held_keys`;
    of closed days `closed_of_file`. Raises FastLaneError, and UserError for what the user must mend before anything is
    loaded.
    """
    judging = FileJudging(connection, work, given)
    try:
        judging.read()
        return judging.judged()
    except UnreadableFileError as error:
        why = (error.reason, error.detail)
        if not judging.is_read:
            return JudgedFile(unreadable=why, seconds=judging.seconds)
        return JudgedHere(unreadable=why, seconds=judging.seconds, judging=judging)
    except OSError as error:
        path = work.file.full_path
        is_gone = isinstance(error, FileNotFoundError) and not path.exists()
        if not is_gone and (error.filename != str(path) or isinstance(error, FileNotFoundError)):
            raise
        return JudgedFile(vanished=(error.errno, str(error.strerror)), seconds=judging.seconds)


JudgingStep = LoadStep[FileToJudge, JudgingInput, JudgedFile]


@dataclass
class FileJudging:
    """The judging of one file, with its rows at hand in the connection's temporary tables."""

    connection: Connection
    work: FileToJudge
    given: JudgingInput
    seconds: dict[str, float] = field(default_factory=dict)
    contract: Contract = field(init=False)
    declaration: Declaration = field(init=False)
    """What is declared of this file."""
    reading: Reading = field(init=False)
    dates: DateReading = field(init=False)
    is_read: bool = field(init=False, default=False)
    guests: int | None = field(init=False, default=None)
    closed_days: int = field(init=False, default=0)
    used: list[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Take the contract and the declaration of the file."""
        file = self.work.file
        self.contract = contract(file.source)
        self.declaration = self.given.declarations[file.source].for_file(file.path)

    def read(self) -> None:
        """Fill `raw` and `judged_rows`. Raises UnreadableFileError, FastLaneError, OSError, UserError."""
        file = self.work.file
        with timed(self.seconds, "read"):
            self.reading = read_file(
                self.connection, file.full_path, self.contract, self.declaration, is_careful=self.work.is_careful
            )
        self.is_read = True
        if self.reading.is_guest_book:
            self.contract = contract_of_guests(self.contract)
        self.check()

    def check(self, evidence: PartEvidence | None = None) -> None:
        """Fill `judged_rows` from `raw`; `evidence`: of a part of the file, to be filled in."""
        file, given = self.work.file, self.given
        with timed(self.seconds, "check"):
            self.dates = check(
                self.connection,
                self.contract,
                self.declaration,
                self.reading,
                given.reference,
                given.now,
                file.path,
                evidence,
            )
            declared = given.declarations[file.source]
            self.used = used_entries(self.connection, self.contract, file.path, declared, self.reading, self.dates)

    def judged(self) -> JudgedHere:
        """Hold faults back, hash persons, rank repeats, of `judged_rows` as they stand; return what the file says."""
        with timed(self.seconds, "check"):
            last_closed = self._lend_closed()
        dating = self._dating(last_closed)
        with timed(self.seconds, "quarantine"):
            held = self.hold_back()
        if self.reading.is_guest_book:
            has_purposes = "purpose" in self.reading.columns
            self.guests = add_up(self.connection, self.contract, self.reading.guests, has_purposes=has_purposes)
        with timed(self.seconds, "hash"):
            hash_persons(self.connection)
        with timed(self.seconds, "deduplicate"):
            rank_repeats(self.connection, self.contract, dating.export_time)
        if dating.full_from:
            self.tell_held_keys()
        return self._told(dating, held)

    def hold_back(self) -> int:
        """Fill `held_cells`; return how many rows are held back."""
        marks = without_doubt_of_template(self.contract, self.reading, self.dates.marks)
        held = quarantine.hold_back(self.connection, self.contract, self._showing, marks)
        if self.reading.closed and (unsure := self._closed_day_rules().unsure(self.reading.uncounted)):
            quarantine.mark_closed(self.connection, unsure, self._showing())
        return held

    def _lend_closed(self) -> date | None:
        """Count the days of offices that the file calls closed, which are in `closed_of_file` then; return the last."""
        last = None
        if self.reading.closed_days:
            self.closed_days, last = self._closed_day_rules().lend(self.connection, self.reading.closed_days)
        return last

    def _closed_day_rules(self) -> ClosedDayRules:
        reference, order = self.given.reference, self.dates.spelled[self.contract.day].order
        by = Lookup(self.declaration, reference, order, self.reading.bare)
        return ClosedDayRules(by, partial(days_of_work, reference=reference), self.given.now.date())

    def _dating(self, last_closed: date | None) -> Dating:
        shows_all = not has_cut(self.connection, self.contract)
        newest = newest_time(self.connection, self.contract)
        if newest == NEVER and last_closed:
            newest, shows_all = datetime.combine(last_closed, time()), False
        times = FileTimes(newest, self.reading.saved_at, shows_all)
        return dating_of(self.contract, self.declaration, self.work.file.path, times, self.given.now)

    def _showing(self) -> dict[str, Shown]:
        return showing(self.contract, self.declaration, self.given.reference)

    def tell_held_keys(self) -> None:
        """Fill `held_keys` with the keys of rows that are held back for what they say.

        In a row of the wrong width no cell is sure to be the key.
        """
        key = ", ".join(self.contract.key)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE held_keys AS SELECT DISTINCT concat_ws('|', {key}) AS key"
            f" FROM judged_rows JOIN (SELECT n, fault FROM raw) USING (n)"
            f" WHERE faults <> '' AND fault IS NULL AND {self.contract.key[0]} IS NOT NULL"
        )

    def _told(self, dating: Dating, held: int) -> JudgedHere:
        reading = self.reading
        (rows,) = one_row(self.connection, "SELECT count(*) FROM text_rows") or (0,)
        return JudgedHere(
            dating,
            rows - reading.sums,
            held,
            reading.not_data + reading.sums,
            reading.not_reported,
            self.guests,
            self.closed_days,
            self.detail(),
            self.used,
            seconds=self.seconds,
            judging=self,
        )

    def detail(self) -> str:
        """Return what the account of the file says beside its counts."""
        reading = self.reading
        notes = [f"tidak dipakai: {', '.join(dict.fromkeys(reading.ignored))}"] if reading.ignored else []
        notes += dict.fromkeys(reading.notes)
        if self.guests is not None:
            notes.append(f"buku tamu: {self.guests} tamu dijumlahkan menurut hari dan keperluan")
        if reading.closed:
            notes.append(f"hari tutup (libur, cuti): {reading.closed}, bukan hitungan dan bukan tak lapor")
        if column := self.contract.open_until:
            (still_open,) = one_row(self.connection, f"SELECT count(*) FROM raw WHERE {column} IS NULL") or (0,)
            notes += [f"masih terbuka: {still_open}"] if still_open else []
        # The usual order is no news; what speaks against it names it, too.
        notes += [note for note in self.dates.notes if f": {NAMES[DAY_FIRST]} (" not in note]
        return "; ".join(notes)
