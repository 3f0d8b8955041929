"""What ODS stores and readers of values leave out: errors, formulas without a result."""

import zipfile

from etl.reading.base.faulty import error, formula, is_error_text
from etl.reading.stored.stored import FaultyRange, Stored
from etl.reading.stored.xml_scan import Attributes, Scan, local, local_attributes

LONGEST_TEXT = 40
MANIFEST = "META-INF/manifest.xml"


def stored_ods(archive: zipfile.ZipFile) -> list[Stored]:
    """Return what each table stores, in the order of the file. Raises UnreadableFileError for stray cells."""
    scan = _Tables()
    (part,) = (name for name in archive.namelist() if name.lower() == "content.xml")
    with archive.open(part) as file:
        scan.scan.read(file)
    for table in scan.found:
        table.refuse_stray_cells()
    return scan.found


def has_password(archive: zipfile.ZipFile) -> bool:
    """True where the list of an OpenDocument's parts says how they are encrypted."""
    return MANIFEST in archive.namelist() and b"encryption-data" in archive.read(MANIFEST)


def _count(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text[:9]), 1) if text.isdecimal() else 1


class _Tables:
    """Goes through all tables; rows and cells that are said to be repeated are counted, not written out."""

    def __init__(self) -> None:
        self.found: list[Stored] = []
        self.row = self.column = 0
        self.rows = self.columns = 1
        """How often the row and the cell at work are repeated."""
        self.cell: Attributes | None = None
        self.text: list[str] = []
        self.scan = Scan(self.start, self.end, self.text.append)

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of one element."""
        tag = local(name)
        if tag == "table" and name.startswith("table:"):
            self.found.append(Stored())
            self.row = 0
        elif tag == "table-row":
            self.column, self.rows = 0, _count(local_attributes(attributes), "number-rows-repeated")
        elif tag in ("table-cell", "covered-table-cell"):
            self.cell = attributes
            self.columns = _count(local_attributes(attributes), "number-columns-repeated")
            self.text.clear()
        elif tag == "p" and self.cell is not None:
            self.scan.listen(True)

    def end(self, name: str) -> None:
        """Take the end of one element."""
        tag = local(name)
        if tag == "p":
            self.scan.listen(False)
        elif tag in ("table-cell", "covered-table-cell") and self.cell is not None and self.found:
            self._judge(self.cell, "".join(self.text).strip())
            self.cell = None
            self.column += self.columns
        elif tag == "table-row":
            self.row += self.rows

    def _judge(self, attributes: Attributes, text: str) -> None:
        names = local_attributes(attributes)
        kinds = [value for name, value in attributes.items() if local(name) == "value-type"]
        has_formula = "formula" in names
        if not (kinds or has_formula or text):
            return
        bottom, right = self.row + self.rows - 1, self.column + self.columns - 1
        table = self.found[-1]
        table.reach(bottom, right)
        if "error" in kinds or (has_formula and is_error_text(text[:LONGEST_TEXT])):
            table.faults.append(FaultyRange(self.row, self.column, bottom, right, error(text[:LONGEST_TEXT])))
        elif has_formula and not kinds and not text:
            table.faults.append(FaultyRange(self.row, self.column, bottom, right, formula()))
