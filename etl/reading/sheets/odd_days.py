"""Days that counts stand on and should not: a row that slipped, or a month that is none of the sheet's."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from etl.reading.sheets.day_titles import DayColumns
from etl.reading.sheets.slipped_rows import NumberedRows, number_in
from etl.reading.sheets.weekday_words import weekday_in

MOVES = (1, -1, 2, -2)
BUSY_DAYS_AT_LEAST, ODD_DAYS_AT_LEAST, OTHERS_AT_LEAST = 10, 3, 2
AGREEING_AT_LEAST = 3
AGREEING_SHARE = 0.9
"""Other rows, and that part of them and of the days, that must agree before a row that differs is doubted."""
_FRIDAY, SUNDAY = 5, 7
OTHER_MONTH = "row:bulan_tak_cocok"


def off_days(days: DayColumns, month: date, rows: NumberedRows) -> set[int]:
    """Return the rows with counts on days that no other row has any on, which one move of cells would put right.

    Where there are too few others, those days are Saturdays and Sundays. Cells alone, of whatever count, tell it of
    fewer days where all others agree on which days have one.
    """
    places = sorted(days)
    busy = {number: {i for i, place in enumerate(places) if number_in(row, place)} for number, row in rows.items()}
    seen = Counter(i for found in busy.values() for i in found)
    workdays = {i for i, place in enumerate(places) if (weekday_in(month, days[place]) or 0) <= _FRIDAY}
    if len(rows) > OTHERS_AT_LEAST:
        usual = {number: {i for i, rows_so in seen.items() if rows_so > (i in busy[number])} for number in busy}
    else:
        usual = dict.fromkeys(busy, workdays)
    moved = {number for number, found in busy.items() if _fits_moved(found, usual[number])}
    return moved | _against_all({number: [bool(row[place]) for place in places] for number, row in rows.items()})


def _against_all(filled: Mapping[int, Sequence[bool]]) -> set[int]:
    """Rows that differ from what the others agree on, which day has a cell, until one move puts all of it right."""
    others = len(filled) - 1
    if others < AGREEING_AT_LEAST:
        return set()
    counts = [sum(day) for day in zip(*filled.values(), strict=True)]
    found = set()
    for number, own in filled.items():
        rest = [count - has for count, has in zip(counts, own, strict=True)]
        always = {i for i, count in enumerate(rest) if count >= AGREEING_SHARE * others}
        never = {i for i, count in enumerate(rest) if not count}
        is_agreed = len(always) + len(never) >= AGREEING_SHARE * len(own)
        if is_agreed and _is_moved({i for i, has in enumerate(own) if has}, always, never, len(own)):
            found.add(number)
    return found


def _is_moved(own: set[int], always: set[int], never: set[int], width: int) -> bool:
    """True where several cells contradict all others, one by standing there, and none once the row is moved."""
    odd, lacking = own & never, always - own
    if not odd or len(odd) + len(lacking) < ODD_DAYS_AT_LEAST:
        return False
    for move in MOVES:
        for first in range(min(odd | lacking) + 1):
            moved = {i if i < first else i - move for i in own}
            # What was pushed out at the end, or taken out, is gone.
            lost = set(range(width - move, width) if move > 0 else range(first, first - move))
            if len(moved) == len(own) and not moved & never and always - moved <= lost:
                return True
    return False


def are_of_another_month(days: DayColumns, month: date, rows: NumberedRows) -> bool:
    """Return True where most rows count on every Sunday, and none does on one of the days from Monday to Friday."""
    by_weekday: dict[int, list[int]] = {}
    for place, mark in days.items():
        by_weekday.setdefault(weekday_in(month, mark) or 0, []).append(place)
    sundays = by_weekday.get(SUNDAY, [])
    if len(sundays) < ODD_DAYS_AT_LEAST:
        return False
    busy = sum(all(number_in(cells, place) for place in sundays) for cells in rows.values())
    workdays = [places for weekday, places in by_weekday.items() if 0 < weekday <= _FRIDAY]
    is_closed = [not any(number_in(cells, place) for cells in rows.values() for place in each) for each in workdays]
    return 2 * busy > len(rows) and any(is_closed) and not all(is_closed)


def _fits_moved(found: set[int], usual: set[int]) -> bool:
    odd = sorted(found - usual)
    if len(found) < BUSY_DAYS_AT_LEAST or len(odd) < ODD_DAYS_AT_LEAST:
        return False
    left = len(usual - found)
    for move in MOVES:
        for first in range(odd[0] + 1):
            moved = {i if i < first else i - move for i in found}
            if len(moved) == len(found) and moved <= usual and len(usual - moved) <= left - ODD_DAYS_AT_LEAST:
                return True
    return False
