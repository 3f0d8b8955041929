"""What each reference table holds: its key, its columns, and how a cell of each is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.theme import STATUSES
from etl.sources.reference_cells import (
    WEEKDAYS,
    YES_OR_NO,
    OneOf,
    Parse,
    or_none,
    read_all_or_text,
    read_amount,
    read_day,
    read_duration,
    read_filled,
    read_last_day,
    read_number,
    read_share,
    read_weekdays,
    read_weeks,
    read_yes,
)

ReferenceRow = dict[str, Any]
Reference = dict[str, list[ReferenceRow]]
"""Rows of each reference table by its name: offices, services, targets, ..."""
EVENT_KINDS = ("mulai_hari_digital", "pindah_kantor", "peristiwa")


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
            "unit_code": read_filled,
            "kind": OneOf("kelurahan", "kecamatan"),
            "name": read_filled,
            "kecamatan_code": read_filled,
            "kecamatan": read_filled,
            "bps_code": read_filled,
            "postal_code": str,
            "lat": read_number,
            "lon": read_number,
            "area_km2": read_number,
            "population": read_amount,
            "source": read_filled,
        },
    ),
    "unit_aliases": Shape(("alias",), {"alias": read_filled, "unit_code": read_filled, "source": read_filled}),
    "services": Shape(
        ("service",),
        {
            "service": read_filled,
            "label_id": read_filled,
            "label_en": read_filled,
            "can_be_digital": read_yes,
            "is_sensitive": read_yes,
            "source": read_filled,
        },
    ),
    "service_aliases": Shape(("alias",), {"alias": read_filled, "service": read_filled, "source": read_filled}),
    "calendar": Shape(
        ("date",),
        {
            "date": read_day,
            "kind": OneOf("libur_nasional", "cuti_bersama", "hari_kerja"),
            "name_id": read_filled,
            "source": read_filled,
        },
    ),
    "digital_days": Shape(
        ("valid_from",),
        {
            "valid_from": read_day,
            "valid_to": read_last_day,
            "weekdays": read_weekdays,
            "status": read_filled,
            "source": read_filled,
        },
        _in_order,
    ),
    "targets": Shape(
        ("target",),
        {
            "target": read_filled,
            "measure": OneOf("kelurahan_live", "kecamatan_live", "digital_share"),
            "value": read_number,
            "due_date": or_none(read_day),
            "stated_on": read_filled,
            "label_id": read_filled,
            "label_en": read_filled,
            "source": read_filled,
        },
        _reachable,
    ),
    "sla": Shape(("service",), {"service": read_filled, "days": read_duration, "source": read_filled}),
    "office_targets": Shape(
        ("unit_code", "due_date"),
        {"unit_code": read_filled, "value": read_share, "due_date": read_day, "source": read_filled},
    ),
    "plan_slips": Shape(("weeks",), {"weeks": read_weeks, "chance": read_share, "source": read_filled}),
    "biaya": Shape(
        ("service", "channel", "valid_from"),
        {
            "service": read_all_or_text,
            "channel": OneOf("loket", "digital"),
            "rupiah": read_amount,
            "minutes": read_amount,
            "valid_from": read_day,
            "source": read_filled,
        },
    ),
    "events": Shape(
        ("event",),
        {
            "event": read_filled,
            "date": read_day,
            "kind": OneOf(*EVENT_KINDS),
            "unit_code": or_none(read_filled),
            "label_id": read_filled,
            "label_en": read_filled,
            "source": read_filled,
        },
    ),
    "rollout": Shape(
        ("unit_code", "date"),
        {
            "unit_code": read_filled,
            "date": read_day,
            "status": OneOf(*STATUSES),
            "is_start_known": read_yes,
            "note": str,
            "source": read_filled,
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
    parsers = {column: YES_OR_NO if parse is read_yes else parse for column, parse in SHAPES[name].columns.items()}
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
            found[column] = int if parse is read_amount else float
    return found


def _value(parse: Parse, sample: str) -> Any:
    try:
        return parse(sample)
    except ValueError:
        return None
