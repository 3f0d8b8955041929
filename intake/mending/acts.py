"""What an item of work may be answered with, and the one function that does it."""

from collections.abc import Callable
from dataclasses import dataclass

from core.reasons import reasons
from core.texts import N_, Translate, full_name
from etl import Gazetteer, Reference, contract, fold
from intake.ledger import Entry
from intake.mending.declaring import DeclaredEntry, as_pattern, declare
from intake.mending.naming import Naming, give_name, known_word
from intake.mending.work_list import (
    CLOSED,
    DAY_ORDER,
    FILE_OFFICE,
    NONE,
    OFFICE,
    SERVICE,
    VALUE,
    WorkItem,
    first_act,
)

QUESTIONS = {
    OFFICE: N_("Kantor mana yang dimaksud?"),
    SERVICE: N_("Layanan mana yang dimaksud?"),
    VALUE: N_("Apa artinya?"),
    NONE: N_("Apa artinya?"),
    DAY_ORDER: N_("Mana yang ditulis lebih dahulu?"),
    FILE_OFFICE: N_("Berkas ini milik kantor mana?"),
}
"""What each act asks."""
WAYS = {
    OFFICE: N_("pilih kantor yang dimaksud pada Perbaikan data"),
    SERVICE: N_("pilih layanan yang dimaksud pada Perbaikan data"),
    VALUE: N_("sebutkan artinya pada Perbaikan data"),
    DAY_ORDER: N_("sebutkan urutan hari dan bulannya pada Perbaikan data"),
    FILE_OFFICE: N_("sebutkan kantornya pada Perbaikan data"),
}
"""What each act is called on other pages; of those that are none of these the reason's own words say what to do."""
OfferChoices = Callable[[WorkItem, Reference, Translate, str], list[tuple[str, str]]]
"""Gives codes and their words."""


def is_mendable(item: WorkItem) -> bool:
    """Return True where somebody here can mend it; all others are asked of who sent them."""
    return item.acts[0] in QUESTIONS


def way_to_mend(source: str, column: str, reason: str, severity: str, t: Translate) -> str:
    """Return what whoever may mend does about marks of a column for a reason."""
    act = first_act(source, column, reason, severity)
    return t(WAYS[act]) if act in WAYS else t(reasons()[reason].for_sender)


def question(item: WorkItem, t: Translate) -> str:
    """Return what an item that can be mended asks."""
    return t(QUESTIONS[item.acts[0]])


@dataclass(frozen=True)
class MendAnswer:
    """One of the answers to an item: which act, with which code, and its words."""

    act: str
    code: str
    words: str


def answers(item: WorkItem, reference: Reference, t: Translate, lang: str) -> list[MendAnswer]:
    """Return what the item may be answered with, likely ones first."""
    found: list[MendAnswer] = []
    for act in item.acts:
        if act in _OFFERS:
            found += [MendAnswer(act, code, words) for code, words in _OFFERS[act](item, reference, t, lang)]
    return found


def mend_item(item: WorkItem, answer: MendAnswer, word: str, account: str, why: str) -> Entry:
    """Do what an answer says and note it. `word`: the text as it stands in the files.

    Raises RefusedWordError, UneditableError, UserError (etl) and OSError; nothing is changed then.
    """
    if answer.act in (OFFICE, SERVICE):
        table = "unit_aliases" if answer.act == OFFICE else "service_aliases"
        return give_name(Naming(table, word, answer.code, why, item.key), account)
    return declare(item.source, item.sender, _declared(item, answer, word), account, why)


def _declared(item: WorkItem, answer: MendAnswer, word: str) -> DeclaredEntry:
    if answer.act == DAY_ORDER:
        return DeclaredEntry(("date_order",), answer.code, task=item.key)
    if answer.act == FILE_OFFICE:
        return DeclaredEntry(("unit_by_file", as_pattern(next(iter(item.files)))), answer.code, task=item.key)
    lists = {NONE: ("empty_words",), CLOSED: ("closed",), VALUE: ("values", item.column, answer.code)}
    return DeclaredEntry(lists[answer.act], known_word(word), is_word=True, column=item.column, task=item.key)


def _offices(item: WorkItem, reference: Reference, t: Translate, lang: str) -> list[tuple[str, str]]:
    """All offices, those whose names look alike first."""
    del t  # their names are translated by language
    alike = [fold(name) for name in Gazetteer.from_reference(reference).propose(item.text)] if item.text else []
    order = {name: place for place, name in enumerate(alike)}
    rows = sorted(reference["units"], key=lambda row: order.get(_own_name(row), len(order)))
    area = {row["unit_code"]: row["kecamatan"] for row in rows}
    return [
        (code, f"{name} ({area[code]})" if row["kind"] == "kelurahan" else name)
        for row in rows
        for code, name in [(row["unit_code"], full_name(row["kind"], row["name"], lang))]
    ]


def _own_name(row: dict[str, str]) -> str:
    """A kelurahan's name as it is proposed; a kecamatan's is that of its office alone."""
    return fold(row["name"]) if row["kind"] == "kelurahan" else ""


def _services(item: WorkItem, reference: Reference, t: Translate, lang: str) -> list[tuple[str, str]]:
    del item, t
    label = "label_en" if lang == "en" else "label_id"
    return sorted(((row["service"], row[label]) for row in reference["services"]), key=lambda pair: pair[1])


def _values(item: WorkItem, reference: Reference, t: Translate, lang: str) -> list[tuple[str, str]]:
    """What the column may hold, by the first word that stands for each."""
    del reference, t, lang
    column = next(each for each in contract(item.source).column if each.name == item.column)
    return [(code, words[0] if words else code) for code, words in column.values.items()]


def _none(item: WorkItem, reference: Reference, t: Translate, lang: str) -> list[tuple[str, str]]:
    del item, reference, lang
    return [("", t("Kosong: tidak diisi atau tidak dilaporkan"))]


def _closed(item: WorkItem, reference: Reference, t: Translate, lang: str) -> list[tuple[str, str]]:
    del item, reference, lang
    return [("", t("Kantor tutup pada hari itu"))]


def _orders(item: WorkItem, reference: Reference, t: Translate, lang: str) -> list[tuple[str, str]]:
    del item, reference, lang
    return [
        ("DMY", t("Hari dahulu: 03/09 adalah 3 September")),
        ("MDY", t("Bulan dahulu: 03/09 adalah 9 Maret")),
    ]


def _offices_by_name(item: WorkItem, reference: Reference, t: Translate, lang: str) -> list[tuple[str, str]]:
    """The code is the name as it is declared."""
    names = {row["unit_code"]: full_name(row["kind"], row["name"]) for row in reference["units"]}
    return [(names[code], words) for code, words in _offices(item, reference, t, lang)]


_OFFERS: dict[str, OfferChoices] = {
    OFFICE: _offices,
    SERVICE: _services,
    VALUE: _values,
    NONE: _none,
    CLOSED: _closed,
    DAY_ORDER: _orders,
    FILE_OFFICE: _offices_by_name,
}
