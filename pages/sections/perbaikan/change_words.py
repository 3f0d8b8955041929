"""Changes of tables and of what is declared, as sentences: rows in words, no code, no key, no path."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import Any

from core.formats import number
from core.sources import SOURCE_WORDS
from core.texts import N_, Translate, full_name
from intake import SHAPES, Entry, KeptTable, MappingChange, contract, kept_copies, read_reference, table_text
from pages.sections.perbaikan.columns import cell_words
from pages.sections.perbaikan.tables import kept_table, titles
from pages.view.work import WorkView

ORDERS = {"DMY": N_("hari ditulis sebelum bulan"), "MDY": N_("bulan ditulis sebelum hari")}
_ESCAPED = re.compile(r"\[([*?\[])\]")


def change_sentences(work: WorkView, change: Entry | MappingChange) -> list[str]:
    """Return what a change did, a sentence a row or an answer."""
    if isinstance(change, MappingChange):
        place = _place(work, change.source, change.sender)
        return [f"{place}: {line}" for line in _mapping_lines(work, change)]
    path = PurePosixPath(str(change.told["file"]))
    if path.suffix == ".toml":
        in_mapping = path.parent.name == "pemetaan"
        source, _, sender = path.stem.partition(".") if in_mapping else (path.parent.name, "", "")
        keys = tuple(str(change.told["what"]).split(".", 2 if str(change.told["what"]).startswith("values.") else 1))
        word = str(change.told["now"]).removeprefix(f"{change.told['what']} = ")
        return [f"{_place(work, source, sender)}: {_said(work, source, keys, word)}"]
    title, copy = titles(work).get(path.stem, path.stem), kept_copies(change)
    if copy is None:
        return [title]
    return [f"{title}: {line}" for line in table_lines(work, kept_table(path.stem, work), *copy)]


def table_lines(work: WorkView, table: KeptTable, before: str | None, after: str) -> list[str]:
    """Return what differs between two texts of a table: rows that came, changed and went, in words."""
    was, becomes = (table_text(text, table.columns).cells() for text in (before, after))
    edits = SequenceMatcher(None, [*map(_row, was)], [*map(_row, becomes)], autojunk=False).get_opcodes()
    pairs = [(was[a:b], becomes[c:d]) for tag, a, b, c, d in edits if tag != "equal"]
    if table.is_private:
        return _counted(work, sum(len(old) for old, _ in pairs), sum(len(new) for _, new in pairs))
    return [line for old, new in pairs for line in _differing(work, table, old, new)]


def _row(cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(cells.items())


def _counted(work: WorkView, gone: int, new: int) -> list[str]:
    """Of rows that name people only how many."""
    text = work.t("{gone} baris hilang, {new} baris baru")
    return [text.format(gone=number(gone, 0, work.lang), new=number(new, 0, work.lang))]


def _differing(work: WorkView, table: KeptTable, was: list[dict[str, str]], becomes: list[dict[str, str]]) -> list[str]:
    t, key = work.t, SHAPES[table.name].key if table.name in SHAPES else table.columns[:1]
    old = {tuple(cells.get(name, "") for name in key): cells for cells in was}
    lines = []
    for cells in becomes:
        before = old.pop(tuple(cells.get(name, "") for name in key), None)
        words = row_words(work, table, cells)
        if before is None:
            lines.append(words)
        else:
            lines.append(t("{row} (sebelumnya: {before})").format(row=words, before=row_words(work, table, before)))
    return [*lines, *(t("dihapus: {row}").format(row=row_words(work, table, cells)) for cells in old.values())]


def row_words(work: WorkView, table: KeptTable, cells: Mapping[str, str]) -> str:
    """Return a row of a table in words."""
    t, words = work.t, {name: cell_words(table, name, cells.get(name, ""), work.lang) for name in table.columns}
    if table.name == "rollout" and words["unit_code"] and words["date"]:
        text = t("{office} {status} sejak {day}")
        return text.format(office=words["unit_code"], status=words["status"].lower(), day=words["date"])
    if table.name in ("unit_aliases", "service_aliases"):
        word, meaning = (words[name] for name in table.columns[:2])
        return t("‘{word}’ berarti {meaning}").format(word=word, meaning=meaning)
    return " · ".join(word for name, word in words.items() if word and name != "source")


def _place(work: WorkView, source: str, sender: str) -> str:
    """Of whose files it is said."""
    office = _office(work, sender)
    return f"{work.t(SOURCE_WORDS[source])}, {office}" if office else work.t(SOURCE_WORDS[source])


def _office(work: WorkView, code: str) -> str:
    rows = [row for row in read_reference()["units"] if row["unit_code"] == code]
    return full_name(rows[0]["kind"], rows[0]["name"], work.lang) if rows else ""


def _mapping_lines(work: WorkView, change: MappingChange) -> Iterator[str]:
    was, becomes = (list(_answers(text)) for text in (change.before, change.after))
    yield from (_said(work, change.source, *each) for each in becomes if each not in was)
    gone = [each for each in was if each not in becomes]
    yield from (work.t("tidak lagi: {what}").format(what=_said(work, change.source, *each)) for each in gone)


def _answers(text: str | None) -> Iterator[tuple[tuple[str, ...], str]]:
    try:
        yield from _leaves((), tomllib.loads((text or "").removeprefix("\ufeff")))
    except tomllib.TOMLDecodeError:
        return


def _leaves(keys: tuple[str, ...], found: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(found, dict):
        for name, below in found.items():
            yield from _leaves((*keys, name), below)
    elif isinstance(found, list):
        yield from ((keys, str(each)) for each in found)
    else:
        yield keys, str(found)


def _said(work: WorkView, source: str, keys: tuple[str, ...], word: str) -> str:
    """One answer in words."""
    t = work.t
    match keys:
        case ("values", column, code):
            text = t("‘{word}’ berarti {meaning} (kolom {title})")
            return text.format(word=word, meaning=_meaning(source, column, code), title=_title(source, column))
        case ("headers", column):
            return t("judul ‘{word}’ berarti {title}").format(word=word, title=_title(source, column))
        case ("empty_words",):
            return t("‘{word}’ berarti kosong").format(word=word)
        case ("closed",):
            return t("‘{word}’ berarti kantor tutup").format(word=word)
        case ("zone",):
            return t("jam menurut {zone}").format(zone=word)
        case ("date_order",) if word in ORDERS:
            return t(ORDERS[word])
        case ("unit",):
            return t("berkasnya milik {office}").format(office=word)
        case ("unit_by_file", pattern):
            return t("berkas {file} milik {office}").format(file=_ESCAPED.sub(r"\1", pattern), office=word)
        case _:
            return _other(t, word)


def _other(t: Translate, word: str) -> str:
    return t("keterangan lain: {word}").format(word=word)


def _meaning(source: str, column: str, code: str) -> str:
    """The first word that stands for a value."""
    found = [each.values[code] for each in contract(source).column if each.name == column and code in each.values]
    return found[0][0] if found and found[0] else code


def _title(source: str, column: str) -> str:
    found = [each.headers[0] for each in contract(source).column if each.name == column and each.headers]
    return found[0] if found else column
