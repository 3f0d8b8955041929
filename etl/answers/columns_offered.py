"""What the titles of a file may mean for a source: by how they look, and by what stands under them."""

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from etl import sandbox
from etl.judging.masking import showing
from etl.reading.base.headers import LONGEST_TITLE, near, spellings
from etl.reading.inspected_tables import MOSTLY, PERSONS, AnyColumn, AnyWork, any_tables
from etl.sources.contract import Column, Contract, contract
from etl.sources.declarations import Declaration
from etl.sources.lookups import folded_value, spellings_of
from etl.sources.places import Gazetteer
from etl.sources.reference import read_reference
from etl.sources.reference_columns import Reference
from etl.sources.titles import letters
from etl.sources.vocabulary import Vocabulary
from etl.spelling import fold, printable, without_numbers

SAMPLES = 200
"""Different cells of a column by which it is judged."""
EXAMPLES = 2
_CLOCK = re.compile(r"[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-5][0-9])?(?: ?[A-Z]{3,4})?")


@dataclass(frozen=True)
class OfferedColumn:
    """One title of a file and what it may mean."""

    title: str
    """As it stands in the file, for the mapping."""
    place: str
    """Its column, as spreadsheets call it."""
    examples: list[str]
    """Two of its cells, without what may be a person."""
    known: str | None = None
    """The column it is read as already."""
    proposal: str | None = None
    because: str = ""
    """Why it is proposed: title, or values."""


@dataclass(frozen=True)
class Proposal:
    """The titles of a file in their order, and the required columns that none of them is known for.

    `missing`: those of them that none is proposed for either.
    """

    columns: list[OfferedColumn]
    unread: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def columns_offered(path: Path, source: str, declaration: Declaration) -> Proposal:
    """Return what the titles of a file may mean for a source, with what is declared of it.

    The file is read in a process of its own. Raises UnreadableFileError.
    """
    with tempfile.TemporaryDirectory(prefix="adopsi-") as folder:
        work = AnyWork(path.resolve(), Path(folder), samples=SAMPLES)
        tables = sandbox.call(any_tables, work, work.folder, sandbox.limits_for(path.stat().st_size))
    found: dict[str, tuple[str, AnyColumn]] = {}
    for table in tables:
        for place, column in enumerate(table.columns):
            if 0 < len(column.title) <= LONGEST_TITLE and fold(column.title):
                found.setdefault(fold(column.title), (letters(place), column))
    return _offered(contract(source), declaration, found)


def _offered(asked: Contract, declaration: Declaration, found: dict[str, tuple[str, AnyColumn]]) -> Proposal:
    reference, spelled = read_reference(), spellings(asked, declaration)
    known = {title: spelled[title] for title in found if title in spelled}
    unknown = {title: column for title, (_, column) in found.items() if title not in known}
    judge = _Judge(asked, declaration, reference)
    offers = judge.offers(unknown, {*known.values()}, spelled)
    look, vocabulary = showing(asked, declaration, reference), Vocabulary.of(reference)
    columns = []
    for title, (place, column) in found.items():
        proposal, because = offers.get(title, (None, ""))
        name = known.get(title) or proposal
        mask: Callable[[str], str] = look[name].text if name in look else vocabulary.masked
        columns.append(
            OfferedColumn(
                printable(column.title),
                place,
                _examples(column, mask),
                known.get(title),
                proposal,
                because,
            )
        )
    required = [column.name for column in asked.read_columns if column.required]
    unread = [name for name in required if name not in known.values()]
    proposed = {name for name, _ in offers.values()}
    return Proposal(columns, unread, [name for name in unread if name not in proposed])


def _examples(column: AnyColumn, mask: Callable[[str], str]) -> list[str]:
    if column.kind in PERSONS:
        return [column.shape]
    shown = column.samples[:EXAMPLES]
    return [text if _CLOCK.fullmatch(text.upper()) else without_numbers(mask(text)) for text in shown]


@dataclass(frozen=True)
class _Judge:
    """Tells of which column of a source a title with its cells may be."""

    asked: Contract
    declaration: Declaration
    reference: Reference

    def offers(
        self, unknown: dict[str, AnyColumn], taken: set[str], spelled: dict[str, str]
    ) -> dict[str, tuple[str, str]]:
        """The proposal for each title, and why; no column is proposed twice. What is required comes first."""
        free = {each.name: each for each in self.asked.read_columns if each.name not in taken and not each.is_rest}
        found: dict[str, tuple[str, str]] = {}
        for title, column in unknown.items():
            alike = near(title, {text: name for text, name in spelled.items() if name in free})
            name = spelled[alike] if alike else ""
            if name and self._fits(free[name], column) is not False:
                found[title] = free.pop(name).name, "title"
        for wanted in sorted(free.values(), key=lambda each: not each.required):
            fitting = (title for title, column in unknown.items() if title not in found and self._fits(wanted, column))
            # Of several dates nobody knows which one an optional column is.
            is_told = wanted.required or wanted.type in ("place", "choice", "nik", "phone")
            for fit in [*fitting][:1] if is_told else []:
                found[fit] = wanted.name, "values"
        return found

    def _fits(self, wanted: Column, column: AnyColumn) -> bool | None:
        """Whether most cells are what the column asks for; None where cells tell nothing of it."""
        if not column.filled:
            return None
        if wanted.type in ("nik", "phone"):
            return column.kind == {"nik": "mirip NIK", "phone": "mirip telepon"}[wanted.type]
        if column.kind in PERSONS:
            return False
        if wanted.type in ("day", "moment"):
            return column.kind == "tanggal"
        if wanted.type == "text":
            return _are_numbers_of_records(column) if wanted.required else None
        fits = self._check(wanted)
        texts = column.samples
        return not _counts_rows(texts) and sum(map(fits, texts)) >= MOSTLY * len(texts)

    def _check(self, wanted: Column) -> Callable[[str], bool]:
        if wanted.type == "place":
            places = Gazetteer.from_reference(self.reference)
            return places.knows_kecamatan if wanted.name == "kecamatan" else places.names
        if wanted.type == "choice":
            known = spellings_of(wanted, self.declaration, self.reference)
            return lambda text: folded_value(wanted, text) in known
        if wanted.type == "clock":
            return lambda text: bool(_CLOCK.fullmatch(text.upper()))
        return lambda text: text.isdecimal() and len(text) < 6


def _are_numbers_of_records(column: AnyColumn) -> bool | None:
    """True where each cell is another one with a digit in it; None where a title may well say so."""
    texts = column.samples
    is_each_other = len(texts) == min(column.filled, SAMPLES) > EXAMPLES and column.kind != "tanggal"
    return True if is_each_other and all(re.search(r"\d", text) for text in texts) and not _counts_rows(texts) else None


def _counts_rows(texts: list[str]) -> bool:
    """True for 1, 2, 3, ..., from wherever: the numbers of rows are no counts."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) == len(texts) > EXAMPLES and all(after - before == 1 for before, after in pairwise(numbers))
