"""A letter to one recipient, and the message that it becomes: text, HTML with its pictures, attachments."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from core.city import city

ID_LENGTH: Final = 32
ENCODING: Final = "quoted-printable"


@dataclass(frozen=True)
class Picture:
    """A PNG that the HTML shows as `cid:<cid>`; `cid` has the form of an address, and is this picture's alone."""

    cid: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Attachment:
    """A file beside the letter; `kind`: its type, such as application/pdf."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """What one recipient gets. `key`: what it is, such as `laporan/2024-11/kota/r1`, the same for all its recipients.

    Two letters of one key to one address are the same letter: the second is never put. `text`, `html`: the same said
    twice, for programs that show no HTML; `html` may be ''.
    """

    key: str
    to: str
    subject: str
    text: str
    html: str = ""
    pictures: tuple[Picture, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def letter_id(key: str, to: str) -> str:
    """Return by what the outbox knows a letter; case counts for nothing in an address."""
    return hashlib.sha256(f"{key}\0{to.casefold()}".encode()).hexdigest()[:ID_LENGTH]


def message_of(letter: Letter, sender: str, domain: str, at: datetime) -> bytes:
    """Return the letter as it goes over the wire, at city time `at`; its Message-ID follows from key and recipient."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Date"] = format_datetime(at.replace(tzinfo=city().clock))
    message["Message-ID"] = f"<{letter_id(letter.key, letter.to)}@{domain}>"
    # No answer of a machine that is on holiday.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte=ENCODING)
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte=ENCODING)
        *_, shown = message.iter_parts()
        for picture in letter.pictures:
            shown.add_related(
                picture.content, "image", "png", cid=f"<{picture.cid}>", filename=picture.name, disposition="inline"
            )  # type: ignore[arg-type, unused-ignore] # typeshed does not know that these go to the content manager
    for file in letter.attachments:
        message.add_attachment(file.content, *file.kind.split("/"), filename=file.name)
    return message.as_bytes()
