"""Who may send and withdraw what; what is decided here is noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from akses import Reach, Reader, rights_of
from core.clock import now_in_city
from core.texts import Translate
from intake.ledger import acting
from intake.refused import IntakeRefusedError, no_room
from intake.sending.listing import overlapping, sendings
from intake.sending.moving import end_interrupted, move_in, move_out
from intake.sending.sent_file import SentFile, file_name, period_of, sender_of_verdict
from intake.verdict.sent_name import WHOLE_CITY
from intake.verdict.verdict import FileVerdict
from intake.waiting.judging import verdict_on
from intake.waiting.room import WaitingFile, find

IsReported = Callable[[SentFile], bool]


@dataclass(frozen=True)
class Sent:
    """What was just sent; `others`: files of the same source, office and days that are there too."""

    sent: SentFile
    others: list[SentFile]


def send_file(waiting_id: str, reader: Reader, replaces: Sequence[str] = ()) -> Sent:
    """Send a waiting file of the reader as what its verdict says it is. Raises IntakeRefusedError: nothing has changed.

    `replaces`: sent files of this reader that will be withdrawn for it; noted with it.
    """
    with acting():
        end_interrupted()
        waiting = find(waiting_id, reader.name)
        if waiting is None:
            raise IntakeRefusedError(404, _not_waiting)
        verdict = verdict_on(waiting)
        if verdict is None:
            raise IntakeRefusedError(409, lambda t: t("Berkas ini masih diperiksa. Tunggu hasilnya, lalu setor."))
        _check(reader, verdict)
        sent = _named(waiting, reader, verdict, replaces)
        try:
            move_in(waiting.path, sent)
        except OSError:
            raise IntakeRefusedError(507, no_room) from None
        # A file that counts no day takes the place of no other's counts.
        return Sent(sent, [] if verdict.has_closed_days_alone else overlapping(sent))


def withdraw(file: str, reader: Reader, is_reported: IsReported) -> SentFile:
    """Take a sent file back: it leaves the raw folder, its rows the next build, both stay in the ledger.

    `is_reported`: whether the archive has a report of its month already. Raises IntakeRefusedError.
    """
    with acting():
        end_interrupted()
        sent = next((each.sent for each in sendings(reader) if each.sent.file == file and not each.is_withdrawn), None)
        if sent is None or sent.account != reader.name or rights_of(reader.role).sends is Reach.NOTHING:
            raise IntakeRefusedError(404, lambda t: t("Setoran ini tidak ada, sudah ditarik, atau bukan setoran Anda."))
        if is_reported(sent):
            raise IntakeRefusedError(
                409,
                lambda t: t(
                    "Bulan ini sudah dilaporkan, jadi setorannya tidak dapat ditarik. Setor berkas koreksi: "
                    "angka terakhir yang dipakai, dan laporannya direvisi."
                ),
            )
        try:
            move_out(sent, reader.name)
        except OSError:
            raise IntakeRefusedError(507, no_room) from None
        return sent


def _check(reader: Reader, verdict: FileVerdict) -> None:
    """Raise IntakeRefusedError for a file that nothing can be read of, and for one that this reader may not send."""
    reach = rights_of(reader.role).sends
    if reach is Reach.NOTHING:
        raise IntakeRefusedError(403, lambda t: t("Akun Anda tidak menyetor data."))
    if not may_be_sent(verdict):
        raise IntakeRefusedError(422, lambda t: t("Berkas ini belum dapat disetor: tidak ada barisnya yang terbaca."))
    if reach is Reach.OWN and ({*verdict.spoken_of, verdict.sender} != {reader.place}):
        raise IntakeRefusedError(403, of_another)


def may_be_sent(verdict: FileVerdict) -> bool:
    """True where a load would read rows of it (those that are held back are mended once they are loaded), or it says
    when an office was closed.
    """
    counts = verdict.counts
    return (
        verdict.source is not None
        and not (verdict.refusal or verdict.reason)
        and bool(verdict.closed or (counts and counts.accepted + counts.held))
    )


def of_another(t: Translate) -> str:
    """Return what an officer is told of a file of another office."""
    return t("Berkas ini dari kantor lain. Anda menyetor untuk kantor Anda sendiri; batalkan, lalu pilih berkas Anda.")


def _not_waiting(t: Translate) -> str:
    return t("Berkas ini tidak menunggu lagi: sudah disetor, dibatalkan, atau lewat sehari. Pilih berkasnya lagi.")


def _named(waiting: WaitingFile, reader: Reader, verdict: FileVerdict, replaces: Sequence[str]) -> SentFile:
    now, source, sender = now_in_city(), verdict.source or "", sender_of_verdict(verdict)
    office = "" if sender == WHOLE_CITY else sender
    sent = SentFile(
        "", reader.name, now, waiting.sha256, waiting.size, waiting.original_name, source, office,
        period_of(verdict.months), waiting.id, tuple(replaces), tuple(verdict.offices), verdict.first_day,
        verdict.last_day, tuple(verdict.closed),
    )  # fmt: skip
    taken = {each.sent.file for each in sendings()}
    while True:
        sent = replace(sent, file=file_name(source, sender, verdict.months, sent.at, waiting))
        # Several in one second: nothing that lies there, or lay there, is ever written over.
        if sent.file not in taken and not sent.path.exists():
            return sent
        sent = replace(sent, at=sent.at + timedelta(seconds=1))
