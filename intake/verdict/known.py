"""What is known of a file before it is read: what is declared of its sender's, whether it is one file at all."""

import re
import zipfile
from contextlib import suppress
from pathlib import Path, PurePath

from core.sources import SOURCE_WORDS, SOURCES
from core.store import user_store
from etl import Declaration, UserError, contract, declared_for, fold, read_reference
from intake.verdict.request import Request
from intake.verdict.sent_name import WHOLE_CITY

LONGEST_TITLES = 10_000
_OF_ONE_FILE = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")
"""Members by which an archive is one workbook."""


def said_of(asked: Request) -> dict[str, Declaration]:
    """Return what is declared of the sender's files by source, so that titles answered once tell the source.

    A source with a wrong entry is as if nothing was declared of it: its load says so.
    """
    services = {row["service"] for row in read_reference()["services"]}
    sender, found = asked.office or WHOLE_CITY, {}
    for source in SOURCES:
        said = Declaration()
        with suppress(UserError, OSError):
            declared = declared_for(user_store().raw / source, contract(source), services, sender)
            said = declared.of_sender(f"{sender}/")
        found[source] = said if said.unit or not asked.office else said.model_copy(update={"unit": asked.office})
    return found


def named_source(original_name: str) -> str | None:
    """Return the source whose label or code stands in the name of a file; None for none, and for several that differ.

    Of words that stand within longer ones the longer are meant: 'Total panggilan 112' is no log of calls.
    """
    name = fold(PurePath(original_name).stem)
    called = {fold(words): source for source in SOURCES for words in (source, SOURCE_WORDS[source])}
    found = [words for words in called if re.search(rf"\b{words}\b", name)]
    longest = [words for words in found if not any(words != other and words in other for other in found)]
    sources = {called[words] for words in longest}
    return sources.pop() if len(sources) == 1 else None


def holds_files(path: Path) -> bool:
    """Return True for an archive of several files, each of which could be sent by itself."""
    names = members_of(path)
    inside = [name for name in names if not name.endswith("/") and not PurePath(name).name.startswith(".")]
    return not set(_OF_ONE_FILE) & set(names) and len(inside) > 1


def has_titles_alone(path: Path) -> bool:
    """Return True for a short text of one line: the titles of a table that nobody filled in."""
    with suppress(OSError), path.open("rb") as file:
        start = file.read(LONGEST_TITLES + 1)
        is_delimited = b"\0" not in start and start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] not in (b"[", b"{", b"<")
        return len(start) <= LONGEST_TITLES and is_delimited and len(start.splitlines()) <= 1
    return False


def members_of(path: Path) -> list[str]:
    """Return the names in an archive; of what is none, or cannot be opened, none."""
    with suppress(zipfile.BadZipFile, OSError, ValueError, NotImplementedError), zipfile.ZipFile(path) as archive:
        return archive.namelist()
    return []
