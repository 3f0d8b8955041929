"""Build the cartogram: equal hexagons, one a kelurahan, and the marks of the kecamatan offices.

`python -m tools.cartogram` reads data/reference/units.csv and writes data/boundaries/kartogram.geojson.
The same table gives the same bytes: one assignment, then swaps in a fixed order, no random numbers.

Kelurahan crowd in the centre, so each coordinate is first moved 75% towards its rank. An optimal
assignment then gives every kelurahan a cell of a hexagon grid, and swaps keep each kecamatan in one
piece, without holes, at the least squared distance. Lengths are in hexagon widths until the end.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.stats import rankdata
from shapely import Point, Polygon

from core.city import cartogram_file, reference_dir

Floats = NDArray[np.float64]
Vertex = tuple[int, int]

HALF_WIDTH, QUARTER_HEIGHT = 0.5, float(0.5 / np.sqrt(3))
CORNERS = ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1))


class HexGrid:
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


RANK_SHARE = 0.75
COLUMNS, ROWS = 10, 11
# How far the spread positions of so many kelurahan reach, found by trial: about a filled block of cells, neighbours
# lying as in reality, and in each kecamatan a corner below one hexagon and between two others for its office.
SPAN, SPAN_OF = (7.5, 7.75), 59
# Weights beside the squared distance of each kelurahan from its wished place.
SPLIT = 6.0  # a second piece of a kecamatan or of the city, or an enclosed empty cell
SHARED_SIDE = 0.6  # rewarded once for any two neighbours and once more within a kecamatan
SCATTER = 0.2  # squared distance of a cell from the middle of its kecamatan
KM_PER_DEGREE = 111.195


@dataclass(frozen=True)
class Wishes:
    """What a layout is judged by: squared distance of each kelurahan to each cell, and its group."""

    grid: HexGrid
    distances: Floats
    groups: list[list[int]]

    def cost(self, cells: list[int]) -> float:
        """Return the cost of giving kelurahan i the cell cells[i]; lower is better."""
        taken = set(cells)
        faults = self.grid.pieces(taken) - 1 + self.grid.holes(taken)
        cost = sum(self.distances[unit, cell] for unit, cell in enumerate(cells))
        cost += SPLIT * faults - SHARED_SIDE * self.grid.shared_sides(taken)
        return float(cost + sum(self._group_cost([cells[unit] for unit in group]) for group in self.groups))

    def _group_cost(self, cells: list[int]) -> float:
        own = set(cells)
        centres = self.grid.centres[cells]
        scatter = ((centres - centres.mean(axis=0)) ** 2).sum()
        together = SPLIT * (self.grid.pieces(own) - 1) - SHARED_SIDE * self.grid.shared_sides(own)
        return float(together + SCATTER * scatter)


def spread(values: Floats) -> Floats:
    """Return the values on -0.5 .. 0.5, moved RANK_SHARE of the way to equal spacing by rank."""
    ranks = (rankdata(values) - 0.5) / len(values)
    scaled = (values - values.min()) / np.ptp(values)
    return np.asarray(RANK_SHARE * ranks + (1 - RANK_SHARE) * scaled - 0.5)


def wishes(kelurahan: pd.DataFrame, grid: HexGrid) -> Wishes:
    """Return the wished places of the kelurahan (columns lat, lon, kecamatan_code) on a grid."""
    middle = (grid.centres.min(axis=0) + grid.centres.max(axis=0)) / 2
    reach = np.array(SPAN) * np.sqrt(len(kelurahan) / SPAN_OF)
    wished = np.column_stack([spread(kelurahan[axis].to_numpy()) for axis in ("lon", "lat")]) * reach + middle
    distances = ((wished[:, None] - grid.centres[None]) ** 2).sum(axis=2)
    codes = kelurahan["kecamatan_code"]
    groups = [np.flatnonzero(codes == code).tolist() for code in codes.unique()]
    return Wishes(grid, distances, groups)


def arrange(wanted: Wishes) -> list[int]:
    """Return the cell of each kelurahan: the nearest assignment, then swaps until none helps."""
    cells = [int(cell) for cell in linear_sum_assignment(wanted.distances)[1]]
    best, before = wanted.cost(cells), np.inf
    while best < before:
        before = best
        for unit in range(len(cells)):
            for target in wanted.grid.reach[cells[unit]]:
                moved = _moved(cells, unit, target)
                cost = wanted.cost(moved)
                if cost < best - 1e-9:
                    cells, best = moved, cost
    return cells


def _moved(cells: list[int], unit: int, target: int) -> list[int]:
    """Give a kelurahan another cell; whoever holds that cell takes its old one."""
    return [target if i == unit else cells[unit] if cell == target else cell for i, cell in enumerate(cells)]


def office_vertex(places: list[Vertex]) -> Vertex:
    """Return the corner for an office's mark: shared by most hexagons, then nearest to their middle.

    A corner that three hexagons share leaves the middle of each of them free for its label. Below one
    hexagon and between two it hides nothing; below two it would stand where the lower one's mark is.
    """
    shared = Counter((x + dx, y + dy) for x, y in places for dx, dy in CORNERS)
    lowest = {(x, y - 2) for x, y in places}
    middle = np.mean(places, axis=0)
    scale = np.array([HALF_WIDTH, QUARTER_HEIGHT])

    def rank(vertex: Vertex) -> tuple[int, bool, float, Vertex]:
        distance = round(float(np.linalg.norm((vertex - middle) * scale)), 9)
        return -shared[vertex], vertex not in lowest, distance, vertex

    return min(shared, key=rank)


class Projection:
    """From lattice to longitude and latitude: hexagons as large as the mean kelurahan, city centred."""

    def __init__(self, kelurahan: pd.DataFrame, places: list[Vertex]) -> None:
        self.lon, self.lat = kelurahan["lon"].mean(), kelurahan["lat"].mean()
        width = np.sqrt(kelurahan["area_km2"].mean() * 2 / np.sqrt(3)) / KM_PER_DEGREE
        self.middle = np.mean(places, axis=0)
        # Degrees of longitude are shorter than degrees of latitude; on the screen both are equal.
        stretch = np.cos(np.radians(self.lat))
        self.step = np.array([HALF_WIDTH * width / stretch, QUARTER_HEIGHT * width])

    def __call__(self, vertex: Vertex) -> tuple[float, float]:
        """Return (lon, lat) of a lattice place, to a centimetre."""
        east, north = (vertex - self.middle) * self.step
        return round(float(self.lon + east), 7), round(float(self.lat + north), 7)


def cartogram(units: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return all units with their geometry in EPSG:4326: hexagons, and points for kecamatan offices.

    units: columns unit_code, kind, name, kecamatan_code, kecamatan, lat, lon, area_km2.
    Result: unit_code, name, kecamatan_code, kecamatan, geometry, sorted by unit_code.
    """
    units = units.sort_values("unit_code")
    kelurahan = units[units["kind"] == "kelurahan"]
    grid = HexGrid(COLUMNS, ROWS)
    cells = arrange(wishes(kelurahan, grid))
    places = pd.Series([grid.places[cell] for cell in cells], index=kelurahan["unit_code"])
    project = Projection(kelurahan, places.tolist())
    shapes = {code: Polygon([project((x + dx, y + dy)) for dx, dy in CORNERS]) for code, (x, y) in places.items()}
    for code, own in places.groupby(kelurahan["kecamatan_code"].to_numpy()):
        shapes[code] = Point(project(office_vertex(own.tolist())))
    columns = units[["unit_code", "name", "kecamatan_code", "kecamatan"]]
    return gpd.GeoDataFrame(columns, geometry=[shapes[code] for code in units["unit_code"]], crs="EPSG:4326")


def write_geojson(shapes: gpd.GeoDataFrame, path: Path) -> None:
    """Write a GeoJSON FeatureCollection, a feature a line, so that a change can be read in git."""
    rows = [json.dumps(row, ensure_ascii=False) for row in shapes.iterfeatures(drop_id=True)]
    text = '{"type": "FeatureCollection", "name": "kartogram", "features": [\n' + ",\n".join(rows) + "\n]}\n"
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Build the cartogram from the reference table."""
    codes = {"unit_code": str, "kecamatan_code": str}
    write_geojson(cartogram(pd.read_csv(reference_dir() / "units.csv", dtype=codes)), cartogram_file())


if __name__ == "__main__":
    main()
