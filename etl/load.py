"""The load: from files as received to a published build, with an account for every record."""

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from core.reasons import reasons
from core.settings import ROOT, SOURCES, Store, data_files, sample_store
from etl import ledger, quarantine
from etl.check import check
from etl.contracts import Contract, contract
from etl.declarations import Declaration, read_declaration
from etl.errors import RefusedError, UnreadableFileError, UserError
from etl.keys import read_key
from etl.ledger import Account, RawFile
from etl.lock import single_writer
from etl.merge import merge
from etl.publish import publish
from etl.readers import Reading, read_file
from etl.reference import Row, read_reference, reference_files
from etl.warehouse import one_row, open_warehouse

Connection = duckdb.DuckDBPyConnection
Progress = Callable[[str, int, int], None]
"""Called with a file's name, its number and how many there are."""

WITA = ZoneInfo("Asia/Makassar")
_DATE_IN_NAME = re.compile(r"(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_NEVER = datetime(1970, 1, 1)


@dataclass
class Outcome:
    """What one load did: the build readers see, the accounts of the files read, seconds a stage."""

    build: str | None = None
    published: bool = False
    files: list[Account] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of the block to a stage."""
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def load(store: Store, *, rebuild: bool = False, progress: Progress | None = None) -> Outcome:
    """Load what is new or changed below `store.raw` and publish a build when anything differs.

    Raises UserError (nothing changed) for a missing folder, a wrong edit, an undeclared zone, a foreign key;
    LockedError while another load runs; RefusedError for a sample file among the user's.
    """
    now = datetime.now(WITA).replace(tzinfo=None, microsecond=0)
    if not store.raw.is_dir():
        raise UserError(f"{store.raw}: folder tidak ada. Buat folder itu dengan subfolder {', '.join(SOURCES)}.")
    outcome = Outcome()
    with single_writer(store, now):
        reference = read_reference()
        files = data_files(store.raw)
        declarations = _declarations(store.raw, files)
        if rebuild:
            store.warehouse.unlink(missing_ok=True)
        with outcome.stage("open"):
            connection = open_warehouse(store, read_key(), reference)
        try:
            connection.execute("BEGIN")
            _load_files(connection, store, files, declarations, reference, now, outcome, progress)
            connection.execute("COMMIT")
            with outcome.stage("publish"):
                outcome.build, outcome.published = publish(
                    connection, store, reference, _fingerprint(declarations), now
                )
        finally:
            connection.close()
    return outcome


def _declarations(raw: Path, files: list[Path]) -> dict[str, Declaration]:
    """Only a source with files must be declared."""
    used = {path.relative_to(raw).parts[0] for path in files}
    return {source: read_declaration(raw / source, contract(source)) for source in SOURCES if source in used}


def _load_files(
    connection: Connection,
    store: Store,
    paths: list[Path],
    declarations: dict[str, Declaration],
    reference: dict[str, list[Row]],
    now: datetime,
    outcome: Outcome,
    progress: Progress | None,
) -> None:
    files = ledger.look(store.raw, paths, connection)
    _refuse_sample(store, files)
    todo: list[tuple[RawFile, str]] = []
    for source in SOURCES:
        made_by = _source_fingerprint(source, declarations.get(source))
        own = [file for file in files if file.source == source]
        new = ledger.sort_out(connection, source, own, made_by)
        ledger.take_out(connection, contract(source).table, source, new)
        todo += [(file, made_by) for file in new]
    for number, (file, made_by) in enumerate(todo, 1):
        if progress:
            progress(f"{file.source}/{file.path}", number, len(todo))
        load_file = _Loading(connection, contract(file.source), declarations[file.source], reference, now, outcome)
        outcome.files.append(load_file.run(file, made_by))


@dataclass
class _Loading:
    """The loading of one file."""

    connection: Connection
    contract: Contract
    declaration: Declaration
    reference: dict[str, list[Row]]
    now: datetime
    outcome: Outcome

    def run(self, file: RawFile, made_by: str) -> Account:
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
            reading = read_file(self.connection, file.full_path, self.contract, self.declaration)
        with self.outcome.stage("check"):
            check(self.connection, self.contract, self.declaration, self.reference, self.now)
        export_time = self._export_time(file)
        with self.outcome.stage("quarantine"):
            account.quarantined = quarantine.keep(self.connection, self.contract, file.path, file.sha256)
        with self.outcome.stage("merge"):
            account.accepted, account.duplicate = merge(self.connection, self.contract, file.sha256, export_time)
        (records,) = one_row(self.connection, "SELECT count(*) FROM checked") or (0,)
        (held,) = one_row(self.connection, "SELECT count(*) FROM raw_rows") or (0,)
        account.not_data, account.not_reported = reading.not_data, reading.not_reported
        account.read = held + reading.not_data
        account.detail = self._detail(reading)
        if records != held or account.accepted + account.quarantined + account.duplicate != held:
            raise UserError(
                f"{file.full_path}: hitungan baris tidak cocok; tidak ada yang diubah. Laporkan berkas ini."
            )
        return export_time

    def _detail(self, reading: Reading) -> str:
        notes = [f"kolom tidak dipakai: {', '.join(reading.ignored)}"] if reading.ignored else []
        if column := self.contract.open_until:
            (still_open,) = one_row(self.connection, f"SELECT count(*) FROM raw WHERE {column} IS NULL") or (0,)
            notes.append(f"masih terbuka: {still_open}")
        return "; ".join(notes)

    def _export_time(self, file: RawFile) -> datetime:
        """When the file was exported: declared, else the date in its name, else the newest time it holds."""
        if self.declaration.export_time:
            return self.declaration.export_time.replace(tzinfo=None)
        if found := _DATE_IN_NAME.search(Path(file.path).stem):
            return datetime(int(found[1]), int(found[2]), int(found[3]))
        latest = f"SELECT max({self.contract.newest})::TIMESTAMP FROM checked WHERE faults = ''"
        (newest,) = one_row(self.connection, latest) or (None,)
        return newest or _NEVER


def _refuse_sample(store: Store, files: list[RawFile]) -> None:
    marker = sample_store().sample_marker
    if store.is_sample or not marker.exists():
        return
    sample = marker.read_text("utf-8")
    for file in files:
        if f'"{file.sha256}"' in sample:
            raise RefusedError(
                f"{file.full_path}: ini berkas data contoh dan tidak boleh bercampur dengan data kota. "
                "Keluarkan berkas itu dari folder, lalu muat lagi."
            )


def _source_fingerprint(source: str, declaration: Declaration | None) -> str:
    """What the rows of one source were made by: its contract, the reading code, the names, the declaration."""
    code = [
        *sorted((ROOT / "etl").rglob("*.py")),
        ROOT / "etl" / "sql" / "macros.sql",
        ROOT / "etl" / "sql" / "check" / f"{source}.sql",
        ROOT / "etl" / "contracts" / f"{source}.toml",
    ]
    names = [
        path for path in reference_files() if path.stem in ("units", "unit_aliases", "services", "service_aliases")
    ]
    said = declaration.model_dump_json() if declaration else ""
    return _digest([*[path for path in code if "sample" not in path.parts], *names], said)


def _fingerprint(declarations: dict[str, Declaration]) -> str:
    """What a build is made by beside the warehouse's rows: marts, published schema, every reference table."""
    marts = sorted((ROOT / "etl" / "sql" / "marts").glob("*.sql"))
    code = [*marts, ROOT / "core" / "tables.py", ROOT / "etl" / "publish.py", ROOT / "etl" / "calendar.py"]
    return _digest(
        [*code, *reference_files(), *sorted((ROOT / "data" / "boundaries").glob("*.geojson"))],
        "".join(said.model_dump_json() for said in declarations.values()),
    )


def _digest(paths: list[Path], text: str) -> str:
    digest = hashlib.sha256(text.encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def explain(account: Account) -> str:
    """Return why a file was set aside and what to do, in the user's words."""
    reason = reasons()[account.reason or ""]
    what = f"{account.source}/{account.path}: {reason.sentence}"
    return (
        f"{what} ({account.detail}). {reason.action[0].upper()}{reason.action[1:]}."
        if account.detail
        else f"{what}. {reason.action}."
    )
