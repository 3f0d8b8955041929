"""The office said once: by sumber.toml or a mapping, a letterhead, a sheet, a section, the name of a file or a folder.

A table with a column for the office needs none of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from etl.errors import UnreadableFileError
from etl.reading.base.headers import Header, is_guest_book, lacking, spellings
from etl.reading.base.sheet_month import without_month
from etl.sources.contract import Contract
from etl.sources.declarations import Declaration
from etl.sources.places import Gazetteer
from etl.sources.reference import read_reference
from etl.sources.titles import ShownTitles
from etl.spelling import fold

UNIT = "unit"
SHEET = "nama lembar"
LONGEST_NAME = 80
LONGEST_WORDS = 4
_KELURAHAN = ("kelurahan", "kel", "lurah", "desa")
_KECAMATAN = ("kecamatan", "kec", "camat")
_NUMBERING = re.compile(r"^(?:\d+|[A-Za-z])[.)]\s+")


@dataclass(frozen=True)
class Said:
    """An office by a name that the reference tables know, and what said so."""

    name: str
    where: str


@dataclass(frozen=True)
class Offices:
    """What tells the office of one file, which may lie in an archive, and of each table in it."""

    contract: Contract
    declaration: Declaration
    origin: Path
    """The file as the user knows it."""
    member: Path | None = None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The names of all offices."""
        return Gazetteer.from_reference(read_reference())

    @cached_property
    def names(self) -> ShownTitles:
        """What may be shown of titles and of names of sheets."""
        return ShownTitles()

    def of_table(self, titles: Iterable[str] = (), sheet: str = "") -> Said | None:
        """Return the office of a table: what is declared, else what its titles, its sheet, file and folder agree on.

        Raises UnreadableFileError(kantor_bertentangan) where they do not.
        """
        if self.declaration.unit:
            return Said(self.declaration.unit, "sumber.toml atau pemetaan")
        found: dict[str, Said] = {}
        for said in [*self._of_titles(titles), *self._of_name(sheet, SHEET), *self._of_file]:
            code, _ = self.gazetteer.resolve(said.name, None)
            if code:
                found.setdefault(code, said)
        if len(found) > 1:
            named = ", ".join(f"{said.where} '{said.name}'" for said in found.values())
            raise UnreadableFileError("kantor_bertentangan", named)
        return next(iter(found.values()), None)

    def of_section(self, cells: Iterable[str | None]) -> str | None:
        """Return the office that a row names which says nothing else: the rows below it belong to it."""
        text = " ".join(_NUMBERING.sub("", cell) for cell in cells if cell)
        if not text or len(text) > LONGEST_NAME or any(sign.isdigit() for sign in text):
            return None
        bare = re.sub(r"^nama ", "", fold(text))
        return bare if self.gazetteer.resolve(bare, None)[0] else next(self._names(text, needs_word=True), None)

    def is_typing_error(self, sheet: str) -> bool:
        """True for the name of a sheet that looks like an office and is none."""
        return bool(self.gazetteer.propose(without_month(sheet)))

    def _of_titles(self, titles: Iterable[str]) -> Iterator[Said]:
        for title in titles:
            text = without_month(title[:LONGEST_NAME])
            if fold(text).split(" ")[0] in ("kantor", *_KELURAHAN) and self.gazetteer.resolve(text, None)[0]:
                yield Said(text, "judul")
            else:
                yield from (Said(name, "judul") for name in self._names(text, needs_word=True))

    @cached_property
    def _of_file(self) -> list[Said]:
        names = [("nama berkas", path.stem) for path in (self.origin, self.member) if path]
        folders = [folder.name for folder in self.origin.parents]
        inside = folders[: folders.index(self.contract.source)] if self.contract.source in folders else []
        # What an office sends lies in a folder that is called by its code.
        senders = [Said(name, "nama folder") for name in inside if name in self.gazetteer.kecamatan_of]
        named = [*names, *(("nama folder", name) for name in inside)]
        return [*senders, *(said for where, name in named for said in self._of_name(name, where))]

    def _of_name(self, text: str, where: str) -> list[Said]:
        """The one office in a name; several are none."""
        own = without_month(text)
        # A file of a kecamatan may be of all its kelurahan.
        if where == SHEET and self.gazetteer.resolve(own, None)[0]:
            return [Said(own, where)]
        names = set(self._names(text, needs_word=False))
        return [Said(name, where) for name in names] if len(names) == 1 else []

    def _names(self, text: str, *, needs_word: bool) -> Iterator[str]:
        """The offices in a text, the longest name first; a name that is a kecamatan's too needs the word before it."""
        words, place = fold(text).split(), 0
        while place < len(words):
            phrases = ((size, " ".join(words[place : place + size])) for size in range(LONGEST_WORDS, 0, -1))
            size, name = next(((size, name) for size, name in phrases if self._is_known(name)), (1, ""))
            before = words[place - 1] if place else ""
            if name and before in _KECAMATAN:
                if place > 1 and words[place - 2] == "kantor" and name in self.gazetteer.offices:
                    yield f"Kantor Kecamatan {name.title()}"
            elif name in self.gazetteer.kelurahan and (
                before in _KELURAHAN or not (needs_word or name in self.gazetteer.offices)
            ):
                yield f"Kelurahan {name.title()}"
            place += size

    def _is_known(self, name: str) -> bool:
        return name in self.gazetteer.kelurahan or name in self.gazetteer.offices


def with_office(header: Header, offices: Offices, titles: Iterable[str] = (), sheet: str = "") -> tuple[Header, str]:
    """Return the header with the office of its table, and why, where it has no column for it; a guest counts one.

    Raises UnreadableFileError(kantor_tak_disebut) where nothing says a required one.
    """
    column = next((column for column in offices.contract.read_columns if column.name == UNIT), None)
    if is_guest_book(header):
        header = replace(header, fixed={"count": "1"})
    if column is None or UNIT in header.positions or not (column.required or offices.declaration.unit):
        return header, ""
    said = offices.of_table(titles, sheet)
    if said is None:
        error = lacking([column.headers[0]], header, spellings(offices.contract, offices.declaration))
        raise UnreadableFileError("kantor_tak_disebut" if header.positions else error.reason, error.detail)
    return replace(header, fixed=header.fixed | {UNIT: said.name}), note_of(said)


def note_of(said: Said) -> str:
    """Return the sentence that tells the office of a table; a sheet named almost like one may bear a person's name."""
    return f"kantor '{ShownTitles().words(said.name) if said.where == SHEET else said.name}' menurut {said.where}"
