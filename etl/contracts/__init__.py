"""What each source must look like, declared as data in one TOML file a source."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from core.settings import SOURCES

FOLDER = Path(__file__).parent


class Column(BaseModel):
    """One column of a source: the headers it goes by and what its values may be."""

    model_config = ConfigDict(extra="forbid")

    name: str
    headers: list[str]
    required: bool = False
    is_person: bool = False
    """Holds a person's data: masked wherever a value is shown."""
    is_ignored: bool = False
    """Known, and not read."""
    values: dict[str, list[str]] = {}
    reference: Literal["service"] | None = None
    """The reference table whose keys and aliases are the allowed values."""
    names: Literal["office", "kelurahan", "office_or_city"] = "office"
    """For the column `unit`: what a bare name means, and whether it may name the whole city."""


class Contract(BaseModel):
    """One source: its columns, its business key, the warehouse table it fills."""

    model_config = ConfigDict(extra="forbid")

    source: str
    title: str
    table: str
    key: list[str]
    has_times: bool
    """The rows hold clock times, so the source must declare its zone."""
    newest: str
    """The column whose latest value dates a file without another date."""
    open_until: str | None = None
    """The column whose empty cells mean a case still open."""
    layout: Literal["rows", "days_as_columns"]
    column: list[Column]

    @property
    def read_columns(self) -> list[Column]:
        """The columns that become text records."""
        return [column for column in self.column if not column.is_ignored]


@lru_cache
def contract(source: str) -> Contract:
    """Return the contract of one source."""
    return Contract.model_validate(tomllib.loads((FOLDER / f"{source}.toml").read_text("utf-8")))


def contracts() -> list[Contract]:
    """Return the contracts of all sources, in loading order."""
    return [contract(source) for source in SOURCES]
