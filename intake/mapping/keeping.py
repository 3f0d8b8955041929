"""The mapping of one sender's files: read, changed whole or not at all, each change noted with what stood before."""

import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.disk import read_text, sync_folder, write_private
from core.settings import settings
from core.store.folder_lock import folder_lock
from etl import UserError, check_mapping, mapping_path, read_reference
from intake.ledger import Entry, acting, add_entry, entries
from intake.mapping.answers import MappingAnswers, with_answers
from intake.verdict.sent_name import WHOLE_CITY

LARGEST: Final = 200_000
"""Bytes of a mapping: some thousand titles."""
KIND: Final = "mapped"
_NUMBERS: Final = re.compile(r"\d(?:[ .-]?\d){7,}")


@dataclass(frozen=True)
class MappingChange:
    """A change of a mapping: the number of its line in the ledger, what stood before and after (None: no file)."""

    number: int
    source: str
    sender: str
    before: str | None
    after: str | None
    at: datetime
    account: str


def read_mapping(source: str, sender: str) -> str | None:
    """Return the text of a sender's mapping; None where there is none. Raises UserError for one that is unreadable."""
    path = mapping_path(source, known_sender(sender))
    if not path.exists():
        return None
    text = read_text(path, LARGEST)
    if text is None:
        raise UserError(f"{path}: tidak dapat dibaca. Simpan sebagai teks UTF-8, paling besar 200 kB.")
    return text


def write_mapping(source: str, sender: str, answers: MappingAnswers, account: str) -> MappingChange:
    """Add answers to a sender's mapping, once the reader of mappings takes it so, and note it.

    `account`: who changes it, '' where nobody logs in. Raises UserError with what to do for an answer that cannot be;
    then, as after any error, the mapping before is as it was.
    """
    titles = [title for own in answers.headers.values() for title in own]
    if any(map(_NUMBERS.search, titles)):
        raise UserError("Satu judul mirip nomor orang. Beri berkas itu baris judul, lalu pilih lagi.")

    def make(before: str | None) -> str:
        check_mapping(source, sender, before or "")
        return with_answers(before or "", answers)

    return _put(source, known_sender(sender), make, account)


def undo_mapping(number: int, account: str) -> MappingChange:
    """Put back what stood before a change. Raises UserError where it was changed again since, or is not known."""
    change = next((each for each in mapping_changes() if each.number == number), None)
    if change is None:
        raise UserError("Perubahan pemetaan itu tidak ada di catatan.")

    def make(before: str | None) -> str | None:
        if before != change.after:
            raise UserError("Pemetaan itu sudah diubah lagi sesudahnya. Batalkan perubahan yang terbaru lebih dahulu.")
        return change.before

    return _put(change.source, known_sender(change.sender), make, account)


def mapping_changes(source: str | None = None, sender: str | None = None) -> list[MappingChange]:
    """Return the changes of a sender's mapping, or of all, the newest first."""
    failed = {entry.told.get("of") for entry in entries("undone")}
    found = [_change(entry) for entry in reversed(entries(KIND)) if entry.number not in failed]
    return [each for each in found if source in (None, each.source) and sender in (None, each.sender)]


def known_sender(sender: str) -> str:
    """Return the name of a sender's folder: the code of an office, or kota. Raises UserError for any other."""
    if sender != WHOLE_CITY and sender not in {row["unit_code"] for row in read_reference()["units"]}:
        raise UserError("Pengirim tidak dikenal: pilih kantor dari daftar, atau kota.")
    return sender


def _put(source: str, sender: str, make: Callable[[str | None], str | None], account: str) -> MappingChange:
    """Write what is made of the text before (None: no file)."""
    local = settings().data_dir / "local"
    local.mkdir(mode=0o755, parents=True, exist_ok=True)
    with acting(), folder_lock(local):
        before = read_mapping(source, sender)
        text = make(before)
        if text is not None:
            check_mapping(source, sender, text)
        entry = add_entry(KIND, account, source=source, sender=sender, before=before, after=text)
        try:
            _write(source, sender, text)
        except OSError:
            add_entry("undone", account, of=entry.number)
            raise
    return _change(entry)


def _write(source: str, sender: str, text: str | None) -> None:
    """The file keeps the rights that it had."""
    path = mapping_path(source, sender)
    if text is None:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
        return
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    write_private(path, text.encode())
    if mode is not None:
        path.chmod(mode)


def _change(entry: Entry) -> MappingChange:
    told = {name: entry.told.get(name) for name in ("source", "sender", "before", "after")}
    before, after = (text if isinstance(text, str) else None for text in (told["before"], told["after"]))
    source, sender = str(told["source"]), str(told["sender"])
    return MappingChange(entry.number, source, sender, before, after, entry.at, entry.account)
