"""The map with its words: title, legend with counts, caption and text alternative."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from core import theme
from core.formats import day, number
from core.texts import translator
from report.content import Unit
from report.map_figure import status_mark, unit_map
from report.words import status_word

WIDTH = 118.0
OFFICIAL = "resmi"


def map_words(units: Sequence[Unit], geometry: str, last: date, lang: str) -> dict[str, Any]:
    """Return the map for the template; its height is part of it, since the paper's room depends on it."""
    _ = translator(lang)
    svg, height = unit_map(units, WIDTH, geometry == OFFICIAL)
    statuses: list[str | None] = [*theme.STATUSES]
    if any(unit.status is None for unit in units):
        statuses.append(None)
    legend = [
        {"svg": status_mark(status), "label": status_word(status, lang), "count": _counts(units, status, lang)}
        for status in statuses
    ]
    told = "; ".join(f"{entry['label']}: {entry['count']}" for entry in legend)
    return {
        "title": _("Di mana layanan sudah aktif"),
        "svg": svg,
        "width": WIDTH,
        "height": height,
        "alt": _("Peta 59 kelurahan dan 10 kantor kecamatan menurut status per {day}. {counts}.").format(
            day=day(last, lang), counts=told
        ),
        "caption": _caption(geometry, lang),
        "legend": legend,
    }


def _caption(geometry: str, lang: str) -> str:
    _ = translator(lang)
    if geometry == OFFICIAL:
        return _(
            "Batas resmi, utara di atas; garis tebal: batas kecamatan; kotak bercincin: kantor kecamatan. Nama yang "
            "tidak muat ada dalam tabel semua kantor."
        )
    return _(
        "Kartogram: tiap kelurahan satu segi enam sama besar di dekat letak sebenarnya, utara di atas; garis "
        "tebal: batas kecamatan; label bercincin: kantor kecamatan."
    )


def _counts(units: Sequence[Unit], status: str | None, lang: str) -> str:
    """How many kelurahan and offices have a status, as `23 kelurahan, 3 kantor`."""
    counts = [sum(unit.status == status and unit.kind == kind for unit in units) for kind in ("kelurahan", "kecamatan")]
    return translator(lang)("{kelurahan} kelurahan, {kecamatan} kantor").format(
        kelurahan=number(counts[0], 0, lang), kecamatan=number(counts[1], 0, lang)
    )
