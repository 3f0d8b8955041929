"""What the writer knows about its files: the part of truth.json that names places."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class WriterNotes:
    """files: path below raw -> facts; bad and warned: rows of {file, place, reason}."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    bad: list[dict[str, Any]] = field(default_factory=list)
    warned: list[dict[str, Any]] = field(default_factory=list)
    repeated: list[dict[str, Any]] = field(default_factory=list)
    missing: list[dict[str, Any]] = field(default_factory=list)
    late: list[dict[str, Any]] = field(default_factory=list)

    def note(self, kind: str, path: str, places: list[Any], reasons: list[str]) -> None:
        """Add rows of one kind (bad, warned, repeated, missing, late), one a place."""
        rows = ({"file": path, "place": p, "reason": r} for p, r in zip(places, reasons, strict=True))
        getattr(self, kind).extend(rows)
