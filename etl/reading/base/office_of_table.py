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
from etl.sources.vocabulary import Vocabulary
from etl.spelling import fold

UNIT = "unit"
DECLARED, TITLES, SHEET = "sumber.toml atau pemetaan", "judul", "nama lembar"
OF_TABLE = (DECLARED, TITLES, SHEET)
"""What says the office of one table; other things say that of a file."""
LONGEST_NAME = 80
LONGEST_WORDS = 4
_KELURAHAN = ("kelurahan", "kel", "lurah", "desa")
_KECAMATAN = ("kecamatan", "kec", "camat")
_OTHER_PLACE = frozenset(
    ("baru", "lama", "ulu", "ilir", "hilir", "utara", "selatan", "barat", "timur", "tengah", "luar", "dalam", "raya")
)
"""After the name of an office such a word makes it that of another: `Handil Bakti Baru`."""
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

    def of_table(self, titles: Iterable[str] = (), sheet: str = "", book: tuple[str, ...] = ()) -> Said | None:
        """Return the office of a table: what is declared, else what its titles, its sheet, file and folder agree on.

        `book`: the names of all sheets. A sheet that bears the name of an office that nobody knows is taken by that
        name, to be held back with it: the file and its folder do not speak for it, nor for a sheet without an office
        beside those of others, which may be their sum. Raises UnreadableFileError(kantor_bertentangan) where what is
        said differs.
        """
        said = self._agreed(titles, sheet)
        if said is not None and said.where in OF_TABLE:
            return said
        if self._is_unknown(sheet, said, book):
            return Said(without_month(sheet), SHEET)
        return None if said and self._is_among_others(said, book) else said

    def _agreed(self, titles: Iterable[str], sheet: str) -> Said | None:
        if self.declaration.unit:
            return Said(self.declaration.unit, DECLARED)
        found: dict[str, Said] = {}
        for said in [*self._of_titles(titles), *self._of_sheet(sheet), *self._of_file]:
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

    def _is_unknown(self, sheet: str, said: Said | None, book: tuple[str, ...]) -> bool:
        """True for the name of a sheet that names an office which nobody knows.

        So does one of words that are not ours beside sheets named as offices, or after such a word as `Kelurahan`; and
        one that looks like an office where nothing else says which (`said`).
        """
        own = without_month(sheet)
        if not self._has_strange_words(own):
            return False
        is_told = fold(own).split(" ")[0] in (*_KELURAHAN, *_KECAMATAN)
        return is_told or bool(self._codes_in(book)) or (said is None and bool(self.gazetteer.propose(own)))

    def _is_among_others(self, said: Said, book: tuple[str, ...]) -> bool:
        """True where a sheet of the book names another office than its file or folder."""
        return not self._codes_in(book) <= {self.gazetteer.resolve(said.name, None)[0]}

    def _codes_in(self, book: tuple[str, ...]) -> set[str | None]:
        """The offices that the sheets of a book name: worked out once, however many sheets ask."""
        if book not in self._codes_of_books:
            named = (said for name in book for said in self._of_sheet(name))
            self._codes_of_books[book] = {self.gazetteer.resolve(said.name, None)[0] for said in named}
        return self._codes_of_books[book]

    @cached_property
    def _codes_of_books(self) -> dict[tuple[str, ...], set[str | None]]:
        return {}

    def _of_titles(self, titles: Iterable[str]) -> Iterator[Said]:
        for title in titles:
            text = without_month(title[:LONGEST_NAME])
            if fold(text).split(" ")[0] in ("kantor", *_KELURAHAN) and self.gazetteer.resolve(text, None)[0]:
                yield Said(text, TITLES)
            else:
                yield from (Said(name, TITLES) for name in self._names(text, needs_word=True))

    @cached_property
    def _of_file(self) -> list[Said]:
        names = [("nama berkas", path.stem) for path in (self.origin, self.member) if path]
        folders = [folder.name for folder in self.origin.parents]
        inside = folders[: folders.index(self.contract.source)] if self.contract.source in folders else []
        # What an office sends lies in a folder that is called by its code.
        senders = [Said(name, "nama folder") for name in inside if name in self.gazetteer.kecamatan_of]
        named = [*names, *(("nama folder", name) for name in inside)]
        return [*senders, *(said for where, name in named for said in self._of_name(name, where))]

    def _of_sheet(self, name: str) -> list[Said]:
        """The one office that a sheet's name says, by itself or among words of ours: `Handil Bakti`, `Loket Jawa 2`."""
        own = without_month(name)
        if self.gazetteer.resolve(own, None)[0]:
            return [Said(own, SHEET)]
        return [] if self._has_strange_words(own) else self._of_name(name, SHEET)

    def _of_name(self, text: str, where: str) -> list[Said]:
        """The one office in a name; several are none. That of a kecamatan is none of its office: see _names."""
        names = set(self._names(text, needs_word=False))
        return [Said(name, where) for name in names] if len(names) == 1 else []

    def _has_strange_words(self, name: str) -> bool:
        """True where words beside the names of offices are none of ours, or make another place of one."""
        words = fold(name).split()
        others: list[str] = []
        for place, size in self._phrases(words):
            if not size:
                others.append(words[place])
            elif _OTHER_PLACE.intersection(words[place + size : place + size + 1]):
                return True
        return not Vocabulary.own().knows_name(" ".join(others))

    def _names(self, text: str, *, needs_word: bool) -> Iterator[str]:
        """The offices in a text, the longest name first; a name that is a kecamatan's too needs the word before it."""
        words = fold(text).split()
        for place, size in self._phrases(words):
            name, before = " ".join(words[place : place + size]), words[place - 1] if place else ""
            if name and before in _KECAMATAN:
                if place > 1 and words[place - 2] == "kantor" and name in self.gazetteer.offices:
                    yield f"Kantor Kecamatan {name.title()}"
            elif name in self.gazetteer.kelurahan and (
                before in _KELURAHAN or not (needs_word or name in self.gazetteer.offices)
            ):
                yield f"Kelurahan {name.title()}"

    def _phrases(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """The place of each known name and its number of words, the longest name first; 0: a word of none."""
        place = 0
        while place < len(words):
            sizes = range(LONGEST_WORDS, 0, -1)
            size = next((size for size in sizes if self._is_known(" ".join(words[place : place + size]))), 0)
            yield place, size
            place += size or 1

    def _is_known(self, name: str) -> bool:
        return name in self.gazetteer.kelurahan or name in self.gazetteer.offices


def with_office(
    header: Header, offices: Offices, titles: Iterable[str] = (), sheet: str = "", book: tuple[str, ...] = ()
) -> tuple[Header, str]:
    """Return the header with the office of its table, and why, where it has no column for it; a guest counts one.

    Raises UnreadableFileError(kantor_tak_disebut) where nothing says a required one.
    """
    column = next((column for column in offices.contract.read_columns if column.name == UNIT), None)
    if is_guest_book(header):
        header = replace(header, fixed={"count": "1"})
    if column is None or UNIT in header.positions or not (column.required or offices.declaration.unit):
        return header, ""
    said = offices.of_table(titles, sheet, book)
    if said is None:
        error = lacking([column.headers[0]], header, spellings(offices.contract, offices.declaration))
        raise UnreadableFileError("kantor_tak_disebut" if header.positions else error.reason, error.detail)
    return replace(header, fixed=header.fixed | {UNIT: said.name}), note_of(said)


def note_of(said: Said) -> str:
    """Return the sentence that tells the office of a table; a sheet named almost like one may bear a person's name."""
    return f"kantor '{ShownTitles().words(said.name) if said.where == SHEET else said.name}' menurut {said.where}"
