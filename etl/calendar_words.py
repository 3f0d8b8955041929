"""Words for weekdays, months and time zones, as they are written after folding."""

import re

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen sn monday mon",
            "selasa sel sl tuesday tue tues",
            "rabu rab rb wednesday wed",
            "kamis kam km thursday thu thur thurs",
            "jumat jum jm friday fri",
            "sabtu sab sb saturday sat",
            "minggu ahad mgg min mg sunday sun",
        ),
        1,
    )
    for name in names.split()
}
"""Words for weekdays, long and short -> 1 Monday .. 7."""
ZONES = {"wita": 480, "wib": 420, "wit": 540, "utc": 0, "gmt": 0, "z": 0}
"""Words for time zones -> minutes ahead of UTC."""
_ZONE = re.compile(r"\b(wita|wib|wit|utc|gmt)\b(?: 0?(\d{1,2}) ?(?:00)?\b)?")
_ZONE_LAST = re.compile(rf"(?: (?:dalam|zona|waktu|time))* {_ZONE.pattern}$")


def zone_in(text: str) -> int | None:
    """Return how many minutes ahead of UTC the zone is that a folded title or name says: `utc 8` is 480."""
    found = _ZONE.search(text)
    return ZONES[found[1]] + 60 * int(found[2] or 0) * (ZONES[found[1]] == 0) if found else None


def without_zone(title: str) -> str:
    """Return a folded title without the zone at its end."""
    return _ZONE_LAST.sub("", title)


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
"""Words for months, long and short -> 1 January .. 12."""
