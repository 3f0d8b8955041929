"""What was sent and is still there, as the ledger tells it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue, TypeAdapter, ValidationError

from akses import Reader
from intake.ledger import Entry, entries
from intake.sending.moving import end_interrupted
from intake.sending.sent_file import SentFile, period_of
from intake.verdict.sent_name import WHOLE_CITY
from intake.verdict.verdict import Verdict

_SENT = TypeAdapter(SentFile)


@dataclass(frozen=True)
class Sending:
    """A sent file and whether it was withdrawn since."""

    sent: SentFile
    is_withdrawn: bool


def sendings(reader: Reader | None = None) -> list[Sending]:
    """Return what was sent, the last one first: by this reader or for the own office; by everybody for None."""
    end_interrupted()
    known = entries()
    gone = {str(entry.told.get("file")) for entry in known if entry.kind == "withdrawn"}
    found = [sent for entry in known if entry.kind == "sent" and (sent := _sent(entry)) and _is_own(sent, reader)]
    return [Sending(sent, sent.file in gone) for sent in reversed(found)]


def same_month_as(verdict: Verdict) -> list[SentFile]:
    """Return the files that are there of the office, source and month of a verdict, the last one first."""
    office = "" if verdict.sender == WHOLE_CITY else verdict.sender
    subject = verdict.source, office, period_of(verdict.months)
    return [each.sent for each in sendings() if not each.is_withdrawn and _subject(each.sent) == subject]


def same_month(sent: SentFile) -> list[SentFile]:
    """Return the other files of its office, source and month that are there, the last one first."""
    return [
        each.sent
        for each in sendings()
        if not each.is_withdrawn and each.sent.file != sent.file and _subject(each.sent) == _subject(sent)
    ]


def to_forget() -> list[SentFile]:
    """Return the withdrawn files whose rows a load may still hold."""
    done = {str(entry.told.get("file")) for entry in entries("forgotten")}
    return [each.sent for each in sendings() if each.is_withdrawn and each.sent.file not in done]


def _subject(sent: SentFile) -> tuple[str, str, str]:
    return sent.source, sent.office, sent.period


def _is_own(sent: SentFile, reader: Reader | None) -> bool:
    return reader is None or sent.account == reader.name or bool(reader.place and sent.office == reader.place)


def _sent(entry: Entry) -> SentFile | None:
    told: Mapping[str, JsonValue] = entry.told
    try:
        sent: SentFile = _SENT.validate_python({**told, "account": entry.account})
    except ValidationError:
        return None
    return sent
