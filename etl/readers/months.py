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
_MONTH_DIGITS = re.compile(r"\b(20\d\d) (0[1-9]|1[0-2])\b")
_DIGITS_MONTH = re.compile(r"\b(0[1-9]|1[0-2]) (20\d\d)\b")


def month_of(titles: list[str], sheet: str, stem: str) -> date:
    """Return the first of the month a wide sheet speaks of: its titles decide, then its name, then the file's.

    Raises UnreadableFileError(bulan_tak_ditemukan).
    """
    found = next((month for text in [*titles, sheet, stem] if (month := month_in(text))), None)
    if found is None:
        raise UnreadableFileError("bulan_tak_ditemukan", f"lembar {sheet}")
    return found


def month_in(text: str) -> date | None:
    """Return the first of the month a text names, or None; the date of a letter or a print names no month."""
    folded = fold(text)
    if found := _MONTH_DIGITS.search(folded):
        return date(int(found[1]), int(found[2]), 1)
    for day, word, year in _MONTH_WORD.findall(folded):
        if word in MONTHS and not day:
            return date(int(year), MONTHS[word], 1)
    if found := _DIGITS_MONTH.search(folded):
        return date(int(found[2]), int(found[1]), 1)
    return None


def without_month(text: str) -> str:
    """Return a text without the names of months and years."""
    return " ".join(word for word in text.split() if fold(word) not in MONTHS and not re.fullmatch(r"20\d\d", word))
