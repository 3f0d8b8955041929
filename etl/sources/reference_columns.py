"""What each reference table holds: its key, its columns, and how a cell of each is read."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.theme import STATUSES

Parse = Callable[[str], Any]
"""Returns the cell's value. Raises ValueError with what is wrong, in the user's words."""
ReferenceRow = dict[str, Any]
Reference = dict[str, list[ReferenceRow]]
"""Rows of each reference table by its name: offices, services, targets, ..."""
EVENT_KINDS = ("mulai_hari_digital", "pindah_kantor", "peristiwa")
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


FIRST_YEAR, LAST_YEAR = 1945, 2100
"""Years that a table may name: a calendar is made for all days up to the last one due."""
MOST, LONGEST_DAYS, LONGEST_WEEKS = 1e9, 3650, 104
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")


def _text(value: str) -> str:
    if not value:
        raise ValueError("tidak boleh kosong")
    return value


def _optional(parse: Parse) -> Parse:
    return lambda value: parse(value) if value else None


def _day(value: str) -> date:
    day = _any_day(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"bukan tanggal di antara tahun {FIRST_YEAR} dan {LAST_YEAR}")
    return day


def _any_day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("bukan tanggal seperti 2024-08-27") from None


def _last_day(value: str) -> date | None:
    """None: without an end, as 9999-12-31 says too."""
    return _day(value) if value and _any_day(value).year <= LAST_YEAR else None


def _number(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError("bukan bilangan seperti 0.6")
    if abs(number) > MOST:
        raise ValueError(f"lebih dari {MOST:.0f}")
    return number


def _share(value: str) -> float:
    number = _number(value)
    if not 0 < number <= 1:
        raise ValueError("harus di antara 0 dan 1; 60% ditulis 0.6")
    return number


def _amount(value: str) -> float:
    if _GROUPED.fullmatch(value):
        # Twenty-five thousand as an Indonesian writes it would be read as twenty-five.
        raise ValueError(f"bertitik ribuan? Tulis {value.replace('.', '')}, atau tanpa nol di belakang titik")
    number = _number(value)
    if number < 0:
        raise ValueError("harus nol atau lebih")
    return number


def _duration(value: str) -> float:
    number = _number(value)
    if not number > 0:
        raise ValueError("harus di atas nol")
    if number > LONGEST_DAYS:
        raise ValueError(f"lebih dari {LONGEST_DAYS} hari")
    return number


def _weeks(value: str) -> int:
    number = _number(value)
    if not (0 <= number <= LONGEST_WEEKS and number == int(number)):
        raise ValueError(f"harus bilangan bulat dari 0 sampai {LONGEST_WEEKS}")
    return int(number)


def _all_or_text(value: str) -> str | None:
    """None: every service (`semua`)."""
    return None if value == "semua" else _text(value)


class OneOf:
    """Reads a cell that holds one of a few words."""

    def __init__(self, *allowed: str) -> None:
        self.allowed = allowed

    def __call__(self, value: str) -> str:
        """Return the word; raises ValueError as every Parse."""
        if value not in self.allowed:
            raise ValueError(f"harus salah satu dari: {', '.join(self.allowed)}")
        return value


_YES = OneOf("ya", "tidak")


def _yes(value: str) -> bool:
    return _YES(value) == "ya"


def _weekdays(value: str) -> list[int]:
    return [WEEKDAYS.index(OneOf(*WEEKDAYS)(name)) + 1 for name in value.split("|")]


def _no_rule(row: ReferenceRow) -> None:
    """Most tables have nothing that two columns must agree on."""


def _in_order(row: ReferenceRow) -> None:
    if row["valid_to"] is not None and row["valid_to"] < row["valid_from"]:
        raise ValueError(f"valid_to {row['valid_to']} mendahului valid_from {row['valid_from']}")


def _reachable(row: ReferenceRow) -> None:
    """A share lies in 0..1, a count of offices is a whole number above 0."""
    value, is_share = row["value"], row["measure"] == "digital_share"
    if is_share and not 0 < value <= 1:
        raise ValueError(f"value {value:g} harus di antara 0 dan 1; 60% ditulis 0.6")
    if not is_share and (value < 1 or value != int(value)):
        raise ValueError(f"value {value:g} harus bilangan bulat, sedikitnya 1")


@dataclass(frozen=True)
class Shape:
    """Key and columns of one reference table, and the rule its columns obey together."""

    key: tuple[str, ...]
    columns: dict[str, Parse]
    rule: Callable[[ReferenceRow], None] = _no_rule


SHAPES: dict[str, Shape] = {
    "units": Shape(
        ("unit_code",),
        {
            "unit_code": _text,
            "kind": OneOf("kelurahan", "kecamatan"),
            "name": _text,
            "kecamatan_code": _text,
            "kecamatan": _text,
            "bps_code": _text,
            "postal_code": str,
            "lat": _number,
            "lon": _number,
            "area_km2": _number,
            "population": _amount,
            "source": _text,
        },
    ),
    "unit_aliases": Shape(("alias",), {"alias": _text, "unit_code": _text, "source": _text}),
    "services": Shape(
        ("service",),
        {
            "service": _text,
            "label_id": _text,
            "label_en": _text,
            "can_be_digital": _yes,
            "is_sensitive": _yes,
            "source": _text,
        },
    ),
    "service_aliases": Shape(("alias",), {"alias": _text, "service": _text, "source": _text}),
    "calendar": Shape(
        ("date",),
        {
            "date": _day,
            "kind": OneOf("libur_nasional", "cuti_bersama", "hari_kerja"),
            "name_id": _text,
            "source": _text,
        },
    ),
    "digital_days": Shape(
        ("valid_from",),
        {
            "valid_from": _day,
            "valid_to": _last_day,
            "weekdays": _weekdays,
            "status": _text,
            "source": _text,
        },
        _in_order,
    ),
    "targets": Shape(
        ("target",),
        {
            "target": _text,
            "measure": OneOf("kelurahan_live", "kecamatan_live", "digital_share"),
            "value": _number,
            "due_date": _optional(_day),
            "stated_on": _text,
            "label_id": _text,
            "label_en": _text,
            "source": _text,
        },
        _reachable,
    ),
    "sla": Shape(("service",), {"service": _text, "days": _duration, "source": _text}),
    "office_targets": Shape(
        ("unit_code", "due_date"),
        {"unit_code": _text, "value": _share, "due_date": _day, "source": _text},
    ),
    "plan_slips": Shape(("weeks",), {"weeks": _weeks, "chance": _share, "source": _text}),
    "biaya": Shape(
        ("service", "channel", "valid_from"),
        {
            "service": _all_or_text,
            "channel": OneOf("loket", "digital"),
            "rupiah": _amount,
            "minutes": _amount,
            "valid_from": _day,
            "source": _text,
        },
    ),
    "events": Shape(
        ("event",),
        {
            "event": _text,
            "date": _day,
            "kind": OneOf(*EVENT_KINDS),
            "unit_code": _optional(_text),
            "label_id": _text,
            "label_en": _text,
            "source": _text,
        },
    ),
    "rollout": Shape(
        ("unit_code", "date"),
        {
            "unit_code": _text,
            "date": _day,
            "status": OneOf(*STATUSES),
            "is_start_known": _yes,
            "note": str,
            "source": _text,
        },
    ),
}
# Which column must name a row of which other table.
LINKS = (
    ("unit_aliases", "unit_code", "units"),
    ("events", "unit_code", "units"),
    ("rollout", "unit_code", "units"),
    ("service_aliases", "service", "services"),
    ("sla", "service", "services"),
    ("biaya", "service", "services"),
    ("office_targets", "unit_code", "units"),
)


def choices_of(name: str) -> dict[str, tuple[str, ...]]:
    """Return by column of a table the few words that its cells may hold."""
    parsers = {column: _YES if parse is _yes else parse for column, parse in SHAPES[name].columns.items()}
    return {column: parse.allowed for column, parse in parsers.items() if isinstance(parse, OneOf)}


def required_columns(name: str) -> frozenset[str]:
    """Return the columns of a table whose cells are never empty."""
    return frozenset(column for column, parse in SHAPES[name].columns.items() if not _may_be_empty(parse))


def _may_be_empty(parse: Parse) -> bool:
    try:
        parse("")
    except ValueError:
        return False
    return True


def cell_types(name: str) -> dict[str, type]:
    """Return by column of a table what its cells are read as, where that is no text: date, list (weekdays), float, or
    int for amounts in which a dot can only stand between thousands.
    """
    found: dict[str, type] = {}
    for column, parse in SHAPES[name].columns.items():
        if isinstance(_value(parse, "2024-08-27"), date):
            found[column] = date
        elif isinstance(_value(parse, WEEKDAYS[0]), list):
            found[column] = list
        elif isinstance(_value(parse, "1"), int | float):
            found[column] = int if parse is _amount else float
    return found


def _value(parse: Parse, sample: str) -> Any:
    try:
        return parse(sample)
    except ValueError:
        return None
