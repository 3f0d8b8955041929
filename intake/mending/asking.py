"""What nobody here can mend is asked of who sent it: a text to copy, in the words of the reasons."""

from collections.abc import Iterable, Sequence

from core.formats import begun, number
from core.reasons import HELD, reasons
from core.sources import SOURCE_WORDS
from core.texts import Translate
from intake.mending.work_list import WorkItem

MOST_FILES = 3


def letter_text(items: Sequence[WorkItem], name: str, t: Translate, lang: str) -> str:
    """Return what to ask the sender called `name`: a numbered line an item, what is wrong, where, and what to do."""
    lines = [f"{place}. {line}" for place, line in enumerate(_lines(items, t, lang), 1)]
    head = t("Kepada {name}: sebagian isi berkas Anda belum dapat dihitung. Mohon diperbaiki, lalu dikirim ulang.")
    return "\n".join([head.format(name=name), *lines])


def _lines(items: Iterable[WorkItem], t: Translate, lang: str) -> Iterable[str]:
    for item in items:
        known = reasons()[item.reason]
        why = t(known.for_held if item.severity == HELD else known.sentence)
        yield " ".join([f"{where(item, t, lang)}:", *_what(item), f"{why}. {begun(t(known.for_sender))}."])


def where(item: WorkItem, t: Translate, lang: str) -> str:
    """Return source, files and column of an item, and in how many rows."""
    files = list(item.files.values())
    names = ", ".join(files[:MOST_FILES])
    if len(files) > MOST_FILES:
        names = t("{files} dan {n} berkas lain").format(files=names, n=number(len(files) - MOST_FILES, 0, lang))
    parts = [t(SOURCE_WORDS[item.source]), names]
    parts += [t("kolom {title}").format(title=item.title)] if item.title else []
    if item.rows:
        text = t(" (misalnya baris {place})") if item.place.isdecimal() else t(" (misalnya {place})")
        place = text.format(place=item.place) if item.place else ""
        parts.append(t("{n} baris").format(n=number(item.rows, 0, lang)) + place)
    return ", ".join(parts)


def _what(item: WorkItem) -> list[str]:
    texts = ", ".join(f"'{text}'" for text in item.texts)
    return [f"{texts};"] if texts else []
