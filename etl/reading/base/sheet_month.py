"""The month a sheet speaks of, as people write it."""

import re
from datetime import date

from etl.calendar_words import MONTH_NAMES
from etl.errors import UnreadableFileError
from etl.spelling import fold, masked

_MONTH_WORD = re.compile(r"\b(\d{1,2} )?([a-z]+) (?:tahun |thn |th )?(20\d\d)\b")
_MONTH_DIGITS = re.compile(r"\b(20\d\d) ?(0[1-9]|1[0-2])\b(?! ?\d)")
_DIGITS_MONTH = re.compile(r"(?<!\d )\b(0[1-9]|1[0-2]) (20\d\d)\b")
_TO = r"(?:s d|sd|sampai(?: dengan)?|hingga)?"
_WHOLE_IN_WORDS = re.compile(rf"\b0?1 {_TO} ?(?:28|29|30|31) ([a-z]+) (20\d\d)\b")
_WHOLE_IN_DIGITS = re.compile(rf"\b0?1 (\d\d) (20\d\d) {_TO} ?(?:28|29|30|31) \1 \2\b")
_WHOLE_NAMED_TWICE = re.compile(rf"\b0?1 ([a-z]+) (20\d\d) {_TO} ?(?:28|29|30|31) \1 \2\b")
_MONTH_AND_YEAR = re.compile(r"\bbulan ([a-z]+) tahun (20\d\d)\b")
_OF_MONTH = re.compile(r"\b(?:bulan|periode|masa) ([a-z]+) (?:tahun |thn |th )?(20\d\d)\b")
_ASIDE = re.compile(
    r"\b(?:revisi|dikirim|kirim|dicetak|cetak|diekspor|ekspor|diterima|diunduh|dasar|surat|edaran|sk|nomor|catatan|ket|keterangan)\b"
)
"""After such a word a month is that of a letter, a delivery or a remark."""
_NAMES = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_UP_TO = r"(?:s d|sd|sampai(?: dengan)?|hingga)"
_SEVERAL = re.compile(
    rf"\b(?P<first>{_NAMES})(?: 20\d\d)?(?: {_UP_TO}| dan| to)?(?: \d{{1,2}})? (?P<last>{_NAMES})\b"
    rf"|\b{_UP_TO} (?:bulan )?(?:{_NAMES})\b"
)
"""`Januari s/d Desember 2024`, `Jan-Des`, and `s.d. November`: what is summed up so speaks of no single month."""
_LONE_YEAR = re.compile(r"(?<!\d )\b(20\d\d)\b(?! ?\d)")


def month_of(titles: list[str], sheet: str, stem: str, where: str) -> date:
    """Return the first of the month that a sheet's titles, its name and the file's name speak of.

    `where` is what an error calls the sheet.
    The file's name counts where the sheet's own names no month. Raises UnreadableFileError(bulan_tak_ditemukan) where
    none does, (bulan_bertentangan) where they differ: a sheet copied from the month before with its old title would
    replace that month's counts.
    """
    said = {"judul": found_in} if (found_in := {month for text in titles for month in months_in(text)}) else {}
    if not said and (found := _MONTH_AND_YEAR.search(fold(" ".join(titles)))) and found[1] in MONTH_NAMES:
        said = {"judul": {date(int(found[2]), MONTH_NAMES[found[1]], 1)}}
    said |= {"nama lembar": _month_of_name(sheet)}
    said |= {} if _words(sheet) else {"nama berkas": _month_of_name(stem)}
    found_months = set[date]().union(*said.values())
    if not found_months:
        raise UnreadableFileError("bulan_tak_ditemukan", where)
    years = {int(year) for name in (sheet, stem) for year in _LONE_YEAR.findall(_own(name))}
    words, month = _words(sheet), min(found_months)
    # A name often leaves the year out, or holds it alone.
    is_apart = (len(words) == 1 and words != {month.month}) or (len(years) == 1 and years != {month.year})
    if len(found_months) > 1 or is_apart:
        named = [f"{of} {each:%m-%Y}" for of, months in said.items() for each in sorted(months)]
        raise UnreadableFileError("bulan_bertentangan", f"{where}: {', '.join(named)}; berkas '{masked(stem)}'")
    return month


def months_in(text: str) -> list[date]:
    """Return the first days of the months a text names; the date of a letter, a print or an export names none.

    Nor does a range of months.
    """
    if names_several(text):
        return []
    if said := [
        date(int(year), MONTH_NAMES[word], 1) for word, year in _OF_MONTH.findall(fold(text)) if word in MONTH_NAMES
    ]:
        return said[:1]
    folded = _own(text)
    words = [
        (year, MONTH_NAMES[word]) for day, word, year in _MONTH_WORD.findall(folded) if word in MONTH_NAMES and not day
    ]
    whole = [*_WHOLE_IN_WORDS.findall(folded), *_WHOLE_NAMED_TWICE.findall(folded)]
    words += [(year, MONTH_NAMES[word]) for word, year in whole if word in MONTH_NAMES]
    digits = [*_MONTH_DIGITS.findall(folded), *((year, month) for month, year in _DIGITS_MONTH.findall(folded))]
    digits += [(year, month) for month, year in _WHOLE_IN_DIGITS.findall(folded)]
    return [date(int(year), int(month), 1) for year, month in [*words, *digits]]


def names_several(text: str) -> bool:
    """Return True for a range of months."""
    return any(
        found["first"] is None or MONTH_NAMES[found["first"]] != MONTH_NAMES[found["last"]]
        for found in _SEVERAL.finditer(_own(text))
    )


def year_of(texts: list[str]) -> int | None:
    """Return the year that texts name, if it is one."""
    years = {int(year) for text in texts for year in _LONE_YEAR.findall(_own(text))}
    return years.pop() if len(years) == 1 else None


def _own(text: str) -> str:
    """What a text says of its own counts, folded."""
    return _ASIDE.split(fold(text), maxsplit=1)[0].strip()


def _month_of_name(name: str) -> set[date]:
    """The month of a name; one that names several, as a range does, speaks of none of them."""
    return set(months_in(name)) if len(_words(name)) < 2 else set()


def _words(name: str) -> set[int]:
    """The numbers of the months that stand as words in a name."""
    return {MONTH_NAMES[word] for word in _own(name).split() if word in MONTH_NAMES}


def without_month(text: str) -> str:
    """Return a text without the names of months and years."""
    return " ".join(
        word for word in text.split() if fold(word) not in MONTH_NAMES and not re.fullmatch(r"20\d\d", word)
    )
