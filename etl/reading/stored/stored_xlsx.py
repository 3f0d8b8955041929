"""What the parts of XLSX and XLSM store and readers of values leave out: errors, formulas without a result."""

import re
import zipfile
from functools import lru_cache
from typing import IO

from etl.reading.base.faulty import FaultyCell, error, formula
from etl.reading.sheets.sheet import position_of
from etl.reading.stored.stored import FaultyRange, Stored
from etl.reading.stored.xml_scan import Attributes, Scan, local, local_attributes

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
_TRUE = ("1", "true", "on")
PartNames = dict[str, str]
"""Name in lower case -> name of a part: programs differ in how they write it."""


def stored_xlsx(archive: zipfile.ZipFile) -> list[Stored]:
    """Return what each sheet stores, in the order of the workbook; other pages than tables hold nothing.

    Raises UnreadableFileError for damaged parts and for stray cells.
    """
    names = {name.lower(): name for name in archive.namelist()}
    folder, book = _book(archive, names)
    targets = relations(archive, names, folder, "workbook.xml")
    sheets = _elements(archive, names, book, "sheet")
    is_stale = any(part.get("fullCalcOnLoad") in _TRUE for part in _elements(archive, names, book, "calcPr"))
    return [_sheet(archive, names, targets.get(sheet.get("id", ""), ""), is_stale) for sheet in sheets]


def relations(archive: zipfile.ZipFile, names: PartNames, folder: str, part: str) -> dict[str, str]:
    """Return id -> part for the sheets that a workbook's part in `folder` speaks of."""
    found = _elements(archive, names, f"{folder}_rels/{part}.rels", "Relationship")
    paths = {each.get("Id", ""): each.get("Target", "") for each in found}
    return {key: path[1:] if path.startswith("/") else folder + path for key, path in paths.items()}


def _book(archive: zipfile.ZipFile, names: PartNames) -> tuple[str, str]:
    """The folder of the workbook's parts, with its slash, and the name of its own part."""
    parts = _elements(archive, names, "_rels/.rels", "Relationship")
    found = [part["Target"] for part in parts if part.get("Type", "").endswith("/officeDocument") and "Target" in part]
    book = (found or ["xl/workbook.xml"])[0].lstrip("/")
    return book[: book.rfind("/") + 1], book


def _elements(archive: zipfile.ZipFile, names: PartNames, part: str, tag: str) -> list[Attributes]:
    """The attributes of all elements of one kind in a part; none where it is missing."""
    found: list[Attributes] = []

    def start(name: str, attributes: Attributes) -> None:
        if local(name) == tag:
            found.append(local_attributes(attributes))

    if part.lower() in names:
        with archive.open(names[part.lower()]) as file:
            Scan(start).read(file)
    return found


def _sheet(archive: zipfile.ZipFile, names: PartNames, target: str, is_stale: bool) -> Stored:
    part = names.get(target.lower())
    if part is None:
        return Stored()
    scan = _Cells(is_stale)
    with archive.open(part) as file:
        scan.read(file)
    return scan.found


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    return position_of(letters.upper().encode())


class _Cells:
    """Goes through the cells of one sheet. Each is judged when the next one begins, so that no end need be awaited."""

    def __init__(self, is_stale: bool) -> None:
        self.is_stale = is_stale
        """The workbook asks to be computed when it is opened: a stored 0 may be no result."""
        self.found = Stored()
        self.row = self.column = -1
        self.kind: str | None = None
        self.at = (0, 0)
        self.is_filled = self.has_formula = self.has_value = False
        self.area: str | None = None
        self.text: list[str] = []
        self.scan = Scan(self.start, texts=self.text.append)

    def read(self, file: IO[bytes]) -> None:
        """Read the part to its end."""
        self.scan.read(file)
        self._judge()
        self.found.refuse_stray_cells()

    def start(self, name: str, attributes: Attributes) -> None:
        """Take one element."""
        tag = local(name)
        if tag == "c":
            self._judge()
            self._begin(attributes)
        elif tag == "row":
            self._judge()
            number = attributes.get("r", "")
            self.row = int(number) - 1 if number.isdecimal() else self.row + 1
            self.column = -1
        elif tag == "f":
            self.is_filled = self.has_formula = True
            self.area = attributes.get("ref") if attributes.get("t") in ("array", "dataTable") else None
        elif tag in ("v", "is"):
            self.is_filled = self.has_value = True
            if self.has_formula or self.kind == "e":
                self.scan.listen(True)

    def _begin(self, attributes: Attributes) -> None:
        """A cell without a reference stands beside the one before."""
        self.column += 1
        row = max(self.row, 0)
        if reference := _REFERENCE.fullmatch(attributes.get("r", "")):
            self.column, row = _column(reference[1]), int(reference[2]) - 1
        self.kind, self.at = attributes.get("t"), (row, self.column)

    def _judge(self) -> None:
        """Note the cell before, if it is filled, and whether it is faulty."""
        if self.is_filled or self.kind == "e":
            self.found.reach(*self.at)
        if self.has_formula or self.kind == "e":
            self.scan.listen(False)
            text = "".join(self.text).strip()
            self.text.clear()
            if self.kind == "e":
                self.found.fault(*self.at, error(text))
            elif self._is_without_result(text):
                self.found.fault(*self.at, formula())
                if self.area and self.area.count(":") == 1:
                    self._note_area(self.area, formula())
        self.is_filled = self.has_formula = self.has_value = False
        self.kind = self.area = None

    def _is_without_result(self, text: str) -> bool:
        if self.kind == "str":
            return not self.has_value
        return not text or (self.is_stale and text == "0")

    def _note_area(self, area: str, cell: FaultyCell) -> None:
        """An array formula stands in its first cell only; the others of its area are blank."""
        corners = [_REFERENCE.fullmatch(corner) for corner in area.split(":")]
        if corners[0] and corners[1]:
            left, right = _column(corners[0][1]), _column(corners[1][1])
            top, bottom = int(corners[0][2]) - 1, int(corners[1][2]) - 1
            self.found.reach(bottom, right)
            self.found.faults.append(FaultyRange(top, left, bottom, right, cell, blanks_only=True))
