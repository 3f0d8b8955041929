"""Zones that titles of moments, or the name of a file, say against the one that is declared."""

import re
from collections.abc import Iterable
from pathlib import Path

from core.city import city
from etl.calendar_words import ZONES
from etl.judging.dates.column_formats import SpelledColumn, hours_behind
from etl.reading.base.headers import spellings, without_known_zone
from etl.sources.contract import Contract, clock_of
from etl.sources.declarations import Declaration
from etl.spelling import fold, plain

FileMark = tuple[str, str, str]
REASON = "zona_bertentangan"
_FURTHEST = 14 * 60
_WORD = re.compile(r"(?<![a-z0-9])(?P<reversed>etc/)?(?P<zone>wita|wib|wit|utc|gmt)(?![a-z])")
_HOURS = r"(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>[0-5]\d))?(?![\d:])"
_AFTER_IN_TITLE = re.compile(rf" ?(?:\+|(?P<minus>[-\u2212\u2013]))? ?{_HOURS}")
_AFTER_IN_NAME = re.compile(rf"(?:[_ ]?\+ ?)?{_HOURS}")
_LAST_IN_NAME = re.compile(rf"[-_. ]+{_HOURS}")


def other_zones(
    contract: Contract, declaration: Declaration, spelled: Iterable[SpelledColumn], titles: Iterable[str], path: str
) -> list[FileMark]:
    """Return marks on the whole file as (column, reason, zone); `titles` as they are written, `path` names the file.

    What is declared decides all the same. Texts that say their zone themselves need none.
    """
    declared = ZONES[city().zone.lower()] - 60 * hours_behind(declaration.zone or city().zone_name)
    bare = [each.column.name for each in spelled if each.column.type == "moment" and not each.is_offset]
    if not bare or not contract.has_times:
        return []
    known = spellings(contract, declaration)
    names = {name: name for name in bare} | {clock_of(name): name for name in bare}
    said = {(names.get(known.get(without_known_zone(fold(title), known), "")), zone_in(title)) for title in titles}
    in_name = zones_in_name(Path(path).stem)
    said |= {(bare[0], zone) for zone in in_name[:1] if declared not in in_name}
    found = {(name, zone) for name, zone in said if name and zone is not None and zone != declared}
    return [(name, REASON, _word(zone)) for name, zone in sorted(found)]


def zone_in(title: str) -> int | None:
    """Return how many minutes ahead of UTC the zone is that a title says: `(UTC+8)` is 480, `GMT-8` is -480."""
    text = plain(title).lower()
    found = _WORD.search(text)
    return _ahead(found, _AFTER_IN_TITLE.match(text, found.end())) if found else None


def zones_in_name(name: str) -> list[int]:
    """Return the zones that the name of a file may say, in minutes ahead of UTC; the likeliest first.

    `utc+8` and `utc8` say one. The number in `log utc 8` may be a counter as well; before a month it is a day.
    """
    text = plain(name).lower()
    found = _WORD.search(text)
    if found is None:
        return []
    if last := _LAST_IN_NAME.fullmatch(text, found.end()):
        return [_ahead(found, None), _ahead(found, last)]
    return [_ahead(found, _AFTER_IN_NAME.match(text, found.end()))]


def _ahead(zone: re.Match[str], hours: re.Match[str] | None) -> int:
    """The minutes ahead of UTC of a zone and of the hours that stand behind it."""
    minutes = ZONES[zone["zone"]]
    found = 60 * int(hours["hours"]) + int(hours["minutes"] or 0) if hours and not minutes else 0
    if not hours or found > _FURTHEST:
        return minutes
    # Programs' names of zones count the other way round: Etc/GMT-8 is eight hours ahead.
    is_behind = bool(hours.groupdict().get("minus")) != bool(zone["reversed"])
    return minutes + (-found if is_behind else found)


def _word(minutes: int) -> str:
    """A zone as people write it."""
    short = {ahead: name.upper() for name, ahead in ZONES.items() if len(name) > 1 and name != "gmt"}
    hours, rest = divmod(abs(minutes), 60)
    return short.get(minutes, f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else ""))
