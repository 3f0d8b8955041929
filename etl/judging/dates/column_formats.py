"""How one column of days or moments is written in one file, and the SQL that reads it quickly."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from core.city import HOURS_AHEAD, ZONE_NAMES, city
from etl.judging.dates.moments import DAY_FIRST, MONTH_FIRST, format_of
from etl.sources.contract import Column
from etl.sources.declarations import EPOCHS

USUAL = "%d/%m/%Y %H.%M"
FIRST_YEAR, LAST_YEAR = 2000, 2049
"""What a year of two digits may mean."""
PART = r"regexp_replace(raw.place, '[A-Z]*[0-9]+[]:A-Z]*$', '')"
"""SQL for the sheet, or the member of an archive, that a row stands in: its place without line or cell."""
_HAS_OFFSET = r"[0-9]:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)? ?([+-][0-9]{2}(:?[0-9]{2})?|Z)$"


@dataclass
class SpelledColumn:
    """One column: `format` reads most of its texts, `order` is that of its numbers, `declared` formats go first.

    `has_clocks`: the file has the companion column of clocks; `is_offset`: most texts name their distance from UTC;
    `is_days`: no clock in the whole column says more than midnight. `is_mapped`: read through `moment_map` only.
    `turned`: the parts of the file (see PART) in which the month stands first, though `order` is day first.
    """

    column: Column
    zone: str
    declared: list[str] = field(default_factory=list)
    order: str = DAY_FIRST
    is_order_declared: bool = False
    format: str = USUAL
    has_clocks: bool = False
    is_offset: bool = False
    is_days: bool = False
    is_mapped: bool = False
    turned: tuple[str, ...] = ()

    @property
    def keys(self) -> dict[str, str]:
        """By which names `moment_map` knows the texts of this column, and the order that each is read in."""
        return {self.name: self.order} | ({f"{self.name} {MONTH_FIRST}": MONTH_FIRST} if self.turned else {})

    def key(self) -> str:
        """Return SQL for the name by which `moment_map` knows the text of a row."""
        own, *turned = (_quoted(key) for key in self.keys)
        return f"CASE WHEN {self._is_turned()} THEN {turned[0]} ELSE {own} END" if turned else own

    def _is_turned(self) -> str:
        return f"{PART} IN ({', '.join(map(_quoted, self.turned))})"

    def look_at(self, texts: list[str]) -> None:
        """Take the quick format that most of some texts have, and the order that they seem to have."""
        self.is_offset = 2 * sum(bool(re.search(_HAS_OFFSET, text)) for text in texts) > len(texts)
        formats = Counter(found for text in texts if (found := format_of(text)))
        self.format = formats.most_common(1)[0][0] if formats else USUAL
        pairs = [re.findall(r"\d+", text)[:2] for text in texts if self.is_ordered and format_of(text) == self.format]
        seconds = any(int(second) > 12 for _, second in pairs)
        if not self.is_order_declared and seconds and not any(int(first) > 12 for first, _ in pairs):
            self.order = MONTH_FIRST

    @property
    def is_ordered(self) -> bool:
        """True where the quick format has day and month as two numbers before the year."""
        return self.format.startswith("%d") and not self.is_offset

    @property
    def name(self) -> str:
        """The column's name."""
        return self.column.name

    def value(self) -> str:
        """Return SQL for the day, or for the moment by the city's clock."""
        if self.column.type == "day":
            return f"({self._local()})::DATE"
        moment = self._joined() if self.has_clocks else self._local()
        if self.zone == city().zone_name:
            return moment
        shifted = f"timezone('{city().zone_name}', timezone($zone, {moment}))"
        return f"CASE WHEN {self._is_fixed()} OR {self.is_day()} THEN {moment} ELSE {shifted} END"

    def is_day(self) -> str:
        """Return SQL that is true where the text has no clock."""
        bare = f"{self._clock}.micros IS NULL" if self.has_clocks else "true"
        return f"({self._has_no_clock()} AND {bare})"

    def lacks_clock(self) -> str:
        """Return SQL that is true where the companion clock is needed, and cannot be read or is that of another day."""
        is_bad = f"({self._clock}.micros IS NULL OR {self._clock}.day <> ({self._local()})::DATE)"
        return f"({self._has_no_clock()} AND {is_bad})"

    @property
    def _text(self) -> str:
        return f'raw."{self.name}"'

    @property
    def _clock(self) -> str:
        return f'"map_{self.column.clock_name}"'

    @property
    def _map(self) -> str:
        return f'"map_{self.name}"'

    def _local(self) -> str:
        if self.is_mapped:
            return f"{self._map}.value"
        ways = [*(self._by(pattern) for pattern in self._quick_declared), self._quick()]
        return f"coalesce({', '.join(ways)})" if len(ways) > 1 else ways[0]

    def _quick(self) -> str:
        if self.is_offset:
            moment = f"timezone('{city().zone_name}', try_cast({self._text} AS TIMESTAMPTZ))"
            return f"CASE WHEN regexp_matches({self._text}, '{_HAS_OFFSET}') THEN {moment} END"
        own, turned = (
            f"try_strptime({self._text}, '{in_order(self.format, order)}')" for order in (self.order, MONTH_FIRST)
        )
        return f"CASE WHEN {self._is_turned()} THEN {turned} ELSE {own} END" if self.turned else own

    @property
    def _quick_declared(self) -> list[str]:
        return [pattern for pattern in self.declared if not is_fixed(pattern)]

    def _by(self, pattern: str) -> str:
        return read_by(self._text, pattern)

    def _has_no_clock(self) -> str:
        if self.is_mapped:
            return f"coalesce({self._map}.is_day, false)"
        ways = [
            f"WHEN {self._by(pattern)} IS NOT NULL THEN {not has_clock(pattern)}" for pattern in self._quick_declared
        ]
        quick = str(self.is_days or (not has_clock(self.format) and not self.is_offset)).lower()
        bare = f"CASE {' '.join(ways)} ELSE {quick} END" if ways else quick
        # Beside a clock of its own, a day may bear that of midnight.
        return f"({bare} OR {self._local()} = date_trunc('day', {self._local()}))" if self.has_clocks else bare

    @property
    def may_hold_days(self) -> bool:
        """True where all clocks might be those of midnight."""
        return self.column.type == "moment" and has_clock(self.format) and not (self.is_offset or self.has_clocks)

    @property
    def behind(self) -> int:
        """Hours by which the zone is behind the city's."""
        return hours_behind(self.zone)

    def _is_fixed(self) -> str:
        """SQL that is true where the value is by the city's clock already."""
        own = f'{self._clock}."offset" IS NOT NULL AND {self._has_no_clock()}' if self.has_clocks else "false"
        if self.is_mapped:
            return f"(coalesce({self._map}.is_fixed, false) OR {own})"
        ways = " AND ".join(f"{self._by(pattern)} IS NULL" for pattern in self._quick_declared) or "true"
        return f"({str(self.is_offset).lower()} AND {ways} OR {own})"

    def _joined(self) -> str:
        """The day with the clock of the companion column, where it has none itself."""
        ahead = f'coalesce({minutes_ahead()} - {self._clock}."offset", 0)'
        at = f"{self._local()} + to_microseconds({self._clock}.micros + {ahead}::BIGINT * 60000000)"
        return (
            f"CASE WHEN {self._has_no_clock()} AND {self._clock}.micros IS NOT NULL THEN {at} ELSE {self._local()} END"
        )


