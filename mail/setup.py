"""The settings of sending letters, checked as a whole before anything is put or sent."""

import re
from dataclasses import dataclass, field
from email.utils import getaddresses, parseaddr
from typing import Final

from core.city import city
from core.disk import read_secret
from core.settings import LOOPBACK, SetupError, settings

PORTS: Final = {"starttls": 587, "tls": 465, "kosong": 25}
PLAIN: Final = "kosong"
ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z][A-Za-z0-9-]{1,62}")
"""What a mail server without extensions takes as an address."""


@dataclass(frozen=True)
class MailSetup:
    """How letters leave. `tls`: a key of PORTS; `sender`: what From says; `account` '': none is asked for."""

    server: str
    port: int
    tls: str
    sender: str
    account: str = ""
    password: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        """The sender's bare address."""
        return parseaddr(self.sender)[1]

    @property
    def domain(self) -> str:
        """The part of that address after the @."""
        return self.address.rpartition("@")[2]


def is_address(text: str) -> bool:
    """Return whether a text is one bare e-mail address."""
    return ADDRESS.fullmatch(text) is not None and ".." not in text


def mail_setup() -> MailSetup:
    """Return how letters leave. Raises SetupError with the setting and what to do."""
    told = settings()
    if not told.smtp_server.strip():
        raise SetupError(f"Setelan ADOPSI_SMTP_SERVER kosong; tulis nama server surat, misalnya surel.{city().domain}")
    if told.smtp_tls == PLAIN and told.smtp_server not in LOOPBACK:
        raise SetupError("Setelan ADOPSI_SMTP_TLS 'kosong' hanya boleh untuk komputer ini; tulis starttls atau tls.")
    senders = [address for _name, address in getaddresses([told.smtp_pengirim])]
    if len(senders) != 1 or not is_address(senders[0]) or not told.smtp_pengirim.isprintable():
        raise SetupError(
            f"Setelan ADOPSI_SMTP_PENGIRIM '{told.smtp_pengirim}' bukan alamat surel; tulis seperti "
            f"Dasbor Adopsi <adopsi@{city().domain}>"
        )
    port = told.smtp_port or PORTS[told.smtp_tls]
    return MailSetup(told.smtp_server.strip(), port, told.smtp_tls, told.smtp_pengirim, *_login())


def _login() -> tuple[str, str]:
    """Account and password; none where the server asks for no account, though a unit may name the file always."""
    account = settings().smtp_akun
    return (account, read_secret("ADOPSI_SMTP_SANDI_FILE", settings().smtp_sandi_file)) if account else ("", "")
