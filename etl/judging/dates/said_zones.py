"""Zones that titles of moments, or the name of a file, say against the one that is declared."""

from collections.abc import Iterable
from pathlib import Path

from etl.calendar_words import ZONES, zone_in
from etl.judging.dates.column_formats import BEHIND, WITA, SpelledColumn
from etl.reading.base.headers import spellings, without_known_zone
from etl.sources.contract import Contract, clock_of
from etl.sources.declarations import Declaration
from etl.spelling import fold

FileMark = tuple[str, str, str]
REASON = "zona_bertentangan"


def other_zones(
    contract: Contract, declaration: Declaration, spelled: Iterable[SpelledColumn], titles: Iterable[str], path: str
) -> list[FileMark]:
    """Return marks on the whole file as (column, reason, zone); `titles` are folded, `path` names the file.

    What is declared decides all the same. Texts that say their zone themselves need none.
    """
    declared = ZONES["wita"] - 60 * BEHIND[declaration.zone or WITA]
    bare = [each.column.name for each in spelled if each.column.type == "moment" and not each.is_offset]
    if not bare or not contract.has_times:
        return []
    known = spellings(contract, declaration)
    names = {name: name for name in bare} | {clock_of(name): name for name in bare}
    said = {(names.get(known.get(without_known_zone(title, known), "")), zone_in(title)) for title in titles}
    said.add((bare[0], zone_in(fold(Path(path).stem))))
    found = {(name, zone) for name, zone in said if name and zone is not None and zone != declared}
    return [(name, REASON, _word(zone)) for name, zone in sorted(found)]


def _word(minutes: int) -> str:
    """A zone as people write it."""
    short = {ahead: name.upper() for name, ahead in ZONES.items() if len(name) > 1 and name != "gmt"}
    return short.get(minutes, f"UTC+{minutes // 60}")
