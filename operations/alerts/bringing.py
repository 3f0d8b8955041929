"""What waits in the memory on its way out: letters by the outbox, posts to the webhook; and what is said of both."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.formats import day
from core.settings import SetupError
from core.store import user_store
from mail import DamagedLetterError, LetterNote, LetterState, Outbox, OutboxBusyError, mail_setup, send_letters
from operations.alerts.letters import PREFIX, hand_over
from operations.alerts.memory import Memory, WaitingPost, write_memory
from operations.alerts.rules import AlertRule
from operations.alerts.webhook import bring, webhook

DONE, FAILED, TROUBLE, WAITS = 0, 1, 3, 8
TROUBLE_WORDS = {
    LetterState.REFUSED: "ditolak server surat; periksa alamatnya",
    LetterState.UNSURE: "tidak pasti sampai, karena server putus sebelum menjawab; mengirimnya lagi: --ulang",
}


@dataclass
class RunReport:
    """What a run says: `told`: what is new and what became of it; `wrong`: settings or a build without which it cannot
    go on; `trouble`: what else somebody must look at. `waits`: something is tried again by the next run.
    """

    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    waits: bool = False

    @property
    def exit_code(self) -> int:
        """FAILED, TROUBLE, WAITS or DONE, the worst of them."""
        return FAILED if self.wrong else TROUBLE if self.trouble else WAITS if self.waits else DONE


def bring_letters(
    memory: Memory, rules: Sequence[AlertRule], moment: datetime, report: RunReport, *, with_ended: bool
) -> None:
    """Put the letters that wait into the outbox, and hand over what is due there.

    Those to whom no rule names any more are taken out of it, unless the table has faults (`report` tells them).
    `with_ended`: those that were refused or are uncertain, too. Raises OSError.
    """
    outbox, notes = Outbox(user_store().outbox_dir), []
    named = {name for rule in rules for name in rule.recipients}
    try:
        still = [note for note in outbox.notes(PREFIX) if note.state is not LetterState.SENT]
        if not report.trouble and any(note.to not in named for note in still):
            outbox.withdraw(PREFIX, {note.id for note in still if note.to in named})
        if not memory.letters and not still:
            return
        setup = mail_setup()
        hand_over(user_store(), memory, setup, moment)
        notes = send_letters(outbox, setup, PREFIX, with_ended=with_ended, clock=lambda: moment)
    except OutboxBusyError:
        report.told.append("Pengiriman surat lain sedang berjalan; surat ini dikirim pada pemeriksaan berikutnya.")
        report.waits = True
    except (SetupError, DamagedLetterError) as error:
        # The webhook goes on all the same.
        report.wrong.append(str(error))
    else:
        _say(notes, rules, moment, report)
        report.waits = any(note.state is LetterState.WAITING for note in outbox.notes(PREFIX))


def _say(notes: Sequence[LetterNote], rules: Sequence[AlertRule], moment: datetime, report: RunReport) -> None:
    """How each letter stands; the first row of the table that names its recipient stands for the address."""
    if notes:
        counts = Counter(note.state for note in notes)
        report.told.append(f"Surat: {', '.join(f'{count} {state}' for state, count in counts.items())}.")
    lines = {name: rule.line for rule in reversed(rules) for name in rule.recipients}
    for note in notes:
        row = f"baris {lines[note.to]}" if note.to in lines else "yang tidak ada lagi di tabel"
        since = day(note.put_at.date())
        if note.state in TROUBLE_WORDS:
            report.trouble.append(f"Surat untuk penerima {row}: {TROUBLE_WORDS[note.state]}.")
        elif note.is_overdue(moment):
            report.trouble.append(f"Surat untuk penerima {row} menunggu sejak {since}; periksa server surat.")


def bring_posts(memory: Memory, moment: datetime, report: RunReport) -> None:
    """Bring what is due to the webhook. Raises OSError."""
    if not memory.posts:
        return
    try:
        to = webhook()
    except SetupError as error:
        report.wrong.append(str(error))
        return

    def keep(waiting: list[WaitingPost]) -> None:
        memory.posts = waiting
        write_memory(user_store(), memory)

    brought = bring(memory.posts, to, moment, keep)
    told = [f"{brought.taken} diterima"] if brought.taken else []
    if brought.waiting:
        told.append(f"{len(brought.waiting)} menunggu" + (f" ({brought.why})" if brought.why else ""))
    report.told += [f"Webhook: {', '.join(told)}."] if told else []
    report.trouble += [f"Webhook: {words}." for words in brought.lost]
    report.waits |= bool(brought.waiting)
