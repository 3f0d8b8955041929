"""The day on which a file was exported, as it is declared or as the name of the file says."""

import re
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from core.city import city
from etl.calendar_words import MONTH_NAMES
from etl.judging.dates.column_formats import hours_behind
from etl.sources.declarations import Declaration

_DATE_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_DAY_FIRST_IN_NAME = re.compile(r"(?<!\d)(\d\d)[-_. ](\d\d)[-_. ](20\d\d)(?!\d)")
_WORDS_IN_NAME = re.compile(r"(?<!\d)(\d{1,2})[-_. ]?([A-Za-z]{3,})[-_. ]?(20\d\d)(?!\d)")
_SENT = re.compile(r"(?<![A-Za-z])dikirim-(20\d{6}-\d{6})(?!\d)")


def sent_in(path: str) -> datetime | None:
    """Return the moment (city time) at which a file was sent, as the name says that it got then; None without one."""
    with suppress(ValueError):
        if found := _SENT.search(Path(path).stem):
            return datetime.strptime(found[1], "%Y%m%d-%H%M%S")
    return None


def date_in(path: str) -> datetime | None:
    """Return the last day that the name of a file holds beside the moment of sending, None without one."""
    stem = _SENT.sub("", Path(path).stem)
    dates = [found.groups() for found in _DATE_IN_NAME.finditer(stem)]
    dates += [found.groups()[::-1] for found in _DAY_FIRST_IN_NAME.finditer(stem)]
    words = [found.groups() for found in _WORDS_IN_NAME.finditer(stem)]
    dates += [(year, str(MONTH_NAMES.get(word.lower(), 0)), day) for day, word, year in words]
    days = []
    for year, month, day in dates:
        with suppress(ValueError):
            days.append(datetime(int(year), int(month), int(day)))
    return max(days, default=None)


def last_moment(path: str, declaration: Declaration) -> datetime | None:
    """Return the end of the day on which a file was exported, as declared or by its name; None where neither says it.

    That of the day of the city, or in the zone of the file where it comes later.
    """
    exported = declaration.export_time or date_in(path)
    if exported is None:
        return None
    hours = max(0, hours_behind(declaration.zone or city().zone_name))
    return datetime(exported.year, exported.month, exported.day) + timedelta(days=1, hours=hours)
