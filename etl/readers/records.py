"""What every reader gives: text records in the contract's column order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.contracts import Contract
from etl.headers import Header

Cells = Sequence[str | None]


@dataclass
class Records:
    """Rows of (place, fault, column, column, ...), the columns the file has, and counts of what is not data."""

    rows: list[tuple[str | None, ...]] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    not_data: int = 0
    not_reported: int = 0
    ignored: list[str] = field(default_factory=list)

    def add(self, place: str, cells: Cells, header: Header, contract: Contract, fault: str | None = None) -> None:
        """Append one record; a blank one counts as not data."""
        if not any(cell and cell.strip() for cell in cells):
            self.not_data += 1
            return
        self.rows.append((place, fault, *pick(cells, header, contract)))


def pick(cells: Cells, header: Header, contract: Contract) -> list[str | None]:
    """Return the cells in the contract's order; a column the file does not have is None."""
    places = (header.positions.get(column.name) for column in contract.read_columns)
    return [cells[place] if place is not None and place < len(cells) else None for place in places]
