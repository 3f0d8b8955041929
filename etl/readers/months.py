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
            "feb februari february",
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
_MONTH_WORD = re.compile(r"\b([a-z]+) (20\d\d)\b")
_MONTH_DIGITS = re.compile(r"\b(20\d\d) (0[1-9]|1[0-2])\b")


def month_of(titles: list[str], sheet: str, stem: str) -> date:
    """Return the first of the month a wide sheet speaks of: its titles decide, then its name, then the file's.

    Raises UnreadableFileError(bulan_tak_ditemukan).
    """
    for text in [*titles, sheet, stem]:
        folded = fold(text)
        if found := _MONTH_DIGITS.search(folded):
            return date(int(found[1]), int(found[2]), 1)
        for word, year in _MONTH_WORD.findall(folded):
            if word in MONTHS:
                return date(int(year), MONTHS[word], 1)
    raise UnreadableFileError("bulan_tak_ditemukan", f"lembar {sheet}")
