"""Days and purposes of offices without a count, as a file has them: closed, or left empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

MOST: Final = 20_000
"""That a file is asked for: some years of the whole city."""
MOST_CLOSED: Final = 300_000
"""Days of offices that a file may call closed: more than ten years of the whole city."""


class ClosedDay(NamedTuple):
    """A day of one office that is called closed; all as the file writes it, None: not said."""

    unit: str | None
    kecamatan: str | None
    date: str | None
    purpose: str | None


def closed_day(record: Mapping[str, str | None]) -> ClosedDay:
    """Return office, day and purpose of a record by column of the contract."""
    return ClosedDay(record.get("unit"), record.get("kecamatan"), record.get("date"), record.get("purpose"))


@dataclass(frozen=True)
class Uncounted:
    """What stands where a count would: nothing, or (`is_closed`) a word for a closed office.

    Office, kecamatan, day and purpose are as the file writes them; None: not said.
    """

    place: str
    unit: str | None
    kecamatan: str | None
    date: str | None
    purpose: str | None
    is_closed: bool


def uncounted(place: str, record: Mapping[str, str | None], *, is_closed: bool) -> Uncounted:
    """Return one cell without a count, of a record by column of the contract."""
    unit, kecamatan, day, purpose = (record.get(name) for name in ("unit", "kecamatan", "date", "purpose"))
    return Uncounted(place, unit, kecamatan, day, purpose, is_closed)
