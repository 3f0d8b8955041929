"""A grid of hexagons with pointed tops: places, centres, neighbours, and questions about sets of cells.

Lengths are in hexagon widths. Places and corners are whole numbers on a lattice of half widths and
quarter heights, so that neighbours share their corners exactly.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Vertex = tuple[int, int]

HALF_WIDTH, QUARTER_HEIGHT = 0.5, float(0.5 / np.sqrt(3))
CORNERS = ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1))


class Grid:
    """All cells of a grid, numbered row by row from the south-west."""

    def __init__(self, columns: int, rows: int) -> None:
        places = [(2 * column + row % 2, 3 * row) for row in range(rows) for column in range(columns)]
        self.places: list[Vertex] = places
        self.centres: Floats = np.array(places) * (HALF_WIDTH, QUARTER_HEIGHT)
        gaps = np.linalg.norm(self.centres[:, None] - self.centres[None], axis=2)
        self.neighbours = [set(np.flatnonzero((row > 0) & (row < 1.1)).tolist()) for row in gaps]
        self.reach = [np.flatnonzero((row > 0) & (row < 2.1)).tolist() for row in gaps]
        self.rim = {cell for cell, around in enumerate(self.neighbours) if len(around) < 6}

    def pieces(self, cells: set[int]) -> int:
        """Return how many connected pieces the cells form."""
        left, count = set(cells), 0
        while left:
            self._flood({left.pop()}, left)
            count += 1
        return count

    def holes(self, cells: set[int]) -> int:
        """Return how many free cells cannot be reached from the rim."""
        free = set(range(len(self.places))) - cells
        starts = free & self.rim
        free -= starts
        self._flood(starts, free)
        return len(free)

    def shared_sides(self, cells: set[int]) -> int:
        """Return the number of sides between two of the cells."""
        return sum(len(self.neighbours[cell] & cells) for cell in cells) // 2

    def _flood(self, starts: set[int], left: set[int]) -> None:
        stack = list(starts)
        while stack:
            found = self.neighbours[stack.pop()] & left
            left -= found
            stack.extend(found)
