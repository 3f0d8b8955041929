"""What people and programs write for a day or a moment, one text at a time: slow, for what no quick format reads."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from etl.calendar_words import MONTH_NAMES, WEEKDAY_NAMES, ZONES
from etl.spelling import LONGEST_COMPOSED

DAY_FIRST, MONTH_FIRST = "DMY", "MDY"
_EPOCH_OF_SHEETS = datetime(1899, 12, 30)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAY_NAMES)})\b\.?")
_NOISE = re.compile(r"\b(?:pukul|pkl|jam|tanggal|tgl|hari|at)\b\.?")
_DATE = re.compile(
    r"(?:(?P<y0>\d{4})(?P<s0>[-/. ])(?P<m0>\d{1,2})(?P=s0)(?P<d0>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<s1>[-/. ])(?P<b>\d{1,2})(?P=s1)(?P<y1>\d{4}|\d\d)"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?[-/., ]*(?P<w2>[a-z]{3,})[-/., ]*(?P<y2>\d{4}|\d\d)"
    r"|(?P<w3>[a-z]{3,})[-/. ]*(?P<d3>\d{1,2})(?:st|nd|rd|th)?[-/, ]+(?P<y3>\d{4})"
    r"|(?P<y4>20\d\d)(?P<m4>\d\d)(?P<d4>\d\d))(?!\d)",
    re.ASCII,
)
_CLOCK = re.compile(
    r"(?:(?P<h>\d{1,2})(?P<s>[:.])(?P<m>\d\d)(?:[:.](?P<sec>\d\d)(?:[.,](?P<part>\d{1,9}))?)?)(?!\d)"
    r" ?(?P<half>[ap]\.?m\b\.?)?"
    r" ?(?P<zone>z\b|wita\b|wib\b|wit\b|(?:gmt|utc)? ?[+-]\d\d(?::?\d\d)?\b|(?:gmt|utc)\b)?(?P<tail> ?\([a-z ]+\))?",
    re.ASCII,
)
_YEAR_LAST = re.compile(r"([a-z]{3,}) (\d{1,2}) ([\d:. ]+(?:[ap]m)? ?(?:[a-z]{3,4})?) (\d{4})", re.ASCII)
_COMPACT = re.compile(r"(20\d{6})[ t_]?(\d\d)(\d\d)(\d\d)?", re.ASCII)
_SHEET_NUMBER = re.compile(r"[45]\d{4}(?:[.,]\d+)?", re.ASCII)
_SHEET_CLOCK = re.compile(r"0[.,]\d+", re.ASCII)
_BETWEEN = " ,;|/–—-"


@dataclass(frozen=True)
class Stamp:
    """A day as its text may be read, day first and month first (None: no such day), and what else the text says.

    `clock` is None for a day; `offset`: minutes ahead of UTC where the text names them; `weekday`: 1 Monday.
    """

    day_first: date | None
    month_first: date | None
    is_ordered: bool = False
    """Day and month stand as two numbers before the year."""
    clock: time | None = None
    offset: int | None = None
    weekday: int | None = None
    is_short: bool = False
    """The year has two digits."""

    def day(self, order: str) -> date | None:
        """Return the day in one order."""
        return self.month_first if order == MONTH_FIRST else self.day_first

    @property
    def only_order(self) -> str | None:
        """The one order in which the text is a day at all."""
        if self.is_ordered and (self.day_first is None) != (self.month_first is None):
            return MONTH_FIRST if self.day_first is None else DAY_FIRST
        return None

    @property
    def weekdays_order(self) -> str | None:
        """The one order in which the text's weekday is right."""
        fits = {
            order for order in (DAY_FIRST, MONTH_FIRST) if (day := self.day(order)) and day.isoweekday() == self.weekday
        }
        return fits.pop() if self.is_ordered and len(fits) == 1 else None


