"""The records that lie in a folder: read whole or not at all, and held against the files that carry their code."""

import re
from collections.abc import Iterator
from pathlib import Path

from core.store.report_records import RECORD_SUFFIX, parsed, record_files
from report.forms.carried import codes_in
from report.forms.set import FORMS
from report.record.record import Record, check_record, code_of

KEYS = {"month", "lang", "build", "is_sample", "is_draft", "revision"}


class DamagedRecordError(Exception):
    """A record of the archive cannot be read; the message is its file's name."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self.path = path


class AlteredRecordError(DamagedRecordError):
    """A record can be read, but it is no longer the one that its own report's files were made from."""


def records(folder: Path, period: str = "") -> list[Record]:
    """Return the records of a folder, of all periods or of one by its code. Raises DamagedRecordError for one that is
    none.

    The names of the archive's files say the period: the others need not be read.
    """
    return [_read(path) for path in record_files(folder) if is_of_period(path, period)]


def is_of_period(path: Path, period: str) -> bool:
    """Return whether a file is of a period by its name: 2024 is neither 2024-10 nor 2024-Q4; '' is any."""
    return not period or re.search(rf"(?<![\w-]){period}(?![0-9A-Z-])", path.name.replace("_", " ")) is not None


def sound_records(folder: Path) -> tuple[list[Record], list[DamagedRecordError]]:
    """Return the records of a folder that can be trusted, and what is wrong with the others."""
    sound, damaged = [], []
    for path in record_files(folder):
        try:
            sound.append(_read(path))
        except DamagedRecordError as error:
            damaged.append(error)
    return sound, damaged


def unsure_records(folder: Path, period: str = "") -> list[Record]:
    """Return the records of a folder as they are written, of all periods or of one by its code.

    Raises DamagedRecordError for one that is no JSON object.

    Enough to know which periods there are; what a report states is asked of `records` alone.
    """
    return [_parsed(path) for path in record_files(folder) if is_of_period(path, period)]


def carried_codes(path: Path) -> Iterator[list[str]]:
    """Yield the codes in each file of the report that a record lies beside; none where a file is gone or blank."""
    files = (path.with_name(path.name.removesuffix(RECORD_SUFFIX) + f".{form}") for form in FORMS)
    return (codes_in(file.read_bytes()) for file in files if file.exists())


def _read(path: Path) -> Record:
    record = _parsed(path)
    if _is_altered(path, code_of(record)):
        raise AlteredRecordError(path)
    try:
        return check_record(record)
    except ValueError as error:
        raise DamagedRecordError(path) from error


def _is_altered(path: Path, code: str) -> bool:
    """One file that was overwritten accuses nobody; where none of them has its code, the record was changed."""
    others = False
    for codes in carried_codes(path):
        if code in codes:
            return False
        others = others or bool(codes)
    return others


def _parsed(path: Path) -> Record:
    try:
        record = parsed(path)
    except ValueError as error:
        raise DamagedRecordError(path) from error
    if not isinstance(record, dict) or not record.keys() >= KEYS:
        raise DamagedRecordError(path)
    return record
