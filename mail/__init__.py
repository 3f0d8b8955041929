"""Letters by SMTP: an outbox on disk that never puts the same letter twice, and the handing over to a mail server.

It knows nothing of what letters say. `Outbox(folder).put(letter, setup)` keeps a letter, `send_letters(outbox, setup,
"kind/")` hands over what waits of a kind and returns how each letter stands; `mail_setup()` checks the settings.
"""

from mail.bringing import Bringing, bring_letters
from mail.letter import Attachment, Letter, Picture, letter_id
from mail.outbox import DamagedLetterError, LetterNote, LetterState, Outbox, OutboxBusyError
from mail.run_report import RunReport, SendAgain, end_run, print_sentence, run_commands
from mail.sending import ServerRefusesError, send_letters
from mail.setup import MailSetup, is_address, mail_setup

__all__ = [
    "Attachment",
    "Bringing",
    "DamagedLetterError",
    "Letter",
    "LetterNote",
    "LetterState",
    "MailSetup",
    "Outbox",
    "OutboxBusyError",
    "Picture",
    "RunReport",
    "SendAgain",
    "ServerRefusesError",
    "bring_letters",
    "end_run",
    "is_address",
    "letter_id",
    "mail_setup",
    "print_sentence",
    "run_commands",
    "send_letters",
]
