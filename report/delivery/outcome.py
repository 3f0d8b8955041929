"""What came of sending: a sentence for each letter that somebody should know of, and the exit code.

A recipient is named by line and role: the address stands in the table, and in no log.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.city import city
from core.clock import now_in_city
from mail import LetterNote, LetterState
from report.delivery.recipients import Recipient, recipients_file
from report.exits import LETTERS_WAIT, NEEDS_SOMEBODY, REFUSED
from report.record.record import Record


@dataclass(frozen=True)
class Wanted:
    """A letter that table and archive ask for."""

    recipient: Recipient
    record: Record


@dataclass
class Delivery:
    """One run. `periods`: by their codes; `faults`: of the table; `wanted`: letters by their id.

    `lacking`: sentences on reports that are not in the archive, or not whole.
    """

    periods: list[str]
    faults: list[str]
    wanted: dict[str, Wanted] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)

    def lack(self, period: str, place: str) -> None:
        """Note, once, that a report is not in the archive."""
        name = f"{period} --kecamatan {place}" if place else period
        sentence = f"Laporan {name} belum ada di arsip. Buat dahulu: python -m report {name}"
        if sentence not in self.lacking:
            self.lacking.append(sentence)

    def sentences(self, stand: Mapping[str, LetterNote], tried: Collection[str]) -> Iterator[str]:
        """Yield what is to be said; `stand`: letters as they stand now, `tried`: the ids of those tried in this run."""
        yield from self.faults
        yield from self.lacking
        known = [(wanted, stand[letter]) for letter, wanted in self.wanted.items() if letter in stand]
        for wanted, note in known:
            if note.state is not LetterState.SENT or note.id in tried:
                yield f"Laporan {wanted.record['month']}, {_named(wanted.recipient)}: {_told(note, wanted)}"
        before = sum(note.state is LetterState.SENT and note.id not in tried for _, note in known)
        if before:
            yield f"Sudah terkirim sebelumnya: {before} surat."
        if not self.periods and not known:
            yield "Belum ada laporan bulanan dari data sendiri di arsip; tidak ada yang dikirim."
        elif not known and not self.lacking:
            yield f"Tidak ada penerima yang aktif untuk laporan {', '.join(self.periods)}: {recipients_file()}"

    def exit_code(self, stand: Mapping[str, LetterNote]) -> int:
        """Return the exit code: the gravest of what needs somebody, lacks, or waits."""
        notes, now = [stand[letter] for letter in self.wanted if letter in stand], now_in_city()
        ended = (LetterState.REFUSED, LetterState.UNSURE)
        if self.faults or any(note.state in ended or note.is_overdue(now) for note in notes):
            return NEEDS_SOMEBODY
        if self.lacking:
            return REFUSED
        return LETTERS_WAIT if any(note.state is LetterState.WAITING for note in notes) else 0


def _named(recipient: Recipient) -> str:
    role = f"{recipient.role} {recipient.place}".strip()
    return f"{recipients_file().name} baris {recipient.line} ({role})"


def _told(note: LetterNote, wanted: Wanted) -> str:
    send = f"python -m report kirim {wanted.record['month']}"
    again = f"{send} --ulang"
    answer = f"server menjawab {note.reply}" if note.reply else "server tidak menjawab"
    match note.state:
        case LetterState.SENT:
            return "terkirim."
        case LetterState.REFUSED:
            return f"ditolak, {answer}. Perbaiki alamatnya; bila alamatnya benar: {again}"
        case LetterState.UNSURE:
            return (
                "tidak pasti: surat diserahkan, tetapi jawaban server tidak sampai. Tanyakan kepada penerima. Bila "
                f"belum diterima: {again}; bila sudah: {send} --diterima {wanted.recipient.line}"
            )
        case LetterState.WAITING:
            return _waiting(note, answer, now_in_city())


def _waiting(note: LetterNote, answer: str, now: datetime) -> str:
    when = f"dicoba lagi mulai {note.next_try:%d-%m-%Y %H.%M} {city().zone}" if note.next_try else "dicoba lagi"
    told = f"menunggu, {answer} ({note.tries} kali dicoba); {when}."
    if note.is_overdue(now):
        told += f" Sudah menunggu sejak {note.put_at:%d-%m-%Y}: periksa server surat."
    return told
