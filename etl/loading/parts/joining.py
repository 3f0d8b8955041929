"""Large files judged part by part where the executor asks for it, and put together again: equal to the last row.

Where the parts do not decide what the whole would (`are_of_one_mind`), the whole file is judged as one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import duckdb

from etl.judging.evidence import PartEvidence, are_of_one_mind
from etl.judging.quarantine import WHOLE_FILE
from etl.loading.dating import FileTimes, dating_of
from etl.loading.each import Executor
from etl.loading.judged_file import FileToJudge, JudgedFile, JudgingInput, JudgingStep
from etl.loading.outcome import timed
from etl.reading.base.office_of_table import Offices
from etl.reading.cutting import cut
from etl.sources.contract import Contract, contract
from etl.sources.declarations import Declaration
from etl.warehouse.merge import rank_repeats
from etl.warehouse.pseudonyms import NUMBERS

Connection = duckdb.DuckDBPyConnection


def judged_each(
    connection: Connection, executor: Executor, step: JudgingStep, works: Sequence[FileToJudge], given: JudgingInput
) -> Iterator[JudgedFile]:
    """Give what each file says, in order, with its rows in the tables of `judge_one_file` until the next is asked for.

    Raises FastLaneError, UserError.
    """
    items = [_parts_of(work, given, executor.part_bytes) for work in works]
    results = executor.each(connection, step, [item for parts in items for item in parts], given)
    for work, parts in zip(works, items, strict=True):
        if parts == [work]:
            yield next(results)
            continue
        joined = _Joined(connection, work, given)
        for judged in islice(results, len(parts)):
            joined.add(judged)
        if found := joined.whole():
            yield found
        else:
            yield from executor.each(connection, step, [work], given)


def _parts_of(work: FileToJudge, given: JudgingInput, bytes_at_most: int | None) -> list[FileToJudge]:
    """The file itself where it is not to be cut."""
    file = work.file
    asked, said = contract(file.source), given.declarations[file.source].for_file(file.path)
    if bytes_at_most is None or work.is_careful or not _adds_up(asked, said):
        return [work]
    parts = cut(file.full_path, Offices(asked, said, file.full_path.absolute()), bytes_at_most)
    return [replace(work, part=part) for part in parts] or [work]


def _adds_up(contract: Contract, said: Declaration) -> bool:
    """True for numbered records of offices: what is decided of a whole file of these is known (PartEvidence).

    Counts are looked at as series over all rows; which texts a declared format reads first is not added up.
    """
    is_of_records = bool(contract.number) and contract.names_offices and not contract.may_lack_office
    is_of_series = contract.contradicted or contract.running or contract.monthly
    others = any(column.is_rest or column.hours_count for column in contract.read_columns)
    is_open = contract.open_until or contract.ahead
    return is_of_records and not (is_of_series or others or is_open or said.date_formats)


@dataclass
class _Joined:
    """A file of which the parts are put together one after the other."""

    connection: Connection
    work: FileToJudge
    given: JudgingInput
    parts: list[JudgedFile] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def shown(self) -> list[PartEvidence]:
        """What the parts show that could be judged alone."""
        return [part.evidence for part in self.parts if part.evidence]

    @property
    def is_whole(self) -> bool:
        """True while each part could be judged alone."""
        return len(self.shown) == len(self.parts)

    def add(self, judged: JudgedFile) -> None:
        """Add the rows of the next part, which stand in the tables of `judge_part`."""
        before = sum(shown.rows for shown in self.shown)
        self.parts.append(judged)
        for stage, seconds in judged.seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        if self.is_whole:
            with timed(self.seconds, "join"):
                self._add_rows(before)

    def whole(self) -> JudgedFile | None:
        """Put the rows into the tables of `judge_one_file` and return what the file says; None: judge it as one."""
        if not (self.is_whole and are_of_one_mind(self.shown)):
            self._drop()
            return None
        for name in ("judged_rows", "held_cells", "held_keys", *(f"{name}_hash" for name in self._persons())):
            self.connection.execute(f"DROP TABLE {name}")
            self.connection.execute(f"ALTER TABLE joined_{name} RENAME TO {name}")
        file = self.work.file
        asked, said = contract(file.source), self.given.declarations[file.source].for_file(file.path)
        shows_all = all(shown.shows_all_records for shown in self.shown)
        times = FileTimes(max(shown.newest for shown in self.shown), None, shows_all)
        dating = dating_of(asked, said, file.path, times, self.given.now)
        with timed(self.seconds, "deduplicate"):
            rank_repeats(self.connection, asked, dating.export_time)
        first = self.parts[0]
        return JudgedFile(
            dating,
            sum(part.records for part in self.parts),
            sum(part.held for part in self.parts),
            first.not_data,
            detail=first.detail,
            used=[*dict.fromkeys(entry for part in self.parts for entry in part.used)],
            seconds=self.seconds,
        )

    def _drop(self) -> None:
        for name in ("judged_rows", "held_cells", "held_keys", *(f"{name}_hash" for name in NUMBERS)):
            self.connection.execute(f"DROP TABLE IF EXISTS joined_{name}")

    def _persons(self) -> list[str]:
        """The columns of persons' numbers."""
        return [name for name in NUMBERS if name in self._columns()]

    def _columns(self) -> dict[str, str]:
        described = self.connection.execute("DESCRIBE judged_rows").fetchall()
        return {name: kind for name, kind, *_ in described}

    def _add_rows(self, before: int) -> None:
        """Rows and places are counted on; a person is the first row of the file that names it."""
        for name in self._persons():
            self._add_persons(name, before)
        values = ", ".join(_value(name, kind, before) for name, kind in self._columns().items())
        self._append("judged_rows", f"SELECT {values} FROM judged_rows")
        place = f"CASE WHEN place = '{WHOLE_FILE}' THEN place ELSE (place::BIGINT + {before})::VARCHAR END"
        # Marks on the whole file are the same in each part.
        own = f" WHERE place <> '{WHOLE_FILE}'" if before else ""
        self._append("held_cells", f"SELECT * REPLACE ({place} AS place) FROM held_cells{own}")
        known = " WHERE key NOT IN (SELECT key FROM joined_held_keys)" if before else ""
        self._append("held_keys", f"FROM held_keys{known}")

    def _add_persons(self, name: str, before: int) -> None:
        kept = f"joined_{name}_hash"
        if not before:
            self._append(f"{name}_hash", "SELECT 0::BIGINT AS person, ''::BLOB AS hash, 0::BIGINT AS first LIMIT 0")
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name}_of_part AS SELECT own.person, own.hash,"
            f" coalesce(kept.first, own.first + {before}) AS first, kept.first IS NULL AS is_new"
            f" FROM {name}_hash AS own LEFT JOIN {kept} AS kept USING (hash)"
        )
        self.connection.execute(f"INSERT INTO {kept} SELECT first, hash, first FROM {name}_of_part WHERE is_new")

    def _append(self, name: str, rows: str) -> None:
        into = f"INSERT INTO joined_{name}" if len(self.parts) > 1 else f"CREATE OR REPLACE TEMP TABLE joined_{name} AS"
        self.connection.execute(f"{into} {rows}")


def _value(name: str, kind: str, before: int) -> str:
    """Of a row held back its number and its marks alone, as of a file that another machine judged."""
    if name in ("faults", "warnings"):
        return name
    if name == "n":
        return f"n + {before} AS n"
    value = f'"{name}"::VARCHAR' if kind.startswith("ENUM") else f'"{name}"'
    value = f"(SELECT first FROM {name}_of_part WHERE person = judged_rows.{name})" if name in NUMBERS else value
    return f"CASE WHEN faults = '' THEN {value} END AS \"{name}\""
