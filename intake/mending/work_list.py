"""What is held back as a list of work: one item for what one act mends, the most rows first."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from core.reasons import HELD
from etl import MASK, SET_ASIDE, HeldGroup, contract, fold

OFFICE, SERVICE, VALUE, DAY_ORDER = "office", "service", "value", "day_order"
NONE, CLOSED, FILE_OFFICE, ASK = "none", "closed", "file_office", "ask"
BY_WORD: Final = (OFFICE, SERVICE, VALUE, NONE, CLOSED)
"""Acts on one text, wherever it stands."""
EVERYWHERE: Final = (OFFICE, SERVICE)
"""Acts that hold for every source and sender."""
OF_NAMES: Final = (
    "unit_tak_dikenal", "unit_rancu", "tempat_tak_dikenal", "kecamatan_tak_dikenal", "tutup_kantor_tak_dikenal",
)  # fmt: skip
OF_ORDER: Final = (
    "urutan_tanggal_tak_pasti", "urutan_tanggal_campur", "urutan_bertentangan", "tanggal_sesudah_ekspor",
    "hari_tak_cocok",
)  # fmt: skip
OF_FILES_OFFICE: Final = ("kantor_tak_disebut", "kantor_bertentangan")
RANKS: Final = {SET_ASIDE: 0, HELD: 1}
"""Files set aside, then rows held back, then rows that count with a mark."""
MOST_TEXTS: Final = 3
MOST_PLACES: Final = 10


@dataclass(frozen=True)
class WorkItem:
    """What one act mends.

    `acts`: codes, the one that mends most first; asking is always the last. `text`: the cell's as may be shown, ''
    where it is empty or differs from row to row; `texts`: some that do. `rows` have the mark, `freed` are held back by
    it alone; of files set aside both are 0. `files`: paths below the source's folder with their shown names, `offices`:
    codes; the most rows first. `places`: some of the rows, each with its path. `sender`: the folder of the files where
    one sender's are meant. `own_title`: what the column is called in the files, where that was declared.
    `is_one_word`: not where a hidden text may be of several words, as in rows that may have slipped by a cell.
    """

    key: str
    source: str
    column: str
    reason: str
    severity: str
    text: str
    texts: tuple[str, ...]
    rows: int
    freed: int
    files: dict[str, str]
    offices: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    sender: str
    acts: tuple[str, ...]
    own_title: str = ""
    is_one_word: bool = True

    @property
    def is_masked(self) -> bool:
        """True where a part of the text is hidden: who mends it must read it in the file."""
        return "*" in self.text

    @property
    def place(self) -> str:
        """One of its rows; '' where none is known."""
        return self.places[0][1] if self.places else ""

    @property
    def title(self) -> str:
        """What the column is called; '' for a whole file."""
        if self.own_title:
            return self.own_title
        found = [each.headers[0] for each in contract(self.source).column if each.name == self.column and each.headers]
        return found[0] if found else ""


def work_list(groups: Iterable[HeldGroup]) -> list[WorkItem]:
    """Return the items of what is held back: whole files first, then by rows that an act frees, then marks alone."""
    keyed = sorted(((_key(group), group) for group in groups), key=lambda pair: pair[0])
    items = [_item(key, [group for _, group in same]) for key, same in groupby(keyed, key=lambda pair: pair[0])]
    return sorted(items, key=lambda item: (RANKS.get(item.severity, 2), -item.freed, -item.rows, item.key))


def acts_for(group: HeldGroup) -> tuple[str, ...]:
    """Return which acts may mend rows of a group, the best first."""
    return (*_acts(group), ASK)


def first_act(source: str, column: str, reason: str, severity: str) -> str:
    """Return the best act on marks of a column whose cells hold something; ASK where nobody but the sender can mend."""
    return acts_for(HeldGroup(source, "", column, reason, severity, reason, "", "", 0, 0, ()))[0]


def _acts(group: HeldGroup) -> tuple[str, ...]:
    if group.reason in OF_ORDER:
        return (DAY_ORDER,)
    if group.severity == SET_ASIDE:
        return (FILE_OFFICE,) if group.reason in OF_FILES_OFFICE else ()
    column = next((each for each in contract(group.source).column if each.name == group.column), None)
    if column is None or not group.value or column.is_person:
        return ()
    is_read = group.reason in (column.unreadable, column.missing)
    empty = () if column.required or not is_read else (NONE,)
    if column.type == "place":
        return (OFFICE,) if group.reason in OF_NAMES else ()
    if column.reference == "service":
        return (SERVICE, *empty) if is_read else ()
    if column.values:
        return (VALUE, *empty) if is_read else ()
    if column.type == "count":
        return (NONE, *((CLOSED,) if contract(group.source).closed else ())) if is_read else ()
    return empty


def sender_of_path(path: str) -> str:
    """Return the sender of a file below its source's folder; '' where it lies in none of theirs."""
    folder, slash, _ = path.partition("/")
    return folder if slash else ""


def _key(group: HeldGroup) -> tuple[str, ...]:
    acts = acts_for(group)
    first = (RANKS.get(group.severity, 2), group.reason, group.source, group.column)
    if acts[0] in BY_WORD:
        word = f"{group.value} {group.word}" if MASK in (group.value or "") else fold(group.value or "")
        own = "" if acts[0] in EVERYWHERE else sender_of_path(group.path)
        return (*map(str, first), word, own)
    if acts[0] == DAY_ORDER:
        return (*map(str, first), "", sender_of_path(group.path))
    return (*map(str, first), "", group.path if group.severity == SET_ASIDE or not group.office else group.office)


def _places(groups: Sequence[HeldGroup]) -> tuple[tuple[str, str], ...]:
    """The first rows of each file, in the order of its sheets and lines."""
    found = {(group.path, place) for group in groups for place in group.places}
    return tuple(sorted(found, key=lambda each: (each[0], *_in_order(each[1])))[:MOST_PLACES])


def _in_order(place: str) -> tuple[str, int]:
    sheet = place.rstrip("0123456789")
    return sheet, int(place[len(sheet) :] or 0)


def _item(key: tuple[str, ...], groups: Sequence[HeldGroup]) -> WorkItem:
    first = groups[0]
    rows_of: dict[str, Counter[str]] = {name: Counter() for name in ("path", "office", "text")}
    for group in groups:
        rows_of["path"][group.path] += group.rows
        rows_of["office"][group.office] += group.rows
        rows_of["text"][group.value or ""] += group.rows
    texts = [text for text, _ in rows_of["text"].most_common()]
    shown = {group.path: group.shown_path for group in groups}
    by_word = acts_for(first)[0] in BY_WORD or len(texts) == 1
    return WorkItem(
        hashlib.sha256("\0".join(key).encode()).hexdigest()[:12],
        first.source,
        first.column,
        first.reason,
        first.severity,
        texts[0] if by_word else "",
        tuple(filter(None, texts[:MOST_TEXTS])),
        sum(group.rows for group in groups),
        sum(group.freed for group in groups),
        {path: shown[path] for path, _ in rows_of["path"].most_common()},
        tuple(office for office, _ in rows_of["office"].most_common() if office),
        _places(groups),
        sender_of_path(first.path) if key[-1] == sender_of_path(first.path) else "",
        acts_for(first),
        is_one_word=all(group.word or MASK not in (group.value or "") for group in groups),
    )
