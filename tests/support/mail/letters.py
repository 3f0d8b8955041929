"""Small letters, and settings to send them with."""

from pathlib import Path
from typing import Any

from mail import Attachment, Letter, MailSetup, Picture

SENDER = "Dasbor Adopsi <adopsi@kota.contoh>"


def letter(to: str = "a@kota.contoh", key: str = "laporan/2024-11", **told: Any) -> Letter:
    """A letter with a picture and a file."""
    whole = {
        "subject": "Laporan – November 2024",
        "text": "Porsi digital 38,5%.\n.\n..titik di awal baris\n",
        "html": '<p>Porsi digital 38,5%.</p><img src="cid:gambar@adopsi" alt="">',
        "pictures": (Picture("gambar@adopsi", "ringkas.png", b"\x89PNG\r\n\x1a\n\0\n.\n"),),
        "attachments": (Attachment("laporan.pdf", "application/pdf", b"%PDF-1.7\n.\n%%EOF"),),
    }
    return Letter(key, to, **(whole | told))


def plain_setup(port: int, **told: Any) -> MailSetup:
    """Settings for a server on this machine."""
    return MailSetup(**({"server": "127.0.0.1", "port": port, "tls": "kosong", "sender": SENDER} | told))


def modes(folder: Path) -> set[str]:
    """The rights of all that lies in a folder."""
    return {oct(path.stat().st_mode)[-3:] for path in folder.iterdir()}