def read_stamp(text: str) -> Stamp | None:
    """Return what a text says of a day or a moment, None where it is neither."""
    plain, weekday = _plain(text)
    if _SHEET_NUMBER.fullmatch(plain):
        moment = _EPOCH_OF_SHEETS + timedelta(seconds=round(float(plain.replace(",", ".")) * 86400))
        return Stamp(moment.date(), moment.date(), clock=moment.time() if re.search("[.,]", plain) else None)
    if found := _COMPACT.fullmatch(plain):
        plain = f"{found[1]} {found[2]}:{found[3]}:{found[4] or '00'}"
    if found := _YEAR_LAST.fullmatch(plain):
        plain = f"{found[1]} {found[2]}, {found[4]} {found[3]}"
    if (day := _DATE.match(plain)) and (rest := _rest(plain[day.end() :])) is not None:
        return _stamp(day, rest, weekday)
    if (clock := _CLOCK.match(plain)) and (day := _DATE.fullmatch(plain[clock.end() :].strip(_BETWEEN))):
        return _stamp(day, clock, weekday)
    return None


def read_clock(text: str) -> tuple[int, int | None, date | None] | None:
    """Return a clock as microseconds since midnight, with its minutes ahead of UTC and its day where it names them."""
    plain, _ = _plain(text)
    if _SHEET_CLOCK.fullmatch(plain):
        return round(float(plain.replace(",", ".")) * 86400) * 1_000_000, None, None
    if found := _CLOCK.fullmatch(plain):
        clock = _time(found)
        return (_microseconds(clock), _offset(found), None) if clock else None
    stamp = read_stamp(text)
    if stamp is None or stamp.clock is None:
        return None
    days = {stamp.day_first, stamp.month_first} - {None}
    day = days.pop() if len(days) == 1 else None
    # A clock in a sheet may bear the day on which spreadsheets begin to count.
    return _microseconds(stamp.clock), stamp.offset, day if day and day.year > 1900 else None


def format_of(text: str) -> str | None:
    """Return the format of the quick way, day first, that reads a text of plain numbers; None for any other text."""
    if found := _NUMBERS.fullmatch(text):
        mark, clock = found["mark"], ""
        if mark:
            clock = f"{found['gap']}%{'I' if found['half'] else 'H'}{mark}%M" + (f"{mark}%S" if found["sec"] else "")
        return "%d{0}%m{0}%Y".format(found["s"]) + clock + (" %p" if found["half"] else "")
    if found := _ISO.fullmatch(text):
        clock = f"{found['gap']}%H{found['mark']}%M" if found["gap"] else ""
        sec = (f"{found['mark']}%S" if found["sec"] else "") + (".%f" if found["part"] else "")
        return "%Y{0}%m{0}%d".format(found["s"]) + clock + sec
    return None


_NUMBERS = re.compile(
    r"\d{1,2}(?P<s>[-/.])\d{1,2}(?P=s)\d{4}"
    r"(?:(?P<gap>,? )\d{1,2}(?P<mark>[:.])\d\d(?P<sec>(?P=mark)\d\d)?(?P<half> [AP]M)?)?",
    re.ASCII,
)
_ISO = re.compile(
    r"\d{4}(?P<s>[-/])\d\d(?P=s)\d\d"
    r"(?:(?P<gap>[ T])\d\d(?P<mark>[:.])\d\d(?:(?P<sec>(?P=mark)\d\d)(?P<part>\.\d{1,6})?)?)?",
    re.ASCII,
)


def in_english(text: str) -> list[str]:
    """Return a text with months and weekdays as formats know them: whole, short, and both without the weekday; none of
    a text that is too long for one.
    """
    if len(text) > LONGEST_COMPOSED:
        return []
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    bare = _WEEKDAY.sub("", plain.lower().replace("jum'at", "jumat")).strip(f"{_BETWEEN}.")
    whole = [_words(each, "%A", "%B") for each in (plain, bare)]
    return list(dict.fromkeys([*whole, *(_words(each, "%a", "%b") for each in (plain, bare))]))


