"""What is wrong with the reference tables: a fault each, as a sentence for who edits the file, and in its parts."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from etl.errors import UserError
from etl.sources.reference_columns import LINKS, SHAPES, ReferenceRow
from etl.spelling import fold

CHANCES_OFF: Final = 0.005
"""Of 1, for chances that were rounded."""
KeyedRows = Mapping[tuple[Any, ...], ReferenceRow]
"""The rows of a table by their key, those of the user's file in place of shipped ones."""


@dataclass(frozen=True)
class TableFault:
    """One fault of one table.

    `kind`: `head`, `text`, `quote` (of the file as a whole), `width`, `cell`, `rule` (what the columns of a row obey
    together), `twice`, `link`, `name`, `overlap` or `chances`. `line`: that of the file; `column`: '' for the row as a
    whole; `value`: the cell; `sentence`: with file, line, column, value and what to do. `other`: the line of another
    row, `day`: the day of one, of which it speaks.
    """

    kind: str
    path: Path
    line: int
    sentence: str
    column: str = ""
    value: str = ""
    other: int = 0
    day: date | None = None

    @property
    def table(self) -> str:
        """The name of the table."""
        return self.path.stem


class WrongTableError(UserError):
    """Tables that cannot be read; the text is the sentence of the first of `faults`."""

    def __init__(self, faults: Sequence[TableFault]) -> None:
        super().__init__(faults[0].sentence)
        self.faults = tuple(faults)


def row_fault(kind: str, row: ReferenceRow, why: str, column: str = "", value: str = "") -> TableFault:
    """Return the fault of a row that could be read."""
    path, line = row["_file"], row["_line"]
    return TableFault(kind, path, line, f"{path} baris {line}: {why}", column, value)


def faults_between(tables: Mapping[str, KeyedRows], wrong: Set[str]) -> list[TableFault]:
    """Return what rows say against each other; `wrong`: tables of which rows are left out, as they have faults."""
    return [
        *_strange_links(tables, wrong),
        *_taken_names(tables),
        *_overlaps(tables["digital_days"]),
        *([] if "plan_slips" in wrong else _half_chances(tables["plan_slips"])),
    ]


def _strange_links(tables: Mapping[str, KeyedRows], wrong: Set[str]) -> Iterator[TableFault]:
    for name, column, target in LINKS:
        known = {row[SHAPES[target].key[0]] for row in tables[target].values()}
        for row in tables[name].values() if target not in wrong else ():
            if row[column] is not None and row[column] not in known:
                why = f"{column} '{row[column]}' tidak ada di {target}.csv. Perbaiki kodenya."
                yield row_fault("link", row, why, column, row[column])


def _taken_names(tables: Mapping[str, KeyedRows]) -> Iterator[TableFault]:
    """An alias that is another kelurahan's own name would move its rows."""
    own = {fold(row["name"]): row["unit_code"] for row in tables["units"].values() if row["kind"] == "kelurahan"}
    for row in tables["unit_aliases"].values():
        if own.get(fold(row["alias"]), row["unit_code"]) != row["unit_code"]:
            code = own[fold(row["alias"])]
            why = f"alias '{row['alias']}' adalah nama kantor {code} sendiri. Hapus baris itu."
            yield row_fault("name", row, why, "alias", row["alias"])


def _overlaps(policy: KeyedRows) -> Iterator[TableFault]:
    """Two rows in force on one day: nobody knows which weekdays hold, and no row has a verdict of its own."""
    ordered = sorted(policy.values(), key=lambda row: row["valid_from"])
    for earlier, later in pairwise(ordered):
        if earlier["valid_to"] is None or earlier["valid_to"] >= later["valid_from"]:
            why = (
                f"masa sejak {later['valid_from']} dimulai sebelum masa sejak {earlier['valid_from']} berakhir. Isi "
                f"valid_to baris itu ({earlier['_file']} baris {earlier['_line']}; baris bawaan: tulis lagi di berkas "
                "Anda, lengkap dengan valid_to)."
            )
            yield replace(row_fault("overlap", later, why, "valid_from"), day=earlier["valid_from"])


def _half_chances(slips: KeyedRows) -> Iterator[TableFault]:
    """Chances of all delays are one whole: what lacks or is too much has no place to go."""
    total = sum(row["chance"] for row in slips.values())
    if slips and abs(total - 1) > CHANCES_OFF:
        last = list(slips.values())[-1]
        why = (
            f"chance semua baris berjumlah {total:.3g}, seharusnya 1. "
            "Tulis peluang tiap keterlambatan sebagai bagian dari 1, misalnya 0.5."
        )
        yield row_fault("chances", last, why, "chance", f"{total:.3g}")
