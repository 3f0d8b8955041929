"""Letters by SMTP: an outbox on disk that never puts the same letter twice, and the handing over to a mail server.

It knows nothing of what letters say. `Outbox(folder).put(letter, setup)` keeps a letter, `send_letters(outbox, setup,
"kind/")` hands over what waits of a kind and returns how each letter stands; `mail_setup()` checks the settings.
"""

from mail.letter import Attachment, Letter, Picture, letter_id
from mail.outbox import DamagedLetterError, LetterNote, LetterState, Outbox, OutboxBusyError
from mail.sending import ServerRefusesError, send_letters
from mail.setup import MailSetup, is_address, mail_setup

__all__ = [
    "Attachment",
    "DamagedLetterError",
    "Letter",
    "LetterNote",
    "LetterState",
    "MailSetup",
    "Outbox",
    "OutboxBusyError",
    "Picture",
    "ServerRefusesError",
    "is_address",
    "letter_id",
    "mail_setup",
    "send_letters",
]
