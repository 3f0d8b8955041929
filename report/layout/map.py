"""The map with its words: title, legend with counts, caption and text alternative."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from core import theme
from core.formats import day, number
from core.texts import translator
from report.content.map_outlines import OFFICIAL
from report.content.model import Unit
from report.drawing.map import map_svg
from report.drawing.map_marks import status_mark
from wording import KIND_WORDS, status_word

WIDTH, HEIGHT = 118.0, 111.0


def map_words(units: Sequence[Unit], geometry: str, source: str, last: date, lang: str) -> dict[str, Any]:
    """Return the map for the template; `width` is that of the drawing, `column` the room that it has."""
    _ = translator(lang)
    svg, width = map_svg(units, (WIDTH, HEIGHT), geometry == OFFICIAL)
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
        "width": width,
        "column": WIDTH,
        "alt": _("Peta 59 kelurahan dan 10 kantor kecamatan menurut status per {day}. {counts}.").format(
            day=day(last, lang), counts=told
        ),
        "caption": _caption(units, geometry, source, lang),
        "short_caption": _short_caption(units, geometry, lang),
        "legend": legend,
    }


def _caption(units: Sequence[Unit], geometry: str, source: str, lang: str) -> str:
    _ = translator(lang)
    if geometry == OFFICIAL:
        told = _(
            "Batas resmi ({source}), utara di atas; pusat kota diperbesar, beserta tandanya. Garis tebal: batas "
            "kecamatan; kotak bercincin: kantor kecamatan. Nama yang tidak muat ada dalam tabel semua kantor."
        ).format(source=source)
        return f"{told}{_without_shape(units, lang)}"
    return _(
        "Kartogram: tiap kelurahan satu segi enam sama besar di dekat letak sebenarnya, utara di atas; garis "
        "tebal: batas kecamatan; label bercincin: kantor kecamatan."
    )


def _short_caption(units: Sequence[Unit], geometry: str, lang: str) -> str:
    """What a reader of the one-page picture needs to know of the map."""
    _ = translator(lang)
    if geometry == OFFICIAL:
        told = _("Garis tebal: batas kecamatan; kotak bercincin: kantor kecamatan.")
        return f"{told}{_without_shape(units, lang)}"
    return _("Garis tebal: batas kecamatan; label bercincin: kantor kecamatan.")


def _without_shape(units: Sequence[Unit], lang: str) -> str:
    """How many kelurahan the imported boundaries lack; nothing when all are there."""
    missing = sum(unit.kind == "kelurahan" and not unit.outline for unit in units)
    pattern = translator(lang)(" {n} kelurahan tidak ada dalam berkas batas: cakram bercincin di letaknya.")
    return pattern.format(n=number(missing, 0, lang)) if missing else ""


def _counts(units: Sequence[Unit], status: str | None, lang: str) -> str:
    """How many kelurahan and offices have a status, as `23 kelurahan, 3 kantor`."""
    counts = [sum(unit.status == status and unit.kind == kind for unit in units) for kind in KIND_WORDS]
    return translator(lang)("{kelurahan} kelurahan, {kecamatan} kantor").format(
        kelurahan=number(counts[0], 0, lang), kecamatan=number(counts[1], 0, lang)
    )
