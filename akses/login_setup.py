"""The settings of the login, checked as a whole: a server with wrong ones does not start."""

import ipaddress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from core.disk import read_secret
from core.settings import LOOPBACK, SetupError, settings

SHORTEST_SECRET: Final = 32
OIDC, PROXY = "oidc", "proksi"
IN, BACK, OUT = "/masuk", "/kembali", "/keluar"
"""The own paths at which a reader logs in, comes back from the provider, and logs out."""


@dataclass(frozen=True)
class LoginSettings:
    """How readers of this server log in. `address`: scheme and host that they open, without a path.

    `secret`: what the proxy sends with every request, or what the provider gave.
    """

    mode: str
    address: str
    secret: str
    issuer: str = ""
    client_id: str = ""
    scope: str = ""
    groups_claim: str = ""

    @property
    def host(self) -> str:
        """What a Host header must be."""
        return urlsplit(self.address).netloc

    @property
    def is_https(self) -> bool:
        """True unless the address is this machine's own."""
        return self.address.startswith("https://")


@lru_cache
def login_settings() -> LoginSettings | None:
    """Return how readers log in; None where nobody does. Raises SetupError with the setting and what to do."""
    told = settings()
    if not told.masuk:
        _refuse_forgotten(told.alamat, told.oidc_penerbit, told.proksi_rahasia_file)
        return None
    address = _address(told.alamat)
    if told.masuk == PROXY:
        secret = read_secret("ADOPSI_PROKSI_RAHASIA_FILE", told.proksi_rahasia_file, SHORTEST_SECRET)
        return LoginSettings(PROXY, address, secret)
    if not told.oidc_id:
        raise SetupError("Setelan ADOPSI_OIDC_ID kosong; tulis nama klien yang diberikan penyedia login.")
    if "openid" not in told.oidc_scope.split():
        raise SetupError(f"Setelan ADOPSI_OIDC_SCOPE '{told.oidc_scope}' tidak memuat openid; tambahkan.")
    secret = read_secret("ADOPSI_OIDC_RAHASIA_FILE", told.oidc_rahasia_file)
    issuer = _url("ADOPSI_OIDC_PENERBIT", told.oidc_penerbit)
    return LoginSettings(OIDC, address, secret, issuer, told.oidc_id, told.oidc_scope, told.oidc_klaim_grup)


def _refuse_forgotten(*told: object) -> None:
    """A server that was meant to have a login must not stand open because one word is missing."""
    if any(told):
        raise SetupError(
            "Setelan ADOPSI_MASUK kosong, padahal setelan login lain terisi; tulis oidc atau proksi, "
            "atau hapus setelan lain itu."
        )


def _address(text: str) -> str:
    address = _url("ADOPSI_ALAMAT", text)
    if urlsplit(address).path not in ("", "/"):
        raise SetupError(f"Setelan ADOPSI_ALAMAT '{text}' memuat jalur; tulis skema dan nama saja.")
    parts = urlsplit(address)
    port = parts.netloc.rpartition(":")[2]
    is_usual = (parts.scheme, port) in (("https", "443"), ("http", "80"))
    return f"{parts.scheme}://{parts.netloc.removesuffix(f':{port}') if is_usual else parts.netloc}"


def _url(name: str, text: str) -> str:
    """An address of https, or of this machine, without what does not belong to it."""
    try:
        parts = urlsplit(text.strip().lower() if name == "ADOPSI_ALAMAT" else text.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    is_plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if not host or not is_plain or parts.scheme not in ("http", "https"):
        raise SetupError(f"Setelan {name} '{text}' bukan alamat; tulis seperti https://dasbor.contoh.go.id")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise SetupError(f"Setelan {name} '{text}' tidak memakai https; http hanya boleh untuk komputer ini.")
    return parts.geturl()


def is_loopback(address: str) -> bool:
    """True for an address that only this machine reaches; a name other than localhost may mean anything."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"
