"""The month a sheet speaks of, as people write it."""

import re
from datetime import date

from etl.errors import UnreadableFileError
from etl.words import fold

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february peb pebruari",
            "mar maret march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agu agt ags aug agustus august",
            "sep sept september",
            "okt oct oktober october",
            "nov nop november nopember",
            "des dec desember december",
        ),
        1,
    )
    for name in names.split()
}
_MONTH_WORD = re.compile(r"\b(\d{1,2} )?([a-z]+) (20\d\d)\b")
_MONTH_DIGITS = re.compile(r"\b(20\d\d) (0[1-9]|1[0-2])\b(?! \d)")
_DIGITS_MONTH = re.compile(r"(?<!\d )\b(0[1-9]|1[0-2]) (20\d\d)\b")


def month_of(titles: list[str], sheet: str, stem: str) -> date:
    """Return the first of the month that a sheet's titles, its name and the file's name speak of.

    Raises UnreadableFileError(bulan_tak_ditemukan) where none does, (bulan_bertentangan) where they differ: a sheet
    copied from the month before with its old title would replace that month's counts.
    """
    said = {"judul": {month for text in titles for month in months_in(text)}}
    said |= {"nama lembar": _month_of_name(sheet), "nama berkas": _month_of_name(stem)}
    found = set[date]().union(*said.values())
    where = f"lembar '{sheet}'" if sheet else "tabel"
    if not found:
        raise UnreadableFileError("bulan_tak_ditemukan", where)
    named = [f"{of} {month:%m-%Y}" for of, months in said.items() for month in sorted(months)]
    # A sheet's name often leaves the year out.
    words = _words(sheet)
    if len(found) > 1 or (len(words) == 1 and words != {month.month for month in found}):
        raise UnreadableFileError("bulan_bertentangan", f"{where}: {', '.join(named)}")
    return found.pop()


def months_in(text: str) -> list[date]:
    """Return the first days of the months a text names; the date of a letter, a print or an export names none."""
    folded = fold(text)
    words = [(year, MONTHS[word]) for day, word, year in _MONTH_WORD.findall(folded) if word in MONTHS and not day]
    digits = [*_MONTH_DIGITS.findall(folded), *((year, month) for month, year in _DIGITS_MONTH.findall(folded))]
    return [date(int(year), int(month), 1) for year, month in [*words, *digits]]


def _month_of_name(name: str) -> set[date]:
    """The month of a name; one that names several, as a range does, speaks of none of them."""
    return set(months_in(name)) if len(_words(name)) < 2 else set()


def _words(name: str) -> set[int]:
    """The numbers of the months that stand as words in a name."""
    return {MONTHS[word] for word in fold(name).split() if word in MONTHS}


def without_month(text: str) -> str:
    """Return a text without the names of months and years."""
    return " ".join(word for word in text.split() if fold(word) not in MONTHS and not re.fullmatch(r"20\d\d", word))
