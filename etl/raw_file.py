"""One file in the raw folder, as every step of a load knows it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass
class RawFile:
    """One file in the raw folder."""

    source: str
    path: str
    """Path below the source's folder, with /."""
    full_path: Path
    size: int
    modified: int
    sha256: str = ""
