"""Words for weekdays, months and time zones, as they are written after folding."""

import re

WEEKDAY_NAMES = {
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
_ZONE_LAST = re.compile(r"(?: (?:dalam|zona|waktu|time|etc))* (?:wita|wib|wit|utc|gmt)(?: \d{1,2}(?: ?\d\d)?)?$")


def without_zone(title: str) -> str:
    """Return a folded title without the zone at its end."""
    return _ZONE_LAST.sub("", title)


MONTH_NAMES = {
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
