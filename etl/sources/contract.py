"""What each source must look like, declared as data in one TOML file a source."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from core.reasons import reasons
from core.sources import SOURCES
from etl.errors import UserError

FOLDER = Path(__file__).parent / "contracts"
NOW = "now"
TO_APPLY, ALL_PURPOSES = "permohonan", "semua"
"""Purposes of walk-in counts, as their contract says them: visits to apply for a service, and every visitor."""
Type = Literal["text", "place", "choice", "moment", "day", "count", "nik", "phone", "clock"]
Severity = Literal["tolak", "peringatan"]


class Column(BaseModel):
    """One column of a source: the headers it goes by, what its values may be, and the reasons when they are not."""

    model_config = ConfigDict(extra="forbid")

    name: str
    headers: list[str]
    type: Type = "text"
    required: bool = False
    is_person: bool = False
    """Holds a person's data: masked wherever a value is shown."""
    is_shown: bool = False
    """An unknown spelling is shown, so that it can be mended; what may be a person in the wrong cell never is."""
    is_ignored: bool = False
    """Known, and not read."""
    is_rest: bool = False
    """No column of a file: a checksum over all cells that no other column reads. Where a file does not number its
    records, two of one moment that differ only there (in a note, say) are two records.
    """
    values: dict[str, list[str]] = {}
    reference: Literal["service"] | None = None
    """The reference table whose keys and aliases are the allowed values."""
    names: Literal["office", "kelurahan", "office_or_city"] = "office"
    """For the column `unit`: what a bare name means, and whether it may name the whole city."""
    pattern: str | None = None
    """What the text as written must match from end to end."""
    range: tuple[str, str] | tuple[int, int] | None = None
    """Least and greatest value: days as ISO text, `now` for the moment of the load."""
    missing: str | None = None
    """Reason of an empty cell."""
    unreadable: str | None = None
    """Reason of a cell that is not of its type, among its values, or of its pattern."""
    outside: str | None = None
    """Reason of a value out of range."""
    severity: Severity = "tolak"
    clock: list[str] = []
    """Of a moment: the headers of a column that holds its clock where the day stands alone."""
    none: list[str] = []
    """Of a moment that may be missing: what people write, in small letters, where there is none."""

    hours_count: bool = False
    """Of a moment: its rows are counted by hour, so one without a clock is told (has_hour of `judged_rows`)."""

    @property
    def clock_name(self) -> str:
        """The name of the column of clocks."""
        return clock_of(self.name)

    @model_validator(mode="after")
    def _fits_together(self) -> "Column":
        """Raises ValueError for a column that could not be judged as it is declared."""
        if self.values and self.type != "choice":
            raise ValueError(f"{self.name}: values need type choice")
        if self.type == "choice" and not self.is_ignored and not (self.values or self.reference):
            raise ValueError(f"{self.name}: type choice needs values or a reference")
        if self.required and not self.missing:
            raise ValueError(f"{self.name}: a required column needs the reason `missing`")
        if bool(self.range) != bool(self.outside):
            raise ValueError(f"{self.name}: range and the reason `outside` go together")
        if self.range and self.range[1] != NOW and self.range[0] > self.range[1]:  # type: ignore[operator]
            raise ValueError(f"{self.name}: range begins after it ends")
        try:
            re.compile(self.pattern or "")
        except re.error as error:
            raise ValueError(f"{self.name}: pattern: {error}") from None
        return self

    @property
    def is_number(self) -> bool:
        """True for the number of a record: the only text that is read as it stands."""
        return self.type == "text"

    @property
    def codes(self) -> list[str]:
        """The reasons that this column can give."""
        return [code for code in (self.missing, self.unreadable, self.outside) if code]


def clock_of(name: str) -> str:
    """Return the name of the column that holds the clocks of a moment."""
    return f"{name}_clock"


class Rule(BaseModel):
    """What columns must agree on: `when` is SQL that is true for a bad row."""

    model_config = ConfigDict(extra="forbid")

    column: str
    reason: str
    when: str
    severity: Severity = "tolak"


class Contract(BaseModel):
    """One source: its columns, its business key, the warehouse table it fills."""

    model_config = ConfigDict(extra="forbid")

    source: str
    table: str
    key: list[str]
    has_times: bool
    """The rows hold clock times, so the source must declare its zone."""
    day: str
    """The column that says in which day's period a row lies."""
    last_day: str | None = None
    """The column of a row's last day, where rows speak of several."""
    ahead: str | None = None
    """The column that is true for rows that speak of what is only planned."""
    newest: str
    """The column whose latest value dates a file without another date."""
    open_until: str | None = None
    """The column whose empty cells mean a case still open."""
    layout: Literal["rows", "days_as_columns"]
    number: str | None = None
    """The column that numbers the records, from which the key is made."""
    contradicted: str | None = None
    """Reason of rows of one file that give one key different counts; None: a later row is the newer state."""
    monthly: str | None = None
    """Reason of counts of days that are all dated by the first, or the last, day of a month."""
    running: str | None = None
    """Reason of counts of days that only rise, as sums since the first of the month do."""
    closed: list[str] = []
    """Words in the place of a count that say: no working day. More words may follow them."""
    column: list[Column]
    rule: list[Rule] = []

    @model_validator(mode="after")
    def _has_clocks(self) -> "Contract":
        """A column of clocks follows the moments that name one."""
        for place, column in reversed([*enumerate(self.column, 1)]):
            if column.clock:
                clock = Column(name=column.clock_name, headers=column.clock, type="clock", unreadable="jam_tak_terbaca")
                self.column.insert(place, clock)
        return self

    @model_validator(mode="after")
    def _speaks_of_what_is_there(self) -> "Contract":
        """Raises ValueError for a name used twice, a rule on no column, and a reason without a sentence."""
        names = [column.name for column in self.column]
        if len(set(names)) < len(names):
            raise ValueError("a column is declared twice")
        if "unit" in names and "kecamatan" not in names:
            raise ValueError("a column unit goes with a column kecamatan: offices of one name are told apart by it")
        for rule in self.rule:
            if rule.column not in names:
                raise ValueError(f"rule on {rule.column}: no such column")
        used = {code for column in self.column for code in column.codes} | {rule.reason for rule in self.rule}
        used |= {code for code in (self.contradicted, self.monthly, self.running) if code}
        if unknown := used - reasons().keys():
            raise ValueError(f"no sentence in core/reasons.toml for {', '.join(sorted(unknown))}")
        return self

    @property
    def read_columns(self) -> list[Column]:
        """The columns that become text records."""
        return [column for column in self.column if not column.is_ignored]

    @property
    def names_offices(self) -> bool:
        """True where a record is of an office."""
        return any(column.type == "place" for column in self.read_columns)

    @property
    def may_lack_office(self) -> bool:
        """True where a record need not be of an office."""
        return any(column.name == "unit" and not column.required for column in self.column)


@lru_cache
def contract(source: str) -> Contract:
    """Return the contract of one source. Raises UserError with file and entry when it is faulty."""
    return read_contract(FOLDER / f"{source}.toml")


def read_contract(path: Path) -> Contract:
    """Return the contract in one file. Raises UserError with file and entry when it is faulty."""
    try:
        return Contract.model_validate(tomllib.loads(path.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path}: tulisan TOML tidak sah ({error}).") from None
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part) for part in fault["loc"]) or "kontrak"
        raise UserError(f"{path}: {where}: {fault['msg']}.") from None


def contracts() -> list[Contract]:
    """Return the contracts of all sources, in loading order."""
    return [contract(source) for source in SOURCES]
