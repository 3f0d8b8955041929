"""What rows and builds were made by, as one checksum: when it differs, they are made again."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from core.city import cartogram_file, city
from core.disk import is_plain_file
from core.settings import ROOT, official_boundaries, settings
from etl.publishing.shared_rules import READ_BY_SEVERAL
from etl.sources.contract import contract
from etl.sources.declarations import Declaration
from etl.sources.mappings import Declared, sender_folder
from etl.sources.reference import reference_files

ETL = ROOT / "etl"
ROW_MAKERS = ("sources", "reading", "judging", "warehouse")
"""Rooms whose code decides what becomes of a row; a word in another room is no reason to read every file again."""
NAMING_TABLES = ("units", "unit_aliases", "services", "service_aliases")
CLOSED_DAY_TABLES = ("calendar",)
"""What tells whether a word for a closed day is of the office, or of a day on which all are closed."""


def of_files(source: str, declared: Declared | None) -> Callable[[str], str]:
    """Return what tells what a file (by its path) is made by: a mapping that changed concerns its sender alone."""
    common = _of_source(source, declared.common if declared else None)
    own = {sender: _of_source(source, said) for sender, said in declared.by_sender.items()} if declared else {}
    return lambda path: own.get(sender_folder(path) or "", common)


def _of_source(source: str, declaration: Declaration | None) -> str:
    """What the rows of one source are made by: contract, code, names, city, the user's declaration, holidays."""
    own = [ETL / "sql" / "check" / f"{source}.sql", ETL / "sources" / "contracts" / f"{source}.toml"]
    closed = contract(source).closed
    named = (*NAMING_TABLES, *(CLOSED_DAY_TABLES if closed else ()))
    names = [path for path in reference_files() if path.stem in named]
    said = declaration.model_dump_json() if declaration else ""
    said += _holidays() if closed else ""
    return _digest([*own, *names], said + city().model_dump_json(), _code_of_rows())


def of_build(declarations: dict[str, Declared]) -> str:
    """Return what a build is made by beside the warehouse's rows: marts, schema, calendar, city, every reference table.

    What is declared of single senders has its effect on their rows alone.
    """
    code = [
        *sorted((ETL / "sql" / "marts").glob("*.sql")),
        ETL / "sql" / "period.sql",
        *(ETL / "sql" / f"{rule}.sql" for rule in READ_BY_SEVERAL),
        ETL / "sql" / "shared_number.sql",
        *sorted((ETL / "publishing").glob("*.py")),
        *sorted((ROOT / "core" / "tables").glob("*.py")),
        ROOT / "core" / "method.py",
    ]
    commons = [declared.common for declared in declarations.values()]
    said = "".join(declaration.model_dump_json() for declaration in commons)
    shapes = [path for path in (cartogram_file(), official_boundaries()) if is_plain_file(path)]
    return _digest(
        [*code, *reference_files(), *shapes],
        _holidays() + settings().tautkan_112.strip() + said + city().model_dump_json(),
    )


@cache
def _code_of_rows() -> bytes:
    """The checksum of the code that all sources share; a process reads it once, as it runs it as it was then."""
    code = [
        *sorted(path for room in ROW_MAKERS for path in (ETL / room).rglob("*.py")),
        ETL / "spelling.py",
        ETL / "calendar_words.py",
        ETL / "temporary_tables.py",
        *(ETL / "loading" / f"{name}.py" for name in ("judged_file", "dating", "own_template", "one_file")),
        ETL / "sql" / "macros.sql",
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in code)).digest()


@cache
def _holidays() -> str:
    """The release of the package that knows the holidays."""
    return version("holidays")


def _digest(paths: list[Path], text: str, code: bytes = b"") -> str:
    digest = hashlib.sha256(text.encode())
    digest.update(code)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
