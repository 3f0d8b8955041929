"""`sumber.toml`: what the user says about the files of one source, checked word by word."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from etl.contracts import Contract
from etl.errors import UserError

FILE_NAME = "sumber.toml"
ZONES = {
    "WITA": "Asia/Makassar",
    "WIB": "Asia/Jakarta",
    "WIT": "Asia/Jayapura",
    "UTC": "UTC",
    "Asia/Makassar": "Asia/Makassar",
    "Asia/Jakarta": "Asia/Jakarta",
    "Asia/Jayapura": "Asia/Jayapura",
}


class Declaration(BaseModel):
    """What the user declared for one source; everything may be absent."""

    model_config = ConfigDict(extra="forbid")

    zone: str | None = None
    asal_bawaan: Literal["warga", "rt", "petugas", "tidak_diketahui"] = "tidak_diketahui"
    export_time: datetime | None = None
    headers: dict[str, list[str]] = {}
    values: dict[str, dict[str, list[str]]] = {}
    date_formats: list[str] = []

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None and zone not in ZONES:
            raise ValueError(f"zona '{zone}' tidak dikenal; pilih WITA, WIB, WIT atau UTC")
        return ZONES[zone] if zone else None


def read_declaration(folder: Path, contract: Contract) -> Declaration:
    """Return the checked declaration of a source's folder.

    Raises UserError with file, line and what to do for a wrong edit or a missing zone.
    """
    path = folder / FILE_NAME
    text = path.read_text("utf-8-sig") if path.exists() else ""
    declaration = _parse(path, text)
    _check_columns(path, text, declaration, contract)
    if contract.has_times and declaration.zone is None:
        raise UserError(
            f"{path}: zona waktu sumber '{contract.source}' belum dinyatakan. "
            'Tulis satu baris, misalnya zone = "WITA" (atau "WIB", "UTC"), lalu muat lagi.'
        )
    return declaration


def _parse(path: Path, text: str) -> Declaration:
    try:
        return Declaration.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path}: tulisan TOML tidak sah: {error}. Perbaiki baris itu.") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        raise UserError(
            f"{path} baris {_line_of(text, key)}: '{key}' tidak dapat dipakai ({first['msg']}). "
            f"Yang dikenal: {', '.join(Declaration.model_fields)}."
        ) from None


def _check_columns(path: Path, text: str, declaration: Declaration, contract: Contract) -> None:
    known = {column.name for column in contract.column}
    for name in [*declaration.headers, *declaration.values]:
        if name not in known:
            raise UserError(
                f"{path} baris {_line_of(text, name)}: kolom '{name}' tidak ada pada sumber "
                f"'{contract.source}'. Kolomnya: {', '.join(sorted(known))}."
            )


def _line_of(text: str, key: str) -> int:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if key and key in line), 1)
