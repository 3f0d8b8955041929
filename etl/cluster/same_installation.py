"""Whether a worker would do what the driver would: the same code, city, database and key."""

import hashlib
import re
from dataclasses import dataclass, fields
from importlib.metadata import distributions

from core.city import city
from core.settings import ROOT, settings
from etl.errors import UserError
from etl.sources.reference_columns import Reference, ReferenceRow
from etl.warehouse.key import choose_key, key_digest

CODE_OF = ("core", "etl", "sample")
_SUFFIXES = {".py", ".sql", ".toml"}
DIFFERS = {
    "code": "memakai kode versi lain. Pasang versi yang sama di semua mesin, lalu mulai ulang pekerjanya",
    "packages": "memakai paket versi lain. Pasang requirements-cluster.txt yang sama",
    "city": "melayani kota lain. Samakan ADOPSI_KOTA_DIR",
    "reference": "memakai tabel acuan lain. Samakan data/local di sana",
    "limits": "memakai batas baca berkas lain. Samakan setelan ADOPSI_MAX_* dan ADOPSI_READ_*",
    "key": "memakai kunci lain. Salin kunci driver ke ADOPSI_KEY_FILE di mesin itu",
}
"""What is said of a worker that differs from the driver, by what differs."""


@dataclass(frozen=True)
class Installation:
    """Checksums of all that decides what becomes of a file."""

    code: str
    packages: str
    city: str
    reference: str
    limits: str
    key: str

    def differs_from(self, other: "Installation") -> str | None:
        """Return what is said of `other`, in words; None where nothing differs."""
        for each in fields(self):
            if getattr(self, each.name) != getattr(other, each.name):
                return DIFFERS[each.name]
        return None


def of_this_process(key: str, reference: Reference) -> Installation:
    """Return what this process is like; `key`: the digest of its key."""
    tables = _digest(repr([(name, [_said(row) for row in rows]) for name, rows in sorted(reference.items())]))
    return Installation(_CODE, _PACKAGES, _digest(city().model_dump_json()), tables, _limits(), key)


def of_worker(reference: Reference) -> tuple[Installation, bytes]:
    """Return what this worker with its reference tables is like, and its key.

    Raises UserError for a key that is missing or open to others.
    """
    if not settings().key_file.exists():
        raise UserError(f"{settings().key_file}: kunci tidak ada. Salin kunci driver ke sana, dengan hak 600.")
    key = choose_key(None, is_changed=False)
    return of_this_process(key_digest(key), reference), key


def _said(row: ReferenceRow) -> list[tuple[str, object]]:
    """What a row says, wherever its file lies."""
    return [(column, value) for column, value in row.items() if not column.startswith("_")]


def _code() -> str:
    digest = hashlib.sha256()
    for room in CODE_OF:
        for path in sorted(each for each in (ROOT / room).rglob("*") if each.suffix in _SUFFIXES):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


_CODE = _code()
"""As it was when this process began: files that changed since are not what it runs."""


def _packages() -> str:
    """Of all packages that are asked for: each may read a cell in another way."""
    asked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements-cluster.txt").read_text("utf-8"), re.MULTILINE)
    found = {each.metadata["Name"].lower(): each.version for each in distributions()}
    return _digest(str([(name, found.get(name.lower())) for name in asked]))


def _limits() -> str:
    names = ("max_file_bytes", "max_unpack_ratio", "unpack_ratio_from_bytes", "max_members", "max_cells")
    return _digest(
        " ".join(str(getattr(settings(), name)) for name in (*names, "read_memory_bytes", "read_cpu_seconds"))
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_PACKAGES = _packages()
"""As it was when this process began, too."""
