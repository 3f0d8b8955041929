"""Takes out what a removed file gave."""

from core.settings import SOURCES, Store
from etl import ledger, versions
from etl.contracts import contract
from etl.errors import UserError
from etl.given import look
from etl.keys import choose_key
from etl.last_load import noted
from etl.load import Connection, now_in_wita, opened, publish_now
from etl.lock import single_writer
from etl.outcome import Outcome
from etl.public_names import public_names
from etl.shapes import Row
from etl.warehouse import clear_leftovers, maker
from etl.words import masked


def forget(store: Store, name: str) -> Outcome:
    """Take out the rows, the held-back rows and the ledger's entries of `name` (source/path), and publish.

    Raises UserError (nothing changed) for a file that is still at hand or was never loaded.
    """
    now, outcome = now_in_wita(), Outcome()
    with single_writer(store, now), noted(store, now):
        source, path = _split(store, name)
        clear_leftovers(store)
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
            connection.execute("BEGIN")
            _take_out(connection, source, path)
            connection.execute("COMMIT")
            publish_now(connection, given, outcome)
    return outcome


def _split(store: Store, name: str) -> tuple[str, str]:
    """Source and path of a file as `status` names it; the way from the folder with the raw files does as well."""
    prefix = f"{store.raw}/"
    source, _, path = name.removeprefix(prefix).removeprefix("data/raw/").partition("/")
    if source not in SOURCES or not path:
        raise UserError(f"{name}: tulis seperti yang disebut status, misalnya permohonan/permohonan_2024-10.csv.")
    return source, path


def _own_path(connection: Connection, reference: dict[str, list[Row]], source: str, name: str) -> str:
    """The path in the ledger that is called so: by itself, with its numbers masked, or as the build calls it."""
    called = [
        path
        for its_source, path, _, public in public_names(connection, reference)
        if its_source == source and name in (path, masked(path), public)
    ]
    if len(set(called)) > 1 and name not in called:
        raise UserError(f"{source}/{name}: lebih dari satu berkas bernama begitu. Tulis nama aslinya.")
    return name if name in called or not called else called[0]


def _take_out(connection: Connection, source: str, path: str) -> None:
    freed = ledger.forget(connection, source, path)
    if freed is None:
        raise UserError(f"{source}/{path}: tidak ada barisnya. Berkas yang sudah tidak ada: python -m etl status")
    versions.take_out(connection, contract(source), freed)
    versions.mark_vanished(connection, contract(source))
