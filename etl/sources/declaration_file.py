"""A file of declarations, read and checked word by word: a wrong edit is told with its line and what to write."""

import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from core.disk import words_of
from etl.errors import UndeclaredZoneError, UserError
from etl.regular_files import refuse_special
from etl.sources.contract import Column, Contract
from etl.sources.declarations import SETTING_EXAMPLES, Declaration
from etl.sources.places import Gazetteer
from etl.spelling import fold

FILE_NAME = "sumber.toml"
_TEXTS = re.compile(r"""\"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|\#[^\n]*+""")
"""Texts and remarks, to the end of their line where nothing closes them: no step is taken twice."""
_LONG_NAME = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){8}")
"""Names within names: the parser's work grows with their square, and no entry has more than three."""


def what_is_declared(path: Path, contract: Contract, services: set[str]) -> Declaration:
    """Return the checked declaration in a file; `services` are the keys of the reference table.

    A file that is not there declares nothing; the zone may be missing (`require_zone`).
    Raises UserError with file, line and what to do for a wrong edit.
    """
    return declaration_in(_text_of(path), path, contract, services)


def declaration_in(text: str, path: Path, contract: Contract, services: set[str]) -> Declaration:
    """Return the checked declaration in a text that stands, or is to stand, in the file at `path`. Raises UserError."""
    declaration = _parse(path, text)
    _check_columns(path, text, declaration, contract, services)
    return declaration


def require_zone(path: Path, declaration: Declaration, contract: Contract) -> None:
    """Raise UserError for a source with clock times whose zone is declared neither here nor in what lies over it."""
    if contract.has_times and declaration.zone is None:
        raise UndeclaredZoneError(
            f"{path}: zona waktu sumber '{contract.source}' belum dinyatakan. "
            f"Tulis satu baris, misalnya {SETTING_EXAMPLES['zone']}, lalu muat lagi."
        )


def _text_of(path: Path) -> str:
    refuse_special(path)
    try:
        return path.read_text("utf-8-sig") if path.exists() else ""
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UserError(f"{path} baris {line}: bukan teks UTF-8. Simpan ulang berkas itu sebagai UTF-8.") from None
    except OSError as error:
        raise UserError(f"{path}: tidak dapat dibaca: {words_of(error)}. Perbaiki, lalu muat lagi.") from None


def _parse(path: Path, text: str) -> Declaration:
    try:
        if _LONG_NAME.search(_TEXTS.sub("_", text)):
            raise RecursionError
        return Declaration.model_validate(tomllib.loads(text))
    except RecursionError:
        raise UserError(
            f"{path}: tulisannya bersarang terlalu dalam. Contoh yang sah: {SETTING_EXAMPLES['zone']}."
        ) from None
    except ValidationError as error:
        raise UserError(f"{path} {_fault(text, [str(part) for part in error.errors()[0]['loc']])}") from None
    except ValueError as error:
        # Of a number of thousands of digits the parser says no line.
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise UserError(
            f"{path} baris {line}: tulisan TOML tidak sah. Contoh yang sah: {SETTING_EXAMPLES['zone']}."
        ) from None


def _fault(text: str, keys: list[str]) -> str:
    """What is wrong with the entry at `keys`, and how it is written."""
    where = f"baris {_line_of(text, *keys)}: '{keys[0]}'"
    if keys[0] in SETTING_EXAMPLES:
        return f"{where} tidak dapat dipakai. Tulis seperti {SETTING_EXAMPLES[keys[0]]}."
    return f"{where} tidak dikenal. Yang dikenal: {', '.join(SETTING_EXAMPLES)}."


def _check_columns(path: Path, text: str, declaration: Declaration, contract: Contract, services: set[str]) -> None:
    columns = {column.name: column for column in contract.column}
    _refuse_doubles(path, text, declaration.headers, "judul")
    if "asal_bawaan" in declaration.model_fields_set and "origin" not in columns:
        raise UserError(
            f"{path} baris {_line_of(text, 'asal_bawaan')}: 'asal_bawaan' tidak berpengaruh pada sumber "
            f"'{contract.source}'. Hapus baris itu."
        )
    for name in [*declaration.headers, *declaration.values]:
        if name not in columns:
            raise UserError(
                f"{path} baris {_line_of(text, name)}: kolom '{name}' tidak ada pada sumber "
                f"'{contract.source}'. Kolomnya: {', '.join(sorted(columns))}."
            )
    for name, aliases in declaration.values.items():
        _refuse_doubles(path, text, aliases, f"nilai kolom '{name}'", name)
        allowed = _allowed(columns[name], services)
        for value in aliases:
            if value not in allowed:
                raise UserError(
                    f"{path} baris {_line_of(text, name, value)}: nilai '{value}' tidak ada pada kolom '{name}'. "
                    f"Nilainya: {', '.join(sorted(allowed)) or 'bebas, jadi tidak memakai alias'}."
                )


def _refuse_doubles(path: Path, text: str, spellings: dict[str, list[str]], what: str, *table: str) -> None:
    """Raise UserError for a blank spelling, and for one that two entries claim."""
    owners: dict[str, str] = {}
    for name, spelled in spellings.items():
        for spelling in spelled:
            where = f"{path} baris {_line_of(text, *table, name)}: {what} '{spelling}'"
            if not spelling.strip():
                raise UserError(f"{where} kosong. Hapus, atau tulis seperti di dalam berkas.")
            if owners.setdefault(fold(spelling), name) != name:
                raise UserError(
                    f"{where} dinyatakan untuk '{owners[fold(spelling)]}' dan '{name}'. Hapus salah satunya."
                )


def check_offices(path: Path, declaration: Declaration, contract: Contract, gazetteer: Gazetteer) -> None:
    """Raise UserError with file and line for a declared office that nobody knows, or that the source has no use for."""
    said = [("unit", declaration.unit)] if declaration.unit is not None else []
    for key, name in [*said, *declaration.unit_by_file.items()]:
        where = f"{path} baris {_line_of(_text_of(path), key)}: kantor '{name}'"
        if not any(column.name == "unit" for column in contract.column):
            raise UserError(f"{where} tidak berpengaruh pada sumber '{contract.source}'. Hapus baris itu.")
        if not gazetteer.resolve(name, None)[0]:
            near = ", ".join(gazetteer.propose(name or "")) or "lihat data/reference/units.csv"
            raise UserError(f"{where} tidak dikenal, atau bisa berarti lebih dari satu. Mungkin: {near}.")


def _allowed(column: Column, services: set[str]) -> set[str]:
    return services if column.reference == "service" else set(column.values)


def line_in(path: Path, *keys: str) -> int:
    """Return the line of a file of declarations on which the last of these keys is written."""
    return _line_of(_text_of(path), *keys)


def _line_of(text: str, *keys: str) -> int:
    """The line on which the last of these keys is written, alone or as the name of a table."""
    lines = text.splitlines()
    for key in reversed(keys):
        written = re.compile(rf"""^\s*(\[.*\b{re.escape(key)}\b.*\]|(.*\.)?["']?{re.escape(key)}["']?\s*=)""")
        if found := [number for number, line in enumerate(lines, 1) if written.match(line)]:
            return found[-1] if len(keys) > 1 else found[0]
    return 1
