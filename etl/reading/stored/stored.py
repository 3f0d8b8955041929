"""What a sheet stores beside the values that a reader gives: how far it reaches, and its cells without a value."""

from dataclasses import dataclass, field

from etl.errors import UnreadableFileError
from etl.reading.base.cells import Grid
from etl.reading.base.faulty import FaultyCell

MOST_ROWS = 1_048_576
SMALL_AREA = 2_000_000
AREA_PER_CELL = 50
"""An area of so many cells is no matter; beyond it, one cell in fifty must be filled."""


@dataclass(frozen=True)
class FaultyRange:
    """Where faulty cells stand: first and last row and column, from 0; `blanks_only` spares those with a value."""

    top: int
    left: int
    bottom: int
    right: int
    cell: FaultyCell
    blanks_only: bool = False


@dataclass
class Stored:
    """What one sheet stores beside its values: how far its cells reach, how many there are, and the faulty ones."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    faults: list[FaultyRange] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """Note a cell."""
        self.rows, self.columns, self.cells = max(self.rows, row + 1), max(self.columns, column + 1), self.cells + 1

    def fault(self, row: int, column: int, cell: FaultyCell) -> None:
        """Note one faulty cell."""
        self.faults.append(FaultyRange(row, column, row, column, cell))

    def refuse_stray_cells(self) -> None:
        """Raise UnreadableFileError for a cell far outside: readers make room for all between it and the table."""
        room = max(SMALL_AREA, AREA_PER_CELL * self.cells)
        areas = sum((block.bottom - block.top + 1) * (block.right - block.left + 1) for block in self.faults)
        if self.rows * self.columns > room or areas > room:
            # No sheet has more rows; a longer number would be hidden as a person's.
            row = str(self.rows) if self.rows <= MOST_ROWS else f"lebih dari {MOST_ROWS}"
            raise UnreadableFileError("sel_tersesat", f"baris {row}, {self.columns} kolom")

    def put_into(self, grid: Grid) -> None:
        """Put the faulty cells where they stand, below and right of the values too."""
        width = max((len(row) for row in grid), default=0)
        for block in self.faults:
            bottom, right = min(block.bottom + 1, self.rows), min(block.right + 1, self.columns)
            grid += [[None] * width for _ in range(bottom - len(grid))]
            for row in grid[block.top : bottom]:
                row += [None] * (right - len(row))
                for column in range(block.left, right):
                    if not (block.blanks_only and row[column]):
                        row[column] = block.cell
