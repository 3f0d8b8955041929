"""How a run of a command brings its letters out: those that are new, and those that wait from runs before."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.formats import day
from core.settings import SetupError
from mail.outbox import DamagedLetterError, LetterNote, LetterState, Outbox, OutboxBusyError
from mail.run_report import RunReport
from mail.sending import send_letters
from mail.setup import MailSetup, mail_setup

TROUBLE_WORDS: Final = {
    LetterState.REFUSED: "ditolak server surat; periksa alamatnya",
    LetterState.UNSURE: "tidak pasti sampai, karena server putus sebelum menjawab; mengirimnya lagi: --ulang",
}


@dataclass(frozen=True)
class Bringing:
    """The letters of one kind. `prefix`: how their keys begin; `row_of`: by what a recipient is named in what is said;
    `is_wanted`: False for a letter not sent yet that is to be taken out; `put`: puts those that are new (None: none).
    """

    prefix: str
    row_of: Callable[[LetterNote], str]
    is_wanted: Callable[[LetterNote], bool]
    put: Callable[[Outbox, MailSetup], None] | None


def bring_letters(
    outbox: Outbox, letters: Bringing, moment: datetime, report: RunReport, *, with_ended: bool
) -> list[LetterNote]:
    """Put what is new into the outbox, hand over what is due there, and say how each letter stands; return these.

    `with_ended`: those that were refused or are uncertain, too. Raises OSError.
    """
    notes: list[LetterNote] = []
    try:
        still = [note for note in outbox.notes(letters.prefix) if note.state is not LetterState.SENT]
        if any(not letters.is_wanted(note) for note in still):
            outbox.withdraw(letters.prefix, {note.id for note in still if letters.is_wanted(note)})
        if letters.put is None and not still:
            return notes
        setup = mail_setup()
        if letters.put is not None:
            letters.put(outbox, setup)
        notes = send_letters(outbox, setup, letters.prefix, with_ended=with_ended, clock=lambda: moment)
    except OutboxBusyError:
        report.told.append("Pengiriman surat lain sedang berjalan; surat ini dikirim pada pemeriksaan berikutnya.")
        report.waits = True
    except (SetupError, DamagedLetterError) as error:
        # What goes another way goes on all the same.
        report.wrong.append(str(error))
    else:
        _say(notes, letters, moment, report)
        report.waits |= any(note.state is LetterState.WAITING for note in outbox.notes(letters.prefix))
    return notes


def _say(notes: Sequence[LetterNote], letters: Bringing, moment: datetime, report: RunReport) -> None:
    """How each letter stands; no address is told."""
    if notes:
        counts = Counter(note.state for note in notes)
        report.told.append(f"Surat: {', '.join(f'{count} {state}' for state, count in counts.items())}.")
    for note in notes:
        since = day(note.put_at.date())
        if note.state in TROUBLE_WORDS:
            report.trouble.append(f"Surat untuk penerima {letters.row_of(note)}: {TROUBLE_WORDS[note.state]}.")
        elif note.is_overdue(moment):
            report.trouble.append(
                f"Surat untuk penerima {letters.row_of(note)} menunggu sejak {since}; periksa server surat."
            )