def _words(text: str, weekday: str, month: str) -> str:
    def word(found: re.Match[str]) -> str:
        name = found[0].lower()
        if number := _month(name):
            return date(2024, number, 1).strftime(month)
        # The first of January 2024 was a Monday.
        return date(2024, 1, WEEKDAY_NAMES[name]).strftime(weekday) if name in WEEKDAY_NAMES else found[0]

    return re.sub("[A-Za-z]{3,}", word, text)


def _plain(text: str) -> tuple[str, int | None]:
    """The text in small letters without weekday, quotes and words between, '' where it is too long for a moment; the
    weekday, if there is just one.
    """
    if len(text) > LONGEST_COMPOSED:
        return "", None
    plain = unicodedata.normalize("NFKC", text).lower().replace("'", "").replace("’", "")
    named = _WEEKDAY.findall(plain)
    if named:
        plain = _WEEKDAY.sub(" ", plain).replace("( )", " ")
    plain = re.sub(r"(?<=\d)t(?=\d)", " ", _NOISE.sub(" ", plain))
    plain = re.sub(r"\((wita|wib|wit|utc|gmt)\)", r"\1", plain)
    return re.sub(r"\s+", " ", plain).strip(f"{_BETWEEN}."), WEEKDAY_NAMES[named[0]] if len(named) == 1 else None


def _rest(text: str) -> re.Match[str] | bool | None:
    """The clock behind a date: False for nothing, None for something else."""
    text = text.lstrip(_BETWEEN) if text[:1] in _BETWEEN else text
    if not text or text in ZONES:
        return False
    return _CLOCK.fullmatch(text)


def _stamp(day: re.Match[str], clock: re.Match[str] | bool, weekday: int | None) -> Stamp | None:
    found = _days(day)
    at = _time(clock) if isinstance(clock, re.Match) else None
    if found is None or (isinstance(clock, re.Match) and at is None):
        return None
    offset = _offset(clock) if isinstance(clock, re.Match) else None
    return Stamp(*found, day["a"] is not None, at, offset, weekday, len(day["y1"] or day["y2"] or "    ") == 2)


def _days(found: re.Match[str]) -> tuple[date | None, date | None] | None:
    """The day in both orders; None where it is none in either."""
    year = int(found["y0"] or found["y1"] or found["y2"] or found["y3"] or found["y4"])
    if found["a"]:
        first, second = int(found["a"]), int(found["b"])
        days = _date(year, second, first), _date(year, first, second)
    else:
        word = found["w2"] or found["w3"]
        month = _month(word) if word else int(found["m0"] or found["m4"])
        day = _date(year, month, int(found["d0"] or found["d2"] or found["d3"] or found["d4"]))
        days = day, day
    return days if any(days) else None


def _month(word: str) -> int:
    """The number of a month by its name, a name cut short included; 0 for another word."""
    return MONTH_NAMES.get(word) or next((number for name, number in MONTH_NAMES.items() if name.startswith(word)), 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(found: re.Match[str]) -> time | None:
    hour, half = int(found["h"]), found["half"]
    if found["tail"] and not re.search(r"[+-]\d", found["zone"] or ""):
        return None
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0) if 1 <= hour <= 12 else 24
    try:
        return time(hour, int(found["m"]), int(found["sec"] or 0), int((found["part"] or "0")[:6].ljust(6, "0")))
    except ValueError:
        return None


def _offset(found: re.Match[str]) -> int | None:
    zone = (found["zone"] or "").strip()
    if signed := re.search(r"([+-])(\d\d):?(\d\d)?", zone):
        minutes = int(signed[2]) * 60 + int(signed[3] or 0)
        return -minutes if signed[1] == "-" else minutes
    return ZONES.get(zone)


def _microseconds(clock: time) -> int:
    return ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1_000_000 + clock.microsecond
