"""Finds the header row by what it says, and which column each header means."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from etl.contracts import Contract
from etl.declarations import Declaration
from etl.errors import UnreadableFileError
from etl.words import fold

SEARCH_ROWS = 40


@dataclass(frozen=True)
class Header:
    """Where the header row stands (0-based), which position holds which column, how far its titles reach."""

    row: int
    positions: dict[str, int]
    width: int
    ignored: list[str]


def spellings(contract: Contract, declaration: Declaration) -> dict[str, str]:
    """Return folded header spelling -> column name, the user's own spellings included."""
    return {
        fold(spelling): column.name
        for column in contract.column
        for spelling in [column.name, *column.headers, *declaration.headers.get(column.name, [])]
    }


def find_header(
    rows: Sequence[Sequence[str | None]], contract: Contract, declaration: Declaration, missing_ok: frozenset[str]
) -> Header:
    """Return the header among the first rows.

    `missing_ok` names required columns that another part of the layout gives.
    Raises UnreadableFileError(kolom_wajib_tidak_ada) with the nearest proposals.
    """
    known = spellings(contract, declaration)
    best = max(
        (_match(number, cells, known) for number, cells in enumerate(rows[:SEARCH_ROWS])),
        key=lambda header: len(header.positions),
        default=Header(0, {}, 0, []),
    )
    missing = [
        column
        for column in contract.column
        if column.required and column.name not in best.positions and column.name not in missing_ok
    ]
    if missing:
        raise UnreadableFileError("kolom_wajib_tidak_ada", _explain(missing[0].headers[0], best, known))
    return best


def _match(number: int, cells: Sequence[str | None], known: dict[str, str]) -> Header:
    positions: dict[str, int] = {}
    ignored = []
    for position, cell in enumerate(cells):
        column = known.get(fold(cell or ""))
        if column and column not in positions:
            positions[column] = position
        elif cell and cell.strip():
            ignored.append(cell)
    width = max((position for position, cell in enumerate(cells, 1) if cell and cell.strip()), default=0)
    return Header(number, positions, width, ignored)


def _explain(wanted: str, best: Header, known: dict[str, str]) -> str:
    near = [cell for cell in best.ignored if difflib.get_close_matches(fold(cell), known, n=1, cutoff=0.6)]
    seen = f"; mirip: {', '.join(near[:3])}" if near else ""
    return f"'{wanted}'{seen}"
