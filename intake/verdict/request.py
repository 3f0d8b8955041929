"""What the child is asked."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Request:
    """A file that waits: its bytes, what was said of it, and an empty private folder to judge it in."""

    path: Path
    source: str | None
    office: str | None
    original_name: str
    folder: Path
    now: datetime
