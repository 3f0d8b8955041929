"""What one part of a file says, judged as if it were the whole, and what it shows of that."""

from dataclasses import dataclass, field

import duckdb

from etl.errors import UnreadableFileError, UserError
from etl.judging.evidence import PartEvidence
from etl.judging.numbers import has_cut, has_marks_left
from etl.judging.quarantine import spellings_held
from etl.loading.dating import newest_time
from etl.loading.judged_file import FileJudging, FileToJudge, JudgedFile, JudgingInput
from etl.loading.outcome import timed
from etl.reading import read_file_part
from etl.reading.cutting import FilePart
from etl.warehouse.database import one_row
from etl.warehouse.pseudonyms import hash_persons


def judge_part(
    connection: duckdb.DuckDBPyConnection, work: FileToJudge, part: FilePart, given: JudgingInput
) -> JudgedFile:
    """Return what a part of a file says, with `evidence`, or without where it cannot be said of the part alone.

    Its rows are left in the tables that `judge_one_file` leaves, but for `repeated_rows`: the row that a later one
    replaces may be in another part. Raises FastLaneError.
    """
    judging = _PartJudging(connection, work, given)
    try:
        return judging.judged_part(part)
    except (UnreadableFileError, UserError, OSError):
        # Whatever it is, the whole file says it.
        return JudgedFile(seconds=judging.seconds)


@dataclass
class _PartJudging(FileJudging):
    """The judging of a part."""

    evidence: PartEvidence = field(default_factory=PartEvidence)

    def judged_part(self, part: FilePart) -> JudgedFile:
        """Return what the part says. Raises UnreadableFileError, FastLaneError, OSError, UserError."""
        file = self.work.file.full_path
        with timed(self.seconds, "read"):
            reading = read_file_part(self.connection, file, part, self.contract, self.declaration)
        if reading is None:
            return JudgedFile(seconds=self.seconds)
        self.reading = reading
        self.check(self.evidence)
        with timed(self.seconds, "quarantine"):
            held = self.hold_back()
        with timed(self.seconds, "hash"):
            hash_persons(self.connection)
        self.tell_held_keys()
        self._show()
        told = JudgedFile(None, self.evidence.rows, held, reading.not_data, detail=self.detail(), used=self.used)
        told.seconds, told.evidence = self.seconds, self.evidence
        return told

    def _show(self) -> None:
        connection, reading, dates, shown = self.connection, self.reading, self.dates, self.evidence
        (shown.rows,) = one_row(connection, "SELECT count(*) FROM judged_rows") or (0,)
        shown.said = [*sorted(reading.columns), *sorted(reading.titles), self.detail(), str(reading.not_data)]
        shown.said += ["|".join(mark) for mark in dates.marks]
        shown.has_marked_numbers = has_marks_left(connection, self.contract)
        shown.spellings = spellings_held(connection)
        shown.newest = newest_time(connection, self.contract)
        shown.shows_all_records = not has_cut(connection, self.contract)