def minutes_ahead() -> int:
    """Return by how many minutes the city's clock is ahead of UTC."""
    return city().ahead // timedelta(minutes=1)


def hours_behind(zone: str) -> int:
    """Return by how many hours a zone (Asia/Makassar, UTC, ...) is behind the city's."""
    ahead = {"UTC": 0} | {name: HOURS_AHEAD[word] for word, name in ZONE_NAMES.items()}
    return HOURS_AHEAD[city().zone] - ahead[zone]


def read_by(text: str, pattern: str) -> str:
    """Return SQL that reads a text by one declared format; NULL for a year out of the window of its digits."""
    found = f"try_strptime({text}, {_quoted(pattern)})"
    first, last = (FIRST_YEAR, LAST_YEAR) if "%y" in pattern else (1900, 9999)
    return f"CASE WHEN year({found}) BETWEEN {first} AND {last} THEN {found} END"


def epoch_by(text: str, pattern: str) -> str:
    """Return SQL for the moment by the city's clock that so many seconds, or thousandths, since 1970 are."""
    digits = "9,10" if pattern == "epoch" else "12,13"
    since = f"to_microseconds({text}::BIGINT * {EPOCHS[pattern]})"
    ahead = f"to_minutes({minutes_ahead()})"
    moment = f"TIMESTAMP '1970-01-01 00:00:00' + {ahead} + {since}"
    return f"CASE WHEN regexp_full_match({text}, '[0-9]{{{digits}}}') THEN {moment} END"


def in_order(pattern: str, order: str) -> str:
    """Return a format that begins with day and month, with the two in the given order."""
    if order == MONTH_FIRST and pattern.startswith("%d"):
        return f"%m{pattern[2]}%d{pattern[5:]}"
    return pattern


def order_of(patterns: list[str]) -> str | None:
    """Return the order of day and month that declared formats of numbers have in common; None for none, or both."""
    orders = set()
    for pattern in patterns:
        places = [pattern.find(part) for part in ("%d", "%m")]
        year = max(pattern.find("%y"), pattern.find("%Y"))
        if min(places) >= 0 and max(places) < year:
            orders.add(DAY_FIRST if places[0] < places[1] else MONTH_FIRST)
    return orders.pop() if len(orders) == 1 else None


def has_clock(pattern: str) -> bool:
    """Return True for a format with an hour."""
    return pattern in EPOCHS or bool(re.search("%-?[HIXTc]", pattern))


def is_fixed(pattern: str) -> bool:
    """Return True for a format whose texts need no zone."""
    return pattern in EPOCHS or "%z" in pattern or "%Z" in pattern


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
