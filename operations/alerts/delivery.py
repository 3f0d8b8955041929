"""What waits in the memory on its way out: letters by the outbox, posts to the webhook; and what is said of both."""

from collections.abc import Sequence
from datetime import datetime

from core.settings import SetupError
from core.store import user_store
from mail import Bringing, LetterNote, MailSetup, Outbox, RunReport, bring_letters
from operations.alerts.letters import ALERT_PREFIX, hand_over
from operations.alerts.memory import Memory, WaitingPost, write_memory
from operations.alerts.rules import AlertRule
from operations.alerts.webhook import bring, webhook


def bring_alerts(
    memory: Memory, rules: Sequence[AlertRule], moment: datetime, report: RunReport, *, with_ended: bool
) -> None:
    """Put the letters that wait into the outbox, and hand over what is due there.

    Those to whom no rule names any more are taken out of it, unless the table has faults (`report` tells them). The
    first row of the table that names a recipient stands for the address. `with_ended`: those that were refused or are
    uncertain, too. Raises OSError.
    """
    lines = {name: rule.line for rule in reversed(rules) for name in rule.recipients}
    is_whole = not report.trouble

    def row_of(note: LetterNote) -> str:
        return f"baris {lines[note.to]}" if note.to in lines else "yang tidak ada lagi di tabel"

    def put(_: Outbox, setup: MailSetup) -> None:
        hand_over(user_store(), memory, setup, moment)

    letters = Bringing(
        ALERT_PREFIX, row_of, lambda note: not is_whole or note.to in lines, put if memory.letters else None
    )
    bring_letters(Outbox(user_store().outbox_dir), letters, moment, report, with_ended=with_ended)


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
