"""All alerts of one run to one recipient as one letter, handed to the outbox of letters."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from core.formats import day, number
from core.store import Store
from core.texts import translator
from mail import Letter, MailSetup, Outbox
from operations.alerts.alert import ALERT_KINDS, Alert
from operations.alerts.memory import Memory, WaitingLetter, write_memory
from operations.alerts.sentences import TITLES

ALERT_PREFIX: Final = "peringatan/"
"""How the keys of these letters begin in the outbox."""


def letter_of(to: str, news: Sequence[Alert], address: str, moment: datetime, *, is_first: bool) -> WaitingLetter:
    """Return the letter that tells one recipient of alerts, kind by kind.

    `address`: scheme and host of the dashboard, '' where nobody else opens it; `is_first`: nothing was told before.
    """
    _ = translator("id")
    subject = _("Peringatan dasbor adopsi: {n} hal").format(n=number(len(news), 0))
    if len(news) == 1:
        subject = _("Peringatan dasbor adopsi: {title}").format(title=_(TITLES[news[0].kind]).lower())
    begin = _("Yang baru pada pemeriksaan {day} pukul {clock} {zone}:")
    if is_first:
        begin = _("Keadaan pada {day} pukul {clock} {zone}. Surat berikutnya hanya memuat yang baru.")
    parts = [begin.format(day=day(moment.date()), clock=f"{moment:%H.%M}")]
    for kind in ALERT_KINDS:
        if of_kind := [alert for alert in news if alert.kind == kind]:
            parts.append("\n\n".join([_(TITLES[kind]).upper(), *(_told(alert, address) for alert in of_kind)]))
    parts.append(_("Siapa diberi tahu tentang apa diatur oleh pengelola dasbor."))
    return WaitingLetter(key=_key(news, moment), to=to, subject=subject, text="\n\n".join(parts) + "\n")


def _key(news: Sequence[Alert], moment: datetime) -> str:
    """The same for letters that tell the same of one run."""
    numbers = "".join(sorted(alert.number(moment) for alert in news))
    return f"{ALERT_PREFIX}{moment:%Y-%m-%dT%H%M%S}/{hashlib.sha256(numbers.encode()).hexdigest()[:16]}"


def _told(alert: Alert, address: str) -> str:
    return f"- {alert.sentence}" + (f"\n  {address}{alert.page}" if address else "")


def hand_over(store: Store, memory: Memory, setup: MailSetup, now: datetime) -> None:
    """Put the letters that wait into the outbox: one that lies there already is not put again. Raises OSError."""
    outbox = Outbox(store.outbox_dir)
    while memory.letters:
        letter = memory.letters[0]
        outbox.put(Letter(letter.key, letter.to, letter.subject, letter.text), setup, now)
        del memory.letters[0]
        write_memory(store, memory)
