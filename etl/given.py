"""What a load starts from, all of it checked before anything is touched."""

import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from core.settings import SOURCES, Store, data_files, sample_store
from etl import ledger
from etl.being_read import BeingRead
from etl.contracts import contract
from etl.declarations import Declaration, check_offices, read_declaration
from etl.errors import RefusedError
from etl.ledger import RawFile
from etl.places import Gazetteer
from etl.reference import read_reference
from etl.shapes import Row


@dataclass
class Given:
    """Store, reference tables, files at hand with what is declared of them."""

    store: Store
    now: datetime
    reference: dict[str, list[Row]]
    files: list[RawFile]
    declarations: dict[str, Declaration]
    unsettled: list[RawFile] = field(default_factory=list)
    """Files at hand that changed a moment ago: somebody may still be writing them."""
    careful: set[Path] = field(default_factory=set)
    """Files the database could not read by itself."""
    note: BeingRead = field(init=False)
    """Where the file at work is noted."""

    @property
    def at_hand(self) -> list[RawFile]:
        """All files in the raw folder."""
        return [*self.files, *self.unsettled]


def look(store: Store, now: datetime, settle: int = 0) -> Given:
    """Return what is at hand; files that changed within `settle` seconds wait. Only a source with files is declared."""
    reference = read_reference()
    files = ledger.seen(store.raw, data_files(store.raw))
    services = {row["service"] for row in reference["services"]}
    used = {file.source for file in files}
    declarations = {
        source: read_declaration(store.raw / source, contract(source), services) for source in SOURCES if source in used
    }
    gazetteer = Gazetteer.from_reference(reference)
    for source, said in declarations.items():
        check_offices(store.raw / source, said, contract(source), gazetteer)
    moving = {file.full_path for file in files if _changed_within(file.full_path, settle)}
    settled = [file for file in files if file.full_path not in moving]
    return Given(store, now, reference, settled, declarations, [file for file in files if file.full_path in moving])


def _changed_within(path: Path, seconds: int) -> bool:
    """Size, content or name; a time in the future is a wrong clock, not a change."""
    stat = path.stat()
    return any(0 <= time.time() - moment < seconds for moment in (stat.st_mtime, stat.st_ctime))


def refuse_sample(given: Given) -> None:
    """Raise RefusedError when a file of the sample lies among the user's."""
    marker = sample_store().sample_marker
    if given.store.is_sample or not marker.exists():
        return
    sample = marker.read_text("utf-8")
    for file in given.files:
        if f'"{file.sha256}"' in sample:
            raise RefusedError(
                f"{file.full_path}: ini berkas data contoh dan tidak boleh bercampur dengan data kota. "
                "Keluarkan berkas itu dari folder, lalu muat lagi."
            )
