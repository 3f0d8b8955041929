"""What was sent and is still there, as the ledger tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue, TypeAdapter, ValidationError

from akses import Reader
from core.snapshot import as_declared, open_current
from core.store import Store
from core.store.published_builds import NoBuildError
from etl import contract
from intake.ledger import Entry, entries
from intake.sending.moving import end_interrupted
from intake.sending.sent_file import SentFile
from intake.verdict.verdict import FileVerdict

_SENT = TypeAdapter(SentFile)


@dataclass(frozen=True)
class TakenFile:
    """What the load made of a sent file: counts of rows, `double` of them known already; `aside`: why not used.

    `again`: of a file whose bytes were loaded before, how many of its counts took the place of others; else None.
    """

    accepted: int
    held: int
    double: int
    aside: str = ""
    again: int | None = None


@dataclass(frozen=True)
class Sending:
    """A sent file, whether it was withdrawn since, and what the last load that read it made of it (None: none did)."""

    sent: SentFile
    is_withdrawn: bool
    taken: TakenFile | None = None


_TAKEN = TypeAdapter(TakenFile)
Covering = SentFile | FileVerdict
"""What speaks of offices and days of a source."""


def sendings(reader: Reader | None = None) -> list[Sending]:
    """Return what was sent, the last one first: by this reader or for the own office; by everybody for None."""
    end_interrupted()
    known = entries()
    taken = {str(entry.told.get("file")): _taken(entry.told) for entry in known if entry.kind == "loaded"}
    gone = {str(entry.told.get("file")) for entry in known if entry.kind == "withdrawn"}
    found = [sent for entry in known if entry.kind == "sent" and (sent := _sent(entry)) and _is_own(sent, reader)]
    return [Sending(sent, sent.file in gone, taken.get(sent.file)) for sent in reversed(found)]


def overlapping(file: Covering) -> list[SentFile]:
    """Return the other sent files that are there and speak of the same source, an office and days of this one, the last
    one first.
    """
    there = (each.sent for each in sendings() if not each.is_withdrawn and each.sent != file)
    return [sent for sent in there if sent.source == file.source and _meet(sent, file)]


def holds_all_of(file: Covering, sent: SentFile) -> bool:
    """True where a file speaks of every office and day of a sent one, so that nothing goes with the sent one.

    What counts no day holds no counts of another; days that the sent one calls closed must be called so again.
    """
    if (isinstance(file, FileVerdict) and file.has_closed_days_alone) or not set(sent.closed) <= set(file.closed):
        return False
    days = sent.first_day, sent.last_day, file.first_day, file.last_day
    if any(day is None for day in days):
        return False
    first, last, own_first, own_last = (day or date.min for day in days)
    return set(sent.offices) <= set(file.offices) and own_first <= first and last <= own_last


def is_counted_by_day(source: str) -> bool:
    """True for a source of counts, of which the last one stands; records with numbers of their own are joined."""
    return contract(source).number is None


def in_build(sent: SentFile, seen: Store) -> tuple[str, str]:
    """Return what the build that readers see says of a sent file: its state and why it was set aside (codes), both ''
    where it knows nothing of it. `seen`: their store.
    """
    state, reason, _ = _account_in_build(sent, seen)
    return state, reason


def counts_in_build(sent: SentFile, seen: Store) -> bool:
    """True where rows of a sent file were accepted into the build that readers see. `seen`: their store."""
    return _account_in_build(sent, seen)[2] > 0


def _account_in_build(sent: SentFile, seen: Store) -> tuple[str, str, int]:
    asked = (
        "SELECT state, coalesce(reason, ''), accepted FROM file_account WHERE source = $1 AND path = $2 AND sha256 = $3"
    )
    try:
        build = open_current(seen)
        with build.connection, as_declared(build.path):
            found = build.connection.execute(asked, [sent.source, sent.path_in_ledger, sent.sha256]).fetchone()
    except NoBuildError:
        return "", "", 0
    return (str(found[0]), str(found[1]), int(found[2])) if found else ("", "", 0)


def to_forget() -> list[SentFile]:
    """Return the withdrawn files whose rows a load may still hold."""
    done = {str(entry.told.get("file")) for entry in entries("forgotten")}
    return [each.sent for each in sendings() if each.is_withdrawn and each.sent.file not in done]


def _meet(one: Covering, other: Covering) -> bool:
    days = (day or date.min for day in (one.first_day, one.last_day, other.first_day, other.last_day))
    first, last, other_first, other_last = days
    return bool(set(one.offices) & set(other.offices)) and first <= other_last and other_first <= last


def _taken(told: Mapping[str, JsonValue]) -> TakenFile | None:
    try:
        taken: TakenFile = _TAKEN.validate_python({name: value for name, value in told.items() if name != "file"})
    except ValidationError:
        return None
    return taken


def _is_own(sent: SentFile, reader: Reader | None) -> bool:
    return reader is None or sent.account == reader.name or bool(reader.place and sent.office == reader.place)


def _sent(entry: Entry) -> SentFile | None:
    told: Mapping[str, JsonValue] = entry.told
    try:
        sent: SentFile = _SENT.validate_python({**told, "account": entry.account})
    except ValidationError:
        return None
    return sent
