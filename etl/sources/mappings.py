"""All that is declared of one source: its `sumber.toml`, and for each sender a mapping that is laid over it.

A sender's files lie in a folder of their own below the source's; its mapping is `pemetaan/<source>.<sender>.toml` among
the user's tables. A wrong entry stops a load as one in `sumber.toml` does: files read without what is declared of them
would give wrong rows. Entries that meet nothing are told and stop nothing: a mapping is written before its file comes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from core.settings import settings
from core.sources import SOURCES
from core.store import is_by_the_way
from etl.sources.contract import Contract, contract
from etl.sources.declaration_file import (
    FILE_NAME,
    check_offices,
    declaration_in,
    require_zone,
    what_is_declared,
)
from etl.sources.declarations import Declaration
from etl.sources.places import Gazetteer
from etl.sources.reference import read_reference
from etl.spelling import fold, masked

FOLDER = "pemetaan"


def mappings_folder() -> Path:
    """Return the folder of all mappings."""
    return settings().data_dir / "local" / FOLDER


def mapping_path(source: str, sender: str) -> Path:
    """Return where the mapping of a sender's files lies, or would lie."""
    return mappings_folder() / f"{source}.{sender}.toml"


def sender_folder(path: str) -> str | None:
    """Return the sender of a file by its path below the source's folder; None where it lies in none of theirs."""
    folder, slash, _ = path.partition("/")
    return folder if slash else None


@dataclass(frozen=True)
class Declared:
    """What is declared of one source: for all of its files, and by sender."""

    source: str
    path: Path
    """Its sumber.toml, which need not be there."""
    common: Declaration = field(default_factory=Declaration)
    mappings: dict[str, Declaration] = field(default_factory=dict)
    """By sender, as far as they have files and a mapping."""

    @cached_property
    def by_sender(self) -> dict[str, Declaration]:
        """The mappings laid over what is declared for all."""
        return {sender: laid_over(self.common, own) for sender, own in self.mappings.items()}

    @property
    def files(self) -> dict[Path, Declaration]:
        """What each file of declarations says by itself: sumber.toml, then the mappings."""
        return {self.path: self.common} | {mapping_path(self.source, each): own for each, own in self.mappings.items()}

    def of_sender(self, path: str) -> Declaration:
        """Return what is declared of a file's sender: `path` below the source's folder."""
        return self.by_sender.get(sender_folder(path) or "", self.common)

    def for_file(self, path: str) -> Declaration:
        """Return what is declared of one file: as `of_sender`, with the office that its name has by a pattern."""
        return self.of_sender(path).for_file(path)

    def said_of(self, path: str) -> dict[Path, Declaration]:
        """Return those of `files` that speak of the file at `path`."""
        own = mapping_path(self.source, sender_folder(path) or "")
        return {each: said for each, said in self.files.items() if each in (self.path, own)}


def read_declared(
    folder: Path, asked: Contract, services: set[str], gazetteer: Gazetteer, paths: Iterable[str]
) -> Declared:
    """Return what is declared of the files of a source: `folder` is its own, `paths` lie below it.

    Raises UserError with file, line and what to do for a wrong entry, and for a zone that nobody declared.
    """
    paths = [*paths]
    declared = _as_written(folder, asked, services, {sender_folder(path) for path in paths} - {None})
    for file, said in declared.files.items():
        check_offices(file, said, asked, gazetteer)
    for path in paths:
        require_zone(declared.path, declared.of_sender(path), asked)
    return declared


def declared_for(folder: Path, asked: Contract, services: set[str], sender: str | None) -> Declared:
    """Return the same for what one sender is about to send: the zone may be missing. Raises UserError."""
    return _as_written(folder, asked, services, {sender})


def _as_written(folder: Path, asked: Contract, services: set[str], senders: set[str | None]) -> Declared:
    path = folder / FILE_NAME
    files = {sender: mapping_path(asked.source, sender) for sender in sorted(filter(None, senders))}
    own = {sender: what_is_declared(file, asked, services) for sender, file in files.items() if file.exists()}
    return Declared(asked.source, path, what_is_declared(path, asked, services), own)


def check_mapping(source: str, sender: str, text: str) -> None:
    """Raise UserError, with file and line, for a text that the reader would not take as a sender's mapping."""
    check_declared(source, mapping_path(source, sender), text)


def check_declared(source: str, path: Path, text: str) -> None:
    """Raise UserError, with file and line, for a text that the reader of declarations would not take at `path`."""
    reference, asked = read_reference(), contract(source)
    declaration = declaration_in(text, path, asked, {row["service"] for row in reference["services"]})
    check_offices(path, declaration, asked, Gazetteer.from_reference(reference))


def idle_mappings(declared: dict[str, Declared]) -> list[str]:
    """Return a sentence for each file among the mappings that concerns no file at hand, or is none."""
    folder, told = mappings_folder(), []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        source, _, sender = path.name.removesuffix(".toml").partition(".")
        where = f"local/{FOLDER}/{masked(path.name)}"
        if is_by_the_way(path.name):
            continue
        if path.suffix != ".toml" or source not in SOURCES or not sender:
            told.append(f"{where}: bukan nama pemetaan. Tulis <sumber>.<pengirim>.toml; sumber: {', '.join(SOURCES)}")
        elif source not in declared or sender not in declared[source].mappings:
            told.append(f"{where}: tidak ada berkas di raw/{source}/{masked(sender)}/")
    return told


def laid_over(common: Declaration, own: Declaration) -> Declaration:
    """Return a sender's declaration over that of all: spellings and words are joined, the sender's first; else it wins.

    A spelling that both give belongs where the sender's has it. An office of the sender's own ends patterns for others.
    """
    said = {name: getattr(own, name) for name in own.model_fields_set}
    values = {
        name: _joined(common.values.get(name, {}), own.values.get(name, {})) for name in {**common.values, **own.values}
    }
    words = {
        name: [*dict.fromkeys([*getattr(own, name), *getattr(common, name)])]
        for name in ("closed", "empty_words", "date_formats")
    }
    patterns = own.unit_by_file if own.unit else {**own.unit_by_file, **common.unit_by_file, **own.unit_by_file}
    joined = {"headers": _joined(common.headers, own.headers), "values": values, "unit_by_file": patterns}
    return common.model_copy(update=said | words | joined)


def _joined(common: dict[str, list[str]], own: dict[str, list[str]]) -> dict[str, list[str]]:
    taken = {fold(spelling) for spelled in own.values() for spelling in spelled}
    return {
        name: [*own.get(name, []), *(each for each in common.get(name, []) if fold(each) not in taken)]
        for name in {**own, **common}
    }
