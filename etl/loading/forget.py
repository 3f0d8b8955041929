"""Takes out what a removed file gave."""

from core.clock import now_in_city
from core.disk import discard
from core.scope import whole_city
from core.snapshot import as_declared, open_build
from core.sources import SOURCES
from core.store import Store
from core.store.published_builds import NoBuildError
from etl.errors import NotLoadedError, UserError
from etl.loading.last_load import noted
from etl.loading.load import publish_now
from etl.loading.outcome import Outcome
from etl.loading.raw_folder import look
from etl.loading.take_in import Connection, opened
from etl.publishing import builds
from etl.publishing.old_builds import reported
from etl.shared_places.leftovers import clear_leftovers
from etl.sources.contract import contract
from etl.sources.public_names import public_names
from etl.sources.reference_columns import Reference
from etl.spelling import masked
from etl.warehouse import ledger, versions
from etl.warehouse.database import clear_half_made, compact, maker, owed
from etl.warehouse.key import choose_key
from etl.warehouse.lock import single_writer
from etl.warehouse.rivals import hold_rivals


def forget(store: Store, name: str) -> Outcome:
    """Take out the rows, the held-back rows and the ledger's entries of `name` (source/path), publish, and erase.

    Older builds made from it go, and a hold on one of them ends; what stays holds no byte of its persons, but where
    `uncleared` of the outcome names a place that could not be reached.

    Raises UserError (nothing changed) for a file that is still at hand, NotLoadedError for one that was never loaded
    (UserError where such a place may hold rows of it all the same).
    """
    now, outcome = now_in_city(), Outcome()
    with single_writer(store, now), noted(store, now) as note:
        source, path = _split(store, name)
        outcome.uncleared = clear_leftovers(store)
        made = maker(store)
        if made.schema is None or not made.is_current:
            raise UserError(f"{store.warehouse}: belum ada, atau dari versi lama. Jalankan dahulu: python -m etl load")
        given = look(store, now)
        with opened(store.warehouse, choose_key(made.key, is_changed=False), given, outcome) as connection:
            path = _own_path(connection, given.reference, source, path)
            if (store.raw / source / path).exists():
                raise UserError(
                    f"{name}: berkas masih ada dan akan dimuat lagi. Keluarkan dahulu berkas itu dari {store.raw}."
                )
            made_from = _builds_made_from(store, _checksums(connection, source, path))
            connection.execute("BEGIN")
            _take_out(connection, source, path, outcome)
            owed(store).touch()
            connection.execute("COMMIT")
            if builds.held(store) in made_from:
                builds.drop_hold(store)
            publish_now(connection, given, outcome, may_be_empty=True)
        _erase(store, made_from - {outcome.build or ""})
        note["exit_code"] = outcome.exit_code
    return outcome


def _checksums(connection: Connection, source: str, path: str) -> list[str]:
    found = connection.execute("SELECT sha256 FROM ledger WHERE source = $1 AND path = $2", [source, path]).fetchall()
    return [sha256 for (sha256,) in found]


def _builds_made_from(store: Store, checksums: list[str]) -> set[str]:
    """The builds that know these bytes, and those that cannot be asked."""
    asked = "SELECT 1 FROM file_account WHERE sha256 IN (SELECT unnest($1::VARCHAR[])) LIMIT 1"
    found = set()
    for build in builds.names(store):
        try:
            opened = open_build(whole_city(builds.path_of(store, build)))
            with as_declared(opened.path):
                found |= {build} if len(opened.query(asked, [checksums])) else set()
            opened.connection.close()
        except NoBuildError:
            found.add(build)
    return found


def _erase(store: Store, made_from: set[str]) -> None:
    """No byte stays: not in unused blocks, not in what a load spilled or noted, not in older builds.

    A build that an archived report names stays: it holds no person, and the report could not be verified without it.
    """
    compact(store)
    clear_half_made(store)
    discard(store.warehouse_dir / "sedang_dimuat.json")
    named = reported()
    for build in made_from - (made_from if named is None else named):
        builds.delete(store, build)


def _split(store: Store, name: str) -> tuple[str, str]:
    """Source and path of a file as `status` names it; the way from the folder with the raw files does as well."""
    prefix = f"{store.raw}/"
    source, _, path = name.removeprefix(prefix).removeprefix("data/raw/").partition("/")
    if source not in SOURCES or not path:
        raise UserError(f"{name}: tulis seperti yang disebut status, misalnya permohonan/permohonan_2024-10.csv.")
    return source, path


def _own_path(connection: Connection, reference: Reference, source: str, name: str) -> str:
    """The path in the ledger that is called so: by itself, with its numbers masked, or as the build calls it."""
    called = [
        path
        for its_source, path, _, public in public_names(connection, reference)
        if its_source == source and name in (path, masked(path), public)
    ]
    if len(set(called)) > 1 and name not in called:
        raise UserError(f"{source}/{name}: lebih dari satu berkas bernama begitu. Tulis nama aslinya.")
    return name if name in called or not called else called[0]


def _take_out(connection: Connection, source: str, path: str, outcome: Outcome) -> None:
    freed = ledger.forget_entries(connection, source, path)
    if freed is None and outcome.uncleared:
        raise UserError(outcome.uncleared[0])
    if freed is None:
        raise NotLoadedError(f"{source}/{path}: tidak ada barisnya. Berkas yang sudah tidak ada: python -m etl status")
    versions.take_out(connection, contract(source), freed)
    hold_rivals(connection, contract(source))
    versions.mark_vanished(connection, contract(source))
