"""What a backup says of itself: `manifest.json`, with a sum of its own beside it, as `sha256sum -c` reads it."""

import hashlib
import json
import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, unquote_to_bytes

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.disk import LONGEST_LINE, read_text
from core.settings import ROOT
from etl.backup.contents import AUDIT, DATA, REPORTS
from etl.errors import UserError

FORMAT = 1
MANIFEST_NAME, SUM_NAME = "manifest.json", "manifest.json.sha256"
LONGEST = 500_000_000
"""Bytes of a manifest; a file of a backup takes about 250."""
MODE_BITS = 0o777
FileMode = Annotated[int, Field(ge=0, le=MODE_BITS)]
ByteCount = Annotated[int, Field(ge=0)]


PLAIN_SIGNS = "/ ()&,+;=@'!"
"""Signs of a name that stand in the manifest as they are, beside letters and digits."""


def written(name: str) -> str:
    """Return a name of any bytes as text, as in a web address."""
    return quote(os.fsencode(name), safe=PLAIN_SIGNS)


class KeptFolder(BaseModel):
    """A folder of the backup and its rights; `path`: as written."""

    model_config = ConfigDict(strict=True, extra="forbid")

    path: str
    mode: FileMode

    @property
    def name(self) -> str:
        """Where it lies in the backup."""
        return os.fsdecode(unquote_to_bytes(self.path))


class KeptFile(KeptFolder):
    """A file of the backup as it was copied; `modified`: nanoseconds since 1970."""

    size: ByteCount
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    modified: int


class Manifest(BaseModel):
    """All that is known of a backup. `made`: in city time. `key_digest`: by which the fitting key is known again.

    `host` and `data_dir`: whose backup it is; only its own installation deletes it.
    """

    model_config = ConfigDict(strict=True, extra="forbid")

    format: int = FORMAT
    version: str = Field(pattern=r"^\d+(\.\d+)*$")
    build: str | None
    made: str
    host: str
    data_dir: str
    key_digest: str | None
    has_raw: bool
    left_out: dict[str, str]
    folders: list[KeptFolder]
    files: list[KeptFile]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


@cache
def product_version() -> str:
    """Return the version of the product that runs."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def as_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as it is kept."""
    return (json.dumps(manifest.model_dump(), indent=1) + "\n").encode("ascii")


def sum_line(content: bytes) -> bytes:
    """Return the line that stands beside a manifest."""
    return f"{hashlib.sha256(content).hexdigest()}  {MANIFEST_NAME}\n".encode("ascii")


def read_manifest(folder: Path) -> Manifest:
    """Return what a backup says of itself. Raises UserError for what is no backup, was altered, or is of a newer
    version.
    """
    said = read_text(folder / MANIFEST_NAME, LONGEST)
    if said is None:
        raise UserError(
            f"{folder}: bukan cadangan yang utuh ({MANIFEST_NAME} tidak ada atau tidak terbaca). Pilih cadangan lain."
        )
    if read_text(folder / SUM_NAME, LONGEST_LINE) != sum_line(said.encode("utf-8")).decode():
        raise UserError(f"{folder / MANIFEST_NAME}: berubah sejak cadangan dibuat. Pilih cadangan lain.")
    content = _parsed(said)
    known = content.get("format") if isinstance(content, dict) else None
    if known != FORMAT or _is_newer(str(content.get("version"))):
        raise UserError(
            f"{folder}: dibuat oleh versi produk yang lebih baru ({_version_in(content)}), di sini "
            f"{product_version()}. Pasang dahulu versi itu atau sesudahnya, lalu pulihkan."
        )
    try:
        manifest = Manifest.model_validate(content)
    except ValidationError:
        raise UserError(f"{folder / MANIFEST_NAME}: isinya bukan daftar cadangan. Pilih cadangan lain.") from None
    _refuse_ways_out(folder, manifest)
    return manifest


def _parsed(said: str) -> Any:
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return None


def _version_in(content: Any) -> str:
    version = str(content.get("version", "")) if isinstance(content, dict) else ""
    return version if re.fullmatch(r"[0-9.]{1,30}", version) else "tidak dikenal"


def _is_newer(version: str) -> bool:
    if not re.fullmatch(r"\d+(\.\d+)*", version):
        return False
    return _numbers(version) > _numbers(product_version())


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _refuse_ways_out(folder: Path, manifest: Manifest) -> None:
    """A path that leads out of its folder, or twice to one place, was never written by a backup."""
    paths = [each.name for each in (*manifest.folders, *manifest.files)]
    if len(set(paths)) < len(paths) or not all(_is_inside(path) for path in paths):
        raise UserError(
            f"{folder / MANIFEST_NAME}: memuat jalur yang keluar dari cadangan atau ganda. Pilih cadangan lain."
        )


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    is_plain = all(part not in ("", ".", "..") and "\0" not in part for part in parts)
    return is_plain and len(parts) > 1 and parts[0] in (DATA, REPORTS, AUDIT)
