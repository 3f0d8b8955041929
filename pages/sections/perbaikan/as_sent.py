"""Items of work speak of files and columns as who sent them knows them."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from akses import Reader
from core.store import active_store
from core.texts import Translate
from intake import UserError, WorkItem, contract, declared_for, fold, read_reference
from pages.sections.setor_data.sent_names import names_as_sent

LOOKED_AT: Final = 20_000
"""Bytes of a text file in which its titles stand."""
LINES: Final = 20
TEXT_FILES: Final = (".csv", ".txt", ".tsv")
FEWEST: Final = 2
"""Known titles in a line of titles."""


def named_as_sent(items: Iterable[WorkItem], reader: Reader, t: Translate, lang: str) -> list[WorkItem]:
    """Return the items with the names under which files were sent, and with the titles that columns have in them."""
    names = names_as_sent(reader, t, lang)
    return [
        replace(
            item,
            files={path: names.get(f"{item.source}/{path}", shown) for path, shown in item.files.items()},
            own_title=_own_title(item),
        )
        for item in items
    ]


def _own_title(item: WorkItem) -> str:
    """The title that the column has in the first of the files; '' where that is not known."""
    if not item.column or not item.files:
        return ""
    path = next(iter(item.files))
    declared = _declared_titles(item, path)
    known = {
        fold(title): column.name
        for column in contract(item.source).column
        for title in [*column.headers, *declared.get(column.name, [])]
    }
    for titles in _lines(active_store().raw / item.source / path):
        found = {known[fold(title)]: title.strip() for title in titles if fold(title) in known}
        if len(found) >= FEWEST:
            return found.get(item.column, "")
    return next(iter(declared.get(item.column, [])), "")


def _declared_titles(item: WorkItem, path: str) -> dict[str, list[str]]:
    services = {row["service"] for row in read_reference()["services"]}
    folder, sender = active_store().raw / item.source, path.partition("/")[0]
    try:
        return declared_for(folder, contract(item.source), services, sender).of_sender(path).headers
    except UserError:
        return {}


def _lines(path: Path) -> Iterator[list[str]]:
    """The first lines of a text file, cell by cell; of another file none: workbooks are opened nowhere but apart."""
    if path.suffix.lower() not in TEXT_FILES:
        return
    try:
        with path.open("rb") as file:
            text = file.read(LOOKED_AT).decode("utf-8-sig", "replace")
    except OSError:
        return
    for line in text.splitlines()[:LINES]:
        mark = max(";,\t|", key=line.count)
        yield next(csv.reader([line], delimiter=mark), [])
